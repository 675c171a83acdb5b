package tenantfile

import (
	"context"
	"iter"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"recipientdesk/model"
)

// A Tenant is one that was read before. It does not change, and is safe for
// concurrent use.
type Tenant struct {
	file      string
	read      time.Time
	parts     map[string]bool // that the file has
	unread    map[string]refusal
	info      model.TenantInfo
	facts     *model.TenantFacts
	licenses  []license
	objects   map[model.CloudClass]*section
	members   map[model.GUID]*model.Batch
	owners    map[model.GUID]*model.Batch
	mailboxes map[string]mailbox
	managed   map[string]model.Maybe

	closed atomic.Bool
}

var (
	_ model.Tenant        = (*Tenant)(nil)
	_ model.PartialTenant = (*Tenant)(nil)
)

// A section is the objects of a class.
type section struct {
	props   []model.Attr
	batches []*model.Batch

	once   sync.Once
	places map[model.GUID]place
	names  map[string]place // sign-in names in lower case
}

type place struct{ batch, row int32 }

// settle completes what was read.
func (t *Tenant) settle() error {
	if t.facts != nil {
		t.facts.InitialDomain = strings.ToLower(t.facts.InitialDomain)
		for i, d := range t.facts.VerifiedDomains {
			t.facts.VerifiedDomains[i] = strings.ToLower(d)
		}
	}
	t.info.Source = t.file
	if !t.read.IsZero() {
		t.info.Source += ", read " + when(t.read)
	}
	return nil
}

// Read returns when the reading of the tenant began; zero: that is not known.
func (t *Tenant) Read() time.Time { return t.read }

// begin says why a part of the tenant cannot be shown.
func (t *Tenant) begin(ctx context.Context, part string) error {
	switch {
	case ctx.Err() != nil:
		return &model.Error{Code: model.Canceled, Subject: t.file, Message: "the operation was stopped", Err: ctx.Err()}
	case t.closed.Load():
		return &model.Error{Code: model.Unreachable, Subject: t.file, Message: "the session is closed", Hint: "Open the snapshot again."}
	}
	if r, ok := t.unread[part]; ok {
		return r.error()
	}
	if !t.parts[part] {
		return notAsked(part)
	}
	return nil
}

// notAsked says that a snapshot does not hold something.
func notAsked(part string) error {
	return &model.Error{Code: model.Invalid, Subject: part, Message: "the snapshot does not hold this; it was not read", Hint: "Take a snapshot that does, or connect with the tenant."}
}

// Info implements model.Tenant. User, roles and permissions are of whoever took the
// snapshot.
func (t *Tenant) Info(ctx context.Context) (model.TenantInfo, error) {
	return t.info, t.begin(ctx, partInfo)
}

// Facts implements model.Tenant.
func (t *Tenant) Facts(ctx context.Context) (*model.TenantFacts, error) {
	if err := t.begin(ctx, partFacts); err != nil {
		return nil, err
	}
	f := t.facts
	return &model.TenantFacts{Name: f.Name, InitialDomain: f.InitialDomain, VerifiedDomains: slices.Clone(f.VerifiedDomains), Features: f.Features}, nil
}

// Licenses implements model.Tenant.
func (t *Tenant) Licenses(ctx context.Context) ([]model.License, error) {
	if err := t.begin(ctx, partLicenses); err != nil {
		return nil, err
	}
	out := []model.License{}
	for _, l := range t.licenses {
		out = append(out, l.model())
	}
	return out, nil
}

