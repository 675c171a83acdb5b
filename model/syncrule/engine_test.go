package syncrule

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"recipientdesk/model"
)

// contoso are the parameters of the published connector.
var contoso = Options{Params: map[string]string{"Domain.FQDN": "contoso.com", "Domain.Netbios": "CONTOSO", "Domain.LDAP": "DC=contoso,DC=com",
	"Forest.FQDN": "contoso.com", "Forest.Netbios": "CONTOSO", "Forest.LDAP": "DC=contoso,DC=com"}}

// engine returns the engine of the published rules, or skips the test.
func engine(t testing.TB) *Engine {
	t.Helper()
	engineOnce.Do(func() { theEngine = NewEngine(publishedSet(t), contoso) })
	if theEngine == nil {
		publishedSet(t) // skips
	}
	return theEngine
}

var (
	engineOnce sync.Once
	theEngine  *Engine
)

// attrs are values by name; a space between values, ␣ for one within.
type attrs map[string]string

// sid makes the octets of S-1-5-21-1-2-3-rid.
func sid(rid int) string {
	b := []byte{1, 5, 0, 0, 0, 0, 0, 5}
	for _, n := range []uint32{21, 1, 2, 3, uint32(rid)} {
		b = binary.LittleEndian.AppendUint32(b, n)
	}
	return string(b)
}

func guid(n int) model.GUID {
	return model.GUID{0x32, 0xc3, 0x4a, 0x8c, 0x5f, 0x97, 0x17, 0x47, 0xad, 0x7b, 0xba, 0x4a, 0x4e, 0x96, byte(n >> 8), byte(n)}
}

var classes = map[string]string{"user": "top person organizationalPerson user", "inetOrgPerson": "top person organizationalPerson user inetOrgPerson",
	"contact": "top person organizationalPerson contact", "group": "top group", "computer": "top person organizationalPerson user computer",
	"foreignSecurityPrincipal": "top foreignSecurityPrincipal", "msExchDynamicDistributionList": "top msExchDynamicDistributionList"}

// object n of a class, as Active Directory has it. What more says comes on top; an
// empty value removes.
func made(n int, class string, more attrs) model.Entry {
	name := fmt.Sprintf("%s%d", class, n)
	a := attrs{"objectClass": classes[class], "cn": name}
	switch class {
	case "user", "inetOrgPerson":
		a["sAMAccountName"], a["userPrincipalName"], a["userAccountControl"], a["objectSid"] = name, name+"@contoso.com", "512", sid(n)
	case "group":
		a["sAMAccountName"], a["groupType"], a["objectSid"] = name, "-2147483640", sid(n)
	}
	for k, v := range more {
		a[k] = v
	}
	e := model.NewEntry(model.Ref{GUID: guid(n).String(), DN: "CN=" + name + ",OU=Staff,OU=CORP,DC=contoso,DC=com"}, nil)
	for k, v := range a {
		var vs []string
		if k == "objectSid" || strings.HasSuffix(k, "Guid") || strings.HasSuffix(k, "Sid") {
			vs = []string{v}
		} else {
			vs = strings.Fields(v)
		}
		for i := range vs {
			vs[i] = strings.ReplaceAll(vs[i], "␣", " ")
		}
		if k == "dn" {
			e.Ref.DN = vs[0]
		} else if v != "" {
			e = e.With(model.Attr(k), vs...)
		}
	}
	return e
}

func evaluated(t testing.TB, e *Engine, entry model.Entry, around Surroundings) *Result {
	t.Helper()
	r, err := e.Evaluate(t.Context(), entry, around)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// exported returns the text of an attribute of the export, "-" without one.
func exported(r *Result, name string) string {
	for _, c := range r.Export {
		if c.Attribute == name {
			return c.Value.Text()
		}
	}
	return "-"
}

func fateOf(r *Result, a model.Attr) Fate {
	for _, f := range r.Fates {
		if f.Attr.Is(a) {
			return f
		}
	}
	return Fate{}
}

// The gate of the rule with precedence 108: without an alias, a user cannot be
// hidden.
func TestAliasIsTheGateOfExchangeAttributes(t *testing.T) {
	e := engine(t)
	for _, class := range []string{"user", "inetOrgPerson"} {
		hidden := attrs{"msExchHideFromAddressLists": "TRUE", "targetAddress": "SMTP:x@contoso.mail.onmicrosoft.com", "extensionAttribute1": "one", "mail": "ann@contoso.com"}
		r := evaluated(t, e, made(1, class, hidden), nil)
		f := fateOf(r, "msExchHideFromAddressLists")
		if !r.InScope || exported(r, "msExchHideFromAddressLists") != "-" || exported(r, "extensionAttribute1") != "one" || exported(r, "mail") != "ann@contoso.com" ||
			f.State != Blocked || f.Clause == nil || *f.Clause != (Clause{"mailNickname", IsNotNull, ""}) || !strings.HasSuffix(f.Rule.Name, "Exchange") || f.Why != "mailNickname is not set" {
			t.Errorf("%s without alias: %+v %+v", class, r.Export, f)
		}
		i := slices.IndexFunc(r.Scope, func(c ScopeCheck) bool { return c.Rule.Precedence == 108 || c.Rule.Precedence == 109 })
		if c := r.Scope[i]; c.Passed || c.Clause != "mailNickname ISNOTNULL" {
			t.Errorf("%+v", c)
		}
		hidden["mailNickname"] = "ann"
		r = evaluated(t, e, made(1, class, hidden), nil)
		f = fateOf(r, "msExchHideFromAddressLists")
		if exported(r, "msExchHideFromAddressLists") != "True" || exported(r, "targetAddress") != "SMTP:x@contoso.mail.onmicrosoft.com" || exported(r, "alias") != "ann" ||
			f.State != Flows || !slices.Equal(f.As, []string{"msExchHideFromAddressLists"}) || !r.Scope[i].Passed || fateOf(r, "mailNickname").As[0] != "alias" {
			t.Errorf("%s with alias: %+v %+v", class, r.Export, f)
		}
	}
}
