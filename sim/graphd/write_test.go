package graphd_test

import (
	"strings"
	"testing"

	"recipientdesk/sim"
	"recipientdesk/sim/graphd"
)

const (
	mastered = "Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration."
	password = `"passwordProfile":{"password":"Secret-1234","forceChangePasswordNextSignIn":true}`
	newUser  = `{"accountEnabled":true,"displayName":"Nora Nyberg","mailNickname":"nora","userPrincipalName":"nora@brightwater.example",` + password + `}`
)

// made sends what must succeed with that status.
func (w *world) made(status int, method, path, body string) response {
	w.Helper()
	r := w.do(method, path, body)
	if r.status != status {
		w.Fatalf("%s %s: %d %s, want %d", method, path, r.status, r.body, status)
	}
	return r
}

func TestCreateUser(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 0)
	r := w.made(201, "POST", "/users", newUser)
	u := r.json(t)
	if u["displayName"] != "Nora Nyberg" || !strings.Contains(r.header.Get("Location"), u["id"].(string)) || u["accountEnabled"] != nil {
		t.Errorf("%v %v", u, r.header)
	}
	r = w.do("POST", "/users", newUser)
	if d := r.json(t)["error"].(map[string]any)["details"].([]any); r.status != 400 || len(d) != 2 || d[1].(map[string]any)["target"] != "User_"+u["id"].(string) {
		t.Errorf("taken: %d %s", r.status, r.body)
	}
	for body, want := range map[string]string{
		strings.Replace(newUser, `"mailNickname":"nora",`, "", 1):                                                                    "mailNickname",
		strings.Replace(newUser, "nora@brightwater", "nora@elsewhere", 1):                                                            "verified domain",
		strings.Replace(newUser, "Secret-1234", "x", 1):                                                                              "password complexity",
		strings.Replace(newUser, `{`, `{"givenName":"",`, 1):                                                                         "'givenName' of resource 'User'",
		strings.Replace(newUser, `{`, `{"shoeSize":4,`, 1):                                                                           "shoeSize",
		strings.Replace(newUser, `{`, `{"proxyAddresses":["smtp:a@b.example"],`, 1):                                                  "read-only",
		strings.Replace(strings.Replace(newUser, "nora@", "n2@", 1), `{`, `{"onPremisesImmutableId":"a_b",`, 1):                      "onPremisesImmutableId",
		strings.Replace(strings.Replace(newUser, "nora@", "n2@", 1), `{`, `{"onPremisesImmutableId":"OdVGYRwxn1GgdqO8AsM+2Q==",`, 1): "onPremisesImmutableId already exists",
	} {
		if text := w.refused(400, "Request_BadRequest", "POST", "/users", body); !strings.Contains(text, want) {
			t.Errorf("%s: %s", want, text)
		}
	}
}

func TestSynchronizedObjectsRefuse(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 0)
	id := w.user("cweber")
	for _, body := range []string{`{"displayName":"X"}`, `{"mail":"x@brightwater.example"}`, `{"accountEnabled":false}`, `{"onPremisesImmutableId":null}`, `{"usageLocation":"DE","jobTitle":"X"}`, "{" + password + "}"} {
		if text := w.refused(400, "Request_BadRequest", "PATCH", "/users/"+id, body); text != mastered {
			t.Errorf("%s: %s", body, text)
		}
	}
	if got := w.get("/users/" + id + "?$select=usageLocation,jobTitle"); got["usageLocation"] != nil {
		t.Errorf("a refused change was made in part: %v", got)
	}
	w.made(204, "PATCH", "/users/"+id, `{"usageLocation":"DE"}`)
	var synced, project string
	for _, g := range w.all("/groups") {
		switch g["displayName"] {
		case "Everyone":
			synced = g["id"].(string)
		case "Project Clearwater":
			project = g["id"].(string)
		}
	}
	ref := `{"@odata.id":"https://graph.microsoft.com/v1.0/directoryObjects/` + id + `"}`
	if text := w.refused(400, "Request_BadRequest", "POST", "/groups/"+synced+"/members/$ref", ref); text != mastered {
		t.Error(text)
	}
	if text := w.refused(400, "Request_BadRequest", "PATCH", "/groups/"+synced, `{"description":"x"}`); text != mastered {
		t.Error(text)
	}
	if text := w.refused(400, "Request_BadRequest", "POST", "/groups/"+project+"/members/$ref", ref); !strings.HasPrefix(text, "One or more added object references already exist") {
		t.Error(text)
	}
	w.made(204, "DELETE", "/groups/"+project+"/members/"+id+"/$ref", "")
	w.made(204, "POST", "/groups/"+project+"/members/$ref", ref)
	w.made(204, "POST", "/groups/"+project+"/owners/$ref", ref)
	w.made(204, "PATCH", "/groups/"+project, `{"description":"x","visibility":"Public"}`)
	w.made(201, "POST", "/groups", `{"displayName":"G","mailEnabled":false,"mailNickname":"g","securityEnabled":true}`)
	w.refused(400, "Request_BadRequest", "POST", "/groups", `{"displayName":"G","mailEnabled":true,"mailNickname":"g","securityEnabled":true}`)
}

