package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/sim"
	"recipientdesk/sim/graphd"
	"recipientdesk/sim/graphd/graphtest"
)

// rowFor finds a property of a comparison.
func (d diffDoc) rowFor(t *testing.T, property string) rowDoc {
	t.Helper()
	i := slices.IndexFunc(d.Rows, func(r rowDoc) bool { return string(r.Property) == property })
	if i < 0 {
		t.Fatalf("%s: no row for %s", d.Name, property)
	}
	return d.Rows[i]
}

// decode reads what a command wrote.
func decode[T any](t *testing.T, stdout, stderr string, code int) (v T) {
	t.Helper()
	if code != 0 {
		t.Fatalf("status %d: %s", code, stderr)
	}
	if err := json.Unmarshal([]byte(stdout), &v); err != nil {
		t.Fatalf("%v: %s", err, stdout)
	}
	return v
}

// A change in AD waits for the next cycle, and then is equal: over LDAP and over HTTP.
func TestDiffOverTheWireFollowsACycle(t *testing.T) {
	doc := served(t, "--graph", "127.0.0.1:0")
	diff := func(id string) diffDoc {
		t.Helper()
		out, errs, code := client(t, doc, doc.LDAPS, "admin", "-t", doc.Graph.URL, "tenant", "diff", id)
		return decode[diffDoc](t, out, errs, code)
	}
	if d := diff("cweber"); d.Status != "equal" || d.Twin.How != "anchor" || !d.Anchors.Linked || d.Authority.Authority != "ad" {
		t.Errorf("at first: %s, twin %+v, anchors %+v, authority %+v", d.Status, d.Twin, d.Anchors, d.Authority)
	}
	if out, errs, code := client(t, doc, doc.LDAPS, "admin", "set", "cweber", "title=Chief of staff"); code != 0 {
		t.Fatalf("status %d: %s%s", code, out, errs)
	}
	d := diff("cweber")
	if r := d.rowFor(t, "jobTitle"); d.Status != "waiting" || r.State != "waiting" || r.AD[0] != "Chief of staff" || r.After[0] != "Chief of staff" || r.Now[0] == r.AD[0] {
		t.Errorf("before the cycle: %s, %+v", d.Status, r)
	}
	if status, _ := fetch(t, http.MethodPost, doc.Graph.Cycle, ""); status != 200 {
		t.Fatal("no cycle")
	}
	d = diff("cweber")
	if r := d.rowFor(t, "jobTitle"); d.Status != "equal" || r.State != "equal" || r.Now[0] != "Chief of staff" {
		t.Errorf("after the cycle: %s, %+v", d.Status, r)
	}
}

// The mistakes of the sample organization have their true reasons, over the wire, too.
func TestMistakesOverTheWireHaveTheirReasons(t *testing.T) {
	doc := served(t, "--graph", "127.0.0.1:0")
	ids := map[string]string{"gehlers": "userPrincipalName", "wclaasen": "proxyAddresses", "pmeinert": "hiddenFromAddressListsEnabled", "cbyrne": "exoRecipientType"}
	why := map[string]string{"gehlers": "corp.local is not a verified domain", "wclaasen": "has the address", "pmeinert": "mailNickname is not set", "cbyrne": "msExchMailboxGuid"}
	for id, property := range ids {
		out, errs, code := client(t, doc, doc.LDAPS, "admin", "-t", doc.Graph.URL, "tenant", "diff", id)
		r := decode[diffDoc](t, out, errs, code).rowFor(t, property)
		if r.State == "equal" || !strings.Contains(r.Why, why[id]) || r.Source == "" {
			t.Errorf("%s: %+v", id, r)
		}
	}
	out, errs, code := client(t, doc, doc.LDAPS, "admin", "-t", doc.Graph.URL, "tenant", "diff", "plotter", "jun.okada@freelance.example")
	both := decode[[]diffDoc](t, out, errs, code)
	if both[0].Twin != nil || both[0].Status != "onlyAD" { // which containers are selected no directory says
		t.Errorf("out of scope: %s, %s", both[0].Status, both[0].Why)
	}
	if both[1].Twin != nil || !strings.Contains(both[1].Why, "becomes part of Shinji Mori") {
		t.Errorf("merged: %s, %s", both[1].Status, both[1].Why)
	}
}

