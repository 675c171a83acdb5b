package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/ui/kit"
)

// A checkDriver works the Check page as a person does, on the sample organization.
type checkDriver struct {
	*windowDriver
	*checkPage
}

func openCheckDriver(t *testing.T) *checkDriver {
	t.Helper()
	d := newWindowDriver(t)
	plant(t, d.forest.System())
	d.cmd.run("sample")
	d.run.drain()
	d.cmd.run("check")
	d.run.drain()
	p, ok := d.pages[placeCheck].(*checkPage)
	if !ok {
		t.Fatal("there is no Check page")
	}
	return &checkDriver{d, p}
}

// planted is how many people plant gives a mail attribute that is not their primary
// address.
const planted = 12

func plant(t *testing.T, dir model.Directory) {
	t.Helper()
	n := 0
	for e, err := range dir.Search(t.Context(), model.Query{Where: model.Equal{Attr: model.ObjectClass, Value: "user"}, Attrs: check.IndexAttrs}) {
		if err != nil {
			t.Fatal(err)
		}
		p, ok := model.Addresses(e).Primary()
		if n == planted || !ok || p.Value() != e.First(model.Mail) || strings.Contains(e.Ref.DN, "Disabled") || len(check.Run(check.Options{Only: []string{"RD1003"}}, e)) > 0 {
			continue
		}
		n++
		if err := dir.Apply(t.Context(), model.Diff(e, e.With(model.Mail, fmt.Sprintf("planted.%d@brightwater.example", n)))); err != nil {
			t.Fatal(err)
		}
	}
	if n < planted {
		t.Fatalf("only %d people have a primary address", n)
	}
}

// group chooses a group by its rule or object.
func (d *checkDriver) group(key string) {
	d.t.Helper()
	i := d.s.find(key)
	if i < 0 {
		d.t.Fatalf("no group %q", key)
	}
	d.groups.Select(i + 1)
	d.groups.OnSelect()
}

// pickFinding selects the first finding that fits.
func (d *checkDriver) pickFinding(fits func(check.Finding) bool) check.Finding {
	d.t.Helper()
	i := slices.IndexFunc(d.shown(), fits)
	if i < 0 {
		d.t.Fatal("no such finding")
	}
	d.found.Select(i)
	d.found.OnSelect()
	return d.at(i)
}

// shown are all findings in the right table.
func (d *checkDriver) shown() (out []check.Finding) {
	for row := range d.to - d.from {
		out = append(out, d.at(row))
	}
	return out
}

// about reports whether a finding of the result is about the same fault.
func (d *checkDriver) about(f check.Finding) bool {
	return slices.ContainsFunc(d.checker.last.list, func(o check.Finding) bool { return keyOf(o) == keyOf(f) })
}

func TestFindingsAreThereAtOnceAndGrouped(t *testing.T) {
	d := openCheckDriver(t)
	if len(d.s.groups) < 5 || len(d.s.rows) != len(d.checker.last.list) {
		t.Fatalf("%d groups, %d rows of %d findings", len(d.s.groups), len(d.s.rows), len(d.checker.last.list))
	}
	for i, g := range d.s.groups {
		if g.len() == 0 || i > 0 && g.worst > d.s.groups[i-1].worst {
			t.Errorf("group %d: %d findings, worst %v: the worst rules come first", i, g.len(), g.worst)
		}
		for _, n := range d.s.rows[g.from:g.to] {
			if d.s.of.list[n].Rule != g.rule {
				t.Fatalf("%s among %s", d.s.of.list[n].Rule.ID, g.key)
			}
		}
	}
	d.group("RD1004")
	for _, f := range d.shown() {
		if f.Rule.ID != "RD1004" {
			t.Errorf("%s is shown", f.Rule.ID)
		}
	}
	d.by.SetSelected("By object")
	d.run.drain()
	seen := map[string]bool{}
	for _, g := range d.s.groups {
		if g.rule != nil || seen[g.key] {
			t.Errorf("group %q", g.title)
		}
		seen[g.key] = true
	}
}

// stored is the first value of an attribute in the directory.
func (d *checkDriver) stored(ref model.Ref, a model.Attr) string {
	d.t.Helper()
	e, err := d.session.Desk.Get(d.t.Context(), ref, a)
	if err != nil {
		d.t.Fatal(err)
	}
	return e.First(a)
}

func TestStoppingACheckKeepsWhatWasFound(t *testing.T) {
	d := openCheckDriver(t)
	was := d.checker.last
	d.cmd.run("check-run")
	if !d.checker.busy || d.head.run.Text != "Stop" || !d.head.progress.Visible() {
		t.Fatal("it does not run")
	}
	d.found.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	d.run.drain()
	if d.checker.busy || d.checker.last != was || !strings.Contains(d.head.status.Text, "Stopped") {
		t.Errorf("busy %v, status %q", d.checker.busy, d.head.status.Text)
	}
	test.Tap(d.head.run)
	d.run.drain()
	if d.checker.last == was || d.head.run.Text != "Check now" {
		t.Error("it did not run again")
	}
}

