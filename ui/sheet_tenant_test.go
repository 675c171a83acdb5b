package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/model/sheet"
	"recipientdesk/ui/kit"
)

// A twinDriver works the sheet of one recipient of an organization with a tenant.
type twinDriver struct {
	*windowDriver
	sheet *Sheet
}

// openTwin opens the sheet of the recipient with that name, at the tab Tenant.
func openTwin(t *testing.T, name string) *twinDriver {
	t.Helper()
	d := &twinDriver{windowDriver: openCloudWindow(t)}
	d.properties(name)
	d.look()
	return d
}

// properties opens the sheet of a recipient.
func (d *twinDriver) properties(name string) {
	d.t.Helper()
	d.pick(name)
	refs := d.list.refs()
	d.cmd.run("properties")
	d.run.drain()
	if d.sheet = d.sheets[sheetKey(refs)]; d.sheet == nil || d.sheet.draft == nil {
		d.t.Fatalf("the sheet of %s did not open", name)
	}
}

// look turns to the tab Tenant.
func (d *twinDriver) look() {
	d.sheet.show(tenantTab)
	d.run.drain()
}

// lines are those of the comparison that differ: "Addresses: waiting for sync".
func (d *twinDriver) lines() (out []string) {
	for _, l := range d.sheet.tenant.compare.lines {
		out = append(out, or(l.label, strings.Join(append(slices.Clone(l.ad), l.now...), " ")+": "+string(l.State)))
	}
	return out
}

// says reports what the tab says of the object as a whole.
func (d *twinDriver) says() string { return d.sheet.tenant.compare.title.Text }

// fact is what the head of the tab says under a name.
func (d *twinDriver) fact(name string) string {
	for _, f := range d.sheet.tenant.facts.facts {
		if f.name == name {
			return f.text
		}
	}
	return ""
}

// alias adds an address to the draft.
func (d *twinDriver) alias(address string) {
	d.t.Helper()
	field, _ := sheet.Lookup("proxyAddresses")
	if err := d.sheet.do("test", func(e model.Entry) (model.Entry, error) { return field.Add(e, "smtp:"+address) }); err != nil {
		d.t.Fatal(err)
	}
	d.run.drain()
}

// The story of the whole: an address is added in AD, and arrives.
func TestAnAddressArrivesInTheTenant(t *testing.T) {
	d := openTwin(t, "Claudia Weber")
	if d.says() != "Equal" || len(d.lines()) != 0 {
		t.Fatalf("before: %q, %q", d.says(), d.lines())
	}
	if got := d.fact("Twin"); !strings.Contains(got, "source anchor") {
		t.Errorf("the twin: %q", got)
	}
	if got := d.fact("Authority"); !strings.Contains(got, "Active Directory") {
		t.Errorf("the authority: %q", got)
	}
	d.run.elapsed += 10 * time.Minute
	d.alias("carla.new@brightwater.example")
	if got := strings.Join(d.lines(), "\n"); !strings.Contains(got, "smtp:carla.new@brightwater.example: waiting") {
		t.Errorf("while typing: %q\n%s", d.says(), got)
	}
	if !d.sheet.tenant.shown.Sides.Edited {
		t.Error("it is not said that the edit has to be saved first")
	}
	d.sheet.save()
	d.run.drain()
	if d.sheet.dirty() || d.says() != "Waiting for sync: Addresses" {
		t.Fatalf("saved: dirty %v, %q", d.sheet.dirty(), d.says())
	}
	if d.sheet.tenant.shown.Sides.Edited {
		t.Error("it is said to be unsaved")
	}
	d.run.elapsed += time.Minute
	d.sheet.syncNow()
	if !d.sheet.win.Modal() {
		t.Error("no progress is shown")
	}
	d.run.drain()
	if d.says() != "Equal" || len(d.lines()) != 0 {
		t.Errorf("after the synchronization: %q, %q", d.says(), d.lines())
	}
	if !strings.Contains(d.sheet.bar.Text(), "1 updated") {
		t.Errorf("it says %q", d.sheet.bar.Text())
	}
	d.statusHas("synced just now")
}

