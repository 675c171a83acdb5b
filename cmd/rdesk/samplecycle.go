package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"recipientdesk/model"
)

func (a *app) sampleCycle() *cobra.Command {
	return &cobra.Command{
		Use: "cycle", Short: "Synchronize the sample organization with its tenant once", Args: cobra.NoArgs,
		Long: `Synchronize the sample organization with its tenant once, under the rules that --rules
names. The tenant of --directory sample:FILE is kept in FILE.tenant from then on, beside
FILE. It begins as a first synchronization of the unchanged organization made it.`,
		Example: "  rdesk -d sample:FILE set alindqvist title=Chief\n  rdesk -d sample:FILE sample cycle",
		RunE: a.runs(func(ctx context.Context, _ []string) error {
			s, err := a.session(ctx)
			if err != nil {
				return err
			}
			if s.Cycle == nil {
				return &model.Error{Code: model.Invalid, Subject: s.Info.Server, Message: "only the sample organization can be synchronized from here",
					Hint: "On the server of Entra Connect, run Start-ADSyncSyncCycle -PolicyType Delta."}
			}
			text, err := s.Cycle(ctx)
			if err != nil {
				return err
			}
			return a.show(view{
				json:  func() (any, error) { return map[string]string{"result": text}, nil },
				table: func(w io.Writer) { fmt.Fprintln(w, text) },
			})
		})}
}
