package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"recipientdesk/graphx"
	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/sim"
	"recipientdesk/sim/graphd"
)

// A crowd is a tenant of the size that the product is made for, behind the simulator's
// server, which is a process of its own, as Graph is.
const (
	crowdUsers    = 100_000
	crowdGroups   = 5_000
	crowdContacts = 5_000
)

// serveCrowd serves a crowd until stdin ends, and says where in a line of JSON.
func serveCrowd() error {
	srv, err := graphd.Start(context.Background(), crowd(), graphd.Config{})
	if err != nil {
		return err
	}
	defer srv.Close()
	runtime.GC()
	if err := json.NewEncoder(os.Stdout).Encode([]string{srv.URL()}); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

// crowd plants objects with about the properties that synchronized ones have.
func crowd() *sim.Tenant {
	t := sim.NewTenant(sim.TenantConfig{Name: "Crowd", Domains: []sim.CloudDomain{{Name: "crowd.onmicrosoft.example", Initial: true}, {Name: "crowd.example", Default: true}}, Now: time.Now})
	text := func(format string, args ...any) string { return fmt.Sprintf("%q", fmt.Sprintf(format, args...)) }
	synced := func(i int, p map[string]string) map[string]string {
		p["onPremisesSyncEnabled"], p["onPremisesLastSyncDateTime"] = "true", `"2026-11-20T09:30:00Z"`
		p["proxyAddresses"] = fmt.Sprintf(`["SMTP:given.surname.%d@crowd.example","smtp:u%06d@crowd.example","smtp:given.surname.%d@crowd.onmicrosoft.example"]`, i, i, i)
		p["mail"] = text("given.surname.%d@crowd.example", i)
		return p
	}
	for i := range crowdUsers {
		t.Plant(model.CloudUser, synced(i, map[string]string{
			"displayName": text("Given Surname (%d)", i), "givenName": `"Given"`, "surname": `"Surname"`, "jobTitle": `"Process Engineer"`, "department": `"Engineering"`,
			"companyName": `"Crowd Incorporated"`, "officeLocation": text("Hamburg %d", i%40), "userPrincipalName": text("u%06d@crowd.example", i), "mailNickname": text("u%06d", i),
			"accountEnabled": "true", "userType": `"Member"`, "usageLocation": `"DE"`, "createdDateTime": `"2019-03-04T09:12:33Z"`,
			"onPremisesImmutableId": text("%s==", strings.Repeat("A", 14)+fmt.Sprintf("%08d", i)), "onPremisesSamAccountName": text("u%06d", i), "onPremisesDomainName": `"corp.crowd.example"`,
			"onPremisesUserPrincipalName": text("u%06d@crowd.example", i), "onPremisesDistinguishedName": text("CN=Given Surname (%d),OU=Hamburg,OU=Staff,DC=corp,DC=crowd,DC=example", i),
			"onPremisesSecurityIdentifier": text("S-1-5-21-1004336348-1177238915-682003330-%d", 1000+i),
			"onPremisesExtensionAttributes": fmt.Sprintf(`{"extensionAttribute1":"Unit %d","extensionAttribute2":"Badge %d","extensionAttribute3":null,"extensionAttribute4":null,`+
				`"extensionAttribute5":"Shift %d","extensionAttribute6":null,"extensionAttribute7":null,"extensionAttribute8":null,"extensionAttribute9":null,"extensionAttribute10":null,`+
				`"extensionAttribute11":null,"extensionAttribute12":null,"extensionAttribute13":null,"extensionAttribute14":null,"extensionAttribute15":"Building %d"}`, i%11, i, i%5, i%3),
			"assignedLicenses":        `[{"disabledPlans":[],"skuId":"` + sim.SampleProduct + `"}]`,
			"licenseAssignmentStates": `[{"skuId":"` + sim.SampleProduct + `","disabledPlans":[],"assignedByGroup":null,"state":"Active","error":"None","lastUpdatedDateTime":"2026-11-20T09:30:00Z"}]`,
		}))
	}
	for i := range crowdGroups {
		t.Plant(model.CloudGroup, synced(crowdUsers+i, map[string]string{"displayName": text("Group %d", i), "description": text("Everybody of %d", i), "mailNickname": text("g%06d", i),
			"mailEnabled": "true", "securityEnabled": "false", "onPremisesSamAccountName": text("g%06d", i), "onPremisesDomainName": `"corp.crowd.example"`,
			"onPremisesSecurityIdentifier": text("S-1-5-21-1004336348-1177238915-682003330-%d", 200000+i), "createdDateTime": `"2019-03-04T09:12:33Z"`}))
	}
	for i := range crowdContacts {
		t.Plant(model.CloudContact, synced(crowdUsers+crowdGroups+i, map[string]string{"displayName": text("Contact %d", i), "givenName": `"Given"`, "surname": `"Contact"`,
			"mailNickname": text("c%06d", i), "companyName": `"Elsewhere"`}))
	}
	return t
}

// BenchmarkTenantList reads a whole tenant, and compares that with a program that
// fetches the same pages and throws them away. The two take turns.
func BenchmarkTenantList(b *testing.B) {
	address := started(b, crowdFlag+"=1")[0]
	var ours, bare, ratio, first []time.Duration
	rows := 0
	for b.Loop() {
		for i := range rounds {
			var o, f, r time.Duration
			if i%2 == 0 {
				r = fetchBare(b, address)
				rows, o, f = listTenant(b, address)
			} else {
				rows, o, f = listTenant(b, address)
				r = fetchBare(b, address)
			}
			ours, bare, first = append(ours, o), append(bare, r), append(first, f)
			ratio = append(ratio, time.Duration(float64(o)/float64(r)*float64(time.Millisecond)))
		}
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(rows), "rows")
	b.ReportMetric(ms(median(ours)), "list-ms")
	b.ReportMetric(ms(median(bare)), "bare-ms")
	b.ReportMetric(ms(median(first)), "first-page-ms")
	b.ReportMetric(ms(median(ratio)), "ratio")
}

var crowdClasses = []model.CloudClass{model.CloudUser, model.CloudGroup, model.CloudContact}

// listTenant connects and reads every class, as the Tenant page does.
func listTenant(b *testing.B, address string) (rows int, all, first time.Duration) {
	begin := time.Now()
	t, err := graphx.Dial(b.Context(), graphx.Config{Address: address})
	if err != nil {
		b.Fatal(err)
	}
	defer t.Close()
	for _, class := range crowdClasses {
		for batch, err := range t.List(b.Context(), class, drift.Properties(class)...) {
			if err != nil {
				b.Fatal(err)
			}
			if rows == 0 {
				first = time.Since(begin)
			}
			rows += batch.Len()
		}
	}
	if rows != crowdUsers+crowdGroups+crowdContacts {
		b.Fatalf("%d rows", rows)
	}
	return rows, time.Since(begin), first
}

var linkOf = regexp.MustCompile(`"@odata.nextLink":"([^"]*)"`)

// fetchBare asks the same questions with net/http alone.
func fetchBare(b *testing.B, address string) time.Duration {
	begin := time.Now()
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	for i, class := range crowdClasses {
		for url := address + "/v1.0/" + []string{"users", "groups", "contacts"}[i] + "?$top=999&$select=" + selected(class); url != ""; {
			resp, err := client.Get(url)
			if err != nil {
				b.Fatal(err)
			}
			head := make([]byte, 4096)
			n, _ := io.ReadFull(resp.Body, head)
			if _, err := io.Copy(io.Discard, resp.Body); err != nil || resp.StatusCode != http.StatusOK {
				b.Fatal(resp.Status, err)
			}
			resp.Body.Close()
			url = ""
			if m := linkOf.FindSubmatch(head[:n]); m != nil {
				url = string(bytes.ReplaceAll(m[1], []byte(`\u0026`), []byte("&")))
			}
		}
	}
	return time.Since(begin)
}

// selected is what graphx asks for: each property once, by Graph's name.
func selected(class model.CloudClass) string {
	out := []string{"id"}
	for _, p := range drift.Properties(class) {
		name := string(p)
		if strings.HasPrefix(name, "extensionAttribute") {
			name = "onPremisesExtensionAttributes"
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return strings.Join(out, ",")
}

// view reads a tenant as the Tenant and Drift pages do, and says what that takes.
func view(address string) error {
	ctx := context.Background()
	t, err := graphx.Dial(ctx, graphx.Config{Address: address})
	if err != nil {
		return err
	}
	defer t.Close()
	heapBefore, before := heap(), resident()
	index, batches := drift.NewIndexBuilder(), []*model.Batch{}
	for _, class := range crowdClasses {
		for b, err := range t.List(ctx, class, drift.Properties(class)...) {
			if err != nil {
				return err
			}
			batches = append(batches, b)
			index.Add(class, b)
		}
	}
	all := index.Index()
	f := footprint{Resident: resident() - before}
	f.Heap = heap() - heapBefore
	runtime.KeepAlive(all)
	runtime.KeepAlive(batches)
	return json.NewEncoder(os.Stdout).Encode(f)
}

// BenchmarkTenantMemory tells what the view of a tenant takes in a process that does
// nothing else: batches, and the index over them.
func BenchmarkTenantMemory(b *testing.B) {
	address := started(b, crowdFlag+"=1")[0]
	var f footprint
	var cpu time.Duration
	for b.Loop() {
		c := exec.CommandContext(b.Context(), os.Args[0])
		c.Env, c.Stderr = append(os.Environ(), viewFlag+"="+address), os.Stderr
		out, err := c.Output()
		if err == nil {
			err = json.Unmarshal(out, &f)
		}
		if err != nil {
			b.Fatalf("%v: %s", err, out)
		}
		cpu = c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	}
	const mb = 1 << 20
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(f.Resident/mb, "resident-MB")
	b.ReportMetric(f.Heap/mb, "heap-MB")
	b.ReportMetric(ms(cpu), "cpu-ms")
}
