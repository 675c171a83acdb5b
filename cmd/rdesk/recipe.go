package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/journal"
	"recipientdesk/model/lifecycle"
)

// A recipeDoc is a review with the ticks of a recipe, as they are after the edit if one
// was made or is shown.
type recipeDoc struct {
	reviewDoc
	Ready model.Maybe      `json:"ready"` // every tick is done
	Ticks []lifecycle.Tick `json:"ticks"`
}

func (a *app) recipe() *cobra.Command {
	c := &cobra.Command{Use: "recipe", Short: "Work through what something takes, tick by tick", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() }}
	var how saving
	var fix bool
	mailbox := &cobra.Command{
		Use: "cloud-mailbox ID", Short: "What a user lacks to have a mailbox in Exchange Online", Args: cobra.ExactArgs(1),
		Long: `Verify what a user needs to have a mailbox in Exchange Online: the sign-in name and the
address in a verified domain, display name, one primary address, alias, scope of the
synchronization, no mailbox GUID of an own server, license. What cannot be known without
the tenant or the rules is said to be unknown.

--fix makes the edits in AD that put right what they can, as one change; the ticks then
are those of the edited user. --dry-run shows it.`,
		Example: "  rdesk recipe cloud-mailbox anna -o table\n  rdesk recipe cloud-mailbox anna --fix --dry-run",
		RunE: a.runs(func(ctx context.Context, args []string) error {
			if how.dryRun && !fix {
				return wrong("--dry-run goes with --fix")
			}
			return a.cloudMailbox(ctx, args[0], fix, how)
		})}
	mailbox.Flags().BoolVar(&fix, "fix", false, "make the edits in AD that are proposed")
	how.flags(mailbox)
	c.AddCommand(mailbox)
	return c
}

func (a *app) cloudMailbox(ctx context.Context, id string, fix bool, how saving) error {
	s, err := a.session(ctx)
	if err != nil {
		return err
	}
	if !fix {
		how.dryRun = true
	} else if err := how.possible(s); err != nil {
		return err
	}
	e, err := namedEntry(ctx, s, id)
	if err != nil {
		return err
	}
	if k := (model.Recipient{Entry: e}).Kind(); k.Family() != "user" {
		return &model.Error{Code: model.Invalid, Subject: id, Message: "is " + k.Phrase() + ", and only a user can have a mailbox", Hint: "Name a user."}
	}
	doc, after := recipeDoc{}, e
	if fix {
		after, doc.Ticks, err = s.Desk.MendMailbox(ctx, e)
	} else {
		doc.Ticks, err = s.Desk.CloudMailbox(ctx, e)
	}
	if err != nil {
		return err
	}
	doc.Ready = ready(doc.Ticks)
	if doc.reviewDoc, err = a.made(ctx, s, planned{before: e, after: after}, how); err != nil {
		return err
	}
	return a.showRecipe(s, model.Diff(e, after), doc)
}

// ready sums ticks up: No if one is to do, else Unsure if one is not known.
func ready(ticks []lifecycle.Tick) model.Maybe {
	all := model.Yes
	for _, t := range ticks {
		switch {
		case t.Done == model.No:
			return model.No
		case t.Done == model.Unsure:
			all = model.Unsure
		}
	}
	return all
}

func (a *app) showRecipe(s *session.Session, cs model.ChangeSet, doc recipeDoc) error {
	return a.show(view{
		json: func() (any, error) { return doc, nil },
		rows: func() ([]string, [][]string) {
			var rows [][]string
			for _, t := range doc.Ticks {
				rows = append(rows, []string{t.ID, t.Done.String(), t.Label, t.Why, t.Fix})
			}
			return []string{"tick", "done", "label", "why", "fix"}, rows
		},
		table: func(w io.Writer) {
			if cs.Empty() {
				fmt.Fprintln(w, oneLine(doc.DN))
			} else {
				printReview(w, s.Schema, cs, doc.reviewDoc)
			}
			for _, t := range doc.Ticks {
				fmt.Fprintf(w, "  [%s] %s: %s\n", map[model.Maybe]string{model.Yes: "x", model.No: " ", model.Unsure: "?"}[t.Done], t.Label, oneLine(t.Why))
				if t.Fix != "" {
					fmt.Fprintf(w, "      %s\n", oneLine(t.Fix))
				}
				printCloud(w, "      ", t.Cloud)
			}
		},
		ldif: func(w io.Writer) error { return session.WriteLDIFChange(w, changetype(journal.Modify), cs) },
	})
}
