package desk

import (
	"context"
	"slices"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/model/forecast"
	"recipientdesk/model/syncrule"
)

// A Comparison shows an object of AD beside the forecast and its twin in the tenant.
type Comparison struct {
	Outlook
	drift.Item                 // how it stands as a whole, and the most serious difference
	Sides      drift.Sides     // what was compared
	Twin       drift.Twin      // how the twin was found, and what else could be it
	Rows       []drift.Row     // property by property, the important ones first
	Anchors    drift.AnchorRow // what links the two, or does not
	Members    []model.Entry   // of a group in the tenant, as Tenant.Members has them; nil: not a group, or not read
	Owners     []model.Entry   // likewise
	Licenses   []string        // products of a user, by name
	Gaps       []Gap           // what could not be read of the twin
}

// Compare looks up the twin of an object and compares the two. saved is the object as
// it stands in AD, empty for a new one, edited the same with edits that are not saved
// yet, or saved again; both have all their attributes. The tenant is asked, not a view
// of it, so that the answer is as fresh as the tenant's. The error has code NotFound if
// there is no tenant, or if no rules are loaded.
func (d *Desk) Compare(ctx context.Context, saved, edited model.Entry) (Comparison, error) {
	t, err := d.tenant()
	if err != nil {
		return Comparison{}, err
	}
	v, err := d.see(ctx)
	if err != nil {
		return Comparison{}, err
	}
	c := &comparing{v: v, t: t, facts: d.facts(ctx), edited: saved.Len() > 0 && !model.Diff(saved, edited).Empty()}
	if err := c.foresee(ctx, saved, edited); err != nil {
		return Comparison{}, err
	}
	if err := c.meet(ctx); err != nil {
		return Comparison{}, err
	}
	return c.result(), nil
}

// A comparing is a comparison under way.
type comparing struct {
	v     *vision
	t     model.Tenant
	facts *model.TenantFacts

	sync   *syncrule.Result
	in     forecast.Input
	edited bool
	keys   []drift.Key      // of the object: as it stands, and as edited
	rivals []forecast.Input // other objects of AD that have one of its addresses
	info   model.TenantInfo
	twin   *twinRead
}

// foresee evaluates the object, and whoever in AD has one of its addresses.
func (c *comparing) foresee(ctx context.Context, saved, edited model.Entry) (err error) {
	around := c.v.surroundings()
	if err := c.v.readReferences(ctx, edited, true); err != nil {
		return err
	}
	if c.edited {
		before, err := c.v.engine.Evaluate(ctx, saved, around)
		if err != nil {
			return err
		}
		c.keys = append(c.keys, drift.KeyOf(c.v.input(before, c.facts)))
	}
	if c.sync, err = c.v.engine.Evaluate(ctx, edited, around); err != nil {
		return err
	}
	c.in = c.v.input(c.sync, c.facts)
	c.keys = append(c.keys, drift.KeyOf(c.in))
	others, err := c.v.claimants(ctx, c.sync, around)
	for _, r := range others {
		c.rivals = append(c.rivals, c.v.input(r, c.facts))
	}
	return err
}

// meet finds the twin and reads what is known of it.
func (c *comparing) meet(ctx context.Context) (err error) {
	if c.info, err = c.t.Info(ctx); err != nil && (ctx.Err() != nil || !isGap(err)) {
		return err
	}
	if drift.CloudClass(c.in.Class) == "" {
		c.twin = &twinRead{index: drift.NewIndexBuilder().Index(), probing: &probing{}}
		return nil
	}
	keys := slices.Clone(c.keys)
	for _, r := range c.rivals {
		keys = append(keys, linksOf(drift.KeyOf(r)))
	}
	h, err := look(ctx, c.t, keys...)
	if err != nil {
		return err
	}
	c.twin, err = h.read(ctx, joined(c.keys))
	return err
}

// joined is the key of an object that is being edited: what it is linked by now, and
// what it will have besides.
func joined(keys []drift.Key) drift.Key {
	k := keys[0]
	for _, more := range keys[1:] {
		k.Anchors = append(slices.Clip(k.Anchors), more.Anchors...)
		k.Addresses = append(slices.Clip(k.Addresses), more.Addresses...)
	}
	return k
}

// linksOf leaves of a key what says whether the object is in the tenant.
func linksOf(k drift.Key) drift.Key { k.Addresses = nil; return k }

// result forecasts under what was found, and compares.
func (c *comparing) result() Comparison {
	tw := c.twin
	o := drift.Options{LastSync: c.info.LastSync, Syncs: c.info.SyncEnabled, Incomplete: tw.unread, Edited: c.edited, Exported: c.v.exported(),
		Mailbox: func(drift.Object) model.CloudMailbox { return tw.mailbox },
		Managed: func(drift.Object) (cloud, exchange model.Maybe) { return tw.managed, model.Unsure }}
	for _, r := range c.rivals {
		c.in.Others = append(c.in.Others, claimant(r))
	}
	c.in.Facts = tw.facts(c.facts)
	o.Features = c.in.Facts.Features
	in := tw.index.Meet(c.in, tw.Twin, o)
	after := forecast.Predict(in)
	sides := drift.NewSurvey(tw.index, o).Sides(in, after, tw.Twin)
	if tw.members != nil {
		sides.Members = new(len(tw.members))
	}
	return Comparison{Outlook: Outlook{c.sync, after}, Item: sides.Item(tw.Twin), Sides: sides, Twin: tw.Twin, Rows: drift.Compare(sides),
		Anchors: drift.HardMatch(in, tw.Entry), Members: tw.members, Owners: tw.owners, Licenses: tw.licenses, Gaps: tw.gaps}
}
