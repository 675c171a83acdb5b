package forecast

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
)

// user makes an input of a user with addresses and an alias.
func user(licensed model.Maybe, more ...string) Input {
	return input("user", licensed, append([]string{"userPrincipalName: e@contoso.com", "mailNickname: e", "proxyAddresses: SMTP:e@contoso.com"}, more...)...)
}

// with changes an input.
func with(in Input, f func(*Input)) Input { f(&in); return in }

func TestUserTypes(t *testing.T) {
	const (
		guid    = "msExchMailboxGuid: 0123456789abcdef"
		remote  = "msExchRecipientTypeDetails: 2147483648"
		target  = "targetAddress: SMTP:e@x.example"
		shared  = "msExchRecipientTypeDetails: 34359738368"
		migrate = "msExchRemoteRecipientType: 4"
	)
	known := func(in Input) Input { in.New = model.Unsure; return in } // neither new nor known in the tenant
	has := func(mailbox model.Maybe, in Input) Input {
		in.New, in.User = model.No, &model.TenantUser{CloudMailbox: mailbox}
		return in
	}
	was := func(kind string, licensed model.Maybe, in Input) Input {
		in.New, in.Prior = model.No, &State{Licensed: licensed, Cloud: entry("exoRecipientType: " + kind)}
		return in
	}
	display := func(d string, in Input) Input { in.DisplayType = d; return in }
	byDefault := func(in Input) Input { in.Facts.Features.CloudManagedByDefault = model.Yes; return in }
	bare := func(licensed model.Maybe, more ...string) Input {
		return input("user", licensed, append([]string{"userPrincipalName: e@contoso.com"}, more...)...)
	}
	tests := []struct {
		what string
		in   Input
		want string
		why  string
	}{
		{"a guest", input("user", model.No, "userPrincipalName: e_x.example#EXT#@contoso.onmicrosoft.com"), "GuestMailUser", "guest"},
		{"new, managed in the cloud by default", byDefault(user(model.No, target)), "User", "in the cloud: without"},
		{"new, managed in the cloud by default, licensed", byDefault(user(model.Yes, target)), "UserMailbox", "in the cloud: the license"},
		{"not new, managed in the cloud by default", byDefault(known(user(model.Yes))), "UserMailbox", "no msExchMailboxGuid"},
		{"a mailbox that AD calls shared", has(model.Yes, user(model.No, shared)), "SharedMailbox", "takes the type that AD says"},
		{"shared in the cloud alone", was("SharedMailbox", model.No, user(model.No, remote, migrate)), "UserMailbox", "goes back"},
		{"shared in the cloud alone, by details", was("SharedMailbox", model.No, user(model.No, remote)), "UserMailbox", "goes back"},
		{"shared in the cloud and in AD", was("SharedMailbox", model.No, user(model.No, shared, "msExchRemoteRecipientType: 100")), "SharedMailbox", "takes the type"},
		{"a room in the cloud, of which AD says nothing", display("7", user(model.No)), "RoomMailbox", "the type of the mailbox now"},
		{"a device in the cloud, of which AD says nothing", display("8", user(model.Yes)), "EquipmentMailbox", "the type of the mailbox now"},
		{"a mailbox, licensed", has(model.Yes, user(model.Yes)), "UserMailbox", "has a mailbox"},
		{"a mailbox with the GUID of AD", has(model.Yes, user(model.Yes, guid)), "UserMailbox", "has a mailbox"},
		{"shared in the cloud, licensed, AD says nothing", was("SharedMailbox", model.Yes, user(model.Yes)), "SharedMailbox", "has a mailbox"},
		{"shared in the cloud, AD says nothing", was("SharedMailbox", model.No, user(model.No)), "SharedMailbox", "needs no license"},
		{"a mailbox, no license, AD says nothing", has(model.Yes, user(model.No)), "", "a shared mailbox stays"},
		{"asked for", user(model.No, "msExchRemoteRecipientType: 1"), "UserMailbox", "even before a license"},
		{"asked for as a room", user(model.No, "msExchRemoteRecipientType: 33"), "RoomMailbox", "even before a license"},
		{"asked for as a device", user(model.No, "msExchRemoteRecipientType: 65"), "EquipmentMailbox", "even before a license"},
		{"asked for as shared", user(model.No, "msExchRemoteRecipientType: 97"), "SharedMailbox", "even before a license"},
		{"asked for with an archive", user(model.Yes, "msExchRemoteRecipientType: 3"), "UserMailbox", "even before a license"},
		{"the GUID of another mailbox", user(model.Yes, guid, "msExchRecipientTypeDetails: 1"), "MailUser", "license makes none"},
		{"the GUID and a wish", user(model.Yes, guid, "msExchRemoteRecipientType: 1"), "MailUser", "license makes none"},
		{"the GUID, the tenant not known", known(user(model.Yes, guid)), "", "if the user has no mailbox"},
		{"the GUID, a mail user now", display("6", known(user(model.Yes, guid))), "MailUser", "license makes none"},
		{"the GUID of a shared mailbox, the tenant not known", known(user(model.Yes, guid, shared)), "SharedMailbox", "needs no license"},
		{"the GUID of a migrated mailbox, the tenant not known", known(user(model.Yes, guid, remote, migrate)), "UserMailbox", "was migrated"},
		{"migrated, and no mailbox", has(model.No, user(model.Yes, migrate)), "MailUser", "there is none"},
		{"migrated, new", user(model.No, migrate), "MailUser", "there is none"},
		{"a room by details", known(user(model.No, "msExchRecipientTypeDetails: 8589934592")), "RoomMailbox", "needs no license"},
		{"a device by details", known(user(model.No, "msExchRecipientTypeDetails: 17179869184")), "EquipmentMailbox", "needs no license"},
		{"a migrated shared mailbox, the tenant not known", known(user(model.No, "msExchRemoteRecipientType: 100")), "SharedMailbox", "needs no license"},
		{"migrated and licensed, the tenant not known", known(user(model.Yes, migrate)), "UserMailbox", "was migrated"},
		{"migrated, not licensed, the tenant not known", known(user(model.No, migrate)), "", "goes after 30 days"},
		{"licensed", bare(model.Yes), "UserMailbox", "the license makes a mailbox"},
		{"licensed, with mail alone", bare(model.Yes, "mail: e@contoso.com"), "UserMailbox", "the license makes a mailbox"},
		{"a mail user that gets a license", was("MailUser", model.No, user(model.Yes, target)), "UserMailbox", "the license makes a mailbox"},
		{"a license taken away", was("UserMailbox", model.Yes, bare(model.No)), "User", "taken away"},
		{"a license taken away, with addresses", was("UserMailbox", model.Yes, user(model.No)), "MailUser", "becomes a mail user"},
		{"a mailbox on an own server", user(model.No, guid, "msExchRecipientTypeDetails: 1"), "MailUser", "own server"},
		{"a room on an own server", user(model.No, "msExchRecipientTypeDetails: 16"), "MailUser", "own server"},
		{"the GUID alone", user(model.No, guid), "MailUser", "own server"},
		{"a mail user", user(model.No, target), "MailUser", "targetAddress"},
		{"a mail user by type", user(model.No, target, "msExchRecipientTypeDetails: 128"), "MailUser", "targetAddress"},
		{"a mail user now", display("6", user(model.No)), "MailUser", "it is a mail user now"},
		{"nothing", bare(model.No), "User", "even with mail"},
		{"mail alone", bare(model.No, "mail: e@contoso.com"), "User", "even with mail"},
		{"addresses, no target", user(model.No), "", "no source says"},
		{"an alias alone", bare(model.No, "mailNickname: e"), "", "no source says"},
		{"addresses, no target, a mail user before", was("MailUser", model.No, user(model.No)), "MailUser", "it is that now"},
	}
	used := make([]bool, len(userTypes))
	for _, tt := range tests {
		f := Predict(tt.in)
		i := slices.IndexFunc(f.Reasons, func(r Reason) bool { return r.Property == string(PropRecipientType) })
		if f.RecipientType != tt.want || !strings.Contains(f.Reasons[i].Why, tt.why) {
			t.Errorf("%s: %q, %s; want %q, %s", tt.what, f.RecipientType, f.Reasons[i].Why, tt.want, tt.why)
		}
		if r := f.Reasons[i]; (r.Verdict == Unknown) != (tt.want == "") {
			t.Errorf("%s: verdict %s", tt.what, r.Verdict)
		}
		for n, row := range userTypes {
			used[n] = used[n] || row.why == f.Reasons[i].Why
		}
	}
	for n, row := range userTypes {
		if !used[n] {
			t.Errorf("no case comes to row %d of the table: %s", n, row.why)
		}
	}
}

