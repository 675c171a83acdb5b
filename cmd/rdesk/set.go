package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/sheet"
)

// saving is what the commands that change something have in common.
type saving struct {
	dryRun, force bool
	addresses     bool // show the address list
	several
}

func (v *saving) flags(c *cobra.Command) {
	c.Flags().BoolVar(&v.dryRun, "dry-run", false, "show what would be changed, and change nothing")
	c.Flags().BoolVar(&v.force, "force", false, "save in spite of findings that are errors, such as an address that is taken;\nwhat the directory refuses stays refused")
}

// possible returns why nothing can be saved at all.
func (v saving) possible(s *session.Session) error {
	if s.ReadOnly != nil && !v.dryRun {
		return s.ReadOnly
	}
	return nil
}

func (a *app) set() *cobra.Command {
	var how saving
	var clear, removes, adds []string
	c := &cobra.Command{
		Use: "set ID [FIELD=VALUE...]", Short: "Change fields of an object, in one request",
		Long: `Change fields of one object, in one request. FIELD is a field ID ("rdesk fields") or an
LDAP attribute; raw:ATTRIBUTE is the attribute alone, where a field of its name keeps
others in step. FIELD= removes the value; FIELD given several times gets several
values. References to other objects take any ID. A picture or octets are read from a
file with FIELD=@FILE.

FIELD=VALUE is done first, then --clear, --remove and --add. With --batch, no ID stands
before them.`,
		Example: `  rdesk set anna displayName="Anna Baker" mailNickname=anna.baker
  rdesk set anna --add proxyAddresses=ab@contoso.com --remove proxyAddresses=old@contoso.com
  rdesk set anna photo=@anna.jpg publicDelegates=ben@contoso.com --dry-run
  rdesk set --batch mail-users.txt richText=Never`,
		ValidArgsFunction: completeFields,
		RunE: a.runs(func(ctx context.Context, args []string) error {
			var ids []string
			if how.batch == "" && len(args) > 0 {
				ids, args = args[:1], args[1:]
			}
			edits, err := wishes(args, clear, removes, adds)
			if err != nil {
				return err
			}
			if len(edits) == 0 {
				return wrong("nothing to change: give FIELD=VALUE, --add, --remove or --clear")
			}
			return a.carryOut(ctx, "set", ids, fieldEdits(edits), how)
		})}
	f := c.Flags()
	f.StringArrayVar(&clear, "clear", nil, "FIELD to empty (repeatable)")
	f.StringArrayVar(&removes, "remove", nil, "FIELD=VALUE to take away (repeatable)")
	f.StringArrayVar(&adds, "add", nil, "FIELD=VALUE to add to the others (repeatable)")
	how.flags(c)
	how.batchFlags(c)
	return c
}

func completeFields(_ *cobra.Command, args []string, toComplete string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var out []string
	for _, f := range sheet.Fields() {
		if strings.HasPrefix(strings.ToLower(f.ID), strings.ToLower(toComplete)) {
			out = append(out, f.ID+"=\t"+f.Label)
		}
	}
	return out, cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveNoFileComp
}

// fieldEdits plans the edits of an object's fields, as far as whoever is signed in may
// make them.
func fieldEdits(edits []edit) planner {
	return func(ctx context.Context, a *app, s *session.Session, id string) (planned, error) {
		opened, err := a.opened(ctx, s, id)
		if err != nil {
			return planned{}, err
		}
		rights := []model.Rights{opened.Rights}
		if s.ReadOnly != nil { // what would be changed if it could be
			rights = nil
		}
		after, err := editing{s, rights}.apply(ctx, opened.Entry, edits)
		return planned{before: opened.Entry, after: after}, err
	}
}

func (a *app) opened(ctx context.Context, s *session.Session, id string) (desk.Opened, error) {
	ref, err := s.Desk.Find(ctx, id)
	if err != nil {
		return desk.Opened{}, err
	}
	opened, err := s.Desk.Open(ctx, ref)
	if err != nil {
		return desk.Opened{}, err
	}
	return opened[0], nil
}
