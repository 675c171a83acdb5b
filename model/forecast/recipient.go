package forecast

import (
	"slices"
	"strings"

	"recipientdesk/model"
)

// remoteKind returns the type of mailbox that AD asks for besides that of a person,
// or "".
func (w *world) remoteKind() string {
	switch w.number(model.RemoteRecipientType) & model.RemoteTypeBits {
	case model.RemoteRoom:
		return "RoomMailbox"
	case model.RemoteEquipment:
		return "EquipmentMailbox"
	case model.RemoteShared:
		return "SharedMailbox"
	}
	switch w.number(model.RecipientType) {
	case model.TypeRemoteRoom:
		return "RoomMailbox"
	case model.TypeRemoteEquipment:
		return "EquipmentMailbox"
	case model.TypeRemoteShared:
		return "SharedMailbox"
	}
	return ""
}

// facts are what the table of recipient types asks for.
type facts struct {
	licensed, isNew bool
	mailbox         model.Maybe // in Exchange Online
	wasLicensed     bool
	guid            bool // msExchMailboxGuid is exported
	rrt, details    int64
	kind            string // remoteKind
	target, alias   bool
	proxies         bool   // SMTP addresses
	prior           string // type before
	byDefault       bool   // the tenant manages new mailboxes in the cloud
	guest           bool
	display         string
}

func (c *calc) facts() facts {
	x := c.in.Export
	f := facts{
		licensed: c.licensed, isNew: c.in.New == model.Yes, mailbox: c.mailbox(),
		guid: x.Has(model.MailboxGUID), rrt: c.number(model.RemoteRecipientType), details: c.number(model.RecipientType),
		kind: c.remoteKind(), target: x.Has("targetAddress"), alias: x.Has("alias"), proxies: hasSMTP(x),
		prior: c.priorCloud(PropRecipientType), byDefault: c.features.CloudManagedByDefault == model.Yes,
		guest: strings.Contains(c.text(PropUPN), "#EXT#"), display: c.in.DisplayType,
	}
	f.wasLicensed = c.in.Prior != nil && c.in.Prior.Licensed == model.Yes
	return f
}

// hasSMTP reports whether an export has an address for mail: what is left of a former
// recipient, as an X500 address, makes none.
func hasSMTP(export model.Entry) bool {
	return slices.ContainsFunc(model.Addresses(export), model.Address.IsSMTP)
}

// onPremises reports whether AD says that the mailbox stands on an own server.
func (f facts) onPremises() bool {
	return f.guid || slices.Contains([]int64{model.TypeUserMailbox, model.TypeSharedMailbox, model.TypeRoomMailbox, model.TypeEquipmentMailbox}, f.details)
}

// exchange reports whether the export has attributes of Exchange.
func (f facts) exchange() bool {
	return f.alias || f.target || f.proxies || f.guid || f.rrt != 0 || f.details != 0
}

// A typeRow is a line of the table of recipient types; the first that applies
// counts.
type typeRow struct {
	when   func(f facts) bool
	kind   func(f facts) string // "" if no source says
	why    string
	source string
}

func always(kind string) func(facts) string { return func(facts) string { return kind } }

// kindOrUser is the type of a mailbox that comes into being.
func kindOrUser(f facts) string { return orElse(f.kind, "UserMailbox") }

