package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
	"recipientdesk/ui/kit"
)

// remediesFirst reports whether an entry is rather about what to do than about the
// properties of an object: of what only one side has, and of broken links.
func (p *driftPage) remediesFirst(e driftEntry) bool {
	switch driftLists()[p.query.List].ID {
	case typeList.ID, candidateList.ID, anchorList.ID, duplicateList.ID:
	default:
		if e.item != nil {
			return false
		}
	}
	return len(p.remedies(e, nil)) > 0
}

// remedies is what can be done about an entry, in the list that is shown and in all
// others that its object is in. c is nil until it was compared.
func (p *driftPage) remedies(e driftEntry, c *desk.Comparison) (out []drift.Remedy) {
	if p.s == nil || e.item == nil && e.object == nil {
		return nil
	}
	r := p.s.of.Result
	mine := func(it drift.Item) bool { return e.item != nil && it.Ref.Same(e.item.Ref) }
	for _, o := range r.Orphans {
		if e.object != nil && o.Object.ID() == e.object.ID() {
			out = append(out, o.Remedies()...)
		}
	}
	for _, t := range r.Types {
		if mine(t.AD) {
			out = append(out, t.Remedies()...)
		}
	}
	for _, m := range r.Anchors {
		if mine(m.AD) {
			out = append(out, m.Remedies()...)
		}
	}
	for _, m := range r.Candidates {
		if mine(m.AD) {
			anchor := ""
			if c != nil {
				anchor = c.Anchors.Exported
			}
			out = append(out, m.Remedies(anchor)...)
		}
	}
	for _, d := range r.Duplicates {
		if e.claims(d) {
			out = append(out, d.Remedies()...)
			break
		}
	}
	own := e.own(c)
	if i := slices.IndexFunc(out, func(r drift.Remedy) bool { return r.Convert != "" }); i >= 0 { // says more than what is said of types in general
		own = slices.DeleteFunc(own, func(r drift.Remedy) bool { return r.Source == out[i].Source })
	}
	return append(out, own...)
}

// claims reports whether a duplicate is about the entry.
func (e driftEntry) claims(d drift.Duplicate) bool {
	return e.item != nil && slices.ContainsFunc(d.AD, func(r model.Ref) bool { return r.GUID == e.item.Ref.GUID }) ||
		e.object != nil && slices.ContainsFunc(d.Objects, func(o drift.Object) bool { return o.ID() == e.object.ID() })
}

// own are the remedies of an object of AD as it stands.
func (e driftEntry) own(c *desk.Comparison) []drift.Remedy {
	switch {
	case c != nil:
		return c.Item.Remedies(c.Twin.Object, c.Twin.Deleted)
	case e.item != nil:
		return e.item.Remedies(drift.Object{}, nil)
	}
	return nil
}

// A remedyView lists what can be done: in words, and where the tenant has to be changed
// with a script to be copied. It runs nothing.
type remedyView struct {
	widget.BaseWidget
	app   *App
	list  []drift.Remedy
	ref   model.Ref // of the object of AD that it is about
	lines *fyne.Container
	roll  *container.Scroll
}

func newRemedyView(a *App) *remedyView {
	v := &remedyView{app: a, lines: container.NewVBox()}
	v.roll = container.NewVScroll(v.lines)
	v.ExtendBaseWidget(v)
	return v
}

// show lists these remedies for an object of AD, if it has one.
func (v *remedyView) show(ref model.Ref, list []drift.Remedy) {
	v.ref = ref
	if slices.Equal(v.list, list) && len(v.lines.Objects) > 0 {
		return
	}
	v.list, v.lines.Objects = list, nil
	if len(list) == 0 {
		v.lines.Add(newWrapped("Nothing has to be done."))
	}
	scripts := false
	for _, r := range list {
		scripts = scripts || r.Script != ""
	}
	if scripts {
		note := newWrapped("RecipientDesk runs none of these commands. Read them, and run those that fit in a PowerShell of your own.")
		v.lines.Add(note)
	}
	for _, r := range list {
		v.lines.Add(v.remedy(r))
	}
	v.roll.ScrollToTop()
	v.lines.Refresh()
}

// remedy draws one of them.
func (v *remedyView) remedy(r drift.Remedy) fyne.CanvasObject {
	title := widget.NewLabel(r.Title)
	title.TextStyle.Bold = true
	title.Truncation = fyne.TextTruncateEllipsis
	source := kit.NewButton("Source", theme.HelpIcon(), func() { v.app.browse(r.Source) })
	source.Importance = widget.LowImportance
	source.SetTip("Where this is stated:\n" + r.Source)
	buttons := container.NewHBox(source)
	if r.Script != "" {
		script := kit.NewButton("Copy the commands", theme.ContentCopyIcon(), func() { v.app.fy.Clipboard().SetContent(r.Script) })
		buttons.Objects = []fyne.CanvasObject{script, source}
	}
	if r.Convert != "" {
		convert := kit.NewButton("Convert in AD…", theme.ViewRefreshIcon(), func() { v.app.convertAsInCloud(v.app.win, v.ref, r.Convert) })
		convert.SetTip("Open the operation that changes the type in AD to that of the mailbox")
		buttons.Objects = []fyne.CanvasObject{convert, source}
	}
	text := newWrapped(r.Text)
	text.Importance = widget.MediumImportance
	lines := []fyne.CanvasObject{framed(nil, nil, nil, buttons, title), text}
	if r.Script != "" {
		lines = append(lines, kit.Inset(6, 6, newScript(r.Script)))
	}
	return kit.NewCard(lines...)
}

// newScript shows commands: they can be selected and copied.
func newScript(text string) *kit.MultiEntry {
	e := kit.NewMultiEntry(len(textLines(text)))
	e.ReadOnly = true
	e.Wrapping = fyne.TextWrapOff
	e.TextStyle.Monospace = true
	e.SetText(text)
	return e
}

// CreateRenderer implements fyne.Widget.
func (v *remedyView) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.roll) }
