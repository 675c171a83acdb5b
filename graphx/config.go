package graphx

import (
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"

	"recipientdesk/model"
)

// An Auth is how the user, or the program itself, signs in.
type Auth string

const (
	Browser     Auth = "browser"     // the system's browser
	DeviceCode  Auth = "device-code" // a code that is typed in elsewhere; many tenants block it
	Secret      Auth = "secret"      // the application itself, by a client secret
	Certificate Auth = "certificate" // the application itself, by a certificate
	AzureCLI    Auth = "azure-cli"   // whoever is signed in to az; has few permissions
	Anonymous   Auth = "none"        // nobody; for a simulator
)

// A Config says which tenant to talk to, and as whom. The zero Config is not valid.
type Config struct {
	// Address is the base of a simulator on this machine, http://127.0.0.1:PORT.
	// "" is Microsoft Graph in Cloud.
	Address string
	Cloud   string // "global" ("" too), "usgov", "dod", "china"

	Auth     Auth   // "" is Anonymous with an Address
	TenantID string // or one of its domains; "": the one that the account belongs to
	ClientID string // of the application that this program is registered as

	Secret              []byte // of Auth Secret
	Certificate         []byte // of Auth Certificate: PEM or PKCS #12, with its key
	CertificatePassword []byte

	Token  string                 // got elsewhere, as a simulator hands out; in place of the above
	Record []byte                 // of an Account: whose tokens to look for
	Prompt func(DeviceCodePrompt) // shows what to do with Auth DeviceCode
	Scopes []string               // permissions to ask consent for, as User.Read.All; none: those of the registration

	// Credential takes the place of everything about signing in above.
	Credential azcore.TokenCredential

	Transport http.RoundTripper // for the service and for signing in; nil: one of its own, with the system's proxy
	Backoff   time.Duration     // before a request is first sent again; 0 is 1 s
	Patience  time.Duration     // waited in total before giving up; 0 is 5 min
	Now       func() time.Time  // nil is the system's clock
}

// A DeviceCodePrompt is what a person must do to sign in with another device.
type DeviceCodePrompt struct{ URL, Code, Message string }

// A place is one of Microsoft's clouds
// (https://learn.microsoft.com/graph/deployments,
// https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud).
type place struct {
	graph string
	login cloud.Configuration
}

var places = map[string]place{
	"global": {"https://graph.microsoft.com", cloud.AzurePublic},
	"usgov":  {"https://graph.microsoft.us", cloud.AzureGovernment},
	"dod":    {"https://dod-graph.microsoft.us", cloud.AzureGovernment},
	"china":  {"https://microsoftgraph.chinacloudapi.cn", cloud.AzureChina},
}

// Check says what is wrong with the address, before anything is sent to it.
func (c Config) Check() error {
	_, err := c.root()
	return err
}

// check completes what follows from the rest.
func (c Config) check() (Config, error) {
	if c.Cloud == "" {
		c.Cloud = "global"
	}
	if _, ok := places[c.Cloud]; !ok {
		return c, &model.Error{Code: model.Invalid, Subject: c.Cloud, Message: "is no cloud of Microsoft", Hint: "Use global, usgov, dod or china."}
	}
	if c.Auth == "" && c.Address != "" {
		c.Auth = Anonymous
	}
	if c.Auth == Anonymous && c.Address == "" && c.Credential == nil {
		return c, &model.Error{Code: model.SignIn, Subject: "Microsoft 365", Message: "nobody is signed in", Hint: "Sign in first."}
	}
	if c.Backoff <= 0 {
		c.Backoff = time.Second
	}
	if c.Patience <= 0 {
		c.Patience = 5 * time.Minute
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return c, nil
}

// root returns the address that versions such as /v1.0 follow, without a slash.
func (c Config) root() (*url.URL, error) {
	if c.Address == "" {
		return url.Parse(places[c.Cloud].graph)
	}
	u, err := url.Parse(c.Address)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return nil, &model.Error{Code: model.Invalid, Subject: c.Address, Message: "is no address of a tenant", Hint: "Use http://127.0.0.1:PORT.", Err: err}
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return nil, &model.Error{Code: model.Untrusted, Subject: c.Address, Message: "an unprotected connection is refused; nothing was sent",
			Hint: "Plain http is for a simulator on this machine, http://127.0.0.1:PORT."}
	}
	return &url.URL{Scheme: u.Scheme, Host: u.Host}, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
