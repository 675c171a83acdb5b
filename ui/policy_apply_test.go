package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"recipientdesk/model"
	"recipientdesk/model/addresspolicy"
)

// stored are the addresses of an object as the directory has them.
func (d *policyDriver) stored(ref model.Ref) []string {
	d.t.Helper()
	e, err := d.session.Desk.Get(d.t.Context(), ref)
	if err != nil {
		d.t.Fatal(err)
	}
	return slices.Sorted(slices.Values(append(e.Values(model.ProxyAddresses), "mail "+e.First(model.Mail))))
}

func TestPoliciesAreAppliedAndTakenBackAsAWhole(t *testing.T) {
	d := openPolicies(t, twoPolicies).previewed()
	l := d.pickLine("Ciara Quinn")
	ref, before, n := l.Before.Ref, d.stored(l.Before.Ref), d.r.last.Changed
	d.win.Canvas().Focus(d.table)
	d.cmd.run("policy-apply")
	d.run.drain()
	if !d.win.Modal() {
		t.Fatal("nothing is shown before it is saved")
	}
	if records, _ := d.session.Desk.History(t.Context()); len(records) != 0 {
		t.Fatal("it was saved before it was shown")
	}
	press(d.win.Canvas(), "Save")
	d.run.drain()
	got := d.stored(ref)
	if !slices.Contains(got, "SMTP:ciara.quinn@dublin.example") || !slices.Contains(got, "smtp:ciara.quinn@brightwater.example") || !slices.Contains(got, "mail ciara.quinn@dublin.example") {
		t.Errorf("stored %q", got)
	}
	if !strings.Contains(d.App.frame.bar.Text(), count(n)+" recipients were given their addresses") {
		t.Errorf("the bar says %q", d.App.frame.bar.Text())
	}
	if d.r.last.Changed != 0 || d.r.old != "" || d.cmd.get("policy-apply").enabled() || d.s.counts[addresspolicy.Keeps] < n {
		t.Errorf("previewed again, %d would change", d.r.last.Changed)
	}
	row := d.App.list.l.snap.Find(ref.GUID)
	if row < 0 || rowPrimary(d.App.list.l.snap, row) != "ciara.quinn@dublin.example" {
		t.Error("the list shows the address from before")
	}
	d.cmd.run("policy-take-back")
	d.run.drain()
	press(d.win.Canvas(), "Take back")
	d.run.drain()
	if got := d.stored(ref); !slices.Equal(got, before) {
		t.Errorf("taken back %q, was %q", got, before)
	}
	if d.r.last.Changed != n || !strings.Contains(d.App.frame.bar.Text(), "taken back") {
		t.Errorf("after that %d would change, was %d; the bar says %q", d.r.last.Changed, n, d.App.frame.bar.Text())
	}
	d.cmd.run("policy-take-back")
	d.run.drain()
	if !d.win.Modal() {
		t.Error("that nothing is left to take back is not said")
	}
}

func TestOnlyChosenRowsAreApplied(t *testing.T) {
	d := openPolicies(t, twoPolicies).previewed()
	d.table.SetSelection([]int{0, 1, 2})
	d.table.OnSelect()
	names := []string{d.lines()[0].name, d.lines()[1].name, d.lines()[2].name}
	if d.head.apply.Text != "Apply 3…" {
		t.Errorf("the button says %q", d.head.apply.Text)
	}
	d.cmd.run("policy-apply")
	d.run.drain()
	press(d.win.Canvas(), "Save")
	d.run.drain()
	records, err := d.session.Desk.History(t.Context())
	if err != nil || len(records) != 3 {
		t.Fatalf("%d changes were made: %v", len(records), err)
	}
	for _, r := range records {
		if !slices.Contains(names, model.NameOf(r.Change.Ref.DN)) || !strings.HasPrefix(r.Batch, policyBatch) {
			t.Errorf("change of %s in batch %q", r.Change.Ref.DN, r.Batch)
		}
	}
}

