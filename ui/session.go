// Package ui is the window. It draws what package sheet declares, hands edits to
// a model.Draft and work to a desk.Desk, and decides nothing about recipients.
//
// Everything in it belongs to the UI goroutine; async.go is the only door to the
// background. It reaches servers only through a [Session], which package main
// makes for it.
package ui

import (
	"context"

	"recipientdesk/model"
	"recipientdesk/model/desk"
)

// A Target is what an administrator connects to. All but the password may be
// remembered.
type Target struct {
	Directory  string `json:"directory"` // as rdesk --directory: "sample:", "ldaps://host", "ldap://host", a DNS domain, "ldif:FILE"
	User       string `json:"user,omitempty"`
	Auth       string `json:"auth,omitempty"` // "", "simple", "ntlm", "kerberos"
	CAFile     string `json:"caFile,omitempty"`
	ServerName string `json:"serverName,omitempty"`
	Base       string `json:"base,omitempty"`
	Password   string `json:"-"`
}

// A Session is an open connection with everything that was asked once at its start.
type Session struct {
	Target Target
	Desk   *desk.Desk
	Info   model.Info
	Schema *model.Schema
	Notes  []string     // what to tell the user now: of changes that an earlier run left open, of a directory that cannot be written
	Close  func() error // may block

	// OpenTenant connects the desk with another tenant; with a zero target it parts
	// them. It may block until ctx ends. nil: it cannot be done.
	OpenTenant func(ctx context.Context, t TenantTarget) error
	// SignOut forgets who signed in to the tenant, with every token that was kept.
	// nil: nobody can.
	SignOut func(ctx context.Context) error
	// TokensKept says that who signs in stays signed in on this computer, as it can keep
	// tokens encrypted. Else one signs in again next time.
	TokensKept bool
	// SaveSnapshot writes everything that the tenant holds to a file, which the source
	// "json:FILE" opens. progress is told how many objects were read; it may be called
	// from any goroutine. Of a snapshot that fails or is stopped no file is left. nil: it
	// cannot be done.
	SaveSnapshot func(ctx context.Context, file string, progress func(objects int)) error
	// TenantErr says why the desk is not connected with the tenant that was asked for.
	TenantErr error
	// Cycle synchronizes once, and says in a sentence what it did. nil: that is for
	// the synchronization server.
	Cycle func(ctx context.Context) (string, error)
}

// A TenantTarget is the tenant to connect with, and how to sign in to it. All but
// what follows Prompt may be remembered.
type TenantTarget struct {
	Source   string `json:"source"`             // as rdesk --tenant: "sample:", "graph:", "http://127.0.0.1:PORT", "json:FILE"
	Auth     string `json:"auth,omitempty"`     // of graph: "browser", "device-code", "secret", "certificate", "azure-cli"; "": whoever signed in last
	Cloud    string `json:"cloud,omitempty"`    // "global" (as ""), "usgov", "dod", "china"
	TenantID string `json:"tenantId,omitempty"` // or one of its domains; "": that of the account
	ClientID string `json:"clientId,omitempty"` // of the application that signs in; "": the one that is configured

	Prompt              func(url, code, message string) `json:"-"` // shows what to do with a device code; not on the UI goroutine
	Secret              string                          `json:"-"`
	CertificateFile     string                          `json:"-"` // PEM or PKCS #12, with its key
	CertificatePassword string                          `json:"-"`
}

// A Connector opens sessions. Package main makes it from the adapters. Connect may
// block until ctx ends; its errors are *model.Error.
type Connector func(ctx context.Context, t Target) (*Session, error)

// Secrets keeps passwords in the system's keyring.
type Secrets interface {
	Get(target Target) (password string, ok bool)
	Set(target Target) error // with its Password
	Delete(target Target) error
}
