package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/lifecycle"
)

// A plainTextDoc is what has to be done in the tenant.
type plainTextDoc struct {
	Cloud []lifecycle.Step `json:"cloud"`
}

func (a *app) plainText() *cobra.Command {
	return &cobra.Command{
		Use: "plain-text [ID...]", Short: "Say how rich text of Outlook is turned off for mail users",
		Long: `Say how rich text of Outlook is turned off for mail users: those that are named, or all of
the tenant. Where their mail passes a server that does not know the format, meeting
requests arrive as plain text. What AD says of it, in mAPIRecipient, does not synchronize;
the PowerShell is for Exchange Online, of all with the way back. Nothing is changed; without
an ID no directory is opened. "rdesk set ID richText=Never" keeps AD in step.`,
		Example: "  rdesk plain-text -o table\n  rdesk plain-text pat@partner.example -o table",
		RunE: a.runs(func(ctx context.Context, args []string) error {
			doc := plainTextDoc{Cloud: lifecycle.PlainTextForAll()}
			if len(args) > 0 {
				doc.Cloud = nil
			}
			for _, id := range args {
				s, err := a.session(ctx)
				if err != nil {
					return err
				}
				steps, err := plainTextFor(ctx, s, id)
				if err != nil {
					return err
				}
				doc.Cloud = append(doc.Cloud, steps...)
			}
			return a.show(doc.view())
		})}
}

// plainTextFor says how rich text is turned off for one recipient, whatever AD says of it.
func plainTextFor(ctx context.Context, s *session.Session, id string) ([]lifecycle.Step, error) {
	e, err := namedEntry(ctx, s, id)
	if err != nil {
		return nil, err
	}
	const richText model.Attr = "mAPIRecipient"
	steps := lifecycle.Unsynced(e.With(richText), e.With(richText, "FALSE"))
	if len(steps) == 0 {
		return nil, &model.Error{Code: model.Invalid, Subject: id, Message: "is neither a mail user nor a mail contact", Hint: "Only those have the setting."}
	}
	return steps, nil
}

func (d plainTextDoc) view() view {
	return view{
		json: func() (any, error) { return d, nil },
		rows: func() ([]string, [][]string) {
			var rows [][]string
			for _, s := range d.Cloud {
				rows = append(rows, []string{s.Text, s.PowerShell, s.Source})
			}
			return []string{"text", "powershell", "source"}, rows
		},
		table: func(w io.Writer) {
			for _, s := range d.Cloud {
				fmt.Fprintf(w, "# %s\n%s\n", oneLine(s.Text), oneLine(s.PowerShell))
			}
		},
	}
}
