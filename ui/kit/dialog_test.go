package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

func TestDialogTakesAndReturnsTheFocus(t *testing.T) {
	table := people(5)
	w := show(t, table)
	w.Canvas().Focus(table)
	ran := 0
	w.Bind(Key{fyne.KeyF5, 0}, func() { ran++ })
	field := NewEntry()
	d := w.Ask(Question{Title: "New", OK: "Create", Content: field})
	if w.Canvas().Focused() != field {
		t.Errorf("focus on %T", w.Canvas().Focused())
	}
	if table.focused {
		t.Error("the table still shows the focus")
	}
	typeKey(w, fyne.KeyF5)
	if ran != 0 {
		t.Error("a window key ran under the dialog")
	}
	typeKey(w, fyne.KeyEscape)
	if !d.Closed() || w.Modal() || w.Canvas().Focused() != table || !table.focused {
		t.Errorf("after Escape: closed %v, focus %T", d.Closed(), w.Canvas().Focused())
	}
	typeKey(w, fyne.KeyF5)
	if ran != 1 {
		t.Error("window keys do not come back")
	}
}

func TestDialogKeys(t *testing.T) {
	field, text := NewEntry(), NewMultiEntry(3)
	w := show(t, container.NewVBox())
	var got []string
	ask := func(q Question) *Dialog {
		got = nil
		q.OK = "Do it"
		q.OnOK = func() bool { got = append(got, "ok"); return field.Text != "wrong" }
		q.OnCancel = func() { got = append(got, "cancel") }
		return w.Ask(q)
	}
	for _, c := range []struct {
		name   string
		q      Question
		do     func(*Dialog)
		want   []string
		closed bool
	}{
		{"Enter in a field presses the default", Question{Content: field}, func(*Dialog) { typeKey(w, fyne.KeyReturn) }, []string{"ok"}, true},
		{"so does the numeric pad", Question{Content: field}, func(*Dialog) { typeKey(w, fyne.KeyEnter) }, []string{"ok"}, true},
		{"Enter with no focus does, too", Question{Text: "Sure?"}, func(*Dialog) { w.Canvas().Unfocus(); typeKey(w, fyne.KeyReturn) }, []string{"ok"}, true},
		{"Ctrl+Enter in a text does, too", Question{Content: text, Focus: text}, func(*Dialog) { typeKey(w, fyne.KeyReturn); typeShortcut(w, Key{fyne.KeyReturn, ctrl}) }, []string{"ok"}, true},
		{"Enter in a list does, too", Question{Content: NewSelect([]string{"a"}, nil)}, func(*Dialog) { typeKey(w, fyne.KeyReturn) }, []string{"ok"}, true},
		{"Escape cancels", Question{Content: field}, func(*Dialog) { typeKey(w, fyne.KeyEscape) }, []string{"cancel"}, true},
		{"Enter on Cancel cancels", Question{Text: "Sure?"}, func(*Dialog) { w.Canvas().FocusNext(); typeKey(w, fyne.KeyReturn) }, []string{"cancel"}, true},
		{"Enter cancels what is dangerous", Question{Text: "Sure?", Danger: true}, func(*Dialog) { typeKey(w, fyne.KeyReturn) }, []string{"cancel"}, true},
		{"a disabled default is not pressed", Question{Content: field}, func(d *Dialog) { d.Enable(false); typeKey(w, fyne.KeyReturn) }, nil, false},
		{"OnOK may keep the dialog", Question{Content: field}, func(*Dialog) { field.SetText("wrong"); typeKey(w, fyne.KeyReturn) }, []string{"ok"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			field.SetText("")
			d := ask(c.q)
			c.do(d)
			if !slices.Equal(got, c.want) || d.Closed() != c.closed {
				t.Errorf("got %q, closed %v", got, d.Closed())
			}
			d.Close()
			d.Close()
			if w.Modal() || w.Canvas().Overlays().Top() != nil {
				t.Error("something stays up")
			}
		})
	}
}

func TestDialogUnderAnotherMayClose(t *testing.T) {
	table := people(5)
	w := show(t, table)
	w.Canvas().Focus(table)
	progress := w.Progress("Saving", "one moment", nil)
	failure := w.Error("Not saved", "The server has gone.", "", "")
	progress.Close()
	if top := w.Canvas().Overlays().Top(); top != failure.sheet {
		t.Fatalf("on top is %T", top)
	}
	typeKey(w, fyne.KeyEscape)
	if !failure.Closed() || w.Canvas().Focused() != table {
		t.Errorf("closed %v, focus %T", failure.Closed(), w.Canvas().Focused())
	}
}

