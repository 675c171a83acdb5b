package desk

import (
	"context"
	"slices"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/model/forecast"
	"recipientdesk/model/lifecycle"
	"recipientdesk/model/syncrule"
)

// Foresee says what becomes of objects as they are given, edited or not, with all
// their attributes. It reads from the directory what the rules need to know of
// others, and remembers that for a short time, or until something is saved here.
// Where the given objects refer to each other, they count as given.
//
// The error has code NotFound if no rules are loaded.
func (d *Desk) Foresee(ctx context.Context, es ...model.Entry) ([]Outlook, error) {
	return d.ForeseeEdits(ctx, nil, es...)
}

// ForeseeEdits is like Foresee for edited objects, of which was says what becomes of
// them as they stand, in the same order: what they are taken to find in the tenant.
func (d *Desk) ForeseeEdits(ctx context.Context, was []Outlook, es ...model.Entry) ([]Outlook, error) {
	v, err := d.see(ctx)
	if err != nil {
		return nil, err
	}
	around, tenant, several := v.surroundings(), d.facts(ctx), len(es) > 1
	if several {
		around = syncrule.Remember(edited{v.around, es})
	}
	out := make([]Outlook, 0, len(es))
	for i, e := range es {
		if err := v.readReferences(ctx, e, !several); err != nil {
			return nil, err
		}
		var prior *forecast.State
		if i < len(was) {
			prior = was[i].left(tenant, d.View())
		}
		o, err := v.foresee(ctx, e, around, tenant, prior)
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, nil
}

// Carried returns the attributes that can bring something to the tenant under the rules
// in use: what stands in another does not synchronize, whatever it is. The error has
// code NotFound if no rules are loaded.
func (d *Desk) Carried(ctx context.Context) (out []model.Attr, err error) {
	v, err := d.see(ctx)
	if err != nil {
		return nil, err
	}
	for _, a := range v.engine.Attributes() {
		exported := slices.ContainsFunc([]string{"user", "group", "contact"}, func(class string) bool {
			return slices.ContainsFunc(v.engine.Exported(class), func(n string) bool { return a.Is(model.Attr(n)) })
		})
		if exported || !lifecycle.HasOwnSetting(a) { // others are exported by another name
			out = append(out, a)
		}
	}
	return out, nil
}

// foresee says what becomes of one object. prior is what the last synchronization
// left of it; nil: not known.
func (v *vision) foresee(ctx context.Context, e model.Entry, around syncrule.Surroundings, tenant *model.TenantFacts, prior *forecast.State) (Outlook, error) {
	r, err := v.engine.Evaluate(ctx, e, around)
	if err != nil {
		return Outlook{}, err
	}
	in := v.input(r, tenant)
	in.Prior = prior
	in.Others, err = v.rivals(ctx, r, around, tenant)
	return Outlook{r, forecast.Predict(in)}, err
}

// rivals returns the other objects of the directory that have an address of r's
// object and are exported, too: what they have in the tenant, it cannot get. Of two
// of which only one is in the tenant already, that one keeps the address.
func (v *vision) rivals(ctx context.Context, r *syncrule.Result, around syncrule.Surroundings, tenant *model.TenantFacts) ([]forecast.Other, error) {
	claimants, err := v.claimants(ctx, r, around)
	var out []forecast.Other
	for _, theirs := range claimants {
		if other, ok := rival(r, theirs, tenant); ok {
			out = append(out, other)
		}
	}
	return out, err
}

// claimants evaluates the other objects of the directory that have an address of r's
// object, and returns those that are exported.
func (v *vision) claimants(ctx context.Context, r *syncrule.Result, around syncrule.Surroundings) (out []*syncrule.Result, err error) {
	where, ok := check.NewClaims(model.Entry{}, r.Entry)
	if !ok || !r.InScope {
		return nil, nil
	}
	owners, err := v.around.search(ctx, model.Query{Where: where, Attrs: v.attrs})
	if err != nil {
		return nil, err
	}
	for _, o := range owners {
		if o.Ref.Same(r.Entry.Ref) {
			continue
		}
		theirs, err := v.engine.Evaluate(ctx, o, around)
		if err != nil {
			return nil, err
		}
		if theirs.InScope && theirs.JoinedTo == nil {
			out = append(out, theirs)
		}
	}
	return out, nil
}

// rival returns the other object as the tenant has it.
func rival(r, theirs *syncrule.Result, tenant *model.TenantFacts) (forecast.Other, bool) {
	if !theirs.InScope || theirs.JoinedTo != nil {
		return forecast.Other{}, false
	}
	mine, export := exported(r), exported(theirs)
	if tenant != nil {
		_, here := tenant.ByAnchor(mine.First(sourceAnchor))
		_, there := tenant.ByAnchor(export.First(sourceAnchor))
		if here && !there {
			return forecast.Other{}, false
		}
	}
	return claimant(forecast.Input{AD: theirs.Entry, Export: export, Class: classOf(theirs)}), true
}

// claimant is an object of AD as something of the tenant that gets in the way of
// others.
func claimant(in forecast.Input) forecast.Other {
	return forecast.Other{
		Name: model.Recipient{Entry: in.AD}.Name(), Class: in.Class, UPN: in.Export.First(model.UserPrincipalName), CloudOnly: model.No,
		Addresses: slices.Concat(in.Export.Values(model.ProxyAddresses), in.Export.Values(model.Mail)), Anchor: in.Export.First(sourceAnchor),
	}
}

func classOf(r *syncrule.Result) string {
	if r.Class == "inetOrgPerson" {
		return "user"
	}
	return r.Class
}
