package ui

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/model/desk"
	"recipientdesk/ui/kit"
)

// A createPreview is what the form will make: the attributes, what the next
// synchronization makes of them, and what is left to do in the tenant.
type createPreview struct {
	form    *createForm
	aspect  *kit.Segments
	notes   *widget.Label
	lines   []changeLine
	table   *kit.Table
	sign    *widget.Icon
	head    *widget.Label
	after   []syncLine
	cloud   *kit.Table
	steps   *cloudSteps
	scroll  *container.Scroll
	views   []fyne.CanvasObject
	content fyne.CanvasObject
}

// The aspects of the preview, in their order.
const (
	previewAttributes = iota
	previewForecast
	previewTenant
)

var previewLabels = []string{"Attributes", "After the next sync", "To do in the tenant"}

func newCreatePreview(c *createForm) *createPreview {
	p := &createPreview{form: c, notes: newWrapped(""), sign: widget.NewIcon(nil), head: widget.NewLabel("")}
	p.aspect = kit.NewSegments(slices.Clone(previewLabels), func(int) { p.turnTo() })
	p.aspect.SetTip("Ctrl+Page down and Ctrl+Page up go through them")
	p.table = kit.NewTable([]kit.Column{{Title: "Attribute", Width: 215, Static: true}, {Title: "Value to be written", Width: 290, Static: true}},
		func() int { return len(p.lines) }, p.cell)
	p.cloud = kit.NewTable([]kit.Column{{Title: "Property", Width: 130, Static: true}, {Title: "In the cloud", Width: 170, Static: true}, {Title: "Why", Width: 160, Static: true}},
		func() int { return len(p.after) }, func(row, col int) kit.CellData { return p.after[row].cells[[]int{0, 3, 4}[col]] })
	p.cloud.Tip = func(row, _ int) string { return p.after[row].full }
	p.head.Wrapping = fyne.TextWrapWord
	p.steps = newCloudSteps(c.app, c.win, "new-recipient.ps1")
	p.scroll = container.NewVScroll(p.steps)
	forecast := framed(container.NewBorder(nil, nil, container.NewVBox(p.sign), nil, p.head), nil, nil, nil, p.cloud)
	p.views = []fyne.CanvasObject{p.table, forecast, p.scroll}
	p.content = kit.Inset(8, 8, framed(container.NewHBox(p.aspect), p.notes, nil, nil, container.NewStack(p.views...)))
	p.turnTo()
	return p
}

// turnTo shows the aspect that is chosen.
func (p *createPreview) turnTo() {
	for i, v := range p.views {
		if i == p.aspect.Selected() {
			v.Show()
		} else {
			v.Hide()
		}
	}
	p.content.Refresh()
}

// turn goes to the next aspect (1) or the one before (-1).
func (p *createPreview) turn(by int) {
	n := len(p.views)
	p.aspect.Select((p.aspect.Selected() + by + n) % n)
	p.turnTo()
}

// focused scrolls to what got the focus, and reports whether it is part of the preview.
func (p *createPreview) focused(o fyne.CanvasObject) bool {
	if o == fyne.CanvasObject(p.table) || o == fyne.CanvasObject(p.cloud) || o == fyne.CanvasObject(p.aspect) {
		return true
	}
	d := fyne.CurrentApp().Driver()
	inside := p.scroll.Visible() && d.AbsolutePositionForObject(o).X >= d.AbsolutePositionForObject(p.scroll).X
	if inside {
		kit.Reveal(p.scroll, o)
	}
	return inside
}

// draw shows what is known now. What was known of the state before stays until the
// directory has answered: it comes a moment after the last key.
func (p *createPreview) draw() {
	c := p.form
	plan := c.plan
	switch {
	case plan == nil || plan.err != nil:
		p.lines = p.written(c.object)
		p.steps.show(nil)
	case plan.gen == c.gen:
		p.lines = p.written(plan.made.Object)
		p.steps.show(plan.made.Cloud)
	}
	p.drawForecast(plan)
	p.drawNotes(plan)
	p.aspect.SetLabel(previewTenant, labelled(previewLabels[previewTenant], len(p.steps.list)))
	p.table.Refresh()
	p.cloud.Refresh()
}

func labelled(label string, n int) string {
	if n == 0 {
		return label
	}
	return fmt.Sprintf("%s (%d)", label, n)
}

// drawForecast says what comes of the new object.
func (p *createPreview) drawForecast(plan *createPlan) {
	p.after = nil
	switch {
	case plan == nil || plan.err != nil:
		p.sign.SetResource(arrivalSigns[0].icon)
		p.head.SetText("It is foreseen once it has a name.")
	case plan.noAhead != nil:
		p.sign.SetResource(arrivalSigns[0].icon)
		p.head.SetText(aloud(plan.noAhead))
	default:
		o := plan.ahead.After
		p.sign.SetResource(arrivalSigns[o.Arrival()].icon)
		text := outlookSentence(o)
		if t := o.Cloud.RecipientType; t != "" && present(o) {
			text += " Type of recipient: " + t + "."
		}
		p.head.SetText(text)
		p.after = p.form.app.propertyLines(o)
	}
}

// drawNotes says what else is to be known: what the template could not make, what was
// left out, and what the rules advise.
func (p *createPreview) drawNotes(plan *createPlan) {
	notes := make([]string, 0, 4)
	for _, n := range p.form.names {
		notes = append(notes, upperFirst(n)+".")
	}
	if plan != nil {
		notes = append(notes, plan.made.Notes...)
		for _, f := range plan.review.New {
			if f.Rule.Severity == check.Warning {
				notes = append(notes, upperFirst(strings.TrimSuffix(f.Text, "."))+" ("+f.Rule.ID+").")
			}
		}
	}
	p.notes.Hidden = len(notes) == 0
	if text := strings.Join(notes, "\n"); p.notes.Text != text {
		p.notes.SetText(text)
		p.content.Refresh()
	}
}

// written lists the attributes in the order of their names.
func (p *createPreview) written(object model.NewObject) (out []changeLine) {
	if object.DN != "" {
		out = append(out, changeLine{attr: "DN", value: object.DN})
	}
	var names []model.Attr
	for a := range object.Attrs {
		names = append(names, a)
	}
	slices.SortFunc(names, func(a, b model.Attr) int {
		return strings.Compare(strings.ToLower(string(a)), strings.ToLower(string(b)))
	})
	for _, a := range names {
		for _, v := range object.Attrs[a] {
			text := "(the password)"
			if !a.Is(desk.Password) {
				text = readable(p.form.app.session.Schema, a, v)
			}
			out = append(out, changeLine{attr: a, value: text})
		}
	}
	return out
}

func (p *createPreview) cell(row, col int) kit.CellData {
	l := p.lines[row]
	switch {
	case col == 1:
		return kit.CellData{Text: l.value, Color: theme.ColorNameForeground}
	case row > 0 && p.lines[row-1].attr == l.attr:
		return kit.CellData{}
	}
	return kit.CellData{Text: string(l.attr), Color: kit.ColorMuted}
}
