package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// A reviewPanel is the foot of a sheet: the review line with its buttons and,
// folded away, the details.
type reviewPanel struct {
	widget.BaseWidget
	sheet *Sheet

	icon    *widget.Icon
	text    *widget.Label
	details *kit.Button
	operate *kit.Button
	undo    *kit.Button
	save    *kit.Button
	quit    *kit.Button
	busy    *widget.Activity

	fold     *fyne.Container
	lines    []changeLine
	table    *kit.Table
	cloud    []cloudLine
	after    *kit.Table // the forecast
	aspect   *kit.Segments
	steps    *cloudSteps // in Exchange Online
	roll     *container.Scroll
	findings *fyne.Container
	buttons  []*kit.Button // all of the panel
	state    reviewState
}

func newReviewPanel(s *Sheet) *reviewPanel {
	r := &reviewPanel{sheet: s, icon: widget.NewIcon(nil), text: widget.NewLabel(""), busy: widget.NewActivity()}
	r.text.Truncation = fyne.TextTruncateEllipsis
	r.details = kit.NewButton("Details", theme.MenuExpandIcon(), s.toggleDetails)
	r.details.SetTip("What a save would change (Ctrl+D)")
	r.operate = kit.NewButton("Operations…", nil, s.operate)
	r.operate.SetTip("Enable, convert, disable or clean up, with what that comes to in the cloud (Ctrl+M)")
	r.undo = kit.NewButton("Undo edit", nil, s.undo)
	r.undo.SetTip("Take back the last edit (Ctrl+Z outside a text field)")
	r.save = kit.NewButton("Save", nil, s.save)
	r.save.SetTip("Write the changes to the directory (Ctrl+S)")
	r.save.Importance = widget.HighImportance
	r.quit = kit.NewButton("Close", nil, s.close)
	r.quit.SetTip("Esc")

	r.buttons = r.own()
	r.table = kit.NewTable(r.columns(), func() int { return len(r.lines) }, r.cell)
	r.after = kit.NewTable(r.cloudColumns(), func() int { return len(r.cloud) }, r.cloudCell)
	r.aspect = kit.NewSegments([]string{"Changes", "After the next sync", "In Exchange Online"}, func(int) {
		s.watchTwins()
		r.drawDetails()
	})
	r.steps = newCloudSteps(s.app, s.win, "exchange-online.ps1")
	r.steps.empty = "Nothing of this edit has to be set in Exchange Online by hand."
	r.roll = container.NewVScroll(r.steps)
	r.findings = container.NewVBox()
	r.fold = container.NewStack()
	r.fold.Hide()
	r.ExtendBaseWidget(r)
	return r
}

// own are the buttons of the line.
func (r *reviewPanel) own() []*kit.Button {
	return []*kit.Button{r.operate, r.details, r.undo, r.save, r.quit}
}

func (r *reviewPanel) columns() []kit.Column {
	list := []kit.Column{{ID: "field", Title: "Field", Width: 210, Static: true},
		{ID: "attr", Title: "Attribute", Width: 190, Static: true},
		{ID: "value", Title: "Value: − goes, + comes", Width: 480, Static: true}}
	if len(r.sheet.refs) > 1 {
		list = append([]kit.Column{{ID: "object", Title: "Object", Width: 170, Static: true}}, list...)
		list[1].Width, list[2].Width, list[3].Width = 170, 160, 380
	}
	return list
}

func (r *reviewPanel) cell(row, col int) kit.CellData {
	l := r.lines[row]
	same := func(text, above string) kit.CellData {
		if row > 0 && text == above && l.object == r.lines[row-1].object {
			return kit.CellData{}
		}
		return kit.CellData{Text: text}
	}
	switch r.columns()[col].ID {
	case "object":
		if row > 0 && r.lines[row-1].object == l.object {
			return kit.CellData{}
		}
		return kit.CellData{Text: l.object}
	case "field":
		if row == 0 {
			return kit.CellData{Text: l.field}
		}
		return same(l.field, r.lines[row-1].field)
	case "attr":
		d := kit.CellData{Text: string(l.attr)}
		if row > 0 {
			d = same(string(l.attr), string(r.lines[row-1].attr))
		}
		d.Color = kit.ColorMuted
		return d
	}
	if l.added {
		return kit.CellData{Text: l.value, Icon: theme.ContentAddIcon(), Color: kit.ColorOK}
	}
	return kit.CellData{Text: l.value, Icon: theme.ContentRemoveIcon(), Color: kit.ColorError}
}

// toggle folds the details out or in.
func (r *reviewPanel) toggle() {
	if r.fold.Visible() {
		r.fold.Hide()
		r.details.SetIcon(theme.MenuExpandIcon())
	} else {
		r.fold.Show()
		r.details.SetIcon(theme.MenuDropDownIcon())
		r.drawDetails()
	}
	r.sheet.watchTwins()
	r.Refresh()
}

// draw shows the state of the draft.
func (r *reviewPanel) draw(st reviewState) {
	r.state = st
	if r.text.Text != st.text {
		r.text.SetText(st.text)
	}
	r.icon.SetResource(st.tone.Icon())
	enable(r.save, st.savable)
	enable(r.undo, st.undoable && !st.busy)
	enable(r.operate, !st.busy && !r.sheet.frozen())
	enable(r.details, len(st.changes) > 0 || len(st.findings) > 0 || len(st.cloud) > 0)
	if st.busy {
		r.busy.Show()
		r.busy.Start()
	} else {
		r.busy.Stop()
		r.busy.Hide()
	}
	if r.fold.Visible() {
		r.drawDetails()
	}
}

