package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
	"recipientdesk/model/forecast"
	"recipientdesk/ui/kit"
)

// A compareView shows an object in three columns: AD now, after the synchronization,
// tenant now. It shows what differs unless all fields are asked for, each field with
// its state, the reason in words, and where that is stated.
type compareView struct {
	widget.BaseWidget
	app *App

	mark  *widget.Icon
	title *widget.Label // how the object stands as a whole
	why   *widget.Label
	link  *kit.Button
	count *widget.Label
	all   *kit.Check
	copy  *kit.Button
	table *kit.WrapTable
	empty *kit.EmptyState

	drawn desk.Comparison
	fresh bool // something is shown
	every []compareLine
	lines []compareLine // those in the table
}

func newCompareView(a *App) *compareView {
	v := &compareView{app: a, mark: widget.NewIcon(nil), title: widget.NewLabel(""), why: widget.NewLabel(""), count: widget.NewLabel("")}
	v.title.TextStyle.Bold = true
	v.why.Wrapping = fyne.TextWrapWord
	v.count.Importance = widget.LowImportance
	v.count.Truncation = fyne.TextTruncateEllipsis
	v.link = kit.NewButton("Source", theme.HelpIcon(), func() { a.browse(v.drawn.Source) })
	v.link.Importance = widget.LowImportance
	v.all = kit.NewCheck("All fields", func(bool) { v.sift() })
	v.all.SetTip("Show the fields that are equal, too")
	v.copy = kit.NewButton("Copy", theme.ContentCopyIcon(), func() { v.copyAll() })
	v.copy.SetTip("Copy what is shown, as a spreadsheet takes it; Ctrl+C in the table copies what is selected there")
	v.table = kit.NewWrapTable(compareColumns...)
	v.table.OnActivate = v.open
	v.table.OnLink = func(row int) { a.browse(v.lines[row].Source) }
	v.table.OnMenu = v.menu
	v.empty = kit.NewEmptyState(nil, "", "")
	v.ExtendBaseWidget(v)
	v.clear()
	return v
}

// show shows a comparison. The line that the cursor is at stays so, and so does what
// was chosen above the table.
func (v *compareView) show(c desk.Comparison) {
	v.drawn, v.fresh = c, true
	v.every = v.app.compareLines(c)
	s := statusSigns[c.Status]
	v.mark.SetResource(s.icon)
	v.title.SetText(upperFirst(s.words))
	if c.Property != "" {
		v.title.SetText(upperFirst(s.words) + ": " + v.label(c))
	}
	v.why.SetText(begun(strings.TrimSuffix(c.Why, ".")) + ".")
	v.why.Hidden = c.Why == "" || slices.ContainsFunc(v.every, func(l compareLine) bool { return l.Why == c.Why }) // said below
	v.link.SetTip("Where this is stated:\n" + c.Source)
	v.link.Hidden = c.Source == "" || v.why.Hidden
	v.count.SetText(countStates(v.every))
	v.sift()
}

// label is what the property with the most serious difference is called.
func (v *compareView) label(c desk.Comparison) string {
	for _, l := range v.every {
		if !l.part && c.Property.Is(model.Attr(l.property)) {
			return l.label
		}
	}
	return forecast.Label(c.Property)
}

// clear shows nothing.
func (v *compareView) clear() {
	v.drawn, v.fresh, v.every = desk.Comparison{}, false, nil
	v.mark.SetResource(nil)
	for _, l := range []*widget.Label{v.title, v.why, v.count} {
		l.SetText("")
	}
	v.why.Hide()
	v.link.Hide()
	v.sift()
}

// say shows a text in place of a comparison.
func (v *compareView) say(icon fyne.Resource, title, text string, buttons ...*kit.Button) {
	v.clear()
	v.empty.Say(icon, title, text, buttons...)
	v.empty.Show()
	v.table.Hide()
	v.Refresh()
}

// focusTarget is what the keyboard goes to.
func (v *compareView) focusTarget() fyne.CanvasObject { return v.table }

// sift puts the lines up that are to be shown.
func (v *compareView) sift() {
	was, at := v.current(), v.table.Cursor()
	v.lines = nil
	var rows []kit.WrapRow
	for _, l := range v.every {
		if l.differs || v.all.Checked {
			v.lines = append(v.lines, l)
			rows = append(rows, l.row())
		}
	}
	v.table.SetRows(rows)
	if i := slices.IndexFunc(v.lines, was.same); at >= 0 && i >= 0 {
		v.table.Select(i)
	}
	v.copy.Hidden = len(rows) == 0
	v.all.Hidden = !v.fresh
	v.drawEmpty()
	v.Refresh()
}

// same reports whether another line is about the same property, or address.
func (l compareLine) same(o compareLine) bool {
	return l.property == o.property && l.part == o.part && (!l.part || slices.Equal(l.ad, o.ad) && slices.Equal(l.now, o.now))
}

