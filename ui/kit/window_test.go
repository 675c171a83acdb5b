package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

func TestWindowKeysWorkWhateverHasTheFocus(t *testing.T) {
	fields := map[string]fyne.CanvasObject{
		"entry":        NewEntry(),
		"disabled":     disabled(),
		"multi entry":  NewMultiEntry(2),
		"select":       NewSelect([]string{"a"}, nil),
		"select entry": NewSelectEntry([]string{"a"}),
		"check":        NewCheck("check", nil),
		"button":       NewButton("button", nil, func() {}),
		"table":        people(3),
		"nothing":      nil,
	}
	for name, field := range fields {
		t.Run(name, func(t *testing.T) {
			w, _ := newTestWindow(t)
			w.SetContent(container.NewVBox())
			if field != nil {
				w.SetContent(container.NewVBox(field))
				w.Canvas().Focus(field.(fyne.Focusable))
			}
			var got []string
			for _, k := range []Key{{fyne.KeyF5, 0}, {fyne.KeyEscape, 0}, Ctrl(fyne.KeyS), {fyne.KeyZ, ctrl | shift}} {
				w.Bind(k, func() { got = append(got, k.String()) })
			}
			typeKey(w, fyne.KeyF5)
			typeKey(w, fyne.KeyEscape)
			typeKey(w, fyne.KeyF6) // bound to nothing
			typeShortcut(w, Ctrl(fyne.KeyS))
			typeShortcut(w, Key{fyne.KeyZ, ctrl | shift})
			if want := []string{"F5", "Esc", "Ctrl+S", "Ctrl+Shift+Z"}; !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
			w.Bind(Key{fyne.KeyF5, 0}, nil)
			typeKey(w, fyne.KeyF5)
			if len(got) != 4 {
				t.Error("an unbound key still runs")
			}
		})
	}
}

func disabled() *Entry {
	e := NewEntry()
	e.SetText("fixed")
	e.Disable()
	return e
}

func TestEditingKeysStayInTheField(t *testing.T) {
	e := NewEntry()
	w := show(t, e)
	w.Canvas().Focus(e)
	ran := 0
	for _, k := range []Key{{fyne.KeyDelete, 0}, {fyne.KeyZ, ctrl}, {fyne.KeyA, ctrl}, {fyne.KeyHome, 0}} {
		w.Bind(k, func() { ran++ })
	}
	for _, r := range "ab" {
		e.TypedRune(r)
	}
	typeKey(w, fyne.KeyHome)
	typeKey(w, fyne.KeyDelete)
	if e.Text != "b" || ran != 0 {
		t.Errorf("text %q, window ran %d keys", e.Text, ran)
	}
	typeShortcut(w, Key{fyne.KeyZ, ctrl})
	if e.Text != "ab" || ran != 0 {
		t.Errorf("after undo: text %q, window ran %d keys", e.Text, ran)
	}
}

func TestMenuKeys(t *testing.T) {
	e := NewEntry()
	w := show(t, container.NewVBox(e))
	var got []string
	item := func(label string, k Key) *fyne.MenuItem {
		i := fyne.NewMenuItem(label, func() { got = append(got, label) })
		i.Shortcut = k.Shortcut()
		return i
	}
	reload, locked := item("reload", Key{fyne.KeyF5, 0}), item("locked", Key{fyne.KeyF6, 0})
	locked.Disabled = true
	copyRows := item("copy", Key{fyne.KeyC, ctrl})
	sub := fyne.NewMenuItem("more", nil)
	sub.ChildMenu = fyne.NewMenu("", item("deep", Key{fyne.KeyF7, 0}))
	menu := fyne.NewMainMenu(fyne.NewMenu("File", reload, locked, sub, copyRows))
	w.SetMainMenu(menu)
	w.SetMainMenu(menu) // again, as after a change
	for _, k := range []fyne.KeyName{fyne.KeyF5, fyne.KeyF6, fyne.KeyF7} {
		typeKey(w, k)
	}
	locked.Action() // what Fyne does for a key with modifiers
	copyRows.Action()
	if want := []string{"reload", "deep", "copy"}; !slices.Equal(got, want) {
		t.Errorf("ran %q, want %q", got, want)
	}

	e.SetText("text")
	w.Canvas().Focus(e)
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	copyRows.Action()
	if clip := fyne.CurrentApp().Clipboard().Content(); clip != "text" || len(got) != 3 {
		t.Errorf("copy in a text field: clipboard %q, ran %q", clip, got)
	}

	popUp := widget.NewModalPopUp(widget.NewLabel("of Fyne's own"), w.Canvas())
	popUp.Show()
	reload.Action()
	typeKey(w, fyne.KeyF5)
	if len(got) != 3 {
		t.Errorf("ran %q under a dialog of Fyne's", got)
	}
	popUp.Hide()
	d := w.Confirm("Sure?", "Sure.", "Do it", func() {})
	reload.Action()
	typeKey(w, fyne.KeyF5)
	if len(got) != 3 {
		t.Errorf("ran %q under a dialog", got)
	}
	d.Close()
}

