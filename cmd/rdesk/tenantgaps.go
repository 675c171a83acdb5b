package main

import (
	"context"
	"errors"
	"fmt"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/desk"
)

// A gapDoc is a part of the tenant that could not be read, as JSON says it.
type gapDoc struct {
	Part    string     `json:"part"`
	Code    model.Code `json:"code"`
	Message string     `json:"message"`
	Hint    string     `json:"hint"`
}

func gapDocs(gaps []desk.Gap) []gapDoc {
	out := []gapDoc{}
	for _, g := range gaps {
		out = append(out, gapOf(g))
	}
	return out
}

func gapOf(g desk.Gap) gapDoc {
	e, ok := errors.AsType[*model.Error](g.Err)
	if !ok {
		return gapDoc{g.Part, model.Internal, g.Err.Error(), ""}
	}
	text := e.Message
	if e.Subject != "" {
		text = e.Subject + ": " + text
	}
	return gapDoc{g.Part, e.Code, text, e.Hint}
}

// withTenant opens the directory with its tenant. That there is none is an error.
func (a *app) withTenant(ctx context.Context) (*session.Session, error) {
	s, err := a.session(ctx)
	switch {
	case err != nil:
		return nil, err
	case s.TenantErr != nil:
		return nil, s.TenantErr
	case s.Desk.Tenant() == nil:
		return nil, session.NoTenant()
	}
	return s, nil
}

// tellGaps says on standard error what could not be read: what is not shown of it is
// not known, and does not mean that there is nothing.
func (a *app) tellGaps(gaps []desk.Gap) {
	for _, g := range gapDocs(gaps) {
		fmt.Fprintf(a.stderr, "rdesk: note: %s could not be read: %s\n", oneLine(g.Part), oneLine(g.Message))
		if g.Hint != "" {
			fmt.Fprintf(a.stderr, "rdesk: hint: %s\n", oneLine(g.Hint))
		}
	}
}

// forbidden reports whether the tenant just does not show a part; everything else is
// an error of the whole.
func forbidden(err error) bool {
	switch model.CodeOf(err) {
	case model.Denied, model.NotFound, model.Invalid:
		return true
	}
	return false
}

// broken returns the error of the first part whose reading broke off, nil if the tenant
// answered throughout: what was written then is less than it shows, and the exit status
// has to tell.
func broken(gaps []desk.Gap) error {
	for _, g := range gaps {
		switch model.CodeOf(g.Err) {
		case model.Unreachable, model.Limited, model.SignIn, model.Untrusted, model.Internal:
			return g.Err
		}
	}
	return nil
}