// List implements model.Tenant. Of a class that was read in part, what was read comes
// before the error that ended it. Properties that were not read are refused: a list
// would show them as empty.
func (t *Tenant) List(ctx context.Context, class model.CloudClass, props ...model.Attr) iter.Seq2[*model.Batch, error] {
	return func(yield func(*model.Batch, error) bool) {
		err := t.begin(ctx, string(class))
		s := t.objects[class]
		if unread := t.Lacks(ctx, class, props...); len(unread) > 0 && err == nil {
			err, s = &model.Error{Code: model.Invalid, Subject: string(unread[0]), Message: "the snapshot does not hold this property of a " + string(class),
				Hint: "Take a new snapshot, or connect with the tenant."}, nil
		}
		if s != nil && (err == nil || t.unread[string(class)].Code != "" && !t.closed.Load() && ctx.Err() == nil) {
			for _, b := range s.batches {
				if !yield(s.columns(b, props), nil) {
					return
				}
				if ctx.Err() != nil {
					err = t.begin(ctx, string(class))
					break
				}
			}
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

// Lacks implements model.PartialTenant.
func (t *Tenant) Lacks(_ context.Context, class model.CloudClass, props ...model.Attr) (out []model.Attr) {
	for _, a := range props {
		if s := t.objects[class]; s != nil && !a.Is("id") && !slices.ContainsFunc(s.props, a.Is) {
			out = append(out, a)
		}
	}
	return out
}

// columns returns a batch with other columns; the batch itself if it has them.
func (s *section) columns(b *model.Batch, props []model.Attr) *model.Batch {
	if slices.Equal(s.props, props) {
		return b
	}
	k := model.NewBatchBuilder(slices.Clone(props))
	for i := range b.Len() {
		e := b.Entry(i)
		k.Add(withID(e, props))
	}
	return k.Build()
}

// withID adds the ID as a property where it is asked for.
func withID(e model.Entry, props []model.Attr) model.Entry {
	if slices.ContainsFunc(props, model.Attr("id").Is) {
		return e.With("id", e.Ref.GUID)
	}
	return e
}

// Changes implements model.Tenant. There are none.
func (t *Tenant) Changes(ctx context.Context, class model.CloudClass, _ string, _ ...model.Attr) iter.Seq2[model.CloudChange, error] {
	return func(yield func(model.CloudChange, error) bool) {
		err := t.begin(ctx, string(class))
		if err == nil {
			err = &model.Error{Code: model.Invalid, Subject: t.file, Message: "a snapshot does not change", Hint: "Take a new one, or connect with the tenant."}
		}
		yield(model.CloudChange{}, err)
	}
}

// Members implements model.Tenant.
func (t *Tenant) Members(ctx context.Context, group string) iter.Seq2[model.Entry, error] {
	return t.roster(ctx, partMembers, t.members, group)
}

// Owners implements model.Tenant.
func (t *Tenant) Owners(ctx context.Context, group string) iter.Seq2[model.Entry, error] {
	return t.roster(ctx, partOwners, t.owners, group)
}

func (t *Tenant) roster(ctx context.Context, part string, of map[model.GUID]*model.Batch, group string) iter.Seq2[model.Entry, error] {
	return func(yield func(model.Entry, error) bool) {
		_, err := t.Get(ctx, model.CloudGroup, group)
		if err == nil {
			err = t.begin(ctx, part)
		}
		id, _ := model.ParseGUID(group) // it is one, as the group is there
		list := of[id]
		if err == nil && list == nil {
			err = notAsked(part)
		}
		if err != nil {
			yield(model.Entry{}, err)
			return
		}
		for i := range list.Len() {
			e := list.Entry(i)
			if !yield(e.With("id", e.Ref.GUID), nil) {
				return
			}
		}
	}
}

// Photo implements model.Tenant. Pictures are not kept.
func (t *Tenant) Photo(ctx context.Context, user string) ([]byte, error) {
	if _, err := t.Get(ctx, model.CloudUser, user); err != nil {
		return nil, err
	}
	return nil, notAsked("picture")
}

// Mailbox implements model.Tenant.
func (t *Tenant) Mailbox(ctx context.Context, user string) (model.CloudMailbox, error) {
	e, err := t.Get(ctx, model.CloudUser, user)
	if err == nil {
		err = t.begin(ctx, partMailboxes)
	}
	if err != nil {
		return model.CloudMailbox{}, err
	}
	m, ok := t.mailboxes[e.Ref.GUID]
	if !ok {
		return model.CloudMailbox{}, notAsked("mailbox")
	}
	return model.CloudMailbox(m), nil
}

// CloudManaged implements model.Tenant. Of an object that is synchronized, its
// properties tell.
func (t *Tenant) CloudManaged(ctx context.Context, class model.CloudClass, id string) (model.Maybe, error) {
	e, err := t.Get(ctx, class, id, "onPremisesSyncEnabled")
	if err != nil {
		return model.Unsure, err
	}
	if m, ok := t.managed[e.Ref.GUID]; ok {
		return m, nil
	}
	if strings.EqualFold(e.First("onPremisesSyncEnabled"), "true") {
		return model.No, nil
	}
	if r, ok := t.unread[managedOf(class)]; ok {
		return model.Unsure, r.error()
	}
	return model.Unsure, notAsked(partManaged)
}

// Probe implements model.Tenant.
func (t *Tenant) Probe(ctx context.Context, trait model.CloudTrait, class model.CloudClass, ids []string) iter.Seq2[model.CloudAnswer, error] {
	return model.ProbeEach(ctx, t, trait, class, ids)
}

// Close implements model.Tenant.
func (t *Tenant) Close() error { t.closed.Store(true); return nil }
