package ui

import (
	"context"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

const placePolicies = "policies"

// A policyPage shows the address policies in their order, and what they would make of
// the directory: above as one bar of counts, beside the policies the recipients, and
// below one of them with its addresses now and then.
type policyPage struct {
	widget.BaseWidget
	app *App
	r   *policyRunner

	file    policyFile
	known   bool  // the file was read, or cannot be
	unread  error // why there are no policies
	writing bool
	filing  slot

	head      *policyHead
	list      *kit.Table
	tools     map[string]*kit.Button
	fileLabel *widget.Label
	fileTip   fyne.CanvasObject
	filter    *kit.SearchBox
	table     *kit.Table
	detail    *policyDetail
	empty     *kit.EmptyState // in place of everything below the head
	none      *kit.EmptyState // in place of the table alone
	frame     *fyne.Container // head, and what is below it; nil until it is drawn
	body      fyne.CanvasObject

	query     policyQuery
	s         *policySifted // nil until something was previewed
	sifting   slot
	changesBy map[string]int // recipients that get something, by policy
	editing   slot
	saving    policySaving
}

var (
	_ page          = (*policyPage)(nil)
	_ lister        = (*policyPage)(nil)
	_ savedFollower = (*policyPage)(nil)
)

func newPolicyPage(a *App) page {
	p := &policyPage{app: a, tools: map[string]*kit.Button{}, fileLabel: widget.NewLabel("")}
	p.r = &policyRunner{app: a, changed: func() { p.draw() }}
	p.head = newPolicyHead(p)
	p.list = kit.NewTable(policyListColumns, func() int { return len(p.file.list) + 1 }, p.listCell)
	p.list.Tip = p.listTip
	p.list.OnSelect = p.chosenPolicy
	p.list.OnActivate = func(int) { a.cmd.run("policy-edit") }
	p.list.OnKey = p.listKeyed
	p.list.OnMenu = func(_ int, at fyne.Position) { a.cmd.popUp(a.win.Canvas(), at, policyListMenu) }
	p.fileLabel.Importance = widget.LowImportance
	p.fileLabel.Truncation = fyne.TextTruncateEllipsis
	p.fileTip = kit.Tooltip(p.fileLabel, "")
	p.filter = kit.NewSearchBox("Filter: name, address, policy, type, note", func(text string) {
		p.query.Text = text
		p.sift()
	})
	p.filter.OnLeave = func() { a.win.Canvas().Focus(p.table) }
	p.table = kit.NewTable(policyColumns, p.rows, p.cell)
	p.table.Tip = p.tip
	p.table.OnSelect = p.chosen
	p.table.OnActivate = func(int) { p.open() }
	p.table.OnSort = p.sortBy
	p.table.OnRune = p.filter.Type
	p.table.OnKey = p.keyed
	p.table.OnMenu = func(_ int, at fyne.Position) { a.cmd.popUp(a.win.Canvas(), at, policyTableMenu) }
	p.detail = newPolicyDetail(p)
	p.empty, p.none = kit.NewEmptyState(nil, "", ""), kit.NewEmptyState(nil, "", "")
	p.none.Hide()
	p.body = p.layout()
	p.list.Select(0)
	p.ExtendBaseWidget(p)
	return p
}

// layout puts the parts below the head together.
func (p *policyPage) layout() fyne.CanvasObject {
	tools := container.New(layout.NewCustomPaddedHBoxLayout(0), p.policyTools()...)
	open := kit.NewIconButton(theme.FolderOpenIcon(), "Open another file of policies ("+policyKeys["policy-file-open"].String()+")", func() { p.app.cmd.run("policy-file-open") })
	save := kit.NewIconButton(theme.DocumentSaveIcon(), "Save the policies to another file ("+policyKeys["policy-file-save"].String()+")", func() { p.app.cmd.run("policy-file-save") })
	file := framed(nil, nil, nil, container.New(layout.NewCustomPaddedHBoxLayout(0), open, save), p.fileTip)
	left := framed(tools, file, nil, nil, p.list)
	upper := framed(p.filter, nil, nil, nil, container.NewStack(p.table, container.NewPadded(p.none)))
	split := container.NewVSplit(upper, p.detail)
	split.Offset = 0.6
	return kit.NewSplit(container.New(atLeast{214, 0}, left), split, 0.22)
}

// fileName is how a file is called where there is little room.
func fileName(path string) string {
	if path == "" {
		return "Not kept in a file yet"
	}
	return filepath.Base(path)
}

// read implements page. The policies are read when the page is first seen.
func (p *policyPage) read() {
	if !p.known && p.app.session != nil {
		p.readFile(p.app.policyPath())
	}
	p.draw()
}

// stop implements page.
func (p *policyPage) stop() {
	p.r.forget()
	p.sifting.stop()
	p.filing.stop()
	p.editing.stop()
	p.saving.stop()
}

// focusTarget implements page.
func (p *policyPage) focusTarget() fyne.CanvasObject { return p.list }

// searchBox implements page.
func (p *policyPage) searchBox() *kit.SearchBox { return p.filter }

// reload implements lister.
func (p *policyPage) reload() { p.app.cmd.run("policy-preview") }

// objectSaved implements savedFollower.
func (p *policyPage) objectSaved(ref model.Ref, _ *model.Entry) {
	if !p.saving.busy {
		p.r.touch(ref)
		p.head.draw()
	}
}

// draw shows the state of the runner, and its result if it has a new one.
func (p *policyPage) draw() {
	p.head.draw()
	if last := p.r.last; last != nil && (p.s == nil || last != p.s.of) {
		p.drawList()
		p.sift()
	}
	p.drawEmpty()
	p.drawButtons()
	p.app.refresh()
}

// sift shows what the query selects of the preview, when that is known.
func (p *policyPage) sift() {
	last := p.r.last
	if last == nil {
		return
	}
	q := p.query
	load(p.app.run, &p.sifting, func(ctx context.Context) (*policySifted, error) { return siftPolicies(ctx, last, q) }, func(s *policySifted, err error) {
		if err == nil {
			p.show(s)
		}
	})
}

// show puts another selection of recipients up. What was selected stays so; if it is
// gone, the keyboard goes to what took its place.
func (p *policyPage) show(s *policySifted) {
	was := map[string]bool{}
	for _, l := range p.selection() {
		was[l.Before.Ref.GUID] = true
	}
	p.s = s
	reselect(p.table, len(s.rows), was, func(row int) string { return s.line(row).Before.Ref.GUID }, true)
	p.head.draw()
	p.drawEmpty()
	p.chosen()
}

// rows is how many rows the table has.
func (p *policyPage) rows() int {
	if p.s == nil {
		return 0
	}
	return len(p.s.rows)
}

func (p *policyPage) cell(row, col int) kit.CellData {
	if row >= p.rows() {
		return kit.CellData{}
	}
	return p.s.line(row).cell(p.table.Columns()[col].ID)
}

func (p *policyPage) tip(row, col int) string {
	if row < p.rows() && p.table.Columns()[col].ID == "name" {
		return p.s.line(row).Before.Ref.DN
	}
	return ""
}

// selection are the lines that are selected.
func (p *policyPage) selection() (out []*policyLine) {
	for _, row := range p.table.Selected() {
		if row < p.rows() {
			out = append(out, p.s.line(row))
		}
	}
	return out
}

// refs are the objects that are selected.
func (p *policyPage) refs() (out []model.Ref) {
	for _, l := range p.selection() {
		out = append(out, l.Before.Ref)
	}
	return out
}

func (p *policyPage) chosen() {
	p.detail.draw()
	p.head.drawApply()
	p.app.refresh()
}

func (p *policyPage) sortBy(col int, down bool) {
	p.query.Sort, p.query.Down = p.table.Columns()[col].ID, down
	p.table.SetSort(col, down)
	p.sift()
}

// only shows the recipients of an outcome, beside those that are shown or alone; once
// more, and all are shown that need a look.
func (p *policyPage) only(i int, beside bool) {
	next := p.query.Only
	if !beside {
		next = [len(next)]bool{}
	}
	o := outcomeOrder[i]
	next[o] = !p.query.Only[o]
	p.query.Only = next
	p.sift()
}

// showAll takes filter and outcomes away.
func (p *policyPage) showAll() {
	p.query.Only = [len(p.query.Only)]bool{}
	if p.filter.Text() != "" {
		p.filter.SetText("") // sifts
		return
	}
	p.sift()
}

func (p *policyPage) keyed(ev *fyne.KeyEvent) bool {
	switch {
	case ev.Name == fyne.KeyEscape && p.r.busy:
		p.r.stop()
	case ev.Name == fyne.KeyEscape && (p.filter.Text() != "" || p.query.narrowed()):
		p.showAll()
	case ev.Name == fyne.KeyBackspace && p.filter.Text() != "":
		p.filter.Focus()
	default:
		return false
	}
	return true
}

// open shows the sheet of the recipients that are selected.
func (p *policyPage) open() {
	if refs := p.refs(); len(refs) > 0 && len(refs) < manySheets {
		openSheet(p.app, slices.Clone(refs))
	}
}

// CreateRenderer implements fyne.Widget.
func (p *policyPage) CreateRenderer() fyne.WidgetRenderer {
	p.frame = framed(p.head, nil, nil, nil, container.NewStack(p.body, container.NewPadded(p.empty)))
	return widget.NewSimpleRenderer(kit.Inset(8, 6, p.frame))
}
