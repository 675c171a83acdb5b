package ui

import (
	"fyne.io/fyne/v2"

	"recipientdesk/model"
)

// recipeCommands are the commands of recipes in the main window.
func recipeCommands(a *App) []*command {
	return []*command{
		{ID: "cloud-mailbox", Label: "Cloud mailbox, step by step…", Icon: iconMailbox, Key: ctrlKey(fyne.KeyU),
			Tip: "What a user lacks to have a mailbox in Exchange Online, each with its fix", Run: a.cloudMailbox,
			Enabled: func() bool { _, ok := a.selectedUser(); return ok }},
	}
}

// selectedUser is the one user who is selected in the list of recipients.
func (a *App) selectedUser() (model.Ref, bool) {
	if a.session == nil || isPage(a.place) || a.list.table.SelectedCount() != 1 {
		return model.Ref{}, false
	}
	row := int(a.list.l.shown[a.list.table.Selected()[0]])
	return a.list.l.snap.Ref(row), a.list.l.snap.Kind(row).Family() == "user"
}

func (a *App) cloudMailbox() {
	if ref, ok := a.selectedUser(); ok {
		a.openRecipe(ref)
	}
}

// openRecipe shows the recipe for the user of the sheet, as it is saved.
func (s *Sheet) openRecipe() {
	if s.draft == nil || s.gone || len(s.refs) != 1 || (model.Recipient{Entry: s.draft.Base()[0]}).Kind().Family() != "user" {
		return
	}
	s.app.openRecipe(s.refs[0])
}