func TestLicenses(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 0)
	id := w.made(201, "POST", "/users", newUser).json(t)["id"].(string)
	path := "/users/" + id + "/assignLicense"
	sku, plan := sim.SampleProduct, "efb87545-963c-4e0d-99df-69c6916d9eb0"
	give := func(sku, off string) string {
		return `{"addLicenses":[{"skuId":"` + sku + `","disabledPlans":[` + off + `]}],"removeLicenses":[]}`
	}
	if text := w.refused(400, "Request_BadRequest", "POST", path, give(sku, "")); text != "License assignment cannot be done for user with invalid usage location." {
		t.Error(text)
	}
	w.made(204, "PATCH", "/users/"+id, `{"usageLocation":"DE"}`)
	unknown := "11111111-2222-3333-4444-555555555555"
	if text := w.refused(400, "Request_BadRequest", "POST", path, give(unknown, "")); text != "License "+unknown+" does not correspond to a valid company License." {
		t.Error(text)
	}
	w.refused(400, "Request_BadRequest", "POST", path, give(sku, `"`+unknown+`"`))
	w.refused(400, "Request_BadRequest", "POST", path, `{"addLicenses":[]}`)
	w.made(200, "POST", path, give(sku, `"`+plan+`"`))
	w.refused(404, "MailboxNotEnabledForRESTAPI", "GET", "/users/"+id+"/mailboxSettings", "")
	w.made(200, "POST", path, give(sku, ""))
	if got := w.get("/users/" + id + "/mailboxSettings/userPurpose")["value"]; got != "user" {
		t.Errorf("purpose %v", got)
	}
	u := w.get("/users/" + id + "?$select=mail,proxyAddresses,licenseAssignmentStates,assignedLicenses")
	if u["mail"] != "nora@brightwater.example" || len(u["licenseAssignmentStates"].([]any)) != 1 {
		t.Errorf("licensed: %v", u)
	}
	small := "4b9405b0-7788-4568-add1-99614e613b69" // ten seats
	seats := 0
	for _, x := range w.all("/users?$filter=userType%20eq%20'Member'&$select=id&$top=999") {
		x := x["id"].(string)
		w.made(204, "PATCH", "/users/"+x, `{"usageLocation":"DE"}`)
		r := w.do("POST", "/users/"+x+"/assignLicense", give(small, ""))
		if r.status == 400 {
			if !strings.Contains(string(r.body), "Subscription with SKU "+small+" does not have any available licenses.") {
				t.Errorf("%s", r.body)
			}
			break
		}
		seats++
	}
	if seats != 10 {
		t.Errorf("%d seats", seats)
	}
	w.made(200, "POST", path, `{"addLicenses":[],"removeLicenses":["`+sku+`"]}`)
	w.refused(404, "MailboxNotEnabledForRESTAPI", "GET", "/users/"+id+"/mailboxSettings", "")
}

