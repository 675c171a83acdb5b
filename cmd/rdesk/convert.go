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
		Use: "disable [archive] ID...", Short: "Make an object no longer a recipient, or take its archive away",
		Long: `Take everything of a recipient away from an object, as Disable-RemoteMailbox and its
siblings do. The object stays, and so do its X500 addresses, to which its former
legacyExchangeDN is added: if it becomes a recipient again, replies to old mail find it.

With archive, only the archive of a mailbox goes.`,
		Example: "  rdesk disable anna --dry-run\n  rdesk disable archive anna\n  rdesk disable --batch leavers.txt",
		RunE: a.runs(func(ctx context.Context, args []string) error {
			if len(args) > 0 && args[0] == "archive" && (len(args) > 1 || how.batch != "") {
				return a.carryOut(ctx, "disable-archive", args[1:], operating(lifecycle.DisableArchive), how)
			}
			return a.carryOut(ctx, "disable", args, operating(lifecycle.Disable), how)
		})}
	how.flags(c)
	how.batchFlags(c)
	return c
}

// A conversion is what convert is told.
type conversion struct {
	to       string
	external string
	alias    string
	mail     string
	routing  string
	aclable  bool
}

func (a *app) convert() *cobra.Command {
	var v conversion
	var c *cobra.Command
	c = a.operation("convert ID...", "Make a recipient one of another type",
		`Make a recipient one of another type:

  --to user|shared|room|equipment                  a mailbox in Exchange Online, of a mail
                                                   user, too: --mail, --alias and --routing
                                                   are as in enable mailbox
  --to mail-user --external ADDRESS                the owner of such a mailbox
  --to universal|global|domainlocal                the scope of a group
  --to security|distribution|room-list             what a group is for
  --aclable, --aclable=false                       whether permissions can be given to a user
                                                   mailbox across a hybrid boundary
  --external ADDRESS                               where mail of a mail user or a mail contact
                                                   is passed on to

The type of a mailbox has to be changed in Exchange Online, too, or AD's comes back with
the next synchronization; the command for that is told.`,
		"  rdesk convert info --to shared\n  rdesk convert Sales --to universal\n  rdesk convert pat --to mail-user --external pat@partner.example",
		[]string{"external", "alias", "mail", "routing"},
		func() (desk.Operation, error) { return v.operation(c.Flags().Changed("aclable")) })
	f := c.Flags()
	f.StringVar(&v.to, "to", "", "what it is to be")
	f.StringVar(&v.external, "external", "", "address that mail is passed on to")
	f.BoolVar(&v.aclable, "aclable", false, "permissions can be given to it across a hybrid boundary")
	f.StringVar(&v.mail, "mail", "", "primary SMTP address, of a mail user that gets a mailbox, or the reverse")
	f.StringVar(&v.alias, "alias", "", "its alias; default the object's own")
	f.StringVar(&v.routing, "routing", "", "its remote routing address, of a mailbox")
	_ = c.RegisterFlagCompletionFunc("to", fixed(append(append(mailboxTypes(), mailUser), groupKinds...)...))
	return c
}

// mailUser is what a mailbox can be converted to.
const mailUser = "mail-user"

// operation reads what an object is to become.
func (v conversion) operation(aclableGiven bool) (desk.Operation, error) {
	_, notMailbox := lifecycle.ParseMailboxType(v.to)
	switch toUser := v.to == mailUser; {
	case toUser && v.external == "":
		return nil, wrong("convert --to mail-user: say by --external where its mail is to go")
	case v.to != "" && aclableGiven, v.to != "" && v.external != "" && !toUser, v.external != "" && aclableGiven,
		v.to == "" && v.external == "" && !aclableGiven:
		return nil, wrong("convert: give one of --to, --external and --aclable")
	case v.mail+v.alias+v.routing != "" && !toUser && notMailbox != nil, v.routing != "" && toUser:
		return nil, wrong("convert: --mail and --alias go with --to mail-user or a type of mailbox, --routing with the latter")
	case toUser:
		return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
			return lifecycle.ToMailUser(e, lifecycle.ExternalOptions{External: v.external, Alias: v.alias, Primary: v.mail}, w)
		}, nil
	case v.external != "":
		return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
			return lifecycle.SetExternal(e, v.external, w)
		}, nil
	case aclableGiven:
		return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
			return lifecycle.SetACLable(e, v.aclable, w)
		}, nil
	case notMailbox == nil:
		return v.toMailbox, nil
	}
	return toGroup(v.to)
}

// toMailbox converts a mailbox to another type, and a mail user to a mailbox.
func (v conversion) toMailbox(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
	t, err := lifecycle.ParseMailboxType(v.to)
	r := model.Recipient{Entry: e}
	switch {
	case err != nil:
		return lifecycle.Outcome{}, err
	case r.Kind() == model.KindMailUser:
		return lifecycle.ToMailbox(e, lifecycle.MailboxOptions{Type: t, Alias: v.alias, Primary: v.mail, Routing: v.routing}, w)
	case v.mail+v.alias+v.routing != "":
		return lifecycle.Outcome{}, &model.Error{Code: model.Invalid, Subject: r.Name(), Message: "is no mail user, and keeps its alias and addresses",
			Hint: "Leave --mail, --alias and --routing out, and change them by \"rdesk set\" and \"rdesk address\"."}
	}
	return lifecycle.Convert(e, t, w)
}

// groupKinds are what a group can be converted to.
var groupKinds = []string{"universal", "global", "domainlocal", "security", "distribution", "room-list"}

// toGroup converts a group.
func toGroup(to string) (desk.Operation, error) {
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
	return nil, wrong("convert --to %s: write user, shared, room, equipment or mail-user, or of a group universal, global, domainlocal, security, distribution or room-list", to)
}

func (a *app) cleanup() *cobra.Command {
	var keep bool
	c := a.operation("cleanup ID...", "Take away what an Exchange server that is gone left on an object",
		`Take away what an Exchange server that is gone left on an object. A mailbox that stood
there counts as one that was moved to the cloud, unless the tenant is known to have none:
then it is asked for. msExchMailboxGuid goes, as with it a
license makes no mailbox, unless --keep-guid says otherwise.`,
		"  rdesk cleanup anna --dry-run -o table", nil,
		func() (desk.Operation, error) {
			return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
				return lifecycle.CleanUp(e, keep, w)
			}, nil
		})
	c.Flags().BoolVar(&keep, "keep-guid", false, "leave msExchMailboxGuid, of a mailbox that Exchange moved and may move back")
	return c
}
