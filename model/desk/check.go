package desk

import (
	"context"

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

// Check runs a plan. progress is told how many objects are done; it may be nil.
func (d *Desk) Check(ctx context.Context, p CheckPlan, progress func(done int)) (*Checked, error) {
	return &Checked{Profile: p.Profile}, nil
}

// Mend returns the change that puts right what a finding says, made on the object
// as it stands now. The error has code Invalid if a person has to decide, Conflict
// if the finding no longer holds.
func (d *Desk) Mend(ctx context.Context, f check.Finding) (model.ChangeSet, error) {
	return model.ChangeSet{}, &model.Error{Code: model.Invalid, Subject: f.Rule.ID, Message: "a person has to decide"}
}
