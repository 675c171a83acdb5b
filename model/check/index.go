package check

import (
	"cmp"
	"hash/maphash"
	"slices"

	"recipientdesk/model"
)

// An Index knows who owns which address, for a whole forest: about 300 bytes an
// object with three addresses. It belongs to one goroutine.
type Index struct {
	hash   func(string) uint64
	first  map[uint64]int32 // hash of an address: its newest claim
	claims []claim
	owners []indexed
	data   []byte // DNs and values, one after the other
}

// A claim is one address of one object.
type claim struct {
	owner    int32
	next     int32 // the claim before it with the same hash, or -1
	at       uint32
	len      uint16
	attr     uint8 // position in IndexAttrs
	repeated bool  // the hash was there already
}

type indexed struct {
	guid model.GUID
	dn   uint32
	len  uint16
}

// NewIndex returns an empty index.
func NewIndex() *Index {
	seed := maphash.MakeSeed()
	return &Index{hash: func(s string) uint64 { return maphash.String(seed, s) }, first: map[uint64]int32{}}
}

// Add adds one object, which must have been read with IndexAttrs. An object is
// added once.
func (x *Index) Add(e model.Entry) { x.add(e.Ref, e.Values) }

// AddBatch adds the objects of a batch. Its columns must include IndexAttrs.
func (x *Index) AddBatch(b *model.Batch) {
	for i := range b.Len() {
		x.Add(b.Entry(i))
	}
}

func (x *Index) add(ref model.Ref, values func(model.Attr) []string) {
	keys, owned := claims(ref, values)
	if len(keys) == 0 {
		return
	}
	guid, _ := model.ParseGUID(ref.GUID)
	at, n := x.keep(ref.DN)
	owner := int32(len(x.owners))
	x.owners = append(x.owners, indexed{guid, at, n})
	for i, key := range keys {
		h := x.hash(key)
		next, again := x.first[h]
		if !again {
			next = -1
		}
		at, n := x.keep(owned[i].Value)
		x.first[h] = int32(len(x.claims))
		x.claims = append(x.claims, claim{owner, next, at, n, uint8(slices.Index(IndexAttrs, owned[i].Attr)), again})
	}
}

// keep stores text, of which the directory's own limits leave less than 64 KB.
func (x *Index) keep(s string) (at uint32, n uint16) {
	s = s[:min(len(s), 1<<16-1)]
	at = uint32(len(x.data))
	x.data = append(x.data, s...)
	return at, uint16(len(s))
}

func (x *Index) other(c claim) Other {
	o := x.owners[c.owner]
	ref := model.Ref{DN: string(x.data[o.dn : o.dn+uint32(o.len)])}
	if !o.guid.IsZero() {
		ref.GUID = o.guid.String()
	}
	return Other{ref, IndexAttrs[c.attr], string(x.data[c.at : c.at+uint32(c.len)])}
}

func (x *Index) key(c claim) string {
	return claimKey(IndexAttrs[c.attr], string(x.data[c.at:c.at+uint32(c.len)]))
}

// Len returns the number of objects that own an address.
func (x *Index) Len() int { return len(x.owners) }

// Owners returns every object that owns the address, which is written with its
// type or, for SMTP, without.
func (x *Index) Owners(address string) (out []Other) {
	want := claimKey(model.ProxyAddresses, address)
	at, ok := x.first[x.hash(want)]
	for ; ok && at >= 0; at = x.claims[at].next {
		if c := x.claims[at]; x.key(c) == want {
			out = append(out, x.other(c))
		}
	}
	slices.Reverse(out)
	return out
}

// Findings returns a finding for each owner of each address that has several, in
// order of address and name. Both parties of a conflict are there, each naming the
// other.
func (x *Index) Findings() []Finding {
	done := map[string]bool{}
	var out []Finding
	for _, c := range x.claims {
		if !c.repeated || done[x.key(c)] {
			continue
		}
		done[x.key(c)] = true
		out = append(out, conflict(x.Owners("smtp:"+x.key(c)))...)
	}
	slices.SortStableFunc(out, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(claimKey(a.Attr, a.Value), claimKey(b.Attr, b.Value)), cmp.Compare(a.Ref.DN, b.Ref.DN))
	})
	return out
}

// conflict makes a finding for each of several owners, naming the others.
func conflict(owners []Other) (out []Finding) {
	if len(owners) < 2 { // two addresses with one hash
		return nil
	}
	for i, o := range owners {
		others := slices.Delete(slices.Clone(owners), i, i+1)
		out = append(out, duplicateOf(o, others))
	}
	return out
}
