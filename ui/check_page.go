package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/ui/kit"
)

// A checkPage shows what the checker found: at the left the rules, or the objects,
// with as many findings as each has; at the right the findings of one of them;
// below the finding with both its parties and what can be done about it.
type checkPage struct {
	widget.BaseWidget
	app *App

	head    *checkHead
	by      *kit.Select
	groups  *kit.Table
	filter  *kit.SearchBox
	ignored *kit.Check
	found   *kit.Table
	detail  *checkDetail
	empty   *kit.EmptyState
	body    fyne.CanvasObject

	icons    [3]fyne.Resource // of the severities, in their colors
	query    siftQuery
	s        *sifted
	sifting  slot
	choosing slot   // folders
	key      string // of the group chosen; "": all findings
	from, to int    // its rows of s
	mending  mending
}

func newCheckPage(a *App) page {
	p := &checkPage{app: a, s: &sifted{of: &checked{}}}
	for s := range p.icons {
		p.icons[s] = toneOf(check.Severity(s)).Icon()
	}
	p.head = newCheckHead(p)
	p.by = kit.NewSelect([]string{"By rule", "By object"}, func(string) { p.regroup() })
	p.by.SetTip("What the findings are grouped by")
	p.by.ShowSelected("By rule")
	p.groups = kit.NewTable([]kit.Column{{ID: "title", Title: "Rule", Width: 120, Static: true, Fill: true},
		{ID: "n", Title: "Count", Width: 66, Align: fyne.TextAlignTrailing, Static: true},
		{ID: "bar", Width: 42, Static: true}}, func() int { return len(p.s.groups) + 1 }, p.groupCell)
	p.groups.Tip = p.groupTip
	p.groups.OnSelect = p.groupChosen
	p.groups.OnActivate = func(int) { a.win.Canvas().Focus(p.found) }
	p.filter = kit.NewSearchBox("Filter: object, value, attribute, rule", func(text string) {
		p.query.Text = text
		p.sift()
	})
	p.filter.OnLeave = func() { a.win.Canvas().Focus(p.found) }
	p.ignored = kit.NewCheck("Ignored", func(on bool) {
		p.query.Ignored = on
		p.sift()
	})
	p.ignored.SetTip("Show the findings, too, that are ignored for a reason")
	p.found = kit.NewTable(findingColumns, func() int { return p.to - p.from }, p.findingCell)
	p.found.Tip = p.findingTip
	p.found.OnSelect = p.chosen
	p.found.OnActivate = func(int) { p.open() }
	p.found.OnSort = p.sortBy
	p.found.OnMenu = func(_ int, at fyne.Position) {
		a.cmd.popUp(a.win.Canvas(), at, []string{"check-open", "-", "check-fix", "check-fix-all", "check-ignore", "-", "check-copy", "check-export"})
	}
	for _, t := range []*kit.Table{p.groups, p.found} {
		t.OnRune = p.filter.Type
		t.OnKey = p.keyed
	}
	p.detail = newCheckDetail(p)
	p.body = framed(nil, p.detail, nil, nil, kit.NewSplit(p.groups, p.found, 0.35))
	p.empty = kit.NewEmptyState(nil, "", "")
	p.ExtendBaseWidget(p)
	return p
}

var findingColumns = []kit.Column{
	{ID: "object", Title: "Object", Width: 138},
	{ID: "finding", Title: "Finding", Width: 126, Fill: true},
	{ID: "value", Title: "Value", Width: 112},
	{ID: "proposed", Title: "Proposed", Width: 100, Tip: "What Fix would write."},
	{ID: "attribute", Title: "Attribute", Width: 106},
}

// read implements page. What the checker has is there already.
func (p *checkPage) read() { p.draw() }

// stop implements page.
func (p *checkPage) stop() {
	p.sifting.stop()
	p.choosing.stop()
	p.mending.stop()
}

// focusTarget implements page.
func (p *checkPage) focusTarget() fyne.CanvasObject {
	if p.app.checker.last == nil {
		return p.head.run
	}
	return p.found
}

// searchBox implements page.
func (p *checkPage) searchBox() *kit.SearchBox { return p.filter }

// draw shows the state of the checker, and its result if it has a new one.
func (p *checkPage) draw() {
	p.head.draw()
	if last := p.app.checker.last; last != nil && last != p.s.of {
		p.sift()
	}
	p.drawEmpty()
}

// sift shows what the query selects of the result, when that is known.
func (p *checkPage) sift() {
	last := p.app.checker.last
	if last == nil {
		return
	}
	q := p.query
	load(p.app.run, &p.sifting, func(ctx context.Context) (*sifted, error) { return sift(ctx, last, q) }, func(s *sifted, err error) {
		if err == nil {
			p.show(s)
		}
	})
}

