package main

import (
	"encoding/json"
	"strings"
	"testing"

	"recipientdesk/sim/graphd"
)

// A part that may not be read is noted, and the rest is the answer. A part whose reading
// broke off is in the exit status: the answer is less than the tenant shows. Neither is
// taken for objects that are not there.
func TestWhatIsNotReadIsNotMissing(t *testing.T) {
	srv, _ := tenantServer(t)
	for _, c := range []struct {
		trouble graphd.Trouble
		exit    int
		says    string
	}{
		{graphd.Trouble{Status: 403, Path: "/users"}, 0, "User.Read.All"},
		{graphd.Trouble{Status: 401, Path: "/users"}, 10, "does not take the sign-in"},
	} {
		srv.Make(c.trouble)
		for _, command := range []string{"drift", "orphans", "anchors"} {
			out, errs, code := atNoon(t, map[string]string{}, "tenant", command, "-o", "json", "-t", srv.URL())
			if code != c.exit || !strings.Contains(errs, c.says) || !json.Valid([]byte(out)) {
				t.Errorf("%d, %s: status %d, %s, %.200s", c.trouble.Status, command, code, errs, out)
			}
			if strings.Contains(out, "no user of the tenant belongs to it") {
				t.Errorf("%d, %s: users that were not read are missing", c.trouble.Status, command)
			}
		}
	}
}
