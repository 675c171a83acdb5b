package ldapx

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/go-ldap/ldap/v3"

	"recipientdesk/model"
)

var update = flag.Bool("update", false, "write the generated files anew")

// knowing returns a directory without a connection that has read its schema.
func knowing(attrs ...model.AttrDef) *Directory {
	d := newDirectory(Config{}, target{host: "dc1"}, nil)
	s := model.NewSchema(attrs, nil, 0)
	d.schema.done = &s
	return d
}

func TestClassify(t *testing.T) {
	d := knowing(model.AttrDef{Name: "mail", Single: true}, model.AttrDef{Name: "proxyAddresses"}, model.AttrDef{Name: "member"}, model.AttrDef{Name: "displayName"})
	tests := []struct {
		name    string
		code    uint16
		text    string
		attrs   []model.Attr
		want    model.Code
		message string // part of it
	}{
		{"a value is gone (Windows)", 16, "00002085: AtrErr: DSID-03152395, #1:\n\t0: 00002085: DSID-03152395, problem 1001 (NO_ATTRIBUTE_OR_VAL), data 0, Att 9030000 (proxyAddresses)",
			[]model.Attr{"mail", "proxyAddresses"}, model.Conflict, "proxyAddresses: the value to be removed is gone"},
		{"a value is gone (Samba)", 16, "attribute 'mail': no matching attribute value while deleting attribute on 'CN=x'", []model.Attr{"displayName", "mail"}, model.Conflict, "mail: "},
		{"an unknown attribute (Windows)", 16, "00000057: LdapErr: DSID-0C090D8A, comment: Error in attribute conversion operation, data 0, v3839",
			[]model.Attr{"mail", "mailNickname"}, model.NoSchema, "mailNickname: this forest has no such attribute"},
		{"an unknown attribute (Samba)", 16, "acl_modify: attribute 'nosuch' on entry 'CN=x' was not found in the schema!", []model.Attr{"nosuch"}, model.NoSchema, "nosuch: "},
		{"a value is there already (Windows)", 20, "00002083: AtrErr: DSID-031519F8, #1:\n\t0: 00002083: DSID-031519F8, problem 1006 (ATT_OR_VALUE_EXISTS), data 0, Att 9030000 (proxyAddresses)",
			[]model.Attr{"proxyAddresses"}, model.Conflict, "proxyAddresses: "},
		{"somebody filled it (Windows)", 19, "00002081: AtrErr: DSID-031519C6, #1:\n\t0: 00002081: DSID-031519C6, problem 1005 (CONSTRAINT_ATT_TYPE), data 0, Att 150001 (mail)",
			[]model.Attr{"mail", "displayName"}, model.Conflict, "mail: there is a value already"},
		{"somebody filled it (Samba)", 20, "0000200D: SINGLE-VALUE attribute mail on CN=x specified more than once", []model.Attr{"displayName", "mail"}, model.Conflict, "mail: "},
		{"no member (Windows)", 53, "00000561: SvcErr: DSID-031A120C, problem 5003 (WILL_NOT_PERFORM), data 0", []model.Attr{"member"}, model.Conflict, "not a member"},
		{"a member twice (Samba)", 68, "Attribute member already exists for target GUID 0092b0cb-71d8-4a4d-b6b0-31f8198c96bc", []model.Attr{"member"}, model.Conflict, "already a member"},
		{"no member (Samba)", 53, "Attribute member already deleted for target GUID 0092b0cb-71d8-4a4d-b6b0-31f8198c96bc", []model.Attr{"member"}, model.Conflict, "not a member"},
		{"no rights", 50, "00002098: SecErr: DSID-03150F94, problem 4003 (INSUFF_ACCESS_RIGHTS), data 0", []model.Attr{"mail", "displayName"}, model.Denied, "may not change"},
		{"a logon name is taken (Windows)", 68, "00000524: UpdErr: DSID-031A11E2, problem 6005 (ENTRY_EXISTS), data 0", nil, model.Exists, "sAMAccountName"},
		{"a UPN is taken (Windows)", 19, "000021C8: AtrErr: DSID-03200BBA, #1:\n\t0: 000021C8: DSID-03200BBA, problem 1005 (CONSTRAINT_ATT_TYPE)", nil, model.Exists, "user principal name"},
		{"a UPN is taken (Samba)", 19, "0000202F: samldb: userPrincipalName 'a@b' is already in use", nil, model.Exists, "user principal name"},
		{"only the server writes it", 19, "0000202F: attribute whenChanged can only be modified as system", []model.Attr{"displayName"}, model.Invalid, "does not allow"},
		{"too long (Windows)", 19, "00002082: AtrErr: DSID-03151817, #1:\n\t0: 00002082: DSID-03151817, problem 1005 (CONSTRAINT_ATT_TYPE), data 0, Att 150001 (mail):len 600",
			[]model.Attr{"mail", "displayName"}, model.Invalid, "mail: the value is too long"},
		{"a link to nothing", 19, "000020B5: AtrErr", []model.Attr{"member"}, model.Invalid, "does not exist"},
		{"gone", 32, "0000208D: NameErr: DSID-03100241, problem 2001 (NO_OBJECT)", nil, model.NotFound, "no such object"},
		{"another domain", 10, "0000202B: RefErr: DSID-0310078A", nil, model.NotFound, "names another"},
		{"a code without a row", 80, "0000051B: other", nil, model.Internal, "failed"},
		{"a code of no standard", 4242, "?", nil, model.Internal, "unexpected"},
		{"a filter of ours", ldap.ErrorFilterCompile, "ldap: error", nil, model.Invalid, "filter"},
	}
	for _, tt := range tests {
		err := d.classify(t.Context(), ldap.NewError(tt.code, errors.New(tt.text)), request{subject: "CN=x", attrs: tt.attrs})
		e := err.(*model.Error)
		if e.Code != tt.want || !strings.Contains(e.Message, tt.message) || e.Subject != "CN=x" {
			t.Errorf("%s: %s %q, want %s with %q", tt.name, e.Code, e.Message, tt.want, tt.message)
		}
		if !errors.Is(err, e.Err) || e.Code != model.Internal && e.Hint == "" {
			t.Errorf("%s: no cause or no next step", tt.name)
		}
	}
	if err := d.classify(t.Context(), nil, request{}); err != nil {
		t.Error(err)
	}
	done := &model.Error{Code: model.Unknown}
	if err := d.classify(t.Context(), done, request{}); err != done {
		t.Errorf("classified twice: %v", err)
	}
}

