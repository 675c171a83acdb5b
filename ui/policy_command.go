package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/ui/kit"
)

// policyKeys are the keys of the page's commands. Preview is F5 on the page, too.
var policyKeys = map[string]kit.Key{
	"policy-preview": shiftKey(fyne.KeyF11), "policy-apply": ctrlShift(fyne.KeyF6), "policy-take-back": ctrlShift(fyne.KeyF9),
	"policy-exempt": shiftKey(fyne.KeyF12), "policy-open": ctrlShift(fyne.KeyF8),
	"policy-new": shiftKey(fyne.KeyF2), "policy-edit": plainKey(fyne.KeyF2), "policy-copy": {Name: fyne.KeyInsert, Mod: fyne.KeyModifierAlt}, "policy-toggle": ctrlShift(fyne.KeyF2),
	"policy-up": {Name: fyne.KeyUp, Mod: fyne.KeyModifierAlt}, "policy-down": {Name: fyne.KeyDown, Mod: fyne.KeyModifierAlt},
	"policy-delete": shiftKey(fyne.KeyDelete), "policy-file-open": ctrlShift(fyne.KeyV), "policy-file-save": ctrlShift(fyne.KeyF3),
}

var (
	policyMenu = []string{"policy-preview", "policy-apply", "policy-take-back", "policy-exempt", "-", "policy-new", "policy-edit", "policy-copy", "policy-toggle",
		"policy-up", "policy-down", "policy-delete", "-", "policy-file-open", "policy-file-save"}
	policyListMenu  = policyMenu[5:12]
	policyTableMenu = []string{"policy-open", "-", "policy-apply", "policy-exempt", "-", "copy", "copy-names", "export", "-", "who"}
)

// policyCommands are those of the page of address policies.
func policyCommands(a *App) []*command {
	page := func() *policyPage { p, _ := a.pages[placePolicies].(*policyPage); return p }
	here := func() bool { return a.session != nil && a.place == placePolicies && page() != nil }
	with := func(ok func(p *policyPage) bool) func() bool { return func() bool { return here() && ok(page()) } }
	do := func(f func(p *policyPage)) func() { return func() { f(page()) } }
	one := with(func(p *policyPage) bool { _, policy := p.at(); return policy != nil && !p.writing })
	editable := with(func(p *policyPage) bool { return p.known && p.unread == nil && !p.writing })
	list := []*command{
		{ID: "policy-preview", Label: "Preview", Icon: theme.MediaPlayIcon(), Enabled: with((*policyPage).canPreview), Run: do((*policyPage).preview)},
		{ID: "policy-apply", Label: "Apply…", Icon: theme.ConfirmIcon(), Enabled: with((*policyPage).canApply), Run: do((*policyPage).apply)},
		{ID: "policy-take-back", Label: "Take back as a whole…", Icon: theme.ContentUndoIcon(), Enabled: with((*policyPage).canTakeBack), Run: do((*policyPage).takeBack)},
		{ID: "policy-exempt", Label: "Opt out, or in again…", Icon: theme.VisibilityOffIcon(), Enabled: with((*policyPage).canExempt), Run: do((*policyPage).exempt)},
		{ID: "policy-open", Label: "Open the recipient", Icon: theme.DocumentIcon(), Enabled: with(func(p *policyPage) bool { return len(p.table.Selected()) > 0 }), Run: do((*policyPage).open)},
		{ID: "policy-new", Label: "New policy…", Icon: theme.ContentAddIcon(), Enabled: editable, Run: do((*policyPage).addPolicy)},
		{ID: "policy-edit", Label: "Edit the policy…", Icon: theme.DocumentCreateIcon(), Enabled: one, Run: do((*policyPage).editPolicy)},
		{ID: "policy-copy", Label: "Duplicate the policy", Icon: theme.ContentCopyIcon(), Enabled: one, Run: do((*policyPage).duplicate)},
		{ID: "policy-toggle", Label: "Switch the policy off or on", Icon: theme.VisibilityOffIcon(), Enabled: one, Run: do((*policyPage).toggle)},
		{ID: "policy-up", Label: "Raise its priority", Icon: theme.MoveUpIcon(), Enabled: with(func(p *policyPage) bool { return p.canMove(-1) && !p.writing }), Run: do(func(p *policyPage) { p.move(-1) })},
		{ID: "policy-down", Label: "Lower its priority", Icon: theme.MoveDownIcon(), Enabled: with(func(p *policyPage) bool { return p.canMove(1) && !p.writing }), Run: do(func(p *policyPage) { p.move(1) })},
		{ID: "policy-delete", Label: "Delete the policy…", Icon: theme.DeleteIcon(), Enabled: one, Run: do((*policyPage).askDelete)},
		{ID: "policy-file-open", Label: "Open policies…", Icon: theme.FolderOpenIcon(), Enabled: with(func(p *policyPage) bool { return !p.writing }), Run: do((*policyPage).askOpen)},
		{ID: "policy-file-save", Label: "Save policies as…", Icon: theme.DocumentSaveIcon(), Enabled: editable, Run: do(func(p *policyPage) { p.askSave(p.file.list, func() {}) })},
		{ID: "policy-menu", Label: "Address policies", Icon: theme.MailComposeIcon(), Enabled: func() bool { return a.session != nil }, Sub: policyMenu},
	}
	for _, c := range list {
		c.Key = policyKeys[c.ID]
	}
	return list
}

// canPreview reports whether there is something to be previewed.
func (p *policyPage) canPreview() bool {
	return p.known && p.unread == nil && inForce(p.file.list) > 0 && !p.r.busy && !p.saving.busy
}

func (p *policyPage) preview() { p.r.run(p.file.list) }
