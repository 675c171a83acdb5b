package main

import (
	"context"

	"github.com/spf13/cobra"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/lifecycle"
)

func (a *app) disable() *cobra.Command {
	var how saving
	c := &cobra.Command{
		Use: "disable [archive] ID", Short: "Make an object no longer a recipient, or take its archive away", Args: cobra.RangeArgs(1, 2),
		Long: `Take everything of a recipient away from an object, as Disable-RemoteMailbox and its
siblings do. The object stays, and so do its X500 addresses, to which its former
legacyExchangeDN is added: if it becomes a recipient again, replies to old mail find it.

With archive, only the archive of a mailbox goes.`,
		Example: "  rdesk disable anna --dry-run\n  rdesk disable archive anna",
		RunE: a.runs(func(ctx context.Context, args []string) error {
			if len(args) == 1 {
				return a.operate(ctx, args[0], lifecycle.Disable, how)
			}
			if args[0] != "archive" {
				return wrong("disable %s: write archive, or the ID alone", args[0])
			}
			return a.operate(ctx, args[1], lifecycle.DisableArchive, how)
		})}
	how.flags(c)
	return c
}

func (a *app) convert() *cobra.Command {
	var to, external string
	var aclable bool
	var c *cobra.Command
	c = a.operation("convert ID", "Make a recipient one of another type",
		`Make a recipient one of another type:

  --to user|shared|room|equipment                  a mailbox in Exchange Online
  --to universal|global|domainlocal                the scope of a group
  --to security|distribution|room-list             what a group is for
  --aclable, --aclable=false                       whether permissions can be given to a user
                                                   mailbox across a hybrid boundary
  --external ADDRESS                               where mail of a mail user or a mail contact
                                                   is passed on to

The type of a mailbox has to be changed in Exchange Online, too, or AD's comes back with
the next synchronization; the command for that is told.`,
		"  rdesk convert info --to shared\n  rdesk convert Sales --to universal",
		func() (desk.Operation, error) {
			given := 0
			for _, name := range []string{"to", "external", "aclable"} {
				if c.Flags().Changed(name) {
					given++
				}
			}
			if given != 1 {
				return nil, wrong("convert: give one of --to, --external and --aclable")
			}
			switch {
			case external != "":
				return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
					return lifecycle.SetExternal(e, external, w)
				}, nil
			case c.Flags().Changed("aclable"):
				return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
					return lifecycle.SetACLable(e, aclable, w)
				}, nil
			}
			return conversion(to)
		})
	f := c.Flags()
	f.StringVar(&to, "to", "", "what it is to be")
	f.StringVar(&external, "external", "", "address that mail is passed on to")
	f.BoolVar(&aclable, "aclable", false, "permissions can be given to it across a hybrid boundary")
	_ = c.RegisterFlagCompletionFunc("to", fixed(append(mailboxTypes(), groupKinds...)...))
	return c
}

// groupKinds are what a group can be converted to.
var groupKinds = []string{"universal", "global", "domainlocal", "security", "distribution", "room-list"}

// conversion reads what an object is to become.
func conversion(to string) (desk.Operation, error) {
	switch to {
	case "room-list":
		return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
			return lifecycle.SetRoomList(e, true, w)
		}, nil
	case "security", "distribution":
		return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
			if to == "distribution" && (model.Recipient{Entry: e}).Kind() == model.KindRoomList {
				return lifecycle.SetRoomList(e, false, w)
			}
			scope, _ := lifecycle.ScopeOf(e)
			return lifecycle.ConvertGroup(e, scope, to == "security", w)
		}, nil
	case "universal", "global", "domainlocal":
		return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
			_, security := lifecycle.ScopeOf(e)
			return lifecycle.ConvertGroup(e, lifecycle.GroupScope(to), security, w)
		}, nil
	}
	t, err := lifecycle.ParseMailboxType(to)
	if err != nil {
		return nil, wrong("convert --to %s: write user, shared, room or equipment, or of a group universal, global, domainlocal, security, distribution or room-list", to)
	}
	return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) { return lifecycle.Convert(e, t, w) }, nil
}

func (a *app) cleanup() *cobra.Command {
	var keep bool
	c := a.operation("cleanup ID", "Take away what an Exchange server that is gone left on an object",
		`Take away what an Exchange server that is gone left on an object. A mailbox that stood
there counts as one that was moved to the cloud. msExchMailboxGuid goes, as with it a
license makes no mailbox, unless --keep-guid says otherwise.`,
		"  rdesk cleanup anna --dry-run -o table",
		func() (desk.Operation, error) {
			return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
				return lifecycle.CleanUp(e, keep, w)
			}, nil
		})
	c.Flags().BoolVar(&keep, "keep-guid", false, "leave msExchMailboxGuid, of a mailbox that Exchange moved and may move back")
	return c
}
