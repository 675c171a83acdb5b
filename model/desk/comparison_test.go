package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
	"recipientdesk/model/forecast"
)

func (c *company) entry(id string) model.Entry {
	c.Helper()
	ref, err := c.desk.Find(c.Context(), id)
	if err != nil {
		c.Fatal(err)
	}
	e, err := c.desk.Get(c.Context(), ref)
	if err != nil {
		c.Fatal(err)
	}
	return e
}

func (c *company) compare(saved, edited model.Entry) desk.Comparison {
	c.Helper()
	got, err := c.desk.Compare(c.Context(), saved, edited)
	if err != nil {
		c.Fatal(err)
	}
	return got
}

func row(t *testing.T, c desk.Comparison, p model.Attr) drift.Row {
	t.Helper()
	i := slices.IndexFunc(c.Rows, func(r drift.Row) bool { return r.Property == p })
	if i < 0 {
		t.Fatalf("no row for %s", p)
	}
	return c.Rows[i]
}

func TestAnEditWaitsUntilItIsSynchronized(t *testing.T) {
	c := newCompany(t)
	was := c.entry("cweber")
	if got := c.compare(was, was); got.Status != drift.StatusEqual || !slices.Equal(got.Licenses, []string{"ENTERPRISEPACK"}) || !got.Anchors.Linked {
		t.Fatalf("%+v, licenses %q, anchors %+v", got.Item, got.Licenses, got.Anchors)
	}
	edited := was.With(model.ProxyAddresses, append(slices.Clone(was.Values(model.ProxyAddresses)), "smtp:new.address@brightwater.example")...)
	look := func(saved model.Entry, state drift.State, why string) {
		t.Helper()
		got := c.compare(saved, edited)
		r := row(t, got, forecast.PropProxies)
		i := slices.IndexFunc(r.Addresses, func(a drift.Address) bool { return a.AD == "smtp:new.address@brightwater.example" })
		if i < 0 || r.Addresses[i].State != state || !strings.Contains(r.Addresses[i].Why, why) {
			t.Errorf("want %s, %q: %+v", state, why, r)
		}
	}
	look(was, drift.Waiting, "after the save")
	c.now = c.now.Add(10 * time.Minute)
	if err := c.save(was.Ref, model.ProxyAddresses, edited.Values(model.ProxyAddresses)...); err != nil {
		t.Fatal(err)
	}
	edited = c.entry("cweber")
	look(edited, drift.Waiting, "AD was changed at")
	c.now = c.now.Add(20 * time.Minute)
	if _, err := c.tenant.Cycle(t.Context(), c.desk.Exports(t.Context())); err != nil {
		t.Fatal(err)
	}
	look(edited, drift.Equal, "")
}

// A new address that somebody of the tenant has, deleted or of another class, is found.
func TestAnEditMeetsWhoHasTheAddress(t *testing.T) {
	c := newCompany(t)
	was := c.entry("cweber")
	edited := was.With(model.ProxyAddresses, append(slices.Clone(was.Values(model.ProxyAddresses)), "smtp:clearwater@brightwater.example")...)
	got := c.compare(was, edited)
	if len(got.Cloud.Quarantined) != 1 || len(got.Twin.Rivals) != 1 || got.Twin.Rivals[0].Class != model.CloudGroup {
		t.Errorf("quarantined %v, rivals %v", got.Cloud.Quarantined, got.Twin.Rivals)
	}
}

