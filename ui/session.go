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
