package desk

import (
	"context"
	"strconv"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/model/naming"
)

// free puts the first number behind what is taken that makes it nobody's. An address
// and a sign-in name get the same number where they are the same.
func (d *Desk) free(ctx context.Context, obj model.NewObject, c Clash) (string, error) {
	if c.Attr == model.SAMAccountName {
		return d.FreeAccount(ctx, c.Value, mostAccount(obj))
	}
	for i := 2; ; i++ {
		name := numbered(c, i)
		if name == "" {
			return "", nil
		}
		if ok, err := d.isFree(ctx, obj, c, name); ok || err != nil {
			return name, err
		}
	}
}

// mostAccount is how long the account name of an object may be.
func mostAccount(obj model.NewObject) int {
	if len(obj.Attrs[model.UserAccountControl]) > 0 {
		return MaxUserAccount
	}
	return MaxGroupAccount
}

// numbered returns the name with a number, "" if it takes none, as an X500 address.
func numbered(c Clash, i int) string {
	local, domain, address := strings.Cut(c.Value, "@")
	switch {
	case c.Attr == dnAttr:
		number := " " + strconv.Itoa(i)
		stem := []rune(c.Value)
		return strings.TrimSpace(string(stem[:min(len(stem), maxName-len(number))])) + number
	case c.Attr == model.MailNickname:
		return naming.Numbered(c.Value, i, model.MaxAlias)
	case !address:
		return ""
	}
	return naming.Numbered(local, i, naming.MaxLocalPart) + "@" + domain
}

// isFree reports whether nobody has a name.
func (d *Desk) isFree(ctx context.Context, obj model.NewObject, c Clash, name string) (bool, error) {
	switch c.Attr {
	case dnAttr:
		at, err := model.ParseDN(obj.DN)
		if err != nil {
			return false, err
		}
		_, err = d.dir.Get(ctx, model.Ref{DN: at.Parent().Child("CN", name).String()}, model.ObjectClass)
		if model.CodeOf(err) == model.NotFound {
			return true, nil
		}
		return false, err
	case model.MailNickname:
		_, found, err := d.any(ctx, model.Equal{Attr: c.Attr, Value: name})
		return !found, err
	}
	owner, _, err := d.whoHas(ctx, name, false)
	return owner.Len() == 0, err
}

// giveWay puts numbers behind what is derived and taken, and says so; nothing if there
// is nothing to do.
func (d *Desk) giveWay(ctx context.Context, n *NewRecipient, obj model.NewObject) (notes []string, err error) {
	clashes, err := d.Clashes(ctx, obj)
	if err != nil {
		return nil, err
	}
	for _, c := range clashes {
		if field := n.derived(c); field != nil && c.Free != "" {
			*field, n.Derived[c.Attr] = c.Free, c.Free
			owner := model.NameOf(c.Owner.Ref.DN)
			if c.Tenant {
				owner = drift.Object{Entry: c.Owner}.Name()
			}
			notes = append(notes, clashWords[c.Attr][0]+" "+c.Value+" is taken by "+owner+"; it is "+c.Free+" now.")
		}
	}
	return notes, nil
}

// derived returns the field that a taken value stands in, if nobody wrote it; else nil.
// Of what is left empty, Compose derives the value, so that it is nobody's wish either.
func (n *NewRecipient) derived(c Clash) *string {
	fields := map[model.Attr]*string{dnAttr: &n.Name, model.SAMAccountName: &n.Account, model.MailNickname: &n.Alias, model.UserPrincipalName: &n.UPN, model.ProxyAddresses: &n.Mail}
	field := fields[c.Attr]
	switch {
	case *field == "" && c.Attr == model.UserPrincipalName: // it follows the address, or the account name
		if strings.EqualFold(c.Value, n.Mail) {
			return nil
		}
		return field
	case *field == "" && c.Attr != model.ProxyAddresses:
		return field
	case *field != "" && *field == n.Derived[c.Attr] && strings.EqualFold(*field, c.Value):
		return field
	}
	return nil
}
