package ui

import (
	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/lifecycle"
)

// An outlay is what planned operations come to together. It is worked out once, as it is
// drawn with every key.
type outlay struct {
	plans    []desk.Planned
	refusals []error           // of each plan: why nothing is saved of it; nil: it may be
	sets     []model.ChangeSet // that may be saved
	todo     []lifecycle.Step  // in the tenant, for all objects that are changed; each step once
}

// weigh takes over plans, one for each object.
func (w *operateWindow) weigh(plans []desk.Planned) {
	w.outlay = outlay{plans: plans}
	seen := map[lifecycle.Step]bool{}
	for i, p := range plans {
		cs := p.Step.Change()
		err := w.refusal(i, cs)
		w.refusals = append(w.refusals, err)
		if err != nil {
			continue
		}
		if !cs.Empty() {
			w.sets = append(w.sets, cs)
		}
		for _, s := range w.left(p) {
			if len(w.refs) > 1 && s.PowerShell == "" { // does not say whom
				s.Text = model.Recipient{Entry: p.Step.Before}.Name() + ": " + s.Text
			}
			if !seen[s] {
				seen[s] = true
				w.todo = append(w.todo, s)
			}
		}
	}
}

// left is what has to be done in the tenant for one object: after it was taken back, what
// gives the tenant back what it had, for whoever has done the other already.
func (w *operateWindow) left(p desk.Planned) []lifecycle.Step {
	s := p.Step
	switch {
	case w.done == nil || w.done.made(p.Ref) && !w.done.undone:
		return s.Cloud
	case w.done.undone && !w.done.made(p.Ref):
		return append(lifecycle.Retyped(s.After, s.Before), lifecycle.Unsynced(s.After, s.Before)...)
	}
	return nil
}

// refusal says why nothing is saved of an object: by the operation, by the rules, or as
// the person may not write it.
func (w *operateWindow) refusal(i int, cs model.ChangeSet) error {
	p := w.plans[i]
	if err := p.Refusal(); err != nil {
		return err
	}
	for _, c := range cs.Changes {
		if !w.objects[i].Rights.Write(c.Attr) {
			return &model.Error{Code: model.Denied, Subject: model.Recipient{Entry: p.Step.Before}.Name(), Message: "you may not write " + string(c.Attr),
				Hint: "Ask for the right to write it on this object, or sign in as somebody who has it."}
		}
	}
	return nil
}
