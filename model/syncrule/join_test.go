package syncrule

import (
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
)

// A.4: a contact with the mail of a user becomes part of the user, and vanishes.
func TestContactJoinsUser(t *testing.T) {
	e := engine(t)
	user := made(1, "user", attrs{"mail": "ann@contoso.com", "displayName": "Ann"})
	contact := made(2, "contact", attrs{"mail": " ANN@contoso.com", "displayName": "Ann␣from␣afar", "info": "theirs", "mailNickname": "afar", "targetAddress": "SMTP:ann@fabrikam.com"})
	other := made(3, "contact", attrs{"mail": "bob@contoso.com"})
	s := spaceOf(t, e, contact, user, other)
	r := evaluated(t, e, contact, s)
	if !r.InScope || r.JoinedTo == nil || !r.JoinedTo.Same(user.Ref) || r.Target != "user" || r.Why != "it is part of user1" || len(r.Joined) != 0 {
		t.Fatalf("%+v", r)
	}
	u := evaluated(t, e, user, s)
	if u.JoinedTo != nil || len(u.Joined) != 1 || !u.Joined[0].Same(contact.Ref) {
		t.Fatalf("%+v", u)
	}
	for name, want := range map[string]string{"displayName": "Ann", "info": "theirs", "alias": "afar", "targetAddress": "SMTP:ann@fabrikam.com", "sourceAnchor": model.GUID(guid(1)).ImmutableID()} {
		if exported(u, name) != want || exported(r, name) != want {
			t.Errorf("%s: %s, %s", name, exported(u, name), exported(r, name))
		}
	}
	if f := fateOf(r, "displayName"); f.State != Overridden || !strings.Contains(f.Why, "user1") {
		t.Error(f)
	}
	if f := fateOf(r, "info"); f.State != Flows {
		t.Error(f)
	}
	if r := evaluated(t, e, other, s); r.JoinedTo != nil || r.Target != "contact" {
		t.Errorf("%+v", r)
	}
	// What is typed counts, not what the directory still has.
	if r := evaluated(t, e, contact.With("mail", "new@contoso.com"), s); r.JoinedTo != nil {
		t.Error(r.Why)
	}
	if r := evaluated(t, e, user.With("mail", "bob@contoso.com"), s); len(r.Joined) != 1 || !r.Joined[0].Same(other.Ref) {
		t.Error(r.Joined)
	}
}

// A contact joins a user that is filtered, too, and goes with it.
func TestContactGoesWithFilteredUser(t *testing.T) {
	e := engine(t)
	user, contact := made(1, "user", attrs{"mail": "a@contoso.com", "sAMAccountName": "AAD_1"}), made(2, "contact", attrs{"mail": "a@contoso.com"})
	r := evaluated(t, e, contact, spaceOf(t, e, user, contact))
	if r.InScope || r.JoinedTo == nil || r.FilteredBy == nil || r.FilteredBy.Rule.Name != "In from AD - User Join" {
		t.Errorf("%+v", r)
	}
	user = user.With("adminDescription", "User_x") // not in the metaverse at all
	if r := evaluated(t, e, contact, spaceOf(t, e, user, contact)); !r.InScope || r.JoinedTo != nil {
		t.Errorf("%+v", r)
	}
}

// Objects that can join come after those they could join, whatever precedence their
// rules have; and what goes wrong with others is not this one's problem.
func TestOrderOfJoins(t *testing.T) {
	contact := ruleOf(t, "in contact", 1, "contact", "person", Provision, "sourceAnchor <- = ConvertToBase64([objectGUID])", "a <- cn")
	contact.Joins = []JoinGroup{{{Connector: "mail", Metaverse: "mail"}}}
	e := NewEngine(small(t, contact, ruleOf(t, "in mail", 101, "user", "person", Join, `mail <- = IIF([title] = "bad"; Error("no"); [mail])`)), Options{})
	user, c := made(2, "user", attrs{"mail": "m"}), made(1, "contact", attrs{"mail": "M"})
	r := evaluated(t, e, user, slow{user, c})
	if r.JoinedTo == nil || exported(r, "a") != "contact1" || exported(r, "sourceAnchor") != guid(1).ImmutableID() {
		t.Errorf("%+v", r)
	}
	bad := user.With("title", "bad")
	if r := evaluated(t, e, c, slow{bad, c}); len(r.Joined) > 0 || len(r.Problems) > 0 || !r.InScope {
		t.Errorf("%+v", r)
	}
	if r := evaluated(t, e, bad, slow{bad, c}); len(r.Problems) != 1 {
		t.Errorf("%+v", r.Problems)
	}
}

