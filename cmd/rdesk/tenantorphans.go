package main

import (
	"cmp"
	"context"

	"github.com/spf13/cobra"

	"recipientdesk/model"
	"recipientdesk/model/drift"
)

// An orphanDoc is an object that synchronizes without an object of the directory.
type orphanDoc struct {
	objectDoc
	Anchor   string      `json:"onPremisesImmutableId"`
	From     string      `json:"onPremisesDistinguishedName"` // where it came from, as far as the tenant knows
	LastSync string      `json:"onPremisesLastSyncDateTime"`
	Why      string      `json:"why"`
	Remedies []remedyDoc `json:"remedies"`
}

// A remedyDoc is a way to settle a difference. Nothing runs its script.
type remedyDoc struct {
	Title  string `json:"title"`
	Text   string `json:"text"`
	Script string `json:"script"` // PowerShell; "" if there is nothing to run
	Source string `json:"source"`
}

func remedyDocs(rs []drift.Remedy) []remedyDoc {
	out := []remedyDoc{}
	for _, r := range rs {
		out = append(out, remedyDoc{r.Title, r.Text, r.Script, r.Source})
	}
	return out
}

func orphanOf(o drift.Orphan) orphanDoc {
	e := o.Object
	return orphanDoc{objectOfTenant(e), e.First(drift.PropAnchor), e.First("onPremisesDistinguishedName"), e.First(propLastSync), o.Why, remedyDocs(o.Remedies())}
}

// An orphansDoc is what tenant orphans prints.
type orphansDoc struct {
	Orphans []orphanDoc `json:"orphans"`
	Gaps    []gapDoc    `json:"gaps"`
}

func (a *app) tenantOrphans() *cobra.Command {
	return &cobra.Command{
		Use: "orphans", Short: "List what synchronizes without an object of the directory", Args: cobra.NoArgs,
		Long: `List users, groups and contacts of the tenant that synchronize and have no object in the
directory. They cannot be edited in the tenant; the synchronization server deletes them
once it notices, or never if it has forgotten them. The whole directory is compared,
whatever --base says.

Before one is deleted, make sure that it is no object of another domain or forest that
synchronizes with the same tenant.`,
		RunE: a.runs(func(ctx context.Context, _ []string) error {
			_, d, err := a.compareAll(ctx, model.Query{})
			if err != nil {
				return err
			}
			doc := orphansDoc{[]orphanDoc{}, gapDocs(d.View.Gaps)}
			for _, o := range d.Result.Orphans {
				doc.Orphans = append(doc.Orphans, orphanOf(o))
			}
			return cmp.Or(a.showOrphans(doc), broken(d.View.Gaps))
		})}
}

func (a *app) showOrphans(doc orphansDoc) error {
	if a.format() == formatJSON {
		return writeJSON(a.out(), doc, true)
	}
	w, err := a.stream("orphan", []string{"id", "class", "name", "onPremisesImmutableId", "onPremisesDistinguishedName", "onPremisesLastSyncDateTime", "why"},
		column{"CLASS", 7}, column{"NAME", 40}, column{"ID", 36}, column{"LAST SYNC (UTC)", 16}, column{"CAME FROM", 0})
	if err != nil {
		return err
	}
	for _, o := range doc.Orphans {
		w.add(o)
	}
	return w.end()
}

func (o orphanDoc) json(b []byte) []byte { return document(b, o) }

func (o orphanDoc) csv() []string {
	return []string{o.ID, o.Class, o.Name, o.Anchor, o.From, o.LastSync, o.Why}
}

func (o orphanDoc) table() []string {
	from := o.From
	if from == "" {
		from = o.Anchor
	}
	return []string{o.Class, o.Name, o.ID, shortTime(o.LastSync), from}
}

func (a *app) tenantDeleted() *cobra.Command {
	l := tenantListing{part: "deleted"}
	c := &cobra.Command{
		Use: "deleted", Short: "List what was deleted in the tenant and can be restored", Args: cobra.NoArgs,
		Long: `List users and Microsoft 365 groups that were deleted and can be restored, with the days
left of 30: the same as "rdesk tenant list deleted". Their addresses stay taken until
they are gone.`,
		RunE: a.runs(func(ctx context.Context, _ []string) error { return a.runTenantList(ctx, l) }),
	}
	c.Flags().StringVar(&l.search, "search", "", "words that the names, the alias or an address must contain")
	return c
}
