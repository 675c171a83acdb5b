package lifecycletest

import (
	"fmt"

	"recipientdesk/model"
	"recipientdesk/model/lifecycle"
)

// Objects that cases begin with. A person has an enabled account, which the sample
// licenses once it has mail; a thing has a disabled one.
const (
	person = `user
sAMAccountName={u}
userPrincipalName={u}@{d}
displayName=Life {u}
userAccountControl=544
`
	thing = `user
sAMAccountName={u}
userPrincipalName={u}@{d}
displayName=Life {u}
userAccountControl=514
`
	addressed = `mailNickname={u}
mail={u}@{d}
proxyAddresses=SMTP:{u}@{d}
proxyAddresses=smtp:{u}@{r}
targetAddress=SMTP:{u}@{r}
`
	room      = "msExchResourceMetaData=ResourceType:Room\nmsExchResourceSearchProperties=Room\nmsExchResourceDisplay=Room\n"
	equipment = "msExchResourceMetaData=ResourceType:Equipment\nmsExchResourceSearchProperties=Equipment\nmsExchResourceDisplay=Equipment\n"
	archive   = "msExchArchiveGUID=*\nmsExchArchiveName=In-Place Archive - Life {u}\n"
)

// types writes the three attributes that say what a mailbox in the cloud is.
func types(details, display, remote int64) string {
	return fmt.Sprintf("msExchRecipientTypeDetails=%d\nmsExchRecipientDisplayType=%d\nmsExchRemoteRecipientType=%d\n", details, display, remote)
}

// display is the display type of a mailbox in the cloud, by its type.
var display = map[int64]int64{2147483648: -2147483642, 34359738368: -2147483642, 8589934592: -2147481850, 17179869184: -2147481594}

// remote is a mailbox in the cloud, with the marks of a resource.
func remote(account string, details, bits int64) string {
	marks := map[int64]string{8589934592: room, 17179869184: equipment}
	return account + addressed + types(details, display[details], bits) + marks[details]
}

func enable(o lifecycle.MailboxOptions) func(place) operation {
	return func(p place) operation {
		o.Primary, o.Routing = p.fill(o.Primary), p.fill(o.Routing)
		return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
			return lifecycle.EnableMailbox(e, o, w)
		}
	}
}

// plainly is an operation that needs nothing but the object.
func plainly(op operation) func(place) operation { return func(place) operation { return op } }

func acl(on bool) func(place) operation {
	return plainly(func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
		return lifecycle.SetACLable(e, on, w)
	})
}

