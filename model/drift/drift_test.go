package drift

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

const (
	guid    = "8c4ac332-975f-4717-ad7b-ba4a4e968fff"
	anchor  = "MsNKjF+XF0ete7pKTpaP/w==" // of guid, as published in sync-spec G
	other   = "BpazOkLGm0iEtljAONPvOQ=="
	cloudID = "11111111-2222-3333-4444-555555555555"
)

type attrsOf = map[model.Attr][]string

var facts = &model.TenantFacts{InitialDomain: "contoso.onmicrosoft.com", VerifiedDomains: []string{"contoso.onmicrosoft.com", "contoso.com"}}

var lastSync = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// person is a user of AD with a mailbox, changed a day before the last synchronization.
func person(edit attrsOf) model.Entry {
	a := attrsOf{"objectClass": {"top", "person", "user"}, "userPrincipalName": {"ann@contoso.com"}, "displayName": {"Ann"}, "mailNickname": {"ann"},
		"sAMAccountName": {"ann"}, "mail": {"ann@contoso.com"}, "proxyAddresses": {"SMTP:ann@contoso.com", "smtp:a.old@contoso.com"}, "title": {"Clerk"},
		"userAccountControl": {"512"}, "whenChanged": {"20260228120000.0Z"}}
	for k, v := range edit {
		a[k] = v
	}
	g, _ := model.ParseGUID(guid)
	a["objectGUID"] = []string{g.Bytes()}
	return model.NewEntry(model.Ref{GUID: guid, DN: "CN=Ann,DC=contoso,DC=com"}, a)
}

func input(ad model.Entry, class string) forecast.Input {
	return forecast.Input{AD: ad, Export: forecast.DefaultExport(ad, class), Class: class, Facts: facts, Licensed: model.Yes, New: model.No,
		User: &model.TenantUser{UserPrincipalName: "ann@contoso.com", ImmutableID: anchor, Licensed: model.Yes, CloudMailbox: model.Yes}}
}

// arrived is the object of the tenant that person made, with what the cloud adds.
func arrived(edit attrsOf) model.Entry {
	a := attrsOf{"userPrincipalName": {"ann@contoso.com"}, "displayName": {"Ann"}, "mailNickname": {"ann"}, "mail": {"ann@contoso.com"}, "jobTitle": {"Clerk"},
		"proxyAddresses": {"SMTP:ann@contoso.com", "smtp:A.Old@contoso.com", "smtp:ann@contoso.onmicrosoft.com", "SIP:ann@contoso.com", "SPO:SPO_1@SPO_2",
			"x500:/o=ExchangeLabs/ou=Exchange Administrative Group/cn=Recipients/cn=ann"},
		"accountEnabled": {"true"}, "onPremisesSyncEnabled": {"true"}, "onPremisesImmutableId": {anchor}, "onPremisesSamAccountName": {"ann"}}
	for k, v := range edit {
		a[k] = v
	}
	return model.NewEntry(model.Ref{GUID: cloudID}, a)
}

func sidesOf(ad, now model.Entry) Sides {
	in := input(ad, "user")
	in.User.UserPrincipalName = now.First("userPrincipalName")
	return Sides{In: in, After: forecast.Predict(in), Now: now, LastSync: lastSync, Standing: AuthorityOf(now, model.Unsure, model.No)}
}

func row(t *testing.T, rows []Row, p model.Attr) Row {
	t.Helper()
	i := slices.IndexFunc(rows, func(r Row) bool { return r.Property == p })
	if i < 0 {
		t.Fatalf("no row for %s", p)
	}
	return rows[i]
}

func TestWhatTheCloudMakesIsNoDifference(t *testing.T) {
	s := sidesOf(person(nil), arrived(nil))
	for _, r := range Compare(s) {
		if r.State != Equal && r.State != Unknown {
			t.Errorf("%s is %s: %s (AD %q, after %q, now %q)", r.Property, r.State, r.Why, r.AD, r.After, r.Now)
		}
		if slices.Contains(fromAD[model.CloudUser], r.Property) && r.State == Unknown {
			t.Errorf("%s is unknown: %s", r.Property, r.Why)
		}
	}
	if p, f := s.worst(); f.State != Equal {
		t.Errorf("the object as a whole is %s for %s: %s", f.State, p, f.Why)
	}
}

