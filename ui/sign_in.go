package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// A signInDialog has somebody sign in to a tenant. It stays up until that worked, with
// the reason of a failure in it.
type signInDialog struct {
	app      *App
	dialog   *kit.Dialog
	way      *kit.Select
	about    *widget.Label // the way that is chosen
	client   *kit.Entry
	tenant   *kit.Entry
	cloud    *kit.Select
	file     *kit.Entry // certificate
	password *kit.Entry // of it
	secret   *kit.Entry
	only     map[string][]*kit.FieldRow // rows that some ways have, by way
	waiting  *fyne.Container
	what     *widget.Label // what is waited for
	busy     *widget.ProgressBarInfinite
	problem  *fyne.Container
	code     *codeDialog // nil: no code is shown
	under    bool        // an attempt is under way
}

// askSignIn puts the dialog up, filled with how somebody signed in last. why says what
// went wrong before; nil: nothing did.
func (a *App) askSignIn(why error) *signInDialog {
	if a.session == nil || a.session.OpenTenant == nil {
		return nil
	}
	d := newSignInDialog(a)
	d.fill(a.settings.SignIn())
	d.dialog = a.win.Ask(kit.Question{Title: "Sign in to Microsoft 365", Content: d.form(), OK: "Sign in",
		Focus: d.firstEmpty(), MinSize: fyne.NewSize(600, 0), OnOK: d.signIn, OnCancel: d.stop})
	d.changed()
	if why != nil {
		d.say(why)
	}
	return d
}

func newSignInDialog(a *App) *signInDialog {
	d := &signInDialog{app: a, about: newWrapped(""), client: kit.NewEntry(), tenant: kit.NewEntry(), file: kit.NewEntry(), password: kit.NewPasswordEntry(),
		secret: kit.NewPasswordEntry(), what: widget.NewLabel(""), busy: widget.NewProgressBarInfinite(), problem: container.NewVBox(), only: map[string][]*kit.FieldRow{}}
	d.way = kit.NewSelect(wayLabels(), func(string) { d.changed() })
	d.cloud = kit.NewSelect(cloudLabels(), func(string) { d.changed() })
	for _, e := range []*kit.Entry{d.client, d.tenant, d.file, d.secret} {
		e.OnChanged = func(string) { d.changed() }
	}
	d.file.SetPlaceHolder("PEM or PKCS #12 (.pfx), with its key")
	d.busy.Stop()
	d.problem.Hide()
	return d
}

func (d *signInDialog) form() fyne.CanvasObject {
	browse := kit.NewButton("Browse…", nil, func() {
		d.app.chooseFile(d.app.win, fileOptions{Title: "Certificate", Ext: []string{".pem", ".pfx", ".p12"}, Done: d.file.SetText})
	})
	certificate := kit.NewFieldRow("Certificate", container.NewBorder(nil, nil, nil, browse, d.file), "The certificate that was added to the application, with its private key. The file is read and not copied.")
	password := kit.NewFieldRow("Its password", d.password, "If the file has one. It is not written to any file of this program.")
	secret := kit.NewFieldRow("Client secret", d.secret, "The value of the secret, not its ID. It is not written to any file of this program.")
	d.only["certificate"], d.only["secret"] = []*kit.FieldRow{certificate, password}, []*kit.FieldRow{secret}
	rows := []*kit.FieldRow{
		kit.NewFieldRow("Sign in by", d.way, "How Microsoft Entra ID finds out who you are."),
		kit.NewFieldRow("Application", d.client, "The application (client) ID of the registration that this program signs in as."),
		kit.NewFieldRow("Tenant", d.tenant, "The directory (tenant) ID, or one of its domains."),
		kit.NewFieldRow("Cloud", d.cloud, "Most tenants are in the worldwide cloud, those of GCC, too. A registration belongs to one cloud."),
		certificate, password, secret,
	}
	kit.AlignLabels(rows...)
	column := container.New(layout.NewCustomPaddedVBoxLayout(6), rows[0], d.about)
	for _, r := range rows[1:] {
		column.Add(r)
	}
	help := kit.NewButton("How to register an application…", nil, func() { showRegistration(d.app) })
	help.Importance = widget.LowImportance
	column.Add(newWrapped("Register an application in the Entra admin center, for mobile and desktop with the redirect http://localhost, and grant it the permissions that you want to see something of. " +
		"Its client ID is all that this program needs; it asks for what the registration names, and reads only."))
	column.Add(container.NewHBox(help))
	d.waiting = container.NewVBox(d.what, d.busy)
	d.waiting.Hide()
	column.Add(container.NewStack(d.waiting, d.problem))
	return column
}

