package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

func TestShowingIsNotEditing(t *testing.T) {
	test.NewTempApp(t)
	told := 0
	entry, multi, pick := NewEntry(), NewMultiEntry(2), NewSelectEntry(nil)
	for _, e := range []*widget.Entry{&entry.Entry, &multi.Entry, &pick.Entry} {
		e.OnChanged = func(string) { told++ }
	}
	list := NewSelect([]string{"a"}, func(string) { told++ })
	check := NewCheck("c", func(bool) { told++ })

	entry.ShowText("x")
	multi.ShowText("x")
	pick.ShowText("x")
	list.ShowSelected("not an option")
	check.ShowChecked(true, false)
	if told != 0 {
		t.Errorf("showing told of %d edits", told)
	}
	if entry.Text != "x" || multi.Text != "x" || pick.Text != "x" || list.Selected != "not an option" || !check.Checked {
		t.Error("not shown")
	}
	entry.TypedRune('y')
	multi.TypedRune('y')
	pick.TypedRune('y')
	test.Tap(check)
	list.SetSelected("a")
	if told != 5 {
		t.Errorf("editing told of %d edits", told)
	}
}

func TestShowingTheSameKeepsTheUndo(t *testing.T) {
	test.NewTempApp(t)
	e := NewEntry()
	e.TypedRune('a')
	e.ShowText("a")
	e.Undo()
	if e.Text != "" {
		t.Errorf("undo left %q", e.Text)
	}
}

func TestEnterInAnEntry(t *testing.T) {
	e := NewEntry()
	w := show(t, e)
	w.Canvas().Focus(e)
	window, submitted := 0, ""
	w.Bind(Key{fyne.KeyReturn, 0}, func() { window++ })
	typeKey(w, fyne.KeyReturn)
	e.SetText("text")
	e.OnSubmitted = func(s string) { submitted = s }
	typeKey(w, fyne.KeyReturn)
	if window != 1 || submitted != "text" {
		t.Errorf("window %d, submitted %q", window, submitted)
	}
}

func TestEntryAsksOnKeyFirst(t *testing.T) {
	e := NewEntry()
	show(t, e)
	e.OnKey = func(ev *fyne.KeyEvent) bool { return ev.Name == fyne.KeyBackspace }
	e.TypedRune('a')
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	if e.Text != "a" {
		t.Error("OnKey did not keep the key")
	}
}

func TestMultiEntryLetsTabPass(t *testing.T) {
	test.NewTempApp(t)
	e := NewMultiEntry(2)
	if e.AcceptsTab() {
		t.Error("Tab stays in the field")
	}
	e.Tabs = true
	if !e.AcceptsTab() {
		t.Error("Tab cannot be typed")
	}
	if e.ReadOnly = true; e.AcceptsTab() {
		t.Error("Tab stays in text that cannot be changed")
	}
}

