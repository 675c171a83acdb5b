package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// A syncWatch waits for a synchronization that runs elsewhere: it asks the tenant when
// it was synchronized last until that is another time.
type syncWatch struct {
	app   *App
	since time.Time // the synchronization before
	slot  slot
	pause func()
}

// watchEvery is how long the watch waits between two questions. The tenant notes the
// end of a synchronization, which takes minutes: more often would say nothing sooner.
const watchEvery = 30 * time.Second

// watchSync begins to watch; what is watched already goes on.
func (a *App) watchSync() {
	if a.link.watch != nil || !a.connected() {
		return
	}
	w := &syncWatch{app: a, since: a.link.info.LastSync, pause: func() {}}
	a.link.watch = w
	w.ask()
	a.refresh()
}

// stopWatch gives up watching.
func (a *App) stopWatch() {
	if w := a.link.watch; w != nil {
		a.link.watch = nil
		w.slot.stop()
		w.pause()
		a.refresh()
	}
}

// ask looks once. A failure to answer is no end: the network comes back.
func (w *syncWatch) ask() {
	tenant := w.app.session.Desk.Tenant()
	if tenant == nil {
		w.app.stopWatch()
		return
	}
	load(w.app.run, &w.slot, func(ctx context.Context) (model.TenantInfo, error) { return tenant.Info(ctx) }, func(info model.TenantInfo, err error) {
		switch {
		case err == nil && info.LastSync.After(w.since):
			w.app.stopWatch()
			w.app.synced()
			w.app.note([]string{tenantName(info) + " was synchronized at " + info.LastSync.Local().Format("15:04") + "."})
		case model.CodeOf(err) == model.SignIn:
			w.app.stopWatch()
			w.app.link.err = err
			w.app.refresh()
		default:
			w.pause = w.app.run.After(watchEvery, w.ask)
		}
	})
}

// watchSegment is what the status bar says of the watch.
func (f *frame) watchSegment() kit.Segment {
	if f.app.link.watch == nil {
		return kit.Segment{}
	}
	return kit.Segment{Text: "Watching for a sync · Stop", Icon: theme.MediaStopIcon(), OnTapped: f.app.stopWatch,
		Tip: "The tenant is asked every " + many(int(watchEvery.Seconds()), "second", "seconds") + " whether it was synchronized. Click to stop."}
}