// mailboxRows are Enable-RemoteMailbox and the switches of a mailbox
// (https://learn.microsoft.com/powershell/module/exchangepowershell/enable-remotemailbox).
var mailboxRows = []row{
	{"user mailbox", person, enable(lifecycle.MailboxOptions{}), addressed + types(2147483648, -2147483642, 1), "UserMailbox"},
	{"shared mailbox", thing, enable(lifecycle.MailboxOptions{Type: lifecycle.SharedMailbox}), addressed + types(34359738368, -2147483642, 97), "SharedMailbox"},
	{"room mailbox", thing, enable(lifecycle.MailboxOptions{Type: lifecycle.RoomMailbox}), addressed + types(8589934592, -2147481850, 33) + room, "RoomMailbox"},
	{"room mailbox for twelve", thing, enable(lifecycle.MailboxOptions{Type: lifecycle.RoomMailbox, Capacity: 12}),
		addressed + types(8589934592, -2147481850, 33) + room + "msExchResourceCapacity=12", "RoomMailbox"},
	{"equipment mailbox", thing, enable(lifecycle.MailboxOptions{Type: lifecycle.EquipmentMailbox}), addressed + types(17179869184, -2147481594, 65) + equipment, "EquipmentMailbox"},
	{"user mailbox with an archive", person, enable(lifecycle.MailboxOptions{Archive: true}), addressed + types(2147483648, -2147483642, 3) + archive, "UserMailbox"},
	{"shared mailbox with an archive", thing, enable(lifecycle.MailboxOptions{Type: lifecycle.SharedMailbox, Archive: true}), addressed + types(34359738368, -2147483642, 99) + archive, "SharedMailbox"},
	{"room mailbox with an archive", thing, enable(lifecycle.MailboxOptions{Type: lifecycle.RoomMailbox, Archive: true}), addressed + types(8589934592, -2147481850, 35) + room + archive, "RoomMailbox"},
	{"equipment mailbox with an archive", thing, enable(lifecycle.MailboxOptions{Type: lifecycle.EquipmentMailbox, Archive: true}), addressed + types(17179869184, -2147481594, 67) + equipment + archive, "EquipmentMailbox"},
	{"ACLable mailbox", person, enable(lifecycle.MailboxOptions{ACLable: true}), addressed + types(2147483648, -1073741818, 1), "UserMailbox"},
	{"mailbox with what was said", person, enable(lifecycle.MailboxOptions{Alias: "other.alias", Primary: "first.{u}@{d}", Routing: "route.{u}@{r}"}),
		`mailNickname=other.alias
mail=first.{u}@{d}
proxyAddresses=SMTP:first.{u}@{d}
proxyAddresses=smtp:route.{u}@{r}
targetAddress=SMTP:route.{u}@{r}
` + types(2147483648, -2147483642, 1), "UserMailbox"},
	{"mailbox of somebody with addresses", person + "mailNickname=nick.{u}\nmail=own.{u}@{d}\nproxyAddresses=SMTP:own.{u}@{d}\nproxyAddresses=smtp:more.{u}@{d}\nproxyAddresses=X500:/o=Old/cn={u}\n",
		enable(lifecycle.MailboxOptions{}), `proxyAddresses=SMTP:own.{u}@{d}
proxyAddresses=smtp:more.{u}@{d}
proxyAddresses=X500:/o=Old/cn={u}
proxyAddresses=smtp:nick.{u}@{r}
targetAddress=SMTP:nick.{u}@{r}
` + types(2147483648, -2147483642, 1), "UserMailbox"},
	{"mailbox that was to be removed", person + "msExchRemoteRecipientType=8\n", enable(lifecycle.MailboxOptions{}), addressed + types(2147483648, -2147483642, 1), "UserMailbox"},
	{"user mailbox of what was a room", thing + room + "msExchResourceCapacity=4\n", enable(lifecycle.MailboxOptions{}), addressed + types(2147483648, -2147483642, 1) +
		"msExchResourceMetaData=\nmsExchResourceSearchProperties=\nmsExchResourceDisplay=\nmsExchResourceCapacity=", "UserMailbox"},
	{"made ACLable", remote(person, 2147483648, 4), acl(true), "msExchRecipientDisplayType=-1073741818", "UserMailbox"},
	{"no longer ACLable", person + addressed + types(2147483648, -1073741818, 1), acl(false), "msExchRecipientDisplayType=-2147483642", "UserMailbox"},
}

// mailboxTypes are the types with what msExchRecipientTypeDetails calls them.
var mailboxTypes = []struct {
	to      lifecycle.MailboxType
	details int64
	becomes string
	account string
}{
	{lifecycle.UserMailbox, 2147483648, "UserMailbox", person},
	{lifecycle.SharedMailbox, 34359738368, "SharedMailbox", thing},
	{lifecycle.RoomMailbox, 8589934592, "RoomMailbox", thing},
	{lifecycle.EquipmentMailbox, 17179869184, "EquipmentMailbox", thing},
}

// bits are msExchRemoteRecipientType of a mailbox, and what archives make of it: those
// values of the table of Exchange's flags that a mailbox in the cloud has
// (https://learn.microsoft.com/powershell/exchange/filter-properties).
var bits = map[lifecycle.MailboxType]struct{ provisioned, migrated [3]int64 }{ // alone, with an archive, after one
	lifecycle.UserMailbox:      {[3]int64{1, 3, 17}, [3]int64{4, 6, 20}},
	lifecycle.SharedMailbox:    {[3]int64{97, 99, 113}, [3]int64{100, 102, 116}},
	lifecycle.RoomMailbox:      {[3]int64{33, 35, 49}, [3]int64{36, 38, 52}},
	lifecycle.EquipmentMailbox: {[3]int64{65, 67, 81}, [3]int64{68, 70, 84}},
}

