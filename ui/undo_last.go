package ui

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

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
		verb := "Undo"
		if r.Op == journal.Create {
			verb = "Delete"
		}
		a.win.ConfirmDanger("Undo the last saved change", describeRecord(r), verb, func() { a.undo(r) })
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

// describeRecord says what a change did and what undoing it will do.
func describeRecord(r journal.Record) string {
	name, at := model.NameOf(r.Change.Ref.DN), r.Time.Local().Format(time.DateTime)
	if r.Op == journal.Create {
		return fmt.Sprintf("%s was created at %s. Undoing deletes it, unless it was changed since.", name, at)
	}
	var lines []string
	for _, c := range r.Change.Inverse().Changes {
		lines = append(lines, fmt.Sprintf("%s: %s → %s", c.Attr, brief(c.Before), brief(c.After)))
	}
	return fmt.Sprintf("%s was changed at %s. Undoing sets it back:\n\n%s", name, at, strings.Join(lines[:min(len(lines), 8)], "\n"))
}

// brief shows a few values in a line.
func brief(values []string) string {
	if len(values) == 0 {
		return "(empty)"
	}
	var parts []string
	for _, v := range values {
		switch {
		case !utf8.ValidString(v):
			v = many(len(v), "byte", "bytes")
		case utf8.RuneCountInString(v) > 60:
			v = string([]rune(v)[:60]) + "…"
		}
		parts = append(parts, v)
	}
	return listed(parts, 3)
}
