package bench

import (
	"slices"
	"testing"
	"time"

	"recipientdesk/model"
)

// BenchmarkFilter types into the search box over a hundred thousand rows: names
// and addresses of users here and there, letter by letter, as people do.
func BenchmarkFilter(b *testing.B) {
	s := snapshotOf(b)
	rows := s.Rows()
	var typed []string
	for i := 0; i < s.Len(); i += s.Len() / 20 {
		for _, a := range []model.Attr{model.DisplayName, model.Mail} {
			text := s.First(i, a)
			for n := 1; n <= min(len(text), 12); n++ {
				typed = append(typed, text[:n])
			}
		}
	}
	typed = append(typed, "no such user", "x y z", "@corp.example")
	var took []time.Duration
	hits := 0
	for b.Loop() {
		for _, text := range typed {
			begin := time.Now()
			hits += len(s.Search(rows, text))
			took = append(took, time.Since(begin))
		}
	}
	if hits == 0 {
		b.Fatal("nothing was found")
	}
	slices.Sort(took)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ms(took[len(took)/2]), "median-ms")
	b.ReportMetric(ms(took[len(took)*99/100]), "p99-ms")
	b.ReportMetric(ms(took[len(took)-1]), "max-ms")
}
