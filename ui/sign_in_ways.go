package ui

// A signInWay is a way to sign in to Microsoft 365, as the dialog offers it.
type signInWay struct {
	auth   string // as TenantTarget.Auth
	label  string
	about  string
	waits  string // what is waited for
	client bool   // it signs in as an application that is registered
	app    bool   // the application itself signs in, nobody with it, and to a tenant that must be named
	keeps  string // what becomes of it at the next start where tokens are kept
}

// signInWays are the ways in the order of the dialog; the first is the usual one.
var signInWays = []signInWay{
	{auth: "browser", label: "Browser", client: true, waits: "Waiting for the browser. Sign in there, then come back.",
		about: "The browser of this computer opens, and Conditional Access sees it and its device.",
		keeps: "You stay signed in on this computer until you sign out."},
	{auth: "device-code", label: "Device code", client: true, waits: "Asking for a code…",
		about: "You type a code into a browser of any computer. Many tenants block this way.",
		keeps: "You stay signed in on this computer until you sign out."},
	{auth: "certificate", label: "Certificate", client: true, app: true, waits: "Signing in…",
		about: "The application signs in by itself, with the application permissions of its registration.",
		keeps: "The certificate is asked for again next time."},
	{auth: "secret", label: "Client secret", client: true, app: true, waits: "Signing in…",
		about: "The application signs in by itself. A certificate is the safer way.",
		keeps: "The secret is asked for again next time."},
	{auth: "azure-cli", label: "Azure CLI", waits: "Asking the Azure CLI…",
		about: "Takes over the sign-in of “az login” on this computer. Its tokens carry few permissions.",
		keeps: "It lasts as long as the sign-in of the Azure CLI."},
}

func wayLabels() (out []string) {
	for _, w := range signInWays {
		out = append(out, w.label)
	}
	return out
}

// wayOf is the way with that name; the usual one if there is none.
func wayOf(auth string) signInWay {
	for _, w := range signInWays {
		if w.auth == auth {
			return w
		}
	}
	return signInWays[0]
}

func wayLabeled(label string) signInWay {
	for _, w := range signInWays {
		if w.label == label {
			return w
		}
	}
	return signInWays[0]
}

// clouds are Microsoft's clouds
// (https://learn.microsoft.com/graph/deployments).
var clouds = []struct{ name, label string }{
	{"global", "Worldwide"}, {"usgov", "US Government (GCC High)"}, {"dod", "US Department of Defense"}, {"china", "China (21Vianet)"},
}

func cloudLabels() (out []string) {
	for _, c := range clouds {
		out = append(out, c.label)
	}
	return out
}

func cloudLabel(name string) string {
	for _, c := range clouds {
		if c.name == name {
			return c.label
		}
	}
	return clouds[0].label
}

func cloudLabeled(label string) string {
	for _, c := range clouds {
		if c.label == label {
			return c.name
		}
	}
	return clouds[0].name
}
