package graphd_test

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"recipientdesk/sim/graphd"
)

func TestDefaultAndSelectedProperties(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 0)
	id := w.user("cweber")
	u := w.get("/users/" + id)
	want := []string{"@odata.context", "businessPhones", "displayName", "givenName", "id", "jobTitle", "mail", "mobilePhone", "officeLocation", "preferredLanguage", "surname", "userPrincipalName"}
	if got := slices.Sorted(maps.Keys(u)); !slices.Equal(got, want) {
		t.Errorf("default properties: %v", got)
	}
	if u["@odata.context"] != w.url+"/v1.0/$metadata#users/$entity" {
		t.Errorf("context: %v", u["@odata.context"])
	}
	u = w.get("/users/cweber@brightwater.example?$select=id,proxyAddresses,onPremisesSyncEnabled,assignedPlans,identities,usageLocation,otherMails,onPremisesProvisioningErrors")
	if got := u["@odata.context"]; !strings.HasSuffix(got.(string), "#users(id,proxyAddresses,onPremisesSyncEnabled,assignedPlans,identities,usageLocation,otherMails,onPremisesProvisioningErrors)/$entity") {
		t.Errorf("context: %v", got)
	}
	delete(u, "@odata.context")
	if len(u) != 8 || u["onPremisesSyncEnabled"] != true || len(u["assignedPlans"].([]any)) != 4 || u["id"] != id || len(u["otherMails"].([]any)) != 0 {
		t.Errorf("selected: %v", u)
	}
	if got := w.get("/users/" + id + "?$select=onPremisesExtensionAttributes")["onPremisesExtensionAttributes"].(map[string]any); len(got) != 15 {
		t.Errorf("extension attributes: %v", got)
	}
	w.refused(400, "BadRequest", "GET", "/users?$select=id,shoeSize", "")
	w.refused(400, "BadRequest", "GET", "/users?$select=x-purpose", "")
	w.refused(501, "NotImplemented", "GET", "/users?$select=id,skills", "")
	w.refused(404, "Request_ResourceNotFound", "GET", "/users/00000000-0000-0000-0000-00000000dead", "")
	w.refused(404, "Request_ResourceNotFound", "GET", "/groups/"+id, "")
	w.refused(405, "Request_BadRequest", "DELETE", "/organization", "")
	w.refused(400, "BadRequest", "GET", "/planets", "")
}

func TestPages(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 0)
	every := w.all("/users?$select=id&$top=999")
	first := w.get("/users?$select=id&$top=7")
	link := first["@odata.nextLink"].(string)
	if !strings.HasPrefix(link, w.url+"/v1.0/users?$select=id&$top=7&$skiptoken=") || len(values(first)) != 7 {
		t.Errorf("%d objects, then %s", len(values(first)), link)
	}
	if got := w.all("/users?$select=id&$top=7"); len(got) != len(every) {
		t.Errorf("%d in small pages, %d at once", len(got), len(every))
	}
	if n := len(values(w.get("/users"))); n != 100 {
		t.Errorf("%d without $top", n)
	}
	for _, top := range []string{"0", "1000", "-1", "many"} {
		w.refused(400, "Request_BadRequest", "GET", "/users?$top="+top, "")
	}
	w.refused(400, "Request_BadRequest", "GET", "/users?$skiptoken=nonsense", "")
	w.refused(400, "Request_BadRequest", "GET", "/users?$skip=5", "")
	w.clock.pass(2 * time.Hour)
	w.refused(400, "Directory_ExpiredPageToken", "GET", link, "")
	if first := w.get(w.url + "/beta/users?$top=3"); !strings.Contains(first["@odata.nextLink"].(string), "/beta/users?") {
		t.Errorf("beta: %v", first["@odata.nextLink"])
	}
}

