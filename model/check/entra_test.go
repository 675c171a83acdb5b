package check

import (
	"fmt"
	"strings"
	"testing"

	"recipientdesk/model"
)

// user, group and contact are objects of a class with more attributes.
func user(more attrs) attrs    { return of("user", more) }
func group(more attrs) attrs   { return of("group", more) }
func contact(more attrs) attrs { return of("contact", more) }

func of(class string, more attrs) attrs {
	more["objectClass"] = []string{"top", class}
	return more
}

func list(n int, format string) (out []string) {
	for i := range n {
		out = append(out, fmt.Sprintf(format, i))
	}
	return out
}

func TestRD1011(t *testing.T) {
	upn := func(v string) attrs { return user(attrs{"userPrincipalName": {v}}) }
	long := strings.Repeat("a", 65)
	runRule(t, "RD1011", []ruleCase{
		{name: "good", attrs: upn("o'brien.x-y_z!#^~@mail.x-y.test")},
		{name: "at the limits", attrs: upn(strings.Repeat("a", 64) + "@" + strings.Repeat("b", 43) + ".test")},
		{name: "of no user", attrs: contact(attrs{"userPrincipalName": {"a b"}})},
		{name: "people sign in with mail", opts: Options{AlternateLogin: true}, attrs: upn("a b@x.test")},
		{name: "blank", attrs: upn("a b@x.test"), want: []string{"a b@x.test: Character Edit ab@x.test"}},
		{name: "line break", attrs: upn("ab@x.test\n"), want: []string{"ab@x.test\n: DomainPart Edit ab@x.test"}},
		{name: "period before the at", attrs: upn("ab.@x.test"), want: []string{"ab.@x.test: LocalPart Edit ab@x.test"}},
		{name: "period and ampersand at the end", attrs: upn("ab@x.test.&"), want: []string{"ab@x.test.&: DomainPart Edit ab@x.test"}},
		{name: "accent", attrs: upn("jürgen@x.test"), want: []string{"jürgen@x.test: Character None"}, cannot: true},
		{name: "plus", attrs: upn("a+b@x.test"), want: []string{"a+b@x.test: Character None"}, cannot: true},
		{name: "no at", attrs: upn("ann"), want: []string{"ann: Format None"}, cannot: true},
		{name: "two ats", attrs: upn("a@b@x.test"), want: []string{"a@b@x.test: Format None"}, cannot: true},
		{name: "nothing before", attrs: upn("@x.test"), want: []string{"@x.test: LocalPart None"}, cannot: true},
		{name: "nothing after", attrs: upn("a@"), want: []string{"a@: DomainPart None"}, cannot: true},
		{name: "long before", attrs: upn(long + "@x.test"), want: []string{long + "@x.test: Length None"}, cannot: true},
		{name: "long after", attrs: upn("a@" + strings.Repeat("b", 44) + ".test"), want: []string{"a@" + strings.Repeat("b", 44) + ".test: Length None"}, cannot: true},
		{name: "several", attrs: upn("a&b.@x.test"), want: []string{"a&b.@x.test: Character,LocalPart None"}, cannot: true},
	})
}

func TestRD1012(t *testing.T) {
	runRule(t, "RD1012", []ruleCase{
		{name: "set", attrs: user(attrs{"userPrincipalName": {"a@x.test"}})},
		{name: "a group has none", attrs: group(attrs{})},
		{name: "a service", attrs: user(attrs{"userAccountControl": {"66048"}})},
		{name: "disabled", attrs: user(attrs{"userAccountControl": {"514"}})},
		{name: "disabled with mail", attrs: user(attrs{"userAccountControl": {"514"}, "mail": {"a@x.test"}}), want: []string{": Blank None"}},
		{name: "missing", attrs: user(attrs{"sAMAccountName": {"ann"}}), want: []string{": Blank None"}},
		{name: "an inetOrgPerson is a user", attrs: of("inetOrgPerson", attrs{}), want: []string{": Blank None"}},
		{name: "a computer is none", attrs: attrs{"objectClass": {"user", "computer"}}},
		{name: "people sign in with mail", opts: Options{AlternateLogin: true}, attrs: user(attrs{})},
	})
}

