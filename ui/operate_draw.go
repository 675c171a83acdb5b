package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// draw shows everything as it stands.
func (w *operateWindow) draw() {
	if w.list == nil || w.closed {
		return
	}
	w.win.SetTitle(w.name() + " – Operations")
	w.drawList()
	w.drawBody()
	w.form.enable(w.done == nil && !w.busy)
	w.form.explainRouting(w.world)
	w.drawOutcome()
	w.drawFoot()
}

// name is whom it is about.
func (w *operateWindow) name() string {
	if len(w.objects) == 1 {
		return model.Recipient{Entry: w.objects[0].Entry}.Name()
	}
	return many(len(w.refs), "recipient", "recipients")
}

// drawList lists the operations; those that are not possible say why.
func (w *operateWindow) drawList() {
	var rows []kit.OutlineRow
	group := ""
	for _, o := range w.offered {
		if o.Group != group {
			group = o.Group
			rows = append(rows, kit.OutlineRow{ID: "group:" + group, Text: group, Heading: true})
		}
		r := kit.OutlineRow{ID: o.ID, Text: o.Label, Icon: o.Icon, Tip: o.Tip + " (" + o.Key.String() + " in the main window)"}
		if err := w.blocked[o.ID]; err != nil {
			r.Color, r.Tip = kit.ColorMuted, "Not possible: "+aloud(err)
		}
		rows = append(rows, r)
	}
	w.list.SetRows(rows)
}

// drawBody shows the operation, or why it is not possible.
func (w *operateWindow) drawBody() {
	var page fyne.CanvasObject
	switch {
	case w.op == nil:
		w.empty.Say(nil, "Nothing can be done here", "No operation is for what was chosen.")
		page = w.empty
	case w.done == nil && w.blocked[w.op.ID] != nil:
		w.empty.Say(w.op.Icon, w.op.Label+" is not possible", aloud(w.blocked[w.op.ID]))
		page = w.empty
	default:
		w.title.SetText(w.heading())
		w.about.SetText(w.op.Tip + ".")
		if w.pageOf != w.op.ID {
			w.pageOf, w.page = w.op.ID, w.newBody()
		}
		page = w.page
	}
	if len(w.body.Objects) != 1 || w.body.Objects[0] != page {
		w.body.Objects = []fyne.CanvasObject{page}
	}
	w.body.Refresh()
}

// heading is "Enable: mailbox in the cloud for Anna Adams".
func (w *operateWindow) heading() string {
	what := w.op.Group + ": " + strings.ToLower(w.op.Label[:1]) + w.op.Label[1:]
	return what + " – " + w.name()
}

// current is the number of the object that the outcome shows.
func (w *operateWindow) current() int {
	if len(w.refs) == 1 {
		return 0
	}
	return max(0, min(w.table.Cursor(), len(w.plans)-1))
}

// drawOutcome shows what it comes to for the object in question.
func (w *operateWindow) drawOutcome() {
	w.table.Refresh()
	if len(w.plans) == 0 {
		w.outcome.show(shownOutcome{})
		return
	}
	o := w.shown(w.current())
	w.outcome.show(o)
	if len(w.refs) == 1 && o.err == nil {
		w.form.derive(o.step.After)
	}
}

// shown is the outcome of one of the objects.
func (w *operateWindow) shown(i int) shownOutcome {
	p := w.plans[i]
	o := shownOutcome{step: p.Step, err: p.Err, cloud: w.todo, asked: w.untouched}
	if w.done != nil && w.done.undone {
		o.step.Notes = nil // of what is no more
	}
	if err := w.refusals[i]; p.Refusal() == nil && err != nil {
		o.more = append(o.more, finding{tone: kit.ToneError, text: aloud(err), ref: p.Ref})
	}
	if o.err == nil {
		o.more = append(o.more, w.standings.withoutEffect([]model.ChangeSet{p.Step.Change()})...)
	}
	return o
}

