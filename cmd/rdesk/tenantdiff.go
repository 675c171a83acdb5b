package main

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
)

// A diffing is what tenant diff is asked for.
type diffing struct {
	all    bool
	failOn string
}

func (a *app) tenantDiff() *cobra.Command {
	var v diffing
	c := &cobra.Command{
		Use: "diff ID...", Short: "Set AD, what is to come, and the tenant side by side, with reasons", Args: cobra.MinimumNArgs(1),
		Long: `Set objects of the directory beside what the next synchronization makes of them and what
stands in the tenant now, property by property, with the reason for each difference. The
object of the tenant is found by its source anchor, groups by security identifier, and
only then by address; never by name.

The states are equal, waiting, blocked (does not arrive), rewritten, sanitized (an
address in a domain that is not verified is left out), quarantined (another object of
the tenant has the value), cloud-managed, not-synced (no rule carries it), different
(although a synchronization ran since) and unknown. What the cloud adds by itself is no
difference.

The table shows what is not equal. JSON is one object for one ID, an array for several,
and has every property, as CSV has.

With --fail-on the exit status is 3: for error if the tenant reports a conflict or the
export fails, for difference also if anything is not as AD has it, for waiting also if
that will be settled by the next synchronization.`,
		Example: `  rdesk tenant diff anna@contoso.com -o table
  rdesk tenant diff anna ben --fail-on difference -o jsonl`,
		RunE: a.runs(func(ctx context.Context, args []string) error { return a.runDiff(ctx, args, v) }),
	}
	c.Flags().BoolVar(&v.all, "all-properties", false, "table: show what is equal, too")
	failOnFlag(c, &v.failOn)
	return c
}

// failOnFlag adds --fail-on, as tenant diff and tenant drift have it.
func failOnFlag(c *cobra.Command, on *string) {
	c.Flags().StringVar(on, "fail-on", "", "error, difference or waiting: end with exit status 3 if one is left")
	_ = c.RegisterFlagCompletionFunc("fail-on", fixed("error", "difference", "waiting"))
}

func (a *app) runDiff(ctx context.Context, ids []string, v diffing) error {
	if err := canFailOn(v.failOn); err != nil {
		return err
	}
	s, err := a.withTenant(ctx)
	if err != nil {
		return err
	}
	var refs []model.Ref
	for _, id := range ids { // a name that is wrong is told before anything is shown
		ref, err := s.Desk.Find(ctx, id)
		if err != nil {
			return err
		}
		refs = append(refs, ref)
	}
	w, err := a.diffWriter(len(ids) == 1, v.all)
	if err != nil {
		return err
	}
	failed := 0
	for _, ref := range refs {
		e, err := s.Desk.Get(ctx, ref)
		if err != nil {
			return err
		}
		c, err := s.Desk.Compare(ctx, e, e)
		if err != nil {
			return err
		}
		a.tellGaps(c.Gaps)
		if err := w.add(c); err != nil {
			return err
		}
		if fails(v.failOn, c.Item) {
			failed++
		}
	}
	if err := w.end(); err != nil {
		return err
	}
	return notEqual(failed)
}

func canFailOn(on string) error {
	if on != "" && on != "error" && on != "difference" && on != "waiting" {
		return wrong("--fail-on %s: write error, difference or waiting", on)
	}
	return nil
}

// fails reports whether an object is as bad as --fail-on says. That an object does not
// synchronize is what somebody chose.
func fails(on string, it drift.Item) bool {
	switch it.Status {
	case drift.StatusError:
		return on != ""
	case drift.StatusDifferent:
		return on == "difference" || on == "waiting"
	case drift.StatusOnlyAD:
		return it.InScope && (on == "difference" || on == "waiting")
	case drift.StatusWaiting:
		return on == "waiting"
	}
	return false
}

func notEqual(n int) error {
	if n == 0 {
		return nil
	}
	text := "objects are not in the tenant as --fail-on has it"
	if n == 1 {
		text = "object is not in the tenant as --fail-on has it"
	}
	return &model.Error{Code: model.Invalid, Message: strconv.Itoa(n) + " " + text, Hint: `"rdesk tenant diff" tells the reasons of each.`}
}

// A diffWriter writes comparisons one after the other.
type diffWriter interface {
	add(desk.Comparison) error
	end() error
}

func (a *app) diffWriter(single, all bool) (diffWriter, error) {
	switch a.format() {
	case formatTable:
		return &tableDiffs{a: a, all: all}, nil
	case formatJSON:
		if single {
			return jsonDiff{a}, nil
		}
	}
	w, err := a.stream("object", []string{"distinguishedName", "objectGUID", "twin", "status", "property", "attribute", "label", "ad", "after", "now", "state", "why", "source"})
	return streamedDiffs{w}, err
}

// jsonDiff writes the only comparison as a document.
type jsonDiff struct{ a *app }

func (j jsonDiff) add(c desk.Comparison) error { return writeJSON(j.a.out(), diffOf(c), true) }
func (j jsonDiff) end() error                  { return nil }

// streamedDiffs writes comparisons as JSON, and as rows of CSV: one for each property,
// and each address.
type streamedDiffs struct{ *stream }

func (s streamedDiffs) add(c desk.Comparison) error {
	d := diffOf(c)
	if s.format != formatCSV {
		s.stream.add(d)
		return s.flush()
	}
	for _, r := range d.Rows {
		if len(r.Addresses) == 0 {
			s.stream.add(diffLine{&d, r})
		}
		for _, x := range r.Addresses {
			one := r
			one.AD, one.After, one.Now, one.State, one.Why, one.Source = some(x.AD), some(x.After), some(x.Now), x.State, x.Why, x.Source
			s.stream.add(diffLine{&d, one})
		}
	}
	return s.flush()
}

func some(v string) []string {
	if v == "" {
		return nil
	}
	return []string{v}
}
