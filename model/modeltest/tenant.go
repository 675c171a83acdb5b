package modeltest

import (
	"context"
	"maps"
	"slices"
	"testing"

	"recipientdesk/model"
)

// A TenantFixture is a tenant to be tested: one with users, one of whom has a
// mailbox and one of whom has not, contacts, and groups with members.
type TenantFixture struct {
	Tenant model.Tenant

	// Edit gives a user of the tenant another job title, and returns the user's
	// object ID once the tenant shows it. nil: the tenant does not change, and refuses
	// to tell changes with Invalid.
	Edit func(t *testing.T, title string) string
}

// TestTenant runs the contract of model.Tenant. open is called once for every case.
func TestTenant(t *testing.T, open func(*testing.T) TenantFixture) {
	for _, c := range []struct {
		name string
		run  func(*tenancy)
	}{
		{"info and facts", testTenantInfo},
		{"list is get", testTenantList},
		{"find", testTenantFind},
		{"stopping a list", testTenantStop},
		{"changes", testTenantChanges},
		{"changes from now on", testTenantFromNow},
		{"groups", testTenantGroups},
		{"users", testTenantUsers},
		{"many users at once", testTenantProbe},
		{"refusals", testTenantRefusals},
		{"closed", testTenantClosed},
	} {
		t.Run(c.name, func(t *testing.T) { c.run(&tenancy{t, open(t)}) })
	}
}

// A tenancy is one case under way.
type tenancy struct {
	*testing.T
	TenantFixture
}

func (a *tenancy) must(err error) {
	a.Helper()
	if err != nil {
		a.Fatal(err)
	}
}

func (a *tenancy) refused(err error, code model.Code, what string) {
	a.Helper()
	if model.CodeOf(err) != code {
		a.Errorf("%s: %v (code %q), want %q", what, err, model.CodeOf(err), code)
	}
}

// listed returns the objects of a class by their IDs.
func (a *tenancy) listed(class model.CloudClass, props ...model.Attr) map[string]model.Entry {
	a.Helper()
	out := map[string]model.Entry{}
	for b, err := range a.Tenant.List(a.Context(), class, props...) {
		a.must(err)
		for i := range b.Len() {
			e := b.Entry(i)
			if _, twice := out[e.Ref.GUID]; twice || e.Ref.GUID == "" || e.Ref.DN != "" {
				a.Errorf("%s: %v is listed twice, or has no ID of its own", class, e.Ref)
			}
			out[e.Ref.GUID] = e
		}
	}
	return out
}

func testTenantInfo(a *tenancy) {
	info, err := a.Tenant.Info(a.Context())
	a.must(err)
	facts, err := a.Tenant.Facts(a.Context())
	a.must(err)
	if info.Name == "" || info.ID == "" || info.InitialDomain == "" || info.InitialDomain != facts.InitialDomain {
		a.Errorf("%+v, %+v", info, facts)
	}
	if !slices.Contains(facts.VerifiedDomains, facts.InitialDomain) || len(facts.Users) > 0 {
		a.Errorf("domains %v, %d users", facts.VerifiedDomains, len(facts.Users))
	}
	licenses, err := a.Tenant.Licenses(a.Context())
	a.must(err)
	for _, l := range licenses {
		if l.SKU == "" || l.Part == "" || l.Enabled == 0 || len(l.Plans) == 0 {
			a.Errorf("license %+v", l)
		}
	}
}

func testTenantList(a *tenancy) {
	props := []model.Attr{"id", "displayName", "mail", "proxyAddresses", "onPremisesSyncEnabled"}
	for _, class := range []model.CloudClass{model.CloudUser, model.CloudGroup, model.CloudContact} {
		all := a.listed(class, props...)
		if len(all) == 0 {
			a.Fatalf("no %s", class)
		}
		for _, id := range slices.Sorted(maps.Keys(all))[:min(5, len(all))] {
			e, err := a.Tenant.Get(a.Context(), class, id, props...)
			a.must(err)
			if all[id].First("id") != id || e.Ref != all[id].Ref {
				a.Errorf("%v is listed as %v with the ID %s", e.Ref, all[id].Ref, all[id].First("id"))
			}
			for _, p := range props {
				if !slices.Equal(e.Values(p), all[id].Values(p)) {
					a.Errorf("%s: %s is %q, listed as %q", id, p, e.Values(p), all[id].Values(p))
				}
			}
		}
	}
}

func testTenantStop(a *tenancy) {
	ctx, cancel := context.WithCancel(a.Context())
	for range a.Tenant.List(ctx, model.CloudUser, "displayName") {
		break
	}
	cancel()
	_, err := a.Tenant.Get(ctx, model.CloudUser, "00000000-0000-0000-0000-000000000001", "displayName")
	a.refused(err, model.Canceled, "reading with a canceled context")
	for _, err = range a.Tenant.List(ctx, model.CloudUser, "displayName") {
	}
	a.refused(err, model.Canceled, "listing with a canceled context")
}

// changed collects what happened since a mark, and the next one.
func (a *tenancy) changed(mark string) (out []model.CloudChange, next string) {
	a.Helper()
	for c, err := range a.Tenant.Changes(a.Context(), model.CloudUser, mark, "displayName", "jobTitle") {
		a.must(err)
		if next != "" {
			a.Error("a change after the one with the mark")
		}
		if next = c.Mark; c.Entry.Ref.GUID != "" {
			out = append(out, c)
		}
	}
	if next == "" {
		a.Fatal("no mark")
	}
	return out, next
}

