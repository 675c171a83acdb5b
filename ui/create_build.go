package ui

import (
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/template"
	"recipientdesk/ui/kit"
)

// A rowMaker adds rows to a form whose labels line up.
type rowMaker struct{ rows []*kit.FieldRow }

func (m *rowMaker) field(label string, o fyne.CanvasObject, tip string) *kit.FieldRow {
	r := kit.NewFieldRow(label, o, tip)
	m.rows = append(m.rows, r)
	return r
}

// build makes the widgets of the form, for all kinds of recipients.
func (c *createForm) build() {
	m := &c.maker
	add := func(id, label, tip string) fyne.CanvasObject {
		b := c.newBox(id, label, tip)
		m.rows = append(m.rows, b.row)
		return b.row
	}
	c.rows = container.New(&sheetColumn{})
	c.rows.Add(c.templateRow(m))
	c.part(func(c *createForm) bool { return c.tpl.Makes.Person() },
		add("first", "First name", "givenName; several are written one after the other"))
	c.part(func(c *createForm) bool { return c.tpl.Makes.Person() && usesInitial(c.tpl) }, add("middle", "Middle name or initial", "Its first letter is %i of the template; initials"))
	c.part(func(c *createForm) bool { return c.tpl.Makes.Person() }, add("last", "Last name", "sn"))
	c.rows.Add(add("display", "Display name", "displayName: the name in the address book"))
	c.rows.Add(add("name", "Object name", "cn: the name of the object in its place, at most 64 characters"))
	c.place = newCreatePlace(c.app, c.win, c.refresh)
	c.rows.Add(m.field("Place", c.place, "The organizational unit that the object is made in"))
	c.mailRows(m, add)
	c.accountRows(m, add)
	c.groupRows(m)
	c.companyRows(m)
	kit.AlignLabels(m.rows...)
	form := container.NewVScroll(kit.Inset(14, 10, c.rows))
	c.preview = newCreatePreview(c)
	foot := c.foot()
	c.win.OnFocus = func(o fyne.CanvasObject) {
		if c.win.Modal() || o == fyne.CanvasObject(c.create) || o == fyne.CanvasObject(c.quit) || c.preview.focused(o) {
			return
		}
		kit.Reveal(form, o)
	}
	c.win.SetContent(container.NewBorder(nil, foot, nil, nil, kit.NewSplit(form, c.preview.content, 0.52)))
}

// part adds what only some kinds of recipients have.
func (c *createForm) part(fits func(*createForm) bool, o fyne.CanvasObject) {
	c.rows.Add(o)
	c.parts = append(c.parts, createPart{o, fits})
}

func (c *createForm) templateRow(m *rowMaker) fyne.CanvasObject {
	c.from = kit.NewSelect(c.app.templates.names(), c.choose)
	c.from.SetTip("What is made, and what follows from its name. Space lists the templates, the arrows go through them.")
	c.tell = newWrapped("")
	own := kit.NewButton("Templates…", nil, func() { c.app.showTemplates(c.tpl.Name) })
	own.SetTip("Make templates of your own, and change them (" + c.app.cmd.get("templates").Key.String() + ")")
	choice := container.NewWithoutLayout(framed(nil, nil, nil, own, c.from), c.tell)
	kit.Stack(choice)
	return m.field("Template", choice, "A template says what is made, and where names, addresses and company data come from")
}

func (c *createForm) mailRows(m *rowMaker, add func(id, label, tip string) fyne.CanvasObject) {
	external := func(c *createForm) bool { return isExternal(c.tpl.Makes) }
	has := c.newCheck("mail", "Has an e-mail address", "A group without one can be given permissions, or hold other groups")
	has.Checked = true
	mailed := func(c *createForm) bool { return c.tpl.Makes.HasMail() }
	c.part(mailed, kit.NewGroup("Mail"))
	c.part(func(c *createForm) bool { return canLackMail(c.tpl.Makes) }, m.field("", has, ""))
	c.part(external, add("target", "External address", "targetAddress: where mail for it goes"))
	c.part(func(c *createForm) bool { return mailed(c) && c.tpl.Makes != template.MailContact }, add("mail", "E-mail", "mail and the primary address in proxyAddresses"))
	c.part(mailed, add("alias", "Alias", "mailNickname, where the forest has the Exchange schema"))
	c.part(func(c *createForm) bool {
		return isMailbox(c.tpl.Makes) && c.app.session.Schema.Has(model.RecipientType)
	},
		add("routing", "Remote routing address", "targetAddress: the mailbox in the tenant, by the tenant's routing domain"))
	c.part(func(c *createForm) bool { return isMailbox(c.tpl.Makes) },
		m.field("", c.newCheck("archive", "With an archive in the cloud", "msExchArchiveGUID and the archive's bits of msExchRemoteRecipientType"), ""))
	c.part(func(c *createForm) bool { return hasCapacity(c.tpl.Makes) }, add("capacity", "Capacity", "msExchResourceCapacity: how many people, as a number"))
	c.part(mailed, m.field("", c.newCheck("hide", "Hidden from address lists", "msExchHideFromAddressLists"), ""))
}

