package ui

import (
	"context"
	"slices"
	"time"

	"recipientdesk/model"
)

// A tenantLink is what the window as a whole knows of the tenant that the session is
// connected with: who it is and when it was synchronized last, or why it does not
// answer.
type tenantLink struct {
	app  *App
	info model.TenantInfo // as the tenant said it last; zero: not met
	err  error            // why it could not be met, or is not connected
	busy bool             // it is being met or connected

	meeting slot
	opening func()     // gives up connecting; nil: there is nothing to give up
	domains []string   // that forecasts and checks rest on
	clock   func()     // stops the clock of the status bar
	cycling bool       // a synchronization runs that this program started
	next    func()     // stops the wait for the next one of the sample
	watch   *syncWatch // nil: nobody waits for one that runs elsewhere
}

// A tenantFollower is a page that shows something of the tenant. Both are called on the
// UI goroutine, whether the page is in view or not.
type tenantFollower interface {
	// tenantChanged: another tenant is connected, or none any longer, or it was met:
	// what was read of the former one is of no more use.
	tenantChanged()
	// synced: a synchronization ran: what was read of the tenant is out of date.
	synced()
}

func newTenantLink(a *App) *tenantLink {
	return &tenantLink{app: a, clock: func() {}, next: func() {}}
}

// connected reports whether the session has a tenant that can be asked.
func (a *App) connected() bool { return a.session != nil && a.session.Desk.Tenant() != nil }

// begin takes up the tenant of a new session: the one it came with, or else the one
// that was connected with this directory before.
func (l *tenantLink) begin() {
	s := l.app.session
	l.err = s.TenantErr
	l.domains = verifiedIn(s)
	l.tick()
	l.rest()
	t := l.app.settings.Tenant(s.Target.Directory)
	if !l.app.connected() && s.TenantErr == nil && s.OpenTenant != nil && t.Source != "" {
		l.reopen(t)
		return
	}
	l.meet(l.app.tenantChanged)
}

// end forgets everything: the session is over.
func (l *tenantLink) end() {
	l.meeting.stop()
	l.clock()
	l.next()
	l.giveUp()
	l.app.stopWatch()
	*l = tenantLink{app: l.app, clock: func() {}, next: func() {}, meeting: l.meeting}
}

// meet asks the tenant who it is, and calls then when it said so, or would not. What
// was known of the same tenant stays until then.
func (l *tenantLink) meet(then func()) {
	if !l.app.connected() {
		l.meeting.stop()
		l.info, l.busy = model.TenantInfo{}, false
		then()
		return
	}
	l.busy = true
	load(l.app.run, &l.meeting, l.app.session.Desk.MeetTenant, func(info model.TenantInfo, err error) {
		l.busy, l.err = false, err
		if info.ID != "" || info.InitialDomain != "" {
			l.info = info
		}
		then()
	})
	l.app.refresh()
}

// reopen connects with the tenant that was connected before. Nobody waits for it: that
// it failed is said in the status bar.
func (l *tenantLink) reopen(t TenantTarget) {
	t.Auth = "" // whoever signed in last: nobody is asked anything
	l.open(t, func(err error) {
		if err != nil {
			l.err = err
			l.app.tenantChanged()
		}
	})
}

// open connects the session with another tenant in the background, and meets it. With
// a zero target it parts them. done is called once: when the tenant was met, or with
// why there is no connection, and then the session's tenant is what it was.
func (l *tenantLink) open(t TenantTarget, done func(error)) {
	session := l.app.session
	l.giveUp()
	ctx, cancel := context.WithCancel(context.Background())
	given := false
	l.opening, l.busy = func() { given = true; cancel() }, true
	send(l.app.run, func(context.Context) (bool, error) { return true, session.OpenTenant(ctx, t) }, func(_ bool, err error) {
		cancel()
		switch {
		case l.app.session != session:
			return
		case given && err == nil && l.opening == nil: // it was too late to stop it
			l.meet(l.app.tenantChanged)
			return
		case given:
			return
		}
		l.opening, l.busy = nil, false
		if err != nil {
			done(err)
			l.app.refresh()
			return
		}
		session.TenantErr = nil
		l.info, l.err = model.TenantInfo{}, nil
		l.app.settings.SetTenant(session.Target.Directory, t)
		l.meet(func() {
			l.app.tenantChanged()
			done(nil)
		})
	})
	l.app.refresh()
}

// giveUp stops connecting.
func (l *tenantLink) giveUp() {
	if l.opening != nil {
		l.opening()
		l.opening, l.busy = nil, false
	}
}

// tick lets the status bar and the Tenant page age: they say how long ago the last
// synchronization was.
func (l *tenantLink) tick() {
	l.clock()
	l.clock = l.app.run.After(time.Minute, func() {
		l.app.frame.drawStatus()
		if p, ok := l.app.pages[placeOfTenant].(*tenantPage); ok {
			p.head.draw()
		}
		l.tick()
	})
}

// tenantChanged has everything that rests on the tenant looked at anew: forecasts and
// checks know its domains, and addresses are marked as verified.
func (a *App) tenantChanged() {
	if a.session == nil {
		return
	}
	if d := verifiedIn(a.session); !slices.Equal(d, a.link.domains) {
		a.link.domains = d
		if a.checker.last != nil || a.checker.busy {
			a.checker.soon()
		}
	}
	for _, s := range a.sheets {
		s.twins.forget()
	}
	a.afresh()
	for _, f := range a.followers() {
		f.tenantChanged()
	}
	a.refresh()
}

// synced is called after a synchronization. The tenant says when it was, and then
// everybody who shows something of the tenant is told.
func (a *App) synced() {
	a.link.meet(func() {
		if a.session == nil {
			return
		}
		a.afresh()
		for _, f := range a.followers() {
			f.synced()
		}
		a.refresh()
	})
}

// afresh has sheets and list foresee anew. What they show stays until then.
func (a *App) afresh() {
	for _, s := range a.sheets {
		s.sight.renew()
		s.twins.renew()
		if s.draft != nil {
			s.standings.ask(s.draft.Base())
		}
		s.refresh()
	}
	a.list.forgetMarks()
	a.verifyRecipes()
}

// followers are the pages that were made and follow the tenant.
func (a *App) followers() (out []tenantFollower) {
	for _, p := range a.pages {
		if f, ok := p.(tenantFollower); ok {
			out = append(out, f)
		}
	}
	return out
}

func verifiedIn(s *Session) []string {
	if f := s.Desk.Facts(); f != nil {
		return f.VerifiedDomains
	}
	return nil
}

// keyTenants holds, for each directory, the tenant that was connected with it last.
const keyTenants = "tenants"

// Tenant is the tenant that was connected with a directory, without secrets; the zero
// target for none.
func (s settings) Tenant(directory string) TenantTarget {
	return read[map[string]TenantTarget](s, keyTenants)[directory]
}

// SetTenant remembers the tenant of a directory, its secrets left out; a zero target
// is forgotten.
func (s settings) SetTenant(directory string, t TenantTarget) {
	m := read[map[string]TenantTarget](s, keyTenants)
	if m == nil || len(m) > 50 {
		m = map[string]TenantTarget{}
	}
	m[directory] = t
	if t.Source == "" {
		delete(m, directory)
	}
	write(s, keyTenants, m)
}
