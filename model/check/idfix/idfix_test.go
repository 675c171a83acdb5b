package idfix

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/check"
)

var update = flag.Bool("update", false, "rewrite generated documents")

type attrs map[model.Attr][]string

// entry makes an object in which nothing is wrong but what more says.
func entry(name string, more attrs) model.Entry {
	all := attrs{"cn": {name}, "objectClass": {"top", "person", "organizationalPerson", "user"}, "displayName": {"Test"}, "homeMDB": {"CN=DB"}}
	for a, v := range more {
		all[a] = v
	}
	return model.NewEntry(model.Ref{GUID: guid(name), DN: "CN=" + name + ",DC=lab,DC=test"}, all)
}

// guid makes an identity of a name.
func guid(name string) string {
	return fmt.Sprintf("%08x-0000-4000-8000-%012x", len(name), name[:min(6, len(name))])
}

// both says that a case holds in both modes; the object then has mail.
const both Mode = -1

// TestOneValue checks single objects: "attribute: errors action proposal" for each
// finding.
func TestOneValue(t *testing.T) {
	for _, tt := range []struct {
		name  string
		mode  Mode
		attrs attrs
		want  []string
	}{
		{"a name of 255", MultiTenant, attrs{"displayName": {long("d", 255)}}, nil},
		{"a name of 256", MultiTenant, attrs{"displayName": {long("d", 256)}}, []string{"displayName: Length Edit " + long("d", 255)}},
		{"a name of 256", Dedicated, attrs{"displayName": {long("d", 256)}}, nil},
		{"a name of 257", Dedicated, attrs{"displayName": {long("d", 257)}}, []string{"displayName: Length Edit " + long("d", 256)}},
		{"characters beyond the basic plane are two", MultiTenant, attrs{"givenName": {long("g", 61) + "🙂"}}, nil},
		{"and are not torn apart", MultiTenant, attrs{"givenName": {long("g", 62) + "🙂"}}, []string{"givenName: Length Edit " + long("g", 62)}},
		{"letters beyond ASCII are one", MultiTenant, attrs{"givenName": {long("ä", 63)}}, nil},
		{"a given name of 64", MultiTenant, attrs{"givenName": {long("g", 64)}}, []string{"givenName: Length Edit " + long("g", 63)}},
		{"given names are not asked for", Dedicated, attrs{"givenName": {long("g", 64)}}, nil},
		{"mail of 257", both, attrs{"mail": {long("m", 248) + "@test.com"}}, []string{"mail: Length Edit " + long("m", 248) + "@test.co"}},
		{"mail is not looked into", MultiTenant, attrs{"mail": {" no address"}}, nil},
		{"an alias of 65", both, attrs{"mailNickname": {long("n", 65)}}, []string{"mailNickname: Length Edit " + long("n", 64)}},
		{"an address of 257", both, attrs{"proxyAddresses": {"sip:" + long("p", 253)}}, []string{"proxyAddresses: Length Edit sip:" + long("p", 252)}},
		{"a target of 256", MultiTenant, attrs{"targetAddress": {"sip:" + long("t", 252)}}, []string{"targetAddress: Length Edit sip:" + long("t", 251)}},
		{"a target of 257", Dedicated, attrs{"targetAddress": {"sip:" + long("t", 253)}}, []string{"targetAddress: Length Edit sip:" + long("t", 252)}},
		{"an account name of 21", MultiTenant, attrs{"sAMAccountName": {long("s", 21)}}, []string{"sAMAccountName: Length Edit " + long("s", 20)}},
		{"an inetOrgPerson is no user", MultiTenant, attrs{"sAMAccountName": {long("s", 21)}, "objectClass": {"top", "user", "inetOrgPerson"}}, nil},
		{"a group's account name of 257", MultiTenant, attrs{"sAMAccountName": {long("s", 257)}, "objectClass": {"group"}, "groupType": {"2"}, "proxyAddresses": {"x:y"}},
			[]string{"sAMAccountName: Length Edit " + long("s", 256)}},
		{"a sign-in name of 114", MultiTenant, attrs{"userPrincipalName": {long("u", 103) + "@test.swiss"}}, []string{"userPrincipalName: Length,TopLevelDomain Edit " + long("u", 103) + "@test.swis"}},
		{"dedicated looks at neither", Dedicated, attrs{"userPrincipalName": {"a b"}, "sAMAccountName": {"a/b"}}, nil},

		{"no name", MultiTenant, attrs{"displayName": nil}, []string{"displayName: Blank Edit one"}},
		{"a user may be nameless", Dedicated, attrs{"displayName": nil}, nil},
		{"a nameless group", Dedicated, attrs{"displayName": nil, "objectClass": {"group"}, "groupType": {"2"}, "cn": {long("c", 256)}}, []string{"displayName: Blank Edit " + long("c", 255)}},
		{"nothing but blanks", Dedicated, attrs{"displayName": {" \t"}}, []string{"displayName: Character Edit one"}},
		{"blanks around", Dedicated, attrs{"displayName": {"\u00a0A B "}}, []string{"displayName: Character Edit A B"}},
		{"blanks around do not matter", MultiTenant, attrs{"displayName": {" A "}}, nil},

		{"leading periods", MultiTenant, attrs{"mailNickname": {"..a."}}, []string{"mailNickname: Character Edit a."}},
		{"only periods", MultiTenant, attrs{"mailNickname": {"."}}, []string{"mailNickname: Character Edit one"}},
		{"periods pass", Dedicated, attrs{"mailNickname": {".a."}}, nil},
		{"signs in an alias", Dedicated, attrs{"mailNickname": {"a`b c@d\\e-f_g.h\"i"}}, []string{"mailNickname: Character Edit abcde-f_g.hi"}},
		{"an alias of signs", Dedicated, attrs{"mailNickname": {"###"}}, []string{"mailNickname: Character Edit one"}},
		{"a contact's alias from its name", Dedicated, attrs{"objectClass": {"contact"}, "givenName": {"Ann"}, "sn": {"Lee"}}, []string{"mailNickname: Blank Edit Ann.Lee"}},
		{"from the given name", Dedicated, attrs{"objectClass": {"contact"}, "givenName": {"Ann"}}, []string{"mailNickname: Blank Edit Ann"}},
		{"no common name is read", MultiTenant, attrs{"cn": nil, "displayName": nil}, []string{"displayName: Blank Edit one"}},
		{"from the surname", Dedicated, attrs{"objectClass": {"contact"}, "sn": {"Lee"}, "sAMAccountName": {"al"}}, []string{"mailNickname: Blank Edit Lee"}},
		{"from the account", Dedicated, attrs{"objectClass": {"contact"}, "sAMAccountName": {"al"}}, []string{"mailNickname: Blank Edit al"}},
		{"from the common name", Dedicated, attrs{"objectClass": {"Contact"}}, []string{"mailNickname: Blank Edit one"}},
		{"a user's alias may be missing", Dedicated, attrs{}, nil},

		{"a contact without target", Dedicated, attrs{"objectClass": {"contact"}, "mailNickname": {"a"}, "homeMDB": nil}, []string{"targetAddress: Blank Edit SMTP:one@x.com"}},
		{"a user without mailbox and target", Dedicated, attrs{"homeMDB": {" "}}, []string{"targetAddress: Blank Edit "}},
		{"a group needs no target", Dedicated, attrs{"homeMDB": nil, "objectClass": {"group"}}, nil},

		{"a second colon", both, attrs{"proxyAddresses": {"sip:a:b:c"}}, []string{"proxyAddresses: Character Edit sip:abc"}},
		{"a colon at the start", both, attrs{"proxyAddresses": {":a:b"}}, nil},
		{"a second colon in a target", MultiTenant, attrs{"targetAddress": {"sip:a:b"}}, []string{"targetAddress: Character Edit sip:ab"}},
		{"two steps fail", MultiTenant, attrs{"proxyAddresses": {"sip:a:b c"}}, []string{"proxyAddresses: Character,Character Edit sip:abc"}},
		{"several addresses, each for itself", both, attrs{"proxyAddresses": {"SMTP:a@x.com", "smtp:b@x.local", "smtp:@x.com"}},
			[]string{"proxyAddresses: TopLevelDomain Edit smtp:b@x.local", "proxyAddresses: LocalPart,Format Edit smtp:@x.com"}},
		{"a semicolon outside SMTP", MultiTenant, attrs{"proxyAddresses": {"EUM:1;phone-context=a"}}, nil},
		{"a blank outside SMTP", MultiTenant, attrs{"proxyAddresses": {"EUM:1 2"}}, []string{"proxyAddresses: Character Edit EUM:12"}},
		{"X500 has its own signs", MultiTenant, attrs{"proxyAddresses": {"x.500:/o=A (B),C;\"'[]"}}, []string{"proxyAddresses: Character Edit x.500:/o=A (B),C;"}},
		{"smtp: anywhere makes an SMTP address", MultiTenant, attrs{"proxyAddresses": {"x500:smtp:a@x.com"}}, []string{"proxyAddresses: Character,LocalPart Edit x500smtpa@x.com"}},
		{"account names", MultiTenant, attrs{"sAMAccountName": {`a"b;c d`}}, []string{"sAMAccountName: Character Edit abc d"}},
		{"nothing left of an account name", MultiTenant, attrs{"sAMAccountName": {`[]`}}, []string{"sAMAccountName: Character Edit one"}},
		{"umlauts in a sign-in name", MultiTenant, attrs{"userPrincipalName": {"Ärö@x.com"}}, []string{"userPrincipalName: Character Edit r@x.com"}},
		{"other letters are a fault of the address", MultiTenant, attrs{"userPrincipalName": {"é@x.com"}}, []string{"userPrincipalName: LocalPart,Format Edit @x.com"}},
		{"targets refuse backslashes", MultiTenant, attrs{"targetAddress": {`x500:a\b`}}, []string{"targetAddress: Character Edit x500:ab"}},

		{"blanks in mail", Dedicated, attrs{"mail": {" a b@x.com\n"}}, []string{"mail: Character Edit ab@x.com"}},
		{"a line feed ends an address", Dedicated, attrs{"proxyAddresses": {"smtp:a@x.com\n"}}, []string{"proxyAddresses: TopLevelDomain Edit smtp:a@x.com\n"}},
		{"a blank before the type", Dedicated, attrs{"proxyAddresses": {" smtp:a@x.com", "smtp :a@x.com", " smtp:a b@x.com"}},
			[]string{"proxyAddresses: LocalPart Edit smtp:ab@x.com"}},
		{"a period before @", Dedicated, attrs{"mail": {"a.@x.com"}}, []string{"mail: LocalPart Edit a@x.com"}},
		{"two periods", Dedicated, attrs{"mail": {"a..b@x.com"}}, []string{"mail: LocalPart,Format Edit a..b@x.com"}},
		{"three @", Dedicated, attrs{"mail": {"a@b@c@x.com"}}, []string{"mail: LocalPart Edit abc@x.com"}},
		{"hyphens at the end of a label", Dedicated, attrs{"mail": {"a@x-.com", "unseen"}}, []string{"mail: DomainPart,Format Edit a@x-.com"}},
		{"a last label of 18", Dedicated, attrs{"mail": {"a@x." + long("c", 18)}}, []string{"mail: TopLevelDomain,DomainPart,Format Edit a@x." + long("c", 18)}},
		{"a period at the end", Dedicated, attrs{"mail": {"a@x.com."}}, []string{"mail: DomainPart,Format Edit a@x.com."}},
		{"no @", Dedicated, attrs{"mail": {"a.b"}}, []string{"mail: TopLevelDomain,DomainPart,LocalPart,Format Edit a.b"}},
		{"a domain alone", Dedicated, attrs{"mail": {"x.com"}}, []string{"mail: DomainPart,LocalPart,Format Edit x.com"}},
		{"no period", Dedicated, attrs{"mail": {"a@x"}}, []string{"mail: DomainPart,Format Edit a@x"}},
		{"no label", Dedicated, attrs{"mail": {"a@x..com"}}, []string{"mail: DomainPart,Format Edit a@x..com"}},
		{"a hyphen at the start of a label", Dedicated, attrs{"mail": {"a@-x.com"}}, []string{"mail: DomainPart,Format Edit a@-x.com"}},
		{"a last label of one letter", Dedicated, attrs{"mail": {"a@x.c"}}, []string{"mail: TopLevelDomain,DomainPart,Format Edit a@x.c"}},
		{"signs in a domain", Dedicated, attrs{"mail": {"a@x_ü.com"}}, []string{"mail: DomainPart Edit a@x.com"}},
		{"a semicolon in SMTP", MultiTenant, attrs{"proxyAddresses": {"smtp:a;b@x.com"}}, []string{"proxyAddresses: Character Edit smtp:ab@x.com"}},
		{"a blank beyond ASCII", MultiTenant, attrs{"proxyAddresses": {"smtp:a\u00a0b@x.com"}}, []string{"proxyAddresses: Character Edit smtp:ab@x.com"}},
		{"a wider world", Dedicated, attrs{"mail": {"a@x.CLOUD"}}, nil},
		{"newer domains", Dedicated, attrs{"mail": {"a@x.app"}}, []string{"mail: TopLevelDomain Edit a@x.app"}},
	} {
		modes := []Mode{tt.mode}
		if tt.mode == both {
			modes = []Mode{MultiTenant, Dedicated}
		}
		for _, m := range modes {
			t.Run(fmt.Sprint(m, " ", tt.name), func(t *testing.T) {
				if tt.attrs["mail"] == nil {
					tt.attrs["mail"] = []string{"one@x.com"}
				}
				found, verdict := NewRunner(m, false).Add(entry("one", tt.attrs))
				var got []string
				for _, f := range found {
					got = append(got, fmt.Sprintf("%s: %s %s %s", f.Attr, strings.Join(f.Errors, ","), f.Action, f.Proposed))
					if f.Text == "" || f.Rule == nil || f.Ref.GUID != guid("one") || f.Others != nil {
						t.Errorf("finding %+v", f)
					}
				}
				if verdict != Checked || !slices.Equal(got, tt.want) {
					t.Errorf("got  %q %s\nwant %q", got, verdict, tt.want)
				}
			})
		}
	}
}

