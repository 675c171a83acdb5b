package ui

import (
	"context"
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/ui/kit"
)

// A createForm makes a new recipient. What the user did not write himself follows
// from what he did: desk.Compose derives it.
type createForm struct {
	app    *App
	win    *kit.Window
	family string // "user", "group" or "contact"

	boxes   map[string]*createBox // by ID
	order   []string
	writing *createBox // the one that the user is writing into
	mail    *kit.Check
	kind    *kit.Select
	scope   *kit.Select
	change  *kit.Check
	disable *kit.Check
	place   *createPlace

	object model.NewObject
	err    error // why it cannot be created
	taken  error // what the directory says of its names and addresses
	asked  string
	lines  []changeLine
	table  *kit.Table
	icon   *widget.Icon
	status *widget.Label
	create *kit.Button
	quit   *kit.Button
	busy   bool
	closed bool

	checking slot
	wait     func()
}

// A createBox is a line of text of the form. Until the user writes into it, it
// shows what is derived.
type createBox struct {
	entry *kit.Entry
	row   *kit.FieldRow
	own   bool // the user wrote it
}

var createTitles = map[string]string{"user": "New user", "group": "New group", "contact": "New contact"}

// openCreate opens the window that makes a user, group or contact.
func openCreate(a *App, family string) { newCreateForm(a, family) }

func newCreateForm(a *App, family string) *createForm {
	c := &createForm{app: a, family: family, boxes: map[string]*createBox{}, win: a.newWindow(createTitles[family]), wait: func() {}}
	c.build()
	c.win.SetCloseIntercept(c.close)
	c.win.SetOnClosed(c.closeDown)
	c.win.Bind(kit.Key{Name: fyne.KeyEscape}, c.close)
	c.win.Bind(kit.Key{Name: fyne.KeyW, Mod: fyne.KeyModifierShortcutDefault}, c.close)
	c.win.Bind(kit.Key{Name: fyne.KeyS, Mod: fyne.KeyModifierShortcutDefault}, c.send)
	c.win.Bind(kit.Key{Name: fyne.KeyReturn}, c.send)
	c.win.Resize(fyne.NewSize(900, 640))
	c.win.Show()
	c.refresh()
	c.win.Canvas().Focus(c.boxes[c.order[0]].entry)
	return c
}

// refresh derives what was not written and says what is wrong.
func (c *createForm) refresh() {
	if c.create == nil {
		return
	}
	n := c.wanted()
	c.object, c.err = desk.Compose(n, c.app.session.Info, c.app.session.Schema)
	if c.err == nil && c.family == "contact" && n.Target == "" {
		c.err = &model.Error{Code: model.Invalid, Subject: "External address", Message: "is empty", Hint: "Write the address mail goes to."}
	}
	if c.err == nil && c.disable != nil && !c.disable.Checked && n.Password == "" {
		c.err = &model.Error{Code: model.Invalid, Subject: "Password", Message: "is empty", Hint: "Write or generate one, or make the account disabled."}
	}
	c.showDerived(n)
	if c.disable != nil {
		enable(c.boxes["password"].entry, !c.disable.Checked)
		enable(c.change, !c.disable.Checked)
	}
	if c.mail != nil {
		enable(c.boxes["mail"].entry, c.mail.Checked)
		enable(c.boxes["alias"].entry, c.mail.Checked)
	}
	if c.scope != nil {
		enable(c.scope, !c.mail.Checked)
	}
	c.lines = c.written()
	c.table.Refresh()
	c.check()
	c.say()
}

// showDerived puts into the boxes the user left alone what was derived.
func (c *createForm) showDerived(n desk.NewRecipient) {
	first := func(a model.Attr) string {
		if v := c.object.Attrs[a]; len(v) > 0 {
			return v[0]
		}
		return ""
	}
	derived := map[string]string{"name": n.Name, "display": n.Display, "mail": n.Mail, "alias": first(model.MailNickname),
		"account": first(model.SAMAccountName), "upn": first(model.UserPrincipalName)}
	for id, b := range c.boxes {
		if text, ok := derived[id]; ok && !b.own && b != c.writing {
			b.entry.ShowText(text)
		}
	}
}