// unchanging reports whether the tenant does not change, which it says when it is asked
// for changes.
func (a *tenancy) unchanging(mark string) bool {
	a.Helper()
	if a.Edit != nil {
		return false
	}
	for c, err := range a.Tenant.Changes(a.Context(), model.CloudUser, mark, "displayName") {
		if a.refused(err, model.Invalid, "changes of what does not change"); err == nil {
			a.Fatalf("it changed: %v", c)
		}
	}
	return true
}

func testTenantChanges(a *tenancy) {
	if a.unchanging("") {
		return
	}
	all, mark := a.changed("")
	if n := len(a.listed(model.CloudUser, "id")); len(all) < n {
		a.Errorf("%d users, of which changes tell %d", n, len(all))
	}
	id := a.Edit(a.T, "Keeper of the contract")
	got, next := a.changed(mark)
	at := slices.IndexFunc(got, func(c model.CloudChange) bool { return c.Entry.Ref.GUID == id })
	if at < 0 || got[at].Removed || got[at].Entry.First("jobTitle") != "Keeper of the contract" {
		a.Errorf("changes: %v", got)
	}
	if again, _ := a.changed(next); len(again) > 0 {
		a.Errorf("nothing happened: %v", again)
	}
}

func testTenantFromNow(a *tenancy) {
	if a.unchanging(model.MarkNow) {
		return
	}
	known, mark := a.changed(model.MarkNow)
	if len(known) > 0 {
		a.Errorf("asked for later changes alone: %v", known)
	}
	all := a.listed(model.CloudUser, "jobTitle")
	id := a.Edit(a.T, "Reader of what comes")
	got, _ := a.changed(mark)
	edited := false
	for _, c := range got {
		edited = edited || c.Entry.Ref.GUID == id && c.Entry.First("jobTitle") == "Reader of what comes"
	}
	if !edited || len(got) == len(all) {
		a.Errorf("of %d users, these changed: %v", len(all), got)
	}
	for _, class := range []model.CloudClass{model.CloudGroup, model.CloudContact} {
		for c, err := range a.Tenant.Changes(a.Context(), class, model.MarkNow, "displayName", "mail") {
			if a.must(err); c.Mark == "" || c.Entry.Ref.GUID != "" {
				a.Errorf("%s: %v", class, c)
			}
		}
	}
}

func testTenantGroups(a *tenancy) {
	most := 0
	for id := range a.listed(model.CloudGroup, "id") {
		n := 0
		for e, err := range a.Tenant.Members(a.Context(), id) {
			a.must(err)
			if n++; e.Ref.GUID == "" || !e.Has("displayName") {
				a.Errorf("member %v", e)
			}
		}
		most = max(most, n)
		for e, err := range a.Tenant.Owners(a.Context(), id) {
			a.must(err)
			if e.Ref.GUID == "" {
				a.Errorf("owner %v", e)
			}
		}
	}
	if most == 0 {
		a.Error("no group has members")
	}
}

func testTenantUsers(a *tenancy) {
	seen := map[model.Maybe]bool{}
	for id, u := range a.listed(model.CloudUser, "userPrincipalName") {
		byName, err := a.Tenant.Get(a.Context(), model.CloudUser, u.First("userPrincipalName"), "id")
		a.must(err)
		if byName.Ref.GUID != id {
			a.Errorf("%s is %s by its sign-in name", id, byName.Ref.GUID)
		}
		m, err := a.Tenant.Mailbox(a.Context(), id)
		a.must(err)
		if seen[m.Exists] = true; m.Why == "" {
			a.Errorf("%s: it is not said how that is known", id)
		}
		if managed, err := a.Tenant.CloudManaged(a.Context(), model.CloudUser, id); err != nil || managed == model.Unsure {
			a.Errorf("%s: %v %v", id, managed, err)
		}
		if len(seen) == 2 {
			return
		}
	}
	a.Errorf("mailboxes: %v", seen)
}

func testTenantRefusals(a *tenancy) {
	const nobody = "00000000-0000-4000-8000-00000000dead"
	for _, class := range []model.CloudClass{model.CloudUser, model.CloudGroup, model.CloudContact, model.DeletedUser} {
		_, err := a.Tenant.Get(a.Context(), class, nobody, "displayName")
		a.refused(err, model.NotFound, string(class))
	}
	_, err := a.Tenant.Get(a.Context(), "device", nobody, "displayName")
	a.refused(err, model.Invalid, "an object of no class")
	for _, err = range a.Tenant.List(a.Context(), "device", "displayName") {
	}
	a.refused(err, model.Invalid, "a listing of no class")
	for _, class := range []model.CloudClass{model.DeletedUser, model.DeletedGroup, "device"} {
		for _, err = range a.Tenant.Changes(a.Context(), class, "", "displayName") {
		}
		a.refused(err, model.Invalid, "changes of "+string(class))
	}
	_, err = a.Tenant.Photo(a.Context(), nobody)
	a.refused(err, model.NotFound, "the picture of nobody")
	_, err = a.Tenant.Mailbox(a.Context(), nobody)
	a.refused(err, model.NotFound, "the mailbox of nobody")
	for _, err = range a.Tenant.Members(a.Context(), nobody) {
	}
	a.refused(err, model.NotFound, "the members of no group")
}

func testTenantClosed(a *tenancy) {
	a.must(a.Tenant.Close())
	_, err := a.Tenant.Info(a.Context())
	a.refused(err, model.Unreachable, "info of a closed tenant")
	for _, err = range a.Tenant.List(a.Context(), model.CloudUser, "id") {
	}
	a.refused(err, model.Unreachable, "list of a closed tenant")
}
