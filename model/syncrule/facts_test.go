package syncrule

import (
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
)

// What keeps objects from the tenant, and which part of the rule says so. An empty
// why is an object that arrives.
var filters = []struct {
	name, class string
	attrs       attrs
	condition   string // of the flow to cloudFiltered
	why         string // part of Why
}{
	{"a user", "user", nil, "", ""},
	{"a disabled user", "user", attrs{"userAccountControl": "514"}, "", ""},
	{"a user without mail and display name", "user", attrs{"displayName": "", "mail": ""}, "", ""},
	{"a user hidden from address lists", "user", attrs{"msExchHideFromAddressLists": "TRUE"}, "", ""},
	{"U1 critical", "user", attrs{"isCriticalSystemObject": "TRUE"}, "", "In from AD - User Join does not apply: isCriticalSystemObject is TRUE"},
	{"U1 critical, but false", "user", attrs{"isCriticalSystemObject": "FALSE"}, "IsPresent([isCriticalSystemObject])", "filters it"},
	{"U2 no account name", "user", attrs{"sAMAccountName": ""}, "IsPresent([sAMAccountName]) = False", "filters it"},
	{"U3 support", "user", attrs{"sAMAccountName": "support_388945A0"}, `[sAMAccountName] = "SUPPORT_388945a0"`, "filters it"},
	{"U4 AAD_", "user", attrs{"sAMAccountName": "AAD_1234"}, `Left([sAMAccountName], 4) = "AAD_"`, "filters it"},
	{"U4 not AAD-", "user", attrs{"sAMAccountName": "AAD-1234"}, "", ""},
	{"U5 MSOL_", "user", attrs{"sAMAccountName": "MSOL_d1edb676ca03"}, `Left([sAMAccountName], 5) = "MSOL_"`, "filters it"},
	{"U5b old DirSync", "user", attrs{"sAMAccountName": "MSOL_AD_Sync"}, `Left([sAMAccountName], 5) = "MSOL_"`, "filters it"},
	{"U6 CAS_ with a brace", "user", attrs{"sAMAccountName": "CAS_{123}"}, `Left([sAMAccountName], 4) = "CAS_" && InStr([sAMAccountName], "}") > 0`, "filters it"},
	{"U6 CAS_ without", "user", attrs{"sAMAccountName": "CAS_123"}, "", ""},
	{"U7 system mailbox", "user", attrs{"mailNickname": "SystemMailbox{1f05a927}"}, `Left([mailNickname], 14) = "SystemMailbox{"`, "filters it"},
	{"U7 without a brace", "user", attrs{"mailNickname": "SystemMailbox"}, "", ""},
	{"U8 alias CAS_", "user", attrs{"mailNickname": "CAS_{1}"}, `Left([mailNickname], 4) = "CAS_" && InStr([mailNickname], "}") > 0`, "filters it"},
	{"U8 alias CAS_ without a brace", "user", attrs{"mailNickname": "CAS_1"}, "", ""},
	{"U9 mail public folder", "user", attrs{"msExchRecipientTypeDetails": "4096"}, `CBool(IIF(IsPresent([msExchRecipientTypeDetails]), BitAnd([msExchRecipientTypeDetails], &H21C07000) > 0, NULL))`, "filters it"},
	{"U9 arbitration", "user", attrs{"msExchRecipientTypeDetails": "8388608"}, `CBool(IIF(IsPresent([msExchRecipientTypeDetails]), BitAnd([msExchRecipientTypeDetails], &H21C07000) > 0, NULL))`, "filters it"},
	{"U9 discovery", "user", attrs{"msExchRecipientTypeDetails": "536870912"}, `CBool(IIF(IsPresent([msExchRecipientTypeDetails]), BitAnd([msExchRecipientTypeDetails], &H21C07000) > 0, NULL))`, "filters it"},
	{"a remote mailbox", "user", attrs{"msExchRecipientTypeDetails": "2147483648", "mailNickname": "ann"}, "", ""},
	{"a health mailbox", "user", attrs{"sAMAccountName": "SM_1", "msExchRecipientTypeDetails": "549755813888"}, "", ""},
	{"U10 conflict", "user", attrs{"dn": `CN=Ann\0ACNF:8c4ac332-975f-4717-ad7b-ba4a4e968fff,OU=CORP,DC=contoso,DC=com`}, `CBool(InStr(DNComponent(CRef([dn]), 1), "\\0ACNF:") > 0)`, "filters it"},
	{"U11 opted out", "user", attrs{"adminDescription": "User_no"}, "", "In from AD - User Join does not apply: adminDescription starts with User_"},
	{"U11 another note", "user", attrs{"adminDescription": "A_User_"}, "", ""},
	{"U12 linked mailbox", "user", attrs{"msExchRecipientTypeDetails": "2", "userAccountControl": "514", "mailNickname": "l"}, "", "Out to AAD - User Join does not apply: sourceObjectType is not User (In from AD - User Common from Exchange gives it no value: [msExchRecipientTypeDetails] = 2)"},
	{"U14 elsewhere", "user", attrs{"dn": "CN=Ann,OU=Other,DC=contoso,DC=com"}, "", "the container DC=contoso,DC=com is not selected"},
	{"inetOrgPerson", "inetOrgPerson", nil, "", ""},
	{"inetOrgPerson, which these rules let nobody opt out", "inetOrgPerson", attrs{"adminDescription": "User_no"}, "", ""},
	{"U6 inetOrgPerson", "inetOrgPerson", attrs{"sAMAccountName": "CAS_{}"}, `Left([sAMAccountName], 4) = "CAS_" && InStr([sAMAccountName], "}") > 0`, "filters it"},
	{"a computer without certificate", "computer", attrs{"userAccountControl": "4096"}, "IsNullOrEmpty([userCertificate])", "filters it"},

	{"a contact with mail", "contact", attrs{"mail": "x@fabrikam.com"}, "", ""},
	{"a contact with a proxy address", "contact", attrs{"proxyAddresses": "SMTP:x@fabrikam.com"}, "", ""},
	{"C1 no mail", "contact", attrs{"targetAddress": "SMTP:x@fabrikam.com"}, "", "Out to AAD - Contact Join does not apply: mailEnabled is not True"},
	{"C1 mail without @", "contact", attrs{"mail": "x"}, "", "mailEnabled is not True"},
	{"C2 critical", "contact", attrs{"mail": "x@fabrikam.com", "isCriticalSystemObject": "FALSE"}, "IsPresent([isCriticalSystemObject])", "filters it"},
	{"C3 (MSOL) and hidden", "contact", attrs{"mail": "x@fabrikam.com", "displayName": "x␣(MSOL)", "msExchHideFromAddressLists": "TRUE"}, `InStr([displayName], "(MSOL)") > 0 && CBool([msExchHideFromAddressLists])`, "filters it"},
	{"C3 (MSOL) alone", "contact", attrs{"mail": "x@fabrikam.com", "displayName": "x␣(MSOL)"}, "", ""},
	{"C3 hidden alone", "contact", attrs{"mail": "x@fabrikam.com", "msExchHideFromAddressLists": "TRUE"}, "", ""},
	{"C4 CAS_", "contact", attrs{"mail": "x@fabrikam.com", "mailNickname": "CAS_{"}, "", ""},
	{"C4 CAS_ with a brace", "contact", attrs{"mail": "x@fabrikam.com", "mailNickname": "CAS_{}"}, `Left([mailNickname], 4) = "CAS_" && InStr([mailNickname], "}") > 0`, "filters it"},
	{"C5 conflict", "contact", attrs{"mail": "x@fabrikam.com", "dn": `CN=x\0ACNF:1,OU=CORP,DC=contoso,DC=com`}, `CBool(InStr(DNComponent(CRef([dn]), 1), "\\0ACNF:") > 0)`, "filters it"},

	{"a security group", "group", nil, "", ""},
	{"a global security group", "group", attrs{"groupType": "-2147483646"}, "", ""},
	{"a mail-enabled list", "group", attrs{"groupType": "8", "mail": "g@contoso.com"}, "", ""},
	{"G1 critical", "group", attrs{"isCriticalSystemObject": "TRUE"}, "", "In from AD - Group Join does not apply: isCriticalSystemObject is True"},
	{"G1 critical, but false", "group", attrs{"isCriticalSystemObject": "FALSE"}, "IsPresent([isCriticalSystemObject])", "filters it"},
	{"G2 opted out", "group", attrs{"adminDescription": "Group_x"}, "", "adminDescription starts with Group_"},
	{"G2 the mark of users", "group", attrs{"adminDescription": "User_x"}, "", ""},
	{"G3 coexistence", "group", attrs{"sAMAccountName": "MSOL_AD_Sync_RichCoexistence"}, `[sAMAccountName] = "MSOL_AD_Sync_RichCoexistence"`, "filters it"},
	{"G4 role group", "group", attrs{"msExchRecipientTypeDetails": "1073741824"}, `CBool(IIF(IsPresent([msExchRecipientTypeDetails]), BitAnd([msExchRecipientTypeDetails], &H40000000) > 0, NULL))`, "filters it"},
	{"G5 conflict", "group", attrs{"dn": `CN=x\0ACNF:1,OU=CORP,DC=contoso,DC=com`}, `CBool(InStr(DNComponent(CRef([dn]), 1), "\\0ACNF:") > 0)`, "filters it"},
	{"G6 list without mail", "group", attrs{"groupType": "8"}, "", "Out to AAD - Group Join does not apply: securityEnabled is not True and mailEnabled is not True"},
	{"G9 dynamic list", "msExchDynamicDistributionList", attrs{"mail": "d@contoso.com"}, "", "objects of the class msExchDynamicDistributionList are not imported"},
}

