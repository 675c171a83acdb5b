package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// The ways to find and protect a server, as Target.Directory writes them.
const (
	byLDAPS  = "LDAPS (port 636)"
	byTLS    = "StartTLS (port 389)"
	byDomain = "Find a server of the domain"
)

// The ways to sign in.
const (
	asCurrent  = "Current user (Kerberos)"
	asSimple   = "User and password"
	asKerberos = "User and password (Kerberos)"
	asNTLM     = "User and password (NTLM)"
)

// connectDialog asks where to connect and as whom. It stays up until a
// connection stands, with the reason of a failure in it.
type connectDialog struct {
	app      *App
	dialog   *kit.Dialog
	server   *kit.SelectEntry
	security *kit.Select
	method   *kit.Select
	user     *kit.Entry
	password *kit.Entry
	remember *kit.Check
	caFile   *kit.Entry
	name     *kit.Entry // expected in the certificate
	base     *kit.Entry
	tenant   *kit.SelectEntry // source of the tenant that is connected as well
	chosen   bool             // the tenant was, by hand
	busy     *widget.ProgressBarInfinite
	problem  *fyne.Container
	cancel   func() // stops the attempt under way; nil: there is none
}

// askConnect puts the dialog up, filled from t. why says what went wrong before.
func (a *App) askConnect(t Target, why error) {
	c := newConnectDialog(a)
	a.connecting = c
	c.fill(t)
	form := c.form()
	c.dialog = a.win.Ask(kit.Question{Title: "Connect to a directory", Content: form, OK: "Connect",
		Focus: c.firstEmpty(), MinSize: fyne.NewSize(560, 0), OnOK: c.connect, OnCancel: c.stop})
	c.changed()
	if why != nil {
		c.say(why)
	}
	if t.User != "" {
		a.password(t, func(p string, ok bool) {
			if ok && c.password.Text == "" {
				c.password.SetText(p)
				c.remember.SetChecked(true)
			}
		})
	}
}

func newConnectDialog(a *App) *connectDialog {
	c := &connectDialog{app: a, user: kit.NewEntry(), password: kit.NewPasswordEntry(), caFile: kit.NewEntry(), name: kit.NewEntry(), base: kit.NewEntry(),
		busy: widget.NewProgressBarInfinite(), problem: container.NewVBox()}
	c.server = kit.NewSelectEntry(a.servers())
	c.server.SetPlaceHolder("dc1.corp.example, or corp.example")
	c.server.OnChanged = func(string) { c.changed() }
	c.security = kit.NewSelect([]string{byDomain, byLDAPS, byTLS}, func(string) { c.changed() })
	c.method = kit.NewSelect([]string{asCurrent, asSimple, asKerberos, asNTLM}, func(string) { c.changed() })
	c.user.SetPlaceHolder(`name@corp.example or CORP\name`)
	c.user.OnChanged = func(string) { c.changed() }
	c.remember = kit.NewCheck("Keep the password in this system's keyring", nil)
	c.caFile.SetPlaceHolder("PEM file, if this computer lacks it")
	c.name.SetPlaceHolder("The name above")
	c.base.SetPlaceHolder("The whole domain")
	c.tenant = kit.NewSelectEntry([]string{graphSource})
	c.tenant.SetPlaceHolder("None; graph: for Microsoft 365, json:FILE for a snapshot")
	c.tenant.OnChanged = func(string) { c.chosen = true }
	c.busy.Stop()
	c.busy.Hide()
	c.problem.Hide()
	return c
}

// servers are those connected to before.
func (a *App) servers() (out []string) {
	for _, t := range a.settings.Recent() {
		_, host := splitDirectory(t.Directory)
		if isServer(t.Directory) && !slices.Contains(out, host) {
			out = append(out, host)
		}
	}
	return out
}

func splitDirectory(directory string) (how, host string) {
	if h, ok := strings.CutPrefix(directory, "ldaps://"); ok {
		return byLDAPS, h
	}
	if h, ok := strings.CutPrefix(directory, "ldap://"); ok {
		return byTLS, h
	}
	return byDomain, directory
}

func (c *connectDialog) form() fyne.CanvasObject {
	browse := kit.NewButton("Browse…", nil, c.browse)
	rows := []*kit.FieldRow{
		kit.NewFieldRow("Server or domain", c.server, "The name of a domain controller, or of a domain whose servers are found by DNS."),
		kit.NewFieldRow("Connection", c.security, "It is always encrypted: passwords and changes are never sent in clear."),
		kit.NewFieldRow("Sign in as", c.method, "Current user: the one who is signed in to this computer, without a password."),
		kit.NewFieldRow("User", c.user, "User principal name, DOMAIN\\name or distinguished name."),
		kit.NewFieldRow("Password", c.password, "It is not written to any file of this program."),
		kit.NewFieldRow("", c.remember, ""),
		kit.NewFieldRow("CA file", container.NewBorder(nil, nil, nil, browse, c.caFile), "The certificate of the authority that issued the server's certificate."),
		kit.NewFieldRow("Certificate name", c.name, "The name that the server's certificate must have, where it is not the one connected to."),
		kit.NewFieldRow("Only below", c.base, "The distinguished name of a folder: lists show what is in it. Leave empty for the whole domain."),
		kit.NewFieldRow("Tenant", c.tenant, "The tenant that belongs to the directory. It is connected as whoever signed in last; else sign in later, in the menu File."),
	}
	kit.AlignLabels(rows...)
	if c.app.opt.Secrets == nil {
		c.remember.Disable()
		c.remember.SetTip(c.app.opt.NoSecrets)
		rows[5].SetNote(kit.ToneNeutral, "Off: "+c.app.opt.NoSecrets)
	}
	column := container.New(layout.NewCustomPaddedVBoxLayout(6))
	for _, r := range rows {
		column.Add(r)
	}
	column.Add(container.NewStack(c.busy, c.problem))
	return column
}

