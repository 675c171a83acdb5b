package graphd_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"recipientdesk/sim/graphd"
)

func TestDeltaHasEmptyPages(t *testing.T) {
	w := newWorld(t, graphd.Config{DeltaPage: 50}, 0)
	empty, objects := 0, 0
	for path := "/users/delta?$select=displayName"; path != ""; {
		m := w.get(path)
		if objects += len(values(m)); len(values(m)) == 0 {
			empty++
		}
		path, _ = m["@odata.nextLink"].(string)
	}
	if all := len(w.all("/users?$top=999")); empty != 1 || objects != all {
		t.Errorf("%d empty pages, %d of %d users", empty, objects, all)
	}
}

// TestMembersWithoutRights: who may read groups and not users sees that there are
// members, and nothing of them.
func TestMembersWithoutRights(t *testing.T) {
	w := newWorld(t, graphd.Config{RequireToken: true}, 0)
	as := func(scopes ...string) []string {
		return []string{"Authorization", "Bearer " + w.srv.Token("", w.clock.Now().Add(time.Hour), scopes...)}
	}
	group := ""
	for _, g := range w.all("/groups", as("Group.Read.All")...) {
		if g["displayName"] == "Project Clearwater" {
			group = g["id"].(string)
		}
	}
	path := "/groups/" + group + "/members?$select=id,displayName,proxyAddresses"
	for _, seen := range []bool{false, true} {
		scopes := []string{"GroupMember.Read.All"}
		if seen {
			scopes = append(scopes, "User.Read.All")
		}
		members := w.all(path, as(scopes...)...)
		if len(members) != 3 {
			t.Fatalf("members: %v", members)
		}
		for _, m := range members {
			if name := m["displayName"] != nil; name != seen || m["id"] == nil || m["@odata.type"] != "#microsoft.graph.user" {
				t.Errorf("with %v: %v", scopes, m)
			}
		}
	}
}

func TestConcealedNames(t *testing.T) {
	w := newWorld(t, graphd.Config{ConcealNames: true}, 0)
	if w.get("/admin/reportSettings")["displayConcealedNames"] != true {
		t.Error("it is not said that names are concealed")
	}
	resp, err := http.Get(w.do("GET", "/reports/getMailboxUsageDetail(period='D7')", "").header.Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil || strings.Contains(string(text), "cweber") || strings.Contains(string(text), "Weber") || strings.Count(string(text), "\n") < 100 {
		t.Errorf("%v %.300s", err, text)
	}
}

func TestChallengeFromOutside(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 0)
	w.made(204, "POST", w.url+graphd.FaultsPath, `{"status":401,"times":1,"header":{"WWW-Authenticate":"Bearer error=\"insufficient_claims\", claims=\"e30=\""}}`)
	if r := w.do("GET", "/users", ""); r.status != 401 || !strings.Contains(r.header.Get("WWW-Authenticate"), "claims=") {
		t.Errorf("%d %v", r.status, r.header)
	}
	w.get("/users")
}

func TestExchangeSettings(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 0)
	if id, _ := w.get("/users/" + w.user("cweber") + "/settings/exchange")["primaryMailboxId"].(string); !strings.HasPrefix(id, "MBX:") || !strings.HasSuffix(id, "@"+w.tenant.Config().ID) {
		t.Errorf("mailbox %q", id)
	}
	w.refused(404, "MailboxNotEnabledForRESTAPI", "GET", "/users/"+w.user("pkowalczyk")+"/settings/exchange", "")
}
