package ui

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model/syncrule"
	"recipientdesk/ui/kit"
)

const placeRules = "rules"

// A rulesPage shows the synchronization rules that forecasts rest on: what there
// is, what one of them reads and writes, and what was not understood.
type rulesPage struct {
	widget.BaseWidget
	app *App
	set *syncrule.RuleSet

	rows      []*syncrule.Rule // what the search leaves, in the order of precedence
	texts     map[*syncrule.Rule]string
	search    *kit.SearchBox
	from      *widget.Label
	notes     *kit.Button
	builtin   *kit.Button
	cloudSync *kit.Button
	load      *kit.Button
	why       *kit.Button
	table     *kit.Table
	aspect    *kit.Segments
	lines     []ruleLine
	detail    *kit.Table
	full      *kit.MultiEntry
	hint      *widget.Label
	empty     *kit.EmptyState
	reading   slot
	loading   bool
	shownSet  *syncrule.RuleSet // what texts were made of
}

func newRulesPage(a *App) page {
	p := &rulesPage{app: a, set: &syncrule.RuleSet{}, from: widget.NewLabel(""), hint: widget.NewLabel(""), full: kit.NewMultiEntry(3)}
	p.search = kit.NewSearchBox("Search rules, attributes and expressions", func(string) { p.sift() })
	p.search.OnLeave = func() { a.win.Canvas().Focus(p.table) }
	p.load = kit.NewButton("Load…", theme.FolderOpenIcon(), p.askLoad)
	p.load.SetTip("Take the rules of your own server: the folder that Get-ADSyncServerConfiguration wrote, or a rule exported as a PowerShell script")
	p.builtin = kit.NewButton("Built-in rules", theme.ContentUndoIcon(), func() { a.useRules("") })
	p.builtin.SetTip("Go back to the default rules of Entra Connect")
	p.cloudSync = kit.NewButton("Cloud Sync", theme.StorageIcon(), func() { a.useRules(syncrule.CloudSyncName) })
	p.cloudSync.SetTip("Foretell what Microsoft Entra Cloud Sync does, as far as it is known")
	p.notes = kit.NewButton("", kit.ToneWarning.Icon(), p.showNotes)
	p.notes.SetTip("Show what was not understood of these rules")
	p.why = kit.NewButton("Why this value…", theme.QuestionIcon(), p.askWhy)
	p.why.SetTip("Choose an object, and see which rules contribute to each of its attributes")
	p.table = kit.NewTable(ruleColumns, func() int { return len(p.rows) }, p.cell)
	p.table.OnSelect = p.drawRule
	p.table.OnRune = p.search.Type
	p.table.Tip = p.tip
	var labels []string
	for _, s := range ruleAspects() {
		labels = append(labels, s.label)
	}
	p.aspect = kit.NewSegments(labels, func(int) { p.drawRule() })
	p.detail = kit.NewTable(ruleAspects()[0].columns, func() int { return len(p.lines) }, func(row, col int) kit.CellData { return p.lines[row].cells[col] })
	p.detail.OnSelect = p.drawLine
	p.full.ReadOnly = true
	p.full.TextStyle.Monospace = true
	p.full.Wrapping = fyne.TextWrapBreak
	for _, l := range []*widget.Label{p.from, p.hint} {
		l.Truncation = fyne.TextTruncateEllipsis
		l.Importance = widget.LowImportance
	}
	p.empty = kit.NewEmptyState(nil, "", "")
	p.empty.Hide()
	p.ExtendBaseWidget(p)
	return p
}

var ruleColumns = []kit.Column{
	{ID: "precedence", Title: "Precedence", Width: 84, Align: fyne.TextAlignTrailing, Static: true, Tip: "Of several rules that write an attribute the one with the lowest number wins."},
	{ID: "name", Title: "Rule", Width: 320, Static: true},
	{ID: "direction", Title: "Direction", Width: 76, Static: true, Tip: "In: from a directory to the metaverse. Out: from the metaverse to a directory."},
	{ID: "link", Title: "Link", Width: 84, Static: true, Tip: "What the rule does for an object that has no partner."},
	{ID: "class", Title: "Classes", Width: 150, Static: true, Tip: "What the rule reads and what it writes."},
	{ID: "connector", Title: "Connector", Width: 150, Static: true},
	{ID: "flows", Title: "Flows", Width: 56, Align: fyne.TextAlignTrailing, Static: true},
}

