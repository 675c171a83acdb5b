package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
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
