package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// FocusGained implements fyne.Focusable.
func (t *Table) FocusGained() {
	t.focused = true
	if t.cursor < 0 && t.Len() > 0 {
		first, _ := t.InSight()
		t.cursor, t.anchor = first, first
	}
	t.BaseWidget.Refresh()
	focused(t)
}

// FocusLost implements fyne.Focusable.
func (t *Table) FocusLost() {
	t.focused = false
	t.BaseWidget.Refresh()
}

// TypedRune implements fyne.Focusable: typing into the list starts a filter.
func (t *Table) TypedRune(r rune) {
	if t.OnRune != nil && r > ' ' {
		t.OnRune(r)
	}
}

// TypedKey implements fyne.Focusable.
func (t *Table) TypedKey(ev *fyne.KeyEvent) {
	if w := WindowOf(t); w != nil {
		w.hideTip()
	}
	if t.OnKey != nil && t.OnKey(ev) {
		return
	}
	k := Key{Name: ev.Name, Mod: modifiers()}.plain()
	if !t.typed(k) {
		forwardKey(t, ev)
	}
}

// TypedShortcut implements fyne.Shortcutable: keys with Ctrl or Alt.
func (t *Table) TypedShortcut(s fyne.Shortcut) {
	if k, ok := keyOf(s); ok && t.typed(k) {
		return
	}
	forwardShortcut(t, s)
}

// typed does what a key does to a list, and says whether it does anything.
func (t *Table) typed(k Key) bool {
	const ctrl = fyne.KeyModifierShortcutDefault
	if k.Mod&^(ctrl|fyne.KeyModifierShift) != 0 {
		return false
	}
	paging := k.Name == fyne.KeyPageUp || k.Name == fyne.KeyPageDown
	if paging && k.Mod&ctrl != 0 {
		return false // turns the tabs of a window
	}
	if to, moves := t.target(k.Name); moves {
		t.move(to, k.Mod)
		return true
	}
	switch k {
	case Key{fyne.KeyA, ctrl}:
		t.selectAll()
	case Key{fyne.KeySpace, ctrl}, Key{fyne.KeySpace, 0}:
		t.toggle(t.cursor)
	case Key{fyne.KeyReturn, 0}:
		if t.cursor < 0 || t.OnActivate == nil {
			return false
		}
		t.OnActivate(t.cursor)
	case Key{desktop.KeyMenu, 0}, Key{fyne.KeyF10, fyne.KeyModifierShift}:
		t.menuAtCursor()
	case Key{fyne.KeyLeft, 0}:
		t.scrollTo(t.offX-40, t.offY)
	case Key{fyne.KeyRight, 0}:
		t.scrollTo(t.offX+40, t.offY)
	default:
		return false
	}
	return true
}

// target is the row a key moves the cursor to.
func (t *Table) target(name fyne.KeyName) (row int, moves bool) {
	page := max(1, int(t.body.Size().Height/t.rowHeight())-1)
	row = t.cursor
	switch name {
	case fyne.KeyUp:
		row--
	case fyne.KeyDown:
		row++
	case fyne.KeyPageUp:
		row -= page
	case fyne.KeyPageDown:
		row += page
	case fyne.KeyHome:
		row = 0
	case fyne.KeyEnd:
		row = t.Len() - 1
	default:
		return row, false
	}
	return max(0, min(row, t.Len()-1)), true
}

// move takes the cursor to a row: alone it selects that row, with Shift all from
// the anchor, with Ctrl it leaves the selection.
func (t *Table) move(row int, mod fyne.KeyModifier) {
	if t.Len() == 0 {
		return
	}
	t.cursor = row
	switch {
	case mod&fyne.KeyModifierShift != 0:
		t.extend(row, mod&fyne.KeyModifierShortcutDefault != 0)
	case mod&fyne.KeyModifierShortcutDefault == 0:
		t.anchor = row
		t.selected = rows{{row, row}}
	}
	t.ScrollTo(row)
	t.changed()
}

// extend selects from the anchor to row, adding to the selection if keep is set.
func (t *Table) extend(row int, keep bool) {
	t.anchor = max(0, t.anchor)
	from, to := min(t.anchor, row), max(t.anchor, row)
	if !keep {
		t.selected = nil
	}
	t.selected = t.selected.with(from, to)
}

func (t *Table) toggle(row int) {
	if row < 0 {
		return
	}
	if t.selected.has(row) {
		t.selected = t.selected.without(row, row)
	} else {
		t.selected = t.selected.with(row, row)
	}
	t.cursor, t.anchor = row, row
	t.changed()
}

func (t *Table) selectAll() {
	if n := t.Len(); n > 0 {
		t.selected = rows{{0, n - 1}}
		t.changed()
	}
}

// press is a click on a row; -1 is beside the rows.
func (t *Table) press(row int, mod fyne.KeyModifier) {
	ctrl := mod&fyne.KeyModifierShortcutDefault != 0
	shift := mod&fyne.KeyModifierShift != 0
	switch {
	case row < 0:
		if ctrl || shift {
			return
		}
		t.selected = nil
		t.changed()
	case shift:
		t.cursor = row
		t.extend(row, ctrl)
		t.changed()
	case ctrl:
		t.toggle(row)
	default:
		t.move(row, 0)
	}
}

// pressMenu is a right click: it selects the row unless it is part of the
// selection, which the menu is then about.
func (t *Table) pressMenu(row int) {
	if row >= 0 && t.selected.has(row) {
		t.cursor = row
		t.changed()
		return
	}
	t.press(row, 0)
}

func (t *Table) menuAtCursor() {
	if t.OnMenu == nil || t.cursor < 0 {
		return
	}
	t.ScrollTo(t.cursor)
	y := float64(t.cursor+1)*float64(t.rowHeight()) - t.offY
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(t.body)
	t.OnMenu(t.cursor, origin.AddXY(24, float32(y)))
}

// changed redraws the selection and tells the owner.
func (t *Table) changed() {
	for row, line := range t.body.lines {
		line.paint(t, row)
	}
	if t.OnSelect != nil {
		t.OnSelect()
	}
}
