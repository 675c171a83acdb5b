package desk

import (
	"context"
	"strings"

	"recipientdesk/model"
)

const (
	criticalObject model.Attr = "isCriticalSystemObject"
	accountType    model.Attr = "sAMAccountType"
	userAccount               = "805306368" // SAM_USER_OBJECT ([MS-SAMR] 2.2.1.9)
)

// isRecipient reports whether an object is one that model.RecipientFilter selects, or
// a user of which the type of account is not known.
func isRecipient(e model.Entry) bool {
	if strings.EqualFold(e.First(criticalObject), "TRUE") {
		return false
	}
	for _, c := range e.Values(model.ObjectClass) {
		switch strings.ToLower(c) {
		case "group", "contact":
			return true
		case "user":
			t := e.First(accountType)
			return t == "" || t == userAccount
		}
	}
	return false
}

// exportedUser is a user of an export that was made without sAMAccountType, by which
// user accounts are told from computers and trusts elsewhere.
var exportedUser = model.And{
	model.Equal{Attr: model.ObjectClass, Value: "user"},
	model.Not{F: model.Present{Attr: accountType}},
	model.Not{F: model.Equal{Attr: model.ObjectClass, Value: "computer"}},
	model.Not{F: model.Equal{Attr: criticalObject, Value: "TRUE"}},
}

// recipients selects those that are checked and foreseen, of those that where
// selects; nil: all. A file may lack what a server always sends.
func (d *Desk) recipients(ctx context.Context, where model.Filter) (model.Filter, error) {
	info, err := d.dir.Info(ctx)
	if err != nil {
		return nil, err
	}
	all := model.RecipientFilter
	if info.Security == "file" {
		all = model.Or{all, exportedUser}
	}
	if where == nil {
		return all, nil
	}
	return model.And{all, where}, nil
}
