package graphd_test

import (
	"testing"

	"recipientdesk/sim/graphd"
)

// What is not stored in the directory can be selected of one user; a mailbox that is
// not there is the error of the whole.
func TestSelectedApartFromTheDirectory(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 0)
	u := w.get("/users/" + w.user("cweber") + "?$select=id,skills,aboutMe,mailboxSettings")
	settings, _ := u["mailboxSettings"].(map[string]any)
	about, has := u["aboutMe"]
	if skills, ok := u["skills"].([]any); u["id"] == nil || settings["userPurpose"] != "user" || about != nil || !has || !ok || len(skills) > 0 {
		t.Errorf("%v", u)
	}
	w.refused(404, "MailboxNotEnabledForRESTAPI", "GET", "/users/"+w.user("helpdesk")+"?$select=mailboxSettings", "")
	w.refused(501, "NotImplemented", "GET", "/users?$select=mailboxSettings", "")
}

// https://learn.microsoft.com/graph/api/directory-deleteditems-list
func TestDeletedItemsBySince(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 0)
	const by = "?$count=true&$orderby=deletedDateTime%20asc&$select=id,displayName,deletedDateTime"
	got := w.get("/directory/deletedItems/microsoft.graph.user"+by, "ConsistencyLevel", "eventual")
	since := values(got)
	if len(since) < 2 || got["@odata.count"] != float64(len(since)) {
		t.Fatalf("%v", got)
	}
	for i := range since[1:] {
		if since[i]["deletedDateTime"].(string) > since[i+1]["deletedDateTime"].(string) {
			t.Errorf("%v before %v", since[i], since[i+1])
		}
	}
	w.refused(400, "Request_UnsupportedQuery", "GET", "/users?$orderby=deletedDateTime", "")
}
