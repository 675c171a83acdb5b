package main

import (
	"context"
	"fmt"
	"io"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/model/desk"
	"recipientdesk/model/journal"
	"recipientdesk/model/lifecycle"
)

// A changeDoc is the change of one attribute.
type changeDoc struct {
	Attribute model.Attr  `json:"attribute"`
	Before    []jsonValue `json:"before"`
	After     []jsonValue `json:"after"`
}

func changesOf(s *model.Schema, cs model.ChangeSet) []changeDoc {
	out := []changeDoc{}
	for _, c := range cs.Changes {
		out = append(out, changeDoc{s.Spelled(c.Attr), jsonList(s, c.Attr, c.Before), jsonList(s, c.Attr, c.After)})
	}
	return out
}

// A reviewDoc is what the commands print that change an object. Journal is null as long
// as nothing was saved; a change of back-links has several lines in the journal.
type reviewDoc struct {
	DN         string           `json:"dn"`
	ObjectGUID string           `json:"objectGUID"`
	Addresses  *[]addressDoc    `json:"addresses,omitempty"` // only of the command address
	Changes    []changeDoc      `json:"changes"`
	Findings   []check.Finding  `json:"findings"`
	Forecast   *aheadDoc        `json:"forecast"` // null where nothing can be foreseen
	Authority  *authorityDoc    `json:"authority,omitempty"`
	Saved      bool             `json:"saved"`
	Journal    *int             `json:"journal"`
	Journals   []int            `json:"journals,omitempty"`
	Cloud      []lifecycle.Step `json:"cloud"` // what has to be done in the tenant, too
	Notes      []string         `json:"notes"` // what to know
}

// reviewDocOf begins the document of a change, of which nothing is known yet.
func reviewDocOf(s *model.Schema, ref model.Ref, cs model.ChangeSet) reviewDoc {
	return reviewDoc{DN: ref.DN, ObjectGUID: ref.GUID, Changes: changesOf(s, cs),
		Findings: []check.Finding{}, Cloud: []lifecycle.Step{}, Notes: []string{}}
}

// A planned change is what is to become of one object. Nothing is sent yet.
type planned struct {
	before, after model.Entry
	says          *lifecycle.Outcome // what an operation says of the tenant; nil of an ordinary edit
}

func (p planned) change() model.ChangeSet { return model.Diff(p.before, p.after) }

// A planner says what is to become of the object that an ID names.
type planner func(ctx context.Context, a *app, s *session.Session, id string) (planned, error)

// carryOut plans, reviews and saves the change of one object, or of several as a batch
// that is named after what, and prints it.
func (a *app) carryOut(ctx context.Context, what string, ids []string, plan planner, how saving) error {
	ids, err := a.named(ids, how.several)
	if err != nil {
		return err
	}
	s, err := a.session(ctx)
	if err != nil {
		return err
	}
	if err := how.possible(s); err != nil {
		return err
	}
	if how.batch != "" || len(ids) > 1 {
		return a.carryOutAll(ctx, s, what, ids, plan, how)
	}
	p, err := plan(ctx, a, s, ids[0])
	if err != nil {
		return err
	}
	doc, err := a.made(ctx, s, p, how)
	if err != nil {
		return err
	}
	return a.showReview(s, journal.Modify, p.change(), doc)
}

// made reviews a change and saves it unless that is only to be shown, and returns the
// review.
func (a *app) made(ctx context.Context, s *session.Session, p planned, how saving) (reviewDoc, error) {
	doc, review, err := a.reviewed(ctx, s, p)
	if err != nil {
		return doc, err
	}
	after := p.after
	if cs := p.change(); !how.dryRun && !cs.Empty() {
		if err := a.refused(review, how.force); err != nil {
			return doc, err
		}
		saved, err := s.Desk.Save(ctx, cs)
		if err != nil {
			a.partly(saved)
			return doc, err
		}
		doc.saved(saved.Numbers)
		after = saved.Entry
	}
	if how.addresses {
		list := addressDocs(after)
		doc.Addresses = &list
	}
	return doc, nil
}

// reviewed says what a change brings: findings, its effect in the tenant, and what has
// to be done there.
func (a *app) reviewed(ctx context.Context, s *session.Session, p planned) (reviewDoc, desk.Review, error) {
	review, err := s.Desk.Review(ctx, p.before, p.after)
	if err != nil {
		return reviewDoc{}, review, err
	}
	doc := reviewDocOf(s.Schema, p.before.Ref, p.change())
	doc.Findings = append(append(doc.Findings, review.New...), review.Old...)
	doc.foresee(ctx, a, s, p.before, p.after)
	if p.says != nil { // all of it, and in the right order
		doc.Cloud, doc.Notes = append(doc.Cloud, p.says.Cloud...), append(doc.Notes, p.says.Notes...)
	} else {
		doc.Cloud = append(doc.Cloud, review.Cloud...)
	}
	return doc, review, nil
}

