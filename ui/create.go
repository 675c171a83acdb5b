package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/template"
	"recipientdesk/ui/kit"
)

// A createForm makes a new recipient from a template. What the user did not write
// himself follows from the template and from what he did write.
type createForm struct {
	app  *App
	win  *kit.Window
	tpl  *template.Template
	from *kit.Select // the template
	tell *widget.Label

	boxes   map[string]*createBox // by ID
	order   []string              // IDs, as Tab goes
	values  []*valueBox
	checks  map[string]*createCheck
	scope   *kit.Select
	maker   rowMaker
	place   *createPlace
	groups  *createRefs
	members *createRefs
	owner   *createRefs
	parts   []createPart
	writing *createBox // the one that the user is writing into
	rows    *fyne.Container

	object  model.NewObject // as it is composed, without what Exchange stamps
	names   []string        // what the template could not make
	err     error           // why it cannot be created, as far as no server has to be asked
	gen     int             // counts what the form has said
	plan    *createPlan     // what the directory says of it, nil: nothing yet
	going   bool            // it is to be created as soon as the plan is in
	busy    bool
	done    bool // it was created
	closed  bool
	filling bool // a template is being put in: nothing is derived meanwhile

	preview *createPreview
	icon    *widget.Icon
	status  *widget.Label
	create  *kit.Button
	quit    *kit.Button

	planning slot
	wait     func()
}

// A createPart is a group of rows that some kinds of recipients have.
type createPart struct {
	holds fyne.CanvasObject
	fits  func(*createForm) bool
}

// openCreate opens the window that makes a recipient as a template says.
func openCreate(a *App, t *template.Template) { newCreateForm(a, t) }

func newCreateForm(a *App, t *template.Template) *createForm {
	c := &createForm{app: a, tpl: t, boxes: map[string]*createBox{}, checks: map[string]*createCheck{}, wait: func() {}, filling: true}
	c.win = a.newWindow(createTitle(t))
	c.build()
	c.win.SetCloseIntercept(c.close)
	c.win.SetOnClosed(c.closeDown)
	c.win.Bind(plainKey(fyne.KeyEscape), c.close)
	c.win.Bind(ctrlKey(fyne.KeyW), c.close)
	c.win.Bind(ctrlKey(fyne.KeyS), c.send)
	c.win.Bind(plainKey(fyne.KeyReturn), c.send)
	for key, by := range map[kit.Key]int{ctrlKey(fyne.KeyTab): 1, ctrlShift(fyne.KeyTab): -1, ctrlKey(fyne.KeyPageDown): 1, ctrlKey(fyne.KeyPageUp): -1} {
		c.win.Bind(key, func() { c.preview.view.turn(by) })
	}
	c.win.Resize(fyne.NewSize(1020, 680))
	c.win.Show()
	a.forms[c] = true
	c.use(t)
	c.win.Canvas().Focus(c.boxes[c.first()].entry)
	return c
}

func createTitle(t *template.Template) string { return "New " + lowerFirst(t.Makes.Label()) }

// first is the box that is to be written into first.
func (c *createForm) first() string {
	if c.tpl.Makes.Person() {
		return "first"
	}
	return "display"
}

// choose takes the template with that name.
func (c *createForm) choose(name string) {
	if t := c.app.templates.named(name); t != nil && t != c.tpl {
		c.use(t)
	}
}

// use puts a template in. What the user wrote and chose himself stays.
func (c *createForm) use(t *template.Template) {
	c.tpl, c.filling = t, true
	c.win.SetTitle(createTitle(t))
	c.from.ShowSelected(t.Name)
	c.tell.SetText(templateWords(t))
	c.follow("archive", t.Archive && isMailbox(t.Makes))
	c.follow("hide", t.HideFromLists)
	c.follow("disabled", t.Disabled)
	c.follow("change", t.ChangePassword)
	if !c.place.own {
		c.place.set(or(t.Container, c.app.currentFolder()))
	}
	if !c.groups.own {
		c.groups.set(t.Groups)
	}
	c.fillValues()
	c.showParts()
	c.filling = false
	c.refresh()
}

// offer lists the templates anew, and takes over what was changed in the one in use.
func (c *createForm) offer() {
	c.from.Options = c.app.templates.names()
	if t := c.app.templates.named(c.tpl.Name); t != nil && t != c.tpl && !c.busy && !c.done {
		c.use(t)
	}
	c.from.Refresh()
}

// templateWords say what a template is for.
func templateWords(t *template.Template) string {
	if t.Description == "" {
		return t.Makes.Label() + "."
	}
	return t.Makes.Label() + ". " + t.Description
}

// showParts leaves out what the kind of recipient does not have.
func (c *createForm) showParts() {
	for _, p := range c.parts {
		if p.fits(c) {
			p.holds.Show()
		} else {
			p.holds.Hide()
		}
	}
	c.rows.Refresh()
}

// refresh derives what was not written, says what is wrong, and has the directory asked.
func (c *createForm) refresh() {
	if c.filling {
		return
	}
	c.gen++
	n := c.derive()
	c.showDerived(n)
	c.enableRows()
	c.later()
	c.draw()
}

// draw shows what is known: faults at their fields, the preview, and the line at the foot.
func (c *createForm) draw() {
	c.drawFaults()
	c.preview.draw()
	c.say()
}

func (c *createForm) enableRows() {
	schema := c.app.session.Schema
	enable(c.checks["hide"].box, schema.Has(hiddenAttr))
	enable(c.checks["archive"].box, schema.Has(model.RecipientType))
	on := !c.checks["disabled"].box.Checked
	enable(c.boxes["password"].entry, on)
	enable(c.checks["change"].box, on)
	mail := c.hasMail()
	for _, id := range []string{"mail", "alias"} {
		enable(c.boxes[id].entry, mail)
	}
	enable(c.scope, !mail)
}

func (c *createForm) close() {
	if c.win.Modal() || c.busy {
		return
	}
	if c.touched() && !c.closed {
		c.win.ConfirmDanger("Discard what you wrote?", "Nothing was created yet.", "Discard", c.shut)
		return
	}
	c.shut()
}

// touched reports whether something was written that would be lost.
func (c *createForm) touched() bool {
	return !c.done && (c.place.own || c.groups.own || slices.ContainsFunc(c.order, func(id string) bool { return c.boxes[id].own }))
}

func (c *createForm) shut() {
	c.win.SetCloseIntercept(nil)
	c.win.Close()
}

// closeDown gives up what is being read, however the window went.
func (c *createForm) closeDown() {
	c.closed = true
	delete(c.app.forms, c)
	c.planning.stop()
	c.place.reading.stop()
	for _, r := range []*createRefs{c.groups, c.members, c.owner} {
		r.names.stop()
	}
	c.wait()
}

func (c *createForm) foot() fyne.CanvasObject {
	c.icon, c.status = widget.NewIcon(nil), widget.NewLabel("")
	c.status.Truncation = fyne.TextTruncateEllipsis
	c.create = kit.NewButton("Create", nil, c.send)
	c.create.Importance = widget.HighImportance
	c.create.SetTip("Create it in the directory (Ctrl+S)")
	c.quit = kit.NewButton("Cancel", nil, c.close)
	c.quit.SetTip("Esc")
	line := container.NewBorder(nil, nil, c.icon, container.NewHBox(c.create, c.quit), c.status)
	return container.NewVBox(widget.NewSeparator(), kit.Inset(10, 6, line))
}
