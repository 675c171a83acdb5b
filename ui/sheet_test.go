package ui

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/journal"
	"recipientdesk/sim"
	"recipientdesk/ui/kit"
)

// A driver works a sheet as a person does, on the sample organization.
type driver struct {
	*Sheet
	t      testing.TB
	run    *stepper
	forest *sim.Forest
	dir    model.Directory
	app    *App
}

// newDriver connects a test program to the sample organization as user; "" is
// somebody who may do everything.
func newDriver(t testing.TB, user string) *driver {
	t.Helper()
	run := &stepper{}
	now := func() time.Time { return time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC) }
	a := New(test.NewTempApp(t), Options{Run: run, Now: now, Version: "test"})
	d := &driver{t: t, run: run, app: a, forest: sim.Sample(nil, nil)}
	d.dir = d.forest.System()
	if user != "" {
		s, err := d.forest.As(user)
		d.must(err)
		d.dir = s
	}
	d.connect(d.dir)
	return d
}

// connect starts a session.
func (d *driver) connect(dir model.Directory) {
	d.t.Helper()
	t := d.t
	now := func() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }
	j, err := journal.Open(t.TempDir(), journal.Options{Now: now})
	d.must(err)
	t.Cleanup(func() { j.Close() })
	info, err := dir.Info(t.Context())
	d.must(err)
	schema, err := dir.Schema(t.Context())
	d.must(err)
	d.app.session = &Session{Desk: desk.New(dir, j, desk.Options{LocalUser: "tester", Now: now}), Info: info, Schema: schema}
}

func (d *driver) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// openSheet opens the sheet of the objects with these addresses or names.
func (d *driver) open(ids ...string) *driver {
	d.t.Helper()
	var refs []model.Ref
	for _, id := range ids {
		r, err := d.app.session.Desk.Find(d.t.Context(), id)
		d.must(err)
		refs = append(refs, r)
	}
	openSheet(d.app, refs)
	d.Sheet = d.app.sheets[sheetKey(refs)]
	d.run.drain()
	if d.draft == nil {
		d.t.Fatal("the sheet did not open")
	}
	return d
}

// view finds the field, turning to its tab.
func (d *driver) view(id string) *fieldView {
	d.t.Helper()
	for _, p := range d.pages {
		if len(p.holds.Objects) == 0 {
			d.tabs.Select(p.item)
		}
		for _, v := range p.views {
			if v.field.ID == id {
				d.tabs.Select(p.item)
				return v
			}
		}
	}
	d.t.Fatalf("no field %q", id)
	return nil
}

func (d *driver) entry(id string) *widget.Entry {
	d.t.Helper()
	switch e := d.view(id).ed.(type) {
	case *textEditor:
		return &e.entry.Entry
	case *suggestEditor:
		return &e.entry.SelectEntry.Entry
	case *numberEditor:
		return &e.entry.Entry
	}
	d.t.Fatalf("%q is no line of text", id)
	return nil
}

func (d *driver) status(want string) {
	d.t.Helper()
	// What was wrong before the edit is counted too, and is no matter of these tests.
	// So is what comes of it in the cloud.
	got, _, _ := strings.Cut(d.review.text.Text, " · after the next sync")
	if got, _, _ = strings.Cut(got, " · 1 piece of advice"); got != want {
		d.t.Errorf("the review line says %q, want %q", got, want)
	}
}

func (d *driver) stored(id string, a model.Attr) string {
	d.t.Helper()
	r, err := d.app.session.Desk.Find(d.t.Context(), id)
	d.must(err)
	e, err := d.forest.System().Get(d.t.Context(), r)
	d.must(err)
	return strings.Join(e.Values(a), " ")
}

// elsewhere makes a change as another administrator would.
func (d *driver) elsewhere(i int, f func(model.Entry) model.Entry) {
	d.t.Helper()
	s := d.forest.System()
	e, err := s.Get(d.t.Context(), d.refs[i])
	d.must(err)
	d.must(s.Apply(d.t.Context(), model.Diff(e, f(e))))
}

func (d *driver) press(name fyne.KeyName, mod fyne.KeyModifier) {
	d.t.Helper()
	k := kit.Key{Name: name, Mod: mod}
	c := d.win.Canvas()
	if mod == 0 {
		if f := c.Focused(); f != nil {
			f.TypedKey(&fyne.KeyEvent{Name: name})
		} else {
			c.OnTypedKey()(&fyne.KeyEvent{Name: name})
		}
		return
	}
	if f, ok := c.Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(k.Shortcut())
		return
	}
	c.(interface{ TypedShortcut(fyne.Shortcut) }).TypedShortcut(k.Shortcut())
}

// button finds a button of the dialog or bar in front by its label.
func (d *driver) button(label string) *kit.Button {
	d.t.Helper()
	c := d.win.Canvas()
	roots := []fyne.CanvasObject{c.Content()}
	if top := c.Overlays().Top(); top != nil {
		roots = []fyne.CanvasObject{top}
	}
	for _, root := range roots {
		for _, o := range test.LaidOutObjects(root) {
			if b, ok := o.(*kit.Button); ok && b.Text == label && b.Visible() {
				return b
			}
		}
	}
	d.t.Fatalf("no button %q", label)
	return nil
}

const someone = "cweber"

func TestSaveOneEdit(t *testing.T) {
	d := newDriver(t, "").open(someone)
	d.status("No changes")
	d.entry("displayName").SetText("Anna B. Adams")
	d.status("1 change")
	test.Tap(d.review.save)
	if !d.review.save.Disabled() {
		t.Error("a second save could start before the first is answered")
	}
	d.run.drain()
	d.status("No changes")
	if got := d.stored(someone, "displayName"); got != "Anna B. Adams" {
		t.Errorf("stored %q", got)
	}
}
