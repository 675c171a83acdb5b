package check

import "recipientdesk/model"

const mailboxGUID model.Attr = "msExchMailboxGuid"
