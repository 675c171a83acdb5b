package drift

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

// TestPredictedMatches is the table of what a new export becomes part of
// (https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-install-existing-tenant).
func TestPredictedMatches(t *testing.T) {
	byHand := func(edit attrsOf) cloudRow { return cloudRow{model.CloudUser, cloudUser(1, edit)} }
	primary := attrsOf{"proxyAddresses": {"SMTP:ann@contoso.com"}, "userPrincipalName": {"a.other@contoso.com"}, "mail": {"ann@contoso.com"}}
	anchored := attrsOf{PropAnchor: {anchor}, "userPrincipalName": {"x@contoso.com"}}
	for name, c := range map[string]struct {
		class   string // of AD, "" for a user
		ad      attrsOf
		tenant  []cloudRow
		feature model.SyncFeatures
		role    model.Maybe
		kind    string
		code    string // of an export error
		list    string // Kind of the candidate, "" for none
	}{
		"nothing there":                       {kind: "new"},
		"primary address":                     {tenant: []cloudRow{byHand(primary)}, kind: "soft", list: "soft"},
		"primary address, in capital letters": {tenant: []cloudRow{byHand(attrsOf{"proxyAddresses": {"smtp:ANN@contoso.com"}})}, kind: "soft", list: "soft"},
		"secondary address":                   {tenant: []cloudRow{byHand(attrsOf{"proxyAddresses": {"SMTP:a.old@contoso.com"}})}, kind: "new", list: "conflict"},
		"sign-in name":                        {tenant: []cloudRow{byHand(attrsOf{"userPrincipalName": {"ann@contoso.com"}})}, kind: "soft", list: "soft"},
		"sign-in name, not the primary":       {ad: attrsOf{"userPrincipalName": {"a.ek@contoso.com"}}, tenant: []cloudRow{byHand(attrsOf{"userPrincipalName": {"A.Ek@contoso.com"}})}, kind: "soft", list: "soft"},
		"sign-in name, and that is not matched": {ad: attrsOf{"userPrincipalName": {"a.ek@contoso.com"}}, tenant: []cloudRow{byHand(attrsOf{"userPrincipalName": {"a.ek@contoso.com"}})},
			feature: model.SyncFeatures{SoftMatchOnUPN: model.No}, kind: "new", list: "conflict"},
		"nobody is matched by address":        {tenant: []cloudRow{byHand(primary)}, feature: model.SyncFeatures{BlockSoftMatch: model.Yes}, kind: "blocked", list: "blocked"},
		"primary address and a role":          {tenant: []cloudRow{byHand(primary)}, role: model.Yes, kind: "blocked", code: "ExistingAdminRoleConflict", list: "blocked"},
		"synchronized from another":           {tenant: []cloudRow{byHand(attrsOf{PropAnchor: {other}, PropSyncEnabled: {"true"}, "proxyAddresses": {"SMTP:ann@contoso.com"}})}, kind: "new"},
		"anchor of another, set by hand":      {tenant: []cloudRow{byHand(attrsOf{PropAnchor: {other}, "proxyAddresses": {"SMTP:ann@contoso.com"}})}, kind: "new"},
		"anchor":                              {tenant: []cloudRow{byHand(anchored)}, kind: "hard", list: "hard"},
		"anchor in other case":                {tenant: []cloudRow{byHand(attrsOf{PropAnchor: {strings.ToLower(anchor)}})}, kind: "new"},
		"anchor, and the takeover is blocked": {tenant: []cloudRow{byHand(anchored)}, feature: model.SyncFeatures{BlockHardMatch: model.Yes}, kind: "blocked", code: "InvalidHardMatch", list: "blocked"},
		"anchor and a role":                   {tenant: []cloudRow{byHand(anchored)}, role: model.Yes, kind: "blocked", code: "InvalidHardMatch", list: "blocked"},
		"anchor before address":               {tenant: []cloudRow{byHand(anchored), {model.CloudUser, cloudUser(2, primary)}}, kind: "hard", list: "hard"},
		"a contact has the address":           {tenant: []cloudRow{{model.CloudContact, cloudUser(1, attrsOf{"proxyAddresses": {"SMTP:ann@contoso.com"}})}}, kind: "blocked", code: "ObjectTypeMismatch"},
		"a group has the secondary address":   {tenant: []cloudRow{{model.CloudGroup, cloudUser(1, attrsOf{"proxyAddresses": {"SMTP:a.old@contoso.com"}})}}, kind: "new"},
		"a group and any address":             {class: "group", ad: attrsOf{"groupType": {"8"}, "userPrincipalName": nil}, tenant: []cloudRow{{model.CloudGroup, cloudUser(1, attrsOf{"proxyAddresses": {"SMTP:a.old@contoso.com"}})}}, kind: "soft", list: "soft"},
		"a group without mail":                {class: "group", ad: attrsOf{"groupType": {"-2147483640"}, "userPrincipalName": nil, "mail": nil, "proxyAddresses": nil}, tenant: []cloudRow{{model.CloudGroup, cloudUser(1, attrsOf{"displayName": {"Ann"}})}}, kind: "new"},
		"a contact and any address":           {class: "contact", ad: attrsOf{"userPrincipalName": nil}, tenant: []cloudRow{{model.CloudContact, cloudUser(1, attrsOf{"proxyAddresses": {"SMTP:a.old@contoso.com"}})}}, kind: "soft", list: "soft"},
	} {
		t.Run(name, func(t *testing.T) {
			in := input(person(c.ad), "user")
			if in.User, in.New = nil, model.Unsure; c.class != "" {
				in.Class, in.Export = c.class, forecast.DefaultExport(in.AD, c.class)
			}
			x := index(c.tenant)
			in.Facts = &model.TenantFacts{InitialDomain: facts.InitialDomain, VerifiedDomains: facts.VerifiedDomains, Features: c.feature}
			for o := range x.All() {
				in.Facts.Users = append(in.Facts.Users, model.TenantUser{UserPrincipalName: o.First("userPrincipalName"), ImmutableID: o.First(PropAnchor), Role: c.role})
			}
			s := NewSurvey(x, Options{Features: c.feature, LastSync: lastSync, Managed: func(Object) (model.Maybe, model.Maybe) { return model.No, model.Unsure }})
			in = x.Meet(in, x.Pair(KeyOf(in)), s.o)
			f := forecast.Predict(in)
			s.Add(in, f)
			code, list := "", ""
			if len(f.Errors) > 0 {
				code = f.Errors[0].Code
			}
			if r := s.Report(); len(r.Candidates) > 0 {
				list = r.Candidates[0].Kind
			}
			if f.Match.Kind != c.kind || code != c.code || list != c.list || f.Match.Why == "" {
				t.Errorf("match %+v, error %q, listed as %q; want %q, %q, %q", f.Match, code, list, c.kind, c.code, c.list)
			}
		})
	}
}

