package lifecycle_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"recipientdesk/model"
	. "recipientdesk/model/lifecycle"
	"recipientdesk/model/powershell"
)

// What is Exchange's own is refused by every operation.
func TestReserved(t *testing.T) {
	ext := ExternalOptions{External: "a@elsewhere.example"}
	operations := map[string]func(model.Entry) (Outcome, error){
		"mailbox":      func(e model.Entry) (Outcome, error) { return EnableMailbox(e, MailboxOptions{}, world) },
		"mail user":    func(e model.Entry) (Outcome, error) { return EnableMailUser(e, ext, world) },
		"convert":      func(e model.Entry) (Outcome, error) { return Convert(e, SharedMailbox, world) },
		"archive":      func(e model.Entry) (Outcome, error) { return EnableArchive(e, world) },
		"archive away": func(e model.Entry) (Outcome, error) { return DisableArchive(e, world) },
		"disable":      func(e model.Entry) (Outcome, error) { return Disable(e, world) },
		"clean up":     func(e model.Entry) (Outcome, error) { return CleanUp(e, false, world) },
		"ACLable":      func(e model.Entry) (Outcome, error) { return SetACLable(e, true, world) },
		"to mail user": func(e model.Entry) (Outcome, error) { return ToMailUser(e, ext, world) },
		"to mailbox":   func(e model.Entry) (Outcome, error) { return ToMailbox(e, MailboxOptions{}, world) },
		"external":     func(e model.Entry) (Outcome, error) { return SetExternal(e, ext.External, world) },
		"inherit":      func(e model.Entry) (Outcome, error) { return Inherit(e, user("legacyExchangeDN=/o=x"), world) },
	}
	// sync-spec U9, linked mailboxes, role groups, and the mailboxes of the system.
	for _, details := range []int64{0x1000, 0x2000, 0x4000, 0x400000, 0x800000, 0x1000000, 0x20000000, 2, 1073741824, 549755813888, 2199023255552, 2048, 68719476736, 1099511627776} {
		e := user("mail=a@contoso.com", "homeMDB=CN=DB", fmt.Sprint("msExchRecipientTypeDetails=", details))
		for name, run := range operations {
			if _, err := run(e); model.CodeOf(err) != model.Invalid || !strings.Contains(err.Error(), fmt.Sprint(details)) {
				t.Errorf("%s of %d: %v", name, details, err)
			}
		}
	}
	group := object("group", "groupType=-2147483640", "msExchRecipientTypeDetails=1073741824")
	for name, run := range map[string]func() (Outcome, error){
		"enable":    func() (Outcome, error) { return EnableGroup(group, GroupOptions{Primary: "a@contoso.com"}, world) },
		"convert":   func() (Outcome, error) { return ConvertGroup(group, Universal, false, world) },
		"room list": func() (Outcome, error) { return SetRoomList(group, true, world) },
		"owners": func() (Outcome, error) {
			return SetOwners(group, []model.Recipient{{Entry: user("mail=a@b.c")}}, world)
		},
	} {
		if _, err := run(); model.CodeOf(err) != model.Invalid || !strings.Contains(err.Error(), "role group") {
			t.Errorf("%s of a role group: %v", name, err)
		}
	}
	for name, run := range map[string]func(model.Entry) (Outcome, error){"mailbox": operations["mailbox"], "mail user": operations["mail user"]} {
		if _, err := run(user("isCriticalSystemObject=TRUE")); model.CodeOf(err) != model.Invalid {
			t.Errorf("%s of a critical system object: %v", name, err)
		}
	}
	if _, err := operations["disable"](user("msExchRecipientTypeDetails=1", "mail=a@contoso.com")); model.CodeOf(err) != model.Invalid || !strings.Contains(err.Error(), "server") {
		t.Errorf("disabling a mailbox on a server: %v", err)
	}
}

