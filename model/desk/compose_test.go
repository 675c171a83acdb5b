package desk

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
)

var composeInfo = model.Info{Base: "DC=corp,DC=example", Domain: "corp.example", Suffixes: []string{"corp.example", "contoso.com"}}

func composeSchema(names ...model.Attr) *model.Schema {
	defs := []model.AttrDef{{Name: model.Mail, Single: true}, {Name: model.ProxyAddresses}}
	for _, n := range names {
		defs = append(defs, model.AttrDef{Name: n, Single: true})
	}
	return model.NewSchema(defs, nil, len(names))
}

var withExchange = composeSchema(model.MailNickname, model.TargetAddress)

func TestCompose(t *testing.T) {
	cases := []struct {
		name string
		in   NewRecipient
		dn   string
		want map[model.Attr]string // values joined with |; only those named are compared
		not  []model.Attr
	}{
		{"a user with an address of a forest suffix signs in with it",
			NewRecipient{Family: "user", Name: "Zoe Quist", Mail: "zoe.quist@contoso.com", Password: "secret"},
			"CN=Zoe Quist,CN=Users,DC=corp,DC=example",
			map[model.Attr]string{"mail": "zoe.quist@contoso.com", "proxyAddresses": "SMTP:zoe.quist@contoso.com", "mailNickname": "zoe.quist",
				"userPrincipalName": "zoe.quist@contoso.com", "sAMAccountName": "zoe.quist", "userAccountControl": "512",
				"displayName": "Zoe Quist", "unicodePwd": "secret", "objectClass": "top|person|organizationalPerson|user"},
			[]model.Attr{"targetAddress", "pwdLastSet"}},
		{"a user without a password is disabled, and the name is written in ASCII for the account",
			NewRecipient{Family: "user", Name: "Jörg Müller-Lüdenscheidt", Container: "OU=Staff,DC=corp,DC=example", Change: true},
			"CN=Jörg Müller-Lüdenscheidt,OU=Staff,DC=corp,DC=example",
			map[model.Attr]string{"sAMAccountName": "joerg.mueller-lueden", "userPrincipalName": "joerg.mueller-lueden@corp.example",
				"userAccountControl": "514", "pwdLastSet": "0"},
			[]model.Attr{"mail", "proxyAddresses", "mailNickname", "unicodePwd"}},
		{"an address of another domain is not the name to sign in with",
			NewRecipient{Family: "user", Name: "A", Mail: "a@other.example", Account: "acc", Suffix: "contoso.com"},
			"CN=A,CN=Users,DC=corp,DC=example",
			map[model.Attr]string{"userPrincipalName": "acc@contoso.com", "mail": "a@other.example"}, nil},
		{"a mail user keeps both addresses",
			NewRecipient{Family: "user", Name: "B", Mail: "b@corp.example", Target: "smtp:b@partner.example", UPN: "bb@contoso.com"},
			"CN=B,CN=Users,DC=corp,DC=example",
			map[model.Attr]string{"targetAddress": "SMTP:b@partner.example", "proxyAddresses": "SMTP:b@corp.example|smtp:b@partner.example",
				"userPrincipalName": "bb@contoso.com", "sAMAccountName": "bb"}, nil},
		{"a contact passes its mail on",
			NewRecipient{Family: "contact", Name: `O'Neil, "Pat" + Co`, First: "Pat", Last: "O'Neil", Mail: "pat@partner.example"},
			`CN=O'Neil\, \"Pat\" \+ Co,CN=Users,DC=corp,DC=example`,
			map[model.Attr]string{"targetAddress": "SMTP:pat@partner.example", "proxyAddresses": "SMTP:pat@partner.example",
				"mail": "pat@partner.example", "mailNickname": "pat", "givenName": "Pat", "sn": "O'Neil"},
			[]model.Attr{"sAMAccountName", "userPrincipalName"}},
		{"a group with an address is universal",
			NewRecipient{Family: "group", Name: "Project X", Mail: "px@corp.example", Members: []string{"CN=a", "CN=b"}, Owner: "CN=o"},
			"CN=Project X,CN=Users,DC=corp,DC=example",
			map[model.Attr]string{"groupType": "8", "sAMAccountName": "project x", "member": "CN=a|CN=b", "managedBy": "CN=o", "mailNickname": "px"}, nil},
		{"a security group has the sign bit",
			NewRecipient{Family: "group", Name: "Sec", Security: true, Scope: "Global"},
			"CN=Sec,CN=Users,DC=corp,DC=example", map[model.Attr]string{"groupType": "-2147483646"}, []model.Attr{"mail"}},
		{"a name of other letters is written as it sounds",
			NewRecipient{Family: "user", Name: "李雷"}, "CN=李雷,CN=Users,DC=corp,DC=example",
			map[model.Attr]string{"sAMAccountName": "li.lei", "userPrincipalName": "li.lei@corp.example"}, nil},
		{"a name without any letter of an account name",
			NewRecipient{Family: "user", Name: "🙂 …", Account: "smile"}, "CN=🙂 …,CN=Users,DC=corp,DC=example",
			map[model.Attr]string{"sAMAccountName": "smile", "userPrincipalName": "smile@corp.example"}, nil},
		{"a group of other letters keeps its blanks",
			NewRecipient{Family: "group", Name: "Zażółć & Söhne / 研究"}, "CN=Zażółć & Söhne / 研究,CN=Users,DC=corp,DC=example",
			map[model.Attr]string{"sAMAccountName": "zazolc & soehne  yan jiu"}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := Compose(c.in, composeInfo, withExchange)
			if err != nil {
				t.Fatal(err)
			}
			if got.DN != c.dn {
				t.Errorf("DN %s, want %s", got.DN, c.dn)
			}
			if _, err := model.ParseDN(got.DN); err != nil {
				t.Error(err)
			}
			for a, v := range c.want {
				if s := strings.Join(got.Attrs[a], "|"); s != v {
					t.Errorf("%s is %q, want %q", a, s, v)
				}
			}
			for _, a := range c.not {
				if _, ok := got.Attrs[a]; ok {
					t.Errorf("%s is set to %q", a, got.Attrs[a])
				}
			}
			for a, v := range got.Attrs {
				if len(v) == 0 || slices.Contains(v, "") {
					t.Errorf("%s has no value: %q", a, v)
				}
			}
		})
	}
}