func TestStates(t *testing.T) {
	recent := attrsOf{"whenChanged": {"20260301123000.0Z"}}
	with := func(a, b attrsOf) attrsOf {
		out := attrsOf{}
		for _, m := range []attrsOf{a, b} {
			for k, v := range m {
				out[k] = v
			}
		}
		return out
	}
	clash := `{"category":"PropertyConflict","occurredDateTime":"2026-03-01T12:00:00Z","propertyCausingError":"ProxyAddresses","value":"smtp:new@contoso.com"}`
	added := attrsOf{"proxyAddresses": {"SMTP:ann@contoso.com", "smtp:a.old@contoso.com", "smtp:new@contoso.com"}}
	for name, c := range map[string]struct {
		ad, now attrsOf
		p       model.Attr
		address string
		want    State
		why     string
	}{
		"address added, no cycle since":                {ad: with(added, recent), p: "proxyAddresses", address: "new@contoso.com", want: Waiting, why: "12:30"},
		"address added, a cycle ran":                   {ad: added, p: "proxyAddresses", address: "new@contoso.com", want: Different, why: "did not settle"},
		"address taken":                                {ad: added, now: attrsOf{PropErrors: {clash}}, p: "proxyAddresses", address: "new@contoso.com", want: Quarantined, why: "PropertyConflict"},
		"domain not verified":                          {ad: attrsOf{"proxyAddresses": {"SMTP:ann@contoso.com", "smtp:a.old@contoso.com", "smtp:ann@fabrikam.test"}}, p: "proxyAddresses", address: "ann@fabrikam.test", want: Sanitized, why: "verified"},
		"protocol not taken over":                      {ad: attrsOf{"proxyAddresses": {"SMTP:ann@contoso.com", "smtp:a.old@contoso.com", "X400:c=us;s=ann"}}, p: "proxyAddresses", address: "c=us;s=ann", want: Blocked, why: "X400"},
		"a type that no source names, and it is there": {ad: attrsOf{"proxyAddresses": {"SMTP:ann@contoso.com", "smtp:a.old@contoso.com", "NOTES:ann"}}, now: attrsOf{"proxyAddresses": {"SMTP:ann@contoso.com", "smtp:a.old@contoso.com", "notes:ann"}}, p: "proxyAddresses", address: "NOTES:ann", want: Equal},
		"written back by Exchange Online":              {ad: attrsOf{"proxyAddresses": {"SMTP:ann@contoso.com", "smtp:a.old@contoso.com", "x500:/o=ExchangeLabs/ou=Exchange Administrative Group/cn=Recipients/cn=1-ann"}}, p: "proxyAddresses", address: "1-ann", want: Equal},
		"another primary":                              {ad: with(recent, attrsOf{"proxyAddresses": {"smtp:ann@contoso.com", "SMTP:a.old@contoso.com"}}), p: "proxyAddresses", address: "a.old@contoso.com", want: Waiting, why: "as secondary"},
		"only in the tenant":                           {now: attrsOf{"proxyAddresses": {"SMTP:ann@contoso.com", "smtp:a.old@contoso.com", "smtp:extra@contoso.com"}}, p: "proxyAddresses", address: "extra@contoso.com", want: Different},
		"old organization, only in AD":                 {ad: with(recent, attrsOf{"proxyAddresses": {"SMTP:ann@contoso.com", "smtp:a.old@contoso.com", "X500:/o=Old/cn=ann"}}), p: "proxyAddresses", address: "/o=Old/cn=ann", want: Waiting},
		"old organization, only in cloud":              {now: attrsOf{"proxyAddresses": {"SMTP:ann@contoso.com", "smtp:a.old@contoso.com", "x500:/o=Old/cn=ann"}}, p: "proxyAddresses", address: "/o=Old/cn=ann", want: Different},
		"white space around an address":                {ad: attrsOf{"proxyAddresses": {"SMTP:ann@contoso.com ", "smtp:a.old@contoso.com"}}, p: "proxyAddresses", address: "ann@contoso.com ", want: Equal},
		"moved to the cloud, or formerly synced":       {ad: with(recent, attrsOf{"title": {"Lead"}}), now: attrsOf{PropSyncEnabled: nil}, p: "jobTitle", want: Different, why: "isCloudManaged"},
		"the tenant chose another primary": {ad: attrsOf{"mail": {"ann@fabrikam.test"}, "proxyAddresses": {"SMTP:ann@fabrikam.test", "smtp:a.old@contoso.com"}},
			now: attrsOf{"proxyAddresses": {"SMTP:ann@contoso.com", "smtp:a.old@contoso.com", "smtp:ann@contoso.onmicrosoft.com"}}, p: "mail", want: Rewritten, why: "has chosen"},
		"address in the domain that is left out": {ad: attrsOf{"mail": {"ann@fabrikam.test"}, "proxyAddresses": {"SMTP:ann@fabrikam.test", "smtp:a.old@contoso.com"}},
			now: attrsOf{"proxyAddresses": {"SMTP:ann@contoso.com", "smtp:a.old@contoso.com", "smtp:ann@contoso.onmicrosoft.com"}}, p: "proxyAddresses", address: "ann@fabrikam.test", want: Sanitized, why: "verified"},
		"title changed":                    {ad: with(recent, attrsOf{"title": {"Lead"}}), p: "jobTitle", want: Waiting},
		"title changed in case":            {ad: attrsOf{"title": {"CLERK"}}, p: "jobTitle", want: Different},
		"title removed from AD":            {ad: with(recent, attrsOf{"title": nil}), p: "jobTitle", want: Waiting},
		"changed while the cycle ran":      {ad: attrsOf{"title": {"Lead"}, "whenChanged": {"20260301115800.0Z"}}, p: "jobTitle", want: Waiting},
		"mail in other case":               {now: attrsOf{"mail": {"Ann@contoso.com"}}, p: "mail", want: Equal},
		"anchor in other case":             {now: attrsOf{"onPremisesImmutableId": {strings.ToLower(anchor)}}, p: "onPremisesImmutableId", want: Different},
		"suffix not verified":              {ad: attrsOf{"userPrincipalName": {"ann@corp.local"}}, now: attrsOf{"userPrincipalName": {"ann@contoso.onmicrosoft.com"}}, p: "userPrincipalName", want: Rewritten, why: "verified"},
		"usage location the cloud's alone": {now: attrsOf{"usageLocation": {"DE"}}, p: "usageLocation", want: NotSynced},
	} {
		t.Run(name, func(t *testing.T) {
			r := row(t, Compare(sidesOf(person(c.ad), arrived(c.now))), c.p)
			f := r.Finding
			if c.address != "" {
				i := slices.IndexFunc(r.Addresses, func(a Address) bool { return strings.Contains(a.AD+a.Now, c.address) })
				if i < 0 {
					t.Fatalf("no address %s in %+v", c.address, r.Addresses)
				}
				if f = r.Addresses[i].Finding; r.State != c.want {
					t.Errorf("the row is %s", r.State)
				}
			}
			if f.State != c.want || !strings.Contains(f.Why, c.why) {
				t.Errorf("%s is %s: %s; want %s", c.p, f.State, f.Why, c.want)
			}
		})
	}
}

