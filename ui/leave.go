package ui

import (
	"context"
	"fmt"
	"slices"
	"time"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// leave closes every window but the main one and goes on with then. If edits
// would be lost it asks first; what is being saved must be answered before. stay
// is called when the user would rather not; it may be nil.
func (a *App) leave(verb string, then, stay func()) {
	var edited []string
	if subject := a.saving(); subject != "" {
		a.showError(a.win, &model.Error{Code: model.Limited, Subject: subject, Message: "is being saved",
			Hint: "Wait until the server has answered, and try again."})
		if stay != nil {
			stay()
		}
		return
	}
	for _, s := range a.sheets {
		if s.dirty() {
			edited = append(edited, s.title())
		}
	}
	for c := range a.forms {
		if c.touched() {
			edited = append(edited, c.win.Title())
		}
	}
	if w := a.templating; w != nil && w.editor.edited() {
		edited = append(edited, w.win.Title())
	}
	if len(edited) == 0 {
		a.closeWindows()
		then()
		return
	}
	slices.Sort(edited)
	text := fmt.Sprintf("Edits that are not saved would be lost: %s.", listed(edited, 4))
	var d *kit.Dialog
	d = a.win.Ask(kit.Question{Title: "Discard the edits?", Text: text, OK: verb, Danger: true, OnCancel: stay, OnOK: func() bool {
		d.Close()
		a.closeWindows()
		then()
		return true
	}})
}

// saving names something that is being saved, "" if nothing is.
func (a *App) saving() string {
	for _, s := range a.sheets {
		if s.saving {
			return s.title()
		}
	}
	for _, w := range a.operating {
		if w.busy {
			return w.name()
		}
	}
	for c := range a.forms {
		if c.busy {
			return c.win.Title()
		}
	}
	if p, ok := a.pages[placeCheck].(*checkPage); ok && p.mending.busy {
		return "What the check found"
	}
	return ""
}

// closeWindows closes all windows but the main one.
func (a *App) closeWindows() {
	for _, s := range a.sheets {
		s.shut()
	}
	for _, w := range slices.Clone(a.fy.Driver().AllWindows()) {
		if w != a.win.Window {
			w.Close()
		}
	}
}

// opened takes over a new session. A new connection to the same directory leaves
// its sheets open, with their edits: it is how one goes on after a lost one.
func (a *App) opened(s *Session) {
	if a.session == nil || a.continues(s) {
		a.take(s)
		return
	}
	a.leave("Discard and connect", func() { a.take(s) }, func() { a.end(s) })
}

func (a *App) continues(s *Session) bool {
	return isServer(a.session.Target.Directory) && isServer(s.Target.Directory) && model.SameDN(a.session.Info.Base, s.Info.Base)
}

// take makes s the session of the program. The one before ends.
func (a *App) take(s *Session) {
	a.closeSession()
	a.session = s
	a.settings.Remember(s.Target)
	a.win.SetTitle(s.Info.Domain + " – RecipientDesk")
	a.place = prefixView + "all"
	a.list.search.SetText("")
	a.frame.showMain()
	a.places.connect(s)
	a.restorePlace()
	a.rulesAgain()
	a.link.begin()
	a.list.reload()
	a.note(s.Notes)
	a.win.Canvas().Focus(a.list.table)
	a.refresh()
}

// disconnect ends the session and goes back to the first page.
func (a *App) disconnect() {
	a.leave("Discard and disconnect", func() {
		a.closeSession()
		a.win.SetTitle("RecipientDesk")
		a.showStart()
		a.refresh()
	}, nil)
}

func (a *App) closeSession() {
	if a.session == nil {
		return
	}
	old := a.session
	a.session, a.offline = nil, nil
	a.closePages()
	a.readingRules.stop()
	a.link.end()
	a.changed, a.counts = map[string]bool{}, nil
	a.places.disconnect()
	a.list.clear()
	a.end(old)
}

// end closes a session in the background. What goes wrong with it then concerns
// nobody any more.
func (a *App) end(s *Session) { a.endThen(s, func() {}) }

func (a *App) endThen(s *Session, then func()) {
	send(a.run, func(context.Context) (bool, error) { return true, s.Close() }, func(bool, error) { then() })
}

// goodbye is how long the program waits at its end for the server to let go.
const goodbye = 2 * time.Second

// quit ends the program and remembers how the main window looked.
func (a *App) quit() {
	a.leave("Discard and quit", func() {
		a.settings.SetSize(a.win.Canvas().Size())
		a.settings.SetSplit(a.frame.split.Offset())
		a.win.Hide()
		if a.session == nil {
			a.fy.Quit()
			return
		}
		a.run.After(goodbye, a.fy.Quit)
		a.endThen(a.session, a.fy.Quit)
	}, nil)
}
