package ui

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/ui/kit"
)

// A tenantList is a part of the tenant on screen. It keeps its order, its selection
// and its place while another part is looked at.
type tenantList struct {
	listTable
	page    *tenantPage
	part    tenantPart
	rows    *tenantRows
	columns []tenantColumn // those shown
	sorted  sortOrder
	only    *tenantOnly // nil: all rows
	touched bool        // the user did something with the rows since they began to come
}

func newTenantList(p *tenantPage, part tenantPart) *tenantList {
	t := &tenantList{page: p, part: part, sorted: part.Sort}
	if t.sorted.Column == "" {
		t.sorted.Column = part.Columns[0].ID
	}
	t.take(&tenantRows{listing: newListing(nil)})
	t.columns = t.chosenColumns()
	t.table = kit.NewTable(t.kitColumns(), func() int { return len(t.l.shown) }, t.cell)
	t.table.Tip = t.tip
	t.table.OnSort = t.sortBy
	t.table.OnSelect = func() {
		t.touched = true
		p.chosen()
	}
	t.table.OnActivate = func(int) { p.activate() }
	t.table.OnMenu = func(_ int, at fyne.Position) { p.app.cmd.popUp(p.app.win.Canvas(), at, tenantMenu) }
	t.table.OnHeaderMenu = t.columnMenu
	t.table.OnRune = p.filter.Type
	t.table.OnKey = p.keyed
	t.table.OnResize = func([]kit.Column) { t.saveColumns() }
	t.showSort()
	return t
}

// take makes rows those that are shown, without drawing.
func (t *tenantList) take(r *tenantRows) { t.rows, t.l = r, r.listing }

// arrived adds a page of the first reading. What is there already does not move.
func (t *tenantList) arrived(b *model.Batch) {
	if t.l.snap.Len() == 0 {
		t.take(&tenantRows{listing: newListing(b.Columns()), class: t.part.Class, now: t.page.app.opt.Now()})
		t.l.text = t.page.filter.Text()
		t.table.SetSort(-1, false)
	}
	t.l.add(b)
	t.table.Refresh()
}

// loaded shows what was read to its end. Rows that came one by one stay where they are
// if somebody works with them; else they are sorted, and what stood first in sight
// stays there.
func (t *tenantList) loaded(r *tenantRows, streamed bool) {
	if streamed && t.touched && r.snap.Len() == t.l.snap.Len() {
		t.rows.products, t.rows.view, t.rows.now = r.products, r.view, r.now
		t.table.Refresh()
		return
	}
	first := ""
	if i, n := t.table.InSight(); n > 0 && i > 0 && !streamed {
		first = t.l.snap.GUID(int(t.l.shown[i])).String()
	}
	r.text = t.page.filter.Text()
	t.narrow(r)
	t.keeping(func() { t.take(r) })
	t.table.Refresh()
	if i := t.l.index(first); first != "" && i >= 0 {
		t.table.SetFirst(i)
	}
	t.showSort()
}

// A tenantOnly is what the rows of a list are narrowed down to, beside the filter.
type tenantOnly struct {
	text string // after "with"
	keep func(r *tenantRows, row int) bool
}

// narrow applies what the list is narrowed down to.
func (t *tenantList) narrow(r *tenantRows) {
	var keep func(int) bool
	if o := t.only; o != nil {
		keep = func(row int) bool { return o.keep(r, row) }
	}
	r.place(keep)
}

// setOnly narrows the list down; nil shows all of it.
func (t *tenantList) setOnly(o *tenantOnly) {
	t.only = o
	t.keeping(func() { t.narrow(t.rows) })
	t.table.ScrollTo(0)
	t.table.Refresh()
}

// filter shows the rows with every word of a text.
func (t *tenantList) filter(text string) {
	if t.l.text != text {
		t.keeping(func() { t.l.filter(text) })
	}
	t.table.Refresh()
}

func (t *tenantList) sortBy(col int, descending bool) {
	t.touched = true
	t.sorted = sortOrder{t.columns[col].ID, descending}
	t.keeping(func() { t.rows.sortBy(&t.part, t.sorted) })
	t.showSort()
	t.table.Refresh()
}

func (t *tenantList) showSort() {
	t.table.SetSort(slices.IndexFunc(t.columns, func(c tenantColumn) bool { return c.ID == t.sorted.Column }), t.sorted.Descending)
}

func (t *tenantList) cell(i, col int) kit.CellData {
	if i >= len(t.l.shown) || col >= len(t.columns) {
		return kit.CellData{}
	}
	return t.columns[col].cell(t.rows, int(t.l.shown[i]))
}

func (t *tenantList) tip(i, col int) string {
	if i >= len(t.l.shown) || col >= len(t.columns) || t.columns[col].Tell == nil {
		return ""
	}
	return t.columns[col].Tell(t.rows, int(t.l.shown[i]))
}

// focus puts the keyboard into the list, onto its first row if it is on none.
func (t *tenantList) focus() {
	t.page.app.win.Canvas().Focus(t.table)
	if len(t.table.Selected()) == 0 && len(t.l.shown) > 0 {
		t.table.Select(max(0, t.table.Cursor()))
		t.table.OnSelect()
	}
}

// row is the one the keyboard is at, if it is the only one selected; ok is false
// otherwise.
func (t *tenantList) row() (row int, ok bool) {
	if rows := t.listTable.rows(); len(rows) == 1 {
		return rows[0], true
	}
	return 0, false
}

// objects are those that the selected rows are about, each once.
func (t *tenantList) objects() (out []cloudRef) {
	for _, row := range t.listTable.rows() {
		class, id := t.part.Object(t.rows, row)
		if o := (cloudRef{class, id}); id != "" && !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	return out
}

// A cloudRef names an object of the tenant.
type cloudRef struct {
	class model.CloudClass
	id    string
}

// loadParts makes the rows of all parts, sorted as they were. It may run anywhere: what
// it returns belongs to whoever shows it.
func loadParts(v *desk.TenantView, sorted []sortOrder, now time.Time) []*tenantRows {
	parts := tenantParts()
	out := make([]*tenantRows, len(parts))
	for i := range parts {
		out[i] = newTenantRows(&parts[i], v, now)
		out[i].sortBy(&parts[i], sorted[i])
	}
	return out
}
