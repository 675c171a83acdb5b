package ui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
)

func TestTheBarCountsAndFilters(t *testing.T) {
	d := openDriftDriver(t)
	total := d.r.last.total
	if total[drift.StatusEqual] < 100 || total[drift.StatusDifferent] == 0 || total[drift.StatusOnlyAD] == 0 || total[drift.StatusOnlyCloud] != len(d.r.last.cloud) {
		t.Fatalf("counts %v, %d only in the cloud", total, len(d.r.last.cloud))
	}
	for i, c := range d.head.bar.Counts() {
		if s := d.head.shown()[i]; c.N != total[s] || !strings.HasPrefix(c.Tip, c.Number+" ") || c.Icon == nil {
			t.Errorf("%s: %+v", s, c)
		}
	}
	if got := d.statuses(); got[drift.StatusEqual] != 0 || got[drift.StatusOnlyCloud] != 0 || got[drift.StatusDifferent] != total[drift.StatusDifferent] {
		t.Errorf("to begin with it shows %v", got)
	}
	if first := d.shown()[0]; first.status != drift.StatusError {
		t.Errorf("%s comes first", first.status)
	}
	d.list("orphans")
	d.tap(drift.StatusEqual, 0)
	if got := d.statuses(); len(got) != 1 || got[drift.StatusEqual] != total[drift.StatusEqual] || d.lists.Cursor() != listByStatus {
		t.Errorf("equal: %v, the list is %d", got, d.lists.Cursor())
	}
	d.tap(drift.StatusOnlyCloud, fyne.KeyModifierControl)
	if got := d.statuses(); len(got) != 2 || got[drift.StatusOnlyCloud] != total[drift.StatusOnlyCloud] {
		t.Errorf("and only in the cloud: %v", got)
	}
	d.table.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	d.run.drain()
	if got := d.statuses(); got[drift.StatusEqual] != 0 || got[drift.StatusDifferent] == 0 {
		t.Errorf("after Escape: %v", got)
	}
	d.win.Canvas().Focus(d.head.bar)
	for _, name := range []fyne.KeyName{fyne.KeyEnd, fyne.KeySpace} {
		d.head.bar.TypedKey(&fyne.KeyEvent{Name: name})
	}
	d.run.drain()
	if got := d.statuses(); len(got) != 1 || got[drift.StatusError] != total[drift.StatusError] {
		t.Errorf("by key: %v", got)
	}
	d.head.bar.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	d.run.drain()
	if d.query.narrowed() {
		t.Error("the same key again does not show everything")
	}
}

func TestTheFilterLooksInEveryList(t *testing.T) {
	d := openDriftDriver(t)
	for _, r := range "petzold" {
		d.table.TypedRune(r)
	}
	d.run.drain()
	if d.filter.Text() != "petzold" || d.rows() != 0 || !d.none.Visible() {
		t.Errorf("filter %q leaves %d rows", d.filter.Text(), d.rows())
	}
	for i, want := range map[int]int{listByStatus: 0, 2: 1, len(driftLists()) - 1: 1} {
		if got := d.s.counts[i]; got != want {
			t.Errorf("%s has %d", driftLists()[i].Label, got)
		}
	}
	if got := d.list("orphans"); len(got) != 1 || got[0].name != "Ursula Petzold" {
		t.Errorf("orphans %+v", got)
	}
	d.filter.SetText("verified sign-in")
	d.run.drain()
	for _, e := range d.list("differences") {
		if !strings.Contains(e.Why, "verified") || e.property != "Sign-in name" {
			t.Errorf("%s: %s: %s", e.name, e.property, e.Why)
		}
	}
	if d.rows() == 0 {
		t.Error("nobody has a sign-in name whose domain is not verified")
	}
	press(d.win.Canvas(), "Compare now")
	d.run.drain()
	if d.filter.Text() == "" || d.rows() == 0 {
		t.Error("the filter does not outlast a comparison")
	}
}

