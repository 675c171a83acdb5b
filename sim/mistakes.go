package sim

import (
	"strings"

	"recipientdesk/model"
)

// A Mistake is something wrong, or worth a look, in the sample organization.
type Mistake struct {
	What  string     // in words
	On    []string   // cn of the objects
	Attr  model.Attr // where it stands
	Value string     // the value, or ""
}

// Mistakes lists what a checker should find in the sample organization. Nothing in
// the directory itself gives it away.
func Mistakes() []Mistake {
	return []Mistake{
		{"two users have the same address", []string{"Wiebke Claasen", "Torben Behrens"}, model.ProxyAddresses, "smtp:offers@brightwater.example"},
		{"a user and a contact have the same address", []string{"Klaus Lührs", "Studio Lichtblick"}, model.ProxyAddresses, "smtp:studio@lichtblick-foto.example"},
		{"hidden from address lists, and no alias: the cloud takes notice of the one only with the other", []string{"Petra Meinert"}, model.MailNickname, ""},
		{"delegates, and no alias: the cloud takes notice of the one only with the other", []string{"Anna Lindqvist", "Hauke Voß"}, model.MailNickname, ""},
		{"the UPN suffix is not verified", []string{"Greta Ehlers"}, model.UserPrincipalName, "gehlers@corp.local"},
		{"the UPN is missing", []string{"Rafał Szewczyk"}, model.UserPrincipalName, ""},
		{"two primary addresses", []string{"Nils Paulsen"}, model.ProxyAddresses, "SMTP:npaulsen@brightwater-group.example"},
		{"mail is not the primary address", []string{"Erika Rickmers"}, model.Mail, "e.rickmers@brightwater.example"},
		{"history of old Exchange organizations in X500 addresses, which must stay", []string{"Malte Kühn"}, model.ProxyAddresses, "X500:/o=Old Pumps/ou=First Administrative Group/cn=Recipients/cn=kuehn"},
		{"the GUID of a mailbox that is gone keeps the cloud from making one", []string{"Conor Byrne"}, "msExchMailboxGuid", ""},
		{"a disabled account still has addresses", []string{"Ingrid Falk"}, model.UserAccountControl, "514"},
		{"outside the scope of synchronization", []string{"Legacy Plotter"}, model.Mail, "plotter@brightwater.example"},
		{"a blank in an address", []string{"Niamh Kelly"}, model.ProxyAddresses, "smtp:n kelly@brightwater.example"},
		{"a blank at the end of an address", []string{"Declan Walsh"}, model.ProxyAddresses, "SMTP:declan.walsh@brightwater.example "},
		{"letters beyond ASCII in an address", []string{"João Conceição"}, model.ProxyAddresses, "SMTP:joão.conceição@brightwater.example"},
		{"a mail-enabled group without a display name", []string{"Competitor watch"}, model.DisplayName, ""},
		{"a contact that synchronization would merge into a user", []string{"Jun Okada (freelance)", "Shinji Mori"}, model.Mail, "shinji.mori@brightwater.example"},
		{"the target address leads to a domain that does not exist outside", []string{"Mariana Magalhães"}, model.TargetAddress, "SMTP:mariana.magalhaes@brightwater-lisboa.local"},
		{"a blank in an alias", []string{"Hauke Harms"}, model.MailNickname, "hauke harms"},
		{"two dots in a row in an address", []string{"Sven Jepsen"}, model.ProxyAddresses, "smtp:sven..jepsen@brightwater.example"},
		{"an address without a type", []string{"Sven Jepsen"}, model.ProxyAddresses, "sven@brightwater.example"},
		{"the display type is a room's, the recipient type a person's", []string{"Emil Groth"}, "msExchRecipientDisplayType", "-2147481850"},
		{"a value longer than the cloud takes", []string{"Beata Wrońska"}, model.ProxyAddresses, longAddress},
		{"left over from a replication conflict", []string{"Gustaw Lech\nCNF:" + conflictGUID}, "cn", ""},
	}
}

const conflictGUID = "5d1ac0de-77e5-4b1c-9a41-0c54f0d83b6e"

// longAddress is longer than the 256 characters that Entra ID takes; the schema
// takes it.
var longAddress = "smtp:beata.wronska." + strings.Repeat("engineering-krakow.", 12) + "x@brightwater.example"

// leftovers makes the objects that no table can hold: accounts of people who
// left, a device outside the scope, and what a replication conflict leaves.
func (b *builder) leftovers() {
	gone := person{account: "ifalk", given: "Ingrid", sn: "Falk", title: "Accountant", department: "Finance", city: cityOf("Hamburg"), number: "1099", profile: "remote"}
	for _, p := range []person{gone,
		{account: "pdunne", given: "Peadar", sn: "Dunne", title: "Field engineer", department: "Service", city: cityOf("Dublin"), number: "1098", profile: "none"}} {
		attrs := p.attrs()
		attrs[model.UserAccountControl] = []string{"514"}
		b.add(p.account, "user", p.given+" "+p.sn, b.keys["Disabled users"], attrs)
	}
	plotter := resourceAttrs("equipment", "plotter", "Legacy Plotter", "plotter")
	b.add("plotter", "user", "Legacy Plotter", b.keys["NoSync"], plotter)

	twin := person{account: "glech", given: "Gustaw", sn: "Lech", title: "Calibration technician", department: "Production", city: cityOf("Kraków"), number: "1097", profile: "alias"}
	b.add("glech", "user", "Gustaw Lech", b.keys["Kraków"], twin.attrs())
	ghost := twin.attrs()
	ghost[model.SAMAccountName] = []string{"$DUPLICATE-1f4"} // as a controller renames the loser
	delete(ghost, model.UserPrincipalName)
	b.add("ghost", "user", "Gustaw Lech\nCNF:"+conflictGUID, b.keys["Kraków"], ghost)

	n := b.keys["bwronska"]
	b.put(n, model.ProxyAddresses, append(n.values(b.st.schema.attr(model.ProxyAddresses)), longAddress))
}
