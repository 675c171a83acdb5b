package sim

import (
	"context"
	"iter"
	"sync/atomic"

	"recipientdesk/model"
)

// A Session is somebody signed in to a forest. It implements model.Directory and
// is safe for concurrent use.
type Session struct {
	f      *Forest
	user   model.GUID
	name   string // DOMAIN\account
	system bool
	closed atomic.Bool
}

var _ model.Directory = (*Session)(nil)

// User returns DOMAIN\account of who is signed in, "" for the system.
func (s *Session) User() string { return s.name }

// begin checks what every operation checks first.
func (s *Session) begin(ctx context.Context, op string) error {
	if err := ctx.Err(); err != nil {
		return &model.Error{Code: model.Canceled, Message: "stopped", Err: err}
	}
	if s.closed.Load() {
		return &model.Error{Code: model.Unreachable, Subject: "session", Message: "has ended", Hint: "Connect again."}
	}
	return s.f.fail(op)
}

// read runs f with the state locked for reading.
func (s *Session) read(ctx context.Context, op string, f func(*state, *power) error) error {
	if err := s.begin(ctx, op); err != nil {
		return err
	}
	if err := s.f.refresh(); err != nil {
		return err
	}
	s.f.mu.RLock()
	defer s.f.mu.RUnlock()
	return f(s.f.st, s.power(s.f.st))
}

// write runs f with the state locked, and saves it.
func (s *Session) write(ctx context.Context, op string, f func(*state, *power) error) error {
	if err := s.begin(ctx, op); err != nil {
		return err
	}
	err := func() error {
		s.f.mu.Lock()
		defer s.f.mu.Unlock()
		return s.f.saving(func() error { return f(s.f.st, s.power(s.f.st)) })
	}()
	if err != nil {
		return err
	}
	return s.f.fail("answer")
}

// Info implements model.Directory.
func (s *Session) Info(ctx context.Context) (info model.Info, err error) {
	err = s.read(ctx, "info", func(st *state, _ *power) error {
		info = model.Info{Server: "sample", Security: "in memory", User: s.name, Auth: "none", Domain: st.cfg.Domain, NetBIOS: st.cfg.NetBIOS,
			Base: string(st.root.dn), ConfigBase: string(st.config.dn), SchemaBase: string(st.schemaTop.dn),
			Suffixes:    append([]string{st.cfg.Domain}, st.partitions.values(st.schema.attr("uPNSuffixes"))...),
			DomainLevel: 7, ForestLevel: 7, Exchange: st.schema.version}
		if s.f.store != nil {
			info.Server, info.Security = s.f.store.path, "file"
		}
		return nil
	})
	return info, err
}

// Schema implements model.Directory.
func (s *Session) Schema(ctx context.Context) (schema *model.Schema, err error) {
	err = s.read(ctx, "schema", func(st *state, _ *power) error { schema = st.schema.model(); return nil })
	return schema, err
}

// Get implements model.Directory.
func (s *Session) Get(ctx context.Context, ref model.Ref, attrs ...model.Attr) (e model.Entry, err error) {
	err = s.read(ctx, "get", func(st *state, p *power) error {
		n, err := st.live(ref)
		if err != nil {
			return err
		}
		r := reading{st: st, p: p}
		sel := st.selection(attrs)
		e = r.entry(n, &sel)
		return nil
	})
	return e, err
}

// chunk is how many objects are read at a time, with the lock held.
const chunk = 500

// Search implements model.Directory.
func (s *Session) Search(ctx context.Context, q model.Query) iter.Seq2[model.Entry, error] {
	return func(yield func(model.Entry, error) bool) {
		found, err := s.find(ctx, "search", q)
		for err == nil && found.Len() > 0 {
			out := make([]model.Entry, 0, chunk)
			err = found.Read(ctx, chunk, Columns{q.Attrs == nil, q.Attrs}, func(o *Object) bool {
				out = append(out, o.r.entry(o.n, o.sel))
				return true
			})
			for _, e := range out {
				if err == nil && !yield(e, nil) {
					return
				}
			}
		}
		if err != nil {
			yield(model.Entry{}, err)
		}
	}
}

// List implements model.Directory.
func (s *Session) List(ctx context.Context, q model.Query) iter.Seq2[*model.Batch, error] {
	return func(yield func(*model.Batch, error) bool) {
		k := model.NewBatchBuilder(q.Attrs)
		found, err := s.find(ctx, "list", q)
		for err == nil && found.Len() > 0 {
			err = found.Read(ctx, chunk, Columns{Names: q.Attrs}, func(o *Object) bool {
				k.Begin(o.n.guid, o.n.dn)
				o.Each(func(col int, _ model.Attr, vals [][]byte) {
					for _, v := range vals {
						k.Put(col, v)
					}
				})
				k.End()
				return true
			})
			if err == nil && !yield(k.Build(), nil) {
				return
			}
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

// Apply implements model.Directory: for each attribute the values to go, then the
// values to come.
func (s *Session) Apply(ctx context.Context, cs model.ChangeSet) error {
	var mods []Mod
	for _, c := range cs.Changes {
		if gone := c.Removed(); len(gone) > 0 {
			mods = append(mods, Mod{Remove, c.Attr, gone})
		}
		if come := c.Added(); len(come) > 0 {
			mods = append(mods, Mod{Add, c.Attr, come})
		}
	}
	return s.Modify(ctx, cs.Ref, mods, false)
}

// Modify makes the steps in their order, all or none, as LDAP modify does.
// permissive is the control LDAP_SERVER_PERMISSIVE_MODIFY ([MS-ADTS]
// 3.1.1.3.4.1.8): adding what is there and removing what is not succeed.
func (s *Session) Modify(ctx context.Context, ref model.Ref, mods []Mod, permissive bool) error {
	return s.write(ctx, "apply", func(st *state, p *power) error {
		n, err := st.live(ref)
		if err != nil {
			return err
		}
		return st.modify(p, n, mods, permissive)
	})
}

// Create implements model.Directory.
func (s *Session) Create(ctx context.Context, obj model.NewObject) (ref model.Ref, err error) {
	err = s.write(ctx, "create", func(st *state, p *power) error {
		n, err := st.create(p, obj)
		if err == nil {
			ref = n.ref()
		}
		return err
	})
	return ref, err
}

// Delete implements model.Directory.
func (s *Session) Delete(ctx context.Context, ref model.Ref) error {
	return s.write(ctx, "delete", func(st *state, p *power) error {
		n, err := st.live(ref)
		if err != nil {
			return err
		}
		return st.remove(p, n)
	})
}

// Rename gives an object a new name, given as CN=Name without its place, and a new
// parent unless that is "". What links to it follows.
func (s *Session) Rename(ctx context.Context, ref model.Ref, rdn, parent string) error {
	return s.write(ctx, "rename", func(st *state, p *power) error {
		n, err := st.live(ref)
		if err != nil {
			return err
		}
		name, err := model.ParseDN(rdn)
		if err != nil || len(name) != 1 {
			return refuse(model.Invalid, 34, winBadName, "", rdn, "is no name such as CN=Anna Adams")
		}
		to := n.parent
		if parent != "" {
			if to, err = st.target(parent); err != nil {
				return err
			}
		}
		return st.move(p, n, name[0], to)
	})
}

// Close implements model.Directory.
func (s *Session) Close() error {
	s.closed.Store(true)
	return nil
}
