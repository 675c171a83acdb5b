package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

func (d *windowDriver) statusHas(want ...string) {
	d.t.Helper()
	for _, w := range want {
		if got := d.status(); !strings.Contains(got, w) {
			d.t.Errorf("the status bar says %q, not %q", got, w)
		}
	}
}

// tapStatus clicks the part of the status bar that contains text.
func (d *windowDriver) tapStatus(text string) {
	d.t.Helper()
	for _, g := range d.frame.status.Segments() {
		if strings.Contains(g.Text, text) && g.OnTapped != nil {
			g.OnTapped()
			return
		}
	}
	d.t.Fatalf("nothing to click says %q in %q", text, d.status())
}

func (d *windowDriver) tenantTip() string {
	list := d.frame.status.Segments()
	return list[len(list)-1].Tip
}

func TestTheStatusBarSaysWhenTheTenantWasSynchronized(t *testing.T) {
	d := openCloudWindow(t)
	d.statusHas("brightwater.onmicrosoft.com · synced just now")
	for _, want := range []string{"Signed in as: admin@brightwater.onmicrosoft.com", "Roles: Global Reader", "Source: sample"} {
		if !strings.Contains(d.tenantTip(), want) {
			t.Errorf("the tooltip is %q", d.tenantTip())
		}
	}
	d.run.pass(12 * time.Minute)
	d.statusHas("synced 12 min ago")
	if d.session.Desk.Facts() == nil || len(d.link.domains) == 0 {
		t.Error("the domains of the tenant are not known")
	}
}

func TestAgo(t *testing.T) {
	for d, want := range map[time.Duration]string{-time.Second: "just now", 59 * time.Second: "just now", time.Minute: "1 min ago", 59 * time.Minute: "59 min ago",
		time.Hour: "1 h ago", 47 * time.Hour: "47 h ago", 49 * time.Hour: "2 days ago"} {
		if got := ago(d); got != want {
			t.Errorf("%v is %q, want %q", d, got, want)
		}
	}
}

func TestASampleSynchronizesByItself(t *testing.T) {
	d := openCloudWindow(t)
	d.run.pass(29 * time.Minute)
	if got := d.cloud.tenant.LastSync(); !got.Equal(testStart) {
		t.Fatalf("synchronized at %s", got)
	}
	d.run.pass(62 * time.Minute)
	if got := d.cloud.tenant.LastSync(); !got.Equal(testStart.Add(90 * time.Minute)) {
		t.Errorf("synchronized at %s, want three times every 30 minutes", got)
	}
	d.statusHas("synced 1 min ago")
	if d.win.Modal() {
		t.Error("a dialog is up that nobody asked for")
	}
}

// A fakePage follows the tenant.
type fakePage struct {
	fyne.CanvasObject
	changed, cycles int
}

func (p *fakePage) read()                          {}
func (p *fakePage) stop()                          {}
func (p *fakePage) focusTarget() fyne.CanvasObject { return nil }
func (p *fakePage) searchBox() *kit.SearchBox      { return nil }
func (p *fakePage) tenantChanged()                 { p.changed++ }
func (p *fakePage) synced()                        { p.cycles++ }

func TestSyncNowTellsWhatItDid(t *testing.T) {
	d := openCloudWindow(t)
	p := &fakePage{}
	d.pages["fake"] = p
	d.run.elapsed += 5 * time.Minute
	d.cmd.run("sync-now")
	if !d.win.Modal() || !strings.Contains(d.status(), "synchronizing…") || d.cmd.get("sync-now").enabled() {
		t.Errorf("while it runs: status %q", d.status())
	}
	d.run.drain()
	if d.win.Modal() || !strings.Contains(d.frame.bar.Text(), "read, 0 updated") {
		t.Errorf("afterwards the bar says %q", d.frame.bar.Text())
	}
	d.statusHas("synced just now")
	if p.cycles != 1 || p.changed != 0 {
		t.Errorf("a page is told of %d synchronizations and %d changes of the tenant", p.cycles, p.changed)
	}
	d.run.pass(29 * time.Minute)
	if got := d.cloud.tenant.LastSync(); !got.Equal(testStart.Add(5 * time.Minute)) {
		t.Errorf("the next one does not wait half an hour, it was at %s", got)
	}
}

func TestASynchronizationIsStopped(t *testing.T) {
	d := openCloudWindow(t)
	d.session.Cycle = func(ctx context.Context) (string, error) {
		if ctx.Err() == nil {
			t.Error("it is not stopped")
		}
		return "", &model.Error{Code: model.Canceled, Message: "the operation was stopped", Err: ctx.Err()}
	}
	d.cmd.run("sync-now")
	press(d.win.Canvas(), "Cancel")
	d.run.drain()
	if d.win.Modal() || !strings.Contains(d.frame.bar.Text(), "was stopped") {
		t.Errorf("the bar says %q", d.frame.bar.Text())
	}
}

func TestATenantThatDoesNotAnswer(t *testing.T) {
	d := newCloudWindow(t)
	d.cloud.tenantSays(errNoTenantAnswer)
	d.cmd.run("sample")
	d.run.drain()
	d.statusHas("Tenant · no answer – Retry")
	if len(d.names()) < 150 {
		t.Error("the directory is not shown for want of a tenant")
	}
	d.cloud.tenantSays(nil)
	d.tapStatus("Retry")
	d.run.drain()
	d.statusHas("brightwater.onmicrosoft.com · synced")

	d.cloud.tenantSays(&model.Error{Code: model.SignIn, Subject: "tenant", Message: "the sign-in has expired"})
	d.cmd.run("sync-watch")
	d.run.drain()
	d.statusHas("brightwater.onmicrosoft.com · sign in again")
}

func TestWithoutATenantTheStatusBarOffersOne(t *testing.T) {
	d := openCloudWindow(t)
	d.session.OpenTenant(t.Context(), TenantTarget{})
	d.link.meet(d.tenantChanged)
	d.statusHas("No tenant · sign in")
}

func TestVerifiedMarksComeWithTheTenant(t *testing.T) {
	d := newCloudWindow(t)
	d.cmd.run("sample")
	for d.session == nil {
		d.run.step(0)
	}
	if got := d.domainCell("brightwater.example").Text; got == "verified" {
		t.Fatal("verified before the tenant was met")
	}
	d.run.drain()
	if got := d.domainCell("brightwater.example").Text; got != "verified" {
		t.Errorf("the domain is %q", got)
	}
}

func TestTheRememberedTenantIsOpenedQuietly(t *testing.T) {
	d := newCloudWindow(t)
	d.settings.SetTenant(sampleDirectory, TenantTarget{Source: graphSource, Auth: "browser", Secret: "geheim"})
	if strings.Contains(d.settings.p.String(keyTenants), "geheim") {
		t.Error("a secret is remembered")
	}
	d.late = func() { d.cloud.parted = true }
	d.cmd.run("sample")
	d.run.drain()
	if len(d.cloud.targets) != 1 || d.cloud.targets[0].Source != graphSource || d.win.Modal() {
		t.Errorf("connected with %+v", d.cloud.targets)
	}
	d.statusHas("brightwater.onmicrosoft.com · synced")
}