// archiveRows give each mailbox an archive, a second time too, and take it away.
func archiveRows() (out []row) {
	const has = "msExchArchiveGUID=0123456789abcdef\nmsExchArchiveName=Old mail\n"
	says := func(n int64) string { return fmt.Sprintf("msExchRemoteRecipientType=%d\n", n) }
	for _, m := range mailboxTypes {
		for _, b := range [][3]int64{bits[m.to].provisioned, bits[m.to].migrated} {
			became := m.becomes
			if b[0]&model.RemoteMigrated != 0 && m.to != lifecycle.UserMailbox {
				became = "MailUser" // the sample tenant has no mailbox that was moved
			}
			name := fmt.Sprintf("%s of %d", m.to.Label(), b[0])
			out = append(out,
				row{name + " gets an archive", remote(m.account, m.details, b[0]), plainly(lifecycle.EnableArchive), says(b[1]) + archive, became},
				row{name + " gets an archive again", remote(m.account, m.details, b[2]) + has, plainly(lifecycle.EnableArchive), says(b[1]), became},
				row{name + " loses its archive", remote(m.account, m.details, b[1]) + has, plainly(lifecycle.DisableArchive), says(b[2]), became},
				row{name + " after its archive", remote(m.account, m.details, b[2]) + has, cleanUp(false, model.Unsure), "msExchArchiveGUID=\nmsExchArchiveName=\n", became})
		}
	}
	return out
}

// cleanUp says, in place of the desk, whether the tenant has a mailbox.
func cleanUp(keepGUID bool, mailbox model.Maybe) func(place) operation {
	return plainly(func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
		w.Mailbox = mailbox
		return lifecycle.CleanUp(e, keepGUID, w)
	})
}

// convertRows are Set-RemoteMailbox -Type, and what is done by hand for mailboxes that
// were moved (https://support.microsoft.com/kb/2710029): every type to every other.
func convertRows() (out []row) {
	for _, from := range mailboxTypes {
		for _, to := range mailboxTypes {
			if from.to == to.to {
				continue
			}
			for i, b := range [][2]int64{{bits[from.to].provisioned[0], bits[to.to].provisioned[0]}, {bits[from.to].migrated[1], bits[to.to].migrated[1]}} {
				want := fmt.Sprintf("msExchRecipientTypeDetails=%d\nmsExchRemoteRecipientType=%d\n", to.details, b[1])
				if display[from.details] != display[to.details] {
					want += fmt.Sprintf("msExchRecipientDisplayType=%d\n", display[to.details])
				}
				became := to.becomes
				if i == 1 && from.to != lifecycle.UserMailbox {
					became = "MailUser" // the sample tenant has no mailbox that was moved
				}
				out = append(out, row{fmt.Sprintf("%s to %s, %d to %d", from.to, to.to, b[0], b[1]), remote(from.account, from.details, b[0]), convert(to.to), want + marks(from.details, to.details), became})
			}
		}
	}
	return append(out,
		row{"ACLable user to shared", person + addressed + types(2147483648, -1073741818, 4), convert(lifecycle.SharedMailbox),
			types(34359738368, -2147483642, 100), "SharedMailbox"},
		row{"mailbox by a license alone to shared", person + "mail={u}@{d}\nproxyAddresses=SMTP:{u}@{d}\n", convert(lifecycle.SharedMailbox),
			"mailNickname={u}\n" + types(34359738368, -2147483642, 97), "SharedMailbox"},
		row{"room with what it has to equipment", remote(thing, 8589934592, 33) + "msExchResourceSearchProperties=Screen\nmsExchResourceCapacity=9\n", convert(lifecycle.EquipmentMailbox),
			types(17179869184, -2147481594, 65) + equipment, "EquipmentMailbox"})
}

// marks are those of a resource that a conversion changes.
func marks(from, to int64) string {
	switch {
	case to == 8589934592:
		return room
	case to == 17179869184:
		return equipment
	case from == 8589934592 || from == 17179869184:
		return "msExchResourceMetaData=\nmsExchResourceSearchProperties=\nmsExchResourceDisplay=\n"
	}
	return ""
}

func convert(to lifecycle.MailboxType) func(place) operation {
	return plainly(func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) { return lifecycle.Convert(e, to, w) })
}