func TestIgnoringForAReason(t *testing.T) {
	d := openCheckDriver(t)
	all, faulty := len(d.s.rows), d.checker.last.faulty
	f := d.pickFinding(func(f check.Finding) bool { return f.Rule.ID == "RD1003" })
	d.cmd.run("check-ignore")
	for _, r := range "ticket 4711" {
		d.win.Canvas().Focused().TypedRune(r)
	}
	press(d.win.Canvas(), "Ignore")
	d.run.drain()
	if len(d.s.rows) != all-1 || slices.ContainsFunc(d.shown(), func(o check.Finding) bool { return keyOf(o) == keyOf(f) }) {
		t.Errorf("%d of %d findings are shown", len(d.s.rows), all)
	}
	if n, _ := d.checker.last.count(guidOf(f)); n == 0 && d.checker.last.faulty != faulty-1 {
		t.Errorf("%d objects with findings, had %d", d.checker.last.faulty, faulty)
	}
	d.cmd.run("check-run")
	d.run.drain()
	if len(d.s.rows) != all-1 {
		t.Error("the next check forgot it")
	}
	d.ignored.SetChecked(true)
	d.run.drain()
	d.pickFinding(func(o check.Finding) bool { return keyOf(o) == keyOf(f) })
	if !strings.Contains(d.detail.text.Text, "ticket 4711") {
		t.Errorf("the reason is not shown: %q", d.detail.text.Text)
	}
	test.Tap(d.detail.ignore)
	d.run.drain()
	d.ignored.SetChecked(false)
	d.run.drain()
	if len(d.s.rows) != all {
		t.Errorf("%d of %d findings after it is ignored no more", len(d.s.rows), all)
	}
}

func TestIgnoredFindingsAreKeptPerDirectory(t *testing.T) {
	s := settings{test.NewTempApp(t).Preferences()}
	r, _ := check.Lookup("RD1003")
	one := check.Finding{Rule: r, Ref: model.Ref{GUID: "A"}, Problem: check.Problem{Attr: "mail", Value: "a@x"}}
	two := check.Finding{Rule: r, Ref: model.Ref{GUID: "B"}, Problem: check.Problem{Attr: "mail", Value: "b@x"}}
	s.Ignore("x", []check.Finding{one, two}, "because", "eva", time.Time{})
	changed := one
	changed.Value = "c@x"
	if m := ignoresOf(s.Ignored("x")); m.reason(one) != "because" || m.reason(two) != "because" || m.reason(changed) != "" || len(s.Ignored("y")) != 0 {
		t.Errorf("%v", m)
	}
	s.Ignore("x", []check.Finding{one}, "", "eva", time.Time{})
	if m := ignoresOf(s.Ignored("x")); m.reason(one) != "" || m.reason(two) == "" {
		t.Errorf("after one is ignored no more: %v", m)
	}
	s.p.SetString(keyIgnored, "{broken")
	s.Ignore("x", []check.Finding{one}, "again", "", time.Time{})
	if ignoresOf(s.Ignored("x")).reason(one) != "again" {
		t.Error("broken settings stay broken")
	}
}

func TestFilterSeverityAndOrder(t *testing.T) {
	d := openCheckDriver(t)
	all := len(d.s.rows)
	for _, r := range "okada RD1004" {
		if r == ' ' {
			d.filter.SetText(d.filter.Text() + " ")
			continue
		}
		d.filter.Type(r)
	}
	d.run.drain()
	if n := len(d.s.rows); n == 0 || n == all {
		t.Fatalf("%d of %d findings", n, all)
	}
	for _, f := range d.shown() {
		if f.Rule.ID != "RD1004" {
			t.Errorf("%s of %s fits", f.Rule.ID, f.Ref.DN)
		}
	}
	d.filter.SetText("nothing is called like this")
	d.run.drain()
	if !d.empty.Visible() || d.body.Visible() {
		t.Error("an empty list says nothing")
	}
	test.Tap(findButtons(d.empty, "Show everything")[0])
	d.run.drain()
	if len(d.s.rows) != all || d.filter.Text() != "" {
		t.Errorf("%d of %d findings", len(d.s.rows), all)
	}
	d.head.severity[check.Error].SetChecked(false)
	d.run.drain()
	for _, f := range d.shown() {
		if f.Rule.Severity == check.Error {
			t.Fatal("an error is shown")
		}
	}
	if d.s.counts[check.Error] == 0 {
		t.Error("what is hidden is not counted any more")
	}
}

