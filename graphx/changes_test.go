package graphx

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"recipientdesk/model"
)

// changed reads all changes, and returns the mark of the last.
func changed(t *Tenant, class model.CloudClass, mark string, props ...model.Attr) (out []model.CloudChange, next string, err error) {
	for c, err := range t.Changes(context.Background(), class, mark, props...) {
		if err != nil {
			return out, "", err
		}
		if next = c.Mark; c.Entry.Len() > 0 {
			out = append(out, c)
		}
	}
	return out, next, nil
}

func TestChanges(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		base := "http://" + r.Host + "/v1.0/groups/delta()?"
		switch r.URL.Query().Get("$skiptoken") + r.URL.Query().Get("$deltatoken") {
		case "":
			respond(w, 200, `{"@odata.nextLink":"`+base+`$skiptoken=p1","value":[{"id":"`+id1+`","displayName":"One",
				"members@delta":[{"@odata.type":"#microsoft.graph.user","id":"`+id2+`"},{"@odata.type":"#microsoft.graph.user","id":"`+id3+`","@removed":{"reason":"deleted"}}]}]}`)
		case "p1":
			respond(w, 200, `{"@odata.nextLink":"`+base+`$skiptoken=p2","value":[]}`)
		case "p2":
			respond(w, 200, `{"value":[{"id":"`+id2+`","@removed":{"reason":"changed"}},{"id":"`+id1+`","displayName":"Again"}],"@odata.deltaLink":"`+base+`$deltatoken=d1"}`)
		case "d1":
			respond(w, 200, `{"@odata.deltaLink":"`+base+`$deltatoken=d2","value":[]}`)
		}
	})
	tenant := s.dial(t)
	got, mark, err := changed(tenant, model.CloudGroup, "", "displayName", "members")
	if err != nil || len(got) != 3 || mark == "" {
		t.Fatalf("got %v, %q, %v", got, mark, err)
	}
	if v := got[0].Entry.Values("members@delta"); len(v) != 2 || v[1] != `{"@odata.type":"#microsoft.graph.user","id":"`+id3+`","@removed":{"reason":"deleted"}}` {
		t.Errorf("members@delta is %q", v)
	}
	if got[0].Removed || !got[1].Removed || got[1].Entry.Ref.GUID != id2 || got[1].Entry.Has("@removed") || got[2].Entry.First("displayName") != "Again" {
		t.Errorf("got %v", got)
	}
	if q, _ := url.ParseQuery(s.requests()[0].query); q.Get("$select") != "id,displayName,members" || q.Has("$top") {
		t.Errorf("asked for %v", q)
	}
	got, next, err := changed(tenant, model.CloudGroup, mark, "displayName", "members")
	if err != nil || len(got) != 0 || next == mark || next == "" {
		t.Errorf("got %v, %q, %v", got, next, err)
	}
	_, _, err = changed(tenant, model.CloudGroup, mark, "mail")
	fails(t, err, model.Conflict, "groups")
	_, _, err = changed(serve(t, always(200, "")).dial(t), model.CloudGroup, mark, "displayName", "members")
	fails(t, err, model.Conflict, "groups")
	_, _, err = changed(tenant, model.DeletedUser, "", "mail")
	fails(t, err, model.Invalid, "deletedUser")
}

// TestExpiredMark: the documentation says 410, the service says 400.
func TestExpiredMark(t *testing.T) {
	for status, body := range map[int]string{
		410: problem("syncStateNotFound", "Sync state generation not found"),
		400: problem("Request_UnsupportedQuery", "DeltaLink older than 30 days is not supported."),
	} {
		s := serve(t, func(w http.ResponseWriter, r *http.Request, _ int) {
			w.Header().Set("Location", fmt.Sprintf("http://%s/v1.0/users/delta?$deltatoken=", r.Host))
			respond(w, status, body)
		})
		_, _, err := changed(s.dial(t), model.CloudUser, "id,mail "+s.URL+"/v1.0/users/delta()?$deltatoken=old", "mail")
		if e := fails(t, err, model.Conflict, "users"); !strings.Contains(e.Hint, "again") {
			t.Error(e.Hint)
		}
	}
}

func TestChangesWithoutEnd(t *testing.T) {
	_, _, err := changed(serve(t, always(200, `{"value":[]}`)).dial(t), model.CloudUser, "", "mail")
	fails(t, err, model.Internal, "")
}
