package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"recipientdesk/model"
)

// several are a user's mailbox, a shared one that refuses to become shared, and another
// user's.
var several3 = []string{"cweber", "shared-info", "hvoss"}

// commands are those for the tenant, as they are shown.
func (d *operateDriver) commands() string {
	var out []string
	for _, s := range d.outcome.steps.list {
		out = append(out, s.PowerShell)
	}
	return strings.Join(out, "\n")
}

func (d *operateDriver) types() string {
	var out []string
	for _, r := range d.refs {
		out = append(out, model.Recipient{Entry: d.entryOf(r)}.Kind().Label())
	}
	return strings.Join(out, ", ")
}

func (d *operateDriver) entryOf(r model.Ref) model.Entry {
	d.t.Helper()
	e, err := d.forest.System().Get(d.t.Context(), r)
	if err != nil {
		d.t.Fatal(err)
	}
	return e
}

func TestSeveralAreReviewedSavedAndTakenBackTogether(t *testing.T) {
	d := openCloudWindow(t).operateOn("mailbox-type", several3...)
	was := d.types()
	if len(d.plans) != 3 || d.save.Text != "Save 2" || !strings.Contains(d.operateWindow.status.Text, "1 object is left as it is") {
		t.Fatalf("%d plans, %q, %q", len(d.plans), d.save.Text, d.operateWindow.status.Text)
	}
	if got := d.objectCell(1, 2).Text; !strings.Contains(got, "Left as it is: Is a shared mailbox already") {
		t.Errorf("the one that is refused says %q", got)
	}
	if all := d.commands(); strings.Count(all, "-Type Shared") != 2 {
		t.Errorf("in the tenant: %q", all)
	}
	d.table.Select(1)
	d.drawOutcome()
	if !strings.Contains(d.said(), "is a shared mailbox already") {
		t.Errorf("of the one that is refused it says %q", d.said())
	}
	d.saveNow()
	if got := d.objectCell(0, 2).Text; got != "Saved" || !strings.Contains(d.objectCell(1, 2).Text, "Left as it is") {
		t.Errorf("of the first it says %q", got)
	}
	if got := d.types(); got != "Shared mailbox, Shared mailbox, Shared mailbox" || d.done.batch == "" {
		t.Errorf("saved: %s as %q", got, d.done.batch)
	}
	d.takeBackNow()
	if got := d.types(); got != was {
		t.Errorf("taken back: %s, were %s", got, was)
	}
	if got := d.said(); strings.Contains(got, "license away") {
		t.Errorf("after it was taken back it still says %q", got)
	}
	if all := d.commands(); strings.Count(all, "-Type Regular") != 2 || strings.Contains(all, "Shared") {
		t.Errorf("to take back in the tenant: %q", all)
	}
	if got := d.objectCell(0, 2).Text; got != "As before" {
		t.Errorf("of the first it says %q", got)
	}
}

func TestSavingSeveralCanBeStopped(t *testing.T) {
	d := openCloudWindow(t).operateOn("mailbox-type", "cweber", "hvoss", "khansen")
	writes := 0
	d.forest.Fault(func(op string) error {
		if op == "apply" {
			if writes++; writes == 2 {
				press(d.operateWindow.win.Canvas(), "Cancel")
			}
		}
		return nil
	})
	d.key(fyne.KeyS, ctrl)
	d.forest.Fault(nil)
	if writes != 2 || d.done == nil || len(d.done.numbers) != 2 {
		t.Fatalf("%d writes, saved %+v", writes, d.done)
	}
	if got := d.operateWindow.status.Text; !strings.Contains(got, "Saved 2 objects") || !strings.Contains(got, "2 steps to do") || !strings.Contains(got, "1 object was not saved, as it was stopped") {
		t.Errorf("it says %q", got)
	}
	d.takeBackNow()
	if got := d.types(); got != "User mailbox, User mailbox, User mailbox" {
		t.Errorf("taken back: %s", got)
	}
}

func TestOfSeveralTheOneThatFailsIsNamed(t *testing.T) {
	d := openCloudWindow(t).operateOn("mailbox-type", "cweber", "hvoss")
	s := d.forest.System()
	e := d.entryOf(d.refs[0])
	if err := s.Apply(t.Context(), model.Diff(e, e.With(model.RemoteRecipientType, "6"))); err != nil {
		t.Fatal(err)
	}
	d.saveNow()
	if got := d.objectCell(0, 2).Text; !strings.Contains(got, "changed by someone else") {
		t.Errorf("of the one that failed it says %q", got)
	}
	if got := d.types(); got != "User mailbox, Shared mailbox" || d.done.tone == 0 {
		t.Errorf("saved: %s", got)
	}
}

func TestWhatNeedsAnAddressOfItsOwnIsForOneAtATime(t *testing.T) {
	d := openCloudWindow(t).operateOn("to-mail-user", "cweber", "hvoss")
	if got := aloud(d.blocked["to-mail-user"]); !strings.Contains(got, "one object at a time") {
		t.Errorf("it says %q", got)
	}
	if d.save.Text != "Save" || !d.save.Disabled() {
		t.Errorf("where nothing can be saved: %q", d.save.Text)
	}
	d.turnTo("disable")
	d.windowDriver.run.drain()
	if d.save.Text != "Save 2" {
		t.Errorf("disable: %s", d.operateWindow.status.Text)
	}
	if len(d.form.order) != 0 {
		t.Errorf("it asks %v", d.form.order)
	}
}