func (w *operateWindow) drawFoot() {
	text, tone := w.line()
	w.icon.SetResource(tone.Icon())
	if w.status.Text != text {
		w.status.SetText(text)
	}
	n := len(w.sets)
	w.save.SetText("Save")
	if len(w.refs) > 1 && n > 0 {
		w.save.SetText("Save " + count(n))
	}
	enable(w.save, w.done == nil && !w.busy && !w.pending && n > 0)
	w.undo.Hidden = w.done == nil || w.done.undone || len(w.done.numbers) == 0
	w.save.Hidden = w.done != nil
	enable(w.undo, !w.busy)
	enable(w.open, !w.busy)
	enable(w.quit, !w.busy)
	w.undo.Refresh()
	w.save.Refresh()
}

// line is the sentence at the foot.
func (w *operateWindow) line() (string, kit.Tone) {
	switch {
	case w.done != nil:
		return w.done.text, w.done.tone
	case w.busy:
		return "Saving…", kit.ToneInfo
	case w.op == nil || w.blocked[w.op.ID] != nil:
		return "Nothing is changed", kit.ToneNeutral
	case w.pending || len(w.plans) == 0:
		return "Looking what it comes to…", kit.ToneNeutral
	case len(w.refs) == 1:
		return w.app.comesTo(w.shown(0))
	}
	n := len(w.sets)
	text, tone := many(n, "object", "objects")+" would be changed", kit.ToneChanged
	if left := len(w.plans) - n; left > 0 {
		text += " · " + many(left, "object is left as it is", "objects are left as they are")
		tone = kit.ToneWarning
	}
	if steps := len(w.todo); steps > 0 {
		text += " · " + many(steps, "step", "steps") + " to do in the tenant"
	}
	return text, tone
}

// newObjectTable lists the objects with what comes of each.
func (w *operateWindow) newObjectTable() *kit.Table {
	t := kit.NewTable([]kit.Column{{Title: "Object", Width: 190, Static: true}, {Title: "Is now", Width: 150, Static: true}, {Title: "What it comes to", Width: 330, Static: true, Fill: true}},
		func() int { return len(w.objects) }, w.objectCell)
	t.OnSelect = w.drawOutcome
	t.OnActivate = func(row int) { openSheet(w.app, []model.Ref{w.objects[row].Entry.Ref}) }
	return t
}

func (w *operateWindow) objectCell(row, col int) kit.CellData {
	r := model.Recipient{Entry: w.objects[row].Entry}
	switch {
	case col == 0:
		return kit.CellData{Text: r.Name(), Icon: iconOf(r.Kind()), Color: theme.ColorNameForeground}
	case col == 1:
		return kit.CellData{Text: r.Kind().Label(), Color: kit.ColorMuted}
	case row >= len(w.plans):
		return kit.CellData{Text: "…", Color: kit.ColorMuted}
	}
	text, tone := w.objectLine(row)
	d := kit.CellData{Text: text, Icon: iconOfTone(tone), Color: tone.Color()}
	if tone == kit.ToneChanged { // what is usual is not colored
		d.Color = theme.ColorNameForeground
	}
	return d
}

// objectLine is what comes, or has become, of one of several objects.
func (w *operateWindow) objectLine(i int) (string, kit.Tone) {
	p := w.plans[i]
	if err := w.refusals[i]; err != nil {
		return "Left as it is: " + sentence(err), kit.ToneWarning
	}
	switch d := w.done; {
	case d == nil:
		o := w.shown(i)
		o.cloud = nil
		return w.app.comesTo(o)
	case d.failed[p.Ref.GUID] != nil:
		return sentence(d.failed[p.Ref.GUID]), kit.ToneError
	case d.made(p.Ref) && !d.undone:
		return "Saved", kit.ToneOK
	case d.undone && !d.made(p.Ref):
		return "As before", kit.ToneNeutral
	}
	return "Not saved", kit.ToneWarning
}
