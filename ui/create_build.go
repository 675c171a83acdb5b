package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/ui/kit"
)

// build makes the widgets of the form.
func (c *createForm) build() {
	var rows []*kit.FieldRow
	add := func(id, label, tip string) fyne.CanvasObject {
		b := c.newBox(id, label, tip)
		rows = append(rows, b.row)
		return b.row
	}
	var groups []fyne.CanvasObject
	if c.family != "group" {
		groups = append(groups, kit.NewGroup("", add("first", "First name", "givenName"), add("last", "Last name", "sn")))
	}
	c.place = newCreatePlace(c.app, c.win, c.refresh)
	place := kit.NewFieldRow("Place", c.place, "The organizational unit that the object is made in")
	rows = append(rows, place)
	groups = append(groups, kit.NewGroup("", add("display", "Display name", "displayName: the name in the address book"),
		add("name", "Object name", "cn: the name of the object in its place, at most 64 characters"), place))
	groups = append(groups, kit.NewGroup("Mail", c.mailRows(add, &rows)...))
	if c.family != "contact" {
		title := map[string]string{"user": "Account", "group": "Group"}[c.family]
		groups = append(groups, kit.NewGroup(title, c.accountRows(add, &rows)...))
	}
	kit.AlignLabels(rows...)
	form := container.NewVScroll(kit.Inset(14, 10, container.New(&sheetColumn{}, groups...)))
	c.win.OnFocus = func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); o != fyne.CanvasObject(c.table) && (!ok || b != c.create && b != c.quit) && !c.win.Modal() {
			kit.Reveal(form, o)
		}
	}
	c.win.SetContent(container.NewBorder(nil, c.foot(), nil, nil, container.NewHSplit(form, c.preview())))
}

func (c *createForm) mailRows(add func(id, label, tip string) fyne.CanvasObject, rows *[]*kit.FieldRow) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	if c.family == "contact" {
		out = append(out, add("target", "External address", "targetAddress: where mail for the contact goes"))
	} else {
		c.mail = kit.NewCheck("Has an e-mail address", func(bool) { c.refresh() })
		c.mail.Checked = true
		row := kit.NewFieldRow("", c.mail, "")
		*rows = append(*rows, row)
		out = append(out, row, add("mail", "E-mail", "mail and the primary address in proxyAddresses"))
	}
	return append(out, add("alias", "Alias", "mailNickname, where the forest has the Exchange schema"))
}

func (c *createForm) accountRows(add func(id, label, tip string) fyne.CanvasObject, rows *[]*kit.FieldRow) []fyne.CanvasObject {
	field := func(label string, o fyne.CanvasObject, tip string) fyne.CanvasObject {
		r := kit.NewFieldRow(label, o, tip)
		*rows = append(*rows, r)
		return r
	}
	if c.family == "group" {
		c.kind = kit.NewSelect([]string{"Distribution", "Security"}, func(string) { c.refresh() })
		c.kind.ShowSelected("Distribution")
		c.scope = kit.NewSelect([]string{"Universal", "Global", "Domain local"}, func(string) { c.refresh() })
		c.scope.ShowSelected("Universal")
		return []fyne.CanvasObject{
			field("Type", container.New(narrow{180}, c.kind), "A security group can also be given permissions"),
			field("Scope", container.New(narrow{180}, c.scope), "A group with mail has to be universal"),
			add("account", "Account name", "sAMAccountName"),
		}
	}
	c.disable = kit.NewCheck("Make the account disabled, without a password", func(bool) { c.refresh() })
	c.disable.SetTip("For a shared, room or equipment mailbox, or to be enabled later")
	c.change = kit.NewCheck("Must change the password at the first sign-in", func(bool) { c.refresh() })
	c.change.Checked = true
	return []fyne.CanvasObject{
		add("account", "Account name", "sAMAccountName, at most 20 characters"),
		add("upn", "User principal name", "The sign-in name. Best the same as the e-mail address."),
		field("Password", c.passwordBox(), "Nothing records it. The domain's rules decide whether it is good enough."),
		field("", c.change, ""), field("", c.disable, ""),
	}
}

// passwordBox is the line for the password with a button that thinks one up.
func (c *createForm) passwordBox() fyne.CanvasObject {
	b := &createBox{entry: kit.NewPasswordEntry(), row: kit.NewFieldRow("", widget.NewLabel(""), "")}
	b.entry.OnChanged = func(string) { b.own = true; c.refresh() }
	c.boxes["password"] = b
	think := kit.NewButton("Generate", nil, func() {
		b.entry.Password = false
		b.entry.SetText(newPassword())
	})
	think.SetTip("Four groups of letters and digits, easy to read aloud; it is shown and can be copied")
	return container.NewBorder(nil, nil, nil, think, b.entry)
}

func (c *createForm) newBox(id, label, tip string) *createBox {
	b := &createBox{entry: kit.NewEntry()}
	b.row = kit.NewFieldRow(label, b.entry, tip)
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

// preview lists what would be written.
func (c *createForm) preview() fyne.CanvasObject {
	c.table = kit.NewTable([]kit.Column{{Title: "Attribute", Width: 150, Static: true}, {Title: "Value to be written", Width: 300, Static: true}},
		func() int { return len(c.lines) }, func(row, col int) kit.CellData {
			l := c.lines[row]
			if col == 1 {
				return kit.CellData{Text: l.value}
			}
			if row > 0 && c.lines[row-1].attr == l.attr {
				return kit.CellData{}
			}
			return kit.CellData{Text: string(l.attr), Color: kit.ColorMuted}
		})
	return kit.Inset(8, 8, c.table)
}

func (c *createForm) foot() fyne.CanvasObject {
	c.icon, c.status = widget.NewIcon(nil), widget.NewLabel("")
	c.status.Truncation = fyne.TextTruncateEllipsis
	c.create = kit.NewButton("Create", nil, c.send)
	c.create.Importance = widget.HighImportance
	c.create.SetTip("Ctrl+S")
	c.quit = kit.NewButton("Cancel", nil, c.close)
	line := container.NewBorder(nil, nil, c.icon, container.NewHBox(c.create, c.quit), c.status)
	return container.NewVBox(widget.NewSeparator(), kit.Inset(10, 6, line))
}