// show puts another selection of findings up. What was selected stays so; if it is
// gone, the keyboard goes to what took its place.
func (p *checkPage) show(s *sifted) {
	was := map[findingKey]bool{}
	for _, f := range p.selection() {
		was[keyOf(f)] = true
	}
	at := p.found.Cursor()
	p.s = s
	p.choose(p.key)
	var rows []int
	for i := range p.to - p.from {
		if len(rows) < len(was) && was[keyOf(p.at(i))] {
			rows = append(rows, i)
		}
	}
	switch {
	case len(rows) > 0:
		p.found.SetSelection(rows)
		p.found.SetCursor(rows[0])
	case len(was) > 0 && p.to > p.from:
		p.found.Select(min(max(at, 0), p.to-p.from-1))
	}
	p.head.draw()
	p.chosen()
	p.drawEmpty()
}

// choose shows the group with that key, or all if there is none.
func (p *checkPage) choose(key string) {
	g := p.s.find(key)
	p.key, p.from, p.to = "", 0, len(p.s.rows)
	if g >= 0 {
		p.key, p.from, p.to = key, p.s.groups[g].from, p.s.groups[g].to
	}
	p.found.SetSelection(nil)
	p.found.SetCursor(-1)
	p.groups.SetSelection([]int{g + 1})
	p.groups.SetCursor(g + 1)
	p.groups.Refresh()
	p.found.Refresh()
}

func (p *checkPage) groupChosen() {
	key := ""
	if at := p.groups.Cursor(); at > 0 && at <= len(p.s.groups) {
		key = p.s.groups[at-1].key
	}
	p.choose(key)
	p.found.ScrollTo(0)
	p.chosen()
}

// group is the group that is shown; ok is false if all findings are.
func (p *checkPage) group() (g findingGroup, ok bool) {
	if i := p.s.find(p.key); i >= 0 {
		return p.s.groups[i], true
	}
	return g, false
}

func (p *checkPage) regroup() {
	p.query.ByObject = p.by.Selected == "By object"
	cols := p.groups.Columns()
	cols[0].Title = map[bool]string{false: "Rule", true: "Object"}[p.query.ByObject]
	cols[0].Width = 120
	p.groups.SetColumns(cols)
	p.key = ""
	p.sift()
}

func (p *checkPage) sortBy(col int, down bool) {
	p.query.Sort, p.query.Down = findingColumns[col].ID, down
	p.found.SetSort(col, down)
	p.sift()
}

// at is the finding in a row of the right table.
func (p *checkPage) at(row int) check.Finding { return p.s.of.list[p.s.rows[p.from+row]] }

// picked are the numbers of the selected findings in the result.
func (p *checkPage) picked() []int32 {
	var out []int32
	for _, row := range p.found.Selected() {
		if row < p.to-p.from {
			out = append(out, p.s.rows[p.from+row])
		}
	}
	return out
}

// selection are the findings that are selected.
func (p *checkPage) selection() (out []check.Finding) {
	for _, i := range p.picked() {
		out = append(out, p.s.of.list[i])
	}
	return out
}

// allIgnored reports whether findings are selected and all of them ignored.
func (p *checkPage) allIgnored() bool {
	picked := p.picked()
	return len(picked) > 0 && !slices.ContainsFunc(picked, func(i int32) bool { return p.s.of.reasons[i] == "" })
}

func (p *checkPage) chosen() {
	p.detail.draw()
	p.app.refresh()
}

func (p *checkPage) keyed(ev *fyne.KeyEvent) bool {
	switch {
	case ev.Name == fyne.KeyEscape && p.app.checker.busy:
		p.app.checker.stop()
	case ev.Name == fyne.KeyEscape && p.filter.Text() != "":
		p.filter.SetText("")
	case ev.Name == fyne.KeyBackspace && p.filter.Text() != "":
		p.filter.Focus()
	default:
		return false
	}
	return true
}

func (p *checkPage) groupCell(row, col int) kit.CellData {
	if row == 0 {
		return [...]kit.CellData{{Text: "All findings", Bold: true}, {Text: count(len(p.s.rows)), Bold: true}, {}}[col]
	}
	if row > len(p.s.groups) {
		return kit.CellData{}
	}
	g := p.s.groups[row-1]
	switch col {
	case 0:
		return kit.CellData{Text: g.title, Icon: p.icons[g.worst]}
	case 1:
		return kit.CellData{Text: count(g.len())}
	}
	return kit.CellData{Share: float32(g.len()) / float32(max(1, p.s.most)), Tone: toneOf(g.worst)}
}

func (p *checkPage) groupTip(row, _ int) string {
	if row == 0 || row > len(p.s.groups) {
		return ""
	}
	g := p.s.groups[row-1]
	n := many(g.len(), severities[g.worst][0], severities[g.worst][1])
	if g.rule == nil {
		return g.ref.DN + "\n" + many(g.len(), "finding", "findings")
	}
	return g.title + " (" + g.rule.ID + ", " + n + ")\n" + g.rule.Text
}

