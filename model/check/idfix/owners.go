package idfix

import (
	"hash/maphash"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/check"
)

// owners knows the first object of a run that has a value, for each attribute by
// itself: IdFix does not compare attributes with each other. A forest has a million
// values, so they are kept without pointers, at about 60 bytes each.
type owners struct {
	seed   maphash.Seed
	newest map[uint64]int32 // hash of an attribute and a value: the last claim with it
	claims []claim
	places []place
	last   model.Ref // of places
	data   []byte    // DNs and values, one after the other
	folded []byte
}

// A claim is the value of an attribute and its first owner.
type claim struct {
	at, len uint32
	place   int32
	before  int32 // the claim before it with the same hash, or -1
	attr    int8  // position in uniqueAttrs
}

// A place is an object.
type place struct {
	guid    model.GUID
	at, len uint32
}

// uniqueAttrs are those that a table has the step unique for.
var uniqueAttrs = []model.Attr{model.Mail, model.MailNickname, model.ProxyAddresses, model.SAMAccountName, model.TargetAddress, model.UserPrincipalName}

func newOwners() *owners {
	return &owners{seed: maphash.MakeSeed(), newest: map[uint64]int32{}}
}

// hash ignores case.
func (w *owners) hash(attr int8, value string) uint64 {
	w.folded = append(w.folded[:0], byte(attr))
	w.folded = append(w.folded, value...)
	for i, c := range w.folded {
		switch {
		case c >= 'A' && c <= 'Z':
			w.folded[i] = c | 0x20
		case c >= 0x80:
			return maphash.String(w.seed, strings.ToLower(string(w.folded)))
		}
	}
	return maphash.Bytes(w.seed, w.folded)
}

// find returns the first owner of a value, without regard to case.
func (w *owners) find(attr model.Attr, value string) (check.Other, bool) {
	n := int8(slices.Index(uniqueAttrs, attr))
	first, ok := w.newest[w.hash(n, value)]
	if !ok {
		return check.Other{}, false
	}
	return w.among(first, n, value)
}

// among looks for a value among the claims with its hash.
func (w *owners) among(at int32, attr int8, value string) (check.Other, bool) {
	for ; at >= 0; at = w.claims[at].before {
		c := w.claims[at]
		if own := w.data[c.at : c.at+c.len]; c.attr == attr && strings.EqualFold(string(own), value) {
			return check.Other{Ref: w.ref(w.places[c.place]), Attr: uniqueAttrs[attr], Value: string(own)}, true
		}
	}
	return check.Other{}, false
}

func (w *owners) ref(p place) model.Ref {
	r := model.Ref{DN: string(w.data[p.at : p.at+p.len])}
	if !p.guid.IsZero() {
		r.GUID = p.guid.String()
	}
	return r
}

// claim returns the first owner of a value, or makes the object its first one.
func (w *owners) claim(ref model.Ref, attr model.Attr, value string) (first check.Other, taken bool) {
	n := int8(slices.Index(uniqueAttrs, attr))
	h := w.hash(n, value)
	before, ok := w.newest[h]
	if !ok {
		before = -1
	}
	if first, taken = w.among(before, n, value); taken {
		return first, true
	}
	if len(w.places) == 0 || w.last != ref {
		guid, _ := model.ParseGUID(ref.GUID)
		at, size := w.keep(ref.DN)
		w.places, w.last = append(w.places, place{guid, at, size}), ref
	}
	at, size := w.keep(value)
	w.newest[h] = int32(len(w.claims))
	w.claims = append(w.claims, claim{at, size, int32(len(w.places) - 1), before, n})
	return first, false
}

func (w *owners) keep(s string) (at, size uint32) {
	at = uint32(len(w.data))
	w.data = append(w.data, s...)
	return at, uint32(len(s))
}
