package graphx

import (
	"context"
	"encoding/json"
	"iter"
	"net/http"
	"strings"

	"recipientdesk/model"
)

// Get implements model.Tenant. Without props it reads what Graph gives by itself,
// which for users is little.
func (t *Tenant) Get(ctx context.Context, class model.CloudClass, id string, props ...model.Attr) (model.Entry, error) {
	k, err := kindOf(class)
	if err != nil {
		return model.Entry{}, err
	}
	c := call{path: k.one, id: id, subject: id, scope: k.scope}
	if len(props) > 0 {
		c.sel = selection(props)
	}
	r, err := t.readOne(ctx, c)
	if err != nil {
		return model.Entry{}, err
	}
	w := walker{b: r.body}
	e := w.entry()
	if w.bad || w.peek() != 0 {
		return model.Entry{}, garbled(c, r, nil)
	}
	return e, nil
}

// readOne sends a call about a single object.
func (t *Tenant) readOne(ctx context.Context, c call) (reply, error) {
	if err := named(c); err != nil {
		return reply{}, err
	}
	return t.do(ctx, c)
}

// named returns an error if a call does not say which object it is about: without
// an ID its path would be that of all of them.
func named(c call) error {
	if strings.TrimSpace(c.id) == "" {
		return &model.Error{Code: model.Invalid, Subject: c.subject, Message: "no object is named", Hint: "Give an object ID, or the sign-in name of a user."}
	}
	return nil
}

// party is what is read of members and owners.
var party = []model.Attr{"displayName", "mail", "userPrincipalName"}

// Members implements model.Tenant. What may not be read of a member is absent:
// without the permission for its class, all but the ID.
func (t *Tenant) Members(ctx context.Context, group string) iter.Seq2[model.Entry, error] {
	return t.related(ctx, call{path: "/groups/{id}/members", id: group, subject: group, scope: model.ReadMembers})
}

// Owners implements model.Tenant.
func (t *Tenant) Owners(ctx context.Context, group string) iter.Seq2[model.Entry, error] {
	return t.related(ctx, call{path: "/groups/{id}/owners", id: group, subject: group, scope: model.ReadMembers})
}

func (t *Tenant) related(ctx context.Context, c call) iter.Seq2[model.Entry, error] {
	c.sel, c.top = selection(party), largest
	return func(yield func(model.Entry, error) bool) {
		if err := named(c); err != nil {
			yield(model.Entry{}, err)
			return
		}
		for e, err := range t.entries(ctx, c, nil) {
			if !yield(e, err) {
				return
			}
		}
	}
}

// Photo implements model.Tenant.
func (t *Tenant) Photo(ctx context.Context, user string) ([]byte, error) {
	c := call{path: "/users/{id}/photo/$value", id: user, subject: user, scope: model.ReadPhotos}
	r, err := t.readOne(ctx, c)
	if err == nil && !strings.HasPrefix(http.DetectContentType(r.body), "image/") {
		err = garbled(c, r, nil)
	}
	return r.body, err
}

// CloudManaged implements model.Tenant.
func (t *Tenant) CloudManaged(ctx context.Context, class model.CloudClass, id string) (model.Maybe, error) {
	k, err := kindOf(class)
	if err != nil || k.authority == "" {
		return model.Unsure, err
	}
	r, err := t.readOne(ctx, call{path: k.authority, id: id, subject: id, scope: k.behavior})
	if err != nil {
		return model.Unsure, err
	}
	return cloudManaged(r.body), nil
}

// cloudManaged reads isCloudManaged. The documentation wraps it in a value; the
// service does not.
func cloudManaged(body []byte) model.Maybe {
	var b struct {
		IsCloudManaged *bool
		Value          struct{ IsCloudManaged any }
	}
	_ = json.Unmarshal(body, &b)
	if v, ok := b.Value.IsCloudManaged.(bool); ok {
		return model.MaybeOf(v)
	}
	return maybe(b.IsCloudManaged)
}

func maybe(b *bool) model.Maybe {
	if b == nil {
		return model.Unsure
	}
	return model.MaybeOf(*b)
}