func TestRD1013(t *testing.T) {
	upn := func(v string) attrs { return user(attrs{"userPrincipalName": {v}}) }
	known := Options{Tenant: &model.TenantFacts{VerifiedDomains: []string{"x.test", "x.onmicrosoft.com"}}}
	runRule(t, "RD1013", []ruleCase{
		{name: "not known", attrs: upn("a@y.test")},
		{name: "not known, and local", attrs: upn("a@corp.LOCAL"), want: []string{"a@corp.LOCAL: TopLevelDomain None"}},
		{name: "a single label", attrs: upn("a@corp"), want: []string{"a@corp: TopLevelDomain None"}},
		{name: "verified", opts: known, attrs: upn("a@X.test")},
		{name: "of another tenant", opts: known, attrs: upn("a@y.onmicrosoft.com"), want: []string{"a@y.onmicrosoft.com: UnverifiedDomain None"}},
		{name: "of the tenant", opts: known, attrs: upn("a@x.onmicrosoft.com")},
		{name: "a domain below it is another", opts: known, attrs: upn("a@mail.x.test"), want: []string{"a@mail.x.test: UnverifiedDomain None"}},
		{name: "known, and local", opts: known, attrs: upn("a@corp.local"), want: []string{"a@corp.local: TopLevelDomain None"}},
		{name: "no domain at all", opts: known, attrs: upn("ann")},
		{name: "a service", opts: known, attrs: user(attrs{"userPrincipalName": {"a@y.test"}, "userAccountControl": {"66048"}})},
		{name: "of nothing verified", opts: Options{Verified: []string{}}, attrs: upn("a@x.test"), want: []string{"a@x.test: UnverifiedDomain None"}},
	})
}

func TestRD1014(t *testing.T) {
	x := func(n int) string { return strings.Repeat("x", n) }
	runRule(t, "RD1014", []ruleCase{
		{name: "at the limits", attrs: attrs{"displayName": {x(256)}, "givenName": {x(64)}, "sn": {x(64)}, "mail": {x(256)}, "mailNickname": {x(64)},
			"targetAddress": {x(256)}, "proxyAddresses": {x(256)}, "cn": {x(64)}}},
		{name: "letters count, not bytes", attrs: attrs{"displayName": {strings.Repeat("ä", 256)}}},
		{name: "emojis count twice", attrs: attrs{"givenName": {strings.Repeat("🙂", 33)}}, want: []string{strings.Repeat("🙂", 33) + ": Length Edit " + strings.Repeat("🙂", 32)}},
		{name: "names are cut", attrs: attrs{"displayName": {x(255) + " y"}}, want: []string{x(255) + " y: Length Edit " + x(255)}},
		{name: "an alias is cut", attrs: attrs{"mailNickname": {x(63) + ".y"}}, want: []string{x(63) + ".y: Length Edit " + x(63)}},
		{name: "addresses are not", attrs: attrs{"mail": {x(257)}, "targetAddress": {x(257)}, "proxyAddresses": {"a", x(257)}}, cannot: true,
			want: []string{x(257) + ": Length None", x(257) + ": Length None", x(257) + ": Length None"}},
	})
}

func TestTheSchemasLimitIsReportedOnce(t *testing.T) {
	schema := model.NewSchema([]model.AttrDef{{Name: "displayName", Syntax: model.SyntaxString, Max: 256}, {Name: "proxyAddresses", Syntax: model.SyntaxString, Max: 1123}}, nil, 0)
	e := entry(1, attrs{"displayName": {strings.Repeat("x", 300)}, "proxyAddresses": {"X500:" + strings.Repeat("x", 300)}})
	if got := Run(Options{Schema: schema}, e); len(got) != 2 || got[0].Rule.ID != "RD1006" || got[1].Rule.ID != "RD1014" || got[1].Attr != "proxyAddresses" {
		t.Errorf("%q", said(got))
	}
}