func TestFilters(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 0)
	eventual := []string{"ConsistencyLevel", "eventual"}
	for _, tt := range []struct {
		path string
		want int // -1: some
	}{
		{"/users?$filter=userPrincipalName eq 'CWEBER@brightwater.example'", 1},
		{"/users?$filter=startsWith(displayName,'Claudia')", -1},
		{"/users?$filter=startswith(displayName,'nobody here')", 0},
		{"/users?$filter=userPrincipalName in ('cweber@brightwater.example','jmueller@brightwater.example')", 2},
		{"/users?$filter=proxyAddresses/any(p:p eq 'SMTP:claudia.weber@brightwater.example')", 1},
		{"/users?$filter=proxyAddresses/any(x:startsWith(x,'smtp:cweber'))", 1},
		{"/users?$filter=accountEnabled eq false", -1},
		{"/users?$filter=onPremisesSyncEnabled eq true and (surname eq 'Weber' or surname eq 'Petzold')", 2},
		{"/users?$filter=onPremisesSyncEnabled eq null", -1},
		{"/users?$filter=displayName eq 'Aoife O''Neil'", 1},
		{"/users?$filter=createdDateTime ge 2026-05-31T00:00:00Z and surname eq 'Weber'", 1},
		{"/users?$filter=createdDateTime le 2026-05-31T00:00:00Z and surname eq 'Weber'", 0},
		{"/groups?$filter=groupTypes/any(c:c eq 'Unified')", 1},
		{"/groups?$filter=mailEnabled eq true and securityEnabled eq true", -1},
		{"/users?$filter=assignedLicenses/any(l:l/skuId eq 6fd2c87f-b296-42f0-b197-1e91e994b900)&$top=5", 5},
	} {
		got := len(values(w.get(strings.ReplaceAll(tt.path, " ", "%20"))))
		if got != tt.want && !(tt.want < 0 && got > 0) {
			t.Errorf("%s: %d, want %d", tt.path, got, tt.want)
		}
	}
	for _, tt := range []struct{ path, code string }{
		{"/users?$filter=surname ne 'Weber'", "Request_UnsupportedQuery"},
		{"/users?$filter=endsWith(mail,'@brightwater.example')", "Request_UnsupportedQuery"},
		{"/users?$filter=not(surname eq 'Weber')", "Request_UnsupportedQuery"},
		{"/users?$filter=ageGroup eq 'x'", "Request_UnsupportedQuery"},
		{"/users?$filter=surname eq 'Weber'&$orderby=displayName", "Request_UnsupportedQuery"},
		{"/users?$search=\"displayName:Weber\"", "Request_UnsupportedQuery"},
		{"/users?$filter=surname like 'Weber'", "BadRequest"},
		{"/users?$filter=surname eq 'Web", "BadRequest"},
		{"/users?$filter=(surname eq 'Weber'", "BadRequest"},
		{"/users?$filter=shoeSize eq 4", "BadRequest"},
		{"/users?$filter=proxyAddresses eq 'x'", "BadRequest"},
		{"/users/$count", "Request_BadRequest"},
	} {
		w.refused(400, tt.code, "GET", strings.NewReplacer(" ", "%20", `"`, "%22").Replace(tt.path), "")
	}
	counted := w.get("/users?$count=true&$top=5&$filter=surname%20ne%20'Weber'", eventual...)
	total := int(counted["@odata.count"].(float64))
	if all := len(w.all("/users?$top=999")); total != all-1 {
		t.Errorf("all but one: %d of %d", total, all)
	}
	if second := w.get(counted["@odata.nextLink"].(string), eventual...); second["@odata.count"] != nil {
		t.Error("the second page is counted again")
	}
	if _, has := w.get("/users?$count=true")["@odata.count"]; has {
		t.Error("counted without the header")
	}
	if got := w.do("GET", "/users/$count", "", eventual...); string(got.body) != fmt.Sprint(total+1) || !strings.HasPrefix(got.header.Get("Content-Type"), "text/plain") {
		t.Errorf("$count: %s", got.body)
	}
	if got := values(w.get("/users?$search="+url.QueryEscape(`"displayName:Weber"`), eventual...)); len(got) != 1 {
		t.Errorf("$search: %v", got)
	}
	names := values(w.get("/users?$orderby=displayName%20desc&$top=3"))
	if names[0]["displayName"].(string) < names[1]["displayName"].(string) {
		t.Errorf("$orderby: %v", names)
	}
}

