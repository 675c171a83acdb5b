package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

func TestTextIsSelectedWhereTheFocusMovesTo(t *testing.T) {
	first, second := NewEntry(), NewSelectEntry(nil)
	first.SetText("first")
	second.SetText("second")
	w := show(t, container.NewVBox(first, second))
	w.Canvas().FocusNext()
	if got := first.SelectedText(); got != "first" {
		t.Errorf("selected %q", got)
	}
	w.Canvas().FocusNext()
	if got := second.SelectedText(); got != "second" {
		t.Errorf("selected %q", got)
	}
	test.Type(second, "x")
	if second.Text != "x" {
		t.Errorf("typing left %q", second.Text)
	}
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != fyne.Focusable(first) {
		t.Errorf("Tab stops at %T", w.Canvas().Focused())
	}
	first.SetText("")
	test.Type(first, "anna")
	if first.Text != "anna" {
		t.Errorf("after the selected text was replaced: %q", first.Text)
	}
}

func TestWhatIsTypedSurvivesAnotherWindow(t *testing.T) {
	e := NewEntry()
	w := show(t, container.NewVBox(e))
	w.Canvas().Focus(e)
	test.Type(e, "half")
	e.FocusLost() // Fyne says so when the window goes to the back
	e.FocusGained()
	test.Type(e, " and half")
	if e.Text != "half and half" {
		t.Errorf("%q", e.Text)
	}
	quit := NewButton("Close", nil, nil)
	d := w.ShowDialog(DialogOptions{Title: "x", Content: widget.NewLabel("x"), Buttons: []*Button{quit}, Focus: quit})
	d.Close()
	test.Type(e, "!")
	if e.Text != "half and half!" {
		t.Errorf("after a dialog: %q", e.Text)
	}
}

func TestSelectByArrows(t *testing.T) {
	s := NewSelect([]string{"a", "b", "c"}, nil)
	w := show(t, container.NewVBox(s))
	w.Canvas().Focus(s)
	for _, step := range []struct {
		key  fyne.KeyName
		want string
	}{{fyne.KeyDown, "a"}, {fyne.KeyRight, "b"}, {fyne.KeyDown, "c"}, {fyne.KeyDown, "c"}, {fyne.KeyUp, "b"}, {fyne.KeyLeft, "a"}, {fyne.KeyUp, "a"}} {
		if typeKey(w, step.key); s.Selected != step.want {
			t.Errorf("%s: %q, want %q", step.key, s.Selected, step.want)
		}
	}
	for name, open := range map[string]func(){
		"Space":    func() { typeKey(w, fyne.KeySpace) },
		"F4":       func() { typeKey(w, fyne.KeyF4) },
		"Alt+Down": func() { s.TypedShortcut(Key{Name: fyne.KeyDown, Mod: fyne.KeyModifierAlt}.Shortcut()) },
	} {
		open()
		menu, ok := w.Canvas().Focused().(*widget.PopUpMenu)
		if !ok {
			t.Fatalf("%s does not open the list", name)
		}
		menu.Hide()
		w.Canvas().Focus(s)
	}
}

func TestEnterIsPrintedAsEnter(t *testing.T) {
	if got := (Key{Name: fyne.KeyReturn}).Shortcut().(fyne.KeyboardShortcut).Key(); got != fyne.KeyEnter {
		t.Errorf("menus print %q", got)
	}
	if k, _ := keyOf(Key{Name: fyne.KeyReturn}.Shortcut()); k != (Key{Name: fyne.KeyReturn}) {
		t.Errorf("it is not found again: %v", k)
	}
}
