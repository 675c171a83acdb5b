package ui

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/ui/kit"
)

// A policySaving writes what a preview planned, as one batch, and takes it back.
type policySaving struct {
	reading slot
	busy    bool
}

func (s *policySaving) stop() { s.reading.stop() }

// idle reports whether something may be written now.
func (p *policyPage) idle() bool {
	return p.app.session != nil && !p.app.session.Info.ReadOnly && !p.saving.busy && !p.r.busy
}

// canApply reports whether a preview that is still true gives something.
func (p *policyPage) canApply() bool {
	return p.idle() && p.r.last != nil && p.r.old == "" && p.chosenCount() > 0
}

// chosenChanges are the changes to be made: those of the selected recipients where
// several are selected, else those of the policy that is chosen, else all.
func (p *policyPage) chosenChanges() (out []model.ChangeSet) {
	if p.r.last == nil {
		return nil
	}
	if p.table.SelectedCount() > 1 {
		for _, l := range p.selection() {
			if !l.change.Empty() {
				out = append(out, l.change)
			}
		}
		return out
	}
	for i := range p.r.last.lines {
		if l := &p.r.last.lines[i]; !l.change.Empty() && (p.query.Policy == "" || l.policy == p.query.Policy) {
			out = append(out, l.change)
		}
	}
	return out
}

// chosenCount is how many changes that are.
func (p *policyPage) chosenCount() (n int) {
	if p.r.last == nil {
		return 0
	}
	if p.table.SelectedCount() > 1 {
		for _, l := range p.selection() {
			if !l.change.Empty() {
				n++
			}
		}
		return n
	}
	if p.query.Policy != "" {
		return p.changesBy[p.query.Policy]
	}
	return p.r.last.Changed
}

// apply shows what giving the addresses would write, and writes it if wanted.
func (p *policyPage) apply() {
	changes := p.chosenChanges()
	of := "All that the policies give."
	if n := len(changes); n < p.r.last.Changed {
		of = "Only to those that are chosen; " + many(p.r.last.Changed-n, "other recipient waits", "other recipients wait") + "."
	}
	p.review(policyWriting{what: "policy", title: "Give addresses to", about: of, done: "given their addresses", changes: changes})
}

// A policyWriting is a batch of changes that the page makes.
type policyWriting struct {
	what    string // of the batch, in the journal
	title   string // of the question, before the number of recipients
	about   string
	done    string // what became of them
	changes []model.ChangeSet
}

// review asks the directory about every change, shows all of them, and asks.
func (p *policyPage) review(w policyWriting) {
	d, total := p.app.session.Desk, len(w.changes)
	if total == 0 || p.saving.busy {
		return
	}
	progress := p.watch("Checking the changes", total, p.saving.reading.stop, true)
	var reviewed []desk.ReviewedChange
	stream(p.app.run, &p.saving.reading, func(ctx context.Context, yield func(int)) (err error) {
		reviewed, err = d.ReviewAll(ctx, w.changes, yield)
		return err
	}, progress.set, func(err error) {
		progress.close()
		if err != nil {
			p.app.fail(p.app.win, err)
			return
		}
		p.confirm(w, reviewed)
	})
}

// confirm shows every change, old and new, and asks.
func (p *policyPage) confirm(w policyWriting, reviewed []desk.ReviewedChange) {
	var sets []model.ChangeSet
	var lines []changeLine
	var left []saveResult
	for _, r := range reviewed {
		if err := r.Refusal(); err != nil {
			left = append(left, saveResult{ref: r.Change.Ref, err: err})
			continue
		}
		sets = append(sets, r.Change)
		lines = append(lines, p.app.linesOf(r.Change)...)
	}
	if len(sets) == 0 {
		p.outcome(w, 0, left, false)
		return
	}
	text := w.about + " One change for each; they are one batch, which can be taken back as a whole. A change is refused if somebody changed the same values meanwhile."
	if n := len(left); n > 0 {
		text += fmt.Sprintf(" %s left as they are, the first: %s: %s", upperFirst(many(n, "recipient is", "recipients are")), objectName(left[0].ref), sentence(left[0].err))
	}
	var dialog *kit.Dialog
	dialog = p.app.win.Ask(kit.Question{Title: w.title + " " + many(len(sets), "recipient", "recipients") + "?", Text: text, OK: "Save",
		Content: changesTable(lines), MinSize: fyne.NewSize(780, 300),
		OnOK: func() bool {
			dialog.Close()
			p.write(w, sets, left)
			return true
		}})
}