func TestColumnsSort(t *testing.T) {
	d := openDriftDriver(t)
	for col, c := range byStatusList.Columns {
		for _, down := range []bool{false, true} {
			d.table.OnSort(col, down)
			d.run.drain()
			key := func(e driftEntry) string { return strings.ToLower(e.text(c.ID)) }
			if c.ID == "status" {
				key = func(e driftEntry) string { return string(rune('0' + statusRank[e.status])) }
			}
			if !slices.IsSortedFunc(d.shown(), func(a, b driftEntry) int {
				if down {
					a, b = b, a
				}
				return strings.Compare(key(a), key(b))
			}) {
				t.Errorf("by %s, down %v: it is not sorted", c.ID, down)
			}
		}
	}
	name := d.shown()[7].name
	d.pick(name)
	d.table.OnSort(0, true)
	d.run.drain()
	if sel := d.selection(); len(sel) != 1 || sel[0].name != name {
		t.Errorf("%s was selected, and then %v", name, sel)
	}
}

func TestAnObjectIsShownInThreeColumns(t *testing.T) {
	d := openDriftDriver(t)
	d.pick("Uwe Schäfer")
	v := d.detail.compare
	if !strings.HasPrefix(v.title.Text, "Different") || len(v.lines) == 0 {
		t.Fatalf("%q, %d lines", v.title.Text, len(v.lines))
	}
	i := slices.IndexFunc(v.lines, func(l compareLine) bool {
		return len(l.ad) == 1 && strings.HasPrefix(strings.ToUpper(l.ad[0]), "X400:")
	})
	if i < 0 || len(v.lines[i].now) != 0 || !strings.Contains(v.lines[i].Why, "X400") || v.lines[i].Source == "" {
		t.Errorf("the address that is not taken over: %d of %+v", i, v.lines)
	}
	if !strings.Contains(d.detail.about.Text, "linked by its anchor") {
		t.Errorf("about: %q", d.detail.about.Text)
	}
	d.cmd.run("drift-open")
	d.run.drain()
	if len(d.sheets) != 1 {
		t.Errorf("%d sheets are open", len(d.sheets))
	}
}

func TestWhatToDoIsSaidInWordsAndCommands(t *testing.T) {
	d := openDriftDriver(t)
	d.list("orphans")
	e := d.pick("Ursula Petzold")
	if d.detail.holds.Objects[0] != fyne.CanvasObject(d.detail.remedies) || len(d.detail.remedies.list) < 3 {
		t.Fatalf("%d ways are shown", len(d.detail.remedies.list))
	}
	copying := findButtons(d.detail.remedies, "Copy the commands")
	if len(copying) == 0 {
		t.Fatal("no commands")
	}
	test.Tap(copying[0])
	if got := d.fy.Clipboard().Content(); !strings.Contains(got, e.object.ID()) || !strings.HasPrefix(got, "Connect-MgGraph") {
		t.Errorf("copied %q", got)
	}
	if d.cmd.get("drift-open").enabled() || !d.cmd.get("drift-show").enabled() {
		t.Error("an orphan has no object in AD, and one in the tenant")
	}
	d.list("anchors")
	m := d.pick("Ewa Wrońska")
	if m.more[0] == m.more[1] || m.more[2] != m.more[0] && m.more[2] != m.more[1] {
		t.Errorf("anchors %v", m.more)
	}
	if d.detail.aspect.Selected() != aspectRemedies {
		t.Error("what to do is not shown at once")
	}
	d.list("differences")
	if d.detail.aspect.Selected() != aspectCompare {
		t.Error("the comparison is not shown at once")
	}
}

