package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
)

// A newcomer is what new is told.
type newcomer struct {
	desk.NewRecipient
	members   []string // IDs
	member    []string // IDs, given one by one
	owner     string   // ID
	container string   // DN or ID
	assign    []string
	how       saving

	passwordFile string
	passwordIn   bool
}

func (a *app) create() *cobra.Command {
	c := &cobra.Command{Use: "new", Short: "Create a user, a group or a contact", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() }}
	c.AddCommand(a.newUser(), a.newGroup(), a.newContact())
	return c
}

// newCommand makes the command for one family, with what all have in common.
func (a *app) newCommand(family, short, example string) (*cobra.Command, *newcomer) {
	n := &newcomer{NewRecipient: desk.NewRecipient{Family: family}}
	c := &cobra.Command{
		Use: family, Short: short, Example: example, Args: cobra.NoArgs,
		RunE: a.runs(func(ctx context.Context, _ []string) error { return a.runNew(ctx, n) }),
	}
	f := c.Flags()
	f.StringVar(&n.Name, "name", "", "name of the object (required)")
	f.StringVar(&n.Display, "display-name", "", "default the name")
	f.StringVar(&n.container, "ou", "", "container; default Users of the domain")
	f.StringVar(&n.Mail, "mail", "", "primary SMTP address")
	f.StringVar(&n.Alias, "alias", "", "default what stands before the @ of the address")
	f.StringArrayVar(&n.assign, "set", nil, "FIELD=VALUE, as in the command set (repeatable)")
	n.how.flags(c)
	_ = c.MarkFlagRequired("name")
	return c, n
}

func (a *app) newUser() *cobra.Command {
	c, n := a.newCommand("user", "Create a user", `  rdesk new user --name "Zoe Quist" --mail zoe.quist@contoso.com --new-password-file pw.txt`)
	c.Long = `Create a user. Without a password the account is disabled. The name to sign in with is
the address where its domain is one of the forest's suffixes, else the account name
with the first suffix. The account name follows from it, with a number if it is taken.`
	f := c.Flags()
	f.StringVar(&n.First, "first", "", "first name")
	f.StringVar(&n.Last, "last", "", "last name")
	f.StringVar(&n.UPN, "upn", "", "user principal name, with or without @suffix")
	f.StringVar(&n.Suffix, "suffix", "", "UPN suffix")
	f.StringVar(&n.Account, "sam", "", "sAMAccountName")
	f.StringVar(&n.Target, "target", "", "address that mail is passed on to")
	f.StringVar(&n.passwordFile, "new-password-file", "", "the user's password is the first line of this file")
	f.BoolVar(&n.passwordIn, "new-password-stdin", false, "the user's password is the first line of standard input")
	f.BoolVar(&n.Change, "change-password", false, "the user has to choose another password at first")
	return c
}

func (a *app) newGroup() *cobra.Command {
	c, n := a.newCommand("group", "Create a group", `  rdesk new group --name "Project X" --mail px@contoso.com --members anna,ben@contoso.com`)
	c.Long = "Create a distribution group, with an address or without."
	f := c.Flags()
	f.BoolVar(&n.Security, "security", false, "a security group, which can be given permissions too")
	f.StringVar(&n.Scope, "scope", "universal", "universal, global or domainlocal; with mail universal")
	f.StringVar(&n.Account, "sam", "", "sAMAccountName")
	f.StringSliceVar(&n.members, "members", nil, "IDs with commas between them (repeatable; a DN needs --member)")
	f.StringArrayVar(&n.member, "member", nil, "ID (repeatable)")
	f.StringVar(&n.owner, "owner", "", "ID of the owner")
	return c
}

func (a *app) newContact() *cobra.Command {
	c, n := a.newCommand("contact", "Create a contact", `  rdesk new contact --name "Pat Partner" --mail pat@partner.example`)
	c.Long = "Create a contact. Mail to it is passed on to --target, which is the address itself by\ndefault."
	f := c.Flags()
	f.StringVar(&n.First, "first", "", "first name")
	f.StringVar(&n.Last, "last", "", "last name")
	f.StringVar(&n.Target, "target", "", "address that mail is passed on to")
	return c
}

func (a *app) runNew(ctx context.Context, n *newcomer) error {
	if err := a.newPassword(n); err != nil {
		return err
	}
	s, err := a.session(ctx)
	if err != nil {
		return err
	}
	if err := n.how.possible(s); err != nil {
		return err
	}
	if err := n.resolve(ctx, s); err != nil {
		return err
	}
	obj, err := n.compose(ctx, s)
	if err != nil {
		return err
	}
	e := entryOf(obj)
	review, err := s.Desk.Review(ctx, model.Entry{}, e)
	if err != nil {
		return err
	}
	if err := a.refused(review, n.how.force); err != nil {
		return err
	}
	if len(review.New) > 0 {
		a.warn(review)
	}
	authority := a.authorityOver(ctx, s, e, model.ChangeSet{})
	if n.how.dryRun {
		return a.show(newView(s, e, nil, authority))
	}
	saved, err := s.Desk.Create(ctx, obj)
	if err != nil {
		return err
	}
	return a.show(newView(s, saved.Entry, &saved.Numbers[0], authority))
}