// written lists the attributes in the order of their names.
func (c *createForm) written() (out []changeLine) {
	if c.object.DN != "" {
		out = append(out, changeLine{attr: "DN", value: c.object.DN})
	}
	var names []model.Attr
	for a := range c.object.Attrs {
		names = append(names, a)
	}
	slices.SortFunc(names, func(a, b model.Attr) int {
		return strings.Compare(strings.ToLower(string(a)), strings.ToLower(string(b)))
	})
	for _, a := range names {
		for _, v := range c.object.Attrs[a] {
			if a.Is(desk.Password) {
				v = "(the password)"
			}
			out = append(out, changeLine{attr: a, value: readable(c.app.session.Schema, a, v)})
		}
	}
	return out
}

// say writes the line at the foot and switches the button.
func (c *createForm) say() {
	err := c.err
	if err == nil {
		err = c.taken
	}
	for id, b := range c.boxes {
		note := ""
		if e, ok := errors.AsType[*model.Error](err); ok && b.own && boxOf[e.Subject] == id {
			note = sentence(err)
		}
		if b.row.Note() != note {
			b.row.SetNote(kit.ToneError, note)
		}
	}
	text, tone := "Ready to create "+model.NameOf(c.object.DN), kit.ToneOK
	switch {
	case c.busy:
		text, tone = "Creating…", kit.ToneInfo
	case err != nil:
		text, tone = aloud(err), kit.ToneInfo
		if c.boxes[c.order[0]].entry.Text != "" {
			tone = kit.ToneError
		}
	}
	c.icon.SetResource(tone.Icon())
	c.status.SetText(text)
	enable(c.create, err == nil && !c.busy)
}

// boxOf says at which box an error of desk.Compose belongs.
var boxOf = map[string]string{"Name": "name", "Account name": "account", "User principal name": "upn"}

func (c *createForm) close() {
	if c.win.Modal() || c.busy {
		return
	}
	touched := slices.ContainsFunc(c.order, func(id string) bool { return c.boxes[id].own })
	if touched && !c.closed {
		c.win.ConfirmDanger("Discard what you wrote?", "Nothing was created yet.", "Discard", c.shut)
		return
	}
	c.shut()
}

func (c *createForm) shut() {
	c.win.SetCloseIntercept(nil)
	c.win.Close()
}

// closeDown gives up what is being read, however the window went.
func (c *createForm) closeDown() {
	c.closed = true
	c.checking.stop()
	c.place.reading.stop()
	c.wait()
}

// send creates the object. The directory is asked first whether its addresses
// are free.
func (c *createForm) send() {
	if c.create.Disabled() || c.win.Modal() {
		return
	}
	c.busy = true
	c.say()
	d, obj := c.app.session.Desk, c.object
	send(c.app.run, func(ctx context.Context) (desk.Saved, error) {
		r, err := d.Review(ctx, model.Entry{Ref: model.Ref{DN: obj.DN}}, asEntry(obj))
		if err == nil {
			err = r.Err()
		}
		if err != nil {
			return desk.Saved{}, err
		}
		return d.Create(ctx, obj)
	}, c.sent)
}

// asEntry is the object as it will be, without its password.
func asEntry(o model.NewObject) model.Entry {
	e := model.NewEntry(model.Ref{DN: o.DN}, o.Attrs)
	return e.With(desk.Password)
}

func (c *createForm) sent(s desk.Saved, err error) {
	c.busy = false
	if err == nil {
		c.app.created(s.Entry)
	}
	if c.closed {
		return
	}
	c.say()
	if err != nil {
		c.app.fail(c.win, err)
		return
	}
	c.askNext(s.Entry)
}

// askNext offers to go on with the new object.
func (c *createForm) askNext(e model.Entry) {
	var d *kit.Dialog
	open := kit.NewButton("Open", nil, func() {
		d.Close()
		c.shut()
		openSheet(c.app, []model.Ref{e.Ref})
	})
	another := kit.NewButton("Create another", nil, func() {
		d.Close()
		c.shut()
		openCreate(c.app, c.family)
	})
	quit := kit.NewButton("Close", nil, func() {
		d.Close()
		c.shut()
	})
	name := model.Recipient{Entry: e}.Name()
	text := name + " was created in " + placeOf(e.Ref.DN) + ". The history can take it back."
	d = c.win.ShowDialog(kit.DialogOptions{Title: "Created", Content: kit.NewText(text, 420),
		Buttons: []*kit.Button{open, another, quit}, Default: open, Cancel: quit, Focus: open})
}
