package sim

import (
	"context"
	"iter"
	"slices"
	"strconv"
	"sync/atomic"

	"recipientdesk/model"
)

// A TenantSession is somebody signed in to a tenant. It is a model.Tenant.
type TenantSession struct {
	t      *Tenant
	scopes []string // nil: everything
	closed atomic.Bool
}

var _ model.Tenant = (*TenantSession)(nil)

// Open signs in with the named permissions, all of them if none is named.
func (t *Tenant) Open(scopes ...string) *TenantSession { return &TenantSession{t: t, scopes: scopes} }

// readScopes are the permissions of which one has to be granted to read a class.
var readScopes = map[model.CloudClass][]string{
	model.CloudUser:    {"User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"},
	model.DeletedUser:  {"User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"},
	model.CloudGroup:   {"Group.Read.All", "Group.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"},
	model.DeletedGroup: {"Group.Read.All", "Group.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"},
	model.CloudContact: {"OrgContact.Read.All", "Directory.Read.All", "Directory.ReadWrite.All"},
}

// begin says whether an operation may go on: one of the permissions is needed, the
// first of which is named if none was granted.
func (s *TenantSession) begin(ctx context.Context, op string, scopes ...string) error {
	switch {
	case ctx.Err() != nil:
		return &model.Error{Code: model.Canceled, Subject: s.t.cfg.Name, Message: "the operation was stopped", Err: ctx.Err()}
	case s.closed.Load():
		return &model.Error{Code: model.Unreachable, Subject: s.t.cfg.Name, Message: "the session has ended", Hint: "Sign in again."}
	}
	if p := s.t.fault.Load(); p != nil {
		if err := (*p)(op); err != nil {
			return err
		}
	}
	if len(scopes) == 0 || s.scopes == nil || slices.ContainsFunc(scopes, func(x string) bool { return slices.Contains(s.scopes, x) }) {
		return nil
	}
	return &model.Error{Code: model.Denied, Subject: scopes[0], Message: "this permission was not granted", Hint: "Ask an administrator of the tenant to grant it."}
}

// Info describes the tenant and the session.
func (s *TenantSession) Info(ctx context.Context) (model.TenantInfo, error) {
	if err := s.begin(ctx, "info"); err != nil {
		return model.TenantInfo{}, err
	}
	return model.TenantInfo{Name: s.t.cfg.Name, ID: s.t.cfg.ID, InitialDomain: s.t.initial, Source: "sample", User: "admin@" + s.t.initial,
		Roles: []string{"Global Reader"}, Scopes: slices.Clone(s.scopes), SyncEnabled: model.MaybeOf(!s.t.cfg.NoSync), LastSync: s.t.LastSync()}, nil
}

// Facts returns the domains and the switches of the tenant.
func (s *TenantSession) Facts(ctx context.Context) (*model.TenantFacts, error) {
	if err := s.begin(ctx, "facts", "Domain.Read.All", "Directory.Read.All"); err != nil {
		return nil, err
	}
	s.t.mu.RLock()
	f := s.t.facts
	s.t.mu.RUnlock()
	out := &model.TenantFacts{Name: f.Name, InitialDomain: f.InitialDomain, VerifiedDomains: slices.Clone(f.VerifiedDomains), Features: f.Features}
	if s.begin(ctx, "facts", "OnPremDirectorySynchronization.Read.All") != nil {
		out.Features = model.SyncFeatures{}
	}
	return out, nil
}

// rowsPerBatch is how many objects a page of Graph has at most.
const rowsPerBatch = 999

// List yields every object of a class.
func (s *TenantSession) List(ctx context.Context, class model.CloudClass, props ...model.Attr) iter.Seq2[*model.Batch, error] {
	return func(yield func(*model.Batch, error) bool) {
		if err := model.CheckClass(class); err != nil {
			yield(nil, err)
			return
		}
		for at := 0; at >= 0; {
			if err := s.begin(ctx, "list", readScopes[class]...); err != nil {
				yield(nil, err)
				return
			}
			var page []*CloudObject
			page, at = s.t.Page(class, at, rowsPerBatch, nil)
			k := model.NewBatchBuilder(props)
			for _, o := range page {
				k.Begin(o.ID, nil)
				for c, a := range props {
					for _, v := range s.t.values(o, a) {
						k.Put(c, []byte(v))
					}
				}
				k.End()
			}
			if k.Len() > 0 && !yield(k.Build(), nil) {
				return
			}
		}
	}
}

// Changes yields what happened since a mark.
func (s *TenantSession) Changes(ctx context.Context, class model.CloudClass, mark string, props ...model.Attr) iter.Seq2[model.CloudChange, error] {
	return func(yield func(model.CloudChange, error) bool) {
		if err := model.CheckChanges(class); err != nil {
			yield(model.CloudChange{}, err)
			return
		}
		if mark == model.MarkNow {
			if err := s.begin(ctx, "changes", readScopes[class]...); err != nil {
				yield(model.CloudChange{}, err)
				return
			}
			yield(model.CloudChange{Mark: strconv.FormatUint(s.t.Listed(), 10)}, nil)
			return
		}
		since, err := strconv.ParseUint("0"+mark, 10, 64)
		upto := s.t.Version()
		if err != nil || since > upto {
			yield(model.CloudChange{}, &model.Error{Code: model.Conflict, Subject: mark, Message: "this mark is not one of the tenant's", Hint: "Read everything again."})
			return
		}
		for at := 0; at >= 0; {
			if err := s.begin(ctx, "changes", readScopes[class]...); err != nil {
				yield(model.CloudChange{}, err)
				return
			}
			var ds []CloudDelta
			ds, at = s.t.Delta(baseClass(class), since, at, rowsPerBatch)
			for _, d := range ds {
				c := model.CloudChange{Removed: d.Object == nil}
				if c.Entry = model.NewEntry(model.Ref{GUID: d.ID.String()}, nil); d.Object != nil {
					c.Entry = s.t.entry(d.Object, props)
				}
				if !yield(c, nil) {
					return
				}
			}
		}
		yield(model.CloudChange{Mark: strconv.FormatUint(upto, 10)}, nil)
	}
}

