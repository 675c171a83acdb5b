package ui

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/forecast"
	"recipientdesk/ui/kit"
)

// objectLists are the tabs for an object.
func objectLists(o desk.CloudObject) []objectListDef {
	list := []objectListDef{propertyList, addressList}
	switch o.Class {
	case model.CloudUser, model.DeletedUser:
		list = append(list, licenseList)
	case model.CloudGroup:
		list = append(list, memberList, ownerList)
	}
	return append(list, faultList)
}

func staticColumn(title string, width float32, fill bool) kit.Column {
	return kit.Column{Title: title, Width: width, Static: true, Fill: fill}
}

var propertyList = objectListDef{label: "Properties", none: "Nothing is set", lines: propertyLines,
	columns: []kit.Column{staticColumn("Property", 220, false), staticColumn("Value", 300, true)}}

// propertyLines are the properties by group, one value a line.
func propertyLines(_ *App, o desk.CloudObject) (out []objectLine) {
	for _, g := range propertyGroups {
		var lines []objectLine
		for _, p := range o.Properties {
			if groupOf(p.Name) == g && p.Name != model.ProxyAddresses {
				lines = append(lines, valueLines(p)...)
			}
		}
		if len(lines) > 0 {
			out = append(out, objectLine{head: true, cells: []kit.CellData{{Text: g, Bold: true, Color: kit.ColorMuted}, {}}})
			out = append(out, lines...)
		}
	}
	return out
}

// valueLines are the values of a property; the first one stands beside its name.
func valueLines(p desk.CloudProperty) (out []objectLine) {
	for i, v := range p.Values {
		label := kit.CellData{}
		if i == 0 {
			label.Text = propertyLabel(p.Name)
		}
		out = append(out, objectLine{cells: []kit.CellData{label, {Text: cloudValue(v)}}, tip: "Graph: " + string(p.Name), copy: string(p.Name) + ": " + v})
	}
	return out
}

// cloudValue writes a value as people read it: times in local time, truth in words.
func cloudValue(v string) string {
	switch v {
	case "true":
		return "Yes"
	case "false":
		return "No"
	}
	if t := localTime(v); t != "" {
		return t
	}
	return v
}

// propertyGroups are the titles in order; what has no place of its own comes last.
var propertyGroups = []string{"Identity", "Mail", "Person and organization", "Synchronization", "Account", "Custom attributes", "Other"}

func groupOf(p model.Attr) string {
	name := strings.ToLower(string(p))
	switch {
	case strings.HasPrefix(name, "onpremises") && name != "onpremisesimmutableid", name == "onpremisesimmutableid":
		return "Synchronization"
	case strings.HasPrefix(name, "extensionattribute"):
		return "Custom attributes"
	}
	if g, ok := groupsOfProperties[name]; ok {
		return g
	}
	return "Other"
}

// groupsOfProperties says where a property stands, by its name in lower case.
var groupsOfProperties = func() map[string]string {
	out := map[string]string{}
	for g, names := range map[string]string{
		"Identity": "id displayname givenname surname userprincipalname description grouptypes securityenabled mailenabled usertype visibility classification createddatetime deleteddatetime",
		"Mail":     "mail mailnickname proxyaddresses othermails imaddresses",
		"Person and organization": `city state country jobtitle companyname department officelocation businessphones mobilephone postalcode streetaddress
			usagelocation preferredlanguage faxnumber employeeid employeetype addresses phones`,
		"Account": `accountenabled lastpasswordchangedatetime signinsessionsvalidfromdatetime passwordpolicies externaluserstate creationtype identities
			securityidentifier isresourceaccount agegroup`,
	} {
		for name := range strings.FieldsSeq(names) {
			out[name] = g
		}
	}
	return out
}()

