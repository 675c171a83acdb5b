package idfix

import (
	"slices"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/check"
)

// TestShared gives one value to two objects: "object attribute "value" errors action
// "proposal"" for each finding of the second, and whom it names.
func TestShared(t *testing.T) {
	const mt, d = MultiTenant, Dedicated
	for _, tt := range []struct {
		name          string
		mode          Mode
		first, second attrs
		want          []string
	}{
		{"mail, of no recipient", mt, attrs{"mail": {"a@x.com"}}, attrs{"mail": {"A@x.com"}},
			[]string{`two mail "A@x.com" [Duplicate] Edit "A@x.com" with one a@x.com`, `one mail "A@x.com" [Duplicate] Edit "A@x.com" with two A@x.com`}},
		{"mail, of a recipient", mt, attrs{"mail": {"a@x.com"}}, attrs{"mail": {"a@x.com"}, "mailNickname": {"b"}}, []string{`two mail "a@x.com" [Duplicate] Complete "a@x.com" with one a@x.com`}},
		{"mail", d, attrs{"mail": {"a@x.com"}}, attrs{"mail": {"a@x.com"}, "mailNickname": {"b"}}, []string{`two mail "a@x.com" [Duplicate] Complete "a@x.com" with one a@x.com`}},
		{"alias, of a mailbox", mt, attrs{"mailNickname": {"a"}}, attrs{"mailNickname": {"a"}}, []string{`two mailnickname "a" [Duplicate] Complete "a" with one a`}},
		{"alias, of no mailbox", mt, attrs{"mailNickname": {"a"}}, attrs{"mailNickname": {"a"}, "homeMDB": nil},
			[]string{`two mailnickname "a" [Duplicate] Edit "a" with one a`, `one mailnickname "a" [Duplicate] Edit "a" with two a`}},
		{"an alias that was mended has no row for its owner", mt, attrs{"mailNickname": {"a"}}, attrs{"mailNickname": {".a"}},
			[]string{`two mailnickname ".a" [Character Duplicate] Edit "a" with one a`}},
		{"nor is it kept", d, attrs{"mailNickname": {"a"}}, attrs{"mailNickname": {"#a"}}, []string{`two mailnickname "#a" [Character Duplicate] Edit "a" with one a`}},
		{"a type in capitals is no difference", mt, attrs{"proxyAddresses": {"SMTP:a@x.com"}}, attrs{"proxyAddresses": {"smtp:a@x.com"}, "mailNickname": {"b"}},
			[]string{`two proxyaddresses "smtp:a@x.com" [Duplicate] Complete "smtp:a@x.com" with one SMTP:a@x.com`}},
		{"addresses of no recipient go", d, attrs{"proxyAddresses": {"SMTP:a@x.com"}}, attrs{"proxyAddresses": {"SMTP:a@x.com"}},
			[]string{`two proxyaddresses "SMTP:a@x.com" [Duplicate] Remove "SMTP:a@x.com" with one SMTP:a@x.com`}},
		{"the second address is edited", d, attrs{"proxyAddresses": {"x:1", "SMTP:a@x.com"}}, attrs{"proxyAddresses": {"x:2", "SMTP:a@x.com"}},
			[]string{`two proxyaddresses "SMTP:a@x.com" [Duplicate] Edit "SMTP:a@x.com" with one SMTP:a@x.com`, `one proxyaddresses "SMTP:a@x.com" [Duplicate] Edit "SMTP:a@x.com" with two SMTP:a@x.com`}},
		{"an SMTP address in a disguise", mt, attrs{"proxyAddresses": {"x500:smtp"}}, attrs{"proxyAddresses": {"X500:SMTP"}, "mailNickname": {"b"}},
			[]string{`two proxyaddresses "X500:SMTP" [Duplicate] Edit "X500:SMTP" with one x500:smtp`, `one proxyaddresses "X500:SMTP" [Duplicate] Edit "X500:SMTP" with two X500:SMTP`}},
		{"what fails later decides", mt, attrs{"proxyAddresses": {"SMTP:a@x.local"}}, attrs{"proxyAddresses": {"SMTP:a@x.local"}, "mailNickname": {"b"}},
			[]string{`two proxyaddresses "SMTP:a@x.local" [Duplicate TopLevelDomain] Edit "SMTP:a@x.local" with one SMTP:a@x.local`,
				`one proxyaddresses "SMTP:a@x.local" [Duplicate] Edit "SMTP:a@x.local" with two SMTP:a@x.local`}},
		{"the search comes before the mending", mt, attrs{"proxyAddresses": {"SMTP:ab@x.com"}}, attrs{"proxyAddresses": {"SMTP:a b@x.com"}, "mailNickname": {"b"}},
			[]string{`two proxyaddresses "SMTP:a b@x.com" [Character] Edit "SMTP:ab@x.com"`}},
		{"sign-in names", mt, attrs{"userPrincipalName": {"a@x.com"}}, attrs{"userPrincipalName": {"a@x.com"}, "mailNickname": {"b"}},
			[]string{`two userprincipalname "a@x.com" [Duplicate] Complete "a@x.com" with one a@x.com`}},
		{"sign-in names are mended first", mt, attrs{"userPrincipalName": {"b@x.com"}}, attrs{"userPrincipalName": {"éb@x.com"}},
			[]string{`two userprincipalname "éb@x.com" [LocalPart Duplicate] Edit "b@x.com" with one b@x.com`}},
		{"another type, of no recipient", d, attrs{"proxyAddresses": {"sip:a"}}, attrs{"proxyAddresses": {"sip:a"}},
			[]string{`two proxyaddresses "sip:a" [Duplicate] Edit "sip:a" with one sip:a`, `one proxyaddresses "sip:a" [Duplicate] Edit "sip:a" with two sip:a`}},
		{"a blank before the type", d, attrs{"proxyAddresses": {" smtp:a@x.com"}}, attrs{"proxyAddresses": {" smtp:a@x.com"}, "mailNickname": {"b"}},
			[]string{`two proxyaddresses " smtp:a@x.com" [Duplicate] Edit " smtp:a@x.com" with one  smtp:a@x.com`, `one proxyaddresses " smtp:a@x.com" [Duplicate] Edit " smtp:a@x.com" with two  smtp:a@x.com`}},
		{"account names", mt, attrs{"sAMAccountName": {"a"}}, attrs{"sAMAccountName": {"a"}, "mailNickname": {"b"}}, []string{`two samaccountname "a" [Duplicate] Complete "a" with one a`}},
		{"account names beside a sign-in name", mt, attrs{"sAMAccountName": {"a"}}, attrs{"sAMAccountName": {"a"}, "userPrincipalName": {"b@x.com"}}, nil},
		{"a first account name beside a sign-in name", mt, attrs{"sAMAccountName": {"a"}, "userPrincipalName": {"b@x.com"}}, attrs{"sAMAccountName": {"a"}}, nil},
		{"targets", mt, attrs{"targetAddress": {"SMTP:a@x.com"}}, attrs{"targetAddress": {"SMTP:a@x.com"}, "mailNickname": {"b"}},
			[]string{`two targetaddress "SMTP:a@x.com" [Duplicate] Edit "SMTP:a@x.com" with one SMTP:a@x.com`, `one targetaddress "SMTP:a@x.com" [Duplicate] Edit "SMTP:a@x.com" with two SMTP:a@x.com`}},
		{"targets may be shared", d, attrs{"targetAddress": {"SMTP:a@x.com"}}, attrs{"targetAddress": {"SMTP:a@x.com"}}, nil},
		{"attributes are not compared with each other", mt, attrs{"mail": {"a@x.com"}}, attrs{"userPrincipalName": {"a@x.com"}, "proxyAddresses": {"SMTP:a@x.com"}}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := NewRunner(tt.mode, false)
			for i, more := range []attrs{tt.first, tt.second} {
				if more["mail"] == nil {
					more["mail"] = []string{[]string{"one@x.com", "two@x.com"}[i]}
				}
			}
			if found, _ := r.Add(entry("one", tt.first)); slices.ContainsFunc(found, func(f check.Finding) bool { return slices.Contains(f.Errors, check.Duplicate) }) {
				t.Fatalf("the first one: %v", found)
			}
			found, _ := r.Add(entry("two", tt.second))
			var got []string
			for _, f := range found {
				s := line(f)
				for _, o := range f.Others {
					s += " with " + model.NameOf(o.Ref.DN) + " " + o.Value
				}
				got = append(got, s)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestSharedWithItself(t *testing.T) {
	found, _ := NewRunner(MultiTenant, false).Add(entry("one", attrs{"proxyAddresses": {"SMTP:a@x.com", "smtp:a@x.com"}}))
	if len(found) != 2 || found[0].Value != "smtp:a@x.com" || found[1].Ref.GUID != guid("one") {
		t.Errorf("got %v", found)
	}
}

func TestApply(t *testing.T) {
	finding := func(attr, value string, action check.Action, proposed string) check.Finding {
		f := check.Finding{}
		f.Attr, f.Value, f.Action, f.Proposed = model.Attr(attr), value, action, proposed
		return f
	}
	for _, tt := range []struct {
		name string
		f    check.Finding
		want []string // addresses and mail; nil: nothing changed
	}{
		{"one address for another, in its place", finding("proxyAddresses", "smtp:a b@x.com", check.Edit, "smtp:ab@x.com"), []string{"SMTP:a@x.com", "smtp:ab@x.com", "sip:a", "m@x.com"}},
		{"for one that is there already", finding("proxyAddresses", "smtp:a b@x.com", check.Edit, "smtp:A@x.com"), []string{"SMTP:a@x.com", "sip:a", "m@x.com"}},
		{"of the first owner", finding("proxyAddresses", "smtp:a@x.com", check.Edit, "SMTP:n@x.com"), []string{"SMTP:n@x.com", "smtp:a b@x.com", "sip:a", "m@x.com"}},
		{"an address goes", finding("proxyAddresses", "SMTP:a@x.com", check.Remove, "SMTP:a@x.com"), []string{"smtp:a b@x.com", "sip:a", "m@x.com"}},
		{"mail", finding("mail", "m@x.com", check.Edit, "n@x.com"), []string{"SMTP:a@x.com", "smtp:a b@x.com", "sip:a", "n@x.com"}},
		{"mail goes", finding("mail", "m@x.com", check.Remove, "m@x.com"), []string{"SMTP:a@x.com", "smtp:a b@x.com", "sip:a", ""}},
		{"something for nothing", finding("displayName", "", check.Edit, "one"), []string{"SMTP:a@x.com", "smtp:a b@x.com", "sip:a", "m@x.com", "one"}},
		{"no longer missing", finding("mail", "", check.Edit, "n@x.com"), nil},
		{"no longer there", finding("mail", "o@x.com", check.Edit, "n@x.com"), nil},
		{"complete", finding("mail", "m@x.com", check.Complete, "n@x.com"), nil},
		{"the same", finding("mail", "m@x.com", check.Edit, "m@x.com"), nil},
		{"no proposal", finding("targetAddress", "", check.Edit, ""), nil},
		{"nothing for something", finding("mail", "m@x.com", check.Edit, ""), nil},
		{"nothing to remove", finding("targetAddress", "", check.Remove, ""), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := entry("one", attrs{"proxyAddresses": {"SMTP:a@x.com", "smtp:a b@x.com", "sip:a"}, "mail": {"m@x.com"}, "displayName": nil})
			after, changed := Apply(tt.f, e)
			got := append(slices.Clone(after.Values("proxyAddresses")), after.First("mail"))
			if after.Has("displayName") {
				got = append(got, after.First("displayName"))
			}
			if changed != (tt.want != nil) || changed && !slices.Equal(got, tt.want) {
				t.Errorf("changed %v: %q", changed, got)
			}
			if !slices.Equal(e.Values("proxyAddresses"), []string{"SMTP:a@x.com", "smtp:a b@x.com", "sip:a"}) {
				t.Error("the entry itself was changed")
			}
		})
	}
}