func (c *connectDialog) fill(t Target) {
	how, host := splitDirectory(t.Directory)
	c.server.ShowText(host)
	c.security.ShowSelected(how)
	c.user.ShowText(t.User)
	c.caFile.ShowText(t.CAFile)
	c.name.ShowText(t.ServerName)
	c.base.ShowText(t.Base)
	switch {
	case t.Auth == "ntlm":
		c.method.ShowSelected(asNTLM)
	case t.Auth == "kerberos" && t.User != "":
		c.method.ShowSelected(asKerberos)
	case t.User != "":
		c.method.ShowSelected(asSimple)
	default:
		c.method.ShowSelected(asCurrent)
	}
}

func (c *connectDialog) firstEmpty() fyne.Focusable {
	switch {
	case c.server.Text == "":
		return c.server
	case c.method.Selected != asCurrent && c.user.Text == "":
		return c.user
	case c.method.Selected != asCurrent:
		return c.password
	}
	return c.server
}

// target is what the dialog says.
func (c *connectDialog) target() Target {
	host := strings.TrimSpace(c.server.Text)
	t := Target{Directory: host, CAFile: strings.TrimSpace(c.caFile.Text), ServerName: strings.TrimSpace(c.name.Text), Base: strings.TrimSpace(c.base.Text)}
	if !strings.Contains(host, "://") {
		switch c.security.Selected {
		case byLDAPS:
			t.Directory = "ldaps://" + host
		case byTLS:
			t.Directory = "ldap://" + host
		}
	}
	t.Auth = map[string]string{asCurrent: "kerberos", asSimple: "simple", asKerberos: "kerberos", asNTLM: "ntlm"}[c.method.Selected]
	if c.method.Selected != asCurrent {
		t.User, t.Password = strings.TrimSpace(c.user.Text), c.password.Text
	}
	return t
}

// changed switches fields and the button with what is filled in.
func (c *connectDialog) changed() {
	if c.dialog == nil {
		return
	}
	if !c.chosen {
		c.tenant.ShowText(c.app.settings.Tenant(c.target().Directory).Source)
	}
	named := c.method.Selected != asCurrent
	for _, e := range []*kit.Entry{c.user, c.password} {
		if named && c.cancel == nil {
			e.Enable()
		} else {
			e.Disable()
		}
	}
	if named && c.app.opt.Secrets != nil {
		c.remember.Enable()
	} else {
		c.remember.Disable()
	}
	ready := strings.TrimSpace(c.server.Text) != "" && (!named || strings.TrimSpace(c.user.Text) != "")
	c.dialog.Enable(ready && c.cancel == nil)
}

// connect tries what the dialog says. The dialog stays until it worked.
func (c *connectDialog) connect() bool {
	t := c.target()
	c.problem.Hide()
	c.busy.Show()
	c.busy.Start()
	c.cancel = c.app.attempt(t, func(s *Session, err error) {
		c.stop()
		if err != nil {
			c.say(err)
			return
		}
		c.dialog.Close()
		if c.remember.Checked && t.User != "" {
			c.app.keepPassword(t)
		}
		c.keepTenant(t)
		c.app.opened(s)
	})
	c.changed()
	return false
}

// keepTenant remembers the tenant that was chosen with the directory, which is what
// connects it. How somebody signed in to the one that was there before stays known.
func (c *connectDialog) keepTenant(t Target) {
	source := strings.TrimSpace(c.tenant.Text)
	if c.chosen && source != c.app.settings.Tenant(t.Directory).Source {
		c.app.settings.SetTenant(t.Directory, TenantTarget{Source: source})
	}
}

// stop ends the attempt under way.
func (c *connectDialog) stop() {
	if c.cancel != nil {
		c.cancel()
		c.cancel = nil
	}
	c.busy.Stop()
	c.busy.Hide()
	c.changed()
}

// say shows why there is no connection, in the dialog.
func (c *connectDialog) say(err error) {
	if model.CodeOf(err) == model.Canceled {
		return
	}
	_, message, hint, _ := describe(err)
	text := message + "."
	if cert := certificateText(err); cert != "" {
		text = subjectOf(err) + ": the server's certificate is not trusted.\n\n" + cert
	}
	icon := container.New(layout.NewCustomPaddedLayout(6, 0, 8, 0), widget.NewIcon(kit.ToneError.Icon()))
	c.problem.Objects = []fyne.CanvasObject{container.NewBorder(nil, nil, container.NewVBox(icon), nil,
		kit.NewText(strings.TrimSpace(text+"\n\n"+hint), 500))}
	c.problem.Show()
	c.problem.Refresh()
	c.dialog.Fit()
}

func (c *connectDialog) browse() {
	c.app.chooseFile(c.app.win, fileOptions{Title: "CA file", Ext: []string{".pem", ".crt", ".cer"}, Done: c.caFile.SetText})
}

// askExport lets the user choose an LDIF file to look at.
func (a *App) askExport() {
	a.chooseFile(a.win, fileOptions{Title: "Open an export (LDIF)", Ext: []string{".ldif", ".ldf"}, Done: func(path string) {
		a.connect(Target{Directory: exportPrefix + path})
	}})
}