func TestTheTenantIsAskedWhenItIsLookedAt(t *testing.T) {
	d := &twinDriver{windowDriver: openCloudWindow(t)}
	asked := 0
	d.cloud.tenant.Fault(func(op string) error {
		asked++
		return nil
	})
	d.properties("Claudia Weber")
	atOpening := asked
	d.sheet.show("sync")
	d.alias("x@brightwater.example")
	if asked != atOpening {
		t.Errorf("the tenant is asked %d times while nobody looks", asked-atOpening)
	}
	d.look()
	if asked == atOpening {
		t.Fatal("it is not asked when the tab is looked at")
	}
	n := asked
	d.sheet.show("sync")
	d.look()
	if asked != n {
		t.Error("it is asked again although nothing changed")
	}
	d.alias("y@brightwater.example")
	if asked == n {
		t.Error("it is not asked about the edit")
	}
}

func TestLeavingTheTabGivesUp(t *testing.T) {
	d := &twinDriver{windowDriver: openCloudWindow(t)}
	d.properties("Claudia Weber")
	d.sheet.show(tenantTab)
	if !d.sheet.twins.pending || !d.sheet.tenant.empty.Visible() {
		t.Fatal("nothing is asked")
	}
	d.sheet.show("sync")
	if d.sheet.twins.pending {
		t.Error("it goes on when nobody looks")
	}
	d.run.drain()
	if len(d.sheet.twins.known) != 0 {
		t.Error("what was given up is shown")
	}
	d.sheet.show(tenantTab)
	press := findButton(d.sheet.tenant, func(l string) bool { return l == "Stop" })
	press.OnTapped()
	d.run.drain()
	if got := d.sheet.twins.err; model.CodeOf(got) != model.Canceled || len(d.sheet.twins.known) != 0 {
		t.Errorf("after Stop: %v", got)
	}
	d.sheet.tenant.readAgain()
	d.run.drain()
	if d.says() != "Equal" {
		t.Errorf("after another try it says %q", d.says())
	}
}

func TestATenantThatFailsIsSaidOnTheTab(t *testing.T) {
	d := openTwin(t, "Claudia Weber")
	d.cloud.tenantSays(errNoTenantAnswer)
	d.alias("x@brightwater.example")
	if e := d.sheet.tenant.empty; !e.Visible() || findButton(d.sheet.tenant, func(l string) bool { return l == "Try again" }) == nil {
		t.Fatal("it is not said that the tenant does not answer")
	}
	d.cloud.tenantSays(nil)
	findButton(d.sheet.tenant, func(l string) bool { return l == "Try again" }).OnTapped()
	d.run.drain()
	if !strings.HasPrefix(d.says(), "Waiting") {
		t.Errorf("it says %q", d.says())
	}
	d.cloud.open.Close()
	d.sheet.tenant.readAgain()
	d.run.drain()
	if !d.sheet.tenant.empty.Visible() {
		t.Error("nothing is said of a session that has ended")
	}
	d.signOut()
	d.run.drain()
	if findButton(d.sheet.tenant, func(l string) bool { return l == "Sign in…" }) == nil {
		t.Error("no sign-in is offered without a tenant")
	}
}

func TestAMissingPermissionNamesItsLines(t *testing.T) {
	d := &twinDriver{windowDriver: newCloudWindow(t)}
	d.cloud.scopes = []string{"User.Read.All", "Organization.Read.All", "Group.Read.All", "OrgContact.Read.All"}
	d.cmd.run("sample")
	d.run.drain()
	d.properties("Claudia Weber")
	d.look()
	if len(d.sheet.tenant.compare.every) == 0 || !strings.Contains(d.fact("Twin"), "source anchor") {
		t.Error("the comparison is not shown for want of one permission")
	}
	var gaps []string
	for _, f := range d.sheet.tenant.facts.facts {
		if f.name == "Not read" {
			gaps = append(gaps, f.text)
		}
	}
	if got := strings.Join(gaps, "\n"); !strings.Contains(got, "the permission MailboxSettings.Read is missing") {
		t.Errorf("missing: %q", got)
	}
}