func TestWhoIsExemptIsLeftAlone(t *testing.T) {
	d := openPolicies(t, twoPolicies).previewed()
	exempt := d.r.last.total[addresspolicy.Exempt]
	ref := d.pickLine("Ciara Quinn").Before.Ref
	if d.detail.exempt.Text != "Opt out…" {
		t.Errorf("the button says %q", d.detail.exempt.Text)
	}
	d.cmd.run("policy-exempt")
	d.run.drain()
	press(d.win.Canvas(), "Save")
	d.run.drain()
	if d.r.last.total[addresspolicy.Exempt] != exempt+1 {
		t.Errorf("%d are exempt, were %d", d.r.last.total[addresspolicy.Exempt], exempt)
	}
	d.tapOutcome(addresspolicy.Exempt)
	l := d.pickLine("Ciara Quinn")
	if !l.change.Empty() || d.detail.exempt.Text != "Opt in again…" || !strings.Contains(l.note, "exempt") {
		t.Errorf("%+v, the button says %q", l, d.detail.exempt.Text)
	}
	d.cmd.run("policy-exempt")
	d.run.drain()
	press(d.win.Canvas(), "Save")
	d.run.drain()
	e, err := d.session.Desk.Get(t.Context(), ref)
	if err != nil || addresspolicy.OptedOut(e) || d.r.last.total[addresspolicy.Exempt] != exempt {
		t.Errorf("it is exempt: %v (%v)", e.Values(addresspolicy.PoliciesExcluded), err)
	}
}

// tapOutcome clicks the tile of an outcome.
func (d *policyDriver) tapOutcome(o addresspolicy.Outcome) {
	d.t.Helper()
	d.only(slices.Index(outcomeOrder, o), false)
	d.run.drain()
}

func TestAStalePreviewIsNotApplied(t *testing.T) {
	d := openPolicies(t, twoPolicies).previewed()
	ref := d.lines()[0].Before.Ref
	e, err := d.session.Desk.Get(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	d.saved(e.With(model.Description, "edited"))
	if d.cmd.get("policy-apply").enabled() || !strings.Contains(d.head.status.Text, "was changed since") {
		t.Errorf("it can be applied; the line says %q", d.head.status.Text)
	}
	d.previewed()
	if !d.cmd.get("policy-apply").enabled() {
		t.Error("previewed again, it cannot be applied")
	}
}

// What somebody else took or changed since the preview is named, and the others get
// their addresses.
func TestWhatWasTakenMeanwhileIsNamed(t *testing.T) {
	d := openPolicies(t, twoPolicies).previewed()
	l := d.pickLine("Ciara Quinn")
	if _, err := d.forest.System().Create(t.Context(), model.NewObject{DN: "CN=Thief,CN=Users,DC=corp,DC=example", Attrs: map[model.Attr][]string{
		model.ObjectClass: {"contact"}, model.ProxyAddresses: {"smtp:" + l.after}}}); err != nil {
		t.Fatal(err)
	}
	n := d.r.last.Changed
	before := d.stored(l.Before.Ref)
	d.cmd.run("policy-apply")
	d.run.drain()
	if !d.win.Modal() {
		t.Fatal("nothing is asked")
	}
	press(d.win.Canvas(), "Save")
	d.run.drain()
	if got := d.stored(l.Before.Ref); !slices.Equal(got, before) {
		t.Errorf("it has %q", got)
	}
	if !d.win.Modal() || !strings.Contains(d.App.frame.bar.Text(), count(n-1)+" recipients") {
		t.Errorf("what was refused is not named; the bar says %q", d.App.frame.bar.Text())
	}
	d.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if d.r.last.total[addresspolicy.Numbered] == 0 {
		t.Error("the next preview gives it no number")
	}
}

func TestNothingIsWrittenToAReadOnlyDirectory(t *testing.T) {
	d := openPolicies(t, twoPolicies).previewed()
	d.session.Info.ReadOnly = true
	for _, id := range []string{"policy-apply", "policy-exempt", "policy-take-back"} {
		if d.cmd.get(id).enabled() {
			t.Errorf("%s is on", id)
		}
	}
}

// What Apply gives is what is shown: of the policy that is chosen, no other.
func TestOnlyTheChosenPolicyIsApplied(t *testing.T) {
	d := openPolicies(t, twoPolicies).previewed()
	d.policyPage.list.Select(1)
	d.policyPage.list.OnSelect()
	d.run.drain()
	n := d.rows()
	if d.head.apply.Text != "Apply "+count(d.changesBy["Dublin"])+"…" {
		t.Errorf("the button says %q of %d rows", d.head.apply.Text, n)
	}
	d.cmd.run("policy-apply")
	d.run.drain()
	press(d.win.Canvas(), "Save")
	d.run.drain()
	if d.changesBy["Dublin"] != 0 || d.changesBy["Everybody"] == 0 {
		t.Errorf("left to be given: %v", d.changesBy)
	}
}