func TestFindingsAreSortedByAColumn(t *testing.T) {
	d := openCheckDriver(t)
	d.group("RD1003")
	d.found.OnSort(0, true)
	d.run.drain()
	var names []string
	for row := range d.to - d.from {
		names = append(names, strings.ToLower(d.findingCell(row, 0).Text))
	}
	if len(names) < 3 || !slices.IsSortedFunc(names, func(a, b string) int { return strings.Compare(b, a) }) {
		t.Errorf("not sorted downwards: %v", names)
	}
}

func TestScopeOfACheck(t *testing.T) {
	d := openCheckDriver(t)
	whole := d.checker.last
	if d.findings("Contacts") == 0 || d.findings("Staff") == 0 {
		t.Fatal("the sample lost its mistakes")
	}
	i := slices.IndexFunc(d.places.root.children, func(f *folder) bool { return f.name == "Contacts" })
	d.goTo(d.places.root.children[i].id)
	d.cmd.run("check-folder")
	d.run.drain()
	if d.place != placeCheck || d.checker.last == whole || d.findings("Staff") != 0 || d.findings("Contacts") == 0 {
		t.Errorf("place %s: %d findings in Staff, %d in Contacts", d.place, d.findings("Staff"), d.findings("Contacts"))
	}
	if d.head.scope.Selected != "Below Contacts" {
		t.Errorf("the scope is %q", d.head.scope.Selected)
	}
	d.goTo(prefixView + "all")
	d.pick(d.names()[0])
	d.cmd.run("check-these")
	d.run.drain()
	if d.checker.last.objects != 1 {
		t.Errorf("%d objects checked, want the selected one", d.checker.last.objects)
	}
	d.head.scope.SetSelected(scopeWhole)
	d.head.profile.SetSelected("IdFix")
	d.cmd.run("check-run")
	d.run.drain()
	if d.checker.failed != nil || d.checker.last.plan.Profile != "idfix" || len(d.checker.last.list) == 0 {
		t.Errorf("IdFix: %v, %d findings", d.checker.failed, len(d.checker.last.list))
	}
}

// findings counts those in an organizational unit.
func (d *checkDriver) findings(ou string) (n int) {
	for _, f := range d.checker.last.list {
		if strings.Contains(f.Ref.DN, "OU="+ou+",") {
			n++
		}
	}
	return n
}

func TestOptionsNarrowACheck(t *testing.T) {
	d := openCheckDriver(t)
	test.Tap(d.head.options)
	dialog := func() []*kit.Entry {
		var out []*kit.Entry
		for _, o := range test.LaidOutObjects(d.win.Canvas().Overlays().Top()) {
			if e, ok := o.(*kit.Entry); ok {
				out = append(out, e)
			}
		}
		return out
	}
	filter := dialog()[0]
	filter.SetText("(department=")
	press(d.win.Canvas(), "Use")
	if !d.win.Modal() {
		t.Fatal("a broken filter is taken")
	}
	filter.SetText("(objectClass=group)")
	press(d.win.Canvas(), "Use")
	if d.win.Modal() || d.head.options.Text != "Options (1)…" {
		t.Fatalf("the filter is not taken; the button says %q", d.head.options.Text)
	}
	d.cmd.run("check-run")
	d.run.drain()
	if d.checker.last.objects == 0 || d.findings("Staff") != 0 {
		t.Errorf("%d objects, %d findings among people", d.checker.last.objects, d.findings("Staff"))
	}
}

func TestTheListShowsTheSameResult(t *testing.T) {
	d := openCheckDriver(t)
	f := d.pickFinding(func(f check.Finding) bool { return f.Rule.ID == "RD1003" })
	d.cmd.run("check-fix")
	d.run.drain()
	press(d.win.Canvas(), "Save")
	d.run.drain()
	d.goTo(prefixView + "findings")
	for _, row := range d.list.l.shown {
		if n, _ := d.checker.last.count(d.list.l.snap.GUID(int(row))); n == 0 {
			t.Errorf("%s is in the view of findings and has none", d.list.l.snap.Ref(int(row)).DN)
		}
	}
	if len(d.list.l.shown) != d.checker.last.faulty {
		t.Errorf("the view shows %d, the check found %d (%s)", len(d.list.l.shown), d.checker.last.faulty, f.Ref.DN)
	}
}

func TestExportingTheFindings(t *testing.T) {
	d := openCheckDriver(t)
	d.group("RD1003")
	for name, want := range map[string]string{"f.csv": "RD1003", "f.html": "<html"} {
		path := filepath.Join(t.TempDir(), name)
		d.cmd.run("check-export")
		d.run.drain()
		for _, o := range test.LaidOutObjects(d.win.Canvas().Overlays().Top()) {
			if e, ok := o.(*kit.Entry); ok {
				e.SetText(path)
				break
			}
		}
		press(d.win.Canvas(), "Save")
		d.run.drain()
		b, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(b), want) || !strings.Contains(string(b), "RD1004") {
			t.Errorf("%s: %v, %d bytes: everything shown must be there", name, err, len(b))
		}
	}
}

