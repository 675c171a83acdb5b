package graphx

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"

	"recipientdesk/model"
)

// SignIn has a person sign in, with the browser or a code, and opens a session.
// The account it returns makes Dial find the tokens later, if they could be kept
// (CanKeep); without that the person signs in anew next time. For other ways of
// signing in it is Dial.
func SignIn(ctx context.Context, cfg Config) (*Tenant, Account, error) {
	cfg, err := cfg.check()
	if err != nil {
		return nil, Account{}, err
	}
	account := Account{Auth: cfg.Auth, Cloud: cfg.Cloud, TenantID: cfg.TenantID, ClientID: cfg.ClientID}
	if cfg.Credential == nil && (cfg.Auth == Browser || cfg.Auth == DeviceCode) {
		if cfg.Credential, err = credential(cfg); err != nil {
			return nil, Account{}, err
		}
		if account.Record, err = authenticate(ctx, cfg); err != nil {
			return nil, Account{}, err
		}
	}
	t, err := Dial(ctx, cfg)
	return t, account, err
}

// authenticate asks the person, and returns the record of who it was.
func authenticate(ctx context.Context, cfg Config) (json.RawMessage, error) {
	asks := cfg.Credential.(interface {
		Authenticate(context.Context, *policy.TokenRequestOptions) (azidentity.AuthenticationRecord, error)
	})
	root := places[cfg.Cloud].graph
	scopes := []string{root + "/.default"}
	if len(cfg.Scopes) > 0 {
		scopes = scopes[:0]
	}
	for _, s := range cfg.Scopes {
		scopes = append(scopes, root+"/"+s)
	}
	record, err := asks.Authenticate(ctx, &policy.TokenRequestOptions{Scopes: scopes, EnableCAE: true})
	if err != nil {
		if ctx.Err() != nil {
			return nil, stopped(ctx, "Microsoft 365")
		}
		return nil, refused(err).verdict()
	}
	return json.Marshal(record)
}

// credential makes what Config.Auth says. It asks nobody anything.
func credential(cfg Config) (azcore.TokenCredential, error) {
	client := azcore.ClientOptions{Cloud: places[cfg.Cloud].login}
	if cfg.Transport != nil {
		client.Transport = &http.Client{Transport: cfg.Transport}
	}
	switch {
	case cfg.Token != "":
		return fixed(cfg.Token), nil
	case cfg.Auth == AzureCLI:
		return made(azidentity.NewAzureCLICredential(&azidentity.AzureCLICredentialOptions{TenantID: cfg.TenantID}))
	case cfg.ClientID == "":
		// Without one, the SDK would sign in as an application for developers of Azure.
		return nil, &model.Error{Code: model.Invalid, Subject: "client ID", Message: "it is not known as which application to sign in",
			Hint: "Register one in Entra ID and give its application (client) ID; docs/tenant.md says how."}
	case cfg.Auth == Browser, cfg.Auth == DeviceCode:
		return personal(cfg, client)
	case cfg.TenantID == "":
		return nil, &model.Error{Code: model.Invalid, Subject: "tenant", Message: "an application signs in to a certain tenant", Hint: "Give the tenant's ID or a domain of it."}
	case cfg.Auth == Secret:
		return made(azidentity.NewClientSecretCredential(cfg.TenantID, cfg.ClientID, string(cfg.Secret), &azidentity.ClientSecretCredentialOptions{ClientOptions: client}))
	case cfg.Auth == Certificate:
		certs, key, err := azidentity.ParseCertificates(cfg.Certificate, cfg.CertificatePassword)
		if err != nil {
			return nil, &model.Error{Code: model.Invalid, Subject: "certificate", Message: "cannot be read", Err: err,
				Hint: "Give a PEM or PKCS #12 file with the certificate and its private key, and the password if it has one."}
		}
		return made(azidentity.NewClientCertificateCredential(cfg.TenantID, cfg.ClientID, certs, key, &azidentity.ClientCertificateCredentialOptions{ClientOptions: client}))
	}
	return nil, &model.Error{Code: model.Invalid, Subject: string(cfg.Auth), Message: "is no way to sign in", Hint: "Use browser, device-code, certificate, secret or azure-cli."}
}

// personal makes the credential of a person. It signs in by itself only with
// tokens that were kept; else GetToken says that the person is needed.
func personal(cfg Config, client azcore.ClientOptions) (azcore.TokenCredential, error) {
	var record azidentity.AuthenticationRecord
	if len(cfg.Record) > 0 {
		if err := json.Unmarshal(cfg.Record, &record); err != nil {
			return nil, &model.Error{Code: model.SignIn, Subject: "Microsoft 365", Message: "what was kept of the last sign-in cannot be read", Hint: "Sign in again.", Err: err}
		}
	}
	kept, _ := keep() // without it: in memory, until the program ends
	if cfg.Auth == Browser {
		return made(azidentity.NewInteractiveBrowserCredential(&azidentity.InteractiveBrowserCredentialOptions{
			ClientOptions: client, ClientID: cfg.ClientID, TenantID: cfg.TenantID, Cache: kept,
			AuthenticationRecord: record, LoginHint: record.Username, DisableAutomaticAuthentication: true,
		}))
	}
	return made(azidentity.NewDeviceCodeCredential(&azidentity.DeviceCodeCredentialOptions{
		ClientOptions: client, ClientID: cfg.ClientID, TenantID: cfg.TenantID, Cache: kept,
		AuthenticationRecord: record, DisableAutomaticAuthentication: true,
		UserPrompt: func(_ context.Context, m azidentity.DeviceCodeMessage) error {
			if cfg.Prompt == nil {
				return errors.New("there is nobody to show the code to")
			}
			cfg.Prompt(DeviceCodePrompt{m.VerificationURL, m.UserCode, m.Message})
			return nil
		},
	}))
}

// made turns the constructors' results into what credential returns.
func made[T azcore.TokenCredential](c T, err error) (azcore.TokenCredential, error) {
	if err != nil {
		return nil, &model.Error{Code: model.Invalid, Subject: "sign-in", Message: "this cannot be used to sign in", Hint: "Check the tenant, the client ID and the secret or certificate.", Err: err}
	}
	return c, nil
}

// A fixed token is used as long as the service takes it.
type fixed string

func (f fixed) GetToken(context.Context, policy.TokenRequestOptions) (azcore.AccessToken, error) {
	return azcore.AccessToken{Token: string(f), ExpiresOn: time.Unix(1<<33, 0)}, nil
}
