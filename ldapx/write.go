package ldapx

import (
	"context"
	"encoding/binary"
	"maps"
	"slices"
	"unicode/utf16"

	"github.com/go-ldap/ldap/v3"

	"recipientdesk/model"
)

// Apply implements model.Directory.
func (d *Directory) Apply(ctx context.Context, cs model.ChangeSet) error {
	name, err := nameOf(cs.Ref)
	if err != nil || cs.Empty() {
		return err
	}
	req := modifyRequest(name, cs)
	err = d.do(ctx, writing, subjectOf(cs.Ref), func(c *conn) error { return c.Modify(req) })
	return d.classify(ctx, err, request{subject: subjectOf(cs.Ref), ref: cs.Ref, attrs: cs.Attrs(), changes: cs.Changes})
}

// modifyRequest encodes a change set as one LDAP modify. For every attribute the
// values to go are named and come before the values to come: the server then
// refuses a change made from an old read (noSuchAttribute, 16), another
// administrator's edits of other values of the same attribute are kept, and
// SMTP: can become smtp: although the two are equal to the server. Never replace,
// and never add the permissive-modify control (1.2.840.113556.1.4.1413): either
// would turn the refusals into silence.
func modifyRequest(name string, cs model.ChangeSet) *ldap.ModifyRequest {
	req := ldap.NewModifyRequest(name, nil)
	for _, c := range cs.Changes {
		if v := c.Removed(); len(v) > 0 {
			req.Delete(string(c.Attr), v)
		}
		if v := c.Added(); len(v) > 0 {
			req.Add(string(c.Attr), v)
		}
	}
	return req
}

const unicodePwd model.Attr = "unicodePwd"

// Create implements model.Directory.
func (d *Directory) Create(ctx context.Context, obj model.NewObject) (model.Ref, error) {
	ref := model.Ref{DN: obj.DN}
	name, err := nameOf(ref)
	if err != nil {
		return model.Ref{}, err
	}
	req, err := d.addRequest(name, obj)
	if err != nil {
		return model.Ref{}, err
	}
	err = d.do(ctx, writing, obj.DN, func(c *conn) error { return c.Add(req) })
	if err != nil {
		return model.Ref{}, d.classify(ctx, err, request{subject: obj.DN, attrs: slices.Sorted(maps.Keys(obj.Attrs)), creating: true})
	}
	e, err := d.Get(ctx, ref, objectGUID)
	if err != nil {
		// It is there, whatever the second look says: the place is enough to go on.
		return ref, nil
	}
	return e.Ref, nil
}

func (d *Directory) addRequest(name string, obj model.NewObject) (*ldap.AddRequest, error) {
	req := ldap.NewAddRequest(name, nil)
	for _, a := range slices.Sorted(maps.Keys(obj.Attrs)) {
		vals := obj.Attrs[a]
		if a.Is(unicodePwd) {
			if d.target.security == Plain {
				return nil, &model.Error{Code: model.Untrusted, Subject: obj.DN, Message: "a password is set over TLS only; nothing was sent",
					Hint: "Connect with ldaps:// or StartTLS."}
			}
			vals = make([]string, len(obj.Attrs[a]))
			for i, v := range obj.Attrs[a] {
				vals[i] = encodePassword(v)
			}
		}
		if len(vals) > 0 {
			req.Attribute(string(a), vals)
		}
	}
	return req, nil
}

// encodePassword writes a password as unicodePwd takes it: in quotes, as UTF-16
// with the low byte first ([MS-ADTS] 3.1.1.3.1.5).
func encodePassword(s string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(`"` + s + `"`)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return string(b)
}

// Delete implements model.Directory.
func (d *Directory) Delete(ctx context.Context, ref model.Ref) error {
	name, err := nameOf(ref)
	if err != nil {
		return err
	}
	err = d.do(ctx, writing, subjectOf(ref), func(c *conn) error { return c.Del(ldap.NewDelRequest(name, nil)) })
	return d.classify(ctx, err, request{subject: subjectOf(ref)})
}
