package ui

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/sheet"
	"recipientdesk/ui/kit"
)

// An allTab lists every attribute that the objects have or may have, as the
// schema defines it. Edits go through the sheet's draft like all others.
type allTab struct {
	widget.BaseWidget
	sheet  *Sheet
	defs   []model.AttrDef // what the classes allow or the objects have
	rows   []attrRow
	table  *kit.Table
	search *kit.SearchBox
	set    *kit.Check
	count  *widget.Label
	edit   *kit.Button
	copy   *kit.Button
}

// attrRow is one attribute as it is listed.
type attrRow struct {
	def      model.AttrDef
	text     string
	isSet    bool
	changed  bool
	readOnly bool
	reason   string
}

func (s *Sheet) allPage() *sheetPage {
	p := &sheetPage{}
	var t *allTab
	p.make = func() fyne.CanvasObject {
		t = newAllTab(s)
		return t
	}
	p.draw = func() { t.draw() }
	return p
}

func newAllTab(s *Sheet) *allTab {
	t := &allTab{sheet: s, count: widget.NewLabel("")}
	t.defs = s.possible()
	t.table = kit.NewTable([]kit.Column{
		{ID: "name", Title: "Attribute", Width: 230, Static: true},
		{ID: "value", Title: "Value", Width: 360, Static: true},
		{ID: "syntax", Title: "Type", Width: 140, Static: true},
		{ID: "many", Title: "Values", Width: 70, Static: true},
		{ID: "state", Title: "", Width: 90, Static: true},
	}, func() int { return len(t.rows) }, t.cell)
	t.table.Tip = t.tip
	t.table.OnActivate = func(row int) { s.editAttr(t.rows[row].def) }
	t.table.OnSelect = t.enable
	t.search = kit.NewSearchBox("Search attributes and values", func(string) { t.draw() })
	t.search.OnLeave = func() { s.win.Canvas().Focus(t.table) }
	t.table.OnRune = t.search.Type
	t.set = kit.NewCheck("Only attributes with a value", func(bool) { t.draw() })
	t.set.Checked = true
	t.edit = kit.NewButton("Edit…", theme.DocumentCreateIcon(), func() { s.editAttr(t.rows[t.table.Cursor()].def) })
	t.edit.SetTip("Show all values and change them (Enter)")
	t.copy = kit.NewButton("Copy", theme.ContentCopyIcon(), t.toClipboard)
	t.copy.SetTip("Copy the selected attributes with their values as lines of text")
	t.ExtendBaseWidget(t)
	return t
}

func (t *allTab) focusTarget() fyne.CanvasObject { return t.table }

// possible lists the attributes that all objects may have, and those that one of
// them has although the schema does not say why.
func (s *Sheet) possible() []model.AttrDef {
	es := s.draft.Entries()
	var out []model.AttrDef
	known := map[string]bool{}
	for _, d := range s.schema.Attrs() {
		may := !slices.ContainsFunc(es, func(e model.Entry) bool {
			return !e.Has(d.Name) && !s.schema.Allows(e.Values(model.ObjectClass), d.Name)
		})
		if may {
			out = append(out, d)
			known[strings.ToLower(string(d.Name))] = true
		}
	}
	for _, e := range es {
		for a := range e.All() {
			if key := strings.ToLower(string(a)); !known[key] {
				known[key] = true
				d, ok := s.schema.Lookup(a)
				if !ok {
					d = model.AttrDef{Name: a, Syntax: model.SyntaxOther, System: true}
				}
				out = append(out, d)
			}
		}
	}
	slices.SortFunc(out, func(a, b model.AttrDef) int {
		return strings.Compare(strings.ToLower(string(a.Name)), strings.ToLower(string(b.Name)))
	})
	return out
}

