package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/ui/kit"
)

// A createBox is a line of text of the form. Until the user writes into it, it shows
// what is derived. Below it stands what is wrong, with whom to look at and what to
// take in its place.
type createBox struct {
	entry *kit.Entry
	row   *kit.FieldRow
	own   bool // the user wrote it

	trouble *fyne.Container
	text    *widget.Label
	open    *kit.Button
	take    *kit.Button
	clash   desk.Clash
	free    string
}

func (c *createForm) newBox(id, label, tip string) *createBox {
	b := &createBox{entry: kit.NewEntry(), text: widget.NewLabel("")}
	b.text.Wrapping = fyne.TextWrapWord
	b.text.Importance = widget.DangerImportance
	b.text.SizeName = theme.SizeNameCaptionText
	b.open = kit.NewButton("Open owner", nil, func() { c.app.openOwner(b.clash) })
	b.take = kit.NewButton("", nil, func() {
		b.entry.SetText(b.free)
		c.win.Canvas().Focus(b.entry)
	})
	b.trouble = container.NewVBox(b.text, container.NewHBox(b.take, b.open))
	b.trouble.Hide()
	editor := container.NewWithoutLayout(b.entry, b.trouble)
	kit.Stack(editor)
	b.row = kit.NewFieldRow(label, editor, tip)
	b.entry.OnChanged = func(text string) {
		b.own = text != "" // emptied, it is derived again, but not under the user's hands
		c.writing = b
		c.refresh()
		c.writing = nil
	}
	c.boxes[id] = b
	c.order = append(c.order, id)
	return b
}

// A fault is what is wrong with a box.
type fault struct {
	text  string
	clash desk.Clash // whose it is; zero: nobody's
	free  string     // what is free; "": nothing is proposed
}

// show says what is wrong with the box; nothing where the fault has no text.
func (b *createBox) show(f fault) {
	b.clash, b.free = f.clash, f.free
	b.text.SetText(f.text)
	b.take.SetText("Use " + f.free)
	b.take.Hidden = f.free == ""
	b.open.Hidden = f.clash.Owner.Len() == 0
	b.open.SetTip("Open the properties of the owner\n" + f.clash.Owner.Ref.DN)
	if shown := f.text != ""; shown != b.trouble.Visible() {
		if shown {
			b.trouble.Show()
		} else {
			b.trouble.Hide()
		}
	}
	b.row.Refresh()
}

// A createCheck is a switch of the form. Until the user flips it, it follows the template.
type createCheck struct {
	box *kit.Check
	own bool
}

func (c *createForm) newCheck(id, label, tip string) *kit.Check {
	k := &createCheck{}
	k.box = kit.NewCheck(label, func(bool) {
		k.own = true
		c.refresh()
	})
	k.box.SetTip(tip)
	c.checks[id] = k
	return k.box
}

// follow puts a switch where the template has it, unless the user flipped it.
func (c *createForm) follow(id string, on bool) {
	if k := c.checks[id]; !k.own {
		k.box.ShowChecked(on, false)
	}
}

// A valueBox is a line for an attribute that the form has no field of its own for.
type valueBox struct {
	attr model.Attr
	*createBox
}
