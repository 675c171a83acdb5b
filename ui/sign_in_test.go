package ui

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"recipientdesk/model"
)

// signIn opens the dialog of a window that is connected with the sample's tenant.
func (d *windowDriver) signIn() *signInDialog {
	d.t.Helper()
	s := d.askSignIn(nil)
	if s == nil || !d.win.Modal() {
		d.t.Fatal("there is no dialog")
	}
	return s
}

// sees reports whether a text stands in what is on top of the window.
func (d *windowDriver) sees(text string) bool {
	d.t.Helper()
	return strings.Contains(textsOf(d.win), text)
}

func TestSigningInByBrowser(t *testing.T) {
	d := openCloudWindow(t)
	d.cloud.scopes = []string{"Organization.Read.All", "Directory.Read.All", "OrgContact.Read.All"}
	s := d.signIn()
	s.client.SetText("  3f2b8f9e-5b0e-4e5e-8e5c-6a4c1a2b3c4d ")
	s.tenant.SetText("brightwater.example")
	press(d.win.Canvas(), "Sign in")
	if !s.under || !s.waiting.Visible() || !s.client.Disabled() || !strings.Contains(d.status(), "Connecting") {
		t.Errorf("while the browser is open: status %q", d.status())
	}
	d.run.drain()
	if !s.dialog.Closed() {
		t.Fatal("the dialog stays")
	}
	got := d.cloud.targets[len(d.cloud.targets)-1]
	if got.Source != graphSource || got.Auth != "browser" || got.ClientID != "3f2b8f9e-5b0e-4e5e-8e5c-6a4c1a2b3c4d" || got.TenantID != "brightwater.example" || got.Cloud != "global" {
		t.Errorf("signed in with %+v", got)
	}
	for _, want := range []string{"admin@brightwater.onmicrosoft.com", "Global Reader", "sign in again next time"} {
		if !d.sees(want) {
			t.Errorf("afterwards it does not say %q", want)
		}
	}
	var lack []string
	for _, p := range d.link.info.Lacks() {
		lack = append(lack, p.Name)
	}
	if got := strings.Join(lack, " "); strings.Contains(got, "User.Read.All") || !strings.Contains(got, "OnPremDirectorySynchronization.Read.All") || strings.Contains(got, "MailboxSettings") {
		t.Errorf("said to be missing: %s", got)
	}
	press(d.win.Canvas(), "Close")
	again := d.signIn()
	if again.client.Text != got.ClientID || again.tenant.Text != "brightwater.example" {
		t.Error("the application is not remembered")
	}
}

func TestStayingSignedInIsSaid(t *testing.T) {
	d := openCloudWindow(t)
	d.session.TokensKept = true
	d.signIn()
	press(d.win.Canvas(), "Sign in")
	d.run.drain()
	if !d.sees("You stay signed in on this computer") || !d.sees("does not say which permissions") {
		t.Error("what is kept is not said, or what is not known")
	}
}

func TestADeviceCodeIsShown(t *testing.T) {
	d := openCloudWindow(t)
	s := d.signIn()
	s.way.SetSelected("Device code")
	d.cloud.during = func(_ context.Context, target TenantTarget) error {
		target.Prompt("https://login.example/device", "FJ4K-92QX", "To sign in …")
		if !d.sees("FJ4K-92QX") || !d.sees("https://login.example/device") {
			t.Error("the code is not shown")
		}
		press(d.win.Canvas(), "Copy code")
		return nil
	}
	press(d.win.Canvas(), "Sign in")
	d.run.drain()
	if d.fy.Clipboard().Content() != "FJ4K-92QX" {
		t.Errorf("copied %q", d.fy.Clipboard().Content())
	}
	if d.sees("FJ4K-92QX") || !d.sees("admin@brightwater") {
		t.Error("the code is still shown, or not who signed in")
	}
}

func TestADeviceCodeIsGivenUp(t *testing.T) {
	d := openCloudWindow(t)
	s := d.signIn()
	s.way.SetSelected("Device code")
	d.cloud.during = func(ctx context.Context, target TenantTarget) error {
		target.Prompt("https://login.example/device", "FJ4K-92QX", "")
		press(d.win.Canvas(), "Stop")
		if ctx.Err() == nil {
			t.Error("it goes on waiting")
		}
		target.Prompt("https://login.example/device", "LATE-0000", "")
		return &model.Error{Code: model.Canceled, Subject: "Microsoft 365", Message: "the operation was stopped", Err: ctx.Err()}
	}
	press(d.win.Canvas(), "Sign in")
	d.run.drain()
	if s.code != nil || s.dialog.Closed() || s.under || s.problem.Visible() || s.way.Disabled() {
		t.Error("after Stop the dialog is not as before")
	}
	d.statusHas("brightwater.onmicrosoft.com · synced")
}