func TestConfirmRunsAfterClosing(t *testing.T) {
	w := show(t, container.NewVBox())
	modal := true
	d := w.Confirm("Undo", "Really?", "Undo change", func() { modal = w.Modal() })
	test.Tap(d.main)
	if modal {
		t.Error("the dialog was up while yes ran")
	}
}

func TestErrorCanBeCopied(t *testing.T) {
	w := show(t, container.NewVBox())
	d := w.Error("Not saved", "mail was changed.", "Reload.", "code 16")
	copyAll := d.options.Buttons[0]
	test.Tap(copyAll)
	if got := fyne.CurrentApp().Clipboard().Content(); got != "mail was changed.\n\nReload.\n\ncode 16" {
		t.Errorf("copied %q", got)
	}
	text := NewText("to be read", 200)
	text.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	text.entry.TypedShortcut(&fyne.ShortcutCut{Clipboard: fyne.CurrentApp().Clipboard()})
	text.entry.TypedRune('x')
	text.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	if text.Text() != "to be read" || text.entry.SelectedText() != "to be read" {
		t.Errorf("text is %q, selected %q", text.Text(), text.entry.SelectedText())
	}
}

func TestErrorDetailsUnfold(t *testing.T) {
	w := show(t, container.NewVBox())
	d := w.Error("Not saved", "mail was changed.", "Reload.", "code 16")
	before := test.WidgetRenderer(d.sheet).(*sheetRenderer).card.Size().Height
	fold := d.options.Content.(*fyne.Container).Objects[1].(*fyne.Container).Objects[1].(*fyne.Container).Objects[0].(*Button)
	test.Tap(fold)
	after := test.WidgetRenderer(d.sheet).(*sheetRenderer).card.Size().Height
	if after < before+60 {
		t.Errorf("the dialog was %v high, is %v", before, after)
	}
}

func TestProgress(t *testing.T) {
	w := show(t, container.NewVBox())
	stopped := 0
	p := w.Progress("Checking", "0 objects", func() { stopped++ })
	if p.busy.Hidden || !p.bar.Hidden {
		t.Error("does not start without end")
	}
	p.Set(25, 100, "25 objects")
	if !p.busy.Hidden || p.bar.Hidden || p.bar.Value != 0.25 || p.message.Text != "25 objects" {
		t.Errorf("bar %v, message %q", p.bar.Value, p.message.Text)
	}
	typeKey(w, fyne.KeyEscape)
	typeKey(w, fyne.KeyEscape)
	p.Set(26, 100, "26 objects")
	if stopped != 1 || p.Closed() || p.message.Text != "Stopping…" {
		t.Errorf("stopped %d times, closed %v, message %q", stopped, p.Closed(), p.message.Text)
	}
	p.Close()
}

func TestDialogIsDrawn(t *testing.T) {
	w := show(t, container.NewVBox())
	d := w.ConfirmDanger("Delete 3 contacts", "They cannot be restored from here.", "Delete", func() {})
	card := test.WidgetRenderer(d.sheet).(*sheetRenderer).card
	for name, least := range map[fyne.ThemeColorName]int{
		theme.ColorNameOverlayBackground: 10_000,
		theme.ColorNameForeground:        200,
		theme.ColorNameError:             500,
	} {
		if n := drawn(w, card, themeColor(d.sheet, name)); n < least {
			t.Errorf("%d pixels of %s, want %d", n, name, least)
		}
	}
	test.AssertRendersToMarkup(t, "confirm.xml", w.Canvas())
}

// A search box that has nothing to clear does not keep its dialog open.
func TestEscapeInAnEmptySearchBoxClosesTheDialog(t *testing.T) {
	w := show(t, people(5))
	search := NewSearchBox("Find", nil)
	search.OnLeave = func() { t.Error("it left for the list") }
	d := w.Ask(Question{Title: "Columns", OK: "Show", Content: search})
	search.SetText("x")
	typeKey(w, fyne.KeyEscape)
	if d.Closed() || search.Text() != "" {
		t.Fatalf("closed %v, text %q: the text goes first", d.Closed(), search.Text())
	}
	typeKey(w, fyne.KeyEscape)
	if !d.Closed() {
		t.Error("the dialog is still there")
	}
}
