package syncrule

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
)

func TestBuiltinRulesAreWellFormed(t *testing.T) {
	set := Builtin()
	if len(set.Rules) < 30 || len(set.Notes) != 0 || set != Builtin() {
		t.Fatal(len(set.Rules), set.Notes)
	}
	precedence, ids := map[int]string{}, map[string]bool{}
	reads, writes := map[string]bool{}, map[string]bool{} // of the metaverse
	for _, r := range set.Rules {
		if r.Name == "" || set.Connector(r.Connector) == nil || precedence[r.Precedence] != "" || ids[r.ID] || len(r.Flows) == 0 || r.Link != Join && r.Link != Provision {
			t.Errorf("%+v", r)
		}
		precedence[r.Precedence], ids[r.ID] = r.Name, true
		targets := map[string]bool{}
		for _, f := range r.Flows {
			if targets[f.Target] || f.Problem != "" {
				t.Errorf("%s: two flows to %s, or %q", r.Name, f.Target, f.Problem)
			}
			targets[f.Target] = true
			if r.Inbound() {
				writes[f.Target] = true
				continue
			}
			for _, a := range f.Reads {
				reads[a] = true
			}
		}
	}
	for a := range reads {
		if !writes[a] && a != "onPremisesUserPrincipalName" { // of an alternate login ID, which the default rules do not set
			t.Errorf("%s is read from the metaverse, and nothing writes it", a)
		}
	}
	for name, want := range map[string]AttrType{"accountEnabled": {Bool, false}, "proxyAddresses": {Text, true}, "description": {Text, false}, "member": {Ref, true}, "cloudFiltered": {Bool, false}} {
		if set.Metaverse[name] != want {
			t.Errorf("%s: %v", name, set.Metaverse[name])
		}
	}
}

// What differs from the published set of 2016, and why.
var (
	newer = strings.Fields(`altRecipient usageLocation sourceAnchorBinary msExchRemoteRecipientType msExchTeamMailboxExpiration msExchTeamMailboxOwners msExchTeamMailboxSharePointUrl
		msExchTeamMailboxSharePointLinkedBy msExchLitigationHoldDate msExchLitigationHoldOwner msExchBypassAudit msExchMailboxAuditEnable msExchMailboxAuditLogAgeLimit
		msExchAuditAdmin msExchAuditDelegate msExchAuditDelegateAdmin msExchAuditOwner msExchBypassModerationLink msExchBypassModerationFromDLMembersLink msDS-HABSeniorityIndex`)  // of a newer schema or build
	// Later exports show the gate for inetOrgPerson, too; reference-connect-sync-attributes-synchronized has the two attributes.
	laterScopes = []string{"In from AD - InetOrgPerson Join", "In from AD - InetOrgPerson Common from Exchange", "In from AD - InetOrgPerson Common"}
	laterFlows  = []string{"In from AD - InetOrgPerson Common>proxyAddresses", "In from AD - Contact Common>preferredLanguage"}
	dropped     = strings.Fields(`contributingConnectorUser contributingConnectorExchange`) // the server's own account of where a value came from
)

// A rule of the built-in set has the gates, joins and flows of the published one.
func TestBuiltinRulesAgreeWithThePublishedOnes(t *testing.T) {
	real, own := publishedSet(t), Builtin()
	byName := map[string]*Rule{}
	for _, r := range real.Rules {
		byName[r.Name] = r
	}
	for _, r := range own.Rules {
		o := byName[r.Name]
		if o == nil {
			t.Errorf("%s is not in the published set", r.Name)
			continue
		}
		scope := fmt.Sprint(r.Scope)
		if r.Name == "Out to AAD - Group Join" {
			if strings.Count(scope, "250000") != 2 {
				t.Errorf("%s: %s", r.Name, scope)
			}
			scope = strings.ReplaceAll(scope, "250000", "50000") // the limit of the V2 endpoint
		}
		if fmt.Sprint(o.Scope) != scope && !slices.Contains(laterScopes, r.Name) || o.Precedence != r.Precedence || o.Link != r.Link || o.Source != r.Source || o.Target != r.Target || o.Outbound != r.Outbound || o.PasswordSync != r.PasswordSync {
			t.Errorf("%s:\n own %v %+v\n real %v %+v", r.Name, scope, r.Link, o.Scope, o.Link)
		}
		if joins := fmt.Sprint(r.Joins); !strings.HasPrefix(strings.Trim(joins, "[]"), strings.Trim(fmt.Sprint(o.Joins), "[]")) {
			t.Errorf("%s: joins %s and not %v", r.Name, joins, o.Joins)
		}
		if r.Outbound {
			continue
		}
		a, b := targets(r), targets(o)
		for name := range a {
			if !b[name] && !slices.Contains(newer, name) && !slices.Contains(laterFlows, r.Name+">"+name) && !strings.HasPrefix(name, "msExchExtensionCustomAttribute") {
				t.Errorf("%s: flow to %s is not published", r.Name, name)
			}
		}
		for name := range b {
			if !a[name] && !slices.Contains(dropped, name) {
				t.Errorf("%s: no flow to %s", r.Name, name)
			}
		}
	}
}

