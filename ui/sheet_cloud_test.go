package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recipientdesk/model"
)

// commands are the boxes in the part of the details about Exchange Online.
func (d *driver) commands() (out []string) {
	for _, b := range scripts(d.review.steps) {
		out = append(out, b.Text)
	}
	return out
}

func TestWhatDoesNotSyncIsSaidInTheReview(t *testing.T) {
	d := newDriver(t, "").open(someone)
	d.show("delivery")
	d.entry("maxSend").SetText("10240")
	if got := d.review.text.Text; !strings.Contains(got, "1 setting for Exchange Online") {
		t.Errorf("the review line says %q", got)
	}
	d.press(fyne.KeyD, fyne.KeyModifierControl)
	for range 2 {
		d.press(fyne.KeyD, fyne.KeyModifierControl|fyne.KeyModifierShift)
	}
	if got := d.review.aspect.Labels()[d.review.aspect.Selected()]; got != "In Exchange Online (1)" {
		t.Fatalf("the details show %q", got)
	}
	want := "Set-Mailbox -Identity 'claudia.weber@brightwater.example' -MaxSendSize 10240KB"
	if got := d.commands(); len(got) != 1 || got[0] != want {
		t.Fatalf("commands %q", got)
	}
	d.entry("maxReceive").SetText("20480")
	test.Tap(d.review.save)
	d.run.drain()
	if got := d.review.text.Text; !strings.HasPrefix(got, "No changes") || !strings.Contains(got, "2 settings for Exchange Online") {
		t.Errorf("after the save the review line says %q", got)
	}
	if got := d.commands(); len(got) != 2 || d.review.details.Disabled() {
		t.Errorf("after the save: %q", got)
	}
	if got := shownTexts(d.review.fold); !strings.Contains(strings.Join(got, "\n"), "The largest message sent does not synchronize.") {
		t.Errorf("the details show %q", got)
	}
	d.entry("maxSend").SetText("5120")
	test.Tap(d.review.save)
	d.run.drain()
	if got := d.commands(); len(got) != 2 || got[1] != strings.Replace(want, "10240", "5120", 1) {
		t.Errorf("the same setting again: %q", got)
	}
	d.entry("maxSend").SetText("512")
	d.undo()
	if got := d.commands(); len(got) != 2 {
		t.Errorf("after an edit that was taken back: %q", got)
	}
	d.entry("mailTip").SetText("Hello")
	d.undo()
	test.Tap(d.review.steps.all)
	if got := d.review.sheet.app.fy.Clipboard().Content(); !strings.Contains(got, "-MaxSendSize 5120KB") || !strings.Contains(got, "-MaxReceiveSize 20480KB") {
		t.Errorf("copied %q", got)
	}
}

// What is taken away again is asked of Exchange Online no longer.
func TestWhatWasTakenAwayIsNotLeftForExchangeOnline(t *testing.T) {
	d := newDriver(t, "").open(someone)
	d.show("delivery")
	d.entry("maxSend").SetText("10240")
	d.entry("maxReceive").SetText("20480")
	test.Tap(d.review.save)
	d.run.drain()
	d.entry("maxSend").SetText("")
	test.Tap(d.review.save)
	d.run.drain()
	if len(d.leftover) != 1 || !strings.HasSuffix(d.leftover[0].PowerShell, "-MaxReceiveSize 20480KB") {
		t.Errorf("left is %v", d.leftover)
	}
}

func TestWhatFailedIsNotLeftForExchangeOnline(t *testing.T) {
	d := newDriver(t, "").open(someone)
	d.show("delivery")
	d.entry("maxSend").SetText("10240")
	d.elsewhere(0, func(e model.Entry) model.Entry { return e.With("submissionContLength", "7") })
	test.Tap(d.review.save)
	d.run.drain()
	if len(d.leftover) > 0 {
		t.Errorf("of a save that failed %v is left", d.leftover)
	}
	if got := d.commands(); d.review.fold.Visible() && len(got) != 1 {
		t.Errorf("%q", got)
	}
}
