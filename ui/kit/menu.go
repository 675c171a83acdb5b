package kit

import "fyne.io/fyne/v2"

// SetMainMenu shows the menu and listens to its keys. Three things Fyne leaves
// out are added: a key without modifier works (F5, Delete), a disabled item does
// not answer to its key, and nothing answers while a dialog is up. Copy, paste
// and their like go to the text field that has the focus before the item's own
// action. The items' actions are replaced by guarded ones.
func (w *Window) SetMainMenu(m *fyne.MainMenu) {
	for _, menu := range m.Items {
		w.guard(menu)
	}
	w.Window.SetMainMenu(m)
}

func (w *Window) guard(m *fyne.Menu) {
	for _, item := range m.Items {
		if item.ChildMenu != nil {
			w.guard(item.ChildMenu)
		}
		if item.Action == nil || w.guarded[item] {
			continue
		}
		w.guarded[item] = true
		action := item.Action
		item.Action = func() { w.chosen(item, action) }
	}
}

// chosen is an item picked by mouse or key.
func (w *Window) chosen(item *fyne.MenuItem, action func()) {
	if w.toTextField(item.Shortcut) || item.Disabled {
		return
	}
	if w.covered() {
		if item.Shortcut != nil {
			w.shortcut(item.Shortcut)
		}
		return
	}
	action()
}

// toTextField gives an editing shortcut to the text field that has the focus.
func (w *Window) toTextField(s fyne.Shortcut) bool {
	if s == nil || !textShortcut(s) {
		return false
	}
	field, ok := w.Canvas().Focused().(interface {
		fyne.Shortcutable
		SelectedText() string // what Fyne itself knows a text field by
	})
	if !ok {
		return false
	}
	field.TypedShortcut(withClipboard(s))
	return true
}

// menuKey runs the menu item with that key. Fyne itself asks the menu for keys
// with modifiers before anything else, so only plain ones get here.
func (w *Window) menuKey(k Key) bool {
	m := w.MainMenu()
	if m == nil || k.Mod&^fyne.KeyModifierShift != 0 {
		return false
	}
	for _, menu := range m.Items {
		if item := findKey(menu, k); item != nil {
			item.Action()
			return true
		}
	}
	return false
}

func findKey(m *fyne.Menu, k Key) *fyne.MenuItem {
	for _, item := range m.Items {
		if item.ChildMenu != nil {
			if found := findKey(item.ChildMenu, k); found != nil {
				return found
			}
		}
		if item.Shortcut == nil || item.Action == nil || item.Disabled {
			continue
		}
		if ik, ok := keyOf(item.Shortcut); ok && ik == k {
			return item
		}
	}
	return nil
}
