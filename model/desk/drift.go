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
// with the whole directory, whatever q selects. progress may be nil. The error has the
// code NotFound if there is no tenant, or if no rules are loaded.
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
	return p.survey(ctx, view, which, progress)
}

// survey compares a directory that was read with its tenant. which knows the objects
// that are wanted, nil for all.
func (p *panorama) survey(ctx context.Context, view *TenantView, which func(model.Ref) bool, progress func(done, of int)) (*Drift, error) {
	p.tenant = view.Facts
	o := view.options()
	o.Exported = p.exported()
	s, out := drift.NewSurvey(view.Index, o), &Drift{View: view}
	judge := func(r *syncrule.Result) (j drift.Judged, want bool, err error) {
		if !isRecipient(r.Entry) {
			return j, false, nil
		}
		in := p.input(r, p.tenant)
		in.Brief = true
		twin := view.Index.Pair(drift.KeyOf(in))
		if r.InScope && !twin.Found() {
			if in.Others, err = p.claims(ctx, r); err != nil {
				return j, false, err
			}
		}
		in = view.Index.Meet(in, twin, o)
		return s.Judge(in, forecast.Predict(in), twin), true, nil
	}
	if which != nil {
		p.claimRest(s, view.Index, which)
	}
	for j, err := range syncrule.MakeAll(ctx, p.engine, p.space, syncrule.Run{Which: which, Progress: progress, Brief: true}, judge) {
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, s.Take(j))
	}
	sortByName(out.Items)
	out.Result = s.Report()
	return out, nil
}

// claimRest claims the twins of what is not compared. Rules are not asked for that:
// whatever anchor an object may have had counts.
func (p *panorama) claimRest(s *drift.Survey, x *drift.Index, which func(model.Ref) bool) {
	for i := range p.space.Len() {
		e := p.space.Entry(i)
		if class := classOfEntry(e); drift.CloudClass(class) != "" && isRecipient(e) && !which(e.Ref) {
			s.Claim(e.Ref, x.Pair(drift.KeyOf(forecast.Input{AD: e, Class: class})))
		}
	}
}

// sortByName sorts without regard to case.
func sortByName(items []drift.Item) {
	type keyed struct {
		key string
		at  int32
	}
	keys, out := make([]keyed, len(items)), make([]drift.Item, len(items))
	for i := range items {
		keys[i] = keyed{strings.ToLower(items[i].Name), int32(i)}
	}
	slices.SortFunc(keys, func(a, b keyed) int { return cmp.Or(strings.Compare(a.key, b.key), cmp.Compare(a.at, b.at)) })
	for i, k := range keys {
		out[i] = items[k.at]
	}
	copy(items, out)
}

// claims returns the other objects of AD that get in the way of this one.
func (p *panorama) claims(ctx context.Context, r *syncrule.Result) (out []forecast.Other, err error) {
	others, err := p.sharing(ctx, r)
	for _, theirs := range others {
		if theirs.InScope && theirs.JoinedTo == nil {
			out = append(out, claimant(forecast.Input{AD: theirs.Entry, Export: exported(theirs), Class: classOf(theirs)}))
		}
	}
	return out, err
}
