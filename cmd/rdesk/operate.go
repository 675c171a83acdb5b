package main

import (
	"context"
	"fmt"
	"io"

	"recipientdesk/model/desk"
	"recipientdesk/model/journal"
	"recipientdesk/model/lifecycle"
)

// operate makes one step in the life of an object: all of its attributes are one
// change, which is reviewed, saved and shown as that of the command set.
func (a *app) operate(ctx context.Context, id string, op desk.Operation, how saving) error {
	s, err := a.session(ctx)
	if err != nil {
		return err
	}
	if err := how.possible(s); err != nil {
		return err
	}
	ref, err := s.Desk.Find(ctx, id)
	if err != nil {
		return err
	}
	e, err := s.Desk.Get(ctx, ref)
	if err != nil {
		return err
	}
	w, err := s.Desk.World(ctx)
	if err != nil {
		return err
	}
	out, err := op(e, w)
	if err != nil {
		return err
	}
	doc, err := a.made(ctx, s, out.Before, out.After, how)
	if err != nil {
		return err
	}
	doc.beside(out.Cloud, out.Notes)
	return a.showReview(s, journal.Modify, out.Change(), doc)
}

// beside adds what the change of AD does not reach.
func (d *reviewDoc) beside(cloud []lifecycle.Step, notes []string) {
	cloud, notes = append([]lifecycle.Step{}, cloud...), append([]string{}, notes...)
	d.Cloud, d.Notes = &cloud, &notes
}

func (d reviewDoc) printBeside(w io.Writer) {
	if d.Cloud != nil {
		printBeside(w, *d.Cloud, *d.Notes)
	}
}

// printSteps tells what remains to be done in the tenant, and what to know. rdesk runs
// no PowerShell.
func printBeside(w io.Writer, cloud []lifecycle.Step, notes []string) {
	if len(cloud) > 0 {
		fmt.Fprintln(w, "To do in the tenant:")
	}
	for i, step := range cloud {
		fmt.Fprintf(w, "  %d. %s\n", i+1, oneLine(step.Text))
		if step.PowerShell != "" {
			fmt.Fprintf(w, "     %s\n", oneLine(step.PowerShell))
		}
	}
	for _, n := range notes {
		fmt.Fprintf(w, "Note: %s\n", oneLine(n))
	}
}
