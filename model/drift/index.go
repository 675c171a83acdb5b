package drift

import (
	"iter"
	"slices"
	"sort"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

// Properties of the tenant's objects that link them with AD.
const (
	PropAnchor      model.Attr = "onPremisesImmutableId"
	PropSID         model.Attr = "onPremisesSecurityIdentifier"
	PropSyncEnabled model.Attr = "onPremisesSyncEnabled"
	PropErrors      model.Attr = "onPremisesProvisioningErrors"
	PropCreated     model.Attr = "createdDateTime"             // of users and groups
	PropSyncedUPN   model.Attr = "onPremisesUserPrincipalName" // of a user, as it was exported
)

// An Object is one object of the tenant.
type Object struct {
	Class model.CloudClass
	model.Entry
	at int // position in the index
}

// ID returns the object ID.
func (o Object) ID() string { return o.Ref.GUID }

// Deleted reports whether it was deleted and can be restored.
func (o Object) Deleted() bool { return isDeleted(o.Class) }

func isDeleted(c model.CloudClass) bool { return c == model.DeletedUser || c == model.DeletedGroup }

// Name returns what a person finds the object by.
func (o Object) Name() string {
	for _, p := range []model.Attr{forecast.PropUPN, forecast.PropMail, "displayName"} {
		if v := o.First(p); v != "" {
			return v
		}
	}
	return o.ID()
}

// An Index finds objects of a tenant by ID, source anchor, security identifier and
// address, never by name. It refers to the batches it was made of and adds some sixty
// bytes for each object. It is safe for concurrent use.
type Index struct {
	parts                            []part
	n                                int
	byID, byAnchor, bySID, byAddress model.TextIndex
}

// A part is a batch; its first object has the position start.
type part struct {
	class model.CloudClass
	batch *model.Batch
	start int
}

// An IndexBuilder makes an Index of batches. It belongs to one goroutine.
type IndexBuilder struct {
	x    *Index
	keys []string // addresses of the object under way
}

// NewIndexBuilder returns a builder of an empty index.
func NewIndexBuilder() *IndexBuilder { return &IndexBuilder{x: &Index{}} }

// Add takes in the objects of a batch, all of the given class.
func (k *IndexBuilder) Add(class model.CloudClass, b *model.Batch) {
	x := k.x
	x.parts = append(x.parts, part{class, b, x.n})
	cols := b.Columns()
	vals := make([][]string, len(cols))
	for i := range b.Len() {
		b.Read(i, vals)
		k.keys = k.keys[:0]
		x.put(&x.byID, b.GUID(i).String())
		for c, a := range cols {
			switch {
			case a.Is(PropAnchor):
				x.put(&x.byAnchor, vals[c]...)
			case a.Is(PropSID):
				x.put(&x.bySID, vals[c]...)
			case isAddress(a):
				k.addresses(vals[c])
			}
		}
		slices.Sort(k.keys)
		x.put(&x.byAddress, slices.Compact(k.keys)...)
		x.n++
	}
}

func isAddress(a model.Attr) bool {
	return a.Is(forecast.PropProxies) || a.Is(forecast.PropMail) || a.Is(forecast.PropUPN)
}

func (k *IndexBuilder) addresses(values []string) {
	for _, v := range values {
		if key := addressKey(v); key != "" {
			k.keys = append(k.keys, key)
		}
	}
}

func (x *Index) put(to *model.TextIndex, texts ...string) {
	for _, t := range texts {
		if t != "" {
			to.Add(t, x.n)
		}
	}
}

// Index returns what was added. The builder is used up.
func (k *IndexBuilder) Index() *Index {
	x := k.x
	k.x = nil
	for _, list := range []*model.TextIndex{&x.byID, &x.byAnchor, &x.bySID, &x.byAddress} {
		list.Sort()
	}
	return x
}

// Len returns the number of objects.
func (x *Index) Len() int { return x.n }

// All yields every object in the order of the batches.
func (x *Index) All() iter.Seq[Object] {
	return func(yield func(Object) bool) {
		for at := range x.n {
			if !yield(x.object(at)) {
				return
			}
		}
	}
}

func (x *Index) object(at int) Object {
	i := sort.Search(len(x.parts), func(i int) bool { return x.parts[i].start > at }) - 1
	p := x.parts[i]
	return Object{p.class, p.batch.View(at - p.start), at}
}

// find returns the objects with a text, those that has confirms: two texts can have
// one hash.
func (x *Index) find(in *model.TextIndex, text string, has func(Object) bool) (out []Object) {
	return x.findNew(in, text, func(int) bool { return false }, has)
}

// findNew is find without the objects at positions that are known already; these are
// not read.
func (x *Index) findNew(in *model.TextIndex, text string, known func(at int) bool, has func(Object) bool) (out []Object) {
	if text == "" {
		return nil
	}
	for at := range in.Rows(text) {
		if known(at) {
			continue
		}
		if o := x.object(at); has(o) {
			out = append(out, o)
		}
	}
	return out
}

// ByID returns the object with an ID.
func (x *Index) ByID(id string) (Object, bool) {
	found := x.find(&x.byID, strings.ToLower(id), func(o Object) bool { return strings.EqualFold(o.ID(), id) })
	if len(found) == 0 {
		return Object{}, false
	}
	return found[0], true
}

// ByAnchor returns the objects with an onPremisesImmutableId, which is compared with
// case (https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-design-concepts#sourceanchor).
// There should be one, and a deleted one beside it at most.
func (x *Index) ByAnchor(anchor string) []Object {
	return x.find(&x.byAnchor, anchor, func(o Object) bool { return o.First(PropAnchor) == anchor })
}

// BySID returns the objects that came from the object of AD with a security
// identifier, written S-1-….
func (x *Index) BySID(sid string) []Object {
	return x.find(&x.bySID, sid, func(o Object) bool { return o.First(PropSID) == sid })
}

// ByAddress returns the objects with an address, given with or without prefix, in
// proxyAddresses, mail or the sign-in name.
func (x *Index) ByAddress(address string) []Object {
	return x.byAddressBut(address, func(int) bool { return false })
}

func (x *Index) byAddressBut(address string, known func(at int) bool) []Object {
	key := addressKey(address)
	return x.findNew(&x.byAddress, key, known, func(o Object) bool { return o.hasAddress(key) })
}

// hasAddress reports whether the object has an address, given as addressKey writes it.
func (o Object) hasAddress(key string) bool {
	for _, a := range []model.Attr{forecast.PropProxies, forecast.PropMail, forecast.PropUPN} {
		if slices.ContainsFunc(o.Values(a), func(v string) bool { return addressKey(v) == key }) {
			return true
		}
	}
	return false
}

// addressKey is what addresses compare by: SMTP without prefix, others with it, "" for
// the tenant's own.
func addressKey(v string) string {
	a, err := model.ParseAddress(v)
	switch {
	case err != nil || a.Type() == "SPO":
		return ""
	case a.IsSMTP():
		v = a.Value()
	}
	return strings.ToLower(v)
}