func TestRD1015(t *testing.T) {
	runRule(t, "RD1015", []ruleCase{
		{name: "named", attrs: user(attrs{"mail": {"a@x.test"}, "displayName": {"Ann"}})},
		{name: "no mail", attrs: user(attrs{})},
		{name: "a group", attrs: group(attrs{"mail": {"a@x.test"}, "displayName": {" "}})},
		{name: "blank, of a group without mail", attrs: group(attrs{"groupType": {"-2147483640"}, "displayName": {" "}}), want: []string{" : Blank Edit Ann Adams"}},
		{name: "missing", attrs: user(attrs{"mail": {"a@x.test"}, "cn": {"Ann A."}}), want: []string{": Blank Edit Ann A."}},
		{name: "blank", attrs: contact(attrs{"mail": {"a@x.test"}, "displayName": {" "}}), want: []string{" : Blank Edit Ann Adams"}},
	})
}

func TestRD1016(t *testing.T) {
	runRule(t, "RD1016", []ruleCase{
		{name: "good", attrs: user(attrs{"sAMAccountName": {"ann.adams-1234567890"}})},
		{name: "with a user principal name", attrs: user(attrs{"sAMAccountName": {"a/b"}, "userPrincipalName": {"a@x.test"}})},
		{name: "a group", attrs: group(attrs{"sAMAccountName": {"a group with a long name/"}})},
		{name: "character", attrs: user(attrs{"sAMAccountName": {"a/b"}}), want: []string{"a/b: Character None"}},
		{name: "long", attrs: user(attrs{"sAMAccountName": {"ann.adams-12345678901"}}), want: []string{"ann.adams-12345678901: Length None"}},
		{name: "both", attrs: user(attrs{"sAMAccountName": {"ann.adams+12345678901"}}), want: []string{"ann.adams+12345678901: Character,Length None"}},
	})
}

func TestRD1017(t *testing.T) {
	runRule(t, "RD1017", []ruleCase{
		{name: "a routing address", attrs: user(attrs{"proxyAddresses": {"SMTP:a@x.test", "smtp:a@x.mail.onmicrosoft.com"}})},
		{name: "a routing address that is primary", attrs: user(attrs{"proxyAddresses": {"SMTP:a@x.mail.onmicrosoft.com"}}), want: []string{"SMTP:a@x.mail.onmicrosoft.com: ReservedDomain None"}},
		{name: "secondary", attrs: group(attrs{"proxyAddresses": {"SMTP:a@x.test", "smtp:a@X.onmicrosoft.com"}}), want: []string{"smtp:a@X.onmicrosoft.com: ReservedDomain None"}},
		{name: "a contact in another tenant", attrs: contact(attrs{"proxyAddresses": {"SMTP:a@y.onmicrosoft.com"}})},
		{name: "a name that only ends so", attrs: user(attrs{"proxyAddresses": {"SMTP:a@xonmicrosoft.com", "X500:/cn=a@x.onmicrosoft.com"}})},
	})
}

