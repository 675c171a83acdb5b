package sheet

import (
	"fmt"
	"testing"

	"recipientdesk/model"
)

func TestFind(t *testing.T) {
	s := model.NewSchema([]model.AttrDef{
		{Name: "mail", Syntax: model.SyntaxString, Single: true, Max: 256}, {Name: "extensionAttribute1", Syntax: model.SyntaxString, Single: true, Max: 1024},
		{Name: "authOrig", Syntax: model.SyntaxORName}, {Name: "url", Syntax: model.SyntaxString}}, nil, 0)
	tests := []struct{ name, want string }{
		{"MAIL", "mail sheet.Text{Max:256, Lines:0, Suggest:false}"},
		{"raw:mail", "mail sheet.Text{Max:256, Lines:2, Suggest:false}"},
		{"extensionattribute1", "custom1 sheet.Text{Max:1024, Lines:0, Suggest:false}"},
		{"authOrig", "authOrig sheet.Picker{Families:[]string(nil), Several:true}"},
		{"thumbnailPhoto", "photo sheet.Photo{MaxBytes:102400, Pixels:96}"},
		{"url", "url sheet.List{Max:0}"},
		{"raw:mailNickname", "no-schema"},
		{"dLMemSubmitPerms", "no-schema"},
		{"shoeSize", "not-found"},
		{"alias", "mailNickname sheet.Text{Max:64, Lines:0, Suggest:false}"},
		{"LastName", "sn sheet.Text{Max:0, Lines:0, Suggest:false}"},
		{"raw:alias", "not-found"},
		{"raw:", "not-found"},
		{"", "not-found"},
	}
	for _, tt := range tests {
		f, err := Find(s, tt.name)
		got := string(model.CodeOf(err))
		if err == nil {
			got = fmt.Sprintf("%s %#v", f.ID, f.Edit)
		}
		if got != tt.want {
			t.Errorf("Find(%q) = %s, want %s", tt.name, got, tt.want)
		}
	}
	if f, err := Find(nil, "shoeSize"); err != nil || f.Edit.Kind() != "text" && f.Edit.Kind() != "list" {
		t.Error("without a schema:", f.Edit, err)
	}
}

// raws are attributes of every syntax.
var raws = []model.AttrDef{
	{Name: "comment", Syntax: model.SyntaxString, Single: true, Max: 10},
	{Name: "url", Syntax: model.SyntaxString, Max: 10},
	{Name: "deliverAndRedirect", Syntax: model.SyntaxBoolean, Single: true},
	{Name: "internetEncoding", Syntax: model.SyntaxInteger, Single: true},
	{Name: "msExchTextMessagingState", Syntax: model.SyntaxInteger},
	{Name: "groupType", Syntax: model.SyntaxInteger, Single: true},
	{Name: "msExchVersion", Syntax: model.SyntaxLargeInt, Single: true},
	{Name: "accountExpires", Syntax: model.SyntaxLargeInt, Single: true},
	{Name: "altRecipient", Syntax: model.SyntaxDN, Single: true},
	{Name: "userCertificate", Syntax: model.SyntaxOctets},
	{Name: "msExchMailboxGuid", Syntax: model.SyntaxOctets, Single: true},
	{Name: "thumbnailPhoto", Syntax: model.SyntaxOctets, Single: true, Max: 20},
	{Name: "msExchMasterAccountSid", Syntax: model.SyntaxSID, Single: true},
	{Name: "nTSecurityDescriptor", Syntax: model.SyntaxSecurity, Single: true},
	{Name: "msExchWhenMailboxCreated", Syntax: model.SyntaxTime, Single: true},
	{Name: "objectClass", Syntax: model.SyntaxOID},
	{Name: "otherThing", Syntax: model.SyntaxOther},
	{Name: "whenChanged", Syntax: model.SyntaxTime, Single: true, System: true},
}

