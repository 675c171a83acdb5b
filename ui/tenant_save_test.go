package ui

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"recipientdesk/model"
)

func TestSavingASnapshot(t *testing.T) {
	d := openTenantDriver(t)
	var file string
	answer := error(nil)
	d.session.SaveSnapshot = func(ctx context.Context, path string, progress func(int)) error {
		file = path
		progress(120)
		if said := strings.Join(shownTexts(d.win.Canvas().Overlays().Top()), "\n"); answer == nil && !strings.Contains(said, "120 objects read…") {
			t.Errorf("the dialog says %q", said)
		}
		if ctx.Err() != nil {
			return &model.Error{Code: model.Canceled, Subject: path, Message: "the operation was stopped", Err: ctx.Err()}
		}
		return answer
	}
	d.saveSnapshot("/tmp/brightwater.json")
	d.run.drain()
	if file != "/tmp/brightwater.json" || d.win.Modal() || !strings.Contains(d.frame.bar.Text(), "written to brightwater.json") {
		t.Errorf("file %q, dialog %v, the bar says %q", file, d.win.Modal(), d.frame.bar.Text())
	}
	d.frame.hush()

	d.saveSnapshot("/tmp/stopped.json")
	d.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	answer = errNoTenantAnswer
	d.run.drain()
	if file != "/tmp/stopped.json" || d.win.Modal() || d.frame.bar.Text() != "" {
		t.Errorf("stopped: dialog %v, the bar says %q", d.win.Modal(), d.frame.bar.Text())
	}

	d.saveSnapshot("/tmp/failed.json")
	d.run.drain()
	if said := strings.Join(shownTexts(d.win.Canvas().Overlays().Top()), "\n"); !d.win.Modal() || !strings.Contains(said, "Details") || d.frame.bar.Text() != "" {
		t.Errorf("failed: %q, the bar says %q", said, d.frame.bar.Text())
	}
}

func TestASnapshotCannotBeSavedWithoutATenant(t *testing.T) {
	d := openTenantDriver(t)
	on := func() bool { return d.cmd.get("tenant-save").enabled() }
	if on() {
		t.Error("it can, although nobody says how")
	}
	d.session.SaveSnapshot = func(context.Context, string, func(int)) error { return nil }
	if !on() {
		t.Error("it cannot")
	}
	d.session.Desk.UseTenant(nil)
	if on() {
		t.Error("it can, of no tenant")
	}
}
