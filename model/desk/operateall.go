package desk

import (
	"context"
	"iter"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/lifecycle"
)

// A Planned is an operation on one of several objects.
type Planned struct {
	Ref  model.Ref
	Step Step  // zero if the operation is not possible
	Err  error // why it is not
}

// Refusal says why nothing may be saved of it, nil if it may: it is not possible, or
// what came of it would break a rule.
func (p Planned) Refusal() error {
	if p.Err != nil {
		return p.Err
	}
	return p.Step.Review.Err()
}

// OperateAll plans an operation on several objects, one after the other. One that
// refuses it does not keep the others from it. Review looks at the directory as it is;
// what two objects of the run would both get is refused of the second one, with code
// Exists. The sequence ends with an error after which no other object can be looked at.
func (d *Desk) OperateAll(ctx context.Context, refs []model.Ref, op Operation) iter.Seq2[Planned, error] {
	return func(yield func(Planned, error) bool) {
		holders := map[string]string{}
		for _, ref := range refs {
			p := Planned{Ref: ref}
			p.Step, p.Err = d.Operate(ctx, ref, op)
			if code := model.CodeOf(p.Err); p.Err != nil && (ends[code] || ctx.Err() != nil) {
				yield(p, p.Err)
				return
			}
			if p.Refusal() == nil {
				p.Ref = p.Step.Before.Ref
				p.Err = claim(holders, p.Step.Outcome)
			}
			if !yield(p, nil) {
				return
			}
		}
	}
}

// claim notes the addresses that an outcome brings in, and refuses them if another
// outcome does so, too.
func claim(holders map[string]string, o lifecycle.Outcome) error {
	c, _ := o.Change().Change(model.ProxyAddresses)
	for _, v := range c.Added() {
		a, err := model.ParseAddress(v)
		if err != nil {
			continue
		}
		key := strings.ToLower(a.Type() + ":" + a.Value())
		if owner := holders[key]; owner != "" {
			return &model.Error{Code: model.Exists, Subject: model.Recipient{Entry: o.Before}.Name(), Message: "would get " + a.Value() + ", which " + owner + " gets in the same run",
				Hint: "Take one of the two by itself, with another alias or address."}
		}
		holders[key] = model.Recipient{Entry: o.Before}.Name()
	}
	return nil
}
