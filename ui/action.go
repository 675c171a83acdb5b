package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/ui/kit"
)

// What the main window can do, and where it shows it.
var (
	menus = []menuLayout{
		{"File", []string{"new", "-", "connect", "open-export", "sample", "disconnect", "-", "tenant-sign-in", "tenant-open-snapshot", "tenant-save", "tenant-sample", "tenant-sign-out", "-", "export", "-", "quit"}},
		{"Edit", []string{"undo-saved", "-", "copy", "copy-names", "copy-dn", "select-all", "-", "filter", "clear-filter"}},
		{"View", []string{"reload", "tenant-read-all", "stop", "-", "columns", "columns-reset", "-", "view-save", "view-delete", "goto", "check", "tenant", "drift", "policies", "rules", "history", "-", "theme"}},
		{"Recipient", []string{"properties", "-", "new", "templates", "-", "operate", "ops-enable", "ops-convert", "ops-change", "ops-disable", "op-cleanup", "-", "cloud-mailbox", "-", "show-findings", "-", "tenant-open", "tenant-origin", "tenant-copy-id", "tenant-copy-anchor"}},
		{"Tools", []string{"check-run", "check-fix", "check-fix-all", "check-undo", "check-ignore", "check-export", "-", "drift-run", "-", "who", "x500", "-", "sync-now", "sync-server", "sync-watch", "foresee-all", "-", "policy-menu", "mailbox-guid", "plain-text"}},
		{"Help", []string{"keys", "about"}},
	}
	toolbar     = []string{"new", "properties", "check", "sync", "-", "reload", "columns", "who"}
	contextRow  = []string{"properties", "-", "cloud-mailbox", "operate", "ops-enable", "ops-convert", "ops-change", "ops-disable", "op-cleanup", "-", "copy", "copy-names", "copy-dn", "-", "check-these", "reload"}
	contextNone = []string{"new", "-", "select-all", "columns", "reload"}
)

const ctrl = fyne.KeyModifierShortcutDefault

func plainKey(name fyne.KeyName) kit.Key { return kit.Key{Name: name} }
func shiftKey(name fyne.KeyName) kit.Key { return kit.Key{Name: name, Mod: fyne.KeyModifierShift} }
func ctrlKey(name fyne.KeyName) kit.Key  { return kit.Key{Name: name, Mod: ctrl} }
func ctrlShift(name fyne.KeyName) kit.Key {
	return kit.Key{Name: name, Mod: ctrl | fyne.KeyModifierShift}
}

func newCommands(a *App) *commands {
	t := &commands{}
	t.list = append(t.list, createCommands(a)...)
	t.list = append(t.list, fileCommands(a)...)
	t.list = append(t.list, listCommands(a)...)
	t.list = append(t.list, operateCommands(a)...)
	t.list = append(t.list, recipeCommands(a)...)
	t.list = append(t.list, viewCommands(a)...)
	t.list = append(t.list, checkCommands(a)...)
	t.list = append(t.list, driftCommands(a)...)
	t.list = append(t.list, policyCommands(a)...)
	t.list = append(t.list, tenantCommands(a)...)
	t.list = append(t.list, tenantPageCommands(a)...)
	return t
}

func fileCommands(a *App) []*command {
	open := func() bool { return a.session != nil }
	return []*command{
		{ID: "connect", Label: "Connect to a directory…", Icon: theme.ComputerIcon(), Key: ctrlKey(fyne.KeyO),
			Run: func() { a.askConnect(a.lastServer(), nil) }},
		{ID: "open-export", Label: "Open an export (LDIF)…", Icon: theme.FolderOpenIcon(), Key: ctrlShift(fyne.KeyO),
			Run: a.askExport},
		{ID: "sample", Label: "Try the sample organization", Icon: iconGroup, Key: ctrlShift(fyne.KeyT),
			Run: func() { a.connect(Target{Directory: sampleDirectory}) }},
		{ID: "disconnect", Label: "Disconnect", Icon: theme.LogoutIcon(), Key: ctrlKey(fyne.KeyD), Enabled: open,
			Run: a.disconnect},
		{ID: "export", Label: "Export the list…", Icon: theme.DocumentSaveIcon(), Key: ctrlKey(fyne.KeyE),
			Enabled: func() bool { return open() && a.rowCount() > 0 }, Run: a.exportList},
		{ID: "quit", Label: "Quit", Icon: theme.CancelIcon(), Key: ctrlKey(fyne.KeyQ), Run: a.quit},
	}
}

