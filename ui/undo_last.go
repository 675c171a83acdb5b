package ui

import (
	"context"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/journal"
)

// undoLast takes the last saved change back, after showing what that would do.
func (a *App) undoLast() {
	session := a.session
	load(a.run, &a.undoing, func(ctx context.Context) (int, error) {
		return lastUndoable(ctx, session.Desk)
	}, func(n int, err error) {
		if err != nil {
			a.fail(a.win, err)
			return
		}
		a.askUndo(a.win, &a.undoing, n, a.undo)
	})
}

// lastUndoable is the number of the last change that can be taken back and is not
// itself the undoing of another.
func lastUndoable(ctx context.Context, d *desk.Desk) (n int, err error) {
	records, err := d.History(ctx)
	if err != nil {
		return 0, err
	}
	for _, r := range records {
		if r.Undoable() && r.Undoes == 0 {
			n = r.N
		}
	}
	if n == 0 {
		return 0, &model.Error{Code: model.NotFound, Subject: "Undo", Message: "nothing was changed with this program that could be taken back",
			Hint: "The history shows all changes and what became of them."}
	}
	return n, nil
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