func TestRD1021(t *testing.T) {
	types := func(details, display, remote string) attrs {
		a := user(attrs{"msExchRecipientTypeDetails": {details}})
		if display != "" {
			a["msExchRecipientDisplayType"] = []string{display}
		}
		if remote != "" {
			a["msExchRemoteRecipientType"] = []string{remote}
		}
		return a
	}
	team := func(kind, details, display string) attrs {
		return group(attrs{"groupType": {kind}, "msExchRecipientTypeDetails": {details}, "msExchRecipientDisplayType": {display}})
	}
	const security, distribution = "-2147483640", "8"
	runRule(t, "RD1021", []ruleCase{
		{name: "remote user", attrs: types("2147483648", "-2147483642", "4")},
		{name: "remote user with archive, open for permissions", attrs: types("2147483648", "-1073741818", "3")},
		{name: "remote shared", attrs: types("34359738368", "-2147483642", "100")},
		{name: "remote room", attrs: types("8589934592", "-2147481850", "33")},
		{name: "remote equipment", attrs: types("17179869184", "-2147481594", "65")},
		{name: "mailbox on premises", attrs: types("1", "1073741824", "")},
		{name: "with an archive in the cloud", attrs: types("1", "1073741824", "2")},
		{name: "staged mail user", attrs: types("128", "-2147483642", "")},
		{name: "of a type nobody knows", attrs: types("137438953472", "1", "1")},
		{name: "only one is set", attrs: types("8589934592", "", "")},
		{name: "a room's display", attrs: types("2147483648", "-2147481850", "4"), want: []string{"-2147481850: TypeMismatch Edit -2147483642"}},
		{name: "a room's display, and nothing else", attrs: types("2147483648", "-2147481850", ""), want: []string{"-2147481850: TypeMismatch Edit -2147483642"}},
		{name: "room without the room's bit", attrs: types("8589934592", "-2147481850", "4"), want: []string{"4: TypeMismatch Edit 36"}},
		{name: "archive bits stay", attrs: types("17179869184", "-2147481594", "35"), want: []string{"35: TypeMismatch Edit 67"}},
		{name: "user or shared", attrs: types("34359738368", "-2147483642", "4"), want: []string{"4: TypeMismatch None"}, cannot: true},
		{name: "two against the type", attrs: types("2147483648", "-2147481850", "33"), cannot: true,
			want: []string{"-2147481850: TypeMismatch None", "33: TypeMismatch None"}},
		{name: "a contact's type at a user", attrs: types("64", "6", ""), want: []string{"64: TypeMismatch None"}, cannot: true},
		{name: "groups", attrs: team(security, "1024", "1073741833")},
		{name: "room list", attrs: team(distribution, "268435456", "15")},
		{name: "became a security group", attrs: team(security, "256", "1"), want: []string{"256: TypeMismatch Edit 1024", "1: TypeMismatch Edit 1073741833"}},
		{name: "became a distribution group", attrs: team(distribution, "1024", "1"), want: []string{"1024: TypeMismatch Edit 256"}},
	})
}

func TestRD1022(t *testing.T) {
	runRule(t, "RD1022", []ruleCase{
		{name: "at the limits", attrs: attrs{"userCertificate": list(15, "%d"), "userSMIMECertificate": list(15, "%d"), "proxyAddresses": list(300, "smtp:a%d@x.test")}},
		{name: "beyond", attrs: attrs{"userCertificate": list(16, "%d"), "userSMIMECertificate": list(16, "%d"), "proxyAddresses": list(301, "smtp:a%d@x.test")},
			want: []string{": TooMany None", ": TooMany None", ": TooMany None"}},
	})
}

