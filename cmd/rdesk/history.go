package main

import (
	"context"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/journal"
	"recipientdesk/model/lifecycle"
)

// A recordDoc is one entry of the journal as JSON shows it. Undoes and undoneBy are
// the numbers of other entries, null for none.
type recordDoc struct {
	N        int         `json:"n"`
	Time     time.Time   `json:"time"`
	Who      string      `json:"who"`
	Op       journal.Op  `json:"op"`
	DN       string      `json:"dn"`
	GUID     string      `json:"objectGUID"`
	Changes  []changeDoc `json:"changes"`
	Outcome  string      `json:"outcome"`
	Message  string      `json:"message,omitempty"`
	Undoes   *int        `json:"undoes"`
	UndoneBy *int        `json:"undoneBy"`
	Batch    string      `json:"batch,omitempty"`
}

func recordOf(s *model.Schema, r journal.Record) recordDoc {
	return recordDoc{N: r.N, Time: r.Time.UTC(), Who: r.Who, Op: r.Op, DN: r.Change.Ref.DN, GUID: r.Change.Ref.GUID,
		Changes: changesOf(s, r.Change), Outcome: r.Outcome, Message: r.Message, Undoes: number(r.Undoes), UndoneBy: number(r.UndoneBy), Batch: r.Batch}
}

func number(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

func (a *app) history() *cobra.Command {
	var since, id string
	c := &cobra.Command{
		Use: "history", Short: "List the changes that this product made, oldest first", Args: cobra.NoArgs,
		RunE: a.runs(func(ctx context.Context, _ []string) error {
			from, err := parseSince(since, a.target.Now())
			if err != nil {
				return err
			}
			s, err := a.session(ctx)
			if err != nil {
				return err
			}
			records, err := s.Desk.History(ctx)
			if err != nil {
				return err
			}
			about, err := a.about(ctx, s, id)
			if err != nil {
				return err
			}
			records = slices.DeleteFunc(records, func(r journal.Record) bool {
				return r.Time.Before(from) || id != "" && !about(r.Change.Ref)
			})
			return a.show(historyView(s.Schema, records))
		})}
	c.Flags().StringVar(&since, "since", "", "only from a time on: 2026-05-31, 2026-05-31T08:00:00Z, or 90m, 24h, 7d ago")
	c.Flags().StringVar(&id, "id", "", "only of this object")
	return c
}

// about says which records are of the object. It may be gone: then it is known by
// what the journal says of it.
func (a *app) about(ctx context.Context, s *session.Session, id string) (func(model.Ref) bool, error) {
	if id == "" {
		return nil, nil
	}
	ref, err := s.Desk.Find(ctx, id)
	switch {
	case err == nil:
		return ref.Same, nil
	case model.CodeOf(err) != model.NotFound:
		return nil, err
	}
	if g, gerr := model.ParseGUID(id); gerr == nil {
		id = g.String()
	}
	return func(r model.Ref) bool { return r.GUID == id || model.SameDN(r.DN, id) }, nil
}

func historyView(s *model.Schema, records []journal.Record) view {
	return view{
		json: func() (any, error) {
			docs := []recordDoc{}
			for _, r := range records {
				docs = append(docs, recordOf(s, r))
			}
			return docs, nil
		},
		rows: func() ([]string, [][]string) {
			var rows [][]string
			for _, r := range records {
				rows = append(rows, []string{strconv.Itoa(r.N), r.Time.Local().Format(time.DateTime), r.Who, string(r.Op),
					joinAttrs(r.Change.Attrs()), outcome(r), r.Change.Ref.DN})
			}
			return []string{"n", "time", "who", "op", "attributes", "outcome", "dn"}, rows
		},
		ldif: func(w io.Writer) error {
			for _, r := range records {
				if err := session.WriteLDIFChange(w, changetype(r.Op), r.Change); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

func outcome(r journal.Record) string {
	switch {
	case r.UndoneBy != 0:
		return r.Outcome + ", undone by " + strconv.Itoa(r.UndoneBy)
	case r.Undoes != 0:
		return r.Outcome + ", undoes " + strconv.Itoa(r.Undoes)
	}
	return r.Outcome
}

// parseSince reads a moment, or how long ago it was.
func parseSince(s string, now time.Time) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", time.DateTime, "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.ParseInLocation(layout, s, time.Local); err == nil {
			return t, nil
		}
	}
	if days, ok := strings.CutSuffix(s, "d"); ok {
		if n, err := strconv.Atoi(days); err == nil && n >= 0 {
			return now.AddDate(0, 0, -n), nil
		}
	}
	if d, err := time.ParseDuration(s); err == nil && d >= 0 {
		return now.Add(-d), nil
	}
	return time.Time{}, wrong("--since %s: write a date such as 2026-05-31, a time, or 90m, 24h or 7d", s)
}

func (a *app) undo() *cobra.Command {
	var dryRun bool
	c := &cobra.Command{
		Use: "undo N", Short: "Take back change N of the history", Args: cobra.ExactArgs(1),
		Long: "Take back change N of the history, unless the same values were changed since. To take\nback the creation of an object is to delete it, unless it was changed since.",
		RunE: a.runs(func(ctx context.Context, args []string) error {
			n, err := strconv.Atoi(args[0])
			if err != nil || n < 1 {
				return wrong("undo %s: write the number of a change, as \"rdesk history\" shows it", args[0])
			}
			return a.runUndo(ctx, n, dryRun)
		})}
	c.Flags().BoolVar(&dryRun, "dry-run", false, "show what would be changed, and change nothing")
	return c
}

func (a *app) runUndo(ctx context.Context, n int, dryRun bool) error {
	s, err := a.session(ctx)
	if err != nil {
		return err
	}
	if err := (saving{dryRun: dryRun}).possible(s); err != nil {
		return err
	}
	r, cs, err := s.Desk.Undoing(ctx, n)
	if err != nil {
		return err
	}
	doc := reviewDocOf(s.Schema, r.Change.Ref, cs)
	if now, err := s.Desk.Get(ctx, cs.Ref); err == nil && r.Op == journal.Modify {
		after := cs.Apply(now)
		doc.foresee(ctx, a, s, now, after)
		doc.Cloud = append(append(doc.Cloud, lifecycle.Retyped(now, after)...), lifecycle.Unsynced(now, after)...)
	}
	if !dryRun {
		saved, err := s.Desk.Undo(ctx, n)
		if err != nil {
			return err
		}
		doc.saved(saved.Numbers)
	}
	op := journal.Modify
	if r.Op == journal.Create {
		op = journal.Delete
	}
	return a.showReview(s, op, cs, doc)
}