func TestComposeRefuses(t *testing.T) {
	cases := map[string]struct {
		in   NewRecipient
		code model.Code
	}{
		"no name":                     {NewRecipient{Family: "user", Name: " "}, model.Invalid},
		"no letter for an account":    {NewRecipient{Family: "user", Name: "🙂 …"}, model.Invalid},
		"none for that of a group":    {NewRecipient{Family: "group", Name: "…"}, model.Invalid},
		"a name of two lines":         {NewRecipient{Family: "user", Name: "a\nb"}, model.Invalid},
		"a name that is no text":      {NewRecipient{Family: "user", Name: "a\xff"}, model.Invalid},
		"a name that is too long":     {NewRecipient{Family: "user", Name: strings.Repeat("x", 65)}, model.Invalid},
		"an unknown family":           {NewRecipient{Family: "room", Name: "a"}, model.Invalid},
		"a bad address":               {NewRecipient{Family: "user", Name: "a", Mail: "a b@corp.example"}, model.Invalid},
		"a bad target":                {NewRecipient{Family: "contact", Name: "a", Mail: "a@corp.example", Target: "x"}, model.Invalid},
		"a bad alias":                 {NewRecipient{Family: "contact", Name: "a", Alias: "a b"}, model.Invalid},
		"a bad container":             {NewRecipient{Family: "user", Name: "a", Container: "Staff"}, model.Invalid},
		"an account with a slash":     {NewRecipient{Family: "user", Name: "a", Account: "a/b"}, model.Invalid},
		"an account that is too long": {NewRecipient{Family: "user", Name: "a", Account: strings.Repeat("x", 21)}, model.Invalid},
		"a bad principal name":        {NewRecipient{Family: "user", Name: "a", UPN: "a b@corp.example"}, model.Invalid},
		"an unknown scope":            {NewRecipient{Family: "group", Name: "a", Scope: "galactic"}, model.Invalid},
		"a global group with mail":    {NewRecipient{Family: "group", Name: "a", Scope: "global", Mail: "a@corp.example"}, model.Invalid},
	}
	for name, c := range cases {
		if _, err := Compose(c.in, composeInfo, withExchange); model.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want code %s", name, err, c.code)
		}
	}
}

func TestComposeWithoutTheExchangeSchema(t *testing.T) {
	plain := composeSchema()
	got, err := Compose(NewRecipient{Family: "contact", Name: "Pat", Mail: "pat@partner.example"}, composeInfo, plain)
	if err != nil {
		t.Fatal(err)
	}
	derived, err := Compose(NewRecipient{Family: "contact", Name: "Pat", Mail: "pat@partner.example", Alias: "pat", Derived: map[model.Attr]string{model.MailNickname: "pat"}}, composeInfo, plain)
	if err != nil || !maps.EqualFunc(derived.Attrs, got.Attrs, slices.Equal) {
		t.Errorf("an alias that nobody wrote: %v %v", derived, err)
	}
	want := []model.Attr{"displayName", "mail", "objectClass", "proxyAddresses"}
	if keys := slices.Sorted(maps.Keys(got.Attrs)); !slices.Equal(keys, want) {
		t.Errorf("attributes %v, want %v", keys, want)
	}
	for _, n := range []NewRecipient{
		{Family: "contact", Name: "Pat", Mail: "pat@partner.example", Target: "p@partner.example"},
		{Family: "contact", Name: "Pat", Alias: "pat"},
	} {
		if _, err := Compose(n, composeInfo, plain); model.CodeOf(err) != model.NoSchema {
			t.Errorf("%+v: %v, want no-schema", n, err)
		}
	}
}

func FuzzComposeName(f *testing.F) {
	for _, s := range []string{"Anna", `a,b+"c"\<d>;e=f#`, " x ", "#x", "\x00", "李", strings.Repeat("é", 64)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		got, err := Compose(NewRecipient{Family: "user", Name: name}, composeInfo, withExchange)
		if err != nil {
			return
		}
		dn, err := model.ParseDN(got.DN)
		if err != nil || dn.Name() != strings.TrimSpace(name) {
			t.Fatalf("%q became %q: %v", name, got.DN, err)
		}
	})
}
