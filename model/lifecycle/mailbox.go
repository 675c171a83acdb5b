package lifecycle

import (
	"slices"
	"strings"

	"recipientdesk/model"
)

// MailboxOptions are what a person says of a mailbox. What is left empty is derived.
type MailboxOptions struct {
	Type    MailboxType
	Alias   string // "": the object's own, else from the sign-in name
	Primary string // primary address; "": the object's own, else its mail, else its sign-in name
	Routing string // remote routing address; "": by the pattern, in the routing domain
	Archive bool
	ACLable bool // permissions can be given to it across a hybrid boundary; user mailboxes only

	Capacity int // of a room or equipment; 0: not said
}

// EnableMailbox makes a user the owner of a mailbox in Exchange Online, as
// Enable-RemoteMailbox does. msExchMailboxGuid is not set: with it, a license makes no
// mailbox. The error has code Exists if there is a mailbox already.
func EnableMailbox(e model.Entry, o MailboxOptions, w World) (Outcome, error) {
	d := begin(e, w)
	d.needsUser()
	d.notCritical()
	d.notThere()
	alias := d.alias(o.Alias, e.First(model.UserPrincipalName))
	if o.ACLable && o.Type != UserMailbox {
		d.refuse(model.Invalid, "permissions across a hybrid boundary are for user mailboxes only", "Leave the switch out for "+o.Type.Phrase()+".")
	}
	st := stamps[o.Type]
	d.primary(o.Primary)
	d.set(model.MailNickname, alias)
	d.route(o.Routing, alias)
	d.number(model.RecipientType, st.details)
	d.number(model.DisplayType, st.display)
	if o.ACLable {
		d.number(model.DisplayType, model.DisplayRemoteACLable)
	}
	d.number(model.RemoteRecipientType, remoteBits(e)|st.remote)
	if remoteBits(e)&model.RemoteMigrated != 0 {
		d.note("In AD it counts as a mailbox that was moved to the cloud, and stays that. A license makes none; if the tenant has none, disable it here and enable a new one.")
	}
	d.resource(o.Type)
	d.capacity(o.Capacity, o.Type)
	if o.Archive {
		d.archive()
	}
	d.displayName()
	d.mailboxSteps(o.Type)
	d.warnOfTarget()
	return d.end()
}

func (d *editor) needsUser() {
	is := func(class string) bool {
		return slices.ContainsFunc(d.Before.Values(model.ObjectClass), func(c string) bool { return strings.EqualFold(c, class) })
	}
	if !is("user") && !is("inetOrgPerson") || is("computer") {
		d.refuse(model.Invalid, "is not a user", "Only a user can have a mailbox.")
	}
}

// notThere refuses what has a mailbox, or what Exchange keeps for itself.
func (d *editor) notThere() {
	t, has := TypeOf(d.Before)
	switch kind := (model.Recipient{Entry: d.Before}).Kind(); {
	case has && stamped(d.Before):
		d.refuse(model.Exists, "has "+t.Phrase()+" already", "Convert it to another type, or disable it first.")
	case onServer(d.Before):
		d.refuse(model.Exists, "has a mailbox on an Exchange server, as AD says",
			"If that server is gone, clean up what it left behind; that makes it a mailbox in the cloud.")
	case kind == model.KindMailUser:
		d.refuse(model.Exists, "is a mail user: its mail goes to "+d.Before.First(model.TargetAddress), "Convert it to a mailbox; its addresses stay.")
	}
}

// route sets where servers of the own organization would pass mail on to.
func (d *editor) route(wished, alias string) {
	if wished == "" {
		var err error
		if wished, err = d.RoutingAddress(d.Before, alias); err != nil {
			d.fail(err)
			return
		}
	}
	d.also(d.target(wished))
}

// displayName gives the object the name that is shown in address lists, if it has none.
func (d *editor) displayName() {
	if !d.After.Has(model.DisplayName) {
		d.set(model.DisplayName, model.Recipient{Entry: d.Before}.Name())
	}
}

func (d *editor) mailboxSteps(t MailboxType) {
	if d.Before.Has(model.MailboxGUID) {
		d.note("It has msExchMailboxGuid, the mark of a mailbox on an own server: once that is synchronized, a license makes no mailbox. The assistant for msExchMailboxGuid shows the ways out.")
	}
	if t == UserMailbox {
		d.step("Give the user a license with Exchange Online.", "", docRemote)
		return
	}
	d.note(t.opening() + " needs no license up to 50 GB.")
	if !(model.Recipient{Entry: d.Before}).Disabled() {
		d.note("Its account is enabled; the account of " + t.Phrase() + " is disabled as a rule, so that nobody signs in with it.")
	}
}

// SetACLable lets permissions be given to a user mailbox across the boundary of a
// hybrid organization, or no longer, as Set-RemoteMailbox -ACLableSyncedObjectEnabled
// does.
func SetACLable(e model.Entry, on bool, w World) (Outcome, error) {
	d := begin(e, w)
	if number(e, model.RecipientType) != stamps[UserMailbox].details {
		d.refuse(model.Invalid, "is not a user mailbox in the cloud", "Only a user mailbox has this switch.")
	}
	d.number(model.DisplayType, stamps[UserMailbox].display)
	if on {
		d.number(model.DisplayType, model.DisplayRemoteACLable)
	}
	d.changed("has the switch as it is wanted already", "Nothing has to be changed.")
	return d.end()
}

// WithoutSchema says how a user gets a mailbox in a forest without the Exchange schema:
// by its address and a license, and by the tenant where another type is wanted.
func WithoutSchema(e model.Entry, t MailboxType) (Outcome, error) {
	d := begin(e, World{})
	d.step("Give the user a license with Exchange Online: that makes the mailbox, as this forest has no Exchange schema.", "", docRemote)
	if t != UserMailbox {
		d.step("When the mailbox is there, convert it in Exchange Online. AD cannot say that it is "+t.Phrase()+".",
			"Set-Mailbox -Identity "+identity(e)+" -Type "+stamps[t].cloud, docSetBox)
	}
	return d.end()
}
