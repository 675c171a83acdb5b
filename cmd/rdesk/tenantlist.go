package main

import (
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
)

// A tenantListing is what tenant list is asked for.
type tenantListing struct {
	part              string
	search, kind      string
	attrs             []model.Attr // nil: what is listed by itself; empty and not nil: all
	synced, cloudOnly bool
	limit             int
}

func (a *app) tenantList() *cobra.Command {
	var l tenantListing
	var names []string
	c := &cobra.Command{
		Use: "list [users|groups|contacts|deleted|errors|licenses|mailboxes]", Short: "List what is in the tenant, as its pages arrive",
		Args: cobra.MaximumNArgs(1), ValidArgs: []string{"users", "groups", "contacts", "deleted", "errors", "licenses", "mailboxes"},
		Long: `List users, groups and contacts of the tenant, or what is named of them, as the pages
arrive. No directory is opened.

  deleted    users and Microsoft 365 groups that can be restored, with the days left;
             Microsoft keeps nothing else that is deleted
  errors     what keeps objects from arriving: conflicts that the synchronization met,
             errors of services, and licenses that could not be assigned
  licenses   products, with seats that are taken and free
  mailboxes  how large they are, by Microsoft's report, which is a day or two old

What may not be read ends the list with an error that names the missing permission;
what can be read is listed before it.`,
		Example: `  rdesk tenant list users --search baker -o table
  rdesk tenant list groups --cloud-only --attributes displayName,mail -o csv
  rdesk tenant list errors`,
		RunE: a.runs(func(ctx context.Context, args []string) error {
			if len(args) > 0 {
				l.part = args[0]
			}
			for _, n := range names {
				if n = strings.TrimSpace(n); n == "*" {
					l.attrs = []model.Attr{}
					break
				}
				l.attrs = append(l.attrs, model.Attr(n))
			}
			return a.runTenantList(ctx, l)
		}),
	}
	f := c.Flags()
	f.StringVar(&l.search, "search", "", "words that the names, the alias or an address must contain")
	f.StringVar(&l.kind, "kind", "", "user, group or contact, or one of "+strings.Join(cloudKindIDs(), ", "))
	f.StringSliceVar(&names, "attributes", nil, "properties by their names in Microsoft Graph, with commas between them; * is all")
	f.BoolVar(&l.synced, "synced", false, "only what synchronizes from Active Directory")
	f.BoolVar(&l.cloudOnly, "cloud-only", false, "only what does not")
	f.IntVar(&l.limit, "limit", 0, "end after so many")
	c.MarkFlagsMutuallyExclusive("synced", "cloud-only")
	_ = c.RegisterFlagCompletionFunc("kind", fixed(append([]string{"user", "group"}, cloudKindIDs()...)...))
	return c
}

func cloudKindIDs() (out []string) {
	for _, k := range cloudKinds {
		out = append(out, k.id)
	}
	return out
}

func (a *app) runTenantList(ctx context.Context, l tenantListing) error {
	classes, known := classesOf[l.part]
	switch {
	case !known && l.part != "errors" && l.part != "licenses" && l.part != "mailboxes":
		return wrong("tenant list %s: write users, groups, contacts, deleted, errors, licenses or mailboxes", l.part)
	case l.limit < 0:
		return wrong("--limit %d: write a number from 1", l.limit)
	case l.kind != "" && l.kind != "user" && l.kind != "group" && !slices.Contains(cloudKindIDs(), l.kind):
		return wrong("--kind %s: write user, group or contact, or one of %s", l.kind, strings.Join(cloudKindIDs(), ", "))
	case l.attrs != nil && !known:
		return wrong("tenant list %s: --attributes does not go with it", l.part)
	}
	t, err := a.cloud()
	if err != nil {
		return err
	}
	defer t.Close()
	switch l.part {
	case "licenses":
		return a.listLicenses(ctx, t, l)
	case "mailboxes":
		return a.listMailboxes(ctx, t, l)
	case "errors":
		return a.listErrors(ctx, t, l)
	}
	return a.listObjects(ctx, t, classes, l)
}

// listObjects lists the objects of classes.
func (a *app) listObjects(ctx context.Context, t model.Tenant, classes []tenantClass, l tenantListing) error {
	columns := l.columns(classes)
	w, err := a.objectStream(columns, l.part == "deleted")
	if err != nil {
		return err
	}
	n := naming{now: a.target.Now()}
	if slices.ContainsFunc(columns, propLicenses.Is) || a.format() == formatTable {
		if n.products, err = a.products(ctx, t); err != nil {
			return err
		}
	}
	return a.listPages(ctx, t, classes, l, n, w, l.reads, func(c tenantClass, r tenantRow) []streamed {
		return []streamed{listedRow{r, l.shows(c), columns}}
	})
}