// TestClassifyOwnFault tells a change that is wrong in itself from a conflict with
// somebody else's.
func TestClassifyOwnFault(t *testing.T) {
	d := knowing(model.AttrDef{Name: "mail", Single: true}, model.AttrDef{Name: "proxyAddresses"})
	refused := ldap.NewError(20, errors.New("0000200D: SINGLE-VALUE attribute mail on CN=x specified more than once"))
	two := []model.Change{{Attr: "mail", After: []string{"a", "b"}}}
	if err := d.classify(t.Context(), refused, request{attrs: []model.Attr{"mail"}, changes: two}); model.CodeOf(err) != model.Invalid {
		t.Errorf("two values for one: %v", err)
	}
	if err := d.classify(t.Context(), refused, request{attrs: []model.Attr{"mail"}, creating: true}); model.CodeOf(err) != model.Invalid {
		t.Errorf("a new object: %v", err)
	}
}

func TestBindError(t *testing.T) {
	d := newDirectory(Config{Auth: Simple, User: "ann@corp.example"}, target{host: "dc1"}, nil)
	for data, says := range map[string]string{"52e": "wrong", "525": "no such user", "530": "hour", "531": "computer", "532": "expired",
		"533": "disabled", "701": "account has expired", "773": "changed first", "775": "locked", "999": "wrong"} {
		text := "80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data " + data + ", v4563"
		e := d.bindError(ldap.NewError(49, errors.New(text)), nil).(*model.Error)
		if e.Code != model.SignIn || !strings.Contains(e.Message, says) || e.Hint == "" || e.Subject != "ann@corp.example" {
			t.Errorf("data %s: %v; %s", data, e, e.Hint)
		}
	}
	binding := ldap.NewError(49, errors.New("80090346: LdapErr: DSID-0C090597, comment: AcceptSecurityContext error, data 80090346, v4563"))
	if err := d.bindError(binding, nil); model.CodeOf(err) != model.Untrusted {
		t.Errorf("channel binding: %v", err)
	}
	if err := d.bindError(ldap.NewError(8, errors.New("BindSimple: Transport encryption required.")), nil); model.CodeOf(err) != model.Untrusted {
		t.Error(err)
	}
}

// TestErrorsDoc keeps docs/errors.md in step with the tables.
func TestErrorsDoc(t *testing.T) {
	const file = "../docs/errors.md"
	want := errorsDoc()
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is out of date: go test ./ldapx -run ErrorsDoc -update", file)
	}
}

func errorsDoc() string {
	var b strings.Builder
	b.WriteString(`# Errors of a directory

<!-- Generated from the tables in ldapx/codes.go by its tests: go test ./ldapx -run ErrorsDoc -update -->

What a server answers, and what RecipientDesk makes of it. The Win32 code at the start of the server's text is looked
at first, then the LDAP result code, then the sign-in code. The exit status is that of rdesk.

Some answers mean two things. noSuchAttribute is said of a value that is gone and of an attribute the forest does not
know: the schema decides. A value that is there already is a conflict, unless the change itself gives one value twice.
A connection that is lost after a change was sent leaves the code unknown (8): the change may have been made.

`)
	b.WriteString(table("Win32 codes", byWin32, func(n uint32) string { return fmt.Sprintf("%08X", n) }))
	b.WriteString(table("LDAP result codes", byLDAP, func(n uint16) string { return fmt.Sprint(n) }))
	b.WriteString(table("Refused sign-in", byBindData, func(s string) string { return "49, data " + s }))
	return strings.TrimRight(b.String(), "\n") + "\n"
}

func table[K cmp.Ordered](title string, rulings map[K]ruling, label func(K) string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n| code | name | is | exit | message | next step |\n|---|---|---|--:|---|---|\n", title)
	for _, k := range slices.Sorted(maps.Keys(rulings)) {
		r := rulings[k]
		fmt.Fprintf(&b, "| %s | %s | %s | %d | %s | %s |\n", label(k), r.name, r.code, r.code.Status(), r.message, strings.ReplaceAll(r.hint, `\`, `\\`))
	}
	return b.String() + "\n"
}
