package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model/desk"
	"recipientdesk/model/lifecycle"
	"recipientdesk/ui/kit"
)

// An outcomeView shows what a change of one object that is not saved yet, or was just
// saved, comes to: what the rules find, what it leaves, every attribute from old to new,
// what has to be done in the tenant, and what the next synchronization makes of it.
type outcomeView struct {
	widget.BaseWidget
	app *App

	said    *fyne.Container // findings and notes
	buttons []*kit.Button   // among them
	aspect  *kit.Segments
	changes *kit.WrapTable
	steps   *cloudSteps
	roll    *container.Scroll // of the steps
	after   *kit.WrapTable
	empty   *kit.EmptyState
	holds   *fyne.Container

	labels [3]string // of the aspects
	fresh  bool      // it is of an object that is not there yet: there is no column for what was
	links  []string  // of the rows of after
	why    string    // why after is empty
}

// What is looked at in an outcomeView.
const (
	aspectChanges = iota
	aspectTenant
	aspectAfter
)

// newOutcomeView makes an empty view. file is the name proposed for the script of what
// has to be done in the tenant.
func newOutcomeView(a *App, win *kit.Window, file string) *outcomeView {
	v := &outcomeView{app: a, said: container.NewVBox(), steps: newCloudSteps(a, win, file), empty: kit.NewEmptyState(nil, "", "")}
	kit.Stack(v.said)
	v.changes = kit.NewWrapTable(kit.WrapColumn{Title: "Attribute", Least: 150, Share: 4}, kit.WrapColumn{Title: "Now in AD", Least: 130, Share: 5}, kit.WrapColumn{Title: "To be written", Least: 150, Share: 7})
	v.after = kit.NewWrapTable(kit.WrapColumn{Title: "Property in the cloud", Least: 140, Share: 5}, kit.WrapColumn{Title: "Without the change", Least: 120, Share: 5},
		kit.WrapColumn{Title: "After the next sync", Least: 120, Share: 5}, kit.WrapColumn{Title: "Why", Least: 140, Share: 6})
	v.after.OnLink = func(row int) { a.browse(v.links[row]) }
	v.labels = [3]string{aspectChanges: "Changes in AD", aspectTenant: "To do in the tenant", aspectAfter: "After the next sync"}
	v.aspect = kit.NewSegments(slices.Clone(v.labels[:]), func(int) { v.draw() })
	v.aspect.SetTip("Left and Right, or Ctrl+Tab")
	v.roll = container.NewVScroll(v.steps)
	v.holds = container.NewStack()
	v.ExtendBaseWidget(v)
	return v
}

// A shownOutcome is what an outcomeView is given.
type shownOutcome struct {
	step  desk.Step
	more  []finding        // beside what its review found
	cloud []lifecycle.Step // what has to be done in the tenant, for all objects that are changed together
	err   error            // why the change is not possible; step is zero then
	asked bool             // the person has yet to say something: err is no fault
}

// show shows another outcome. What is looked at stays.
func (v *outcomeView) show(o shownOutcome) {
	v.sayAll(v.app.remarks(o))
	v.changes.SetRows(v.columns(v.app.changeRows(o.step.Change())))
	v.steps.show(o.cloud)
	rows, links := v.app.aheadRows(o.step)
	v.links = links
	v.after.SetRows(v.columns(rows))
	v.why = v.app.noForecast(o.step)
	for i, n := range []int{aspectChanges: len(v.changes.Rows()), aspectTenant: len(o.cloud), aspectAfter: len(rows)} {
		v.aspect.SetLabel(i, counted(v.labels[i], n))
	}
	v.draw()
}

// columns leaves the column of what was out, where there was nothing.
func (v *outcomeView) columns(rows []kit.WrapRow) []kit.WrapRow {
	if v.fresh {
		for i, r := range rows {
			rows[i].Cells = slices.Delete(slices.Clone(r.Cells), 1, 2)
		}
	}
	return rows
}

func counted(label string, n int) string { return label + " (" + count(n) + ")" }

// look turns to one of the aspects.
func (v *outcomeView) look(aspect int) {
	v.aspect.Select(aspect)
	v.draw()
}

// turn goes to the next aspect (1) or the one before (-1), round the ends.
func (v *outcomeView) turn(by int) {
	n := len(v.aspect.Labels())
	v.look((v.aspect.Selected() + by + n) % n)
	v.app.focus(v, v.aspect)
}