func TestTwoContactsOfOneMail(t *testing.T) {
	e := engine(t)
	a, b := made(1, "contact", attrs{"mail": "x@fabrikam.com"}), made(2, "contact", attrs{"mail": "x@fabrikam.com"})
	s := spaceOf(t, e, b, a)
	ra, rb := evaluated(t, e, a, s), evaluated(t, e, b, s)
	if ra.JoinedTo != nil || len(ra.Joined) != 1 || rb.JoinedTo == nil || !rb.JoinedTo.Same(a.Ref) || len(ra.Uncertain) != 1 || len(rb.Uncertain) != 1 {
		t.Errorf("%+v\n%+v", ra, rb)
	}
}

func TestContactThatMatchesTwoUsersJoinsNone(t *testing.T) {
	e := engine(t)
	c := made(3, "contact", attrs{"mail": "x@contoso.com"})
	s := spaceOf(t, e, made(1, "user", attrs{"mail": "x@contoso.com"}), made(2, "user", attrs{"mail": "x@contoso.com"}), c)
	r := evaluated(t, e, c, s)
	if r.InScope || r.JoinedTo != nil || len(r.Problems) != 1 || !strings.Contains(r.Why, "matches 2 objects by mail") {
		t.Errorf("%+v", r)
	}
}

// A linked mailbox has the SID of the account that opens it. The mailbox gives no
// anchor; the account does.
func TestLinkedMailbox(t *testing.T) {
	for _, n := range [][2]int{{1, 2}, {2, 1}} { // whichever comes first
		linkedMailbox(t, n[0], n[1])
	}
}

func linkedMailbox(t *testing.T, one, two int) {
	e := engine(t)
	account := made(one, "user", attrs{"userPrincipalName": "ann@contoso.com"})
	mailbox := made(two, "user", attrs{"msExchRecipientTypeDetails": "2", "msExchMasterAccountSid": sid(one), "userAccountControl": "514", "mailNickname": "ann", "mail": "ann@contoso.com", "legacyExchangeDN": "/o=contoso"})
	s := spaceOf(t, e, mailbox, account)
	a, m := evaluated(t, e, account, s), evaluated(t, e, mailbox, s)
	if !a.InScope || a.JoinedTo != nil || len(a.Joined) != 1 || m.JoinedTo == nil || !m.JoinedTo.Same(account.Ref) || !m.InScope {
		t.Fatalf("%+v\n%+v", a, m)
	}
	for name, want := range map[string]string{"sourceAnchor": guid(one).ImmutableID(), "alias": "ann", "mail": "ann@contoso.com", "legacyExchangeDN": "/o=contoso", "userPrincipalName": "ann@contoso.com", "accountEnabled": "True"} {
		if exported(a, name) != want || exported(m, name) != want {
			t.Errorf("%s: %s, %s", name, exported(a, name), exported(m, name))
		}
	}
	if len(m.Problems) > 0 || len(m.Uncertain) != 1 {
		t.Error(m.Problems, m.Uncertain)
	}
}

// A reference to a foreign security principal is one to the user of that SID.
func TestForeignSecurityPrincipalIsItsUser(t *testing.T) {
	e := engine(t)
	fsp := made(3, "foreignSecurityPrincipal", attrs{"cn": "S-1-5-21-1-2-3-1"})
	group := made(4, "group", attrs{"member": fsp.Ref.DN + " CN=foreignSecurityPrincipal5,OU=Staff,OU=CORP,DC=contoso,DC=com"})
	s := spaceOf(t, e, made(1, "user", nil), fsp, group, made(5, "foreignSecurityPrincipal", attrs{"cn": "S-1-5-21-9-9-9-9"}))
	if r := evaluated(t, e, fsp, s); r.JoinedTo == nil || !r.InScope || r.JoinedTo.GUID != guid(1).String() {
		t.Errorf("%+v", r)
	}
	r := evaluated(t, e, group, s)
	if exported(r, "member") != fsp.Ref.DN || len(r.Dropped) != 1 || !strings.Contains(r.Dropped[0].Why, "joins none") {
		t.Error(exported(r, "member"), r.Dropped)
	}
}

// However many objects have one value, an evaluation ends.
func TestJoinsAreBounded(t *testing.T) {
	e := engine(t)
	var all []model.Entry
	for i := range 200 {
		all = append(all, made(i, "contact", attrs{"mail": "all@contoso.com"}))
	}
	r := evaluated(t, e, all[7], spaceOf(t, e, all...))
	if !slices.ContainsFunc(r.Problems, func(p Problem) bool { return strings.Contains(p.Text, "more than 64 objects") }) {
		t.Errorf("%+v", r.Problems)
	}
}
