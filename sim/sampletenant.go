package sim

import (
	"context"
	"io"
	"iter"
	"strings"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

// Products of the sample tenant, by the IDs that Microsoft gave them
// (https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference).
const (
	SampleProduct = "6fd2c87f-b296-42f0-b197-1e91e994b900" // ENTERPRISEPACK
	sampleSmall   = "4b9405b0-7788-4568-add1-99614e613b69" // EXCHANGESTANDARD
)

// SampleTenantConfig is the configuration of the sample organization's tenant, with
// seats for so many users.
func SampleTenantConfig(seats int) TenantConfig {
	plan := func(id, name string) model.LicensePlan {
		return model.LicensePlan{ID: id, Name: name, Status: "Success"}
	}
	facts := SampleFacts()
	cfg := TenantConfig{Name: facts.Name, ID: "6f0a2d1e-8c54-4b7e-9d3a-52b1c0e7f4a8", Features: facts.Features, License: sampleLicense, Moved: sampleMoved,
		Products: []model.License{
			{SKU: SampleProduct, Part: "ENTERPRISEPACK", Enabled: seats, Status: "Enabled", Plans: []model.LicensePlan{
				plan("efb87545-963c-4e0d-99df-69c6916d9eb0", "EXCHANGE_S_ENTERPRISE"), plan("5dbe027f-2339-4123-9542-606e4d348a72", "SHAREPOINTENTERPRISE"),
				plan("57ff2da0-773e-42df-b2af-ffb7a2317929", "TEAMS1"), plan("0feaeb32-d00e-4d66-bd5a-43b5b83db82c", "MCOSTANDARD")}},
			{SKU: sampleSmall, Part: "EXCHANGESTANDARD", Enabled: 10, Status: "Enabled", Plans: []model.LicensePlan{
				plan("9aaf7827-d63c-4b61-89c3-182f06f82e5c", "EXCHANGE_S_STANDARD")}},
		}}
	for _, d := range facts.VerifiedDomains {
		cfg.Domains = append(cfg.Domains, CloudDomain{Name: d, Initial: d == SampleTenant, Default: d == SampleSuffix})
	}
	return cfg
}

// sampleLicense licenses employees with a mailbox who are still there, as a group
// does that people are put in on their first day.
func sampleLicense(in forecast.Input) []string {
	r := model.Recipient{Entry: in.AD}
	if r.Kind() == model.KindUserMailbox && !r.Disabled() {
		return []string{SampleProduct}
	}
	return nil
}

// sampleMoved says who had a mailbox in the years with an Exchange server that was
// moved: not the one whose mailbox is gone, and its GUID is not.
func sampleMoved(in forecast.Input) bool {
	return sampleLicense(in) != nil && in.AD.Has(model.RemoteRecipientType) && !in.AD.Has("msExchMailboxGuid")
}

// NewSampleTenant returns the tenant of the sample organization: what a first cycle
// makes of it, and what is found in every tenant besides. now, rand and lag are as
// in TenantConfig. Pictures are those of the directory.
func NewSampleTenant(ctx context.Context, forest *Forest, exports iter.Seq2[forecast.Input, error], now func() time.Time, rand io.Reader, lag time.Duration) (*Tenant, error) {
	cfg := SampleTenantConfig(max(500, forest.Len()))
	cfg.Now, cfg.Rand, cfg.Lag = now, rand, lag
	t := NewTenant(cfg)
	if _, err := t.Cycle(ctx, exports); err != nil {
		return nil, err
	}
	if err := t.pictures(ctx, forest); err != nil {
		return nil, err
	}
	t.sampleExtras()
	t.sampleStory()
	t.Settle()
	return t, nil
}

func (t *Tenant) pictures(ctx context.Context, forest *Forest) error {
	for e, err := range forest.System().Search(ctx, model.Query{Where: model.Present{Attr: "thumbnailPhoto"}, Attrs: []model.Attr{"thumbnailPhoto", "objectGUID"}}) {
		if err != nil {
			return err
		}
		guid, _ := model.ParseGUID(e.Ref.GUID)
		for _, s := range t.byAnchor[guid.ImmutableID()] {
			t.photos[s.id] = []byte(e.First("thumbnailPhoto"))
		}
	}
	return nil
}

// sampleExtras are objects that AD knows nothing of, or no longer.
func (t *Tenant) sampleExtras() {
	quote := func(s string) string { return string(appendJSON(nil, s)) }
	days := func(n int) string { return quote(CloudTimeText(t.cfg.Now().AddDate(0, 0, -n))) }
	person := func(name, upn string, more ...string) map[string]string {
		given, sn, _ := strings.Cut(name, " ")
		nick, _, _ := strings.Cut(upn, "@")
		m := map[string]string{"displayName": quote(name), "givenName": quote(given), "surname": quote(sn), "userPrincipalName": quote(upn),
			"mailNickname": quote(nick), "userType": `"Member"`, "accountEnabled": "true", "createdDateTime": days(700)}
		for i := 0; i < len(more); i += 2 {
			m[more[i]] = more[i+1]
		}
		return m
	}
	admin := t.Plant(model.CloudUser, person("Cloud Admin", "admin@"+SampleTenant, "x-role", `"Global Administrator"`))
	_, _ = t.Invite("petra.lang@labor-nord.example", "Petra Lang (Labor Nord)") // the address is one
	orphan := "u.petzold@" + SampleSuffix
	t.Plant(model.CloudUser, person("Ursula Petzold", orphan, "onPremisesSyncEnabled", "true", "onPremisesImmutableId", quote(guidOf("CN=Ursula Petzold").ImmutableID()),
		"onPremisesDistinguishedName", quote("CN=Ursula Petzold,OU=Old Forest,DC=old,DC=example"), "onPremisesLastSyncDateTime", days(240), "mail", quote(orphan),
		"proxyAddresses", "["+quote("SMTP:"+orphan)+"]", "onPremisesSamAccountName", `"upetzold"`, "onPremisesDomainName", `"old.example"`))
	t.Plant(model.CloudUser, person("Bernd Rathke", "b.rathke@"+SampleSuffix, "onPremisesSyncEnabled", "false", "onPremisesImmutableId", quote(guidOf("CN=Bernd Rathke").ImmutableID()),
		"onPremisesDistinguishedName", quote("CN=Bernd Rathke,OU=NoSync,DC=corp,DC=example"), "onPremisesLastSyncDateTime", days(310), "onPremisesSamAccountName", `"brathke"`))
	t.Plant(model.CloudGroup, map[string]string{"displayName": `"Old forest staff"`, "mailEnabled": "false", "securityEnabled": "true", "mailNickname": `"oldforeststaff"`,
		"onPremisesSyncEnabled": "true", "onPremisesSecurityIdentifier": `"S-1-5-21-1004336348-1177238915-682003330-1613"`, "onPremisesSamAccountName": `"OldForestStaff"`,
		"onPremisesDomainName": `"old.example"`, "onPremisesLastSyncDateTime": days(240), "createdDateTime": days(900), "renewedDateTime": days(900)})
	t.Plant(model.CloudContact, map[string]string{"displayName": `"Crane hire Oldenburg"`, "mail": `"office@crane-hire.example"`, "mailNickname": `"cranehire"`,
		"proxyAddresses": `["SMTP:office@crane-hire.example"]`, "onPremisesSyncEnabled": "true", "onPremisesLastSyncDateTime": days(240)})
	left := "j.reimer@" + SampleSuffix
	deleted := person("Jonas Reimer", left, "deletedDateTime", days(12), "onPremisesSyncEnabled", "true", "onPremisesImmutableId", quote(guidOf("CN=Jonas Reimer").ImmutableID()),
		"mail", quote(left), "proxyAddresses", "["+quote("SMTP:"+left)+","+quote("smtp:jreimer@"+SampleTenant)+"]", "usageLocation", `"DE"`, "onPremisesLastSyncDateTime", days(12))
	t.deletedName(t.Plant(model.CloudUser, deleted))
	project := t.Plant(model.CloudGroup, map[string]string{"displayName": `"Project Clearwater"`, "description": `"Joint project with Labor Nord"`, "groupTypes": `["Unified"]`,
		"mailEnabled": "true", "securityEnabled": "false", "mailNickname": `"clearwater"`, "mail": quote("clearwater@" + SampleSuffix), "visibility": `"Private"`,
		"proxyAddresses": "[" + quote("SMTP:clearwater@"+SampleSuffix) + "," + quote("SPO:SPO_7d3f@SPO_"+t.cfg.ID) + "]", "createdDateTime": days(90), "renewedDateTime": days(90),
		"resourceProvisioningOptions": `["Team"]`, "x-recipientType": `"GroupMailbox"`})
	t.sampleProject(admin, project)
}

// sampleProject puts people into the project.
func (t *Tenant) sampleProject(admin, project model.GUID) {
	t.mu.Lock()
	defer t.mu.Unlock()
	g := t.byID[project]
	for _, name := range []string{"cweber", "hvoss", "alindqvist"} {
		if s := t.byAccount(name); s != nil {
			g.group.members = append(g.group.members, s)
			g.group.log = append(g.group.log, rosterEvent{t.version, s, false})
		}
	}
	g.group.owners = append(g.group.owners, t.byID[admin])
}

// deletedName gives a planted user the name that deleted users have.
func (t *Tenant) deletedName(id model.GUID) {
	t.mu.Lock()
	defer t.mu.Unlock()
	s, c := t.byID[id], cloudPatch{}
	c.text("userPrincipalName", deletedPrefix(s)+s.cur.Text("userPrincipalName"))
	t.change(s, c)
}