func TestCompareWithoutATwin(t *testing.T) {
	c := newCompany(t)
	fresh := c.entry("cweber").With(model.ProxyAddresses, "SMTP:someone.new@brightwater.example").With(model.Mail, "someone.new@brightwater.example").
		With(model.UserPrincipalName, "someone.new@brightwater.example").With("objectGUID").With("objectSid").With("mS-DS-ConsistencyGuid")
	fresh.Ref = model.Ref{DN: "CN=Someone New,OU=Hamburg,OU=Staff,DC=corp,DC=example"}
	if got := c.compare(model.Entry{}, fresh); got.Twin.Found() || got.Status == drift.StatusEqual || len(got.Gaps) > 0 {
		t.Errorf("%+v", got.Item)
	}
	container, err := c.desk.Get(t.Context(), model.Ref{DN: "OU=Staff,DC=corp,DC=example"})
	if err != nil {
		t.Fatal(err)
	}
	if got := c.compare(container, container); got.Twin.Found() || got.InScope || got.State != drift.Blocked || got.Why == "" {
		t.Errorf("an organizational unit: %+v", got.Item)
	}
}

func TestCompareNamesWhatItMayNotRead(t *testing.T) {
	for scope, class := range map[string]string{"User.Read.All": "user", "Group.Read.All": "group"} {
		c := newCompany(t)
		c.desk.UseTenant(c.tenant.Open("Domain.Read.All"))
		e := c.entry(map[string]string{"user": "cweber", "group": "dl-everyone"}[class])
		got := c.compare(e, e)
		if got.Status != drift.StatusUnknown || !slices.ContainsFunc(got.Gaps, func(g desk.Gap) bool { return strings.Contains(g.String(), scope) }) {
			t.Errorf("without %s: %+v, gaps %v", scope, got.Item, got.Gaps)
		}
		standing, err := c.desk.AuthorityOver(t.Context(), e)
		if err != nil || standing.Authority != drift.AuthorityUnknown || !strings.Contains(standing.Why, scope) {
			t.Errorf("without %s: %+v, %v", scope, standing, err)
		}
	}
}

func TestCompareNeedsATenantAndRules(t *testing.T) {
	c := newCompany(t)
	e := c.entry("cweber")
	c.desk.UseRules(nil)
	_, err := c.desk.Compare(t.Context(), e, e)
	if model.CodeOf(err) != model.NotFound {
		t.Errorf("without rules: %v", err)
	}
	c.desk.UseTenant(nil)
	if _, err = c.desk.Compare(t.Context(), e, e); model.CodeOf(err) != model.NotFound {
		t.Errorf("without a tenant: %v", err)
	}
}

// AuthorityOver and Origin agree with what a comparison of the whole finds.
func TestAuthorityAndOriginAgreeWithTheDrift(t *testing.T) {
	c := newCompany(t)
	d := c.drift()
	from := map[string]model.Ref{}
	for _, it := range d.Items {
		e, err := c.desk.Get(t.Context(), it.Ref)
		if err != nil {
			t.Fatal(err)
		}
		standing, err := c.desk.AuthorityOver(t.Context(), e)
		want := it.Authority
		if it.CloudID == "" {
			want = drift.FromAD
		}
		if err != nil || standing.Authority != want || standing.Why == "" {
			t.Errorf("%s: %+v, %v; want %s", it.Name, standing, err, want)
		}
		if it.CloudID != "" {
			from[it.CloudID] = it.Ref
		}
	}
	for o := range d.View.Index.All() {
		ref, err := c.desk.Origin(t.Context(), o)
		want, paired := from[o.ID()]
		switch {
		case o.Deleted():
		case paired && (err != nil || !ref.Same(want)):
			t.Errorf("%s comes from %v, want %v: %v", o.Name(), ref, want, err)
		case !paired && err == nil && o.First(drift.PropAnchor) != "":
			t.Errorf("%s comes from %v, and the drift knows nothing of it", o.Name(), ref)
		case err != nil && model.CodeOf(err) != model.NotFound:
			t.Errorf("%s: %v", o.Name(), err)
		}
	}
}

