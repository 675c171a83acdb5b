package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
)

// ways are the ways to sign in to Microsoft 365.
var ways = []string{"browser", "device-code", "secret", "certificate", "azure-cli"}

// A login is what tenant login is told.
type login struct {
	session.TenantTarget
	secretFile, certificatePasswordFile string
}

func (a *app) tenantLogin() *cobra.Command {
	var v login
	c := &cobra.Command{
		Use: "login", Short: "Sign in to Microsoft 365", Args: cobra.NoArgs,
		Long: `Sign in to Microsoft 365. --tenant graph: then finds whoever signed in, without asking
again where this computer can keep tokens.

It takes an application that is registered in your tenant: docs/tenant.md says how. Its
ID is given with --client-id, or in the environment as ` + session.EnvClientID + ` or ` + session.EnvAzureClientID + `.

An application signs in by a certificate or a client secret. Neither is kept, and neither
belongs on the command line: name a file, or give them in the environment as
` + session.EnvCertificate + `, ` + session.EnvCertificatePassword + ` and
` + session.EnvSecret + `. With these --tenant graph: needs no login at all.`,
		Example: "  rdesk tenant login --client-id 0d3b6c1e-… --tenant-id contoso.com\n  rdesk tenant login --auth device-code --client-id 0d3b6c1e-…\n  rdesk tenant login --scope MailboxSettings.Read",
		RunE:    a.runs(func(ctx context.Context, _ []string) error { return a.login(ctx, v) }),
	}
	f, d := c.Flags(), a.target.Tenant
	f.StringVar(&v.Auth, "auth", "", "browser, device-code, secret, certificate or azure-cli; default browser on a terminal")
	f.StringVar(&v.TenantID, "tenant-id", d.TenantID, "ID or domain of the tenant; default that of the account (environment: "+session.EnvTenantID+")")
	f.StringVar(&v.ClientID, "client-id", d.ClientID, "ID of the application (environment: "+session.EnvClientID+", "+session.EnvAzureClientID+")")
	f.StringVar(&v.Cloud, "cloud", d.Cloud, "global, usgov, dod or china; default global (environment: "+session.EnvCloud+")")
	f.StringVar(&v.secretFile, "client-secret-file", "", "read the client secret from the first line of a file; - is standard input")
	f.StringVar(&v.CertificateFile, "certificate", d.CertificateFile, "PEM or PKCS #12 file with the certificate and its key")
	f.StringVar(&v.certificatePasswordFile, "certificate-password-file", "", "read the password of the certificate from the first line of a file; - is standard input")
	f.StringArrayVar(&v.Scopes, "scope", nil, "permission to ask consent for, as User.Read.All (repeatable); default all those of the registration")
	for _, name := range []string{"tenant-id", "client-id", "cloud", "certificate"} { // a default taken from the environment is no part of the documentation
		f.Lookup(name).DefValue = ""
	}
	_ = c.RegisterFlagCompletionFunc("auth", fixed(ways...))
	_ = c.RegisterFlagCompletionFunc("cloud", fixed("global", "usgov", "dod", "china"))
	return c
}

func (a *app) login(ctx context.Context, v login) error {
	if err := a.completeLogin(&v); err != nil {
		return err
	}
	v.Prompt = func(url, code, message string) {
		if message == "" {
			message = "Open " + url + " and enter the code " + code
		}
		fmt.Fprintf(a.stderr, "rdesk: %s\n", oneLine(message))
	}
	if v.Auth == "browser" {
		fmt.Fprintln(a.stderr, "rdesk: sign in with the browser that opens")
	}
	t := a.target
	v.Source, v.Transport = "graph:", t.Tenant.Transport
	t.Tenant = v.TenantTarget
	tenant, err := session.SignIn(ctx, t)
	if err != nil {
		return err
	}
	defer tenant.Close()
	d, err := a.statusOf(ctx, tenant)
	if err != nil {
		return err
	}
	fmt.Fprintln(a.stderr, `rdesk: signed in; name this tenant with --tenant graph:`)
	return a.showStatus(d)
}

// completeLogin finds how to sign in, and reads what an application signs in with.
func (a *app) completeLogin(v *login) (err error) {
	d := a.target.Tenant
	switch {
	case v.secretFile == "-" && v.certificatePasswordFile == "-":
		return wrong("--client-secret-file and --certificate-password-file cannot both be standard input")
	case v.Auth != "" && !slices.Contains(ways, v.Auth):
		return wrong("--auth %s: write browser, device-code, secret, certificate or azure-cli", v.Auth)
	case v.Auth != "":
	case v.secretFile != "":
		v.Auth = "secret"
	case v.CertificateFile != "" && v.CertificateFile != d.CertificateFile:
		v.Auth = "certificate"
	case a.inIsTerminal:
		v.Auth = "browser"
	default: // nobody is there who could use a browser
		return &model.Error{Code: model.SignIn, Subject: "Microsoft 365", Message: "it is not said how to sign in, and there is no terminal to ask on",
			Hint: "Give --auth device-code, or --auth certificate for an application."}
	}
	v.Secret, v.CertificatePassword = d.Secret, d.CertificatePassword
	if err = a.secret(v.secretFile, &v.Secret); err == nil {
		err = a.secret(v.certificatePasswordFile, &v.CertificatePassword)
	}
	return err
}

// secret reads a secret from the first line of a file, if one is named.
func (a *app) secret(file string, into *string) (err error) {
	switch file {
	case "":
	case "-":
		*into, err = firstLine(a.stdin)
	default:
		*into, err = secretFile(file)
	}
	return err
}

func (a *app) tenantLogout() *cobra.Command {
	return &cobra.Command{
		Use: "logout", Short: "Forget who signed in to Microsoft 365, with every token that was kept", Args: cobra.NoArgs,
		RunE: a.runs(func(context.Context, []string) error {
			if err := session.SignOut(a.target); err != nil {
				return err
			}
			return a.show(view{
				json:  func() (any, error) { return map[string]bool{"signedIn": false}, nil },
				table: func(w io.Writer) { fmt.Fprintln(w, "Nobody is signed in to Microsoft 365 any more.") },
			})
		})}
}