// TestHardMatchTable holds the table of anchors to the published ones.
func TestHardMatchTable(t *testing.T) {
	b, err := os.ReadFile("../../../shared/vectors/vectors-immutableid-open.json")
	if os.IsNotExist(err) {
		t.Skip("vectors-immutableid-open.json is not beside this checkout")
	}
	var file struct {
		Vectors []struct {
			ID, Op string
			Input  struct{ GUID, Hex, Octets string }
			Expect struct{ ImmutableID string }
		}
	}
	if err != nil || json.Unmarshal(b, &file) != nil {
		t.Fatal(err)
	}
	n := 0
	for _, v := range file.Vectors {
		octets, _ := hex.DecodeString(v.Input.Hex + v.Input.Octets)
		if g, err := model.ParseGUID(v.Input.GUID); err == nil && v.Op == "guidToImmutableId" && strings.Contains(v.Input.GUID, "-") {
			octets = []byte(g.Bytes())
		}
		if len(octets) != 16 || v.Expect.ImmutableID == "" {
			continue
		}
		n++
		in := forecast.Input{AD: model.NewEntry(model.Ref{GUID: guid}, attrsOf{"objectGUID": {string(octets)}}), Class: "user",
			Export: model.NewEntry(model.Ref{}, attrsOf{"sourceAnchor": {v.Expect.ImmutableID}})}
		row := HardMatch(in, arrived(attrsOf{PropAnchor: {v.Expect.ImmutableID}}))
		if row.ObjectGUID != v.Expect.ImmutableID || !row.Linked || row.Equals != model.ObjectGUID {
			t.Errorf("%s: %+v", v.ID, row)
		}
		upper := strings.ToUpper(v.Expect.ImmutableID)
		if row = HardMatch(in, arrived(attrsOf{PropAnchor: {upper}})); upper != v.Expect.ImmutableID && (row.Linked || row.Equals != "") {
			t.Errorf("%s: anchors compare without case: %+v", v.ID, row)
		}
	}
	if n < 5 {
		t.Errorf("only %d anchors", n)
	}
}