// Each planted mistake has its true reason on its sheet.
func TestPlantedMistakesShowTheirReasons(t *testing.T) {
	d := &twinDriver{windowDriver: openCloudWindow(t)}
	for _, c := range []struct{ name, want string }{
		{"Greta Ehlers", "corp.local is not a verified domain"},
		{"Wiebke Claasen", "tbehrens@brightwater.example has the address, too"},
		{"Petra Meinert", "mailNickname"},
		{"Conor Byrne", "msExchMailboxGuid"},
		{"Legacy Plotter", "there will be none"},
		{"Jun Okada (freelance)", "Shinji Mori"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d.properties(c.name)
			d.look()
			var all []string
			for _, f := range d.sheet.tenant.facts.facts {
				all = append(all, f.name+": "+f.text)
			}
			all = append(all, d.says(), d.sheet.tenant.compare.why.Text)
			for _, l := range d.sheet.tenant.compare.every {
				if l.State != drift.Equal {
					all = append(all, l.label+" "+string(l.State)+": "+l.Why)
				}
			}
			if got := strings.Join(all, "\n"); !strings.Contains(got, c.want) {
				t.Errorf("nothing says %q in\n%s", c.want, got)
			}
		})
	}
}

func TestTheReviewShowsTheTenantBesideTheForecast(t *testing.T) {
	d := &twinDriver{windowDriver: openCloudWindow(t)}
	d.properties("Claudia Weber")
	d.alias("carla.new@brightwater.example")
	d.sheet.do("test", func(e model.Entry) (model.Entry, error) { return e.With("title", "Chief"), nil })
	d.run.drain()
	if len(d.sheet.twins.known) != 0 {
		t.Fatal("the tenant is asked before anybody looks at the forecast")
	}
	d.sheet.toggleForecast()
	d.run.drain()
	r := d.sheet.review
	var at int
	for i, c := range r.after.Columns() {
		if c.ID == "now" {
			at = i
		}
	}
	if at == 0 {
		t.Fatalf("no column of the tenant: %+v", r.after.Columns())
	}
	got := map[string]string{}
	for i, l := range r.cloud {
		got[l.property+" "+strings.Join(l.ad, "")] = r.cloudCell(i, at).Text
	}
	if got["Job title Chief"] != "Assistant to the management" || got["Addresses smtp:carla.new@brightwater.example"] != "–" {
		t.Errorf("the tenant has %q", got)
	}
	d.sheet.toggleDetails()
	if d.sheet.twins.asked != nil {
		t.Error("it goes on asking when the details are folded away")
	}
}

// The keyboard alone leads to the tab, and stays where it was when the tenant answers
// and when a synchronization ended.
func TestKeyboardOnTheTenantTab(t *testing.T) {
	d := &twinDriver{windowDriver: openCloudWindow(t)}
	d.properties("Claudia Weber")
	for d.sheet.page().id != tenantTab {
		d.sheet.turn(1)
	}
	d.run.drain()
	if got := d.sheet.win.Canvas().Focused(); got != d.sheet.tenant.sync {
		t.Fatalf("the keyboard is at %T %q", got, got.(*kit.Button).Text)
	}
	d.sheet.syncNow()
	d.run.drain()
	if got := d.sheet.win.Canvas().Focused(); d.sheet.win.Modal() || got != d.sheet.tenant.sync {
		t.Errorf("after the synchronization it is at %T", got)
	}
}

// Wherever Tab goes on the tab Tenant, Esc closes the sheet: labels that can be selected
// would take the focus and every key.
func TestTheTabTenantIsLeftFromEverywhere(t *testing.T) {
	d := openCloudWindow(t)
	for stops := range 8 {
		d.pick("Press office")
		d.cmd.run("properties")
		d.run.drain()
		for key, s := range d.sheets {
			s.show(tenantTab)
			d.run.drain()
			for range stops {
				s.win.Canvas().FocusNext()
			}
			at := s.win.Canvas().Focused()
			pressKey(s.win, fyne.KeyEscape, 0)
			if d.sheets[key] != nil {
				t.Errorf("Esc does nothing on stop %d, a %T", stops, at)
				s.win.Close()
			}
		}
	}
}