func TestTwoMailboxes(t *testing.T) {
	in := user(model.Yes, "msExchMailboxGuid: 0123456789abcdef", "msExchRecipientTypeDetails: 1")
	in.User = &model.TenantUser{CloudMailbox: model.Yes, MailboxGUID: "8c4ac332-975f-4717-ad7b-ba4a4e968fff"}
	if got := told(Predict(in), PropRecipientType); got != " computed+unknown" {
		t.Errorf("two mailboxes: %s", got)
	}
	in.User.MailboxGUID = AnchorOf(model.GUID([]byte("0123456789abcdef"))).Forms().GUID
	if got := told(Predict(in), PropRecipientType); got != " computed" {
		t.Errorf("one mailbox: %s", got)
	}
}

func TestGroupsAndContacts(t *testing.T) {
	const security, list = "groupType: -2147483646", "groupType: 2"
	mailed := input("group", 0, security, "mail: g@contoso.com")
	bare := input("group", 0, security)
	bare.Prior, bare.New = &State{Export: mailed.Export, Cloud: entry("mailEnabled: true", "mail: g@contoso.com")}, model.No // nothing is known of its other addresses
	moved := input("group", 0, security, "mail: h@contoso.com")
	moved.Prior, moved.New = bare.Prior, model.No
	tests := []struct {
		what               string
		in                 Input
		kind, enabled      string
		mail, alias, addrs string
	}{
		{"a list", input("group", 0, list, "mail: g@contoso.com", "cn: G"), "MailUniversalDistributionGroup", "true", "g@contoso.com", "g", "SMTP:g@contoso.com smtp:g@contoso.onmicrosoft.com"},
		{"a security group with mail", mailed, "MailUniversalSecurityGroup", "true", "g@contoso.com", "g", "SMTP:g@contoso.com smtp:g@contoso.onmicrosoft.com"},
		{"a security group without mail", input("group", 0, security, "cn: G"), "ExchangeSecurityGroup", "false", "", "", ""},
		{"a security group that loses mail", after(mailed, input("group", 0, security)), "MailUniversalSecurityGroup", "true", "g@contoso.onmicrosoft.com", "g", "SMTP:g@contoso.onmicrosoft.com"},
		{"of which the tenant was not asked", bare, "MailUniversalSecurityGroup", "true", "g@contoso.onmicrosoft.com", "g", "SMTP:g@contoso.onmicrosoft.com"},
		{"that gets other mail", moved, "MailUniversalSecurityGroup", "true", "h@contoso.com", "g", "SMTP:h@contoso.com smtp:g@contoso.onmicrosoft.com"},
		{"a room list", input("group", 0, list, "proxyAddresses: SMTP:r@contoso.com", "msExchRecipientTypeDetails: 268435456"), "RoomList", "true", "r@contoso.com", "r", "SMTP:r@contoso.com smtp:r@contoso.onmicrosoft.com"},
		{"a list in a foreign domain", input("group", 0, list, "proxyAddresses: SMTP:g@x.example", "mailNickname: gg"), "MailUniversalDistributionGroup", "true", "g@x.example", "gg", "SMTP:g@x.example smtp:gg@contoso.onmicrosoft.com"},
		{"of an unknown kind", input("group", 0, "mail: g@contoso.com"), "", "true", "g@contoso.com", "g", "SMTP:g@contoso.com smtp:g@contoso.onmicrosoft.com"},
		{"an address without @", input("group", 0, security, "proxyAddresses: SMTP:g", "mail: g"), "ExchangeSecurityGroup", "false", "", "", ""},
		{"a contact", input("contact", 0, "cn: Eva Ek", "mail: e@x.example"), "MailContact", "true", "e@x.example", "Eva_Ek", "SMTP:e@x.example"},
		{"a contact with an alias", input("contact", 0, "mailNickname: ee", "proxyAddresses: SMTP:e@x.example", "targetAddress: SMTP:e@x.example"), "MailContact", "true", "e@x.example", "ee", "SMTP:e@x.example"},
	}
	for _, tt := range tests {
		f := Predict(tt.in)
		got := []string{f.RecipientType, f.Cloud.First(PropMailEnabled), f.Cloud.First(PropMail), f.Cloud.First(PropAlias), strings.Join(f.Cloud.Values(PropProxies), " ")}
		if want := []string{tt.kind, tt.enabled, tt.mail, tt.alias, tt.addrs}; !slices.Equal(got, want) {
			t.Errorf("%s:\n%q, want\n%q", tt.what, got, want)
		}
	}
	if got := told(Predict(input("group", 0, security, "proxyAddresses: X500:/o=a")), PropProxies); got != " unknown" {
		t.Errorf("other addresses of a group without mail: %s", got)
	}
	if got := told(Predict(input("group", 0, "proxyAddresses: X500:/o=a", "mail: g@contoso.com")), PropMailEnabled); got != "true computed+unknown" {
		t.Errorf("where rule and article differ: %s", got)
	}
}

