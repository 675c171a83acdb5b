package ui

import (
	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
	"recipientdesk/model/lifecycle"
	"recipientdesk/ui/kit"
)

// convertAsInCloud opens the conversion that gives AD the type that a mailbox has in
// Exchange Online already: what was converted there alone would be changed back. mailbox
// is the type as Set-Mailbox has it.
func (a *App) convertAsInCloud(win *kit.Window, ref model.Ref, mailbox string) {
	t, err := lifecycle.ParseMailboxType(mailbox)
	if err != nil {
		a.fail(win, err)
		return
	}
	a.operateAs("mailbox-type", []model.Ref{ref}, &choices{Type: t, InCloud: &t})
}

// typeRemedies are the two ways to have AD and the mailbox agree about its type; none if
// they do, or if that is not known.
func typeRemedies(c desk.Comparison) []drift.Remedy {
	d, differ := drift.TypeDriftOf(&c.Sides, c.Item)
	if !differ {
		return nil
	}
	return d.Remedies()
}
