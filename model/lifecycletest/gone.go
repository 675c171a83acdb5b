package lifecycletest

import (
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/lifecycle"
)

func inherit(former string) func(place) operation {
	return func(p place) operation {
		was := model.NewEntry(model.Ref{}, p.lines(former))
		return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) { return lifecycle.Inherit(e, was, w) }
	}
}

// onServer is a mailbox that stood on an Exchange server.
const (
	onServer = `mailNickname={u}
mail={u}@{d}
proxyAddresses=SMTP:{u}@{d}
msExchHomeServerName=/o=Old/cn=Servers/cn=EX1
msExchUserAccountControl=0
mDBUseDefaults=TRUE
msExchMailboxGuid=0123456789abcdef
`
	moved = `msExchHomeServerName=
msExchUserAccountControl=
mDBUseDefaults=
msExchMailboxGuid=
proxyAddresses=SMTP:{u}@{d}
proxyAddresses=smtp:{u}@{r}
targetAddress=SMTP:{u}@{r}
`
	off = `mail=
mailNickname=
targetAddress=
proxyAddresses=
msExchRecipientTypeDetails=
msExchRecipientDisplayType=
msExchRemoteRecipientType=
`
	serverUser = "msExchRecipientTypeDetails=1\nmsExchRecipientDisplayType=1073741824\n"
	noMarks    = "msExchResourceMetaData=\nmsExchResourceSearchProperties=\nmsExchResourceDisplay=\n"

	// more is what a mailbox may have besides.
	more = `legacyExchangeDN=/o=Now/cn={u}
proxyAddresses=x500:/o=Old/cn={u}
msExchPoliciesExcluded={26491cfc-9e50-4857-861b-0cb8df22b5d7}
msExchVersion=88218628259840
msExchHideFromAddressLists=TRUE
deliverAndRedirect=TRUE
altRecipient=CN={u}one,{c}
publicDelegates=CN={u}two,{c}
authOrig=CN={u}one,{c}
unauthOrig=CN={u}two,{c}
msExchRequireAuthToSendTo=TRUE
msExchEnableModeration=TRUE
msExchModeratedByLink=CN={u}one,{c}
msExchModerationFlags=6
msExchBypassModerationLink=CN={u}two,{c}
msExchSenderHintTranslations=default:<html>Out</html>
delivContLength=1024
submissionContLength=2048
msExchRecipLimit=50
msExchArchiveGUID=0123456789abcdef
msExchArchiveName=Old mail
extensionAttribute1=stays
extensionAttribute15=stays
description=stays
`
	noMore = `legacyExchangeDN=
proxyAddresses=x500:/o=Old/cn={u}
proxyAddresses=X500:/o=Now/cn={u}
msExchPoliciesExcluded=
msExchVersion=
msExchHideFromAddressLists=
deliverAndRedirect=
altRecipient=
publicDelegates=
authOrig=
unauthOrig=
msExchRequireAuthToSendTo=
msExchEnableModeration=
msExchModeratedByLink=
msExchModerationFlags=
msExchBypassModerationLink=
msExchSenderHintTranslations=
delivContLength=
submissionContLength=
msExchRecipLimit=
msExchArchiveGUID=
msExchArchiveName=
`
	offButHistory = `mail=
mailNickname=
targetAddress=
msExchRecipientTypeDetails=
msExchRecipientDisplayType=
msExchRemoteRecipientType=
`
)

// goneRows are Disable-RemoteMailbox, what is left of a server, and X500 addresses of
// somebody who was there before
// (https://learn.microsoft.com/powershell/module/exchangepowershell/disable-remotemailbox).
var goneRows = []row{
	{"shared mailbox off", remote(thing, 34359738368, 97), plainly(lifecycle.Disable), off, "SharedMailbox"},
	{"room mailbox off", remote(thing, 8589934592, 33), plainly(lifecycle.Disable), off + noMarks, "RoomMailbox"},
	{"equipment mailbox off", remote(thing, 17179869184, 65), plainly(lifecycle.Disable), off + noMarks, "EquipmentMailbox"},
	{"user mailbox off, with all that it may have", remote(person, 2147483648, 3) + more, plainly(lifecycle.Disable), offButHistory + noMore, "UserMailbox"},
	{"distribution group off, with history", aGroup + groupMail + asGroup + "legacyExchangeDN=/o=Now/cn={u}\n", plainly(lifecycle.Disable),
		"mail=\nmailNickname=\nmsExchRecipientTypeDetails=\nmsExchRecipientDisplayType=\nlegacyExchangeDN=\nproxyAddresses=X500:/o=Now/cn={u}", "None"},

	{"user mailbox of a server that is gone", person + onServer + serverUser, cleanUp(false, model.Unsure), moved + types(2147483648, -2147483642, 4), "MailUser"},
	{"the same, and the tenant has no mailbox", person + onServer + serverUser, cleanUp(false, model.No), moved + types(2147483648, -2147483642, 1), "UserMailbox"},
	{"the same, and its GUID stays", person + onServer + serverUser, cleanUp(true, model.No), strings.Replace(moved, "msExchMailboxGuid=\n", "", 1) + types(2147483648, -2147483642, 4), "MailUser"},
	{"shared mailbox of a server that is gone", thing + onServer + "msExchRecipientTypeDetails=4\nmsExchRecipientDisplayType=0\n", cleanUp(false, model.No), moved + types(34359738368, -2147483642, 97), "SharedMailbox"},
	{"room mailbox of a server that is gone", thing + onServer + room + "msExchResourceCapacity=8\nmsExchRecipientTypeDetails=16\nmsExchRecipientDisplayType=7\n", cleanUp(false, model.No),
		moved + types(8589934592, -2147481850, 33), "RoomMailbox"},
	{"equipment mailbox of a server that is gone", thing + onServer + equipment + "msExchRecipientTypeDetails=32\nmsExchRecipientDisplayType=8\n", cleanUp(false, model.Yes),
		moved + types(17179869184, -2147481594, 68), "MailUser"},

	{"X500 of somebody who was there before", remote(person, 2147483648, 1), inherit("legacyExchangeDN=/o=Gone/cn={u}\nproxyAddresses=X500:/o=Older/cn={u}\nproxyAddresses=SMTP:{u}@{d}"),
		"proxyAddresses=SMTP:{u}@{d}\nproxyAddresses=smtp:{u}@{r}\nproxyAddresses=X500:/o=Gone/cn={u}\nproxyAddresses=X500:/o=Older/cn={u}", "UserMailbox"},
}
