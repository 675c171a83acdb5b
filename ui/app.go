package ui

import (
	"fyne.io/fyne/v2"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// Options are what package main gives the window. All are needed but Secrets.
type Options struct {
	Run     Runner
	Connect Connector
	Secrets Secrets // nil: passwords cannot be remembered
	// NoSecrets says why Secrets is nil, as a sentence.
	NoSecrets string
	Version   string
}

// An App is the running program: its windows, the session they share, and what
// is remembered between two runs. It belongs to the UI goroutine.
type App struct {
	fy      fyne.App
	opt     Options
	run     Runner
	session *Session    // nil until connected
	win     *kit.Window // the main window
}

// New makes the program with its main window, not yet shown.
func New(fy fyne.App, opt Options) *App {
	a := &App{fy: fy, opt: opt, run: opt.Run}
	a.win = a.newWindow("RecipientDesk")
	a.win.SetMaster()
	return a
}

// newWindow makes a window of its own for a sheet or a tool.
func (a *App) newWindow(title string) *kit.Window {
	return kit.NewWindow(a.fy.NewWindow(title), a.run.After)
}

// saved tells the list that an object was read back after a save or an undo. e
// must hold every attribute a server sends.
func (a *App) saved(e model.Entry) {}

// created tells the list of a new object.
func (a *App) created(e model.Entry) {}

// deleted tells the list that an object is gone.
func (a *App) deleted(ref model.Ref) {}