func (d *signInDialog) fill(t TenantTarget) {
	d.way.ShowSelected(wayOf(t.Auth).label)
	d.client.ShowText(t.ClientID)
	d.tenant.ShowText(t.TenantID)
	d.cloud.ShowSelected(cloudLabel(t.Cloud))
}

func (d *signInDialog) firstEmpty() fyne.Focusable {
	if w := d.chosen(); w.client && d.client.Text == "" {
		return d.client
	}
	return d.way
}

func (d *signInDialog) chosen() signInWay { return wayLabeled(d.way.Selected) }

// target is what the dialog says.
func (d *signInDialog) target() TenantTarget {
	w := d.chosen()
	t := TenantTarget{Source: graphSource, Auth: w.auth, Cloud: cloudLabeled(d.cloud.Selected), TenantID: strings.TrimSpace(d.tenant.Text)}
	if w.client {
		t.ClientID = strings.TrimSpace(d.client.Text)
	}
	switch w.auth {
	case "certificate":
		t.CertificateFile, t.CertificatePassword = strings.TrimSpace(d.file.Text), d.password.Text
	case "secret":
		t.Secret = d.secret.Text
	case "device-code":
		t.Prompt = func(url, code, _ string) {
			d.app.run.Do(func() {
				if d.under {
					d.showCode(url, code)
				}
			})
		}
	}
	return t
}

// changed switches fields and the button with what is filled in.
func (d *signInDialog) changed() {
	if d.dialog == nil {
		return
	}
	w := d.chosen()
	d.about.SetText(w.about)
	d.client.SetPlaceHolder(map[bool]string{true: "Application (client) ID; empty: the one that is configured", false: "Not needed"}[w.client])
	d.tenant.SetPlaceHolder(map[bool]string{true: "Directory (tenant) ID or a domain", false: "Empty: that of the account"}[w.app])
	for auth, rows := range d.only {
		for _, r := range rows {
			show(r, auth == w.auth)
		}
	}
	enable(d.client, w.client && !d.under)
	for _, o := range []fyne.Disableable{d.way, d.tenant, d.cloud, d.file, d.password, d.secret} {
		enable(o, !d.under)
	}
	t := d.target()
	ready := !w.app || t.TenantID != "" && (w.auth != "certificate" || t.CertificateFile != "") && (w.auth != "secret" || t.Secret != "")
	d.dialog.Enable(ready && !d.under)
	d.dialog.Fit()
}

// signIn tries what the dialog says. The dialog stays until it worked.
func (d *signInDialog) signIn() bool {
	t := d.target()
	d.problem.Hide()
	d.what.SetText(d.chosen().waits)
	d.waiting.Show()
	d.busy.Start()
	d.under = true
	d.app.link.open(t, func(err error) {
		d.ended()
		d.secret.ShowText("") // of no more use, and better not kept
		d.password.ShowText("")
		if err != nil {
			d.say(err)
			return
		}
		d.app.settings.SetSignIn(t)
		d.dialog.Close()
		d.app.showSignedIn(t)
	})
	d.changed()
	return false
}

// ended puts the dialog back to where something can be typed.
func (d *signInDialog) ended() {
	d.under = false
	d.busy.Stop()
	d.waiting.Hide()
	d.hideCode()
	d.changed()
}

// stop ends the attempt under way.
func (d *signInDialog) stop() {
	if d.under {
		d.app.link.giveUp()
		d.ended()
		d.app.refresh()
	}
}

// say shows why nobody is signed in, in the dialog: in a sentence, with the codes of
// Entra ID one click away.
func (d *signInDialog) say(err error) {
	if model.CodeOf(err) == model.Canceled {
		return
	}
	_, message, hint, _ := describe(err)
	details := kit.NewButton("Details", nil, func() { d.app.showError(d.app.win, err) })
	details.SetTip("The code of the error and the correlation ID, which the sign-in log goes by")
	icon := container.New(layout.NewCustomPaddedLayout(6, 0, 8, 0), widget.NewIcon(kit.ToneError.Icon()))
	d.problem.Objects = []fyne.CanvasObject{container.NewBorder(nil, nil, container.NewVBox(icon), container.NewVBox(details),
		kit.NewText(strings.TrimSpace(message+".\n\n"+hint), 440))}
	d.problem.Show()
	d.problem.Refresh()
	d.dialog.Fit()
	d.app.win.Canvas().Focus(d.firstEmpty()) // what had the keyboard was off meanwhile
}

// keySignIn holds how somebody signed in last, for the dialog to start from.
const keySignIn = "signin"

// SignIn is how somebody signed in last, without secrets.
func (s settings) SignIn() TenantTarget     { return read[TenantTarget](s, keySignIn) }
func (s settings) SetSignIn(t TenantTarget) { write(s, keySignIn, t) }
