package ui

import (
	"strings"
	"testing"
	"unicode/utf8"

	"fyne.io/fyne/v2/test"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/template"
)

// Names as people have them get valid names and addresses, through the form to the
// object in the directory.
func TestCreateNamesInAnyScript(t *testing.T) {
	long := strings.Repeat("Wolfeschlegelsteinhausen", 2)
	for _, c := range []struct{ name, first, last, rdn, mail, account string }{
		{"an apostrophe", "Siobhán", "O'Connor", "CN=Siobhán O'Connor", "siobhan.oconnor", "soconnor"},
		{"a typographic apostrophe", "Jeanne", "d’Arc", "CN=Jeanne d’Arc", "jeanne.darc", "jdarc"},
		{"umlauts", "Jürgen", "Größe", "CN=Jürgen Größe", "juergen.groesse", "jgroesse"},
		{"hyphens", "Karl-Heinz", "Müller-Lüdenscheidt", "CN=Karl-Heinz Müller-Lüdenscheidt", "karl-heinz.mueller-luedenscheidt", "kmueller-luedenscheid"[:20]},
		{"several given names", "Anna Maria Luise", "Kühn", "CN=Anna Maria Luise Kühn", "annamarialuise.kuehn", "akuehn"},
		{"CJK", "小明", "王", "CN=小明 王", "xiaoming.wang", "xwang"},
		{"Arabic", "محمد", "علي", "CN=محمد علي", "mhmd.ly", "mly"},
		{"a comma", "Sam", "Smith, Jr.", `CN=Sam Smith\, Jr.`, "sam.smithjr", "ssmithjr"},
		{"quotes", `Robert "Bob"`, "Tables", `CN=Robert \"Bob\" Tables`, "robertbob.tables", "rtables"},
		{"characters of DNs", "A+B", "C=D<E>;#", "", "ab.cde", "acde"},
		{"64 characters", long, strings.Repeat("x", 15), "CN=" + long + " " + strings.Repeat("x", 15), strings.ToLower(long) + "." + strings.Repeat("x", 15), "wxxxxxxxxxxxxxxx"},
		{"more than an object's name holds", long, strings.Repeat("y", 40), "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDriver(t, "")
			f := d.form(template.CloudMailbox)
			f.checks["disabled"].box.SetChecked(true)
			test.Type(f.boxes["first"].entry, c.first)
			test.Type(f.boxes["last"].entry, c.last)
			d.run.drain()
			if f.create.Disabled() {
				t.Fatalf("it says %q", f.status.Text)
			}
			obj := f.plan.made.Object
			test.Tap(f.create)
			d.run.drain()
			e, err := d.forest.System().Get(t.Context(), model.Ref{DN: obj.DN})
			d.must(err)
			d.valid(e, desk.MaxUserAccount)
			local, _, _ := strings.Cut(e.First(model.Mail), "@")
			if c.rdn != "" && !strings.HasPrefix(e.Ref.DN, c.rdn+",CN=Users") || c.mail != "" && local != c.mail || c.account != "" && e.First(model.SAMAccountName) != c.account {
				t.Errorf("%s, %s, %s", e.Ref.DN, e.First(model.Mail), e.First(model.SAMAccountName))
			}
			if e.First("givenName") != c.first || e.First("sn") != c.last {
				t.Errorf("%q %q", e.First("givenName"), e.First("sn"))
			}
		})
	}
}

// valid holds the names of a new object to what a directory and Exchange take.
func (d *driver) valid(e model.Entry, most int) {
	d.t.Helper()
	for _, a := range model.Addresses(e) {
		if err := model.CheckSMTP(a.Value()); err != nil {
			d.t.Error(err)
		}
	}
	if err := model.CheckAlias(e.First(model.MailNickname)); err != nil {
		d.t.Error(err)
	}
	account := e.First(model.SAMAccountName)
	if account == "" || utf8.RuneCountInString(account) > most || strings.ContainsAny(account, `"/\[]:;|=,+*?<>@`) {
		d.t.Errorf("sAMAccountName %q", account)
	}
	if n := utf8.RuneCountInString(model.NameOf(e.Ref.DN)); n == 0 || n > 64 {
		d.t.Errorf("the name has %d characters: %s", n, e.Ref.DN)
	}
	if upn := e.First(model.UserPrincipalName); most == desk.MaxUserAccount && model.CheckSMTP(upn) != nil {
		d.t.Errorf("userPrincipalName %q", upn)
	}
}

// What is no person has one name, in any script.
func TestCreateThingsInAnyScript(t *testing.T) {
	d := newDriver(t, "")
	for _, name := range []string{"会議室 12", "غرفة الاجتماعات", "R&D, \"Lab\" / Süd", "Café Größe", strings.Repeat("Sälchen ", 8)} {
		for _, m := range []template.Make{template.RoomMailbox, template.DistributionGroup} {
			f := d.form(m)
			if m == template.DistributionGroup {
				name = "G “" + name + "”"
			}
			test.Type(f.boxes["display"].entry, strings.TrimSpace(name))
			d.run.drain()
			if f.create.Disabled() {
				t.Errorf("%s %q: it says %q", m, name, f.status.Text)
				continue
			}
			obj := f.plan.made.Object
			test.Tap(f.create)
			d.run.drain()
			e, err := d.forest.System().Get(t.Context(), model.Ref{DN: obj.DN})
			d.must(err)
			most := desk.MaxUserAccount
			if m == template.DistributionGroup {
				most = desk.MaxGroupAccount
			}
			d.valid(e, most)
		}
	}
}
