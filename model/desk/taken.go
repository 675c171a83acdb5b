package desk

import (
	"context"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/model/drift"
)

// A Clash is a name or an address of a new object that another object has.
type Clash struct {
	Attr   model.Attr  // distinguishedName, sAMAccountName, userPrincipalName, mailNickname or proxyAddresses
	Value  string      // of distinguishedName the object's own name, of proxyAddresses the address
	Owner  model.Entry // read with what it takes to say who it is; of the tenant with its own properties
	Tenant bool        // the owner is in the tenant, and not in AD
	Free   string      // what nobody has, to be taken in place of Value; "" if there is no saying
}

// clashWords are what a person calls the name, and what to do.
var clashWords = map[model.Attr][2]string{
	dnAttr:                  {"Name", "Choose another name, or another container."},
	model.SAMAccountName:    {"Account name", "Choose another account name."},
	model.UserPrincipalName: {"User principal name", "Choose another sign-in name."},
	model.MailNickname:      {"Alias", "Choose another alias."},
	model.ProxyAddresses:    {"Address", "Choose another address."},
}

const dnAttr model.Attr = "distinguishedName"

// ownerAttrs are what it takes to say who an owner is.
var ownerAttrs = append([]model.Attr{model.DisplayName, model.CommonName, model.UserPrincipalName}, model.KindAttrs...)

// Err names the owner; its code is Exists.
func (c Clash) Err() error {
	words := clashWords[c.Attr]
	owner := c.Owner.Ref.DN + " (" + model.Recipient{Entry: c.Owner}.Kind().Label() + ")"
	if c.Tenant {
		owner = drift.Object{Entry: c.Owner}.Name() + " in the tenant, which AD does not have"
	}
	hint := "Its owner is " + owner + ". " + words[1]
	if c.Free != "" {
		hint += " " + c.Free + " is free."
	}
	return &model.Error{Code: model.Exists, Subject: words[0] + " " + c.Value, Message: "is taken", Hint: hint}
}

// Refused reports whether the server would refuse the object, too. Of aliases and
// addresses it does not ask whose they are.
func (c Clash) Refused() bool {
	return c.Attr == dnAttr || c.Attr == model.SAMAccountName || c.Attr == model.UserPrincipalName && strings.EqualFold(c.Owner.First(c.Attr), c.Value)
}

// Taken refuses a new object whose place in the directory, account name, sign-in name,
// alias or address is another's, and names the owner: code Exists. Between the question
// and the creation another administrator can take it; then the server refuses.
func (d *Desk) Taken(ctx context.Context, obj model.NewObject) error {
	list, err := d.taken(ctx, obj)
	if err == nil && len(list) > 0 {
		err = list[0].Err()
	}
	return err
}

// Clashes returns every name and address of a new object that another has, each with
// one that is free.
func (d *Desk) Clashes(ctx context.Context, obj model.NewObject) ([]Clash, error) {
	list, err := d.taken(ctx, obj)
	if err != nil {
		return nil, err
	}
	for i := range list {
		if list[i].Free, err = d.free(ctx, obj, list[i]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// taken finds what is another's: names, then addresses in the directory, then in the
// tenant.
func (d *Desk) taken(ctx context.Context, obj model.NewObject) (out []Clash, err error) {
	owner, err := d.dir.Get(ctx, model.Ref{DN: obj.DN}, ownerAttrs...)
	switch {
	case err == nil:
		out = append(out, Clash{Attr: dnAttr, Value: model.NameOf(obj.DN), Owner: owner})
	case model.CodeOf(err) != model.NotFound:
		return nil, err
	}
	for _, a := range []model.Attr{model.SAMAccountName, model.MailNickname} {
		if len(obj.Attrs[a]) == 0 {
			continue
		}
		owner, found, err := d.any(ctx, model.Equal{Attr: a, Value: obj.Attrs[a][0]})
		if err != nil {
			return nil, err
		}
		if found {
			out = append(out, Clash{Attr: a, Value: obj.Attrs[a][0], Owner: owner})
		}
	}
	for _, w := range wantedAddresses(obj) {
		c, found, err := d.holder(ctx, w)
		if err != nil {
			return nil, err
		}
		if found {
			out = append(out, c)
		}
	}
	return out, nil
}

// any returns one object for which where holds.
func (d *Desk) any(ctx context.Context, where model.Filter) (e model.Entry, found bool, err error) {
	for e, err := range d.dir.Search(ctx, model.Query{Where: where, Attrs: ownerAttrs, Limit: 1}) {
		return e, err == nil, err
	}
	return model.Entry{}, false, nil
}

// A wantedAddress is an address that a new object wants to have: as its sign-in name, or
// to get mail by.
type wantedAddress struct {
	attr    model.Attr // userPrincipalName or proxyAddresses
	value   string     // without smtp:
	matches bool       // a user of the tenant who has it becomes one with the new object
}

// wantedAddresses lists each address once, the sign-in name apart.
func wantedAddresses(obj model.NewObject) (out []wantedAddress) {
	person := len(obj.Attrs[model.UserAccountControl]) > 0
	if upn := obj.Attrs[model.UserPrincipalName]; len(upn) > 0 {
		out = append(out, wantedAddress{model.UserPrincipalName, upn[0], person})
	}
	first := len(out)
	for _, v := range slices.Concat(obj.Attrs[model.ProxyAddresses], obj.Attrs[model.Mail], obj.Attrs[model.TargetAddress]) {
		w := wantedAddress{attr: model.ProxyAddresses, value: v}
		if a, err := model.ParseAddress(v); err == nil && a.IsSMTP() {
			w.value, w.matches = a.Value(), person && a.Primary()
		}
		if !slices.ContainsFunc(out[first:], func(o wantedAddress) bool { return strings.EqualFold(o.value, w.value) }) {
			out = append(out, w)
		}
	}
	return out
}

// holder finds who has an address. An address of the tenant that synchronization brought
// there is AD's, and so is one that it makes one with the new object's.
func (d *Desk) holder(ctx context.Context, w wantedAddress) (Clash, bool, error) {
	c := Clash{Attr: w.attr, Value: w.value}
	if w.attr == model.UserPrincipalName {
		owner, found, err := d.any(ctx, model.Equal{Attr: w.attr, Value: w.value})
		if c.Owner = owner; found || err != nil {
			return c, found, err
		}
	}
	var err error
	if c.Owner, c.Tenant, err = d.whoHas(ctx, w.value, w.matches); err != nil || c.Owner.Len() == 0 {
		return Clash{}, false, err
	}
	return c, true, nil
}

// whoHas returns the owner of an address, the empty Entry if nobody has it. With matching,
// a user of the tenant is none.
func (d *Desk) whoHas(ctx context.Context, address string, matching bool) (owner model.Entry, tenant bool, err error) {
	where := check.OwnersOf(address)
	if a, perr := model.ParseAddress(address); perr != nil || a.Type() == "" {
		where = append(where, model.Equal{Attr: model.TargetAddress, Value: "smtp:" + address}, model.Equal{Attr: model.TargetAddress, Value: address})
	}
	if owner, _, err = d.any(ctx, where); err != nil || owner.Len() > 0 {
		return owner, false, err
	}
	v := d.View()
	if v == nil {
		return model.Entry{}, false, nil
	}
	for _, o := range v.Index.ByAddress(address) {
		ours := strings.EqualFold(o.First(drift.PropSyncEnabled), "true")
		if !o.Deleted() && !ours && !(matching && o.Class == model.CloudUser) {
			return o.Entry, true, nil
		}
	}
	return model.Entry{}, false, nil
}
