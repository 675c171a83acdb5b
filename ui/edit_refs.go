package ui

import (
	"cmp"
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

// A refsEditor edits a field of references: members, delegates, senders. It
// draws only what is in sight, so a group of many thousand members is no burden.
type refsEditor struct {
	widget.BaseWidget
	host   *fieldHost
	all    []string // DNs
	rows   []named  // those that match the filter, in order
	on     bool
	same   bool
	table  *kit.Table
	room   listRoom
	filter *kit.SearchBox
	count  *widget.Label
	add    *kit.Button
	remove *kit.Button
	open   *kit.Button
	wrong  *widget.Label
}

func newRefsEditor(h *fieldHost) *refsEditor {
	e := &refsEditor{host: h, count: widget.NewLabel(""), wrong: newWrong(), same: true}
	e.table = kit.NewTable([]kit.Column{
		{ID: "name", Title: "Name", Width: 220, Static: true},
		{ID: "type", Title: "Type", Width: 170, Static: true},
		{ID: "mail", Title: "Primary address", Width: 230, Static: true},
		{ID: "place", Title: "Place", Width: 265, Static: true},
	}, func() int { return len(e.rows) }, e.cell)
	e.table.OnSelect = e.enable
	e.table.OnActivate = func(row int) { h.open(e.rows[row].ref) }
	e.table.OnKey = e.key
	e.filter = kit.NewSearchBox("Filter", func(string) { e.sift() })
	e.table.OnRune = e.filter.Type
	e.filter.OnLeave = func() { h.win.Canvas().Focus(e.table) }
	e.add = kit.NewButton("Add…", theme.ContentAddIcon(), e.pick)
	e.add.SetTip("Pick objects to add (Ins)")
	e.remove = kit.NewButton("Remove", theme.ContentRemoveIcon(), e.drop)
	e.remove.SetTip("Remove the selected objects from this list (Del)")
	e.open = kit.NewButton("Open", nil, func() { h.open(e.rows[e.table.Cursor()].ref) })
	e.open.SetTip("Open the properties of the selected object (Enter)")
	e.ExtendBaseWidget(e)
	return e
}

func (e *refsEditor) stretches() {}

func (e *refsEditor) focusTarget() fyne.CanvasObject { return e.table }

func (e *refsEditor) show(v shown) {
	e.on, e.same = v.on, v.same
	all := v.values
	if !v.same {
		all = shared(e.host.field, e.host.entries())
	}
	e.room.fit(len(all))
	if !slices.Equal(all, e.all) || len(e.rows) == 0 || e.stale() {
		e.all = all
		e.host.names.want(all)
		e.sift()
	} else {
		e.table.Refresh()
	}
	e.enable()
}

// shared are the references that all objects have.
func shared(f sheet.Field, es []model.Entry) []string {
	out := slices.Clone(f.Values(es[0]))
	for _, e := range es[1:] {
		vals := f.Values(e)
		out = slices.DeleteFunc(out, func(v string) bool { return !slices.Contains(vals, v) })
	}
	return out
}

// stale reports whether a row is known by its DN only and a name has come in.
func (e *refsEditor) stale() bool {
	return slices.ContainsFunc(e.rows, func(n named) bool { return !n.known && e.host.names.get(n.ref.DN).known })
}

// sift applies the filter and keeps the selection on the objects it was on.
func (e *refsEditor) sift() {
	chosen := map[string]bool{}
	for _, row := range e.table.Selected() {
		if row < len(e.rows) {
			chosen[e.rows[row].ref.DN] = true
		}
	}
	words := strings.Fields(strings.ToLower(e.filter.Text()))
	e.rows = nil
	for _, dn := range e.all {
		n := e.host.names.get(dn)
		text := strings.ToLower(n.name + " " + n.mail + " " + dn)
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			e.rows = append(e.rows, n)
		}
	}
	slices.SortStableFunc(e.rows, func(a, b named) int { return cmp.Compare(strings.ToLower(a.name), strings.ToLower(b.name)) })
	var again []int
	for i, n := range e.rows {
		if chosen[n.ref.DN] {
			again = append(again, i)
		}
	}
	e.table.SetSelection(again)
	if len(again) > 0 {
		e.table.SetCursor(again[0])
	}
	e.table.Refresh()
	e.count.SetText(e.counted())
	e.enable()
}

