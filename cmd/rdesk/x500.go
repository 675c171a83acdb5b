package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/lifecycle"
)

// A bounceDoc is what a bounce says, and whom it may mean.
type bounceDoc struct {
	LegacyDN string         `json:"legacyExchangeDN"`
	Address  string         `json:"address"` // to be added: X500:…
	Matches  []x500MatchDoc `json:"matches"`
}

type x500MatchDoc struct {
	DN         string `json:"dn"`
	ObjectGUID string `json:"objectGUID"`
	Kind       string `json:"kind"`
	Name       string `json:"name"`
	Has        bool   `json:"has"` // the X500 address: mail arrives there
	Why        string `json:"why"`
}

func (a *app) x500() *cobra.Command {
	c := &cobra.Command{Use: "x500", Short: "Let replies to old mail arrive", Args: cobra.NoArgs,
		Long: `Let replies to old mail arrive. Outlook and calendars keep a recipient by its
legacyExchangeDN. When the recipient was made again, or came from another organization,
replies return as undeliverable to an address that begins with IMCEAEX-, until the old
legacyExchangeDN is an X500 address of the recipient.`,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() }}
	decode := &cobra.Command{
		Use: "decode TEXT|-", Short: "Say which X500 address a bounce asks for, and who should have it", Args: cobra.ExactArgs(1),
		Long: `Say which X500 address a bounce asks for, and who should have it: whoever has it, was the
same in another organization, or is named as its last part says. TEXT is the address that
begins with IMCEAEX-, or the whole bounce; - reads it from standard input.`,
		Example: "  rdesk x500 decode 'IMCEAEX-_o=Contoso_ou=Recipients_cn=anna@contoso.com'\n  rdesk x500 decode - < bounce.txt",
		RunE:    a.runs(func(ctx context.Context, args []string) error { return a.decodeBounce(ctx, args[0]) }),
	}
	c.AddCommand(decode, a.addX500(), a.inherit())
	return c
}

func (a *app) addX500() *cobra.Command {
	var how saving
	c := &cobra.Command{
		Use: "add ID ADDRESS|TEXT", Short: "Give an object an X500 address", Args: cobra.ExactArgs(2),
		Long: `Give an object an X500 address: a legacyExchangeDN with or without X500:, or a bounce as
for "rdesk x500 decode". Who has the address already is named, and nothing is changed.`,
		Example: "  rdesk x500 add anna /o=Contoso/ou=Recipients/cn=anna",
		RunE: a.runs(func(ctx context.Context, args []string) error {
			dn, err := a.legacyDN(args[1])
			if err != nil {
				return err
			}
			return a.carryOut(ctx, "x500", args[:1], addingX500(dn, how.force), how)
		})}
	how.flags(c)
	return c
}

// addingX500 plans an X500 address for an object. One that another object is known by, be
// it as its legacyExchangeDN, is refused unless force is set: replies to that one would go
// astray.
func addingX500(dn string, force bool) planner {
	return func(ctx context.Context, a *app, s *session.Session, id string) (planned, error) {
		p, err := operating(withX500(dn))(ctx, a, s, id)
		if err != nil || force {
			return p, err
		}
		found, err := s.Desk.X500Matches(ctx, dn)
		for _, m := range found {
			if (m.Has || m.Own) && !m.Ref.Same(p.before.Ref) {
				return p, &model.Error{Code: model.Exists, Subject: "X500:" + dn, Message: "is taken", Hint: "Its owner is " + m.Ref.DN + ": " + m.Why + "."}
			}
		}
		return p, err
	}
}

func withX500(dn string) desk.Operation {
	return func(e model.Entry, _ lifecycle.World) (lifecycle.Outcome, error) {
		after, err := lifecycle.WithX500(e, dn)
		return lifecycle.Outcome{Before: e, After: after}, err
	}
}

// legacyDN reads an X500 address, or the bounce that asks for one.
func (a *app) legacyDN(text string) (string, error) {
	if text == "-" {
		b, err := a.input(text)
		if err != nil {
			return "", err
		}
		text = string(b)
	}
	return lifecycle.ParseLegacyDN(text)
}

func (a *app) decodeBounce(ctx context.Context, text string) error {
	dn, err := a.legacyDN(text)
	if err != nil {
		return err
	}
	doc := bounceDoc{LegacyDN: dn, Address: "X500:" + dn, Matches: []x500MatchDoc{}}
	s, err := a.session(ctx)
	if err != nil {
		return err
	}
	found, err := s.Desk.X500Matches(ctx, dn)
	if err != nil {
		return err
	}
	for _, m := range found {
		doc.Matches = append(doc.Matches, x500MatchDoc{m.Ref.DN, m.Ref.GUID, m.Kind.String(), m.Name, m.Has, m.Why})
	}
	return a.show(view{
		json: func() (any, error) { return doc, nil },
		rows: func() ([]string, [][]string) {
			var rows [][]string
			for _, m := range doc.Matches {
				rows = append(rows, []string{doc.Address, m.DN, m.Kind, fmt.Sprint(m.Has), m.Why})
			}
			return []string{"address", "distinguishedName", "kind", "has", "why"}, rows
		},
		table: func(w io.Writer) {
			fmt.Fprintln(w, oneLine(doc.Address))
			for _, m := range doc.Matches {
				fmt.Fprintf(w, "  %s: %s\n", oneLine(m.DN), oneLine(m.Why))
			}
			if len(doc.Matches) == 0 {
				fmt.Fprintln(w, "  Nobody in the directory is named so. \"rdesk x500 add ID\" gives it to whom you know it is for.")
			}
		},
	})
}
