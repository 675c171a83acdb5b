package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"recipientdesk/cmd/session"
)

// An app is one run of the program.
type app struct {
	world
	target       session.Target
	passwordFile string
	passwordIn   bool
	output       string
	open         *session.Session // opened by the command that needs it
	wrote        bool             // something is on standard output
}

func (a *app) command() *cobra.Command {
	a.target = session.Defaults(a.getenv)
	a.target.Tenant.Transport = a.cloud365
	root := &cobra.Command{
		Use:   "rdesk",
		Short: "Edit the mail attributes of users, groups and contacts in Active Directory",
		Long: `Rdesk edits the mail attributes of users, groups and contacts in Active Directory,
for scripts and servers. Every change is read again before it is sent, recorded,
sent as one request, and can be taken back.

ID names an object: its distinguished name, GUID, user principal name, account
name, or any of its addresses.

Exit status: 0 done, 1 defect, 2 wrong usage, 3 invalid, 4 conflict, 5 not found,
6 denied, 7 unreachable, 8 outcome unknown, 9 exists, 10 sign-in, 11 untrusted,
12 no such attribute in the forest, 13 mastered elsewhere, 14 limited, 15 stopped.

The environment may hold RDESK_DIRECTORY, RDESK_TENANT and RDESK_PASSWORD; KRB5CCNAME
and KRB5_CONFIG say where Kerberos has its tickets and its configuration (not on
Windows). Of Microsoft 365, RDESK_CLIENT_ID and RDESK_CLOUD name the application and
the cloud, AZURE_CLIENT_ID, AZURE_TENANT_ID, AZURE_CLIENT_SECRET,
AZURE_CLIENT_CERTIFICATE_PATH and AZURE_CLIENT_CERTIFICATE_PASSWORD are what an
application signs in with, and RDESK_TENANT_TOKEN is a token for a simulator. The
journal is kept below XDG_STATE_HOME, by default ~/.local/state/recipientdesk, on
Windows in %LocalAppData%\RecipientDesk; that of sample: in memory ends with the
command.`,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetVersionTemplate("rdesk {{.Version}}\n")
	a.globalFlags(root)
	root.AddCommand(a.status(), a.fields(), a.list(), a.get(), a.who(), a.set(), a.address(), a.create(), a.templates(),
		a.enable(), a.disable(), a.convert(), a.cleanup(), a.owners(), a.recipe(), a.x500(), a.plainText(), a.policy(),
		a.history(), a.undo(), a.rollback(), a.check(), a.sync(), a.anchor(), a.assistant(), a.tenant(), a.sample(), a.versionCommand())
	return root
}

func (a *app) globalFlags(root *cobra.Command) {
	f, t := root.PersistentFlags(), &a.target
	f.StringVarP(&t.Directory, "directory", "d", t.Directory, "what to open: ldaps://SERVER, ldap://SERVER (StartTLS), a DNS domain,\nsample:, sample:FILE or ldif:FILE (environment: "+session.EnvDirectory+")")
	f.StringVarP(&t.User, "user", "u", "", `sign in as name@domain, DOMAIN\name or DN; without it as whoever is signed in here`)
	f.StringVar(&t.Auth, "auth", "", "simple, ntlm or kerberos; default kerberos without --user, simple with it")
	f.StringVar(&a.passwordFile, "password-file", "", "read the password from the first line of a file (environment: "+session.EnvPassword+")")
	f.BoolVar(&a.passwordIn, "password-stdin", false, "read the password from the first line of standard input")
	f.StringVar(&t.Keytab, "keytab", "", "Kerberos: file with the keys of --user")
	f.StringVar(&t.CAFile, "ca-file", "", "trust the authorities in this PEM file too")
	f.StringVar(&t.ServerName, "server-name", "", "name expected in the server's certificate")
	f.BoolVar(&t.InsecureSkipVerify, "insecure-skip-verify", false, "take any certificate; refused for writing")
	f.BoolVar(&t.IKnow, "i-know", false, "write all the same with --insecure-skip-verify")
	f.BoolVar(&t.InsecurePlain, "insecure-plain", false, "ldap:// without StartTLS: the password can be read on the way")
	f.StringArrayVarP(&t.Bases, "base", "b", nil, "DN that lists and searches are confined to (repeatable)")
	f.StringArrayVar(&t.Exclude, "exclude", nil, "DN that they leave out (repeatable)")
	f.StringVarP(&t.Tenant.Source, "tenant", "t", t.Tenant.Source, "the tenant: graph:, http://127.0.0.1:PORT, json:FILE or sample:; default sample: for\nthe sample organization (environment: "+session.EnvTenant+")")
	f.StringArrayVar(&t.Rules, "rules", nil, "synchronization rules: the folder that Get-ADSyncServerConfiguration wrote, a .ps1\nexport that adds to or replaces rules, cloudsync, or builtin (repeatable; default builtin)")
	f.StringVar(&t.JournalDir, "journal", "", "folder of the journal; default in the user's state folder")
	f.StringVar(&t.WriteLDIF, "write-ldif", "", "with ldif:FILE: write the changed directory to this file")
	f.StringVarP(&a.output, "output", "o", "", "table, json, jsonl, csv or ldif; default table on a terminal, json otherwise")
	for _, name := range []string{"directory", "user", "tenant"} { // a default taken from the environment is no part of the documentation
		f.Lookup(name).DefValue = ""
	}
	_ = root.RegisterFlagCompletionFunc("output", fixed(formats...))
	_ = root.RegisterFlagCompletionFunc("auth", fixed("simple", "ntlm", "kerberos"))
}

func fixed(words ...string) cobra.CompletionFunc {
	return cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)
}

// runs makes the function of a command, in a form that tells its errors from
// wrong usage.
func (a *app) runs(f func(ctx context.Context, args []string) error) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, args []string) error {
		if !validFormat(a.output) {
			return wrong("--output %s: write one of %s", a.output, strings.Join(formats, ", "))
		}
		if err := f(c.Context(), args); err != nil {
			return failure{err}
		}
		return nil
	}
}

// session opens the directory, once.
func (a *app) session(ctx context.Context) (*session.Session, error) {
	if a.open != nil {
		return a.open, nil
	}
	t := a.target
	t.Password = a.password
	if t.WriteLDIF != "" && !strings.HasPrefix(t.Directory, "ldif:") {
		return nil, wrong("--write-ldif goes with --directory ldif:FILE")
	}
	if t.InsecureSkipVerify {
		fmt.Fprintln(a.stderr, "rdesk: warning: the server's certificate is not checked; whoever is in between can read and change everything")
	}
	if t.InsecurePlain && strings.HasPrefix(t.Directory, "ldap://") {
		fmt.Fprintln(a.stderr, "rdesk: warning: the connection is not protected; the password can be read on the way")
	}
	s, err := session.Open(ctx, t)
	if err != nil {
		return nil, err
	}
	for _, note := range s.Notes {
		fmt.Fprintf(a.stderr, "rdesk: %s\n", oneLine(note))
	}
	a.open = s
	return s, nil
}

func (a *app) close() error {
	if a.open == nil {
		return nil
	}
	return a.open.Close()
}