func (e *refsEditor) counted() string {
	text := many(len(e.all), "object", "objects")
	if len(e.rows) != len(e.all) {
		text = fmt.Sprintf("%d of %s", len(e.rows), text)
	}
	if !e.same {
		text += " that all have; others differ"
	}
	return text
}

func (e *refsEditor) cell(row, col int) kit.CellData {
	n := e.rows[row]
	switch col {
	case 0:
		return kit.CellData{Text: n.name, Icon: kindIcon(n), Color: theme.ColorNameForeground}
	case 1:
		if e.host.names.lost(n.ref.DN) {
			return kit.CellData{Text: "not in this domain", Color: kit.ColorMuted}
		}
		if !n.known {
			return kit.CellData{Text: "…", Color: kit.ColorMuted}
		}
		return kit.CellData{Text: n.kind.Label()}
	case 2:
		return kit.CellData{Text: n.mail}
	}
	return kit.CellData{Text: placeOf(n.ref.DN), Color: kit.ColorMuted}
}

// kindIcon is what stands before the name of an object that is referred to.
func kindIcon(n named) fyne.Resource {
	if !n.known {
		return theme.QuestionIcon()
	}
	return iconOf(n.kind)
}

// placeOf is where an object stands, as people say it: contoso.com/Staff/Sales.
func placeOf(dn string) string {
	d, err := model.ParseDN(dn)
	if err != nil {
		return ""
	}
	out := d.Domain()
	for _, r := range slices.Backward(d.Parent()) {
		if !strings.EqualFold(r.Type, "DC") {
			out += "/" + r.Value
		}
	}
	return out
}

func (e *refsEditor) enable() {
	n := e.table.SelectedCount()
	enable(e.add, e.on)
	enable(e.remove, e.on && n > 0)
	enable(e.open, n == 1)
}

func (e *refsEditor) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyInsert:
		if e.on {
			e.pick()
		}
		return true
	case fyne.KeyDelete:
		if !e.remove.Disabled() {
			e.drop()
		}
		return true
	}
	return false
}

// pick lets the user choose objects and adds them. One that an object has already
// is passed over.
func (e *refsEditor) pick() {
	f := e.host.field
	families, _ := f.Refs()
	e.host.app.pick(e.host.win, pickOptions{
		Title: "Add to " + f.Label, Families: families, Several: true,
		Done: func(list []model.Entry) { e.put(list) },
	})
}

func (e *refsEditor) put(list []model.Entry) {
	for _, t := range list {
		e.host.names.learn(t)
	}
	err := e.host.do("", func(entry model.Entry) (model.Entry, error) {
		for _, t := range list {
			next, err := e.host.field.AddRef(entry, t)
			if err != nil && model.CodeOf(err) != model.Exists {
				return entry, err
			}
			if err == nil {
				entry = next
			}
		}
		return entry, nil
	})
	say(e.wrong, err)
}

func (e *refsEditor) drop() {
	var gone []string
	for _, row := range e.table.Selected() {
		gone = append(gone, e.rows[row].ref.DN)
	}
	err := e.host.do("", func(entry model.Entry) (model.Entry, error) {
		for _, dn := range gone {
			next, err := e.host.field.RemoveRef(entry, dn)
			if err != nil && model.CodeOf(err) != model.NotFound {
				return entry, err
			}
			if err == nil {
				entry = next
			}
		}
		return entry, nil
	})
	say(e.wrong, err)
	e.table.SetSelection(nil)
	e.enable()
}

// CreateRenderer implements fyne.Widget.
func (e *refsEditor) CreateRenderer() fyne.WidgetRenderer {
	buttons := container.NewHBox(e.add, e.remove, e.open, e.count)
	line := framed(nil, nil, buttons, nil, container.New(narrowRight{220}, e.filter))
	return widget.NewSimpleRenderer(container.NewBorder(nil, container.NewVBox(line, e.wrong), nil, nil, container.New(&e.room, e.table)))
}

// narrowRight puts one object at the right, with a width of its own.
type narrowRight struct{ width float32 }

// MinSize implements fyne.Layout.
func (n narrowRight) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(100, o[0].MinSize().Height)
}

// Layout implements fyne.Layout.
func (n narrowRight) Layout(o []fyne.CanvasObject, size fyne.Size) {
	w := min(n.width, size.Width)
	o[0].Move(fyne.NewPos(size.Width-w, 0))
	o[0].Resize(fyne.NewSize(w, size.Height))
}
