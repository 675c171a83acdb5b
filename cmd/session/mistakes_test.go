package session

import (
	"slices"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/model/desk"
	"recipientdesk/sim"
)

func findings(t *testing.T, s *Session) []check.Finding {
	t.Helper()
	c, err := s.Desk.Check(t.Context(), desk.CheckPlan{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c.Findings
}

func has(fs []check.Finding, f check.Finding) bool {
	return slices.ContainsFunc(fs, func(g check.Finding) bool {
		return g.Rule == f.Rule && g.Ref == f.Ref && g.Attr == f.Attr && g.Value == f.Value
	})
}

// Each mistake of the sample organization is found, and what was found can be mended:
// then it is no longer there, nothing new is, and undone it is there again.
func TestMistakesOfTheSampleAreFoundMendedAndUndone(t *testing.T) {
	s := open(t, target(t, "sample:"))
	all := findings(t, s)
	for _, m := range sim.Mistakes() {
		for _, cn := range m.On {
			if !slices.ContainsFunc(all, func(f check.Finding) bool { return model.NameOf(f.Ref.DN) == cn }) {
				t.Errorf("%s: nothing is found at %s", m.What, cn)
			}
		}
	}
	mended := 0
	for _, f := range all {
		cs, err := s.Desk.Mend(t.Context(), f)
		if model.CodeOf(err) == model.Invalid && (f.Action == check.None || f.Action == check.Complete) {
			continue
		}
		if err != nil || cs.Empty() {
			t.Errorf("%s at %s, to be mended by %s: %v", f.Rule.ID, f.Ref.DN, f.Action, err)
			continue
		}
		saved, err := s.Desk.Save(t.Context(), cs)
		if err != nil {
			t.Errorf("%s at %s: %v", f.Rule.ID, f.Ref.DN, err)
			continue
		}
		mended++
		now := findings(t, s)
		if has(now, f) {
			t.Errorf("%s at %s is found although it was mended", f.Rule.ID, f.Ref.DN)
		}
		if more := check.New(all, now); len(more) > 0 {
			t.Errorf("%s at %s: mended, there is %+v", f.Rule.ID, f.Ref.DN, more)
		}
		if _, err := s.Desk.Undo(t.Context(), saved.Numbers[0]); err != nil {
			t.Errorf("%s at %s: %v", f.Rule.ID, f.Ref.DN, err)
		}
		if !has(findings(t, s), f) {
			t.Errorf("%s at %s is not found although the change was undone", f.Rule.ID, f.Ref.DN)
		}
	}
	if mended < 10 {
		t.Errorf("only %d of %d findings can be mended", mended, len(all))
	}
}
