package model

import (
	"context"
	"time"
)

// A MailboxUsage is a line of the report about mailboxes, which is a day or two
// old (https://learn.microsoft.com/graph/api/reportroot-getmailboxusagedetail).
type MailboxUsage struct {
	User         string // sign-in name; a hash where the tenant conceals names in reports
	Deleted      bool
	Created      time.Time // zero: not said
	LastActivity time.Time
	AsOf         time.Time // the day that the report describes
	Items, Bytes int64
	Archive      Maybe
}

// A UsageReporter is a [Tenant] that reports how large mailboxes are.
type UsageReporter interface {
	// MailboxUsage returns a line for each mailbox.
	MailboxUsage(ctx context.Context) ([]MailboxUsage, error)
}

// UsageOf returns the report of a tenant. The error has the code Invalid if it makes none.
func UsageOf(ctx context.Context, t Tenant) ([]MailboxUsage, error) {
	if r, ok := t.(UsageReporter); ok {
		return r.MailboxUsage(ctx)
	}
	return nil, &Error{Code: Invalid, Subject: "Tenant", Message: "it does not report how large mailboxes are",
		Hint: "Microsoft 365 does, and the simulator that \"rdesk sample serve --graph\" starts."}
}