func targets(rules ...*Rule) map[string]bool {
	m := map[string]bool{}
	for _, r := range rules {
		for _, f := range r.Flows {
			m[f.Target] = true
		}
	}
	return m
}

// All rules together export the same attributes from the same ones of the metaverse.
func TestBuiltinExportAgreesWithThePublishedOne(t *testing.T) {
	real, own := publishedSet(t), Builtin()
	for _, class := range []string{"user", "contact", "group"} {
		a, b := exports(own, class), exports(real, class)
		for pair := range b {
			// No default rule writes the one; the other is a slip of the rule for Dynamics CRM, which beside it exports st.
			if !a[pair] && pair != "msOrg-IsOrganizational>msOrgIsOrganizational" && pair != "postalAddress>state" {
				t.Errorf("%s: %s is not exported", class, pair)
			}
		}
		for pair := range a {
			_, to, _ := strings.Cut(pair, ">")
			if !b[pair] && !slices.Contains(newer, to) && pair != "preferredLanguage>preferredLanguage" {
				t.Errorf("%s: %s is exported, and not published", class, pair)
			}
		}
	}
}

func exports(s *RuleSet, class string) map[string]bool {
	m := map[string]bool{}
	for _, r := range s.Rules {
		if c := s.Connector(r.Connector); !r.Outbound || c.AD || r.Target != class {
			continue
		}
		for _, f := range r.Flows {
			for _, from := range f.Reads {
				if f.Target != "sourceAnchor" && from != "memberCount" { // conditions, which one of the two declares
					m[from+">"+f.Target] = true
				}
			}
		}
	}
	return m
}

// The expressions of both sets say the same of objects that differ in what they ask.
func TestBuiltinExpressionsAgreeWithThePublishedOnes(t *testing.T) {
	real, own := publishedSet(t), Builtin()
	guid := Bytes("0123456789abcdef")
	base := Object{"dn": String("CN=Anna,DC=x"), "sAMAccountName": String("anna"), "objectGUID": guid, "cn": String("Anna"), "userAccountControl": Int(512), "groupType": Int(-2147483640),
		"proxyAddresses": Strings(" SMTP:a@x.org ", "smtp:b@x.org", "smtp:b@x.org"), "mail": String(" a@x.org"), "description": Strings(" one ", "two"), "pwdLastSet": Int(131000000000000000), "info": String(" i ")}
	changes := []Object{{}, {"isCriticalSystemObject": Boolean(true)}, {"isCriticalSystemObject": Boolean(false)}, {"sAMAccountName": NullValue}, {"sAMAccountName": String("support_388945A0")},
		{"sAMAccountName": String("AAD_x")}, {"sAMAccountName": String("MSOL_x")}, {"sAMAccountName": String("CAS_x")}, {"sAMAccountName": String("CAS_{x}")}, {"mailNickname": String("CAS_{x}")}, {"mailNickname": String("CAS_x")},
		{"mailNickname": String("SystemMailbox{1}")}, {"mailNickname": String("SystemMailbox")}, {"msExchRecipientTypeDetails": Int(1)}, {"msExchRecipientTypeDetails": Int(2)}, {"msExchRecipientTypeDetails": Int(0x1000)}, {"msExchRecipientTypeDetails": Int(0x800000)},
		{"msExchRecipientTypeDetails": Int(0x40000000)}, {"msExchRecipientTypeDetails": Int(0x8000000000)}, {"dn": String(`CN=Anna\0ACNF:1,DC=x`)}, {"displayName": String("Anna (MSOL)")}, {"displayName": String("Anna (MSOL)"), "msExchHideFromAddressLists": Boolean(true)},
		{"msExchHideFromAddressLists": Boolean(true)}, {"proxyAddresses": NullValue}, {"proxyAddresses": NullValue, "mail": NullValue}, {"mail": NullValue}, {"proxyAddresses": Strings("X500:/o=x"), "mail": NullValue}, {"proxyAddresses": Strings("SMTP:a"), "mail": NullValue},
		{"userPrincipalName": String("a@x.org")}, {"userAccountControl": Int(514)}, {"groupType": Int(8)}, {"description": NullValue}, {"info": NullValue}, {"pwdLastSet": NullValue}, {"sAMAccountName": String("MSOL_AD_Sync_RichCoexistence")}}
	n := 0
	for _, r := range own.Rules {
		var o *Rule
		for _, p := range real.Rules {
			if p.Name == r.Name {
				o = p
			}
		}
		for _, f := range r.Flows {
			i := slices.IndexFunc(o.Flows, func(g Flow) bool { return g.Target == f.Target })
			if f.Expression == nil || i < 0 || o.Flows[i].Expression == nil || r.Outbound {
				continue
			}
			for _, c := range changes {
				object := maps.Clone(base)
				maps.Copy(object, c)
				params := map[string]string{"Domain.FQDN": "x.org", "Domain.Netbios": "X", "Forest.FQDN": "x.org", "Forest.Netbios": "X"}
				a, aerr := f.Expression.Eval(&Input{Object: object, Params: params})
				b, berr := o.Flows[i].Expression.Eval(&Input{Object: object, Params: params})
				if n++; (aerr != nil) != (berr != nil) || !a.Equal(b) {
					t.Errorf("%s, %s with %v: %v %v and not %v %v", r.Name, f.Target, c, a, aerr, b, berr)
				}
			}
		}
	}
	if n < 5000 {
		t.Error(n)
	}
}