func long(s string, n int) string { return strings.Repeat(s, n) }

func TestVerdict(t *testing.T) {
	for _, tt := range []struct {
		name  string
		attrs attrs
		want  [2]Verdict // multi-tenant, dedicated
	}{
		{"an ordinary user", attrs{}, [2]Verdict{Checked, Checked}},
		{"no mail", attrs{"mail": nil}, [2]Verdict{Checked, NotInFilter}},
		{"a computer", attrs{"objectClass": {"user", "computer"}}, [2]Verdict{NotInFilter, NotInFilter}},
		{"a class of its own with a category", attrs{"objectClass": {"robot"}, "objectCategory": {"CN=Person,CN=Schema,CN=Configuration,DC=x"}}, [2]Verdict{Checked, Checked}},
		{"a user with another category", attrs{"objectCategory": {"CN=Computer,CN=Schema,CN=Configuration,DC=x"}}, [2]Verdict{NotInFilter, NotInFilter}},
		{"a trailing dollar", attrs{"cn": {"PC1$"}}, [2]Verdict{Skipped, Skipped}},
		{"people called so", attrs{"cn": {"administrative office"}}, [2]Verdict{Skipped, Skipped}},
		{"only at the start", attrs{"cn": {"The Guest"}}, [2]Verdict{Checked, Checked}},
		{"a brace is missing", attrs{"cn": {"CAS_1"}}, [2]Verdict{Checked, Checked}},
		{"an account of Exchange", attrs{"sAMAccountName": {"CAS_1"}}, [2]Verdict{Skipped, Checked}},
		{"an alias of Exchange", attrs{"mailNickname": {"cas_1"}}, [2]Verdict{Skipped, Checked}},
		{"critical", attrs{"isCriticalSystemObject": {"TRUE"}}, [2]Verdict{Skipped, Checked}},
		{"not critical", attrs{"isCriticalSystemObject": {"FALSE"}}, [2]Verdict{Checked, Checked}},
		{"a service account", attrs{"sAMAccountName": {"msol_1"}}, [2]Verdict{Skipped, Checked}},
		{"another service account", attrs{"sAMAccountName": {"AAD_1"}}, [2]Verdict{Checked, Checked}},
		{"a contact called so", attrs{"sAMAccountName": {"MSOL_1"}, "objectClass": {"contact"}}, [2]Verdict{Checked, Checked}},
		{"a system mailbox", attrs{"mailNickname": {"systemmailboxA"}}, [2]Verdict{Skipped, Checked}},
		{"a hidden MSOL", attrs{"displayName": {"MSOL A"}, "msExchHideFromAddressLists": {"TRUE"}}, [2]Verdict{Skipped, Checked}},
		{"a visible MSOL", attrs{"displayName": {"MSOL A"}}, [2]Verdict{Checked, Checked}},
		{"the type is compared wrongly", attrs{"msExchRecipientTypeDetails": {"8388608"}}, [2]Verdict{Checked, Checked}},
		{"conflict objects too", attrs{"cn": {"A\nCNF:6f"}}, [2]Verdict{Checked, Checked}},
		{"a security group without mail", attrs{"objectClass": {"group"}, "groupType": {"-2147483646"}, "mail": nil}, [2]Verdict{Skipped, NotInFilter}},
		{"a security group with mail", attrs{"objectClass": {"group"}, "groupType": {"-2147483646"}}, [2]Verdict{Checked, Checked}},
		{"a list without addresses", attrs{"objectClass": {"group"}, "groupType": {"8"}}, [2]Verdict{Skipped, Checked}},
		{"a list with addresses", attrs{"objectClass": {"group"}, "groupType": {"8"}, "proxyAddresses": {"x:y"}}, [2]Verdict{Checked, Checked}},
		{"a group of no type", attrs{"objectClass": {"group"}}, [2]Verdict{Checked, Checked}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, set := tt.attrs["mail"]; !set {
				tt.attrs["mail"] = []string{"one@x.com"}
			}
			for _, m := range []Mode{MultiTenant, Dedicated} {
				if _, got := NewRunner(m, false).Add(entry("one", tt.attrs)); got != tt.want[m] {
					t.Errorf("%s: got %q, want %q", m, got, tt.want[m])
				}
			}
		})
	}
}

