package ui

import (
	"strings"
	"time"

	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// tenantSegment is what the status bar says of the tenant.
func (f *frame) tenantSegment() kit.Segment {
	a, l := f.app, f.app.link
	name := tenantName(l.info)
	switch {
	case l.cycling:
		return kit.Segment{Text: or(name, "Tenant") + " · synchronizing…", Icon: theme.ViewRefreshIcon()}
	case l.opening != nil:
		return kit.Segment{Text: "Connecting with the tenant… · Stop", Icon: theme.MediaStopIcon(), Tip: "Stop connecting",
			OnTapped: func() { l.giveUp(); a.refresh() }}
	case l.err != nil && model.CodeOf(l.err) != model.Canceled:
		return f.tenantTrouble(name, l.err)
	case !a.connected():
		if a.session.OpenTenant == nil {
			return kit.Segment{}
		}
		return kit.Segment{Text: "No tenant · sign in", Icon: iconCloud, OnTapped: a.goTenant,
			Tip: "Sign in to Microsoft 365 to see what arrived there of each recipient"}
	case name == "":
		return kit.Segment{Text: "Tenant…", Icon: iconCloud, Tip: "The tenant is being asked who it is"}
	}
	g := kit.Segment{Text: name + " · " + syncAge(l.info, a.opt.Now()), Icon: iconCloud, Tip: aboutTenant(l.info), OnTapped: a.goTenant}
	if t := l.info.LastSync; !t.IsZero() && a.opt.Now().Sub(t) >= syncLate && l.info.Source == "Microsoft Graph" {
		g.Icon, g.Color = theme.WarningIcon(), kit.ColorWarning
	}
	return g
}

// tenantTrouble says that the tenant does not answer, and what helps.
func (f *frame) tenantTrouble(name string, err error) kit.Segment {
	a := f.app
	_, message, hint, _ := describe(err)
	g := kit.Segment{Icon: theme.WarningIcon(), Color: kit.ColorWarning, Tip: strings.TrimSpace(message + ".\n" + hint)}
	switch code := model.CodeOf(err); {
	case code == model.SignIn && a.session.OpenTenant != nil:
		g.Text, g.OnTapped = or(name, "Tenant")+" · sign in again", func() { a.askSignIn(err) }
	case code == model.Unreachable || code == model.Limited:
		g.Text, g.OnTapped = or(name, "Tenant")+" · no answer – Retry", func() { a.tenantAgain() }
	default:
		g.Text, g.OnTapped = or(name, "Tenant")+" · not connected", func() { a.showError(a.win, err) }
	}
	return g
}

// tenantAgain tries once more what failed: meeting the tenant, or connecting with it.
func (a *App) tenantAgain() {
	if !a.connected() && a.session.OpenTenant != nil {
		if t := a.settings.Tenant(a.session.Target.Directory); t.Source != "" {
			a.link.reopen(t)
			return
		}
		a.askSignIn(a.link.err)
		return
	}
	a.link.meet(a.tenantChanged)
}

// tenantName is what an administrator knows the tenant by.
func tenantName(i model.TenantInfo) string {
	return or(i.InitialDomain, or(i.Name, i.ID))
}

// syncAge says when the tenant was synchronized.
func syncAge(i model.TenantInfo, now time.Time) string {
	switch {
	case !i.LastSync.IsZero():
		return "synced " + ago(now.Sub(i.LastSync))
	case i.SyncEnabled == model.No:
		return "never synchronized"
	}
	return "last sync not known"
}

// ago is how long something is past, as people say it.
func ago(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return count(int(d.Minutes())) + " min ago"
	case d < 48*time.Hour:
		return count(int(d.Hours())) + " h ago"
	}
	return many(int(d.Hours()/24), "day", "days") + " ago"
}

// aboutTenant is who the tenant is and who is signed in to it, a line each.
func aboutTenant(i model.TenantInfo) string {
	var lines []string
	add := func(name, value string) {
		if value != "" {
			lines = append(lines, name+": "+value)
		}
	}
	add("Tenant", strings.TrimSpace(or(i.Name, tenantName(i))))
	add("Tenant ID", i.ID)
	add("Source", sourceWords(i))
	switch {
	case i.User != "":
		add("Signed in as", i.User)
	case i.App != "":
		add("Signed in as application", i.App)
	}
	add("Roles", strings.Join(i.Roles, ", "))
	if !i.LastSync.IsZero() {
		add("Last synchronization", i.LastSync.Local().Format("2006-01-02 15:04"))
	}
	return strings.Join(lines, "\n")
}

func sourceWords(i model.TenantInfo) string {
	if i.Cloud != "" && i.Cloud != "global" {
		return i.Source + " (" + i.Cloud + ")"
	}
	return i.Source
}
