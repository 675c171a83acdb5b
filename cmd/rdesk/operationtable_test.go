package main

import "strings"

// An operationCase is an operation on an object of the sample, with what it writes there by
// the tables of the attributes that Exchange stamps, and what Exchange Online makes of it.
type operationCase struct {
	name       string
	after      [][]string // commands before it
	on         string     // the object
	args       []string
	becomes    string // "None": it is not in the tenant
	unsure     bool   // before the cycle
	status     string // of the comparison after a cycle; "": equal
	powershell string // one of the commands for the tenant
	writes     string
}

// line splits a command line; a DN stands in brackets.
func line(s string) (args []string) {
	dn, rest, found := strings.Cut(s, "[")
	args = strings.Fields(dn)
	if found {
		inside, more, _ := strings.Cut(rest, "]")
		args = append(append(args, inside), strings.Fields(more)...)
	}
	return args
}

const (
	watch   = "CN=Night watch Hamburg,OU=Contacts,DC=corp,DC=example"
	hotline = "CN=Elevator hotline,OU=Contacts,DC=corp,DC=example"
)

// plainGroup makes a group without mail.
func plainGroup(more ...string) [][]string {
	return [][]string{append([]string{"new", "group", "--name", "Plain"}, more...)}
}

var operations = []operationCase{
	{name: "a user gets a mailbox", on: "pkowalczyk", args: line("enable mailbox pkowalczyk"), becomes: "UserMailbox", writes: `
		mail: pkowalczyk@brightwater.example
		mailNickname: pkowalczyk
		msExchRecipientDisplayType: -2147483642
		msExchRecipientTypeDetails: 2147483648
		msExchRemoteRecipientType: 1
		proxyAddresses: SMTP:pkowalczyk@brightwater.example
		proxyAddresses: smtp:pkowalczyk@brightwater.mail.onmicrosoft.com
		targetAddress: SMTP:pkowalczyk@brightwater.mail.onmicrosoft.com`},
	{name: "a shared mailbox with an archive", on: "kjablonska", args: line("enable mailbox kjablonska --type shared --archive --mail front@brightwater.example --alias front"), becomes: "SharedMailbox", writes: `
		mail: front@brightwater.example
		mailNickname: front
		msExchArchiveGUID: (new)
		msExchArchiveName: In-Place Archive - Katarzyna Jabłońska
		msExchRecipientDisplayType: -2147483642
		msExchRecipientTypeDetails: 34359738368
		msExchRemoteRecipientType: 99
		proxyAddresses: SMTP:front@brightwater.example
		proxyAddresses: smtp:front@brightwater.mail.onmicrosoft.com
		targetAddress: SMTP:front@brightwater.mail.onmicrosoft.com`},
	{name: "a room", on: "mgorski", args: line("enable mailbox mgorski --type room --routing mg@brightwater.mail.onmicrosoft.com"), becomes: "RoomMailbox", writes: `
		mail: mgorski@brightwater.example
		mailNickname: mgorski
		msExchRecipientDisplayType: -2147481850
		msExchRecipientTypeDetails: 8589934592
		msExchRemoteRecipientType: 33
		msExchResourceDisplay: Room
		msExchResourceMetaData: ResourceType:Room
		msExchResourceSearchProperties: Room
		proxyAddresses: SMTP:mgorski@brightwater.example
		proxyAddresses: smtp:mg@brightwater.mail.onmicrosoft.com
		targetAddress: SMTP:mg@brightwater.mail.onmicrosoft.com`},
	{name: "an equipment", on: "jzak", args: line("enable mailbox jzak --type equipment"), becomes: "EquipmentMailbox", writes: `
		mail: jzak@brightwater.example
		mailNickname: jzak
		msExchRecipientDisplayType: -2147481594
		msExchRecipientTypeDetails: 17179869184
		msExchRemoteRecipientType: 65
		msExchResourceDisplay: Equipment
		msExchResourceMetaData: ResourceType:Equipment
		msExchResourceSearchProperties: Equipment
		proxyAddresses: SMTP:jzak@brightwater.example
		proxyAddresses: smtp:jzak@brightwater.mail.onmicrosoft.com
		targetAddress: SMTP:jzak@brightwater.mail.onmicrosoft.com`},
	{name: "a mailbox that permissions can be given to", on: "gpawlowski", args: line("enable mailbox gpawlowski --aclable --routing-pattern r-%u"), becomes: "UserMailbox", writes: `
		mail: gpawlowski@brightwater.example
		mailNickname: gpawlowski
		msExchRecipientDisplayType: -1073741818
		msExchRecipientTypeDetails: 2147483648
		msExchRemoteRecipientType: 1
		proxyAddresses: SMTP:gpawlowski@brightwater.example
		proxyAddresses: smtp:r-gpawlowski@brightwater.mail.onmicrosoft.com
		targetAddress: SMTP:r-gpawlowski@brightwater.mail.onmicrosoft.com`},
	{name: "an archive", on: "cweber", args: line("enable archive cweber"), becomes: "UserMailbox", writes: `
		msExchArchiveGUID: (new)
		msExchArchiveName: In-Place Archive - Claudia Weber
		msExchRemoteRecipientType: 6`},
	{name: "no archive any longer", on: "cweber", after: [][]string{line("enable archive cweber")}, args: line("disable archive cweber"), becomes: "UserMailbox", writes: `
		msExchRemoteRecipientType: 20`},
	{name: "what is left of an archive", on: "cweber", after: [][]string{line("enable archive cweber"), line("disable archive cweber")}, args: line("cleanup cweber"), becomes: "UserMailbox", writes: `
		msExchArchiveGUID:
		msExchArchiveName:`},
	{name: "a migrated mailbox becomes shared", on: "cweber", args: line("convert cweber --to shared"), becomes: "SharedMailbox",
		powershell: "Set-Mailbox -Identity 'claudia.weber@brightwater.example' -Type Shared", writes: `
		msExchRecipientTypeDetails: 34359738368
		msExchRemoteRecipientType: 100`},
	{name: "a migrated mailbox becomes a room", on: "cweber", args: line("convert cweber --to room"), becomes: "RoomMailbox",
		powershell: "Set-Mailbox -Identity 'claudia.weber@brightwater.example' -Type Room", writes: `
		msExchRecipientDisplayType: -2147481850
		msExchRecipientTypeDetails: 8589934592
		msExchRemoteRecipientType: 36
		msExchResourceDisplay: Room
		msExchResourceMetaData: ResourceType:Room
		msExchResourceSearchProperties: Room`},
	{name: "a migrated mailbox becomes an equipment", on: "cweber", args: line("convert cweber --to equipment"), becomes: "EquipmentMailbox",
		powershell: "Set-Mailbox -Identity 'claudia.weber@brightwater.example' -Type Equipment", writes: `
		msExchRecipientDisplayType: -2147481594
		msExchRecipientTypeDetails: 17179869184
		msExchRemoteRecipientType: 68
		msExchResourceDisplay: Equipment
		msExchResourceMetaData: ResourceType:Equipment
		msExchResourceSearchProperties: Equipment`},
	{name: "a shared mailbox becomes a user's", on: "shared-info", args: line("convert shared-info --to user"), becomes: "UserMailbox",
		powershell: "Set-Mailbox -Identity 'info@brightwater.example' -Type Regular", writes: `
		msExchRecipientTypeDetails: 2147483648
		msExchRemoteRecipientType: 1`},
	{name: "permissions across the boundary", on: "khansen", args: line("convert khansen --aclable"), becomes: "UserMailbox", writes: `
		msExchRecipientDisplayType: -1073741818`},
	{name: "no such permissions any longer", on: "khansen", after: [][]string{line("convert khansen --aclable")}, args: line("convert khansen --aclable=false"), becomes: "UserMailbox", writes: `
		msExchRecipientDisplayType: -2147483642`},
	{name: "a mail user becomes a mailbox", on: "x-ferrari", args: line("convert x-ferrari --to user --mail chiara@brightwater.example"), becomes: "UserMailbox", writes: `
		mail: chiara@brightwater.example
		msExchRecipientDisplayType: -2147483642
		msExchRecipientTypeDetails: 2147483648
		msExchRemoteRecipientType: 1
		proxyAddresses: SMTP:chiara@brightwater.example
		proxyAddresses: smtp:x-ferrari@brightwater.example
		proxyAddresses: smtp:x-ferrari@brightwater.mail.onmicrosoft.com
		targetAddress: SMTP:x-ferrari@brightwater.mail.onmicrosoft.com`},
	{name: "a mailbox becomes a mail user", on: "pkowalczyk", after: [][]string{line("enable mailbox pkowalczyk")}, args: line("convert pkowalczyk --to mail-user --external piotr@partner.example"), becomes: "MailUser", writes: `
		internetEncoding: 1310720
		msExchRecipientDisplayType: 6
		msExchRecipientTypeDetails: 128
		msExchRemoteRecipientType:
		proxyAddresses: SMTP:pkowalczyk@brightwater.example
		proxyAddresses: smtp:piotr@partner.example
		targetAddress: SMTP:piotr@partner.example`},
	{name: "a user gets an address elsewhere", on: "reader", args: line("enable mail-user reader --external reader@partner.example"), becomes: "MailUser", status: "different",
		powershell: "Set-MailUser -Identity 'reader@partner.example' -UseMapiRichTextFormat Never", writes: `
		displayName: Reader
		internetEncoding: 1310720
		mail: reader@partner.example
		mailNickname: reader
		msExchRecipientDisplayType: 6
		msExchRecipientTypeDetails: 128
		proxyAddresses: SMTP:reader@partner.example
		targetAddress: SMTP:reader@partner.example`},
	{name: "a user with an own address beside the external one", on: "reader", args: line("enable mail-user reader --external reader@partner.example --mail reader@brightwater.example --alias r.reader"), becomes: "MailUser", status: "different", writes: `
		displayName: Reader
		internetEncoding: 1310720
		mail: reader@brightwater.example
		mailNickname: r.reader
		msExchRecipientDisplayType: 6
		msExchRecipientTypeDetails: 128
		proxyAddresses: SMTP:reader@brightwater.example
		proxyAddresses: smtp:reader@partner.example
		targetAddress: SMTP:reader@partner.example`},
	{name: "another external address", on: "x-haddad", args: line("convert x-haddad --external omar@haddad.example"), becomes: "MailUser", writes: `
		mail: omar@haddad.example
		proxyAddresses: SMTP:omar@haddad.example
		proxyAddresses: smtp:x-haddad@brightwater.example
		targetAddress: SMTP:omar@haddad.example`},
	{name: "a contact gets an address", on: watch, args: line("enable mail-contact [" + watch + "] --external night@watch.example"), becomes: "MailContact",
		powershell: "Set-MailContact -Identity 'night@watch.example' -UseMapiRichTextFormat Never", writes: `
		internetEncoding: 1310720
		mail: night@watch.example
		mailNickname: NightwatchHamburg
		msExchRecipientDisplayType: 6
		msExchRecipientTypeDetails: 64
		proxyAddresses: SMTP:night@watch.example
		targetAddress: SMTP:night@watch.example`},
	{name: "a distribution group gets mail", on: "Plain", after: plainGroup(), args: line("enable group Plain --mail plain@brightwater.example"), becomes: "MailUniversalDistributionGroup", writes: `
		mail: plain@brightwater.example
		mailNickname: Plain
		msExchGroupDepartRestriction: 1
		msExchGroupJoinRestriction: 0
		msExchRecipientDisplayType: 1
		msExchRecipientTypeDetails: 256
		msExchRequireAuthToSendTo: TRUE
		proxyAddresses: SMTP:plain@brightwater.example
		reportToOriginator: TRUE`},
	{name: "a security group gets mail", on: "sg-vpn", args: line("enable group sg-vpn --mail vpn@brightwater.example --alias vpn"), becomes: "MailUniversalSecurityGroup", writes: `
		displayName: VPN users
		mail: vpn@brightwater.example
		mailNickname: vpn
		msExchGroupDepartRestriction: 0
		msExchGroupJoinRestriction: 0
		msExchRecipientDisplayType: 1073741833
		msExchRecipientTypeDetails: 1024
		msExchRequireAuthToSendTo: TRUE
		proxyAddresses: SMTP:vpn@brightwater.example
		reportToOriginator: TRUE`},
	{name: "a group becomes a room list with mail", on: "Plain", after: plainGroup(), args: line("enable group Plain --room-list --mail plain@brightwater.example"), becomes: "RoomList", writes: `
		mail: plain@brightwater.example
		mailNickname: Plain
		msExchGroupDepartRestriction: 1
		msExchGroupJoinRestriction: 0
		msExchRecipientDisplayType: 15
		msExchRecipientTypeDetails: 268435456
		msExchRequireAuthToSendTo: TRUE
		proxyAddresses: SMTP:plain@brightwater.example
		reportToOriginator: TRUE`},
	{name: "a security group becomes universal", on: "Plain", after: plainGroup("--scope", "global", "--security"), args: line("convert Plain --to universal"), becomes: "ExchangeSecurityGroup", writes: `
		groupType: -2147483640`},
	{name: "a security group becomes one of the domain", on: "Plain", after: plainGroup("--security"), args: line("convert Plain --to domainlocal"), becomes: "ExchangeSecurityGroup", writes: `
		groupType: -2147483644`},
	{name: "a distribution group becomes a security group", on: "dl-hamburg", args: line("convert dl-hamburg --to security"), becomes: "MailUniversalSecurityGroup", writes: `
		groupType: -2147483640`},
	{name: "a security group becomes a distribution group", on: "ms-it", args: line("convert ms-it --to distribution"), becomes: "MailUniversalDistributionGroup", writes: `
		groupType: 8`},
	{name: "a room list", on: "dl-osaka", args: line("convert dl-osaka --to room-list"), becomes: "RoomList", writes: `
		msExchRecipientDisplayType: 15
		msExchRecipientTypeDetails: 268435456`},
	{name: "no room list any longer", on: "rl-hamburg", args: line("convert rl-hamburg --to distribution"), becomes: "MailUniversalDistributionGroup", writes: `
		msExchRecipientDisplayType: 1
		msExchRecipientTypeDetails: 256`},
	{name: "a migrated mailbox is disabled", on: "cweber", args: line("disable cweber"), becomes: "UserMailbox", writes: `
		legacyExchangeDN:
		mail:
		mailNickname:
		msExchPoliciesIncluded:
		msExchRecipientDisplayType:
		msExchRecipientTypeDetails:
		msExchRemoteRecipientType:
		msExchVersion:
		proxyAddresses: X500:/o=Brightwater/ou=External (FYDIBOHF25SPDLT)/cn=Recipients/cn=cweber
		targetAddress:`},
	{name: "a shared mailbox is disabled", on: "shared-info", args: line("disable shared-info"), becomes: "SharedMailbox",
		powershell: "Set-Mailbox -Identity 'info@brightwater.example' -Type Regular", writes: `
		legacyExchangeDN:
		mail:
		mailNickname:
		msExchPoliciesIncluded:
		msExchRecipientDisplayType:
		msExchRecipientTypeDetails:
		msExchRemoteRecipientType:
		msExchVersion:
		proxyAddresses: X500:/o=Brightwater/ou=External (FYDIBOHF25SPDLT)/cn=Recipients/cn=info
		publicDelegates:
		targetAddress:`},
	{name: "a mail user is disabled", on: "x-nystrom", args: line("disable x-nystrom"), becomes: "User", writes: `
		mail:
		mailNickname:
		msExchRecipientDisplayType:
		msExchRecipientTypeDetails:
		msExchVersion:
		proxyAddresses:
		targetAddress:`},
	{name: "a mail contact is disabled", on: hotline, args: line("disable [" + hotline + "]"), becomes: "None", writes: `
		internetEncoding:
		mail:
		mailNickname:
		mAPIRecipient:
		msExchHideFromAddressLists:
		proxyAddresses:
		targetAddress:`},
	{name: "a distribution group is disabled", on: "dl-lisbon", args: line("disable dl-lisbon"), becomes: "None", writes: `
		mail:
		mailNickname:
		proxyAddresses:
		reportToOriginator:`},
	{name: "a security group is disabled", on: "ms-it", args: line("disable ms-it"), becomes: "ExchangeSecurityGroup", writes: `
		mail:
		mailNickname:
		proxyAddresses:
		reportToOriginator:`},
	{name: "what a server left", on: "cbyrne", args: line("cleanup cbyrne"), becomes: "UserMailbox", writes: `
		msExchHomeServerName:
		msExchMailboxGuid:
		msExchRecipientDisplayType: -2147483642
		msExchRecipientTypeDetails: 2147483648
		msExchRemoteRecipientType: 1
		targetAddress: SMTP:cbyrne@brightwater.mail.onmicrosoft.com`},
	{name: "what a server left, but for the mailbox GUID", on: "cbyrne", args: line("cleanup cbyrne --keep-guid"), becomes: "MailUser", status: "different", writes: `
		msExchHomeServerName:
		msExchRecipientDisplayType: -2147483642
		msExchRecipientTypeDetails: 2147483648
		msExchRemoteRecipientType: 4
		targetAddress: SMTP:cbyrne@brightwater.mail.onmicrosoft.com`},
	{name: "owners", on: "dl-hamburg", args: line("owners dl-hamburg set khansen hvoss"), becomes: "MailUniversalDistributionGroup", writes: `
		managedBy: CN=Katrin Hansen,OU=Hamburg,OU=Staff,DC=corp,DC=example
		msExchCoManagedByLink: CN=Hauke Voß,OU=Hamburg,OU=Staff,DC=corp,DC=example`},
	{name: "an X500 address", on: "x-nystrom", args: line("x500 add x-nystrom /o=Old/cn=pia"), becomes: "MailUser", writes: `
		proxyAddresses: SMTP:pia@nystrom-audit.example
		proxyAddresses: smtp:x-nystrom@brightwater.example
		proxyAddresses: X500:/o=Old/cn=pia`},
	{name: "the recipe for a mailbox", on: "alindqvist", args: line("recipe cloud-mailbox alindqvist --fix"), becomes: "UserMailbox", writes: `
		mailNickname: alindqvist`},
}