// propertyLabel is the name of a property for people: the usual one, or the one in Graph
// taken apart.
func propertyLabel(p model.Attr) string {
	if l := forecast.Label(p); l != string(p) {
		return l
	}
	if l, ok := propertyLabels[p]; ok {
		return l
	}
	var b strings.Builder
	runes := []rune(strings.TrimPrefix(string(p), "onPremises"))
	for i, r := range runes {
		switch {
		case i == 0:
			b.WriteRune(unicode.ToUpper(r))
		case unicode.IsUpper(r) && !unicode.IsUpper(runes[i-1]):
			b.WriteRune(' ')
			b.WriteRune(unicode.ToLower(r))
		case unicode.IsDigit(r) && !unicode.IsDigit(runes[i-1]):
			b.WriteRune(' ')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

var propertyLabels = map[model.Attr]string{
	"id": "Object ID", "userPrincipalName": "Sign-in name", "mail": "Mail", "mailNickname": "Alias", "surname": "Last name", "givenName": "First name",
	"onPremisesImmutableId": "Immutable ID (source anchor)", "onPremisesSyncEnabled": "Synchronized from AD", "onPremisesLastSyncDateTime": "Last synchronized",
	"onPremisesSecurityIdentifier": "SID in AD", "onPremisesSamAccountName": "Account name in AD", "onPremisesDistinguishedName": "Distinguished name in AD",
	"onPremisesDomainName": "Domain in AD", "onPremisesUserPrincipalName": "Sign-in name in AD", "onPremisesNetBiosName": "NetBIOS domain",
	"assignedLicenses": "Licenses (SKU)", "createdDateTime": "Created", "deletedDateTime": "Deleted", "accountEnabled": "Sign-in allowed",
	"lastPasswordChangeDateTime": "Password changed", "signInSessionsValidFromDateTime": "Sessions valid from", "securityIdentifier": "SID in the tenant",
	"imAddresses": "SIP addresses", "otherMails": "Other addresses", "identities": "Identities", "userType": "User type",
}

var addressList = objectListDef{label: "Addresses", none: "It has no address", lines: addressLines,
	count:   func(o desk.CloudObject) int { return len(o.Values(model.ProxyAddresses)) },
	columns: []kit.Column{staticColumn("Type", 110, false), staticColumn("Address", 380, true)}}

// addressLines are the addresses, the one that replies go to first.
func addressLines(_ *App, o desk.CloudObject) (out []objectLine) {
	for _, v := range o.Values(model.ProxyAddresses) {
		kind, value, ok := strings.Cut(v, ":")
		if !ok {
			kind, value = "", v
		}
		line := objectLine{cells: []kit.CellData{{Text: strings.ToUpper(kind)}, {Text: value}}, tip: "Graph: proxyAddresses", copy: v}
		if kind == "SMTP" {
			line.cells[0] = kit.CellData{Text: "Primary", Bold: true}
			line.cells[1].Bold = true
			out = append([]objectLine{line}, out...)
			continue
		}
		out = append(out, line)
	}
	return out
}

var licenseList = objectListDef{label: "Licenses", none: "No license is assigned", lines: licenseLines, part: "licenses",
	count:   func(o desk.CloudObject) int { return len(o.Licenses) },
	columns: []kit.Column{staticColumn("Product or service plan", 330, false), staticColumn("State", 160, false), staticColumn("Assigned", 220, true)}}

// licenseLines are the products of a user with their services below them.
func licenseLines(_ *App, o desk.CloudObject) (out []objectLine) {
	for _, l := range o.Licenses {
		how := "directly"
		var by cloudRef
		if l.ByGroup != "" {
			how, by = "by the group "+l.ByGroup, cloudRef{model.CloudGroup, l.ByGroup}
		}
		state := kit.CellData{Text: l.State}
		if l.Error != "" {
			state = kit.CellData{Text: l.State + ": " + l.Error, Icon: iconOfTone(kit.ToneError), Color: kit.ColorError}
		}
		out = append(out, objectLine{cells: []kit.CellData{{Text: model.ProductName(l.Part), Bold: true}, state, {Text: how}}, tip: l.Part + "\n" + l.SKU,
			copy: strings.Join([]string{model.ProductName(l.Part), l.Part, l.State, l.Error}, "\t"), ref: by})
		for _, p := range l.Plans {
			d := kit.CellData{Text: "on", Icon: theme.ConfirmIcon(), Color: kit.ColorOK}
			if !p.On {
				d = kit.CellData{Text: "off", Icon: theme.CancelIcon(), Color: kit.ColorMuted}
			}
			name := kit.CellData{Text: "    " + p.Name}
			if strings.HasPrefix(p.Name, "EXCHANGE") {
				name.Bold = true
			}
			out = append(out, objectLine{cells: []kit.CellData{name, d, {}}, tip: p.ID, copy: p.Name + "\t" + d.Text})
		}
	}
	return out
}

var memberList = objectListDef{label: "Members", none: "The group has no members", part: "members", columns: peopleColumns,
	count: func(o desk.CloudObject) int { return len(o.Members) },
	lines: func(_ *App, o desk.CloudObject) []objectLine { return peopleLines(o.Members) }}

var ownerList = objectListDef{label: "Owners", none: "The group has no owner in the tenant", part: "owners", columns: peopleColumns,
	count: func(o desk.CloudObject) int { return len(o.Owners) },
	lines: func(_ *App, o desk.CloudObject) []objectLine { return peopleLines(o.Owners) }}

var peopleColumns = []kit.Column{staticColumn("Name", 230, false), staticColumn("Address", 260, true), staticColumn("Kind", 90, false)}

// peopleLines are members or owners. Where their details may not be read, their IDs
// are all there is.
func peopleLines(list []model.Entry) (out []objectLine) {
	for _, e := range list {
		class := memberClass(e)
		name := kit.CellData{Text: or(e.First(model.DisplayName), e.Ref.GUID), Icon: classIcon(class), Color: theme.ColorNameForeground}
		address := or(e.First(model.Mail), e.First(model.UserPrincipalName))
		out = append(out, objectLine{cells: []kit.CellData{name, {Text: address}, {Text: classWord(class), Color: kit.ColorMuted}}, tip: e.Ref.GUID,
			copy: strings.Join([]string{name.Text, address, e.Ref.GUID}, "\t"), ref: cloudRef{class, e.Ref.GUID}})
	}
	return out
}

// memberClass is what a member is: only users have a sign-in name, and only contacts
// have neither that nor a name in the directory's own domain.
func memberClass(e model.Entry) model.CloudClass {
	switch kind := strings.ToLower(e.First("@odata.type")); {
	case strings.HasSuffix(kind, "group"):
		return model.CloudGroup
	case strings.HasSuffix(kind, "orgcontact"):
		return model.CloudContact
	}
	return model.CloudUser
}

var faultList = objectListDef{label: "Errors", none: "The tenant reports no error", lines: faultLines,
	count:   func(o desk.CloudObject) int { return len(o.Faults) },
	columns: []kit.Column{staticColumn("What", 420, true), staticColumn("Property", 130, false), staticColumn("Since", 130, false)}}

func faultLines(_ *App, o desk.CloudObject) (out []objectLine) {
	for _, f := range o.Faults {
		since := ""
		if !f.Since.IsZero() {
			since = moment(f.Since)
		}
		what := kit.CellData{Text: upperFirst(f.Text) + ".", Icon: iconOfTone(kit.ToneError), Color: kit.ColorError}
		if f.Resolved {
			what.Icon, what.Color = theme.ConfirmIcon(), kit.ColorMuted
		}
		out = append(out, objectLine{cells: []kit.CellData{what, {Text: string(f.Property)}, {Text: since}}, tip: what.Text, copy: strings.Join([]string{what.Text, string(f.Property), f.Value, since}, "\t")})
	}
	return out
}
