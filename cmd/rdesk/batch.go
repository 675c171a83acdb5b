package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/model/desk"
	"recipientdesk/model/journal"
)

// several is what the commands have in common that can change many objects as a batch.
type several struct {
	batch string // file of IDs, - for standard input
	goOn  bool
}

func (v *several) batchFlags(c *cobra.Command) {
	c.Flags().StringVar(&v.batch, "batch", "", "file with IDs, one on each line; - is standard input")
	c.Flags().BoolVar(&v.goOn, "keep-going", false, "of several objects, change the others if one cannot be changed")
}

// named returns the IDs of the command line and those of the file.
func (a *app) named(ids []string, v several) ([]string, error) {
	if v.batch != "" {
		b, err := a.input(v.batch)
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(string(b)) {
			if line = strings.TrimSpace(line); line != "" {
				ids = append(ids, line)
			}
		}
	}
	if len(ids) == 0 {
		return nil, wrong("name an object")
	}
	return ids, nil
}

// A batchDoc is what becomes of several objects.
type batchDoc struct {
	Objects  []reviewDoc `json:"objects"`
	Failed   []failedDoc `json:"failed"` // those that are left as they are
	Saved    bool        `json:"saved"`
	Batch    string      `json:"batch,omitempty"` // as "rdesk rollback" takes it
	Journals []int       `json:"journals,omitempty"`

	failure model.Code // of the first that failed
	changes []model.ChangeSet
}

// A failedDoc is an object of a batch that is left as it is.
type failedDoc struct {
	DN  string `json:"dn"` // the ID as it was given, if no object was found
	Why string `json:"why"`
}

// left is an object that is left as it is because of err, which need not name it again.
func left(dn string, err error) failedDoc {
	return failedDoc{dn, strings.TrimPrefix(err.Error(), dn+": ")}
}

func (d *batchDoc) fail(dn string, err error) {
	if len(d.Failed) == 0 {
		d.failure = model.CodeOf(err)
	}
	d.Failed = append(d.Failed, left(dn, err))
}

// carryOutAll changes several objects, all or none unless the others are to be changed
// all the same. Every change is planned and reviewed before the first is sent.
func (a *app) carryOutAll(ctx context.Context, s *session.Session, what string, ids []string, plan planner, how saving) error {
	doc, err := a.planAll(ctx, s, ids, plan, how)
	if err != nil {
		return err
	}
	if !how.dryRun && (how.goOn || len(doc.Failed) == 0) {
		if err := a.saveAll(ctx, s, what, &doc, how.goOn); err != nil {
			return err
		}
	}
	if err := a.showBatch(s, doc); err != nil || len(doc.Failed) == 0 {
		return err
	}
	e := &model.Error{Code: doc.failure, Subject: what, Message: fmt.Sprintf("%d of %d objects cannot be changed", len(doc.Failed), len(doc.Failed)+len(doc.Objects)),
		Hint: "They are named under failed; nothing was changed. --keep-going changes the others."}
	if how.goOn {
		e.Hint = "They are named under failed."
	}
	return e
}

// planAll plans and reviews the change of each object, once.
func (a *app) planAll(ctx context.Context, s *session.Session, ids []string, plan planner, how saving) (batchDoc, error) {
	doc := batchDoc{Objects: []reviewDoc{}, Failed: []failedDoc{}}
	claims, seen := claimed{}, map[string]bool{}
	tell, end := a.progress("reviewed")
	defer end()
	for i, id := range ids {
		if err := ctx.Err(); err != nil {
			return doc, err
		}
		p, err := plan(ctx, a, s, id)
		if err != nil {
			doc.fail(id, err)
			continue
		}
		if seen[p.before.Ref.GUID] {
			continue
		}
		seen[p.before.Ref.GUID] = true
		one, review, err := a.reviewed(ctx, s, p)
		if err != nil {
			return doc, err
		}
		clashes := claims.by(p)
		review.New, one.Findings = append(review.New, clashes...), append(clashes, one.Findings...)
		if err := a.refused(review, how.force); err != nil {
			doc.fail(p.before.Ref.DN, err)
			continue
		}
		claims.add(p.after)
		doc.Objects, doc.changes = append(doc.Objects, one), append(doc.changes, p.change())
		tell(i + 1)
	}
	return doc, nil
}

