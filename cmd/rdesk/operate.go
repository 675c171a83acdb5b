package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"recipientdesk/cmd/session"
	"recipientdesk/model/desk"
	"recipientdesk/model/lifecycle"
)

// operating plans one step in the life of an object: all of its attributes are one
// change, which is reviewed, saved and shown as that of the command set.
func operating(op desk.Operation) planner {
	return func(ctx context.Context, _ *app, s *session.Session, id string) (planned, error) {
		e, err := namedEntry(ctx, s, id)
		if err != nil {
			return planned{}, err
		}
		w, err := s.Desk.WorldOf(ctx, e)
		if err != nil {
			return planned{}, err
		}
		out, err := op(e, w)
		return planned{out.Before, out.After, &out}, err
	}
}

// printCloud lists what is to be done in the tenant, each line of PowerShell as it is
// typed.
func printCloud(w io.Writer, indent string, steps []lifecycle.Step) {
	for i, step := range steps {
		fmt.Fprintf(w, "%s%d. %s\n", indent, i+1, oneLine(step.Text))
		for line := range strings.Lines(step.PowerShell) {
			fmt.Fprintf(w, "%s   %s\n", indent, oneLine(strings.TrimRight(line, "\n")))
		}
	}
}

// printBeside tells what remains to be done in the tenant, and what to know. rdesk runs
// no PowerShell.
func printBeside(w io.Writer, cloud []lifecycle.Step, notes []string) {
	if len(cloud) > 0 {
		fmt.Fprintln(w, "To do in the tenant:")
	}
	printCloud(w, "  ", cloud)
	for _, n := range notes {
		fmt.Fprintf(w, "Note: %s\n", oneLine(n))
	}
}