func TestWhoInTenant(t *testing.T) {
	c := newCompany(t)
	c.read(false)
	for address, want := range map[string]map[model.CloudClass]int{
		"clearwater@brightwater.example":      {model.CloudGroup: 2},
		"SMTP:CLEARWATER@brightwater.example": {model.CloudGroup: 2},
		"j.reimer@brightwater.example":        {model.DeletedUser: 3},
		"nobody@brightwater.example":          {},
		"petra.lang@labor-nord.example":       {model.CloudUser: 2}, // a guest, invited by that address
	} {
		owners, gaps, err := c.desk.WhoInTenant(t.Context(), address)
		if err != nil || len(gaps) > 0 {
			t.Fatal(err, gaps)
		}
		got := map[model.CloudClass]int{}
		for _, o := range owners {
			got[o.Object.Class]++
		}
		for class, n := range want {
			if got[class] != n || len(got) != 1 {
				t.Errorf("%s: %v, want %v", address, got, want)
			}
		}
		if len(want) == 0 && len(got) > 0 {
			t.Errorf("%s: %v", address, owners)
		}
	}
	c.desk.UseTenant(c.tenant.Open("User.Read.All"))
	_, gaps, err := c.desk.WhoInTenant(t.Context(), "clearwater@brightwater.example")
	if err != nil || len(gaps) != 3 {
		t.Errorf("gaps %v, %v", gaps, err)
	}
	if _, _, err = c.desk.WhoInTenant(t.Context(), "  "); model.CodeOf(err) != model.Invalid {
		t.Errorf("no address: %v", err)
	}
}

// What the tenant cannot be searched by is found in what was read.
func TestWhoKnowsWhatWasRead(t *testing.T) {
	c := newCompany(t)
	c.tenant.Plant(model.CloudUser, map[string]string{"displayName": `"Helper"`, "userPrincipalName": `"helper@brightwater.onmicrosoft.com"`,
		"otherMails": `["private@home.example"]`, "userType": `"Member"`})
	gone := c.tenant.Plant(model.CloudUser, map[string]string{"displayName": `"Gone"`, "userPrincipalName": `"gone@brightwater.onmicrosoft.com"`, "userType": `"Member"`})
	if err := c.tenant.Delete(model.CloudUser, gone.String()); err != nil {
		t.Fatal(err)
	}
	c.tenant.Settle()
	find := func() (n int) {
		for _, address := range []string{"Private@home.example", "gone@brightwater.onmicrosoft.com"} {
			owners, _, err := c.desk.WhoInTenant(t.Context(), address)
			if err != nil {
				t.Fatal(err)
			}
			n += len(owners)
		}
		return n
	}
	if n := find(); n != 0 {
		t.Errorf("%d found by searches, which do not look there", n)
	}
	if c.read(false); find() != 2 {
		t.Errorf("%d found", find())
	}
}

// The anchor counts in both of its forms, the one that is set before the other.
func TestOriginByEitherAnchor(t *testing.T) {
	c := newCompany(t)
	weber, voss := c.entry("cweber"), c.entry("hvoss")
	anchor := func(e model.Entry) drift.Object {
		g, _ := model.ParseGUID(e.Ref.GUID)
		return drift.Object{Class: model.CloudUser, Entry: model.NewEntry(model.Ref{GUID: e.Ref.GUID}, map[model.Attr][]string{drift.PropAnchor: {g.ImmutableID()}})}
	}
	origin := func(o drift.Object) model.Ref {
		t.Helper()
		ref, err := c.desk.Origin(t.Context(), o)
		if err != nil {
			t.Error(err)
		}
		return ref
	}
	if !origin(anchor(weber)).Same(weber.Ref) {
		t.Error("objectGUID is not found")
	}
	g, _ := model.ParseGUID(weber.Ref.GUID)
	if err := c.save(voss.Ref, "mS-DS-ConsistencyGuid", g.Bytes()); err != nil {
		t.Fatal(err)
	}
	if !origin(anchor(weber)).Same(voss.Ref) {
		t.Error("mS-DS-ConsistencyGuid does not come before objectGUID")
	}
}
