package lifecycle

import (
	"strings"

	"recipientdesk/model"
)

// mailAttributes are what makes an object a recipient, and what only a recipient has.
// extensionAttribute1 to 15 are none of them: other programs use them.
var mailAttributes = attributes(`mail mailNickname targetAddress
	msExchRecipientTypeDetails msExchRecipientDisplayType msExchRemoteRecipientType msExchMailboxGuid msExchArchiveGUID msExchArchiveName msExchArchiveStatus
	legacyExchangeDN msExchPoliciesIncluded msExchPoliciesExcluded msExchVersion msExchHideFromAddressLists showInAddressBook msExchUMDtmfMap
	altRecipient deliverAndRedirect msExchGenericForwardingAddress publicDelegates authOrig unauthOrig dLMemSubmitPerms dLMemRejectPerms
	msExchRequireAuthToSendTo msExchEnableModeration msExchModeratedByLink msExchModerationFlags msExchBypassModerationLink msExchBypassModerationFromDLMembersLink
	msExchSenderHintTranslations delivContLength submissionContLength msExchRecipLimit internetEncoding mAPIRecipient
	msExchResourceCapacity msExchResourceDisplay msExchResourceMetaData msExchResourceSearchProperties`)

// groupAttributes are those that only groups with mail have.
var groupAttributes = attributes(`msExchGroupJoinRestriction msExchGroupDepartRestriction hideDLMembership reportToOwner reportToOriginator oOFReplyToOriginator
	msExchCoManagedByLink`)

func attributes(list string) (out []model.Attr) {
	for a := range strings.FieldsSeq(list) {
		out = append(out, model.Attr(a))
	}
	return out
}

// Disable takes everything of a recipient away from an object, as Disable-RemoteMailbox,
// Disable-MailUser, Disable-MailContact and Disable-DistributionGroup do. The object
// stays, and so do its X500 addresses, the former legacyExchangeDN among them: if it
// becomes a recipient again, replies to old mail find it.
func Disable(e model.Entry, w World) (Outcome, error) {
	d := begin(e, w)
	k := (model.Recipient{Entry: e}).Kind()
	_, mailbox := TypeOf(e)
	if !k.MailEnabled() && !mailbox && !stamped(e) {
		d.refuse(model.NotFound, "is no recipient", "Nothing has to be changed.")
	}
	if k == model.KindDynamicGroup || k == model.KindPublicFolder {
		d.refuse(model.Invalid, "is "+k.Phrase(), "It is Exchange's own; leave it to Exchange's tools.")
	}
	if onServer(e) {
		d.refuse(model.Invalid, "has a mailbox on an Exchange server, as AD says", "While the server is there, disable the mailbox with its tools. If it is gone, clean up what it left behind first.")
	}
	d.keepHistory(e.First(model.LegacyDN))
	var kept []string
	for _, a := range model.Addresses(d.After) {
		if strings.EqualFold(a.Type(), "x500") {
			kept = append(kept, a.String())
		}
	}
	d.After = d.After.With(model.ProxyAddresses, kept...)
	d.clear(mailAttributes...)
	d.clear(groupAttributes...)
	d.clear(serverAttributes...)
	if d.err == nil && d.Change().Empty() {
		d.refuse(model.NotFound, "is no recipient", "Nothing has to be changed.")
	}
	d.disableSteps(k, mailbox)
	return d.end()
}

func (d *editor) clear(attrs ...model.Attr) {
	for _, a := range attrs {
		d.After = d.After.With(a)
	}
}

func (d *editor) disableSteps(k model.Kind, mailbox bool) {
	e := d.Before
	switch {
	case mailbox:
		if number(e, model.RemoteRecipientType)&model.RemoteProvisionArchive != 0 {
			d.step("Disable its archive first, here, and let that synchronize: with it, the mailbox stays in the cloud.", "", docDisable)
		}
		d.step("Take the license with Exchange Online away first: while the user has one, the mailbox stays.", "", docDisable)
		if t, _ := TypeOf(e); t != UserMailbox {
			d.step(t.opening()+" has no license to take away: convert it to a user mailbox first, here and in Exchange Online, and let that synchronize, or the mailbox stays in the cloud.",
				"Set-Mailbox -Identity "+identity(e)+" -Type "+stamps[UserMailbox].cloud, docDisable)
		}
		d.note("The mailbox in the cloud is deleted 30 days after that, and can be restored until then.")
	case k.Family() == "group" && number(e, model.GroupType) >= 0:
		d.note("A distribution group without mail does not synchronize: it goes from the tenant at the next synchronization.")
	case k.Family() == "group":
		d.step("A group that was synchronized with mail keeps mail in the tenant, with an address of its own domain, when AD has none any longer. To be rid of that, let the group leave the scope of the synchronization for one cycle.",
			"", "https://learn.microsoft.com/troubleshoot/entra/entra-id/user-prov-sync/proxyaddresses-attribute-populate")
	case k == model.KindMailContact:
		d.note("A contact without an address does not synchronize: it goes from the tenant at the next synchronization.")
	}
}

// keepHistory adds a former legacyExchangeDN as an X500 address.
func (d *editor) keepHistory(dn string) {
	if dn == "" {
		return
	}
	after, err := WithX500(d.After, dn)
	if err != nil {
		d.fail(err)
		return
	}
	d.After = after
}

// WithX500 returns e with an X500 address, if it does not have it; also where it is the
// legacyExchangeDN of the object itself, which synchronizes, but goes or changes in the
// same step: the address is what is left of it.
func WithX500(e model.Entry, dn string) (model.Entry, error) {
	l := model.Addresses(e)
	if l.Find("X500:"+dn) >= 0 {
		return e, nil
	}
	a, err := model.ParseAddress("X500:" + dn)
	if err == nil {
		l, err = l.Add(a)
	}
	if err != nil {
		return e, err
	}
	return e.With(model.ProxyAddresses, l.Strings()...), nil
}
