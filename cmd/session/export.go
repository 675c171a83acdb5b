package session

import (
	"context"
	"errors"
	"iter"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"recipientdesk/model"
)

// An export is a directory that was written to an LDIF file. It is kept as it was
// written: what a schema would refuse, and links to objects that the file does
// not hold, stay as they are. The file itself is never changed.
type export struct {
	file, out string
	schema    *model.Schema
	now       atomic.Pointer[content]
	mu        sync.Mutex // of who changes it
}

// fileSecurity is how model.Info names a directory in a file.
const fileSecurity = "file"

// openLDIF reads a file. out is the file that changes are written to, as a whole,
// "" if there are to be none.
func openLDIF(file, out string) (model.Directory, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, &model.Error{Code: model.NotFound, Subject: file, Message: "cannot be opened", Hint: "Give the path of an LDIF file.", Err: err}
	}
	defer f.Close()
	schema, err := builtinSchema()
	if err != nil {
		return nil, err
	}
	c := newContent(schema)
	for e, err := range ReadLDIF(f) {
		if err == nil {
			err = c.enter(e)
		}
		if err != nil {
			if bad, ok := errors.AsType[*model.Error](err); ok {
				bad.Subject = file + ", " + bad.Subject
			}
			return nil, err
		}
	}
	if len(c.entries) == 0 {
		return nil, &model.Error{Code: model.Invalid, Subject: file, Message: "holds no objects", Hint: "Export them with ldapsearch -LLL or ldifde -f."}
	}
	x := &export{file: file, out: out, schema: schema}
	x.now.Store(c)
	return x, nil
}

func (x *export) Info(context.Context) (model.Info, error) {
	domain := x.now.Load().base
	base := domain.String()
	return model.Info{
		Server: x.file, Security: fileSecurity, Auth: "none", Domain: domain.Domain(), Base: base,
		ConfigBase: "CN=Configuration," + base, SchemaBase: "CN=Schema,CN=Configuration," + base,
		Suffixes: []string{domain.Domain()}, Exchange: x.schema.Exchange(), ReadOnly: x.out == "",
	}, nil
}

func (x *export) Schema(context.Context) (*model.Schema, error) { return x.schema, nil }

func (x *export) Get(ctx context.Context, ref model.Ref, attrs ...model.Attr) (model.Entry, error) {
	c := x.now.Load()
	i, err := c.find(ref)
	if err != nil {
		return model.Entry{}, err
	}
	e := c.entries[i].Only(attrs...)
	if slices.ContainsFunc(attrs, model.AllowedAttributes.Is) && x.out != "" {
		var may []string
		for _, d := range x.schema.Attrs() {
			if !d.System && !d.BackLink() {
				may = append(may, string(d.Name))
			}
		}
		e = e.With(model.AllowedAttributes, may...)
	}
	return e, nil
}

func (x *export) Search(ctx context.Context, q model.Query) iter.Seq2[model.Entry, error] {
	return func(yield func(model.Entry, error) bool) {
		c := x.now.Load()
		in, err := newPlace(q, c.base)
		if err != nil {
			yield(model.Entry{}, err)
			return
		}
		n := 0
		for _, e := range c.entries {
			if ctx.Err() != nil {
				yield(model.Entry{}, &model.Error{Code: model.Canceled, Subject: x.file, Message: "stopped", Err: ctx.Err()})
				return
			}
			if !in.holds(e.Ref.DN) || !c.matches(q.Where, e) || !q.Deleted && strings.EqualFold(e.First("isDeleted"), "TRUE") {
				continue
			}
			if !yield(e.Only(q.Attrs...), nil) {
				return
			}
			if n++; n == q.Limit {
				return
			}
		}
	}
}

// A place is the part of the tree that a query looks in.
type place struct {
	base    model.DN
	scope   model.Scope
	exclude []model.DN
}

func newPlace(q model.Query, base model.DN) (place, error) {
	p := place{base: base, scope: q.Scope}
	var err error
	if q.Base != "" {
		p.base, err = model.ParseDN(q.Base)
	}
	for _, x := range q.Exclude {
		dn, e := model.ParseDN(x)
		p.exclude, err = append(p.exclude, dn), errors.Join(err, e)
	}
	return p, err
}

func (p place) holds(dn string) bool {
	d, err := model.ParseDN(dn)
	switch {
	case err != nil || !d.Under(p.base):
		return false
	case p.scope == model.BaseObject && len(d) != len(p.base), p.scope == model.Children && len(d) != len(p.base)+1:
		return false
	}
	return !slices.ContainsFunc(p.exclude, d.Under)
}

func (x *export) List(ctx context.Context, q model.Query) iter.Seq2[*model.Batch, error] {
	const rows = 1000
	return func(yield func(*model.Batch, error) bool) {
		b := model.NewBatchBuilder(q.Attrs)
		for e, err := range x.Search(ctx, q) {
			if err != nil {
				yield(nil, err)
				return
			}
			if b.Add(e); b.Len() == rows && !yield(b.Build(), nil) {
				return
			}
		}
		if b.Len() > 0 {
			yield(b.Build(), nil)
		}
	}
}

// change makes a change, writes the file, and then shows the result.
func (x *export) change(f func(*content) (*content, error)) error {
	if x.out == "" {
		return readOnlyDirectory(model.Info{Server: x.file, Security: fileSecurity})
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	next, err := f(x.now.Load())
	if err != nil {
		return err
	}
	if err := next.save(x.out); err != nil {
		return &model.Error{Code: model.Internal, Subject: x.out, Message: "cannot be written; nothing was changed", Hint: "Check the folder and the disk.", Err: err}
	}
	x.now.Store(next)
	return nil
}

func (x *export) Apply(ctx context.Context, cs model.ChangeSet) error {
	return x.change(func(c *content) (*content, error) { return c.apply(cs) })
}

func (x *export) Create(ctx context.Context, obj model.NewObject) (ref model.Ref, err error) {
	err = x.change(func(c *content) (next *content, err error) {
		next, ref, err = c.create(obj)
		return next, err
	})
	return ref, err
}

func (x *export) Delete(ctx context.Context, ref model.Ref) error {
	return x.change(func(c *content) (*content, error) { return c.remove(ref) })
}

func (x *export) Close() error { return nil }