func TestAConflictThatWasSettledInAD(t *testing.T) {
	clash := arrived(attrsOf{PropErrors: {`{"category":"PropertyConflict","occurredDateTime":"2026-03-01T12:00:00Z","propertyCausingError":"ProxyAddresses","value":"smtp:new@contoso.com"}`}})
	for name, c := range map[string]struct {
		changed string
		extra   []string
		status  Status
		state   State
	}{
		"the value was taken away":     {"20260301123000.0Z", nil, StatusWaiting, Waiting},
		"it was, before the last sync": {"20260228120000.0Z", nil, StatusDifferent, Different},
		"AD still has it":              {"20260228120000.0Z", []string{"smtp:new@contoso.com"}, StatusError, Quarantined},
	} {
		s := sidesOf(person(attrsOf{"whenChanged": {c.changed}, "proxyAddresses": append([]string{"SMTP:ann@contoso.com", "smtp:a.old@contoso.com"}, c.extra...)}), clash)
		if it := s.item(Twin{Object: Object{Entry: clash}, How: ByAnchor}); it.Status != c.status || it.State != c.state {
			t.Errorf("%s: %s, %s: %s", name, it.Status, it.State, it.Why)
		}
	}
}

func TestMembersAreCounted(t *testing.T) {
	ad := person(attrsOf{"objectClass": {"top", "group"}, "groupType": {"8"}, "userPrincipalName": nil, "member": {"CN=A,DC=x", "CN=B,DC=x"}, "whenChanged": {"20260301123000.0Z"}})
	in := forecast.Input{AD: ad, Class: "group", Export: forecast.DefaultExport(ad, "group"), Facts: facts}
	now := cloudUser(1, attrsOf{"displayName": {"Ann"}, PropSyncEnabled: {"true"}})
	s := Sides{In: in, After: forecast.Predict(in), Now: now, LastSync: lastSync, Standing: AuthorityOf(now, model.Unsure, model.Unsure)}
	for _, c := range []struct {
		members *int
		want    State
		why     string
	}{{nil, Unknown, "not among"}, {new(2), Unknown, "as many members, 2"}, {new(1), Waiting, "has 1 members, and 2 are exported"}} {
		s.Members = c.members
		if r := row(t, Compare(s), "member"); r.State != c.want || !strings.Contains(r.Why, c.why) {
			t.Errorf("%s: %s; want %s", r.State, r.Why, c.want)
		}
	}
}

