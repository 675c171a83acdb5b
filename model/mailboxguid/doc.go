// Package mailboxguid is the assistant for msExchMailboxGuid: a user whose mailbox
// GUID of the on-premises Exchange arrives in the tenant gets no mailbox from a
// license, as Exchange Online waits for that very mailbox to be moved.
//
// [Assess] says who is concerned. [New] plans the change of the synchronization
// rules that keeps the GUID out of the tenant, as a script for the Entra Connect
// server and as steps to click, with the way back. [Plan.After] is the rule set that
// the very script makes of the present one, so the effect on each user can be
// evaluated before anything is done. [Alternative] is the longer way, without rules.
//
// The package runs nothing and knows no server.
package mailboxguid

import "recipientdesk/model"

// Attribute is the GUID of the on-premises mailbox, in both AD and the rules.
const Attribute = model.MailboxGUID

// Source is where the mechanism is described: rows E.1 of what decides a recipient's
// type rest on it, and on practice.
const Source = "https://techcommunity.microsoft.com/blog/exchange/permanently-clear-previous-mailbox-info/607619"

// Needed says whether the assistant is of any use in a forest: without the Exchange
// schema there is no msExchMailboxGuid, and nothing to keep back. A nil schema is
// not known.
func Needed(s *model.Schema) model.Maybe {
	if s == nil {
		return model.Unsure
	}
	return model.MaybeOf(s.Has(Attribute))
}
