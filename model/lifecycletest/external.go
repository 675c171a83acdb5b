package lifecycletest

import (
	"recipientdesk/model"
	"recipientdesk/model/lifecycle"
)

func mailUser(o lifecycle.ExternalOptions) func(place) operation {
	return func(p place) operation {
		o.External, o.Primary = p.fill(o.External), p.fill(o.Primary)
		return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
			return lifecycle.EnableMailUser(e, o, w)
		}
	}
}

func contact(o lifecycle.ExternalOptions) func(place) operation {
	return func(p place) operation {
		o.External, o.Primary = p.fill(o.External), p.fill(o.Primary)
		return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
			return lifecycle.EnableMailContact(e, o, w)
		}
	}
}

func external(to string) func(place) operation {
	return func(p place) operation {
		to := p.fill(to)
		return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
			return lifecycle.SetExternal(e, to, w)
		}
	}
}

func toMailbox(o lifecycle.MailboxOptions) func(place) operation {
	return plainly(func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) { return lifecycle.ToMailbox(e, o, w) })
}

func toMailUser(to string) func(place) operation {
	return func(p place) operation {
		to := p.fill(to)
		return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
			return lifecycle.ToMailUser(e, lifecycle.ExternalOptions{External: to}, w)
		}
	}
}

const (
	elsewhere = "mail={u}@else.example\nproxyAddresses=SMTP:{u}@else.example\ntargetAddress=SMTP:{u}@else.example\n"
	ours      = "mail={u}@{d}\nproxyAddresses=SMTP:{u}@{d}\nproxyAddresses=smtp:{u}@else.example\ntargetAddress=SMTP:{u}@else.example\n"

	userMarks    = "msExchRecipientTypeDetails=128\nmsExchRecipientDisplayType=6\ninternetEncoding=1310720\n"
	contactMarks = "msExchRecipientTypeDetails=64\nmsExchRecipientDisplayType=6\ninternetEncoding=1310720\n"

	someContact = "contact\ndisplayName=Shown {u}\n"
)

// externalRows are Enable-MailUser, Enable-MailContact and -ExternalEmailAddress
// (https://learn.microsoft.com/powershell/module/exchangepowershell/enable-mailuser).
var externalRows = []row{
	{"mail user", thing, mailUser(lifecycle.ExternalOptions{External: "{u}@else.example"}), "mailNickname={u}\n" + elsewhere + userMarks, "MailUser"},
	{"mail user with an address of ours", thing, mailUser(lifecycle.ExternalOptions{External: "{u}@else.example", Primary: "{u}@{d}"}), "mailNickname={u}\n" + ours + userMarks, "MailUser"},
	{"mail user of what had a mailbox", thing + "msExchRemoteRecipientType=33\n", mailUser(lifecycle.ExternalOptions{External: "{u}@else.example", Alias: "said"}),
		"mailNickname=said\nmsExchRemoteRecipientType=\n" + elsewhere + userMarks, "MailUser"},
	{"another external address", thing + "mailNickname={u}\n" + ours + userMarks, external("new.{u}@else.example"),
		"proxyAddresses=SMTP:{u}@{d}\nproxyAddresses=smtp:new.{u}@else.example\ntargetAddress=SMTP:new.{u}@else.example", "MailUser"},
	{"another external address that was the primary one", thing + "mailNickname={u}\n" + elsewhere + userMarks, external("new.{u}@else.example"),
		"mail=new.{u}@else.example\nproxyAddresses=SMTP:new.{u}@else.example\ntargetAddress=SMTP:new.{u}@else.example", "MailUser"},
	{"mail user to shared mailbox", thing + "mailNickname={u}\n" + ours + userMarks, toMailbox(lifecycle.MailboxOptions{Type: lifecycle.SharedMailbox}),
		"proxyAddresses=SMTP:{u}@{d}\nproxyAddresses=smtp:{u}@{r}\ntargetAddress=SMTP:{u}@{r}\ninternetEncoding=\n" + types(34359738368, -2147483642, 97), "SharedMailbox"},
	{"mail user to room mailbox", thing + "mailNickname={u}\n" + ours + userMarks, toMailbox(lifecycle.MailboxOptions{Type: lifecycle.RoomMailbox, Capacity: 3}),
		"proxyAddresses=SMTP:{u}@{d}\nproxyAddresses=smtp:{u}@{r}\ntargetAddress=SMTP:{u}@{r}\ninternetEncoding=\nmsExchResourceCapacity=3\n" + types(8589934592, -2147481850, 33) + room, "RoomMailbox"},
	{"room mailbox to mail user", remote(thing, 8589934592, 33) + "msExchResourceCapacity=3\n", toMailUser("{u}@else.example"),
		`proxyAddresses=SMTP:{u}@{d}
proxyAddresses=smtp:{u}@else.example
targetAddress=SMTP:{u}@else.example
msExchRemoteRecipientType=
msExchResourceMetaData=
msExchResourceSearchProperties=
msExchResourceDisplay=
msExchResourceCapacity=
` + userMarks, "RoomMailbox"}, // until the mailbox is disabled in the cloud
	{"mail user off", thing + "mailNickname={u}\n" + ours + userMarks + "legacyExchangeDN=/o=Old/cn={u}\nextensionAttribute1=stays\n", plainly(lifecycle.Disable),
		"mail=\nmailNickname=\ntargetAddress=\nmsExchRecipientTypeDetails=\nmsExchRecipientDisplayType=\ninternetEncoding=\nlegacyExchangeDN=\nproxyAddresses=X500:/o=Old/cn={u}", "User"},

	{"mail contact", someContact, contact(lifecycle.ExternalOptions{External: "{u}@else.example"}), "mailNickname=Life{u}\n" + elsewhere + contactMarks, "MailContact"},
	{"mail contact with an alias", someContact, contact(lifecycle.ExternalOptions{External: "{u}@else.example", Alias: "said"}), "mailNickname=said\n" + elsewhere + contactMarks, "MailContact"},
	{"contact with another external address", someContact + "mailNickname={u}\n" + elsewhere + contactMarks, external("new.{u}@else.example"),
		"mail=new.{u}@else.example\nproxyAddresses=SMTP:new.{u}@else.example\ntargetAddress=SMTP:new.{u}@else.example", "MailContact"},
	{"contact off", someContact + "mailNickname={u}\n" + elsewhere + contactMarks, plainly(lifecycle.Disable),
		"mail=\nmailNickname=\ntargetAddress=\nproxyAddresses=\nmsExchRecipientTypeDetails=\nmsExchRecipientDisplayType=\ninternetEncoding=", "None"},
}
