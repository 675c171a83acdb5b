package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/model/check"
)

// checkCommands are those of the Check page, and those that go there with a scope.
func checkCommands(a *App) []*command {
	page := func() *checkPage { p, _ := a.pages[placeCheck].(*checkPage); return p }
	here := func() bool { return a.session != nil && a.place == placeCheck && page() != nil }
	with := func(ok func(p *checkPage) bool) func() bool { return func() bool { return here() && ok(page()) } }
	do := func(f func(p *checkPage)) func() { return func() { f(page()) } }
	some := with(func(p *checkPage) bool { return p.found.SelectedCount() > 0 })
	writable := func() bool { return a.session != nil && !a.session.Info.ReadOnly }
	return []*command{
		{ID: "check-run", Label: "Check now", Icon: theme.MediaPlayIcon(), Key: shiftKey(fyne.KeyF7),
			Enabled: func() bool { return a.session != nil && !a.checker.busy }, Run: func() { a.goTo(placeCheck); a.checker.run() }},
		{ID: "check-these", Label: "Check these recipients", Icon: theme.ConfirmIcon(), Key: ctrlKey(fyne.KeyF7),
			Enabled: func() bool { return a.session != nil && !isPage(a.place) && a.list.table.SelectedCount() > 0 }, Run: a.checkSelected},
		{ID: "check-folder", Label: "Check this folder", Icon: theme.ConfirmIcon(), Key: ctrlShift(fyne.KeyF7),
			Enabled: func() bool { return a.currentFolder() != "" }, Run: a.checkFolder},
		{ID: "check-open", Label: "Open", Icon: theme.DocumentIcon(), Key: ctrlKey(fyne.KeyReturn), Enabled: some, Run: do((*checkPage).open)},
		{ID: "check-fix", Label: "Fix…", Icon: theme.ConfirmIcon(), Key: plainKey(fyne.KeyF4),
			Enabled: with(func(p *checkPage) bool { return writable() && p.canFix() }), Run: do(func(p *checkPage) { p.fix(p.selection()) })},
		{ID: "check-fix-all", Label: "Fix all of this rule…", Key: shiftKey(fyne.KeyF4),
			Enabled: with(func(p *checkPage) bool { n, _ := p.fixable(); return writable() && n > 0 && !p.mending.busy }),
			Run:     do(func(p *checkPage) { p.fix(p.fixables()) })},
		{ID: "check-undo", Label: "Undo the last fix…", Icon: theme.ContentUndoIcon(), Key: ctrlShift(fyne.KeyZ),
			Enabled: with(func(p *checkPage) bool { return len(p.mending.numbers) > 0 && !p.mending.busy }), Run: do((*checkPage).askUndoFix)},
		{ID: "check-ignore", Label: "Ignore…", Icon: theme.VisibilityOffIcon(), Key: ctrlKey(fyne.KeyI), Enabled: some, Run: do((*checkPage).ignore)},
		{ID: "check-copy", Label: "Copy", Icon: theme.ContentCopyIcon(), Key: ctrlShift(fyne.KeyH), Enabled: some, Run: do((*checkPage).toClipboard)},
		{ID: "check-export", Label: "Export the findings…", Icon: theme.DocumentSaveIcon(), Key: ctrlShift(fyne.KeyE),
			Enabled: with(func(p *checkPage) bool { return a.checker.last != nil }), Run: do((*checkPage).export)},
	}
}

// checkSelected checks what is selected in the list.
func (a *App) checkSelected() {
	a.checker.plan.Scope, a.checker.plan.Refs = scopeSelection, a.list.refs()
	a.goTo(placeCheck)
	a.checker.run()
}

// checkFolder checks the folder that the list shows.
func (a *App) checkFolder() {
	a.checker.plan.Scope, a.checker.plan.Folder = scopeFolder, a.currentFolder()
	a.goTo(placeCheck)
	a.checker.run()
}

// canFix reports whether one of the selected findings can be put right.
func (p *checkPage) canFix() bool {
	if p.mending.busy {
		return false
	}
	for _, row := range p.found.Selected() {
		if row < p.to-p.from && mendable(p.at(row)) {
			return true
		}
	}
	return false
}

// fixGroup is what Fix all is about: the group that is shown, else the rule of the
// finding that is selected. ok is false for everything shown.
func (p *checkPage) fixGroup() (g findingGroup, ok bool) {
	if g, ok = p.group(); ok || p.query.ByObject {
		return g, ok
	}
	if at := p.found.Cursor(); p.found.SelectedCount() == 1 && at >= 0 && at < p.to-p.from {
		if i := p.s.find(p.at(at).Rule.ID); i >= 0 {
			return p.s.groups[i], true
		}
	}
	return g, false
}

// fixable is how many findings Fix all is about, and of what.
func (p *checkPage) fixable() (n int, of string) {
	g, ok := p.fixGroup()
	switch {
	case !ok:
		return p.s.mendable, ""
	case g.rule != nil:
		return g.mendable, " of this rule"
	}
	return g.mendable, " of this object"
}

func (p *checkPage) fixAllLabel() string {
	n, of := p.fixable()
	if n == 0 {
		return "Fix all…"
	}
	return "Fix all " + count(n) + of + "…"
}

// fixables are the findings that Fix all is about.
func (p *checkPage) fixables() (out []check.Finding) {
	rows := p.s.rows
	if g, ok := p.fixGroup(); ok {
		rows = rows[g.from:g.to]
	}
	for _, i := range rows {
		if f := p.s.of.list[i]; mendable(f) && p.s.of.reasons[i] == "" {
			out = append(out, f)
		}
	}
	return out
}
