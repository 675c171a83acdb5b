package syncrule

import "context"

// export computes what goes to the tenant.
func (x *evaluation) export(ctx context.Context, p *pipe) error {
	if len(x.outcome) < len(p.names.list) {
		x.outcome = make([]cell, len(p.names.list))
	}
	scope := make([]bool, len(p.rules))
	for i, r := range p.rules {
		scope[i] = x.applies(r).passed
	}
	n := 0
	needs, given := x.needs(p)
	for i, id := range p.wrote {
		if needs != nil && needs[i].moot(given) {
			continue
		}
		c := &x.outcome[id]
		x.written = append(x.written, id)
		base := len(x.found)
		for _, f := range p.flows[id] {
			if scope[f.at] {
				x.found = append(x.found, candidate{flow: f})
			}
		}
		x.settle(c, x.found[base:], p.types[id], Problem{Attr: p.names.list[id]})
		x.found = x.found[:base]
		if c.flow == nil {
			continue
		}
		if refers(c.value) {
			if err := x.refer(ctx, c); err != nil {
				return err
			}
		}
		if !c.value.IsNull() {
			n++
		}
	}
	x.res.Export = make([]Contribution, 0, n)
	for _, id := range x.written {
		if c := &x.outcome[id]; !c.value.IsNull() {
			x.res.Export = append(x.res.Export, Contribution{p.names.list[id], c.value, c.flow.rule.Rule, c.flow.Flow})
		}
	}
	return nil
}

// applies asks the scope of an outbound rule.
func (x *evaluation) applies(r *readyRule) verdict {
	v, _ := r.ask(func(t *test) (bool, error) { return t.holds(x.meta.value(t.attr)), nil })
	return v
}

func refers(v Value) bool {
	return v.Kind() == Ref || v.Kind() == List && v.list[0].Kind() == Ref
}