func TestRawValues(t *testing.T) {
	guid := "\x33\x22\x11\x00\x55\x44\x77\x66\x88\x99\xaa\xbb\xcc\xdd\xee\xff"
	tests := []struct {
		attr         model.Attr
		text, stored string // stored "!": refused
		shown        string // "": as text
	}{
		{"comment", "12345678901", "!", ""},
		{"comment", "a🙂b", "a🙂b", ""},
		{"comment", "a\nb", "a\r\nb", ""},
		{"deliverAndRedirect", "true", "TRUE", "TRUE"},
		{"internetEncoding", "1310720", "1310720", ""},
		{"internetEncoding", "2147483648", "!", ""},
		{"groupType", "-2147483640", "-2147483640", ""},
		{"msExchVersion", "88218628259840", "88218628259840", ""},
		{"msExchVersion", "1e5", "!", ""},
		{"accountExpires", "2030-01-02T03:04:05Z", "135380270450000000", ""},
		{"accountExpires", "2030-01-02T05:04:05+02:00", "135380270450000000", "2030-01-02T03:04:05Z"},
		{"accountExpires", "never", "9223372036854775807", ""},
		{"accountExpires", "0", "0", ""},
		{"accountExpires", "tomorrow", "!", ""},
		{"altRecipient", "CN=A,DC=x", "CN=A,DC=x", ""},
		{"altRecipient", "A", "!", ""},
		{"userCertificate", "hex: 30 82", "\x30\x82", "MII="},
		{"userCertificate", "MII=", "\x30\x82", ""},
		{"userCertificate", "zz", "!", ""},
		{"msExchMailboxGuid", "00112233-4455-6677-8899-aabbccddeeff", guid, ""},
		{"msExchMailboxGuid", "{00112233-4455-6677-8899-aabbccddeeff}", guid, "00112233-4455-6677-8899-aabbccddeeff"},
		{"msExchMailboxGuid", "0011", "!", ""},
		{"thumbnailPhoto", "\xff\xd8\xff\xe0", "\xff\xd8\xff\xe0", ""},
		{"thumbnailPhoto", "\xff\xd8\xff" + "12345678901234567890", "!", ""},
		{"thumbnailPhoto", "MZ", "!", ""},
		{"msExchMasterAccountSid", "S-1-5-32-544", "\x01\x02\x00\x00\x00\x00\x00\x05\x20\x00\x00\x00\x20\x02\x00\x00", ""},
		{"msExchMasterAccountSid", "S-1-5-x", "!", ""},
		{"nTSecurityDescriptor", "AA==", "!", ""},
		{"msExchWhenMailboxCreated", "2020-02-29T12:00:00Z", "20200229120000.0Z", ""},
		{"msExchWhenMailboxCreated", "20200229120000.0Z", "20200229120000.0Z", "2020-02-29T12:00:00Z"},
		{"msExchWhenMailboxCreated", "2021-02-29", "!", ""},
		{"whenChanged", "2020-02-29T12:00:00Z", "!", ""},
	}
	for _, tt := range tests {
		t.Run(string(tt.attr)+"="+tt.text, func(t *testing.T) {
			f := rawOf(tt.attr)
			e, err := f.WithText(model.Entry{}, tt.text)
			got := e.First(tt.attr)
			if err != nil {
				got = "!"
				if me, ok := err.(*model.Error); !ok || me.Code != model.Invalid || me.Subject != string(tt.attr) {
					t.Errorf("error %#v", err)
				}
			}
			if got != tt.stored {
				t.Fatalf("stored %q, want %q", got, tt.stored)
			}
			shown := tt.shown
			if shown == "" {
				shown = tt.text
			}
			if err == nil && f.Value(e) != shown {
				t.Errorf("shown %q, want %q", f.Value(e), shown)
			}
		})
	}
}

func rawOf(a model.Attr) Field {
	for _, d := range raws {
		if d.Name == a {
			return Raw(d)
		}
	}
	panic(a)
}

func TestBytesInTextAreShown(t *testing.T) {
	f := rawOf("comment")
	e := model.NewEntry(model.Ref{}, map[model.Attr][]string{"comment": {"\xff\xfe"}})
	if got := f.Value(e); got != "base64://4=" {
		t.Error(got)
	}
	if after, err := f.With(e, f.Values(e)); outcome(e, after, err) != "" {
		t.Error("showing them changes them")
	}
}

func TestReadOnly(t *testing.T) {
	guid := "\x33\x22\x11\x00\x55\x44\x77\x66\x88\x99\xaa\xbb\xcc\xdd\xee\xff"
	tests := []struct {
		def           model.AttrDef
		stored, shown string
	}{
		{model.AttrDef{Name: "objectGUID", Syntax: model.SyntaxOctets, Single: true, System: true}, guid, "00112233-4455-6677-8899-aabbccddeeff"},
		{model.AttrDef{Name: "lastLogon", Syntax: model.SyntaxLargeInt, Single: true, System: true}, "135380270450000000", "2030-01-02T03:04:05Z"},
		{model.AttrDef{Name: "whenCreated", Syntax: model.SyntaxTime, Single: true, System: true}, "20200229120000.0Z", "2020-02-29T12:00:00Z"},
		{model.AttrDef{Name: "managedObjects", Syntax: model.SyntaxDN, LinkID: 73}, "CN=A,DC=x", "CN=A,DC=x"},
		{model.AttrDef{Name: "nTSecurityDescriptor", Syntax: model.SyntaxSecurity, Single: true}, "\x01", "AQ=="},
	}
	for _, tt := range tests {
		f := Raw(tt.def)
		e := model.NewEntry(model.Ref{}, map[model.Attr][]string{tt.def.Name: {tt.stored}})
		if got := f.Value(e); got != tt.shown {
			t.Errorf("%s is shown as %q", f.ID, got)
		}
		for name, edit := range map[string]func() (model.Entry, error){
			"clear":  func() (model.Entry, error) { return f.With(e, nil) },
			"remove": func() (model.Entry, error) { return f.Remove(e, tt.shown) },
			"set":    func() (model.Entry, error) { return f.WithText(e, "x") },
		} {
			after, err := edit()
			if got := outcome(e, after, err); got != "invalid: "+f.ID+": cannot be changed here" {
				t.Errorf("%s %s: %s", name, f.ID, got)
			}
		}
	}
}

func TestFlags(t *testing.T) {
	f, ok := rawOf("groupType").Edit.(Flags)
	if !ok {
		t.Fatal("groupType has no flags")
	}
	for value, want := range map[int64]string{-2147483640: "Universal, Security group", 2: "Global", 0: "", 0x108: "Universal, 0x100"} {
		if got := f.String(value); got != want {
			t.Errorf("%d is %q, want %q", value, got, want)
		}
	}
}
