package desk

import (
	"context"
	"slices"

	"recipientdesk/model"
	"recipientdesk/model/check"
)

// checkEntra runs the rules of the usual profile.
func (d *Desk) checkEntra(ctx context.Context, p CheckPlan, progress func(int)) (*Checked, error) {
	schema, err := d.dir.Schema(ctx)
	if err != nil {
		return nil, err
	}
	o := d.checkOptions(ctx, schema)
	o.Only, o.AlternateLogin = p.Rules, p.AlternateLogin
	attrs, err := d.known(ctx, check.Attributes(o))
	if err != nil {
		return nil, err
	}
	all, err := d.recipients(ctx, nil)
	if err != nil {
		return nil, err
	}
	if p.whole() && len(d.opt.Bases)+len(d.opt.Exclude) == 0 {
		r, err := check.NewChecker(o).Check(ctx, d.dir.List(ctx, model.Query{Where: all, Attrs: attrs}), progress)
		return checked(r), err
	}
	part := &partialCheck{d: d, all: all, attrs: attrs, checker: check.NewChecker(o), own: map[string]bool{}}
	return part.run(ctx, p, progress)
}

// whole reports whether the plan leaves out no object.
func (p CheckPlan) whole() bool {
	return p.Refs == nil && p.Query.Where == nil && p.Query.Base == "" && len(p.Query.Exclude) == 0
}

func checked(r check.Report) *Checked {
	out := &Checked{Profile: Entra, Checked: r.Checked, Findings: r.Findings}
	for _, s := range r.Skipped {
		out.Skipped = append(out.Skipped, Skipped(s))
	}
	return out
}

// A partialCheck checks some objects against the whole directory: what they share
// with others is found, and those others are not reported.
type partialCheck struct {
	d       *Desk
	all     model.Filter // every recipient
	attrs   []model.Attr
	checker *check.Checker
	own     map[string]bool // GUIDs of the objects that the plan names
	some    []model.Entry   // these objects, as long as they are few
}

// fewObjects is how many objects are looked up by their addresses. For more, the
// whole directory is read once.
const fewObjects = 500

func (c *partialCheck) run(ctx context.Context, p CheckPlan, progress func(int)) (*Checked, error) {
	for e, err := range c.d.planned(ctx, p, c.all, c.attrs) {
		if err != nil {
			return nil, err
		}
		if c.own[e.Ref.GUID] {
			continue
		}
		c.own[e.Ref.GUID] = true
		c.checker.Add(e)
		if len(c.own) <= fewObjects {
			c.some = append(c.some, e)
		}
		if len(c.own)%progressStep == 0 {
			progress(len(c.own))
		}
	}
	progress(len(c.own))
	before := c.checker.Report()
	if err := c.addOthers(ctx); err != nil {
		return nil, err
	}
	out := checked(c.checker.Report())
	out.Checked, out.Skipped = before.Checked, out.Skipped[:len(before.Skipped)]
	out.Findings = slices.DeleteFunc(out.Findings, func(f check.Finding) bool { return !c.own[f.Ref.GUID] })
	return out, nil
}

// addOthers adds the objects that may share something with those of the plan.
func (c *partialCheck) addOthers(ctx context.Context) error {
	if len(c.own) <= fewObjects {
		return c.addClaimants(ctx)
	}
	for b, err := range c.d.dir.List(ctx, model.Query{Where: c.all, Attrs: c.attrs}) {
		if err != nil {
			return err
		}
		for i := range b.Len() {
			c.add(b.Entry(i))
		}
	}
	return nil
}

func (c *partialCheck) add(e model.Entry) {
	if !c.own[e.Ref.GUID] {
		c.checker.Add(e)
	}
}

// addClaimants adds who has an address, target or alias of the plan's objects.
func (c *partialCheck) addClaimants(ctx context.Context) error {
	const together = 25 // objects whose addresses are looked for in one search
	seen := map[string]bool{}
	for some := range slices.Chunk(c.some, together) {
		var where model.Or
		for _, e := range some {
			where = append(where, sharers(e)...)
		}
		if where == nil {
			continue
		}
		for e, err := range c.d.dir.Search(ctx, model.Query{Where: where, Attrs: c.attrs}) {
			if err != nil {
				return err
			}
			if !seen[e.Ref.GUID] {
				seen[e.Ref.GUID] = true
				c.add(e)
			}
		}
	}
	return nil
}

// sharers finds the objects with which e may share something.
func sharers(e model.Entry) (where model.Or) {
	claims := e.With(model.ProxyAddresses, slices.Concat(e.Values(model.ProxyAddresses), e.Values(model.TargetAddress))...)
	if f, ok := check.NewClaims(model.Entry{}, claims); ok {
		where = append(where, f)
	}
	for _, a := range model.Addresses(e) {
		if a.IsSMTP() {
			where = append(where, model.Equal{Attr: model.TargetAddress, Value: a.String()})
		}
	}
	if alias := e.First(model.MailNickname); alias != "" {
		where = append(where, model.Equal{Attr: model.MailNickname, Value: alias})
	}
	return where
}

// progressStep is after how many objects progress is told.
const progressStep = 500
