package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/model/desk"
	"recipientdesk/model/forecast"
	"recipientdesk/model/lifecycle"
	"recipientdesk/ui/kit"
)

// A createPreview is what the form will make: what comes of it in the tenant in a
// sentence, then the attributes, what is left to do there, and the forecast.
type createPreview struct {
	form    *createForm
	sign    *widget.Icon
	head    *widget.Label
	view    *outcomeView
	content fyne.CanvasObject
}

func newCreatePreview(c *createForm) *createPreview {
	p := &createPreview{form: c, sign: widget.NewIcon(nil), head: widget.NewLabel(""), view: newMadeView(c.app, c.win)}
	p.head.Wrapping = fyne.TextWrapWord
	p.content = kit.Inset(8, 8, framed(framed(nil, nil, container.New(topLeft{}, p.sign), nil, p.head), nil, nil, nil, p.view))
	return p
}

// newMadeView is an outcomeView of an object that is not there yet.
func newMadeView(a *App, win *kit.Window) *outcomeView {
	v := newOutcomeView(a, win, "new-recipient.ps1")
	v.fresh = true
	v.labels[aspectChanges], v.labels[aspectAfter] = "Attributes", "After sync"
	v.changes = kit.NewWrapTable(kit.WrapColumn{Title: "Attribute", Least: 150, Share: 3}, kit.WrapColumn{Title: "To be written", Least: 180, Share: 4})
	v.after = kit.NewWrapTable(kit.WrapColumn{Title: "In the cloud", Least: 120, Share: 3}, kit.WrapColumn{Title: "After the next sync", Least: 140, Share: 4}, kit.WrapColumn{Title: "Why", Least: 130, Share: 4})
	v.after.OnLink = func(row int) { a.browse(v.links[row]) }
	return v
}

// focused scrolls to what got the focus, and reports whether it is part of the preview.
func (p *createPreview) focused(o fyne.CanvasObject) bool {
	v := p.view
	v.reveal(o)
	b, ok := o.(*kit.Button)
	return o == fyne.CanvasObject(v.changes) || o == fyne.CanvasObject(v.after) || o == fyne.CanvasObject(v.aspect) ||
		ok && slices.Contains(v.buttons, b) || within(v.steps.whole, o)
}

// draw shows what is known now. What was known of the state before stays until the
// directory has answered: it comes a moment after the last key.
func (p *createPreview) draw() {
	c, plan := p.form, p.form.plan
	switch {
	case plan == nil:
		p.show(&createPlan{made: desk.Made{Object: c.object}, ahead: desk.Ahead{}})
	case plan.gen == c.gen:
		p.show(plan)
	}
}

func (p *createPreview) show(plan *createPlan) {
	e := asEntry(plan.made.Object)
	review := plan.review // what is taken is said at its field
	review.New = slices.DeleteFunc(slices.Clone(review.New), func(f check.Finding) bool { return len(f.Others) > 0 })
	o := shownOutcome{cloud: plan.made.Cloud, step: desk.Step{Review: review, Ahead: plan.ahead,
		Outcome: lifecycle.Outcome{Before: model.NewEntry(e.Ref, nil), After: e, Notes: plan.made.Notes, Cloud: plan.made.Cloud}}}
	for _, name := range p.form.names {
		o.more = append(o.more, finding{tone: kit.ToneWarning, text: upperFirst(name) + "."})
	}
	p.view.show(o)
	if e.Ref.DN != "" {
		place := kit.WrapRow{Cells: []kit.WrapCell{{Text: "Distinguished name", Bold: true}, {Text: e.Ref.DN}}, Text: e.Ref.DN}
		p.view.changes.SetRows(append([]kit.WrapRow{place}, p.view.changes.Rows()...))
	}
	p.foresee(plan)
}

// foresee says in a sentence what comes of the new object.
func (p *createPreview) foresee(plan *createPlan) {
	mark, text := arrivalSigns[forecast.ArrivalUnknown], ""
	switch o := plan.ahead.After; {
	case plan.made.Object.DN == "":
		text = "What it will be is shown here once it has a name."
	case o.Sync != nil:
		mark, text = arrivalSigns[o.Arrival()], outlookSentence(o)
		if t := o.Cloud.RecipientType; t != "" && present(o) {
			text += " Type of recipient: " + t + "."
		}
	case plan.noAhead != nil:
		text = "What comes of it in the tenant is not known. " + aloud(plan.noAhead)
	default:
		text = "What comes of it in the tenant is shown here as soon as it can be made."
	}
	p.sign.SetResource(mark.icon)
	if p.head.Text != text {
		p.head.SetText(text)
		p.content.Refresh()
	}
}
