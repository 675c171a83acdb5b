package desk

import (
	"context"

	"github.com/google/uuid"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/model/forecast"
)

// Ahead is what an edit changes in the tenant.
type Ahead struct {
	Before *Outlook // of the object as it stands; nil for a new one
	After  Outlook
}

// Ahead foresees an edit before it is saved: what the next synchronization would
// make of the object as it stands, and what of the edited one. before is empty for
// a new object. Of an object that is in the tenant already, the edit is taken to
// meet there what the object as it stands has made. The error has code NotFound if
// no rules are loaded.
func (d *Desk) Ahead(ctx context.Context, before, after model.Entry) (Ahead, error) {
	var a Ahead
	var was []Outlook
	if before.Len() > 0 {
		var err error
		if was, err = d.Foresee(ctx, before); err == nil && d.View() != nil { // what the tenant keeps counts before an edit, too
			was, err = d.ForeseeEdits(ctx, was, before)
		}
		if err != nil {
			return a, err
		}
		a.Before = &was[0]
	}
	now, err := d.ForeseeEdits(ctx, was, after)
	if err != nil {
		return Ahead{}, err
	}
	a.After = now[0]
	return a, nil
}

// left returns what an object that was foreseen has in the tenant, nil if it is not
// known to be there. The view tells, if it was read, with the names and addresses that
// the tenant has kept; of users else the facts, and they have what is foreseen.
func (o Outlook) left(tenant *model.TenantFacts, view *TenantView) *forecast.State {
	if tenant == nil || o.Cloud.Absent != "" {
		return nil
	}
	export := exported(o.Sync)
	cloud := o.inCloud()
	u, there := tenant.ByAnchor(export.First(sourceAnchor))
	if view != nil {
		twin := view.Index.Pair(drift.KeyOf(forecast.Input{AD: o.Sync.Entry, Export: export, Class: classOf(o.Sync)}))
		if twin.Found() && twin.How != drift.ByAddress {
			there = true
			for _, p := range kept {
				cloud = cloud.With(p, twin.Values(p)...)
			}
		}
	}
	if !there {
		return nil
	}
	return &forecast.State{Export: export, Licensed: u.Licensed, Cloud: cloud}
}

// kept are the properties of which the tenant keeps what AD does not say any longer.
var kept = []model.Attr{forecast.PropUPN, forecast.PropMail, forecast.PropAlias, forecast.PropProxies}

// Changes returns what changes in the tenant: properties of the cloud object, the
// type of recipient among them.
func (a Ahead) Changes() model.ChangeSet {
	var before model.Entry
	if a.Before != nil {
		before = a.Before.inCloud()
	}
	return model.Diff(before, a.After.inCloud())
}

// Reasons returns those for what changes, and for what an edit of the given
// attributes leaves without effect.
func (a Ahead) Reasons(edited model.ChangeSet) (out []forecast.Reason) {
	changes := a.Changes()
	for _, r := range a.After.Reasons() {
		_, changed := changes.Change(model.Attr(r.Property))
		_, wanted := edited.Change(model.Attr(r.Property))
		if changed || wanted {
			out = append(out, r)
		}
	}
	return out
}

// inCloud returns the cloud object with its type of recipient.
func (o Outlook) inCloud() model.Entry {
	e := o.Cloud.Cloud
	if o.Cloud.RecipientType != "" {
		e = e.With(forecast.PropRecipientType, o.Cloud.RecipientType)
	}
	return e
}

// AheadOfNew foresees an object that is not made yet. Its anchor is the directory's to
// give; what depends on which it will be is left out.
func (d *Desk) AheadOfNew(ctx context.Context, e model.Entry) (Ahead, error) {
	g := model.GUID(uuid.New())
	e = e.With(model.ObjectGUID, string(g[:]))
	e.Ref.GUID = g.String()
	a, err := d.Ahead(ctx, model.Entry{}, e)
	a.After.Cloud.Cloud = a.After.Cloud.Cloud.With(drift.PropAnchor)
	return a, err
}
