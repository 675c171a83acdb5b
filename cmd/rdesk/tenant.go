package main

import (
	"github.com/spf13/cobra"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
)

// tenant is the group of commands about Microsoft 365.
func (a *app) tenant() *cobra.Command {
	c := &cobra.Command{Use: "tenant", Short: "Look at the Microsoft 365 tenant that the directory synchronizes to",
		Long: `Look at the Microsoft 365 tenant that the directory synchronizes to. --tenant names it:

  graph:                  Microsoft 365, as whoever signed in with "rdesk tenant login",
                          else as the application that the environment describes
  http://127.0.0.1:PORT   a simulator on this computer, as "rdesk sample serve" starts
  json:FILE               a snapshot, or a file with what is known of the tenant
  sample:                 the tenant of the sample organization, which has it by itself

Nothing in the tenant is changed.`,
		Args: cobra.NoArgs, RunE: func(c *cobra.Command, _ []string) error { return c.Help() }}
	c.AddCommand(a.tenantLogin(), a.tenantLogout(), a.tenantStatus(), a.tenantList(), a.tenantGet(), a.tenantDiff(), a.tenantDrift(), a.tenantAnchors(), a.tenantOrphans(), a.tenantDeleted(), a.tenantSnapshot())
	return c
}

// cloud opens the tenant alone, for what needs no directory.
func (a *app) cloud() (model.Tenant, error) { return session.OpenTenant(a.target) }
