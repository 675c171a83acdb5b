package model

import (
	"context"
	"iter"
)

// A CloudTrait is what listings of a tenant do not tell of an object.
type CloudTrait string

// The traits.
const (
	MailboxTrait   CloudTrait = "mailbox"   // of a user: what Tenant.Mailbox tells, without the GUID
	AuthorityTrait CloudTrait = "authority" // what Tenant.CloudManaged tells
)

// A CloudAnswer is what was learned of one object.
type CloudAnswer struct {
	ID      string
	Mailbox CloudMailbox // MailboxTrait
	Managed Maybe        // AuthorityTrait
	Err     error        // why nothing was learned of this object alone
}

// ProbeEach implements Probe for tenants that lose no time with each question.
func ProbeEach(ctx context.Context, t Tenant, trait CloudTrait, class CloudClass, ids []string) iter.Seq2[CloudAnswer, error] {
	return func(yield func(CloudAnswer, error) bool) {
		if err := CheckProbe(trait, class); err != nil {
			yield(CloudAnswer{}, err)
			return
		}
		for _, id := range ids {
			a := CloudAnswer{ID: id}
			if trait == MailboxTrait {
				a.Mailbox, a.Err = t.Mailbox(ctx, id)
				a.Mailbox.GUID = ""
			} else {
				a.Managed, a.Err = t.CloudManaged(ctx, class, id)
			}
			switch CodeOf(a.Err) {
			case Denied, SignIn, Unreachable, Canceled, Limited:
				yield(CloudAnswer{}, a.Err)
				return
			}
			if !yield(a, nil) {
				return
			}
		}
	}
}

// CheckProbe returns an error with the code Invalid if objects of a class have no such
// trait.
func CheckProbe(trait CloudTrait, class CloudClass) error {
	switch {
	case trait == MailboxTrait && class == CloudUser:
	case trait == AuthorityTrait && (class == CloudUser || class == CloudGroup || class == CloudContact):
	default:
		return &Error{Code: Invalid, Subject: string(class), Message: "objects of this class have no " + string(trait) + " to ask about", Hint: "Ask about users, groups or contacts."}
	}
	return nil
}
