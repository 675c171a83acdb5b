package ui

import (
	"errors"
	"fmt"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// fail is where every error ends that has no better place, such as a field. A
// lost connection is said in the bar of the main window, which offers to try
// again; being signed out asks for the password; everything else is a dialog in
// win. What the user stopped himself is not said at all.
func (a *App) fail(win *kit.Window, err error) {
	switch code := model.CodeOf(err); {
	case err == nil, code == model.Canceled:
	case (code == model.Unreachable || code == model.Limited) && a.session != nil:
		a.lost(err)
		if win != a.win {
			a.showError(win, err)
		}
	case code == model.SignIn && a.session != nil:
		a.signInAgain(err)
	default:
		a.showError(win, err)
	}
}

// signInAgain asks for the password of the session. Several things may fail for
// one reason; they share a dialog.
func (a *App) signInAgain(err error) {
	if c := a.connecting; c != nil && !c.dialog.Closed() {
		c.say(err)
		return
	}
	a.askConnect(a.session.Target, err)
}

func (a *App) showError(win *kit.Window, err error) {
	title, message, hint, details := describe(err)
	win.Error(title, message, hint, details)
}

// describe is an error as a person reads it. details are for a report.
func describe(err error) (title, message, hint, details string) {
	e, ok := errors.AsType[*model.Error](err)
	if !ok {
		return titles[model.Internal], "Something unexpected happened.", internalHint, err.Error()
	}
	message = e.Message
	if e.Subject != "" {
		message = e.Subject + ": " + e.Message
	}
	hint, details = e.Hint, fmt.Sprintf("%s\n\ncode: %s", err, e.Code)
	if hint == "" {
		hint = hints[e.Code]
	}
	title = titles[e.Code]
	if title == "" {
		title = titles[model.Internal]
	}
	return title, message, hint, details
}

const internalHint = "Please report it with the details below. Nothing else was changed."

var titles = map[model.Code]string{
	model.Invalid:     "Not valid",
	model.Conflict:    "Changed by someone else",
	model.Exists:      "Already taken",
	model.NotFound:    "Not found",
	model.Denied:      "Not allowed",
	model.SignIn:      "Not signed in",
	model.Unreachable: "No connection",
	model.Untrusted:   "Connection not trusted",
	model.NoSchema:    "Not in this forest",
	model.Elsewhere:   "Managed elsewhere",
	model.Limited:     "The server is busy",
	model.Unknown:     "Outcome not known",
	model.Internal:    "Unexpected error",
}

// hints stand in where the error itself has none.
var hints = map[model.Code]string{
	model.Conflict:    "Reload to see the new value; your other edits are kept.",
	model.NotFound:    "It may have been deleted or moved. Reload the list.",
	model.Denied:      "Ask for the right to write this attribute, or sign in as somebody who has it.",
	model.SignIn:      "Sign in again.",
	model.Unreachable: "Check the network and try again. Nothing you typed is lost.",
	model.Limited:     "Wait a moment and try again.",
	model.Unknown:     "Reload before trying again: the change may have been made.",
	model.Internal:    internalHint,
}
