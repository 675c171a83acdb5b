package ui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/journal"
	"recipientdesk/ui/kit"
)

// An undoing is what taking a change back would do.
type undoing struct {
	record journal.Record
	set    model.ChangeSet
}

// askUndo shows what taking the selected change back would do, and asks.
func (h *historyView) askUndo() {
	r, ok := h.selected()
	if !ok {
		return
	}
	h.app.askUndo(h.win, &h.reading, r.N, h.takeBack)
}

// askUndo previews taking change n back and calls yes if that is wanted.
func (a *App) askUndo(win *kit.Window, s *slot, n int, yes func(journal.Record)) {
	d := a.session.Desk
	load(a.run, s, func(ctx context.Context) (undoing, error) {
		r, cs, err := d.Undoing(ctx, n)
		return undoing{r, cs}, err
	}, func(u undoing, err error) {
		if err != nil {
			a.fail(win, err)
			return
		}
		a.confirmUndo(win, u, yes)
	})
}

func (a *App) confirmUndo(win *kit.Window, u undoing, yes func(journal.Record)) {
	name := model.NameOf(u.record.Change.Ref.DN)
	if u.record.Op == journal.Create {
		win.ConfirmDanger("Take back the creation?",
			fmt.Sprintf("%s was created by change %d. Taking it back deletes the object, unless it was changed since.", name, u.record.N),
			"Delete", func() { yes(u.record) })
		return
	}
	lines := a.linesOf(u.set)
	table := valuesTable(lines, "Value: − goes, + comes back")
	var dialog *kit.Dialog
	dialog = win.Ask(kit.Question{
		Title: fmt.Sprintf("Take back change %d of %s?", u.record.N, name), OK: "Undo",
		Text:    "These values would be written. It is refused if somebody changed them since.",
		Content: container.NewStack(table), MinSize: fyne.NewSize(700, 180),
		OnOK: func() bool {
			dialog.Close()
			yes(u.record)
			return true
		},
	})
}

// valuesTable lists the changes of one object, old values before new ones.
func valuesTable(lines []changeLine, title string) *kit.Table {
	return kit.NewTable([]kit.Column{{Title: "Field", Width: 200, Static: true}, {Title: title, Width: 440, Static: true, Fill: true}},
		func() int { return len(lines) }, func(row, col int) kit.CellData {
			l := lines[row]
			switch {
			case col == 0 && row > 0 && lines[row-1].attr == l.attr:
				return kit.CellData{}
			case col == 0:
				return kit.CellData{Text: l.field}
			case l.added:
				return kit.CellData{Text: l.value, Icon: theme.ContentAddIcon(), Color: kit.ColorOK}
			}
			return kit.CellData{Text: l.value, Icon: theme.ContentRemoveIcon(), Color: kit.ColorError}
		})
}

func (h *historyView) takeBack(r journal.Record) {
	h.busy = true
	h.enable()
	d := h.app.session.Desk
	send(h.app.run, func(ctx context.Context) (desk.Saved, error) { return d.Undo(ctx, r.N) },
		func(s desk.Saved, err error) {
			h.busy = false
			if h.app.session == nil { // disconnected meanwhile: the journal has it
				return
			}
			h.read()
			h.enable()
			if err != nil {
				h.app.fail(h.win, err)
				return
			}
			gone := r.Op == journal.Create
			if gone {
				h.app.deleted(r.Change.Ref)
			}
			h.undone(s, gone)
		})
}

// linesOf writes a change of one object for people.
func (a *App) linesOf(cs model.ChangeSet) (out []changeLine) {
	object := model.NameOf(cs.Ref.DN)
	for _, c := range cs.Changes {
		line := changeLine{object: object, field: a.fieldName(c.Attr), attr: c.Attr}
		for _, v := range c.Removed() {
			line.added, line.value = false, readable(a.session.Schema, c.Attr, v)
			out = append(out, line)
		}
		for _, v := range c.Added() {
			line.added, line.value = true, readable(a.session.Schema, c.Attr, v)
			out = append(out, line)
		}
	}
	return out
}

// historyPage is the tab of the sheet.
func (s *Sheet) historyPage() *sheetPage {
	p := &sheetPage{draw: func() {}}
	p.make = func() fyne.CanvasObject {
		s.history = newHistoryView(s.app, s.win, func() []model.Ref { return s.refs })
		s.history.undone = func(saved desk.Saved, gone bool) {
			if gone {
				s.lost(model.NameOf(s.refs[0].DN) + " was deleted")
				return
			}
			s.rebase(true, []model.Entry{saved.Entry})
		}
		s.history.read()
		return s.history
	}
	p.stop = func() {
		if s.history != nil {
			s.history.reading.stop()
		}
	}
	return p
}
