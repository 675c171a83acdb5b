package ui

import (
	"fmt"
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/addresspolicy"
	"recipientdesk/model/desk"
)

// manyPoliced is the preview of a policy for n people, of whom one in ten has a namesake.
func manyPoliced(b *testing.B, n int) (addresspolicy.Policies, *desk.PolicyPreview) {
	ps, err := addresspolicy.Load(strings.NewReader(`{"policies":[{"name":"All","addresses":["SMTP:%g.%s@brightwater.example","%m@brightwater.example"]}]}`))
	if err != nil {
		b.Fatal(err)
	}
	plan, out := addresspolicy.NewPlan(), &desk.PolicyPreview{}
	for i := range n {
		e := person(fmt.Sprintf("Person %05d", i)).With("givenName", fmt.Sprint("Given", i-i%10/9)).With("sn", "Surname").With(model.MailNickname, fmt.Sprint("p", i))
		out.Rows = append(out.Rows, plan.Give(e, ps[0]))
		out.Changed++
	}
	return ps, out
}

// BenchmarkPolicyPage takes a preview of 10,000 recipients over, and shows it as the user
// wants it.
func BenchmarkPolicyPage(b *testing.B) {
	ps, p := manyPoliced(b, 10_000)
	b.Run("take over", func(b *testing.B) {
		for b.Loop() {
			newPolicyResult(ps, p)
		}
	})
	r := newPolicyResult(ps, p)
	for _, c := range []struct {
		name  string
		query policyQuery
		rows  int
	}{
		{"everything", policyQuery{}, 10_000},
		{"filter key", policyQuery{Text: "p999"}, 11},
		{"sort by name", policyQuery{Sort: "name", Down: true}, 10_000},
		{"sort by note", policyQuery{Sort: "note"}, 10_000},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				s, err := siftPolicies(b.Context(), r, c.query)
				if err != nil || len(s.rows) != c.rows {
					b.Fatalf("%d rows, want %d (%v)", len(s.rows), c.rows, err)
				}
			}
		})
	}
}
