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
	if text := strings.Join(shownTexts(c.Overlays().Top()), "\n"); !strings.Contains(text, "SharedMailbox") && !strings.Contains(text, "After the next sync") || d.typeOf("ifalk") != lifecycle.UserMailbox {
		t.Fatalf("the change is not shown first: %q", text)
	}
	pressKey(d.windowDriver.win, fyne.KeyReturn, 0)
	d.run.drain()
	if got := d.typeOf("ifalk"); got != lifecycle.SharedMailbox {
		t.Fatalf("AD asks for a %s", got.Label())
	}
	if _, err := d.cloud.cycle(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.cmd.run("drift-run")
	d.run.drain()
	if got := len(d.list(typeList.ID)); got != before-1 {
		t.Errorf("%d types differ, there were %d", got, before)
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
		test.Tap(s.tenant.convert)
		d.run.drain()
		press(s.win.Canvas(), "Save")
		d.run.drain()
	}
	if got := d.typeOf("shared-press"); got != lifecycle.UserMailbox {
		t.Errorf("AD asks for a %s", got.Label())
	}
	for _, s := range d.sheets {
		s.show(tenantTab)
		d.run.drain()
		if s.tenant != nil && !s.tenant.convert.Hidden {
			t.Error("converting is still offered")
		}
		if got := s.draft.Base()[0]; (model.Recipient{Entry: got}).Kind() != model.KindUserMailbox {
			t.Errorf("the sheet shows a %s", model.Recipient{Entry: got}.Kind().Label())
		}
	}
}
