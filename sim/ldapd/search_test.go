package ldapd_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/go-ldap/ldap/v3"

	"recipientdesk/model"
	"recipientdesk/sim"
	"recipientdesk/sim/ldapd"
)

func ask(base string, scope int, filter string, attrs ...string) *ldap.SearchRequest {
	return ldap.NewSearchRequest(base, scope, ldap.NeverDerefAliases, 0, 0, false, filter, attrs, nil)
}

// crowd adds a unit with n contacts and a group of all of them.
func crowd(t testing.TB, f *sim.Forest, n int) string {
	t.Helper()
	s, ctx := f.System(), context.Background()
	make := func(dn string, attrs map[model.Attr][]string) {
		if _, err := s.Create(ctx, model.NewObject{DN: dn, Attrs: attrs}); err != nil {
			t.Fatal(err)
		}
	}
	ou := "OU=Crowd," + base
	make(ou, map[model.Attr][]string{"objectClass": {"organizationalUnit"}})
	var members []string
	for i := range n {
		dn := fmt.Sprintf("CN=c%04d,%s", i, ou)
		members = append(members, dn)
		make(dn, map[model.Attr][]string{"objectClass": {"contact"}, "displayName": {fmt.Sprint("Contact ", i)}})
	}
	make("CN=all,"+ou, map[model.Attr][]string{"objectClass": {"group"}, "groupType": {"8"}, "member": members})
	return ou
}

func TestPageAndSizeLimits(t *testing.T) {
	s, f := serve(t, ldapd.Config{TLS: true})
	ou := crowd(t, f, 2500)
	l := dial(t, s, sim.SampleAdmin)

	r, err := l.Search(ask(ou, ldap.ScopeSingleLevel, "(objectClass=contact)", "cn"))
	refused(t, err, ldap.LDAPResultSizeLimitExceeded, "")
	if len(r.Entries) != 1000 {
		t.Errorf("unpaged: %d entries", len(r.Entries))
	}
	for _, size := range []uint32{1, 7, 999, 1000, 5000} {
		if size < 100 {
			ouSmall := ask("OU=Contacts,"+base, ldap.ScopeSingleLevel, "(objectClass=contact)", "cn")
			if r, err := l.SearchWithPaging(ouSmall, size); err != nil || len(r.Entries) != 20 {
				t.Errorf("pages of %d: %v, %v", size, r, err)
			}
			continue
		}
		r, err := l.SearchWithPaging(ask(ou, ldap.ScopeSingleLevel, "(objectClass=contact)", "cn"), size)
		if err != nil {
			t.Fatal(err)
		}
		names := map[string]bool{}
		for _, e := range r.Entries {
			names[e.DN] = true
		}
		if len(names) != 2500 {
			t.Errorf("pages of %d: %d entries", size, len(names))
		}
	}
	limited := ask(ou, ldap.ScopeSingleLevel, "(objectClass=contact)", "cn")
	limited.SizeLimit = 3
	r, err = l.Search(limited)
	refused(t, err, ldap.LDAPResultSizeLimitExceeded, "")
	if len(r.Entries) != 3 {
		t.Errorf("limit 3: %d entries", len(r.Entries))
	}
}

func TestCookies(t *testing.T) {
	s, _ := serve(t, ldapd.Config{TLS: true})
	l := dial(t, s, sim.SampleAdmin)
	first := func(filter string, cookie []byte) ([]byte, error) {
		q := ask("OU=Staff,"+base, ldap.ScopeWholeSubtree, filter, "cn")
		page := ldap.NewControlPaging(10)
		page.SetCookie(cookie)
		q.Controls = []ldap.Control{page}
		r, err := l.Search(q)
		if err != nil {
			return nil, err
		}
		return ldap.FindControl(r.Controls, ldap.ControlTypePaging).(*ldap.ControlPaging).Cookie, nil
	}
	cookie, err := first("(objectClass=user)", nil)
	if err != nil || len(cookie) == 0 {
		t.Fatal(cookie, err)
	}
	_, err = first("(objectClass=group)", cookie)
	refused(t, err, 12, "")
	_, err = first("(objectClass=user)", []byte("other"))
	refused(t, err, 53, "")
	for range 10 { // the eleventh search makes the first one go
		if _, err := first("(objectClass=user)", nil); err != nil {
			t.Fatal(err)
		}
	}
	_, err = first("(objectClass=user)", cookie)
	refused(t, err, 53, "")
}

