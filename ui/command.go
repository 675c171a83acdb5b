package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/ui/kit"
)

// A command is something the user can have done in the main window. Menu,
// toolbar, keys and context menu are all drawn from the table of commands, so a
// new one is one literal.
type command struct {
	ID    string
	Label string
	Tip   string // of its button
	Icon  fyne.Resource
	Key   kit.Key
	// Enabled says whether it makes sense now; nil: always.
	Enabled func() bool
	// Checked says whether its menu item has a check mark; nil: it has none ever.
	Checked func() bool
	Run     func()
	Sub     []string // commands of its submenu, instead of Run
}

func (c *command) enabled() bool { return c.Enabled == nil || c.Enabled() }

// commands is the table, and everything drawn from it that changes with the state
// of the program.
type commands struct {
	list    []*command
	items   map[*fyne.MenuItem]*command
	menu    *fyne.MainMenu
	buttons map[*kit.Button]*command
}

func (t *commands) get(id string) *command {
	i := slices.IndexFunc(t.list, func(c *command) bool { return c.ID == id })
	if i < 0 {
		panic("ui: no command " + id)
	}
	return t.list[i]
}

// run does what a command does, if it makes sense now.
func (t *commands) run(id string) {
	if c := t.get(id); c.enabled() {
		c.Run()
	}
}

// item is a command as a line of a menu.
func (t *commands) item(id string) *fyne.MenuItem {
	if id == "-" {
		return fyne.NewMenuItemSeparator()
	}
	c := t.get(id)
	item := fyne.NewMenuItem(c.Label, func() { t.run(c.ID) })
	if item.Icon = c.Icon; c.Icon != nil {
		if _, themed := c.Icon.(fyne.ThemedResource); !themed { // a menu draws it as it is, black
			item.Icon = theme.NewThemedResource(c.Icon)
		}
	}
	if c.Key.Name != "" {
		item.Shortcut = c.Key.Shortcut()
	}
	if c.Sub != nil {
		item.Action = nil
		item.ChildMenu = fyne.NewMenu(c.Label)
		for _, sub := range c.Sub {
			item.ChildMenu.Items = append(item.ChildMenu.Items, t.item(sub))
		}
	}
	item.Disabled = !c.enabled()
	item.Checked = c.Checked != nil && c.Checked()
	return item
}

// A menuLayout is a title and the commands below it; "-" is a line.
type menuLayout struct {
	Label string
	IDs   []string
}

// mainMenu draws the menu. refresh keeps it true.
func (t *commands) mainMenu(layout []menuLayout) *fyne.MainMenu {
	t.items = map[*fyne.MenuItem]*command{}
	t.menu = &fyne.MainMenu{}
	for _, m := range layout {
		menu := fyne.NewMenu(m.Label)
		for _, id := range m.IDs {
			item := t.item(id)
			menu.Items = append(menu.Items, item)
			t.track(item, id)
		}
		t.menu.Items = append(t.menu.Items, menu)
	}
	return t.menu
}

func (t *commands) track(item *fyne.MenuItem, id string) {
	if id == "-" {
		return
	}
	c := t.get(id)
	t.items[item] = c
	for i, sub := range c.Sub {
		t.track(item.ChildMenu.Items[i], sub)
	}
	if id == "quit" {
		item.IsQuit = true // Fyne would add one of its own
	}
}

// button draws a command for a toolbar.
func (t *commands) button(id string) *kit.Button {
	c := t.get(id)
	var b *kit.Button
	b = kit.NewButton(c.Label, c.Icon, func() {
		if c.Sub != nil {
			t.dropDown(b, c)
			return
		}
		t.run(id)
	})
	tip := c.Tip
	if c.Key.Name != "" {
		tip += " (" + c.Key.String() + ")"
	}
	b.SetTip(tip)
	b.Importance = widget.LowImportance
	if t.buttons == nil {
		t.buttons = map[*kit.Button]*command{}
	}
	t.buttons[b] = c
	return b
}

// plainButton draws a command outside the toolbar: it is not switched off and on.
func (t *commands) plainButton(id string) *kit.Button {
	c := t.get(id)
	b := kit.NewButton(c.Label, c.Icon, func() { t.run(id) })
	b.SetTip(c.Tip)
	return b
}

func (t *commands) dropDown(b *kit.Button, c *command) {
	d := fyne.CurrentApp().Driver()
	at := d.AbsolutePositionForObject(b).AddXY(0, b.Size().Height)
	t.popUp(d.CanvasForObject(b), at, c.Sub)
}

// popUp shows commands as a context menu. The menu has a moment's truth: it is
// made when it opens.
func (t *commands) popUp(c fyne.Canvas, at fyne.Position, ids []string) {
	menu := fyne.NewMenu("")
	for _, id := range ids {
		menu.Items = append(menu.Items, t.item(id))
	}
	widget.ShowPopUpMenuAtPosition(menu, c, at)
}

// refresh switches menu items and buttons on and off. It is cheap when nothing
// changed.
func (t *commands) refresh() {
	changed := false
	for item, c := range t.items {
		off, checked := !c.enabled(), c.Checked != nil && c.Checked()
		if item.Disabled != off || item.Checked != checked {
			item.Disabled, item.Checked, changed = off, checked, true
		}
	}
	if changed {
		t.menu.Refresh()
	}
	for b, c := range t.buttons {
		switch on := c.enabled(); {
		case on && b.Disabled():
			b.Enable()
		case !on && !b.Disabled():
			b.Disable()
		}
	}
}
