package ldapd_test

import (
	"strings"
	"testing"

	"github.com/go-ldap/ldap/v3"

	"recipientdesk/sim"
	"recipientdesk/sim/ldapd"
)

const anna = "CN=Anna Lindqvist,OU=Hamburg,OU=Staff," + base

func TestModifyRefusals(t *testing.T) {
	s, _ := serve(t, ldapd.Config{TLS: true})
	l := dial(t, s, sim.SampleAdmin)
	group := "CN=Board,OU=Groups," + base
	contact := "CN=Studio Lichtblick,OU=Contacts," + base
	for _, tt := range []struct {
		name, dn, op, attr string
		vals               []string
		code               uint16
		text               string
	}{
		{"an attribute the schema lacks", anna, "add", "noSuchAttr", []string{"x"}, 16, "00000057: "},
		{"an attribute of another class", anna, "add", "member", []string{group}, 65, "00002014: "},
		{"a mailbox GUID on a contact", contact, "add", "msExchMailboxGuid", []string{"0123456789abcdef"}, 65, "00002014: "},
		{"a wrong boolean", anna, "add", "msExchHideFromAddressLists", []string{"true"}, 21, "0000200B: "},
		{"a number of 33 bits", anna, "add", "msExchRecipientDisplayType", []string{"99999999999"}, 21, "0000200B: "},
		{"letters for a number", anna, "replace", "delivContLength", []string{"12x"}, 21, "0000200B: "},
		{"text that is too long", anna, "replace", "displayName", []string{strings.Repeat("ü", 257)}, 19, "00002082: "},
		{"an empty value", anna, "replace", "displayName", []string{""}, 21, "0000200B: "},
		{"a text that is no SID", contact, "add", "msExchMasterAccountSid", []string{"S-1-5-10"}, 21, "0000200B: "},
		{"two values for one", anna, "replace", "displayName", []string{"a", "b"}, 19, "00002081: "},
		{"a second value for one", anna, "add", "displayName", []string{"b"}, 20, "0000200D: "},
		{"a value that is there", anna, "add", "proxyAddresses", []string{"smtp:md@brightwater.example"}, 20, "0000200D: "},
		{"the same in other letters", anna, "add", "proxyAddresses", []string{"SMTP:MD@brightwater.example"}, 20, "0000200D: "},
		{"a value twice", anna, "add", "proxyAddresses", []string{"smtp:1@x.example", "smtp:1@X.example"}, 20, "0000200D: "},
		{"a value that is gone", anna, "delete", "proxyAddresses", []string{"smtp:nothing@x.example"}, 16, "0000200A: AtrErr: "},
		{"an attribute that is gone", anna, "delete", "info", nil, 16, "0000200A: "},
		{"a link to nothing", anna, "replace", "manager", []string{"CN=Nobody," + base}, 19, "000020B5: "},
		{"a link to nonsense", anna, "replace", "manager", []string{"nobody"}, 34, "0000208F: "},
		{"a back link", anna, "add", "memberOf", []string{group}, 53, "00002035: SvcErr: "},
		{"what the server writes", anna, "replace", "whenChanged", []string{"20200101000000.0Z"}, 19, "000020B1: "},
		{"what is computed", anna, "replace", "canonicalName", []string{"x"}, 19, "0000202F: "},
		{"the name", anna, "replace", "cn", []string{"x"}, 67, "00002016: UpdErr: "},
		{"a member that is one", group, "add", "member", []string{anna}, 68, "00000562: UpdErr: "},
		{"a member that is none", group, "delete", "member", []string{"CN=Malte Kühn,OU=Hamburg,OU=Staff," + base}, 53, "00000561: "},
		{"an account name that is taken", anna, "replace", "sAMAccountName", []string{"CWEBER"}, 68, "00000524: UpdErr: "},
		{"a UPN that is taken", anna, "replace", "userPrincipalName", []string{"cweber@brightwater.example"}, 19, "000021C8: AtrErr: "},
		{"an account name that is too long", anna, "replace", "sAMAccountName", []string{strings.Repeat("x", 21)}, 19, "00002082: "},
		{"an object that is gone", "CN=Nobody," + base, "replace", "displayName", []string{"x"}, 32, "00002030: NameErr: "},
		{"the schema", "CN=User,CN=Schema,CN=Configuration," + base, "replace", "adminDescription", []string{"x"}, 53, "00002035: "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := ldap.NewModifyRequest(tt.dn, nil)
			m.Replace("info", []string{"a side effect"})
			switch tt.op {
			case "add":
				m.Add(tt.attr, tt.vals)
			case "delete":
				if tt.attr == "info" {
					m.Changes = nil
				}
				m.Delete(tt.attr, tt.vals)
			default:
				m.Replace(tt.attr, tt.vals)
			}
			refused(t, l.Modify(m), tt.code, tt.text)
			if r, err := l.Search(ask(base, ldap.ScopeWholeSubtree, "(info=*)", "cn")); err != nil || len(r.Entries) != 0 {
				t.Error("a part of the change was made:", r, err)
			}
		})
	}
}

