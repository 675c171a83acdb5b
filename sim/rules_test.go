package sim

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"recipientdesk/model"
)

const corp = "DC=corp,DC=example"

// A bench is a forest with somebody signed in, for short tests.
type bench struct {
	*testing.T
	f *Forest
	s *Session
}

func sample(t *testing.T, user string) bench {
	t.Helper()
	f := Sample(nil, nil)
	s, err := f.As(user)
	if err != nil {
		t.Fatal(err)
	}
	return bench{t, f, s}
}

func (b bench) get(dn string, attrs ...model.Attr) model.Entry {
	b.Helper()
	e, err := b.s.Get(b.Context(), model.Ref{DN: dn}, attrs...)
	if err != nil {
		b.Fatal(err)
	}
	return e
}

func (b bench) modify(dn string, mods ...Mod) {
	b.Helper()
	if err := b.s.Modify(b.Context(), model.Ref{DN: dn}, mods, false); err != nil {
		b.Fatal(err)
	}
}

func (b bench) find(filter string) (names []string) {
	b.Helper()
	w, err := model.ParseFilter(filter)
	if err != nil {
		b.Fatal(err)
	}
	for e, err := range b.s.Search(b.Context(), model.Query{Where: w}) {
		if err != nil {
			b.Fatal(err)
		}
		names = append(names, model.NameOf(e.Ref.DN))
	}
	slices.Sort(names)
	return names
}

func staff(city, name string) string { return "CN=" + name + ",OU=" + city + ",OU=Staff," + corp }

func TestEveryLinkHasTwoEnds(t *testing.T) {
	s := schemaWith(true)
	for _, a := range s.attrs {
		switch {
		case a.linkID == 0:
		case a.backLink() && (a.partner == nil || a.partner.partner != a):
			t.Errorf("%s mirrors nothing", a.name)
		case !a.syntax.Reference() && a.syntax != model.SyntaxOther:
			t.Errorf("%s is a link of syntax %s", a.name, a.syntax)
		}
	}
	for _, pair := range [][2]string{{"member", "memberOf"}, {"manager", "directReports"}, {"managedBy", "managedObjects"},
		{"publicDelegates", "publicDelegatesBL"}, {"authOrig", "authOrigBL"}, {"unauthOrig", "unauthOrigBL"},
		{"dLMemSubmitPerms", "dLMemSubmitPermsBL"}, {"dLMemRejectPerms", "dLMemRejectPermsBL"}, {"altRecipient", "altRecipientBL"},
		{"msExchModeratedByLink", "msExchModeratedObjectsBL"}, {"msExchCoManagedByLink", "msExchCoManagedObjectsBL"},
		{"msExchBypassModerationLink", "msExchBypassModerationBL"}, {"msExchDelegateListLink", "msExchDelegateListBL"}} {
		if p := s.attr(model.Attr(pair[0])).partner; p == nil || string(p.name) != pair[1] {
			t.Errorf("%s leads to %v", pair[0], p)
		}
	}
}

func TestLinksFollowRenamesAndVanishWithTheirTarget(t *testing.T) {
	b := sample(t, "administrator")
	claudia := staff("Hamburg", `Weber\, Claudia`)
	was := b.get(claudia)
	if n := len(was.Values("publicDelegatesBL")); n != 3 {
		t.Fatalf("Claudia is delegate of %d", n)
	}
	if err := b.s.Rename(t.Context(), was.Ref, "CN=Claudia Weber", "OU=NoSync,"+corp); err != nil {
		t.Fatal(err)
	}
	now := "CN=Claudia Weber,OU=NoSync," + corp
	anna := b.get(staff("Hamburg", "Anna Lindqvist"), "publicDelegates", "uSNChanged")
	if anna.First("publicDelegates") != now {
		t.Errorf("the delegate is %q", anna.Values("publicDelegates"))
	}
	if e, err := b.s.Get(t.Context(), was.Ref, "cn", "name", "distinguishedName"); err != nil || e.Ref.DN != now ||
		e.First("cn") != "Claudia Weber" || e.First("name") != "Claudia Weber" || e.First("distinguishedName") != now {
		t.Errorf("renamed: %v %v", e, err)
	}
	if err := b.s.Delete(t.Context(), was.Ref); err != nil {
		t.Fatal(err)
	}
	after := b.get(staff("Hamburg", "Anna Lindqvist"), "publicDelegates", "uSNChanged")
	if after.Has("publicDelegates") || after.First("uSNChanged") != anna.First("uSNChanged") {
		t.Errorf("after the delegate was deleted: %v", after)
	}
	if got := b.find("(managedBy=" + now + ")"); len(got) != 0 {
		t.Errorf("still owner of %q", got)
	}
}

