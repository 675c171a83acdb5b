package session

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
)

const exported = `dn: DC=corp,DC=example
objectClass: domainDNS

dn: OU=Staff,DC=corp,DC=example
objectClass: organizationalUnit

dn: CN=Anna,OU=Staff,DC=corp,DC=example
objectClass: top
objectClass: user
objectGUID:: AAECAwQFBgcICQoLDA0ODw==
mail: anna@x.example
proxyAddresses: SMTP:anna@x.example
unheardOf: stays
userAccountControl: 514
memberOf: CN=All,DC=corp,DC=example

dn: CN=PC1,OU=Staff,DC=corp,DC=example
objectClass: user
objectClass: computer

dn: CN=All,DC=corp,DC=example
objectClass: group
groupType: 8
member: CN=Anna,OU=Staff,DC=corp,DC=example
member: CN=Not In The File,DC=corp,DC=example
`

func openExport(t *testing.T, out string) model.Directory {
	t.Helper()
	file := filepath.Join(t.TempDir(), "in.ldif")
	if err := os.WriteFile(file, []byte(exported), 0o600); err != nil {
		t.Fatal(err)
	}
	d, err := openLDIF(file, out)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func names(t *testing.T, d model.Directory, q model.Query) (out []string) {
	t.Helper()
	for e, err := range d.Search(t.Context(), q) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, model.NameOf(e.Ref.DN))
	}
	return out
}

func TestExportIsSearched(t *testing.T) {
	d := openExport(t, "")
	for _, c := range []struct {
		filter string
		want   []string
	}{
		{"(mail=ANNA@x.example)", []string{"Anna"}},
		{"(mail=an*@x*le)", []string{"Anna"}},
		{"(mail=*zz*)", nil},
		{"(&(objectClass=user)(!(objectClass=computer)))", []string{"Anna"}},
		{"(userAccountControl:1.2.840.113556.1.4.803:=2)", []string{"Anna"}},
		{"(userAccountControl:1.2.840.113556.1.4.804:=1)", nil},
		{"(userAccountControl>=514)", []string{"Anna"}},
		{"(userAccountControl<=99)", nil},
		{`(objectGUID=\00\01\02\03\04\05\06\07\08\09\0a\0b\0c\0d\0e\0f)`, []string{"Anna"}},
		{"(member=cn=anna, ou=staff,dc=corp,dc=example)", []string{"All"}},
		{"(memberOf:1.2.840.113556.1.4.1941:=CN=All,DC=corp,DC=example)", []string{"Anna"}},
		{"(unheardOf=*)", []string{"Anna"}},
	} {
		f, err := model.ParseFilter(c.filter)
		if err != nil {
			t.Fatal(err)
		}
		if got := names(t, d, model.Query{Where: f}); !slices.Equal(got, c.want) {
			t.Errorf("%s finds %v, want %v", c.filter, got, c.want)
		}
	}
	if got := names(t, d, model.Query{Where: model.RecipientFilter}); !slices.Equal(got, []string{"Anna", "All"}) {
		t.Errorf("recipients are %v", got)
	}
	for name, c := range map[string]struct {
		q    model.Query
		want []string
	}{
		"children":   {model.Query{Base: "DC=corp,DC=example", Scope: model.Children}, []string{"Staff", "All"}},
		"the object": {model.Query{Base: "OU=Staff,DC=corp,DC=example", Scope: model.BaseObject}, []string{"Staff"}},
		"a part":     {model.Query{Exclude: []string{"OU=Staff,DC=corp,DC=example"}}, []string{"corp", "All"}},
		"two":        {model.Query{Limit: 2}, []string{"corp", "Staff"}},
	} {
		if got := names(t, d, c.q); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestExportIsReadOnly(t *testing.T) {
	d := openExport(t, "")
	e, err := d.Get(t.Context(), model.Ref{DN: "cn=anna,ou=staff,dc=corp,dc=example"})
	if err != nil || e.Ref.GUID != "03020100-0504-0706-0809-0a0b0c0d0e0f" {
		t.Fatalf("%+v, %v", e.Ref, err)
	}
	err = d.Apply(t.Context(), model.Diff(e, e.With("cn", "x")))
	if model.CodeOf(err) != model.Denied {
		t.Errorf("a change: %v", err)
	}
	if i, err := d.Info(t.Context()); err != nil || !i.ReadOnly || i.Base != "DC=corp,DC=example" {
		t.Errorf("info %+v, %v", i, err)
	}
}

func TestExportIsWrittenToAnotherFile(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out.ldif")
	d := openExport(t, out)
	e, err := d.Get(t.Context(), model.Ref{DN: "CN=Anna,OU=Staff,DC=corp,DC=example"})
	if err != nil {
		t.Fatal(err)
	}
	stale := model.Diff(e, e.With("mail", "b@x.example"))
	if err := d.Apply(t.Context(), model.Diff(e, e.With("mail", "a@x.example"))); err != nil {
		t.Fatal(err)
	}
	if err := d.Apply(t.Context(), stale); model.CodeOf(err) != model.Conflict {
		t.Errorf("a stale change: %v", err)
	}
	all, _ := d.Get(t.Context(), model.Ref{DN: "CN=All,DC=corp,DC=example"})
	if err := d.Apply(t.Context(), model.Diff(all, all.With("member"))); err != nil {
		t.Fatal(err)
	}
	ref, err := d.Create(t.Context(), model.NewObject{DN: "CN=New,DC=corp,DC=example", Attrs: map[model.Attr][]string{
		"objectClass": {"user"}, "unicodePwd": {"secret"}}})
	if err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(out); err != nil || !strings.Contains(string(b), "CN=New") || strings.Contains(string(b), "secret") || strings.Contains(string(b), "unicodePwd") {
		t.Errorf("the new object is not in the file, or its password is (%v)", err)
	}
	if _, err := d.Create(t.Context(), model.NewObject{DN: "cn=new,DC=corp,DC=example"}); model.CodeOf(err) != model.Exists {
		t.Errorf("the same again: %v", err)
	}
	if err := d.Delete(t.Context(), ref); err != nil {
		t.Error(err)
	}
	if err := d.Delete(t.Context(), model.Ref{DN: "OU=Staff,DC=corp,DC=example"}); model.CodeOf(err) != model.Invalid {
		t.Errorf("a container that is not empty: %v", err)
	}
	again, err := openLDIF(out, "")
	if err != nil {
		t.Fatal(err)
	}
	e, err = again.Get(t.Context(), e.Ref)
	if err != nil || e.First("mail") != "a@x.example" || e.Has("memberOf") || e.First("unheardOf") != "stays" {
		t.Errorf("read back: mail %q, memberOf %v, unheardOf %q, %v", e.First("mail"), e.Values("memberOf"), e.First("unheardOf"), err)
	}
}

func TestExportWithoutIdentity(t *testing.T) {
	file := filepath.Join(t.TempDir(), "in.ldif")
	if err := os.WriteFile(file, []byte("dn: CN=A,DC=x\ncn: A\n\ndn: cn=a, DC=x\ncn: A\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := openLDIF(file, ""); model.CodeOf(err) != model.Exists {
		t.Errorf("one object twice: %v", err)
	}
	if _, err := openLDIF(filepath.Join(t.TempDir(), "none"), ""); model.CodeOf(err) != model.NotFound {
		t.Errorf("no file: %v", err)
	}
}