func (c *createForm) accountRows(m *rowMaker, add func(id, label, tip string) fyne.CanvasObject) {
	is := func(family string) func(*createForm) bool {
		return func(c *createForm) bool { return c.tpl.Makes.Family() == family }
	}
	c.part(func(c *createForm) bool { return c.tpl.Makes.Family() != "contact" }, kit.NewGroup("Account"))
	c.part(func(c *createForm) bool { return c.tpl.Makes.Family() != "contact" }, add("account", "Account name", "sAMAccountName; of a user at most 20 characters"))
	c.part(is("user"), add("upn", "User principal name", "The sign-in name. Best the same as the e-mail address."))
	person := func(c *createForm) bool { return signsIn(c.tpl.Makes) }
	c.part(person, m.field("Password", c.passwordBox(), "Nothing records it. The domain's rules decide whether it is good enough."))
	c.part(person, m.field("", c.newCheck("change", "Must change the password at the first sign-in", "pwdLastSet"), ""))
	c.part(person, m.field("", c.newCheck("disabled", "Make the account disabled, without a password", "To be enabled later"), ""))
	c.scope = kit.NewSelect([]string{"Universal", "Global", "Domain local"}, func(string) { c.refresh() })
	c.scope.ShowSelected("Universal")
	c.part(func(c *createForm) bool { return canLackMail(c.tpl.Makes) },
		m.field("Scope", container.New(narrow{180}, c.scope), "A group with mail has to be universal"))
}

func (c *createForm) groupRows(m *rowMaker) {
	group := func(c *createForm) bool { return c.tpl.Makes.Family() == "group" }
	c.rows.Add(kit.NewGroup("Groups"))
	c.groups = newCreateRefs(c.app, c.win, "Add to groups", []string{"group"}, true, c.refresh)
	c.rows.Add(m.field("Member of", c.groups, "The groups that it becomes a member of, once it is made"))
	c.members = newCreateRefs(c.app, c.win, "Add members", nil, true, c.refresh)
	c.part(group, m.field("Members", c.members, "member"))
	c.owner = newCreateRefs(c.app, c.win, "Choose the owner", nil, false, c.refresh)
	c.part(group, m.field("Owner", c.owner, "managedBy"))
}

// companyFields are what most people write of a person's place in the company.
var companyFields = []struct {
	attr  model.Attr
	label string
}{{"title", "Job title"}, {"department", "Department"}, {"company", "Company"}, {"physicalDeliveryOfficeName", "Office"}, {"telephoneNumber", "Phone"}}

func (c *createForm) companyRows(m *rowMaker) {
	person := func(c *createForm) bool { return c.tpl.Makes.Family() != "group" }
	c.part(person, kit.NewGroup("Company"))
	for _, f := range companyFields {
		b := c.newBox("value:"+string(f.attr), f.label, string(f.attr))
		m.rows = append(m.rows, b.row)
		c.values = append(c.values, &valueBox{f.attr, b})
		c.part(person, b.row)
	}
}

// fillValues gives the template's further attributes a row each.
func (c *createForm) fillValues() {
	for _, name := range slices.Sorted(maps.Keys(c.tpl.Values)) {
		attr := model.Attr(name)
		known := func(v *valueBox) bool { return v.attr.Is(attr) }
		if len(c.tpl.Values[name]) != 1 || slices.ContainsFunc(c.values, known) {
			continue
		}
		b := c.newBox("value:"+strings.ToLower(name), c.app.fieldName(attr), name)
		c.values = append(c.values, &valueBox{attr, b})
		c.part(func(c *createForm) bool { return len(templateValue(c.tpl, attr)) == 1 }, b.row)
		c.maker.rows = append(c.maker.rows, b.row)
		kit.AlignLabels(c.maker.rows...)
	}
}

// usesInitial reports whether a template says something of the middle name.
func usesInitial(t *template.Template) bool {
	all := string(t.Object) + string(t.Display) + t.SignIn + t.Account + t.Alias
	for _, a := range t.Addresses {
		all += a.String()
	}
	return strings.Contains(all, "%i") || strings.Contains(all, "%1i")
}

func isExternal(m template.Make) bool { return m == template.MailUser || m == template.MailContact }

func isMailbox(m template.Make) bool {
	return m.HasMail() && m.Family() == "user" && m != template.MailUser
}

// canLackMail reports whether it is of use without an address: a room list is not.
func canLackMail(m template.Make) bool {
	return m == template.DistributionGroup || m == template.SecurityGroup
}

// signsIn reports whether it has an account that somebody signs in with: those of shared
// mailboxes, rooms and equipment are disabled.
func signsIn(m template.Make) bool { return m.Family() == "user" && m.Person() }

func hasCapacity(m template.Make) bool {
	return m == template.RoomMailbox || m == template.EquipmentMailbox
}

// passwordBox is the line for the password with a button that thinks one up.
func (c *createForm) passwordBox() fyne.CanvasObject {
	b := &createBox{entry: kit.NewPasswordEntry(), row: kit.NewFieldRow("", widget.NewLabel(""), "")}
	b.entry.OnChanged = func(text string) {
		b.own = text != ""
		c.refresh()
	}
	c.boxes["password"] = b
	think := kit.NewButton("Generate", theme.ViewRefreshIcon(), func() {
		b.entry.Password = false
		b.entry.SetText(newPassword())
	})
	think.SetTip("Four groups of letters and digits, easy to read aloud; it is shown and can be copied")
	return framed(nil, nil, nil, think, b.entry)
}
