package session

import (
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"recipientdesk/graphx"
	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
	"recipientdesk/sim"
	"recipientdesk/sim/graphd"
)

// A company is the sample organization and its tenant, compared by a desk.
type company struct {
	*testing.T
	now    time.Time
	forest *sim.Forest
	tenant *SampleTenant
	desk   *desk.Desk
	drift  *desk.Drift
	byName map[string]drift.Item
}

func newCompany(t *testing.T) *company {
	t.Helper()
	c := newUnread(t)
	c.desk.UseTenant(c.tenant.Open())
	c.survey()
	return c
}

// overHTTP is a company whose tenant is read over HTTP, as that of Microsoft is.
func overHTTP(t *testing.T) *company {
	t.Helper()
	c := newUnread(t)
	s := httptest.NewServer(graphd.New(c.tenant.Tenant, graphd.Config{}))
	t.Cleanup(s.Close)
	read, err := graphx.Dial(t.Context(), graphx.Config{Address: s.URL, Now: func() time.Time { return c.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { read.Close() })
	c.desk.UseTenant(read)
	c.survey()
	return c
}

// newUnread is a company of which nothing was read.
func newUnread(t *testing.T) *company {
	t.Helper()
	c := &company{T: t, now: time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return c.now }
	c.forest = sim.Sample(clock, nil)
	var err error
	if c.tenant, err = OpenSampleTenant(t.Context(), Target{Now: clock}, c.forest, 0); err != nil {
		t.Fatal(err)
	}
	c.desk = c.tenant.desk
	return c
}

// survey compares everything anew.
func (c *company) survey() {
	c.Helper()
	if _, err := c.desk.ReadTenant(c.Context(), false, nil); err != nil {
		c.Fatal(err)
	}
	var err error
	if c.drift, err = c.desk.Drift(c.Context(), model.Query{}, nil); err != nil {
		c.Fatal(err)
	}
	c.byName = map[string]drift.Item{}
	for _, it := range c.drift.Items {
		c.byName[model.NameOf(it.Ref.DN)] = it
	}
}

// cycle synchronizes half an hour later.
func (c *company) cycle() {
	c.Helper()
	c.now = c.now.Add(sim.CycleInterval)
	if _, err := c.tenant.Cycle(c.Context()); err != nil {
		c.Fatal(err)
	}
	c.survey()
}

// rows compares one object property by property.
func (c *company) rows(name string) []drift.Row {
	c.Helper()
	e, err := c.desk.Get(c.Context(), c.byName[name].Ref)
	if err != nil {
		c.Fatalf("%s: %v", name, err)
	}
	got, err := c.desk.Compare(c.Context(), e, e)
	if err != nil {
		c.Fatalf("%s: %v", name, err)
	}
	return got.Rows
}

// A verdict is what a comparison must say of an object of AD: of one of its properties,
// of a value of it, or of the object as a whole.
type verdict struct {
	of       string // What of sim.Mistakes or sim.CloudMistakes, "" for what is neither
	name     string // cn
	status   drift.Status
	property model.Attr // "": the object as a whole
	value    string     // of proxyAddresses, "" for all
	state    drift.State
	why      string // is part of the reason
}

// verdicts is the reference for what the sample organization's comparison shows after
// the first cycle.
var verdicts = []verdict{
	{"two users have the same address", "Wiebke Claasen", drift.StatusError, "proxyAddresses", "smtp:offers@brightwater.example", drift.Quarantined, "tbehrens@brightwater.example has the address"},
	{"two users have the same address", "Torben Behrens", drift.StatusEqual, "proxyAddresses", "smtp:offers@brightwater.example", drift.Equal, ""},
	{"a user and a contact have the same address", "Klaus Lührs", drift.StatusDifferent, "proxyAddresses", "smtp:studio@lichtblick-foto.example", drift.Sanitized, "not a verified domain"},
	{"a user and a contact have the same address", "Studio Lichtblick", drift.StatusEqual, "proxyAddresses", "", drift.Equal, ""},
	{"hidden from address lists, and no alias: the cloud takes notice of the one only with the other", "Petra Meinert", drift.StatusDifferent, "hiddenFromAddressListsEnabled", "", drift.Blocked, "mailNickname is not set"},
	{"delegates, and no alias: the cloud takes notice of the one only with the other", "Anna Lindqvist", drift.StatusDifferent, "grantSendOnBehalfTo", "", drift.Blocked, "mailNickname is not set"},
	{"delegates, and no alias: the cloud takes notice of the one only with the other", "Hauke Voß", drift.StatusDifferent, "grantSendOnBehalfTo", "", drift.Blocked, "mailNickname is not set"},
	{"the UPN suffix is not verified", "Greta Ehlers", drift.StatusDifferent, "userPrincipalName", "", drift.Rewritten, "corp.local is not a verified domain"},
	{"the UPN is missing", "Rafał Szewczyk", drift.StatusEqual, "userPrincipalName", "", drift.Equal, ""},
	{"two primary addresses", "Nils Paulsen", drift.StatusDifferent, "proxyAddresses", "SMTP:npaulsen@brightwater-group.example", drift.Rewritten, "primary address in AD"},
	{"mail is not the primary address", "Erika Rickmers", drift.StatusDifferent, "mail", "", drift.Rewritten, "follows the primary address"},
	{"history of old Exchange organizations in X500 addresses, which must stay", "Malte Kühn", drift.StatusEqual, "proxyAddresses", "", drift.Equal, ""},
	{"the GUID of a mailbox that is gone keeps the cloud from making one", "Conor Byrne", drift.StatusDifferent, "exoRecipientType", "", drift.Blocked, "msExchMailboxGuid"},
	{"a disabled account still has addresses", "Ingrid Falk", drift.StatusDifferent, "proxyAddresses", "", drift.Equal, ""},
	{"outside the scope of synchronization", "Legacy Plotter", drift.StatusOnlyAD, "", "", drift.Blocked, "OU=NoSync"},
	{"a blank in an address", "Niamh Kelly", drift.StatusDifferent, "proxyAddresses", "smtp:n kelly@brightwater.example", drift.Blocked, "blank"},
	{"a blank at the end of an address", "Declan Walsh", drift.StatusEqual, "proxyAddresses", "", drift.Equal, ""},
	{"letters beyond ASCII in an address", "João Conceição", drift.StatusDifferent, "proxyAddresses", "SMTP:joão.conceição@brightwater.example", drift.Blocked, "character"},
	{"letters beyond ASCII in an address", "João Conceição", drift.StatusDifferent, "mail", "", drift.Rewritten, ""},
	{"a mail-enabled group without a display name", "Competitor watch", drift.StatusEqual, "displayName", "", drift.Equal, ""},
	{"a contact that synchronization would merge into a user", "Jun Okada (freelance)", drift.StatusOnlyAD, "", "", drift.Blocked, "becomes part of Shinji Mori"},
	{"a contact that synchronization would merge into a user", "Shinji Mori", drift.StatusEqual, "mail", "", drift.Equal, ""},
	{"the target address leads to a domain that does not exist outside", "Mariana Magalhães", drift.StatusDifferent, "externalEmailAddress", "", drift.Blocked, "mailNickname is not set"},
	{"a blank in an alias", "Hauke Harms", drift.StatusDifferent, "mailNickname", "", drift.Rewritten, "underscores"},
	{"two dots in a row in an address", "Sven Jepsen", drift.StatusDifferent, "proxyAddresses", "smtp:sven..jepsen@brightwater.example", drift.Blocked, "two dots"},
	{"an address without a type", "Sven Jepsen", drift.StatusDifferent, "proxyAddresses", "sven@brightwater.example", drift.Blocked, "no prefix"},
	{"the display type is a room's, the recipient type a person's", "Emil Groth", drift.StatusEqual, "exoRecipientType", "", drift.Equal, ""},
	{"a value longer than the cloud takes", "Beata Wrońska", drift.StatusDifferent, "proxyAddresses", "smtp:beata.wronska.engineering", drift.Blocked, "limit is 64"},
	{"left over from a replication conflict", "Gustaw Lech\nCNF:5d1ac0de-77e5-4b1c-9a41-0c54f0d83b6e", drift.StatusOnlyAD, "", "", drift.Blocked, "CNF"},

	{"a mailbox that was made a shared one in the cloud alone", "Ingrid Falk", drift.StatusDifferent, "exoRecipientType", "", drift.Different, "AD says UserMailbox and Exchange Online SharedMailbox"},
	{"a shared mailbox that was made a user's in the cloud alone", "Press office", drift.StatusDifferent, "exoRecipientType", "", drift.Different, "AD says SharedMailbox"},
	{"equipment that was made a room in the cloud alone", "Mobile flow lab", drift.StatusDifferent, "exoRecipientType", "", drift.Different, "Exchange Online RoomMailbox"},
	{"the cloud has become the authority over a contact", "Aqua Analytics Sales", drift.StatusEqual, "jobTitle", "", drift.InCloud, "the edit has no effect"},
	{"the cloud has become the authority over a user", "Jana Siemers", drift.StatusEqual, "jobTitle", "", drift.InCloud, "the edit has no effect"},
	{"the cloud has become the authority over a group", "Summer party 2026", drift.StatusEqual, "displayName", "", drift.InCloud, "the edit has no effect"},
	{"the Exchange attributes of a mailbox are managed in the cloud", "Ole Dierks", drift.StatusDifferent, "proxyAddresses", "smtp:quotes@brightwater.example", drift.Different, "IsExchangeCloudManaged"},
	{"deleted in the cloud by hand, and still in AD", "Vasco Cabral", drift.StatusWaiting, "", "", drift.Waiting, "can be restored until 2026-07-01"},
	{"made by hand in the cloud, with the address of a user of AD", "Hugo Vaz", drift.StatusWaiting, "", "", drift.Waiting, "same primary address"},
	{"the administrator's account was made in the cloud, and its role refuses a match", "Lars Eggers", drift.StatusDifferent, "", "", drift.Different, "Entra role"},
	{"the anchor was set by hand at an account with a role, which refuses a match", "Tomasz Szewczyk", drift.StatusDifferent, "", "", drift.Different, "the anchors are equal"},
	{"mS-DS-ConsistencyGuid was changed after the first synchronization", "Ewa Wrońska", drift.StatusError, "", "", drift.Blocked, "the anchor was"},
	{"mS-DS-ConsistencyGuid was changed after the first synchronization", "Ewa Wrońska", drift.StatusError, "onPremisesImmutableId", "", drift.Blocked, "the anchor was"},
	{"a former account with the same anchor waits in the recycle bin", "Kenji Tanaka", drift.StatusDifferent, "onPremisesImmutableId", "", drift.Equal, ""},

	{"", "Kenji Tanaka", drift.StatusDifferent, "msDS-PhoneticDisplayName", "", drift.Blocked, "mailNickname is not set"},
	{"", "Uwe Schäfer", drift.StatusDifferent, "proxyAddresses", "X400:C=DE", drift.Blocked, "X400"},
	{"", "First aiders", drift.StatusDifferent, "member", "", drift.Blocked, "mailEnabled is not True"},
	{"", "Backup account", drift.StatusOnlyAD, "", "", drift.Blocked, "adminDescription starts with User_"},
	{"", "MSOL_4f3a91c2d7e0", drift.StatusOnlyAD, "", "", drift.Blocked, "MSOL_"},
	{"", "Reception Kraków (building)", drift.StatusOnlyAD, "", "", drift.Blocked, "mailEnabled"},
	{"", "Night watch Hamburg", drift.StatusOnlyAD, "", "", drift.Blocked, "mailEnabled"},
	{"", "Scanner account", drift.StatusDifferent, "userPrincipalName", "", drift.Rewritten, "corp.example is not a verified domain"},
	{"", "Helpdesk", drift.StatusDifferent, "userPrincipalName", "", drift.Rewritten, "corp.example is not a verified domain"},
	{"", "Reader", drift.StatusDifferent, "userPrincipalName", "", drift.Rewritten, "corp.example is not a verified domain"},
}

// finding returns what the comparison says.
func (c *company) finding(v verdict, rows map[string][]drift.Row) (drift.Finding, bool) {
	if v.property == "" {
		return c.byName[v.name].Finding, true
	}
	if rows[v.name] == nil {
		rows[v.name] = c.rows(v.name)
	}
	i := slices.IndexFunc(rows[v.name], func(r drift.Row) bool { return r.Property == v.property })
	if i < 0 {
		return drift.Finding{}, false
	}
	if v.value == "" {
		return rows[v.name][i].Finding, true
	}
	for _, a := range rows[v.name][i].Addresses {
		if strings.HasPrefix(a.AD, v.value) || strings.HasPrefix(a.Now, v.value) {
			return a.Finding, true
		}
	}
	return drift.Finding{}, false
}

func TestTheComparisonOfTheSampleTellsTheTruth(t *testing.T) {
	for name, open := range map[string]func(*testing.T) *company{"in memory": newCompany, "over HTTP": overHTTP} {
		t.Run(name, func(t *testing.T) { open(t).tellsTheTruth() })
	}
}

func (c *company) tellsTheTruth() {
	t := c.T
	named, rows := map[string]bool{}, map[string][]drift.Row{}
	for _, v := range verdicts {
		named[v.name] = true
		it, ok := c.byName[v.name]
		if !ok {
			t.Errorf("%s is not compared", v.name)
			continue
		}
		f, ok := c.finding(v, rows)
		if !ok || f.State != v.state || !strings.Contains(f.Why, v.why) || it.Status != v.status {
			t.Errorf("%s, %s %s: %s, %s because %q; want %s, %s because %q", v.name, v.property, v.value, it.Status, f.State, f.Why, v.status, v.state, v.why)
		}
	}
	for name, it := range c.byName {
		if !named[name] && it.Status != drift.StatusEqual {
			t.Errorf("%s is %s: %s is %s: %s", name, it.Status, it.Property, it.State, it.Why)
		}
	}
	for _, m := range slices.Concat(sim.Mistakes(), sim.CloudMistakes()) {
		for _, name := range m.On {
			if !slices.ContainsFunc(verdicts, func(v verdict) bool { return v.of == m.What && v.name == name }) && !slices.ContainsFunc(listed, func(l entry) bool { return l.of == m.What && l.name == name }) {
				t.Errorf("nothing is expected of %s: %s", name, m.What)
			}
		}
	}
}

// An entry is a line of one of the lists of a comparison.
type entry struct {
	of   string // What of sim.CloudMistakes, "" for what is none
	list string
	name string // cn of the object of AD, or the display name of one that is only in the cloud
	why  string // is part of the reason
}

// listed is the reference for the lists of the sample organization's comparison.
var listed = []entry{
	{"synchronizes, and no object of AD has its anchor", "orphans", "Ursula Petzold", "no object of AD has its anchor"},
	{"synchronizes, and no object of AD has its anchor", "orphans", "Old forest staff", "security identifier"},
	{"synchronizes, and no object of AD has its anchor", "orphans", "Crane hire Oldenburg", "address"},
	{"synchronized once, and no longer", "former", "Bernd Rathke", "onPremisesSyncEnabled is false"},
	{"deleted in the cloud, and no longer in AD", "deleted", "Jonas Reimer", ""},
	{"", "deleted", "Vasco Cabral", ""},
	{"", "deleted", "田中 健二 (Tanaka, Kenji)", ""},
	{"", "unsynced", "Vasco Cabral", "deleted in the tenant"},
	{"", "types", "Ingrid Falk", "AD says UserMailbox"},
	{"", "types", "Press office", "AD says SharedMailbox"},
	{"", "types", "Mobile flow lab", "AD says EquipmentMailbox"},
	{"", "soft", "Hugo Vaz", "same primary address"},
	{"", "soft", "Lars Eggers", "same primary address"},
	{"", "hard", "Tomasz Szewczyk", "anchors are equal"},
	{"", "anchors", "Ewa Wrońska", "made of objectGUID"},
	{"", "address", "Wiebke Claasen", "belongs to another one of AD"},
	{"", "address", "Klaus Lührs", "of another class"},
}

// lists returns what stands in the lists.
func (c *company) lists() (out []entry) {
	r := c.drift.Result
	add := func(list, name, why string) { out = append(out, entry{list: list, name: name, why: why}) }
	for _, o := range r.Orphans {
		add("orphans", o.Object.First("displayName"), o.Why)
	}
	for _, o := range r.Former {
		add("former", o.Object.First("displayName"), o.Why)
	}
	for o := range c.drift.View.Index.All() {
		if o.Deleted() {
			add("deleted", o.First("displayName"), "")
		}
	}
	for _, it := range r.Unsynced {
		add("unsynced", model.NameOf(it.Ref.DN), it.Why)
	}
	for _, x := range r.Types {
		add("types", model.NameOf(x.AD.Ref.DN), x.Why)
	}
	for _, x := range r.Candidates {
		add(x.Kind, model.NameOf(x.AD.Ref.DN), x.Why)
	}
	for _, x := range r.Anchors {
		add("anchors", model.NameOf(x.AD.Ref.DN), x.Why)
	}
	for _, d := range r.Duplicates {
		for _, ref := range d.AD {
			add(d.What, model.NameOf(ref.DN), d.Why)
		}
	}
	return out
}

func TestTheListsOfTheSampleAreComplete(t *testing.T) {
	for name, open := range map[string]func(*testing.T) *company{"in memory": newCompany, "over HTTP": overHTTP} {
		t.Run(name, func(t *testing.T) { open(t).listsAreComplete() })
	}
}

func (c *company) listsAreComplete() {
	t := c.T
	got := c.lists()
	for _, want := range listed {
		i := slices.IndexFunc(got, func(e entry) bool {
			return e.list == want.list && e.name == want.name && strings.Contains(e.why, want.why)
		})
		if i < 0 {
			t.Errorf("%s lacks %s", want.list, want.name)
			continue
		}
		got = slices.Delete(got, i, i+1)
	}
	for _, e := range got {
		t.Errorf("%s has %s: %s", e.list, e.name, e.why)
	}
}

// Without the permission for a class, nothing of it is said to be missing on either
// side.
func TestWhatMayNotBeReadIsNotMissing(t *testing.T) {
	scopes := map[string]string{"user": "User.Read.All", "group": "Group.Read.All", "contact": "OrgContact.Read.All"}
	for class, scope := range scopes {
		c := newUnread(t)
		granted := []string{"Domain.Read.All", "Organization.Read.All", "OnPremDirectorySynchronization.Read.All", "MailboxSettings.Read"}
		for _, s := range scopes {
			if s != scope {
				granted = append(granted, s)
			}
		}
		c.desk.UseTenant(c.tenant.Open(granted...))
		c.survey()
		for name, it := range c.byName {
			switch {
			case it.Class == class && it.Status != drift.StatusUnknown:
				t.Errorf("without %s, %s is %s: %s", scope, name, it.Status, it.Why)
			case it.Class == class && it.State == drift.Unknown && it.InScope && !strings.Contains(it.Why, scope):
				t.Errorf("%s does not say what is missing: %s", name, it.Why)
			case it.Class != class && it.Status == drift.StatusUnknown && !strings.Contains(it.Why, "no source"):
				t.Errorf("without %s, %s is not known: %s", scope, name, it.Why)
			}
		}
		for _, it := range c.drift.Result.Unsynced {
			if it.Class == class {
				t.Errorf("without %s, %s is not in the tenant", scope, it.Name)
			}
		}
		for _, o := range c.drift.Result.Orphans {
			if string(o.Object.Class) == class {
				t.Errorf("without %s, %s is an orphan", scope, o.Object.Name())
			}
		}
	}
}

// A user whose anchor was changed is found although nothing else is left to find him by.
func TestAChangedAnchorIsFoundWithoutAnAddress(t *testing.T) {
	c := newCompany(t)
	e, err := c.desk.Get(t.Context(), c.byName["Bartosz Mazur"].Ref) // has no mail
	if err != nil {
		t.Fatal(err)
	}
	other, _ := model.ParseGUID("11112222-3333-4444-5555-666677778888")
	after := e.With("mS-DS-ConsistencyGuid", other.Bytes()).With(model.UserPrincipalName, "b.mazur.new@brightwater.example")
	if err := c.forest.System().Apply(t.Context(), model.Diff(e, after)); err != nil {
		t.Fatal(err)
	}
	c.survey()
	if it := c.byName["Bartosz Mazur"]; it.How != drift.BySID || it.Status != drift.StatusError || !strings.Contains(it.Why, "the anchor was") {
		t.Errorf("survey: %s, %s: %s", it.How, it.Status, it.Why)
	}
	got, err := c.desk.Compare(t.Context(), after, after)
	if err != nil || got.How != drift.BySID || got.Status != drift.StatusError || got.Anchors.Equals != model.ObjectGUID {
		t.Errorf("compare: %v %s, %s: %s; %+v", err, got.How, got.Status, got.Why, got.Anchors)
	}
	before := c.tenant.Count(model.CloudUser, nil)
	c.cycle()
	if n := c.tenant.Count(model.CloudUser, nil); n != before+1 { // one who was deleted by hand is restored
		t.Errorf("%d users, were %d: the changed anchor made or deleted one", n, before)
	}
}
