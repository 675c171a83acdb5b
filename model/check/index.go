package check

import (
	"cmp"
	"hash/maphash"
	"maps"
	"slices"
	"strings"

	"recipientdesk/model"
)

// An Index knows which object has which address and alias, for a whole forest: about
// 400 bytes an object with three addresses. What a replication conflict left is not
// in it: synchronization does not see it. It belongs to one goroutine.
type Index struct {
	hash   func(string) uint64
	claims []claim
	owners []indexed
	text   arena // DNs and values
	buf    []claimed
}

// A claim is one address of one object, or its alias.
type claim struct {
	hash   uint64
	owner  int32
	value  span
	attr   uint8 // position in IndexAttrs
	isMail bool
}

type indexed struct {
	guid  model.GUID
	dn    span
	class Class
}

// NewIndex returns an empty index.
func NewIndex() *Index {
	seed := maphash.MakeSeed()
	return &Index{hash: func(s string) uint64 { return maphash.String(seed, s) }}
}

// Add adds one object, which must have been read with IndexAttrs. An object is
// added once.
func (x *Index) Add(e model.Entry) {
	guid, _ := model.ParseGUID(e.Ref.GUID)
	x.addCase(newCase(nil, e), guid)
}

func (x *Index) addCase(c *Case, guid model.GUID) {
	if c.ghost {
		return
	}
	x.buf = appendClaims(x.buf[:0], c)
	if len(x.buf) == 0 {
		return
	}
	owner := int32(len(x.owners))
	x.owners = append(x.owners, indexed{guid, x.text.keep(c.DN()), c.class})
	for _, m := range x.buf {
		x.claims = append(x.claims, claim{x.hash(m.key), owner, x.text.keep(m.value), m.attr, m.isMail})
	}
}

func (x *Index) other(c claim) Other {
	return Other{x.ref(x.owners[c.owner]), IndexAttrs[c.attr], x.text.at(c.value)}
}

func (x *Index) ref(o indexed) model.Ref {
	ref := model.Ref{DN: x.text.at(o.dn)}
	if !o.guid.IsZero() {
		ref.GUID = o.guid.String()
	}
	return ref
}

// key returns what is compared, aliases apart from addresses.
func (x *Index) key(c claim) string {
	if c.attr == inAlias {
		return "alias " + strings.ToLower(x.text.at(c.value))
	}
	return claimKey(IndexAttrs[c.attr], x.text.at(c.value))
}

// Len returns the number of objects that have an address or an alias.
func (x *Index) Len() int { return len(x.owners) }

// repeated returns the hashes that several claims have. Sorting them all at the end
// takes a third of the time of a map that grows with each.
func (x *Index) repeated() map[uint64]bool {
	hashes := make([]uint64, len(x.claims))
	for i, c := range x.claims {
		hashes[i] = c.hash
	}
	slices.Sort(hashes)
	out := map[uint64]bool{}
	for i := 1; i < len(hashes); i++ {
		if hashes[i] == hashes[i-1] {
			out[hashes[i]] = true
		}
	}
	return out
}

// Findings returns what the objects share and should not, in order of rule, value and
// name. Both parties of a conflict are there, each naming the other.
func (x *Index) Findings() []Finding {
	repeated := x.repeated()
	sharing := map[string]*parties{}
	for _, c := range x.claims {
		if !repeated[c.hash] {
			continue
		}
		key := x.key(c) // two may have one hash
		if sharing[key] == nil {
			sharing[key] = &parties{}
		}
		sharing[key].add(x.other(c), c.isMail, x.owners[c.owner].class)
	}
	var out []Finding
	for _, key := range slices.Sorted(maps.Keys(sharing)) {
		fs := sharing[key].findings()
		slices.SortStableFunc(fs, func(a, b Finding) int { return cmp.Compare(a.Ref.DN, b.Ref.DN) })
		out = append(out, fs...)
	}
	slices.SortStableFunc(out, func(a, b Finding) int { return cmp.Compare(a.Rule.ID, b.Rule.ID) })
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