// draw lists what the search and the switch leave.
func (t *allTab) draw() {
	var was model.Attr
	if i := t.table.Cursor(); i >= 0 && i < len(t.rows) && t.table.IsSelected(i) {
		was = t.rows[i].def.Name
	}
	words := strings.Fields(strings.ToLower(t.search.Text()))
	t.rows = t.rows[:0:0]
	for _, d := range t.defs {
		r := t.row(d)
		if t.set.Checked && !r.isSet && !r.changed {
			continue
		}
		text := strings.ToLower(string(d.Name) + " " + r.text)
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			t.rows = append(t.rows, r)
		}
	}
	t.table.SetSelection(nil)
	if i := slices.IndexFunc(t.rows, func(r attrRow) bool { return r.def.Name == was }); i >= 0 && was != "" {
		t.table.SetSelection([]int{i})
		t.table.SetCursor(i)
	}
	t.table.Refresh()
	t.count.SetText(fmt.Sprintf("%d of %s", len(t.rows), many(len(t.defs), "attribute", "attributes")))
	t.enable()
}

func (t *allTab) row(d model.AttrDef) attrRow {
	s := t.sheet
	f := sheet.Raw(d)
	es := s.draft.Entries()
	values, same := f.Common(es)
	r := attrRow{def: d, text: several, isSet: len(values) > 0 || !same}
	if same {
		r.text = inOneLine(f, values)
	}
	r.changed = s.changed(f)
	if s.locked {
		r.readOnly, r.reason = true, "This directory cannot be changed from here."
	} else if state := f.State(s.schema, s.rights, es...); !state.On() {
		r.readOnly, r.reason = true, strings.TrimSpace(state.Reason+" "+state.Hint)
	}
	return r
}

// inOneLine writes values for a cell.
func inOneLine(f sheet.Field, values []string) string {
	if _, ok := f.Edit.(sheet.Photo); ok && len(values) > 0 {
		return byteSize(len(values[0]))
	}
	const most = 5
	text := strings.Join(values[:min(len(values), most)], "; ")
	if fl, ok := f.Edit.(sheet.Flags); ok && len(values) > 0 {
		text += " (" + flagNames(fl, values[0]) + ")"
	}
	if len(text) > 300 {
		text = strings.ToValidUTF8(text[:300], "") + "…"
	}
	if more := len(values) - most; more > 0 {
		text = fmt.Sprintf("%s values: %s …", count(len(values)), text)
	}
	return text
}

func (t *allTab) cell(row, col int) kit.CellData {
	r := t.rows[row]
	var d kit.CellData
	switch col {
	case 0:
		d.Text, d.Bold = string(r.def.Name), r.isSet
	case 1:
		d.Text = r.text
	case 2:
		d.Text, d.Color = r.def.Syntax.String(), kit.ColorMuted
	case 3:
		d.Text, d.Color = "several", kit.ColorMuted
		if r.def.Single {
			d.Text = "one"
		}
	case 4:
		if r.changed {
			return kit.CellData{Text: "changed", Icon: theme.DocumentCreateIcon(), Color: kit.ColorChanged}
		}
		if r.readOnly {
			d.Text, d.Color = "read only", kit.ColorMuted
		}
	}
	if r.changed && col < 2 {
		d.Color = kit.ColorChanged
	}
	return d
}

func (t *allTab) tip(row, col int) string {
	if col == 4 {
		return t.rows[row].reason
	}
	return ""
}

func (t *allTab) enable() {
	n := t.table.SelectedCount()
	enable(t.edit, n == 1)
	enable(t.copy, n > 0)
	if n == 1 && t.rows[t.table.Selected()[0]].readOnly {
		t.edit.SetText("Show…")
	} else {
		t.edit.SetText("Edit…")
	}
}

// toClipboard copies attributes as "name: value", a line each.
func (t *allTab) toClipboard() {
	var lines []string
	for _, row := range t.table.Selected() {
		f := sheet.Raw(t.rows[row].def)
		for _, e := range t.sheet.draft.Entries() {
			for _, v := range f.Values(e) {
				if _, ok := f.Edit.(sheet.Photo); ok {
					v = byteSize(len(v))
				}
				lines = append(lines, f.Label+": "+v)
			}
		}
	}
	fyne.CurrentApp().Clipboard().SetContent(strings.Join(lines, "\n"))
}

// CreateRenderer implements fyne.Widget.
func (t *allTab) CreateRenderer() fyne.WidgetRenderer {
	top := framed(nil, nil, nil, t.set, t.search)
	foot := container.NewHBox(t.edit, t.copy, t.count)
	return widget.NewSimpleRenderer(kit.Inset(8, 8, framed(top, foot, nil, nil, t.table)))
}