// userTypes is the table for users. What a person reads is in why.
var userTypes = []typeRow{
	{func(f facts) bool { return f.guest }, always("GuestMailUser"),
		"a guest is a mail user", srcMailUser},
	{func(f facts) bool { return f.byDefault && f.isNew && !f.licensed }, always("User"),
		"the tenant manages the Exchange attributes of new users in the cloud: without a license it is a user without a mailbox", srcCloudManaged},
	{func(f facts) bool { return f.byDefault && f.isNew }, always("UserMailbox"),
		"the tenant manages the Exchange attributes of new users in the cloud: the license makes a mailbox that is managed there", srcCloudManaged},

	{func(f facts) bool { return f.mailbox == model.Yes && f.kind != "" }, kindOrUser,
		"the mailbox in Exchange Online takes the type that AD says", srcTypeReverts},
	{func(f facts) bool {
		return f.mailbox == model.Yes && (f.rrt&(model.RemoteProvisionMailbox|model.RemoteMigrated) != 0 || f.details == model.TypeRemoteUser)
	}, always("UserMailbox"), "AD says that the mailbox is that of a person; a change of type made in the cloud alone goes back", srcTypeReverts},
	{func(f facts) bool { return f.mailbox == model.Yes && mailboxOfDisplay[f.display] != "" },
		func(f facts) string { return mailboxOfDisplay[f.display] }, "that is the type of the mailbox now, and AD says nothing else", srcShadow},
	{func(f facts) bool { return f.mailbox == model.Yes && f.licensed },
		func(f facts) string { return mailboxOr(f.prior, "UserMailbox") }, "the user has a mailbox in Exchange Online", srcProxies},
	{func(f facts) bool {
		return f.mailbox == model.Yes && !f.wasLicensed && strings.HasSuffix(f.prior, "Mailbox")
	},
		func(f facts) string { return f.prior }, "the mailbox in Exchange Online needs no license", srcTypeReverts},
	{func(f facts) bool { return f.mailbox == model.Yes && !f.wasLicensed }, always(""),
		"the user has a mailbox and no license: a shared mailbox stays, that of a person goes after 30 days", srcNoLicense},

	{func(f facts) bool { return f.rrt&model.RemoteProvisionMailbox != 0 && !f.guid }, kindOrUser,
		"AD asks for a mailbox in Exchange Online (msExchRemoteRecipientType): it is made even before a license, which a person's needs within 30 days", srcNoLicense},
	{func(f facts) bool { return f.licensed && f.guid && f.mailbox == model.No }, always("MailUser"),
		"msExchMailboxGuid is exported: Exchange Online waits for that mailbox to be migrated, and the license makes none", srcMailboxGUID},
	{func(f facts) bool {
		return f.licensed && f.guid && f.kind == "" && f.mailbox == model.Unsure && f.rrt&model.RemoteMigrated == 0
	}, always(""),
		"msExchMailboxGuid is exported: if the user has no mailbox in Exchange Online yet, the license makes none", srcMailboxGUID},
	{func(f facts) bool { return f.rrt&model.RemoteMigrated != 0 && f.mailbox == model.No }, always("MailUser"),
		"AD says that the mailbox was migrated, and there is none: a license does not make one", srcNoLicense},
	{func(f facts) bool { return f.kind != "" }, kindOrUser,
		"AD says that it is a shared mailbox or a resource, which needs no license", srcTypeReverts},
	{func(f facts) bool { return f.rrt&model.RemoteMigrated != 0 && f.licensed }, always("UserMailbox"),
		"AD says that the mailbox was migrated to Exchange Online", srcNoMailbox},
	{func(f facts) bool { return f.rrt&model.RemoteMigrated != 0 }, always(""),
		"AD says that the mailbox was migrated; without a license it goes after 30 days", srcNoLicense},
	{func(f facts) bool { return f.licensed }, always("UserMailbox"),
		"the license makes a mailbox, as no msExchMailboxGuid is exported", srcPrevious},

	{func(f facts) bool { return f.wasLicensed && f.exchange() }, always("MailUser"),
		"the license was taken away: the mailbox is kept for 30 days, and the object becomes a mail user", srcPrevious},
	{func(f facts) bool { return f.wasLicensed }, always("User"),
		"the license was taken away: the mailbox is kept for 30 days, and the object becomes a user without a mailbox", srcPrevious},
	{facts.onPremises, always("MailUser"),
		"the mailbox stands on an own server: Exchange Online has a mail user for it", srcDual},
	{func(f facts) bool { return f.target && f.alias && f.proxies }, always("MailUser"),
		"a user with targetAddress, alias and addresses is a mail user", srcConvert},
	{func(f facts) bool { return f.display == "6" }, always("MailUser"), "it is a mail user now", srcShadow},
	{func(f facts) bool { return !f.exchange() }, always("User"),
		"without a license and without attributes of Exchange it is a user without a mailbox, even with mail", srcMailOnly},
	{func(f facts) bool { return f.prior != "" }, func(f facts) string { return f.prior },
		"it is that now, and AD says nothing else", srcPrevious},
	{func(f facts) bool { return true }, always(""),
		"no source says whether a user without a license, with addresses and without targetAddress, becomes a mail user or a user without a mailbox", srcMailOnly},
}

func mailboxOr(prior, other string) string {
	if strings.HasSuffix(prior, "Mailbox") {
		return prior
	}
	return other
}

// mailboxOfDisplay names the types of mailbox that a display type tells.
var mailboxOfDisplay = map[string]string{"7": "RoomMailbox", "8": "EquipmentMailbox", "18": "SchedulingMailbox",
	"16": "TeamMailbox", "1073741840": "TeamMailbox"}

// userType looks the user up in the table.
func (c *calc) userType() {
	f := c.facts()
	row := userTypes[slices.IndexFunc(userTypes, func(r typeRow) bool { return r.when(f) })]
	c.out.RecipientType = row.kind(f)
	verdict := Computed
	switch {
	case c.out.RecipientType == "":
		verdict = Unknown
	case f.licensed && c.out.RecipientType == "MailUser":
		verdict = Blocked // the mailbox that the license is for
	}
	c.say(PropRecipientType, verdict, stepExchange, row.why, row.source)
	if c.in.User != nil && c.in.User.CloudMailbox == model.Yes && f.onPremises() && c.strangerGUID() {
		c.say(PropRecipientType, Unknown, stepExchange, "AD names one mailbox by msExchMailboxGuid and Exchange Online has another: mail may go to both", srcDual)
	}
}

// strangerGUID reports whether AD and the tenant name different mailboxes.
func (c *calc) strangerGUID() bool {
	g, ok := model.GUIDFromBytes([]byte(c.text(model.MailboxGUID)))
	u, err := model.ParseGUID(c.in.User.MailboxGUID)
	return ok && err == nil && g != u
}
