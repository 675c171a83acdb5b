package ui

import (
	"fmt"
	"net/url"
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

// A syncTab shows what becomes of an object at the next synchronization, as it is
// edited now: property by property, rule by rule, and what is not certain.
type syncTab struct {
	widget.BaseWidget
	sheet *Sheet
	drawn desk.Outlook // what is shown
	fresh bool         // something is shown at all

	mark     *widget.Icon
	headline *widget.Label
	more     *widget.Label
	partner  *kit.Button // opens the object that this one merges into
	recipe   *kit.Button // of a user without mail
	object   *kit.Select // nil for one object
	aspect   *kit.Segments
	differ   *kit.Check
	search   *kit.SearchBox
	table    *kit.Table
	full     *kit.MultiEntry
	source   *kit.Button
	why      *kit.Button
	empty    *kit.EmptyState

	all   []syncLine // of the aspect that is chosen
	lines []syncLine // what search and switch leave
}

// A syncLine is one line of the table, whatever the aspect.
type syncLine struct {
	cells   []kit.CellData
	full    string
	match   string // what the search looks in, in lower case
	source  string // address of the statement, "" for none
	attr    string // whose contributions can be shown, "" for none
	differs bool
}

// syncPage is the tab of the sheet.
func (s *Sheet) syncPage() *sheetPage {
	p := &sheetPage{}
	var t *syncTab
	p.make = func() fyne.CanvasObject {
		t = newSyncTab(s)
		return t
	}
	p.draw = func() { t.draw() }
	return p
}

func newSyncTab(s *Sheet) *syncTab {
	t := &syncTab{sheet: s, mark: widget.NewIcon(nil), headline: widget.NewLabel(""), more: widget.NewLabel(""), full: kit.NewMultiEntry(4)}
	t.headline.TextStyle.Bold = true
	t.headline.Wrapping = fyne.TextWrapWord
	t.more.Wrapping = fyne.TextWrapWord
	t.more.Importance = widget.LowImportance
	t.partner = kit.NewButton("Open", nil, t.openPartner)
	t.partner.SetTip("Open the object that this one becomes part of")
	t.recipe = kit.NewButton("Make this a cloud mailbox…", iconMailbox, s.openRecipe)
	t.recipe.SetTip("What this user lacks to have a mailbox in Exchange Online, each with its fix (Ctrl+U)")
	t.aspect = kit.NewSegments([]string{"Properties", "Rules", "Notes"}, func(int) { t.list() })
	t.differ = kit.NewCheck("Only what differs", func(bool) { t.sift() })
	t.search = kit.NewSearchBox("Search properties and reasons", func(string) { t.sift() })
	t.table = kit.NewTable(propertyColumns, func() int { return len(t.lines) }, func(row, col int) kit.CellData { return t.lines[row].cells[col] })
	t.table.OnSelect = t.drawLine
	t.table.OnRune = t.search.Type
	t.table.OnActivate = func(int) { t.explain() }
	t.search.OnLeave = func() { s.win.Canvas().Focus(t.table) }
	t.full.ReadOnly = true
	t.full.Wrapping = fyne.TextWrapBreak
	t.source = kit.NewButton("Open source", theme.ComputerIcon(), t.openSource)
	t.source.SetTip("Open the page that states this rule, in the browser")
	t.why = kit.NewButton("Why this value…", theme.QuestionIcon(), t.explain)
	t.why.SetTip("Show every rule that contributes to this property (Enter)")
	t.empty = kit.NewEmptyState(nil, "", "")
	if names := s.objectNames(); len(names) > 1 {
		t.object = kit.NewSelect(names, func(string) { t.fresh = false; t.draw() })
		t.object.ShowSelected(names[0])
	}
	t.ExtendBaseWidget(t)
	return t
}

func (s *Sheet) objectNames() (out []string) {
	for i, e := range s.draft.Base() {
		out = append(out, fmt.Sprintf("%d. %s", i+1, model.Recipient{Entry: e}.Name()))
	}
	return out
}

func (t *syncTab) focusTarget() fyne.CanvasObject { return t.table }

// index is the number of the object that is shown.
func (t *syncTab) index() int {
	if t.object == nil {
		return 0
	}
	return max(0, slices.Index(t.object.Options, t.object.Selected))
}

// draw shows the forecast if it is another than the one shown. It is called at
// every key, and does nothing then until the answer is in.
func (t *syncTab) draw() {
	f := t.sheet.sight
	switch {
	case f.err != nil:
		_, message, advice, _ := describe(f.err)
		again := kit.NewButton("Try again", nil, func() { f.forget(); t.sheet.refresh() })
		t.empty.Say(kit.ToneError.Icon(), message, advice, again)
		t.empty.Show()
		t.fresh = false
	case f.now == nil:
		t.empty.Say(nil, "Looking at the rules…", "")
		t.empty.Show()
	default:
		t.empty.Hide()
		o := f.now[min(t.index(), len(f.now)-1)]
		if t.fresh && t.drawn.Sync == o.Sync {
			return
		}
		t.drawn, t.fresh = o, true
		t.show()
	}
}

// show draws the forecast.
func (t *syncTab) show() {
	o := t.drawn
	s := arrivalSigns[o.Arrival()]
	t.mark.SetResource(s.icon)
	t.headline.SetText(outlookSentence(o))
	t.more.SetText(aboutOutlook(o))
	t.more.Hidden = t.more.Text == ""
	t.partner.Hidden = o.Sync == nil || o.Sync.JoinedTo == nil
	t.recipe.Hidden = t.object != nil || o.Sync == nil || !lacksMail(model.Recipient{Entry: o.Sync.Entry}.Kind())
	passed, n := 0, 0
	if o.Sync != nil {
		n = len(o.Sync.Scope)
		for _, c := range o.Sync.Scope {
			if c.Passed {
				passed++
			}
		}
	}
	t.aspect.SetLabel(1, fmt.Sprintf("Rules (%d of %d)", passed, n))
	t.aspect.SetLabel(2, fmt.Sprintf("Notes (%d)", len(noteLines(o))))
	t.list()
	t.Refresh()
}

// aboutOutlook is what stands below the headline: matches, merges and filters.
func aboutOutlook(o desk.Outlook) string {
	var parts []string
	add := func(text string) { parts = append(parts, strings.TrimSuffix(begun(text), ".")+".") }
	if r := o.Sync; r != nil {
		if r.FilteredBy != nil && r.FilteredBy.Rule != nil {
			add("filtered by the rule " + r.FilteredBy.Rule.Name)
		}
		if r.JoinedTo != nil && r.Why != "" {
			add(r.Why)
		}
		for _, j := range r.Joined {
			add(model.NameOf(j.DN) + " becomes part of it")
		}
	}
	if m := o.Cloud.Match; m.Kind != "" && m.Kind != "new" {
		text := map[string]string{"hard": "joins the cloud object with the same source anchor", "soft": "takes over a cloud object by its address", "blocked": "cannot take over the cloud object"}[m.Kind]
		if m.With != "" {
			text += ", " + m.With
		}
		if m.Why != "" {
			text += ": " + m.Why
		}
		add(text)
	}
	for _, q := range o.Cloud.Quarantined {
		add(q.Value + " belongs to another object of the tenant and is left out")
	}
	return strings.Join(parts, " ")
}

var (
	propertyColumns = []kit.Column{{ID: "property", Title: "Property", Width: 166, Static: true}, {ID: "ad", Title: "AD now", Width: 152, Static: true},
		{ID: "exported", Title: "Exported", Width: 152, Static: true, Tip: "What the synchronization rules make of it"},
		{ID: "cloud", Title: "Cloud", Width: 152, Static: true, Tip: "What Entra ID and Exchange Online make of it"},
		{ID: "why", Title: "Why", Width: 272, Static: true}}
	scopeColumns = []kit.Column{{ID: "state", Title: "In scope", Width: 84, Static: true}, {ID: "precedence", Title: "Precedence", Width: 84, Align: fyne.TextAlignTrailing, Static: true},
		{ID: "rule", Title: "Rule", Width: 330, Static: true}, {ID: "clause", Title: "The clause that decides", Width: 396, Static: true}}
	noteColumns = []kit.Column{{ID: "kind", Title: "What", Width: 160, Static: true}, {ID: "text", Title: "In words", Width: 530, Static: true}, {ID: "rule", Title: "Rule", Width: 220, Static: true}}
)

// list makes the lines of the aspect that is chosen.
func (t *syncTab) list() {
	columns := propertyColumns
	switch t.aspect.Selected() {
	case 1:
		columns, t.all = scopeColumns, ruleScopeLines(t.drawn.Sync)
	case 2:
		columns, t.all = noteColumns, noteLines(t.drawn)
	default:
		t.all = t.sheet.app.propertyLines(t.drawn)
	}
	if now := t.table.Columns(); len(now) != len(columns) || now[0].ID != columns[0].ID {
		t.table.SetColumns(columns)
		t.table.SetSelection(nil)
		t.table.SetCursor(-1)
	}
	t.differ.Hidden = t.aspect.Selected() != 0
	t.differ.Refresh()
	t.sift()
}

// sift leaves what holds every word of the search, and keeps the line selected
// that was.
func (t *syncTab) sift() {
	was := t.selected().match
	words := strings.Fields(strings.ToLower(t.search.Text()))
	t.lines = nil
	for _, l := range t.all {
		if holdsAll(l.match, words) && (t.aspect.Selected() != 0 || !t.differ.Checked || l.differs) {
			t.lines = append(t.lines, l)
		}
	}
	t.table.SetSelection(nil)
	if len(t.lines) > 0 {
		i := max(0, slices.IndexFunc(t.lines, func(l syncLine) bool { return was != "" && sameLine(l.match, was) }))
		t.table.SetSelection([]int{i})
		t.table.SetCursor(i)
	}
	t.table.Refresh()
	t.drawLine()
}

// sameLine compares lines by what they are about: their values change.
func sameLine(a, b string) bool {
	a, _, _ = strings.Cut(a, "\n")
	b, _, _ = strings.Cut(b, "\n")
	return a == b
}

func (t *syncTab) selected() syncLine {
	if i := t.table.Cursor(); i >= 0 && i < len(t.lines) && t.table.IsSelected(i) {
		return t.lines[i]
	}
	return syncLine{}
}

func (t *syncTab) drawLine() {
	l := t.selected()
	t.full.ShowText(l.full)
	enable(t.source, l.source != "")
	enable(t.why, l.attr != "")
}

// explain shows the contributions to the selected property.
func (t *syncTab) explain() {
	if l := t.selected(); l.attr != "" && t.drawn.Sync != nil {
		showWhy(t.sheet.win, t.sheet.app.session.Desk.Rules(), t.drawn.Sync, l.attr)
	}
}

func (t *syncTab) openSource() {
	if u, err := url.Parse(t.selected().source); err == nil && u.Host != "" {
		if err := t.sheet.app.fy.OpenURL(u); err != nil {
			t.sheet.app.fail(t.sheet.win, &model.Error{Code: model.NotFound, Subject: u.String(), Message: "no browser could be started", Hint: "Copy the address from the text above.", Err: err})
		}
	}
}

func (t *syncTab) openPartner() {
	if r := t.drawn.Sync; r != nil && r.JoinedTo != nil {
		openSheet(t.sheet.app, []model.Ref{*r.JoinedTo})
	}
}

// ruleScopeLines says of each rule whether the object is in its scope, and which
// clause decided.
func ruleScopeLines(r *syncrule.Result) (out []syncLine) {
	if r == nil {
		return nil
	}
	for _, s := range r.Scope {
		state := kit.CellData{Text: "yes", Icon: kit.ShapeFull, Color: kit.ColorOK}
		if !s.Passed {
			state = kit.CellData{Text: "no", Icon: kit.ShapeEmpty, Color: kit.ColorFinding}
		}
		clause := s.Clause
		if clause == "" {
			clause = "no scope: always"
		}
		out = append(out, syncLine{
			cells: []kit.CellData{state, {Text: count(s.Rule.Precedence)}, {Text: s.Rule.Name}, {Text: clause, Mono: s.Clause != "", Color: kit.ColorMuted}},
			full:  s.Rule.Name + " (" + count(s.Rule.Precedence) + "): " + map[bool]string{true: "in scope", false: "not in scope"}[s.Passed] + "\n" + clause,
			match: strings.ToLower(s.Rule.Name + "\n" + clause + " " + s.Rule.Description), source: sourceRules,
		})
	}
	return out
}

func noteLines(o desk.Outlook) (out []syncLine) {
	if o.Sync == nil {
		return nil
	}
	for _, n := range problems(o) {
		rule := ""
		if n.rule != nil {
			rule = n.rule.Name
		}
		icon, color := kit.ToneWarning.Icon(), kit.ColorWarning
		if n.kind == "Not certain" {
			icon, color = kit.ShapeUnknown, kit.ColorMuted
		}
		out = append(out, syncLine{cells: []kit.CellData{{Text: n.kind, Icon: icon, Color: color}, {Text: begun(n.text)}, {Text: rule, Color: kit.ColorMuted}},
			full: begun(n.text), match: strings.ToLower(n.text + "\n" + n.kind + " " + rule)})
	}
	return out
}

// CreateRenderer implements fyne.Widget.
func (t *syncTab) CreateRenderer() fyne.WidgetRenderer {
	words := container.NewVBox(t.headline, t.more)
	kit.Stack(words)
	head := framed(nil, nil, container.New(topLeft{}, t.mark), container.NewVBox(t.partner, t.recipe), words)
	tools := container.NewHBox(t.aspect, t.differ)
	if t.object != nil {
		tools.Add(container.New(narrow{200}, t.object))
	}
	bar := framed(nil, nil, tools, nil, t.search)
	foot := framed(nil, nil, nil, container.NewVBox(t.why, t.source), t.full)
	body := container.NewStack(t.table, container.NewPadded(t.empty))
	return widget.NewSimpleRenderer(kit.Inset(8, 8, framed(container.NewVBox(head, bar), foot, nil, nil, body)))
}
