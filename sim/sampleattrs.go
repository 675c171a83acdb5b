package sim

import (
	"strconv"
	"strings"

	"recipientdesk/model"
)

// A person is a row of people.tsv.
type person struct {
	account, given, sn, title, department string
	city                                  city
	number, profile                       string
}

// local is the left part of the person's address: given name, dot, surname.
func (p person) local() string { return plain(p.given) + "." + plain(p.sn) }

func (p person) attrs() map[model.Attr][]string {
	c := p.city
	m := map[model.Attr][]string{
		model.SAMAccountName: {p.account}, model.UserPrincipalName: {p.account + "@" + SampleSuffix},
		model.DisplayName: {p.given + " " + p.sn}, "givenName": {p.given}, "sn": {p.sn}, "initials": {initials(p.given, p.sn)},
		"title": {p.title}, "department": {p.department}, "company": {"Brightwater Instruments"}, "employeeID": {p.number},
		"physicalDeliveryOfficeName": {c.name}, "l": {c.name}, "streetAddress": {c.street}, "postalCode": {c.code},
		"c": {c.country}, "co": {c.land}, "countryCode": {c.number}, "telephoneNumber": {c.phone + p.number[1:]},
		model.UserAccountControl: {"512"},
	}
	if p.profile == "none" {
		return m
	}
	mail := p.local() + "@" + SampleSuffix
	m[model.Mail] = []string{mail}
	m[model.ProxyAddresses] = []string{"SMTP:" + mail, "smtp:" + p.account + "@" + SampleSuffix}
	if p.profile == "alias" || p.profile == "remote" {
		m[model.MailNickname] = []string{p.account}
	}
	if p.profile == "remote" {
		remote(m, p.account, model.TypeRemoteUser, model.DisplayRemote, model.RemoteMigrated)
	}
	return m
}

// remote adds what makes a remote mailbox, as Enable-RemoteMailbox does
// (https://learn.microsoft.com/powershell/module/exchange/enable-remotemailbox):
// the type numbers, the routing address, the old name, and the marks of the address
// policy that the server applied.
func remote(m map[model.Attr][]string, alias string, details, display, kind int64) {
	routing := alias + "@" + SampleRouting
	types(m, details, display)
	m[model.RemoteRecipientType] = []string{strconv.FormatInt(kind, 10)}
	m[model.TargetAddress] = []string{"SMTP:" + routing}
	m[model.ProxyAddresses] = append(m[model.ProxyAddresses], "smtp:"+routing)
	m["legacyExchangeDN"] = []string{"/o=Brightwater/ou=External (FYDIBOHF25SPDLT)/cn=Recipients/cn=" + alias}
	m["msExchVersion"], m["msExchPoliciesIncluded"] = []string{"88218628259840"}, []string{"9b2f4c86-5d1a-4e07-a3c9-61f0d8e72b54", policyFlag}
}

// types says what a recipient is.
func types(m map[model.Attr][]string, details, display int64) {
	m[model.RecipientType], m[model.DisplayType] = []string{strconv.FormatInt(details, 10)}, []string{strconv.FormatInt(display, 10)}
}

