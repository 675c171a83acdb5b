package main

import (
	"context"

	"github.com/spf13/cobra"

	"recipientdesk/model/desk"
	"recipientdesk/model/template"
)

func (a *app) create() *cobra.Command {
	c := &cobra.Command{Use: "new", Short: "Create a recipient", Args: cobra.NoArgs,
		Long: `Create a recipient. What is not said follows from a template: a built-in one, or a file
("rdesk templates"). Name, account name, sign-in name and addresses are looked for first:
if one is taken, its owner is named and nothing is sent.`,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() }}
	c.AddCommand(a.newUser(), a.newGroup(), a.newContact())
	for _, t := range things {
		c.AddCommand(a.newThing(t))
	}
	return c
}

// newCommand makes the command for one family, with what all have in common.
func (a *app) newCommand(use, family, short, example string) (*cobra.Command, *newcomer) {
	n := &newcomer{NewRecipient: desk.NewRecipient{Family: family}}
	c := &cobra.Command{
		Use: use, Short: short, Example: example, Args: cobra.NoArgs,
		RunE: a.runs(func(ctx context.Context, _ []string) error { return a.runNew(ctx, n) }),
	}
	f := c.Flags()
	f.StringVar(&n.Name, "name", "", "name of the object; default the display name, or as the template says")
	f.StringVar(&n.Display, "display-name", "", "default the name")
	f.StringVar(&n.container, "ou", "", "container; default the template's, else Users of the domain")
	f.StringVar(&n.Mail, "mail", "", "primary SMTP address")
	f.StringVar(&n.Alias, "alias", "", "default what stands before the @ of the address, or as the template says")
	f.StringVar(&n.template, "template", "", "name or file of a template, as \"rdesk templates\" lists them")
	f.StringVar(&n.domain, "domain", "", "domain of the address that a template derives; default the forest's\nfirst suffix that the tenant has verified")
	f.StringArrayVar(&n.assign, "set", nil, "FIELD=VALUE, as in the command set (repeatable)")
	n.how.flags(c)
	_ = c.RegisterFlagCompletionFunc("template", a.completeTemplates)
	return c, n
}

func (a *app) newUser() *cobra.Command {
	c, n := a.newCommand("user", "user", "Create a user", `  rdesk new user --name "Zoe Quist" --mail zoe.quist@contoso.com --new-password-file pw.txt
  rdesk new user --template staff.json --first Zoe --last Quist`)
	c.Long = `Create a user. Without a password the account is disabled. The name to sign in with is
the address where its domain is one of the forest's suffixes, else the account name
with the first suffix. The account name follows from it, with a number if it is taken.

With an address alone, a license makes the mailbox. --routing and --archive stamp what
New-RemoteMailbox does, as "rdesk new mailbox" does.`
	n.personFlags(c)
	n.accountFlags(c)
	c.Flags().StringVar(&n.Target, "target", "", "address that mail is passed on to")
	n.mailboxFlags(c)
	return c
}

func (n *newcomer) personFlags(c *cobra.Command) {
	c.Flags().StringVar(&n.First, "first", "", "first name")
	c.Flags().StringVar(&n.Last, "last", "", "last name")
}

func (n *newcomer) accountFlags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&n.UPN, "upn", "", "user principal name, with or without @suffix")
	f.StringVar(&n.Suffix, "suffix", "", "UPN suffix")
	f.StringVar(&n.Account, "sam", "", "sAMAccountName")
	f.StringVar(&n.passwordFile, "new-password-file", "", "the user's password is the first line of this file")
	f.BoolVar(&n.passwordIn, "new-password-stdin", false, "the user's password is the first line of standard input")
	f.BoolVar(&n.Change, "change-password", false, "the user has to choose another password at first")
}

func (n *newcomer) mailboxFlags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&n.routing, "routing", "", "remote routing address; default of the alias and the tenant's routing domain")
	f.BoolVar(&n.Archive, "archive", false, "with an archive")
}

func (a *app) newGroup() *cobra.Command {
	c, n := a.newCommand("group", "group", "Create a group", `  rdesk new group --name "Project X" --mail px@contoso.com --members anna,ben@contoso.com`)
	c.Long = "Create a distribution group, with an address or without."
	f := c.Flags()
	f.BoolVar(&n.Security, "security", false, "a security group, which can be given permissions too")
	f.StringVar(&n.Scope, "scope", "universal", "universal, global or domainlocal; with mail universal")
	n.memberFlags(c)
	return c
}

func (n *newcomer) memberFlags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&n.Account, "sam", "", "sAMAccountName")
	f.StringSliceVar(&n.members, "members", nil, "IDs with commas between them (repeatable; a DN needs --member)")
	f.StringArrayVar(&n.member, "member", nil, "ID (repeatable)")
	f.StringArrayVar(&n.owner, "owner", nil, "ID of an owner; the first stands in managedBy (repeatable)")
}

func (a *app) newContact() *cobra.Command {
	c, n := a.newCommand("contact", "contact", "Create a contact", `  rdesk new contact --name "Pat Partner" --mail pat@partner.example`)
	c.Long = "Create a contact. Mail to it is passed on to --target, which is the address itself by\ndefault."
	n.personFlags(c)
	c.Flags().StringVar(&n.Target, "target", "", "address that mail is passed on to")
	return c
}

// things are the recipients that have a built-in template of their own.
var things = []struct {
	use, short, example string
	makes               template.Make
}{
	{"mailbox", "Create a user with a mailbox in Exchange Online", "  rdesk new mailbox --first Zoe --last Quist --domain contoso.com", template.CloudMailbox},
	{"shared", "Create a shared mailbox", "  rdesk new shared --name Info --mail info@contoso.com --dry-run", template.SharedMailbox},
	{"room", "Create a room mailbox", "  rdesk new room --name \"Room 12\" --mail room12@contoso.com", template.RoomMailbox},
	{"equipment", "Create an equipment mailbox", "  rdesk new equipment --name \"Van 3\" --domain contoso.com", template.EquipmentMailbox},
	{"mail-user", "Create a user whose mailbox is elsewhere", "  rdesk new mail-user --first Pat --last Partner --external pat@partner.example", template.MailUser},
	{"room-list", "Create a group that rooms are found by", "  rdesk new room-list --name \"Building 5\" --mail building5@contoso.com", template.RoomList},
}

// newThing makes the command for a recipient of a built-in template.
func (a *app) newThing(t struct {
	use, short, example string
	makes               template.Make
}) *cobra.Command {
	c, n := a.newCommand(t.use, t.makes.Family(), t.short, t.example)
	n.Makes = t.makes
	c.Long = t.short + `, with everything that Exchange's cmdlets stamp. What has to be
done in the tenant is told.`
	switch {
	case t.makes == template.RoomList:
		n.memberFlags(c)
	case t.makes == template.MailUser:
		n.personFlags(c)
		n.accountFlags(c)
		c.Flags().StringVar(&n.Target, "external", "", "address that mail is passed on to")
	case t.makes == template.CloudMailbox:
		n.personFlags(c)
		n.accountFlags(c)
		n.mailboxFlags(c)
	default:
		n.mailboxFlags(c)
		c.Flags().StringVar(&n.UPN, "upn", "", "user principal name, with or without @suffix")
		c.Flags().StringVar(&n.Account, "sam", "", "sAMAccountName")
	}
	return c
}
