package ui

import (
	"context"
	"time"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// syncNow synchronizes at once where the session can, in the main window's name; else
// it says how the synchronization server is told to.
func (a *App) syncNow() {
	if a.session == nil {
		return
	}
	if a.session.Cycle == nil {
		a.askSync(a.win)
		return
	}
	a.cycle(a.win, func(what string) { a.note([]string{what}) })
}

// cycle runs a synchronization with its progress in win, and says what it did.
func (a *App) cycle(win *kit.Window, say func(what string)) {
	if a.link.cycling {
		return
	}
	var stop func()
	p := win.Progress("Synchronizing", "AD is read, and what changed goes to the tenant.", func() { stop() })
	stop = a.link.run(func(what string, err error) {
		p.Close()
		if err != nil {
			a.fail(win, err)
			return
		}
		say(what)
	})
}

// run synchronizes in the background. done is called when it ended, and everybody who
// follows the tenant is told if it did something. stop has it end early.
func (l *tenantLink) run(done func(what string, err error)) (stop func()) {
	session := l.app.session
	ctx, cancel := context.WithCancel(context.Background())
	l.cycling = true
	send(l.app.run, func(context.Context) (string, error) { return session.Cycle(ctx) }, func(what string, err error) {
		cancel()
		if l.app.session != session {
			return
		}
		l.cycling = false
		l.rest()
		if model.CodeOf(err) == model.Canceled {
			err = nil
			what = "The synchronization was stopped. What it had not reached yet waits for the next one."
		}
		done(what, err)
		l.app.synced()
	})
	l.app.refresh()
	return cancel
}

// cycleEvery is how often the sample organization synchronizes by itself, as Entra
// Connect does unless told otherwise
// (https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-feature-scheduler).
const cycleEvery = 30 * time.Minute

// rest waits for the next synchronization that the sample makes by itself. A dialog
// that nobody asked for would be in the way: what goes wrong is said above the list.
func (l *tenantLink) rest() {
	l.next()
	if s := l.app.session; s == nil || s.Cycle == nil {
		return
	}
	l.next = l.app.run.After(cycleEvery, func() {
		if l.cycling {
			return // rest is called when that one ends
		}
		l.run(func(_ string, err error) {
			if err != nil {
				l.app.note([]string{"The synchronization that was due failed. " + aloud(err)})
			}
		})
	})
}
