package ui

import (
	"fmt"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
)

// manyItems are n objects of AD, of which one in ten differs, and a tenant of as many
// users.
func manyItems(n int) *desk.Drift {
	batch := model.NewBatchBuilder(drift.Properties(model.CloudUser))
	d := &desk.Drift{View: &desk.TenantView{}, Result: &drift.Report{}}
	for i := range n {
		id := fmt.Sprintf("10000000-0000-0000-0000-%012d", i)
		guid, _ := model.ParseGUID(fmt.Sprintf("00000000-0000-0000-0000-%012d", i))
		upn := fmt.Sprintf("person.%d@brightwater.example", i)
		batch.Add(model.NewEntry(model.Ref{GUID: id}, map[model.Attr][]string{"displayName": {fmt.Sprintf("Person %d", i)}, "userPrincipalName": {upn}, drift.PropAnchor: {guid.ImmutableID()}}))
		it := drift.Item{Ref: model.Ref{GUID: guid.String(), DN: fmt.Sprintf("CN=Person %d,OU=Staff,DC=corp,DC=example", i)}, Name: fmt.Sprintf("Person %d", i),
			Class: "user", CloudID: id, How: drift.ByAnchor, InScope: true, Authority: drift.FromAD, Finding: drift.Finding{State: drift.Equal}}
		if i%10 == 0 {
			it.Status, it.Property = drift.StatusDifferent, "proxyAddresses"
			it.Finding = drift.Finding{State: drift.Sanitized, Why: "old.example is not verified in the tenant", Source: sourceOfTests}
		}
		d.Result.Counts[it.Status]++
		d.Items = append(d.Items, it)
	}
	x := drift.NewIndexBuilder()
	x.Add(model.CloudUser, batch.Build())
	d.View.Index = x.Index()
	return d
}

// BenchmarkDrift takes 110,000 objects over, and shows them as the user wants them.
func BenchmarkDrift(b *testing.B) {
	many := manyItems(110_000)
	all := driftQuery{}
	for s := range all.Only {
		all.Only[s] = true
	}
	with := func(q driftQuery, change func(*driftQuery)) driftQuery {
		change(&q)
		return q
	}
	b.Run("take over", func(b *testing.B) {
		for b.Loop() {
			newDrifted(many, nil)
		}
	})
	d := newDrifted(many, nil)
	for _, c := range []struct {
		name  string
		query driftQuery
		rows  int
	}{
		{"differences", driftQuery{}, 11_000},
		{"everything", all, 110_000},
		{"filter key", with(all, func(q *driftQuery) { q.Text = "person 9999" }), 20},
		{"filter without a hit", with(all, func(q *driftQuery) { q.Text = "zzz" }), 0},
		{"sort by name", with(all, func(q *driftQuery) { q.Sort, q.Down = "name", true }), 110_000},
		{"sort by reason", with(all, func(q *driftQuery) { q.Sort = "why" }), 110_000},
		{"hard match", driftQuery{List: 5}, 110_000},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				s, err := siftDrift(b.Context(), d, c.query)
				if err != nil || len(s.rows) != c.rows {
					b.Fatalf("%d rows, want %d (%v)", len(s.rows), c.rows, err)
				}
			}
		})
	}
}
