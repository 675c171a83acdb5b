package syncrule

import (
	"strconv"
	"strings"

	"recipientdesk/model"
)

// adTypes are what Active Directory's own schema and that of Exchange and Lync say
// of the attributes that rules read, for those whose connector or directory does
// not say it: by [MS-ADA1] to [MS-ADA3] and the published schema changes of
// Exchange. An attribute that is not here is one text.
var adTypes = typeTable(map[AttrType]string{
	{Number, false}: `userAccountControl groupType sAMAccountType countryCode pwdLastSet accountExpires lastLogonTimestamp primaryGroupID
		msExchRecipientTypeDetails msExchRecipientDisplayType msExchRemoteRecipientType msExchVersion msExchModerationFlags
		msExchELCMailboxFlags msExchGroupJoinRestriction msExchGroupDepartRestriction msExchResourceCapacity msExchArchiveStatus
		msExchArchiveQuota msExchArchiveWarnQuota msExchMailboxAuditLogAgeLimit msExchAuditAdmin msExchAuditDelegate
		msExchAuditDelegateAdmin msExchAuditOwner msExchProvisioningFlags msDS-HABSeniorityIndex
		msRTCSIP-OptionFlags msRTCSIP-ApplicationOptions internetEncoding delivContLength submissionContLength msExchRecipLimit`,
	{Bool, false}: `isCriticalSystemObject msExchHideFromAddressLists msExchRequireAuthToSendTo msExchEnableModeration hideDLMembership
		reportToOriginator reportToOwner oOFReplyToOriginator msRTCSIP-UserEnabled msExchMailboxAuditEnable msExchBypassAudit
		deliverAndRedirect mAPIRecipient msOrg-IsOrganizational msDS-IsEnabled`,
	{Ref, false}: `manager managedBy assistant altRecipient homeMDB homeMTA msExchTeamMailboxSharePointLinkedBy msRTCSIP-PrimaryHomeServer
		mS-DS-CreatorSID distinguishedName`,
	{Ref, true}: `member memberOf directReports secretary authOrig unauthOrig dLMemSubmitPerms dLMemRejectPerms publicDelegates
		publicDelegatesBL msExchModeratedByLink msExchBypassModerationLink msExchBypassModerationFromDLMembersLink
		msExchBypassModerationFromDLMembersBL msExchCoManagedByLink msExchDelegateListLink msExchDelegateListBL
		msExchTeamMailboxOwners showInAddressBook`,
	{Binary, false}: `objectGUID objectSid mS-DS-ConsistencyGuid msExchMailboxGuid msExchArchiveGUID msExchDisabledArchiveGUID
		msExchMasterAccountSid msRTCSIP-OriginatorSid msExchBlockedSendersHash msExchSafeSendersHash
		msExchSafeRecipientsHash thumbnailPhoto msDS-DeviceID msDS-CloudAnchor`,
	{Binary, true}: `photo jpegPhoto userCertificate userSMIMECertificate userPKCS12 sIDHistory tokenGroups`,
	{Text, true}: `objectClass proxyAddresses description url postOfficeBox otherTelephone otherMobile otherPager otherHomePhone
		otherFacsimileTelephoneNumber otherIpPhone otherMailbox ou o carLicense departmentNumber servicePrincipalName
		msExchExtensionCustomAttribute1 msExchExtensionCustomAttribute2 msExchExtensionCustomAttribute3
		msExchExtensionCustomAttribute4 msExchExtensionCustomAttribute5 msExchSenderHintTranslations msExchUserHoldPolicies msExchArchiveName
		msExchResourceMetaData msExchResourceSearchProperties msExchPoliciesIncluded msExchPoliciesExcluded
		msExchUCVoiceMailSettings msExchUMDtmfMap protocolSettings`,
})

func typeTable(rows map[AttrType]string) map[string]AttrType {
	m := map[string]AttrType{}
	for t, names := range rows {
		for name := range strings.FieldsSeq(names) {
			m[strings.ToLower(name)] = t
		}
	}
	return m
}

// typeOf says what an attribute of Active Directory holds: by the directory itself,
// else by the connector, else by what is known of every Active Directory.
func typeOf(name string, s *model.Schema, c *Connector) AttrType {
	if d, ok := s.Lookup(model.Attr(name)); ok && d.Syntax != model.SyntaxOther {
		return AttrType{kindOfSyntax(d.Syntax), !d.Single}
	}
	if c != nil {
		if t, ok := c.Types[name]; ok {
			return t
		}
	}
	if t, ok := adTypes[strings.ToLower(name)]; ok {
		return t
	}
	return AttrType{Text, false}
}

// kindOfSyntax translates a syntax. Times are texts to the sync engine, as kindOf
// says.
func kindOfSyntax(s model.Syntax) Kind {
	switch {
	case s == model.SyntaxBoolean:
		return Bool
	case s == model.SyntaxInteger, s == model.SyntaxLargeInt:
		return Number
	case s.Reference():
		return Ref
	case s.Binary():
		return Binary
	}
	return Text
}

// read makes a value of what LDAP sends. An attribute that takes several values is
// a list even with one. What is not written as its syntax asks is a text, so that
// a rule that minds fails on it and no other does.
func (t AttrType) read(raw []string) Value {
	switch {
	case len(raw) == 0:
		return NullValue
	case len(raw) == 1 && !t.Multi:
		return t.single(raw[0])
	}
	vs := make([]Value, len(raw))
	for i, s := range raw {
		vs[i] = t.single(s)
	}
	return Multi(vs...)
}

func (t AttrType) single(s string) Value {
	switch t.Kind {
	case Number:
		if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			return Int(n)
		}
	case Bool:
		switch {
		case strings.EqualFold(s, "TRUE"):
			return Boolean(true)
		case strings.EqualFold(s, "FALSE"):
			return Boolean(false)
		}
	case Ref:
		if strings.HasPrefix(s, "\x01") { // a SID, which the connector takes for a reference to its owner
			return Bytes(s)
		}
		return Reference(s)
	case Binary:
		return Bytes(s)
	}
	return String(s)
}