// resourceAttrs makes the disabled account of a room, a device or a shared
// mailbox.
func resourceAttrs(kind, key, name, address string) map[model.Attr][]string {
	mail := address + "@" + SampleSuffix
	m := map[model.Attr][]string{
		model.SAMAccountName: {key}, model.UserPrincipalName: {address + "@" + SampleSuffix}, model.DisplayName: {name},
		model.UserAccountControl: {"514"}, model.Mail: {mail}, model.MailNickname: {address},
		model.ProxyAddresses: {"SMTP:" + mail},
	}
	switch kind {
	case "room":
		remote(m, address, model.TypeRemoteRoom, model.DisplayRemoteRoom, model.RemoteProvisionMailbox|model.RemoteRoom)
		m["msExchResourceMetaData"], m["msExchResourceSearchProperties"] = []string{"ResourceType:Room"}, []string{"Room"}
		m["msExchResourceDisplay"] = []string{"Room"}
		if _, seats, ok := strings.Cut(strings.TrimSuffix(name, ")"), ", "); ok {
			m["msExchResourceCapacity"] = []string{seats}
		}
	case "equipment":
		remote(m, address, model.TypeRemoteEquipment, model.DisplayRemoteEquipment, model.RemoteProvisionMailbox|model.RemoteEquipment)
		m["msExchResourceMetaData"], m["msExchResourceSearchProperties"] = []string{"ResourceType:Equipment"}, []string{"Equipment"}
		m["msExchResourceDisplay"] = []string{"Equipment"}
	case "shared":
		remote(m, address, model.TypeRemoteShared, model.DisplayRemote, model.RemoteProvisionMailbox|model.RemoteShared)
	}
	return m
}

// externalAttrs makes a mail user: an account here, a mailbox elsewhere.
func externalAttrs(key, name, address string) map[model.Attr][]string {
	given, sn, _ := strings.Cut(name, " ")
	m := map[model.Attr][]string{model.SAMAccountName: {key}, model.UserPrincipalName: {key + "@" + SampleSuffix},
		model.DisplayName: {name + " (external)"}, "givenName": {given}, "sn": {sn}, model.UserAccountControl: {"512"},
		model.Mail: {address}, model.MailNickname: {key}, model.TargetAddress: {"SMTP:" + address},
		model.ProxyAddresses: {"SMTP:" + address, "smtp:" + key + "@" + SampleSuffix},
		"msExchVersion":      {"88218628259840"}}
	types(m, model.TypeMailUser, model.DisplayExternal)
	return m
}

func contactAttrs(key, name, address string) map[model.Attr][]string {
	m := map[model.Attr][]string{model.DisplayName: {name}}
	if address == "-" {
		m["telephoneNumber"] = []string{"+49 40 555 0100"}
		return m
	}
	m[model.Mail], m[model.ProxyAddresses], m[model.TargetAddress] = []string{address}, []string{"SMTP:" + address}, []string{"SMTP:" + address}
	m[model.MailNickname] = []string{strings.TrimPrefix(key, "c-")}
	m["internetEncoding"], m["mAPIRecipient"] = []string{"1310720"}, []string{"FALSE"}
	return m
}

// groupAttrs makes a universal group: Exchange asks for that, and only such may
// contain each other freely.
func groupAttrs(kind, key, name, address string) map[model.Attr][]string {
	m := map[model.Attr][]string{model.SAMAccountName: {key}}
	switch kind {
	case "sec":
		m[model.GroupType] = []string{"-2147483640"}
		return m
	case "msec":
		m[model.GroupType] = []string{"-2147483640"}
	default:
		m[model.GroupType] = []string{"8"}
	}
	mail := address + "@" + SampleSuffix
	m[model.DisplayName], m[model.Mail], m[model.ProxyAddresses] = []string{name}, []string{mail}, []string{"SMTP:" + mail}
	m[model.MailNickname], m["reportToOriginator"] = []string{address}, []string{"TRUE"}
	if kind == "roomlist" {
		types(m, model.TypeRoomList, model.DisplayRoomList)
	}
	return m
}

func initials(given, sn string) string { return string([]rune(given)[:1]) + string([]rune(sn)[:1]) }

var letters = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "á", "a", "ã", "a", "ą", "a", "ć", "c", "ç", "c",
	"é", "e", "ê", "e", "ę", "e", "í", "i", "ł", "l", "ń", "n", "ó", "o", "õ", "o", "ś", "s", "ú", "u", "ź", "z", "ż", "z", "'", "", " ", "")

// plain writes a name in the letters that addresses take.
func plain(s string) string { return letters.Replace(strings.ToLower(s)) }