func TestExcludedNames(t *testing.T) {
	for _, name := range []string{"Admini", "CAS_{", "DiscoverySearchMailbox", "FederatedEmail", "Guest", "HTTPConnector", "krbtgt", "iusr_", "iwam", "msol", "support_", "SystemMailbox",
		"WWIOadmini", "HealthMailbox", "Exchange Online-ApplicationAccount"} {
		for _, m := range []Mode{MultiTenant, Dedicated} {
			if _, got := NewRunner(m, false).Add(entry(name+" 1", attrs{"mail": {"a@x.com"}})); got != Skipped {
				t.Errorf("%s: %s: %q", m, name, got)
			}
		}
	}
}

func TestQuery(t *testing.T) {
	for _, m := range []Mode{MultiTenant, Dedicated} {
		for _, c := range chains(m) {
			if !slices.Contains(Attributes(m), c.attr) {
				t.Errorf("%s checks %s and does not read it", m, c.attr)
			}
		}
	}
	const recipients = "(|(objectCategory=Person)(objectCategory=Group))"
	if Filter(MultiTenant).String() != recipients || Filter(Dedicated).String() != "(&(mail=*)"+recipients+")" {
		t.Errorf("filters %s and %s", Filter(MultiTenant), Filter(Dedicated))
	}
}

