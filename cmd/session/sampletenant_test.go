package session_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/modeltest"
	"recipientdesk/sim"
)

// A synced organization: the directory, the tenant, and a clock moved by hand.
type synced struct {
	*testing.T
	now    time.Time
	dir    *sim.Session
	tenant *session.SampleTenant
	read   *sim.TenantSession
}

func newSynced(t *testing.T) *synced {
	t.Helper()
	s := &synced{T: t, now: time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)}
	forest := sim.Sample(nil, nil)
	s.dir = forest.System()
	var err error
	if s.tenant, err = session.OpenSampleTenant(t.Context(), session.Target{Now: func() time.Time { return s.now }}, forest, 0); err != nil {
		t.Fatal(err)
	}
	s.read = s.tenant.Open()
	return s
}

// account finds an object of the directory.
func (s *synced) account(name string) model.Entry {
	s.Helper()
	for e, err := range s.dir.Search(s.Context(), model.Query{Where: model.Equal{Attr: model.SAMAccountName, Value: name}}) {
		if err != nil {
			s.Fatal(err)
		}
		return e
	}
	s.Fatalf("no account %s", name)
	return model.Entry{}
}

// edit changes an attribute in the directory.
func (s *synced) edit(name string, a model.Attr, values ...string) {
	s.Helper()
	e := s.account(name)
	if err := s.dir.Apply(s.Context(), model.Diff(e, e.With(a, values...))); err != nil {
		s.Fatal(err)
	}
}

// cycle synchronizes half an hour later.
func (s *synced) cycle() sim.CycleReport {
	s.Helper()
	s.now = s.now.Add(sim.CycleInterval)
	r, err := s.tenant.Cycle(s.Context())
	if err != nil {
		s.Fatal(err)
	}
	return r
}

// cloud finds the user of an account in the tenant.
func (s *synced) cloud(class model.CloudClass, account string) (model.Entry, bool) {
	s.Helper()
	guid, _ := model.ParseGUID(s.account(account).Ref.GUID)
	return s.find(class, "onPremisesImmutableId", guid.ImmutableID())
}

func (s *synced) find(class model.CloudClass, a model.Attr, value string) (model.Entry, bool) {
	s.Helper()
	for b, err := range s.read.List(s.Context(), class, "id", "displayName", "mail", a) {
		if err != nil {
			s.Fatal(err)
		}
		for i := range b.Len() {
			if b.Entry(i).First(a) == value {
				e, err := s.read.Get(s.Context(), class, b.Ref(i).GUID)
				if err != nil {
					s.Fatal(err)
				}
				return e, true
			}
		}
	}
	return model.Entry{}, false
}

func TestCycleCarriesEdits(t *testing.T) {
	s := newSynced(t)
	if r := s.cycle(); r.Created+r.Updated+r.Deleted > 0 || r.Joined != 1 || r.Restored != 1 {
		t.Errorf("what was done in the cloud by hand is not settled: %+v", r)
	}
	if r := s.cycle(); r.Created+r.Updated+r.Deleted+r.Joined+r.Restored > 0 || strings.Join(codes(r), " ") != "ExistingAdminRoleConflict InvalidHardMatch SourceAnchorChanged" {
		t.Errorf("nothing changed, and the cycle did %+v", r)
	}
	s.edit("cweber", model.ProxyAddresses, "SMTP:c.weber@brightwater.example", "smtp:cweber@elsewhere.example")
	before, _ := s.cloud(model.CloudUser, "cweber")
	if r := s.cycle(); r.Updated != 1 {
		t.Errorf("one edit: %+v", r)
	}
	u, _ := s.cloud(model.CloudUser, "cweber")
	sid, _ := model.SIDText(s.account("cweber").First("objectSid"))
	if got := u.First("onPremisesSecurityIdentifier"); got == "" || got != sid {
		t.Errorf("the SID is %q, not %q", got, sid)
	}
	addresses := strings.Join(u.Values(model.ProxyAddresses), " ")
	if u.First(model.Mail) != "c.weber@brightwater.example" || strings.Contains(addresses, "elsewhere") || !strings.Contains(addresses, "smtp:cweber@"+sim.SampleTenant) {
		t.Errorf("mail %s, %s", u.First(model.Mail), addresses)
	}
	if u.Ref != before.Ref || u.First("onPremisesLastSyncDateTime") != "2026-06-01T09:30:00Z" || before.First("onPremisesLastSyncDateTime") != "2026-06-01T08:00:00Z" {
		t.Errorf("%v: synchronized %s", u.Ref, u.First("onPremisesLastSyncDateTime"))
	}
	s.edit("cweber", "title")
	s.cycle()
	if u, _ = s.cloud(model.CloudUser, "cweber"); u.Has("jobTitle") {
		t.Errorf("what AD no longer has: %v", u.Values("jobTitle"))
	}
}