func TestRestoreAndPurge(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 0)
	before := w.all("/directory/deletedItems/microsoft.graph.user")
	id := w.made(201, "POST", "/users", newUser).json(t)["id"].(string)
	w.made(204, "DELETE", "/users/"+id, "")
	w.refused(404, "Request_ResourceNotFound", "GET", "/users/"+id, "")
	deleted := w.all("/directory/deletedItems/microsoft.graph.user?$select=id,userPrincipalName,deletedDateTime")
	found := false
	for _, d := range deleted {
		found = found || d["id"] == id && d["userPrincipalName"] == strings.ReplaceAll(id, "-", "")+"nora@brightwater.example" && d["deletedDateTime"] != nil
	}
	if !found || len(deleted) != len(before)+1 {
		t.Errorf("deleted: %v", deleted)
	}
	w.refused(400, "Request_BadRequest", "GET", "/directory/deletedItems", "")
	if d := w.get("/directory/deletedItems/" + id); d["@odata.type"] != "#microsoft.graph.user" {
		t.Errorf("%v", d)
	}
	other := w.made(201, "POST", "/users", newUser).json(t)["id"].(string)
	w.refused(400, "Request_BadRequest", "POST", "/directory/deletedItems/"+id+"/restore", "")
	w.made(200, "POST", "/directory/deletedItems/"+id+"/restore", `{"newUserPrincipalName":"nora2@brightwater.example"}`)
	if got := w.get("/users/" + id)["userPrincipalName"]; got != "nora2@brightwater.example" {
		t.Errorf("restored as %v", got)
	}
	w.made(204, "DELETE", "/users/"+other, "")
	w.made(204, "DELETE", "/directory/deletedItems/"+other, "")
	w.refused(404, "Request_ResourceNotFound", "POST", "/directory/deletedItems/"+other+"/restore", "")
}

func TestAuthority(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 0)
	id := w.user("jmueller")
	path := "/users/" + id + "/onPremisesSyncBehavior"
	if got := w.get(path); got["isCloudManaged"] != false || got["id"] != id {
		t.Errorf("%v", got)
	}
	w.made(204, "PATCH", path, `{"isCloudManaged":true}`)
	u := w.get("/users/" + id + "?$select=onPremisesSyncEnabled,onPremisesImmutableId")
	if w.get(path)["isCloudManaged"] != true || u["onPremisesSyncEnabled"] != nil || u["onPremisesImmutableId"] == nil {
		t.Errorf("%v", u)
	}
	w.made(204, "PATCH", "/users/"+id, `{"jobTitle":"Treasurer"}`)
	if _, err := w.sync.Cycle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := w.get("/users/" + id)["jobTitle"]; got != "Treasurer" {
		t.Errorf("a cycle undid what the cloud decides: %v", got)
	}
	w.made(204, "PATCH", path, `{"isCloudManaged":false}`)
	if _, err := w.sync.Cycle(t.Context()); err != nil {
		t.Fatal(err)
	}
	u = w.get("/users/" + id + "?$select=jobTitle,onPremisesSyncEnabled")
	if u["jobTitle"] != "Chief financial officer" || u["onPremisesSyncEnabled"] != true {
		t.Errorf("AD is the authority again: %v", u)
	}
	w.refused(400, "Request_BadRequest", "PATCH", "/users/"+w.made(201, "POST", "/users", newUser).json(t)["id"].(string)+"/onPremisesSyncBehavior", `{"isCloudManaged":true}`)
}

func TestImmutableID(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 0)
	id := w.made(201, "POST", "/users", newUser).json(t)["id"].(string)
	w.made(204, "PATCH", "/users/"+id, `{"onPremisesImmutableId":"AAAAAAAAAAAAAAAAAAAAAA=="}`)
	w.refused(400, "Request_BadRequest", "PATCH", "/users/"+id, `{"onPremisesImmutableId":""}`)
	if text := w.refused(400, "Request_BadRequest", "PATCH", "/users/"+id, `{"onPremisesImmutableId":"OdVGYRwxn1GgdqO8AsM+2Q=="}`); !strings.Contains(text, "already exists") {
		t.Error(text)
	}
	w.made(204, "PATCH", "/users/"+id, `{"onPremisesImmutableId":null}`)
	if got := w.get("/users/" + id + "?$select=onPremisesImmutableId")["onPremisesImmutableId"]; got != nil {
		t.Errorf("%v", got)
	}
	w.refused(400, "Request_BadRequest", "PATCH", "/users/"+id, `{"onPremisesObjectIdentifier":null}`)
	if r := w.do("PATCH", w.url+"/beta/users/"+w.user("cweber"), `{"onPremisesObjectIdentifier":null}`); r.status != 204 {
		t.Errorf("beta: %d %s", r.status, r.body)
	}
}
