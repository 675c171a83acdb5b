package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"recipientdesk/cmd/session"
	"recipientdesk/sim"
)

// A cycleDoc is what a cycle did.
type cycleDoc struct {
	Time     time.Time       `json:"time"`
	Read     int             `json:"read"` // objects of AD
	Created  int             `json:"created"`
	Updated  int             `json:"updated"`
	Joined   int             `json:"joined"` // with what the cloud had already
	Restored int             `json:"restored"`
	Deleted  int             `json:"deleted"`
	Withheld int             `json:"withheld"` // deletions, as there were too many
	Errors   []cycleErrorDoc `json:"errors"`
}

type cycleErrorDoc struct {
	DN     string `json:"dn"`
	Code   string `json:"code"`
	Why    string `json:"why"`
	Remedy string `json:"remedy"`
}

func (a *app) sampleCycle() *cobra.Command {
	return &cobra.Command{
		Use: "cycle", Short: "Synchronize the sample organization with its tenant once", Args: cobra.NoArgs,
		Long: `Synchronize the sample organization with its tenant once, under the rules that --rules
names. The tenant of --directory sample:FILE is kept in FILE.tenant from then on, beside
FILE. It begins as a first synchronization of the unchanged organization made it.`,
		Example: "  rdesk -d sample:FILE set alindqvist title=Chief\n  rdesk -d sample:FILE tenant diff alindqvist\n  rdesk -d sample:FILE sample cycle",
		RunE: a.runs(func(ctx context.Context, _ []string) error {
			s, err := a.session(ctx)
			if err != nil {
				return err
			}
			r, err := s.SampleCycle(ctx)
			if err != nil {
				return err
			}
			return a.showCycle(r)
		})}
}

func (a *app) showCycle(r sim.CycleReport) error {
	d := cycleDoc{Time: r.At.UTC(), Read: r.Read, Created: r.Created, Updated: r.Updated, Joined: r.Joined, Restored: r.Restored,
		Deleted: r.Deleted, Withheld: r.Withheld, Errors: []cycleErrorDoc{}}
	for _, e := range r.Errors {
		d.Errors = append(d.Errors, cycleErrorDoc{e.Ref.DN, e.Code, e.Why, e.Remedy})
	}
	return a.show(view{json: func() (any, error) { return d, nil }, table: func(w io.Writer) {
		fmt.Fprintln(w, session.CycleText(r))
		for _, e := range d.Errors {
			fmt.Fprintf(w, "  %s: %s: %s\n", oneLine(e.DN), e.Code, oneLine(e.Why))
		}
	}})
}
