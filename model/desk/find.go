package desk

import (
	"context"
	"fmt"
	"strings"

	"recipientdesk/model"
)

// Find returns the one object that id names: a distinguished name, a GUID (dashed,
// in braces, or Base64), a user principal name, a sAMAccountName with or without
// its domain, or any address of the object with or without its type. The error
// has code NotFound, or Invalid with the candidates if there are several.
func (d *Desk) Find(ctx context.Context, id string) (model.Ref, error) {
	id = strings.TrimSpace(id)
	if id == "" {
		return model.Ref{}, &model.Error{Code: model.Invalid, Message: "no object was named",
			Hint: "Give a distinguished name, GUID, user principal name, account name or address."}
	}
	if dn, err := model.ParseDN(id); err == nil && len(dn) > 1 && !strings.Contains(dn[0].Type, ":") {
		e, err := d.dir.Get(ctx, model.Ref{DN: id}, model.ObjectGUID)
		return e.Ref, err
	}
	if g, err := model.ParseGUID(id); err == nil {
		e, err := d.dir.Get(ctx, model.Ref{GUID: g.String()}, model.ObjectGUID)
		if err == nil || model.CodeOf(err) != model.NotFound {
			return e.Ref, err
		}
	}
	info, err := d.dir.Info(ctx)
	if err != nil {
		return model.Ref{}, err
	}
	found, err := d.Collect(ctx, model.Query{Where: identity(id, info), Attrs: []model.Attr{model.DisplayName}, Limit: 10})
	if err != nil {
		return model.Ref{}, err
	}
	switch len(found) {
	case 0:
		return model.Ref{}, &model.Error{Code: model.NotFound, Subject: id, Message: "no such object",
			Hint: "Give a distinguished name, GUID, user principal name, account name or address of an object in this domain."}
	case 1:
		return found[0].Ref, nil
	}
	var names []string
	for _, e := range found {
		names = append(names, e.Ref.DN)
	}
	return model.Ref{}, &model.Error{Code: model.Invalid, Subject: id, Message: fmt.Sprintf("names %d objects", len(found)),
		Hint: "Give the distinguished name of one of them: " + strings.Join(names, "; ")}
}

// identity selects whom id names. An account of another domain is nobody here,
// even if one of this domain has the same name.
func identity(id string, info model.Info) model.Filter {
	account := id
	if domain, name, ok := strings.Cut(id, `\`); ok && (strings.EqualFold(domain, info.NetBIOS) || strings.EqualFold(domain, info.Domain)) {
		account = name
	}
	return append(owner(id), model.Equal{Attr: model.SAMAccountName, Value: account})
}

// owner selects whoever has an address, in any attribute that holds one.
func owner(address string) model.Or {
	bare, typed := address, "smtp:"+address
	if a, err := model.ParseAddress(address); err == nil && a.Type() != "" {
		bare, typed = a.Value(), address
	}
	return model.Or{
		model.Equal{Attr: model.ProxyAddresses, Value: typed},
		model.Equal{Attr: model.ProxyAddresses, Value: "sip:" + bare},
		model.Equal{Attr: model.Mail, Value: bare},
		model.Equal{Attr: model.UserPrincipalName, Value: bare},
	}
}

// An Owner is an object that has an address.
type Owner struct {
	Ref     model.Ref
	Kind    model.Kind
	Name    string
	Attr    model.Attr // where the address stands
	Value   string     // as it stands there
	Deleted bool       // in the deleted objects container
}

// Who returns every owner of an address in the whole directory, deleted objects
// included where the signed-in user may see them; one Owner for each attribute
// that holds it. It looks outside the desk's bases too: an address is taken
// wherever its owner is.
func (d *Desk) Who(ctx context.Context, address string) ([]Owner, error) {
	address = strings.TrimSpace(address)
	bare := address
	if a, err := model.ParseAddress(address); err == nil && a.Type() != "" {
		bare = a.Value()
	}
	if bare == "" {
		return nil, &model.Error{Code: model.Invalid, Message: "no address was given"}
	}
	where := append(owner(address),
		model.Equal{Attr: model.TargetAddress, Value: bare},
		model.Equal{Attr: model.TargetAddress, Value: "smtp:" + bare})
	attrs := append([]model.Attr{model.DisplayName, model.CommonName, model.UserPrincipalName, "isDeleted"}, model.KindAttrs...)
	seen := map[string]bool{}
	var out []Owner
	for _, deleted := range []bool{false, true} {
		for e, err := range d.dir.Search(ctx, model.Query{Where: where, Attrs: attrs, Deleted: deleted}) {
			if err != nil {
				if deleted && mayNotLook[model.CodeOf(err)] {
					break
				}
				return out, err
			}
			if !seen[e.Ref.GUID] {
				seen[e.Ref.GUID] = true
				out = append(out, holdings(e, bare)...)
			}
		}
	}
	return out, nil
}

// mayNotLook are the answers to a user who may not see deleted objects, and of a
// server that knows no such search.
var mayNotLook = map[model.Code]bool{model.Denied: true, model.NotFound: true, model.Invalid: true, model.Internal: true}

// holdings lists where e has the address.
func holdings(e model.Entry, bare string) (out []Owner) {
	r := model.Recipient{Entry: e}
	for _, a := range []model.Attr{model.ProxyAddresses, model.Mail, model.TargetAddress, model.UserPrincipalName} {
		for _, v := range e.Values(a) {
			addr, err := model.ParseAddress(v)
			if err == nil && strings.EqualFold(addr.Value(), bare) {
				out = append(out, Owner{e.Ref, r.Kind(), r.Name(), a, v, strings.EqualFold(e.First("isDeleted"), "TRUE")})
			}
		}
	}
	return out
}
