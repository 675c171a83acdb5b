package tenantfile_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"recipientdesk/model"
	"recipientdesk/sim"
	"recipientdesk/tenantfile"
)

// large returns a tenant with 100,000 users.
func large() *sim.Tenant {
	tenant := sim.NewTenant(sim.SampleTenantConfig(1))
	for i := range 100_000 {
		s := fmt.Sprintf("%06d", i)
		tenant.Plant(model.CloudUser, map[string]string{"displayName": `"Person ` + s + `"`, "givenName": `"Person"`, "surname": `"` + s + `"`, "userPrincipalName": `"person` + s + `@brightwater.example"`,
			"mail": `"person` + s + `@brightwater.example"`, "mailNickname": `"person` + s + `"`, "accountEnabled": "true", "city": `"Hamburg"`, "department": `"Laboratory"`, "jobTitle": `"Analyst"`,
			"proxyAddresses":        `["SMTP:person` + s + `@brightwater.example","smtp:p` + s + `@brightwater.example","smtp:person` + s + `@brightwater.onmicrosoft.com"]`,
			"onPremisesSyncEnabled": "true", "onPremisesImmutableId": `"AAAAAAAAAAAAAA` + s + `AA=="`, "onPremisesDistinguishedName": `"CN=Person ` + s + `,OU=Hamburg,OU=Staff,DC=corp,DC=example"`})
	}
	return tenant
}

func lists() tenantfile.Options {
	o := everything()
	o.Members, o.Mailboxes, o.Open = false, 0, nil
	return o
}

func BenchmarkWrite(b *testing.B) {
	tenant := large()
	for b.Loop() {
		if _, err := tenantfile.Write(b.Context(), io.Discard, tenant.Open(), lists()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpen reads a snapshot, and says how much of memory it then takes.
func BenchmarkOpen(b *testing.B) {
	tenant := large()
	file := filepath.Join(b.TempDir(), "s.json")
	if _, err := tenantfile.WriteFile(b.Context(), file, tenant.Open(), lists()); err != nil {
		b.Fatal(err)
	}
	i, err := os.Stat(file)
	if err != nil {
		b.Fatal(err)
	}
	tenant = nil
	heap := func() float64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc) / 1e6
	}
	before := heap()
	var t *tenantfile.Tenant
	for b.Loop() {
		t = nil
		if t, err = tenantfile.Open(file); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(heap()-before, "heap-MB")
	b.ReportMetric(float64(i.Size())/1e6, "file-MB")
	runtime.KeepAlive(t)
}
