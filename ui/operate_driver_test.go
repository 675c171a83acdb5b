package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// An operateDriver works the window of operations as a person does.
type operateDriver struct {
	*windowDriver
	*operateWindow
	t *testing.T
}

// refsOf are the objects with these names or addresses.
func (d *windowDriver) refsOf(ids ...string) (out []model.Ref) {
	d.t.Helper()
	for _, id := range ids {
		var r model.Ref
		var err error
		if i := slices.Index(d.names(), id); i >= 0 {
			r = d.list.l.snap.Ref(int(d.list.l.shown[i]))
		} else if r, err = d.session.Desk.Find(d.t.Context(), id); err != nil {
			d.t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

// operateOn opens the window of an operation for objects.
func (d *windowDriver) operateOn(op string, ids ...string) *operateDriver {
	d.t.Helper()
	refs := d.refsOf(ids...)
	d.operate(op, refs)
	d.run.drain()
	w := d.operating[sheetKey(refs)]
	if w == nil || w.list == nil {
		d.t.Fatal("the window did not open")
	}
	return &operateDriver{d, w, d.t}
}

// key presses a key in the window.
func (d *operateDriver) key(name fyne.KeyName, mod fyne.KeyModifier) {
	d.t.Helper()
	pressIn(d.operateWindow.win, name, mod)
	d.windowDriver.run.drain()
}

// pressIn presses a key, which goes to whatever has the focus first.
func pressIn(w *kit.Window, name fyne.KeyName, mod fyne.KeyModifier) {
	c := w.Canvas()
	if mod != 0 {
		k := kit.Key{Name: name, Mod: mod}
		if f, ok := c.Focused().(fyne.Shortcutable); ok {
			f.TypedShortcut(k.Shortcut())
			return
		}
		c.(interface{ TypedShortcut(fyne.Shortcut) }).TypedShortcut(k.Shortcut())
		return
	}
	if f := c.Focused(); f != nil {
		f.TypedKey(&fyne.KeyEvent{Name: name})
		return
	}
	c.OnTypedKey()(&fyne.KeyEvent{Name: name})
}

// write types into a box of the form.
func (d *operateDriver) write(field, text string) {
	d.t.Helper()
	b := d.form.boxes[field]
	if !slices.Contains(d.form.order, field) {
		d.t.Fatalf("%s is not asked: %v", field, d.form.order)
	}
	d.operateWindow.win.Canvas().Focus(b)
	b.SetText("")
	test.Type(b, text)
	d.windowDriver.run.drain()
}

// pick chooses an option of a list of the form.
func (d *operateDriver) option(field, label string) {
	d.t.Helper()
	d.form.lists[field].SetSelected(label)
	if d.form.lists[field].Selected != label {
		d.t.Fatalf("%s has no option %q", field, label)
	}
	d.windowDriver.run.drain()
}

func (d *operateDriver) tick(field string, on bool) {
	d.form.checks[field].SetChecked(on)
	d.windowDriver.run.drain()
}

// stored is what an attribute of an object holds now.
func (d *windowDriver) stored(id string, a model.Attr) string {
	d.t.Helper()
	e, err := d.forest.System().Get(d.t.Context(), d.refsOf(id)[0])
	if err != nil {
		d.t.Fatal(err)
	}
	return strings.Join(e.Values(a), " ")
}

// said are the remarks of the outcome.
func (d *operateDriver) said() string {
	var out []string
	for _, o := range test.LaidOutObjects(d.outcome.said) {
		if l, ok := o.(*widget.Label); ok {
			out = append(out, l.Text)
		}
	}
	return strings.Join(out, "\n")
}

// saveNow presses Ctrl+S and waits for the answer.
func (d *operateDriver) saveNow() {
	d.t.Helper()
	if d.save.Disabled() {
		d.t.Fatalf("save is off: %s", d.operateWindow.status.Text)
	}
	d.key(fyne.KeyS, fyne.KeyModifierControl)
	if d.done == nil {
		d.t.Fatal("nothing was saved")
	}
}

// takeBackNow presses Ctrl+Z and answers the question.
func (d *operateDriver) takeBackNow() {
	d.t.Helper()
	d.key(fyne.KeyZ, fyne.KeyModifierControl)
	press(d.operateWindow.win.Canvas(), "Undo")
	d.windowDriver.run.drain()
	if !d.done.undone {
		d.t.Fatalf("not taken back: %s", d.operateWindow.status.Text)
	}
}
