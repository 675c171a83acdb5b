package syncrule

import (
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
)

// What Cloud Sync does otherwise than Entra Connect, or is not known to do.
func TestCloudSync(t *testing.T) {
	o := contoso
	o.CloudSync = true
	e := NewEngine(Builtin(), o)
	for _, c := range []struct {
		name, class string
		attrs       attrs
		in          bool
		say         string // part of something uncertain; "" for nothing
	}{
		{"a user", "user", attrs{"mailNickname": "ann"}, true, ""},
		{"no alias", "user", attrs{"msExchHideFromAddressLists": "TRUE"}, true, "mailNickname is not set"},
		{"critical", "user", attrs{"isCriticalSystemObject": "TRUE", "mailNickname": "x"}, false, ""},
		{"critical, but false", "user", attrs{"isCriticalSystemObject": "FALSE", "mailNickname": "x"}, true, "IsPresent([isCriticalSystemObject])"},
		{"conflict", "user", attrs{"dn": `CN=Ann\0ACNF:1,DC=contoso,DC=com`, "mailNickname": "x"}, false, ""},
		{"an account of Entra Connect", "user", attrs{"sAMAccountName": "MSOL_1", "mailNickname": "x"}, true, "MSOL_"},
		{"an arbitration mailbox", "user", attrs{"msExchRecipientTypeDetails": "8388608", "mailNickname": "x"}, true, "filters this object"},
		{"opted out", "user", attrs{"adminDescription": "User_x", "mailNickname": "x"}, true, "adminDescription starts with User_"},
		{"a linked mailbox", "user", attrs{"msExchRecipientTypeDetails": "2", "mailNickname": "x"}, false, "linked mailbox"},
		{"a list", "group", attrs{"groupType": "8", "mail": "g@contoso.com", "proxyAddresses": "SMTP:g@contoso.com"}, true, ""},
		{"a critical group", "group", attrs{"isCriticalSystemObject": "TRUE"}, false, ""},
		{"a contact", "contact", attrs{"mail": "x@fabrikam.com"}, true, ""},
		{"a computer", "computer", nil, false, ""},
	} {
		r := evaluated(t, e, made(1, c.class, c.attrs), nil)
		said := slices.ContainsFunc(r.Uncertain, func(p Problem) bool { return strings.Contains(p.Text, c.say) })
		if r.InScope != c.in || (len(r.Uncertain) > 0) != (c.say != "") || c.say != "" && !said || len(r.Problems) > 0 {
			t.Errorf("%s: %v %q, %v %v", c.name, r.InScope, r.Why, r.Uncertain, r.Problems)
		}
		if c.name == "no alias" && exported(r, "msExchHideFromAddressLists") != "True" {
			t.Error(r.Export)
		}
	}
	// Nothing is joined.
	user, contact := made(1, "user", attrs{"mail": "a@contoso.com", "mailNickname": "a"}), made(2, "contact", attrs{"mail": "a@contoso.com"})
	if r := evaluated(t, e, contact, slow{user, contact}); r.JoinedTo != nil || !r.InScope || r.Target != "contact" {
		t.Errorf("%+v", r)
	}
	group := made(3, "group", nil).With("member", make([]string, cloudSyncMembers+1)...)
	if r := evaluated(t, e, group, slow(nil)); !slices.ContainsFunc(r.Uncertain, func(p Problem) bool { return strings.Contains(p.Text, "50001 members") }) {
		t.Error(r.Uncertain)
	}
}

// The built-in rules know no domain, so nothing is in doubt because of that.
func TestBuiltinRulesImportEverything(t *testing.T) {
	e := NewEngine(Builtin(), contoso)
	for _, dn := range []string{"CN=a,DC=other", ""} {
		entry := made(1, "user", nil)
		entry.Ref = model.Ref{GUID: entry.Ref.GUID, DN: dn}
		if r := evaluated(t, e, entry, nil); !r.Imported || !r.InScope || len(r.Uncertain)+len(r.Problems) > 0 {
			t.Errorf("%s: %+v", dn, r)
		}
	}
}
