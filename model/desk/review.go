package desk

import (
	"context"
	"slices"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/model/syncrule"
)

// A Review is what the rules say of an edit.
type Review struct {
	New []check.Finding // brought in by the edit; errors among them should stop it
	Old []check.Finding // what was wrong before, and still is
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
	o := d.checkOptions(schema)
	var was []check.Finding
	if before.Len() > 0 {
		was = check.Run(o, before)
	}
	is := check.Run(o, after)
	r := Review{New: check.New(was, is)}
	r.Old = check.New(r.New, is)
	where, ok := check.NewClaims(before, after)
	if !ok {
		return r, nil
	}
	var owners []model.Entry
	for e, err := range d.dir.Search(ctx, model.Query{Where: where, Attrs: check.IndexAttrs}) {
		if err != nil {
			return r, err
		}
		owners = append(owners, e)
	}
	taken := check.New(check.DuplicateOf(before, owners...), check.DuplicateOf(after, owners...))
	r.New = append(r.New, taken...)
	check.Sort(r.New)
	return r, nil
}

// checkOptions is what checks may know beside the objects.
func (d *Desk) checkOptions(schema *model.Schema) check.Options {
	return check.Options{Schema: schema, Tenant: d.Tenant(), Unselected: unselected(d.Rules())}
}

// unselected are the containers that synchronization does not read. One with a
// container below it that is read, is left out: rules take each for whole.
func unselected(rules *syncrule.RuleSet) (out []string) {
	if rules == nil {
		return nil
	}
	for _, c := range rules.Connectors {
		for _, p := range c.Partitions {
			if c.AD && !p.Selected {
				out = append(out, p.DN)
				continue
			}
			for _, dn := range p.Exclude {
				if !slices.ContainsFunc(p.Include, func(in string) bool { return below(in, dn) }) {
					out = append(out, dn)
				}
			}
		}
	}
	return out
}

func below(dn, container string) bool {
	d, err := model.ParseDN(dn)
	c, cerr := model.ParseDN(container)
	return err == nil && cerr == nil && d.Under(c)
}