func TestWhatDoesNotArrive(t *testing.T) {
	e := engine(t)
	for i, c := range filters {
		r := evaluated(t, e, made(i, c.class, c.attrs), slow(nil))
		if r.InScope != (c.why == "") || !strings.Contains(r.Why, c.why) || r.Condition != c.condition || (r.FilteredBy != nil) != (c.condition != "") || (len(r.Export) > 0) != r.InScope {
			t.Errorf("%s: in scope %v, why %q, condition %s", c.name, r.InScope, r.Why, r.Condition)
		}
		if c.condition != "" && (r.FilteredBy.Attribute != "cloudFiltered" || !strings.HasSuffix(r.FilteredBy.Rule.Name, "Join") || r.FilteredBy.Flow.Target != "cloudFiltered") {
			t.Errorf("%s: %+v", c.name, r.FilteredBy)
		}
		if r.InScope && len(r.Problems) > 0 || len(r.Uncertain) > 0 {
			t.Errorf("%s: %v %v", c.name, r.Problems, r.Uncertain)
		}
		for _, f := range r.Fates {
			if f.State == "" || f.State != Flows && f.Why == "" || !r.InScope && f.State == Flows {
				t.Errorf("%s: %+v", c.name, f)
			}
		}
	}
}

// U13: neither name makes an error of the rule.
func TestUserWithoutNames(t *testing.T) {
	r := evaluated(t, engine(t), made(1, "user", attrs{"sAMAccountName": "", "userPrincipalName": ""}), nil)
	if i := slices.IndexFunc(r.Problems, func(p Problem) bool {
		return p.Attr == "userPrincipalName" && p.Text == "AccountName is not present" && p.Rule != nil
	}); i < 0 || len(r.Problems) != 1 {
		t.Errorf("%+v", r.Problems)
	}
	r = evaluated(t, engine(t), made(1, "user", attrs{"userPrincipalName": ""}), nil)
	if got := exported(r, "userPrincipalName"); got != "user1@contoso.com" || fateOf(r, "sAMAccountName").State != Flows || !slices.Contains(fateOf(r, "sAMAccountName").As, "userPrincipalName") {
		t.Error(got, fateOf(r, "sAMAccountName"))
	}
	r = evaluated(t, engine(t), made(1, "user", nil), nil)
	if got := fateOf(r, "sAMAccountName").As; !slices.Equal(got, []string{"onPremisesSamAccountName"}) {
		t.Error(got)
	}
}

