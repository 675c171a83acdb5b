package model

import "testing"

// BenchmarkSearch types a name into the filter over 100,000 rows, letter by letter.
func BenchmarkSearch(b *testing.B) {
	s := sample(100_000)
	rows := s.Rows()
	for _, text := range []string{"z", "zo", "user 0123", "u01234@x", "nothing at all"} {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				s.Search(rows, text)
			}
		})
	}
	b.Run("sort", func(b *testing.B) {
		for b.Loop() {
			s.Sort(rows, func(r int) string { return s.First(r, MailNickname) }, true)
		}
	})
	b.ReportMetric(float64(s.Size())/100_000, "bytes/row")
}
