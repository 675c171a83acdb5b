package drift

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

// index makes an index of rows, each in a batch of its own.
func index(cloud []cloudRow) *Index {
	k := NewIndexBuilder()
	for _, c := range cloud {
		b := model.NewBatchBuilder(Properties(c.class))
		b.Add(c.Entry)
		k.Add(c.class, b.Build())
	}
	return k.Index()
}

func ids(os []Object) (out []string) {
	for _, o := range os {
		out = append(out, o.ID())
	}
	slices.Sort(out)
	return out
}

// naive finds rows without an index.
func naive(cloud []cloudRow, fits func(cloudRow) bool) (out []string) {
	for _, c := range cloud {
		if fits(c) {
			out = append(out, c.Ref.GUID)
		}
	}
	slices.Sort(out)
	return out
}

func bareOf(v string) string {
	if prefix, rest, ok := strings.Cut(v, ":"); ok && strings.EqualFold(prefix, "smtp") {
		v = rest
	}
	return strings.ToLower(v)
}

// TestAnIndexFindsWhatAScanFinds holds every lookup to a scan of all objects.
func TestAnIndexFindsWhatAScanFinds(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for range 200 {
		cloud := aTenant(r)
		x := index(cloud)
		for n := range 8 {
			g, _ := model.ParseGUID(fmt.Sprintf("10000000-0000-0000-0000-%012d", n))
			anchor := g.ImmutableID()
			for _, a := range []string{anchor, strings.ToLower(anchor), ""} {
				if got, want := ids(x.ByAnchor(a)), naive(cloud, func(c cloudRow) bool { return a != "" && c.First(PropAnchor) == a }); !slices.Equal(got, want) {
					t.Fatalf("anchor %q: %v, want %v", a, got, want)
				}
			}
			for _, a := range []string{fmt.Sprintf("a%d@contoso.com", n), fmt.Sprintf("SMTP:A%d@contoso.com", n), fmt.Sprintf("u%d@contoso.com", n), "Same Name"} {
				want := naive(cloud, func(c cloudRow) bool {
					all := slices.Concat(c.Values(forecast.PropProxies), c.Values(forecast.PropMail), c.Values(forecast.PropUPN))
					return slices.ContainsFunc(all, func(v string) bool { return bareOf(v) == bareOf(a) })
				})
				if got := ids(x.ByAddress(a)); !slices.Equal(got, want) {
					t.Fatalf("address %q: %v, want %v", a, got, want)
				}
			}
			id := cloudUser(n, nil).Ref.GUID
			if o, ok := x.ByID(strings.ToUpper(id)); ok != (len(naive(cloud, func(c cloudRow) bool { return c.Ref.GUID == id })) > 0) || ok && o.ID() != id {
				t.Fatalf("ID %s: %v %v", id, o, ok)
			}
		}
	}
}

// TestNothingIsPairedByName holds pairs to what two objects really share: an anchor, a
// security identifier or an address.
func TestNothingIsPairedByName(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 2))
	found := map[How]int{}
	for range 300 {
		x := index(aTenant(r))
		for _, in := range aDirectory(r) {
			k := KeyOf(in)
			twin := x.Pair(k)
			found[twin.How]++
			if !twin.Found() {
				continue
			}
			anchored := slices.Contains(k.Anchors, twin.First(PropAnchor))
			addressed := slices.ContainsFunc(k.Addresses, func(a string) bool { return twin.hasAddress(addressKey(a)) })
			switch {
			case twin.Class != CloudClass(in.Class) || twin.Object.Deleted():
				t.Fatalf("%s is paired with a %s", in.Class, twin.Class)
			case twin.How == ByAnchor && !anchored, twin.How == ByAddress && (!addressed || twin.First(PropAnchor) != "" && !anchored), twin.How == BySID && twin.First(PropSID) != k.SID:
				t.Fatalf("paired by %s: %+v with %v", twin.How, k, twin.Entry)
			case twin.How == ByAddress && len(live(x.ByAnchor(k.Anchors[0]), twin.Class)) > 0:
				t.Fatalf("paired by address although an object has the anchor: %+v", k)
			}
		}
	}
	for _, how := range []How{ByAnchor, ByAddress, ""} {
		if found[how] < 50 {
			t.Errorf("%d by %q", found[how], how)
		}
	}
}

func live(os []Object, class model.CloudClass) (out []Object) {
	for _, o := range os {
		if !isDeleted(o.Class) && o.Class == class {
			out = append(out, o)
		}
	}
	return out
}

// TestATwinOfTwoIsReported: no object of the tenant is the twin of two of AD without
// the report saying so, with both.
func TestATwinOfTwoIsReported(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	contested := 0
	for range 300 {
		ins, x := aDirectory(r), index(aTenant(r))
		s := NewSurvey(x, Options{LastSync: lastSync})
		claims := map[string][]string{}
		for _, in := range ins {
			in = x.Meet(in, x.Pair(KeyOf(in)), s.o)
			if it := s.Add(in, forecast.Predict(in)); it.CloudID != "" {
				claims[it.CloudID] = append(claims[it.CloudID], it.Ref.GUID)
			}
		}
		report := s.Report()
		for id, refs := range claims {
			if len(refs) < 2 {
				continue
			}
			contested++
			if !slices.ContainsFunc(report.Duplicates, func(d Duplicate) bool {
				return len(d.AD) == len(refs) && len(d.Objects) == 1 && d.Objects[0].ID() == id && !slices.ContainsFunc(d.AD, func(ref model.Ref) bool { return !slices.Contains(refs, ref.GUID) || ref.DN == "" })
			}) {
				t.Fatalf("%s belongs to %v, and the report says %+v", id, refs, report.Duplicates)
			}
		}
	}
	if contested < 50 {
		t.Errorf("only %d contested", contested)
	}
}
