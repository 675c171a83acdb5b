package desk

import (
	"context"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/model/lifecycle"
	"recipientdesk/model/syncrule"
)

// A Review is what the rules say of an edit.
type Review struct {
	New []check.Finding // brought in by the edit; errors among them should stop it
	Old []check.Finding // what was wrong before, and still is

	Cloud []lifecycle.Step // what has to be set in the tenant, too, as it does not synchronize
}

// Err returns the first error that the edit brings in, nil if there is none: an
// address that is taken has the code Exists and names its owners, any other
// broken rule has the code Invalid.
func (r Review) Err() error {
	for _, f := range r.New {
		if f.Rule.Severity < check.Error {
			continue
		}
		e := &model.Error{Code: model.Invalid, Subject: string(f.Attr), Message: f.Text, Hint: f.Rule.Title + " (" + f.Rule.ID + ")."}
		if f.Proposed != "" {
			e.Hint = "Write " + f.Proposed + " instead."
		}
		if len(f.Others) > 0 {
			e.Code, e.Subject = model.Exists, f.Ref.DN
			e.Hint = "Its owner is " + f.Others[0].Ref.DN + ", in " + string(f.Others[0].Attr) + "."
		}
		return e
	}
	return nil
}

// Review checks an edit of one object, or a new object where before is empty. An
// address that comes new is looked for in the whole directory, outside the desk's
// bases too: it is taken wherever its owner is.
func (d *Desk) Review(ctx context.Context, before, after model.Entry) (Review, error) {
	schema, err := d.dir.Schema(ctx)
	if err != nil {
		return Review{}, err
	}
	r := reviewed(d.checkOptions(ctx, schema), before, after)
	where, ok := check.NewClaims(before, after)
	if !ok {
		return r, nil
	}
	owners, err := d.owners(ctx, where)
	if err != nil {
		return r, err
	}
	r.claim(before, after, owners)
	return r, nil
}

// reviewed is what the rules say of an edit by itself.
func reviewed(o check.Options, before, after model.Entry) Review {
	var was []check.Finding
	if before.Len() > 0 {
		was = check.Run(o, before)
	}
	is := check.Run(o, after)
	r := Review{New: check.New(was, is), Cloud: lifecycle.Unsynced(before, after)}
	r.Old = check.New(r.New, is)
	return r
}

// claim adds the addresses that come new and belong to somebody else.
func (r *Review) claim(before, after model.Entry, owners []model.Entry) {
	taken := check.New(check.DuplicateOf(before, owners...), check.DuplicateOf(after, owners...))
	r.New = append(r.New, taken...)
	check.Sort(r.New)
}

// owners are the objects of the whole directory that a filter for addresses finds.
func (d *Desk) owners(ctx context.Context, where model.Filter) (out []model.Entry, err error) {
	for e, err := range d.dir.Search(ctx, model.Query{Where: where, Attrs: check.IndexAttrs}) {
		if err != nil {
			return out, err
		}
		out = append(out, e)
	}
	return out, nil
}

// checkOptions is what checks may know beside the objects.
func (d *Desk) checkOptions(ctx context.Context, schema *model.Schema) check.Options {
	o := check.Options{Schema: schema, Tenant: d.facts(ctx)}
	o.Selected, o.Unselected = scopeOf(d.Rules())
	return o
}

// scopeOf returns the containers that synchronization reads, and those that it does
// not: of a partition with containers of its own, nothing else is read. What is in
// both lists is read.
func scopeOf(rules *syncrule.RuleSet) (selected, unselected []string) {
	if rules == nil {
		return nil, nil
	}
	for _, c := range rules.Connectors {
		for _, p := range c.Partitions {
			switch {
			case !c.AD:
			case !p.Selected:
				unselected = append(unselected, p.DN)
			case len(p.Include) == 0:
				selected, unselected = append(selected, p.DN), append(unselected, p.Exclude...)
			default:
				selected, unselected = append(selected, p.Include...), append(append(unselected, p.DN), p.Exclude...)
			}
		}
	}
	return selected, unselected
}