// The sample in memory, the same over HTTP, and a snapshot of it give the same answers.
func TestEverySourceGivesTheSameAnswers(t *testing.T) {
	srv, _ := tenantServer(t)
	file := filepath.Join(t.TempDir(), "snapshot.json")
	env := map[string]string{}
	if _, errs, code := atNoon(t, env, "tenant", "snapshot", file, "--mailboxes"); code != 0 {
		t.Fatalf("snapshot: %d %s", code, errs)
	}
	for _, args := range []string{"tenant list users", "tenant list groups", "tenant list contacts", "tenant list errors", "tenant deleted", "tenant orphans",
		"tenant anchors --mismatch", "tenant drift --all", "tenant diff wclaasen everyone@brightwater.example", "tenant get clearwater@brightwater.example --attributes displayName,mail,proxyAddresses,groupTypes",
		"who offers@brightwater.example", "who j.reimer@brightwater.example"} {
		want, errs, code := atNoon(t, env, append(strings.Fields(args), "-o", "json")...)
		if code != 0 || len(want) < 10 {
			t.Fatalf("%s: %d %s", args, code, errs)
		}
		for _, source := range []string{srv.URL(), "json:" + file} {
			got, errs, code := atNoon(t, env, append(strings.Fields(args), "-o", "json", "-t", source)...)
			if code != 0 || got != want {
				t.Errorf("%s from %s: status %d, %s\n%s", args, source, code, errs, firstDifference(want, got))
			}
		}
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return "want " + clip(w[i], 600) + "\ngot  " + clip(g[i], 600)
		}
	}
	return "one ends earlier"
}

// tenantServer serves the tenant of the sample organization at noon.
func tenantServer(t *testing.T) (*graphd.Server, *session.SampleTenant) {
	t.Helper()
	clock := func() time.Time { return noon }
	tenant, err := session.OpenSampleTenant(t.Context(), session.Target{Now: clock}, sim.Sample(clock, nil), 0)
	if err != nil {
		t.Fatal(err)
	}
	srv, err := graphd.Start(t.Context(), tenant.Tenant, graphd.Config{Addr: "127.0.0.1:0", Cycle: tenant.Cycle})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { srv.Close() })
	return srv, tenant
}

// Each permission in turn is missing: what needs it says so, and everything else works.
func TestEachMissingPermissionIsNamed(t *testing.T) {
	srv, _ := tenantServer(t)
	for _, c := range []struct {
		scope, part string // of Graph, and what is called so under gaps
		list        string // what cannot be listed without it
		works       string // what can
	}{
		{"User.Read.All", "users", "users", "groups"},
		{"Group.Read.All", "groups", "groups", "contacts"},
		{"OrgContact.Read.All", "contacts", "contacts", "users"},
		{"LicenseAssignment.Read.All", "licenses", "licenses", "users"},
	} {
		t.Run(c.scope, func(t *testing.T) {
			scopes := []string{"User.Read.All", "Group.Read.All", "GroupMember.Read.All", "OrgContact.Read.All", "Domain.Read.All", "Organization.Read.All", "LicenseAssignment.Read.All"}
			scopes = slices.DeleteFunc(scopes, func(s string) bool { return s == c.scope })
			switch c.scope { // what else is good enough
			case "Group.Read.All":
				scopes = slices.DeleteFunc(scopes, func(s string) bool { return s == "GroupMember.Read.All" })
			case "LicenseAssignment.Read.All":
				scopes = slices.DeleteFunc(scopes, func(s string) bool { return s == "Organization.Read.All" })
			}
			env := map[string]string{"RDESK_TENANT": srv.URL(), "RDESK_TENANT_TOKEN": srv.Token("admin@"+sim.SampleTenant, noon.Add(time.Hour), scopes...)}

			out, errs, code := atNoon(t, env, "tenant", "list", c.list, "-o", "json")
			if code != 6 || !strings.Contains(errs, c.scope) || strings.Contains(out, `"id"`) {
				t.Errorf("list %s: status %d, %s%s", c.list, code, clip(out, 300), errs)
			}
			if out, errs, code := atNoon(t, env, "tenant", "list", c.works, "-o", "json"); code != 0 || !strings.Contains(out, `"id"`) {
				t.Errorf("list %s: status %d, %s%s", c.works, code, clip(out, 300), errs)
			}
			out, errs, code = atNoon(t, env, "tenant", "drift", "-o", "json")
			d := decode[driftDoc](t, out, errs, code)
			i := slices.IndexFunc(d.Gaps, func(g gapDoc) bool { return g.Part == c.part })
			if i < 0 || d.Gaps[i].Code != "denied" || !strings.Contains(d.Gaps[i].Message, c.scope) || d.Gaps[i].Hint == "" || !strings.Contains(errs, c.scope) {
				t.Errorf("drift: gaps %+v, %s", d.Gaps, errs)
			}
			if c.part != "licenses" && d.Counts["unknown"] == 0 {
				t.Errorf("drift: what was not read counts as known: %v", d.Counts)
			}
		})
	}
}

