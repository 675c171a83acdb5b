package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/drift"
)

// An authorityDoc is who decides about an object of the tenant, and how it is known.
type authorityDoc struct {
	Authority drift.Authority `json:"authority"`
	Label     string          `json:"label"`
	Why       string          `json:"why"`
	Source    string          `json:"source"`
	Effects   []effectDoc     `json:"effects,omitempty"` // of a review
}

// An effectDoc says whether the edit of an attribute reaches the tenant.
type effectDoc struct {
	Attribute model.Attr  `json:"attribute"`
	Effect    model.Maybe `json:"effect"`
	Why       string      `json:"why"`
}

func authorityOf(s drift.Standing) authorityDoc {
	if s.Authority == "" {
		s.Authority = drift.AuthorityUnknown
	}
	return authorityDoc{Authority: s.Authority, Label: s.Authority.Label(), Why: s.Why, Source: s.Source}
}

// authorityOver says who decides about an object that is edited, and what that means
// for each attribute; nil without a tenant. That the tenant does not answer keeps
// nobody from editing.
func (a *app) authorityOver(ctx context.Context, s *session.Session, e model.Entry, cs model.ChangeSet) *authorityDoc {
	if s.Tenant == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, tenantPatience)
	defer cancel()
	standing, err := s.Desk.AuthorityOver(ctx, e)
	if err != nil {
		fmt.Fprintf(a.stderr, "rdesk: who decides about it in the tenant is not known: %s\n", oneLine(err.Error()))
		return nil
	}
	d := authorityOf(standing)
	d.Effects = []effectDoc{}
	for _, c := range cs.Changes {
		reaches, why := standing.Effect(c.Attr)
		d.Effects = append(d.Effects, effectDoc{s.Schema.Spelled(c.Attr), reaches, why})
	}
	return &d
}

// whole reports whether nothing of the object comes from AD, so that no forecast of
// an edit holds.
func (d *authorityDoc) whole() bool { return d != nil && d.Authority == drift.CloudManaged }

// print tells of edits that do not reach the tenant, or perhaps not.
func (d *authorityDoc) print(w io.Writer) {
	if d == nil {
		return
	}
	var reasons []string
	attrs := map[string][]string{}
	for _, x := range d.Effects {
		if x.Effect == model.Yes {
			continue
		}
		if !slices.Contains(reasons, x.Why) {
			reasons = append(reasons, x.Why)
		}
		attrs[x.Why] = append(attrs[x.Why], string(x.Attribute))
	}
	if len(reasons) == 0 {
		return
	}
	fmt.Fprintf(w, "  Authority: %s: %s\n", d.Label, oneLine(d.Why))
	for _, why := range reasons {
		fmt.Fprintf(w, "    %s: %s\n", strings.Join(attrs[why], ", "), oneLine(why))
	}
}
