package graphd_test

import (
	"strings"
	"testing"
	"time"

	"recipientdesk/sim/graphd"
)

// follow reads all pages of a delta query and returns the link for the next one.
func (w *world) follow(path string) (objects []map[string]any, link string) {
	w.Helper()
	for {
		m := w.get(path)
		objects = append(objects, values(m)...)
		if next, ok := m["@odata.nextLink"].(string); ok {
			path = next
			continue
		}
		return objects, m["@odata.deltaLink"].(string)
	}
}

func TestDelta(t *testing.T) {
	w := newWorld(t, graphd.Config{DeltaPage: 25}, 0)
	objects, link := w.follow("/users/delta?$select=displayName,jobTitle")
	if all := len(w.all("/users?$top=999")); len(objects) != all {
		t.Errorf("%d of %d users", len(objects), all)
	}
	if again, _ := w.follow(link); len(again) != 0 {
		t.Errorf("nothing happened, and %d changed", len(again))
	}
	id, gone := w.user("cweber"), w.user("jmueller")
	invited := w.do("POST", "/invitations", `{"invitedUserEmailAddress":"x@y.example","inviteRedirectUrl":"https://y.example"}`)
	if invited.status != 201 {
		t.Fatalf("%s", invited.body)
	}
	guest := invited.json(t)["invitedUser"].(map[string]any)["id"].(string)
	w.do("PATCH", "/users/"+guest, `{"jobTitle":"Diver"}`)
	w.do("PATCH", "/users/"+id, `{"usageLocation":"DE"}`)
	w.do("DELETE", "/users/"+gone, "")
	changes, link2 := w.follow(link)
	got := map[string]map[string]any{}
	for _, c := range changes {
		got[c["id"].(string)] = c
	}
	if len(got) != 3 || got[guest]["jobTitle"] != "Diver" || got[id]["displayName"] != "Claudia Weber" {
		t.Errorf("changes: %v", changes)
	}
	if r, _ := got[gone]["@removed"].(map[string]any); r["reason"] != "changed" {
		t.Errorf("deleted: %v", got[gone])
	}
	w.do("DELETE", "/directory/deletedItems/"+gone, "")
	if changes, _ = w.follow(link2); len(changes) != 1 || changes[0]["@removed"].(map[string]any)["reason"] != "deleted" {
		t.Errorf("purged: %v", changes)
	}
	if got, latest := w.follow("/users/delta?$deltatoken=latest"); len(got) != 0 || latest == "" {
		t.Errorf("latest: %v", got)
	}
	w.refused(400, "Request_UnsupportedQuery", "GET", "/users/delta?$top=5", "")
	w.refused(400, "Request_BadRequest", "GET", "/users/delta?$deltatoken=nonsense", "")
}

func TestDeltaOfMembers(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 0)
	groups, link := w.follow("/groups/delta?$select=displayName,members")
	var project string
	for _, g := range groups {
		if g["displayName"] == "Project Clearwater" {
			project = g["id"].(string)
			if got := g["members@delta"].([]any); len(got) != 3 {
				t.Errorf("members: %v", got)
			}
		}
	}
	out, in := w.user("cweber"), w.user("jmueller")
	w.do("DELETE", "/groups/"+project+"/members/"+out+"/$ref", "")
	w.do("POST", "/groups/"+project+"/members/$ref", `{"@odata.id":"https://graph.microsoft.com/v1.0/directoryObjects/`+in+`"}`)
	changes, _ := w.follow(link)
	if len(changes) != 1 {
		t.Fatalf("changes: %v", changes)
	}
	for _, m := range changes[0]["members@delta"].([]any) {
		m := m.(map[string]any)
		_, removed := m["@removed"]
		if m["id"] == out != removed || m["id"] != out && m["id"] != in {
			t.Errorf("member: %v", m)
		}
	}
}

func TestDeltaExpires(t *testing.T) {
	for _, gone := range []bool{false, true} {
		w := newWorld(t, graphd.Config{DeltaGone: gone}, 0)
		_, link := w.follow("/contacts/delta")
		w.clock.pass(31 * 24 * time.Hour)
		if !gone {
			w.refused(400, "Request_UnsupportedQuery", "GET", link, "")
			continue
		}
		w.refused(410, "syncStateNotFound", "GET", link, "")
		if to := w.do("GET", link, "").header.Get("Location"); !strings.HasSuffix(to, "/contacts/delta?$deltatoken=") {
			t.Errorf("Location: %s", to)
		} else if objects, _ := w.follow(to); len(objects) == 0 {
			t.Error("nothing to begin again with")
		}
	}
}
