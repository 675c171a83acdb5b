package syncrule

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"recipientdesk/model"
)

// Whatever attributes an object has, passing over what it cannot export changes
// nothing; and most of what rules export is passed over.
func TestPassingOver(t *testing.T) {
	e, thorough := engine(t), NewEngine(publishedSet(t), contoso)
	thorough.needs = nil
	rnd := rand.New(rand.NewPCG(1, 2))
	var entries []model.Entry
	for _, whole := range append(crowd(), worker(30), worker(31), worker(32)) {
		for range 20 {
			some := whole
			for a := range whole.All() {
				if a != model.ObjectClass && rnd.IntN(3) == 0 {
					some = some.With(a)
				}
			}
			entries = append(entries, some)
		}
	}
	s := spaceOf(t, e, append(crowd(), worker(30), worker(31), worker(32))...)
	moot, all := 0, 0
	for i, entry := range entries {
		if got, want := briefly(t, e, entry, s), briefly(t, thorough, entry, s); !reflect.DeepEqual(got, want) {
			t.Errorf("object %d:\n%+v\n%+v", i, got, want)
		}
	}
	for k, needs := range e.needs {
		for i := range needs {
			if all++; needs[i].moot(make([]bool, len(e.source.list))) {
				moot++
			}
		}
		if len(needs) != len(k.out.wrote) {
			t.Errorf("%s to %s: %d needs for %d attributes", k.in.class, k.out.class, len(needs), len(k.out.wrote))
		}
	}
	if moot*10 < all*9 {
		t.Errorf("of %d attributes only %d need something", all, moot)
	}
}

// Rules that contradict each other are said to, whether there is a value or not.
func TestPassingOverNoProblem(t *testing.T) {
	set := &RuleSet{Rules: []*Rule{
		{Name: "one", Precedence: 1, Connector: "{in}", Link: Provision, Source: "user", Target: "person", Flows: []Flow{{Target: "a", Direct: "nobody"}}},
		{Name: "two", Precedence: 2, Connector: "{in}", Link: Join, Source: "user", Target: "person", Flows: []Flow{{Target: "a", Direct: "nothing", Merge: MergeValues}}},
		{Name: "out", Precedence: 3, Connector: "{out}", Outbound: true, Link: Provision, Source: "person", Target: "user", Flows: []Flow{{Target: "a", Direct: "a"}, {Target: "sourceAnchor", Constant: String("x")}}},
	}}
	if r := briefly(t, NewEngine(set, contoso), made(1, "user", nil), nil); len(r.Problems) != 1 {
		t.Errorf("%+v", r.Problems)
	}
}

// briefly evaluates without what explains, for which everything would be computed.
func briefly(t testing.TB, e *Engine, entry model.Entry, around Surroundings) *Result {
	t.Helper()
	r, err := e.evaluate(t.Context(), entry, around, true)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
