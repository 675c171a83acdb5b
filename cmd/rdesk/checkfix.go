package main

import (
	"context"
	"errors"
	"slices"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/model/desk"
)

// A fixDoc is what check --fix did, or would do, to one object.
type fixDoc struct {
	DN         string          `json:"dn"`
	ObjectGUID string          `json:"objectGUID"`
	Rules      []string        `json:"rules"` // what it mends
	Changes    []changeDoc     `json:"changes"`
	Findings   []check.Finding `json:"findings"` // what the change itself would break
	Saved      bool            `json:"saved"`
	Journal    *int            `json:"journal"`
	Error      string          `json:"error,omitempty"` // why it was not saved

	mended []check.Finding
	change model.ChangeSet
}

// An unmendedDoc is a finding that --fix left.
type unmendedDoc struct {
	Rule string `json:"rule"`
	DN   string `json:"dn"`
	Why  string `json:"why"`
}

// fix mends what was found. One object that cannot be saved does not keep the
// others from it; a directory that is gone does.
func (a *app) fix(ctx context.Context, s *session.Session, doc *checkDoc, how saving) error {
	mendings, err := s.Desk.MendAll(ctx, doc.Findings)
	if err != nil {
		return err
	}
	for _, m := range mendings {
		for _, u := range m.Left {
			doc.Left = append(doc.Left, unmendedDoc{u.Finding.Rule.ID, u.Finding.Ref.DN, u.Why.Message})
		}
		if m.Change.Empty() {
			continue
		}
		f := fixOf(s, m)
		if !how.dryRun {
			if err := saveFix(ctx, s, m, &f); err != nil {
				doc.failure = err
			}
		}
		if doc.Fixes = append(doc.Fixes, f); hopeless[model.CodeOf(doc.failure)] {
			break
		}
	}
	return nil
}

// hopeless are the failures after which no other object can be saved either.
var hopeless = map[model.Code]bool{model.Unreachable: true, model.SignIn: true, model.Untrusted: true, model.Canceled: true, model.Internal: true}

func fixOf(s *session.Session, m desk.Mending) fixDoc {
	f := fixDoc{DN: m.Before.Ref.DN, ObjectGUID: m.Before.Ref.GUID, Changes: changesOf(s.Schema, m.Change),
		Findings: append([]check.Finding{}, m.Review.New...), mended: m.Mended, change: m.Change}
	for _, found := range m.Mended {
		if !slices.Contains(f.Rules, found.Rule.ID) {
			f.Rules = append(f.Rules, found.Rule.ID)
		}
	}
	return f
}

func saveFix(ctx context.Context, s *session.Session, m desk.Mending, f *fixDoc) error {
	err := m.Review.Err()
	var saved desk.Saved
	if err == nil {
		saved, err = s.Desk.Save(ctx, m.Change)
	}
	if err == nil {
		f.Saved = true
		if len(saved.Numbers) > 0 {
			f.Journal = &saved.Numbers[0]
		}
		return nil
	}
	f.Error = err.Error()
	if e, ok := errors.AsType[*model.Error](err); ok {
		f.Error = e.Message
	}
	return err
}