// Where some classes may be read, they are listed, and the exit status says that this
// is not all.
func TestWhatMayBeReadIsListedBeforeTheError(t *testing.T) {
	srv, _ := tenantServer(t)
	env := map[string]string{"RDESK_TENANT": srv.URL(), "RDESK_TENANT_TOKEN": srv.Token("admin@"+sim.SampleTenant, noon.Add(time.Hour), "User.Read.All", "Domain.Read.All")}
	out, errs, code := atNoon(t, env, "tenant", "list", "-o", "json")
	var rows []map[string]any
	if err := json.Unmarshal([]byte(out), &rows); err != nil || code != 6 || len(rows) < 100 {
		t.Errorf("status %d, %d rows, %v", code, len(rows), err)
	}
	for _, scope := range []string{"Group.Read.All", "OrgContact.Read.All", "LicenseAssignment.Read.All"} {
		if !strings.Contains(errs, scope) {
			t.Errorf("%s is not named: %s", scope, errs)
		}
	}
	out, errs, code = atNoon(t, env, "who", "offers@brightwater.example", "-o", "json")
	if owners := decode[[]ownerDoc](t, out, errs, code); len(owners) != 3 || !strings.Contains(errs, "Group.Read.All") {
		t.Errorf("%d owners, %s", len(owners), errs)
	}
	out, errs, code = atNoon(t, env, "tenant", "get", "cweber@brightwater.example", "-o", "json")
	got := decode[map[string]any](t, out, errs, code)
	if gaps := got["gaps"].([]any); len(gaps) < 3 || got["mailbox"].(map[string]any)["exists"] != nil {
		t.Errorf("gaps %v, mailbox %v", gaps, got["mailbox"])
	}
	if out, errs, code = atNoon(t, env, "tenant", "get", "clearwater@brightwater.example"); code != 6 {
		t.Errorf("what may not be looked for: status %d, %s%s", code, out, errs)
	}
	out, errs, code = atNoon(t, env, "tenant", "diff", "everyone@brightwater.example", "-o", "json")
	if d := decode[diffDoc](t, out, errs, code); d.Status != "unknown" || len(d.Gaps) == 0 || !strings.Contains(errs, "Group.Read.All") {
		t.Errorf("a group that may not be read: %s, gaps %v, %s", d.Status, d.Gaps, errs)
	}
}

// An address of two objects names neither: the error lists both.
func TestNameOfSeveralObjectsIsRefused(t *testing.T) {
	srv, tenant := tenantServer(t)
	for class, name := range map[model.CloudClass]string{model.CloudUser: "A", model.CloudGroup: "B"} {
		tenant.Plant(class, map[string]string{"displayName": `"` + name + `"`, "mail": `"both@brightwater.example"`, "proxyAddresses": `["SMTP:both@brightwater.example"]`})
	}
	tenant.Settle()
	env := map[string]string{"RDESK_TENANT": srv.URL()}
	_, errs, code := atNoon(t, env, "tenant", "get", "both@brightwater.example")
	if code != 3 || !strings.Contains(errs, "names 2 objects") || !strings.Contains(errs, "(user both@") || !strings.Contains(errs, "(group both@") {
		t.Errorf("status %d: %s", code, errs)
	}
	out, errs, code := atNoon(t, env, "tenant", "get", "both@brightwater.example", "--class", "group", "--attributes", "displayName", "-o", "csv")
	if code != 0 || !strings.Contains(out, ",group,security,cloudBorn,B\n") {
		t.Errorf("status %d: %s%s", code, out, errs)
	}
}

