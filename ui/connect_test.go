package ui

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// connecting is the dialog under test, filled in.
func connecting(t *testing.T, d *windowDriver, server string) *connectDialog {
	t.Helper()
	c := newConnectDialog(d.App)
	c.fill(Target{})
	c.dialog = d.win.Ask(kit.Question{Title: "Connect", Content: c.form(), OK: "Connect", OnOK: c.connect, OnCancel: c.stop})
	c.changed()
	c.server.SetText(server)
	return c
}

func press(c fyne.Canvas, label string) {
	b := findButton(c.Overlays().Top(), func(l string) bool { return l == label })
	if b != nil {
		test.Tap(b)
	}
}

func TestConnectDialogKeepsItsErrorInView(t *testing.T) {
	d := newWindowDriver(t)
	d.refuse = &model.Error{Code: model.SignIn, Subject: "dc1", Message: "the password is wrong", Hint: "Type it again."}
	c := connecting(t, d, "dc1.corp.example")
	c.security.SetSelected(byLDAPS)
	c.method.SetSelected(asSimple)
	c.user.SetText(`CORP\eva`)
	c.password.SetText("secret")
	press(d.win.Canvas(), "Connect")
	if c.cancel == nil || !c.busy.Visible() {
		t.Fatal("nothing is under way")
	}
	press(d.win.Canvas(), "Connect")
	d.run.drain()
	if len(d.asked) != 1 {
		t.Errorf("%d attempts: a second one must wait for the first", len(d.asked))
	}
	want := Target{Directory: "ldaps://dc1.corp.example", User: `CORP\eva`, Auth: "simple", Password: "secret"}
	if d.asked[0] != want {
		t.Errorf("asked for %+v", d.asked[0])
	}
	if c.dialog.Closed() || !c.problem.Visible() || d.session != nil {
		t.Error("the dialog is gone, or does not say why")
	}
	d.refuse = nil
	press(d.win.Canvas(), "Connect")
	d.run.drain()
	if !c.dialog.Closed() || d.session == nil {
		t.Error("the second attempt did not connect")
	}
}

func TestConnectNeedsAServerAndAName(t *testing.T) {
	d := newWindowDriver(t)
	c := connecting(t, d, " ")
	press(d.win.Canvas(), "Connect")
	c.server.SetText("corp.example")
	c.method.SetSelected(asNTLM)
	press(d.win.Canvas(), "Connect")
	if d.run.drain(); len(d.asked) != 0 {
		t.Errorf("connected to %+v", d.asked)
	}
}

func TestACanceledAttemptClosesItsSession(t *testing.T) {
	d := newWindowDriver(t)
	c := connecting(t, d, "corp.example")
	d.late = func() { press(d.win.Canvas(), "Cancel") }
	press(d.win.Canvas(), "Connect")
	d.run.drain()
	if !c.dialog.Closed() || d.session != nil || d.closed != 1 {
		t.Errorf("session %v, %d closed", d.session, d.closed)
	}
}

func TestRecentConnectionsHaveNoPassword(t *testing.T) {
	d := newWindowDriver(t)
	d.connect(Target{Directory: "ldaps://dc1", User: "eva", Auth: "simple", Password: "secret"})
	d.run.drain()
	d.connect(Target{Directory: "ldaps://dc1", User: "eva", Auth: "simple", Password: "other"})
	d.run.drain()
	recent := d.settings.Recent()
	if len(recent) != 1 || recent[0].User != "eva" || recent[0].Password != "" {
		t.Errorf("recent %+v", recent)
	}
	for _, key := range []string{keyRecent, keyPlaces} {
		if text := d.fy.Preferences().String(key); strings.Contains(text, "secret") || strings.Contains(text, "other") {
			t.Errorf("the settings hold a password: %s", text)
		}
	}
}

// vault is a keyring for tests.
type vault map[string]string

func (v vault) Get(t Target) (string, bool) { p, ok := v[t.User]; return p, ok }
func (v vault) Set(t Target) error          { v[t.User] = t.Password; return nil }
func (v vault) Delete(t Target) error       { delete(v, t.User); return nil }