func TestMatch(t *testing.T) {
	base := user(model.No)
	base.Export = base.Export.With("sourceAnchor", "A")
	facts := func(f model.SyncFeatures, users ...model.TenantUser) func(*Input) {
		return func(in *Input) {
			in.Facts = &model.TenantFacts{InitialDomain: "contoso.onmicrosoft.com", VerifiedDomains: []string{"contoso.com"}, Features: f, Users: users}
		}
	}
	others := func(o ...Other) func(*Input) { return func(in *Input) { in.Others = o } }
	cloudUser := Other{UPN: "x@contoso.com", Class: "user", Addresses: []string{"smtp:E@contoso.com"}, CloudOnly: model.Yes}
	change := func(o Other, f func(*Other)) Other { f(&o); return o }
	group := input("group", 0, "groupType: 2", "proxyAddresses: SMTP:a@contoso.com", "proxyAddresses: smtp:E@contoso.com")
	tests := []struct {
		what string
		in   Input
		kind string
		with string
		code string // of the error
	}{
		{"nobody", base, "new", "", ""},
		{"nobody, perhaps linked", with(base, func(in *Input) { in.New = model.Unsure }), "", "", ""},
		{"linked already", with(base, func(in *Input) { in.New = model.No }), "hard", "", ""},
		{"linked, found by anchor", with(with(base, facts(model.SyncFeatures{BlockHardMatch: model.Yes}, model.TenantUser{UserPrincipalName: "x@contoso.com", ImmutableID: "A", Role: model.Yes})),
			func(in *Input) { in.New = model.No }), "hard", "x@contoso.com", ""},
		{"by anchor", with(base, facts(model.SyncFeatures{}, model.TenantUser{UserPrincipalName: "x@contoso.com", ImmutableID: "A"})), "hard", "x@contoso.com", ""},
		{"by anchor, blocked, perhaps linked", with(with(base, facts(model.SyncFeatures{BlockHardMatch: model.Yes}, model.TenantUser{UserPrincipalName: "x@contoso.com", ImmutableID: "A"})),
			func(in *Input) { in.New = model.Unsure }), "hard", "x@contoso.com", ""},
		{"by anchor, in another case", with(base, facts(model.SyncFeatures{}, model.TenantUser{UserPrincipalName: "x@contoso.com", ImmutableID: "a"})), "new", "", ""},
		{"by anchor, blocked", with(base, facts(model.SyncFeatures{BlockHardMatch: model.Yes}, model.TenantUser{UserPrincipalName: "x@contoso.com", ImmutableID: "A"})), "blocked", "x@contoso.com", "InvalidHardMatch"},
		{"by anchor, with a role", with(base, facts(model.SyncFeatures{}, model.TenantUser{UserPrincipalName: "x@contoso.com", ImmutableID: "A", Role: model.Yes})), "blocked", "x@contoso.com", "InvalidHardMatch"},
		{"by anchor of another object", with(base, others(change(cloudUser, func(o *Other) { o.Anchor = "A" }))), "hard", "x@contoso.com", ""},
		{"by the primary address", with(base, others(cloudUser)), "soft", "x@contoso.com", ""},
		{"by the primary address, not known whether it is synchronized", with(base, others(change(cloudUser, func(o *Other) { o.CloudOnly = model.Unsure }))), "", "x@contoso.com", ""},
		{"by the primary address of one that is synchronized", with(base, others(change(cloudUser, func(o *Other) { o.CloudOnly = model.No }))), "new", "", ""},
		{"by the primary address of a group", with(base, others(change(cloudUser, func(o *Other) { o.Class = "group" }))), "blocked", "x@contoso.com", "ObjectTypeMismatch"},
		{"by the primary address, with a role", with(base, others(change(cloudUser, func(o *Other) { o.Role = model.Yes }))), "blocked", "x@contoso.com", "ExistingAdminRoleConflict"},
		{"by the primary address, blocked", with(with(base, facts(model.SyncFeatures{BlockSoftMatch: model.Yes})), others(cloudUser)), "blocked", "x@contoso.com", ""},
		{"a secondary address does not match", with(user(model.No, "proxyAddresses: smtp:y@contoso.com"), others(change(cloudUser, func(o *Other) { o.Addresses = []string{"y@contoso.com"} }))), "new", "", ""},
		{"but that of a group does", with(group, others(change(cloudUser, func(o *Other) { o.Class, o.UPN, o.Name = "group", "", "G" }))), "soft", "G", ""},
		{"by name", with(base, facts(model.SyncFeatures{}, model.TenantUser{UserPrincipalName: "E@contoso.com"})), "soft", "E@contoso.com", ""},
		{"by name, with a role", with(base, facts(model.SyncFeatures{}, model.TenantUser{UserPrincipalName: "E@contoso.com", Role: model.Yes})), "blocked", "E@contoso.com", "ExistingAdminRoleConflict"},
		{"by name, switched off", with(base, facts(model.SyncFeatures{SoftMatchOnUPN: model.No}, model.TenantUser{UserPrincipalName: "E@contoso.com"})), "new", "", ""},
		{"by name of one that is synchronized", with(base, facts(model.SyncFeatures{}, model.TenantUser{UserPrincipalName: "E@contoso.com", ImmutableID: "B"})), "new", "", ""},
		{"a group without address, perhaps linked", with(input("group", 0, "groupType: -2147483646"), func(in *Input) { in.New = model.Unsure }), "new", "", ""},
		{"a group without address", with(input("group", 0, "groupType: -2147483646"), others(cloudUser)), "new", "", ""},
	}
	for _, tt := range tests {
		f := Predict(tt.in)
		code := ""
		if len(f.Errors) > 0 {
			code = f.Errors[0].Code
		}
		if f.Match.Kind != tt.kind || f.Match.With != tt.with || code != tt.code {
			t.Errorf("%s: %+v, %q; want %q with %q, %q", tt.what, f.Match, code, tt.kind, tt.with, tt.code)
		}
		if soft := tt.kind == "soft"; soft && len(f.Quarantined) > 0 {
			t.Errorf("%s: %v clashes with what it becomes part of", tt.what, f.Quarantined)
		}
	}
}

