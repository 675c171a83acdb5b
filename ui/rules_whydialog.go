package ui

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/syncrule"
	"recipientdesk/ui/kit"
)

// A whyDialog answers "why does this attribute have this value": attributes at the
// left, the contributions to the one that is chosen at the right.
type whyDialog struct {
	set    *syncrule.RuleSet
	result *syncrule.Result
	all    []string
	names  []string // what the search leaves
	list   []contribution

	search *kit.SearchBox
	left   *kit.Table
	right  *kit.Table
	full   *kit.MultiEntry
	answer *widget.Label
	dialog *kit.Dialog
}

// askWhy has an object chosen, and explains it.
func (p *rulesPage) askWhy() {
	a := p.app
	a.pick(a.win, pickOptions{Title: "Explain the values of an object", Done: func(list []model.Entry) {
		a.explain(a.win, &p.reading, list[0].Ref)
	}})
}

// explain foresees an object as it stands in the directory, and says why.
func (a *App) explain(win *kit.Window, s *slot, ref model.Ref) {
	session := a.session
	load(a.run, s, func(ctx context.Context) (desk.Outlook, error) {
		e, err := session.Desk.Get(ctx, ref)
		if err != nil {
			return desk.Outlook{}, err
		}
		list, err := session.Desk.Foresee(ctx, e)
		if err != nil {
			return desk.Outlook{}, err
		}
		return list[0], nil
	}, func(o desk.Outlook, err error) {
		if err != nil {
			a.fail(win, err)
			return
		}
		showWhy(win, session.Desk.Rules(), o.Sync, "")
	})
}

// showWhy puts the dialog up, at an attribute if one is named.
func showWhy(win *kit.Window, set *syncrule.RuleSet, r *syncrule.Result, attr string) *whyDialog {
	d := &whyDialog{set: set, result: r, all: whyAttributes(r), full: kit.NewMultiEntry(3), answer: widget.NewLabel("")}
	d.search = kit.NewSearchBox("Attribute", func(string) { d.sift() })
	d.left = kit.NewTable([]kit.Column{{Title: "Attribute", Width: 168, Static: true}}, func() int { return len(d.names) }, func(row, _ int) kit.CellData {
		return kit.CellData{Text: d.names[row]}
	})
	d.left.OnSelect = d.draw
	d.left.OnRune = d.search.Type
	d.search.OnLeave = func() { win.Canvas().Focus(d.left) }
	d.right = kit.NewTable([]kit.Column{{Title: "Where", Width: 108, Static: true}, {Title: "Prec.", Tip: "Precedence: the lowest number wins", Width: 46, Static: true, Align: fyne.TextAlignTrailing},
		{Title: "Rule", Width: 226, Static: true}, {Title: "What became of it", Width: 200, Static: true}, {Title: "Value", Width: 160, Static: true},
		{Title: "Made of", Width: 300, Static: true}},
		func() int { return len(d.list) }, d.cell)
	d.right.OnSelect = d.drawFull
	d.full.ReadOnly = true
	d.full.Wrapping = fyne.TextWrapBreak
	d.full.TextStyle.Monospace = true
	d.answer.Wrapping = fyne.TextWrapWord

	quit := kit.NewButton("Close", nil, func() { d.dialog.Close() })
	left := framed(d.search, nil, nil, nil, d.left)
	right := framed(d.answer, d.full, nil, nil, d.right)
	split := kit.NewSplit(left, right, 0.26)
	size := win.Canvas().Size()
	d.dialog = win.ShowDialog(kit.DialogOptions{Title: "Why " + (model.Recipient{Entry: r.Entry}).Name() + " has these values",
		Content: container.NewStack(split), MinSize: fyne.NewSize(min(1080, max(720, size.Width-80)), min(520, max(340, size.Height-150))),
		Buttons: []*kit.Button{quit}, Default: quit, Cancel: quit, Focus: d.left})
	d.sift()
	for i, n := range d.names {
		if strings.EqualFold(n, attr) {
			d.left.Select(i)
		}
	}
	d.draw()
	return d
}

func (d *whyDialog) sift() {
	words := strings.Fields(strings.ToLower(d.search.Text()))
	was := d.attr()
	d.names = nil
	for _, n := range d.all {
		if holdsAll(strings.ToLower(n), words) {
			d.names = append(d.names, n)
		}
	}
	at := 0
	for i, n := range d.names {
		if n == was {
			at = i
		}
	}
	d.left.SetSelection(nil)
	d.left.Refresh()
	d.left.Select(at)
	d.draw()
}

// attr is the attribute that is chosen, "" if none is.
func (d *whyDialog) attr() string {
	if i := d.left.Cursor(); i >= 0 && i < len(d.names) {
		return d.names[i]
	}
	return ""
}

func (d *whyDialog) draw() {
	d.list = nil
	if a := d.attr(); a != "" {
		d.list = contributions(d.set, d.result, a)
	}
	d.right.SetSelection(nil)
	d.right.SetCursor(-1)
	d.right.Refresh()
	d.right.Select(max(0, slices.IndexFunc(d.list, func(c contribution) bool { return c.wins })))
	d.answer.SetText(d.sentence())
	d.drawFull()
}

// sentence is the answer in words.
func (d *whyDialog) sentence() string {
	a := d.attr()
	if a == "" {
		return "No attribute is called so."
	}
	for _, c := range d.list {
		if c.wins && c.rule != nil {
			where := "is exported"
			if c.where == atMetaverse {
				where = "stands in the metaverse, and no rule exports it,"
			}
			return a + " " + where + " as “" + shorten(c.value, 120) + "” because of the rule " + c.rule.Name + "."
		}
	}
	for _, f := range d.result.Fates {
		if strings.EqualFold(string(f.Attr), a) && f.Why != "" {
			return a + " does not arrive: " + f.Why + "."
		}
	}
	return a + " goes nowhere: no rule in scope reads it."
}

func shorten(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

func (d *whyDialog) cell(row, col int) kit.CellData {
	c := d.list[row]
	data := kit.CellData{Color: kit.ColorMuted}
	switch col {
	case 0:
		data.Text = c.where
		if row > 0 && d.list[row-1].where == c.where {
			data.Text = ""
		}
	case 1:
		if c.rule != nil {
			data.Text = count(c.rule.Precedence)
		}
	case 2:
		data.Text = c.attr
		if c.rule != nil {
			data.Text = c.rule.Name
		}
	case 5:
		if c.flow != nil {
			data.Text, data.Mono = flowSource(c.flow), true
		}
	case 3:
		data.Text, data.Icon = c.outcome, c.mark()
		data.Color = c.tone.Color()
		return data
	case 4:
		data.Text = c.value
	}
	if c.wins {
		data.Color, data.Bold = theme.ColorNameForeground, col == 2
	}
	return data
}

// mark is a sign beside the outcome, so that it is not told by color alone.
func (c contribution) mark() fyne.Resource {
	switch {
	case c.wins && c.rule != nil:
		return theme.ConfirmIcon()
	case c.tone == kit.ToneWarning:
		return theme.WarningIcon()
	}
	return nil
}

// drawFull shows the selected contribution in full.
func (d *whyDialog) drawFull() {
	text := ""
	if i := d.right.Cursor(); i >= 0 && i < len(d.list) && d.right.IsSelected(i) {
		c := d.list[i]
		if c.flow != nil {
			text = c.flow.Target + " = " + flowSource(c.flow) + "\n"
		}
		if c.value != "" {
			text += c.attr + ": " + c.value
		}
	}
	d.full.ShowText(strings.TrimSpace(text))
}
