package drift

import (
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

// meet forecasts an object against a tenant.
func meet(in forecast.Input, x *Index, o Options) (forecast.Input, forecast.Forecast, Twin) {
	t := x.Pair(KeyOf(in))
	in = x.Meet(in, t, o)
	return in, forecast.Predict(in), t
}

func fresh(edit attrsOf) forecast.Input {
	in := input(person(edit), "user")
	in.User, in.New = nil, model.Unsure
	return in
}

const personSID, personSIDText = "\x01\x05\x00\x00\x00\x00\x00\x05\x15\x00\x00\x00\x01\x00\x00\x00\x02\x00\x00\x00\x03\x00\x00\x00\xe9\x03\x00\x00", "S-1-5-21-1-2-3-1001"

func TestTheTenantSaysWhoHasAnAddress(t *testing.T) {
	shared := attrsOf{"proxyAddresses": {"SMTP:ann@contoso.com", "smtp:offers@contoso.com"}}
	rival := forecast.Other{Name: "Bob", Class: "user", Addresses: []string{"smtp:offers@contoso.com"}, Anchor: other, CloudOnly: model.No}
	bob := cloudUser(2, attrsOf{PropAnchor: {other}, PropSyncEnabled: {"true"}, "userPrincipalName": {"bob@contoso.com"}})
	for name, c := range map[string]struct {
		now, bob    []string
		quarantined bool
	}{
		"this one":  {[]string{"SMTP:ann@contoso.com", "smtp:offers@contoso.com"}, nil, false},
		"the rival": {[]string{"SMTP:ann@contoso.com"}, []string{"smtp:offers@contoso.com"}, true},
		"nobody":    {[]string{"SMTP:ann@contoso.com"}, nil, false},
	} {
		in := fresh(shared)
		in.Others = []forecast.Other{rival}
		x := indexOf(model.CloudUser, arrived(attrsOf{"proxyAddresses": c.now}), bob.With("proxyAddresses", c.bob...))
		if _, f, _ := meet(in, x, Options{}); len(f.Quarantined) > 0 != c.quarantined {
			t.Errorf("%s has it: quarantined %v, others %+v", name, f.Quarantined, in.Others)
		}
	}
}

func TestMeetKnowsHowTheTwinIsLinked(t *testing.T) {
	unlinked := attrsOf{PropAnchor: nil, PropSyncEnabled: nil, "onPremisesSamAccountName": nil}
	for name, c := range map[string]struct {
		ad, now attrsOf
		feature model.SyncFeatures
		kind    string
		code    string
	}{
		"linked":                      {kind: "hard"},
		"born in the cloud":           {now: unlinked, kind: "soft"},
		"matching blocked":            {now: unlinked, feature: model.SyncFeatures{BlockSoftMatch: model.Yes}, kind: "blocked"},
		"anchor set by hand":          {now: attrsOf{PropSyncEnabled: nil, "onPremisesSamAccountName": nil}, kind: "hard"},
		"anchor set by hand, blocked": {now: attrsOf{PropSyncEnabled: nil, "onPremisesSamAccountName": nil}, feature: model.SyncFeatures{BlockHardMatch: model.Yes}, kind: "blocked", code: "InvalidHardMatch"},
		"synchronized from another":   {now: attrsOf{PropAnchor: {other}}, kind: "new"},
		"anchor changed":              {ad: attrsOf{"objectSid": {personSID}}, now: attrsOf{PropAnchor: {other}, PropSID: {personSIDText}}, kind: "hard", code: "SourceAnchorChanged"},
	} {
		in := fresh(c.ad)
		in.Facts = &model.TenantFacts{InitialDomain: facts.InitialDomain, VerifiedDomains: facts.VerifiedDomains, Features: c.feature}
		o := Options{Managed: func(Object) (model.Maybe, model.Maybe) { return model.No, model.No }}
		_, f, twin := meet(in, indexOf(model.CloudUser, arrived(c.now)), o)
		has := slices.ContainsFunc(f.Errors, func(e forecast.ExportError) bool { return e.Code == c.code })
		if f.Match.Kind != c.kind || has != (c.code != "") || len(f.Errors) > 0 != has {
			t.Errorf("%s: twin by %q, match %+v, errors %+v", name, twin.How, f.Match, f.Errors)
		}
	}
}

func TestMeetKnowsWhatStandsThere(t *testing.T) {
	in := fresh(attrsOf{"userPrincipalName": {"ann@corp.local"}, "mailNickname": nil})
	now := arrived(attrsOf{"mailNickname": {"a.first"}, "userPrincipalName": {"a.first@contoso.onmicrosoft.com"}, PropSyncedUPN: {"ann@corp.local"},
		"proxyAddresses": {"SMTP:ann@contoso.com", "smtp:a.old@contoso.com", "smtp:anna@contoso.onmicrosoft.com", "smtp:a.first@contoso.onmicrosoft.com"}})
	_, f, _ := meet(in, indexOf(model.CloudUser, now), Options{})
	for p, want := range map[model.Attr]string{"mailNickname": "a.first", "userPrincipalName": "a.first@contoso.onmicrosoft.com"} {
		if got := f.Cloud.First(p); got != want {
			t.Errorf("%s is %q, want %q", p, got, want)
		}
	}
	if list := strings.Join(f.Cloud.Values("proxyAddresses"), " "); !strings.Contains(list, "anna@contoso.onmicrosoft.com") || strings.Contains(list, "ann@contoso.onmicrosoft.com") {
		t.Errorf("addresses: %s", list)
	}
	in = fresh(attrsOf{"userPrincipalName": {"new@corp.local"}})
	if _, f, _ = meet(in, indexOf(model.CloudUser, now), Options{}); f.Cloud.First("userPrincipalName") != "ann@contoso.onmicrosoft.com" {
		t.Errorf("the sign-in name of AD changed, and that of the tenant stays %s", f.Cloud.First("userPrincipalName"))
	}
}

func TestMeetWithoutATwin(t *testing.T) {
	x := indexOf(model.CloudUser, cloudUser(1, attrsOf{"proxyAddresses": {"smtp:ann@contoso.onmicrosoft.com"}, PropAnchor: {other}, "mail": {"z@contoso.com"}}))
	in, f, _ := meet(fresh(nil), x, Options{})
	if in.New != model.Yes || !strings.Contains(strings.Join(f.Cloud.Values("proxyAddresses"), " "), "ann####@") {
		t.Errorf("new %s, addresses %q", in.New, f.Cloud.Values("proxyAddresses"))
	}
	if in, _, _ = meet(fresh(nil), x, Options{Incomplete: map[model.CloudClass]string{model.CloudUser: "no permission"}}); in.New != model.Unsure {
		t.Errorf("not read, and new is %s", in.New)
	}
}
