package lifecycle

import (
	"fmt"

	"recipientdesk/model"
)

// Convert makes the mailbox of a user one of another type, as Set-RemoteMailbox -Type
// does, and for migrated mailboxes what Microsoft has people do by hand
// (https://support.microsoft.com/kb/2710029). The same has to be done in Exchange
// Online: otherwise AD's type comes back at the next synchronization.
func Convert(e model.Entry, to MailboxType, w World) (Outcome, error) {
	d := begin(e, w)
	d.needsMailbox("Enable " + to.Phrase() + " for it.")
	st := stamps[to]
	d.needsAlias()
	d.number(model.RecipientType, st.details)
	if to != UserMailbox || number(e, model.DisplayType) != model.DisplayRemoteACLable {
		d.number(model.DisplayType, st.display)
	}
	d.number(model.RemoteRecipientType, remoteBits(e)|st.remote)
	if was := resourceOf(e); !d.Change().Empty() || was != "" && was != st.resource {
		d.resource(to)
	}
	d.changed("is "+to.Phrase()+" already", "Nothing has to be changed in AD. If the cloud has another type, see the drift report.")
	d.Cloud = append(d.Cloud, retype(e, to))
	switch {
	case to == UserMailbox:
		d.step("Give the user a license with Exchange Online; without one the mailbox is deleted after 30 days.", "", docSetBox)
	default:
		d.note("Take the license away only when Exchange Online shows the new type: " + to.Phrase() + " needs none up to 50 GB.")
		if !(model.Recipient{Entry: e}).Disabled() {
			d.note("The account stays enabled. Disable it, if nobody is to sign in with it.")
		}
	}
	if number(e, model.RemoteRecipientType)&model.RemoteMigrated != 0 {
		d.note("Set-RemoteMailbox refuses this for migrated mailboxes; the attributes are what Microsoft has people set by hand.")
	}
	d.warnOfTarget()
	return d.end()
}

// needsMailbox refuses what has no mailbox in the cloud; hint says how it gets one.
func (d *editor) needsMailbox(hint string) MailboxType {
	if onServer(d.Before) {
		d.refuse(model.Invalid, "has a mailbox on an Exchange server, as AD says", "If that server is gone, clean up what it left behind first.")
	}
	t, ok := TypeOf(d.Before)
	if !ok {
		d.refuse(model.Invalid, "has no mailbox in the cloud", hint)
	}
	return t
}

// retype says how a mailbox gets its type in Exchange Online.
func retype(e model.Entry, to MailboxType) Step {
	return Step{"Convert the mailbox in Exchange Online, too.", fmt.Sprintf("Set-Mailbox -Identity %s -Type %s", identity(e), stamps[to].cloud), docType}
}

// Retyped says what has to be done in Exchange Online after an edit that gives a mailbox
// another type, such as one that takes a conversion back; nothing after any other.
func Retyped(before, after model.Entry) []Step {
	was, had := TypeOf(before)
	is, has := TypeOf(after)
	if !had || !has || was == is {
		return nil
	}
	return []Step{retype(after, is)}
}

// remoteBits returns msExchRemoteRecipientType without the type, of a mailbox that is to
// be there. Where nothing says how it came to be, it counts as provisioned.
func remoteBits(e model.Entry) int64 {
	n := number(e, model.RemoteRecipientType) &^ model.RemoteTypeBits
	if n&(model.RemoteProvisionMailbox|model.RemoteMigrated) == 0 {
		n |= model.RemoteProvisionMailbox
	}
	return n &^ model.RemoteDeprovisionMailbox
}

// EnableArchive gives a mailbox in the cloud an archive, as Enable-RemoteMailbox
// -Archive does.
func EnableArchive(e model.Entry, w World) (Outcome, error) {
	d := begin(e, w)
	d.needsMailbox("Enable a mailbox first.")
	if number(e, model.RemoteRecipientType)&model.RemoteProvisionArchive != 0 {
		d.refuse(model.Exists, "has an archive already", "Nothing has to be changed.")
	}
	d.needsAlias()
	d.number(model.RemoteRecipientType, remoteBits(e)|number(e, model.RemoteRecipientType)&model.RemoteTypeBits)
	d.archive()
	return d.end()
}

// archive adds one to the mailbox as it stands in After.
func (d *editor) archive() {
	d.number(model.RemoteRecipientType, number(d.After, model.RemoteRecipientType)&^model.RemoteDeprovisionArchive|model.RemoteProvisionArchive)
	if !d.After.Has(archiveGUID) {
		g := d.NewGUID()
		d.set(archiveGUID, string(g[:]))
	}
	if !d.After.Has(archiveName) {
		d.set(archiveName, "In-Place Archive - "+model.Recipient{Entry: d.After}.Name())
	}
	d.step("An archive needs a license with Exchange Online Archiving, or Exchange Online Plan 2.", "", docRemote)
}

// DisableArchive asks the cloud to take the archive away, as Disable-RemoteMailbox
// -Archive does. Its identity stays in AD until that is synchronized; CleanUp takes it
// away then.
func DisableArchive(e model.Entry, w World) (Outcome, error) {
	d := begin(e, w)
	n := number(e, model.RemoteRecipientType)
	if n&model.RemoteProvisionArchive == 0 {
		d.refuse(model.NotFound, "has no archive, as AD says", "Nothing has to be changed.")
	}
	d.number(model.RemoteRecipientType, n&^model.RemoteProvisionArchive|model.RemoteDeprovisionArchive)
	d.note("The archive is deleted in the cloud after the next synchronization, and can be restored for 30 days. Then clean up: msExchArchiveGUID and msExchArchiveName stay until that.")
	return d.end()
}