func TestRanges(t *testing.T) {
	s, f := serve(t, ldapd.Config{TLS: true})
	ou := crowd(t, f, 3200)
	l := dial(t, s, sim.SampleAdmin)
	for _, tt := range []struct {
		ask, name string
		n         int
	}{
		{"member", "member;range=0-1499", 1500},
		{"*", "member;range=0-1499", 1500},
		{"member;range=0-*", "member;range=0-1499", 1500},
		{"member;range=1500-*", "member;range=1500-2999", 1500},
		{"member;range=3000-*", "member;range=3000-*", 200},
		{"member;range=10-19", "member;range=10-19", 10},
		{"Member;Range=3190-5000", "member;range=3190-*", 10},
		{"member;range=4000-*", "", 0},
	} {
		r, err := l.Search(ask("CN=all,"+ou, ldap.ScopeBaseObject, "(objectClass=*)", tt.ask))
		if err != nil {
			t.Fatal(err)
		}
		got, n := "", 0
		for _, a := range r.Entries[0].Attributes {
			if strings.HasPrefix(a.Name, "member") && a.Name != "memberOf" {
				got, n = a.Name, len(a.Values)
			}
		}
		if got != tt.name || n != tt.n {
			t.Errorf("%s gives %d values of %q, want %d of %q", tt.ask, n, got, tt.n, tt.name)
		}
	}
}

func TestWhatIsRead(t *testing.T) {
	s, _ := serve(t, ldapd.Config{TLS: true})
	l := dial(t, s, sim.SampleHelp)
	anna := "CN=Anna Lindqvist,OU=Hamburg,OU=Staff," + base
	one := func(dn string, attrs ...string) *ldap.Entry {
		t.Helper()
		r, err := l.Search(ask(dn, ldap.ScopeBaseObject, "(objectClass=*)", attrs...))
		if err != nil || len(r.Entries) != 1 {
			t.Fatal(dn, r, err)
		}
		return r.Entries[0]
	}
	all := one(anna)
	if all.GetAttributeValue("mail") != "anna.lindqvist@brightwater.example" || all.GetAttributeValue("memberOf") == "" ||
		all.GetAttributeValue("canonicalName") != "" || all.GetAttributeValue("unicodePwd") != "" {
		t.Error("without a list:", all.Attributes)
	}
	if e := one(anna, "1.1"); len(e.Attributes) != 0 {
		t.Error("1.1:", e.Attributes)
	}
	e := one(anna, "CANONICALNAME", "allowedAttributesEffective")
	if e.GetAttributeValue("canonicalName") != "corp.example/Staff/Hamburg/Anna Lindqvist" {
		t.Error("constructed:", e.Attributes)
	}
	rights := e.GetAttributeValues("allowedAttributesEffective")
	if !slices.Contains(rights, "mail") || slices.Contains(rights, "mailNickname") || slices.Contains(rights, "uSNChanged") {
		t.Errorf("rights of the help desk: %q", rights)
	}
	if e := one("CN=Everyone,OU=Groups,"+base, "allowedAttributesEffective"); len(e.Attributes) != 0 {
		t.Error("rights on a group:", e.Attributes)
	}
	if e := one(anna, "*", "canonicalName"); e.GetAttributeValue("canonicalName") == "" || e.GetAttributeValue("mail") == "" {
		t.Error("both:", e.Attributes)
	}
	guid, _ := model.GUIDFromBytes(all.GetRawAttributeValue("objectGUID"))
	for _, dn := range []string{"<GUID=" + guid.String() + ">", "<guid=" + fmt.Sprintf("%x", guid[:]) + ">",
		"<SID=" + fmt.Sprintf("%x", all.GetRawAttributeValue("objectSid")) + ">"} {
		if e := one(dn, "cn"); e.DN != anna {
			t.Errorf("%s is %s", dn, e.DN)
		}
	}
	if e := one("<WKGUID=a9d1ca15768811d1aded00c04fd8d5cd,"+base+">", "cn"); e.DN != "CN=Users,"+base {
		t.Errorf("the container of users is %s", e.DN)
	}
	q := ask(anna, ldap.ScopeBaseObject, "(objectClass=*)", "mail")
	q.TypesOnly = true
	if r, err := l.Search(q); err != nil || len(r.Entries[0].Attributes) != 1 || len(r.Entries[0].Attributes[0].Values) != 0 {
		t.Error("types only:", r, err)
	}
}

