package check_test

import (
	"runtime"
	"runtime/debug"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/sim"
)

// read returns a forest of n employees as batches in memory, and nothing else of it.
func read(tb testing.TB, n int, o *check.Options) (all []*model.Batch) {
	tb.Helper()
	s := sim.Generate(n, 1, sim.Config{}).System()
	schema, err := s.Schema(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	o.Schema = schema
	for b, err := range s.List(tb.Context(), model.Query{Where: model.RecipientFilter, Attrs: check.Attributes(*o)}) {
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, b)
	}
	return all
}

// BenchmarkCheck checks 100,000 objects in memory on one core, what they share
// included. peak-MB is the largest heap while it does, with the batches.
func BenchmarkCheck(b *testing.B) {
	o := check.Options{Tenant: &model.TenantFacts{VerifiedDomains: []string{sim.SampleSuffix, "brightwater-group.example", sim.SampleTenant, sim.SampleRouting}}}
	batches := read(b, 100_000, &o)
	debug.FreeOSMemory()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	var m runtime.MemStats
	objects, peak := 0, uint64(0)
	b.ReportAllocs()
	for b.Loop() {
		k := check.NewChecker(o)
		for _, batch := range batches {
			k.AddBatch(batch)
		}
		runtime.ReadMemStats(&m)
		peak = max(peak, m.HeapInuse)
		r := k.Report()
		objects += r.Checked
		if len(r.Findings) > 200 {
			b.Fatal(len(r.Findings), "findings in a clean forest, the first is", lines(r.Findings)[0])
		}
	}
	b.ReportMetric(float64(objects)/b.Elapsed().Seconds(), "objects/s")
	b.ReportMetric(float64(peak)/1e6, "peak-MB")
}