func TestRD1023(t *testing.T) {
	const guid = "0123456789abcdef"
	mailbox := func(more attrs) attrs {
		more["msExchMailboxGuid"], more["mail"] = []string{guid}, []string{"a@x.test"}
		if more["mailNickname"] == nil {
			more["mailNickname"] = []string{"a"}
		}
		return user(more)
	}
	own, _ := model.ParseGUID("11111111-0000-0000-0000-000000000001")
	tenant := func(licensed, has model.Maybe) Options {
		return Options{Tenant: &model.TenantFacts{Users: []model.TenantUser{{ImmutableID: own.ImmutableID(), Licensed: licensed, CloudMailbox: has}}}}
	}
	anchored := func(more attrs) attrs {
		more["mS-DS-ConsistencyGuid"] = []string{own.Bytes()}
		return mailbox(more)
	}
	runRule(t, "RD1023", []ruleCase{
		{name: "no GUID", attrs: user(attrs{"mailNickname": {"a"}})},
		{name: "no alias", attrs: mailbox(attrs{"mailNickname": {}})},
		{name: "a remote mailbox", attrs: mailbox(attrs{"msExchRecipientTypeDetails": {"2147483648"}})},
		{name: "on premises", attrs: mailbox(attrs{"homeMDB": {"CN=DB"}})},
		{name: "not known", attrs: mailbox(attrs{}), want: []string{": MailboxGuid None"}},
		{name: "has a mailbox in the cloud", opts: tenant(model.Yes, model.Yes), attrs: anchored(attrs{})},
		{name: "not licensed", opts: tenant(model.No, model.No), attrs: anchored(attrs{}), want: []string{": MailboxGuid None"}},
		{name: "on premises, not licensed", opts: tenant(model.No, model.No), attrs: anchored(attrs{"homeMDB": {"CN=DB"}})},
		{name: "licensed in vain", opts: tenant(model.Yes, model.No), attrs: anchored(attrs{"homeMDB": {"CN=DB"}}), want: []string{": MailboxGuid None"}},
		{name: "another user's mailbox", opts: tenant(model.Yes, model.Yes), attrs: mailbox(attrs{}), want: []string{": MailboxGuid None"}},
	})
	its, _ := model.GUIDFromBytes([]byte(guid))
	there := &model.TenantFacts{Users: []model.TenantUser{{ImmutableID: own.ImmutableID(), MailboxGUID: its.String()}}}
	if got := Run(Options{Only: []string{"RD1023"}, Tenant: there}, entry(2, anchored(attrs{}))); len(got) != 0 {
		t.Errorf("the mailbox of that GUID is in the cloud: %q", said(got))
	}
	other, _ := model.ParseGUID("11111111-0000-0000-0000-000000000002") // the objectGUID of the object below
	both := &model.TenantFacts{Users: []model.TenantUser{{ImmutableID: other.ImmutableID(), CloudMailbox: model.No}, {ImmutableID: own.ImmutableID(), CloudMailbox: model.Yes}}}
	if got := Run(Options{Only: []string{"RD1023"}, Tenant: both}, entry(2, anchored(attrs{}))); len(got) != 0 {
		t.Errorf("mS-DS-ConsistencyGuid goes before objectGUID: %q", said(got))
	}
	e := entry(1, mailbox(attrs{})) // its objectGUID is the anchor
	if got := Run(Options{Only: []string{"RD1023"}, Tenant: tenant(model.Yes, model.Yes).Tenant}, e); len(got) != 0 {
		t.Errorf("known by objectGUID: %q", said(got))
	}
}

func TestRD1024(t *testing.T) {
	runRule(t, "RD1024", []ruleCase{
		{name: "enabled", attrs: user(attrs{"mail": {"a@x.test"}, "userAccountControl": {"512"}})},
		{name: "no mail", attrs: user(attrs{"userAccountControl": {"514"}})},
		{name: "a shared mailbox", attrs: user(attrs{"mail": {"a@x.test"}, "userAccountControl": {"514"}, "msExchRecipientTypeDetails": {"34359738368"}})},
		{name: "disabled", attrs: user(attrs{"mail": {"a@x.test"}, "userAccountControl": {"66050"}}), want: []string{"66050: Disabled None"}},
	})
}

func TestTargets(t *testing.T) {
	known := Options{Verified: []string{"x.test"}}
	runRule(t, "RD1025", []ruleCase{
		{name: "outside", attrs: user(attrs{"targetAddress": {"SMTP:a@y.test"}})},
		{name: "of another type", attrs: user(attrs{"targetAddress": {"X400:c=us;a= ;p=corp.local"}})},
		{name: "local", attrs: user(attrs{"targetAddress": {"SMTP:a@corp.local"}}), want: []string{"SMTP:a@corp.local: TopLevelDomain None"}},
		{name: "without a type", attrs: contact(attrs{"targetAddress": {"a@corp.lan"}}), want: []string{"a@corp.lan: TopLevelDomain None"}},
	})
	runRule(t, "RD1026", []ruleCase{
		{name: "not known", attrs: user(attrs{"targetAddress": {"SMTP:a@x.test"}, "mail": {"a@x.test"}})},
		{name: "its own", opts: known, attrs: user(attrs{"targetAddress": {"SMTP:A@x.test"}, "proxyAddresses": {"SMTP:a@x.test"}}), want: []string{"SMTP:A@x.test: Loop None"}},
		{name: "its own in mail", opts: known, attrs: user(attrs{"targetAddress": {"SMTP:a@x.test"}, "mail": {"a@x.test"}}), want: []string{"SMTP:a@x.test: Loop None"}},
		{name: "another one's", opts: known, attrs: user(attrs{"targetAddress": {"SMTP:b@x.test"}, "mail": {"a@x.test"}})},
		{name: "outside", opts: known, attrs: contact(attrs{"targetAddress": {"SMTP:a@y.test"}, "proxyAddresses": {"SMTP:a@y.test"}})},
		{name: "routing", opts: Options{Verified: []string{"x.mail.onmicrosoft.com"}}, attrs: user(attrs{"targetAddress": {"SMTP:a@x.mail.onmicrosoft.com"}, "proxyAddresses": {"smtp:a@x.mail.onmicrosoft.com"}})},
	})
}

