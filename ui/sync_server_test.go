package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
)

func TestCommandsForTheSynchronizationServer(t *testing.T) {
	for _, c := range []struct {
		way    int
		server string
		full   bool
		want   string
	}{
		{syncThere, "", false, "Start-ADSyncSyncCycle -PolicyType Delta"},
		{syncThere, "", true, "Start-ADSyncSyncCycle -PolicyType Initial"},
		{syncHere, "aadc1", false, "Invoke-Command -ComputerName 'aadc1' -ScriptBlock { Start-ADSyncSyncCycle -PolicyType Delta }"},
		{syncHere, "a'; rm", false, "Invoke-Command -ComputerName 'a''; rm' -ScriptBlock { Start-ADSyncSyncCycle -PolicyType Delta }"},
		{syncCloud, "aadc1", false, ""},
	} {
		if got := syncScript(c.way, c.server, c.full); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestWithoutACycleTheCommandsAreShown(t *testing.T) {
	d := openCloudWindow(t)
	d.session.Cycle = nil
	d.cmd.run("sync-now")
	press(d.win.Canvas(), "Copy")
	if got := d.fy.Clipboard().Content(); got != "Start-ADSyncSyncCycle -PolicyType Delta" {
		t.Errorf("copied %q", got)
	}
	press(d.win.Canvas(), "Watch for the next sync")
	if d.win.Modal() || d.link.watch == nil {
		t.Fatal("nobody watches")
	}
	d.run.drain()
	d.statusHas("Watching for a sync · Stop")
	d.run.pass(2 * time.Minute)
	if d.link.watch == nil {
		t.Fatal("the watch ends without a synchronization")
	}
	d.cloud.tenantSays(errNoTenantAnswer)
	d.run.pass(time.Minute)
	d.cloud.tenantSays(nil)
	if _, err := d.cloud.cycle(context.Background()); err != nil {
		t.Fatal(err)
	}
	p := &fakePage{}
	d.pages["fake"] = p
	d.run.pass(time.Minute)
	if d.link.watch != nil || p.cycles != 1 || !strings.Contains(d.frame.bar.Text(), "was synchronized at") {
		t.Errorf("after the synchronization: %q, a page was told %d times", d.frame.bar.Text(), p.cycles)
	}
	d.cmd.run("sync-watch")
	d.run.drain()
	d.tapStatus("Watching")
	if d.link.watch != nil || strings.Contains(d.status(), "Watching") {
		t.Error("it goes on after Stop")
	}
}

func TestAWatchEndsWithTheSignIn(t *testing.T) {
	d := openCloudWindow(t)
	d.cmd.run("sync-watch")
	d.cloud.tenantSays(&model.Error{Code: model.SignIn, Subject: "Microsoft 365", Message: "the sign-in has expired"})
	d.run.drain()
	if d.link.watch != nil {
		t.Error("it goes on asking")
	}
	d.statusHas("sign in again")
}
