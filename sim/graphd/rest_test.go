package graphd_test

import (
	"slices"
	"testing"

	"recipientdesk/sim/graphd"
)

func TestSmallOperations(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 0)
	id, tenant := w.user("cweber"), w.tenant.Config().ID
	if me := w.get("/me"); me["userPrincipalName"] != "admin@brightwater.onmicrosoft.com" {
		t.Errorf("me: %v", me)
	}
	if roles := w.all("/me/memberOf/microsoft.graph.directoryRole"); len(roles) != 1 || roles[0]["displayName"] != "Global Administrator" {
		t.Errorf("roles: %v", roles)
	}
	for _, path := range []string{"/organization/" + tenant, "/subscribedSkus/" + values(w.get("/subscribedSkus"))[0]["id"].(string), "/directory/onPremisesSynchronization/" + tenant} {
		if got := w.get(path); got["id"] == nil {
			t.Errorf("%s: %v", path, got)
		}
	}
	sync := "/directory/onPremisesSynchronization/" + tenant
	w.made(204, "PATCH", sync, `{"features":{"blockSoftMatchEnabled":true}}`)
	if got := w.get(sync)["features"].(map[string]any); got["blockSoftMatchEnabled"] != true || got["softMatchOnUpnEnabled"] != true {
		t.Errorf("features: %v", got)
	}
	if got := w.get("/organization?$select=displayName,onPremisesSyncEnabled"); len(values(got)[0]) != 2 {
		t.Errorf("%v", got)
	}
	groups := w.all("/groups?$filter=onPremisesSyncEnabled%20eq%20true")
	g := groups[0]["id"].(string)
	contact := w.all("/contacts?$filter=onPremisesSyncEnabled%20eq%20true")[0]["id"].(string)
	eventual := []string{"ConsistencyLevel", "eventual"}
	for _, path := range []string{"/groups/$count", "/contacts/$count", "/groups/" + g + "/members/$count"} {
		if r := w.do("GET", path, "", eventual...); r.status != 200 || len(r.body) == 0 {
			t.Errorf("%s: %d %s", path, r.status, r.body)
		}
	}
	for _, path := range []string{"/groups/" + g + "/transitiveMemberOf", "/contacts/" + contact + "/transitiveMemberOf", "/users/" + id + "/ownedObjects",
		"/users/" + id + "/sponsors", "/groups/" + g + "/membersWithLicenseErrors", "/contacts/" + contact + "/directReports"} {
		w.all(path)
	}
	for _, of := range []string{"/users/" + id, "/groups/" + g, "/contacts/" + contact} {
		w.made(204, "POST", of+"/retryServiceProvisioning", "")
	}
	w.made(200, "POST", "/users/"+id+"/revokeSignInSessions", "")
	w.made(200, "POST", "/users/"+id+"/reprocessLicenseAssignment", "")
	w.made(200, "POST", "/users/"+id+"/getMemberGroups", `{"securityEnabledOnly":false}`)
	w.made(200, "POST", "/contacts/"+contact+"/getMemberGroups", `{"securityEnabledOnly":false}`)
	w.made(200, "POST", "/contacts/"+contact+"/checkMemberGroups", `{"groupIds":["`+g+`"]}`)
	w.made(200, "POST", "/groups/"+g+"/getMemberGroups", `{"securityEnabledOnly":true}`)
	w.made(200, "POST", "/groups/"+g+"/checkMemberGroups", `{"groupIds":["`+g+`"]}`)
	for _, of := range []string{"/groups/" + g, "/contacts/" + contact} {
		w.made(204, "PATCH", of+"/onPremisesSyncBehavior", `{"isCloudManaged":true}`)
		if got := w.get(of + "/onPremisesSyncBehavior"); got["isCloudManaged"] != true {
			t.Errorf("%s: %v", of, got)
		}
	}
	project := w.all("/groups?$filter=displayName%20eq%20'Project%20Clearwater'")[0]["id"].(string)
	owner := w.all("/groups/" + project + "/owners")[0]["id"].(string)
	w.made(204, "DELETE", "/groups/"+project+"/owners/"+owner+"/$ref", "")
	w.made(204, "DELETE", "/groups/"+project, "")
	if got := w.all("/directory/deletedItems/microsoft.graph.group"); len(got) != 1 || got[0]["id"] != project {
		t.Errorf("deleted groups: %v", got)
	}
	for _, u := range w.all("/users?$select=id&$top=999") {
		if r := w.do("GET", "/users/"+u["id"].(string)+"/photos/48x48/$value", ""); r.status == 200 {
			return
		}
	}
	t.Error("nobody has a picture")
}

func TestSampleTenantHasWhatTenantsHave(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 0)
	of := func(name string) map[string]any {
		t.Helper()
		all := w.all("/users?$top=999&$select=displayName,onPremisesSyncEnabled,onPremisesImmutableId,userType,userPrincipalName,onPremisesProvisioningErrors,proxyAddresses,licenseAssignmentStates")
		i := slices.IndexFunc(all, func(u map[string]any) bool { return u["displayName"] == name })
		if i < 0 {
			t.Fatalf("no %s", name)
		}
		return all[i]
	}
	if u := of("Ursula Petzold"); u["onPremisesSyncEnabled"] != true || u["onPremisesImmutableId"] == nil {
		t.Errorf("orphan: %v", u)
	}
	if u := of("Greta Ehlers"); u["userPrincipalName"] != "gehlers@brightwater.onmicrosoft.com" {
		t.Errorf("unverified suffix: %v", u)
	}
	if u := of("Petra Lang (Labor Nord)"); u["userType"] != "Guest" || u["onPremisesSyncEnabled"] != nil {
		t.Errorf("guest: %v", u)
	}
	conflict := map[string]any{"category": "PropertyConflict", "occurredDateTime": "2026-06-01T08:00:00Z", "propertyCausingError": "ProxyAddresses", "value": "smtp:offers@brightwater.example"}
	errors := of("Wiebke Claasen")["onPremisesProvisioningErrors"].([]any)
	if len(errors) != 1 || !equal(errors[0].(map[string]any), conflict) {
		t.Errorf("conflict: %v", errors)
	}
	if slices.ContainsFunc(w.all("/users?$top=999"), func(u map[string]any) bool { return u["displayName"] == "Legacy Plotter" }) {
		t.Error("what is out of scope is in the tenant")
	}
	deleted := w.all("/directory/deletedItems/microsoft.graph.user?$select=displayName,deletedDateTime")
	if !slices.ContainsFunc(deleted, func(d map[string]any) bool {
		return equal(d, map[string]any{"displayName": "Jonas Reimer", "deletedDateTime": "2026-05-20T08:00:00Z"})
	}) {
		t.Errorf("deleted: %v", deleted)
	}
}

func equal(a, b map[string]any) bool {
	if len(a) != len(b) {
		return false
	}
	for k, v := range a {
		if b[k] != v {
			return false
		}
	}
	return true
}
