package session

import (
	"context"
	"net/http"
	"strings"

	"recipientdesk/graphx"
	"recipientdesk/model"
	"recipientdesk/sim"
)

// A TenantTarget is the tenant to connect with, and how to sign in to it.
type TenantTarget struct {
	// Source is sample:, graph:, http://127.0.0.1:PORT or json:FILE; "": that of the
	// sample for the sample organization, else none.
	Source string

	Auth     string   // of graph: browser, device-code, secret, certificate or azure-cli; "": whoever signed in last, or the application that the rest describes
	Cloud    string   // global, usgov, dod or china; "": global
	TenantID string   // or one of its domains; "": that of the account
	ClientID string   // of the application that signs in
	Scopes   []string // permissions to ask consent for; none: those of the registration

	Prompt func(url, code, message string) // shows what to do with a device code

	Secret              string
	CertificateFile     string // PEM or PKCS #12, with its key
	CertificatePassword string
	Token               string // of http://…, as a simulator hands out

	Transport http.RoundTripper // for sign-in and service; nil: one of its own
}

// The schemes of tenants.
const (
	graphScheme = "graph:"
	jsonScheme  = "json:"
)

// A link is a tenant that was named, before anything was asked of it.
type link struct {
	tenant model.Tenant       // nil: there is none
	facts  *model.TenantFacts // what is known without asking; nil: nothing
	why    *model.Error       // why there is no tenant although one was named
	graph  bool               // somebody signed in to it
}

// newLink finds what t.Tenant names. Nothing is asked of a network. Where somebody has
// to sign in first the link says so; an error means that t names no tenant at all.
func newLink(t Target, own *sampleSide) (link, error) {
	source := t.Tenant.Source
	file, isFile := strings.CutPrefix(source, jsonScheme)
	switch {
	case source == "" && own == nil:
		return link{}, nil
	case (source == "" || source == sampleScheme) && own != nil:
		return link{tenant: own.tenant(), facts: sim.SampleFacts()}, nil
	case source == sampleScheme:
		t.Directory = sampleScheme
		forest, err := sampleForest(t)
		if err != nil {
			return link{}, err
		}
		return link{tenant: newSampleSide(t, forest).tenant(), facts: sim.SampleFacts()}, nil
	case isFile && file != "":
		return fileLink(file)
	case source == graphScheme:
		cfg, err := t.graph()
		if e := asError(err); e != nil && e.Code == model.SignIn {
			return link{why: e}, nil
		}
		return link{tenant: dialed(cfg), graph: true}, err
	case strings.HasPrefix(source, "http://"):
		cfg := graphx.Config{Address: source, Token: t.Tenant.Token, Transport: t.Tenant.Transport, Now: t.Now}
		return link{tenant: dialed(cfg)}, cfg.Check()
	}
	return link{}, &model.Error{Code: model.Invalid, Subject: source, Message: "names no tenant",
		Hint: "Give graph: for Microsoft 365, json:FILE for a snapshot, http://127.0.0.1:PORT for a simulator, or sample: for the sample tenant."}
}

// dialed is Microsoft Graph, or a simulator of it.
func dialed(cfg graphx.Config) model.Tenant {
	return newLazyTenant(func(ctx context.Context, was model.Tenant) (model.Tenant, error) {
		if was != nil {
			return was, nil
		}
		t, err := graphx.Dial(ctx, cfg)
		if err != nil { // not the nil *Tenant, which would be a Tenant that is not nil
			return nil, err
		}
		return t, nil
	})
}

// OpenTenant opens the tenant that t names, without the directory: nothing is asked of
// a network yet. It is the caller's to close.
func OpenTenant(t Target) (model.Tenant, error) {
	forest, err := sampleForest(t)
	if err != nil {
		return nil, err
	}
	var own *sampleSide
	if forest != nil {
		own = newSampleSide(t, forest)
	}
	switch l, err := newLink(t, own); {
	case err != nil:
		return nil, err
	case l.why != nil:
		return nil, l.why
	case l.tenant == nil:
		return nil, NoTenant()
	default:
		return l.tenant, nil
	}
}

// NoTenant says that no tenant was named.
func NoTenant() error {
	return &model.Error{Code: model.NotFound, Subject: "Tenant", Message: "none is named",
		Hint: "Name one with --tenant or " + EnvTenant + `: graph: for Microsoft 365, after "rdesk tenant login", json:FILE for a snapshot, or sample: for the sample tenant.`}
}

// TokensKept says whether this computer can keep tokens. If it cannot, a person signs
// in again with every program start.
func TokensKept() bool { return graphx.CanKeep() }

// use connects the session with a tenant, and ends with the former one.
func (s *Session) use(l link) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.Tenant != nil {
		s.Tenant.Close() // of what it reads nothing is lost
	}
	s.Tenant, s.TenantErr, s.signedIn = l.tenant, l.why, l.graph
	s.Desk.UseTenant(l.tenant)
	if l.facts != nil {
		s.Desk.UseFacts(l.facts)
	}
}

// OpenTenant connects the session with another tenant; with a zero target it parts
// them. With Auth a person, or an application, signs in; without it nobody is asked
// anything. If it fails the session stays with the tenant that it has.
func (s *Session) OpenTenant(ctx context.Context, tt TenantTarget) error {
	if tt.Source == "" {
		s.use(link{})
		return nil
	}
	t := s.target
	tt.ClientID, tt.TenantID, tt.Transport = first(tt.ClientID, t.Tenant.ClientID), first(tt.TenantID, t.Tenant.TenantID), t.Tenant.Transport
	tt.Token = first(tt.Token, t.Tenant.Token)
	t.Tenant = tt
	var l link
	var err error
	if tt.Source == graphScheme && tt.Auth != "" {
		l.graph = true
		l.tenant, err = SignIn(ctx, t)
	} else if l, err = newLink(t, s.own); err == nil && l.tenant != nil {
		_, err = l.tenant.Info(ctx)
	} else if err == nil && l.facts == nil {
		err = l.why
	}
	if err != nil {
		return err
	}
	s.use(l)
	return nil
}

// SignOut forgets who signed in to Microsoft 365, with every token that was kept, and
// parts the session from the tenant that was signed in to.
func (s *Session) SignOut(context.Context) error {
	s.mu.Lock()
	part := s.signedIn
	s.mu.Unlock()
	if part {
		s.use(link{})
	}
	return SignOut(s.target)
}

// SampleCycle is Cycle for programs. It is an error if the directory is not the sample
// organization.
func (s *Session) SampleCycle(ctx context.Context) (sim.CycleReport, error) {
	if s.own == nil {
		return sim.CycleReport{}, &model.Error{Code: model.Invalid, Subject: s.Info.Server, Message: "only the sample organization can be synchronized from here",
			Hint: "On the server of Entra Connect, run Start-ADSyncSyncCycle -PolicyType Delta."}
	}
	return s.own.cycle(ctx)
}

// cycle implements Cycle.
func (s *Session) cycle(ctx context.Context) (string, error) {
	r, err := s.SampleCycle(ctx)
	if err != nil {
		return "", err
	}
	return CycleText(r), nil
}
