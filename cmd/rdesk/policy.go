package main

import (
	"bytes"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/addresspolicy"
	"recipientdesk/model/desk"
)

// A policing is what the commands of address policies are asked for.
type policing struct {
	changedOnly bool
	report      string
	goOn        bool
	how         saving
}

func (a *app) policy() *cobra.Command {
	c := &cobra.Command{Use: "policy", Short: "Give addresses by policy, without Exchange", Args: cobra.NoArgs,
		Long: `Give addresses by policy, without Exchange. A file holds the policies by priority: for each
recipient the first counts whose scope it is in.

  {"policies":[
    {"name":"Staff","scope":{"under":["OU=Staff,DC=contoso,DC=com"]},
     "addresses":["SMTP:%g.%s@contoso.com","smtp:%m@contoso.com"]}]}

A scope has under (containers), filter (LDAP), memberOf (groups) and kinds ("rdesk list
--kind"); what is left out is everybody, of kinds mailboxes and groups with mail. SMTP:
makes the primary address. %g is the given name, %s the surname, %i the middle initial,
%d the display name, %m the alias, %u the account name, %2g the first two letters, %rxy
x replaced by y. Letters that no address has are written in ASCII; of two people with one
address the second gets a number. What somebody has stays; who is exempt
(msExchPoliciesExcluded) is left alone.`,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() }}
	c.AddCommand(a.policyPreview(), a.policyApply(), a.policyCheck())
	return c
}

func (v *policing) flags(c *cobra.Command) {
	c.Flags().BoolVar(&v.changedOnly, "changed-only", false, "list only recipients that get something")
	c.Flags().StringVar(&v.report, "report", "", "also write it to this file: .html for a page, .csv for a table")
}

func (a *app) policyPreview() *cobra.Command {
	var v policing
	c := &cobra.Command{
		Use: "preview FILE", Short: "Show what address policies make of the directory", Args: cobra.ExactArgs(1),
		Long:    "Show what address policies make of every recipient below --base. Nothing is changed.",
		Example: "  rdesk policy preview policies.json --changed-only -o table\n  rdesk policy preview policies.json --report addresses.html",
		RunE: a.runs(func(ctx context.Context, args []string) error {
			s, p, err := a.policies(ctx, args[0], v)
			if err != nil {
				return err
			}
			return a.showPolicies(s, policyDocOf(s, p, v.changedOnly))
		})}
	v.flags(c)
	return c
}

func (a *app) policyCheck() *cobra.Command {
	return &cobra.Command{
		Use: "check FILE", Short: "Say what is wrong with a file of address policies", Args: cobra.ExactArgs(1),
		Long: "Say what is wrong with a file of address policies. No directory is opened.",
		RunE: a.runs(func(_ context.Context, args []string) error {
			ps, err := a.policyFile(args[0])
			if err != nil {
				return err
			}
			return a.show(view{
				json: func() (any, error) { return ps, nil },
				rows: func() ([]string, [][]string) {
					var rows [][]string
					for _, p := range ps {
						rows = append(rows, []string{p.Name, fmt.Sprint(!p.Off), templateTexts(p.Addresses)})
					}
					return []string{"policy", "on", "addresses"}, rows
				},
			})
		})}
}

func (a *app) policyFile(name string) (addresspolicy.Policies, error) {
	b, err := a.input(name)
	if err != nil {
		return nil, err
	}
	return addresspolicy.Load(bytes.NewReader(b))
}

// policies previews a file of policies, and writes the report of it.
func (a *app) policies(ctx context.Context, file string, v policing) (*session.Session, *desk.PolicyPreview, error) {
	if err := reportable(v.report); err != nil {
		return nil, nil, err
	}
	ps, err := a.policyFile(file)
	if err != nil {
		return nil, nil, err
	}
	s, err := a.session(ctx)
	if err != nil {
		return nil, nil, err
	}
	tell, end := a.progress("looked at")
	p, err := s.Desk.Policies(ctx, ps, tell)
	end()
	if err != nil || v.report == "" {
		return s, p, err
	}
	head := desk.ReportHead{Directory: s.Info.Domain, Made: a.target.Now(), By: "rdesk " + version()}
	return s, p, writeReport(v.report, p.Report(head, v.changedOnly))
}

func (a *app) policyApply() *cobra.Command {
	var v policing
	c := &cobra.Command{
		Use: "apply FILE", Short: "Give the addresses that address policies say", Args: cobra.ExactArgs(1),
		Long: `Give the addresses that address policies say, one change for each recipient, all of one
batch that "rdesk rollback" takes back as a whole. Every change is reviewed before the
first is sent. If one fails, those before it are taken back and nothing is changed; with
--keep-going the others are made all the same, and what failed is named.`,
		Example: "  rdesk policy apply policies.json --dry-run -o table\n  rdesk policy apply policies.json",
		RunE:    a.runs(func(ctx context.Context, args []string) error { return a.applyPolicies(ctx, args[0], v) }),
	}
	v.flags(c)
	c.Flags().BoolVar(&v.goOn, "keep-going", false, "make the other changes if one fails")
	v.how.flags(c)
	return c
}

func (a *app) applyPolicies(ctx context.Context, file string, v policing) error {
	s, err := a.session(ctx)
	if err != nil {
		return err
	}
	if err := v.how.possible(s); err != nil {
		return err
	}
	s, p, err := a.policies(ctx, file, v)
	if err != nil {
		return err
	}
	doc := policyDocOf(s, p, true)
	if v.how.dryRun || p.Changed == 0 {
		return a.showPolicies(s, doc)
	}
	changes, err := a.reviewedPolicies(ctx, s, v, &doc)
	if err != nil {
		return err
	}
	if err := a.givePolicies(ctx, s, changes, v.goOn, &doc); err != nil {
		return err
	}
	if err := a.showPolicies(s, doc); err != nil || len(doc.Failed) == 0 {
		return err
	}
	return &model.Error{Code: doc.failure, Subject: "Address policies", Message: fmt.Sprintf("%d recipients were left as they are", len(doc.Failed)),
		Hint: "They are named under failed."}
}

// reviewedPolicies returns the changes to be sent. One that brings an error in stops all
// of them, unless the others are to be made or --force was given.
func (a *app) reviewedPolicies(ctx context.Context, s *session.Session, v policing, doc *policyDoc) ([]model.ChangeSet, error) {
	tell, end := a.progress("reviewed")
	reviewed, err := s.Desk.ReviewAll(ctx, doc.changes, tell)
	end()
	if err != nil {
		return nil, err
	}
	var out []model.ChangeSet
	for _, r := range reviewed {
		err := r.Err
		if err == nil {
			err = a.refused(r.Review, v.how.force)
		}
		switch {
		case err != nil && !v.goOn:
			return nil, err
		case err != nil:
			doc.fail(r.Change.Ref, err)
			continue
		}
		out = append(out, r.Change)
	}
	return out, nil
}

// givePolicies makes the changes as one batch.
func (a *app) givePolicies(ctx context.Context, s *session.Session, changes []model.ChangeSet, goOn bool, doc *policyDoc) error {
	b, err := s.Desk.NewBatch(ctx, "policy", a.target.Now())
	if err != nil {
		return err
	}
	tell, end := a.progress("saved")
	defer end()
	done := 0
	numbers, failed, err := b.GiveAll(ctx, changes, goOn, func(desk.Saved, error) {
		done++
		tell(done)
	})
	if err != nil {
		return err
	}
	doc.Batch = b.Name
	doc.saved(numbers, failed)
	return nil
}
