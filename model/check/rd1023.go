package check

import (
	"strings"

	"recipientdesk/model"
)

const homeMDB model.Attr = "homeMDB"

var _ = register(&Rule{
	ID:    "RD1023",
	Title: "GUID of a mailbox that keeps the cloud from making one",
	Text: "Exchange Online takes msExchMailboxGuid for the mark of a mailbox that is still on premises: with a license, the user stays a mail user and gets no " +
		"mailbox. Clear it if that mailbox is gone, or keep synchronization from reading it. Not reported are remote mailboxes, users known to have a mailbox in the " +
		"cloud, and users with homeMDB, whose mailbox is on premises, unless the tenant is known to have licensed them.",
	Source:   "https://itpro-tips.com/this-users-on-premises-mailbox-hasnt-been-migrated-to-exchange-online/",
	Severity: Warning,
	Attrs:    []model.Attr{model.MailboxGUID},
	For:      User,
	If:       []model.Attr{model.MailboxGUID},
	Reads:    []model.Attr{homeMDB, consistencyGUID, model.MailNickname},
	Check: func(c *Case) []Problem {
		if !c.Has(model.MailNickname) || remoteType(c) || len(c.First(model.MailboxGUID)) != 16 {
			return nil // without an alias the GUID stays here, see RD1009
		}
		u, known := c.w.user(c)
		g, _ := model.GUIDFromBytes([]byte(c.First(model.MailboxGUID)))
		waits := known && u.Licensed == model.Yes && u.CloudMailbox == model.No
		if known && (u.CloudMailbox == model.Yes || strings.EqualFold(u.MailboxGUID, g.String())) || c.Has(homeMDB) && !waits {
			return nil
		}
		text := "a license makes no mailbox while the GUID " + g.String() + " is synchronized"
		if waits {
			text = "the user has a license and no mailbox, because the GUID " + g.String() + " is synchronized"
		}
		return []Problem{{Attr: model.MailboxGUID, Text: text, Errors: []string{"MailboxGuid"}, Action: None}}
	},
})