func TestRD1028(t *testing.T) {
	mail := func(a attrs) attrs { a["mail"] = []string{"a@x.test"}; return a }
	runRule(t, "RD1028", []ruleCase{
		{name: "nothing odd", attrs: mail(user(attrs{"sAMAccountName": {"MSOLA"}, "adminDescription": {"Users of the lab"}}))},
		{name: "no mail", attrs: user(attrs{"sAMAccountName": {"MSOL_1"}})},
		{name: "MSOL", attrs: mail(user(attrs{"sAMAccountName": {"msol_1"}})), want: []string{"msol_1: Filtered None"}},
		{name: "AAD", attrs: mail(user(attrs{"sAMAccountName": {"AAD_1"}})), want: []string{"AAD_1: Filtered None"}},
		{name: "a user's mark", attrs: mail(user(attrs{"adminDescription": {"user_x"}})), want: []string{"user_x: Filtered None"}},
		{name: "a user's mark at a group", attrs: mail(group(attrs{"adminDescription": {"User_x"}}))},
		{name: "a group's mark", attrs: mail(group(attrs{"adminDescription": {"Group_x"}})), want: []string{"Group_x: Filtered None"}},
		{name: "a hidden contact of the old tool", attrs: mail(contact(attrs{"displayName": {"A (MSOL)"}, "msExchHideFromAddressLists": {"TRUE"}})), want: []string{"A (MSOL): Filtered None"}},
		{name: "the same, not hidden", attrs: mail(contact(attrs{"displayName": {"A (MSOL)"}}))},
		{name: "rightly left out", attrs: mail(user(attrs{"mailNickname": {"SystemMailbox{1}"}}))},
	})
}

func TestRD1029(t *testing.T) {
	runRule(t, "RD1029", []ruleCase{
		{name: "mail", attrs: contact(attrs{"mail": {"a@x.test"}, "mailNickname": {"a"}})},
		{name: "an address", attrs: contact(attrs{"proxyAddresses": {"smtp:a@x.test"}, "mailNickname": {"a"}})},
		{name: "no recipient", attrs: group(attrs{"groupType": {"8"}})},
		{name: "contact with a target", attrs: contact(attrs{"targetAddress": {"SMTP:a@x.test"}}), want: []string{": Blank Edit a@x.test"}},
		{name: "group with an alias", attrs: group(attrs{"groupType": {"8"}, "mailNickname": {"a"}}), want: []string{": Blank None"}, cannot: true},
		{name: "only X500", attrs: user(attrs{"proxyAddresses": {"X500:/o=x"}}), want: []string{": Blank None"}, cannot: true},
		{name: "a type", attrs: user(attrs{"msExchRecipientTypeDetails": {"2147483648"}}), want: []string{": Blank None"}, cannot: true},
	})
}