func TestClashes(t *testing.T) {
	base := user(model.Yes, "proxyAddresses: smtp:e2@contoso.com")
	others := func(o ...Other) Input { return with(base, func(in *Input) { in.Others = o }) }
	group := input("group", 0, "groupType: 2", "mail: g@contoso.com")
	sameGroup := func(first model.Maybe) Input {
		return with(group, func(in *Input) {
			in.FirstAttempt, in.Others = first, []Other{{Name: "G", Class: "group", Addresses: []string{"SMTP:G@contoso.com"}}}
		})
	}
	q := func(property, value string) Quarantined { return Quarantined{property, value} }
	tests := []struct {
		what  string
		in    Input
		want  []Quarantined
		upn   string
		addrs string
		code  string
	}{
		{"none", base, nil, "e@contoso.com", "SMTP:e@contoso.com smtp:e2@contoso.com smtp:e@contoso.onmicrosoft.com", ""},
		{"a name", others(Other{UPN: "E@CONTOSO.com", Class: "user"}), []Quarantined{q("UserPrincipalName", "e@contoso.com")}, "e####@contoso.onmicrosoft.com",
			"SMTP:e@contoso.com smtp:e2@contoso.com smtp:e@contoso.onmicrosoft.com smtp:e####@contoso.onmicrosoft.com", ""},
		{"a secondary address", others(Other{Addresses: []string{"E2@contoso.com"}}), []Quarantined{q("ProxyAddresses", "smtp:e2@contoso.com")}, "e@contoso.com",
			"SMTP:e@contoso.com smtp:e@contoso.onmicrosoft.com", ""},
		{"an address of another type is none", others(Other{Addresses: []string{"SIP:e2@contoso.com"}}), nil, "e@contoso.com", "SMTP:e@contoso.com smtp:e2@contoso.com smtp:e@contoso.onmicrosoft.com", ""},
		{"name and address, with a group", others(Other{Class: "group", Addresses: []string{"SMTP:e@contoso.com"}}), nil, "e####@contoso.onmicrosoft.com",
			"SMTP:e@contoso.onmicrosoft.com smtp:e2@contoso.com smtp:e####@contoso.onmicrosoft.com", codePair},
		{"name and address, with a user", others(Other{Class: "user", Addresses: []string{"SMTP:e@contoso.com"}}), []Quarantined{q("UserPrincipalName", "e@contoso.com"), q("ProxyAddresses", "SMTP:e@contoso.com")},
			"e####@contoso.onmicrosoft.com", "SMTP:e@contoso.onmicrosoft.com smtp:e2@contoso.com smtp:e####@contoso.onmicrosoft.com", ""},
		{"an address of a group", others(Other{Class: "group", Addresses: []string{"SMTP:e2@contoso.com"}}), []Quarantined{q("ProxyAddresses", "smtp:e2@contoso.com")}, "e@contoso.com",
			"SMTP:e@contoso.com smtp:e@contoso.onmicrosoft.com", ""},
		{"the substitute of a name", with(input("user", model.No, "userPrincipalName: e@corp.local"), func(in *Input) { in.Others = []Other{{UPN: "e@contoso.onmicrosoft.com"}} }), nil,
			"e####@contoso.onmicrosoft.com", "", ""},
		{"two groups", sameGroup(model.Unsure), []Quarantined{q("ProxyAddresses", "SMTP:g@contoso.com")}, "", "SMTP:g@contoso.onmicrosoft.com", ""},
		{"two new groups at once", sameGroup(model.Yes), nil, "", "SMTP:g@contoso.onmicrosoft.com", codePair},
		{"two new groups, and mail that is masked", with(sameGroup(model.Yes), func(in *Input) { in.Export = in.Export.With(PropProxies, "SMTP:other@contoso.com") }), nil, "",
			"SMTP:other@contoso.com smtp:other@contoso.onmicrosoft.com", ""},
		{"a name of a user of the cloud, not matched by name", with(base, func(in *Input) {
			in.Facts = contoso()
			in.Facts.Features.SoftMatchOnUPN = model.No
			in.Export = in.Export.With("sourceAnchor", "A")
			in.Facts.Users = []model.TenantUser{{UserPrincipalName: "e@contoso.com"}}
		}), []Quarantined{q("UserPrincipalName", "e@contoso.com")}, "e####@contoso.onmicrosoft.com", "SMTP:e@contoso.com smtp:e2@contoso.com smtp:e@contoso.onmicrosoft.com smtp:e####@contoso.onmicrosoft.com", ""},
		{"a name of a user of the cloud, soft match blocked", with(base, func(in *Input) {
			in.Facts = contoso()
			in.Facts.Features.BlockSoftMatch = model.Yes
			in.Export = in.Export.With("sourceAnchor", "A")
			in.Facts.Users = []model.TenantUser{{UserPrincipalName: "e@contoso.com"}}
		}), []Quarantined{q("UserPrincipalName", "e@contoso.com")}, "e####@contoso.onmicrosoft.com", "SMTP:e@contoso.com smtp:e2@contoso.com smtp:e@contoso.onmicrosoft.com smtp:e####@contoso.onmicrosoft.com", ""},
		{"the address in the initial domain", with(base, func(in *Input) { in.InUse = []string{"smtp:e@contoso.onmicrosoft.com"} }), nil, "e@contoso.com",
			"SMTP:e@contoso.com smtp:e2@contoso.com smtp:e####@contoso.onmicrosoft.com", ""},
		{"a name of a user in the tenant", with(base, func(in *Input) {
			in.Facts = contoso()
			in.Export = in.Export.With("sourceAnchor", "A")
			in.Facts.Users = []model.TenantUser{{UserPrincipalName: "e@contoso.com", ImmutableID: "Z"}}
		}), []Quarantined{q("UserPrincipalName", "e@contoso.com")}, "e####@contoso.onmicrosoft.com", "SMTP:e@contoso.com smtp:e2@contoso.com smtp:e@contoso.onmicrosoft.com smtp:e####@contoso.onmicrosoft.com", ""},
	}
	for _, tt := range tests {
		f := Predict(tt.in)
		code := ""
		if len(f.Errors) > 0 {
			code = f.Errors[0].Code
		}
		if !slices.Equal(f.Quarantined, tt.want) || f.Cloud.First(PropUPN) != tt.upn || strings.Join(f.Cloud.Values(PropProxies), " ") != tt.addrs || code != tt.code {
			t.Errorf("%s: %v, %s, %s, %q", tt.what, f.Quarantined, f.Cloud.First(PropUPN), f.Cloud.Values(PropProxies), code)
		}
	}
	again := after(others(Other{UPN: "e@contoso.com", Class: "user"}), others(Other{UPN: "e@contoso.com", Class: "user"}))
	again.Random = strings.NewReader("\x00\x07")
	if upn := Predict(again).Cloud.First(PropUPN); upn != "e####@contoso.onmicrosoft.com" {
		t.Errorf("a substitute is replaced by %s", upn)
	}
}

