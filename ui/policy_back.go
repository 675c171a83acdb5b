package ui

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/journal"
	"recipientdesk/ui/kit"
)

// policyBatch is what the batches of this page are called, beside those of rdesk.
const policyBatch = "policy-"

func (p *policyPage) canTakeBack() bool { return p.idle() && p.known }

// A givenBatch is a batch that can be taken back.
type givenBatch struct {
	name    string
	changes []journal.Record // that stand
}

// lastBatch is the last batch of address policies of which something still stands.
func lastBatch(ctx context.Context, d *desk.Desk) (givenBatch, error) {
	records, err := d.History(ctx)
	if err != nil {
		return givenBatch{}, err
	}
	var b givenBatch
	for _, r := range slices.Backward(records) {
		if !strings.HasPrefix(r.Batch, policyBatch) || !r.Undoable() || b.name != "" && r.Batch != b.name {
			continue
		}
		b.name, b.changes = r.Batch, append(b.changes, r)
	}
	if b.name == "" {
		return b, &model.Error{Code: model.NotFound, Subject: "Address policies", Message: "no addresses were given with this program that could be taken back",
			Hint: "The history shows all changes and what became of them."}
	}
	return b, nil
}

// takeBack shows what taking the last batch back would do, and does it if wanted.
func (p *policyPage) takeBack() {
	session := p.app.session
	load(p.app.run, &p.saving.reading, func(ctx context.Context) (givenBatch, error) { return lastBatch(ctx, session.Desk) }, func(b givenBatch, err error) {
		if err != nil {
			p.app.fail(p.app.win, err)
			return
		}
		var lines []changeLine
		for _, r := range b.changes {
			lines = append(lines, p.app.linesOf(r.Change.Inverse())...)
		}
		var d *kit.Dialog
		d = p.app.win.Ask(kit.Question{Title: "Take back " + many(len(b.changes), "change", "changes") + " as a whole?", OK: "Take back",
			Text:    "The batch " + b.name + " of " + clockTime(b.changes[0].Time, p.app.opt.Now()) + ". Where somebody has changed the same values since, theirs stay, and the recipient is named.",
			Content: changesTable(lines), MinSize: fyne.NewSize(780, 300),
			OnOK: func() bool {
				d.Close()
				p.rollBack(b)
				return true
			}})
	})
}

// rollBack takes a batch back. The user can stop it between two changes.
func (p *policyPage) rollBack(b givenBatch) {
	session := p.app.session
	if session == nil {
		return
	}
	ctx, stop := context.WithCancel(context.Background())
	progress := p.watch("Taking back", len(b.changes), stop, false)
	p.saving.busy = true
	p.draw()
	var back desk.Rollback
	var alone slot // nothing replaces a write: its outcome is to be shown
	stream(p.app.run, &alone, func(_ context.Context, yield func(int)) (err error) {
		defer stop()
		back, err = session.Desk.RollBack(ctx, b.name, yield)
		return err
	}, progress.set, func(err error) {
		progress.close()
		p.saving.busy = false
		if p.app.session != session {
			return
		}
		if err != nil && model.CodeOf(err) != model.Canceled {
			p.app.fail(p.app.win, err)
		}
		p.app.list.reload() // it has what was taken back
		p.tellBack(back, len(b.changes))
		p.written()
	})
}

// tellBack says what became of it.
func (p *policyPage) tellBack(back desk.Rollback, of int) {
	text := upperFirst(many(len(back.Undone), "change was", "changes were")) + " taken back."
	if rest := of - len(back.Undone) - len(back.Failed); rest > 0 {
		text += " Stopped: " + many(rest, "change still stands", "changes still stand") + "."
	}
	p.app.frame.say(kit.ToneOK, text, kit.NewButton("OK", nil, p.app.frame.hush))
	var failed []saveResult
	for _, f := range back.Failed {
		failed = append(failed, saveResult{ref: f.Ref, err: f.Err})
	}
	if len(failed) > 0 {
		p.app.tellRefused(text, failed)
	}
}
