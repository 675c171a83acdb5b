package desk

import (
	"hash/maphash"
	"slices"
	"strings"

	"recipientdesk/model"
)

// owning are the attributes in which an object has addresses of its own.
var owning = []model.Attr{model.ProxyAddresses, model.Mail, model.UserPrincipalName}

// An addressIndex finds the objects of a directory that may share an address: about
// 20 bytes for each address while it is made, and little when it is done. Two addresses with one hash count as shared; who asks
// compares them anyway.
type addressIndex struct {
	seed   maphash.Seed
	first  map[uint64]int32
	shared map[uint64][]int32 // the rows of all owners, where there are several
	rows   int32
}

func newAddressIndex() *addressIndex {
	return &addressIndex{seed: maphash.MakeSeed(), first: map[uint64]int32{}, shared: map[uint64][]int32{}}
}

// add takes in a batch, whose rows are numbered on from those before.
func (x *addressIndex) add(b *model.Batch) {
	vals := make([][]string, len(b.Columns()))
	var keys []uint64
	for i := range b.Len() {
		b.Read(i, vals)
		keys = keys[:0]
		for c, a := range b.Columns() {
			if slices.ContainsFunc(owning, a.Is) {
				keys = x.keys(keys, vals[c])
			}
		}
		for _, k := range keys {
			x.put(k, x.rows)
		}
		x.rows++
	}
}

// done says that all batches were added.
func (x *addressIndex) done() { x.first = nil }

func (x *addressIndex) keys(dst []uint64, values []string) []uint64 {
	for _, v := range values {
		v = strings.ToLower(strings.TrimSpace(v))
		if k := maphash.String(x.seed, strings.TrimPrefix(v, "smtp:")); !slices.Contains(dst, k) {
			dst = append(dst, k)
		}
	}
	return dst
}

func (x *addressIndex) put(key uint64, row int32) {
	before, taken := x.first[key]
	switch {
	case !taken:
		x.first[key] = row
	case x.shared[key] == nil:
		x.shared[key] = []int32{before, row}
	default:
		x.shared[key] = append(x.shared[key], row)
	}
}

// sharing returns the rows of the objects that have an address of e, e itself among
// them.
func (x *addressIndex) sharing(e model.Entry) (out []int) {
	if len(x.shared) == 0 {
		return nil
	}
	var keys []uint64
	for _, a := range owning {
		keys = x.keys(keys, e.Values(a))
	}
	for _, k := range keys {
		for _, row := range x.shared[k] {
			if !slices.Contains(out, int(row)) {
				out = append(out, int(row))
			}
		}
	}
	return out
}
