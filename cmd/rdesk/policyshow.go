package main

import (
	"fmt"
	"io"
	"strings"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/addresspolicy"
	"recipientdesk/model/desk"
)

// A policyDoc is what address policies make of the directory.
type policyDoc struct {
	Recipients int            `json:"recipients"`
	Changed    int            `json:"changed"`
	Exempt     int            `json:"exempt"`
	Outside    int            `json:"outside"` // recipients with mail that no policy is for
	Rows       []policyRowDoc `json:"rows"`
	Unverified []unverified   `json:"unverified"`

	// Of policy apply.
	Saved    bool        `json:"saved"`
	Batch    string      `json:"batch,omitempty"`
	Journals []int       `json:"journals,omitempty"`
	Failed   []failedDoc `json:"failed,omitempty"`

	failure model.Code // of the first that failed
	changes []model.ChangeSet
}

// An unverified template makes addresses that the tenant drops.
type unverified struct {
	Policy   string `json:"policy"`
	Template string `json:"template"`
	Domain   string `json:"domain"`
}

type policyRowDoc struct {
	DN            string      `json:"dn"`
	ObjectGUID    string      `json:"objectGUID"`
	Name          string      `json:"name"`
	Kind          string      `json:"kind"`
	Policy        string      `json:"policy"`
	Outcome       string      `json:"outcome"`
	PrimaryBefore string      `json:"primaryBefore"`
	PrimaryAfter  string      `json:"primaryAfter"`
	Added         []string    `json:"added"`
	Changes       []changeDoc `json:"changes"`
	Why           string      `json:"why,omitempty"` // nothing changes
	Notes         []string    `json:"notes"`
}

func policyDocOf(s *session.Session, p *desk.PolicyPreview, changedOnly bool) policyDoc {
	doc := policyDoc{Recipients: len(p.Rows), Changed: p.Changed, Exempt: p.Exempt, Outside: len(p.Others), Rows: []policyRowDoc{}, Unverified: []unverified{}}
	for _, u := range p.Unverified {
		doc.Unverified = append(doc.Unverified, unverified(u))
	}
	for _, r := range p.Rows {
		cs := r.Change()
		if changedOnly && cs.Empty() {
			continue
		}
		before := model.Recipient{Entry: r.Before}
		doc.Rows = append(doc.Rows, policyRowDoc{DN: r.Before.Ref.DN, ObjectGUID: r.Before.Ref.GUID, Name: before.Name(), Kind: before.Kind().String(), Policy: r.Policy.Name,
			Outcome: r.Outcome().String(), PrimaryBefore: before.Primary(), PrimaryAfter: model.Recipient{Entry: r.After}.Primary(), Added: append([]string{}, desk.Added(r)...),
			Changes: changesOf(s.Schema, cs), Why: r.Why, Notes: append([]string{}, r.Notes()...)})
		if !cs.Empty() {
			doc.changes = append(doc.changes, cs)
		}
	}
	return doc
}

func (d *policyDoc) saved(numbers []int, failed []desk.SaveFailure) {
	d.Saved, d.Journals = len(numbers) > 0, numbers
	for _, f := range failed {
		d.fail(f.Ref, f.Err)
	}
}

func (d *policyDoc) fail(ref model.Ref, err error) {
	if len(d.Failed) == 0 {
		d.failure = model.CodeOf(err)
	}
	d.Failed = append(d.Failed, left(ref.DN, err))
}

func templateTexts(ts []addresspolicy.Template) string {
	var out []string
	for _, t := range ts {
		out = append(out, t.String())
	}
	return strings.Join(out, " ")
}

func (a *app) showPolicies(s *session.Session, d policyDoc) error {
	rows := func() ([]string, [][]string) {
		var rows [][]string
		for _, r := range d.Rows {
			notes := r.Why
			if len(r.Changes) > 0 {
				notes = strings.Join(r.Notes, "; ")
			}
			rows = append(rows, []string{r.Name, r.Policy, r.PrimaryBefore, r.PrimaryAfter, strings.Join(r.Added, " "), notes})
		}
		return []string{"name", "policy", "primaryBefore", "primaryAfter", "added", "notes"}, rows
	}
	return a.show(view{
		json: func() (any, error) { return d, nil },
		rows: rows,
		table: func(w io.Writer) {
			header, lines := rows()
			if len(lines) > 0 {
				_ = writeTable(w, header, lines) // the sink keeps the error
			}
			fmt.Fprintf(w, "%d recipients: %d get addresses, %d are exempt. %d with mail are in no policy.\n", d.Recipients, d.Changed, d.Exempt, d.Outside)
			for _, u := range d.Unverified {
				fmt.Fprintf(w, "Warning: %s\n", oneLine(addresspolicy.Unverified(u).String()+"."))
			}
			printFailed(w, d.Failed)
			if d.Saved {
				printBatch(w, d.Batch)
			}
		},
		ldif: func(w io.Writer) error { return writeChanges(w, d.changes) },
	})
}
