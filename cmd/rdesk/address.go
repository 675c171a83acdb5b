package main

import (
	"context"

	"github.com/spf13/cobra"

	"recipientdesk/model"
)

// An addressDoc is one address as JSON shows it.
type addressDoc struct {
	Value   string `json:"value"` // as it stands in proxyAddresses
	Type    string `json:"type"`
	Address string `json:"address"`
	Primary bool   `json:"primary"`
}

func (a *app) address() *cobra.Command {
	c := &cobra.Command{
		Use: "address ID", Short: "Show or change the addresses of one object", Args: cobra.ExactArgs(1),
		Long: `Show the addresses of one object, or change them:

  rdesk address ID add ADDRESS...      add addresses; the first of all becomes primary
  rdesk address ID remove ADDRESS...   take addresses away
  rdesk address ID primary ADDRESS     make an address primary; the old one is kept

ADDRESS is name@domain, or TYPE:VALUE for another type than SMTP. A new primary
address, the old one and mail are changed in one request.`,
		Example:           "  rdesk address anna primary anna.baker@contoso.com",
		ValidArgsFunction: completeVerb,
	}
	how := saving{addresses: true}
	how.flags(c)
	c.Args = func(_ *cobra.Command, args []string) error { return addressArgs(args) }
	c.RunE = a.runs(func(ctx context.Context, args []string) error {
		if len(args) == 1 {
			return a.addresses(ctx, args[0])
		}
		return a.carryOut(ctx, "address", args[:1], fieldEdits(addressEdits(args[1], args[2:])), how)
	})
	return c
}

func completeVerb(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 1 {
		return []string{"add", "remove", "primary"}, cobra.ShellCompDirectiveNoFileComp
	}
	return nil, cobra.ShellCompDirectiveNoFileComp
}

func addressArgs(args []string) error {
	switch {
	case len(args) == 0:
		return wrong("address: name an object")
	case len(args) == 1:
		return nil
	case args[1] != "add" && args[1] != "remove" && args[1] != "primary":
		return wrong("address: %q is none of add, remove and primary", args[1])
	case len(args) == 2:
		return wrong("address %s: name an address", args[1])
	case args[1] == "primary" && len(args) > 3:
		return wrong("address primary: only one address can be primary")
	}
	return nil
}

func addressEdits(verb string, addresses []string) (out []edit) {
	for _, v := range addresses {
		switch verb {
		case "add":
			out = append(out, edit{"proxyAddresses", add, []string{v}})
		case "remove":
			out = append(out, edit{"proxyAddresses", remove, []string{v}})
		default:
			out = append(out, edit{"primary", setTo, []string{v}})
		}
	}
	return out
}

// addresses shows the list in the form of a review without changes.
func (a *app) addresses(ctx context.Context, id string) error {
	s, err := a.session(ctx)
	if err != nil {
		return err
	}
	e, err := namedEntry(ctx, s, id)
	if err != nil {
		return err
	}
	review, err := s.Desk.Review(ctx, e, e)
	if err != nil {
		return err
	}
	docs := addressDocs(e)
	var rows [][]string
	for _, d := range docs {
		rows = append(rows, []string{d.Type, d.Address, mark(d.Primary)})
	}
	return a.show(view{
		json: func() (any, error) {
			d := reviewDocOf(s.Schema, e.Ref, model.ChangeSet{})
			d.Addresses, d.Findings = &docs, append(d.Findings, review.Old...)
			return d, nil
		},
		rows: func() ([]string, [][]string) { return []string{"type", "address", "primary"}, rows },
	})
}

// addressDocs returns the addresses, the primary one first.
func addressDocs(e model.Entry) []addressDoc {
	docs := []addressDoc{}
	for _, first := range []bool{true, false} {
		for _, x := range model.Addresses(e) {
			if primary := x.IsSMTP() && x.Primary(); primary == first {
				docs = append(docs, addressDoc{x.String(), x.Type(), x.Value(), primary})
			}
		}
	}
	return docs
}

func mark(primary bool) string {
	if primary {
		return "primary"
	}
	return ""
}
