package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
)

// recipeCommands are the commands of recipes in the main window.
func recipeCommands(a *App) []*command {
	return []*command{
		{ID: "cloud-mailbox", Label: "Cloud mailbox, step by step…", Icon: iconMailbox, Key: ctrlKey(fyne.KeyU),
			Tip: "What a user lacks to have a mailbox in Exchange Online, each with its fix", Run: a.cloudMailbox,
			Enabled: func() bool { _, ok := a.selectedUser(); return ok }},
		{ID: "x500", Label: "Whom does a bounce mean?", Icon: theme.MailReplyIcon(), Key: shiftKey(fyne.KeyF8),
			Tip: "Read the address that begins with IMCEAEX, and give its X500 address to whom it is for", Run: func() { a.askX500() },
			Enabled: func() bool { return a.session != nil }},
		{ID: "plain-text", Label: "Turn rich text off for all mail users…", Icon: theme.MailComposeIcon(), Key: ctrlShift(fyne.KeyF5),
			Tip: "Where meeting requests to mail users arrive broken: the commands for Exchange Online", Run: func() { a.showPlainText() }},
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
