package graphx

import (
	"context"
	"net/http"
	"net/url"
	"sync"

	"github.com/microsoft/kiota-abstractions-go/serialization"
	graphcore "github.com/microsoftgraph/msgraph-sdk-go-core"

	"recipientdesk/model"
)

// A Tenant is a session with an Entra tenant. It is safe for concurrent use.
type Tenant struct {
	cfg     Config
	root    *url.URL
	client  *http.Client
	adapter *graphcore.GraphRequestAdapterBase
	parsers *serialization.ParseNodeFactoryRegistry
	retry   *retry
	bearer  *bearer

	mu     sync.Mutex
	closed bool
	open   map[*context.CancelCauseFunc]struct{} // requests under way
}

var _ model.Tenant = (*Tenant)(nil)

// Dial opens a session without asking anybody anything: with the account that
// SignIn returned earlier, as the application itself, or with a simulator. If a
// person has to sign in again, the error has the code SignIn.
func Dial(ctx context.Context, cfg Config) (*Tenant, error) {
	cfg, err := cfg.check()
	if err != nil {
		return nil, err
	}
	if cfg.Credential == nil && (cfg.Auth != Anonymous || cfg.Token != "") {
		if cfg.Credential, err = credential(cfg); err != nil {
			return nil, err
		}
	}
	t, err := newTenant(cfg)
	if err != nil {
		return nil, err
	}
	if cfg.Credential != nil {
		if _, err := t.bearer.get(ctx, ""); err != nil {
			return nil, t.classify(ctx, call{subject: t.name()}, nil, err)
		}
	}
	return t, nil
}

func newTenant(cfg Config) (*Tenant, error) {
	root, err := cfg.root()
	if err != nil {
		return nil, err
	}
	t := &Tenant{cfg: cfg, root: root, open: map[*context.CancelCauseFunc]struct{}{}}
	t.client, t.retry, t.bearer = newClient(cfg, root)
	if t.adapter, t.parsers, err = newAdapter(t.client, root.String()+"/v1.0"); err != nil {
		return nil, &model.Error{Code: model.Internal, Subject: t.name(), Message: "the Graph client cannot be made", Err: err}
	}
	return t, nil
}

// name is what errors and TenantInfo call the source.
func (t *Tenant) name() string {
	if t.cfg.Address != "" {
		return t.root.String()
	}
	return "Microsoft Graph"
}

// begin returns a context that ends with the session as well, and the function
// that a request calls when it is done.
func (t *Tenant) begin(ctx context.Context) (context.Context, func(), error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return nil, nil, t.closedError()
	}
	ctx, cancel := context.WithCancelCause(ctx)
	t.open[&cancel] = struct{}{}
	return ctx, func() {
		t.mu.Lock()
		delete(t.open, &cancel)
		t.mu.Unlock()
		cancel(nil)
	}, nil
}

func (t *Tenant) closedError() error {
	return &model.Error{Code: model.Unreachable, Subject: t.name(), Message: "the session is closed", Hint: "Connect again."}
}

// Close implements model.Tenant. Requests under way fail.
func (t *Tenant) Close() error {
	t.mu.Lock()
	t.closed = true
	for cancel := range t.open {
		(*cancel)(t.closedError())
	}
	t.mu.Unlock()
	t.client.CloseIdleConnections()
	return nil
}
