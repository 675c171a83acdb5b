package ui

import (
	"fmt"
	"runtime"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/check"
)

// manyFindings are two for each of n objects, and a conflict of every tenth with the
// one before.
func manyFindings(n int) (out []check.Finding) {
	rules := check.Rules()
	owner, _ := check.Lookup("RD1004")
	ref := func(i int) model.Ref {
		return model.Ref{GUID: fmt.Sprintf("00000000-0000-0000-0000-%012d", i), DN: fmt.Sprintf("CN=Person %d,OU=Staff,DC=corp,DC=example", i)}
	}
	for i := range n {
		for k := range 2 {
			value := fmt.Sprintf("smtp:person.%d.%d@brightwater.example", i, k)
			out = append(out, check.Finding{Rule: rules[(i+k)%len(rules)], Ref: ref(i), Problem: check.Problem{Attr: model.ProxyAddresses, Value: value,
				Text: value + " is not as it should be", Errors: []string{check.Format}, Action: check.Edit, Proposed: value + "x"}})
		}
		if i%10 == 1 {
			value := fmt.Sprintf("smtp:shared.%d@brightwater.example", i)
			out = append(out, check.Finding{Rule: owner, Ref: ref(i), Problem: check.Problem{Attr: model.ProxyAddresses, Value: value, Text: value + " also belongs to another",
				Others: []check.Other{{Ref: ref(i - 1), Attr: model.Mail, Value: value[5:]}}}})
		}
	}
	check.Sort(out)
	return out
}

// BenchmarkFindings takes 210,000 findings over and shows them: by rule, by object,
// filtered.
func BenchmarkFindings(b *testing.B) {
	var before, after runtime.MemStats
	for b.Loop() {
		list := manyFindings(100_000)
		runtime.GC()
		runtime.ReadMemStats(&before)
		c := newChecked(checkPlan{}, release(list), nil)
		runtime.GC()
		runtime.ReadMemStats(&after)
		for _, q := range []siftQuery{{}, {ByObject: true}, {Text: "person.99999. smtp"}, {Sort: "object"}} {
			s, err := sift(b.Context(), c, q)
			if err != nil || len(s.rows) == 0 {
				b.Fatal(err, len(s.rows))
			}
		}
		runtime.KeepAlive(c)
	}
	b.ReportMetric(float64(after.HeapAlloc)/1e6, "MB-in-all")
}
