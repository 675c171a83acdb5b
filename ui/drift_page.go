package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/ui/kit"
)

const placeDrift = "drift"

// A driftPage shows how the directory and the tenant stand to each other: above as one
// bar of counts, at the left the lists of what needs a person, beside them the objects
// of one list, and below one object in three columns with what can be done.
type driftPage struct {
	widget.BaseWidget
	app *App
	r   *driftRunner

	head   *driftHead
	lists  *kit.Table
	filter *kit.SearchBox
	table  *kit.Table
	detail *driftDetail
	empty  *kit.EmptyState // in place of everything below the head
	frame  *fyne.Container // head, and what is below it; nil until it is drawn
	none   *kit.EmptyState // in place of the table alone
	body   fyne.CanvasObject

	query   driftQuery
	s       *driftSifted // nil until something was compared
	sifting slot
}

var (
	_ page           = (*driftPage)(nil)
	_ tenantFollower = (*driftPage)(nil)
	_ savedFollower  = (*driftPage)(nil)
	_ lister         = (*driftPage)(nil)
)

func newDriftPage(a *App) page {
	p := &driftPage{app: a}
	p.r = newDriftRunner(a, func() { p.draw() })
	p.head = newDriftHead(p)
	p.lists = kit.NewTable([]kit.Column{{ID: "label", Title: "List", Width: 96, Static: true, Fill: true},
		{ID: "n", Title: "Count", Width: 52, Align: fyne.TextAlignTrailing, Static: true}}, func() int { return len(driftLists()) }, p.listCell)
	p.lists.Tip = func(row, _ int) string { return driftLists()[row].Tip }
	p.lists.OnSelect = func() { p.choose(p.lists.Cursor()) }
	p.lists.OnActivate = func(int) { a.win.Canvas().Focus(p.table) }
	p.filter = kit.NewSearchBox("Filter: name, address, property, reason, authority", func(text string) {
		p.query.Text = text
		p.sift()
	})
	p.filter.OnLeave = func() { a.win.Canvas().Focus(p.table) }
	p.table = kit.NewTable(byStatusList.Columns, p.rows, p.cell)
	p.table.Tip = p.tip
	p.table.OnSelect = p.chosen
	p.table.OnActivate = func(int) { a.cmd.run("drift-open") }
	p.table.OnSort = p.sortBy
	p.table.OnMenu = func(_ int, at fyne.Position) {
		a.cmd.popUp(a.win.Canvas(), at, []string{"drift-open", "drift-show", "-", "sync-now", "-", "copy", "copy-names", "export", "-", "who"})
	}
	for _, t := range []*kit.Table{p.lists, p.table} {
		t.OnRune = p.filter.Type
		t.OnKey = p.keyed
	}
	p.detail = newDriftDetail(p)
	p.empty, p.none = kit.NewEmptyState(nil, "", ""), kit.NewEmptyState(nil, "", "")
	p.none.Hide()
	upper := kit.NewSplit(container.New(atLeast{186, 0}, p.lists), container.NewStack(p.table, container.NewPadded(p.none)), 0.2)
	split := container.NewVSplit(upper, p.detail)
	split.Offset = 0.52
	p.body = framed(p.filter, nil, nil, nil, split)
	p.lists.Select(listByStatus)
	p.ExtendBaseWidget(p)
	return p
}

// read implements page. What was compared is there already, unless a synchronization
// ran since. A tenant that was read for another page is compared at once.
func (p *driftPage) read() {
	known := p.app.connected() && p.app.session.Desk.View() != nil
	if !p.r.busy && (p.r.old || p.r.last == nil && p.r.failed == nil && !p.r.stopped && known) {
		p.r.run()
		return
	}
	p.draw()
}

// stop implements page.
func (p *driftPage) stop() {
	p.r.forget()
	p.sifting.stop()
	p.detail.stop()
}

// focusTarget implements page.
func (p *driftPage) focusTarget() fyne.CanvasObject {
	if p.r.last == nil {
		return p.head.run
	}
	return p.table
}

// searchBox implements page.
func (p *driftPage) searchBox() *kit.SearchBox { return p.filter }

// reload implements lister.
func (p *driftPage) reload() {
	if !p.r.busy {
		p.r.run()
	}
}

// tenantChanged implements tenantFollower.
func (p *driftPage) tenantChanged() {
	v := p.app.session.Desk.View()
	if p.r.last != nil && p.r.last.View == v {
		p.draw()
		return
	}
	p.r.forget()
	p.s = nil
	p.detail.show(driftEntry{}, 0)
	p.draw()
}