func TestExportErrors(t *testing.T) {
	many := user(model.No)
	for i := range 16 {
		many.Export = many.Export.With("userCertificate", append(slices.Clone(many.Export.Values("userCertificate")), string(rune('a'+i)))...)
	}
	addresses := slices.Repeat([]string{"smtp:e@contoso.com"}, 301)
	anchor := func(before, now string) Input {
		in := user(model.No)
		in.Export = in.Export.With("sourceAnchor", now)
		in.Prior = &State{Export: entry("sourceAnchor: " + before)}
		return in
	}
	tests := []struct {
		what string
		in   Input
		code string
	}{
		{"nothing", user(model.No), ""},
		{"16 certificates", many, "LargeObject"},
		{"15 certificates", with(many, func(in *Input) {
			in.Export = in.Export.With("userCertificate", in.Export.Values("userCertificate")[1:]...)
		}), ""},
		{"301 addresses", with(user(model.No), func(in *Input) { in.Export = in.Export.With(PropProxies, addresses...) }), "LargeObject"},
		{"300 addresses", with(user(model.No), func(in *Input) { in.Export = in.Export.With(PropProxies, addresses[1:]...) }), ""},
		{"another anchor", anchor("A", "B"), "SourceAnchorChanged"},
		{"an anchor where none was known", with(anchor("A", "A"), func(in *Input) { in.Prior.Export = entry("mail: e@contoso.com") }), ""},
		{"the anchor in another case", anchor("A", "a"), "SourceAnchorChanged"},
		{"the same anchor", anchor("A", "A"), ""},
		{"what the rules say", with(user(model.No), func(in *Input) { in.Problems = []ExportError{{Code: "P"}} }), "P"},
	}
	for _, tt := range tests {
		f := Predict(tt.in)
		if code := append(f.Errors, ExportError{})[0].Code; code != tt.code {
			t.Errorf("%s: %q, want %q", tt.what, code, tt.code)
		}
	}
}