// draw shows the aspect that is chosen.
func (v *outcomeView) draw() {
	var page fyne.CanvasObject = v.changes
	switch v.aspect.Selected() {
	case aspectTenant:
		page = v.roll
	case aspectAfter:
		page = v.after
		if len(v.after.Rows()) == 0 {
			v.empty.Say(nil, "Nothing changes in the cloud", v.why)
			page = v.empty
		}
	default:
		if len(v.changes.Rows()) == 0 {
			v.empty.Say(nil, "Nothing to write", "")
			page = v.empty
		}
	}
	if len(v.holds.Objects) != 1 || v.holds.Objects[0] != page {
		v.holds.Objects = []fyne.CanvasObject{page}
		v.holds.Refresh()
	}
}

// A remark is one line above the aspects.
type remark struct {
	tone kit.Tone
	text string
	open func() // shows the other party; nil: there is none
}

// sayAll draws the remarks.
func (v *outcomeView) sayAll(list []remark) {
	v.said.Objects, v.buttons = nil, nil
	for _, r := range list {
		text := widget.NewLabel(r.text)
		text.Wrapping = fyne.TextWrapWord
		var right fyne.CanvasObject
		if r.open != nil {
			b := kit.NewButton("Open", nil, r.open)
			b.SetTip("Open the properties of the other object")
			v.buttons = append(v.buttons, b)
			right = container.NewVBox(b)
		}
		v.said.Add(framed(nil, nil, container.New(topLeft{}, widget.NewIcon(r.tone.Icon())), right, text))
	}
	v.said.Refresh()
}

// focus puts the keyboard on a widget of o's window.
func (a *App) focus(o fyne.CanvasObject, to fyne.Focusable) {
	if w := kit.WindowOf(o); w != nil {
		w.Canvas().Focus(to)
	}
}

// reveal scrolls what got the focus into sight.
func (v *outcomeView) reveal(o fyne.CanvasObject) {
	if v.aspect.Selected() == aspectTenant && fyne.CurrentApp().Driver().CanvasForObject(v.steps) != nil && within(v.steps.whole, o) {
		kit.Reveal(v.roll, o)
	}
}

// within reports whether o stands in a container.
func within(c *fyne.Container, o fyne.CanvasObject) bool {
	for _, child := range c.Objects {
		if child == o {
			return true
		}
		if inner, ok := child.(*fyne.Container); ok && within(inner, o) {
			return true
		}
	}
	return false
}

// CreateRenderer implements fyne.Widget.
func (v *outcomeView) CreateRenderer() fyne.WidgetRenderer {
	said := container.NewVScroll(v.said)
	head := container.New(topRow{}, v.aspect)
	return widget.NewSimpleRenderer(container.New(cappedHead{v.said}, said, head, v.holds))
}

// topRow gives its object a margin above and below.
type topRow struct{}

// MinSize implements fyne.Layout.
func (topRow) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize().AddWidthHeight(0, 10) }

// Layout implements fyne.Layout.
func (topRow) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.NewPos(0, 5))
	o[0].Resize(size.SubtractWidthHeight(0, 10))
}

// cappedHead gives what is said as much height as it needs at its width, up to a third,
// then a row, and the rest of the height to the last object.
type cappedHead struct{ said *fyne.Container }

// MinSize implements fyne.Layout.
func (cappedHead) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(320, o[1].MinSize().Height+140)
}

// Layout implements fyne.Layout.
func (l cappedHead) Layout(o []fyne.CanvasObject, size fyne.Size) {
	l.said.Resize(fyne.NewSize(size.Width, l.said.MinSize().Height)) // what wraps knows its height then
	top := min(l.said.MinSize().Height, size.Height/3)
	y := float32(0)
	for i, h := range []float32{top, o[1].MinSize().Height} {
		o[i].Move(fyne.NewPos(0, y))
		o[i].Resize(fyne.NewSize(size.Width, h))
		y += h
	}
	o[2].Move(fyne.NewPos(0, y))
	o[2].Resize(fyne.NewSize(size.Width, max(0, size.Height-y)))
}

// sourceLink is the word behind a reason that says where it is stated.
func sourceLink(source string) string {
	if source == "" {
		return ""
	}
	return "Source"
}

var dash = kit.WrapCell{Text: "–", Color: theme.ColorNameDisabled}