// codes returns the codes of what a cycle could not export, in order.
func codes(r sim.CycleReport) (out []string) {
	for _, e := range r.Errors {
		out = append(out, e.Code)
	}
	slices.Sort(out)
	return out
}

func TestCycleReleasesQuarantinedAddresses(t *testing.T) {
	s := newSynced(t)
	has := func(account string) (errors, address bool) {
		u, _ := s.cloud(model.CloudUser, account)
		return u.Has("onPremisesProvisioningErrors"), strings.Contains(strings.Join(u.Values(model.ProxyAddresses), " "), "smtp:offers@brightwater.example")
	}
	if errors, address := has("wclaasen"); !errors || address {
		t.Errorf("in conflict: errors %v, address %v", errors, address)
	}
	var rest []string
	for _, v := range s.account("tbehrens").Values(model.ProxyAddresses) {
		if v != "smtp:offers@brightwater.example" {
			rest = append(rest, v)
		}
	}
	s.edit("tbehrens", model.ProxyAddresses, rest...)
	s.cycle()
	s.cycle()
	if errors, address := has("wclaasen"); errors || !address {
		t.Errorf("released: errors %v, address %v", errors, address)
	}
}

func TestCycleDeletes(t *testing.T) {
	s := newSynced(t)
	u, _ := s.cloud(model.CloudUser, "cweber")
	e := s.account("cweber")
	if err := s.dir.Delete(t.Context(), e.Ref); err != nil {
		t.Fatal(err)
	}
	if r := s.cycle(); r.Deleted != 1 {
		t.Errorf("one was deleted: %+v", r)
	}
	d, err := s.read.Get(t.Context(), model.DeletedUser, u.Ref.GUID)
	if err != nil || d.First("deletedDateTime") != "2026-06-01T08:30:00Z" {
		t.Fatalf("%v %v", d, err)
	}
	if orphan, ok := s.find(model.CloudUser, "displayName", "Ursula Petzold"); !ok || orphan.First("onPremisesSyncEnabled") != "true" {
		t.Error("the orphan, which no cycle made, is gone")
	}
	s.now = s.now.Add(31 * 24 * time.Hour)
	s.cycle()
	if _, err := s.read.Get(t.Context(), model.DeletedUser, u.Ref.GUID); model.CodeOf(err) != model.NotFound {
		t.Errorf("after 30 days: %v", err)
	}
}

// create makes a user or a contact in the directory.
func (s *synced) create(dn string, attrs map[model.Attr][]string) model.Entry {
	s.Helper()
	ref, err := s.dir.Create(s.Context(), model.NewObject{DN: dn, Attrs: attrs})
	if err != nil {
		s.Fatal(err)
	}
	e, err := s.dir.Get(s.Context(), ref)
	if err != nil {
		s.Fatal(err)
	}
	return e
}

func newPerson(account string, more map[model.Attr][]string) map[model.Attr][]string {
	m := map[model.Attr][]string{"objectClass": {"top", "person", "organizationalPerson", "user"}, "sAMAccountName": {account},
		"userPrincipalName": {account + "@brightwater.example"}, "displayName": {"New " + account}, "userAccountControl": {"514"}}
	for a, v := range more {
		m[a] = v
	}
	return m
}

