package idfix

import (
	"strings"

	"recipientdesk/model"
)

// chains returns the table of a mode. Attributes and steps are in IdFix's order, which
// decides what is proposed.
func chains(m Mode) []chain {
	if m == Dedicated {
		return dedicated
	}
	return multiTenant
}

var multiTenant = ruled(1001, MultiTenant, []chain{
	{attr: model.DisplayName, steps: []step{maxLength(255)}, blank: &blank{"always", anyObject, commonName}},
	{attr: givenName, steps: []step{maxLength(63)}},
	{attr: model.Mail, steps: []step{maxLength(256), unique}},
	{attr: model.MailNickname, steps: []step{maxLength(64), noLeadingPeriod, unique}},
	{attr: model.ProxyAddresses, steps: []step{maxLength(256), oneColon, unique}, forms: []form{
		{"if smtp: is in it", isSMTP, []step{refuse("white space and < > ( ) ; , [ ] \"", spaceAnd(`<>();,[]"`)), wellFormed}},
		{"else, of type X400 or X500", isX400, []step{refuse("line breaks, tabs and [ ] \" '", chars("\f\n\r\t\v[]\"'"))}},
		{"else", anyValue, []step{refuse("white space and < > ( ) , [ ] \"", spaceAnd(`<>(),[]"`))}},
	}},
	{attr: model.SAMAccountName, steps: []step{maxAccountName, refuse("\\ \" | , / [ ] : < > + = ; ? *", chars(`\"|,/[]:<>+=;?*`)), uniqueWithoutUPN}},
	{attr: model.TargetAddress, steps: []step{maxLength(255), oneColon, unique}, forms: []form{
		{"if smtp: is in it", isSMTP, []step{refuse("white space and \\ < > ( ) ; , [ ] \"", spaceAnd(`\<>();,[]"`)), wellFormed}},
		{"else", anyValue, []step{refuse("white space and \\ < > ( ) , [ ] \"", spaceAnd(`\<>(),[]"`))}},
	}},
	{attr: model.UserPrincipalName, steps: []step{maxLength(113),
		refuse("white space, \\ % & * + / = ? ' { } | < > ( ) ; : , [ ] \" and ä ë ï ö ü ÿ", spaceAnd(`\%&*+/=?'{}|<>();:,[]"`+"äëïöüÿÄËÏÖÜŸ")),
		wellFormed, unique}},
})

// That a period at either end of the alias is wrong was meant to be a step here; IdFix
// throws its result away.
var dedicated = ruled(2001, Dedicated, []chain{
	{attr: model.DisplayName, steps: []step{maxLength(256), trimmed}, blank: &blank{"for groups", isClass("group"), shortName}},
	{attr: model.Mail, steps: []step{maxLength(256), refuse("white space", spaceAnd("")), wellFormed, unique}},
	{attr: model.MailNickname, steps: []step{maxLength(64),
		refuse("white space and \\ ! # $ % & * + / = ? ^ { } | ~ < > ( ) ' ; : , [ ] \" @ or backticks", spaceAnd("\\!#$%&*+/=?^`{}|~<>()';:,[]\"@")), unique},
		blank: &blank{"for contacts", isClass("contact"), newAlias}},
	{attr: model.ProxyAddresses, steps: []step{maxLength(256), oneColon, unique}, forms: []form{{"if smtp: is in it", isSMTP, []step{wellFormed}}}},
	{attr: model.TargetAddress, steps: []step{maxLength(256)}, forms: []form{{"if smtp: is in it", isSMTP, []step{wellFormed}}},
		blank: &blank{"for users and contacts without homeMDB", mailsElsewhere, newTarget}},
})

func anyValue(string) bool   { return true }
func anyObject(*object) bool { return true }

func isX400(v string) bool { return begins(v, "x400", "x.400", "x500", "x.500") }

func isClass(class string) func(*object) bool {
	return func(o *object) bool { return o.class == class }
}

func commonName(o *object) string { return o.cn }
func shortName(o *object) string  { return cut(o.cn, 255) }

// newAlias is made of the name of a person, or else of the account, or else of the
// object.
func newAlias(o *object) string {
	if o.Has(givenName) && o.Has(surname) {
		return o.First(givenName) + "." + o.First(surname)
	}
	for _, v := range []string{o.First(givenName), o.First(surname), o.First(model.SAMAccountName)} {
		if v != "" {
			return v
		}
	}
	return o.cn
}

func mailsElsewhere(o *object) bool {
	return (o.class == "contact" || o.class == "user") && strings.TrimSpace(o.First(homeMDB)) == ""
}

func newTarget(o *object) string {
	if o.class == "contact" {
		return cut("SMTP:"+o.First(model.Mail), 256)
	}
	return ""
}