func TestAuthority(t *testing.T) {
	lines := []string{"userPrincipalName: e@contoso.com", "displayName: Eva", "mailNickname: e", "mail: e@contoso.com", "proxyAddresses: SMTP:e@contoso.com",
		"extensionAttribute1: x", "msExchHideFromAddressLists: TRUE", "msExchUsageLocation: DE", "department: R"}
	in := input("user", model.Yes, lines...)
	in.New, in.User = model.No, &model.TenantUser{UserPrincipalName: "e@contoso.com", CloudManaged: model.Yes, CloudMailbox: model.Yes}
	f := Predict(in)
	for _, p := range []model.Attr{PropMail, PropAlias, PropProxies, "customAttribute1", "hiddenFromAddressListsEnabled"} {
		if got := told(f, p); got != " blocked" {
			t.Errorf("%s: %s", p, got)
		}
	}
	for _, want := range []string{"displayName: Eva", "department: R", "userPrincipalName: e@contoso.com", "msExchUsageLocation: DE"} {
		p, v, _ := strings.Cut(want, ": ")
		if got := told(f, model.Attr(p)); got != v+" flows" {
			t.Errorf("%s: %s", p, got)
		}
	}
	if f.Cloud.Has(PropPrimary) || f.Arrival(in.AD) != ArrivesChanged {
		t.Errorf("%s, %v", f.Cloud.First(PropPrimary), f.Arrival(in.AD))
	}
	in.Prior = &State{Cloud: entry("mail: cloud@contoso.com", "proxyAddresses: SMTP:cloud@contoso.com")}
	f = Predict(in)
	if f.Cloud.First(PropMail) != "cloud@contoso.com" || f.Cloud.First(PropPrimary) != "cloud@contoso.com" || f.RecipientType != "UserMailbox" {
		t.Errorf("what stands in the cloud: %v", f.Cloud)
	}
	in.CloudObject, in.Export = model.Yes, in.Export.With("msExchRemoteRecipientType", "1")
	in.Prior.Cloud = in.Prior.Cloud.With(PropRecipientType, "SharedMailbox")
	f = Predict(in)
	for _, p := range []model.Attr{PropUPN, "displayName", "department"} {
		if got := told(f, p); got != " blocked" {
			t.Errorf("an object that the cloud manages takes %s", got)
		}
	}
	if f.Cloud.First(PropMail) != "cloud@contoso.com" || f.RecipientType != "SharedMailbox" || f.IsRecipient != model.Yes {
		t.Errorf("an object that the cloud manages: %+v", f)
	}
	fresh := input("user", model.No, lines...)
	fresh.Facts.Features.CloudManagedByDefault = model.Yes
	if f := Predict(fresh); f.RecipientType != "User" || told(f, PropMail) != " blocked" {
		t.Errorf("a new user: %s, %s", f.RecipientType, told(f, PropMail))
	}
}

