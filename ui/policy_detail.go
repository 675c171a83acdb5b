package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/addresspolicy"
	"recipientdesk/ui/kit"
)

// policyDetail is the lower part of the page: the addresses of the selected recipient
// now and then, each with its reason.
type policyDetail struct {
	widget.BaseWidget
	page *policyPage

	name   *widget.Label
	about  *widget.Label
	exempt *kit.Button
	open   *kit.Button
	lines  []givenLine
	table  *kit.Table
	none   *kit.EmptyState
}

// An givenLine is one address, now and then.
type givenLine struct {
	now, then model.Address
	has, gets bool
	why       string
}

func newPolicyDetail(p *policyPage) *policyDetail {
	d := &policyDetail{page: p, name: widget.NewLabel(""), about: widget.NewLabel(""), none: kit.NewEmptyState(nil, "", "")}
	d.name.TextStyle.Bold = true
	d.about.Importance = widget.LowImportance
	d.about.Truncation = fyne.TextTruncateEllipsis
	d.exempt = kit.NewButton("Opt out…", theme.VisibilityOffIcon(), func() { p.app.cmd.run("policy-exempt") })
	d.open = kit.NewButton("Open", theme.DocumentIcon(), func() { p.app.cmd.run("policy-open") })
	d.open.SetTip("Open the properties of the recipient (Enter)")
	d.table = kit.NewTable([]kit.Column{{ID: "now", Title: "Addresses now", Width: 212, Static: true}, {ID: "then", Title: "And then", Width: 212, Static: true},
		{ID: "why", Title: "Why", Width: 140, Static: true, Fill: true}}, func() int { return len(d.lines) }, d.cell)
	d.ExtendBaseWidget(d)
	return d
}

// draw shows what is selected.
func (d *policyDetail) draw() {
	list := d.page.selection()
	changes := 0
	for _, l := range list {
		if !l.change.Empty() {
			changes++
		}
	}
	d.lines = nil
	switch {
	case len(list) == 0:
		d.name.SetText("")
		d.about.SetText("")
		d.none.Say(nil, "Select a recipient", "Its addresses now and then are shown here. Enter opens it; typing filters; the bar above shows one outcome alone.")
	case len(list) > 1:
		d.name.SetText(many(len(list), "recipient", "recipients") + " selected")
		d.about.SetText("")
		d.none.Say(nil, many(changes, "recipient of them gets addresses", "recipients of them get addresses"), "Apply gives them to these alone.")
	default:
		l := list[0]
		d.name.SetText(l.name)
		d.about.SetText(l.kind.Label() + " · " + placeOf(l.Before.Ref.DN))
		d.lines = givenLines(l)
	}
	d.none.Hidden = len(list) == 1
	d.table.Hidden = len(list) != 1
	d.table.SetSelection(nil)
	d.table.SetCursor(-1)
	d.table.Refresh()
	d.drawButtons(list)
	d.Refresh()
}

func (d *policyDetail) drawButtons(list []*policyLine) {
	setButton(d.exempt, d.page.exemptLabel(), theme.VisibilityOffIcon())
	tip := d.page.noExempt()
	if tip == "" {
		tip = "Take what is selected out of all policies, or put it under them again (" + policyKeys["policy-exempt"].String() + ")"
	}
	d.exempt.SetTip(tip)
	enable(d.exempt, d.page.app.cmd.get("policy-exempt").enabled())
	enable(d.open, len(list) > 0)
}

// givenLines are all addresses of a line: what it gets first, then what it has, and
// what the templates cannot give.
func givenLines(l *policyLine) (out []givenLine) {
	now := model.Addresses(l.Before)
	for _, a := range model.Addresses(l.After) {
		line := givenLine{then: a, gets: true, why: whyAddress(l, a)}
		if i := slices.IndexFunc(now, a.Equal); i >= 0 {
			line.now, line.has = now[i], true
		}
		out = append(out, line)
	}
	slices.SortStableFunc(out, func(a, b givenLine) int { return lineRank(a) - lineRank(b) })
	for _, g := range l.Given {
		if g.Address == "" {
			out = append(out, givenLine{why: begun(g.Note()) + "."})
		}
	}
	if len(l.Given) == 0 {
		out = append([]givenLine{{why: begun(l.Why) + "."}}, out...)
	}
	return out
}

// lineRank puts the primary address first, then what is new, and addresses that are not
// for mail last.
func lineRank(l givenLine) int {
	switch {
	case l.then.IsSMTP() && l.then.Primary():
		return 0
	case !l.has:
		return 1
	case l.then.IsSMTP():
		return 2
	}
	return 3
}

// whyAddress says where an address comes from.
func whyAddress(l *policyLine, a model.Address) string {
	for _, g := range l.Given {
		if !a.IsSMTP() || !strings.EqualFold(g.Address, a.Value()) {
			continue
		}
		why := "By " + g.Template.String() + " of " + l.policy
		if n := g.Note(); n != "" {
			return why + ": " + n + "."
		}
		return why + "."
	}
	if l.Policy == nil || l.outcome == addresspolicy.Exempt {
		return ""
	}
	if a.IsSMTP() && !a.Primary() && strings.EqualFold(a.Value(), l.before) {
		return "Stays, and is no longer the primary one."
	}
	return "Stays."
}

func (d *policyDetail) cell(row, col int) kit.CellData {
	l := d.lines[row]
	switch d.table.Columns()[col].ID {
	case "now":
		if l.has {
			return givenCell(l.now, theme.ColorNameForeground, nil)
		}
	case "then":
		switch {
		case l.gets && !l.has:
			return givenCell(l.then, kit.ColorChanged, theme.ContentAddIcon())
		case l.gets && l.now.Primary() != l.then.Primary():
			return givenCell(l.then, kit.ColorChanged, nil)
		case l.gets:
			return givenCell(l.then, kit.ColorMuted, nil)
		}
	case "why":
		return kit.CellData{Text: l.why, Color: kit.ColorMuted}
	}
	return kit.CellData{}
}

// givenCell writes an address; the primary one with a star, as the sheet does.
func givenCell(a model.Address, color fyne.ThemeColorName, icon fyne.Resource) kit.CellData {
	text := a.Value()
	if !a.IsSMTP() {
		text = a.String()
	}
	if a.IsSMTP() && a.Primary() {
		text = "★ " + text
	}
	return kit.CellData{Text: text, Color: color, Icon: icon, Bold: a.IsSMTP() && a.Primary()}
}

// CreateRenderer implements fyne.Widget.
func (d *policyDetail) CreateRenderer() fyne.WidgetRenderer {
	head := framed(nil, nil, d.name, container.NewHBox(d.exempt, d.open), d.about)
	return widget.NewSimpleRenderer(framed(head, nil, nil, nil, container.NewStack(d.table, container.NewPadded(d.none))))
}
