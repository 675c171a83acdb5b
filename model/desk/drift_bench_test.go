package desk

import (
	"os"
	"runtime"
	"strconv"
	"testing"
	"time"

	"recipientdesk/model/drift"
	"recipientdesk/model/syncrule"
	"recipientdesk/sim"
)

// export is a real configuration of 62 rules, kept beside the repository; without it
// the built-in rules have to do.
const export = "../../../shared/data/entra-connect-export"

// driftUsers is how many users BenchmarkDrift compares; the variable sets another
// number.
func driftUsers() int {
	if n, err := strconv.Atoi(os.Getenv("DRIFT_USERS")); err == nil {
		return n
	}
	return 20_000
}

// BenchmarkDrift compares a directory with its tenant once both are loaded: rules,
// forecasts, pairs, differences and lists. Memory is that of both sides, and with what
// was found.
func BenchmarkDrift(b *testing.B) {
	nothing := heapOf()
	p, view := bothSides(b, driftUsers())
	loaded := heapOf()
	b.ReportAllocs()
	var found *Drift
	var err error
	for b.Loop() {
		if found, err = p.survey(b.Context(), view, nil, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(found.Items))*float64(b.N)/b.Elapsed().Seconds(), "objects/s")
	b.ReportMetric(float64(found.Result.Counts[drift.StatusEqual]), "equal")
	b.ReportMetric(float64(loaded-nothing)/(1<<20), "loaded-MB")
	b.ReportMetric(float64(heapOf()-nothing)/(1<<20), "all-MB")
	runtime.KeepAlive(found)
	runtime.KeepAlive(p)
	runtime.KeepAlive(view)
}

// bothSides reads a directory and its tenant. Their servers are gone then: what the
// simulators keep would count as memory, and busy the garbage collector.
func bothSides(b *testing.B, users int) (*panorama, *TenantView) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	forest := sim.Generate(users, 1, sim.Config{Now: clock})
	d := New(forest.System(), nil, Options{Now: clock})
	d.UseRules(syncrule.Builtin())
	if _, err := os.Stat(export); err == nil {
		set, err := syncrule.Load(os.DirFS(export))
		if err != nil {
			b.Fatal(err)
		}
		d.UseRules(set)
	}
	t, err := sim.NewSampleTenant(b.Context(), forest, d.Exports(b.Context()), clock, nil, 0)
	if err != nil {
		b.Fatal(err)
	}
	d.UseTenant(t.Open())
	view, err := d.ReadTenant(b.Context(), true, nil)
	if err != nil {
		b.Fatal(err)
	}
	p, err := d.overview(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	d.UseTenant(nil)
	d.dir, p.around.dir = nil, nil
	return p, view
}

func heapOf() int64 {
	runtime.GC()
	runtime.GC() // what pools kept goes with the second
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