func TestATenantThatDoesNotSynchronize(t *testing.T) {
	s := NewSurvey(indexOf(model.CloudUser), Options{Syncs: model.No})
	in := input(person(nil), "user")
	in.User = nil
	if it := s.Add(in, forecast.Predict(in)); it.Status != StatusOnlyAD || !strings.Contains(it.Why, "does not synchronize with any directory") {
		t.Errorf("%s: %s", it.Status, it.Why)
	}
}

func TestTwoObjectsWithOneAnchor(t *testing.T) {
	in := input(person(nil), "user")
	stray := cloudUser(1, attrsOf{PropAnchor: {anchor}, "displayName": {"Stray"}})
	s := NewSurvey(indexOf(model.CloudUser, stray, arrived(nil)), Options{LastSync: lastSync})
	it := s.Add(in, forecast.Predict(in))
	if it.Status != StatusError || it.CloudID != cloudID || !strings.Contains(it.Why, "several objects of the tenant have its anchor") {
		t.Errorf("%s with %s: %s", it.Status, it.CloudID, it.Why)
	}
	if r := s.Report(); len(r.Duplicates) != 1 || len(r.Duplicates[0].Objects) != 2 || r.Counts[StatusOnlyCloud] != 0 {
		t.Errorf("%+v", r)
	}
}

// TestASignInNameThatSomebodyElseHas shows the substitute for what it is.
func TestASignInNameThatSomebodyElseHas(t *testing.T) {
	bob := cloudUser(2, attrsOf{PropAnchor: {other}, PropSyncEnabled: {"true"}, "userPrincipalName": {"ann@contoso.com"}})
	now := arrived(attrsOf{"userPrincipalName": {"ann4711@contoso.onmicrosoft.com"}, "proxyAddresses": {"SMTP:a.ek@contoso.com"}, "mail": {"a.ek@contoso.com"}})
	in := fresh(attrsOf{"proxyAddresses": {"SMTP:a.ek@contoso.com"}, "mail": {"a.ek@contoso.com"}})
	x := indexOf(model.CloudUser, now, bob)
	in, f, twin := meet(in, x, Options{LastSync: lastSync})
	s := NewSurvey(x, Options{LastSync: lastSync})
	if r := row(t, Compare(s.Sides(in, f, twin)), "userPrincipalName"); r.State != Quarantined || !strings.Contains(r.Why, "ann@contoso.com") {
		t.Errorf("%s: %s", r.State, r.Why)
	}
	if it := s.Add(in, f); it.Status != StatusError || it.Property != forecast.PropUPN {
		t.Errorf("%s %s: %s", it.Status, it.Property, it.Why)
	}
}