func TestDeniedWrites(t *testing.T) {
	s, _ := serve(t, ldapd.Config{TLS: true})
	set := func(dn, attr string) *ldap.ModifyRequest {
		m := ldap.NewModifyRequest(dn, nil)
		m.Replace(attr, []string{"x@y.example"})
		return m
	}
	help, reader := dial(t, s, sim.SampleHelp), dial(t, s, sim.SampleReader)
	if err := help.Modify(set(anna, "mail")); err != nil {
		t.Error(err)
	}
	refused(t, help.Modify(set(anna, "mailNickname")), 50, "00002098: SecErr: ")
	refused(t, help.Modify(set("CN=Board,OU=Groups,"+base, "mail")), 50, "00002098: ")
	refused(t, reader.Modify(set(anna, "mail")), 50, "00002098: ")
	refused(t, help.Del(ldap.NewDelRequest(anna, nil)), 50, "00002098: ")
	both := set(anna, "mail")
	both.Changes[0].Modification.Vals[0] = "second@y.example"
	both.Replace("title", []string{"Queen"})
	refused(t, help.Modify(both), 50, "")
	if ok, err := help.Compare(anna, "mail", "X@Y.example"); err != nil || !ok {
		t.Errorf("a part of a denied change was made: %v %v", ok, err)
	}
}

func TestPermissiveModify(t *testing.T) {
	s, _ := serve(t, ldapd.Config{TLS: true})
	l := dial(t, s, sim.SampleAdmin)
	m := ldap.NewModifyRequest(anna, []ldap.Control{ldap.NewControlString("1.2.840.113556.1.4.1413", true, "")})
	m.Add("proxyAddresses", []string{"smtp:md@brightwater.example"})
	m.Delete("info", nil)
	if err := l.Modify(m); err != nil {
		t.Error(err)
	}
	m.Add("displayName", []string{"A second one"})
	refused(t, l.Modify(m), 20, "")
}

