package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"recipientdesk/cmd/session"
)

func (a *app) tenantSnapshot() *cobra.Command {
	var o session.SnapshotOptions
	c := &cobra.Command{
		Use: "snapshot FILE", Short: "Keep the tenant in a file, to look at it later", Args: cobra.ExactArgs(1),
		Long: `Read all of the tenant and keep it in FILE. Every command then answers from it with
--tenant json:FILE, without a network. What may not be read is noted in the file, and is
not taken for something that is not there.

FILE holds personal data. Only you can read it; it holds no passwords and no tokens.`,
		Example: "  rdesk -t graph: tenant snapshot monday.json\n  rdesk -d corp.example -t json:monday.json tenant drift",
	}
	c.RunE = a.runs(func(ctx context.Context, args []string) error { return a.snapshot(ctx, args[0], o) })
	c.Flags().BoolVar(&o.NoMembers, "no-members", false, "leave out who belongs to groups and owns them: two requests for each group")
	c.Flags().BoolVar(&o.Mailboxes, "mailboxes", false, "ask of every user whether there is a mailbox, not only of the first 2000: a request each")
	return c
}

// A snapshotDoc is what tenant snapshot says.
type snapshotDoc struct {
	File   string         `json:"file"`
	Read   map[string]int `json:"read"`   // how many objects, by class
	Unread []string       `json:"unread"` // parts that may not be read
}

func (a *app) snapshot(ctx context.Context, file string, o session.SnapshotOptions) error {
	if file == "-" {
		return wrong("tenant snapshot writes a file: name one")
	}
	t, err := a.cloud()
	if err != nil {
		return err
	}
	defer t.Close()
	doc := snapshotDoc{File: file, Read: map[string]int{}}
	part, end := "", func() {}
	tell := func(int) {}
	o.Progress = func(p string, done int) {
		if p != part {
			end()
			part = p
			tell, end = a.progress("of " + p + " read")
		}
		doc.Read[p] = done
		tell(done)
	}
	doc.Unread, err = session.WriteSnapshot(ctx, file, t, a.target, o)
	end()
	if err != nil {
		return err
	}
	doc.Unread = append([]string{}, doc.Unread...)
	if len(doc.Unread) > 0 {
		fmt.Fprintf(a.stderr, "rdesk: not everything may be read; the file says so: %s\n", strings.Join(doc.Unread, ", "))
	}
	return a.show(view{json: func() (any, error) { return doc, nil }, table: func(w io.Writer) {
		fmt.Fprintf(w, "%s holds %d users, %d groups and %d contacts.\n", oneLine(file), doc.Read["user"], doc.Read["group"], doc.Read["contact"])
	}})
}