// read shows the rules that are in use now.
func (p *rulesPage) read() {
	set := &syncrule.RuleSet{}
	if s := p.app.session; s != nil && s.Desk.Rules() != nil {
		set = s.Desk.Rules()
	}
	if set != p.shownSet {
		p.set, p.shownSet, p.texts = set, set, map[*syncrule.Rule]string{}
		for _, r := range set.Rules {
			p.texts[r] = p.searchText(r)
		}
	}
	p.from.SetText(p.source())
	p.notes.SetText(many(len(set.Notes), "note", "notes"))
	p.notes.Hidden = len(set.Notes) == 0
	enable(p.builtin, p.app.rulesFrom() != "" && !p.loading)
	enable(p.cloudSync, !p.set.CloudSync && p.app.opt.Rules != nil && !p.loading)
	enable(p.load, p.app.opt.Rules != nil && !p.loading)
	enable(p.why, len(set.Rules) > 0)
	p.sift()
	p.Refresh()
}

// source says where the rules come from.
func (p *rulesPage) source() string {
	text := many(len(p.set.Rules), "rule", "rules")
	switch from := p.app.rulesFrom(); {
	case p.loading:
		return "Reading the rules…"
	case from == "":
		return text + ", built in: the defaults of Entra Connect. Your server may differ; load its export."
	case p.set.CloudSync:
		return "Microsoft Entra Cloud Sync: the defaults of Entra Connect stand in for its mappings; what is not known is marked."
	default:
		return text + " from " + from
	}
}

// searchText is what the search looks in: everything a rule says.
func (p *rulesPage) searchText(r *syncrule.Rule) string {
	parts := []string{r.Name, r.Description, r.Tag, fmt.Sprint(r.Precedence), direction(r), string(r.Link), r.Source, r.Target, p.connector(r)}
	for _, lines := range [][]ruleLine{flowLines(r), scopeLines(r), joinLines(r)} {
		for _, l := range lines {
			parts = append(parts, l.match)
		}
	}
	return strings.ToLower(strings.Join(parts, "\n"))
}

func (p *rulesPage) words() []string { return strings.Fields(strings.ToLower(p.search.Text())) }

func holdsAll(text string, words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
}

// sift lists the rules that hold every word of the search.
func (p *rulesPage) sift() {
	was := p.selected()
	words := p.words()
	p.rows = nil
	for _, r := range p.set.Rules {
		if holdsAll(p.texts[r], words) {
			p.rows = append(p.rows, r)
		}
	}
	p.table.SetSelection(nil)
	p.table.SetCursor(-1)
	if i := max(0, slices.Index(p.rows, was)); i < len(p.rows) {
		p.table.Select(i)
	}
	p.table.Refresh()
	p.drawRule()
	p.drawEmpty()
}

func (p *rulesPage) drawEmpty() {
	p.empty.Hidden = len(p.rows) > 0
	switch {
	case len(p.rows) > 0:
	case len(p.set.Rules) == 0:
		p.empty.Say(theme.ListIcon(), "No rules", "Load the export of your server to see what it synchronizes.")
	default:
		clear := kit.NewButton("Clear the search", nil, func() { p.search.SetText("") })
		p.empty.Say(theme.SearchIcon(), "No rule has “"+p.search.Text()+"”", "Search for a rule, an attribute, or a part of an expression.", clear)
	}
	p.empty.Refresh()
}

func (p *rulesPage) selected() *syncrule.Rule {
	if i := p.table.Cursor(); i >= 0 && i < len(p.rows) && p.table.IsSelected(i) {
		return p.rows[i]
	}
	return nil
}

