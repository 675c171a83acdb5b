package graphx

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"recipientdesk/model"
)

// Mailbox implements model.Tenant.
func (t *Tenant) Mailbox(ctx context.Context, user string) (model.CloudMailbox, error) {
	settings := call{path: "/users/{id}/mailboxSettings", id: user, subject: user, scope: model.ReadMailbox}
	if err := named(settings); err != nil {
		return model.CloudMailbox{}, err
	}
	got, err := t.batch(ctx, []call{settings, {path: "/users/{id}/settings/exchange", id: user, subject: user, scope: model.ReadMailbox}})
	if err != nil {
		return model.CloudMailbox{}, err
	}
	m, err := mailbox(got[0])
	if err == nil && m.Exists == model.Yes && got[1].err == nil {
		m.GUID = mailboxGUID(got[1].body)
	}
	return m, err
}

// mailbox reads the answer about the settings, which only a mailbox has: Graph
// has no better sign of one
// (https://learn.microsoft.com/graph/api/user-get-mailboxsettings).
func mailbox(r result) (model.CloudMailbox, error) {
	if f, ok := errors.AsType[*failure](r.err); ok && f.status == 404 {
		switch strings.ToLower(f.code) {
		case "mailboxnotenabledforrestapi":
			return model.CloudMailbox{Exists: model.No, Why: "Exchange Online has no active mailbox: it is on-premises, inactive or deleted, or there is no license"}, nil
		case "request_resourcenotfound", "resourcenotfound", "erroriteminvaliduser", "errorinvaliduser":
			return model.CloudMailbox{}, r.err
		}
		return model.CloudMailbox{Why: "Exchange Online gives no answer that says it: " + f.Error()}, nil
	}
	if r.err != nil {
		return model.CloudMailbox{}, r.err
	}
	return model.CloudMailbox{Exists: model.Yes, Purpose: purpose(r.body), Why: "Exchange Online has settings of the mailbox"}, nil
}

// purpose reads userPurpose, a text or an object that holds one, out of settings or
// an answer of its own.
func purpose(settings []byte) string {
	var s struct {
		UserPurpose json.RawMessage
		Value       string
	}
	if json.Unmarshal(settings, &s) != nil || s.Value != "" {
		return s.Value
	}
	var plain string
	if json.Unmarshal(s.UserPurpose, &plain) == nil {
		return plain
	}
	var wrapped struct{ Value string }
	_ = json.Unmarshal(s.UserPurpose, &wrapped)
	return wrapped.Value
}

// mailboxGUID reads the GUID out of an ID such as MBX:<guid>@<tenant>.
func mailboxGUID(settings []byte) string {
	var s struct{ PrimaryMailboxID string }
	if json.Unmarshal(settings, &s) != nil {
		return ""
	}
	id, _, _ := strings.Cut(strings.TrimPrefix(s.PrimaryMailboxID, "MBX:"), "@")
	g, err := model.ParseGUID(id)
	if err != nil {
		return ""
	}
	return g.String()
}
