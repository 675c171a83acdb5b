package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/model/desk"
	"recipientdesk/ui/kit"
)

// A mending puts findings right: it asks the desk what to write, shows all of it,
// saves it object by object, and takes it back as one.
type mending struct {
	reading slot
	busy    bool
	numbers []int // of the changes of the last fix, in the journal
}

func (m *mending) stop() { m.reading.stop() }

// fix shows what putting findings right would write, and writes it if wanted.
func (p *checkPage) fix(list []check.Finding) {
	objects := byObject(list)
	if len(objects) == 0 || p.mending.busy {
		return
	}
	d, total := p.app.session.Desk, len(objects)
	w := p.watch("Preparing the changes", total, p.mending.reading.stop)
	var mends []desk.Mending
	stream(p.app.run, &p.mending.reading, func(ctx context.Context, yield func(int)) error {
		for i, fs := range objects {
			m, err := d.MendAll(ctx, fs)
			mends = append(mends, m...)
			if err != nil {
				return err
			}
			if (i+1)%stepOf(total) == 0 {
				yield(i + 1)
			}
		}
		return nil
	}, w.set, func(err error) {
		w.close()
		if err != nil {
			p.app.fail(p.app.win, err)
			return
		}
		p.reviewFix(mends)
	})
}

// byObject brings the findings of each object together, in the order they have.
func byObject(list []check.Finding) (out [][]check.Finding) {
	at := map[model.GUID]int{}
	for _, f := range list {
		g := guidOf(f)
		i, ok := at[g]
		if !ok {
			i = len(out)
			at[g] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], f)
	}
	return out
}

// reviewFix shows every change, old and new, and asks.
func (p *checkPage) reviewFix(mends []desk.Mending) {
	var sets []model.ChangeSet
	var lines []changeLine
	var left []string
	for _, m := range mends {
		for _, u := range m.Left {
			left = append(left, objectName(m.Before.Ref)+": "+sentence(u.Why))
		}
		switch err := m.Review.Err(); {
		case err != nil:
			left = append(left, objectName(m.Before.Ref)+": "+sentence(err))
		case !m.Change.Empty():
			sets = append(sets, m.Change)
			lines = append(lines, p.app.linesOf(m.Change)...)
		}
	}
	if len(sets) == 0 {
		p.app.showLeft(left)
		return
	}
	text := "These values would be written. A change is refused if somebody changed the same values meanwhile; all of it can be taken back."
	if n := len(left); n > 0 {
		text += fmt.Sprintf(" %s left, the first of %s", upperFirst(many(n, "finding is", "findings are")), left[0])
	}
	var d *kit.Dialog
	d = p.app.win.Ask(kit.Question{Title: "Save changes to " + many(len(sets), "object", "objects") + "?", Text: text, OK: "Save",
		Content: changesTable(lines), MinSize: fyne.NewSize(780, 300),
		OnOK: func() bool {
			d.Close()
			p.save(sets)
			return true
		}})
}

// removeHere takes a value that several objects own away from one of them. Where
// the address was the primary one, another of its addresses becomes that.
func (p *checkPage) removeHere(o check.Other) {
	d := p.app.session.Desk
	load(p.app.run, &p.mending.reading, func(ctx context.Context) ([]desk.Mending, error) {
		e, err := d.Get(ctx, o.Ref)
		if err != nil {
			return nil, err
		}
		m := desk.Mending{Before: e, After: withoutAddress(e, o.Attr, o.Value)}
		m.Change = model.Diff(e, m.After)
		m.Review, err = d.Review(ctx, e, m.After)
		return []desk.Mending{m}, err
	}, func(mends []desk.Mending, err error) {
		if err != nil {
			p.app.fail(p.app.win, err)
			return
		}
		p.reviewFix(mends)
	})
}

