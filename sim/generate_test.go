package sim

import (
	"runtime"
	"testing"

	"recipientdesk/model"
)

func TestGenerate(t *testing.T) {
	f := Generate(6000, 1, Config{})
	s := f.System()
	count := func(filter string) (n int) {
		t.Helper()
		w, err := model.ParseFilter(filter)
		if err != nil {
			t.Fatal(err)
		}
		for _, err := range s.Search(t.Context(), model.Query{Where: w, Base: "OU=Staff,DC=corp,DC=example"}) {
			if err != nil {
				t.Fatal(err)
			}
			n++
		}
		return n
	}
	if n := count("(&(objectClass=user)(!(cn=Gustaw Lech*))(!(displayName=*external*)))"); n != 6000 {
		t.Errorf("%d employees", n)
	}
	if n := count("(&(sAMAccountName=u00*)(mail=*)(proxyAddresses=*)(manager=*))"); n != 6000-154 {
		t.Errorf("%d of them have all attributes", n)
	}
	g, err := s.Get(t.Context(), model.Ref{DN: "CN=" + LargeGroup + ",OU=Groups,DC=corp,DC=example"})
	if err != nil || len(g.Values("member")) != 5000 {
		t.Errorf("%d members, %v", len(g.Values("member")), err)
	}
	e, err := s.Get(t.Context(), model.Ref{DN: g.Values("member")[17]})
	if err != nil || e.Len() < 50 {
		t.Errorf("%d attributes, %v", e.Len(), err)
	}
	again, err := Generate(6000, 1, Config{}).System().Get(t.Context(), e.Ref)
	if err != nil || !model.Diff(e, again).Empty() {
		t.Errorf("the same seed gives another forest: %v", err)
	}
}

func TestGenerateWithoutExchange(t *testing.T) {
	s := Generate(200, 1, Config{NoExchange: true}).System()
	e, err := s.Get(t.Context(), model.Ref{DN: "CN=" + LargeGroup + ",OU=Groups,DC=corp,DC=example"})
	if err != nil || len(e.Values("member")) != 200-154 || e.Has(model.MailNickname) {
		t.Errorf("%v, %v", e, err)
	}
	if schema, err := s.Schema(t.Context()); err != nil || schema.Has("targetAddress") || schema.Exchange() != 0 {
		t.Errorf("the schema has Exchange: %v", err)
	}
}

// BenchmarkGenerate reports how much memory an employee takes.
func BenchmarkGenerate(b *testing.B) {
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		f := Generate(100_000, 1, Config{})
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/100_000, "B/employee")
		runtime.KeepAlive(f)
	}
}

// BenchmarkList reads 30 attributes of everybody, as the window does.
func BenchmarkList(b *testing.B) {
	f := Generate(20_000, 1, Config{})
	s := f.System()
	n := 0
	for b.Loop() {
		for batch, err := range s.List(b.Context(), model.Query{Where: model.RecipientFilter, Attrs: generated[:30]}) {
			if err != nil {
				b.Fatal(err)
			}
			n += batch.Len()
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/entry")
}