func listCommands(a *App) []*command {
	open := func() bool { return a.session != nil }
	some := func() bool { return open() && !isPage(a.place) && a.list.table.SelectedCount() > 0 }
	rows := func() bool { return some() || a.lister() != nil && a.lister().selectedCount() > 0 }
	return []*command{
		{ID: "properties", Label: "Properties…", Icon: theme.DocumentIcon(), Key: plainKey(fyne.KeyReturn),
			Tip: "Open the selected recipients; several are edited together", Enabled: some, Run: a.properties},
		{ID: "undo-saved", Label: "Undo the last saved change…", Icon: theme.ContentUndoIcon(),
			Key: ctrlKey(fyne.KeyZ), Enabled: open, Run: a.undoLast},
		{ID: "copy", Label: "Copy addresses", Icon: theme.ContentCopyIcon(), Key: ctrlKey(fyne.KeyC), Enabled: rows,
			Run: a.copyAddresses},
		{ID: "copy-names", Label: "Copy rows", Icon: theme.ContentCopyIcon(), Key: ctrlShift(fyne.KeyC), Enabled: rows,
			Run: a.copyRows},
		{ID: "copy-dn", Label: "Copy distinguished names", Icon: theme.ContentCopyIcon(), Key: ctrlShift(fyne.KeyL),
			Enabled: some, Run: a.copyDNs},
		{ID: "select-all", Label: "Select all", Key: ctrlKey(fyne.KeyA), Icon: theme.CheckButtonCheckedIcon(),
			Enabled: func() bool { return open() && len(a.list.l.shown) > 0 }, Run: func() { a.list.selectAll() }},
		{ID: "filter", Label: "Filter the list", Icon: theme.SearchIcon(), Key: plainKey(fyne.KeyF3), Enabled: open,
			Run: a.toFilter},
		{ID: "clear-filter", Label: "Clear the filter", Icon: theme.CancelIcon(), Key: shiftKey(fyne.KeyF3),
			Enabled: func() bool { return open() && a.list.search.Text() != "" }, Run: func() { a.list.search.SetText("") }},
		{ID: "who", Label: "Who owns this address?", Icon: theme.AccountIcon(),
			Tip: "Find every owner of an address, in the whole directory",
			Key: ctrlShift(fyne.KeyF), Enabled: open, Run: func() { a.askWho() }},
		{ID: "foresee-all", Label: "Forecast for the whole list", Icon: theme.ViewRefreshIcon(), Key: ctrlKey(fyne.KeyJ),
			Tip: "Say for every recipient what the next synchronization makes of it", Run: func() { a.list.foreseeAll() },
			Enabled: func() bool { return open() && !a.list.busy && !a.list.marks.busy }},
		{ID: "mailbox-guid", Label: "Mailboxes that a license does not make…", Icon: iconMailbox, Key: ctrlKey(fyne.KeyG),
			Tip: "The assistant for msExchMailboxGuid: who gets no mailbox from a license, and the change of the rules that helps", Enabled: open, Run: a.askMailboxGUID},
		{ID: "show-findings", Label: "Show findings", Icon: theme.WarningIcon(), Key: plainKey(fyne.KeyF8),
			Enabled: open,
			Run:     func() { a.goTo(prefixView + "findings") }},
	}
}

func viewCommands(a *App) []*command {
	open := func() bool { return a.session != nil }
	list := []*command{
		{ID: "reload", Label: "Reload", Icon: theme.ViewRefreshIcon(), Key: plainKey(fyne.KeyF5),
			Tip: "Read the directory anew", Enabled: open, Run: a.reload},
		{ID: "stop", Label: "Stop reading", Icon: theme.MediaStopIcon(), Key: shiftKey(fyne.KeyEscape),
			Enabled: func() bool { return open() && a.list.busy }, Run: func() { a.list.stop() }},
		{ID: "columns", Label: "Columns…", Icon: theme.GridIcon(), Key: ctrlKey(fyne.KeyK),
			Tip: "Choose what the list shows", Enabled: a.hasColumns, Run: a.chooseColumns},
		{ID: "columns-reset", Label: "Usual columns", Icon: theme.ContentUndoIcon(), Key: ctrlShift(fyne.KeyK),
			Enabled: a.hasColumns, Run: a.usualColumns},
		{ID: "view-save", Label: "Save as view…", Icon: theme.DocumentSaveIcon(), Key: ctrlKey(fyne.KeyS),
			Enabled: func() bool { return open() && !isPage(a.place) }, Run: a.saveView},
		{ID: "view-delete", Label: "Delete this view…", Icon: theme.DeleteIcon(), Key: ctrlKey(fyne.KeyDelete),
			Enabled: func() bool { return open() && isSaved(a.place) }, Run: a.deleteView},
		{ID: "copy-place", Label: "Copy the folder's name", Icon: theme.ContentCopyIcon(), Key: ctrlKey(fyne.KeyL),
			Enabled: open, Run: a.copyPlace},
		{ID: "theme", Label: "Look", Icon: theme.ColorPaletteIcon(),
			Sub: []string{"theme-system", "theme-light", "theme-dark"}},
		{ID: "keys", Label: "Keys", Icon: theme.HelpIcon(), Key: plainKey(fyne.KeyF1), Run: a.showKeys},
		{ID: "about", Label: "About RecipientDesk", Icon: theme.InfoIcon(), Key: shiftKey(fyne.KeyF1),
			Run: a.showAbout},
	}
	list = append(list, themeCommands(a)...)
	list = append(list, pageCommands(a)...)
	return append(list, placeCommands(a)...)
}