func (p *rulesPage) cell(row, col int) kit.CellData {
	r := p.rows[row]
	d := kit.CellData{}
	switch ruleColumns[col].ID {
	case "precedence":
		d.Text = fmt.Sprint(r.Precedence)
	case "name":
		d.Text = r.Name
		if slices.ContainsFunc(r.Flows, func(f syncrule.Flow) bool { return f.Problem != "" }) {
			d.Icon, d.Color = kit.ToneWarning.Icon(), kit.ColorWarning
		}
	case "direction":
		d.Text = direction(r)
	case "link":
		d.Text = string(r.Link)
	case "class":
		d.Text, d.Color = r.Source+arrowSign+r.Target, kit.ColorMuted
	case "connector":
		d.Text, d.Color = p.connector(r), kit.ColorMuted
	case "flows":
		d.Text = count(len(r.Flows))
	}
	if r.Disabled {
		d.Color = kit.ColorMuted
		if col == 1 {
			d.Text += " (disabled)"
		}
	}
	return d
}

func (p *rulesPage) tip(row, col int) string {
	if ruleColumns[col].ID == "name" {
		return p.rows[row].Description
	}
	return ""
}

// drawRule shows the selected rule from the side that was chosen. Of many flows it
// shows those the search is about, unless the rule as such is.
func (p *rulesPage) drawRule() {
	a, r := ruleAspects()[p.aspect.Selected()], p.selected()
	p.lines, p.hint.Text = nil, ""
	if r != nil {
		all := a.lines(p, r)
		p.lines = matching(all, p.words())
		if len(all) == 0 {
			p.hint.Text = a.none
		} else if len(p.lines) < len(all) {
			p.hint.Text = fmt.Sprintf("%d of %d, with “%s”", len(p.lines), len(all), p.search.Text())
		}
	}
	p.detail.SetColumns(a.columns)
	p.detail.SetSelection(nil)
	p.detail.SetCursor(-1)
	p.detail.ScrollTo(0)
	p.hint.Refresh()
	p.detail.Select(0)
	p.drawLine()
}

// matching are the lines that hold every word; all of them if none does.
func matching(all []ruleLine, words []string) (out []ruleLine) {
	for _, l := range all {
		if holdsAll(l.match, words) {
			out = append(out, l)
		}
	}
	if len(out) == 0 {
		return all
	}
	return out
}

// drawLine shows the selected flow in full: expressions do not fit a cell.
func (p *rulesPage) drawLine() {
	text := ""
	if i := p.detail.Cursor(); i >= 0 && i < len(p.lines) && p.detail.IsSelected(i) {
		text = p.lines[i].full
	}
	p.full.ShowText(text)
}

// showNotes lists what was not understood.
func (p *rulesPage) showNotes() {
	notes := p.set.Notes
	table := kit.NewTable([]kit.Column{{Title: "Where", Width: 260, Static: true}, {Title: "What was not understood", Width: 560, Static: true}},
		func() int { return len(notes) }, func(i, col int) kit.CellData {
			if col == 0 {
				return kit.CellData{Text: notes[i].Rule, Icon: kit.ToneWarning.Icon()}
			}
			return kit.CellData{Text: notes[i].Text}
		})
	var d *kit.Dialog
	quit := kit.NewButton("Close", nil, func() { d.Close() })
	d = p.app.win.ShowDialog(kit.DialogOptions{Title: "Notes on these rules", MinSize: fyne.NewSize(850, 320),
		Content: framed(kit.NewText("A forecast that rests on one of these is not certain.", 840), nil, nil, nil, table),
		Buttons: []*kit.Button{quit}, Default: quit, Cancel: quit, Focus: table})
}

func (p *rulesPage) stop() { p.reading.stop() }

func (p *rulesPage) focusTarget() fyne.CanvasObject { return p.table }

// searchBox implements page.
func (p *rulesPage) searchBox() *kit.SearchBox { return p.search }

// CreateRenderer implements fyne.Widget.
func (p *rulesPage) CreateRenderer() fyne.WidgetRenderer {
	buttons := container.NewHBox(p.why, p.notes, p.cloudSync, p.builtin, p.load)
	top := container.NewVBox(framed(nil, nil, nil, buttons, p.search), p.from)
	upper := container.NewStack(p.table, container.NewPadded(p.empty))
	lower := framed(framed(nil, nil, p.aspect, nil, p.hint), p.full, nil, nil, p.detail)
	split := container.NewVSplit(upper, kit.Inset(0, 6, lower))
	split.Offset = 0.46
	return widget.NewSimpleRenderer(kit.Inset(8, 8, framed(top, nil, nil, nil, split)))
}
