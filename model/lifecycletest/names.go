package lifecycletest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/template"
)

// A Name is one that is hard to make addresses, accounts and distinguished names of.
type Name struct{ First, Last string }

// Names are people whom a directory has to take as they are written.
var Names = []Name{
	{"Siobhán", "O'Brien"}, {"Pat", "D\u2019Arcy"}, {"Jürgen", "Müller-Lüdenscheidt"}, {"Anna Maria Luise", "von der Größe-Straß"}, {"Łukasz", "Żółć"}, {"Ísbjörn", "Þórðarson"},
	{"小明", "王"}, {"健二", "田中"}, {"민준", "김"}, {"محمد", "علي"}, {"נועה", "כהן"}, {"Владимир", "Щукин"}, {"Ιωάννης", "Παπαδόπουλος"}, {"İbrahim", "Çağlar"}, {"สมชาย", "ใจดี"},
	{"Robert", `"Bob" Smith, Jr.`}, {`Back\slash`, "Plus+Equals=Semi;Less<More>"}, {"#Hash", "First"}, {"Sla/sh", `Colon:Pipe|Star*Query?`}, {"Filter", "*)(cn=*"}, {"CN=Not", "DC=real"},
	{"  Blanks  ", "  all  around "}, {"José", "Núñez"}, {"Jose\u0301", "Nu\u0301n\u0303ez Decomposed"}, {"Zero\u200bwidth", "Join\u200ded"}, {"Right\u200f", "\u202bto left\u202c"},
	{"Smile 🙂", "Face 👩‍💻"}, {"A&B", "C@D"}, {"Dot.", "Ends."}, {".Dot", "..Starts"}, {"-Hy-", "-phen-"}, {"ﬁ", "Ligature ﬀ"}, {"Tab\tbed", "Under_score"}, {"Per%cent", "Dollar$ `Tick`"},
	{"Wolfeschlegelsteinhausenbergerdorff", "Hubertblainewolfeschlegelsteinhausen"}, {strings.Repeat("é", 32), strings.Repeat("王", 31)}, {"𝔄𝔫𝔫𝔞", "𝕊𝕞𝕚𝕥𝕙"}, {"Ａｎｎａ", "Ｗｉｄｅ"}, {"X", "Æ A-12"},
}

// Hard makes a user, a contact and a group of each of the names, holds what comes of it to the
// rules of aliases, addresses and accounts, creates it, finds it again, and takes it
// back.
func Hard(t *testing.T, dk *desk.Desk, at Place) {
	for _, tpl := range template.Builtin() {
		switch tpl.Makes { // the others have their names from the same patterns
		case template.CloudMailbox, template.MailContact, template.DistributionGroup:
		default:
			continue
		}
		for _, name := range Names {
			t.Run(fmt.Sprintf("%s %+q %+q", tpl.Makes, name.First, name.Last), func(t *testing.T) {
				of := template.Person{First: name.First, Last: name.Last, Domain: at.Domain}
				if !tpl.Makes.Person() {
					of = template.Person{Display: name.First + " " + name.Last, Domain: at.Domain}
				}
				n, _, err := desk.FromTemplate(tpl, of)
				if err != nil {
					t.Fatal(err)
				}
				if n.Container = at.Container; tpl.Makes == template.MailContact || tpl.Makes == template.MailUser {
					n.Target = "someone@else.example"
				}
				m, err := dk.Make(t.Context(), n)
				if err != nil {
					t.Fatal(err)
				}
				valid(t, m.Object)
				made, err := dk.CreateMade(t.Context(), m)
				if err != nil {
					t.Fatal(err)
				}
				if got := model.NameOf(made.Entry.Ref.DN); got != n.Name || made.Entry.First(model.CommonName) != n.Name {
					t.Errorf("it is named %q, want %q", got, n.Name)
				}
				found(t, dk, made.Entry)
				if _, err := dk.Undo(context.Background(), made.Numbers[0]); err != nil {
					t.Errorf("taking it back: %v", err)
				}
			})
		}
	}
}

// valid holds the names of a new object to what Exchange, Entra ID and AD take.
func valid(t *testing.T, obj model.NewObject) {
	t.Helper()
	e := model.NewEntry(model.Ref{DN: obj.DN}, obj.Attrs)
	if err := model.CheckAlias(e.First(model.MailNickname)); err != nil {
		t.Errorf("alias: %v", err)
	}
	for _, a := range model.Addresses(e) {
		if err := model.CheckSMTP(a.Value()); err != nil {
			t.Errorf("address: %v", err)
		}
	}
	if p, ok := model.Addresses(e).Primary(); !ok || !strings.EqualFold(p.Value(), e.First(model.Mail)) {
		t.Errorf("primary address %v, mail %q", p, e.First(model.Mail))
	}
	account, most := e.First(model.SAMAccountName), desk.MaxGroupAccount
	if e.Has(model.UserAccountControl) {
		most = desk.MaxUserAccount
		if err := model.CheckSMTP(e.First(model.UserPrincipalName)); err != nil {
			t.Errorf("sign-in name: %v", err)
		}
	}
	if utf8.RuneCountInString(account) > most || strings.ContainsAny(account, `"/\[]:;|=,+*?<>@`) || strings.HasSuffix(account, ".") {
		t.Errorf("account name %q", account)
	}
	if dn, err := model.ParseDN(obj.DN); err != nil || utf8.RuneCountInString(dn.Name()) > 64 {
		t.Errorf("name %q: %v", obj.DN, err)
	}
}

// found looks an object up by every name that it has.
func found(t *testing.T, dk *desk.Desk, e model.Entry) {
	t.Helper()
	for _, id := range []string{e.Ref.DN, e.Ref.GUID, e.First(model.SAMAccountName), e.First(model.UserPrincipalName)} {
		if id == "" {
			continue
		}
		if ref, err := dk.Find(t.Context(), id); err != nil || !ref.Same(e.Ref) {
			t.Errorf("looked up by %q: %v %v", id, ref, err)
		}
	}
}
