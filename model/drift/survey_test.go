package drift

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

// TestASurveySaysWhatACompareSays holds the short way of a survey to the long one: the
// most serious row of the comparison is what the survey says of the object.
func TestASurveySaysWhatACompareSays(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	seen := map[State]int{}
	for i := range 3000 {
		in, from := generated(r), generated(r)
		if in.Class != from.Class {
			continue
		}
		f, g := forecast.Predict(in), forecast.Predict(from)
		if f.Absent != "" || len(f.Errors) > 0 || g.Absent != "" {
			continue
		}
		now := cloudMakes(r, cameTrue(f))
		for a, v := range cameTrue(g).All() { // some of it is of another object
			if r.IntN(3) == 0 {
				now = now.With(a, v...)
			}
		}
		s := settled(in, f, now)
		if s.Mailbox.Exists = model.Maybe(r.IntN(3)); s.Mailbox.Exists == model.Yes {
			s.Mailbox.Purpose = []string{"user", "shared", "room", ""}[r.IntN(4)]
		}
		if r.IntN(5) == 0 {
			s.Read = fromAD[CloudClass(in.Class)][1:]
			now = now.With(fromAD[CloudClass(in.Class)][0])
			s.Now = now
		}
		worst := Finding{State: Equal}
		for _, row := range Compare(s) {
			open := row.State == Unknown && (row.Property == forecast.PropRecipientType || !slices.Contains(fromAD[CloudClass(in.Class)], row.Property))
			if !open && row.worse(worst) {
				worst = row.Finding
			}
		}
		it := s.item(Twin{Object: Object{Entry: now}, How: ByAnchor})
		if seen[it.State]++; it.State != worst.State {
			t.Fatalf("case %d: the survey says %s of %s (%s), a row %s (%s)\nAD %v\nnow %v", i, it.State, it.Property, it.Why, worst.State, worst.Why, in.AD, now)
		}
	}
	for _, s := range []State{Equal, Different, Rewritten, Sanitized, Blocked} {
		if seen[s] == 0 {
			t.Errorf("no case is %s: %v", s, seen)
		}
	}
}

// TestOrderDoesNotMatter surveys the same objects in other orders, on both sides.
func TestOrderDoesNotMatter(t *testing.T) {
	for i := range uint64(40) {
		orders(t, rand.New(rand.NewPCG(9, i)))
	}
}

func FuzzOrder(f *testing.F) {
	f.Add(uint64(1), uint64(2))
	f.Fuzz(func(t *testing.T, a, b uint64) { orders(t, rand.New(rand.NewPCG(a, b))) })
}

func orders(t *testing.T, r *rand.Rand) {
	t.Helper()
	ins, cloud := aDirectory(r), aTenant(r)
	first := summary(ins, cloud)
	for range 3 {
		r.Shuffle(len(ins), func(i, j int) { ins[i], ins[j] = ins[j], ins[i] })
		r.Shuffle(len(cloud), func(i, j int) { cloud[i], cloud[j] = cloud[j], cloud[i] })
		if got := summary(ins, cloud); got != first {
			t.Fatalf("%s\n\nin another order:\n%s", first, got)
		}
	}
}

// aDirectory makes some objects of AD of which several have the same anchors and
// addresses.
func aDirectory(r *rand.Rand) (out []forecast.Input) {
	for i := range 6 {
		id := fmt.Sprintf("10000000-0000-0000-0000-%012d", i)
		g, _ := model.ParseGUID(id)
		class := []string{"user", "user", "group", "contact"}[r.IntN(4)]
		attrs := attrsOf{"cn": {fmt.Sprint("N", r.IntN(2))}, "displayName": {"Same Name"}, "objectGUID": {g.Bytes()}, "sAMAccountName": {fmt.Sprint("s", i)},
			"userAccountControl": {"512"}, "whenChanged": {"20260228120000.0Z"}, "proxyAddresses": {fmt.Sprintf("SMTP:a%d@contoso.com", r.IntN(5)), fmt.Sprintf("smtp:b%d@contoso.com", r.IntN(5))}}
		switch class {
		case "user":
			attrs["userPrincipalName"] = []string{fmt.Sprintf("a%d@contoso.com", i)}
			if r.IntN(2) == 0 {
				h, _ := model.ParseGUID(fmt.Sprintf("10000000-0000-0000-0000-%012d", r.IntN(6)))
				attrs["mS-DS-ConsistencyGuid"] = []string{h.Bytes()}
			}
		case "group":
			attrs["groupType"] = []string{"8"}
		}
		ad := model.NewEntry(model.Ref{GUID: id, DN: fmt.Sprintf("CN=%d,DC=contoso,DC=com", i)}, attrs)
		out = append(out, forecast.Input{AD: ad, Class: class, Export: forecast.DefaultExport(ad, class), Facts: facts})
	}
	return out
}

type cloudRow struct {
	class model.CloudClass
	model.Entry
}

// aTenant makes objects of a tenant with the anchors and addresses of aDirectory.
func aTenant(r *rand.Rand) (out []cloudRow) {
	for i := range 7 {
		class := []model.CloudClass{model.CloudUser, model.CloudUser, model.CloudGroup, model.CloudContact, model.DeletedUser}[r.IntN(5)]
		a := attrsOf{"displayName": {"Same Name"}, "proxyAddresses": {fmt.Sprintf("SMTP:a%d@contoso.com", r.IntN(5))}}
		if r.IntN(3) > 0 {
			a[PropSyncEnabled] = []string{"true"}
			if class == model.CloudUser || class == model.DeletedUser {
				g, _ := model.ParseGUID(fmt.Sprintf("10000000-0000-0000-0000-%012d", r.IntN(8)))
				a[PropAnchor] = []string{g.ImmutableID()}
			}
		}
		if class == model.CloudUser {
			a["userPrincipalName"] = []string{fmt.Sprintf("u%d@contoso.com", i)}
		}
		out = append(out, cloudRow{class, cloudUser(i, a)})
	}
	return out
}

// summary surveys and writes down everything that was found, sorted.
func summary(ins []forecast.Input, cloud []cloudRow) string {
	s := NewSurvey(index(cloud), Options{LastSync: lastSync})
	var lines []string
	for _, in := range ins {
		in = s.x.Meet(in, s.x.Pair(KeyOf(in)), s.o)
		it := s.Add(in, forecast.Predict(in))
		lines = append(lines, fmt.Sprintf("item %s %s %s %s %s %s", it.Ref.GUID, it.CloudID, it.How, it.Status, it.State, it.Property))
	}
	r := s.Report()
	for _, o := range r.Orphans {
		lines = append(lines, "orphan "+o.Object.ID()+" "+o.Why)
	}
	for _, d := range r.Duplicates {
		var ids []string
		for _, ref := range d.AD {
			ids = append(ids, ref.GUID+" "+ref.DN)
		}
		for _, o := range d.Objects {
			ids = append(ids, o.ID())
		}
		slices.Sort(ids)
		lines = append(lines, fmt.Sprintf("duplicate %s %s %v", d.What, d.Value, ids))
	}
	for _, c := range r.Candidates {
		lines = append(lines, fmt.Sprintf("candidate %s %s %s", c.AD.Ref.GUID, c.Object.ID(), c.Kind))
	}
	for _, a := range r.Anchors {
		lines = append(lines, fmt.Sprintf("anchor %s %s", a.AD.Ref.GUID, a.Object.ID()))
	}
	lines = append(lines, fmt.Sprint("counts ", r.Counts, len(r.Unsynced), r.CloudBorn, r.Formerly))
	slices.Sort(lines)
	return fmt.Sprint(lines)
}
