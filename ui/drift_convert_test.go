package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recipientdesk/model"
	"recipientdesk/model/lifecycle"
)

// typeOf is the type that AD asks for.
func (d *windowDriver) typeOf(id string) lifecycle.MailboxType {
	d.t.Helper()
	ref, err := d.session.Desk.Find(d.t.Context(), id)
	if err != nil {
		d.t.Fatal(err)
	}
	e, err := d.session.Desk.Get(d.t.Context(), ref)
	if err != nil {
		d.t.Fatal(err)
	}
	t, _ := lifecycle.TypeOf(e)
	return t
}

// A mailbox that was made shared in the cloud alone is explained, and AD takes the type
// over; then they agree.
func TestTypeDriftIsExplainedAndRepaired(t *testing.T) {
	d := openDriftDriver(t)
	before := len(d.list(typeList.ID))
	d.pick("Ingrid Falk")
	if text := strings.Join(shownTexts(d.detail.remedies), "\n"); !strings.Contains(text, "made a shared mailbox in the cloud alone") || !strings.Contains(text, "deleted 30 days later") {
		t.Errorf("it says %q", text)
	}
	if got := d.detail.aspect.Labels()[aspectRemedies]; got != "What to do (2)" {
		t.Errorf("%s, the same said twice among it", got)
	}
	b := findButton(d.detail.remedies, func(l string) bool { return l == "Convert in AD…" })
	if b == nil {
		t.Fatal("converting is not offered")
	}
	c := d.windowDriver.win.Canvas()
	for range 40 {
		if c.FocusNext(); c.Focused() == fyne.Focusable(b) {
			break
		}
	}
	pressKey(d.windowDriver.win, fyne.KeySpace, 0)
	d.run.drain()
	w := d.operated("ifalk")
	if text := w.said(); w.form.lists[fieldType].Selected != "Shared mailbox" || w.save.Disabled() || !strings.Contains(text, "a shared mailbox needs none") || d.typeOf("ifalk") != lifecycle.UserMailbox {
		t.Fatalf("the change is not shown first: %q", text)
	}
	if len(w.todo) > 0 {
		t.Errorf("what is done in the tenant is to be done there: %v", w.todo)
	}
	w.option(fieldType, "Room mailbox")
	if len(w.todo) == 0 {
		t.Error("nothing is to be done in the tenant for a type that the mailbox does not have there")
	}
	w.option(fieldType, "Shared mailbox")
	w.key(fyne.KeyS, ctrl)
	if got := d.typeOf("ifalk"); got != lifecycle.SharedMailbox {
		t.Fatalf("AD asks for a %s", got.Label())
	}
	if got := len(d.list(typeList.ID)); got != before-1 {
		t.Errorf("%d types differ right after it was saved, there were %d", got, before)
	}
	w.takeBackNow()
	if got := len(d.list(typeList.ID)); got != before {
		t.Errorf("%d types differ after it was taken back, there were %d", got, before)
	}
	d.convertAsInCloud(d.windowDriver.win, w.refs[0], "Shared")
	d.run.drain()
	w.key(fyne.KeyS, ctrl)
	if _, err := d.cloud.cycle(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.cmd.run("drift-run")
	d.run.drain()
	if got := len(d.list(typeList.ID)); got != before-1 {
		t.Errorf("%d types differ, there were %d", got, before)
	}
}

// operated is the window of operations for an object, which is open.
func (d *windowDriver) operated(id string) *operateDriver {
	d.t.Helper()
	w := d.operating[sheetKey(d.refsOf(id))]
	if w == nil || w.list == nil {
		d.t.Fatal("no window of operations is open")
	}
	return &operateDriver{d, w, d.t}
}

// A window of operations that is open already turns to the conversion.
func TestTypeDriftIsRepairedInTheOpenWindow(t *testing.T) {
	d := openCloudWindow(t)
	w := d.operateOn("enable-archive", "ifalk")
	d.convertAsInCloud(d.win, w.refs[0], "Shared")
	d.run.drain()
	if w.op.ID != "mailbox-type" || w.form.lists[fieldType].Selected != "Shared mailbox" || w.save.Disabled() {
		t.Errorf("it shows %s, %s", w.op.ID, w.form.lists[fieldType].Selected)
	}
	w.turnTo("enable-archive")
	w.turnTo("mailbox-type")
	d.run.drain()
	if len(w.todo) == 0 {
		t.Error("chosen by hand, it is still taken as done in the tenant")
	}
}

// What is shared in AD and a user's in the cloud is repaired from the tab Tenant.
func TestTypeDriftIsRepairedFromTheSheet(t *testing.T) {
	d := openCloudWindow(t)
	d.pick("Press office")
	d.cmd.run("properties")
	d.run.drain()
	for _, s := range d.sheets {
		s.show(tenantTab)
		d.run.drain()
		if s.tenant.convert.Hidden {
			t.Fatal("converting is not offered")
		}
		if test.Tap(s.tenant.other); !strings.Contains(d.fy.Clipboard().Content(), "Set-Mailbox -Identity ") || !strings.HasSuffix(d.fy.Clipboard().Content(), "-Type Shared") {
			t.Errorf("the command for the other way is %q", d.fy.Clipboard().Content())
		}
		test.Tap(s.tenant.convert)
		d.run.drain()
		d.operated("shared-press").key(fyne.KeyS, ctrl)
	}
	if got := d.typeOf("shared-press"); got != lifecycle.UserMailbox {
		t.Errorf("AD asks for a %s", got.Label())
	}
	for _, s := range d.sheets {
		s.show(tenantTab)
		d.run.drain()
		if s.tenant != nil && (!s.tenant.convert.Hidden || !s.tenant.other.Hidden) {
			t.Error("converting is still offered")
		}
		if got := s.draft.Base()[0]; (model.Recipient{Entry: got}).Kind() != model.KindUserMailbox {
			t.Errorf("the sheet shows a %s", model.Recipient{Entry: got}.Kind().Label())
		}
	}
}
