package kit

import (
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// A Key is a key with the modifiers held down. Unlike a Fyne shortcut it may
// have none: F5, Delete and Escape are keys of a window like any other.
type Key struct {
	Name fyne.KeyName
	Mod  fyne.KeyModifier
}

// Ctrl is a key with the modifier of commands: Ctrl, on macOS Cmd.
func Ctrl(name fyne.KeyName) Key { return Key{Name: name, Mod: fyne.KeyModifierShortcutDefault} }

// String is the key as menus and tooltips write it: "Ctrl+Shift+S", "F5".
func (k Key) String() string {
	var b strings.Builder
	for _, m := range []struct {
		mod  fyne.KeyModifier
		name string
	}{
		{fyne.KeyModifierControl, "Ctrl+"}, {fyne.KeyModifierAlt, "Alt+"},
		{fyne.KeyModifierShift, "Shift+"}, {fyne.KeyModifierSuper, superName()},
	} {
		if k.Mod&m.mod != 0 {
			b.WriteString(m.name)
		}
	}
	return b.String() + keyLabel(k.Name)
}

// keyLabel is what is printed on the key; Fyne has names of its own for some.
func keyLabel(name fyne.KeyName) string {
	switch name {
	case fyne.KeyReturn, fyne.KeyEnter:
		return "Enter"
	case fyne.KeyEscape:
		return "Esc"
	case fyne.KeyDelete:
		return "Del"
	case fyne.KeyPageUp:
		return "PgUp"
	case fyne.KeyPageDown:
		return "PgDn"
	case fyne.KeyBackspace:
		return "Backspace"
	}
	return string(name)
}

func superName() string {
	switch runtime.GOOS {
	case "darwin":
		return "Cmd+"
	case "windows":
		return "Win+"
	}
	return "Super+"
}

// Shortcut is the key as Fyne names it, for a fyne.MenuItem. Fyne has types of
// its own for undo, copy and their like; a CustomShortcut of Ctrl+C never fires.
// Enter alone is that of the numeric pad: menus only print it, and Fyne would
// print the other one as "Return".
func (k Key) Shortcut() fyne.Shortcut {
	if k == (Key{Name: fyne.KeyReturn}) {
		k.Name = fyne.KeyEnter
	}
	if k.Mod == fyne.KeyModifierShortcutDefault {
		switch k.Name {
		case fyne.KeyZ:
			return &fyne.ShortcutUndo{}
		case fyne.KeyY:
			return &fyne.ShortcutRedo{}
		case fyne.KeyX:
			return &fyne.ShortcutCut{}
		case fyne.KeyC:
			return &fyne.ShortcutCopy{}
		case fyne.KeyV:
			return &fyne.ShortcutPaste{}
		case fyne.KeyA:
			return &fyne.ShortcutSelectAll{}
		}
	}
	return &desktop.CustomShortcut{KeyName: k.Name, Modifier: k.Mod}
}

// keyOf reads a shortcut back. It answers false for shortcuts without a key.
func keyOf(s fyne.Shortcut) (Key, bool) {
	ks, ok := s.(fyne.KeyboardShortcut)
	if !ok {
		return Key{}, false
	}
	return Key{Name: ks.Key(), Mod: ks.Mod()}.plain(), true
}

// plain makes the numeric pad's Enter the Enter everybody means.
func (k Key) plain() Key {
	if k.Name == fyne.KeyEnter {
		k.Name = fyne.KeyReturn
	}
	return k
}

// modifiers are those held down now. Fyne reports a key without them when there
// is none but Shift; drivers that cannot tell (the test driver) say none.
func modifiers() fyne.KeyModifier {
	d, ok := fyne.CurrentApp().Driver().(interface {
		CurrentKeyModifiers() fyne.KeyModifier
	})
	if !ok {
		return 0
	}
	return d.CurrentKeyModifiers()
}

// functionKey says whether a text field has no use for the key itself.
func functionKey(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyEscape, desktop.KeyMenu,
		fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF6,
		fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyF10, fyne.KeyF11, fyne.KeyF12:
		return true
	}
	return false
}

// textShortcut says whether a text field uses the shortcut itself: clipboard,
// its own undo, and moving or deleting by words.
func textShortcut(s fyne.Shortcut) bool {
	switch s := s.(type) {
	case *fyne.ShortcutUndo, *fyne.ShortcutRedo, *fyne.ShortcutCut, *fyne.ShortcutCopy,
		*fyne.ShortcutPaste, *fyne.ShortcutSelectAll:
		return true
	case *desktop.CustomShortcut:
		switch s.KeyName {
		case fyne.KeyLeft, fyne.KeyRight, fyne.KeyBackspace, fyne.KeyDelete:
			return s.Modifier&fyne.KeyModifierAlt == 0
		}
	}
	return false
}

// withClipboard is the shortcut as a text field can run it: Fyne's clipboard
// shortcuts carry the clipboard, those of a menu item carry none.
func withClipboard(s fyne.Shortcut) fyne.Shortcut {
	clip := fyne.CurrentApp().Clipboard()
	switch s.(type) {
	case *fyne.ShortcutCut:
		return &fyne.ShortcutCut{Clipboard: clip}
	case *fyne.ShortcutCopy:
		return &fyne.ShortcutCopy{Clipboard: clip}
	case *fyne.ShortcutPaste:
		return &fyne.ShortcutPaste{Clipboard: clip}
	}
	return s
}