// Errors of services and of licenses are errors, too, unless they are resolved.
func TestErrorsOfServicesAndLicensesAreListed(t *testing.T) {
	srv, tenant := tenantServer(t)
	tenant.Plant(model.CloudUser, map[string]string{"displayName": `"A"`, "userPrincipalName": `"a@brightwater.example"`,
		"licenseAssignmentStates":   `[{"skuId":"6fd2c87f-b296-42f0-b197-1e91e994b900","state":"Error","error":"CountViolation","lastUpdatedDateTime":"2026-05-01T10:00:00Z","assignedByGroup":"b0"},{"skuId":"x","state":"Active","error":"None"}]`,
		"serviceProvisioningErrors": `[{"isResolved":true,"serviceInstance":"exchange/x","createdDateTime":"2026-05-02T10:00:00Z"},{"isResolved":false,"serviceInstance":"SharePoint/y","createdDateTime":"2026-05-03T10:00:00Z","errorDetail":"<a><ErrorDescription>no room</ErrorDescription></a>"}]`})
	tenant.Settle()
	env := map[string]string{"RDESK_TENANT": srv.URL()}
	out, errs, code := atNoon(t, env, "tenant", "list", "errors", "--search", "a@brightwater.example", "-o", "json")
	got := decode[[]faultyDoc](t, out, errs, code)
	got = slices.DeleteFunc(got, func(d faultyDoc) bool { return d.Name != "A" })
	if len(got) != 2 || got[0].Service != "SharePoint" || !strings.Contains(got[0].Text, "no room") || *got[0].Since != "2026-05-03T10:00:00Z" ||
		got[1].Service != "license" || got[1].Category != "CountViolation" || got[1].Value != "ENTERPRISEPACK" || got[1].Text != "no seat is free" {
		t.Errorf("%+v", got)
	}
	out, errs, code = atNoon(t, env, "tenant", "get", "a@brightwater.example", "-o", "table")
	if code != 0 || !strings.Contains(out, "(resolved)") || !strings.Contains(out, "ENTERPRISEPACK: no seat is free, since 2026-05-01 10:00") {
		t.Errorf("status %d: %s%s", code, out, errs)
	}
}

// What the commands ask of Microsoft Graph is what Microsoft describes.
func TestRequestsOfCommandsAreDescribed(t *testing.T) {
	file := filepath.Join(shared(t), "data", "graph", "openapi-subset.yaml")
	if _, err := os.Stat(file); err != nil {
		t.Skip("there is no description: ", err)
	}
	spec, err := graphtest.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	srv, _ := tenantServer(t)
	strict := httptest.NewServer(spec.Client(t, srv))
	defer strict.Close()
	for _, args := range []string{"status", "tenant status", "tenant list", "tenant list users --attributes *", "tenant list groups --attributes *", "tenant list contacts --attributes *",
		"tenant list deleted --attributes *", "tenant list errors", "tenant list licenses", "tenant get cweber@brightwater.example", "tenant get everyone@brightwater.example",
		"tenant get hotline@liftcare.example", "tenant get j.reimer@brightwater.example", "tenant get OdVGYRwxn1GgdqO8AsM+2Q==", "tenant get 9d55008e-cd62-5351-899e-d013f431ac8c",
		"tenant get S-1-5-21-751077340-1906727458-3656669991-1175", "tenant diff cweber everyone@brightwater.example jsiemers", "tenant drift", "tenant orphans", "tenant anchors",
		"who offers@brightwater.example", "set jsiemers displayName=J --dry-run"} {
		if _, errs, code := atNoon(t, nil, append(strings.Fields(args), "-o", "json", "-t", strict.URL)...); code != 0 {
			t.Errorf("%s: status %d, %s", args, code, errs)
		}
	}
	if spec.Met() < 10 {
		t.Errorf("only %d operations were met", spec.Met())
	}
}
