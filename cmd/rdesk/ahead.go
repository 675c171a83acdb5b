package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/forecast"
)

// An aheadDoc is what an edit changes in the tenant at the next synchronization.
type aheadDoc struct {
	InScope bool              `json:"inScope"`
	Summary string            `json:"summary"`
	Cloud   cloudDoc          `json:"cloud"`
	Changes []cloudChangeDoc  `json:"changes"`
	Reasons []forecast.Reason `json:"reasons"` // of what changes, and of edits that do not arrive
}

type cloudChangeDoc struct {
	Property model.Attr `json:"property"`
	Before   []string   `json:"before"`
	After    []string   `json:"after"`
}

// A cloudDoc is the cloud object.
type cloudDoc struct{ desk.Outlook }

func (c cloudDoc) MarshalJSON() ([]byte, error) {
	w := &fieldWriter{[]byte{' '}}
	w.cloud(c.Outlook)
	return w.b, nil
}

// ahead foresees an edit. That this fails keeps nobody from making the edit.
func (a *app) ahead(ctx context.Context, s *session.Session, before, after model.Entry) *aheadDoc {
	x, err := s.Desk.Ahead(ctx, before, after)
	return a.foreseen(x, err, model.Diff(before, after))
}

// aheadOfNew foresees an object that is not made yet.
func (a *app) aheadOfNew(ctx context.Context, s *session.Session, e model.Entry) *aheadDoc {
	x, err := s.Desk.AheadOfNew(ctx, e)
	return a.foreseen(x, err, model.Diff(model.Entry{}, e))
}

func (a *app) foreseen(x desk.Ahead, err error, edited model.ChangeSet) *aheadDoc {
	if err != nil {
		fmt.Fprintf(a.stderr, "rdesk: what synchronization makes of it is not known: %s\n", oneLine(err.Error()))
		return nil
	}
	return aheadOf(x, edited)
}

func aheadOf(x desk.Ahead, edited model.ChangeSet) *aheadDoc {
	d := &aheadDoc{InScope: x.After.Sync.InScope, Summary: x.After.Summary(), Cloud: cloudDoc{x.After}, Changes: []cloudChangeDoc{},
		Reasons: append([]forecast.Reason{}, x.Reasons(edited)...)}
	for _, c := range x.Changes().Changes {
		d.Changes = append(d.Changes, cloudChangeDoc{c.Attr, texts(c.Attr, c.Before), texts(c.Attr, c.After)})
	}
	return d
}

// texts writes values as a person reads them.
func texts(a model.Attr, vals []string) []string {
	out := make([]string, 0, len(vals))
	for _, v := range vals {
		out = append(out, strings.ToValidUTF8(guidText(a, v), "\uFFFD"))
	}
	return out
}

// print tells what changes in the tenant; nothing where that is not known.
func (d *aheadDoc) print(w io.Writer) {
	if d == nil {
		return
	}
	fmt.Fprintf(w, "  After the next synchronization: %s\n", oneLine(d.Summary))
	for _, c := range d.Changes {
		change := model.Change{Attr: c.Property, Before: c.Before, After: c.After}
		for _, v := range change.Removed() {
			fmt.Fprintf(w, "    - %s %s\n", c.Property, oneLine(v))
		}
		for _, v := range change.Added() {
			fmt.Fprintf(w, "    + %s %s\n", c.Property, oneLine(v))
		}
	}
	for _, r := range d.Reasons {
		if r.Verdict != forecast.Flows {
			fmt.Fprint(w, "  ")
			printReasons(w, []forecast.Reason{r})
		}
	}
}
