package lifecycletest

import (
	"recipientdesk/model"
	"recipientdesk/model/lifecycle"
)

func enableGroup(o lifecycle.GroupOptions) func(place) operation {
	return func(p place) operation {
		o.Primary = p.fill(o.Primary)
		return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
			return lifecycle.EnableGroup(e, o, w)
		}
	}
}

func scope(s lifecycle.GroupScope, security bool) func(place) operation {
	return plainly(func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
		return lifecycle.ConvertGroup(e, s, security, w)
	})
}

func roomList(on bool) func(place) operation {
	return plainly(func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
		return lifecycle.SetRoomList(e, on, w)
	})
}

func join(join, leave lifecycle.Restriction) func(place) operation {
	return plainly(func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
		return lifecycle.SetJoining(e, join, leave, w)
	})
}

// owners makes the first so many of the others the owners.
func owners(n int) func(place) operation {
	return func(p place) operation {
		var who []model.Recipient
		for _, o := range p.others[:n] {
			who = append(who, model.Recipient{Entry: model.NewEntry(model.Ref{DN: o.DN}, o.Attrs)})
		}
		return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
			return lifecycle.SetOwners(e, who, w)
		}
	}
}

const (
	aGroup        = "group\nsAMAccountName={u}\ngroupType=8\n"
	securityGroup = "group\nsAMAccountName={u}\ngroupType=-2147483640\n"
	globalGroup   = "group\nsAMAccountName={u}\ngroupType=2\n"
	localGroup    = "group\nsAMAccountName={u}\ngroupType=-2147483644\n"

	groupMail  = "mailNickname=Life{u}\nmail={u}@{d}\nproxyAddresses=SMTP:{u}@{d}\ndisplayName=Life {u}\n"
	newGroup   = groupMail + "reportToOriginator=TRUE\nmsExchRequireAuthToSendTo=TRUE\nmsExchGroupJoinRestriction=0\n"
	asGroup    = "msExchRecipientTypeDetails=256\nmsExchRecipientDisplayType=1\n"
	asSecurity = "msExchRecipientTypeDetails=1024\nmsExchRecipientDisplayType=1073741833\n"
	asRoomList = "msExchRecipientTypeDetails=268435456\nmsExchRecipientDisplayType=15\n"
)

// groupRows are Enable-DistributionGroup with its defaults, and Set-DistributionGroup
// (https://learn.microsoft.com/powershell/module/exchangepowershell/new-distributiongroup).
var groupRows = []row{
	{"distribution group", aGroup, enableGroup(lifecycle.GroupOptions{Primary: "{u}@{d}"}), newGroup + asGroup + "msExchGroupDepartRestriction=1", "MailUniversalDistributionGroup"},
	{"mail-enabled security group", securityGroup, enableGroup(lifecycle.GroupOptions{Primary: "{u}@{d}"}), newGroup + asSecurity + "msExchGroupDepartRestriction=0", "MailUniversalSecurityGroup"},
	{"new room list", aGroup, enableGroup(lifecycle.GroupOptions{Primary: "{u}@{d}", RoomList: true}), newGroup + asRoomList + "msExchGroupDepartRestriction=1", "RoomList"},
	{"group with mail alone", aGroup + "mail={u}@{d}\ndisplayName=Shown\nmsExchRequireAuthToSendTo=FALSE\n", enableGroup(lifecycle.GroupOptions{}),
		"mailNickname=Life{u}\nproxyAddresses=SMTP:{u}@{d}\nreportToOriginator=TRUE\nmsExchGroupJoinRestriction=0\nmsExchGroupDepartRestriction=1\n" + asGroup, "MailUniversalDistributionGroup"},
	{"security group that everybody joined", securityGroup + "msExchGroupJoinRestriction=1\nmsExchGroupDepartRestriction=1\n", enableGroup(lifecycle.GroupOptions{Primary: "{u}@{d}"}),
		newGroup + asSecurity + "msExchGroupDepartRestriction=0", "MailUniversalSecurityGroup"},
	{"to room list", aGroup + groupMail + asGroup, roomList(true), asRoomList, "RoomList"},
	{"no longer a room list", aGroup + groupMail + asRoomList, roomList(false), asGroup, "MailUniversalDistributionGroup"},
	{"to security group", aGroup + groupMail + asGroup + "msExchGroupJoinRestriction=1\nmsExchGroupDepartRestriction=1\n", scope(lifecycle.Universal, true),
		"groupType=-2147483640\nmsExchGroupJoinRestriction=0\nmsExchGroupDepartRestriction=0\n" + asSecurity, "MailUniversalSecurityGroup"},
	{"to distribution group", securityGroup + groupMail + asSecurity, scope(lifecycle.Universal, false), "groupType=8\n" + asGroup, "MailUniversalDistributionGroup"},
	{"to distribution group, by mail alone", securityGroup + groupMail, scope(lifecycle.Universal, false), "groupType=8\n", "MailUniversalDistributionGroup"},
	{"global to universal", globalGroup, scope(lifecycle.Universal, false), "groupType=8", "None"},
	{"global with mail to universal", globalGroup + groupMail, scope(lifecycle.Universal, false), "groupType=8", "MailUniversalDistributionGroup"},
	{"domain local to universal", localGroup, scope(lifecycle.Universal, true), "groupType=-2147483640", "ExchangeSecurityGroup"},
	{"universal to global", securityGroup, scope(lifecycle.Global, true), "groupType=-2147483646", "ExchangeSecurityGroup"},
	{"joined by approval, and never left", aGroup + groupMail + asGroup, join(lifecycle.Approval, lifecycle.Closed),
		"msExchGroupJoinRestriction=2\nmsExchGroupDepartRestriction=0", "MailUniversalDistributionGroup"},
	{"open again", aGroup + groupMail + asGroup + "msExchGroupJoinRestriction=0\nmsExchGroupDepartRestriction=0\n", join(lifecycle.Open, lifecycle.Open),
		"msExchGroupJoinRestriction=1\nmsExchGroupDepartRestriction=1", "MailUniversalDistributionGroup"},
	{"two owners", aGroup + groupMail + asGroup, owners(2), "managedBy=CN={u}one,{c}\nmsExchCoManagedByLink=CN={u}two,{c}", "MailUniversalDistributionGroup"},
	{"one owner of two", aGroup + groupMail + asGroup + "managedBy=CN={u}two,{c}\nmsExchCoManagedByLink=CN={u}one,{c}\n", owners(1),
		"managedBy=CN={u}one,{c}\nmsExchCoManagedByLink=", "MailUniversalDistributionGroup"},
	{"distribution group off", aGroup + newGroup + asGroup + "msExchGroupDepartRestriction=1\nmanagedBy=CN={u}one,{c}\nmsExchCoManagedByLink=CN={u}two,{c}\n", plainly(lifecycle.Disable),
		`mail=
mailNickname=
proxyAddresses=
msExchRecipientTypeDetails=
msExchRecipientDisplayType=
reportToOriginator=
msExchRequireAuthToSendTo=
msExchGroupJoinRestriction=
msExchGroupDepartRestriction=
msExchCoManagedByLink=`, "None"},
}
