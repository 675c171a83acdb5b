package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/lifecycle"
)

func (a *app) enable() *cobra.Command {
	c := &cobra.Command{Use: "enable", Short: "Make an object a recipient", Args: cobra.NoArgs,
		Long: `Make an object that is there a recipient: what Exchange's cmdlets of that name stamp in
Active Directory, without an Exchange server, as one change. What has to be done in the
tenant is told with its PowerShell; rdesk runs none.`,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() }}
	c.AddCommand(a.enableMailbox(), a.enableArchive(), a.enableExternal("mail-user", "Let a user's mail go to an address elsewhere", lifecycle.EnableMailUser),
		a.enableExternal("mail-contact", "Give a contact an address", lifecycle.EnableMailContact), a.enableGroup())
	return c
}

// operation makes a command that does one thing to one object, or to several as a batch.
// op is called when the flags are read; single names the flags that say what only one
// object can have.
func (a *app) operation(use, short, long, example string, single []string, op func() (desk.Operation, error)) *cobra.Command {
	var how saving
	var c *cobra.Command
	c = &cobra.Command{Use: use, Short: short, Long: long, Example: example,
		RunE: a.runs(func(ctx context.Context, args []string) error {
			what := strings.ReplaceAll(strings.TrimPrefix(c.CommandPath(), c.Root().Name()+" "), " ", "-")
			for _, name := range single {
				if c.Flags().Changed(name) && (len(args) > 1 || how.batch != "") {
					return wrong("--%s is for one object", name)
				}
			}
			do, err := op()
			if err != nil {
				return err
			}
			return a.carryOut(ctx, what, args, operating(do), how)
		})}
	how.flags(c)
	how.batchFlags(c)
	return c
}

func (a *app) enableMailbox() *cobra.Command {
	var o lifecycle.MailboxOptions
	var kind, domain, pattern string
	var c *cobra.Command
	c = a.operation("mailbox ID...", "Make a user the owner of a mailbox in Exchange Online",
		`Make a user the owner of a mailbox in Exchange Online, as Enable-RemoteMailbox does.
What is not said is derived: the alias of the sign-in name, the primary address of the
object's own, the routing address of the alias and the tenant's routing domain. Of a user
who has a mailbox, --archive adds the archive.`,
		`  rdesk enable mailbox anna
  rdesk enable mailbox info --type shared --mail info@contoso.com --dry-run -o table
  rdesk enable mailbox anna --routing-domain contoso.mail.onmicrosoft.com --routing-pattern %u
  rdesk enable mailbox --batch new-staff.txt`, []string{"alias", "mail", "routing"},
		func() (desk.Operation, error) {
			t, err := lifecycle.ParseMailboxType(kind)
			if err != nil {
				return nil, wrong("enable mailbox --type %s: write user, shared, room or equipment", kind)
			}
			o.Type = t
			typed := c.Flags().Changed("type")
			return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
				if w.Pattern = pattern; domain != "" {
					w.Routing = domain
				}
				return enabledMailbox(e, o, typed, w)
			}, nil
		})
	f := c.Flags()
	f.StringVar(&kind, "type", lifecycle.UserMailbox.String(), "user, shared, room or equipment")
	f.StringVar(&o.Alias, "alias", "", "alias; default the object's own, else of the sign-in name")
	f.StringVar(&o.Primary, "mail", "", "primary SMTP address; default the object's own, else its sign-in name")
	f.StringVar(&o.Routing, "routing", "", "remote routing address")
	f.StringVar(&domain, "routing-domain", "", "domain of the routing address; default the tenant's")
	f.StringVar(&pattern, "routing-pattern", "%m", "its part before the @: %m is the alias, %u the account name")
	f.BoolVar(&o.Archive, "archive", false, "with an archive")
	f.BoolVar(&o.ACLable, "aclable", false, "permissions can be given to it across a hybrid boundary")
	_ = c.RegisterFlagCompletionFunc("type", fixed(mailboxTypes()...))
	return c
}

// enabledMailbox makes a mailbox, or adds the archive that is asked for to one that is
// there, as Enable-RemoteMailbox -Archive does.
func enabledMailbox(e model.Entry, o lifecycle.MailboxOptions, typed bool, w lifecycle.World) (lifecycle.Outcome, error) {
	out, err := lifecycle.EnableMailbox(e, o, w)
	t, has := lifecycle.TypeOf(e)
	if o.Archive && has && (!typed || t == o.Type) && model.CodeOf(err) == model.Exists {
		return lifecycle.EnableArchive(e, w)
	}
	return out, err
}

func mailboxTypes() (out []string) {
	for _, t := range lifecycle.MailboxTypes {
		out = append(out, t.String())
	}
	return out
}

func (a *app) enableArchive() *cobra.Command {
	return a.operation("archive ID...", "Give a mailbox in Exchange Online an archive", "", "  rdesk enable archive anna", nil,
		func() (desk.Operation, error) { return lifecycle.EnableArchive, nil })
}

func (a *app) enableExternal(use, short string, enable func(model.Entry, lifecycle.ExternalOptions, lifecycle.World) (lifecycle.Outcome, error)) *cobra.Command {
	var o lifecycle.ExternalOptions
	c := a.operation(use+" ID", short, short+", where Exchange passes mail for it on to.", "  rdesk enable "+use+" pat --external pat@partner.example",
		[]string{"external", "alias", "mail"},
		func() (desk.Operation, error) {
			return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) { return enable(e, o, w) }, nil
		})
	f := c.Flags()
	f.StringVar(&o.External, "external", "", "address that mail is passed on to")
	f.StringVar(&o.Alias, "alias", "", "alias; default the object's own, else of its name")
	f.StringVar(&o.Primary, "mail", "", "primary SMTP address; default the external one")
	return c
}

func (a *app) enableGroup() *cobra.Command {
	var o lifecycle.GroupOptions
	c := a.operation("group ID...", "Give a universal group an address",
		`Give a universal group an address, as Enable-DistributionGroup does, with the defaults of
that cmdlet: only who is signed in can send to it, and nobody can join without its owners.`,
		"  rdesk enable group Sales --mail sales@contoso.com", []string{"alias", "mail"},
		func() (desk.Operation, error) {
			return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
				return lifecycle.EnableGroup(e, o, w)
			}, nil
		})
	f := c.Flags()
	f.StringVar(&o.Alias, "alias", "", "alias; default the group's own, else of its name")
	f.StringVar(&o.Primary, "mail", "", "primary SMTP address; default the group's own")
	f.BoolVar(&o.RoomList, "room-list", false, "a distribution group that rooms are found by")
	return c
}
