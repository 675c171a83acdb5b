package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/lifecycle"
	"recipientdesk/ui/kit"
)

// A saveResult is what became of one object.
type saveResult struct {
	ref   model.Ref
	entry model.Entry // as it is now, where that is known
	err   error
	gone  bool // the object itself is not there any more
}

// save sends the changes. The draft stays editable; edits made meanwhile are
// kept and are unsaved afterwards.
func (s *Sheet) save() {
	if s.draft == nil || s.win.Modal() || !s.state().savable {
		s.closing = false
		return
	}
	base, now := s.draft.Base(), s.draft.Entries()
	settled, steps := map[string][]lifecycle.Step{}, map[string][]lifecycle.Step{} // by GUID
	for i, e := range base {
		settled[e.Ref.GUID], steps[e.Ref.GUID] = lifecycle.Unsynced(now[i], e), lifecycle.Unsynced(e, now[i])
	}
	sets, d := s.draft.Send(), s.app.session.Desk
	s.saving, s.typing = true, ""
	s.bar.Hide()
	s.refresh()
	send(s.app.run, func(ctx context.Context) ([]saveResult, error) {
		if err := lastCheck(ctx, d, base, now); err != nil {
			return nil, err
		}
		return saveAll(ctx, d, sets), nil
	}, func(list []saveResult, err error) {
		for _, r := range list {
			if r.err == nil {
				s.leave(settled[r.entry.Ref.GUID], steps[r.entry.Ref.GUID])
			}
		}
		s.answered(len(sets), list, err)
	})
}

// leave keeps the steps that have to be taken in Exchange Online, too, after a save.
// settled are those that set what the save took away: AD no longer asks for that.
func (s *Sheet) leave(settled, steps []lifecycle.Step) {
	s.leftover = slices.DeleteFunc(slices.Clone(s.leftover), func(o lifecycle.Step) bool {
		return slices.ContainsFunc(slices.Concat(settled, steps), func(n lifecycle.Step) bool { return sameSetting(o, n) })
	})
	s.leftover = append(s.leftover, steps...)
}

// sameSetting reports whether two commands set the same of the same recipient, to
// whatever value.
func sameSetting(a, b lifecycle.Step) bool {
	cmdlet, _, _ := strings.Cut(a.PowerShell, "' -")
	other, _, _ := strings.Cut(b.PowerShell, "' -")
	return a.Text == b.Text && cmdlet == other
}

// saveAll saves one object after the other. What would fail for each of them
// alike ends it.
func saveAll(ctx context.Context, d *desk.Desk, sets []model.ChangeSet) (out []saveResult) {
	for _, cs := range sets {
		saved, err := d.Save(ctx, cs)
		r := saveResult{ref: cs.Ref, entry: saved.Entry, err: err}
		code := model.CodeOf(err)
		if code == model.NotFound {
			_, err := d.Get(ctx, cs.Ref, model.ObjectClass)
			r.gone = model.CodeOf(err) == model.NotFound
		}
		out = append(out, r)
		if code == model.SignIn || code == model.Unreachable || code == model.Untrusted {
			break
		}
	}
	return out
}

// answered takes the outcome of a save of that many objects.
func (s *Sheet) answered(sent int, list []saveResult, err error) {
	s.saving = false
	s.owners.forget()
	var done []model.Entry
	var failed []saveResult
	for _, r := range list {
		if r.err != nil {
			failed = append(failed, r)
			s.halfway(r)
			continue
		}
		done = append(done, r.entry)
		s.app.saved(r.entry)
	}
	if s.closed {
		return
	}
	if len(done) > 0 {
		s.draft.Saved(done...)
	}
	quit := s.closing && err == nil && len(failed) == 0
	s.closing = false
	s.refresh()
	if s.history != nil {
		s.history.read()
	}
	switch {
	case err != nil:
		s.failed(err)
	case quit && !s.dirty():
		s.shut()
	case len(failed) == 0:
	case len(s.refs) == 1:
		s.failedOne(failed[0])
	default:
		s.failedSome(len(done), sent-len(done), failed)
	}
}

// halfway takes over what was saved before the failure: the changes of the object
// itself, when a change of another one, as for "Member of", did not succeed.
func (s *Sheet) halfway(r saveResult) {
	code := model.CodeOf(r.err)
	if s.closed || r.entry.Ref.GUID == "" || code == model.Conflict || code == model.Unknown {
		return
	}
	for _, b := range s.draft.Base() {
		if b.Ref.Same(r.entry.Ref) && !model.Diff(b, r.entry).Empty() {
			s.draft.Rebase(s.schema.Single, func(model.Attr) bool { return true }, r.entry)
			s.app.saved(r.entry)
		}
	}
}

