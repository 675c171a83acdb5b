package main

import (
	"context"

	"recipientdesk/cmd/session"
	"recipientdesk/ui"
)

// connector opens sessions for the window, from what the machine and the flags
// say.
func connector(defaults session.Target) ui.Connector {
	return func(ctx context.Context, t ui.Target) (*ui.Session, error) {
		s, err := session.Open(ctx, target(defaults, t))
		if err != nil {
			return nil, err
		}
		t.Password = "" // of no more use, and better not kept
		out := &ui.Session{Target: t, Desk: s.Desk, Info: s.Info, Schema: s.Schema, Notes: s.Notes, Close: s.Close, SignOut: s.SignOut, SaveSnapshot: s.SaveSnapshot, TokensKept: session.TokensKept(), Cycle: s.Cycle,
			OpenTenant: func(ctx context.Context, t ui.TenantTarget) error { return s.OpenTenant(ctx, tenantTarget(t)) }}
		if s.TenantErr != nil { // a nil *model.Error would be an error that is not nil
			out.TenantErr = s.TenantErr
		}
		return out, nil
	}
}

func tenantTarget(t ui.TenantTarget) session.TenantTarget {
	return session.TenantTarget{Source: t.Source, Auth: t.Auth, Cloud: t.Cloud, TenantID: t.TenantID, ClientID: t.ClientID,
		Prompt: t.Prompt, Secret: t.Secret, CertificateFile: t.CertificateFile, CertificatePassword: t.CertificatePassword}
}

func target(defaults session.Target, t ui.Target) session.Target {
	out := defaults
	out.Directory, out.User, out.Auth = t.Directory, t.User, t.Auth
	out.CAFile, out.ServerName = t.CAFile, t.ServerName
	if t.Base != "" {
		out.Bases = []string{t.Base}
	}
	out.Password = func(bool) (string, error) { return t.Password, nil }
	return out
}
