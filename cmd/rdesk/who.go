package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
)

// An ownerDoc is one place where an address stands.
type ownerDoc struct {
	DN         string     `json:"dn"`
	ObjectGUID string     `json:"objectGUID"`
	Kind       string     `json:"kind"`
	Name       string     `json:"name"`
	Attribute  model.Attr `json:"attribute"`
	Value      string     `json:"value"`
	Deleted    bool       `json:"deleted"`
	Source     string     `json:"source"`          // "ad" or "tenant"
	Where      string     `json:"where,omitempty"` // "directory" or "tenant", where there is a tenant
	ID         string     `json:"id,omitempty"`    // in the tenant
	Class      string     `json:"class,omitempty"` // likewise
	DaysLeft   *int       `json:"daysLeft,omitempty"`
	Authority  string     `json:"authority,omitempty"`

	label string // kind in words
}

func (a *app) who() *cobra.Command {
	return &cobra.Command{
		Use: "who ADDRESS", Short: "Name every owner of an address, deleted objects included", Args: cobra.ExactArgs(1),
		Long: `Name every owner of an address in the whole directory, deleted objects included where
the signed-in user may see them. With a tenant, name its owners there, too: users,
groups, contacts, and what can be restored, which keeps its addresses. An object of the
directory and the one that it synchronizes to are both named.

An address nobody has is an empty list, exit status 0. What may not be read of the tenant
is named on standard error; if the tenant does not answer, that is the exit status once
the owners in the directory are written.`,
		RunE: a.runs(func(ctx context.Context, args []string) error {
			s, err := a.session(ctx)
			if err != nil {
				return err
			}
			docs, err := owners(ctx, s, args[0])
			if err != nil {
				return err
			}
			var silent error
			if e := s.TenantErr; e != nil && e.Code == model.SignIn {
				silent = e
			} else if s.Tenant != nil {
				docs, silent = a.ownersInTenant(ctx, s, args[0], docs)
			}
			if err := a.show(ownersView(docs, s.Tenant != nil)); err != nil {
				return err
			}
			return silent
		})}
}

// owners are those in the directory.
func owners(ctx context.Context, s *session.Session, address string) ([]ownerDoc, error) {
	found, err := s.Desk.Who(ctx, address)
	docs := []ownerDoc{}
	for _, o := range found {
		docs = append(docs, ownerDoc{DN: o.Ref.DN, ObjectGUID: o.Ref.GUID, Kind: o.Kind.String(), Name: o.Name, Attribute: o.Attr, Value: o.Value,
			Deleted: o.Deleted, Source: "ad", label: o.Kind.Label()})
	}
	return docs, err
}

// ownersInTenant adds those in the tenant. The error says why it could not be asked.
func (a *app) ownersInTenant(ctx context.Context, s *session.Session, address string, docs []ownerDoc) ([]ownerDoc, error) {
	for i := range docs {
		docs[i].Where = "directory"
	}
	found, gaps, err := s.Desk.WhoInTenant(ctx, address)
	if err != nil {
		return docs, err
	}
	a.tellGaps(gaps)
	n := naming{now: a.target.Now()}
	for _, o := range found {
		r := n.row(o.Object.Class, o.Object.Entry)
		d := ownerDoc{Kind: r.kind, Name: r.name(), Attribute: o.Property, Value: o.Value, Deleted: r.Deleted(), Source: "tenant", Where: "tenant",
			ID: r.ID(), Class: string(live(r.Class)), Authority: string(r.authority), label: cloudKindLabel(r.kind)}
		if d.Deleted {
			d.DaysLeft = &r.days
		}
		docs = append(docs, d)
	}
	return docs, nil
}

func ownersView(docs []ownerDoc, tenant bool) view {
	return view{
		json: func() (any, error) { return docs, nil },
		rows: func() ([]string, [][]string) {
			var rows [][]string
			for _, d := range docs {
				row := []string{d.Name, d.label, string(d.Attribute), d.Value, d.state(), d.DN}
				if tenant {
					row = []string{d.Where, d.Name, d.label, string(d.Attribute), d.Value, d.state(), d.DN + d.ID}
				}
				rows = append(rows, row)
			}
			if tenant {
				return []string{"where", "name", "kind", "attribute", "value", "state", "object"}, rows
			}
			return []string{"name", "kind", "attribute", "value", "state", "dn"}, rows
		},
	}
}

// state says that an object is deleted, and how long it can be restored.
func (d ownerDoc) state() string {
	switch {
	case d.DaysLeft != nil:
		return fmt.Sprintf("deleted, %s left", count(*d.DaysLeft, "day"))
	case d.Deleted:
		return "deleted"
	}
	return ""
}