// foresee says what the edit does in the tenant: who decides there, and what changes if
// that is AD, in part at least.
func (d *reviewDoc) foresee(ctx context.Context, a *app, s *session.Session, before, after model.Entry) {
	if d.Authority = a.authorityOver(ctx, s, before, model.Diff(before, after)); !d.Authority.whole() {
		d.Forecast = a.ahead(ctx, s, before, after)
	}
}

// saved says under which numbers of the history the change stands.
func (d *reviewDoc) saved(numbers []int) {
	d.Saved = true
	if len(numbers) > 0 {
		d.Journal = &numbers[0]
	}
	if len(numbers) > 1 {
		d.Journals = numbers
	}
}

// refused returns the error that keeps an edit from being saved. It names one
// finding; the others are written before it.
func (a *app) refused(r desk.Review, force bool) error {
	err := r.Err()
	if err == nil || force {
		return nil
	}
	if len(r.New) > 1 {
		a.warn(r)
	}
	return err
}

func (a *app) warn(r desk.Review) {
	for _, f := range r.New {
		fmt.Fprintf(a.stderr, "rdesk: %s: %s: %s\n", f.Rule.Severity, f.Rule.ID, oneLine(f.Text))
	}
}

func (a *app) showReview(s *session.Session, op journal.Op, cs model.ChangeSet, d reviewDoc) error {
	return a.show(view{
		json:  func() (any, error) { return d, nil },
		rows:  func() ([]string, [][]string) { return changeHeader, changeRows(s.Schema, cs) },
		table: func(w io.Writer) { printReview(w, s.Schema, cs, d) },
		ldif:  func(w io.Writer) error { return session.WriteLDIFChange(w, changetype(op), cs) },
	})
}

var changeHeader = []string{"distinguishedName", "attribute", "before", "after"}

func changeRows(s *model.Schema, cs model.ChangeSet) (rows [][]string) {
	for _, c := range cs.Changes {
		rows = append(rows, []string{cs.Ref.DN, string(s.Spelled(c.Attr)), cell(s, c.Attr, c.Before), cell(s, c.Attr, c.After)})
	}
	return rows
}

// changetype is what LDIF calls a request.
func changetype(op journal.Op) string {
	if op == journal.Create {
		return "add"
	}
	return string(op)
}

func printReview(w io.Writer, s *model.Schema, cs model.ChangeSet, d reviewDoc) {
	fmt.Fprintln(w, oneLine(d.DN))
	printChanges(w, s, cs)
	for _, f := range d.Findings {
		fmt.Fprintf(w, "  %s %s: %s\n", f.Rule.Severity, f.Rule.ID, oneLine(f.Text))
	}
	d.Authority.print(w)
	d.Forecast.print(w)
	switch {
	case cs.Empty():
		fmt.Fprintln(w, "Nothing to change.")
	case d.Journal != nil:
		printSaved(w, max(len(d.Journals), 1), *d.Journal)
	case !d.Saved:
		fmt.Fprintln(w, "Not saved.")
	}
	printBeside(w, d.Cloud, d.Notes)
}

// partly tells that a change of several objects stopped on the way: those before
// are changed, and stay so.
func (a *app) partly(s desk.Saved) {
	if n := len(s.Numbers); n > 1 {
		fmt.Fprintf(a.stderr, "rdesk: this touched %d objects, changes %d to %d of the history; the last of them failed\n", n, s.Numbers[0], s.Numbers[n-1])
	}
}

// printSaved says how to take a change back that has n lines in the journal, one
// for each object.
func printSaved(w io.Writer, n, first int) {
	if n > 1 {
		fmt.Fprintf(w, "Saved as %d changes from %d; \"rdesk undo\" takes each of them back.\n", n, first)
		return
	}
	fmt.Fprintf(w, "Saved as change %d; \"rdesk undo %d\" takes it back.\n", first, first)
}

func printChanges(w io.Writer, s *model.Schema, cs model.ChangeSet) {
	for _, c := range cs.Changes {
		fmt.Fprintf(w, "  %s\n", s.Spelled(c.Attr))
		for _, v := range c.Removed() {
			fmt.Fprintf(w, "    - %s\n", oneLine(shortValue(s, c.Attr, v)))
		}
		for _, v := range c.Added() {
			fmt.Fprintf(w, "    + %s\n", oneLine(shortValue(s, c.Attr, v)))
		}
	}
}
