package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// policyRefs lists containers or groups, by their DNs.
type policyRefs struct {
	widget.BaseWidget
	list   []string
	name   func(dn string) string
	ask    func(add func(dns ...string))
	change func()
	table  *kit.Table
	add    *kit.Button
	remove *kit.Button
}

// newPolicyRefs makes the list. ask has the user choose, and hands what he chose to add.
func newPolicyRefs(title, tip string, list []string, name func(dn string) string, ask func(add func(dns ...string)), change func()) *policyRefs {
	r := &policyRefs{list: slices.Clone(list), name: name, ask: ask, change: change}
	r.table = kit.NewTable([]kit.Column{{Title: title, Tip: tip, Width: 180, Static: true, Fill: true}}, func() int { return max(1, len(r.list)) }, r.cell)
	r.table.Tip = func(row, _ int) string {
		if row < len(r.list) {
			return r.list[row]
		}
		return ""
	}
	r.table.OnSelect = r.enable
	r.table.OnKey = func(ev *fyne.KeyEvent) bool {
		switch ev.Name {
		case fyne.KeyDelete:
			r.drop()
		case fyne.KeyInsert:
			r.ask(r.put)
		default:
			return false
		}
		return true
	}
	r.add = kit.NewIconButton(theme.ContentAddIcon(), "Add… (Insert)", func() { r.ask(r.put) })
	r.remove = kit.NewIconButton(theme.ContentRemoveIcon(), "Remove what is selected (Del)", r.drop)
	r.enable()
	r.ExtendBaseWidget(r)
	return r
}

func (r *policyRefs) cell(row, _ int) kit.CellData {
	if len(r.list) == 0 {
		return kit.CellData{Text: "any", Color: kit.ColorMuted}
	}
	return kit.CellData{Text: r.name(r.list[row])}
}

// put adds what is not there yet.
func (r *policyRefs) put(dns ...string) {
	for _, dn := range dns {
		if !slices.ContainsFunc(r.list, func(has string) bool { return model.SameDN(has, dn) }) {
			r.list = append(r.list, dn)
		}
	}
	r.drawn()
}

// drop takes out what is selected.
func (r *policyRefs) drop() {
	var kept []string
	for i, dn := range r.list {
		if !r.table.IsSelected(i) {
			kept = append(kept, dn)
		}
	}
	if len(kept) == len(r.list) {
		return
	}
	r.list = kept
	r.table.SetSelection(nil)
	r.drawn()
}

func (r *policyRefs) drawn() {
	r.table.Refresh()
	r.enable()
	r.change()
}

func (r *policyRefs) enable() { enable(r.remove, len(r.list) > 0 && r.table.SelectedCount() > 0) }

// CreateRenderer implements fyne.Widget.
func (r *policyRefs) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(framed(nil, nil, nil, container.NewVBox(r.add, r.remove), container.New(atLeast{200, 84}, r.table)))
}
