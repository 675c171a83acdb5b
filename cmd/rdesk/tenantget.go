package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"recipientdesk/model"
	"recipientdesk/model/desk"
)

// A tenantGot is an object of the tenant as tenant get shows it.
type tenantGot struct {
	desk.CloudObject
	row    tenantRow
	faults []faultDoc
	show   []desk.CloudProperty // what was asked for
	whole  bool                 // all was asked for
}

func (a *app) tenantGet() *cobra.Command {
	var names []string
	var class string
	c := &cobra.Command{
		Use: "get ID", Short: "Show one object of the tenant", Args: cobra.ExactArgs(1),
		Long: `Show one object of the tenant with everything that may be read of it: properties, members
and owners, licenses with their services, errors, mailbox, and who decides about it.

ID is an object ID, a sign-in name, any address, an immutable ID or a security
identifier. If it names nothing in the tenant and a directory is given, it names an
object there as for "rdesk get", and the object of the tenant that belongs to it is
shown. Deleted objects are found, too, unless a live one has the same name.

What may not be read is named on standard error and under gaps.`,
		Example: `  rdesk tenant get anna@contoso.com -o table
  rdesk tenant get BpazOkLGm0iEtljAONPvOQ==
  rdesk tenant get 'CN=Sales,OU=Groups,DC=contoso,DC=com' --attributes mail,proxyAddresses`,
		RunE: a.runs(func(ctx context.Context, args []string) error {
			classes, err := classesNamed(class)
			if err != nil {
				return err
			}
			t, err := a.cloud()
			if err != nil {
				return err
			}
			defer t.Close()
			got, err := a.getInTenant(ctx, t, args[0], classes, attrsNamedIn(names))
			if err != nil {
				return err
			}
			a.tellGaps(got.Gaps)
			return a.show(got.view())
		})}
	c.Flags().StringVar(&class, "class", "", "look for this class only: user, group, contact, deletedUser or deletedGroup")
	c.Flags().StringSliceVar(&names, "attributes", nil, "properties by their names in Microsoft Graph, with commas between them; default all")
	_ = c.RegisterFlagCompletionFunc("class", fixed("user", "group", "contact", "deletedUser", "deletedGroup"))
	return c
}

func classesNamed(name string) ([]model.CloudClass, error) {
	if name == "" {
		return tenantClasses, nil
	}
	for _, c := range tenantClasses {
		if strings.EqualFold(name, string(c)) {
			return []model.CloudClass{c}, nil
		}
	}
	return nil, wrong("--class %s: write user, group, contact, deletedUser or deletedGroup", name)
}

// attrsNamedIn reads the names of properties; nil for none, and for "*".
func attrsNamedIn(names []string) (out []model.Attr) {
	for _, n := range names {
		if n = strings.TrimSpace(n); n == "*" {
			return nil
		}
		out = append(out, model.Attr(n))
	}
	return out
}

// getInTenant finds an object and reads everything of it, and the attributes that are
// named.
func (a *app) getInTenant(ctx context.Context, t model.Tenant, id string, classes []model.CloudClass, attrs []model.Attr) (*tenantGot, error) {
	o, gaps, err := a.inTenant(ctx, t, id, classes)
	if err != nil {
		return nil, err
	}
	d := desk.New(nil, nil, desk.Options{Now: a.target.Now})
	d.UseTenant(t)
	g := &tenantGot{whole: attrs == nil}
	if g.CloudObject, err = d.CloudObject(ctx, o.Class, o.ID(), attrs...); err != nil {
		return nil, err
	}
	g.Gaps = append(gaps, g.Gaps...)
	n := naming{now: a.target.Now()}
	if g.Entry.Has(propLicenseStates) {
		n.products, _ = t.Licenses(ctx) // that it is refused stands among the gaps
	}
	g.row, g.faults, g.show = n.row(o.Class, g.Entry), n.faultsOf(g.Entry), g.Properties
	if attrs == nil {
		return g, nil
	}
	e, err := t.Get(ctx, o.Class, o.ID(), attrs...)
	g.show = nil
	for _, name := range attrs {
		if v := e.Values(name); len(v) > 0 {
			g.show = append(g.show, desk.CloudProperty{Name: name, Values: v})
		}
	}
	return g, err
}

func partyOf(e model.Entry) partyDoc {
	return partyDoc{e.Ref.GUID, e.First(propName), e.First(model.Mail), e.First(model.UserPrincipalName)}
}
