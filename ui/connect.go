package ui

import (
	"context"
	"strings"

	"recipientdesk/model"
)

// attempt opens a session in the background. After cancel, done is not called any
// more and a session that comes late is closed.
func (a *App) attempt(t Target, done func(*Session, error)) (cancel func()) {
	ctx, stop := context.WithCancel(context.Background())
	canceled := false
	send(a.run, func(context.Context) (*Session, error) { return a.opt.Connect(ctx, t) }, func(s *Session, err error) {
		stop()
		switch {
		case !canceled:
			done(s, err)
		case s != nil:
			a.end(s)
		}
	})
	return func() {
		canceled = true
		stop()
	}
}

// connect opens a directory that needs no more questions, with a dialog that can
// stop it. Where it fails, a server's connect dialog comes up with the reason.
func (a *App) connect(t Target) {
	var cancel func()
	p := a.win.Progress("Connecting", t.describe(), func() { cancel() })
	stop := a.attempt(t, func(s *Session, err error) {
		p.Close()
		switch {
		case err == nil:
			a.opened(s)
		case model.CodeOf(err) == model.Canceled:
		case isServer(t.Directory):
			a.askConnect(t, err)
		default:
			a.showError(a.win, err)
		}
	})
	cancel = func() {
		stop()
		p.Close()
	}
}

// connectAgain opens a connection whose password is not at hand: at once if none
// is needed or the keyring has it, else by the connect dialog. Kerberos may have a
// ticket, so it is tried without.
func (a *App) connectAgain(t Target) {
	if t.User == "" || t.Auth == "kerberos" || !isServer(t.Directory) {
		a.connect(t)
		return
	}
	a.password(t, func(password string, ok bool) {
		if !ok {
			a.askConnect(t, nil)
			return
		}
		t.Password = password
		a.connect(t)
	})
}

// isServer reports whether a directory is reached over the network.
func isServer(directory string) bool {
	return directory != sampleDirectory && !strings.HasPrefix(directory, exportPrefix) && !strings.HasPrefix(directory, sampleDirectory)
}

// lastServer is the server connected to last, for the dialog to start from.
func (a *App) lastServer() Target {
	for _, t := range a.settings.Recent() {
		if isServer(t.Directory) {
			return t
		}
	}
	return Target{}
}

// password asks the keyring, which may take its time.
func (a *App) password(t Target, done func(password string, ok bool)) {
	if a.opt.Secrets == nil {
		done("", false)
		return
	}
	send(a.run, func(context.Context) (string, error) {
		p, ok := a.opt.Secrets.Get(t)
		if !ok {
			return "", &model.Error{Code: model.NotFound, Message: "no password is kept"}
		}
		return p, nil
	}, func(p string, err error) { done(p, err == nil) })
}

// keepPassword puts the password into the keyring. That it could not be kept is
// said, but stops nothing.
func (a *App) keepPassword(t Target) {
	if a.opt.Secrets == nil {
		return
	}
	send(a.run, func(context.Context) (bool, error) { return true, a.opt.Secrets.Set(t) }, func(_ bool, err error) {
		if err != nil {
			a.note([]string{"The password could not be kept in the system's keyring: " + err.Error() + "."})
		}
	})
}

func (a *App) dropPassword(t Target) {
	if a.opt.Secrets == nil || t.User == "" {
		return
	}
	send(a.run, func(context.Context) (bool, error) { return true, a.opt.Secrets.Delete(t) }, func(bool, error) {})
}
