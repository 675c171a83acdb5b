package session

import (
	"context"
	"os"
	"path/filepath"

	"recipientdesk/graphx"
	"recipientdesk/model"
)

// clientID is the application that this program is registered as. There is none that
// fits everybody: a tenant decides itself which application may read it. Who builds
// the program for an organization may set it by -ldflags -X.
var clientID string

// SignIn has a person, or an application, sign in to Microsoft 365 as t.Tenant says,
// and keeps who it was: graph: then finds them again.
func SignIn(ctx context.Context, t Target) (model.Tenant, error) {
	cfg, err := t.config()
	if err != nil {
		return nil, err
	}
	tenant, account, err := graphx.SignIn(ctx, cfg)
	if err != nil {
		return nil, err
	}
	if t.StateDir != "" {
		if err := graphx.SaveAccount(accountFile(t), account); err != nil {
			tenant.Close()
			return nil, err
		}
	}
	return tenant, nil
}

// SignOut forgets who signed in, with every token that was kept.
func SignOut(t Target) error {
	return graphx.SignOut(accountFile(t), t.CacheDir)
}

func accountFile(t Target) string { return filepath.Join(t.StateDir, "account.json") }

// graph returns how to sign in again: as who signed in last, else as the application
// that the environment describes.
func (t Target) graph() (graphx.Config, error) {
	if t.Tenant.Auth != "" {
		return t.config()
	}
	account, err := graphx.LoadAccount(accountFile(t))
	tt := &t.Tenant
	if err == nil {
		tt.Auth, tt.Cloud, tt.TenantID, tt.ClientID = string(account.Auth), account.Cloud, account.TenantID, account.ClientID
	} else if tt.Auth = tt.application(); tt.Auth == "" {
		return graphx.Config{}, signInFirst(err)
	}
	cfg, err := t.config()
	cfg.Record = account.Record
	return cfg, err
}

// application says how the application itself can sign in, "" if it cannot.
func (tt TenantTarget) application() string {
	switch {
	case tt.ClientID == "" || tt.TenantID == "":
	case tt.CertificateFile != "":
		return string(graphx.Certificate)
	case tt.Secret != "":
		return string(graphx.Secret)
	}
	return ""
}

func signInFirst(err error) error {
	return &model.Error{Code: model.SignIn, Subject: "Microsoft 365", Message: "nobody is signed in", Err: err,
		Hint: `Sign in, with "rdesk tenant login" or on the page Tenant of the window.`}
}

// config is what t.Tenant says, with the certificate read.
func (t Target) config() (graphx.Config, error) {
	tt := t.Tenant
	cfg := graphx.Config{Auth: graphx.Auth(tt.Auth), Cloud: tt.Cloud, TenantID: tt.TenantID, ClientID: first(tt.ClientID, clientID), Scopes: tt.Scopes,
		Secret: []byte(tt.Secret), CertificatePassword: []byte(tt.CertificatePassword), Transport: tt.Transport, Now: t.Now}
	if tt.Prompt != nil {
		cfg.Prompt = func(p graphx.DeviceCodePrompt) { tt.Prompt(p.URL, p.Code, p.Message) }
	}
	switch cfg.Auth {
	case graphx.Secret:
		if tt.Secret == "" {
			return cfg, missing("client secret", EnvSecret)
		}
	case graphx.Certificate:
		if tt.CertificateFile == "" {
			return cfg, missing("certificate", EnvCertificate)
		}
		var err error
		if cfg.Certificate, err = os.ReadFile(tt.CertificateFile); err != nil {
			return cfg, &model.Error{Code: model.NotFound, Subject: tt.CertificateFile, Message: "cannot be read", Err: err,
				Hint: "Give the path of a PEM or PKCS #12 file with the certificate and its key."}
		}
	}
	return cfg, nil
}

// missing says that what an application signs in with was not given. It is never kept.
func missing(what, variable string) error {
	return &model.Error{Code: model.SignIn, Subject: what, Message: "none is given, and none is kept",
		Hint: "Name it in the environment variable " + variable + ", or sign in again."}
}

func first(s ...string) string {
	for _, v := range s {
		if v != "" {
			return v
		}
	}
	return ""
}
