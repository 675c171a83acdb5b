package graphx

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"recipientdesk/model"
)

// classify turns what went wrong with a call into an error a person can act on:
// either an answer of Graph, or what kept the answer from coming. ctx is that of
// the request.
func (t *Tenant) classify(ctx context.Context, c call, f *failure, err error) error {
	if e, ok := errors.AsType[*model.Error](err); ok {
		return e
	}
	if e, ok := errors.AsType[*model.Error](context.Cause(ctx)); ok {
		return e // the session was closed
	}
	if f != nil && (ctx.Err() == nil || c.writes() || !passing(f.status, 1)) { // who gave up was not refused
		return t.judge(c, f)
	}
	if e, ok := errors.AsType[*signInError](err); ok {
		return e.verdict()
	}
	dialing := false
	if op, ok := errors.AsType[*net.OpError](err); ok {
		dialing = op.Op == "dial"
	}
	switch {
	case distrusted(err):
		return &model.Error{Code: model.Untrusted, Subject: t.root.Host, Message: "the certificate is not trusted; nothing was sent", Err: err,
			Hint: "Something between here and Microsoft reads the connection; have its certificate authority installed on this computer."}
	case c.writes() && !dialing:
		return unanswered(c, err)
	case ctx.Err() != nil:
		return stopped(ctx, c.subject)
	}
	if errors.Is(err, errTooLarge) {
		return garbled(c, reply{}, err)
	}
	return &model.Error{Code: model.Unreachable, Subject: t.root.Host, Message: "there is no connection to the service", Err: err,
		Hint: "Check the network, and the proxy if there is one."}
}

// unanswered is the error of a write that nobody knows the outcome of.
func unanswered(c call, err error) error {
	return &model.Error{Code: model.Unknown, Subject: c.subject, Err: err,
		Message: "the tenant did not answer; the change may have been made", Hint: "Reload the object before you try again."}
}

// judge finds the ruling for an answer.
func (t *Tenant) judge(c call, f *failure) error {
	r := rulingFor(f)
	e := &model.Error{Code: r.is, Subject: c.subject, Message: r.message, Hint: r.hint, Err: f}
	switch f.status {
	case http.StatusInternalServerError, http.StatusBadGateway, http.StatusGatewayTimeout:
		if c.writes() {
			return unanswered(c, f)
		}
	case http.StatusForbidden:
		t.nameScope(c, e)
	case http.StatusUnauthorized:
		t.blameClock(f, e)
	case http.StatusTooManyRequests:
		if v := f.header.Get("Retry-After"); v != "" {
			e.Hint = fmt.Sprintf("The service asks to wait %s seconds; let other programs that read the tenant finish.", v)
		}
	}
	return e
}

// nameScope says which permission a call needs, and whether it is the permission
// that is missing or the account's role.
func (t *Tenant) nameScope(c call, e *model.Error) {
	if c.scope == "" {
		return
	}
	e.Subject = c.scope
	switch g := t.bearer.granted(); {
	case c.scope == model.ReadMailbox && g.User != "":
		e.Message = "people may not see the mailbox settings of others"
		e.Hint = "Microsoft Graph shows them to applications only: sign in with a certificate or a secret."
	case g.User != "" && g.has(c.scope):
		e.Message = "the application has the permission, but the account may not use it"
		e.Hint = "Ask for a role that may read this, such as Global Reader, or sign in as someone who has it."
	}
	if c.subject != t.name() {
		e.Message += " (for " + c.subject + ")"
	}
}

// skew is how far a clock may be off before Entra refuses tokens by it
// (https://learn.microsoft.com/troubleshoot/entra/entra-id/app-integration/error-code-aadsts50013-assertion-failed-signature-validation).
const skew = 5 * time.Minute

// blameClock says so if the sign-in is refused because the clock here is wrong.
func (t *Tenant) blameClock(f *failure, e *model.Error) {
	there, err := http.ParseTime(f.header.Get("Date"))
	if err != nil {
		return
	}
	off := t.cfg.Now().Sub(there).Round(time.Minute)
	if off.Abs() < skew {
		return
	}
	way := "fast"
	if off < 0 {
		way = "slow"
	}
	e.Message = fmt.Sprintf("the service does not take the sign-in: the clock of this computer is %d minutes %s", int(off.Abs().Minutes()), way)
	e.Hint = "Set the clock, then sign in again."
}

// stopped is the error of a request whose context ended, where nothing can have
// been changed.
func stopped(ctx context.Context, subject string) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return &model.Error{Code: model.Unreachable, Subject: subject, Message: "there was no answer in time",
			Hint: "Try again; check the network if it stays so.", Err: context.Cause(ctx)}
	}
	return &model.Error{Code: model.Canceled, Subject: subject, Message: "stopped", Err: context.Cause(ctx)}
}