// A mail user becomes a mailbox and a mail user again; addresses of the organization and
// X500 history survive both ways.
func TestThereAndBack(t *testing.T) {
	e := user("msExchRecipientTypeDetails=128", "msExchRecipientDisplayType=6", "internetEncoding=1310720", "mailNickname=anna", "targetAddress=SMTP:anna@elsewhere.example",
		"mail=anna@contoso.com", "proxyAddresses=SMTP:anna@contoso.com", "proxyAddresses=smtp:anna@elsewhere.example", "proxyAddresses=X500:/o=Old/cn=anna", "legacyExchangeDN=/o=C/cn=anna")
	o, err := ToMailbox(e, MailboxOptions{Type: SharedMailbox}, world)
	if err != nil {
		t.Fatal(err)
	}
	const want = "internetEncoding=\nmsExchRecipientDisplayType=-2147483642\nmsExchRecipientTypeDetails=34359738368\nmsExchRemoteRecipientType=97\n" +
		"proxyAddresses=SMTP:anna@contoso.com|X500:/o=Old/cn=anna|smtp:anna@contoso.mail.onmicrosoft.com\ntargetAddress=SMTP:anna@contoso.mail.onmicrosoft.com"
	if got := changes(o.Change()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	back, err := ToMailUser(o.After, ExternalOptions{External: "anna@elsewhere.example"}, world)
	if err != nil {
		t.Fatal(err)
	}
	was, is := slices.Sorted(slices.Values(e.Values(model.ProxyAddresses))), slices.Sorted(slices.Values(back.After.Values(model.ProxyAddresses)))
	if !slices.Equal(was, is) || !model.Diff(e.With(model.ProxyAddresses), back.After.With(model.ProxyAddresses)).Empty() {
		t.Errorf("back:\n%s", changes(model.Diff(e, back.After)))
	}
	if len(back.Cloud) == 0 || !strings.Contains(back.Cloud[0].PowerShell, "-Type Regular") {
		t.Errorf("steps %+v", back.Cloud)
	}
	external := user("targetAddress=SMTP:anna@elsewhere.example", "mail=anna@elsewhere.example", "proxyAddresses=SMTP:anna@elsewhere.example", "proxyAddresses=smtp:a@contoso.com", "msExchRecipientTypeDetails=128")
	if o, err = ToMailbox(external, MailboxOptions{}, world); err != nil || o.After.First(model.Mail) != "anna@contoso.com" || slices.Contains(o.After.Values(model.ProxyAddresses), "smtp:anna@elsewhere.example") {
		t.Errorf("with an external primary address: %v %v", changes(o.Change()), err)
	}
	if _, err := ToMailbox(user("mail=anna@contoso.com"), MailboxOptions{}, world); model.CodeOf(err) != model.Invalid {
		t.Errorf("a mailbox to a mailbox: %v", err)
	}
	if _, err := ToMailUser(e, ExternalOptions{External: "a@b.example"}, world); model.CodeOf(err) != model.Invalid {
		t.Errorf("a mail user to a mail user: %v", err)
	}
}

func owner(dn, class string, attrs ...string) model.Recipient {
	e := object(class, attrs...)
	e.Ref = model.Ref{DN: dn}
	return model.Recipient{Entry: e}
}

func TestSetOwners(t *testing.T) {
	g := object("group", "groupType=8", "mail=g@contoso.com", "managedBy=CN=Old,DC=x")
	bob, eve := owner("CN=Bob,DC=x", "user", "mail=b@contoso.com"), owner("CN=Eve,DC=x", "user", "mail=e@contoso.com")
	board := owner("CN=Board,DC=x", "group", "groupType=-2147483640", "mail=board@contoso.com")
	o, err := SetOwners(g, []model.Recipient{bob, eve, board, owner("cn=eve,dc=x", "user", "mail=e@contoso.com")}, world)
	if err != nil || changes(o.Change()) != "managedBy=CN=Bob,DC=x\nmsExchCoManagedByLink=CN=Eve,DC=x|CN=Board,DC=x" || len(o.Notes) != 1 {
		t.Errorf("%v %v %v", changes(o.Change()), o.Notes, err)
	}
	if o, err = SetOwners(o.After, []model.Recipient{eve}, world); err != nil || changes(o.Change()) != "managedBy=CN=Eve,DC=x\nmsExchCoManagedByLink=" {
		t.Errorf("%v %v", changes(o.Change()), err)
	}
	for name, who := range map[string][]model.Recipient{"nobody": nil, "a contact": {owner("CN=C", "contact", "mail=c@x.example")}, "a user without mail": {owner("CN=U", "user")},
		"a distribution group": {owner("CN=D", "group", "groupType=8", "mail=d@contoso.com")}} {
		if _, err := SetOwners(g, who, world); model.CodeOf(err) != model.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestInherit(t *testing.T) {
	former := user("legacyExchangeDN=/o=C/cn=old", "proxyAddresses=SMTP:anna@contoso.com", "proxyAddresses=x500:/o=Older/cn=anna")
	fresh := user("mail=anna@contoso.com", "proxyAddresses=SMTP:anna@contoso.com", "legacyExchangeDN=/o=C/cn=new")
	o, err := Inherit(fresh, former, world)
	if err != nil || changes(o.Change()) != "proxyAddresses=SMTP:anna@contoso.com|X500:/o=C/cn=old|X500:/o=Older/cn=anna" {
		t.Errorf("%v %v", changes(o.Change()), err)
	}
	if _, err := Inherit(o.After, former, world); model.CodeOf(err) != model.Exists {
		t.Errorf("again: %v", err)
	}
	if _, err := Inherit(fresh, user(), world); model.CodeOf(err) != model.NotFound {
		t.Errorf("of somebody without: %v", err)
	}
}

// Names of every script have aliases and routing addresses.
func TestAliasFrom(t *testing.T) {
	for in, want := range map[string]string{"anna@contoso.com": "anna", "O'Brien": "O'Brien", "Müller": "Müller", "R & D": "RD", "王小明": "WangXiaoMing", "..a..b..": "a.b", "": "", "  ": "",
		"Žofie": "Zofie", "a,b\"c": "abc", strings.Repeat("x", 63) + ".y": strings.Repeat("x", 63)} {
		if got := AliasFrom(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := AliasFrom("محمد علي"); got == "" {
		t.Error("an Arabic name has no alias")
	}
	if got, err := world.RoutingAddress(user(), "Müller"); got != "mueller@contoso.mail.onmicrosoft.com" || err != nil {
		t.Errorf("routing address of an umlaut: %q %v", got, err)
	}
	w := world
	w.Pattern = "%u.x"
	if got, err := w.RoutingAddress(user(), "anna"); got != "aadams.x@contoso.mail.onmicrosoft.com" || err != nil {
		t.Errorf("by the account name: %q %v", got, err)
	}
}

func FuzzAliasFrom(f *testing.F) {
	for _, s := range []string{"anna@x", "..", "ß", "日本", "a\xff", "\u0301x", strings.Repeat("é.", 70)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := AliasFrom(s)
		if err := model.CheckAlias(got); got != "" && err != nil {
			t.Errorf("%q: %v", s, err)
		}
		if AliasFrom(got) != got {
			t.Errorf("%q, then %q", got, AliasFrom(got))
		}
	})
}

// Every text for PowerShell is one command, whatever the address has in it.
func TestPowerShellIsOneCommand(t *testing.T) {
	const mail = "o'brien$x`n@contoso.com"
	e := remoteUser(UserMailbox, 1).With(model.Mail, mail).With(model.ProxyAddresses, "SMTP:"+mail)
	var all []Step
	collect := func(o Outcome, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, o.Cloud...)
	}
	collect(Convert(e, SharedMailbox, world))
	collect(Disable(remoteUser(SharedMailbox, 97).With(model.Mail, mail).With(model.ProxyAddresses, "SMTP:"+mail), world))
	collect(ToMailUser(remoteUser(RoomMailbox, 33), ExternalOptions{External: mail}, world))
	collect(EnableMailContact(object("contact"), ExternalOptions{External: mail}, world))
	collect(WithoutSchema(e, SharedMailbox))
	n := 0
	for _, s := range all {
		if s.Text == "" || !strings.HasPrefix(s.Source, "https://") {
			t.Errorf("%+v", s)
		}
		if s.PowerShell == "" {
			continue
		}
		n++
		if _, err := powershell.Parse(s.PowerShell, "step"); err != nil || strings.Contains(s.PowerShell, "o'brien") {
			t.Errorf("%s: %v", s.PowerShell, err)
		}
	}
	if n < 5 {
		t.Errorf("%d commands in %+v", n, all)
	}
}

func TestDecodeOtherEncapsulations(t *testing.T) {
	for in, want := range map[string]string{
		"imceaEx-_o=X_cn=caf+c3+a9@x":                                "/o=X/cn=café",
		"mailto:IMCEAEX-_o=X_cn=a+2FB+5F_1@x":                        "/o=X/cn=a/B_/1",
		"IMCEAFAX-+2B49@x, then IMCEAEX-_O=X_CN=A@x":                 "/O=X/CN=A",
		"IMCEAEX-_o=X_cn=a+28b+29+2D+27+3D@x.prod.outlook.com":       "/o=X/cn=a(b)-'=",
		"IMCEAEX-_o=X_cn=O'Brien@x":                                  "/o=X/cn=O'Brien",
		"To: 'IMCEAEX-_o=X_cn=a+20b@x'":                              "/o=X/cn=a b",
		"> IMCEAEX-_o=X_ou=Exchange+20\r\n>  +28F+29_cn=a@x":         "/o=X/ou=Exchange (F)/cn=a",
		"IMCEAEX-_o=X_ou=Exchange+\n20Group_cn=a@x":                  "/o=X/ou=Exchange Group/cn=a",
		"IMCEAEX-_o=3DX_ou=3DExchange+20=\r\n+28F+29_cn=3Da@x":       "/o=X/ou=Exchange (F)/cn=a",
		"<IMCEAEX-_o=X_cn=without+20domain>":                         "/o=X/cn=without domain",
		"ﬀ IMCEAEX-_o=X_cn=after+20letters+20of+20several+20bytes@x": "/o=X/cn=after letters of several bytes",
	} {
		if got, err := DecodeIMCEAEX(in); got != want || err != nil {
			t.Errorf("%s: %q %v, want %q", in, got, err, want)
		}
	}
	for in, says := range map[string]string{"IMCEAFAX-+2B49@x": "FAX", "IMCEAX500-_o=X@x": "X500", "IMCEASMTP-a+40b.example@x": "SMTP", "IMCEA-x": "no address", "IMCEAEX": "no address",
		"IMCEAEX-_o=X_ou=Exchange+20Administrative and more": "breaks off", "IMCEAEX-_o=X_ou=a <b@x>": "breaks off",
		"IMCEAEX-_o=X_cn=a+ff@x": "not encoded", "IMCEAEX-_o=X_cn=a+00@x": "not encoded"} {
		if _, err := DecodeIMCEAEX(in); model.CodeOf(err) != model.Invalid || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", in, err, says)
		}
	}
}

func FuzzDecodeIMCEAEX(f *testing.F) {
	for _, s := range []string{"IMCEAEX-_o=Contoso_cn=a+20b@x", "imceaex-_O=X+c3+a9", "IMCEAFAX-1@x IMCEAEX-_o=y", "IMCEAEX-_o=x+", "İIMCEAEX-_o=x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		dn, err := DecodeIMCEAEX(s)
		if err != nil {
			if model.CodeOf(err) != model.Invalid || dn != "" {
				t.Errorf("%q: %q %v", s, dn, err)
			}
			return
		}
		if !utf8.ValidString(dn) {
			t.Errorf("%q: %q is no text", s, dn)
		}
		if e, err := WithX500(user(), dn); err != nil || len(e.Values(model.ProxyAddresses)) != 1 {
			t.Errorf("%q cannot be an address: %v", dn, err)
		}
	})
}

func TestParseLegacyDN(t *testing.T) {
	for text, want := range map[string]string{
		"/o=A/cn=b": "/o=A/cn=b", " x500:/o=A/cn=b c\n": "/o=A/cn=b c", "X500: /o=A/cn=b": "/o=A/cn=b",
		"Delivery failed:\n/o=not this\nIMCEAEX-_o=A_cn=b+20c@x.example": "/o=A/cn=b c", "/o=A\n<IMCEAEX-_o=B_cn=c@x.example>": "/o=B/cn=c"} {
		if got, err := ParseLegacyDN(text); err != nil || got != want {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "anna@contoso.com", "x500:", "/", "X500:/nothing", "/o=A\n/cn=b"} {
		if got, err := ParseLegacyDN(text); model.CodeOf(err) != model.Invalid {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}
