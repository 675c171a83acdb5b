package ui

import (
	"context"
	"path/filepath"
	"strings"
	"sync/atomic"

	"recipientdesk/ui/kit"
)

// askSaveSnapshot asks for a file, and writes what the tenant holds to it.
func (a *App) askSaveSnapshot() {
	name, _, _ := strings.Cut(or(a.link.info.InitialDomain, "tenant"), ".")
	name += a.opt.Now().Local().Format("-2006-01-02") + ".json"
	a.chooseFile(a.win, fileOptions{Title: "Save a snapshot of the tenant", Ext: []string{".json"}, Save: true, Name: name, Done: a.saveSnapshot})
}

// tellEvery is how often the dialog says how far it is, in milliseconds.
const tellEvery = 100

// saveSnapshot writes a snapshot with a dialog that can stop it. Nothing is left of one
// that was stopped.
func (a *App) saveSnapshot(path string) {
	session := a.session
	ctx, cancel := context.WithCancel(context.Background())
	var p *kit.Progress
	stopped := false
	p = a.win.Progress("Saving a snapshot of the tenant", "Reading the tenant…", func() { stopped = true; cancel() })
	var told atomic.Int64 // when, in milliseconds: a window that draws each object is slower than a tenant
	tell := func(objects int) {
		now := a.opt.Now().UnixMilli()
		if was := told.Load(); now-was < tellEvery || !told.CompareAndSwap(was, now) {
			return
		}
		a.run.Do(func() {
			if !p.Closed() {
				p.Set(0, 0, many(objects, "object", "objects")+" read…")
			}
		})
	}
	send(a.run, func(context.Context) (bool, error) { return true, session.SaveSnapshot(ctx, path, tell) }, func(_ bool, err error) {
		cancel()
		p.Close()
		switch {
		case stopped && err != nil:
		case err != nil:
			a.showError(a.win, err)
		default:
			a.note([]string{"The tenant was written to " + filepath.Base(path) + ", with personal data of everybody in it."})
		}
	})
}
