package mailboxguid

import (
	"cmp"
	"slices"
	"strconv"

	"recipientdesk/model"
	"recipientdesk/model/syncrule"
)

// A State is the short form of what the GUID means for a user.
type State string

// The states. Only Blocked, AtRisk and TwoMailboxes ask for something to be done.
const (
	NoGUID       State = "noGuid"       // msExchMailboxGuid is not set, or the object is no user
	NotSynced    State = "notSynced"    // the user does not arrive in the tenant
	KeptBack     State = "keptBack"     // the rules do not carry the GUID
	HasMailbox   State = "hasMailbox"   // there is a cloud mailbox already: the GUID harms no more
	TwoMailboxes State = "twoMailboxes" // one on premises and one in the cloud
	Blocked      State = "blocked"      // licensed, and without a mailbox because of the GUID
	AtRisk       State = "atRisk"       // a license would give no mailbox
	Unknown      State = "unknown"      // a fact of the tenant is missing
)

// A User is what is known of one.
type User struct {
	Entry  model.Entry
	Sync   *syncrule.Result  // by the present rules; nil: not known
	Tenant *model.TenantUser // nil: not known
}

// An Assessment says what the GUID means for a user.
type Assessment struct {
	State State
	Why   string // a sentence without a period
	Todo  string // a sentence of advice, or ""
}

// Alarms reports whether something should be done.
func (a Assessment) Alarms() bool {
	return a.State == Blocked || a.State == AtRisk || a.State == TwoMailboxes
}

// Attributes are those of AD that [Assess] reads, beside what the rules read.
func Attributes() []model.Attr {
	return []model.Attr{Attribute, homeMDB, model.RecipientType, model.ObjectClass}
}

const homeMDB model.Attr = "homeMDB"

// Assess says what the GUID means for a user. Users that have a cloud mailbox raise
// no alarm unless the one on premises is still there: the trouble is confined to
// the making of the mailbox.
func Assess(u User) Assessment {
	guid := u.Entry.First(Attribute)
	classes := u.Entry.Values(model.ObjectClass)
	person := len(classes) == 0 || slices.Contains(classes, "user") || slices.Contains(classes, "inetOrgPerson")
	switch {
	case guid == "":
		return Assessment{State: NoGUID, Why: "msExchMailboxGuid is not set"}
	case !person || slices.Contains(classes, "computer"):
		return Assessment{State: NoGUID, Why: "the object is no user"}
	case u.Sync == nil:
		return Assessment{State: Unknown, Why: "it is not known what the rules make of the user"}
	case !u.Sync.InScope:
		return Assessment{State: NotSynced, Why: cmp.Or(u.Sync.Why, "the user is not synchronized")}
	}
	if a, done := u.inCloud(guid); done {
		return a
	}
	if !exported(u.Sync) {
		return Assessment{State: KeptBack, Why: "the rules do not carry msExchMailboxGuid for this user"}
	}
	return u.without()
}

// inCloud answers for users whose cloud mailbox is there.
func (u User) inCloud(guid string) (Assessment, bool) {
	t := u.Tenant
	if t == nil || t.CloudMailbox != model.Yes {
		return Assessment{}, false
	}
	const todo = "Finish the migration: mail is delivered to the mailbox on the side of the sender."
	here := u.Entry.First(homeMDB) != ""
	cloud, err := model.ParseGUID(t.MailboxGUID)
	same := err == nil && cloud.Bytes() == guid
	switch {
	case here && !same:
		return Assessment{TwoMailboxes, "there is a mailbox on premises, and another one in the cloud", todo}, true
	case err == nil && !same:
		return Assessment{HasMailbox, "there is a cloud mailbox; msExchMailboxGuid names another one, which is perhaps gone",
			"Set msExchMailboxGuid to the GUID of the cloud mailbox if mailboxes shall ever be moved back."}, true
	}
	return Assessment{State: HasMailbox, Why: "there is a cloud mailbox already"}, true
}

// without answers for users whose GUID is exported, and of whom no cloud mailbox is
// known.
func (u User) without() Assessment {
	t := u.Tenant
	gone := ""
	if u.Entry.First(homeMDB) == "" {
		gone = " If the mailbox on premises is really gone, clear msExchMailboxGuid in AD instead."
	}
	switch {
	case t == nil || t.CloudMailbox == model.Unsure:
		why := "it is not known whether the user has a cloud mailbox"
		if n, _ := strconv.ParseInt(u.Entry.First(model.RecipientType), 10, 64); slices.Contains(remoteTypes, n) {
			why += "; AD says it is a remote mailbox, which speaks for it"
		}
		return Assessment{Unknown, why, "Load what is known of the tenant."}
	case t.Licensed == model.Yes:
		return Assessment{Blocked, "the user is licensed, and Exchange Online waits for the mailbox with this GUID to be moved",
			"Keep the GUID back, synchronize, then take the license away and assign it again." + gone}
	case t.Licensed == model.No:
		return Assessment{AtRisk, "a license would give no mailbox, as Exchange Online would wait for the mailbox with this GUID to be moved",
			"Keep the GUID back and synchronize before the license is assigned." + gone}
	}
	return Assessment{AtRisk, "there is no cloud mailbox, and the GUID keeps a license from making one; whether there is a license is not known",
		"Keep the GUID back and synchronize, then assign the license, anew if it is there." + gone}
}

// remoteTypes are the types of mailboxes in the cloud.
var remoteTypes = []int64{model.TypeRemoteUser, model.TypeRemoteRoom, model.TypeRemoteEquipment, model.TypeRemoteShared}

// exported reports whether the GUID is part of what goes to the tenant.
func exported(r *syncrule.Result) bool {
	return slices.ContainsFunc(r.Export, func(c syncrule.Contribution) bool { return c.Attribute == string(Attribute) && !c.Value.IsNull() })
}