// withoutAddress returns an object without one of its addresses, which mail follows if it
// was the primary one.
func withoutAddress(e model.Entry, attr model.Attr, value string) model.Entry {
	kept := slices.DeleteFunc(slices.Clone(e.Values(attr)), func(v string) bool { return v == value })
	out := e.With(attr, kept...)
	gone, err := model.ParseAddress(value)
	if err != nil || !gone.IsSMTP() || !strings.EqualFold(e.First(model.Mail), gone.Value()) {
		return out
	}
	l := model.Addresses(out)
	next := slices.IndexFunc(l, model.Address.IsSMTP)
	if next < 0 {
		return out.With(model.Mail)
	}
	if _, ok := l.Primary(); !ok {
		if l, err = l.Promote(l[next]); err != nil {
			return out
		}
		out = out.With(attr, l.Strings()...)
	}
	first, _ := l.Primary()
	return out.With(model.Mail, first.Value())
}

// changesTable lists changes of several objects, old values before new ones.
func changesTable(lines []changeLine) fyne.CanvasObject {
	return container.NewStack(kit.NewTable([]kit.Column{{Title: "Object", Width: 190, Static: true}, {Title: "Field", Width: 170, Static: true},
		{Title: "Value: − goes, + comes", Width: 380, Static: true, Fill: true}},
		func() int { return len(lines) }, func(row, col int) kit.CellData {
			l := lines[row]
			again := row > 0 && lines[row-1].object == l.object
			switch {
			case col == 0 && again, col == 1 && again && lines[row-1].attr == l.attr:
				return kit.CellData{}
			case col == 0:
				return kit.CellData{Text: l.object}
			case col == 1:
				return kit.CellData{Text: l.field}
			case l.added:
				return kit.CellData{Text: l.value, Icon: theme.ContentAddIcon(), Color: kit.ColorOK}
			}
			return kit.CellData{Text: l.value, Icon: theme.ContentRemoveIcon(), Color: kit.ColorError}
		}))
}

// showLeft says why nothing is changed.
func (a *App) showLeft(left []string) {
	text := "Nothing has to be changed."
	if len(left) > 0 {
		text = left[0]
		if len(left) > 1 {
			text += fmt.Sprintf("\n\nThe same or the like goes for %s.", many(len(left)-1, "other finding", "other findings"))
		}
	}
	a.tell("Nothing to save", kit.NewText(text, 460))
}

// save writes change sets, one after the other.
func (p *checkPage) save(sets []model.ChangeSet) {
	if p.app.session == nil {
		return
	}
	d := p.app.session.Desk
	var numbers []int
	p.each("Saving", len(sets), func(ctx context.Context, i int) saveResult {
		saved, err := d.Save(ctx, sets[i])
		if err == nil {
			numbers = append(numbers, saved.Numbers...)
		}
		return saveResult{ref: sets[i].Ref, entry: saved.Entry, err: err}
	}, func(results []saveResult) {
		if len(numbers) > 0 {
			p.mending.numbers = numbers
		}
		undo := kit.NewButton("Undo", theme.ContentUndoIcon(), func() { p.app.cmd.run("check-undo") })
		history := kit.NewButton("History", theme.HistoryIcon(), func() { p.app.goTo(placeHistory) })
		p.outcome(results, len(sets), "changed", undo, history)
	})
}

// askUndoFix takes the last fix back, after asking.
func (p *checkPage) askUndoFix() {
	n := p.mending.numbers
	p.app.win.Confirm("Take the last fix back?", fmt.Sprintf("The values from before come back in %s, unless somebody changed them since.",
		many(len(n), "change", "changes")), "Undo", func() { p.undoFix(n) })
}

func (p *checkPage) undoFix(numbers []int) {
	d := p.app.session.Desk
	numbers = slices.Clone(numbers)
	slices.Reverse(numbers)
	p.mending.numbers = nil
	var refused []int
	p.each("Taking back", len(numbers), func(ctx context.Context, i int) saveResult {
		s, err := d.Undo(ctx, numbers[i])
		r := saveResult{ref: s.Entry.Ref, entry: s.Entry, err: err}
		if err != nil {
			refused = append(refused, numbers[i])
		}
		return r
	}, func(results []saveResult) {
		refused = append(refused, numbers[len(results):]...)
		slices.Sort(refused)
		p.mending.numbers = refused
		p.outcome(results, len(numbers), "put back as they were")
	})
}

func guidOf(f check.Finding) model.GUID {
	g, _ := model.ParseGUID(f.Ref.GUID)
	return g
}