func TestTheCheckPageByKeyboard(t *testing.T) {
	d := openCheckDriver(t)
	key := func(name fyne.KeyName) {
		d.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name})
		d.run.drain()
	}
	if d.win.Canvas().Focused() != d.found {
		t.Fatal("the keyboard is not at the findings")
	}
	key(fyne.KeyHome)
	f := d.at(0)
	if !mendable(f) {
		t.Fatalf("the first finding is %s: no help for this test", f.Rule.ID)
	}
	d.cmd.run("check-fix") // F4 is bound by the menu
	d.run.drain()
	key(fyne.KeyEscape)
	if d.win.Modal() {
		t.Fatal("Escape does not leave the review")
	}
	d.cmd.run("check-fix")
	d.run.drain()
	key(fyne.KeyReturn)
	if d.win.Modal() || d.about(f) {
		t.Fatal("Enter does not save")
	}
	if d.win.Canvas().Focused() != d.found || d.found.SelectedCount() != 1 {
		t.Error("the next finding does not have the keyboard")
	}
	key(fyne.KeyReturn)
	if len(d.sheets) != 1 {
		t.Error("Enter does not open the object")
	}
}

func TestAFailingCheckIsSaid(t *testing.T) {
	d := openCheckDriver(t)
	was := d.checker.last
	d.forest.Fault(func(string) error {
		return &model.Error{Code: model.Internal, Subject: "dc1", Message: "fell over", Hint: "Try again."}
	})
	d.cmd.run("check-run")
	d.run.drain()
	d.forest.Fault(nil)
	if d.checker.last != was || !strings.Contains(d.head.status.Text, "ell over") {
		t.Errorf("the page says %q", d.head.status.Text)
	}
	d.checker.last = nil
	d.draw()
	if !d.empty.Visible() {
		t.Error("nothing is said where there is no result")
	}
}

func TestKeysOfPages(t *testing.T) {
	d := openCheckDriver(t)
	d.cmd.run("filter")
	d.win.Canvas().Focused().TypedRune('x')
	if d.filter.Text() != "x" || d.place != placeCheck {
		t.Errorf("F3 went to %s, the filter of the page is %q", d.place, d.filter.Text())
	}
	d.filter.SetText("")
	d.run.drain()
	d.win.Canvas().Unfocus()
	d.win.Canvas().OnTypedRune()('y')
	if d.filter.Text() != "y" || d.list.search.Text() != "" {
		t.Errorf("a letter typed beside everything: filter %q, that of the list %q", d.filter.Text(), d.list.search.Text())
	}
	d.filter.SetText("")
	d.run.drain()
	d.otherPane()
	if d.win.Canvas().Focused() != d.places.outline {
		t.Error("F6 does not go to the left pane")
	}
	d.otherPane()
	if d.win.Canvas().Focused() != d.found {
		t.Error("F6 does not come back to the page")
	}
}

func TestContainsFold(t *testing.T) {
	texts := []string{"", "a", "Anna Adams", "JÜRGEN Müller", "smtp:Gößler@x.example", "x@Y`Z", "ſharp \u212Aelvin", "aaab", "Ann"}
	for _, s := range texts {
		for _, w := range []string{"a", "anna", "jürgen", "müller", "gößler", "@y`z", "`", "kelvin", "aab", "ann", "b", "example", "nn adams", "ü"} {
			if got, want := containsFold(s, w), strings.Contains(strings.ToLower(s), w); got != want {
				t.Errorf("%q in %q: %v", w, s, got)
			}
		}
	}
}

func TestFindingsBeginAsSentencesDo(t *testing.T) {
	for _, c := range []struct {
		text, value string
		attr        model.Attr
		want        string
	}{
		{"the alias is not set", "", "mailNickname", "The alias is not set"},
		{"smtp:a@x belongs to B", "smtp:a@x", "proxyAddresses", "smtp:a@x belongs to B"},
		{"x.example is not verified", "smtp:a@x.example", "proxyAddresses", "x.example is not verified"},
		{"msExchRecipientDisplayType says a room", "7", "msExchRecipientDisplayType", "msExchRecipientDisplayType says a room"},
		{"mail is a@x", "a@x", "mail", "mail is a@x"},
		{"anna is taken", "anna", "mailNickname", "anna is taken"},
		{"2 addresses are primary", "SMTP:a@x", "proxyAddresses", "2 addresses are primary"},
	} {
		if got := findingText(check.Finding{Problem: check.Problem{Attr: c.attr, Value: c.value, Text: c.text}}); got != c.want {
			t.Errorf("%q is written %q", c.text, got)
		}
	}
}
