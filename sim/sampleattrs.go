package sim

import (
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
		remote(m, p.account, "2147483648", "-2147483642", "4")
	}
	return m
}

// remote adds what makes a remote mailbox, as Enable-RemoteMailbox does
// (https://learn.microsoft.com/powershell/module/exchange/enable-remotemailbox):
// the type numbers, the routing address and the old name.
func remote(m map[model.Attr][]string, alias, details, display, kind string) {
	routing := alias + "@" + SampleRouting
	m[model.RecipientType], m["msExchRecipientDisplayType"], m[model.RemoteRecipientType] = []string{details}, []string{display}, []string{kind}
	m[model.TargetAddress] = []string{"SMTP:" + routing}
	m[model.ProxyAddresses] = append(m[model.ProxyAddresses], "smtp:"+routing)
	m["legacyExchangeDN"] = []string{"/o=Brightwater/ou=External (FYDIBOHF25SPDLT)/cn=Recipients/cn=" + alias}
	m["msExchVersion"], m["msExchPoliciesExcluded"] = []string{"88218628259840"}, []string{samplePolicy}
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
		remote(m, address, "8589934592", "-2147481850", "33")
		m["msExchResourceMetaData"], m["msExchResourceSearchProperties"] = []string{"ResourceType:Room"}, []string{"Room"}
		m["msExchResourceDisplay"] = []string{"Room"}
		if _, seats, ok := strings.Cut(strings.TrimSuffix(name, ")"), ", "); ok {
			m["msExchResourceCapacity"] = []string{seats}
		}
	case "equipment":
		remote(m, address, "17179869184", "-2147481594", "65")
		m["msExchResourceMetaData"], m["msExchResourceSearchProperties"] = []string{"ResourceType:Equipment"}, []string{"Equipment"}
		m["msExchResourceDisplay"] = []string{"Equipment"}
	case "shared":
		remote(m, address, "34359738368", "-2147483642", "97")
	}
	return m
}

// externalAttrs makes a mail user: an account here, a mailbox elsewhere.
func externalAttrs(key, name, address string) map[model.Attr][]string {
	given, sn, _ := strings.Cut(name, " ")
	return map[model.Attr][]string{model.SAMAccountName: {key}, model.UserPrincipalName: {key + "@" + SampleSuffix},
		model.DisplayName: {name + " (external)"}, "givenName": {given}, "sn": {sn}, model.UserAccountControl: {"512"},
		model.Mail: {address}, model.MailNickname: {key}, model.TargetAddress: {"SMTP:" + address},
		model.ProxyAddresses: {"SMTP:" + address, "smtp:" + key + "@" + SampleSuffix},
		model.RecipientType:  {"128"}, "msExchRecipientDisplayType": {"6"}, "msExchVersion": {"88218628259840"}}
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
		m[model.RecipientType], m["msExchRecipientDisplayType"] = []string{"268435456"}, []string{"15"}
	}
	return m
}

func initials(given, sn string) string { return string([]rune(given)[:1]) + string([]rune(sn)[:1]) }

var letters = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "á", "a", "ã", "a", "ą", "a", "ć", "c", "ç", "c",
	"é", "e", "ê", "e", "ę", "e", "í", "i", "ł", "l", "ń", "n", "ó", "o", "õ", "o", "ś", "s", "ú", "u", "ź", "z", "ż", "z", "'", "", " ", "")

// plain writes a name in the letters that addresses take.
func plain(s string) string { return letters.Replace(strings.ToLower(s)) }