func TestCycleMatches(t *testing.T) {
	s := newSynced(t)
	s.cycle() // settles what the sample has to be matched
	quote := func(v string) string { return `"` + v + `"` }
	soft := s.tenant.Plant(model.CloudUser, map[string]string{"displayName": `"Soft"`, "userPrincipalName": `"other@brightwater.onmicrosoft.com"`,
		"mail": `"soft@brightwater.example"`, "proxyAddresses": `["SMTP:soft@brightwater.example"]`, "department": `"Old"`})
	boss := s.tenant.Plant(model.CloudUser, map[string]string{"displayName": `"Boss"`, "userPrincipalName": `"boss@brightwater.example"`, "x-role": `"Global Administrator"`})
	e := s.create("CN=Soft,OU=Hamburg,OU=Staff,DC=corp,DC=example", newPerson("soft", map[model.Attr][]string{"mail": {"soft@brightwater.example"}, "proxyAddresses": {"SMTP:soft@brightwater.example"}}))
	s.create("CN=Boss,OU=Hamburg,OU=Staff,DC=corp,DC=example", newPerson("boss", nil))
	hard := s.create("CN=Hard,OU=Hamburg,OU=Staff,DC=corp,DC=example", newPerson("hard", nil))
	guid, _ := model.ParseGUID(hard.Ref.GUID)
	linked := s.tenant.Plant(model.CloudUser, map[string]string{"displayName": `"Hard"`, "userPrincipalName": `"h@brightwater.onmicrosoft.com"`, "onPremisesImmutableId": quote(guid.ImmutableID())})
	r := s.cycle()
	if r.Joined != 2 || r.Created != 0 || !slices.ContainsFunc(r.Errors, func(e sim.CycleError) bool {
		return e.Code == "ExistingAdminRoleConflict" && e.Ref.DN == "CN=Boss,OU=Hamburg,OU=Staff,DC=corp,DC=example"
	}) {
		t.Errorf("%+v", r)
	}
	u, _ := s.cloud(model.CloudUser, "soft")
	anchor, _ := model.ParseGUID(e.Ref.GUID)
	if u.Ref.GUID != soft.String() || u.First("onPremisesSyncEnabled") != "true" || u.Has("department") || u.First("onPremisesImmutableId") != anchor.ImmutableID() {
		t.Errorf("soft match: %v", u)
	}
	if u, _ = s.cloud(model.CloudUser, "hard"); u.Ref.GUID != linked.String() || u.First("userPrincipalName") != "hard@brightwater.example" {
		t.Errorf("hard match: %v", u)
	}
	if b := s.tenant.Object(boss.String()); b.Synced() {
		t.Error("a user with a role was taken over")
	}
}

func TestCycleMergesContacts(t *testing.T) {
	s := newSynced(t)
	s.create("CN=Double,OU=Contacts,DC=corp,DC=example", map[model.Attr][]string{"objectClass": {"top", "person", "organizationalPerson", "contact"},
		"displayName": {"Double"}, "mail": s.account("cweber").Values(model.Mail)})
	s.cycle()
	if _, ok := s.find(model.CloudContact, "displayName", "Double"); ok {
		t.Error("a contact with the mail of a user is an object of its own")
	}
}

func TestCycleDropsContactsWithoutMail(t *testing.T) {
	s := newSynced(t)
	e := s.create("CN=Mail,OU=Contacts,DC=corp,DC=example", map[model.Attr][]string{"objectClass": {"top", "person", "organizationalPerson", "contact"},
		"displayName": {"Mail"}, "mail": {"mail@elsewhere.example"}})
	s.cycle()
	c, ok := s.find(model.CloudContact, "displayName", "Mail")
	if !ok || c.First(model.Mail) != "mail@elsewhere.example" {
		t.Fatalf("%v", c)
	}
	if err := s.dir.Apply(t.Context(), model.Diff(e, e.With(model.Mail))); err != nil {
		t.Fatal(err)
	}
	if r := s.cycle(); r.Deleted != 1 {
		t.Errorf("%+v", r)
	}
}

