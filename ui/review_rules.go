package ui

import (
	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/ui/kit"
)

// broken lists the rules that the edited objects break: those that the edit
// breaks first, then those that were broken before. Only the former keep the
// sheet from being saved, or nobody could mend two faults one at a time.
func (s *Sheet) broken() (out []finding) {
	base, now := s.draft.Base(), s.draft.Entries()
	o := check.Options{Schema: s.schema}
	var old []finding
	for i := range now {
		was, is := check.Run(o, base[i]), check.Run(o, now[i])
		fresh := check.New(was, is)
		for _, f := range fresh {
			out = append(out, s.findingOf(f))
		}
		for _, f := range check.New(fresh, is) {
			x := s.findingOf(f)
			x.old = true
			if x.tone == kit.ToneError {
				x.tone = kit.ToneWarning
			}
			old = append(old, x)
		}
	}
	for _, f := range s.owners.found {
		out = append(out, s.findingOf(f))
	}
	return append(out, old...)
}

// findingOf is a finding of the checker as the sheet shows it, with its fix.
func (s *Sheet) findingOf(f check.Finding) finding {
	x := s.app.findingOf(f)
	if fix := f.Rule.Fix; fix != nil {
		x.fix = func(e model.Entry) (model.Entry, error) {
			e, _ = fix(e)
			return e, nil
		}
	}
	return x
}
