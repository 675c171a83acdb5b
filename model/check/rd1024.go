package check

import (
	"recipientdesk/model"
)

var _ = register(&Rule{
	ID:    "RD1024",
	Title: "Disabled account with addresses",
	Text: "The account is disabled and still receives mail, or would: of somebody who has left, its addresses can be taken away or given to a successor. A " +
		"shared mailbox, a room or a device is rightly disabled; set its type, and it is no longer taken for a person.",
	Source:   docUsers,
	Severity: Advice,
	Attrs:    []model.Attr{model.UserAccountControl},
	For:      User,
	If:       []model.Attr{model.UserAccountControl},
	Check: func(c *Case) []Problem {
		flags, _ := c.number(model.UserAccountControl)
		personal := c.kind == model.KindUserMailbox || c.kind == model.KindMailUser
		if flags&accountDisabled == 0 || !personal || c.sender() == "" {
			return nil
		}
		return []Problem{{Attr: model.UserAccountControl, Value: c.First(model.UserAccountControl),
			Text: "the account is disabled and has the address " + c.sender(), Errors: []string{"Disabled"}, Action: None}}
	},
})

// Bits of userAccountControl ([MS-ADTS] 2.2.16).
const accountDisabled, passwordNeverExpires = 0x2, 0x10000