// products reads the names of licenses. Without the permission their IDs have to do.
func (a *app) products(ctx context.Context, t model.Tenant) ([]model.License, error) {
	products, err := t.Licenses(ctx)
	if forbidden(err) {
		a.tellGaps([]desk.Gap{{Part: "names of licenses", Err: err}})
		return nil, nil
	}
	return products, err
}

// listPages writes what of makes of each object that is wanted, as the pages arrive. A
// class that may not be read is an error once the other classes are listed.
func (a *app) listPages(ctx context.Context, t model.Tenant, classes []tenantClass, l tenantListing, n naming, w *stream,
	reads func(tenantClass) []model.Attr, of func(tenantClass, tenantRow) []streamed) error {
	var gaps []desk.Gap
	for _, c := range classes {
		if !l.admits(c.class) {
			continue
		}
		for b, err := range t.List(ctx, c.class, reads(c)...) {
			if forbidden(err) {
				gaps = append(gaps, desk.Gap{Part: c.class.Plural(), Err: err})
				break
			}
			if err != nil {
				return err
			}
			for r := range n.rows(c.class, b, l) {
				for _, one := range of(c, r) {
					if w.add(one); w.n == l.limit {
						return w.end()
					}
				}
			}
			if err := w.flush(); err != nil {
				return err
			}
		}
	}
	if err := w.end(); err != nil {
		return err
	}
	return a.gapError(gaps)
}

// gapError makes an error of the first gap and tells the others.
func (a *app) gapError(gaps []desk.Gap) error {
	if len(gaps) == 0 {
		return nil
	}
	a.tellGaps(gaps[1:])
	return gaps[0].Err
}

// rows yields the objects of a batch that are wanted.
func (n naming) rows(class model.CloudClass, b *model.Batch, l tenantListing) iter.Seq[tenantRow] {
	words := strings.Fields(strings.ToLower(l.search))
	return func(yield func(tenantRow) bool) {
		for i := range b.Len() {
			r := n.row(class, b.Entry(i))
			if l.keeps(r, words) && !yield(r) {
				return
			}
		}
	}
}

// keeps reports whether an object belongs to the list. Each word has to be somewhere
// in its names and addresses.
func (l tenantListing) keeps(r tenantRow, words []string) bool {
	synced := r.First(drift.PropSyncEnabled) == "true"
	if l.synced && !synced || l.cloudOnly && synced || l.kind != "" && l.kind != r.kind && l.kind != string(live(r.Class)) {
		return false
	}
	return !slices.ContainsFunc(words, func(w string) bool { return !r.contains(w) })
}

var searched = tenantAttrs("displayName userPrincipalName mail mailNickname proxyAddresses")

func (r tenantRow) contains(word string) bool {
	return slices.ContainsFunc(searched, func(a model.Attr) bool {
		return slices.ContainsFunc(r.Values(a), func(v string) bool { return strings.Contains(strings.ToLower(v), word) })
	})
}

// admits reports whether objects of a class can belong to the list at all.
func (l tenantListing) admits(class model.CloudClass) bool {
	c := live(class)
	switch l.kind {
	case "":
		return true
	case "user", "member", "guest":
		return c == model.CloudUser
	case "contact":
		return c == model.CloudContact
	}
	return c == model.CloudGroup
}

// shows are the attributes of a class that are written.
func (l tenantListing) shows(c tenantClass) []model.Attr {
	switch {
	case l.attrs == nil:
		return c.attrs
	case len(l.attrs) == 0:
		return desk.CloudProperties(c.class)[1:] // without the ID, which every row has
	}
	return l.attrs
}

// reads are the attributes of a class that are read: also what the kind, the authority
// and the search follow from.
func (l tenantListing) reads(c tenantClass) []model.Attr {
	return with(l.shows(c), slices.Concat(c.attrs, leftAttrs[live(c.class)])...)
}

// columns are the attributes of all classes, each once.
func (l tenantListing) columns(classes []tenantClass) (out []model.Attr) {
	out = []model.Attr{}
	for _, c := range classes {
		if l.admits(c.class) {
			out = with(out, l.shows(c)...)
		}
	}
	return out
}
