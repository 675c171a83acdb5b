package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"recipientdesk/model/forecast"
)

func (a *app) anchor() *cobra.Command {
	c := &cobra.Command{
		Use: "anchor VALUE", Short: "Convert between the forms of a source anchor", Args: cobra.ExactArgs(1),
		Long: `Convert between the forms of what links an object of the directory with that of the
tenant. VALUE is an objectGUID, 32 hexadecimal digits (octets in the order of the
directory), an ImmutableId, or the name of an object in the connector space of the
tenant. What is none of these is refused with exit status 3. No directory is opened.`,
		Example: "  rdesk anchor 3ab39606-c642-489b-84b6-58c038d3ef39\n  rdesk anchor BpazOkLGm0iEtljAONPvOQ==",
		RunE: a.runs(func(_ context.Context, args []string) error {
			anchor, err := forecast.ParseAnchor(args[0])
			if err != nil {
				return err
			}
			f := anchor.Forms()
			rows := [][]string{{"guid", f.GUID}, {"hex", f.Hex}, {"immutableId", f.ImmutableID}, {"ldapFilter", f.LDAPFilter}, {"connectorSpaceDn", f.ConnectorSpaceDN}}
			return a.show(view{
				json: func() (any, error) { return f, nil },
				rows: func() ([]string, [][]string) { return []string{"form", "value"}, rows },
				table: func(w io.Writer) {
					for _, r := range rows {
						fmt.Fprintf(w, "%-17s %s\n", r[0], oneLine(r[1]))
					}
				},
			})
		}),
	}
	c.AddCommand(a.anchorWhatIf())
	return c
}

func (a *app) anchorWhatIf() *cobra.Command {
	return &cobra.Command{
		Use: "whatif FILE", Short: "Answer questions about source anchors that are described in JSON", Args: cobra.ExactArgs(1),
		Long: `Answer questions about source anchors, one JSON object or an array of them in FILE, or on
standard input if that is -. A question has op (guidToImmutableId, immutableIdToGuid,
octetsToImmutableId, guidToOctets, octetsToLdapFilter, sourceAnchor,
sourceAnchorToConnectorSpaceDn, connectorSpaceDnToSourceAnchor, hardMatch,
validateSourceAnchor) and input. No directory is opened.`,
		RunE: a.runs(func(_ context.Context, args []string) error {
			cases, err := a.input(args[0])
			if err != nil {
				return err
			}
			answer, err := forecast.AnchorWhatIf(cases)
			if err != nil {
				return err
			}
			return a.show(view{json: func() (any, error) { return answer, nil }, table: func(w io.Writer) { _ = writeJSON(w, answer, true) }})
		}),
	}
}
