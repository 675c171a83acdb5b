package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"recipientdesk/model"
)

// object opens the selected row, and is the window of its object.
func (d *tenantDriver) object() *cloudWindow {
	d.t.Helper()
	before := len(d.clouds)
	ref := d.tenantPage.list().objects()[0]
	d.tenantPage.list().table.OnActivate(0)
	d.run.drain()
	if len(d.clouds) != before+1 || d.clouds[ref] == nil {
		d.t.Fatalf("%d windows of objects, had %d", len(d.clouds), before)
	}
	return d.clouds[ref]
}

// lines are those of a tab, by their first cells.
func (w *cloudWindow) lines(t *testing.T, label string) (out []string) {
	t.Helper()
	for _, l := range w.lists {
		if l.def.label == label {
			for _, line := range l.lines {
				var cells []string
				for _, c := range line.cells {
					cells = append(cells, strings.TrimSpace(c.Text))
				}
				out = append(out, strings.Join(cells, " | "))
			}
			return out
		}
	}
	t.Fatalf("no tab %q", label)
	return nil
}

func (w *cloudWindow) has(t *testing.T, tab string, lines ...string) {
	t.Helper()
	for _, want := range lines {
		if got := w.lines(t, tab); !slices.Contains(got, want) {
			t.Errorf("%s lacks %q: %q", tab, want, got)
		}
	}
}

func TestAnObjectOpensWithItsTwin(t *testing.T) {
	d := openTenantDriver(t)
	d.pickRow("users", "name", "Anna Lindqvist")
	w := d.object()
	if w.o.Name() != "alindqvist@brightwater.example" || w.origin.err != nil || !strings.HasPrefix(w.origin.ref.DN, "CN=Anna Lindqvist,") {
		t.Fatalf("object %s, origin %+v", w.o.Name(), w.origin)
	}
	w.has(t, "Properties", "Sign-in name | alindqvist@brightwater.example", "Synchronized from AD | Yes", "Job title | Managing director")
	w.has(t, "Addresses", "Primary | anna.lindqvist@brightwater.example", "SMTP | md@brightwater.example")
	w.has(t, "Licenses", "Office 365 E3 | Active | directly", "EXCHANGE_S_ENTERPRISE | on | ")
	if texts := strings.Join(shownTexts(w.head), "\n"); !strings.Contains(texts, "Decides: Active Directory. It synchronizes from AD") || !strings.Contains(texts, "In Active Directory: Anna Lindqvist") {
		t.Errorf("the head says %q", texts)
	}
	if !w.head.thumb.Visible() {
		t.Error("her picture is not shown")
	}
	w.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(d.clouds) != 0 {
		t.Error("Esc does not close the window")
	}
}

func TestFromTheTenantToADAndBack(t *testing.T) {
	d := openTenantDriver(t)
	d.pickRow("users", "name", "Anna Lindqvist")
	d.cmd.run("tenant-origin")
	d.run.drain()
	if len(d.sheets) != 1 {
		t.Fatalf("%d sheets open", len(d.sheets))
	}
	for _, s := range d.sheets {
		if !strings.HasPrefix(s.refs[0].DN, "CN=Anna Lindqvist,") {
			t.Errorf("the sheet of %s is open", s.refs[0].DN)
		}
	}
	id := d.tenantPage.list().cursorGUID()
	for range 2 { // the sheet leads back, and to one window only
		d.showCloudObject(model.CloudUser, strings.ToUpper(id))
		d.run.drain()
	}
	w := d.clouds[cloudRef{model.CloudUser, id}]
	if w == nil || len(d.clouds) != 1 {
		t.Fatalf("%d windows of one object", len(d.clouds))
	}
	d.openSheetCount(t, 1)
	w.openOrigin()
	d.run.drain()
	d.openSheetCount(t, 1)
}

func (d *windowDriver) openSheetCount(t *testing.T, n int) {
	t.Helper()
	if len(d.sheets) != n {
		t.Errorf("%d sheets open, want %d", len(d.sheets), n)
	}
}

func TestAnObjectOfTheCloudAloneHasNoTwin(t *testing.T) {
	d := openTenantDriver(t)
	d.pickRow("users", "name", "Cloud Admin")
	w := d.object()
	if w.origin.err == nil || !w.head.open.Disabled() || !strings.Contains(w.head.twin.Text, "made in the cloud") {
		t.Errorf("origin %+v, the head says %q", w.origin, w.head.twin.Text)
	}
	w.openOrigin()
	d.cmd.run("tenant-origin")
	d.run.drain()
	d.openSheetCount(t, 0)
	if !d.win.Modal() {
		t.Error("that there is no twin is not said")
	}
}