func TestRenameMoveCompareDelete(t *testing.T) {
	s, _ := serve(t, ldapd.Config{TLS: true})
	l := dial(t, s, sim.SampleAdmin)
	move := ldap.NewModifyDNRequest(anna, `CN=Lindqvist\, Anna`, true, "OU=NoSync,"+base)
	if err := l.ModifyDN(move); err != nil {
		t.Fatal(err)
	}
	now := `CN=Lindqvist\, Anna,OU=NoSync,` + base
	r, err := l.Search(ask(base, ldap.ScopeWholeSubtree, "(member="+ldap.EscapeFilter(now)+")", "cn"))
	if err != nil || len(r.Entries) < 3 {
		t.Errorf("links did not follow: %v, %v", r, err)
	}
	if ok, err := l.Compare(now, "displayName", "ANNA lindqvist"); err != nil || !ok {
		t.Error(ok, err)
	}
	if ok, err := l.Compare(now, "displayName", "x"); err != nil || ok {
		t.Error(ok, err)
	}
	_, err = l.Compare(now, "info", "x")
	refused(t, err, 16, "")
	refused(t, l.ModifyDN(ldap.NewModifyDNRequest(now, "CN=x", false, "")), 53, "")
	refused(t, l.ModifyDN(ldap.NewModifyDNRequest(now, "OU=x", true, "")), 64, "")
	refused(t, l.Del(ldap.NewDelRequest("OU=Staff,"+base, nil)), 66, "0000208C: ")
	refused(t, l.Del(ldap.NewDelRequest("CN=Users,"+base, nil)), 53, "")
	if err := l.Del(ldap.NewDelRequest(now, nil)); err != nil {
		t.Fatal(err)
	}
	deleted := ask("CN=Deleted Objects,"+base, ldap.ScopeSingleLevel, "(sAMAccountName=alindqvist)")
	_, err = l.Search(deleted)
	refused(t, err, 32, "")
	deleted.Controls = []ldap.Control{ldap.NewControlString("1.2.840.113556.1.4.417", true, "")}
	r, err = l.Search(deleted)
	if err != nil || len(r.Entries) != 1 || r.Entries[0].GetAttributeValue("isDeleted") != "TRUE" ||
		len(r.Entries[0].GetAttributeValues("proxyAddresses")) == 0 || r.Entries[0].GetAttributeValue("mail") != "" ||
		r.Entries[0].GetAttributeValue("lastKnownParent") != "OU=NoSync,"+base || !strings.Contains(r.Entries[0].DN, `\0ADEL:`) {
		t.Errorf("the tombstone: %v, %v", r, err)
	}
	_, err = dial(t, s, sim.SampleReader).Search(deleted)
	refused(t, err, 32, "")
}

func TestAddRefusals(t *testing.T) {
	s, _ := serve(t, ldapd.Config{TLS: true})
	l := dial(t, s, sim.SampleAdmin)
	for _, tt := range []struct {
		name, dn string
		attrs    map[string]string
		code     uint16
		text     string
	}{
		{"it is there", anna, map[string]string{"objectClass": "user"}, 68, "00002071: UpdErr: "},
		{"its parent is not", "CN=x,OU=Nowhere," + base, map[string]string{"objectClass": "contact"}, 32, "00002030: "},
		{"an unknown class", "CN=x," + base, map[string]string{"objectClass": "nothing"}, 16, "00000057: "},
		{"an abstract class", "CN=x,OU=Staff," + base, map[string]string{"objectClass": "top"}, 65, ""},
		{"below an object that takes none", "CN=x," + anna, map[string]string{"objectClass": "contact"}, 64, "00002099: "},
		{"a name of the wrong type", "OU=x,OU=Staff," + base, map[string]string{"objectClass": "contact"}, 64, "00002037: "},
		{"a name that is too long", "CN=" + strings.Repeat("x", 65) + ",OU=Staff," + base, map[string]string{"objectClass": "contact"}, 19, "00002082: "},
		{"the schema", "CN=x,CN=Schema,CN=Configuration," + base, map[string]string{"objectClass": "attributeSchema"}, 53, ""},
		{"enabled without a password", "CN=x,OU=Staff," + base, map[string]string{"objectClass": "user", "userAccountControl": "512"}, 53, "0000052D: "},
		{"a password in clear text", "CN=x,OU=Staff," + base, map[string]string{"objectClass": "user", "unicodePwd": "Secret.Word-1"}, 53, "0000001F: "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := ldap.NewAddRequest(tt.dn, nil)
			for name, v := range tt.attrs {
				a.Attribute(name, []string{v})
			}
			refused(t, l.Add(a), tt.code, tt.text)
		})
	}
}
