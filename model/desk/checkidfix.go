package desk

import (
	"context"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/model/check/idfix"
)

// idfixModes are the profiles that answer as IdFix does.
var idfixModes = map[string]idfix.Mode{IdFix: idfix.MultiTenant, IdFixDedicated: idfix.Dedicated}

// idfixObjects are looked at beside what the search of IdFix finds, so that the
// result can say of them that it does not.
var idfixObjects = model.And{
	model.Or{model.Equal{Attr: model.ObjectClass, Value: "user"}, model.Equal{Attr: model.ObjectClass, Value: "group"},
		model.Equal{Attr: model.ObjectClass, Value: "contact"}, model.Equal{Attr: "objectCategory", Value: "person"}},
	model.Not{F: model.Equal{Attr: model.ObjectClass, Value: "computer"}},
}

// checkIdFix lists findings in the order of IdFix, which names the second owner of
// an address, and the first one with it.
func (d *Desk) checkIdFix(ctx context.Context, p CheckPlan, mode idfix.Mode, progress func(int)) (*Checked, error) {
	out, run := &Checked{Profile: mode.String()}, idfix.NewRunner(mode, p.AlternateLogin)
	attrs, err := d.known(ctx, idfix.Attributes(mode))
	if err != nil {
		return nil, err
	}
	for e, err := range d.planned(ctx, p, idfixObjects, attrs) {
		if err != nil {
			return nil, err
		}
		fs, verdict := run.Add(e)
		if verdict != idfix.Checked {
			out.Skipped = append(out.Skipped, Skipped{e.Ref, string(verdict)})
			continue
		}
		for _, f := range fs {
			if wanted(p.Rules, f.Rule) {
				out.Findings = append(out.Findings, f)
			}
		}
		if out.Checked++; out.Checked%progressStep == 0 {
			progress(out.Checked)
		}
	}
	return out, nil
}

// known leaves out the attributes that the forest lacks: a server may refuse to be
// asked for them.
func (d *Desk) known(ctx context.Context, attrs []model.Attr) ([]model.Attr, error) {
	schema, err := d.dir.Schema(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(attrs), func(a model.Attr) bool { return !schema.Has(a) }), nil
}

func wanted(ids []string, r *check.Rule) bool {
	return ids == nil || slices.ContainsFunc(ids, func(id string) bool { return strings.EqualFold(id, r.ID) })
}

// RulesOf returns the rules of a profile, nil for a name that is none.
func RulesOf(profile string) []*check.Rule {
	profile = strings.ToLower(profile)
	if mode, ok := idfixModes[profile]; ok {
		return idfix.Rules(mode)
	}
	if profile == "" || profile == Entra {
		return check.Rules()
	}
	return nil
}