func TestWhatNoRuleCarriesIsTheTenants(t *testing.T) {
	s := sidesOf(person(nil), arrived(attrsOf{"employeeId": {"17"}, "mobilePhone": {"+49 170 1"}}))
	if r := row(t, Compare(s), "employeeId"); r.State != Different {
		t.Errorf("whether a rule carries it is not known, and it is %s: %s", r.State, r.Why)
	}
	x := NewSurvey(indexOf(model.CloudUser), Options{Exported: map[model.CloudClass][]model.Attr{model.CloudUser: {"mobile", "title"}}})
	s.Carried = x.carried[model.CloudUser]
	for p, want := range map[model.Attr]State{"employeeId": NotSynced, "mobilePhone": Different, "jobTitle": Equal} {
		if r := row(t, Compare(s), p); r.State != want {
			t.Errorf("%s is %s, want %s: %s", p, r.State, want, r.Why)
		}
	}
}

func TestTheAliasThatTheCloudMakes(t *testing.T) {
	ad := person(attrsOf{"objectClass": {"top", "group"}, "groupType": {"-2147483640"}, "mailNickname": nil, "mail": nil, "proxyAddresses": nil, "userPrincipalName": nil})
	in := forecast.Input{AD: ad, Class: "group", Export: forecast.DefaultExport(ad, "group"), Facts: facts}
	now := cloudUser(1, attrsOf{"displayName": {"Ann"}, "mailNickname": {"0f3a91c2-d"}, "mailEnabled": {"false"}, "securityEnabled": {"true"}, PropSyncEnabled: {"true"}, "onPremisesSamAccountName": {"ann"}})
	s := Sides{In: in, After: forecast.Predict(in), Now: now, LastSync: lastSync, Standing: AuthorityOf(now, model.Unsure, model.Unsure)}
	if r := row(t, Compare(s), "mailNickname"); r.State != Equal {
		t.Errorf("%s: %s", r.State, r.Why)
	}
	if p, f := s.worst(); f.State != Equal {
		t.Errorf("%s is %s: %s", p, f.State, f.Why)
	}
}

func TestOneSideAlone(t *testing.T) {
	s := sidesOf(person(attrsOf{"whenChanged": {"20260301123000.0Z"}}), model.Entry{})
	if r := row(t, Compare(s), "displayName"); r.State != Waiting || !strings.Contains(r.Why, "no such object") {
		t.Errorf("a new object is %s: %s", r.State, r.Why)
	}
	in := input(person(nil), "user")
	in.NotExported = "its container is not selected"
	s = Sides{In: in, After: forecast.Predict(in), LastSync: lastSync}
	if r := row(t, Compare(s), "displayName"); r.State != Blocked || !strings.Contains(r.Why, "not selected") {
		t.Errorf("an object out of scope is %s: %s", r.State, r.Why)
	}
	s.Now = arrived(nil)
	if r := row(t, Compare(s), "displayName"); r.State != Different || !strings.Contains(r.Why, "still has") {
		t.Errorf("an object that should be gone is %s: %s", r.State, r.Why)
	}
}

