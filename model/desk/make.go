package desk

import (
	"context"
	"maps"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/lifecycle"
	"recipientdesk/model/template"
)

// A Made is a new recipient as it will be made, with all that Exchange would stamp on it.
type Made struct {
	Object model.NewObject
	Groups []string         // DNs that it becomes a member of
	Cloud  []lifecycle.Step // what has to be done in the tenant, in this order
	Notes  []string
}

// FromTemplate says what a template makes of a person: the form that a new recipient is
// made by, with everything derived that the template speaks of.
func FromTemplate(t *template.Template, of template.Person) (NewRecipient, []string, error) {
	n, err := t.Names(of)
	if err != nil {
		return NewRecipient{}, nil, err
	}
	r := NewRecipient{Family: t.Makes.Family(), Makes: t.Makes, Name: n.Object, Display: n.Display, First: of.First, Last: of.Last, Container: t.Container,
		Mail: n.Primary, More: n.More, Alias: n.Alias, Account: n.Account, UPN: n.SignIn, Suffix: t.Suffix, Change: t.ChangePassword, Disabled: t.Disabled, Archive: t.Archive, Hide: t.HideFromLists,
		Groups: slices.Clone(t.Groups), Values: t.Values, Security: t.Makes == template.SecurityGroup}
	if t.Makes.Family() == "group" {
		r.Scope = "universal"
	}
	if of.Account == "" && len(r.Account) > MaxUserAccount && r.Family == "user" { // derived, in ASCII
		r.Account = strings.TrimRight(r.Account[:MaxUserAccount], ".-_")
	}
	r.Derived = map[model.Attr]string{model.UserPrincipalName: r.UPN, model.ProxyAddresses: r.Mail}
	if of.Account == "" {
		r.Derived[model.SAMAccountName] = r.Account
	}
	if of.Alias == "" {
		r.Derived[model.MailNickname] = r.Alias
	}
	if t.Makes.Person() && of.Display == "" { // people have names in common, things do not
		r.Derived[dnAttr] = r.Name
	}
	return r, n.Notes, nil
}

// Make composes a new recipient and stamps it as Exchange's cmdlets would: New-RemoteMailbox,
// New-MailUser, New-MailContact, New-DistributionGroup. Where the forest lacks the Exchange
// schema, a mailbox is made by its address and a license alone, and a type other than
// a user's is left to the tenant, which Cloud says. What is derived and another's gets a
// number, which a note says; what was written stays, and is for Clashes to refuse. The
// error has the codes of Compose.
func (d *Desk) Make(ctx context.Context, n NewRecipient) (Made, error) {
	var notes []string
	if n.Derived = maps.Clone(n.Derived); n.Derived == nil {
		n.Derived = map[model.Attr]string{}
	}
	for {
		m, err := d.make(ctx, n)
		if err != nil {
			return Made{}, err
		}
		more, err := d.giveWay(ctx, &n, m.Object)
		if err != nil {
			return Made{}, err
		}
		if len(more) == 0 {
			inherited, err := d.inherit(ctx, &m)
			m.Notes = slices.Concat(notes, m.Notes, inherited)
			return m, err
		}
		notes = append(notes, more...)
	}
}

// make composes and stamps n as it is.
func (d *Desk) make(ctx context.Context, n NewRecipient) (Made, error) {
	w, err := d.World(ctx)
	if err != nil {
		return Made{}, err
	}
	info, err := d.dir.Info(ctx)
	if err != nil {
		return Made{}, err
	}
	if external(n.Makes) && n.Target == "" && n.Mail != n.Derived[model.ProxyAddresses] {
		n.Target = n.Mail // one that was derived is of the own organization: mail would go round and round
	}
	wanted := n
	if _, mailbox := mailboxes[n.Makes]; mailbox {
		n.Target = "" // the routing address is stamped
	}
	obj, err := Compose(n, info, w.Schema)
	if err != nil {
		return Made{}, err
	}
	secret := obj.Attrs[Password]
	e := model.NewEntry(model.Ref{DN: obj.DN}, obj.Attrs).With(Password)
	out, err := stamp(e, wanted, w)
	if err != nil {
		return Made{}, err
	}
	e, err = extras(out.After, wanted, w.Schema)
	if err != nil {
		return Made{}, err
	}
	m := Made{Groups: n.Groups, Cloud: out.Cloud, Notes: out.Notes}
	m.becomes(obj.DN, e, secret)
	return m, nil
}

// becomes sets what is made.
func (m *Made) becomes(dn string, e model.Entry, secret []string) {
	m.Object = model.NewObject{DN: dn, Attrs: map[model.Attr][]string{}}
	for a, v := range e.All() {
		m.Object.Attrs[a] = v
	}
	if secret != nil {
		m.Object.Attrs[Password] = secret
	}
}

func external(m template.Make) bool { return m == template.MailUser || m == template.MailContact }

// mailboxes are what has a mailbox in the tenant.
var mailboxes = map[template.Make]lifecycle.MailboxType{template.CloudMailbox: lifecycle.UserMailbox, template.SharedMailbox: lifecycle.SharedMailbox,
	template.RoomMailbox: lifecycle.RoomMailbox, template.EquipmentMailbox: lifecycle.EquipmentMailbox}

// stamp makes the composed object the recipient that is wanted.
func stamp(e model.Entry, n NewRecipient, w lifecycle.World) (lifecycle.Outcome, error) {
	typ, mailbox := mailboxes[n.Makes]
	exchange := w.Schema.Has(model.RecipientType)
	switch {
	case mailbox && !exchange:
		return lifecycle.WithoutSchema(e, typ)
	case mailbox:
		return lifecycle.EnableMailbox(e, lifecycle.MailboxOptions{Type: typ, Alias: n.Alias, Primary: n.Mail, Routing: n.Target, Archive: n.Archive, Capacity: n.Capacity}, w)
	case n.Makes == template.MailUser:
		return lifecycle.EnableMailUser(e.With(model.TargetAddress), lifecycle.ExternalOptions{External: n.Target, Alias: n.Alias, Primary: n.Mail}, w)
	case n.Makes == template.MailContact && exchange:
		return lifecycle.EnableMailContact(e, lifecycle.ExternalOptions{External: n.Target, Alias: n.Alias, Primary: n.Mail}, w)
	case exchange && (n.Makes == template.DistributionGroup || n.Makes == template.SecurityGroup || n.Makes == template.RoomList):
		return lifecycle.EnableGroup(e, lifecycle.GroupOptions{Alias: n.Alias, Primary: n.Mail, RoomList: n.Makes == template.RoomList}, w)
	}
	return lifecycle.Outcome{Before: e, After: e}, nil
}

// extras adds what belongs to no kind of recipient.
func extras(e model.Entry, n NewRecipient, schema *model.Schema) (model.Entry, error) {
	l := model.Addresses(e)
	for _, s := range n.More {
		a, err := model.SMTPAddress(s, false)
		if err != nil {
			return e, err
		}
		if l.Find(s) < 0 {
			if l, err = l.Add(a); err != nil {
				return e, err
			}
		}
	}
	if len(n.More) > 0 {
		e = e.With(model.ProxyAddresses, l.Strings()...)
	}
	if n.Hide {
		e = e.With("msExchHideFromAddressLists", "TRUE")
	}
	for name, values := range n.Values {
		if def, ok := schema.Lookup(model.Attr(name)); ok {
			e = e.With(def.Name, values...)
			continue
		}
		return e, &model.Error{Code: model.NoSchema, Subject: name, Message: "this forest does not have the attribute", Hint: "Take it out of the template."}
	}
	return e, nil
}
