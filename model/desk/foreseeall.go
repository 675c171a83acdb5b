package desk

import (
	"context"
	"iter"
	"slices"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
	"recipientdesk/model/syncrule"
)

// synchronizable are the objects that synchronization may read, those of the system
// included: others refer to them.
var synchronizable = model.And{
	model.Or{model.Equal{Attr: model.ObjectClass, Value: "user"}, model.Equal{Attr: model.ObjectClass, Value: "group"},
		model.Equal{Attr: model.ObjectClass, Value: "contact"}, model.Equal{Attr: model.ObjectClass, Value: "foreignSecurityPrincipal"}},
	model.Not{F: model.Equal{Attr: model.ObjectClass, Value: "computer"}},
}

// pictures decide nothing, and those of a whole company would not fit in memory.
var pictures = []model.Attr{"thumbnailPhoto", "jpegPhoto", "photo"}

// A panorama is a whole directory, read to foresee all of it.
type panorama struct {
	*vision
	space  *syncrule.Space
	owners *addressIndex
	tenant *model.TenantFacts
}

// ForeseeAll says what becomes of every recipient that q selects below the desk's
// bases, as it goes. The whole directory is read for it, once, without pictures:
// about the size of its values stays in memory. progress is told how many objects are done, and of how
// many; it may be nil.
func (d *Desk) ForeseeAll(ctx context.Context, q model.Query, progress func(done, of int)) iter.Seq2[Outlook, error] {
	return func(yield func(Outlook, error) bool) {
		p, err := d.overview(ctx)
		if err != nil {
			yield(Outlook{}, err)
			return
		}
		which, err := d.selection(ctx, q)
		if err != nil {
			yield(Outlook{}, err)
			return
		}
		outlook := func(r *syncrule.Result) (o Outlook, want bool, err error) {
			if want = isRecipient(r.Entry); want {
				o, err = p.outlook(ctx, r)
			}
			return o, want, err
		}
		for o, err := range syncrule.MakeAll(ctx, p.engine, p.space, syncrule.Run{Which: which, Progress: progress}, outlook) {
			if !yield(o, err) || err != nil {
				return
			}
		}
	}
}

// overview reads the whole directory.
func (d *Desk) overview(ctx context.Context) (*panorama, error) {
	v, err := d.see(ctx)
	if err != nil {
		return nil, err
	}
	p := &panorama{vision: v, owners: newAddressIndex(), tenant: d.facts(ctx)}
	attrs := slices.DeleteFunc(slices.Clone(v.attrs), func(a model.Attr) bool { return slices.ContainsFunc(pictures, a.Is) })
	var cut []model.Ref
	batches := func(yield func(*model.Batch, error) bool) {
		for b, err := range d.dir.List(ctx, model.Query{Where: synchronizable, Attrs: attrs}) {
			if err == nil {
				b = b.Compact()
				p.owners.add(b)
				cut = append(cut, incomplete(b)...)
			}
			if !yield(b, err) {
				return
			}
		}
	}
	if p.space, err = syncrule.NewSpace(v.engine, batches); err != nil {
		return nil, err
	}
	p.owners.done()
	for _, ref := range cut {
		e, err := d.dir.Get(ctx, ref, attrs...)
		if err != nil {
			return nil, err
		}
		p.space.Put(e)
	}
	return p, nil
}

// manyMembers is how many members a list shows at least if it does not show all:
// the smallest limit on values that servers have (MaxValRange,
// https://learn.microsoft.com/openspecs/windows_protocols/ms-adts/3f0137a1-63df-400c-bf97-e1040f055a99).
const manyMembers = 1000

// incomplete returns the objects of a batch of which a list may not have all members.
func incomplete(b *model.Batch) (out []model.Ref) {
	for i := range b.Len() {
		if b.Kind(i).Family() == "group" && len(b.Entry(i).Values("member")) >= manyMembers {
			out = append(out, b.Ref(i))
		}
	}
	return out
}

// selection returns a function that knows the objects that q selects, nil for all
// recipients.
func (d *Desk) selection(ctx context.Context, q model.Query) (func(model.Ref) bool, error) {
	if q.Where == nil && q.Base == "" && len(q.Exclude)+len(d.opt.Bases)+len(d.opt.Exclude) == 0 {
		return nil, nil
	}
	var err error
	if q.Where, err = d.recipients(ctx, q.Where); err != nil {
		return nil, err
	}
	q.Attrs = []model.Attr{model.ObjectGUID}
	wanted := map[string]bool{}
	for b, err := range d.List(ctx, q) {
		if err != nil {
			return nil, err
		}
		for i := range b.Len() {
			wanted[b.Ref(i).GUID] = true
		}
	}
	return func(r model.Ref) bool { return wanted[r.GUID] }, nil
}

// outlook forecasts what the tenant makes of a result.
func (p *panorama) outlook(ctx context.Context, r *syncrule.Result) (Outlook, error) {
	in := p.input(r, p.tenant)
	if r.InScope {
		var err error
		if in.Others, err = p.rivals(ctx, r); err != nil {
			return Outlook{}, err
		}
	}
	return Outlook{r, forecast.Predict(in)}, nil
}

// rivals is like that of a vision, without a search.
func (p *panorama) rivals(ctx context.Context, r *syncrule.Result) (out []forecast.Other, err error) {
	others, err := p.sharing(ctx, r)
	for _, theirs := range others {
		if other, ok := rival(r, theirs, p.tenant); ok {
			out = append(out, other)
		}
	}
	return out, err
}

// sharing evaluates the other objects of AD that have an address of this one.
func (p *panorama) sharing(ctx context.Context, r *syncrule.Result) (out []*syncrule.Result, err error) {
	for _, row := range p.owners.sharing(r.Entry) {
		e := p.space.Entry(row)
		if e.Ref.Same(r.Entry.Ref) {
			continue
		}
		theirs, err := p.engine.Evaluate(ctx, e, p.space)
		if err != nil {
			return nil, err
		}
		out = append(out, theirs)
	}
	return out, nil
}