// Get reads one object.
func (s *TenantSession) Get(ctx context.Context, class model.CloudClass, id string, props ...model.Attr) (model.Entry, error) {
	if err := model.CheckClass(class); err != nil {
		return model.Entry{}, err
	}
	if err := s.begin(ctx, "get", readScopes[class]...); err != nil {
		return model.Entry{}, err
	}
	o := s.t.Object(id)
	if class != baseClass(class) {
		o = s.t.DeletedObject(id)
	}
	if o == nil || o.Class != baseClass(class) {
		return model.Entry{}, notInTenant(id)
	}
	return s.t.entry(o, props), nil
}

func notInTenant(id string) error {
	return &model.Error{Code: model.NotFound, Subject: id, Message: "the tenant has no such object", Hint: "Read the list again."}
}

// memberProps are what is known of members and owners.
var memberProps = []model.Attr{"id", model.DisplayName, model.Mail, model.UserPrincipalName}

// Members yields the direct members of a group.
func (s *TenantSession) Members(ctx context.Context, group string) iter.Seq2[model.Entry, error] {
	return s.people(ctx, "members", group, s.t.Members)
}

// Owners yields the owners of a group.
func (s *TenantSession) Owners(ctx context.Context, group string) iter.Seq2[model.Entry, error] {
	return s.people(ctx, "owners", group, s.t.Owners)
}

func (s *TenantSession) people(ctx context.Context, op, group string, of func(string) []*CloudObject) iter.Seq2[model.Entry, error] {
	return func(yield func(model.Entry, error) bool) {
		err := s.begin(ctx, op, append([]string{"GroupMember.Read.All"}, readScopes[model.CloudGroup]...)...)
		if o := s.t.Object(group); err == nil && (o == nil || o.Class != model.CloudGroup) {
			err = notInTenant(group)
		}
		if err != nil {
			yield(model.Entry{}, err)
			return
		}
		for _, o := range of(group) {
			if !yield(s.t.entry(o, memberProps), nil) {
				return
			}
		}
	}
}

// Licenses returns what the tenant has subscribed to.
func (s *TenantSession) Licenses(ctx context.Context) ([]model.License, error) {
	if err := s.begin(ctx, "licenses", "LicenseAssignment.Read.All", "Organization.Read.All", "Directory.Read.All"); err != nil {
		return nil, err
	}
	return s.t.Products(), nil
}

// Photo returns the picture of a user.
func (s *TenantSession) Photo(ctx context.Context, user string) ([]byte, error) {
	if err := s.begin(ctx, "photo", "ProfilePhoto.Read.All", "User.ReadBasic.All", "User.Read.All"); err != nil {
		return nil, err
	}
	if b := s.t.Photo(user); b != nil {
		return slices.Clone(b), nil
	}
	return nil, &model.Error{Code: model.NotFound, Subject: user, Message: "has no picture in the tenant"}
}

// Mailbox says whether a user has a mailbox in Exchange Online.
func (s *TenantSession) Mailbox(ctx context.Context, user string) (model.CloudMailbox, error) {
	if err := s.begin(ctx, "mailbox", "MailboxSettings.Read"); err != nil {
		return model.CloudMailbox{}, err
	}
	o := s.t.Object(user)
	if o == nil {
		return model.CloudMailbox{}, notInTenant(user)
	}
	if p := o.Text("x-purpose"); p != "" {
		return model.CloudMailbox{Exists: model.Yes, Purpose: p, GUID: o.Text("x-exchangeGuid"), Why: "its mailbox settings can be read"}, nil
	}
	return model.CloudMailbox{Exists: model.No, Why: "Exchange Online has no active mailbox: it is on-premises, inactive or deleted, or there is no license"}, nil
}

// CloudManaged says whether the tenant is the authority over a synchronized object.
func (s *TenantSession) CloudManaged(ctx context.Context, class model.CloudClass, id string) (model.Maybe, error) {
	scope := map[model.CloudClass]string{model.CloudUser: "User-", model.CloudGroup: "Group-", model.CloudContact: "Contacts-"}[class]
	if err := s.begin(ctx, "authority", scope+"OnPremisesSyncBehavior.ReadWrite.All"); err != nil {
		return model.Unsure, err
	}
	o := s.t.Object(id)
	if o == nil || o.Class != class {
		return model.Unsure, notInTenant(id)
	}
	return model.MaybeOf(o.Is("x-cloudManaged")), nil
}

// Probe asks about many objects.
func (s *TenantSession) Probe(ctx context.Context, trait model.CloudTrait, class model.CloudClass, ids []string) iter.Seq2[model.CloudAnswer, error] {
	return model.ProbeEach(ctx, s, trait, class, ids)
}

// Close ends the session.
func (s *TenantSession) Close() error { s.closed.Store(true); return nil }
