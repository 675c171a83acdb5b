package check_test

import (
	"fmt"
	"slices"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/sim"
)

// sample checks the sample organization.
func sample(t *testing.T, o check.Options) check.Report {
	t.Helper()
	s := sim.Sample(nil, nil).System()
	var err error
	if o.Schema, err = s.Schema(t.Context()); err != nil {
		t.Fatal(err)
	}
	q := model.Query{Where: model.RecipientFilter, Attrs: check.Attributes(o)}
	r, err := check.NewChecker(o).Check(t.Context(), s.List(t.Context(), q), nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func lines(fs []check.Finding) (out []string) {
	for _, f := range fs {
		out = append(out, fmt.Sprintf("%s %s %s %q %s %q %s", f.Rule.ID, model.NameOf(f.Ref.DN), f.Attr, f.Value, f.Action, f.Proposed, f.Text))
	}
	slices.Sort(out)
	return out
}

// What is checked in compact form and what is checked as entries is found alike.
func TestBatchesAndEntriesAgree(t *testing.T) {
	s := sim.Sample(nil, nil).System()
	schema, err := s.Schema(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for name, o := range map[string]check.Options{"alone": {Schema: schema}, "with the tenant": {Schema: schema, Tenant: sim.SampleFacts()}} {
		byEntry, byBatch := check.NewChecker(o), sample(t, o)
		for e, err := range s.Search(t.Context(), model.Query{Where: model.RecipientFilter, Attrs: check.Attributes(o)}) {
			if err != nil {
				t.Fatal(err)
			}
			byEntry.Add(e)
		}
		r := byEntry.Report()
		if got, want := lines(byBatch.Findings), lines(r.Findings); !slices.Equal(got, want) || len(got) == 0 {
			t.Errorf("%s: batches give\n%q\nentries give\n%q", name, got, want)
		}
		if byBatch.Checked != r.Checked || len(byBatch.Skipped) != len(r.Skipped) || len(r.Skipped) == 0 {
			t.Errorf("%s: %d checked and %d skipped, and %d and %d", name, byBatch.Checked, len(byBatch.Skipped), r.Checked, len(r.Skipped))
		}
	}
}
