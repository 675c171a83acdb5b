package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/model/forecast"
	"recipientdesk/model/syncrule"
)

// A Drift is a whole directory compared with its tenant.
type Drift struct {
	Result *drift.Report // the counts and the lists
	View   *TenantView
	Items  []drift.Item // one for each object of AD that can synchronize, by name
}

// Drift compares what q selects below the desk's bases with the view of the tenant,
// which it reads first if nobody did. What is only in the cloud is found by comparing
// with the whole directory, whatever q selects. progress may be nil.
func (d *Desk) Drift(ctx context.Context, q model.Query, progress func(done, of int)) (*Drift, error) {
	if _, err := d.tenant(); err != nil {
		return nil, err
	}
	view := d.View()
	if view == nil {
		var err error
		if view, err = d.ReadTenant(ctx, false, nil); err != nil {
			return nil, err
		}
	}
	p, err := d.overview(ctx)
	if err != nil {
		return nil, err
	}
	which, err := d.selection(ctx, q)
	if err != nil {
		return nil, err
	}
	p.tenant = view.Facts
	o := view.options()
	s := drift.NewSurvey(view.Index, o)
	out := &Drift{View: view}
	for r, err := range p.engine.EvaluateAll(ctx, p.space, syncrule.Run{Progress: progress}) {
		if err != nil {
			return nil, err
		}
		if !isRecipient(r.Entry) {
			continue
		}
		in := p.input(r, p.tenant)
		twin := view.Index.Pair(drift.KeyOf(in))
		if r.InScope && !twin.Found() {
			if in.Others, err = p.claims(ctx, r); err != nil {
				return nil, err
			}
		}
		in = view.Index.Meet(in, twin, o)
		it := s.Add(in, forecast.Predict(in))
		if which == nil || which(r.Entry.Ref) {
			out.Items = append(out.Items, it)
		}
	}
	slices.SortStableFunc(out.Items, func(a, b drift.Item) int { return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	out.Result = s.Report()
	return out, nil
}

// claims returns the other objects of AD that get in the way of this one.
func (p *panorama) claims(ctx context.Context, r *syncrule.Result) (out []forecast.Other, err error) {
	for _, row := range p.owners.sharing(r.Entry) {
		e := p.space.Entry(row)
		if e.Ref.Same(r.Entry.Ref) {
			continue
		}
		theirs, err := p.engine.Evaluate(ctx, e, p.space)
		if err != nil {
			return nil, err
		}
		if theirs.InScope && theirs.JoinedTo == nil {
			out = append(out, claimant(forecast.Input{AD: theirs.Entry, Export: exported(theirs), Class: classOf(theirs)}))
		}
	}
	return out, nil
}
