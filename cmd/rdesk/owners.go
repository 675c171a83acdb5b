package main

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/lifecycle"
)

// An groupOwnerDoc is one owner of a group.
type groupOwnerDoc struct {
	DN        string     `json:"dn"`
	Name      string     `json:"name"`
	Kind      string     `json:"kind"`
	Attribute model.Attr `json:"attribute"` // where it stands: managedBy is the first owner
}

func (a *app) owners() *cobra.Command {
	c := &cobra.Command{
		Use: "owners ID", Short: "Show or change who owns a group with mail",
		Long: `Show who owns a group with mail, or change it:

  rdesk owners ID set OWNER...      these, in this order
  rdesk owners ID add OWNER...
  rdesk owners ID remove OWNER...

The first owner stands in managedBy, the others in msExchCoManagedByLink, in one change.
An owner has a mailbox, is a mail user, or is a security group with mail; the last gets
lost in synchronization, which is told. A group keeps at least one.`,
		Example: "  rdesk owners Sales add ben\n  rdesk owners Sales set anna ben --dry-run -o table",
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 1 {
				return []string{"set", "add", "remove"}, cobra.ShellCompDirectiveNoFileComp
			}
			return nil, cobra.ShellCompDirectiveNoFileComp
		},
		Args: func(_ *cobra.Command, args []string) error { return ownerArgs(args) },
	}
	var how saving
	how.flags(c)
	c.RunE = a.runs(func(ctx context.Context, args []string) error {
		if len(args) == 1 {
			return a.showOwners(ctx, args[0])
		}
		return a.carryOut(ctx, "owners", args[:1], owning(args[1], args[2:]), how)
	})
	return c
}

func ownerArgs(args []string) error {
	switch {
	case len(args) == 0:
		return wrong("owners: name a group")
	case len(args) == 1:
		return nil
	case args[1] != "set" && args[1] != "add" && args[1] != "remove":
		return wrong("owners: %q is none of set, add and remove", args[1])
	case len(args) == 2:
		return wrong("owners %s: name an owner", args[1])
	}
	return nil
}

// owning plans who owns a group.
func owning(verb string, ids []string) planner {
	return func(ctx context.Context, a *app, s *session.Session, id string) (planned, error) {
		e, err := namedEntry(ctx, s, id)
		if err != nil {
			return planned{}, err
		}
		owners, err := ownersAfter(ctx, s, e, verb, ids)
		if err != nil {
			return planned{}, err
		}
		w, err := s.Desk.WorldOf(ctx, e)
		if err != nil {
			return planned{}, err
		}
		out, err := lifecycle.SetOwners(e, owners, w)
		return planned{out.Before, out.After, &out}, err
	}
}

// ownersAfter returns who is to own the group.
func ownersAfter(ctx context.Context, s *session.Session, e model.Entry, verb string, ids []string) ([]model.Recipient, error) {
	ed, there := editing{s: s}, ownerDNs(e)
	var dns []string
	for _, id := range ids {
		dn, err := ed.referred(ctx, there, id)
		if err != nil {
			return nil, err
		}
		dns = append(dns, dn)
	}
	same := func(dn string) func(string) bool { return func(o string) bool { return model.SameDN(o, dn) } }
	switch verb {
	case "add":
		dns = append(slices.Clone(there), dns...)
	case "remove":
		gone := dns
		dns = slices.Clone(there)
		for _, dn := range gone {
			if !slices.ContainsFunc(dns, same(dn)) {
				return nil, &model.Error{Code: model.NotFound, Subject: model.NameOf(dn), Message: "is no owner of the group", Hint: "\"rdesk owners\" shows who is."}
			}
			dns = slices.DeleteFunc(dns, same(dn))
		}
	}
	var out []model.Recipient
	for _, dn := range dns {
		o, err := s.Desk.Get(ctx, model.Ref{DN: dn}, append([]model.Attr{model.DisplayName}, model.KindAttrs...)...)
		if err != nil {
			return nil, err
		}
		out = append(out, model.Recipient{Entry: o})
	}
	return out, nil
}

const (
	firstOwner  model.Attr = "managedBy"
	otherOwners model.Attr = "msExchCoManagedByLink"
)

func ownerDNs(e model.Entry) []string {
	return slices.Concat(e.Values(firstOwner), e.Values(otherOwners))
}

func (a *app) showOwners(ctx context.Context, id string) error {
	s, err := a.session(ctx)
	if err != nil {
		return err
	}
	e, err := namedEntry(ctx, s, id)
	if err != nil {
		return err
	}
	if f := (model.Recipient{Entry: e}).Kind().Family(); f != "group" {
		return &model.Error{Code: model.Invalid, Subject: id, Message: "is not a group", Hint: "Name a group."}
	}
	docs := []groupOwnerDoc{}
	var rows [][]string
	for _, at := range []model.Attr{firstOwner, otherOwners} {
		for _, dn := range e.Values(at) {
			d := groupOwnerDoc{DN: dn, Name: model.NameOf(dn), Attribute: at}
			if o, err := s.Desk.Get(ctx, model.Ref{DN: dn}, append([]model.Attr{model.DisplayName}, model.KindAttrs...)...); err == nil { // else it is out of sight
				r := model.Recipient{Entry: o}
				d.Name, d.Kind = r.Name(), r.Kind().String()
			}
			docs, rows = append(docs, d), append(rows, []string{d.Name, d.Kind, string(at), d.DN})
		}
	}
	return a.show(view{
		json: func() (any, error) {
			return struct {
				DN         string          `json:"dn"`
				ObjectGUID string          `json:"objectGUID"`
				Owners     []groupOwnerDoc `json:"owners"`
			}{e.Ref.DN, e.Ref.GUID, docs}, nil
		},
		rows: func() ([]string, [][]string) {
			return []string{"name", "kind", "attribute", "distinguishedName"}, rows
		},
	})
}
