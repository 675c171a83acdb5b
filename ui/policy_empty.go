package ui

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2/theme"

	"recipientdesk/model/addresspolicy"
	"recipientdesk/ui/kit"
)

// drawEmpty says what there is to do where nothing is shown.
func (p *policyPage) drawEmpty() {
	first := kit.NewButton("New policy…", theme.ContentAddIcon(), func() { p.app.cmd.run("policy-new") })
	open := kit.NewButton("Open a file…", theme.FolderOpenIcon(), p.askOpen)
	whole := true
	switch {
	case p.unread != nil:
		p.empty.Say(theme.WarningIcon(), "The policies cannot be read", sentence(p.unread), open)
	case !p.known:
		p.empty.Say(nil, "Reading the policies…", "")
	case len(p.file.list) == 0:
		p.empty.Say(theme.MailComposeIcon(), "No address policies yet",
			"A policy gives recipients their addresses by templates such as %g.%s@contoso.com. What people already have stays, and all is shown before anything is changed.", first, open)
	default:
		whole = false
	}
	if whole {
		p.empty.Show()
		p.body.Hide()
		return
	}
	p.empty.Hide()
	p.body.Show()
	p.drawNone()
}

// drawNone says why the table is empty.
func (p *policyPage) drawNone() {
	p.none.Hidden = p.rows() > 0
	if p.none.Hidden {
		p.none.Refresh()
		return
	}
	all := kit.NewButton("Show everything", theme.CancelIcon(), p.showAll)
	again := kit.NewButton("Preview", theme.MediaPlayIcon(), func() { p.app.cmd.run("policy-preview") })
	text := strings.TrimSpace(p.query.Text)
	switch {
	case p.s == nil && p.r.busy:
		p.none.Say(nil, "Previewing…", "The directory is read for it.")
	case p.s == nil && p.r.failed != nil:
		p.none.Say(theme.WarningIcon(), "The preview could not be made", sentence(p.r.failed), again)
	case p.s == nil:
		p.none.Say(theme.SearchIcon(), "Nothing was previewed yet", "A preview reads the whole directory, shows who would get which addresses, and changes nothing.", again)
	case text != "":
		p.none.Say(theme.SearchIcon(), fmt.Sprintf("Nothing matches “%s”", text), "The filter looks at names, addresses, policies, types and notes.", all)
	case p.query.narrowed():
		p.none.Say(theme.SearchIcon(), "Nobody has this outcome", "", all)
	case p.s.counts[addresspolicy.Keeps] == 0:
		p.none.Say(theme.SearchIcon(), "Nobody is in the scope", "Edit the policy to see whom it is for.")
	default:
		p.none.Say(theme.ConfirmIcon(), "Nothing has to be given", "Whoever is in the scope has the addresses already.")
	}
}