func TestHeaders(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 0)
	r := w.do("GET", "/users", "", "Client-Request-Id", "c0ffee00-0000-0000-0000-000000000000")
	for name, want := range map[string]string{"Cache-Control": "no-cache", "Odata-Version": "4.0", "Strict-Transport-Security": "max-age=31536000",
		"Client-Request-Id": "c0ffee00-0000-0000-0000-000000000000", "X-Ms-Resource-Unit": "2",
		"Content-Type": "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"} {
		if got := r.header.Get(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	for path, want := range map[string]string{"/users?$select=id": "1", "/users?$select=id&$top=5": "1", "/groups?$expand=members": "2", "/subscribedSkus": "3"} {
		if got := w.do("GET", path, "").header.Get("X-Ms-Resource-Unit"); got != want {
			t.Errorf("%s costs %s, want %s", path, got, want)
		}
	}
	if r.header.Get("Request-Id") == "" || r.header.Get("X-Ms-Ags-Diagnostic") == "" {
		t.Errorf("headers: %v", r.header)
	}
	if r := w.do("DELETE", "/users/"+w.user("cweber"), ""); r.status != 204 || len(r.body) > 0 || r.header.Get("Content-Type") != "" {
		t.Errorf("204: %d %s %v", r.status, r.body, r.header)
	}
}

func TestRelations(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 0)
	id := w.user("cweber")
	var everyone string
	for _, g := range w.all("/groups") {
		if g["displayName"] == "Everyone" {
			everyone = g["id"].(string)
		}
	}
	members := w.all("/groups/" + everyone + "/members?$top=20")
	if len(members) < 100 || members[0]["@odata.type"] != "#microsoft.graph.user" {
		t.Errorf("%d members: %v", len(members), members[0])
	}
	if got := w.all("/groups/" + everyone + "/members/microsoft.graph.group"); len(got) != 0 {
		t.Errorf("groups in Everyone: %v", got)
	}
	in := func(path string) bool {
		return slices.ContainsFunc(w.all(path), func(m map[string]any) bool { return m["id"] == everyone })
	}
	if !in("/users/"+id+"/memberOf") || !in("/users/"+id+"/transitiveMemberOf") {
		t.Error("the member does not know the group")
	}
	boss := w.get("/users/" + id + "/manager")
	if boss["@odata.type"] != "#microsoft.graph.user" || boss["displayName"] != "Anna Lindqvist" {
		t.Errorf("manager: %v", boss)
	}
	if got := w.all("/users/" + boss["id"].(string) + "/directReports"); !slices.ContainsFunc(got, func(m map[string]any) bool { return m["id"] == id }) {
		t.Error("the manager does not know the report")
	}
	r := w.do("POST", "/directoryObjects/getByIds", `{"ids":["`+id+`","`+everyone+`","00000000-0000-0000-0000-00000000dead"],"types":["user"]}`)
	if got := values(r.json(t)); len(got) != 1 || got[0]["id"] != id {
		t.Errorf("getByIds: %s", r.body)
	}
	w.refused(404, "Request_ResourceNotFound", "GET", "/users/"+w.user("alindqvist")+"/manager", "")
	r = w.do("POST", "/users/"+id+"/checkMemberGroups", `{"groupIds":["`+everyone+`","`+id+`"]}`)
	if got := r.json(t)["value"].([]any); len(got) != 1 {
		t.Errorf("checkMemberGroups: %v", got)
	}
}

func TestMailboxesAndPhotos(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 0)
	for _, tt := range []struct{ account, purpose string }{{"cweber", "user"}, {"ifalk", "shared"}, {"room-elbe", "room"}} {
		if got := w.get("/users/" + w.user(tt.account) + "/mailboxSettings/userPurpose")["value"]; got != tt.purpose {
			t.Errorf("%s: %v", tt.account, got)
		}
	}
	w.refused(404, "MailboxNotEnabledForRESTAPI", "GET", "/users/"+w.user("cbyrne")+"/mailboxSettings", "")
	picture, none := "", ""
	for _, u := range w.all("/users?$select=id&$top=999") {
		id := u["id"].(string)
		switch r := w.do("GET", "/users/"+id+"/photo/$value", ""); r.status {
		case 200:
			picture = id
		case 404:
			none = id
		}
	}
	if meta := w.get("/users/" + picture + "/photo"); meta["@odata.mediaContentType"] != "image/jpeg" || meta["width"].(float64) < 10 {
		t.Errorf("photo: %v", meta)
	}
	w.refused(404, "ImageNotFound", "GET", "/users/"+none+"/photo/$value", "")
	jpeg := w.do("GET", "/users/"+picture+"/photo/$value", "").body
	if r := w.do("PUT", "/users/"+none+"/photo/$value", string(jpeg), "Content-Type", "image/jpeg"); r.status >= 300 {
		t.Errorf("PUT photo: %d %s", r.status, r.body)
	}
	if r := w.do("GET", "/users/"+none+"/photo/$value", ""); string(r.body) != string(jpeg) {
		t.Error("the photo is another")
	}
}
