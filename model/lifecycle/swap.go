package lifecycle

import (
	"strings"

	"recipientdesk/model"
)

// kindMarks say what a user with mail is, and where its mail goes. They are taken off
// before it becomes something else; names, addresses and X500 history stay.
var kindMarks = attributes(`targetAddress msExchRecipientTypeDetails msExchRecipientDisplayType msExchRemoteRecipientType
	msExchArchiveGUID msExchArchiveName msExchArchiveStatus internetEncoding mAPIRecipient
	msExchResourceCapacity msExchResourceDisplay msExchResourceMetaData msExchResourceSearchProperties`)

// ToMailbox makes a mail user the owner of a mailbox in Exchange Online, in one change.
// The external address goes, as a mailbox cannot have an address of another
// organization; where it was the primary one, Options.Primary or the sign-in name is.
func ToMailbox(e model.Entry, o MailboxOptions, w World) (Outcome, error) {
	d := begin(e, w)
	if (model.Recipient{Entry: e}).Kind() != model.KindMailUser {
		d.refuse(model.Invalid, "is no mail user", "Enable "+o.Type.Phrase()+" for it.")
	}
	external := bare(e.First(model.TargetAddress))
	d.drop(external)
	if strings.EqualFold(d.After.First(model.Mail), external) {
		d.clear(model.Mail)
	}
	out, err := d.as(func(e model.Entry) (Outcome, error) { return EnableMailbox(e, o, w) })
	if err == nil && external != "" {
		out.Notes = append(out.Notes, "Its mail is no longer passed on to "+external+". What is there does not move; Exchange Online begins with an empty mailbox.")
	}
	return out, err
}

// ToMailUser makes the owner of a mailbox in Exchange Online a mail user, in one change.
// Its primary address stays unless the options name another.
func ToMailUser(e model.Entry, o ExternalOptions, w World) (Outcome, error) {
	d := begin(e, w)
	t := d.needsMailbox("Enable a mail user for it.")
	routing := bare(e.First(model.TargetAddress))
	if o.Primary == "" {
		o.Primary = model.Recipient{Entry: e}.Primary()
	}
	if !strings.EqualFold(o.Primary, routing) {
		d.drop(routing)
	}
	d.clear(model.MailboxGUID)
	out, err := d.as(func(e model.Entry) (Outcome, error) { return EnableMailUser(e, o, w) })
	if err != nil {
		return out, err
	}
	first := Step{"Take the license with Exchange Online away: while the user has one, the mailbox stays and keeps its mail.", "", docDisable}
	if t != UserMailbox {
		first = Step{t.opening() + " has no license to take away: convert it to a user mailbox in Exchange Online first.",
			"Set-Mailbox -Identity " + identity(e) + " -Type " + stamps[UserMailbox].cloud, docDisable}
	}
	out.Cloud = append([]Step{first}, out.Cloud...)
	out.Notes = append(out.Notes, "The mailbox in the cloud is deleted 30 days after that, with what is in it.")
	return out, nil
}

// as goes on with another operation, on the object without the marks of what it was.
func (d *editor) as(next func(model.Entry) (Outcome, error)) (Outcome, error) {
	if d.err != nil {
		return Outcome{}, d.err
	}
	d.clear(kindMarks...)
	out, err := next(d.After)
	out.Before = d.Before
	return out, err
}

// bare returns a target address without its type.
func bare(target string) string {
	if a, err := model.ParseAddress(target); err == nil && a.IsSMTP() {
		return a.Value()
	}
	return target
}
