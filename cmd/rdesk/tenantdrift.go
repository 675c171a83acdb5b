package main

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
)

// A drifting is what tenant drift is asked for.
type drifting struct {
	status         []string
	search, filter string
	all            bool
	report, failOn string
}

func (a *app) tenantDrift() *cobra.Command {
	var v drifting
	c := &cobra.Command{
		Use: "drift", Short: "Compare the whole directory with the tenant", Args: cobra.NoArgs,
		Long: `Compare every object of the directory that can synchronize with the tenant: how many are
equal, what is not and why, mailboxes of another type than AD asks for, what is not in
the tenant although it synchronizes, orphans, duplicates, what the next synchronization
will match by address or sign-in name, and anchors that do not agree.

Counts are of all objects below --base; --status, --search and --filter choose what is
listed. JSON is one object; jsonl and csv have a line for each item. --report writes the
same as one page that needs nothing but a browser, or as a table for spreadsheets.

What may not be read of the tenant is named on standard error and under gaps: of it
nothing is known. --fail-on is that of "rdesk tenant diff".`,
		Example: `  rdesk tenant drift -o table
  rdesk tenant drift --status error,different -o csv
  rdesk tenant drift --report drift.html`,
		RunE: a.runs(func(ctx context.Context, _ []string) error { return a.runDrift(ctx, v) }),
	}
	f := c.Flags()
	f.StringSliceVar(&v.status, "status", nil, "list only these: "+strings.Join(itemStatuses(), ", "))
	f.StringVar(&v.search, "search", "", "list only what has this in its name, its place or the reason")
	f.StringVar(&v.filter, "filter", "", "compare only objects that match this LDAP filter")
	f.BoolVar(&v.all, "all", false, "list what is equal, too")
	f.StringVar(&v.report, "report", "", "also write it to this file: .html for a page, .csv for a table")
	failOnFlag(c, &v.failOn)
	_ = c.RegisterFlagCompletionFunc("status", fixed(itemStatuses()...))
	return c
}

// itemStatuses are those that an object of AD can have.
func itemStatuses() []string {
	return slices.DeleteFunc(slices.Clone(statusIDs), func(id string) bool { return id == statusIDs[drift.StatusOnlyCloud] })
}

func (v drifting) possible() error {
	for _, s := range v.status {
		if !slices.ContainsFunc(itemStatuses(), func(id string) bool { return strings.EqualFold(id, s) }) {
			return wrong("--status %s: write some of %s", s, strings.Join(itemStatuses(), ", "))
		}
	}
	if err := reportable(v.report); err != nil {
		return err
	}
	return canFailOn(v.failOn)
}

func (a *app) runDrift(ctx context.Context, v drifting) error {
	if err := v.possible(); err != nil {
		return err
	}
	var q model.Query
	if v.filter != "" {
		f, err := model.ParseFilter(v.filter)
		if err != nil {
			return err
		}
		q.Where = f
	}
	s, d, err := a.compareAll(ctx, q)
	if err != nil {
		return err
	}
	if v.report != "" {
		head := desk.ReportHead{Directory: s.Info.Domain, Made: a.target.Now(), By: "rdesk " + version()}
		keep := v.keeps
		if !v.chosen() {
			keep = nil
		}
		if err := writeReport(v.report, d.Report(head, keep)); err != nil {
			return err
		}
	}
	if err := cmp.Or(a.showDrift(s, d, v), broken(d.View.Gaps)); err != nil {
		return err
	}
	failed := 0
	for _, it := range d.Items {
		if fails(v.failOn, it) {
			failed++
		}
	}
	return notEqual(failed)
}

// compareAll reads the tenant and compares what q selects with it.
func (a *app) compareAll(ctx context.Context, q model.Query) (*session.Session, *desk.Drift, error) {
	s, err := a.withTenant(ctx)
	if err != nil {
		return nil, nil, err
	}
	if _, err := a.readTenant(ctx, s); err != nil {
		return nil, nil, err
	}
	tell, end := a.progress("compared")
	d, err := s.Desk.Drift(ctx, q, func(done, _ int) { tell(done) })
	end()
	if err != nil {
		return nil, nil, err
	}
	a.tellGaps(d.View.Gaps)
	return s, d, nil
}

// readTenant reads everything that the tenant shows.
func (a *app) readTenant(ctx context.Context, s *session.Session) (*desk.TenantView, error) {
	tell, end := a.progress("read from the tenant")
	defer end()
	n, part := 0, ""
	before := 0
	return s.Desk.ReadTenant(ctx, false, func(p desk.TenantProgress) {
		if p.Part != part {
			before, part = n, p.Part
		}
		n = before + p.Done
		tell(n)
	})
}

// chosen reports whether the list is not the usual one.
func (v drifting) chosen() bool { return v.all || v.search != "" || len(v.status) > 0 }

// keeps reports whether an item is listed.
func (v drifting) keeps(it drift.Item) bool {
	id := statusIDs[it.Status]
	switch {
	case len(v.status) > 0 && !slices.ContainsFunc(v.status, func(s string) bool { return strings.EqualFold(s, id) }):
		return false
	case len(v.status) == 0 && !v.all && it.Status == drift.StatusEqual:
		return false
	}
	return v.finds(it.Name, it.Ref.DN, string(it.Property), it.Why)
}

// finds reports whether one of the texts has what is searched for.
func (v drifting) finds(texts ...string) bool {
	return v.search == "" || slices.ContainsFunc(texts, func(t string) bool {
		return strings.Contains(strings.ToLower(t), strings.ToLower(v.search))
	})
}

// rfc3339 writes a time; null for one that is not known.
func rfc3339(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.UTC().Format(time.RFC3339)
	return &s
}