func TestTheMembersOfAGroup(t *testing.T) {
	d := openTenantDriver(t)
	d.pickRow("groups", "name", "Project Clearwater")
	w := d.object()
	if n := len(w.lines(t, "Members")); n != 3 || w.lists[2].item.Text != "Members (3)" || len(w.lines(t, "Owners")) != 1 {
		t.Fatalf("%d members, tab %q", n, w.lists[2].item.Text)
	}
	w.turn(1)
	w.turn(1)
	l := w.list()
	l.table.Select(0)
	l.enable()
	if l.open.Disabled() {
		t.Fatal("a member cannot be opened")
	}
	l.openLine()
	d.run.drain()
	if len(d.clouds) != 2 {
		t.Errorf("%d windows", len(d.clouds))
	}
	l.search.SetText("weber")
	if n := len(w.lines(t, "Members")); n != 1 {
		t.Errorf("%d members are called Weber", n)
	}
	l.toClipboard()
	if got := d.fy.Clipboard().Content(); !strings.Contains(got, "Weber") || strings.Contains(got, "\n") {
		t.Errorf("copied %q", got)
	}
}

func TestADeletedObjectOpens(t *testing.T) {
	d := openTenantDriver(t)
	d.pickRow("deleted", "name", "Jonas Reimer")
	w := d.object()
	if !strings.Contains(w.head.what.Text, "Deleted user") || !strings.Contains(w.head.what.Text, "gone for good on 2026-01-2") {
		t.Errorf("the head says %q", w.head.what.Text)
	}
	w.has(t, "Addresses", "Primary | j.reimer@brightwater.example")
}

func TestAnErrorLeadsToBothItsObjects(t *testing.T) {
	d := openTenantDriver(t)
	d.pickRow("errors", "object", "Wiebke Claasen")
	if !d.detail.more.Visible() || !strings.Contains(d.detail.text.Text, "has the value, too") {
		t.Fatalf("the other is not named: %q", d.detail.text.Text)
	}
	d.detail.act()
	w := d.object()
	d.run.drain()
	if len(d.clouds) != 2 || !strings.Contains(w.lists[3].item.Text, "Errors (1)") {
		t.Errorf("%d windows, tab %q", len(d.clouds), w.lists[3].item.Text)
	}
	if got := w.lines(t, "Errors"); len(got) != 1 || !strings.Contains(got[0], "another object of the tenant has") && !strings.Contains(got[0], "Another object of the tenant has") {
		t.Errorf("errors %q", got)
	}
}

func TestWhatCannotBeReadOfAnObjectIsNamed(t *testing.T) {
	d := openTenantDriver(t)
	d.cloud.tenant.Fault(func(op string) error {
		if op == "members" {
			return &model.Error{Code: model.Denied, Subject: "GroupMember.Read.All", Message: "this permission was not granted"}
		}
		return nil
	})
	d.pickRow("groups", "name", "Project Clearwater")
	w := d.object()
	if !w.head.gaps.Visible() || !strings.Contains(w.head.gaps.Text, "GroupMember.Read.All") || w.lists[2].item.Text != "Members (not known)" {
		t.Errorf("gaps %q, tab %q", w.head.gaps.Text, w.lists[2].item.Text)
	}
	w.turn(1)
	w.turn(1)
	if says := strings.Join(shownTexts(w.lists[2].empty), "\n"); !strings.Contains(says, "GroupMember.Read.All") {
		t.Errorf("in place of the members it says %q", says)
	}
}

func TestAnObjectThatIsGoneSaysSo(t *testing.T) {
	d := openTenantDriver(t)
	d.showCloudObject(model.CloudUser, "00000000-0000-0000-0000-00000000dead")
	d.run.drain()
	w := d.clouds[cloudRef{model.CloudUser, "00000000-0000-0000-0000-00000000dead"}]
	if w.head != nil || findButton(w.win.Content(), func(l string) bool { return l == "Try again" }) == nil {
		t.Error("nothing is said")
	}
	w.close()
	if len(d.clouds) != 0 {
		t.Error("its window does not close")
	}
}
