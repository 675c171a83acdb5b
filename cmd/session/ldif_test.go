package session

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"recipientdesk/model"
)

func readAll(t *testing.T, text string) ([]model.Entry, error) {
	t.Helper()
	var out []model.Entry
	for e, err := range ReadLDIF(strings.NewReader(text)) {
		if err != nil {
			return out, err
		}
		out = append(out, e)
	}
	return out, nil
}

const ldapsearchOutput = `# extended LDIF
#
# LDAPv3
# base <DC=corp,DC=example> with scope subtree, and a comment that is
  folded: dn: CN=Not,DC=here

dn: CN=Anna,DC=corp,DC=example
objectClass: top
objectClass: user
displayName:: SsO8cmdlbg==
description: folded o
 ver two lines
description:no blank
empty:
member;range=0-1499: CN=Ben,DC=corp,DC=example

# refldap://forest.example

# search reference
ref: ldap://forest.example/CN=Configuration


dn:: Q049SsO8cmdlbixEQz1jb3JwLERDPWV4YW1wbGU=
objectClass: contact

# search result
search: 2
result: 0 Success

# numResponses: 3
# numEntries: 2
`

func TestReadWhatLdapsearchWrites(t *testing.T) {
	es, err := readAll(t, ldapsearchOutput)
	if err != nil || len(es) != 2 {
		t.Fatalf("%d objects, %v", len(es), err)
	}
	if es[1].Ref.DN != "CN=Jürgen,DC=corp,DC=example" {
		t.Errorf("DN %q", es[1].Ref.DN)
	}
	for a, want := range map[model.Attr][]string{"displayName": {"Jürgen"}, "description": {"folded over two lines", "no blank"},
		"empty": {""}, "member": {"CN=Ben,DC=corp,DC=example"}, "objectClass": {"top", "user"}} {
		if got := es[0].Values(a); !slices.Equal(got, want) {
			t.Errorf("%s is %q, want %q", a, got, want)
		}
	}
}

func TestReadWhatLdifdeWrites(t *testing.T) {
	text := "dn: CN=Zoë,DC=corp,DC=example\r\nchangetype: add\r\ncn: Zoë 𝄞\r\nobjectClass: user\r\n\r\n"
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		b := order.AppendUint16(nil, 0xfeff)
		for _, u := range utf16.Encode([]rune(text)) {
			b = order.AppendUint16(b, u)
		}
		es, err := readAll(t, string(b))
		if err != nil || len(es) != 1 || es[0].First("cn") != "Zoë 𝄞" || es[0].Ref.DN != "CN=Zoë,DC=corp,DC=example" {
			t.Errorf("%v: %+v, %v", order, es, err)
		}
	}
	if es, err := readAll(t, "\xef\xbb\xbf"+text); err != nil || len(es) != 1 {
		t.Errorf("UTF-8 with a mark: %d objects, %v", len(es), err)
	}
}

func TestLDIFThatIsRefused(t *testing.T) {
	for name, c := range map[string]struct{ text, says string }{
		"a change":             {"dn: CN=a\nchangetype: modify\nreplace: cn\n", "holds changes"},
		"a value in a file":    {"dn: CN=a\ncn:< file:///etc/passwd\n", "not opened"},
		"bad Base64":           {"dn: CN=a\ncn:: ***\n", "no Base64"},
		"a line without colon": {"dn: CN=a\nhello\n", "no attribute"},
		"two names":            {"dn: CN=a\ndn: CN=b\n", "second dn"},
		"a bad name":           {"dn: hello\n", "no distinguished name"},
	} {
		_, err := readAll(t, c.text)
		if model.CodeOf(err) != model.Invalid || !strings.Contains(err.Error(), c.says) || !strings.HasPrefix(err.Error(), "line ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWriteLDIF(t *testing.T) {
	e := model.NewEntry(model.Ref{DN: "CN=Zoë,DC=corp"}, map[model.Attr][]string{
		"objectClass": {"user"}, "cn": {"Zoë"}, "a": {" leading", "trailing ", ":colon", "<less", "two\nlines", "\x00", "plain: value"},
		"long": {strings.Repeat("x", 200)}})
	var b bytes.Buffer
	if err := WriteLDIF(&b, e); err != nil {
		t.Fatal(err)
	}
	for l := range strings.Lines(b.String()) {
		if len(l) > 77 {
			t.Errorf("line of %d bytes: %q", len(l), l)
		}
	}
	want := "dn:: Q049Wm/DqyxEQz1jb3Jw\nobjectClass: user\na:: IGxlYWRpbmc=\na:: dHJhaWxpbmcg\na:: OmNvbG9u\na:: PGxlc3M=\na:: dHdvCmxpbmVz\na:: AA==\na: plain: value\ncn:: Wm/Dqw==\n"
	if !strings.HasPrefix(b.String(), want) {
		t.Errorf("wrote\n%s", b.String())
	}
}

func TestWriteLDIFChange(t *testing.T) {
	e := model.NewEntry(model.Ref{DN: "CN=a"}, map[model.Attr][]string{"mail": {"a@x.example"}, "cn": {"a"}})
	nothing := model.Entry{Ref: e.Ref}
	for kind, c := range map[string]struct {
		cs   model.ChangeSet
		want string
	}{
		"modify": {model.Diff(e, e.With("mail", "b@x.example")), "delete: mail\nmail: a@x.example\n-\nadd: mail\nmail: b@x.example\n-\n"},
		"add":    {model.Diff(nothing, e), "cn: a\nmail: a@x.example\n"},
		"delete": {model.Diff(e, nothing), ""},
	} {
		var b bytes.Buffer
		if err := WriteLDIFChange(&b, kind, c.cs); err != nil {
			t.Fatal(err)
		}
		if want := "dn: CN=a\nchangetype: " + kind + "\n" + c.want + "\n"; b.String() != want {
			t.Errorf("%s is\n%s", kind, b.String())
		}
	}
}

// What is written is read back to the same bytes, whatever they are.
func FuzzLDIF(f *testing.F) {
	f.Add("CN=a,DC=b", "value", "")
	f.Add(`CN=\,x`, " \r\n", "\xff\x00")
	f.Fuzz(func(t *testing.T, name, v, w string) {
		e := model.NewEntry(model.Ref{DN: model.DN{{Type: "CN", Value: "x" + name}}.String()}, map[model.Attr][]string{"a": {v, w}, "objectClass": {"user"}})
		var b bytes.Buffer
		if err := WriteLDIF(&b, e); err != nil {
			t.Fatal(err)
		}
		es, err := readAll(t, b.String())
		if err != nil || len(es) != 1 || es[0].Ref.DN != e.Ref.DN || !slices.Equal(es[0].Values("a"), []string{v, w}) {
			t.Fatalf("%q became %+v, %v", b.String(), es, err)
		}
	})
}

func FuzzReadLDIF(f *testing.F) {
	f.Add(ldapsearchOutput)
	f.Add("\xff\xfed\x00n\x00")
	f.Fuzz(func(t *testing.T, text string) {
		for e, err := range ReadLDIF(strings.NewReader(text)) {
			if err != nil && model.CodeOf(err) != model.Invalid {
				t.Fatal(err)
			}
			if err == nil && e.Ref.DN == "" {
				t.Fatal("an object without a name")
			}
		}
	})
}
