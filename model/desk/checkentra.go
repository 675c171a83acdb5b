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
	o := d.checkOptions(schema)
	o.Only = p.Rules
	out, index := &Checked{Profile: Entra}, check.NewIndex()
	var owners []model.Entry
	partial := p.Refs != nil || p.Query.Where != nil || p.Query.Base != "" || len(p.Query.Exclude)+len(d.opt.Bases)+len(d.opt.Exclude) > 0
	for e, err := range d.planned(ctx, p, model.RecipientFilter, nil) {
		if err != nil {
			return nil, err
		}
		out.Findings = append(out.Findings, check.Run(o, e)...)
		index.Add(e)
		if partial {
			owners = append(owners, e.Only(check.IndexAttrs...))
		}
		if out.Checked++; out.Checked%progressStep == 0 {
			progress(out.Checked)
		}
	}
	progress(out.Checked)
	shared := index.Findings()
	if partial {
		if shared, err = d.sharedAnywhere(ctx, owners); err != nil {
			return nil, err
		}
	}
	if o.Only == nil || slices.Contains(o.Only, "RD1004") {
		out.Findings = append(out.Findings, shared...)
	}
	check.Sort(out.Findings)
	return out, nil
}

// progressStep is after how many objects progress is told.
const progressStep = 500

// sharedAnywhere looks for the addresses of es in the whole directory.
func (d *Desk) sharedAnywhere(ctx context.Context, es []model.Entry) (out []check.Finding, err error) {
	const together = 25 // objects whose addresses are looked for in one search
	for some := range slices.Chunk(es, together) {
		var where model.Or
		for _, e := range some {
			if f, ok := check.NewClaims(model.Entry{}, e); ok {
				where = append(where, f)
			}
		}
		if where == nil {
			continue
		}
		var owners []model.Entry
		for o, err := range d.dir.Search(ctx, model.Query{Where: where, Attrs: check.IndexAttrs}) {
			if err != nil {
				return nil, err
			}
			owners = append(owners, o)
		}
		for _, e := range some {
			out = append(out, check.DuplicateOf(e, owners...)...)
		}
	}
	return out, nil
}