func TestCycleNumbersNamesThatAreTaken(t *testing.T) {
	s := newSynced(t)
	s.tenant.Plant(model.CloudUser, map[string]string{"displayName": `"Other"`, "userPrincipalName": `"twin@brightwater.example"`, "onPremisesImmutableId": `"AAAAAAAAAAAAAAAAAAAAAA=="`})
	s.create("CN=Twin,OU=Hamburg,OU=Staff,DC=corp,DC=example", newPerson("twin", nil))
	s.cycle()
	u, _ := s.cloud(model.CloudUser, "twin")
	if ok, _ := regexp.MatchString(`^twin\d{4}@brightwater\.onmicrosoft\.com$`, u.First(model.UserPrincipalName)); !ok || !strings.Contains(u.First("onPremisesProvisioningErrors"), `"UserPrincipalName"`) {
		t.Errorf("%v %v", u.Values(model.UserPrincipalName), u.Values("onPremisesProvisioningErrors"))
	}
	before := u.First(model.UserPrincipalName)
	if r := s.cycle(); r.Updated != 0 {
		t.Errorf("again: %+v", r)
	}
	if u, _ = s.cloud(model.CloudUser, "twin"); u.First(model.UserPrincipalName) != before {
		t.Errorf("another name in the next cycle: %v", u.Values(model.UserPrincipalName))
	}
}

func TestTheMailboxOfAGUIDThatIsGone(t *testing.T) {
	s := newSynced(t)
	u, _ := s.cloud(model.CloudUser, "cbyrne")
	if m, err := s.read.Mailbox(t.Context(), u.Ref.GUID); err != nil || m.Exists != model.No || !u.Has("assignedLicenses") {
		t.Fatalf("%+v %v", m, err)
	}
	s.edit("cbyrne", "msExchMailboxGuid")
	s.cycle()
	if m, err := s.read.Mailbox(t.Context(), u.Ref.GUID); err != nil || m.Exists != model.Yes || m.Purpose != "user" || m.GUID == "" {
		t.Errorf("%+v %v", m, err)
	}
}

func TestReadersDuringCycles(t *testing.T) {
	s := newSynced(t)
	ctx, stop := context.WithCancel(t.Context())
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for ctx.Err() == nil {
				for b, err := range s.tenant.Open().List(t.Context(), model.CloudGroup, "id") {
					if err != nil {
						t.Error(err)
						return
					}
					for i := range b.Len() {
						s.tenant.Members(b.Ref(i).GUID)
					}
				}
				s.tenant.Delta(model.CloudGroup, 0, 0, 999)
			}
		})
	}
	for i := range 3 {
		s.edit("cweber", "title", fmt.Sprint("Title ", i))
		if r, err := s.tenant.Cycle(t.Context()); err != nil || r.Updated != 1 {
			t.Errorf("%+v %v", r, err)
		}
	}
	stop()
	readers.Wait()
}

func TestTooManyDeletionsAreHeldBack(t *testing.T) {
	forest := sim.Generate(600, 1, sim.Config{})
	tenant, err := session.OpenSampleTenant(t.Context(), session.Target{Now: func() time.Time { return time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC) }}, forest, 0)
	if err != nil {
		t.Fatal(err)
	}
	nothing := sim.New(sim.Config{})
	empty, err := session.OpenSampleTenant(t.Context(), session.Target{Now: tenant.Now}, nothing, 0)
	if err != nil {
		t.Fatal(err)
	}
	before := tenant.Count(model.CloudUser, nil)
	r, err := tenant.Tenant.Cycle(t.Context(), empty.Exports(t.Context()))
	if err != nil || r.Deleted != 0 || r.Withheld < 600 || tenant.Count(model.CloudUser, nil) != before {
		t.Errorf("%+v %v", r, err)
	}
}

func TestSampleTenantIsATenant(t *testing.T) {
	modeltest.TestTenant(t, func(t *testing.T) modeltest.TenantFixture {
		s := newSynced(t)
		return modeltest.TenantFixture{Tenant: s.read, Edit: func(_ *testing.T, title string) string {
			s.edit("cweber", "title", title)
			s.cycle()
			u, _ := s.cloud(model.CloudUser, "cweber")
			return u.Ref.GUID
		}}
	})
}