func themeCommands(a *App) (list []*command) {
	for _, t := range []struct {
		id, label string
		variant   kit.Variant
		key       fyne.KeyName
	}{
		{"system", "As the system", kit.VariantSystem, fyne.KeyF10},
		{"light", "Light", kit.VariantLight, fyne.KeyF11},
		{"dark", "Dark", kit.VariantDark, fyne.KeyF12},
	} {
		list = append(list, &command{ID: "theme-" + t.id, Label: t.label, Key: ctrlKey(t.key),
			Checked: func() bool { return a.settings.Theme() == t.variant }, Run: func() { a.setTheme(t.variant) }})
	}
	return list
}

// placeCommands are keys for the first views: Ctrl+1, Ctrl+2 …
func placeCommands(a *App) []*command {
	menu := &command{ID: "goto", Label: "Go to", Icon: theme.NavigateNextIcon(), Enabled: func() bool { return a.session != nil }}
	list := []*command{menu}
	for i, v := range builtinViews() {
		id := "goto-" + v.ID
		menu.Sub = append(menu.Sub, id)
		list = append(list, &command{ID: id, Label: v.Label, Icon: v.Icon, Key: ctrlKey(fyne.KeyName(rune('1' + i))),
			Enabled: menu.Enabled, Run: func() { a.goTo(prefixView + v.ID) }})
	}
	return list
}

// bindKeys adds the keys that do what a menu item with another key does.
func (a *App) bindKeys() {
	also := map[kit.Key]string{
		ctrlKey(fyne.KeyF): "filter",
		{Name: fyne.KeyReturn, Mod: fyne.KeyModifierAlt}: "properties",
		ctrlKey(fyne.KeyR): "reload",
	}
	for k, id := range also {
		a.win.Bind(k, func() { a.cmd.run(id) })
	}
	for key, by := range map[kit.Key]int{ctrlKey(fyne.KeyPageDown): 1, ctrlKey(fyne.KeyPageUp): -1, ctrlKey(fyne.KeyTab): 1, ctrlShift(fyne.KeyTab): -1} {
		a.win.Bind(key, func() {
			if p, ok := a.pages[a.place].(interface{ turn(by int) }); ok {
				p.turn(by)
			}
		})
	}
	a.win.Bind(plainKey(fyne.KeyF6), a.otherPane)
	a.win.Bind(kit.Key{Name: desktop.KeyMenu}, func() {
		if a.session != nil {
			a.contextMenu(-1, fyne.NewPos(a.win.Canvas().Size().Width/2, 120))
		}
	})
}

// otherPane moves the keyboard between the left pane and what it shows.
func (a *App) otherPane() {
	c := a.win.Canvas()
	switch {
	case a.session == nil:
	case c.Focused() == a.places.outline && isPage(a.place):
		a.goTo(a.place)
	case c.Focused() == a.places.outline:
		a.list.focus()
	default:
		c.Focus(a.places.outline)
	}
}

func (a *App) contextMenu(row int, at fyne.Position) {
	ids := contextRow
	if row < 0 {
		ids = contextNone
	}
	a.cmd.popUp(a.win.Canvas(), at, ids)
}

// manySheets is from how many objects on one sheet on the user is asked: they are
// read one after the other.
const manySheets = 200

// properties opens the selected recipients on one sheet.
func (a *App) properties() {
	refs := a.list.refs()
	if len(refs) < manySheets {
		openSheet(a, refs)
		return
	}
	a.win.Confirm("Edit so many together?", "Reading "+many(len(refs), "recipient", "recipients")+
		" takes a while, and what you then change is changed on all of them.", "Open", func() { openSheet(a, refs) })
}
