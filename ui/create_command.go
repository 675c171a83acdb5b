package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/model/template"
	"recipientdesk/ui/kit"
)

// newKinds are the commands that make a recipient of a kind; the keys are those of the
// kinds that are made most often. The others have the letters of the menu.
var newKinds = []struct {
	id   string
	make template.Make
	icon fyne.Resource
	key  kit.Key
}{
	{"new-user", template.CloudMailbox, iconMailbox, ctrlKey(fyne.KeyN)},
	{"new-shared", template.SharedMailbox, iconShared, kit.Key{}},
	{"new-room", template.RoomMailbox, iconRoom, kit.Key{}},
	{"new-equipment", template.EquipmentMailbox, iconEquipment, kit.Key{}},
	{"new-mail-user", template.MailUser, iconMailUser, kit.Key{}},
	{"new-contact", template.MailContact, iconContact, ctrlShift(fyne.KeyB)},
	{"new-group", template.DistributionGroup, iconMailGroup, ctrlShift(fyne.KeyN)},
	{"new-security-group", template.SecurityGroup, iconSecurity, kit.Key{}},
	{"new-room-list", template.RoomList, iconRoom, kit.Key{}},
	{"new-plain-user", template.PlainAccount, iconUser, kit.Key{}},
}

const (
	ownTemplate = "new-from:" // before the name of a template of the user's
	newMenu     = "new"
)

// createCommands are the menu that makes recipients, and the window of templates.
func createCommands(a *App) []*command {
	writable := func() bool { return a.session != nil && !a.session.Info.ReadOnly }
	menu := &command{ID: newMenu, Label: "New", Icon: theme.ContentAddIcon(), Enabled: writable,
		Tip: "Make a mailbox, a mail user, a contact, a group or an account, from a template"}
	menu.Sub = newSub(nil)
	list := []*command{menu}
	for _, k := range newKinds {
		list = append(list, &command{ID: k.id, Label: k.make.Label() + "…", Icon: k.icon, Key: k.key, Enabled: writable,
			Run: func() { openCreate(a, a.templates.making(k.make)) }})
	}
	return append(list, &command{ID: "templates", Label: "Templates…", Icon: theme.DocumentCreateIcon(), Key: shiftKey(fyne.KeyF9),
		Tip: "What new recipients are made from: look at it, copy it, make your own", Enabled: func() bool { return a.session != nil },
		Run: func() { a.showTemplates("") }})
}

// offerTemplates puts the user's own templates into the menu and the open forms.
func (a *App) offerTemplates() {
	t, menu := a.cmd, a.cmd.get(newMenu)
	t.list = slices.DeleteFunc(t.list, func(c *command) bool { return strings.HasPrefix(c.ID, ownTemplate) })
	var own []string
	for _, f := range a.templates.own {
		if f.Err != nil {
			continue
		}
		name := f.Template.Name
		c := &command{ID: ownTemplate + name, Label: name + "…", Icon: newIcon(f.Template.Makes), Enabled: menu.Enabled, Run: func() {
			if now := a.templates.named(name); now != nil {
				openCreate(a, now)
			}
		}}
		t.list = append(t.list, c)
		own = append(own, c.ID)
	}
	menu.Sub = newSub(own)
	a.win.SetMainMenu(t.mainMenu(menus))
	for c := range a.forms {
		c.offer()
	}
}

// newSub lists the kinds, then the user's own templates.
func newSub(own []string) (ids []string) {
	for _, k := range newKinds {
		ids = append(ids, k.id)
	}
	if len(own) > 0 {
		ids = append(append(ids, "-"), own...)
	}
	return append(ids, "-", "templates")
}

// newIcon is what stands before what is made.
func newIcon(m template.Make) fyne.Resource {
	for _, k := range newKinds {
		if k.make == m {
			return k.icon
		}
	}
	return iconUser
}