// TestAuthority is the table of graph.md 2.4.
func TestAuthority(t *testing.T) {
	for _, c := range []struct {
		sync            string
		left, anchored  bool
		cloud, exchange model.Maybe
		want            Authority
		mail, title     model.Maybe
	}{
		{"true", true, true, model.No, model.No, FromAD, model.Yes, model.Yes},
		{"true", true, true, model.Unsure, model.Unsure, FromAD, model.Yes, model.Yes},
		{"true", true, true, model.No, model.Yes, ExchangeCloudManaged, model.No, model.Yes},
		{"", true, true, model.Yes, model.Unsure, CloudManaged, model.No, model.No},
		{"", true, true, model.No, model.Unsure, FormerlySynced, model.No, model.No},
		{"false", true, true, model.No, model.Unsure, FormerlySynced, model.No, model.No},
		{"false", false, false, model.Unsure, model.Unsure, FormerlySynced, model.No, model.No},
		{"", true, true, model.Unsure, model.Unsure, AuthorityUnknown, model.Unsure, model.Unsure},
		{"", false, true, model.Unsure, model.Unsure, AuthorityUnknown, model.Unsure, model.Unsure},
		{"", false, true, model.No, model.Unsure, CloudBorn, model.No, model.No},
		{"", false, false, model.Unsure, model.Unsure, CloudBorn, model.No, model.No},
	} {
		a := attrsOf{"displayName": {"Ann"}}
		if c.sync != "" {
			a[PropSyncEnabled] = []string{c.sync}
		}
		if c.left {
			a["onPremisesSamAccountName"] = []string{"ann"}
		}
		if c.anchored {
			a[PropAnchor] = []string{anchor}
		}
		s := AuthorityOf(model.NewEntry(model.Ref{}, a), c.cloud, c.exchange)
		mail, _ := s.Effect("proxyAddresses")
		title, _ := s.Effect("title")
		if s.Authority != c.want || mail != c.mail || title != c.title || s.Why == "" {
			t.Errorf("%+v: %s, mail %s, title %s", c, s.Authority, mail, title)
		}
	}
}

func TestAnEditWithoutEffectIsManagedInTheCloud(t *testing.T) {
	s := sidesOf(person(attrsOf{"title": {"Lead"}, "mailNickname": {"annie"}}), arrived(nil))
	s.Standing = AuthorityOf(s.Now, model.No, model.Yes)
	rows := Compare(s)
	for p, want := range map[model.Attr]State{"mailNickname": InCloud, "proxyAddresses": InCloud, "jobTitle": Different} {
		if r := row(t, rows, p); r.State != want {
			t.Errorf("%s is %s, want %s: %s", p, r.State, want, r.Why)
		}
	}
}

func indexOf(class model.CloudClass, entries ...model.Entry) *Index {
	k := NewIndexBuilder()
	b := model.NewBatchBuilder(Properties(class))
	for _, e := range entries {
		b.Add(e)
	}
	k.Add(class, b.Build())
	return k.Index()
}

func cloudUser(n int, edit attrsOf) model.Entry {
	return model.NewEntry(model.Ref{GUID: fmt.Sprintf("00000000-0000-0000-0000-%012d", n)}, edit)
}

