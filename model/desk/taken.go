package desk

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/check"
)

// A Clash is a name or an address of a new object that another object has.
type Clash struct {
	Attr  model.Attr  // distinguishedName, sAMAccountName, userPrincipalName or proxyAddresses
	Value string      // of distinguishedName the object's own name, of proxyAddresses the address
	Owner model.Entry // read with what it takes to say who it is
	Free  string      // what nobody has, to be taken in place of Value
}

// clashWords are what a person calls the name, and what to do.
var clashWords = map[model.Attr][2]string{
	dnAttr:                  {"Name", "Choose another name, or another container."},
	model.SAMAccountName:    {"Account name", "Choose another account name."},
	model.UserPrincipalName: {"User principal name", "Choose another sign-in name."},
	model.ProxyAddresses:    {"Address", "Choose another address."},
}

const dnAttr model.Attr = "distinguishedName"

// ownerAttrs are what it takes to say who an owner is.
var ownerAttrs = append([]model.Attr{model.DisplayName, model.CommonName}, model.KindAttrs...)

// Err names the owner; its code is Exists.
func (c Clash) Err() error {
	words := clashWords[c.Attr]
	return &model.Error{Code: model.Exists, Subject: words[0] + " " + c.Value, Message: "is taken",
		Hint: "Its owner is " + c.Owner.Ref.DN + " (" + model.Recipient{Entry: c.Owner}.Kind().Label() + "). " + words[1]}
}

// Taken refuses a new object whose place in the directory, account name or sign-in name
// is another's, and names the owner: code Exists. Addresses are for Review. Between the
// question and the creation another administrator can take it; then the server refuses.
func (d *Desk) Taken(ctx context.Context, obj model.NewObject) error {
	list, err := d.takenNames(ctx, obj)
	if err == nil && len(list) > 0 {
		err = list[0].Err()
	}
	return err
}

// Clashes returns every name and address of a new object that another has, each with
// one that is free.
func (d *Desk) Clashes(ctx context.Context, obj model.NewObject) ([]Clash, error) {
	list, err := d.takenNames(ctx, obj)
	if err != nil {
		return nil, err
	}
	addresses, err := d.takenAddresses(ctx, obj)
	if err != nil {
		return nil, err
	}
	list = append(list, addresses...)
	for i := range list {
		if list[i].Free, err = d.free(ctx, obj, list[i]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (d *Desk) takenNames(ctx context.Context, obj model.NewObject) (out []Clash, err error) {
	owner, err := d.dir.Get(ctx, model.Ref{DN: obj.DN}, ownerAttrs...)
	switch {
	case err == nil:
		out = append(out, Clash{Attr: dnAttr, Value: model.NameOf(obj.DN), Owner: owner})
	case model.CodeOf(err) != model.NotFound:
		return nil, err
	}
	for _, a := range []model.Attr{model.SAMAccountName, model.UserPrincipalName} {
		if len(obj.Attrs[a]) == 0 {
			continue
		}
		wanted := obj.Attrs[a][0]
		owner, found, err := d.any(ctx, model.Equal{Attr: a, Value: wanted})
		if err != nil {
			return nil, err
		}
		if found {
			out = append(out, Clash{Attr: a, Value: wanted, Owner: owner})
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

// takenAddresses returns the addresses that another object has, in any of the attributes
// that count: each address once.
func (d *Desk) takenAddresses(ctx context.Context, obj model.NewObject) (out []Clash, err error) {
	wanted := model.NewEntry(model.Ref{}, map[model.Attr][]string{model.ProxyAddresses: obj.Attrs[model.ProxyAddresses], model.Mail: obj.Attrs[model.Mail]})
	where, ok := check.NewClaims(model.Entry{}, wanted)
	if !ok {
		return nil, nil
	}
	var owners []model.Entry
	for e, err := range d.dir.Search(ctx, model.Query{Where: where, Attrs: append(slices.Clone(ownerAttrs), check.IndexAttrs...)}) {
		if err != nil {
			return nil, err
		}
		owners = append(owners, e)
	}
	for _, f := range check.DuplicateOf(wanted, owners...) {
		c := Clash{Attr: model.ProxyAddresses, Value: f.Value}
		if a, err := model.ParseAddress(f.Value); err == nil && a.IsSMTP() {
			c.Value = a.Value()
		}
		same := func(o Clash) bool { return strings.EqualFold(o.Value, c.Value) }
		owner := slices.IndexFunc(owners, func(e model.Entry) bool { return e.Ref.Same(f.Others[0].Ref) })
		if owner < 0 || slices.ContainsFunc(out, same) {
			continue
		}
		c.Owner = owners[owner]
		out = append(out, c)
	}
	return out, nil
}

// free puts the first number behind what is taken that makes it nobody's. An address
// and a sign-in name get the same number, as they should stay equal.
func (d *Desk) free(ctx context.Context, obj model.NewObject, c Clash) (string, error) {
	if c.Attr == model.SAMAccountName {
		most := MaxGroupAccount
		if len(obj.Attrs[model.UserAccountControl]) > 0 {
			most = MaxUserAccount
		}
		return d.FreeAccount(ctx, c.Value, most)
	}
	for i := 2; ; i++ {
		name, taken := numbered(obj.DN, c, i)
		if taken == nil {
			return "", nil
		}
		if _, found, err := d.any(ctx, taken); err != nil || !found {
			return name, err
		}
	}
}

// numbered returns the name with a number, and what finds its owner; nil, if it takes
// no number.
func numbered(dn string, c Clash, i int) (string, model.Filter) {
	number := strconv.Itoa(i)
	if c.Attr == dnAttr {
		stem := []rune(c.Value)
		name := strings.TrimSpace(string(stem[:min(len(stem), maxName-len(number)-1)])) + " " + number
		at, err := model.ParseDN(dn)
		if err != nil {
			return "", nil
		}
		return name, model.Equal{Attr: dnAttr, Value: at.Parent().Child("CN", name).String()}
	}
	local, domain, ok := strings.Cut(c.Value, "@")
	if !ok { // X500, for example
		return "", nil
	}
	const most = 64 // octets before the @ (RFC 5321 4.5.3.1.1)
	name := local[:min(len(local), most-len(number))] + number + "@" + domain
	wanted := model.NewEntry(model.Ref{}, map[model.Attr][]string{model.ProxyAddresses: {"smtp:" + name}})
	where, ok := check.NewClaims(model.Entry{}, wanted)
	if !ok {
		return "", nil
	}
	return name, where
}
