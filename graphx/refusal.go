package graphx

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"

	"recipientdesk/model"
)

// A signInError is why there is no token. It holds what Entra says of itself, and
// nothing of the request or of the rest of the answer, so that no secret ends in
// a log.
type signInError struct {
	code        string // as AADSTS65001; "" where Entra was not asked
	correlation string // for Microsoft's support
	text        string
	needed      bool // a person has to sign in
	mute        bool // Entra was asked and did not answer
}

var (
	aadsts      = regexp.MustCompile(`AADSTS(\d+)`)
	correlation = regexp.MustCompile(`(?i)correlation[ _]id"?[:\s]+"?([0-9a-f-]{36})`)
	// silence is what the SDK says where no answer came. It keeps the words alone, not
	// the error that they are of; the address before the cause may hold what was asked.
	silence  = regexp.MustCompile(`server response error:\s+\w+ "[^"]*": ([^\r\n]*?)(?:\. To troubleshoot, |[\r\n]|$)`)
	sentence = regexp.MustCompile(`AADSTS\d+: ([^\r\n"\\]*?)(?: Trace ID:|\.?[\r\n"\\]|$)`)
)

// refused reads the error of a credential.
func refused(err error) *signInError {
	e := &signInError{}
	if _, ok := errors.AsType[*azidentity.AuthenticationRequiredError](err); ok {
		e.needed = true
	}
	said := err.Error()
	if m := aadsts.FindString(said); m != "" {
		e.code = m
	}
	if m := correlation.FindStringSubmatch(said); m != nil {
		e.correlation = m[1]
	}
	if m := silence.FindStringSubmatch(said); m != nil {
		e.mute, e.text = true, m[1]
	} else if m := sentence.FindStringSubmatch(said); m != nil {
		e.text = m[1]
	} else if !e.needed {
		if e.text, _, _ = strings.Cut(said, "\n"); len(e.text) > 300 {
			e.text = e.text[:300]
		}
	}
	return e
}

func (e *signInError) Error() string {
	var parts []string
	for _, p := range []string{e.code, e.text} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	s := strings.Join(parts, ": ")
	if e.correlation != "" {
		s += fmt.Sprintf(" (correlation ID %s)", e.correlation)
	}
	return s
}

// verdict is the error that a person reads.
func (e *signInError) verdict() error {
	if e.mute {
		return &model.Error{Code: model.Unreachable, Subject: "Microsoft 365", Message: "there is no connection to the service that signs in", Err: e,
			Hint: "Check the network, and the proxy if there is one."}
	}
	out := &model.Error{Code: model.SignIn, Subject: "Microsoft 365", Message: "the sign-in was refused", Hint: "See the details for what Entra ID says.", Err: e}
	if r, ok := azureCLI(e.text); ok && e.code == "" {
		out.Message, out.Hint = r.message, r.hint
	} else if r, ok := byAADSTS[strings.TrimPrefix(e.code, "AADSTS")]; ok {
		out.Message, out.Hint = r.message, r.hint
	} else if e.code == "" && e.needed {
		out.Message, out.Hint, out.Err = "somebody has to sign in", "Sign in to the tenant.", nil
	} else if strings.HasPrefix(e.code, "AADSTS5300") || strings.HasPrefix(e.code, "AADSTS5303") {
		out.Message, out.Hint = conditional.message, conditional.hint
	}
	if e.code != "" {
		out.Message += " (" + e.code + ")"
	}
	return out
}

// A reason is what a code of Entra means.
type reason struct{ message, hint string }

// azureCLI reads why the Azure CLI gave no token.
func azureCLI(text string) (reason, bool) {
	switch {
	case !strings.HasPrefix(text, "AzureCLICredential"):
		return reason{}, false
	case strings.Contains(text, "not found on path"):
		return reason{"the Azure CLI is not installed", "Install it and run \"az login\", or choose another way to sign in."}, true
	case strings.Contains(text, "az login"):
		return reason{"nobody is signed in to the Azure CLI", "Run \"az login\", then try again."}, true
	}
	return reason{}, false
}

var (
	conditional = reason{"a Conditional Access policy forbids it", "Sign in with the browser of a device that the policy accepts, or ask an administrator; the details name the attempt for the sign-in log."}
	second      = reason{"a second factor is needed", "Sign in again, with the browser."}
	expired     = reason{"the earlier sign-in no longer counts", "Sign in again."}
	consent     = reason{"nobody has allowed the application to do this", "Ask an administrator to consent to its permissions."}
)

// byAADSTS holds the codes that people meet
// (https://learn.microsoft.com/entra/identity-platform/reference-error-codes).
var byAADSTS = map[string]reason{
	"50034":   {"there is no such account in the tenant", "Check the sign-in name and the tenant."},
	"50053":   {"the account is locked", "Wait, or have it unlocked."},
	"50055":   {"the password has expired", "Change it, then sign in again."},
	"50057":   {"the account is disabled", "Sign in as someone else."},
	"50058":   expired,
	"50072":   second,
	"50074":   second,
	"50076":   second,
	"50079":   second,
	"50105":   {"the account is not assigned to the application", "Ask an administrator to assign it."},
	"50126":   {"the sign-in name or the password is wrong", "Try again."},
	"50132":   expired,
	"50133":   expired,
	"50173":   expired,
	"50020":   {"the account is of another tenant", "Give the account's own tenant, or have it invited."},
	"50011":   {"the application's registration lacks the redirect address", "Add http://localhost as a redirect of the platform for mobile and desktop applications."},
	"53003":   conditional,
	"65001":   consent,
	"65004":   {"the permissions were declined", "Sign in again, and accept."},
	"70008":   expired,
	"70016":   {"the code has not been used yet", "Sign in on the other device."},
	"70020":   {"the code was not used in time", "Sign in again."},
	"70043":   expired,
	"700082":  expired,
	"700016":  {"the tenant does not know the application", "Check the client ID and the tenant."},
	"700027":  {"the application's certificate is not the registered one", "Upload the certificate to the application's registration."},
	"7000112": {"the application is disabled in the tenant", "Have an administrator enable it."},
	"7000215": {"the application's secret is wrong", "Give the value of the secret, not its ID."},
	"7000218": {"the application may not sign in this way", "Allow public client flows in the application's registration."},
	"7000222": {"the application's secret has expired", "Make a new one in the application's registration."},
	"90002":   {"there is no such tenant", "Check the tenant ID or the domain, and the cloud."},
	"90014":   {"something is missing in the request", "Check the client ID and the tenant."},
	"90094":   consent,
	"90095":   consent,
	"900023":  {"the tenant's name is not well formed", "Give the tenant's ID or a domain of it."},
	"900382":  {"the tenant is in another cloud", "Choose the cloud of the tenant."},
	"9002313": {"the request is not well formed", "Check the client ID and the tenant."},
}
