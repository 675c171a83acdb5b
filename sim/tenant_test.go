package sim

import (
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
)

func TestSampleFactsFollowThePeople(t *testing.T) {
	facts := SampleFacts()
	of := map[string]model.TenantUser{}
	for _, u := range facts.Users {
		if of[u.UserPrincipalName].UserPrincipalName != "" || len(u.ImmutableID) != 24 {
			t.Errorf("%+v is there twice or has no anchor", u)
		}
		of[u.UserPrincipalName] = u
	}
	for upn, want := range map[string][2]model.Maybe{ // license, mailbox
		"alindqvist@brightwater.example":          {model.Yes, model.Yes},
		"cweber@brightwater.example":              {model.Yes, model.Yes},
		"cbyrne@brightwater.example":              {model.Yes, model.No}, // the GUID of an old mailbox keeps it away
		"pkowalczyk@brightwater.example":          {model.No, model.No},
		"ifalk@brightwater.example":               {model.No, model.No}, // left
		"elbe@brightwater.example":                {model.No, model.Yes},
		"info@brightwater.example":                {model.No, model.Yes},
		"x-ferrari@brightwater.example":           {model.No, model.No},
		"gehlers@brightwater.onmicrosoft.com":     {model.Yes, model.Yes}, // the suffix is not verified
		"svc-scanner@brightwater.onmicrosoft.com": {model.No, model.No},
		"rszewczyk@brightwater.onmicrosoft.com":   {model.Yes, model.Yes}, // no UPN, and an alias
	} {
		if u, ok := of[upn]; !ok || u.Licensed != want[0] || u.CloudMailbox != want[1] {
			t.Errorf("%s: there %v, licensed %v, mailbox %v; want %v", upn, ok, u.Licensed, u.CloudMailbox, want)
		}
	}
	for _, u := range facts.Users {
		if _, suffix, _ := strings.Cut(u.UserPrincipalName, "@"); !slices.Contains(facts.VerifiedDomains, suffix) {
			t.Errorf("%s: the tenant has no such domain", u.UserPrincipalName)
		}
		for _, never := range []string{"plotter", "MSOL_", "DUPLICATE", "svc-backup"} {
			if strings.Contains(u.UserPrincipalName, never) {
				t.Errorf("%s is in the tenant", u.UserPrincipalName)
			}
		}
	}
	if n := len(facts.Users); n < 160 {
		t.Errorf("%d users", n)
	}
}