func (r *reviewPanel) drawDetails() {
	r.lines = r.sheet.changeLines(r.state.changes)
	r.table.Refresh()
	r.cloud = r.sheet.cloudLines()
	if columns := r.cloudColumns(); len(columns) != len(r.after.Columns()) {
		r.after.SetColumns(columns)
	}
	r.aspect.SetLabel(1, r.cloudLabel())
	r.after.Refresh()
	r.steps.show(r.state.cloud)
	r.aspect.SetLabel(2, r.stepsLabel())
	r.findings.Objects = nil
	r.buttons = r.own()
	for _, f := range r.state.findings[:min(len(r.state.findings), 50)] {
		r.findings.Add(r.findingRow(f))
	}
	r.fold.Objects = []fyne.CanvasObject{r.foldContent()}
	r.fold.Refresh()
}

// foreseeing reports whether the forecast is looked at.
func (r *reviewPanel) foreseeing() bool { return r.fold.Visible() && r.aspect.Selected() == 1 }

// cloudLabel names the forecast, with how much of it there is.
func (r *reviewPanel) cloudLabel() string {
	if !r.sheet.sight.current() {
		return "After the next sync"
	}
	return "After the next sync (" + count(len(r.cloud)) + ")"
}

// stepsLabel names what is left for Exchange Online, with how much of it there is.
func (r *reviewPanel) stepsLabel() string {
	if n := len(r.state.cloud); n > 0 {
		return "In Exchange Online (" + count(n) + ")"
	}
	return "In Exchange Online"
}

const foldHeight = 216

func (r *reviewPanel) foldContent() fyne.CanvasObject {
	var chosen fyne.CanvasObject = r.table
	switch {
	case r.aspect.Selected() == 1:
		chosen = r.after
	case r.aspect.Selected() == 2, len(r.lines) == 0 && len(r.state.cloud) > 0:
		chosen = r.roll
	}
	var content fyne.CanvasObject = framed(container.NewHBox(r.aspect), nil, nil, nil, chosen)
	switch {
	case len(r.lines) == 0 && len(r.state.cloud) == 0:
		scroll := container.NewVScroll(r.findings)
		scroll.SetMinSize(fyne.NewSize(0, min(r.findings.MinSize().Height+4, foldHeight)))
		return kit.Inset(8, 4, scroll)
	case len(r.findings.Objects) > 0:
		scroll := container.NewVScroll(r.findings)
		scroll.SetMinSize(fyne.NewSize(0, min(r.findings.MinSize().Height+4, 96)))
		content = framed(scroll, nil, nil, nil, content)
	}
	return kit.Inset(8, 4, container.New(atLeast{0, foldHeight}, content))
}

// atLeast is a layout with a smallest size of its own.
type atLeast fyne.Size

// MinSize implements fyne.Layout.
func (a atLeast) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size(a) }

// Layout implements fyne.Layout.
func (a atLeast) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

// findingRow is one finding with what can be done about it.
func (r *reviewPanel) findingRow(f finding) fyne.CanvasObject {
	text := f.text
	if f.about != "" && !strings.HasPrefix(text, f.about) {
		text = f.about + ": " + text
	}
	if f.rule != "" {
		text += " (" + f.rule + ")"
	}
	if f.old {
		text += " It was so before this edit."
	}
	if len(r.sheet.refs) > 1 && f.ref.DN != "" {
		text = model.NameOf(f.ref.DN) + " – " + text
	}
	label := widget.NewLabel(text)
	label.Truncation = fyne.TextTruncateEllipsis
	buttons := container.NewHBox()
	if f.fix != nil {
		b := kit.NewButton("Fix", nil, func() { r.sheet.do("", onlyFor(f.ref, f.fix)) })
		b.SetTip("Change the draft so that the rule is kept; nothing is saved yet")
		r.buttons = append(r.buttons, b)
		buttons.Add(b)
	}
	if f.other.DN != "" {
		b := kit.NewButton("Open", nil, func() { openSheet(r.sheet.app, []model.Ref{f.other}) })
		r.buttons = append(r.buttons, b)
		buttons.Add(b)
	}
	tipped := kit.Tooltip(label, text)
	return container.NewBorder(nil, nil, widget.NewIcon(f.tone.Icon()), buttons, tipped)
}

// onlyFor is an edit of one object among several.
func onlyFor(ref model.Ref, f edit) edit {
	return func(e model.Entry) (model.Entry, error) {
		if !e.Ref.Same(ref) {
			return e, nil
		}
		return f(e)
	}
}

// CreateRenderer implements fyne.Widget.
func (r *reviewPanel) CreateRenderer() fyne.WidgetRenderer {
	left := container.NewHBox(r.icon, r.busy)
	buttons := container.NewHBox(r.operate, r.details, r.undo, r.save, r.quit)
	line := kit.Inset(10, 6, container.NewBorder(nil, nil, left, buttons, r.text))
	return widget.NewSimpleRenderer(container.NewVBox(widget.NewSeparator(), r.fold, line))
}
