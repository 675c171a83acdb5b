package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/model/desk"
)

// A checking is what check is asked for.
type checking struct {
	plan   desk.CheckPlan
	filter string
	rules  []string
	fix    bool
	failOn string
	how    saving
	report reporting
	ignore string
}

func (a *app) check() *cobra.Command {
	var v checking
	c := &cobra.Command{
		Use: "check [ID...]", Short: "Find what will not synchronize, and mend it",
		Long: `Check objects against the rules of docs/rules.md: the objects named, or every recipient
below --base. Nothing is changed without --fix.

The profile entra has the rules of today's cloud. The profiles idfix and
idfix-dedicated answer as Microsoft's IdFix 2.6 does, with its tenants "multi-tenant"
and "dedicated". An address counts as shared wherever in the directory its other owner
is.

--fix makes the changes that the findings propose, one for each object: reviewed, saved
and written to the journal as any other, so that "rdesk undo" takes each back. What a
person has to decide is left. --dry-run shows them.

--report writes what was found, before --fix, as one page that needs nothing but a
browser, or as a table for spreadsheets.

--ignore leaves findings out that somebody has looked at, with a reason (docs/ignored.md).

With --fail-on the exit status is 3 if a finding of that severity, or worse, is left.`,
		Example: `  rdesk check --fail-on error
  rdesk check --fix --rule RD1003 --dry-run
  rdesk check --report findings.html
  rdesk check anna@contoso.com -o json`,
		RunE: a.runs(func(ctx context.Context, args []string) error { return a.runCheck(ctx, args, v) }),
	}
	f := c.Flags()
	f.StringVar(&v.plan.Profile, "profile", desk.Entra, strings.Join(desk.Profiles(), ", "))
	f.BoolVar(&v.plan.AlternateLogin, "alternate-login", false, "idfix: people sign in with another attribute than userPrincipalName")
	f.StringArrayVar(&v.rules, "rule", nil, "only this rule, by its ID (repeatable)")
	f.StringVar(&v.filter, "filter", "", "only objects that match this LDAP filter")
	f.StringVar(&v.failOn, "fail-on", "", "error or warning: end with exit status 3 if one is left")
	f.StringVar(&v.ignore, "ignore", "", "leave out the findings of this file, in the form of docs/ignored.md")
	f.BoolVar(&v.fix, "fix", false, "make the changes that are proposed")
	f.BoolVar(&v.how.dryRun, "dry-run", false, "with --fix: show what would be changed, and change nothing")
	f.StringVar(&v.report.file, "report", "", "also write the findings to this file: .html for a page, .csv for a table")
	f.StringVar(&v.report.groupBy, "group-by", "rule", "order of the report: rule or object")
	_ = c.RegisterFlagCompletionFunc("group-by", fixed("rule", "object"))
	_ = c.RegisterFlagCompletionFunc("profile", fixed(desk.Profiles()...))
	_ = c.RegisterFlagCompletionFunc("fail-on", fixed("error", "warning"))
	_ = c.RegisterFlagCompletionFunc("rule", fixed(ruleIDs()...))
	return c
}

func ruleIDs() (out []string) {
	for _, profile := range desk.Profiles() {
		for _, r := range desk.RulesOf(profile) {
			out = append(out, r.ID+"\t"+r.Title)
		}
	}
	return out
}

// severities are what --fail-on takes.
var severities = map[string]check.Severity{"error": check.Error, "warning": check.Warning}

func (a *app) runCheck(ctx context.Context, ids []string, v checking) error {
	if _, ok := severities[v.failOn]; v.failOn != "" && !ok {
		return wrong("--fail-on %s: write error or warning", v.failOn)
	}
	if err := v.report.possible(); err != nil {
		return err
	}
	if v.how.dryRun && !v.fix {
		return wrong("--dry-run goes with --fix")
	}
	ignore, err := readIgnored(v.ignore)
	if err != nil {
		return err
	}
	s, err := a.session(ctx)
	if err != nil {
		return err
	}
	if v.fix {
		if err := v.how.possible(s); err != nil {
			return err
		}
	}
	if err := v.complete(ctx, s, ids); err != nil {
		return err
	}
	tell, end := a.progress("checked")
	found, err := s.Desk.Check(ctx, v.plan, tell)
	end()
	if err != nil {
		return err
	}
	open, ignored := ignore.Split(found.Findings)
	found.Findings = open
	if err := v.report.write(s, found); err != nil {
		return err
	}
	doc := checkDoc{Profile: found.Profile, Checked: found.Checked, Skipped: skippedDocs(found.Skipped), Findings: append([]check.Finding{}, found.Findings...),
		Ignored: len(ignored), Fixes: []fixDoc{}, Left: []unmendedDoc{}, fix: v.fix}
	if v.fix {
		if err := a.fix(ctx, s, &doc, v.how); err != nil {
			return err
		}
	}
	if err := a.showChecked(s, doc); err != nil {
		return err
	}
	if doc.failure != nil {
		return doc.failure
	}
	return doc.fails(v.failOn)
}

// complete fills the plan with what needs a directory.
func (v *checking) complete(ctx context.Context, s *session.Session, ids []string) error {
	v.plan.Rules = v.rules
	if v.filter != "" {
		f, err := model.ParseFilter(v.filter)
		if err != nil {
			return err
		}
		v.plan.Query.Where = f
	}
	if len(ids) > 0 && v.filter != "" {
		return wrong("check: give objects or --filter, not both")
	}
	for _, id := range ids {
		ref, err := s.Desk.Find(ctx, id)
		if err != nil {
			return err
		}
		v.plan.Refs = append(v.plan.Refs, ref)
	}
	return nil
}

// fails returns the error of --fail-on.
func (d checkDoc) fails(on string) error {
	least, ok := severities[on]
	if !ok {
		return nil
	}
	n := 0
	for _, f := range d.Findings {
		if f.Rule.Severity >= least {
			n++
		}
	}
	for _, f := range d.Fixes {
		for _, m := range f.mended {
			if f.Saved && m.Rule.Severity >= least {
				n--
			}
		}
	}
	if n == 0 {
		return nil
	}
	what := "findings are"
	if n == 1 {
		what = "finding is"
	}
	return &model.Error{Code: model.Invalid, Message: fmt.Sprintf("%d %s of the severity %s or worse", n, what, on), Hint: "--fix mends what can be mended without a decision."}
}
