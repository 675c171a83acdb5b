package check_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
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

// expected is everything that is to be found in the sample organization, by the
// names of the objects.
var expected = map[string]string{
	"Wiebke Claasen":        "RD1004",
	"Torben Behrens":        "RD1004",
	"Klaus Lührs":           "RD1004",
	"Studio Lichtblick":     "RD1004",
	"Petra Meinert":         "RD1009",
	"Anna Lindqvist":        "RD1035",
	"Hauke Voß":             "RD1035",
	"Greta Ehlers":          "RD1013",
	"Rafał Szewczyk":        "RD1012",
	"Nils Paulsen":          "RD1001",
	"Erika Rickmers":        "RD1003",
	"Malte Kühn":            "RD1036",
	"Conor Byrne":           "RD1023 RD1032",
	"Ingrid Falk":           "RD1024",
	"Legacy Plotter":        "RD1033",
	"Niamh Kelly":           "RD1005",
	"Declan Walsh":          "RD1005",
	"João Conceição":        "RD1005 RD1005",
	"Competitor watch":      "RD1007",
	"Jun Okada (freelance)": "RD1004 RD1018",
	"Shinji Mori":           "RD1004 RD1018",
	"Mariana Magalhães":     "RD1009 RD1025",
	"Hauke Harms":           "RD1008",
	"Sven Jepsen":           "RD1005 RD1005",
	"Emil Groth":            "RD1021",
	"Beata Wrońska":         "RD1005 RD1014",
	"Gustaw Lech\nCNF:5d1ac0de-77e5-4b1c-9a41-0c54f0d83b6e": "RD1020",
}

// found is which rules each object breaks.
func found(r check.Report) map[string]string {
	out := map[string]string{}
	sorted := slices.SortedFunc(slices.Values(r.Findings), func(a, b check.Finding) int { return strings.Compare(a.Rule.ID, b.Rule.ID) })
	for _, f := range sorted {
		name := model.NameOf(f.Ref.DN)
		out[name] = strings.TrimSpace(out[name] + " " + f.Rule.ID)
	}
	return out
}

// Every mistake of the sample organization is found, and nothing at objects that are
// clean.
func TestTheSamplesMistakesAreFound(t *testing.T) {
	for name, o := range map[string]check.Options{"alone": {}, "with the tenant": {Tenant: sim.SampleFacts()},
		"with the scope": {Unselected: []string{sim.SampleUnselected("DC=corp,DC=example")}}} {
		want := maps.Clone(expected)
		if o.Tenant != nil {
			want["Klaus Lührs"] += " RD1010" // the address that he shares with a contact outside
		}
		got := found(sample(t, o))
		for _, m := range sim.Mistakes() {
			for _, cn := range m.On {
				if got[cn] == "" {
					t.Errorf("%s: nothing is found at %q (%s)", name, cn, m.What)
				}
			}
		}
		for cn := range maps.Keys(got) {
			if got[cn] != want[cn] {
				t.Errorf("%s: %q breaks %q, want %q", name, cn, got[cn], want[cn])
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: %d objects break rules, want %d", name, len(got), len(want))
		}
	}
}

func TestBothPartiesAreNamed(t *testing.T) {
	others := map[string]string{}
	for _, f := range sample(t, check.Options{}).Findings {
		for _, o := range f.Others {
			others[model.NameOf(f.Ref.DN)] = model.NameOf(o.Ref.DN)
		}
	}
	want := map[string]string{"Wiebke Claasen": "Torben Behrens", "Torben Behrens": "Wiebke Claasen", "Klaus Lührs": "Studio Lichtblick", "Studio Lichtblick": "Klaus Lührs",
		"Shinji Mori": "Jun Okada (freelance)", "Jun Okada (freelance)": "Shinji Mori", "Gustaw Lech\nCNF:5d1ac0de-77e5-4b1c-9a41-0c54f0d83b6e": "Gustaw Lech"}
	if !maps.Equal(others, want) {
		t.Errorf("%q", others)
	}
}

// Each fix of a finding is applied to the object, which is checked again, and undone.
func TestTheSampleIsMendedAndUndone(t *testing.T) {
	s := sim.Sample(nil, nil).System()
	o := check.Options{Tenant: sim.SampleFacts()}
	mended := 0
	for _, f := range sample(t, o).Findings {
		e, err := s.Get(t.Context(), f.Ref)
		if err != nil {
			t.Fatal(err)
		}
		after, ok := check.Mend(e, f)
		if ok != (f.Action == check.Edit || f.Action == check.Remove) {
			t.Errorf("%s at %s: mended %v, the action is %s", f.Rule.ID, e.Ref.DN, ok, f.Action)
		}
		if !ok {
			continue
		}
		mended++
		if fresh := check.New(check.Run(o, e), check.Run(o, after)); len(fresh) > 0 {
			t.Errorf("%s at %s brings in %q", f.Rule.ID, e.Ref.DN, lines(fresh))
		}
		cs := model.Diff(e, after)
		if err := s.Apply(t.Context(), cs); err != nil {
			t.Fatal(err)
		}
		if now, _ := s.Get(t.Context(), f.Ref); slices.ContainsFunc(check.Run(o, now), func(g check.Finding) bool {
			return g.Rule == f.Rule && g.Value == f.Value && g.Attr == f.Attr
		}) {
			t.Errorf("%s at %s is there again", f.Rule.ID, e.Ref.DN)
		}
		if err := s.Apply(t.Context(), cs.Inverse()); err != nil {
			t.Fatal(err)
		}
		if now, _ := s.Get(t.Context(), f.Ref); !sameAs(now, e) {
			t.Errorf("%s at %s: undone is not as it was: %+v", f.Rule.ID, e.Ref.DN, model.Diff(e, now))
		}
	}
	if mended < 12 {
		t.Error("only", mended, "were mended")
	}
}

// sameAs compares what people write: not the counters that every change moves.
func sameAs(a, b model.Entry) bool {
	for _, c := range model.Diff(a, b).Changes {
		if c.Attr != "uSNChanged" && c.Attr != "whenChanged" {
			return false
		}
	}
	return true
}