func TestSmallRules(t *testing.T) {
	runRule(t, "RD1030", []ruleCase{
		{name: "linked", attrs: user(attrs{"msExchRecipientTypeDetails": {"2"}}), want: []string{"2: Linked None"}},
		{name: "not linked", attrs: user(attrs{"msExchRecipientTypeDetails": {"1"}})},
	})
	runRule(t, "RD1031", []ruleCase{
		{name: "dynamic", attrs: of("msExchDynamicDistributionList", attrs{"mail": {"a@x.test"}}), want: []string{"msExchDynamicDistributionList: Filtered None"}},
		{name: "not dynamic", attrs: group(attrs{"mail": {"a@x.test"}})},
	})
	runRule(t, "RD1032", []ruleCase{
		{name: "on premises", attrs: user(attrs{"homeMDB": {"CN=DB"}, "msExchHomeServerName": {"/o=x/cn=Servers/cn=EX1"}})},
		{name: "a server without a database", attrs: user(attrs{"msExchHomeServerName": {"/o=x/cn=Servers/cn=EX1"}}), want: []string{"/o=x/cn=Servers/cn=EX1: Leftover Remove"}},
		{name: "a remote mailbox", attrs: user(attrs{"homeMDB": {"CN=DB,DC=x"}, "msExchHomeServerName": {"/o=x/cn=EX1"}, "msExchRecipientTypeDetails": {"34359738368"}}),
			want: []string{"/o=x/cn=EX1: Leftover Remove", "CN=DB,DC=x: Leftover Remove"}},
	})
	runRule(t, "RD1034", []ruleCase{
		{name: "good", attrs: attrs{"proxyAddresses": {"SIP:a@x.test", "sip:+49401234@x.test", "X500:/o=a (b), c;", "EUM:1;phone-context=a b", "smtp:a b"}}},
		{name: "a blank", attrs: attrs{"proxyAddresses": {"SIP:a b@x.test"}}, want: []string{"SIP:a b@x.test: Character Edit SIP:ab@x.test"}},
		{name: "a second colon", attrs: attrs{"proxyAddresses": {"sip:sip:a@x.test"}}, want: []string{"sip:sip:a@x.test: Character None"}, cannot: true},
	})
	runRule(t, "RD1036", []ruleCase{
		{name: "one", attrs: attrs{"proxyAddresses": {"X500:/o=A/cn=x", "x500:/O=a/cn=y", "X500:/o=ExchangeLabs/cn=z", "SMTP:a@x.test"}}},
		{name: "two", attrs: attrs{"proxyAddresses": {"X500:/o=A/cn=x", "X500:/o=B"}}, want: []string{"X500:/o=B: History Complete"}},
	})
}

func TestRD1033(t *testing.T) {
	at := func(dn string, o Options) int {
		o.Only = []string{"RD1033"}
		return len(Run(o, model.NewEntry(model.Ref{DN: dn}, user(attrs{"mail": {"a@x.test"}}))))
	}
	for name, want := range map[string]int{"NoSync": 1, "No-Sync users": 1, "not synced": 1, "Do not sync": 1, "Syncing": 0, "Nosy": 0, "Staff": 0} {
		if got := at("CN=A,OU=Hamburg,OU="+name+",DC=x", Options{}); got != want {
			t.Errorf("%s: %d findings", name, got)
		}
	}
	o := Options{Unselected: []string{"ou=old\\, gone,DC=x"}}
	for dn, want := range map[string]int{`CN=A,OU=Old\, gone,DC=x`: 1, `CN=A,OU=B,OU=old\2C gone,DC=X`: 1, `CN=A,OU=NoSync,DC=x`: 0, `CN=A\,OU=Old\, gone,DC=x`: 0} {
		if got := at(dn, o); got != want {
			t.Errorf("%s: %d findings", dn, got)
		}
	}
	o = Options{Selected: []string{"DC=x", "OU=Kept,OU=Old,DC=x", "OU=A,DC=y"}, Unselected: []string{"OU=Old,DC=x", "DC=y"}}
	for dn, want := range map[string]int{"CN=A,OU=Staff,DC=x": 0, "CN=A,OU=Old,DC=x": 1, "CN=A,OU=Kept,OU=old,DC=x": 0, "CN=A,OU=B,OU=Old,DC=x": 1,
		"CN=A,OU=B,DC=y": 1, "CN=A,OU=B,OU=A,DC=y": 0, "CN=A,OU=NoSync,DC=z": 0} {
		if got := at(dn, o); got != want {
			t.Errorf("selected: %s: %d findings", dn, got)
		}
	}
}