func TestRenamingAUnitMovesWhatIsInIt(t *testing.T) {
	b := sample(t, "administrator")
	if err := b.s.Rename(t.Context(), model.Ref{DN: "OU=Hamburg,OU=Staff," + corp}, "OU=Bremen", ""); err != nil {
		t.Fatal(err)
	}
	anna := staff("Bremen", "Anna Lindqvist")
	if got := b.get(staff("Dublin", "Aoife O'Neil"), "memberOf", "manager").First("manager"); got != staff("Bremen", "Hauke Voß") {
		t.Errorf("manager = %q", got)
	}
	if e := b.get(anna, "canonicalName"); e.First("canonicalName") != "corp.example/Staff/Bremen/Anna Lindqvist" {
		t.Errorf("%v", e)
	}
}

func TestChangeNumbersMoveWithRealChangesOnly(t *testing.T) {
	b := sample(t, "administrator")
	anna, board := staff("Hamburg", "Anna Lindqvist"), "CN=Board,OU=Groups,"+corp
	usn := func(dn string) string { return b.get(dn, "uSNChanged").First("uSNChanged") }
	when := func(dn string) string { return b.get(dn, "whenChanged").First("whenChanged") }
	u, w, g := usn(anna), when(anna), usn(board)
	b.modify(anna, Mod{Replace, "title", b.get(anna, "title").Values("title")})
	b.modify(anna, Mod{Remove, "mail", b.get(anna).Values("mail")}, Mod{Add, "mail", b.get(anna).Values("mail")})
	if usn(anna) != u || when(anna) != w {
		t.Error("a modify that changes nothing moved the change number")
	}
	b.modify(board, Mod{Remove, "member", []string{anna}})
	if usn(anna) != u || usn(board) == g {
		t.Error("a link is a change of its source, and of nothing else")
	}
	b.modify(anna, Mod{Replace, "title", []string{"Chair"}})
	if usn(anna) == u || when(anna) == w {
		t.Error("a change did not move the change number")
	}
}

func TestTheOrderOfStepsCounts(t *testing.T) {
	b := sample(t, "administrator")
	anna := model.Ref{DN: staff("Hamburg", "Anna Lindqvist")}
	mail := b.get(anna.DN).Values("mail")
	add, remove := Mod{Add, "mail", []string{"new@brightwater.example"}}, Mod{Remove, "mail", mail}
	if err := b.s.Modify(t.Context(), anna, []Mod{add, remove}, false); model.CodeOf(err) != model.Conflict {
		t.Errorf("add first: %v", err)
	}
	if err := b.s.Modify(t.Context(), anna, []Mod{remove, add}, false); err != nil {
		t.Errorf("remove first: %v", err)
	}
}

