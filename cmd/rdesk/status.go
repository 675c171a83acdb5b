package main

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/desk"
)

// levels are the functional levels by number ([MS-ADTS] 6.1.4.3).
var levels = map[int]string{0: "Windows 2000", 2: "Windows Server 2003", 3: "Windows Server 2008", 4: "Windows Server 2008 R2",
	5: "Windows Server 2012", 6: "Windows Server 2012 R2", 7: "Windows Server 2016", 10: "Windows Server 2025"}

func levelName(n int) string {
	if name, ok := levels[n]; ok {
		return name
	}
	return strconv.Itoa(n)
}

// A statusDoc is what status says. Of a tenant that nothing is known of, it says
// null.
type statusDoc struct {
	model.Info
	DomainLevelName string   `json:"domainLevelName"`
	ForestLevelName string   `json:"forestLevelName"`
	Rules           rulesDoc `json:"rules"`
	Tenant          *string  `json:"tenant"` // its initial domain
	LastSync        *string  `json:"lastSync"`
	cloudStatus
}

// A cloudStatus is what a connected tenant says of itself.
type cloudStatus struct {
	SinceSync *int       `json:"minutesSinceSync,omitempty"`
	About     *tenantDoc `json:"tenantInfo,omitempty"`
	Trouble   *gapDoc    `json:"tenantError,omitempty"` // why it does not answer
}

// A tenantDoc is a tenant and who is signed in to it.
type tenantDoc struct {
	Name        string      `json:"name"`
	ID          string      `json:"tenantId"`
	Source      string      `json:"source"`
	User        string      `json:"user"` // "": an application, or nobody
	App         string      `json:"app"`
	Roles       []string    `json:"roles"`
	SyncEnabled model.Maybe `json:"syncEnabled"`
}

// tenantPatience is how long a command waits for a tenant that it can do without.
const tenantPatience = 10 * time.Second

func (a *app) status() *cobra.Command {
	return &cobra.Command{
		Use: "status", Short: "Say which server answers, as whom, what the forest has, and how the tenant is", Args: cobra.NoArgs,
		Long: `Say which server answers, as whom, what the forest has, which tenant is connected, who is
signed in to it, and when it was last synchronized. A tenant that does not answer is no
failure; "rdesk tenant status" says more of it.`,
		RunE: a.runs(func(ctx context.Context, _ []string) error {
			s, err := a.session(ctx)
			if err != nil {
				return err
			}
			d := statusDoc{Info: s.Info, DomainLevelName: levelName(s.Info.DomainLevel), ForestLevelName: levelName(s.Info.ForestLevel), Rules: rulesOf(s)}
			d.askTenant(ctx, s, a.target.Now())
			d.Suffixes = append([]string{}, d.Suffixes...)
			return a.show(view{json: func() (any, error) { return d, nil }, rows: d.rows, table: func(w io.Writer) {
				_, rows := d.rows()
				for _, r := range rows {
					fmt.Fprintf(w, "%-17s %s\n", r[0], oneLine(r[1]))
				}
			}})
		})}
}

// askTenant asks the tenant, if there is one, and makes do with what is known of it
// if it does not answer.
func (d *statusDoc) askTenant(ctx context.Context, s *session.Session, now time.Time) {
	if e := s.TenantErr; e != nil && e.Code == model.SignIn {
		d.trouble(e)
	}
	if s.Tenant != nil {
		ctx, cancel := context.WithTimeout(ctx, tenantPatience)
		defer cancel()
		i, err := s.Desk.MeetTenant(ctx)
		if err != nil {
			d.trouble(err)
		} else {
			d.about(i, now)
		}
	}
	if f := s.Desk.Facts(); d.Tenant == nil && f != nil && f.InitialDomain != "" {
		d.Tenant = &f.InitialDomain
	}
}

func (d *statusDoc) trouble(err error) {
	d.Trouble = ptr(gapOf(desk.Gap{Part: "tenant", Err: err}))
}

func (d *statusDoc) about(i model.TenantInfo, now time.Time) {
	if i.InitialDomain != "" {
		d.Tenant = &i.InitialDomain
	}
	if d.LastSync = rfc3339(i.LastSync); d.LastSync != nil {
		d.SinceSync = ptr(int(now.Sub(i.LastSync) / time.Minute))
	}
	d.About = &tenantDoc{i.Name, i.ID, i.Source, i.User, i.App, append([]string{}, i.Roles...), i.SyncEnabled}
}

func (d statusDoc) rows() ([]string, [][]string) {
	exchange := "not installed"
	if d.Exchange > 0 {
		exchange = strconv.Itoa(d.Exchange)
	}
	write := "read and write"
	if d.ReadOnly {
		write = "read-only"
	}
	rows := [][]string{
		{"Server", d.Server}, {"Security", d.Security}, {"User", d.User}, {"Sign-in", d.Auth}, {"Access", write},
		{"Domain", d.Domain}, {"Base", d.Base}, {"UPN suffixes", strings.Join(d.Suffixes, ", ")},
		{"Domain level", d.DomainLevelName}, {"Forest level", d.ForestLevelName}, {"Exchange schema", exchange},
		{"Rules", fmt.Sprintf("%s, %d rules", d.Rules.Source, d.Rules.Count)},
	}
	return []string{"property", "value"}, append(rows, d.tenantRows()...)
}

func (d statusDoc) tenantRows() [][]string {
	tenant := "not known"
	if d.Tenant != nil {
		tenant = *d.Tenant
	}
	rows := [][]string{{"Tenant", tenant}}
	if t := d.About; t != nil {
		who := t.User
		switch {
		case who == "" && t.App == "":
			who = "nobody"
		case who == "":
			who = "the application " + t.App
		}
		sync := "not known"
		switch {
		case d.LastSync != nil:
			sync = shortTime(*d.LastSync) + " UTC, " + ago(time.Duration(*d.SinceSync)*time.Minute) + " ago"
		case t.SyncEnabled == model.No:
			sync = "never: synchronization is off"
		}
		rows = append(rows, []string{"Tenant name", t.Name}, []string{"Tenant user", who}, []string{"Last sync", sync})
	}
	if d.Trouble != nil {
		rows = append(rows, []string{"Tenant error", d.Trouble.Message})
	}
	return rows
}
