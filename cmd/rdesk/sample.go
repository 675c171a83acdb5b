package main

import (
	"context"
	"crypto/rand"
	"errors"
	"net"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"recipientdesk/model"
	"recipientdesk/sim"
	"recipientdesk/sim/ldapd"
)

func (a *app) sample() *cobra.Command {
	c := &cobra.Command{Use: "sample", Short: "The sample organization", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() }}
	c.AddCommand(a.sampleServe(), a.sampleCycle())
	return c
}

// A serving is what sample serve is told.
type serving struct {
	ldap, ldaps, caFile string
	users               int
	seed                uint64
	plain               bool
	graph               graphServing
}

func (a *app) sampleServe() *cobra.Command {
	var v serving
	c := &cobra.Command{
		Use: "serve", Short: "Serve the sample organization over LDAP, and its tenant, until interrupted", Args: cobra.NoArgs,
		Long: `Serve the sample organization over LDAP until interrupted, on loopback unless told
otherwise. When it is ready it prints one line of JSON: the addresses, the authority to
trust, the base, and the accounts with their passwords. With --directory sample:FILE
the organization in that file is served, and changes stay in it.

With --graph its tenant is served as well, over HTTP in the shapes of Microsoft Graph. It
is what synchronization makes of the organization; a cycle runs every 30 minutes, and when
something is posted to the address "cycle". Requests without a token are answered unless
--require-token is given; those in the line of JSON, of a person and of an application, have
every permission for a day.`,
		Example: "  rdesk sample serve --ldap 127.0.0.1:3389\n  rdesk sample serve --users 100000\n  rdesk sample serve --graph 127.0.0.1:8080",
		RunE:    a.runs(func(ctx context.Context, _ []string) error { return a.serve(ctx, v) }),
	}
	f := c.Flags()
	f.StringVar(&v.ldap, "ldap", "127.0.0.1:0", "address for LDAP with StartTLS; port 0 is a free one")
	f.StringVar(&v.ldaps, "ldaps", "", "address for LDAPS; default a free port beside --ldap")
	f.StringVar(&v.caFile, "write-ca", "", "write the authority's certificate to this file; default a temporary one")
	f.IntVar(&v.users, "users", 0, "an organization of so many employees; default the sample's own")
	f.Uint64Var(&v.seed, "seed", 1, "with --users: another seed makes other people")
	f.StringVar(&v.graph.addr, "graph", "", "address for the tenant over HTTP; port 0 is a free one; default none")
	f.BoolVar(&v.graph.requireToken, "require-token", false, "with --graph: refuse requests without the token that is printed")
	f.DurationVar(&v.graph.lag, "graph-lag", 0, "with --graph: how long listings lag behind writes")
	f.DurationVar(&v.graph.every, "cycle", sim.CycleInterval, "with --graph: how often synchronization runs; 0 is never by itself")
	f.BoolVar(&v.plain, "plain", false, "take passwords on unprotected connections too")
	return c
}

// A servedDoc is the line that says where the servers are.
type servedDoc struct {
	LDAP       string       `json:"ldap"`
	LDAPS      string       `json:"ldaps"`
	ServerName string       `json:"serverName"`
	CAFile     string       `json:"caFile"`
	CA         string       `json:"ca"`
	Base       string       `json:"base"`
	User       string       `json:"user"` // the administrator, and
	Password   string       `json:"password"`
	Accounts   []accountDoc `json:"accounts"`
	Graph      *graphDoc    `json:"graph,omitempty"`
}

type accountDoc struct {
	Role     string `json:"role"`
	User     string `json:"user"`
	Password string `json:"password"`
}

func (a *app) serve(ctx context.Context, v serving) (err error) {
	debug.SetGCPercent(40) // it shares the machine with what is tried against it: rather more work in a cycle than twice the memory
	forest, err := a.forest(v)
	if err != nil {
		return err
	}
	authority, err := ldapd.NewAuthority()
	if err != nil {
		return err
	}
	if v.ldaps == "" {
		host, _, err := net.SplitHostPort(v.ldap)
		if err != nil {
			return wrong("--ldap %s: write HOST:PORT", v.ldap)
		}
		v.ldaps = net.JoinHostPort(host, "0")
	}
	clear, err := ldapd.Start(ctx, forest, ldapd.Config{Addr: v.ldap, Plain: v.plain, Authority: authority})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, clear.Close()) }()
	tls, err := ldapd.Start(ctx, forest, ldapd.Config{Addr: v.ldaps, TLS: true, Authority: authority})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, tls.Close()) }()
	file, remove, err := writeCA(v.caFile, authority.PEM())
	if err != nil {
		return err
	}
	defer remove()
	graph, end, err := a.serveGraph(ctx, forest, v.graph)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, end()) }()
	info, err := forest.System().Info(ctx)
	if err != nil {
		return err
	}
	err = writeJSON(a.out(), servedDoc{
		LDAP: clear.URL(), LDAPS: tls.URL(), ServerName: forest.Host(), CAFile: file, CA: string(authority.PEM()),
		Base: info.Base, User: sim.SampleAdmin, Password: sim.SamplePasswords[sim.SampleAdmin], Accounts: accounts(), Graph: graph,
	}, false)
	if err != nil {
		return err
	}
	<-ctx.Done() // being interrupted is how it ends, and no failure
	return nil
}

func accounts() (out []accountDoc) {
	for _, r := range []struct{ role, user string }{{"admin", sim.SampleAdmin}, {"helpdesk", sim.SampleHelp}, {"reader", sim.SampleReader}} {
		out = append(out, accountDoc{r.role, r.user, sim.SamplePasswords[r.user]})
	}
	return out
}

func (a *app) forest(v serving) (*sim.Forest, error) {
	file, isFile := strings.CutPrefix(a.target.Directory, "sample:")
	switch {
	case v.users < 0:
		return nil, wrong("--users %d: write a number from 1", v.users)
	case v.users > 0 && isFile && file != "":
		return nil, wrong("--users makes an organization in memory; leave out sample:%s", file)
	case v.users > 0:
		return sim.Generate(v.users, v.seed, sim.Config{Now: a.target.Now, Rand: rand.Reader}), nil
	case isFile && file != "":
		return sim.Open(file, sim.Config{Now: a.target.Now, Rand: rand.Reader})
	}
	return sim.Sample(a.target.Now, rand.Reader), nil
}

// writeCA puts the certificate where other programs can read it. What was made for
// this run goes with it.
func writeCA(name string, pem []byte) (file string, remove func(), err error) {
	remove = func() {}
	if name == "" {
		dir, err := os.MkdirTemp("", "rdesk-sample-")
		if err != nil {
			return "", remove, &model.Error{Code: model.Internal, Subject: os.TempDir(), Message: "cannot be written", Err: err}
		}
		name, remove = filepath.Join(dir, "ca.pem"), func() { os.RemoveAll(dir) }
	}
	if err := os.WriteFile(name, pem, 0o644); err != nil {
		remove()
		return "", func() {}, &model.Error{Code: model.Internal, Subject: name, Message: "cannot be written", Err: err}
	}
	if abs, err := filepath.Abs(name); err == nil {
		name = abs
	}
	return name, remove, nil
}