// write makes the changes. The user can stop it between two of them.
func (p *policyPage) write(w policyWriting, sets []model.ChangeSet, left []saveResult) {
	session, now := p.app.session, p.app.opt.Now()
	if session == nil {
		return
	}
	ctx, stop := context.WithCancel(context.Background())
	progress := p.watch("Saving", len(sets), stop, false)
	p.saving.busy = true
	p.draw()
	var results []saveResult
	var done policyBatchDone
	var alone slot // nothing replaces a write: its outcome is to be shown
	stream(p.app.run, &alone, func(_ context.Context, yield func([]saveResult)) (err error) {
		defer stop()
		done, err = w.run(ctx, session.Desk, sets, now, yield)
		return err
	}, func(some []saveResult) {
		results = append(results, some...)
		progress.set(len(results))
		if p.app.session == session {
			p.app.savedAll(some)
		}
	}, func(err error) {
		progress.close()
		p.saving.busy = false
		if p.app.session != session {
			return
		}
		for _, f := range done.failed {
			left = append(left, saveResult{ref: f.Ref, err: f.Err})
		}
		stopped := model.CodeOf(err) == model.Canceled
		if !stopped {
			p.app.fail(p.app.win, err)
		}
		p.outcome(w, len(done.numbers), left, stopped)
		p.written()
	})
}

// A policyBatchDone is what became of a batch.
type policyBatchDone struct {
	numbers []int // of the changes that stand, in the journal
	failed  []desk.SaveFailure
}

// run makes the changes of a batch. It is work for the background; yield is told of
// some changes at a time.
func (w policyWriting) run(ctx context.Context, d *desk.Desk, sets []model.ChangeSet, now time.Time, yield func([]saveResult)) (out policyBatchDone, err error) {
	b, err := d.NewBatch(ctx, w.what, now)
	if err != nil {
		return out, err
	}
	var some []saveResult
	defer func() { yield(some) }()
	out.numbers, out.failed, err = b.GiveAll(ctx, sets, true, func(s desk.Saved, err error) {
		if some = append(some, saveResult{ref: s.Entry.Ref, entry: s.Entry, err: err}); len(some) >= max(10, stepOf(len(sets))) {
			yield(some)
			some = nil
		}
	})
	return out, err
}

// written has the page look at the directory again.
func (p *policyPage) written() {
	p.draw()
	if p.r.last != nil {
		p.preview()
	}
}

// outcome says what became of it: in the bar if all went well, else in a dialog.
func (p *policyPage) outcome(w policyWriting, made int, left []saveResult, stopped bool) {
	text := upperFirst(many(made, "recipient was", "recipients were")) + " " + w.done + "."
	if stopped {
		text = "Stopped: " + text
	}
	if made > 0 {
		back := kit.NewButton("Take back…", theme.ContentUndoIcon(), func() { p.app.cmd.run("policy-take-back") })
		history := kit.NewButton("History", theme.HistoryIcon(), func() { p.app.goTo(placeHistory) })
		p.app.frame.say(kit.ToneOK, text, back, history, kit.NewButton("OK", nil, p.app.frame.hush))
	}
	if len(left) > 0 {
		p.app.tellRefused(text, left)
	}
}

// tellRefused lists what could not be done, and why.
func (a *App) tellRefused(text string, failed []saveResult) {
	if len(failed) == 1 {
		a.fail(a.win, failed[0].err)
		return
	}
	table := kit.NewTable([]kit.Column{{Title: "Object", Width: 200, Static: true}, {Title: "What happened", Width: 400, Static: true, Fill: true}},
		func() int { return len(failed) }, func(row, col int) kit.CellData {
			if col == 0 {
				return kit.CellData{Text: objectName(failed[row].ref), Icon: theme.ErrorIcon(), Color: kit.ColorError}
			}
			return kit.CellData{Text: sentence(failed[row].err)}
		})
	a.tell(many(len(failed), "change was", "changes were")+" refused",
		container.NewBorder(kit.NewText(text, 640), nil, nil, nil, container.New(atLeast{640, 220}, table)))
}

// watch shows how far work on many objects is; on a few it shows nothing. closes says
// that stopping leaves nothing to wait for.
func (p *policyPage) watch(title string, total int, cancel func(), closes bool) *watching {
	w := &watching{total: total}
	if total > fewObjects {
		w.dialog = p.app.win.Progress(title, many(total, "recipient", "recipients"), func() {
			cancel()
			if closes {
				w.close()
			}
		})
	}
	return w
}