func TestMailEnabledLooksAtEveryAddressWithoutCase(t *testing.T) {
	for _, r := range Builtin().Rules {
		i := slices.IndexFunc(r.Flows, func(f Flow) bool { return f.Target == "mailEnabled" })
		if i < 0 {
			continue
		}
		for _, c := range []struct {
			object Object
			want   bool
		}{{Object{}, false}, {Object{"mail": String("x")}, false}, {Object{"mail": String("x@y")}, true}, {Object{"proxyAddresses": Strings("X500:/o", "smtp:a@b")}, true}, {Object{"proxyAddresses": Strings("SMTP:a", "sMtP:a@b")}, true},
			{Object{"proxyAddresses": Strings("X500:/o=@")}, false}, {Object{"proxyAddresses": Strings("smtp:a")}, false}} {
			if v, err := r.Flows[i].Expression.Eval(&Input{Object: c.object}); err != nil || !v.Equal(Boolean(c.want)) {
				t.Errorf("%s, %v: %v, %v", r.Name, c.object, v, err)
			}
		}
	}
}

func TestPathsOfRules(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{"server/SynchronizationRules/a.xml": someRule, "dir/a.ps1": exportedRule, "dir/b.XML": someRule, "dir/c.doc": "",
		"dir/d.ps1": "$r = Get-ADSyncRule -Identifier 'aa'; $r.Disabled = $true; Add-ADSyncRule $r"} {
		if err := errors.Join(os.MkdirAll(filepath.Dir(filepath.Join(folder, name)), 0o777), os.WriteFile(filepath.Join(folder, name), []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(folder)
	builtin := len(Builtin().Rules)
	for _, c := range []struct {
		paths  []string
		rules  int
		source string
		code   model.Code
	}{
		{nil, builtin, "builtin", ""},
		{[]string{"BUILTIN"}, builtin, "builtin", ""},
		{[]string{"server"}, 1, "server", ""},
		{[]string{"dir/a.ps1"}, builtin + 1, "builtin + dir/a.ps1", ""},
		{[]string{"dir/a.ps1", "server", "dir/d.ps1"}, 2, "server + dir/a.ps1 + dir/d.ps1", ""},
		{[]string{"server", "dir/b.XML"}, 1, "server + dir/b.XML", ""},
		{[]string{"CloudSync", "dir/a.ps1"}, builtin + 1, "cloudsync + dir/a.ps1", ""},
		{[]string{"server", "builtin"}, 0, "", model.Invalid},
		{[]string{"server", "cloudsync"}, 0, "", model.Invalid},
		{[]string{"dir/c.doc"}, 0, "", model.Invalid},
		{[]string{"dir/none.ps1"}, 0, "", model.NotFound},
		{[]string{"dir"}, 0, "", model.NotFound},
	} {
		set, err := LoadPaths(c.paths, os.DirFS)
		if model.CodeOf(err) != c.code || err == nil && (len(set.Rules) != c.rules || set.Source != c.source) {
			t.Errorf("%v: %v, %v", c.paths, set, err)
		}
		if err == nil && set.CloudSync != strings.HasPrefix(c.source, CloudSyncName) {
			t.Errorf("%v: Cloud Sync is %v", c.paths, set.CloudSync)
		}
	}
	if _, err := LoadPaths([]string{"dir"}, os.DirFS); !strings.HasPrefix(fmt.Sprint(err), "dir: ") {
		t.Errorf("%v does not name the folder", err)
	}
	if set, _ := LoadPaths([]string{"server", "dir/d.ps1"}, os.DirFS); !set.Rules[0].Disabled {
		t.Error(set.Rules[0])
	}
	if !reflect.DeepEqual(targets(Builtin().Rules[0]), map[string]bool{"cloudFiltered": true, "sourceAnchorBinary": true}) {
		t.Error("the built-in rules were changed")
	}
}
