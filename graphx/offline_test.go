package graphx

import (
	"errors"
	"testing"

	"recipientdesk/model"
)

// A network that is not there is no refusal of Entra ID, and the Azure CLI is not asked
// for what it says of itself.
func TestSignInThatNobodyRefused(t *testing.T) {
	for said, want := range map[string]model.Error{
		"unable to resolve an endpoint: server response error:\n Get \"https://login.microsoftonline.com/c/v2.0/x\": dial tcp: lookup login.microsoftonline.com: no such host": {
			Code: model.Unreachable, Message: "there is no connection to the service that signs in", Err: errors.New("dial tcp: lookup login.microsoftonline.com: no such host")},
		"ClientSecretCredential: server response error:\n Post \"https://x/y\": connection refused. To troubleshoot, visit x\nmore": {Code: model.Unreachable, Message: "there is no connection to the service that signs in", Err: errors.New("connection refused")},
		"server response error:\n AADSTS90002: Tenant 'x' not found. Trace ID: y":                                                   {Code: model.SignIn, Message: "there is no such tenant (AADSTS90002)"},
		"AzureCLICredential: executable not found on path":                                                                          {Code: model.SignIn, Message: "the Azure CLI is not installed"},
		"AzureCLICredential: ERROR: Please run 'az login' to setup account.":                                                        {Code: model.SignIn, Message: "nobody is signed in to the Azure CLI"},
		"DeviceCodeCredential: something else":                                                                                      {Code: model.SignIn, Message: "the sign-in was refused"},
	} {
		e := fails(t, refused(errors.New(said)).verdict(), want.Code, "Microsoft 365")
		if e.Message != want.Message || e.Hint == "" || want.Err != nil && e.Err.Error() != want.Err.Error() {
			t.Errorf("%s: %s (%v) %s", said, e.Message, e.Err, e.Hint)
		}
	}
}