// synced implements tenantFollower.
func (p *driftPage) synced() {
	if p.r.last == nil {
		return
	}
	if p.r.old = true; p.app.place == placeDrift {
		p.read()
	}
}

// objectSaved implements savedFollower.
func (p *driftPage) objectSaved(ref model.Ref, e *model.Entry) {
	p.r.touch(guidOfRef(ref), e)
	p.table.Refresh()
}

// draw shows the state of the runner, and its result if it has a new one.
func (p *driftPage) draw() {
	p.head.draw()
	if last := p.r.last; last != nil && (p.s == nil || last != p.s.of) {
		p.sift()
	}
	p.drawEmpty()
	p.app.refresh()
}

// sift shows what the query selects of the result, when that is known.
func (p *driftPage) sift() {
	last := p.r.last
	if last == nil {
		return
	}
	q := p.query
	load(p.app.run, &p.sifting, func(ctx context.Context) (*driftSifted, error) { return siftDrift(ctx, last, q) }, func(s *driftSifted, err error) {
		if err == nil {
			p.show(s)
		}
	})
}

// show puts another selection of objects up. What was selected stays so; if it is gone,
// the keyboard goes to what took its place.
func (p *driftPage) show(s *driftSifted) {
	was := map[string]bool{}
	if p.s != nil && p.s.query.List == s.query.List {
		for _, e := range p.selection() {
			was[e.key()] = true
		}
	}
	first, again := p.s == nil, p.s != nil && p.s.query == s.query
	p.s = s
	reselect(p.table, len(s.rows), was, func(row int) string { return s.entry(row).key() }, again)
	p.lists.Refresh()
	p.head.draw()
	p.drawEmpty()
	p.chosen()
	if c := p.app.win.Canvas(); first && p.app.place == placeDrift && (c.Focused() == nil || c.Focused() == fyne.Focusable(p.head.run)) {
		c.Focus(p.table) // there is something to walk through now
	}
}

// choose shows a list.
func (p *driftPage) choose(list int) {
	if list < 0 || list == p.query.List {
		return
	}
	p.query.List, p.query.Sort, p.query.Down = list, "", false
	p.table.SetColumns(driftLists()[list].Columns)
	p.sift()
}

// only shows the objects of a status, beside those that are shown or alone; once more,
// and every status is shown that needs a look.
func (p *driftPage) only(s drift.Status, beside bool) {
	next := p.query.Only
	if !beside {
		next = [len(next)]bool{}
	}
	next[s] = !p.query.Only[s]
	p.query.Only = next
	p.lists.Select(listByStatus)
	if p.query.List != listByStatus {
		p.choose(listByStatus)
		return
	}
	p.sift()
}

func (p *driftPage) sortBy(col int, down bool) {
	p.query.Sort, p.query.Down = p.table.Columns()[col].ID, down
	p.table.SetSort(col, down)
	p.sift()
}

func (p *driftPage) chosen() {
	list := p.selection()
	if len(list) == 1 {
		p.detail.show(list[0], 1)
	} else {
		p.detail.show(driftEntry{}, len(list))
	}
	p.app.refresh()
}

func (p *driftPage) keyed(ev *fyne.KeyEvent) bool {
	switch {
	case ev.Name == fyne.KeyEscape && p.r.busy:
		p.r.stop()
	case ev.Name == fyne.KeyEscape && p.filter.Text() != "":
		p.filter.SetText("")
	case ev.Name == fyne.KeyEscape && p.query.narrowed():
		p.showAll()
	case ev.Name == fyne.KeyBackspace && p.filter.Text() != "":
		p.filter.Focus()
	default:
		return false
	}
	return true
}

// showAll takes filter and statuses away.
func (p *driftPage) showAll() {
	p.query.Only = [len(p.query.Only)]bool{}
	if p.filter.Text() != "" {
		p.filter.SetText("") // sifts
		return
	}
	p.sift()
}

// open shows the sheet of the objects that are selected.
func (p *driftPage) open() {
	if refs := p.refs(); len(refs) > 0 && len(refs) < manySheets {
		openSheet(p.app, refs)
	}
}

// CreateRenderer implements fyne.Widget.
func (p *driftPage) CreateRenderer() fyne.WidgetRenderer {
	p.frame = framed(p.head, nil, nil, nil, container.NewStack(p.body, container.NewPadded(p.empty)))
	return widget.NewSimpleRenderer(kit.Inset(8, 6, p.frame))
}