func TestCreatedObjectsAreComplete(t *testing.T) {
	b := sample(t, "administrator")
	make := func(dn, class string) model.Entry {
		ref, err := b.s.Create(t.Context(), model.NewObject{DN: dn, Attrs: map[model.Attr][]string{"objectClass": {class}}})
		if err != nil {
			t.Fatal(err)
		}
		e, err := b.s.Get(t.Context(), ref)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	u, g := make("CN=New,OU=Staff,"+corp, "user"), make("CN=New,OU=Groups,"+corp, "group")
	for a, want := range map[model.Attr]string{"userAccountControl": "546", "primaryGroupID": "513", "sAMAccountType": "805306368",
		"objectCategory": "CN=Person,CN=Schema,CN=Configuration," + corp, "instanceType": "4", "accountExpires": "9223372036854775807", "name": "New", "cn": "New"} {
		if got := u.First(a); got != want {
			t.Errorf("user: %s = %q, want %q", a, got, want)
		}
	}
	if g.First("groupType") != "-2147483646" || g.First("sAMAccountType") != "268435456" {
		t.Errorf("group: %v", g)
	}
	if x, y := u.First("sAMAccountName"), g.First("sAMAccountName"); x == "" || x == y || x[0] != '$' {
		t.Errorf("account names %q and %q", x, y)
	}
	if x, y := u.First("objectSid"), g.First("objectSid"); len(x) != 28 || x == y {
		t.Errorf("SIDs %x and %x", x, y)
	}
	if u.First("whenCreated") != u.First("whenChanged") || u.First("uSNCreated") != u.First("uSNChanged") {
		t.Error("a new object was changed already")
	}
}

func TestIndexFollowsChanges(t *testing.T) {
	b := sample(t, "administrator")
	anna := staff("Hamburg", "Anna Lindqvist")
	b.modify(anna, Mod{Remove, model.ProxyAddresses, []string{"smtp:md@brightwater.example"}},
		Mod{Add, model.ProxyAddresses, []string{"smtp:chair@brightwater.example"}})
	for filter, want := range map[string]int{
		"(proxyAddresses=SMTP:MD@brightwater.example)": 0, "(proxyAddresses=smtp:Chair@Brightwater.Example)": 1,
		"(|(mail=nobody@x.example)(proxyAddresses=smtp:offers@brightwater.example))": 2, "(displayName=JÜRGEN MÜLLER)": 1} {
		if got := b.find(filter); len(got) != want {
			t.Errorf("%s finds %q", filter, got)
		}
	}
	if err := b.s.Delete(t.Context(), model.Ref{DN: anna}); err != nil {
		t.Fatal(err)
	}
	if got := b.find("(proxyAddresses=smtp:chair@brightwater.example)"); len(got) != 0 {
		t.Errorf("deleted, and found: %q", got)
	}
	n := 0
	for e, err := range b.s.Search(t.Context(), model.Query{Where: model.Equal{Attr: model.ProxyAddresses, Value: "smtp:chair@brightwater.example"}, Deleted: true}) {
		if err != nil || e.First("isDeleted") != "TRUE" {
			t.Error(e, err)
		}
		n++
	}
	if n != 1 {
		t.Errorf("%d deleted objects have the address", n)
	}
	if _, err := b.s.Create(t.Context(), model.NewObject{DN: "CN=Anna II,OU=Staff," + corp, Attrs: map[model.Attr][]string{
		"objectClass": {"user"}, "sAMAccountName": {"alindqvist"}}}); err != nil {
		t.Errorf("the name of a deleted account is still taken: %v", err)
	}
}

func TestNotOfWhatIsUndefinedFindsNothing(t *testing.T) {
	b := sample(t, "reader")
	for _, filter := range []string{"(!(noSuchAttribute=x))", "(!(|(noSuchAttribute=x)(cn=*)))", "(!(manager=nonsense))", "(!(canonicalName=*x*))"} {
		if got := b.find(filter); len(got) != 0 {
			t.Errorf("%s finds %d", filter, len(got))
		}
	}
	if all, not := b.find("(objectClass=user)"), b.find("(&(objectClass=user)(!(&(mail=*)(noSuchAttribute=x))))"); len(not) == 0 || len(not) >= len(all) {
		t.Errorf("%d of %d", len(not), len(all))
	}
}

func TestRights(t *testing.T) {
	help := sample(t, "helpdesk")
	anna := staff("Hamburg", "Anna Lindqvist")
	r := model.RightsOf(help.get(anna, model.AllowedAttributes), true)
	if !r.Write(model.ProxyAddresses) || r.Write(model.MailNickname) {
		t.Error("the help desk may write the wrong things")
	}
	if r := model.RightsOf(help.get("CN=Orders,OU=Shared mailboxes,"+corp, model.AllowedAttributes), true); r.Write("mail") {
		t.Error("the help desk may write outside of Staff")
	}
	err := help.s.Modify(t.Context(), model.Ref{DN: anna}, []Mod{{Replace, model.MailNickname, []string{"x"}}}, false)
	if model.CodeOf(err) != model.Denied {
		t.Errorf("alias: %v", err)
	}
	_, err = help.s.Create(t.Context(), model.NewObject{DN: "CN=x,OU=Contacts," + corp, Attrs: map[model.Attr][]string{"objectClass": {"contact"}}})
	if model.CodeOf(err) != model.Denied {
		t.Errorf("create: %v", err)
	}
	if err := help.f.Delegate(Grant{User: "helpdesk", Below: "OU=Contacts," + corp, Class: "contact", Children: true}); err != nil {
		t.Fatal(err)
	}
	ref, err := help.s.Create(t.Context(), model.NewObject{DN: "CN=x,OU=Contacts," + corp, Attrs: map[model.Attr][]string{"objectClass": {"contact"}, "mail": {"x@y.example"}}})
	if err != nil {
		t.Errorf("create with the right to: %v", err)
	}
	if err := help.s.Delete(t.Context(), ref); err != nil {
		t.Errorf("delete with the right to: %v", err)
	}
	for _, err := range help.s.Search(t.Context(), model.Query{Base: "CN=Deleted Objects," + corp, Deleted: true}) {
		if model.CodeOf(err) != model.NotFound {
			t.Errorf("deleted objects are not for everybody: %v", err)
		}
	}
}

func TestFaults(t *testing.T) {
	b := sample(t, "administrator")
	lost := &model.Error{Code: model.Unknown, Message: "no answer"}
	b.f.Fault(func(op string) error {
		if op == "answer" {
			return lost
		}
		return nil
	})
	anna := model.Ref{DN: staff("Hamburg", "Anna Lindqvist")}
	if err := b.s.Modify(t.Context(), anna, []Mod{{Replace, "title", []string{"x"}}}, false); model.CodeOf(err) != model.Unknown {
		t.Errorf("modify: %v", err)
	}
	if b.get(anna.DN, "title").First("title") != "x" {
		t.Error("the change was not made")
	}
	b.f.Fault(func(string) error { return lost })
	if _, err := b.s.Get(t.Context(), anna); model.CodeOf(err) != model.Unknown {
		t.Errorf("get: %v", err)
	}
	b.f.Fault(nil)
	b.s.Close()
	if _, err := b.s.Get(t.Context(), anna); model.CodeOf(err) != model.Unreachable {
		t.Errorf("closed: %v", err)
	}
}

func TestManyAtATime(t *testing.T) {
	b := sample(t, "administrator")
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Go(func() {
			for i := range 20 {
				ref, err := b.s.Create(t.Context(), model.NewObject{DN: fmt.Sprintf("CN=w%d-%d,OU=Contacts,%s", w, i, corp),
					Attrs: map[model.Attr][]string{"objectClass": {"contact"}}})
				if err != nil {
					t.Error(err)
					continue
				}
				for _, err := range b.s.Search(t.Context(), model.Query{Where: model.RecipientFilter}) {
					if err != nil {
						t.Error(err)
					}
				}
				if i%2 == 0 {
					if err := b.s.Delete(t.Context(), ref); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	wg.Wait()
	if n := len(b.find("(cn=w*-*)")); n != 80 {
		t.Errorf("%d of 80 are left", n)
	}
}

// A search must not keep others from writing while its reader thinks.
func TestWritingDuringASearch(t *testing.T) {
	b := sample(t, "administrator")
	for e, err := range b.s.Search(t.Context(), model.Query{Where: model.Equal{Attr: "objectClass", Value: "contact"}, Attrs: []model.Attr{"cn"}}) {
		if err != nil {
			t.Fatal(err)
		}
		if err := b.s.Delete(t.Context(), e.Ref); err != nil {
			t.Fatal(err)
		}
	}
	if got := b.find("(objectClass=contact)"); len(got) != 0 {
		t.Errorf("left: %q", got)
	}
}