func TestFallbackGetsKeysNobodyHasTheFocusFor(t *testing.T) {
	table := people(20)
	search := NewSearchBox("", nil)
	w := show(t, container.NewBorder(search, nil, nil, nil, table))
	table.OnRune = search.Type
	w.SetFallback(table)
	table.Select(4)
	w.Canvas().Unfocus()
	typeKey(w, fyne.KeyDown)
	if w.Canvas().Focused() != table || table.Cursor() != 5 {
		t.Errorf("focus %T, cursor %d", w.Canvas().Focused(), table.Cursor())
	}
	w.Canvas().Unfocus()
	w.Canvas().OnTypedRune()('x')
	if search.Text() != "x" || w.Canvas().Focused() != search.entry {
		t.Errorf("typed %q, focus %T", search.Text(), w.Canvas().Focused())
	}
}

func TestTooltip(t *testing.T) {
	button := NewButton("Save", nil, func() {})
	button.SetTip("Save all changes (Ctrl+S)")
	w, c := newTestWindow(t)
	w.SetContent(container.NewVBox(button))
	over := &desktop.MouseEvent{PointEvent: fyne.PointEvent{AbsolutePosition: fyne.NewPos(620, 470)}}

	button.MouseIn(over)
	c.pass(tipDelay / 2)
	button.MouseMoved(over)
	if n := len(w.root.tips.box.Objects); n != 0 {
		t.Error("shown too early")
	}
	c.pass(tipDelay / 2)
	if len(w.root.tips.box.Objects) != 1 {
		t.Fatal("not shown")
	}
	bubble := w.root.tips.box.Objects[0]
	if far := bubble.Position().Add(bubble.Size()); far.X > 640 || far.Y > 480 {
		t.Errorf("stands out of the window: %v", far)
	}
	if drawn(w, bubble, themeColor(button, colorTip)) < 500 {
		t.Error("not drawn")
	}
	button.MouseOut()
	if len(w.root.tips.box.Objects) != 0 {
		t.Error("still shown after the pointer left")
	}
	button.MouseIn(over)
	button.MouseOut()
	c.pass(tipDelay)
	if len(w.root.tips.box.Objects) != 0 {
		t.Error("shown after the pointer left")
	}
	button.MouseIn(over)
	c.pass(tipDelay - 1)
	button.MouseOut()
	button.MouseIn(over)
	if c.pass(1); len(w.root.tips.box.Objects) != 0 {
		t.Error("shown too early after coming back")
	}
}

func TestTooltipOfAnythingAndOverDialogs(t *testing.T) {
	w, c := newTestWindow(t)
	inner := container.NewVBox()
	area := Tooltip(inner, "what this is").(desktop.Hoverable)
	over := &desktop.MouseEvent{PointEvent: fyne.PointEvent{AbsolutePosition: fyne.NewPos(100, 100)}}
	d := w.ShowDialog(DialogOptions{Title: "Dialog", Content: area.(fyne.CanvasObject)})
	area.MouseIn(over)
	c.pass(tipDelay)
	if len(d.tips.box.Objects) != 1 || len(w.root.tips.box.Objects) != 0 {
		t.Error("the tooltip is not over the dialog")
	}
	d.Close()
	if area.MouseOut(); len(w.root.tips.box.Objects) != 0 {
		t.Error("the tooltip outlived the dialog")
	}
}

func TestKeyNames(t *testing.T) {
	for want, k := range map[string]Key{
		"F5": {fyne.KeyF5, 0}, "Ctrl+Shift+S": {fyne.KeyS, fyne.KeyModifierControl | shift},
		"Alt+Enter": {fyne.KeyReturn, fyne.KeyModifierAlt}, "Del": {fyne.KeyDelete, 0}, "Alt+PgUp": {fyne.KeyPageUp, fyne.KeyModifierAlt},
	} {
		if got := k.String(); got != want {
			t.Errorf("%v is %q, want %q", k, got, want)
		}
		if back, ok := keyOf(k.Shortcut()); !ok || back != k {
			t.Errorf("%v comes back as %v", k, back)
		}
	}
	for _, name := range []fyne.KeyName{fyne.KeyZ, fyne.KeyY, fyne.KeyX, fyne.KeyC, fyne.KeyV, fyne.KeyA} {
		k := Key{name, ctrl}
		if _, custom := k.Shortcut().(*desktop.CustomShortcut); custom {
			t.Errorf("%v is a custom shortcut: Fyne would never fire it", k)
		}
		if back, ok := keyOf(k.Shortcut()); !ok || back != k {
			t.Errorf("%v comes back as %v", k, back)
		}
	}
}
