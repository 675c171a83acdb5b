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

// A reviewDoc is what set, address and undo print. Journal is null as long as
// nothing was saved; a change of back-links has several lines in the journal.
type reviewDoc struct {
	DN         string          `json:"dn"`
	ObjectGUID string          `json:"objectGUID"`
	Addresses  *[]addressDoc   `json:"addresses,omitempty"` // only of the command address
	Changes    []changeDoc     `json:"changes"`
	Findings   []check.Finding `json:"findings"`
	Forecast   *aheadDoc       `json:"forecast"` // null where nothing can be foreseen
	Authority  *authorityDoc   `json:"authority,omitempty"`
	Saved      bool            `json:"saved"`
	Journal    *int            `json:"journal"`
	Journals   []int           `json:"journals,omitempty"`

	// Only of the operations of a recipient's life.
	Cloud *[]lifecycle.Step `json:"cloud,omitempty"`
	Notes *[]string         `json:"notes,omitempty"`
}

// save reviews what would become of an object, saves it unless that is only to be
// shown, and prints the review.
func (a *app) save(ctx context.Context, s *session.Session, before, after model.Entry, how saving) error {
	doc, err := a.made(ctx, s, before, after, how)
	if err != nil {
		return err
	}
	return a.showReview(s, journal.Modify, model.Diff(before, after), doc)
}

// made reviews an edit and saves it unless that is only to be shown, and returns the
// review.
func (a *app) made(ctx context.Context, s *session.Session, before, after model.Entry, how saving) (reviewDoc, error) {
	cs := model.Diff(before, after)
	review, err := s.Desk.Review(ctx, before, after)
	if err != nil {
		return reviewDoc{}, err
	}
	doc := reviewDoc{DN: before.Ref.DN, ObjectGUID: before.Ref.GUID, Changes: changesOf(s.Schema, cs),
		Findings: append(append([]check.Finding{}, review.New...), review.Old...)}
	doc.foresee(ctx, a, s, before, after)
	if !how.dryRun && !cs.Empty() {
		if err := a.refused(review, how.force); err != nil {
			return doc, err
		}
		saved, err := s.Desk.Save(ctx, cs)
		if err != nil {
			a.partly(saved)
			return doc, err
		}
		doc.saved(saved)
		after = saved.Entry
	}
	if how.addresses {
		list := addressDocs(after)
		doc.Addresses = &list
	}
	return doc, nil
}

// foresee says what the edit does in the tenant: who decides there, and what changes if
// that is AD, in part at least.
func (d *reviewDoc) foresee(ctx context.Context, a *app, s *session.Session, before, after model.Entry) {
	if d.Authority = a.authorityOver(ctx, s, before, model.Diff(before, after)); !d.Authority.whole() {
		d.Forecast = a.ahead(ctx, s, before, after)
	}
}

func (d *reviewDoc) saved(s desk.Saved) {
	d.Saved = true
	if len(s.Numbers) > 0 {
		d.Journal = &s.Numbers[0]
	}
	if len(s.Numbers) > 1 {
		d.Journals = s.Numbers
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
		json: func() (any, error) { return d, nil },
		rows: func() ([]string, [][]string) {
			var rows [][]string
			for _, c := range cs.Changes {
				rows = append(rows, []string{d.DN, string(s.Schema.Spelled(c.Attr)), cell(s.Schema, c.Attr, c.Before), cell(s.Schema, c.Attr, c.After)})
			}
			return []string{"distinguishedName", "attribute", "before", "after"}, rows
		},
		table: func(w io.Writer) { printReview(w, s.Schema, cs, d) },
		ldif:  func(w io.Writer) error { return session.WriteLDIFChange(w, changetype(op), cs) },
	})
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
	d.printBeside(w)
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
