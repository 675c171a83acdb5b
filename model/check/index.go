package check

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"

	"recipientdesk/model"
)

// An Index knows which object has which address and alias, for a whole forest: about
// 400 bytes an object with three addresses. What a replication conflict left is not
// in it: synchronization does not see it. It belongs to one goroutine.
type Index struct {
	hash   func(string) uint64
	first  map[uint64]int32 // hash of an address: its newest claim
	claims []claim
	owners []indexed
	data   []byte // DNs and values, one after the other
	buf    []claimed
}

// A claim is one address of one object, or its alias.
type claim struct {
	owner    int32
	next     int32 // the claim before it with the same hash, or -1
	at       uint32
	len      uint16
	attr     uint8 // position in IndexAttrs
	isMail   bool
	repeated bool // the hash was there already
}

type indexed struct {
	guid  model.GUID
	dn    uint32
	len   uint16
	class Class
}

// NewIndex returns an empty index.
func NewIndex() *Index {
	seed := maphash.MakeSeed()
	return &Index{hash: func(s string) uint64 { return maphash.String(seed, s) }, first: map[uint64]int32{}}
}

// Add adds one object, which must have been read with IndexAttrs. An object is
// added once.
func (x *Index) Add(e model.Entry) {
	guid, _ := model.ParseGUID(e.Ref.GUID)
	x.addCase(newCase(nil, e), guid)
}

func (x *Index) addCase(c *Case, guid model.GUID) {
	if isConflict(c) {
		return
	}
	x.buf = appendClaims(x.buf[:0], c)
	if len(x.buf) == 0 {
		return
	}
	at, n := x.keep(c.DN())
	owner := int32(len(x.owners))
	x.owners = append(x.owners, indexed{guid, at, n, c.class})
	for _, m := range x.buf {
		h := x.hashOf(m.attr, m.key)
		next, again := x.first[h]
		if !again {
			next = -1
		}
		at, n := x.keep(m.value)
		x.first[h] = int32(len(x.claims))
		x.claims = append(x.claims, claim{owner, next, at, n, m.attr, m.isMail, again})
	}
}

// hashOf keeps aliases apart from addresses.
func (x *Index) hashOf(attr uint8, key string) uint64 {
	h := x.hash(key)
	if attr == inAlias {
		h = ^h
	}
	return h
}

// keep stores text, of which the directory's own limits leave less than 64 KB.
func (x *Index) keep(s string) (at uint32, n uint16) {
	s = s[:min(len(s), 1<<16-1)]
	at = uint32(len(x.data))
	x.data = append(x.data, s...)
	return at, uint16(len(s))
}

func (x *Index) other(c claim) Other {
	return Other{x.ref(x.owners[c.owner]), IndexAttrs[c.attr], x.value(c)}
}

func (x *Index) ref(o indexed) model.Ref {
	ref := model.Ref{DN: string(x.data[o.dn : o.dn+uint32(o.len)])}
	if !o.guid.IsZero() {
		ref.GUID = o.guid.String()
	}
	return ref
}

func (x *Index) value(c claim) string { return string(x.data[c.at : c.at+uint32(c.len)]) }

func (x *Index) key(c claim) string {
	if c.attr == inAlias {
		return strings.ToLower(x.value(c))
	}
	return claimKey(IndexAttrs[c.attr], x.value(c))
}

// Len returns the number of objects that have an address or an alias.
func (x *Index) Len() int { return len(x.owners) }

// sharing returns the claims of one key, oldest first.
func (x *Index) sharing(attr uint8, key string) (out []claim) {
	at, ok := x.first[x.hashOf(attr, key)]
	for ; ok && at >= 0; at = x.claims[at].next {
		if c := x.claims[at]; (c.attr == inAlias) == (attr == inAlias) && x.key(c) == key {
			out = append(out, c)
		}
	}
	slices.Reverse(out)
	return out
}

// Findings returns what the objects share and should not, in order of rule, value and
// name. Both parties of a conflict are there, each naming the other.
func (x *Index) Findings() []Finding {
	type keyed struct {
		alias bool
		key   string
	}
	done := map[keyed]bool{}
	var out []Finding
	for _, c := range x.claims {
		if !c.repeated {
			continue
		}
		k := keyed{c.attr == inAlias, x.key(c)}
		if done[k] {
			continue
		}
		done[k] = true
		var p parties
		for _, c := range x.sharing(c.attr, k.key) {
			p.add(x.other(c), c.isMail, x.owners[c.owner].class)
		}
		out = append(out, p.findings()...)
	}
	slices.SortStableFunc(out, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Rule.ID, b.Rule.ID), cmp.Compare(claimKey(a.Attr, a.Value), claimKey(b.Attr, b.Value)), cmp.Compare(a.Ref.DN, b.Ref.DN))
	})
	return out
}

// Parties are the objects that have something in common.
type parties struct {
	owners, routes, aliases []Other
	users, contacts         []Other // whose mail it is
}

func (p *parties) add(o Other, isMail bool, class Class) {
	switch {
	case o.Attr == model.MailNickname:
		p.aliases = append(p.aliases, o)
	case o.Attr == model.TargetAddress:
		p.routes = append(p.routes, o)
	default:
		p.owners = append(p.owners, o)
	}
	if isMail && class == User {
		p.users = append(p.users, o)
	}
	if isMail && class == Contact {
		p.contacts = append(p.contacts, o)
	}
}

func (p *parties) findings() (out []Finding) {
	out = append(out, eachOther(p.owners, duplicateOf)...)
	out = append(out, eachOther(p.aliases, sharedAlias)...)
	for i, r := range p.routes {
		if others := slices.Concat(p.owners, p.routes[:i], p.routes[i+1:]); len(others) > 0 {
			out = append(out, sharedTarget(r, others))
		}
	}
	if len(p.users) > 0 && len(p.contacts) > 0 {
		for _, c := range p.contacts {
			out = append(out, merged(c, p.users, true))
		}
		for _, u := range p.users {
			out = append(out, merged(u, p.contacts, false))
		}
	}
	return out
}

// eachOther makes a finding for each of several parties, naming the others.
func eachOther(ps []Other, find func(mine Other, others []Other) Finding) (out []Finding) {
	if len(ps) < 2 {
		return nil
	}
	for i, p := range ps {
		out = append(out, find(p, slices.Delete(slices.Clone(ps), i, i+1)))
	}
	return out
}