// newView shows a new object, with the number of its creation once it was made, and
// who decides about the object of the tenant that has its address already.
func newView(s *session.Session, e model.Entry, journal *int, authority *authorityDoc) view {
	v := objectView(s.Schema, e, nil)
	object := v.table
	v.json = func() (any, error) {
		o := objectOf(s.Schema, e)
		o.Journal, o.Authority = journal, authority
		return o, nil
	}
	v.table = func(w io.Writer) {
		object(w)
		if authority != nil && authority.Authority != drift.FromAD {
			fmt.Fprintf(w, "The tenant has an object with this address already. Authority: %s: %s.\n", authority.Label, oneLine(authority.Why))
		}
		if journal != nil {
			printSaved(w, 1, *journal)
		}
	}
	return v
}

// newPassword reads the password of the new account, not that to sign in with.
func (a *app) newPassword(n *newcomer) (err error) {
	switch {
	case n.passwordIn && (a.passwordIn || n.passwordFile != ""):
		return wrong("--new-password-stdin excludes --password-stdin and --new-password-file")
	case n.passwordIn:
		n.Password, err = firstLine(a.stdin)
	case n.passwordFile != "":
		n.Password, err = secretFile(n.passwordFile)
	}
	return err
}

// resolve turns IDs into names.
func (n *newcomer) resolve(ctx context.Context, s *session.Session) error {
	for _, id := range slices.Concat(n.members, n.member) {
		ref, err := s.Desk.Find(ctx, id)
		if err != nil {
			return err
		}
		n.Members = append(n.Members, ref.DN)
	}
	if n.owner != "" {
		ref, err := s.Desk.Find(ctx, n.owner)
		if err != nil {
			return err
		}
		n.Owner = ref.DN
	}
	return n.place(ctx, s)
}

// place finds the container: by its DN, or by its name where only one has it.
func (n *newcomer) place(ctx context.Context, s *session.Session) error {
	if n.container == "" {
		return nil
	}
	if strings.Contains(n.container, "=") {
		e, err := s.Desk.Get(ctx, model.Ref{DN: n.container}, model.ObjectClass)
		n.Container = e.Ref.DN
		return err
	}
	found, err := s.Desk.Collect(ctx, model.Query{Attrs: []model.Attr{model.ObjectClass}, Limit: 10, Where: model.Or{
		model.And{model.Equal{Attr: model.ObjectClass, Value: "organizationalUnit"}, model.Equal{Attr: "ou", Value: n.container}},
		model.And{model.Equal{Attr: model.ObjectClass, Value: "container"}, model.Equal{Attr: model.CommonName, Value: n.container}}}})
	switch {
	case err != nil:
		return err
	case len(found) == 0:
		return &model.Error{Code: model.NotFound, Subject: n.container, Message: "no such container", Hint: "Give its distinguished name."}
	case len(found) > 1:
		var names []string
		for _, e := range found {
			names = append(names, e.Ref.DN)
		}
		return &model.Error{Code: model.Invalid, Subject: n.container, Message: "is the name of several containers",
			Hint: "Give the distinguished name of one: " + strings.Join(names, "; ")}
	}
	n.Container = found[0].Ref.DN
	return nil
}

// compose makes the object, with an account name that is free and the further
// fields that were given.
func (n *newcomer) compose(ctx context.Context, s *session.Session) (model.NewObject, error) {
	obj, err := desk.Compose(n.NewRecipient, s.Info, s.Schema)
	if err != nil {
		return obj, err
	}
	if account := obj.Attrs[model.SAMAccountName]; n.Account == "" && len(account) > 0 {
		most := desk.MaxGroupAccount
		if n.Family == "user" {
			most = desk.MaxUserAccount
		}
		free, err := s.Desk.FreeAccount(ctx, account[0], most)
		if err != nil {
			return obj, err
		}
		obj.Attrs[model.SAMAccountName] = []string{free}
	}
	edits, err := wishes(n.assign, nil, nil, nil)
	if err != nil {
		return obj, err
	}
	e, err := editing{s: s}.apply(ctx, entryOf(obj), edits)
	if err != nil {
		return obj, err
	}
	secret := obj.Attrs[desk.Password]
	obj.Attrs = map[model.Attr][]string{}
	for attr, v := range e.All() {
		obj.Attrs[attr] = v
	}
	if secret != nil {
		obj.Attrs[desk.Password] = secret
	}
	return obj, nil
}

// entryOf returns the object as it will be, without its password.
func entryOf(obj model.NewObject) model.Entry {
	return model.NewEntry(model.Ref{DN: obj.DN}, obj.Attrs).With(desk.Password)
}
