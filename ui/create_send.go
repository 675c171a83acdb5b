package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/ui/kit"
)

// send creates the object, once the directory has said that everything in it is free.
func (c *createForm) send() {
	if c.create.Disabled() || c.win.Modal() {
		return
	}
	if c.plan != nil && c.plan.gen == c.gen && c.plan.err == nil {
		c.transmit()
		return
	}
	c.ask()
	c.going = true
}

// A creation is what came of creating an object.
type creation struct {
	saved desk.Saved
	plan  *createPlan
}

// transmit creates the object as it was planned. The directory is asked once more
// whether everything is free: since the plan, another administrator may have made it.
func (c *createForm) transmit() {
	c.busy = true
	c.say()
	d, p := c.app.session.Desk, c.plan
	send(c.app.run, func(ctx context.Context) (creation, error) {
		out := creation{plan: p}
		clashes, err := d.Clashes(ctx, p.made.Object)
		if err == nil && len(clashes) > 0 {
			err = clashes[0].Err()
		}
		if err != nil {
			return out, err
		}
		out.saved, err = d.CreateMade(ctx, p.made)
		return out, err
	}, c.sent)
}

func (c *createForm) sent(n creation, err error) {
	c.busy = false
	if c.done = err == nil; c.done {
		c.app.created(n.saved.Entry)
	}
	if c.closed {
		return
	}
	if err != nil {
		c.refused(err)
		return
	}
	c.say()
	c.askNext(n)
}

// refused explains that nothing was created. What is taken since is shown at its field:
// the directory is asked anew.
func (c *createForm) refused(err error) {
	c.gen++
	c.ask()
	c.draw()
	c.app.fail(c.win, err)
}

// askNext says what was created and what is left to do, and offers to go on.
func (c *createForm) askNext(n creation) {
	var d *kit.Dialog
	button := func(label string, then func()) *kit.Button {
		return kit.NewButton(label, nil, func() {
			d.Close()
			c.shut()
			then()
		})
	}
	e := n.saved.Entry
	open := button("Open", func() { openSheet(c.app, []model.Ref{e.Ref}) })
	another := button("Create another", func() { openCreate(c.app, c.tpl) })
	quit := button("Close", func() {})
	d = c.win.ShowDialog(kit.DialogOptions{Title: "Created", Content: c.createdText(n),
		Buttons: []*kit.Button{open, another, quit}, Default: open, Cancel: quit, Focus: open})
}

const createdWidth = 560

// createdText is what the last dialog says.
func (c *createForm) createdText(n creation) fyne.CanvasObject {
	e := n.saved.Entry
	text := model.Recipient{Entry: e}.Name() + " was created in " + placeOf(e.Ref.DN) + ". The history can take it back."
	lines := container.NewVBox(kit.NewText(text, createdWidth))
	if password := n.plan.made.Object.Attrs[desk.Password]; len(password) > 0 { // nobody can look it up later
		b := kit.NewButton("Copy password", theme.ContentCopyIcon(), func() { c.app.fy.Clipboard().SetContent(password[0]) })
		b.SetTip("Copy the password that was set: nothing keeps it once this is closed")
		lines.Add(container.NewHBox(b))
	}
	if len(n.plan.made.Cloud) > 0 {
		steps := newCloudSteps(c.app, c.win, "new-recipient.ps1")
		steps.show(n.plan.made.Cloud)
		scroll := container.NewVScroll(steps)
		scroll.SetMinSize(fyne.NewSize(createdWidth, min(220, steps.MinSize().Height)))
		lines.Add(kit.NewGroup("Left to do in the tenant", scroll))
	}
	return lines
}