func TestPair(t *testing.T) {
	linked := cloudUser(1, attrsOf{PropAnchor: {anchor}, "displayName": {"Ann"}})
	twice := cloudUser(2, attrsOf{PropAnchor: {anchor}})
	byAddress := cloudUser(3, attrsOf{"proxyAddresses": {"smtp:ANN@contoso.com"}})
	elsewhere := cloudUser(4, attrsOf{PropAnchor: {other}, "mail": {"ann@contoso.com"}})
	lower := cloudUser(5, attrsOf{PropAnchor: {strings.ToLower(anchor)}})
	namesake := cloudUser(6, attrsOf{"displayName": {"Ann"}})
	k := Key{Class: "user", Anchors: []string{anchor}, Addresses: []string{"SMTP:ann@contoso.com"}}
	for name, c := range map[string]struct {
		tenant       []model.Entry
		want         model.Entry
		how          How
		also, rivals int
	}{
		"anchor before address":     {[]model.Entry{byAddress, linked}, linked, ByAnchor, 0, 1},
		"two with one anchor":       {[]model.Entry{linked, twice}, linked, ByAnchor, 1, 0},
		"address":                   {[]model.Entry{namesake, byAddress}, byAddress, ByAddress, 0, 0},
		"linked elsewhere":          {[]model.Entry{elsewhere}, model.Entry{}, "", 0, 1},
		"anchor compares with case": {[]model.Entry{lower}, model.Entry{}, "", 0, 0},
		"never by name":             {[]model.Entry{namesake}, model.Entry{}, "", 0, 0},
	} {
		got := indexOf(model.CloudUser, c.tenant...).Pair(k)
		if got.ID() != c.want.Ref.GUID || got.How != c.how || len(got.Also) != c.also || len(got.Rivals) != c.rivals {
			t.Errorf("%s: %s by %q, also %d, rivals %d", name, got.ID(), got.How, len(got.Also), len(got.Rivals))
		}
	}
	if got := indexOf(model.DeletedUser, linked).Pair(k); got.Found() || len(got.Deleted) != 1 {
		t.Errorf("a deleted object is a twin: %+v", got)
	}
	if got := indexOf(model.CloudContact, byAddress).Pair(k); got.Found() || len(got.Rivals) != 1 {
		t.Errorf("a contact is the twin of a user: %+v", got)
	}
	sid := "S-1-5-21-1-2-3-1001"
	g := indexOf(model.CloudGroup, cloudUser(7, attrsOf{PropSID: {sid}}))
	if got := g.Pair(Key{Class: "group", SID: sid}); got.How != BySID {
		t.Errorf("a group without mail is not found by its security identifier: %+v", got)
	}
	if o, ok := g.ByID("00000000-0000-0000-0000-000000000007"); !ok || o.First(PropSID) != sid {
		t.Errorf("not found by ID: %+v", o)
	}
}

func TestSurvey(t *testing.T) {
	add := func(s *Survey, n int, edit attrsOf) Item {
		ad := person(edit)
		id := fmt.Sprintf("10000000-0000-0000-0000-%012d", n)
		g, _ := model.ParseGUID(id)
		ad = model.CollectEntry(model.Ref{GUID: id, DN: fmt.Sprintf("CN=%d,DC=contoso,DC=com", n)}, ad.Len()+1, ad.With("objectGUID", g.Bytes()).All())
		in := input(ad, "user")
		in.User, in.New = nil, model.Unsure
		in = s.x.Meet(in, s.x.Pair(KeyOf(in)), s.o)
		return s.Add(in, forecast.Predict(in))
	}
	link := func(n int) string {
		g, _ := model.ParseGUID(fmt.Sprintf("10000000-0000-0000-0000-%012d", n))
		return g.ImmutableID()
	}
	names := func(n string) attrsOf {
		return attrsOf{"userPrincipalName": {n + "@contoso.com"}, "mail": {n + "@contoso.com"}, "mailNickname": {n}, "sAMAccountName": {n}, "proxyAddresses": {"SMTP:" + n + "@contoso.com"}}
	}
	cloud := func(n int, name, anchor string) model.Entry {
		e := arrived(nil).With("userPrincipalName", name+"@contoso.com").With("mail", name+"@contoso.com").With("mailNickname", name).
			With("onPremisesSamAccountName", name).With("proxyAddresses", "SMTP:"+name+"@contoso.com")
		if e = e.With(PropAnchor, anchor); anchor == "" {
			e = e.With(PropAnchor).With(PropSyncEnabled).With("onPremisesSamAccountName")
		}
		e.Ref.GUID = cloudUser(n, nil).Ref.GUID
		return e
	}
	x := indexOf(model.CloudUser, cloud(1, "one", link(1)), cloud(2, "two", ""), cloud(3, "three", other), cloud(4, "gone", link(99)), cloud(5, "admin", ""))
	s := NewSurvey(x, Options{LastSync: lastSync, Mailbox: func(o Object) model.CloudMailbox {
		return model.CloudMailbox{Exists: model.Yes, Purpose: "shared"}
	}})
	one := names("one")
	one[model.RecipientType] = []string{"2147483648"}
	if it := add(s, 1, one); it.Status != StatusDifferent || it.Property != forecast.PropRecipientType {
		t.Errorf("the linked object is %s: %s %s", it.Status, it.Property, it.Why)
	}
	add(s, 2, names("two"))   // soft match
	add(s, 3, names("three")) // the tenant links it with another anchor
	add(s, 4, names("four"))  // not there
	r := s.Report()
	if got := r.Counts[StatusOnlyAD]; got != 2 || len(r.Unsynced) != 2 {
		t.Errorf("%d only in AD, %d not synchronized", got, len(r.Unsynced))
	}
	if r.Counts[StatusOnlyCloud] != 3 || r.CloudBorn != 1 || len(r.Orphans) != 2 {
		t.Errorf("only in the cloud %d, born there %d, orphans %+v", r.Counts[StatusOnlyCloud], r.CloudBorn, r.Orphans)
	}
	if len(r.Candidates) != 1 || r.Candidates[0].Kind != "soft" || !strings.HasPrefix(r.Candidates[0].Object.Name(), "two") {
		t.Errorf("candidates %+v", r.Candidates)
	}
	if len(r.Anchors) != 1 || r.Anchors[0].ImmutableID != other || r.Anchors[0].Exported != link(3) {
		t.Errorf("anchors %+v", r.Anchors)
	}
	doubled := indexOf(model.CloudUser, cloud(1, "one", link(1)), cloud(2, "uno", link(1)), cloud(3, "x", other), cloud(4, "y", other))
	s = NewSurvey(doubled, Options{LastSync: lastSync})
	add(s, 1, names("one"))
	add(s, 2, names("x"))
	if d := s.Report().Duplicates; len(d) != 2 || len(d[0].Objects) != 2 || d[1].Value != other {
		t.Errorf("duplicates %+v", d)
	}
	if len(r.Types) != 1 || r.Types[0].Cloud != "SharedMailbox" || r.Types[0].Want != "UserMailbox" {
		t.Errorf("types %+v", r.Types)
	}
}