// A.8: the anchor is objectGUID, and the name in the connector space is made of it.
func TestAnchors(t *testing.T) {
	for class, target := range map[string]string{"user": "user", "contact": "contact", "group": "group", "inetOrgPerson": "user"} {
		e := made(1, class, attrs{"mail": "a@contoso.com"})
		e.Ref.GUID = "8c4ac332-975f-4717-ad7b-ba4a4e968fff"
		r := evaluated(t, engine(t), e, nil)
		if r.Target != target || exported(r, "sourceAnchor") != "MsNKjF+XF0ete7pKTpaP/w==" || exported(r, "dn") != "CN={4D734E4B6A462B58463065746537704B547061502F773D3D}" {
			t.Errorf("%s: %s %s %s", class, r.Target, exported(r, "sourceAnchor"), exported(r, "dn"))
		}
	}
}

func TestMembersAndTheirLimit(t *testing.T) {
	e := engine(t)
	entries := crowd()
	group := entries[9]
	s := spaceOf(t, e, entries...)
	r := evaluated(t, e, group, s)
	if got, want := exported(r, "member"), "CN=user1,OU=Staff,OU=CORP,DC=contoso,DC=com; CN=contact5,OU=Staff,OU=CORP,DC=contoso,DC=com; CN=contact6,OU=Staff,OU=CORP,DC=contoso,DC=com"; got != want {
		t.Error(got)
	}
	why := map[string]string{}
	for _, d := range r.Dropped {
		if d.Attr != "member" {
			t.Error(d)
		}
		why[model.NameOf(d.DN)] = d.Why
	}
	for name, want := range map[string]string{"user2": "adminDescription starts with User_", "user3": "MSOL_", "gone": "no such object", "group21": "mailEnabled is not True"} {
		if !strings.Contains(why[name], want) {
			t.Errorf("%s: %s", name, why[name])
		}
	}
	if len(why) != 4 || len(r.Dropped) != 4 || exported(r, "managedBy") == "-" {
		t.Error(r.Dropped)
	}
	r = evaluated(t, e, entries[0], s)
	if exported(r, "manager") != "-" || exported(r, "publicDelegates") != "-" || len(r.Dropped) != 2 || fateOf(r, "manager").State != Blocked {
		t.Error(r.Dropped, fateOf(r, "manager"))
	}
	many := make([]string, 50_000)
	for i := range many {
		many[i] = "CN=gone"
	}
	if r := evaluated(t, e, group.With("member", many...), s); r.InScope || !strings.Contains(r.Why, "memberCount is not less than 50000") || len(r.Uncertain) != 1 || r.Uncertain[0].Attr != "cloudAnchor" {
		t.Error(r.Why, r.Uncertain)
	}
	if r := evaluated(t, e, group.With("member", many[1:]...), s); !r.InScope || len(r.Problems) > 0 {
		t.Error(r.Why)
	}
}