// claimed are the objects of a batch as they will be, by their addresses.
type claimed map[string][]model.Entry

func addressKeys(e model.Entry) (keys []string) {
	for _, at := range []model.Attr{model.ProxyAddresses, model.Mail, model.UserPrincipalName} {
		for _, v := range e.Values(at) {
			if a, err := model.ParseAddress(v); err == nil {
				v = a.Value()
			}
			keys = append(keys, strings.ToLower(v))
		}
	}
	return keys
}

func (c claimed) add(e model.Entry) {
	for _, k := range addressKeys(e) {
		c[k] = append(c[k], e)
	}
}

// by returns which addresses the change brings in that an object before it in the batch
// will have.
func (c claimed) by(p planned) []check.Finding {
	var others []model.Entry
	for _, k := range addressKeys(p.after) {
		others = append(others, c[k]...)
	}
	return check.New(check.DuplicateOf(p.before, others...), check.DuplicateOf(p.after, others...))
}

// saveAll sends the changes as one batch, and says in doc what became of each.
func (a *app) saveAll(ctx context.Context, s *session.Session, what string, doc *batchDoc, goOn bool) error {
	var changes []model.ChangeSet
	for _, cs := range doc.changes {
		if !cs.Empty() {
			changes = append(changes, cs)
		}
	}
	if len(changes) == 0 {
		return nil
	}
	name, numbers, failed, err := a.sendBatch(ctx, s, what, changes, goOn)
	if err != nil {
		return err
	}
	for _, f := range failed {
		doc.fail(f.Ref.DN, f.Err)
	}
	doc.Batch, doc.Journals, doc.Saved = name, numbers, len(numbers) > 0
	records, err := s.Desk.BatchChanges(ctx, name)
	if err != nil {
		return err
	}
	for i := range doc.Objects {
		var own []int
		for _, r := range records {
			if r.Change.Ref.GUID == doc.Objects[i].ObjectGUID {
				own = append(own, r.N)
			}
		}
		if len(own) > 0 {
			doc.Objects[i].saved(own)
		}
	}
	return nil
}

// sendBatch makes changes as one batch and returns its name.
func (a *app) sendBatch(ctx context.Context, s *session.Session, what string, changes []model.ChangeSet, goOn bool) (string, []int, []desk.SaveFailure, error) {
	b, err := s.Desk.NewBatch(ctx, what, a.target.Now())
	if err != nil {
		return "", nil, nil, err
	}
	tell, end := a.progress("saved")
	defer end()
	numbers, failed, err := b.SaveAll(ctx, changes, goOn, tell)
	return b.Name, numbers, failed, err
}

func (a *app) showBatch(s *session.Session, d batchDoc) error {
	return a.show(view{
		json: func() (any, error) { return d, nil },
		rows: func() ([]string, [][]string) {
			var rows [][]string
			for _, cs := range d.changes {
				rows = append(rows, changeRows(s.Schema, cs)...)
			}
			return changeHeader, rows
		},
		table: func(w io.Writer) {
			for i, one := range d.Objects {
				printReview(w, s.Schema, d.changes[i], one)
			}
			d.printEnd(w)
		},
		ldif: func(w io.Writer) error { return writeChanges(w, d.changes) },
	})
}

func (d batchDoc) printEnd(w io.Writer) {
	printFailed(w, d.Failed)
	if d.Saved {
		printBatch(w, d.Batch)
	}
}

func printFailed(w io.Writer, failed []failedDoc) {
	for _, f := range failed {
		fmt.Fprintf(w, "Left as it is: %s: %s\n", oneLine(f.DN), oneLine(f.Why))
	}
}

func printBatch(w io.Writer, name string) {
	fmt.Fprintf(w, "Saved as batch %s; \"rdesk rollback %s\" takes it back.\n", name, name)
}

// writeChanges writes changes as ldapmodify takes them.
func writeChanges(w io.Writer, changes []model.ChangeSet) error {
	for _, cs := range changes {
		if cs.Empty() {
			continue
		}
		if err := session.WriteLDIFChange(w, changetype(journal.Modify), cs); err != nil {
			return err
		}
	}
	return nil
}