func TestWhatWasNotReadIsNotMissing(t *testing.T) {
	const why = "the permission User.Read.All is missing"
	orphan := arrived(attrsOf{PropAnchor: {other}, "mail": {"x@contoso.com"}, "userPrincipalName": {"x@contoso.com"}, "proxyAddresses": nil})
	out := input(person(nil), "user")
	out.NotExported = "its container is not selected"
	for name, in := range map[string]forecast.Input{"in scope": input(person(nil), "user"), "out of scope": out} {
		s := NewSurvey(indexOf(model.CloudUser, orphan), Options{LastSync: lastSync, Incomplete: map[model.CloudClass]string{model.CloudUser: why}})
		it := s.Add(in, forecast.Predict(in))
		if it.Status != StatusUnknown || it.State != Unknown || !strings.Contains(it.Why, why) {
			t.Errorf("%s: %s, %s: %s", name, it.Status, it.State, it.Why)
		}
		if r := s.Report(); len(r.Unsynced) != 0 || len(r.Orphans) != 0 || r.Counts[StatusOnlyAD] != 0 || r.Counts[StatusOnlyCloud] != 0 || r.Counts[StatusUnknown] != 2 {
			t.Errorf("%s: %+v", name, r)
		}
	}
	s := sidesOf(person(nil), model.Entry{})
	s.Unread = why
	if r := row(t, Compare(s), "displayName"); r.State != Unknown || !strings.Contains(r.Why, why) {
		t.Errorf("%s: %s", r.State, r.Why)
	}
	found := NewSurvey(indexOf(model.CloudUser, arrived(nil)), Options{LastSync: lastSync, Incomplete: map[model.CloudClass]string{model.CloudUser: why}})
	if it := found.Add(input(person(nil), "user"), forecast.Predict(input(person(nil), "user"))); it.Status != StatusEqual {
		t.Errorf("an object that was read is %s: %s", it.Status, it.Why)
	}
}
