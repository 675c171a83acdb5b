package desk

import (
	"context"
	"iter"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/check"
)

// A CheckPlan says what to check, and by which rules.
type CheckPlan struct {
	Profile        string   // "entra" (also ""), "idfix", "idfix-dedicated"
	Rules          []string // IDs; nil: all of the profile
	AlternateLogin bool     // idfix: people sign in with another attribute than userPrincipalName
	Query          model.Query
	Refs           []model.Ref // only these objects; nil: what Query selects
}

// The profiles.
const (
	Entra          = "entra"
	IdFix          = "idfix"
	IdFixDedicated = "idfix-dedicated"
)

// Profiles returns the names of all profiles, the usual one first.
func Profiles() []string { return []string{Entra, IdFix, IdFixDedicated} }

// Checked is what a check found.
type Checked struct {
	Profile  string
	Checked  int
	Skipped  []Skipped
	Findings []check.Finding
}

// A Skipped object was not checked.
type Skipped struct {
	Ref    model.Ref
	Reason string // "skipped" or "notInFilter" in the profiles of IdFix; else a sentence
}

// Check runs a plan. progress is told how many objects are done; it may be nil. An
// address counts as shared wherever its other owner is, outside of the plan and of
// the desk's bases too.
func (d *Desk) Check(ctx context.Context, p CheckPlan, progress func(done int)) (*Checked, error) {
	if progress == nil {
		progress = func(int) {}
	}
	rules := RulesOf(p.Profile)
	if rules == nil {
		return nil, &model.Error{Code: model.Invalid, Subject: p.Profile, Message: "is no profile", Hint: "Write one of " + strings.Join(Profiles(), ", ") + "."}
	}
	for _, id := range p.Rules {
		if !slices.ContainsFunc(rules, func(r *check.Rule) bool { return wanted([]string{id}, r) }) {
			return nil, &model.Error{Code: model.NotFound, Subject: id, Message: "is no rule of this profile", Hint: "docs/rules.md and docs/idfix.md list the rules."}
		}
	}
	if mode, ok := idfixModes[strings.ToLower(p.Profile)]; ok {
		return d.checkIdFix(ctx, p, mode, progress)
	}
	return d.checkEntra(ctx, p, progress)
}

// planned yields the objects of a plan, those that match where unless they were
// named, with the given attributes, nil for all.
func (d *Desk) planned(ctx context.Context, p CheckPlan, where model.Filter, attrs []model.Attr) iter.Seq2[model.Entry, error] {
	if p.Refs == nil {
		q := p.Query
		if q.Attrs = attrs; q.Where == nil {
			q.Where = where
		} else {
			q.Where = model.And{where, q.Where}
		}
		return d.Entries(ctx, q)
	}
	return func(yield func(model.Entry, error) bool) {
		for _, r := range p.Refs {
			e, err := d.dir.Get(ctx, r, attrs...)
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}
