package desk

import (
	"context"
	"errors"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/model/check/idfix"
)

// Mend returns the change that puts right what a finding says, made on the object
// as it stands now. The error has code Invalid if a person has to decide, Conflict
// if the finding no longer holds.
func (d *Desk) Mend(ctx context.Context, f check.Finding) (model.ChangeSet, error) {
	e, err := d.dir.Get(ctx, f.Ref)
	if err != nil {
		return model.ChangeSet{}, err
	}
	after, err := d.mended(ctx, e, f)
	return model.Diff(e, after), err
}

// mended returns e with f put right.
func (d *Desk) mended(ctx context.Context, e model.Entry, f check.Finding) (model.Entry, error) {
	if _, ours := check.Lookup(f.Rule.ID); !ours {
		return applied(e, f)
	}
	switch holds, err := d.holds(ctx, e, f); {
	case err != nil:
		return e, err
	case !holds:
		return e, outdated(e, f)
	}
	after, ok := check.Mend(e, f)
	if !ok {
		return e, undecided(e, f)
	}
	return after, nil
}

func undecided(e model.Entry, f check.Finding) error {
	return &model.Error{Code: model.Invalid, Subject: e.Ref.DN, Message: f.Rule.ID + ": a person has to decide", Hint: f.Rule.Title + ": open the object and decide."}
}

func outdated(e model.Entry, f check.Finding) error {
	return &model.Error{Code: model.Conflict, Subject: e.Ref.DN, Message: f.Rule.ID + ": what was found is no longer so", Hint: "Check again."}
}

// applied returns e with what IdFix proposes.
func applied(e model.Entry, f check.Finding) (model.Entry, error) {
	after, ok := idfix.Apply(f, e)
	switch {
	case ok:
		return after, nil
	case f.Action == check.Edit && f.Proposed != "" && f.Proposed != f.Value, f.Action == check.Remove:
		return e, outdated(e, f)
	}
	return e, undecided(e, f)
}

// holds reports whether what f says is so of e, too. Of what e shares with others it
// is enough that e still has the value.
func (d *Desk) holds(ctx context.Context, e model.Entry, f check.Finding) (bool, error) {
	if f.Rule.Check == nil {
		return slices.Contains(e.Values(f.Attr), f.Value), nil
	}
	schema, err := d.dir.Schema(ctx)
	o := d.checkOptions(ctx, schema)
	o.Only = []string{f.Rule.ID}
	return slices.ContainsFunc(check.Run(o, e), func(g check.Finding) bool {
		return g.Attr.Is(f.Attr) && strings.EqualFold(g.Value, f.Value)
	}), err
}

// A Mending is what puts one object right.
type Mending struct {
	Before, After model.Entry
	Change        model.ChangeSet // may be empty
	Mended        []check.Finding // what it puts right
	Left          []Unmended      // what it does not
	Review        Review          // of the change; errors among its New findings should stop it
}

// Unmended is a finding that stays.
type Unmended struct {
	Finding check.Finding
	Why     *model.Error
}

// MendAll returns what puts right the findings, one change for each object as it
// stands now, in the order of the findings. Nothing is saved: that is what Save is
// for, for each.
func (d *Desk) MendAll(ctx context.Context, fs []check.Finding) ([]Mending, error) {
	var order []string
	of := map[string][]check.Finding{}
	for _, f := range fs {
		key := f.Ref.GUID + strings.ToLower(f.Ref.DN)
		if of[key] == nil {
			order = append(order, key)
		}
		of[key] = append(of[key], f)
	}
	var out []Mending
	for _, key := range order {
		m, err := d.mend(ctx, of[key])
		if err != nil {
			return out, err
		}
		out = append(out, m)
	}
	return out, nil
}

// mend puts right what was found at one object.
func (d *Desk) mend(ctx context.Context, fs []check.Finding) (Mending, error) {
	e, err := d.dir.Get(ctx, fs[0].Ref)
	if err != nil {
		return Mending{}, err
	}
	m := Mending{Before: e, After: e}
	for _, f := range fs {
		after, err := d.mended(ctx, m.After, f)
		if model.CodeOf(err) == model.Conflict { // the fix of another finding may have done it
			if was, herr := d.holds(ctx, m.Before, f); was && herr == nil {
				err = nil
			}
		}
		why, told := errors.AsType[*model.Error](err)
		switch {
		case err == nil:
			m.After = after
			m.Mended = append(m.Mended, f)
		case told && (why.Code == model.Invalid || why.Code == model.Conflict):
			m.Left = append(m.Left, Unmended{f, why})
		default:
			return m, err
		}
	}
	m.Change = model.Diff(m.Before, m.After)
	if !m.Change.Empty() {
		m.Review, err = d.Review(ctx, m.Before, m.After)
	}
	return m, err
}
