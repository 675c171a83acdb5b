// Command recipientdesk is the window: it reads the flags, wires the adapters to
// package ui and runs Fyne. It writes nothing to standard output; the log is on
// standard error and holds no values of the directory and no passwords.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"recipientdesk/assets"
	"recipientdesk/cmd/session"
	"recipientdesk/ui"
)

// The same as in FyneApp.toml; a test compares them.
const (
	appID   = "io.github.recipientdesk.RecipientDesk"
	appName = "RecipientDesk"
	version = "0.1.0"
	build   = 1
)

func main() {
	debug.SetTraceback("single") // a crash names functions, not what other goroutines hold
	debug.SetGCPercent(40)       // a large directory is read once and looked at for long: rather more work then than memory ever after
	os.Exit(run(os.Args[1:], os.Getenv))
}

// run is main with its world passed in. It returns the exit status.
func run(args []string, getenv func(string) string) int {
	flags := flag.NewFlagSet("recipientdesk", flag.ContinueOnError)
	var t ui.Target
	flags.StringVar(&t.Directory, "directory", getenv(session.EnvDirectory), "open `URL`: sample:, ldaps://server, ldap://server (StartTLS), a domain, or ldif:FILE")
	flags.StringVar(&t.User, "user", "", "sign in as `name`; without it as the user of this computer")
	flags.StringVar(&t.Auth, "auth", "", "sign in by `method`: simple, ntlm or kerberos")
	flags.StringVar(&t.CAFile, "ca-file", "", "trust the authority in `file` (PEM) beside those of the system")
	flags.StringVar(&t.ServerName, "server-name", "", "expect this `name` in the server's certificate")
	flags.StringVar(&t.Base, "base", "", "show only what is below this `DN`")
	defaults := session.Defaults(getenv)
	flags.StringVar(&defaults.Tenant.Source, "tenant", defaults.Tenant.Source, "connect with the tenant at `URL`: graph:, http://127.0.0.1:PORT, json:FILE, or sample:")
	flags.Func("rules", "synchronization rules: the `folder` that Get-ADSyncServerConfiguration wrote, a .ps1 export, cloudsync, or builtin (repeatable)", func(path string) error {
		defaults.Rules = append(defaults.Rules, path)
		return nil
	})
	flags.StringVar(&defaults.JournalDir, "journal", "", "keep the journal of changes in this `folder`")
	showVersion := flags.Bool("version", false, "print the version and exit")
	flags.Usage = func() {
		fmt.Fprint(flags.Output(), "Usage: recipientdesk [flags]\n\nEdits the mail attributes of Active Directory in a window.\nA password is taken from "+session.EnvPassword+", or asked for.\n\n")
		flags.PrintDefaults()
	}
	switch err := flags.Parse(args); {
	case err == flag.ErrHelp:
		return 0
	case err != nil:
		return 2
	case flags.NArg() > 0:
		fmt.Fprintf(os.Stderr, "recipientdesk: %q is not a flag; see --help\n", flags.Arg(0))
		return 2
	case *showVersion:
		fmt.Fprintln(os.Stderr, appName, version)
		return 0
	}
	if err := checkDisplay(getenv); err != nil {
		fmt.Fprintln(os.Stderr, "recipientdesk:", err)
		return 1
	}
	t.Password = getenv(session.EnvPassword)
	open(t, defaults, getenv)
	return 0
}

// open runs the window until it is closed.
func open(t ui.Target, defaults session.Target, getenv func(string) string) {
	icon := fyne.NewStaticResource("icon.png", assets.Icon)
	app.SetMetadata(fyne.AppMetadata{ID: appID, Name: appName, Version: version, Build: build, Icon: icon,
		Migrations: map[string]bool{"fyneDo": true}})
	fy := app.NewWithID(appID)
	fy.SetIcon(icon)
	keys, why := openKeyring(getenv)
	window := ui.New(fy, ui.Options{
		Run: ui.Live{}, Now: time.Now, Connect: connector(defaults), Version: version,
		Secrets: keys, NoSecrets: why, User: defaults.LocalUser, Rules: session.Rules, Templates: defaults.TemplateDir(), PolicyDir: defaults.PolicyDir(),
	})
	window.Show(t)
	fy.Run()
}
