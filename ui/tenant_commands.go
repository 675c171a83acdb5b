package ui

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// placeOfTenant is the page that shows the tenant.
const placeOfTenant = "tenant"

// snapshotPrefix begins the source of a snapshot, as in rdesk --tenant.
const snapshotPrefix = "json:"

// tenantCommands are what the main window can do about the tenant as a whole.
func tenantCommands(a *App) []*command {
	open := func() bool { return a.session != nil }
	able := func() bool { return open() && a.session.OpenTenant != nil }
	still := func() bool { return open() && !a.link.cycling }
	return []*command{
		{ID: "sync", Label: "Sync now", Icon: theme.ViewRefreshIcon(), Tip: "Have what changed in AD go to the tenant", Enabled: open,
			Sub: []string{"sync-now", "sync-server", "sync-watch"}},
		{ID: "sync-now", Label: "Synchronize now", Icon: theme.ViewRefreshIcon(), Key: ctrlShift(fyne.KeyS), Enabled: still, Run: a.syncNow,
			Tip: "Have what changed in AD go to the tenant"},
		{ID: "sync-server", Label: "Commands for the synchronization server…", Icon: theme.ComputerIcon(), Key: ctrlShift(fyne.KeyR), Enabled: open,
			Run: func() { a.askSync(a.win) }},
		{ID: "sync-watch", Label: "Watch for the next sync", Icon: theme.VisibilityIcon(), Key: ctrlShift(fyne.KeyW),
			Enabled: func() bool { return a.connected() && a.link.watch == nil }, Run: a.watchSync},
		{ID: "tenant-sign-in", Label: "Sign in to Microsoft 365…", Icon: theme.LoginIcon(), Key: ctrlShift(fyne.KeyI), Enabled: able,
			Tip: "Connect with a tenant, to see what arrived there of each recipient", Run: func() { a.askSignIn(nil) }},
		{ID: "tenant-open-snapshot", Label: "Open a tenant snapshot…", Icon: theme.FolderOpenIcon(), Key: ctrlShift(fyne.KeyU), Enabled: able,
			Tip: "Look at a tenant that was saved to a file", Run: a.askSnapshot},
		{ID: "tenant-sign-out", Label: "Sign out of the tenant…", Icon: theme.LogoutIcon(), Key: ctrlShift(fyne.KeyQ), Run: a.askSignOut,
			Enabled: func() bool { return able() && (a.connected() || a.link.err != nil) }},
	}
}

// goTenant goes to the page of the tenant, or to where one signs in if there is none.
func (a *App) goTenant() {
	switch {
	case a.connected():
		a.goTo(placeOfTenant)
	default:
		a.askSignIn(nil)
	}
}

// askSnapshot has a file chosen in which a tenant was saved, and connects with it.
func (a *App) askSnapshot() {
	a.chooseFile(a.win, fileOptions{Title: "Open a tenant snapshot", Ext: []string{".json", ".gz"}, Done: func(path string) {
		a.useTenant(TenantTarget{Source: snapshotPrefix + path})
	}})
}

// useTenant connects with a tenant that needs no more questions, with a dialog that
// can stop it.
func (a *App) useTenant(t TenantTarget) {
	var p *kit.Progress
	p = a.win.Progress("Connecting with the tenant", t.describe(), func() {
		a.link.giveUp()
		p.Close()
		a.refresh()
	})
	a.link.open(t, func(err error) {
		p.Close()
		if err != nil {
			a.showError(a.win, err)
		}
	})
}

// askSignOut asks before it parts from the tenant.
func (a *App) askSignOut() {
	who := or(a.link.info.User, "whoever signed in last")
	text := "Everything that was kept of " + who + " on this computer is deleted, and the tenant is disconnected. In the tenant nothing changes."
	if a.session.SignOut == nil {
		text = "The tenant is disconnected. Nothing was kept of it that had to be deleted."
	}
	a.win.Confirm("Sign out of the tenant?", text, "Sign out", a.signOut)
}

// signOut deletes what was kept, and then parts from the tenant. It parts even if
// something could not be deleted, and says so.
func (a *App) signOut() {
	session := a.session
	a.link.giveUp()
	a.settings.SetTenant(session.Target.Directory, TenantTarget{})
	send(a.run, func(ctx context.Context) (bool, error) {
		var err error
		if session.SignOut != nil {
			err = session.SignOut(ctx)
		}
		return true, errors.Join(err, session.OpenTenant(ctx, TenantTarget{}))
	}, func(_ bool, err error) {
		if a.session != session {
			return
		}
		session.TenantErr = nil
		a.link.info, a.link.err = model.TenantInfo{}, nil
		a.link.meet(a.tenantChanged)
		if err != nil {
			a.showError(a.win, err)
		}
	})
}

// describe names a tenant for people.
func (t TenantTarget) describe() string {
	file, isFile := strings.CutPrefix(t.Source, snapshotPrefix)
	switch {
	case isFile:
		return "Snapshot " + filepath.Base(file)
	case t.Source == sampleDirectory:
		return "Sample tenant"
	case t.Source != graphSource:
		return t.Source
	case t.TenantID != "":
		return "Microsoft 365 · " + t.TenantID
	}
	return "Microsoft 365"
}

// graphSource is Microsoft Graph, as in rdesk --tenant.
const graphSource = "graph:"
