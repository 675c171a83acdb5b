package ldapx

import (
	"slices"
	"testing"

	"recipientdesk/model"
)

func entryWith(attrs map[model.Attr][]string) model.Entry { return model.NewEntry(model.Ref{}, attrs) }

func TestAttrDef(t *testing.T) {
	tests := []struct {
		name  string
		attrs map[model.Attr][]string
		want  model.AttrDef
	}{
		{"text with a limit", map[model.Attr][]string{"lDAPDisplayName": {"mail"}, "attributeSyntax": {"2.5.5.12"}, "isSingleValued": {"TRUE"},
			"rangeLower": {"0"}, "rangeUpper": {"256"}}, model.AttrDef{Name: "mail", Syntax: model.SyntaxString, Single: true, Max: 256}},
		{"a back-link is the server's", map[model.Attr][]string{"lDAPDisplayName": {"memberOf"}, "attributeSyntax": {"2.5.5.1"}, "linkID": {"3"}},
			model.AttrDef{Name: "memberOf", Syntax: model.SyntaxDN, LinkID: 3, System: true}},
		{"what the system writes alone", map[model.Attr][]string{"lDAPDisplayName": {"whenCreated"}, "attributeSyntax": {"2.5.5.11"}, "systemOnly": {"TRUE"}},
			model.AttrDef{Name: "whenCreated", Syntax: model.SyntaxTime, System: true}},
		{"what the server computes", map[model.Attr][]string{"lDAPDisplayName": {"canonicalName"}, "attributeSyntax": {"2.5.5.12"}, "systemFlags": {"134217748"}},
			model.AttrDef{Name: "canonicalName", Syntax: model.SyntaxString, System: true}},
		{"a negative flag word", map[model.Attr][]string{"lDAPDisplayName": {"x"}, "attributeSyntax": {"2.5.5.12"}, "systemFlags": {"-2147483648"}},
			model.AttrDef{Name: "x", Syntax: model.SyntaxString}},
		{"an OR name", map[model.Attr][]string{"lDAPDisplayName": {"authOrig"}, "attributeSyntax": {"2.5.5.7"}, "oMObjectClass": {orNameClass}, "linkID": {"110"}},
			model.AttrDef{Name: "authOrig", Syntax: model.SyntaxORName, LinkID: 110}},
		{"a DN with binary has the same syntax", map[model.Attr][]string{"lDAPDisplayName": {"wellKnownObjects"}, "attributeSyntax": {"2.5.5.7"}, "oMObjectClass": {"\x2a\x86\x48"}},
			model.AttrDef{Name: "wellKnownObjects", Syntax: model.SyntaxOther}},
	}
	for _, tt := range tests {
		if got := attrDef(entryWith(tt.attrs)); got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

func TestClassDefs(t *testing.T) {
	classes := map[string]class{}
	for _, attrs := range []map[model.Attr][]string{
		{"lDAPDisplayName": {"top"}, "subClassOf": {"top"}, "systemMustContain": {"objectClass"}, "systemMayContain": {"cn", "memberOf"}},
		{"lDAPDisplayName": {"person"}, "subClassOf": {"top"}, "mustContain": {"cn"}, "mayContain": {"sn"}},
		{"lDAPDisplayName": {"Aux"}, "subClassOf": {"top"}, "mayContain": {"mailNickname"}},
		{"lDAPDisplayName": {"user"}, "subClassOf": {"person"}, "auxiliaryClass": {"AUX"}},
		{"lDAPDisplayName": {"orphan"}, "subClassOf": {"gone"}},
	} {
		c := classOf(entryWith(attrs))
		classes[c.key] = c
	}
	defs := classDefs(classes)
	find := func(name string) model.ClassDef {
		i := slices.IndexFunc(defs, func(d model.ClassDef) bool { return d.Name == name })
		return defs[i]
	}
	user := find("user")
	if want := []model.Attr{"cn", "mailnickname", "memberof", "objectclass", "sn"}; !slices.Equal(user.Attrs, want) {
		t.Errorf("user has %v, want %v", user.Attrs, want)
	}
	if want := []model.Attr{"cn", "objectclass"}; !slices.Equal(user.Must, want) {
		t.Errorf("user must have %v, want %v", user.Must, want)
	}
	if want := []string{"person", "top"}; !slices.Equal(user.Parent, want) {
		t.Errorf("above user: %v, want %v", user.Parent, want)
	}
	if got := find("orphan").Parent; !slices.Equal(got, []string{"gone"}) {
		t.Errorf("above orphan: %v", got)
	}
	if got := find("top").Parent; len(got) != 0 {
		t.Errorf("above top: %v", got)
	}
}