func TestAFailedSignInIsExplained(t *testing.T) {
	d := openCloudWindow(t)
	d.cloud.refuse = &model.Error{Code: model.SignIn, Subject: "Microsoft 365", Message: "Conditional Access does not allow this sign-in", Hint: "Sign in by browser from a managed device.",
		Err: errors.New("AADSTS53003: blocked. Correlation ID: 11111111-2222-3333-4444-555555555555")}
	s := d.signIn()
	s.way.SetSelected("Client secret")
	if b := findButton(d.win.Canvas().Overlays().Top(), func(l string) bool { return l == "Sign in" }); !b.Disabled() {
		t.Error("one can sign in without tenant and secret")
	}
	s.tenant.SetText("contoso.example")
	s.secret.SetText("s3cret")
	press(d.win.Canvas(), "Sign in")
	d.run.drain()
	if got := d.cloud.targets[0]; got.Secret != "s3cret" || got.Auth != "secret" {
		t.Errorf("signed in with %+v", got)
	}
	if s.dialog.Closed() || !d.sees("Conditional Access does not allow") || !d.sees("managed device") || s.secret.Text != "" {
		t.Error("the reason is not in the dialog, or the secret still is")
	}
	press(d.win.Canvas(), "Details")
	if !d.sees("Copy details") {
		t.Error("no details")
	}
	press(d.win.Canvas(), "Close")
	d.statusHas("brightwater.onmicrosoft.com · synced") // it stays with the tenant it had
	for _, key := range []string{keySignIn, keyTenants} {
		if got := d.settings.p.String(key); strings.Contains(got, "s3cret") {
			t.Errorf("%s holds the secret: %s", key, got)
		}
	}
}

func TestSigningOut(t *testing.T) {
	d := openCloudWindow(t)
	d.settings.SetTenant(sampleDirectory, TenantTarget{Source: graphSource})
	d.cmd.run("tenant-sign-out")
	press(d.win.Canvas(), "Cancel")
	if d.cloud.out != 0 || !d.connected() {
		t.Fatal("signed out without an answer")
	}
	d.cmd.run("tenant-sign-out")
	if !d.sees("admin@brightwater.onmicrosoft.com") {
		t.Error("it does not say whose sign-in is forgotten")
	}
	press(d.win.Canvas(), "Sign out")
	d.run.drain()
	if d.cloud.out != 1 || d.connected() || d.settings.Tenant(sampleDirectory).Source != "" {
		t.Errorf("%d sign-outs, connected %v", d.cloud.out, d.connected())
	}
	d.statusHas("No tenant · sign in")
	if d.cmd.get("tenant-sign-out").enabled() {
		t.Error("one can sign out twice")
	}
}

func TestASnapshotIsOpened(t *testing.T) {
	d := openCloudWindow(t)
	d.useTenant(TenantTarget{Source: snapshotPrefix + "/tmp/contoso.json"})
	if !d.sees("Snapshot contoso.json") {
		t.Error("it does not say what is opened")
	}
	d.run.drain()
	if d.win.Modal() || d.cloud.targets[0].Source != "json:/tmp/contoso.json" || d.settings.Tenant(sampleDirectory).Source != "json:/tmp/contoso.json" {
		t.Errorf("connected with %+v", d.cloud.targets)
	}
	d.cloud.refuse = &model.Error{Code: model.NotFound, Subject: "x.json", Message: "cannot be opened"}
	d.useTenant(TenantTarget{Source: snapshotPrefix + "x.json"})
	d.run.drain()
	if !d.sees("cannot be opened") {
		t.Error("a failure is not said")
	}
}

func TestThePermissionsAreThoseOfTheManual(t *testing.T) {
	text, err := os.ReadFile("../docs/tenant.md")
	if err != nil {
		t.Fatal(err)
	}
	manual := strings.ReplaceAll(string(text), "User-, Group-, Contacts-OnPremisesSyncBehavior.ReadWrite.All",
		"User-OnPremisesSyncBehavior.ReadWrite.All Group-OnPremisesSyncBehavior.ReadWrite.All Contacts-OnPremisesSyncBehavior.ReadWrite.All")
	for _, p := range model.Permissions {
		if !strings.Contains(manual, p.Name) {
			t.Errorf("docs/tenant.md does not name %s", p.Name)
		}
	}
	for _, word := range strings.Fields(manual) {
		if strings.HasSuffix(word, ".Read.All") && !strings.Contains(permissionNames(), word) {
			t.Errorf("docs/tenant.md names %s, the window does not", word)
		}
	}
}

func permissionNames() (out string) {
	for _, p := range model.Permissions {
		out += p.Name + " "
	}
	return out
}
