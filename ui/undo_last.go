package ui

import (
	"context"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/journal"
)

// undoLast takes the last saved change back, after showing it.
func (a *App) undoLast() {
	session := a.session
	send(a.run, func(ctx context.Context) (journal.Record, error) {
		return lastUndoable(ctx, session.Desk)
	}, func(r journal.Record, err error) {
		if err != nil {
			a.fail(a.win, err)
			return
		}
		a.askUndo(a.win, &a.preview, r.N, a.undo)
	})
}

func lastUndoable(ctx context.Context, d *desk.Desk) (last journal.Record, err error) {
	records, err := d.History(ctx)
	if err != nil {
		return last, err
	}
	for _, r := range records {
		if r.Undoable() && r.Undoes == 0 {
			last = r
		}
	}
	if last.N == 0 {
		return last, &model.Error{Code: model.NotFound, Subject: "Undo", Message: "nothing was changed with this program that could be taken back",
			Hint: "The history shows all changes and what became of them."}
	}
	return last, nil
}

func (a *App) undo(r journal.Record) {
	session := a.session
	send(a.run, func(ctx context.Context) (desk.Saved, error) { return session.Desk.Undo(ctx, r.N) }, func(s desk.Saved, err error) {
		switch {
		case err != nil:
			a.fail(a.win, err)
		case r.Op == journal.Create:
			a.deleted(r.Change.Ref)
		default:
			a.saved(s.Entry)
		}
	})
}