func TestStoppingAComparisonKeepsWhatWasFound(t *testing.T) {
	d := openDriftDriver(t)
	was := d.r.last
	d.cmd.run("reload") // F5
	if !d.r.busy || d.head.run.Text != "Stop" || !d.head.progress.Visible() || d.windowDriver.list.busy {
		t.Fatal("it does not run, or the list is read")
	}
	d.table.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	d.run.drain()
	if d.r.busy || d.r.last != was || !strings.Contains(d.head.status.Text, "Stopped") {
		t.Errorf("busy %v, status %q", d.r.busy, d.head.status.Text)
	}
	test.Tap(d.head.run)
	d.run.drain()
	if d.r.last == was || d.head.run.Text != "Compare now" || !strings.Contains(d.head.status.Text, "as of") {
		t.Errorf("it did not run again: %q", d.head.status.Text)
	}
}

func TestASaveWaitsAndTheCycleSettlesIt(t *testing.T) {
	d := openDriftDriver(t)
	d.tap(drift.StatusEqual, 0)
	i := slices.IndexFunc(d.shown(), func(e driftEntry) bool { return e.class == "user" && e.authority == drift.FromAD })
	name := d.shown()[i].name
	d.pick(name)
	ref := d.selection()[0].item.Ref
	old, err := d.session.Desk.Get(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	d.showAll()
	d.run.drain()
	saved, err := d.session.Desk.Save(t.Context(), model.Diff(old, old.With("department", "Drift department")))
	if err != nil {
		t.Fatal(err)
	}
	waiting := d.r.last.total[drift.StatusWaiting]
	d.saved(saved.Entry)
	if !strings.Contains(d.head.text(), "1 object changed since") {
		t.Errorf("after the save: %q", d.head.text())
	}
	d.run.drain()
	if got := d.r.last.total[drift.StatusWaiting]; got != waiting+1 {
		t.Fatalf("%d objects wait, want %d", got, waiting+1)
	}
	d.tap(drift.StatusWaiting, 0)
	e := d.pick(name)
	if e.State != drift.Waiting || e.property != "Department" {
		t.Errorf("%s: %s of %s: %s", e.name, e.State, e.property, e.Why)
	}
	if l := d.detail.compare.lines; len(l) != 1 || !slices.Equal(l[0].ad, []string{"Drift department"}) || slices.Equal(l[0].now, l[0].ad) {
		t.Errorf("the three columns: %+v", l)
	}
	if !d.detail.sync.Visible() {
		t.Error("Sync now is not offered")
	}
	test.Tap(d.detail.sync)
	d.run.drain()
	if got := d.r.last.total[drift.StatusWaiting]; got > waiting {
		t.Errorf("after the synchronization %d objects wait, and %d did before", got, waiting)
	}
	d.tap(drift.StatusEqual, 0)
	if e := d.pick(name); e.status != drift.StatusEqual {
		t.Errorf("%s is %s: %s", e.name, e.status, e.Why)
	}
}

func TestWithoutATenantThePageIsADoor(t *testing.T) {
	d := newCloudWindow(t)
	d.cloud.parted = true
	d.cmd.run("sample")
	d.run.drain()
	p := d.toDrift()
	if !p.empty.Visible() || p.body.Visible() || len(findButtons(p.empty, "Connect with a tenant…")) != 1 || !p.head.run.Disabled() {
		t.Fatal("there is no door to the tenant")
	}
	if err := d.session.OpenTenant(t.Context(), TenantTarget{Source: "sample:"}); err != nil {
		t.Fatal(err)
	}
	d.tenantChanged()
	d.run.drain()
	if len(findButtons(p.empty, "Compare now")) != 1 || p.head.run.Disabled() {
		t.Fatal("with a tenant nothing offers to compare")
	}
	test.Tap(findButtons(p.empty, "Compare now")[0])
	d.run.drain()
	if p.empty.Visible() || p.rows() == 0 {
		t.Error("nothing was compared")
	}
	if err := d.session.OpenTenant(t.Context(), TenantTarget{}); err != nil {
		t.Fatal(err)
	}
	d.tenantChanged()
	d.run.drain()
	if p.r.last != nil || !p.empty.Visible() {
		t.Error("what was found of the former tenant is shown")
	}
}

func TestAGapIsSaidAndNothingIsMissing(t *testing.T) {
	d := newCloudWindow(t)
	d.cloud.scopes = []string{"User.Read.All", "Organization.Read.All", "Domain.Read.All", "OrgContact.Read.All"}
	d.cmd.run("sample")
	d.run.drain()
	p := d.toDrift()
	p.reload()
	d.run.drain()
	if p.r.last == nil {
		t.Fatal(p.r.failed)
	}
	if got, want := p.head.Size().Height, p.head.MinSize().Height; got < want {
		t.Errorf("the head has a height of %v, and needs %v", got, want)
	}
	if got := p.head.gaps.Text(); !strings.Contains(got, "Groups could not be read") || !strings.Contains(got, "Group.Read.All") {
		t.Errorf("the gap is said as %q", got)
	}
	n := 0
	for i := range p.r.last.Items {
		if it := p.r.last.Items[i]; strings.EqualFold(it.Class, "group") {
			if n++; it.Status != drift.StatusUnknown && it.Status != drift.StatusOnlyAD || it.Status == drift.StatusOnlyAD && it.InScope {
				t.Errorf("%s is %s: %s", it.Name, it.Status, it.Why)
			}
		}
	}
	if bar := p.head.bar.Counts(); n == 0 || len(bar) != len(barOrder) || bar[len(bar)-1].N == 0 {
		t.Errorf("of %d groups the bar shows %+v", n, bar)
	}
}

func TestWhenNothingDiffersThePageSaysSo(t *testing.T) {
	d := openDriftDriver(t)
	of := desk.Drift{View: d.r.last.View, Result: &drift.Report{}}
	for _, it := range d.r.last.Items {
		if it.Status == drift.StatusEqual {
			of.Items = append(of.Items, it)
			of.Result.Counts[it.Status]++
		}
	}
	last := newDrifted(&of, nil)
	last.cloud = nil
	d.r.last = last
	d.draw()
	d.run.drain()
	if want := "All " + count(len(of.Items)) + " objects are as they should be"; last.verdict() != want || !d.none.Visible() {
		t.Errorf("%q, want %q", last.verdict(), want)
	}
	if got := d.list("types"); len(got) != 0 || !d.none.Visible() {
		t.Errorf("type drift: %v", got)
	}
}

func TestTheComparisonIsExported(t *testing.T) {
	d := openDriftDriver(t)
	head := desk.ReportHead{Directory: "corp.example", Made: d.opt.Now()}
	write := func(name string, whole bool) (string, int) {
		t.Helper()
		path := filepath.Join(t.TempDir(), name)
		n, err := d.s.write(path, head, whole)
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(text), n
	}
	all, n := write("a.csv", true)
	equal := d.r.last.Items[slices.IndexFunc(d.r.last.Items, func(it drift.Item) bool { return it.Status == drift.StatusEqual })]
	for _, want := range []string{"u.petzold@brightwater.example", "Uwe Schäfer", equal.Ref.DN} {
		if !strings.Contains(all, want) {
			t.Errorf("the whole comparison lacks %q", want)
		}
	}
	if lines := strings.Count(all, "\n"); n != len(d.r.last.Items) || lines <= n {
		t.Errorf("%d lines for %d of %d objects", lines, n, len(d.r.last.Items))
	}
	d.filter.SetText("Schäfer")
	d.run.drain()
	part, n := write("b.csv", false)
	if n != d.rows() || !strings.Contains(part, "Uwe Schäfer") || strings.Contains(part, "Ewa Wrońska") {
		t.Errorf("%d lines, %d are shown:\n%s", n, d.rows(), part)
	}
	d.filter.SetText("")
	d.list("orphans")
	if html, _ := write("c.html", false); !strings.Contains(html, "<html") || !strings.Contains(html, "u.petzold@") || strings.Contains(html, "Uwe Schäfer") {
		t.Errorf("the report has %d bytes", len(html))
	}
}

// planted is what the page must show of the mistakes of the sample and its tenant.
var plantedDrift = []struct{ list, name, why, field, line string }{
	{"differences", "Greta Ehlers", "corp.local is not a verified domain", "Sign-in name", "corp.local is not a verified domain"},
	{"differences", "Wiebke Claasen", "has the address, too", "Addresses", "smtp:offers@brightwater.example"},
	{"differences", "Klaus Lührs", "is not a verified domain, which mailbox users must have", "Addresses", "smtp:studio@lichtblick-foto.example"},
	{"differences", "Petra Meinert", "mailNickname is not set", "Hide from address lists", "mailNickname is not set"},
	{"differences", "Anna Lindqvist", "mailNickname is not set", "", "mailNickname is not set"},
	{"differences", "Conor Byrne", "msExchMailboxGuid is exported", "Type of recipient", "msExchMailboxGuid"},
	{"differences", "Jun Okada (freelance)", "becomes part of Shinji Mori", "", ""},
	{"differences", "Ole Dierks", "", "Addresses", "IsExchangeCloudManaged"},
	{"differences", "Nils Paulsen", "primary address in AD", "Addresses", "SMTP:npaulsen@brightwater-group.example"},
	{"differences", "Vasco Cabral", "can be restored", "", ""},
	{"unsynced", "Vasco Cabral", "can be restored", "", ""},
	{"orphans", "Crane hire Oldenburg", "no object of AD has its security identifier", "", ""},
	{"duplicates", "offers@brightwater.example", "has an address of this one", "", ""},
	{"candidates", "Lars Eggers", "same primary address", "", ""},
	{"anchors", "Ewa Wrońska", "the tenant has the anchor made of objectGUID", "", ""},
	{"types", "Press office", "AD says SharedMailbox and Exchange Online UserMailbox", "", "AD says SharedMailbox"},
	{"cloud", "Bernd Rathke", "was synchronized once", "", ""},
}

func TestEveryPlantedMistakeIsShownWithItsReason(t *testing.T) {
	d := openDriftDriver(t)
	for _, c := range plantedDrift {
		d.list(c.list)
		e := d.pick(c.name)
		if !strings.Contains(e.Why, c.why) || c.field != "" && e.property != c.field {
			t.Errorf("%s in %s: %s of %s: %s", c.name, c.list, e.status, e.property, e.Why)
		}
		if c.line == "" {
			continue
		}
		d.detail.aspect.Select(aspectCompare)
		if v := d.detail.compare; !strings.Contains(strings.Join(v.texts(), "\n")+v.why.Text, c.line) {
			t.Errorf("%s: %q is not in\n%s\n%s", c.name, c.line, v.why.Text, strings.Join(v.texts(), "\n"))
		}
	}
	authority := map[string]drift.Authority{"Jana Siemers": drift.CloudManaged, "Summer party 2026": drift.CloudManaged}
	d.list("differences")
	for s := range d.query.Only {
		d.query.Only[s] = true
	}
	d.sift()
	d.run.drain()
	for name, want := range authority {
		if e := d.pick(name); e.authority != want || d.detail.got == nil || d.detail.got.Authority != want {
			t.Errorf("%s is managed by %s", name, e.authority)
		}
	}
}

func TestWhatIsGoneMayHaveChanged(t *testing.T) {
	d := openDriftDriver(t)
	e := d.pick("Uwe Schäfer")
	d.deleted(e.item.Ref)
	if got := d.selection()[0]; got.statusWords() != "may have changed" {
		t.Errorf("right after it was deleted: %q", got.statusWords())
	}
	d.run.drain()
	if e = d.pick("Uwe Schäfer"); !e.stale || !strings.Contains(d.head.text(), "1 object changed since") {
		t.Errorf("%+v, %q", e, d.head.text())
	}
	d.cmd.run("drift-run")
	d.run.drain()
	if d.pick("Uwe Schäfer").stale {
		t.Error("it is marked after a new comparison")
	}
}

func TestTheCommandsOfTheListWorkOnTheLines(t *testing.T) {
	d := openDriftDriver(t)
	d.pick("Uwe Schäfer")
	d.cmd.run("copy")
	if got := d.fy.Clipboard().Content(); !strings.Contains(got, "@brightwater.example") || strings.Contains(got, "\n") {
		t.Errorf("the address is %q", got)
	}
	d.cmd.run("copy-names")
	if got := d.fy.Clipboard().Content(); !strings.HasPrefix(got, "Name\tType\tStatus\tProperty\tWhy\tAuthority\tDN\tTenant ID\nUwe Schäfer\tuser\tdifferent\tAddresses\t") {
		t.Errorf("the line is %q", got)
	}
	d.list("anchors")
	if n, all := len(d.r.last.Result.Anchors), d.rows(); n == 0 || all < 100 || d.listCell(5, 1).Text != count(n) {
		t.Errorf("%d of %d links are broken, and the list counts %s", n, all, d.listCell(5, 1).Text)
	}
	e := d.entry(len(d.r.last.Result.Anchors))
	if e.more[3] != "equal" || e.more[2] != e.more[0] && e.more[2] != e.more[1] {
		t.Errorf("the first link that holds: %v", e.more)
	}
}

func TestExportAsksHowMuchWhereAPartIsShown(t *testing.T) {
	d := openDriftDriver(t)
	d.filter.SetText("Schäfer")
	d.run.drain()
	d.cmd.run("export")
	if !d.win.Modal() {
		t.Fatal("it does not ask")
	}
	press(d.win.Canvas(), "Cancel")
	d.filter.SetText("nobody is called like this")
	d.run.drain()
	if !d.none.Visible() || !d.cmd.get("export").enabled() {
		t.Error("the whole comparison cannot be exported while a filter hides it")
	}
	test.Tap(findButtons(d.none, "Show everything")[0])
	d.run.drain()
	if d.filter.Text() != "" || d.rows() == 0 {
		t.Errorf("filter %q, %d rows", d.filter.Text(), d.rows())
	}
}

func TestWhatWasGivenUpIsNotShown(t *testing.T) {
	d := openCloudWindow(t).toDrift()
	d.cmd.run("drift-run")
	given := len(d.run.queue) - 1
	d.r.forget()
	d.cmd.run("drift-run")
	d.run.step(given)
	if !d.r.busy || d.r.failed != nil || d.r.last != nil {
		t.Errorf("busy %v, failed %v: a run that was given up ends another", d.r.busy, d.r.failed)
	}
	d.run.drain()
	if d.r.busy || d.r.last == nil {
		t.Error("the new run does not end")
	}
}

func TestATenantThatDoesNotAnswerIsSaid(t *testing.T) {
	d := openDriftDriver(t)
	rows := d.rows()
	d.cloud.tenantSays(errNoTenantAnswer)
	d.cmd.run("drift-run")
	d.run.drain()
	if d.r.failed == nil || !strings.Contains(d.head.status.Text, "no answer") && !strings.Contains(d.head.status.Text, "No answer") || d.rows() != rows {
		t.Errorf("%q, %d of %d rows", d.head.status.Text, d.rows(), rows)
	}
	d.pick("Uwe Schäfer")
	again := findButtons(d.detail.compare.empty, "Try again")
	if len(again) != 1 {
		t.Fatal("the three columns do not say that the tenant does not answer")
	}
	d.cloud.tenantSays(nil)
	test.Tap(again[0])
	d.run.drain()
	if d.detail.got == nil {
		t.Error("trying again does not help")
	}
}
