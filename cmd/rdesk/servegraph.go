package main

import (
	"context"
	"errors"
	"net"
	"time"

	"recipientdesk/cmd/session"
	"recipientdesk/sim"
	"recipientdesk/sim/graphd"
)

// A graphServing is what sample serve is told of the tenant.
type graphServing struct {
	addr         string
	requireToken bool
	lag, every   time.Duration
}

// A graphDoc says where the tenant is.
type graphDoc struct {
	URL      string   `json:"url"`    // without a version
	Cycle    string   `json:"cycle"`  // POST there synchronizes once
	Faults   string   `json:"faults"` // POST there brings trouble, DELETE ends it
	TenantID string   `json:"tenantId"`
	Token    string   `json:"token"`    // of the tenant's administrator, valid for a day
	AppToken string   `json:"appToken"` // of an application, which may read what users may not, and not all that they may
	Scopes   []string `json:"scopes"`
}

// graphScopes are what the token that sample serve prints is good for.
var graphScopes = []string{"User.ReadWrite.All", "User.Read.All", "User.DeleteRestore.All", "User.Invite.All", "Group.ReadWrite.All", "Group.Read.All",
	"GroupMember.ReadWrite.All", "OrgContact.Read.All", "Domain.Read.All", "Organization.Read.All", "Directory.ReadWrite.All", "LicenseAssignment.ReadWrite.All",
	"LicenseAssignment.Read.All", "MailboxSettings.Read", "OnPremDirectorySynchronization.Read.All", "OnPremDirectorySynchronization.ReadWrite.All", "ProfilePhoto.ReadWrite.All", "Reports.Read.All",
	"ReportSettings.Read.All", "User-OnPremisesSyncBehavior.ReadWrite.All", "Group-OnPremisesSyncBehavior.ReadWrite.All", "Contacts-OnPremisesSyncBehavior.ReadWrite.All"}

// serveGraph serves the tenant of a forest. Without an address there is none.
func (a *app) serveGraph(ctx context.Context, forest *sim.Forest, v graphServing) (doc *graphDoc, end func() error, err error) {
	if v.addr == "" {
		return nil, func() error { return nil }, nil
	}
	if _, _, err := net.SplitHostPort(v.addr); err != nil {
		return nil, nil, wrong("--graph %s: write HOST:PORT", v.addr)
	}
	tenant, err := session.OpenSampleTenant(ctx, a.target, forest, v.lag)
	if err != nil {
		return nil, nil, err
	}
	srv, err := graphd.Start(ctx, tenant.Tenant, graphd.Config{Addr: v.addr, RequireToken: v.requireToken, Cycle: tenant.Cycle})
	if err != nil {
		return nil, nil, err
	}
	cycles := make(chan error, 1)
	ctx, stop := context.WithCancel(ctx)
	go func() {
		if v.every <= 0 {
			cycles <- nil
			return
		}
		cycles <- tenant.Run(ctx, v.every)
	}()
	end = func() error {
		stop()
		return errors.Join(<-cycles, srv.Close())
	}
	tomorrow := tenant.Now().Add(24 * time.Hour)
	return &graphDoc{URL: srv.URL(), Cycle: srv.URL() + graphd.CyclePath, Faults: srv.URL() + graphd.FaultsPath, TenantID: tenant.Config().ID, Scopes: graphScopes,
		Token: srv.Token("admin@"+sim.SampleTenant, tomorrow, graphScopes...), AppToken: srv.Token("", tomorrow, graphScopes...)}, end, nil
}
