package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// FocusGained implements fyne.Focusable.
func (t *WrapTable) FocusGained() {
	t.focused = true
	if t.cursor < 0 && len(t.rows) > 0 {
		t.cursor, t.anchor = 0, 0
	}
	t.BaseWidget.Refresh()
	focused(t)
}

// FocusLost implements fyne.Focusable.
func (t *WrapTable) FocusLost() {
	t.focused = false
	t.BaseWidget.Refresh()
}

// TypedRune implements fyne.Focusable.
func (t *WrapTable) TypedRune(r rune) {
	if t.OnRune != nil && r > ' ' {
		t.OnRune(r)
	}
}

// TypedKey implements fyne.Focusable.
func (t *WrapTable) TypedKey(ev *fyne.KeyEvent) {
	if t.OnKey != nil && t.OnKey(ev) {
		return
	}
	if !t.typed(Key{Name: ev.Name, Mod: modifiers()}.plain()) {
		forwardKey(t, ev)
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (t *WrapTable) TypedShortcut(s fyne.Shortcut) {
	if k, ok := keyOf(s); ok && t.typed(k) {
		return
	}
	forwardShortcut(t, s)
}

// typed does what a key does to the table, and says whether it does anything.
func (t *WrapTable) typed(k Key) bool {
	if k.Mod&^fyne.KeyModifierShift == 0 && len(t.rows) > 0 && t.scrollWithin(k.Name) {
		return true
	}
	if to, moves := t.target(k.Name); moves && k.Mod&^fyne.KeyModifierShift == 0 {
		if len(t.rows) > 0 {
			t.move(to, k.Mod != 0)
		}
		return true
	}
	switch k {
	case Ctrl(fyne.KeyA):
		if n := len(t.rows); n > 0 {
			t.anchor, t.cursor = 0, n-1
			t.body.paint()
		}
	case Ctrl(fyne.KeyC):
		if text := t.SelectedText(); text != "" {
			fyne.CurrentApp().Clipboard().SetContent(text)
		}
	case Key{fyne.KeyReturn, 0}:
		if t.cursor < 0 || t.OnActivate == nil {
			return false
		}
		t.OnActivate(t.cursor)
	case Key{desktop.KeyMenu, 0}, Key{fyne.KeyF10, fyne.KeyModifierShift}:
		t.menuAtCursor()
	default:
		return false
	}
	return true
}

// scrollWithin scrolls through a row that is higher than the view before an arrow
// leaves it.
func (t *WrapTable) scrollWithin(name fyne.KeyName) bool {
	if t.cursor < 0 || t.cursor >= len(t.boxes) {
		return false
	}
	b, view := t.boxes[t.cursor], float64(t.body.Size().Height)
	step := float64(2 * t.lineHeight())
	switch {
	case view <= 0 || float64(b.h) <= view:
		return false
	case name == fyne.KeyDown && float64(b.y+b.h) > t.offset+view+1:
		t.scrollTo(min(t.offset+step, float64(b.y+b.h)-view))
	case name == fyne.KeyUp && float64(b.y) < t.offset-1:
		t.scrollTo(max(t.offset-step, float64(b.y)))
	default:
		return false
	}
	return true
}

// target is the row a key moves the cursor to.
func (t *WrapTable) target(name fyne.KeyName) (row int, moves bool) {
	row = t.cursor
	switch name {
	case fyne.KeyUp:
		row--
	case fyne.KeyDown:
		row++
	case fyne.KeyPageUp:
		row = t.turn(-1)
	case fyne.KeyPageDown:
		row = t.turn(+1)
	case fyne.KeyHome:
		row = 0
	case fyne.KeyEnd:
		row = len(t.rows) - 1
	default:
		return row, false
	}
	return max(0, min(row, len(t.rows)-1)), true
}

// turn is the row a page away from the cursor, and another one in any case.
func (t *WrapTable) turn(by int) int {
	row, view := t.cursor, t.body.Size().Height
	for moved := float32(0); ; row += by {
		if row < 0 || row >= len(t.boxes) {
			return row
		}
		if moved += t.boxes[row].h; moved > view && row != t.cursor {
			return row
		}
	}
}

// move takes the cursor to a row; extend leaves the start of the selection.
func (t *WrapTable) move(row int, extend bool) {
	t.cursor = row
	if !extend || t.anchor < 0 {
		t.anchor = row
	}
	t.reveal(row)
	t.body.paint()
	if t.OnSelect != nil {
		t.OnSelect()
	}
}

func (t *WrapTable) menuAtCursor() {
	if t.OnMenu == nil || t.cursor < 0 || t.cursor >= len(t.boxes) {
		return
	}
	t.reveal(t.cursor)
	b := t.boxes[t.cursor]
	y := min(float64(b.y+b.h)-t.offset, float64(t.body.Size().Height))
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(t.body)
	t.OnMenu(t.cursor, origin.AddXY(24, float32(y)))
}