func TestAlternateLogin(t *testing.T) {
	e := entry("one", attrs{"userPrincipalName": {"a b"}, "givenName": {long("g", 64)}})
	if found, _ := NewRunner(MultiTenant, true).Add(e); len(found) != 1 || found[0].Attr != "givenName" {
		t.Errorf("with another sign-in name: %v", found)
	}
	if found, _ := NewRunner(MultiTenant, false).Add(e); len(found) != 2 {
		t.Errorf("a run before changed the table: %v", found)
	}
}

func TestRules(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range []Mode{MultiTenant, Dedicated} {
		for _, r := range Rules(m) {
			if seen[r.ID] || r.Severity != check.Error || len(r.Attrs) != 1 || !strings.HasSuffix(r.Text, ".") {
				t.Errorf("rule %+v", r)
			}
			if _, taken := check.Lookup(r.ID); taken {
				t.Errorf("%s is among the rules of the default profile", r.ID)
			}
			seen[r.ID] = true
		}
	}
}

// TestDoc keeps docs/idfix.md equal to the chains.
func TestDoc(t *testing.T) {
	var b strings.Builder
	b.WriteString("# IdFix profiles\n\nMade from the tables in model/check/idfix by `go test ./model/check/idfix -update`; do not edit.\n\n" +
		"The profiles `idfix` (multi-tenant) and `idfix-dedicated` of `rdesk check` report what [IdFix](https://github.com/microsoft/idfix) 2.6.0.3 reports, " +
		"with its flags, action and proposal, so that lists of the two can be compared. Each attribute has one rule; its checks run in the order given, each at what the one before " +
		"made of the value, and the last one to fail decides what is proposed. Only proxyAddresses is checked in all its values. Mistakes of IdFix are kept: " +
		"for what a recipient should look like, use the default profile and its [rules](rules.md).\n")
	for _, m := range []Mode{MultiTenant, Dedicated} {
		fmt.Fprintf(&b, "\n## %s\n\nSearch: `%s`\n\n| rule | attribute | checks |\n|---|---|---|\n", m, Filter(m))
		for _, r := range Rules(m) {
			fmt.Fprintf(&b, "| %s | `%s` | %s |\n", r.ID, r.Attrs[0], strings.ReplaceAll(r.Text, "|", "\\|"))
		}
	}
	const file = "../../../docs/idfix.md"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(file); err != nil || b.String() != string(want) {
		t.Errorf("%s is out of date: run go test ./model/check/idfix -update (%v)", file, err)
	}
}

// BenchmarkRun checks 100,000 objects of four addresses, each twentieth with a fault.
func BenchmarkRun(b *testing.B) {
	const n = 100_000
	batch := model.NewBatchBuilder(Attributes(MultiTenant))
	for i := range n {
		name := fmt.Sprintf("user%06d", i)
		mail := name + "@contoso.com"
		if i%20 == 0 {
			mail = name + "@contoso.local"
		}
		batch.Add(entry(name, attrs{"mail": {mail}, "mailNickname": {name}, "sAMAccountName": {name}, "userPrincipalName": {mail}, "givenName": {"Ann"},
			"proxyAddresses": {"SMTP:" + mail, "smtp:" + name + "@mail.contoso.com", "smtp:" + name + "@contoso.onmicrosoft.com", "X500:/o=Contoso/ou=A (B)/cn=" + name}}))
	}
	objects := batch.Build()
	for b.Loop() {
		r, found := NewRunner(MultiTenant, false), 0
		for i := range objects.Len() {
			fs, _ := r.Add(objects.Entry(i))
			found += len(fs)
		}
		if found != n/20*2 {
			b.Fatalf("%d findings", found)
		}
	}
	b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds(), "objects/s")
}
