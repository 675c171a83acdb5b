package sheet

import (
	"strings"

	"recipientdesk/model"
)

var _ = register(Tab{
	ID: "general", Rank: 10, Label: "General",
	Groups: []Group{
		{Fields: nameFields},
		{Label: "Mail", Fields: mailFields},
		{Label: "Organization", Fields: organizationFields},
		{Label: "Telephone", Fields: telephoneFields},
		{Label: "Address", Fields: addressFields},
		{Label: "Notes", Fields: noteFields},
	},
})

const (
	docAttrs   = "https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-sync-attributes-synchronized"
	docFilter  = "https://learn.microsoft.com/powershell/exchange/filter-properties"
	docRemote  = "https://learn.microsoft.com/powershell/module/exchange/set-remotemailbox"
	docMailUsr = "https://learn.microsoft.com/powershell/module/exchange/set-mailuser"
)

var nameFields = []Field{{
	ID: "displayName", Label: "Display name",
	Help:  "The name in the address book. Without it the cloud shows the common name (cn).",
	Attrs: []model.Attr{model.DisplayName}, Edit: Text{}, Doc: docAttrs,
}, {
	ID: "givenName", Label: "First name",
	Help:  "The given name.",
	Attrs: []model.Attr{"givenName"}, Edit: Text{}, For: isPerson,
}, {
	ID: "initials", Label: "Initials",
	Help:  "Initials, at most 6 characters.",
	Attrs: []model.Attr{"initials"}, Edit: Text{}, For: isPerson,
}, {
	ID: "sn", Label: "Last name",
	Help:  "The family name.",
	Attrs: []model.Attr{"sn"}, Edit: Text{}, For: isPerson,
}, {
	ID: "userPrincipalName", Label: "User principal name",
	Help:  "The sign-in name, name@suffix. The suffix should be a domain verified in the tenant, or the cloud replaces it by onmicrosoft.com.",
	Attrs: []model.Attr{model.UserPrincipalName}, Edit: Suffix{}, For: isUser, Doc: docAttrs,
}, {
	ID: "description", Label: "Description",
	Help:  "A note for administrators. Of groups it is synced, cut to 448 characters.",
	Attrs: []model.Attr{model.Description}, Edit: Text{}, Doc: docAttrs,
}}

var mailFields = []Field{{
	ID: "mail", Label: "E-mail",
	Help:  "The address other programs read. It is kept equal to the primary address: a new one becomes primary and the former one stays as an alias. raw:mail writes the attribute alone.",
	Attrs: []model.Attr{model.Mail}, Also: []model.Attr{model.ProxyAddresses},
	Edit: Text{Max: 256}, Check: bareSMTP,
	Get: func(e model.Entry) []string { return e.Values(model.Mail) }, Set: setMail, Doc: docRemote,
}, {
	ID: "mailNickname", Label: "Alias",
	Help:  "The Exchange alias, at most 64 characters without blanks. A user without an alias cannot be hidden from address lists, and most Exchange attributes do not sync.",
	Attrs: []model.Attr{model.MailNickname}, Edit: Text{Max: model.MaxAlias}, Check: checkAlias, Doc: docRemote,
}, {
	ID: "targetAddress", Label: "Target address",
	Help:  "Where mail for this recipient is sent: the external address of a mail user or contact, or the onmicrosoft.com routing address of a cloud mailbox.",
	Attrs: []model.Attr{model.TargetAddress}, Edit: Text{}, Check: checkTarget, Doc: docMailUsr,
}, {
	ID: "hidden", Label: "Hide from address lists",
	Help:  "Takes the recipient out of the address book. For a user it reaches the cloud only if the alias is set.",
	Attrs: []model.Attr{"msExchHideFromAddressLists"}, Edit: Check{}, Doc: docFilter,
}}

var organizationFields = []Field{
	personText("title", "Job title", "The job title.", true),
	personText("department", "Department", "The department.", true),
	personText("company", "Company", "The company.", true),
	personText("physicalDeliveryOfficeName", "Office", "The office or room.", true),
	{
		ID: "manager", Label: "Manager",
		Help:  "The person this one reports to. The reference reaches the cloud only if the manager is synced too.",
		Attrs: []model.Attr{"manager"}, Edit: Picker{Families: []string{"user", "contact"}}, For: isPerson, Doc: docAttrs,
	},
	{
		ID: "webPage", Label: "Web page",
		Help:  "The address of a page about the recipient.",
		Attrs: []model.Attr{"wWWHomePage"}, Edit: Text{},
	},
}

var telephoneFields = []Field{
	personText("telephoneNumber", "Business phone", "The telephone number at work.", false),
	personText("mobile", "Mobile phone", "The mobile number.", false),
	personText("facsimileTelephoneNumber", "Fax", "The fax number.", false),
	personText("homePhone", "Home phone", "The telephone number at home.", false),
	personText("pager", "Pager", "The pager number.", false),
	personText("msExchAssistantName", "Assistant", "The name of the assistant.", false),
	personText("telephoneAssistant", "Assistant's phone", "The telephone number of the assistant. Of users it syncs only if the alias is set.", false),
}

var addressFields = []Field{
	{
		ID: "streetAddress", Label: "Street",
		Help:  "Street and number; several lines are possible.",
		Attrs: []model.Attr{"streetAddress"}, Edit: Text{Lines: 3}, For: isPerson,
	},
	personText("postOfficeBox", "P.O. box", "The post office box.", false),
	personText("l", "City", "The city.", true),
	personText("st", "State or province", "The state, province or county.", true),
	personText("postalCode", "Postal code", "The ZIP or postal code.", false),
	{
		ID: "country", Label: "Country or region",
		Help:  "Writes the three attributes together: the code (c), the name (co) and the number of ISO 3166 (countryCode).",
		Attrs: []model.Attr{"c", "co", "countryCode"}, Edit: Choice{Options: countryOptions()},
		Get: country, Set: setCountry, For: isPerson,
	},
}

var noteFields = []Field{{
	ID: "info", Label: "Notes",
	Help:  "Free text, shown on the address book's telephone page. Synced for groups, cut to 448 characters.",
	Attrs: []model.Attr{"info"}, Edit: Text{Lines: 5}, Doc: docAttrs,
}}

// personText is a line of text that persons have and groups do not. Its ID is its
// attribute.
func personText(attr model.Attr, label, help string, suggest bool) Field {
	return Field{ID: string(attr), Label: label, Help: help, Attrs: []model.Attr{attr}, Edit: Text{Suggest: suggest}, For: isPerson}
}

func checkAlias(v string) (string, error) { return v, model.CheckAlias(v) }

// checkTarget reads a target address: a bare one is an SMTP address, which is
// stored with the prefix in capitals, as Exchange writes it. Other types stay as
// they are.
func checkTarget(v string) (string, error) {
	a, err := model.ParseAddress(v)
	if err == nil && a.Type() != "" && !a.IsSMTP() {
		if strings.TrimSpace(a.Value()) == "" {
			return "", fault("%s has nothing after the colon", "Write the address after its type.", quote(v))
		}
		return v, nil
	}
	a, err = model.SMTPAddress(v, true)
	return a.String(), err
}