// current is the line at the cursor; the zero line if there is none.
func (v *compareView) current() compareLine {
	if i := v.table.Cursor(); i >= 0 && i < len(v.lines) {
		return v.lines[i]
	}
	return compareLine{}
}

func (v *compareView) drawEmpty() {
	v.empty.Hidden = len(v.lines) > 0 || !v.fresh
	v.table.Hidden = !v.empty.Hidden
	if v.empty.Hidden {
		return
	}
	show := kit.NewButton("Show all fields", nil, func() { v.all.SetChecked(true) })
	switch {
	case len(v.every) == 0:
		v.empty.Say(nil, "Nothing to compare", "Neither side has a field that the comparison looks at.")
	case v.drawn.Property == "" && v.drawn.Status != drift.StatusEqual:
		v.empty.Say(nil, upperFirst(statusSigns[v.drawn.Status].words), "The difference is that of the object as a whole.", show)
	default:
		v.empty.Say(nil, "Nothing differs", "What AD has stands in the tenant as it should.", show)
	}
}

// countStates counts the lines by state, the serious ones first.
func countStates(lines []compareLine) string {
	n := map[drift.State]int{}
	for i, l := range lines {
		if whole := i+1 < len(lines) && lines[i+1].part && !l.part; !whole { // addresses count by themselves
			n[l.State]++
		}
	}
	var parts []string
	for _, s := range stateOrder {
		if n[s] > 0 {
			parts = append(parts, count(n[s])+" "+s.Label())
		}
	}
	return strings.Join(parts, " · ")
}

// open shows a line in full, to be selected and copied.
func (v *compareView) open(row int) {
	l := v.lines[row]
	w := kit.WindowOf(v)
	if w == nil {
		return
	}
	text := kit.NewText(l.full(), 560)
	var d *kit.Dialog
	source := kit.NewButton("Open source", theme.HelpIcon(), func() { v.app.browse(l.Source) })
	closing := kit.NewButton("Close", nil, func() { d.Close() })
	buttons := []*kit.Button{closing}
	if l.Source != "" {
		buttons = []*kit.Button{source, closing}
	}
	d = w.ShowDialog(kit.DialogOptions{Title: or(l.label, "Address"), Content: text, Buttons: buttons, Default: closing, Cancel: closing, Focus: closing})
}

func (v *compareView) menu(row int, at fyne.Position) {
	w := kit.WindowOf(v)
	if row < 0 || w == nil {
		return
	}
	l, clip := v.lines[row], v.app.fy.Clipboard()
	copying := func(label string, values []string) *fyne.MenuItem {
		item := fyne.NewMenuItem(label, func() { clip.SetContent(strings.Join(values, "\n")) })
		item.Disabled = len(values) == 0
		return item
	}
	source := fyne.NewMenuItem("Open source", func() { v.app.browse(l.Source) })
	source.Disabled = l.Source == ""
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("",
		fyne.NewMenuItem("Show in full…", func() { v.open(row) }), source, fyne.NewMenuItemSeparator(),
		copying("Copy AD now", l.ad), copying("Copy after sync", l.after), copying("Copy tenant now", l.now), fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("Copy selected lines", func() { clip.SetContent(compareHead + "\n" + v.table.SelectedText()) }),
		fyne.NewMenuItem("Copy all that is shown", v.copyAll)), w.Canvas(), at)
}

func (v *compareView) copyAll() {
	lines := []string{compareHead}
	for _, l := range v.lines {
		lines = append(lines, l.text())
	}
	v.app.fy.Clipboard().SetContent(strings.Join(lines, "\n"))
}

// CreateRenderer implements fyne.Widget.
func (v *compareView) CreateRenderer() fyne.WidgetRenderer {
	title := framed(nil, nil, container.NewHBox(container.New(topLeft{}, v.mark), v.title), container.NewHBox(v.all, v.copy), v.count)
	why := framed(nil, nil, nil, container.NewVBox(v.link), v.why)
	return widget.NewSimpleRenderer(container.New(fittedHead{}, title, why, container.NewStack(v.table, container.NewPadded(v.empty))))
}

// fittedHead stacks objects and gives the last one the height that the others leave.
// Text that wraps knows its height only once it has its width, so it gets that first.
type fittedHead struct{}

// MinSize implements fyne.Layout.
func (fittedHead) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		m := o.MinSize()
		size = fyne.NewSize(max(size.Width, m.Width), size.Height+m.Height)
	}
	return size
}

// Layout implements fyne.Layout.
func (fittedHead) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for i, o := range objects {
		h := size.Height - y
		if i < len(objects)-1 {
			o.Resize(fyne.NewSize(size.Width, o.MinSize().Height))
			h = o.MinSize().Height
		}
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, max(0, h)))
		y += h
	}
}