// failed shows an error that concerns the sheet as a whole. Nothing is lost by
// it, so what can be tried again is offered in a bar and not in a dialog.
func (s *Sheet) failed(err error) {
	_, message, _, _ := describe(err)
	switch model.CodeOf(err) {
	case model.Unreachable, model.Limited:
		retry := kit.NewButton("Try again", nil, s.save)
		if len(s.draft.Changes()) == 0 {
			retry = kit.NewButton("Try again", nil, s.reload)
		}
		s.ask(kit.ToneError, message+". Your edits are kept.", retry)
	case model.NotFound:
		s.lost(message)
	default:
		s.app.fail(s.win, err)
	}
}

// failedOne shows why the one object of the sheet was not saved.
func (s *Sheet) failedOne(r saveResult) {
	switch code := model.CodeOf(r.err); {
	case code == model.Conflict:
		s.askConflict(r)
	case code == model.Unknown:
		s.askUnknown(r.err)
	case code == model.NotFound && !r.gone: // the other end of a reference
		s.app.fail(s.win, r.err)
	default:
		s.failed(r.err)
	}
}

// lost makes the sheet read-only: its object was deleted.
func (s *Sheet) lost(message string) {
	s.gone = true
	for _, r := range s.refs {
		s.app.deleted(r)
	}
	s.ask(kit.ToneError, message+". Nothing can be saved any more; the values can still be read and copied.",
		kit.NewButton("Close", nil, s.close))
	s.refresh()
}

// askConflict says what somebody else changed and whose value is to stay. Until
// that is answered the edits stay as they are.
func (s *Sheet) askConflict(r saveResult) {
	text := r.err.Error()
	if e, ok := errors.AsType[*model.Error](r.err); ok {
		attr, rest, _ := strings.Cut(e.Message, " ") // the message starts with the attribute
		text = upperFirst(s.app.fieldName(model.Attr(attr))) + " " + rest + "."
	}
	if len(s.refs) > 1 {
		text = model.NameOf(r.ref.DN) + ": " + text
	}
	if r.entry.Ref.DN == "" {
		s.ask(kit.ToneWarning, text, kit.NewButton("Reload", nil, s.reload))
		return
	}
	choose := func(mine bool) func() {
		return func() {
			s.bar.Hide()
			s.rebase(mine, []model.Entry{r.entry})
		}
	}
	theirs := kit.NewButton("Take theirs", nil, choose(false))
	theirs.SetTip("Show the other value and keep your other edits")
	mine := kit.NewButton("Keep mine", nil, choose(true))
	mine.SetTip("Keep your value; Save then writes it over the other one")
	s.ask(kit.ToneWarning, text, theirs, mine)
	s.win.Canvas().Focus(theirs)
}

// askUnknown offers to look before anything is sent twice.
func (s *Sheet) askUnknown(err error) {
	_, message, _, _ := describe(err)
	var d *kit.Dialog
	again := kit.NewButton("Reload", nil, func() {
		d.Close()
		s.reload()
	})
	later := kit.NewButton("Not now", nil, func() { d.Close() })
	text := message + ".\n\nThe change may have been made or not. Reload shows what the directory holds; your edits are kept."
	d = s.win.ShowDialog(kit.DialogOptions{Title: titles[model.Unknown], Content: kit.NewText(text, 440),
		Buttons: []*kit.Button{again, later}, Default: again, Cancel: later, Focus: again})
}

// failedSome lists the objects that were not saved. The others were.
func (s *Sheet) failedSome(done, left int, failed []saveResult) {
	type row struct{ name, why string }
	var rows []row
	for _, r := range failed {
		rows = append(rows, row{model.NameOf(r.ref.DN), sentence(r.err)})
	}
	table := kit.NewTable([]kit.Column{{Title: "Not saved", Width: 180, Static: true}, {Title: "Why", Width: 520, Static: true}},
		func() int { return len(rows) }, func(i, col int) kit.CellData {
			if col == 0 {
				return kit.CellData{Text: rows[i].name, Icon: kit.ToneError.Icon()}
			}
			return kit.CellData{Text: rows[i].why}
		})
	var d *kit.Dialog
	quit := kit.NewButton("Close", nil, func() { d.Close() })
	d = s.win.ShowDialog(kit.DialogOptions{
		Title:   fmt.Sprintf("%s saved, %s not", many(done, "object was", "objects were"), many(left, "object", "objects")),
		Content: table, MinSize: fyne.NewSize(740, 220), Buttons: []*kit.Button{quit}, Default: quit, Cancel: quit, Focus: quit,
		OnClosed: func() {
			for _, r := range failed {
				if model.CodeOf(r.err) == model.Conflict && s.bar.Text() == "" {
					s.askConflict(r)
				}
			}
		},
	})
}
