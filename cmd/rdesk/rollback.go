package main

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"recipientdesk/model"
)

// A rollbackDoc is what became of a batch that was taken back.
type rollbackDoc struct {
	Batch  string        `json:"batch"`
	Undone []int         `json:"undone"` // numbers of the history; with --dry-run those that would be
	Failed []unundoneDoc `json:"failed"`
	Saved  bool          `json:"saved"`
}

type unundoneDoc struct {
	N   int    `json:"n"`
	DN  string `json:"dn"`
	Why string `json:"why"`
}

func (a *app) rollback() *cobra.Command {
	var dryRun bool
	c := &cobra.Command{
		Use: "rollback BATCH", Short: "Take back all changes of a batch", Args: cobra.ExactArgs(1),
		Long: `Take back all changes of a batch, the last first, as "rdesk policy apply" names it and
"rdesk history" shows it. What somebody has changed since is left and named, with exit
status 4; what was taken back already is passed over.`,
		Example: "  rdesk rollback policy-20260531-080000",
		RunE:    a.runs(func(ctx context.Context, args []string) error { return a.runRollback(ctx, args[0], dryRun) }),
	}
	c.Flags().BoolVar(&dryRun, "dry-run", false, "show what would be taken back, and change nothing")
	return c
}

func (a *app) runRollback(ctx context.Context, batch string, dryRun bool) error {
	s, err := a.session(ctx)
	if err != nil {
		return err
	}
	if err := (saving{dryRun: dryRun}).possible(s); err != nil {
		return err
	}
	doc := rollbackDoc{Batch: batch, Undone: []int{}, Failed: []unundoneDoc{}, Saved: !dryRun}
	if dryRun {
		todo, err := s.Desk.BatchChanges(ctx, batch)
		if err != nil {
			return err
		}
		for _, r := range todo {
			doc.Undone = append(doc.Undone, r.N)
		}
		return a.showRollback(doc)
	}
	tell, end := a.progress("taken back")
	done, err := s.Desk.RollBack(ctx, batch, tell)
	end()
	if err != nil {
		return err
	}
	doc.Undone = append(doc.Undone, done.Undone...)
	var first error
	for _, f := range done.Failed {
		doc.Failed = append(doc.Failed, unundoneDoc{f.N, f.Ref.DN, f.Err.Error()})
		if first == nil {
			first = f.Err
		}
	}
	if err := a.showRollback(doc); err != nil || first == nil {
		return err
	}
	return &model.Error{Code: model.CodeOf(first), Subject: batch, Message: fmt.Sprintf("%d of its changes were left", len(doc.Failed)), Err: first,
		Hint: "Look at them in the history, and take them back by hand."}
}

func (a *app) showRollback(doc rollbackDoc) error {
	return a.show(view{
		json: func() (any, error) { return doc, nil },
		rows: func() ([]string, [][]string) {
			var rows [][]string
			for _, n := range doc.Undone {
				rows = append(rows, []string{strconv.Itoa(n), "undone", ""})
			}
			for _, f := range doc.Failed {
				rows = append(rows, []string{strconv.Itoa(f.N), "left", f.Why})
			}
			return []string{"n", "state", "why"}, rows
		},
		table: func(w io.Writer) {
			verb := "were taken back"
			if !doc.Saved {
				verb = "would be taken back"
			}
			fmt.Fprintf(w, "%d changes of %s %s.\n", len(doc.Undone), oneLine(doc.Batch), verb)
			for _, f := range doc.Failed {
				fmt.Fprintf(w, "  %d %s: %s\n", f.N, oneLine(f.DN), oneLine(f.Why))
			}
		},
	})
}