func TestFilters(t *testing.T) {
	s, _ := serve(t, ldapd.Config{TLS: true})
	l := dial(t, s, sim.SampleReader)
	for filter, want := range map[string]int{
		"(sAMAccountName=alindqvist)":                                      1,
		"(&(objectCategory=person)(objectClass=user)(department=Finance))": 11,
		"(mail=ANNA.LINDQVIST@BRIGHTWATER.EXAMPLE)":                        1,
		"(sn=m\\c3\\bcller)":                                               1,
		"(anr=Lindq)":                                                      1,
		"(anr=anna lindqvist)":                                             1,
		"(anr=lindqvist anna)":                                             1,
		"(proxyAddresses=smtp:offers@brightwater.example)":                 2,
		"(proxyAddresses=*offers*)":                                        2,
		"(userAccountControl:1.2.840.113556.1.4.803:=2)":                   19,
		"(memberOf:1.2.840.113556.1.4.1941:=CN=Microsoft 365 licenses,OU=Groups," + base + ")": 155,
		"(&(memberOf=CN=Board,OU=Groups," + base + ")(!(title=Head*)))":                        2,
		"(msExchRecipientTypeDetails>=8589934592)":                                             15,
		"(!(noSuchAttribute=x))":    0,
		"(objectClass=noSuchClass)": 0,
		"(thumbnailPhoto=*)":        20,
	} {
		r, err := l.SearchWithPaging(ask(base, ldap.ScopeWholeSubtree, filter, "cn"), 1000)
		if err != nil || len(r.Entries) != want {
			n := -1
			if r != nil {
				n = len(r.Entries)
			}
			t.Errorf("%s finds %d, want %d (%v)", filter, n, want, err)
		}
	}
}

func TestSchemaAndPartitionsAreRead(t *testing.T) {
	s, _ := serve(t, ldapd.Config{TLS: true})
	l := dial(t, s, sim.SampleReader)
	schema := "CN=Schema,CN=Configuration," + base
	r, err := l.SearchWithPaging(ask(schema, ldap.ScopeSingleLevel, "(lDAPDisplayName=*)", "lDAPDisplayName"), 1000)
	if err != nil || len(r.Entries) < 750 {
		t.Fatal(len(r.Entries), err)
	}
	r, err = l.Search(ask("CN=ms-Exch-Schema-Version-Pt,"+schema, ldap.ScopeBaseObject, "(objectClass=*)", "rangeUpper"))
	if err != nil || r.Entries[0].GetAttributeValue("rangeUpper") != "17003" {
		t.Error(r, err)
	}
	r, err = l.Search(ask("CN=Partitions,CN=Configuration,"+base, ldap.ScopeSingleLevel, "(nCName="+base+")", "nETBIOSName", "dnsRoot"))
	if err != nil || r.Entries[0].GetAttributeValue("nETBIOSName") != "CORP" || r.Entries[0].GetAttributeValue("dnsRoot") != "corp.example" {
		t.Error(r, err)
	}
	r, err = l.Search(ask("CN=User,"+schema, ldap.ScopeBaseObject, "(objectClass=classSchema)"))
	if err != nil || !slices.Contains(r.Entries[0].GetAttributeValues("systemAuxiliaryClass"), "msExchMailStorage") {
		t.Error(r, err)
	}
	r, err = l.Search(ask(base, ldap.ScopeSingleLevel, "(objectClass=configuration)"))
	if err != nil || len(r.Entries) != 0 {
		t.Error("another naming context is part of the domain:", r, err)
	}
}

func TestSearchRefusals(t *testing.T) {
	s, _ := serve(t, ldapd.Config{TLS: true})
	l := dial(t, s, sim.SampleAdmin)
	_, err := l.Search(ask("OU=Nowhere,"+base, ldap.ScopeBaseObject, "(objectClass=*)"))
	refused(t, err, 32, "00002030: NameErr: ")
	_, err = l.Search(ask("nonsense", ldap.ScopeBaseObject, "(objectClass=*)"))
	refused(t, err, 34, "0000208F: NameErr: ")
	q := ask(base, ldap.ScopeBaseObject, "(objectClass=*)")
	q.Controls = []ldap.Control{ldap.NewControlString("1.3.6.1.1.12", true, "")}
	_, err = l.Search(q)
	refused(t, err, 12, "")
	q.Controls = []ldap.Control{ldap.NewControlString("1.3.6.1.1.12", false, "")}
	if _, err := l.Search(q); err != nil {
		t.Error("an unknown control that is not critical:", err)
	}
}
