package session

import (
	"context"
	"iter"

	"recipientdesk/model"
)

// A lazyTenant is a tenant that is opened when something is asked of it first: opening
// a directory must not wait for Microsoft 365. What fails is tried again next time.
type lazyTenant struct {
	open   func(ctx context.Context, was model.Tenant) (model.Tenant, error) // was: the one it returned last, nil for none
	turn   chan struct{}                                                     // holds one while somebody looks at the rest
	t      model.Tenant
	closed bool
}

var _ model.Tenant = (*lazyTenant)(nil)

func newLazyTenant(open func(ctx context.Context, was model.Tenant) (model.Tenant, error)) *lazyTenant {
	return &lazyTenant{open: open, turn: make(chan struct{}, 1)}
}

// now returns the open tenant.
func (l *lazyTenant) now(ctx context.Context) (model.Tenant, error) {
	stopped := func() error {
		return &model.Error{Code: model.Canceled, Subject: "Tenant", Message: "the operation was stopped", Err: ctx.Err()}
	}
	if ctx.Err() != nil {
		return nil, stopped()
	}
	select {
	case l.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, stopped()
	}
	defer func() { <-l.turn }()
	if l.closed {
		return nil, &model.Error{Code: model.Unreachable, Subject: "Tenant", Message: "the session is closed", Hint: "Connect again."}
	}
	t, err := l.open(ctx, l.t)
	if err == nil {
		l.t = t
	}
	return t, err
}

func (l *lazyTenant) Info(ctx context.Context) (model.TenantInfo, error) {
	t, err := l.now(ctx)
	if err != nil {
		return model.TenantInfo{}, err
	}
	return t.Info(ctx)
}

func (l *lazyTenant) Facts(ctx context.Context) (*model.TenantFacts, error) {
	t, err := l.now(ctx)
	if err != nil {
		return nil, err
	}
	return t.Facts(ctx)
}

// each yields what a tenant yields, or why it cannot be opened.
func each[T any](ctx context.Context, l *lazyTenant, of func(model.Tenant) iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		t, err := l.now(ctx)
		if err != nil {
			var none T
			yield(none, err)
			return
		}
		of(t)(yield)
	}
}

func (l *lazyTenant) List(ctx context.Context, class model.CloudClass, props ...model.Attr) iter.Seq2[*model.Batch, error] {
	return each(ctx, l, func(t model.Tenant) iter.Seq2[*model.Batch, error] { return t.List(ctx, class, props...) })
}

func (l *lazyTenant) Changes(ctx context.Context, class model.CloudClass, mark string, props ...model.Attr) iter.Seq2[model.CloudChange, error] {
	return each(ctx, l, func(t model.Tenant) iter.Seq2[model.CloudChange, error] { return t.Changes(ctx, class, mark, props...) })
}

func (l *lazyTenant) Members(ctx context.Context, group string) iter.Seq2[model.Entry, error] {
	return each(ctx, l, func(t model.Tenant) iter.Seq2[model.Entry, error] { return t.Members(ctx, group) })
}

func (l *lazyTenant) Owners(ctx context.Context, group string) iter.Seq2[model.Entry, error] {
	return each(ctx, l, func(t model.Tenant) iter.Seq2[model.Entry, error] { return t.Owners(ctx, group) })
}

func (l *lazyTenant) Probe(ctx context.Context, trait model.CloudTrait, class model.CloudClass, ids []string) iter.Seq2[model.CloudAnswer, error] {
	return each(ctx, l, func(t model.Tenant) iter.Seq2[model.CloudAnswer, error] { return t.Probe(ctx, trait, class, ids) })
}

func (l *lazyTenant) Get(ctx context.Context, class model.CloudClass, id string, props ...model.Attr) (model.Entry, error) {
	t, err := l.now(ctx)
	if err != nil {
		return model.Entry{}, err
	}
	return t.Get(ctx, class, id, props...)
}

func (l *lazyTenant) Find(ctx context.Context, class model.CloudClass, where model.Equal, props ...model.Attr) ([]model.Entry, error) {
	t, err := l.now(ctx)
	if err != nil {
		return nil, err
	}
	return t.Find(ctx, class, where, props...)
}

func (l *lazyTenant) Licenses(ctx context.Context) ([]model.License, error) {
	t, err := l.now(ctx)
	if err != nil {
		return nil, err
	}
	return t.Licenses(ctx)
}

func (l *lazyTenant) Photo(ctx context.Context, user string) ([]byte, error) {
	t, err := l.now(ctx)
	if err != nil {
		return nil, err
	}
	return t.Photo(ctx, user)
}

func (l *lazyTenant) Mailbox(ctx context.Context, user string) (model.CloudMailbox, error) {
	t, err := l.now(ctx)
	if err != nil {
		return model.CloudMailbox{}, err
	}
	return t.Mailbox(ctx, user)
}

func (l *lazyTenant) CloudManaged(ctx context.Context, class model.CloudClass, id string) (model.Maybe, error) {
	t, err := l.now(ctx)
	if err != nil {
		return model.Unsure, err
	}
	return t.CloudManaged(ctx, class, id)
}

// Lacks implements model.PartialTenant for a tenant that is one.
func (l *lazyTenant) Lacks(ctx context.Context, class model.CloudClass, props ...model.Attr) []model.Attr {
	t, err := l.now(ctx)
	if p, ok := t.(model.PartialTenant); ok && err == nil {
		return p.Lacks(ctx, class, props...)
	}
	return nil
}

// MailboxUsage implements model.UsageReporter for a tenant that is one.
func (l *lazyTenant) MailboxUsage(ctx context.Context) ([]model.MailboxUsage, error) {
	t, err := l.now(ctx)
	if err != nil {
		return nil, err
	}
	return model.UsageOf(ctx, t)
}

// Close ends the session. It waits for one that is just being opened.
func (l *lazyTenant) Close() error {
	l.turn <- struct{}{}
	defer func() { <-l.turn }()
	l.closed = true
	if l.t == nil {
		return nil
	}
	return l.t.Close()
}