func TestUnknown(t *testing.T) {
	why := func(in Input, p model.Attr) string {
		for _, r := range Predict(in).Reasons {
			if r.Property == string(p) && r.Verdict == Unknown {
				return r.Why
			}
		}
		return ""
	}
	bare := input("user", model.Unsure, "userPrincipalName: e@contoso.com")
	mail := input("user", model.Unsure, "userPrincipalName: e@contoso.com", "mail: e@contoso.com")
	noFacts := with(mail, func(in *Input) { in.Facts = nil })
	tests := []struct {
		what string
		in   Input
		p    model.Attr
		want string
	}{
		{"the license decides", bare, PropMail, "without a license: none; with a license for Exchange Online: e@contoso.com"},
		{"the license adds", mail, PropProxies, "without a license: nothing else; with a license for Exchange Online: also smtp:e@contoso.onmicrosoft.com"},
		{"the license does not matter", mail, PropMail, ""},
		{"the domains decide", noFacts, PropUPN, "if the tenant has verified the domain: e@contoso.com; if the tenant has not verified the domain: e@<initial domain>"},
		{"both decide", noFacts, PropMail, "e@contoso.com; but with a license for Exchange Online and if the tenant has not verified the domain: e@<initial domain>"},
		{"both decide about addresses", noFacts, PropProxies, "without a license: SMTP:e@contoso.com; with a license for Exchange Online and if the tenant has verified the domain: " +
			"SMTP:e@contoso.com, smtp:e@<initial domain>; with a license for Exchange Online and if the tenant has not verified the domain: SMTP:e@<initial domain>"},
		{"the initial domain is not known", with(mail, func(in *Input) {
			in.Licensed, in.Facts = model.Yes, &model.TenantFacts{VerifiedDomains: []string{"contoso.com"}}
		}), PropProxies,
			"the initial domain of the tenant is not known, which is part of smtp:e@<initial domain>"},
		{"the type", bare, PropRecipientType, "without a license: User; with a license for Exchange Online: UserMailbox"},
	}
	diagonal := []run{{assumption{false, true}, Forecast{RecipientType: "a"}}, {assumption{true, true}, Forecast{RecipientType: "b"}},
		{assumption{false, false}, Forecast{RecipientType: "b"}}, {assumption{true, false}, Forecast{RecipientType: "a"}}}
	if got, want := depends(diagonal, func(r run) string { return r.RecipientType }, ""), "without a license and if the tenant has verified the domain or "+
		"with a license for Exchange Online and if the tenant has not verified the domain: a; with a license for Exchange Online and if the tenant has verified the domain or "+
		"without a license and if the tenant has not verified the domain: b"; got != want {
		t.Errorf("nothing in common:\n%s, want\n%s", got, want)
	}
	for _, tt := range tests {
		if got := why(tt.in, tt.p); got != tt.want {
			t.Errorf("%s:\n%s, want\n%s", tt.what, got, tt.want)
		}
	}
	for _, r := range Predict(noFacts).Reasons {
		if r.Property == string(PropUPN) && (r.Rule != stepUPN || r.Source != srcUPN) || r.Property == string(PropRecipientType) && r.Rule != stepExchange {
			t.Errorf("%s rests on %s, %s", r.Property, r.Rule, r.Source)
		}
	}
	for _, p := range []model.Attr{PropPrimary, PropMail} {
		if got := told(Predict(with(noFacts, func(in *Input) { in.Licensed = model.Yes })), p); got != " unknown" {
			t.Errorf("%s has reasons that contradict each other: %s", p, got)
		}
	}
	clash := with(mail, func(in *Input) { in.Others, in.Random = []Other{{UPN: "e@contoso.com"}}, rand.NewChaCha8([32]byte{}) })
	if got := Predict(clash).Cloud.First(PropUPN); !isNumbered(got, "e", "contoso.onmicrosoft.com") {
		t.Errorf("the digits depend on the license: %q", got)
	}
	if f := Predict(mail); strings.Join(f.Cloud.Values(PropProxies), " ") != "SMTP:e@contoso.com" || f.RecipientType != "" || f.IsRecipient != model.Unsure {
		t.Errorf("what is certain: %v, %s", f.Cloud.Values(PropProxies), f.RecipientType)
	}
}
