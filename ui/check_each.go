package ui

import (
	"context"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// fewObjects is up to how many objects no progress is shown: it would only flash.
const fewObjects = 8

// stepOf is after how many of a total the screen is told: often enough for the eye,
// seldom enough for the work.
func stepOf(total int) int { return max(1, total/100) }

// each does something to one object after the other and shows how far it is. The
// user can stop it between two objects; what would fail for each of them alike
// ends it.
func (p *checkPage) each(title string, total int, one func(context.Context, int) saveResult, done func([]saveResult)) {
	ctx, stop := context.WithCancel(context.Background())
	w := p.watch(title, total, stop)
	p.mending.busy = true
	p.chosen()
	session := p.app.session
	var results []saveResult
	var alone slot // nothing replaces a write: its outcome is to be shown
	stream(p.app.run, &alone, func(_ context.Context, yield func([]saveResult)) error {
		defer stop()
		var some []saveResult
		defer func() { yield(some) }()
		for i := range total {
			if ctx.Err() != nil {
				return nil
			}
			r := one(context.WithoutCancel(ctx), i)
			some = append(some, r)
			switch model.CodeOf(r.err) {
			case model.SignIn, model.Unreachable, model.Untrusted, model.Denied:
				return nil
			}
			if len(some) == stepOf(total) {
				yield(some)
				some = nil
			}
		}
		return nil
	}, func(some []saveResult) {
		results = append(results, some...)
		w.set(len(results))
		if p.app.session == session {
			p.app.savedAll(some)
		}
	}, func(error) {
		w.close()
		p.mending.busy = false
		if p.app.session == session {
			done(results)
			p.chosen()
		}
	})
}

// outcome says what became of it: in the bar if all went well, else in a dialog.
func (p *checkPage) outcome(results []saveResult, total int, verb string, buttons ...*kit.Button) {
	var failed []saveResult
	for _, r := range results {
		if r.err != nil {
			failed = append(failed, r)
		}
	}
	good := len(results) - len(failed)
	text := upperFirst(many(good, "object was", "objects were")) + " " + verb + "."
	if rest := total - len(results); rest > 0 {
		text += " " + upperFirst(many(rest, "object was", "objects were")) + " not touched."
	}
	if len(failed) == 0 {
		ok := kit.NewButton("OK", nil, p.app.frame.hush)
		p.app.frame.say(kit.ToneOK, text, append(buttons, ok)...)
		return
	}
	if len(results) == 1 {
		p.app.fail(p.app.win, failed[0].err)
		return
	}
	table := kit.NewTable([]kit.Column{{Title: "Object", Width: 200, Static: true}, {Title: "What happened", Width: 400, Static: true, Fill: true}},
		func() int { return len(failed) }, func(row, col int) kit.CellData {
			if col == 0 {
				return kit.CellData{Text: objectName(failed[row].ref), Icon: theme.ErrorIcon(), Color: kit.ColorError}
			}
			return kit.CellData{Text: sentence(failed[row].err)}
		})
	p.app.tell(many(len(failed), "change was", "changes were")+" refused",
		container.NewBorder(kit.NewText(text, 640), nil, nil, nil, container.New(atLeast{640, 220}, table)))
}

// A watching shows how far work on many objects is; on a few it shows nothing.
type watching struct {
	dialog *kit.Progress
	total  int
}

func (p *checkPage) watch(title string, total int, cancel func()) *watching {
	w := &watching{total: total}
	if total > fewObjects {
		w.dialog = p.app.win.Progress(title, many(total, "object", "objects"), func() {
			cancel()
			if title == "Preparing the changes" {
				w.close()
			}
		})
	}
	return w
}

func (w *watching) set(done int) {
	if w.dialog != nil {
		w.dialog.Set(done, w.total, "")
	}
}

func (w *watching) close() {
	if w.dialog != nil {
		w.dialog.Close()
	}
}