func TestPasswordsAreKeptWhenAsked(t *testing.T) {
	d := newWindowDriver(t)
	keys := vault{}
	d.opt.Secrets = keys
	for _, keep := range []bool{false, true} {
		c := connecting(t, d, "dc1")
		c.method.SetSelected(asSimple)
		c.user.SetText("eva")
		c.password.SetText("secret")
		c.remember.SetChecked(keep)
		press(d.win.Canvas(), "Connect")
		d.run.drain()
		if _, kept := keys["eva"]; kept != keep {
			t.Errorf("asked to keep: %v, kept: %v", keep, kept)
		}
	}
	d.connectAgain(d.settings.Recent()[0])
	d.run.drain()
	if last := d.asked[len(d.asked)-1]; last.Password != "secret" {
		t.Errorf("connected again with the password %q", last.Password)
	}
	d.disconnect()
	d.forget(d.settings.Recent()[0])
	d.run.drain()
	if len(keys) != 0 || len(d.settings.Recent()) != 0 {
		t.Errorf("forgotten, and still there: %v %v", keys, d.settings.Recent())
	}
}

func TestFailureKinds(t *testing.T) {
	for _, c := range []struct {
		name   string
		err    error
		dialog bool
	}{
		{"canceled by the user", &model.Error{Code: model.Canceled}, false},
		{"denied", &model.Error{Code: model.Denied, Message: "no right"}, true},
		{"not reachable", &model.Error{Code: model.Unreachable, Message: "no answer"}, false},
		{"signed out", &model.Error{Code: model.SignIn, Message: "expired"}, true},
		{"one of our own", errors.New("slice bounds"), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := openWindowDriver(t)
			d.fail(d.win, c.err)
			if d.win.Modal() != c.dialog {
				t.Errorf("dialog: %v", d.win.Modal())
			}
		})
	}
}

func TestBeingSignedOutAsksOnce(t *testing.T) {
	d := openWindowDriver(t)
	d.session.Target = Target{Directory: "ldaps://dc1", User: "eva", Auth: "simple"}
	for range 3 {
		d.fail(d.win, &model.Error{Code: model.SignIn, Message: "the password has expired"})
	}
	if n := len(d.win.Canvas().Overlays().List()); n != 1 {
		t.Errorf("%d dialogs", n)
	}
	if c := d.connecting; c.user.Text != "eva" || c.server.Text != "dc1" || !c.problem.Visible() {
		t.Errorf("the dialog asks for %q at %q", c.user.Text, c.server.Text)
	}
}

func TestTheTenantIsRememberedWithTheDirectory(t *testing.T) {
	d := newCloudWindow(t)
	d.cloud.parted = true
	c := connecting(t, d, "dc1.corp.example")
	c.security.SetSelected(byLDAPS)
	c.tenant.SetText("graph:")
	press(d.win.Canvas(), "Connect")
	d.run.drain()
	if len(d.cloud.targets) != 1 || d.cloud.targets[0].Source != graphSource || d.cloud.targets[0].Auth != "" || d.win.Modal() {
		t.Fatalf("connected with %+v", d.cloud.targets)
	}
	d.statusHas("brightwater.onmicrosoft.com · synced")
	c = connecting(t, d, "dc1.corp.example")
	c.security.SetSelected(byTLS)
	if c.tenant.Text != "" {
		t.Errorf("another directory has the tenant %q", c.tenant.Text)
	}
	c.security.SetSelected(byLDAPS)
	if c.tenant.Text != "graph:" {
		t.Errorf("the tenant is %q", c.tenant.Text)
	}
	c.tenant.SetText("")
	press(d.win.Canvas(), "Connect")
	d.run.drain()
	if len(d.cloud.targets) != 1 || d.settings.Tenant("ldaps://dc1.corp.example").Source != "" {
		t.Errorf("connected with %+v, remembered %+v", d.cloud.targets, d.settings.Tenant("ldaps://dc1.corp.example"))
	}
	d.statusHas("No tenant · sign in")
}
