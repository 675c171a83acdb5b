package drift

import (
	"fmt"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

// BenchmarkSurvey compares 110,000 objects of each side once they are loaded and
// forecast: index, pairs, differences and lists. Every tenth waits for a cycle.
func BenchmarkSurvey(b *testing.B) {
	const n = 110_000
	build := model.NewBatchBuilder(Properties(model.CloudUser))
	var batches []*model.Batch
	tenant := arrived(nil)
	name := func(i int) string { return fmt.Sprintf("user%d@contoso.com", i) }
	id := func(i int) model.GUID { return model.GUID{byte(i), byte(i >> 8), byte(i >> 16), 1} }
	addresses := func(i int) []string { return []string{"SMTP:" + name(i), fmt.Sprintf("smtp:u%d@contoso.com", i)} }
	for i := range n {
		e := tenant.With("userPrincipalName", name(i)).With("mail", name(i)).With(PropAnchor, id(i).ImmutableID()).With("proxyAddresses", addresses(i)...)
		e.Ref.GUID = id(n + i).String()
		if build.Add(e); build.Len() == 1000 {
			batches = append(batches, build.Build())
		}
	}
	batches = append(batches, build.Build())
	ad := func(i int) model.Entry {
		list := addresses(i)
		if i%10 == 0 {
			list = append(list, fmt.Sprintf("smtp:new%d@contoso.com", i))
		}
		return person(attrsOf{"userPrincipalName": {name(i)}, "mail": {name(i)}, "proxyAddresses": list, "whenChanged": {"20260301123000.0Z"}}).With("objectGUID", id(i).Bytes())
	}
	const distinct = 2000 // forecasts are made beforehand: they are not what is measured
	ins, outs := make([]forecast.Input, distinct), make([]forecast.Forecast, distinct)
	for i := range distinct {
		ins[i] = input(ad(i*(n/distinct)), "user")
		outs[i] = forecast.Predict(ins[i])
	}
	b.ReportAllocs()
	for b.Loop() {
		k := NewIndexBuilder()
		for _, batch := range batches {
			k.Add(model.CloudUser, batch)
		}
		s := NewSurvey(k.Index(), Options{LastSync: lastSync})
		for i := range n {
			s.Add(ins[i%distinct], outs[i%distinct])
		}
		if r := s.Report(); r.Counts[StatusWaiting] == 0 || r.Counts[StatusEqual] == 0 {
			b.Fatalf("counts %v", r.Counts)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/survey")
}
