package lifecycle_test

import (
	"strings"
	"testing"

	"recipientdesk/model"
	. "recipientdesk/model/lifecycle"
)

func ticks(s Situation) map[string]Tick {
	out := map[string]Tick{}
	for _, t := range CloudMailbox(s) {
		out[t.ID] = t
	}
	return out
}

// From a bare account to a mailbox: each fix puts its own tick right.
func TestCloudMailbox(t *testing.T) {
	facts := &model.TenantFacts{InitialDomain: "contoso.onmicrosoft.com", VerifiedDomains: []string{"contoso.com", "contoso.onmicrosoft.com"}}
	e := object("user", "userPrincipalName=anna@contoso.com", "msExchMailboxGuid=0123456789abcdef")
	s := Situation{Entry: e, Facts: facts, InScope: model.Yes, User: &model.TenantUser{Licensed: model.No}}
	for id, want := range map[string]model.Maybe{"upn": model.Yes, "displayName": model.No, "mail": model.No, "addresses": model.No, "alias": model.No, "scope": model.Yes, "guid": model.No, "license": model.No} {
		tick, ok := ticks(s)[id]
		if !ok || tick.Done != want || tick.Why == "" && id != "scope" || (tick.Fix == "") != (want == model.Yes) {
			t.Errorf("%s: %+v, want %v", id, tick, want)
		}
	}
	for {
		mended := false
		for _, tick := range CloudMailbox(s) {
			if tick.Done == model.Yes || tick.Mend == nil {
				continue
			}
			after, err := tick.Mend(s.Entry)
			if err != nil {
				t.Fatal(tick.ID, err)
			}
			s.Entry, mended = after, true
			if again := ticks(s)[tick.ID]; again.Done != model.Yes {
				t.Fatalf("%s after its fix: %+v", tick.ID, again)
			}
		}
		if !mended {
			break
		}
	}
	if s.Entry.First(model.Mail) != "anna@contoso.com" || s.Entry.First(model.MailNickname) != "anna" || s.Entry.First(model.ProxyAddresses) != "SMTP:anna@contoso.com" {
		t.Errorf("%v", changes(model.Diff(e, s.Entry)))
	}
	s.User = &model.TenantUser{Licensed: model.Yes, CloudMailbox: model.Yes}
	for _, tick := range CloudMailbox(s) {
		if tick.Done != model.Yes {
			t.Errorf("in the end %+v", tick)
		}
	}
}

func TestCloudMailboxInOtherDomains(t *testing.T) {
	facts := &model.TenantFacts{InitialDomain: "contoso.onmicrosoft.com", VerifiedDomains: []string{"contoso.com", "contoso.onmicrosoft.com"}}
	s := Situation{Facts: facts, Entry: object("user", "userPrincipalName=anna@corp.local", "mail=anna@contoso.com", "proxyAddresses=SMTP:a@contoso.com", "proxyAddresses=SMTP:b@contoso.com")}
	got := ticks(s)
	if got["upn"].Done != model.No || got["upn"].Mend == nil || got["mail"].Done != model.No || got["addresses"].Done != model.No || got["scope"].Done != model.Unsure {
		t.Errorf("%+v", got)
	}
	s.Facts = nil
	if got := ticks(s); got["upn"].Done != model.Unsure || got["mail"].Done != model.Unsure {
		t.Errorf("without a tenant: %+v", got)
	}
}

// What a license takes is said as long as the user has none, by the name that the user
// has in the tenant.
func TestALicenseIsSaidWithItsCommands(t *testing.T) {
	s := Situation{Entry: object("user", "userPrincipalName=o'neil@corp.local", "mail=sean@contoso.com", "c=ie")}
	steps := ticks(s)["license"].Cloud
	if len(steps) != 3 || steps[0].PowerShell != "Start-ADSyncSyncCycle -PolicyType Delta" {
		t.Fatalf("of a user who is not in the tenant: %+v", steps)
	}
	for _, want := range []string{"Update-MgUser -UserId 'o''neil@corp.local' -UsageLocation 'IE'", "Set-MgUserLicense -UserId 'o''neil@corp.local'", "EXCHANGE_"} {
		if !strings.Contains(steps[1].PowerShell, want) {
			t.Errorf("%q is not in %s", want, steps[1].PowerShell)
		}
	}
	if !strings.Contains(steps[2].PowerShell, "Get-Mailbox -Identity 'sean@contoso.com'") {
		t.Errorf("%s", steps[2].PowerShell)
	}
	s.User = &model.TenantUser{UserPrincipalName: "sean@contoso.onmicrosoft.com", Licensed: model.No}
	s.Entry = s.Entry.With("c").With("msExchUsageLocation", "IE")
	if steps = ticks(s)["license"].Cloud; len(steps) != 2 || !strings.Contains(steps[0].PowerShell, "-UserId 'sean@contoso.onmicrosoft.com'") || strings.Contains(steps[0].PowerShell, "Update-MgUser") {
		t.Errorf("of a user in the tenant with a usage location: %+v", steps)
	}
	s.Entry = s.Entry.With("msExchUsageLocation").With("c", "X';")
	if steps = ticks(s)["license"].Cloud; !strings.Contains(steps[0].PowerShell, "-UsageLocation (Read-Host ") {
		t.Errorf("of a user without a country: %s", steps[0].PowerShell)
	}
	s.User.Licensed = model.Yes
	if steps = ticks(s)["license"].Cloud; len(steps) > 0 {
		t.Errorf("of a licensed user: %+v", steps)
	}
}