func (p *checkPage) findingCell(row, col int) kit.CellData {
	if row >= p.to-p.from {
		return kit.CellData{}
	}
	i := int(p.s.rows[p.from+row])
	f := p.s.of.list[i]
	d := kit.CellData{Text: p.s.of.text(i, findingColumns[col].ID)}
	switch {
	case p.s.of.reasons[i] != "":
		d.Color = kit.ColorMuted
		if col == 0 {
			d.Icon = theme.VisibilityOffIcon()
		}
	case col == 0:
		d.Icon = p.icons[f.Rule.Severity]
	case findingColumns[col].ID == "attribute":
		d.Color = kit.ColorMuted
	case findingColumns[col].ID == "proposed" && mendable(f):
		d.Color = kit.ColorOK
	case findingColumns[col].ID == "proposed":
		d.Color = kit.ColorMuted
	}
	return d
}

func (p *checkPage) findingTip(row, col int) string {
	if row >= p.to-p.from {
		return ""
	}
	i := int(p.s.rows[p.from+row])
	f := p.s.of.list[i]
	switch findingColumns[col].ID {
	case "object":
		return f.Ref.DN
	case "finding":
		text := f.Rule.Title + " (" + f.Rule.ID + ")\n" + findingText(f)
		if why := p.s.of.reasons[i]; why != "" {
			text += "\nIgnored: " + why
		}
		return text
	}
	return p.s.of.text(i, findingColumns[col].ID)
}

// drawEmpty says what there is to do where nothing is shown.
func (p *checkPage) drawEmpty() {
	c := p.app.checker
	again := func() []*kit.Button {
		b := kit.NewButton("Check now", theme.MediaPlayIcon(), c.run)
		return []*kit.Button{b}
	}
	show := true
	switch {
	case c.last == nil && c.busy:
		p.empty.Say(nil, "Checking…", "Findings appear when every object was looked at: an address may belong to two.")
	case c.last == nil && c.failed != nil:
		p.empty.Say(theme.WarningIcon(), "The check could not be made", sentence(c.failed), again()...)
	case c.last == nil:
		p.empty.Say(theme.SearchIcon(), "Nothing was checked yet", "A check reads every recipient and changes nothing.", again()...)
	case len(c.last.list) == 0:
		p.empty.Say(theme.ConfirmIcon(), "No findings", fmt.Sprintf("%s: every rule is kept.", upperFirst(many(c.last.objects, "recipient", "recipients"))))
	case len(p.s.rows) == 0 && p.s.of == c.last:
		p.emptyFilter()
	default:
		show = false
	}
	if show {
		p.empty.Show()
		p.body.Hide()
	} else {
		p.empty.Hide()
		p.body.Show()
	}
}

func (p *checkPage) emptyFilter() {
	all := kit.NewButton("Show everything", theme.CancelIcon(), func() {
		p.query = siftQuery{ByObject: p.query.ByObject, Ignored: true}
		p.ignored.ShowChecked(true, false)
		p.head.showSeverities()
		if p.filter.Text() != "" {
			p.filter.SetText("") // sifts
			return
		}
		p.sift()
	})
	switch text := strings.TrimSpace(p.query.Text); {
	case text != "":
		p.empty.Say(theme.SearchIcon(), fmt.Sprintf("No findings match “%s”", text), "The filter looks at objects, values, attributes, rules and reasons.", all)
	case p.s.counts != [3]int{}:
		p.empty.Say(theme.VisibilityOffIcon(), "All findings are switched off", "Those of the severities chosen above are not shown.", all)
	default:
		p.empty.Say(theme.ConfirmIcon(), "No findings but those that are ignored", "", all)
	}
}

// describe says what the result is of, for the line below the head.
func (c *checked) describe() string {
	parts := []string{many(c.objects, "object", "objects") + " checked by the rules of " + profileOf(c.plan.Profile).label,
		c.plan.where(), c.at.Local().Format("15:04")}
	if c.took >= time.Second {
		parts[2] += fmt.Sprintf(" in %.1f s", c.took.Seconds())
	}
	if n := c.ignoredCount(); n > 0 {
		parts = append(parts, count(n)+" ignored")
	}
	return strings.Join(parts, " · ")
}

func (c *checked) ignoredCount() (n int) {
	for _, r := range c.reasons {
		if r != "" {
			n++
		}
	}
	return n
}

// open shows the sheet of the objects of the selected findings.
func (p *checkPage) open() {
	var refs []model.Ref
	for _, f := range p.selection() {
		if !slices.ContainsFunc(refs, f.Ref.Same) {
			refs = append(refs, f.Ref)
		}
	}
	if len(refs) > 0 && len(refs) < manySheets {
		openSheet(p.app, refs)
	}
}

// CreateRenderer implements fyne.Widget.
func (p *checkPage) CreateRenderer() fyne.WidgetRenderer {
	sifting := container.NewBorder(nil, nil, wide(110, p.by), p.ignored, p.filter)
	top := container.NewVBox(p.head, sifting)
	return widget.NewSimpleRenderer(kit.Inset(8, 6, framed(top, nil, nil, nil, container.NewStack(p.body, container.NewPadded(p.empty)))))
}
