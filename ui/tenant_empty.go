package ui

import (
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/ui/kit"
)

// drawEmpty says why there is nothing in the part in front and what to do about it, or
// makes room for its table.
func (p *tenantPage) drawEmpty() {
	t := p.list()
	if p.tenant == nil || len(t.l.shown) > 0 {
		p.empty.Hide()
		return
	}
	switch gaps, text := p.gaps(&t.part), strings.TrimSpace(p.filter.Text()); {
	case len(t.l.order) > 0:
		p.emptyFilter(t, text)
	case p.busy && p.view == nil:
		p.empty.Say(nil, "Reading the tenant…", "")
	case p.view == nil && p.failed != nil:
		p.emptyFailed(p.failed)
	case p.view == nil:
		p.empty.Say(theme.MediaStopIcon(), "Nothing was read", "The reading was stopped.", p.againButton())
	case len(gaps) > 0:
		p.emptyGap(gaps)
	default:
		p.empty.Say(theme.InfoIcon(), t.part.Empty[0], t.part.Empty[1])
	}
	p.empty.Show()
}

func (p *tenantPage) againButton() *kit.Button {
	return kit.NewButton("Read again", theme.ViewRefreshIcon(), p.reload)
}

// emptyFailed says why nothing could be read at all.
func (p *tenantPage) emptyFailed(err error) {
	title, message, hint, details := describe(err)
	buttons := []*kit.Button{p.againButton()}
	if code := model.CodeOf(err); p.app.session.OpenTenant != nil && (code == model.SignIn || code == model.Denied) {
		buttons = append([]*kit.Button{kit.NewButton("Sign in…", theme.LoginIcon(), func() { p.app.askSignIn(err) })}, buttons...)
	}
	buttons = append(buttons, kit.NewButton("Details", nil, func() { p.app.win.Error(title, message, hint, details) }))
	p.empty.Say(kit.ToneError.Icon(), title, upperFirst(message)+". "+hint, buttons...)
}

// emptyGap names the permission that is missing. How many there are is not known, and
// so it is not said.
func (p *tenantPage) emptyGap(gaps []desk.Gap) {
	var parts, why []string
	for _, g := range gaps {
		parts = append(parts, g.Part)
		if text := gapText(g); len(why) == 0 || why[len(why)-1] != text {
			why = append(why, text)
		}
	}
	buttons := []*kit.Button{p.againButton()}
	if p.app.session.OpenTenant != nil && !isSnapshot(p.info()) {
		buttons = append([]*kit.Button{kit.NewButton("Sign in with more rights…", theme.LoginIcon(), func() { p.app.askSignIn(nil) })}, buttons...)
	}
	p.empty.Say(kit.ToneWarning.Icon(), upperFirst(strings.Join(parts, " and "))+" could not be read", strings.Join(why, "\n"), buttons...)
}

// A missingPart is what the tenant would not show, and why in a sentence.
type missingPart struct{ part, why string }

// missing is everything that could not be read, whatever list it belongs to.
func (p *tenantPage) missing() (out []missingPart) {
	if p.view == nil {
		return nil
	}
	for _, g := range p.view.Gaps {
		out = append(out, missingPart{g.Part, gapText(g)})
	}
	if n := p.view.Unprobed; n > 0 {
		out = append(out, missingPart{"mailboxes and authority of " + many(n, "object", "objects"),
			"They are asked for one by one, and the tenant has too many. Open an object to have it asked about."})
	}
	return out
}

// showMissing lists what could not be read.
func (p *tenantPage) showMissing() {
	table := kit.NewWrapTable(kit.WrapColumn{Title: "What", Least: 140, Share: 2}, kit.WrapColumn{Title: "Why, and what helps", Least: 240, Share: 5})
	var rows []kit.WrapRow
	for _, m := range p.missing() {
		rows = append(rows, kit.WrapRow{Cells: []kit.WrapCell{{Text: upperFirst(m.part), Bold: true, Icon: kit.ToneWarning.Icon()}, {Text: m.why}}, Text: m.part + "\t" + m.why})
	}
	table.SetRows(rows)
	p.app.tell("What could not be read", container.New(atLeast{700, 300}, table))
}

// gapText says what is missing, and what to do.
func gapText(g desk.Gap) string {
	e, ok := errors.AsType[*model.Error](g.Err)
	if !ok || e.Code != model.Denied {
		return aloud(g.Err)
	}
	return strings.TrimSpace(fmt.Sprintf("The permission %s is missing. %s", e.Subject,
		or(e.Hint, "Have an administrator consent to it for this application, or sign in as somebody whose role may read this.")))
}

// emptyFilter says where else there are hits.
func (p *tenantPage) emptyFilter(t *tenantList, text string) {
	if text == "" && t.only != nil {
		p.empty.Say(theme.InfoIcon(), "No "+t.part.Many+" with "+t.only.text, "", kit.NewButton("Show all", theme.CancelIcon(), func() { p.narrow(t, nil) }))
		return
	}
	buttons := []*kit.Button{kit.NewButton("Clear the filter", theme.CancelIcon(), func() {
		p.filter.SetText("")
		p.app.win.Canvas().Focus(t.table)
	})}
	for _, other := range p.lists {
		if other == t {
			continue
		}
		if n := len(other.l.snap.Search(other.l.order, text)); n > 0 {
			buttons = append(buttons, kit.NewButton(fmt.Sprintf("%s (%s)", other.part.Label, count(n)), theme.SearchIcon(), func() { p.show(other.part.ID) }))
		}
	}
	body := "The filter looks at names and addresses."
	if len(buttons) > 1 {
		body = "There are matches elsewhere:"
	}
	p.empty.Say(theme.SearchIcon(), fmt.Sprintf("No %s match “%s”", t.part.Many, text), body, buttons...)
}
