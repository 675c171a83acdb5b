package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/desk"
)

// A tenantStatusDoc is what tenant status says. What could not be read is null, and
// among the gaps.
type tenantStatusDoc struct {
	model.TenantInfo
	LastSync   *time.Time          `json:"lastSync"`
	DelayedFor *int                `json:"minutesSinceSync"`
	Domains    []string            `json:"verifiedDomains"`
	Features   *model.SyncFeatures `json:"features"`
	Missing    []missingDoc        `json:"missing"`    // permissions; none if it is not known what was granted
	TokensKept bool                `json:"tokensKept"` // on this computer, of people
	Gaps       []gapDoc            `json:"gaps"`
}

type missingDoc struct {
	Permission string `json:"permission"`
	For        string `json:"for"`
}

func (a *app) tenantStatus() *cobra.Command {
	return &cobra.Command{
		Use: "status", Short: "Say which tenant it is, who is signed in, and what may not be read", Args: cobra.NoArgs,
		RunE: a.runs(func(ctx context.Context, _ []string) error {
			t, err := a.cloud()
			if err != nil {
				return err
			}
			defer t.Close()
			d, err := a.statusOf(ctx, t)
			if err != nil {
				return err
			}
			return a.showStatus(d)
		})}
}

func (a *app) showStatus(d tenantStatusDoc) error {
	return a.show(view{json: func() (any, error) { return d, nil }, rows: d.rows, table: func(w io.Writer) {
		_, rows := d.rows()
		for _, r := range rows {
			fmt.Fprintf(w, "%-17s %s\n", r[0], oneLine(r[1]))
		}
	}})
}

// statusOf asks a tenant about itself. A tenant that does not show something has a
// status all the same.
func (a *app) statusOf(ctx context.Context, t model.Tenant) (d tenantStatusDoc, err error) {
	d.Gaps = []gapDoc{}
	gap := func(part string, err error) error {
		if err == nil || model.CodeOf(err) != model.Denied {
			return err
		}
		d.Gaps = append(d.Gaps, gapOf(desk.Gap{Part: part, Err: err}))
		return nil
	}
	info, err := t.Info(ctx)
	if err = gap("organization", err); err != nil {
		return d, err
	}
	d.TenantInfo = info
	facts, err := t.Facts(ctx)
	if err = gap("domains", err); err != nil {
		return d, err
	}
	if err == nil && facts != nil {
		d.Domains, d.Features, d.InitialDomain = facts.VerifiedDomains, &facts.Features, facts.InitialDomain
	}
	if at := info.LastSync; !at.IsZero() {
		at = at.UTC()
		minutes := max(0, int(a.target.Now().Sub(at)/time.Minute)) // clocks differ
		d.LastSync, d.DelayedFor = &at, &minutes
	}
	d.Roles, d.Scopes, d.Missing = append([]string{}, d.Roles...), append([]string{}, d.Scopes...), []missingDoc{}
	for _, p := range info.Lacks() {
		d.Missing = append(d.Missing, missingDoc{p.Name, p.For})
	}
	d.TokensKept = session.TokensKept()
	return d, nil
}

func (d tenantStatusDoc) rows() ([]string, [][]string) {
	or := func(s, other string) string {
		if s == "" {
			return other
		}
		return s
	}
	who := or(d.User, "nobody")
	if d.User == "" && d.App != "" {
		who = "the application itself"
	}
	sync := map[model.Maybe]string{model.Yes: "on", model.No: "off", model.Unsure: "not known"}[d.SyncEnabled]
	last := "not known"
	if d.LastSync != nil {
		last = fmt.Sprintf("%s, %d minutes ago", d.LastSync.Format("2006-01-02 15:04 UTC"), *d.DelayedFor)
	}
	rows := [][]string{
		{"Tenant", or(d.Name, "not known")}, {"ID", or(d.ID, "not known")}, {"Initial domain", or(d.InitialDomain, "not known")}, {"Domains", strings.Join(d.Domains, ", ")},
		{"Source", d.Source}, {"Signed in", who}, {"Application", or(d.App, "none")}, {"Roles", or(strings.Join(d.Roles, ", "), "none known")},
		{"Permissions", or(strings.Join(d.Scopes, ", "), "not known")}, {"Synchronization", sync}, {"Last sync", last},
	}
	if d.Cloud != "" {
		rows = append(rows, []string{"Cloud", d.Cloud})
	}
	if d.Features != nil {
		rows = append(rows, featureRows(*d.Features)...)
	}
	for _, m := range d.Missing {
		rows = append(rows, []string{"Missing", m.Permission + ": " + m.For})
	}
	for _, g := range d.Gaps {
		rows = append(rows, []string{"Not read", g.Part + ": " + g.Message})
	}
	if d.Cloud == "" { // nobody signs in to a simulator or a file
		return []string{"property", "value"}, rows
	}
	kept := "kept on this computer"
	if !d.TokensKept {
		kept = "not kept on this computer: people sign in again with every start"
	}
	return []string{"property", "value"}, append(rows, []string{"Tokens", kept})
}

func featureRows(f model.SyncFeatures) [][]string {
	return [][]string{
		{"Soft match", map[model.Maybe]string{model.Yes: "blocked", model.No: "by address, sign-in name " + onOff(f.SoftMatchOnUPN), model.Unsure: "not known"}[f.BlockSoftMatch]},
		{"Hard match", map[model.Maybe]string{model.Yes: "blocked", model.No: "takes over cloud users", model.Unsure: "not known"}[f.BlockHardMatch]},
		{"Sign-in names", "of licensed users, changes: " + onOff(f.UPNOfManagedUsers)},
	}
}

func onOff(m model.Maybe) string {
	return map[model.Maybe]string{model.Yes: "on", model.No: "off", model.Unsure: "not known"}[m]
}
