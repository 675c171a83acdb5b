package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// An groupOwners is the owners that a group is to have, the first of them on top.
type groupOwners struct {
	widget.BaseWidget
	app     *App
	win     *kit.Window
	changed func()

	list   []model.Recipient
	table  *kit.Table
	add    *kit.Button
	remove *kit.Button
	first  *kit.Button
	on     bool

	reading slot
}

func newGroupOwners(a *App, win *kit.Window, changed func()) *groupOwners {
	l := &groupOwners{app: a, win: win, changed: changed, on: true}
	l.table = kit.NewTable([]kit.Column{{Title: "Name", Width: 190, Static: true}, {Title: "Type", Width: 150, Static: true}, {Title: "Primary address", Width: 200, Static: true, Fill: true}},
		func() int { return len(l.list) }, l.cell)
	l.table.OnSelect = l.draw
	l.table.OnKey = l.key
	l.add = kit.NewButton("Add…", theme.ContentAddIcon(), l.pick)
	l.add.SetTip("Pick owners to add (Ins)")
	l.remove = kit.NewButton("Remove", theme.ContentRemoveIcon(), l.drop)
	l.remove.SetTip("Take the selected owners off the list (Del)")
	l.first = kit.NewButton("Make first", theme.MoveUpIcon(), l.promote)
	l.first.SetTip("The first owner is the one that Active Directory itself knows (managedBy)")
	l.ExtendBaseWidget(l)
	l.draw()
	return l
}

func (l *groupOwners) focusTarget() fyne.CanvasObject {
	if len(l.list) == 0 {
		return l.add
	}
	return l.table
}

func (l *groupOwners) cell(row, col int) kit.CellData {
	r := l.list[row]
	switch col {
	case 0:
		return kit.CellData{Text: r.Name(), Icon: iconOf(r.Kind()), Color: theme.ColorNameForeground, Bold: row == 0}
	case 1:
		return kit.CellData{Text: r.Kind().Label()}
	}
	return kit.CellData{Text: r.Primary()}
}

func (l *groupOwners) key(ev *fyne.KeyEvent) bool {
	switch {
	case ev.Name == fyne.KeyInsert && l.on:
		l.pick()
	case ev.Name == fyne.KeyDelete && l.on:
		l.drop()
	default:
		return false
	}
	return true
}

// read shows the owners that a group has: the one in AD, then the others. done is called
// when they are there.
func (l *groupOwners) read(group model.Entry, done func()) {
	l.list = nil
	d := l.app.session.Desk
	dns := append(slices.Clone(group.Values("managedBy")), group.Values("msExchCoManagedByLink")...)
	load(l.app.run, &l.reading, func(ctx context.Context) (out []model.Recipient, err error) {
		for _, dn := range dns {
			e, err := d.Get(ctx, model.Ref{DN: dn}, nameAttrs...)
			if err != nil && model.CodeOf(err) != model.NotFound {
				return nil, err
			}
			if err == nil {
				out = append(out, model.Recipient{Entry: e})
			}
		}
		return out, nil
	}, func(out []model.Recipient, err error) {
		if err != nil {
			l.app.fail(l.win, err)
			return
		}
		l.put(out)
		done()
	})
}

// put shows other owners.
func (l *groupOwners) put(list []model.Recipient) {
	l.list = list
	l.table.SetSelection(nil)
	l.draw()
}

// show takes over what the person made of the list.
func (l *groupOwners) show(list []model.Recipient) {
	l.put(list)
	l.changed()
}

func (l *groupOwners) pick() {
	l.app.pick(l.win, pickOptions{Title: "Owners", Families: []string{"user", "group"}, Several: true, Done: func(es []model.Entry) {
		list := slices.Clone(l.list)
		for _, e := range es {
			if !slices.ContainsFunc(list, func(r model.Recipient) bool { return r.Ref.Same(e.Ref) }) {
				list = append(list, model.Recipient{Entry: e})
			}
		}
		l.show(list)
	}})
}

func (l *groupOwners) drop() {
	var left []model.Recipient
	for i, r := range l.list {
		if !l.table.IsSelected(i) {
			left = append(left, r)
		}
	}
	if len(left) < len(l.list) {
		l.show(left)
	}
}

// promote puts the selected owner on top.
func (l *groupOwners) promote() {
	at := l.table.Selected()
	if len(at) != 1 {
		return
	}
	r := l.list[at[0]]
	l.show(slices.Insert(slices.Delete(slices.Clone(l.list), at[0], at[0]+1), 0, r))
	l.table.Select(0)
	l.draw()
}

func (l *groupOwners) enable(on bool) {
	l.on = on
	l.draw()
}

func (l *groupOwners) draw() {
	enable(l.add, l.on)
	enable(l.remove, l.on && l.table.SelectedCount() > 0)
	enable(l.first, l.on && l.table.SelectedCount() == 1 && !l.table.IsSelected(0))
	l.table.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (l *groupOwners) CreateRenderer() fyne.WidgetRenderer {
	buttons := container.NewHBox(l.add, l.remove, l.first)
	return widget.NewSimpleRenderer(framed(nil, buttons, nil, nil, container.New(atLeast{0, 4*rowHeight + 2}, l.table)))
}