func TestReadOnlyTextHasAMenuThatOnlyReads(t *testing.T) {
	e := NewMultiEntry(2)
	e.ReadOnly = true
	e.SetText("to be read")
	w := show(t, container.NewVBox(e))
	choose := func(down int) {
		test.TapSecondary(e)
		menu := w.Canvas().Focused().(*widget.PopUpMenu)
		if n := len(menu.Items); n != 2 {
			t.Errorf("%d items", n)
		}
		for range down {
			menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		}
		menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	choose(2)
	choose(1)
	if got := fyne.CurrentApp().Clipboard().Content(); got != "to be read" {
		t.Errorf("copied %q", got)
	}
}

func TestSelectByLetter(t *testing.T) {
	s := NewSelect([]string{"Equipment", "Room", "Ressource", "Shared"}, nil)
	w := show(t, s)
	w.Canvas().Focus(s)
	for i, want := range []string{"Room", "Ressource", "Room"} {
		if s.TypedRune('r'); s.Selected != want {
			t.Errorf("press %d: %q, want %q", i, s.Selected, want)
		}
	}
	if s.TypedRune('x'); s.Selected != "Room" {
		t.Errorf("no such letter: %q", s.Selected)
	}
	s.Disable()
	if s.TypedRune('e'); s.Selected != "Room" {
		t.Errorf("disabled: %q", s.Selected)
	}
}

func TestSelectEntryOpensWithDown(t *testing.T) {
	e := NewSelectEntry([]string{"anna", "bob"})
	w := show(t, container.NewVBox(e))
	w.Canvas().Focus(e)
	typeKey(w, fyne.KeyDown)
	menu, ok := w.Canvas().Focused().(*widget.PopUpMenu)
	if !ok {
		t.Fatalf("focus on %T", w.Canvas().Focused())
	}
	menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if e.Text != "anna" {
		t.Errorf("picked %q", e.Text)
	}
}

func TestButtonKeys(t *testing.T) {
	pressed := 0
	b := NewButton("Go", nil, func() { pressed++ })
	w := show(t, container.NewVBox(b))
	for _, k := range []fyne.KeyName{fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyF5} {
		w.Canvas().Focus(b)
		typeKey(w, k)
	}
	if pressed != 3 {
		t.Errorf("pressed %d times", pressed)
	}
	b.Disable()
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if pressed != 3 {
		t.Error("a disabled button was pressed")
	}
}

func TestTabGoesThroughFieldsInOrder(t *testing.T) {
	a, b, c, d := NewEntry(), NewSelect(nil, nil), NewCheck("", nil), NewMultiEntry(2)
	off := NewEntry()
	off.Disable()
	w := show(t, container.NewVBox(a, off, b, c, d))
	for _, want := range []fyne.Focusable{a, b, c, d, a} {
		w.Canvas().FocusNext()
		if got := w.Canvas().Focused(); got != want {
			t.Errorf("focus on %T, want %T", got, want)
		}
	}
}

func TestEveryFieldHasATooltip(t *testing.T) {
	type hoverable interface {
		fyne.CanvasObject
		desktop.Hoverable
	}
	for _, o := range []hoverable{NewEntry(), NewMultiEntry(2), NewSelect(nil, nil), NewSelectEntry(nil),
		NewCheck("", nil), NewButton("", nil, nil), NewBadge("", ToneOK, ""), NewThumb(40)} {
		w, c := newTestWindow(t)
		if Tooltip(o, "tip") != fyne.CanvasObject(o) {
			t.Errorf("%T is wrapped", o)
		}
		w.SetContent(container.NewVBox(o))
		o.MouseIn(&desktop.MouseEvent{})
		c.pass(tipDelay)
		if w.root.tips.text != "tip" {
			t.Errorf("%T shows no tooltip", o)
		}
		if o.MouseOut(); w.root.tips.text != "" {
			t.Errorf("%T keeps its tooltip", o)
		}
	}
}

func TestDisabledEntryIsFlat(t *testing.T) {
	entry, multi, pick := disabled(), NewMultiEntry(2), NewSelectEntry(nil)
	multi.Disable()
	pick.Disable()
	w := show(t, container.NewVBox(entry, multi, pick))
	paper := themeColor(entry, theme.ColorNameInputBackground)
	for _, o := range w.Content().(*fyne.Container).Objects {
		if n := pixels(w, o, paper, 3); n > 100 {
			t.Errorf("%T has %d pixels of an editable field's paper", o, n)
		}
	}
	if entry.Enable(); pixels(w, entry, paper, 3) < 1000 {
		t.Error("an enabled field is flat")
	}
}

func TestFieldsAreDrawn(t *testing.T) {
	button, list := NewButton("Save", theme.DocumentSaveIcon(), nil), NewSelect([]string{"Shared", "Room"}, nil)
	button.Importance = widget.HighImportance
	list.SetSelected("Room")
	entry, multi, pick, check := NewEntry(), NewMultiEntry(2), NewSelectEntry([]string{"x"}), NewCheck("Hide", nil)
	entry.SetText("anna")
	multi.SetText("two\nlines")
	pick.SetText("bob")
	check.SetChecked(true)
	w := show(t, container.NewVBox(entry, multi, list, pick, check, button))
	ink := themeColor(entry, theme.ColorNameForeground)
	for name, o := range map[string]fyne.CanvasObject{"entry": entry, "multi": multi, "select": list, "select entry": pick, "check": check} {
		if drawn(w, o, ink) < 10 {
			t.Errorf("%s is not drawn", name)
		}
	}
	if drawn(w, button, themeColor(button, theme.ColorNamePrimary)) < 300 {
		t.Error("button is not drawn")
	}
	w.Canvas().Focus(button)
	test.AssertRendersToMarkup(t, "fields.xml", w.Canvas())
}
