package ui

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/journal"
	"recipientdesk/sim"
)

// A windowDriver works the main window as a person does.
type windowDriver struct {
	*App
	t      *testing.T
	run    *stepper
	forest *sim.Forest
	asked  []Target     // what the window wanted to connect to
	refuse error        // what the connector answers, if not nil
	late   func()       // called when a session is open and nobody knows yet
	closed int          // sessions
	as     string       // who is signed in; "": somebody who may do everything
	cloud  *cloudDriver // the tenant of sessions; nil: they have none
}

func newWindowDriver(t *testing.T) *windowDriver {
	t.Helper()
	a, run := newTestApp(t)
	d := &windowDriver{App: a, t: t, run: run, forest: sim.Sample(nil, nil)}
	a.opt.Connect = d.connectTo
	a.win.Resize(fyne.NewSize(1280, 800))
	return d
}

func (d *windowDriver) connectTo(ctx context.Context, t Target) (*Session, error) {
	d.asked = append(d.asked, t)
	if d.refuse != nil {
		return nil, d.refuse
	}
	dir := model.Directory(d.forest.System())
	if d.as != "" {
		var err error
		if dir, err = d.forest.As(d.as); err != nil {
			return nil, err
		}
	}
	j, err := journal.Open(d.t.TempDir(), journal.Options{Now: d.opt.Now})
	if err != nil {
		return nil, err
	}
	info, err := dir.Info(ctx)
	if err != nil {
		return nil, err
	}
	schema, err := dir.Schema(ctx)
	if err != nil {
		return nil, err
	}
	t.Password = ""
	if d.late != nil {
		d.late()
	}
	s := &Session{Target: t, Desk: desk.New(dir, j, desk.Options{Now: d.opt.Now}), Info: info, Schema: schema,
		Close: func() error { d.closed++; return j.Close() }}
	if d.cloud != nil {
		d.cloud.join(s)
	}
	return s, nil
}

// openWindowDriver is connected to the sample organization, everything read and checked.
func openWindowDriver(t *testing.T) *windowDriver {
	d := newWindowDriver(t)
	d.cmd.run("sample")
	d.run.drain()
	if d.session == nil {
		t.Fatal("not connected")
	}
	return d
}

// names are the rows shown, by their name column.
func (d *windowDriver) names() []string {
	var out []string
	for _, row := range d.list.l.shown {
		out = append(out, rowName(d.list.l.snap, int(row)))
	}
	return out
}

func (d *windowDriver) pick(name string) {
	d.t.Helper()
	i := slices.Index(d.names(), name)
	if i < 0 {
		d.t.Fatalf("%q is not shown", name)
	}
	d.list.table.Select(i)
	d.list.selectionChanged()
}

// selected are the names of the selected rows.
func (d *windowDriver) selected() []string {
	var out []string
	for _, i := range d.list.table.Selected() {
		out = append(out, d.names()[i])
	}
	return out
}

func (d *windowDriver) status() string {
	var parts []string
	for _, g := range d.frame.status.Segments() {
		parts = append(parts, g.Text)
	}
	return strings.Join(parts, " | ")
}
