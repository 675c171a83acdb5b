package ui

import (
	"slices"
	"strings"

	"recipientdesk/model"
)

// A listing is the list of recipients without its widgets: everything that was
// read, the part of it that belongs to a place, and of that what the filter lets
// through, in the order it is sorted. Rows are numbers of the snapshot.
type listing struct {
	snap *model.Snapshot

	keep func(row int) bool // what belongs to the place; nil: everything
	text string             // the filter
	sort func(row int) string
	down bool // descending

	order []int32 // every row, sorted
	here  []int32 // of these, the ones that belong to the place
	shown []int32 // of these, the ones the filter lets through
}

func newListing(attrs []model.Attr) *listing {
	return &listing{snap: model.NewSnapshot(attrs...)}
}

// has reports whether everything that columns need was asked for.
func (l *listing) has(attrs []model.Attr) bool {
	cols := l.snap.Columns()
	for _, a := range attrs {
		if !slices.ContainsFunc(cols, a.Is) {
			return false
		}
	}
	return true
}

// add appends what arrived. It goes to the end of the list, so that nothing moves
// while somebody reads; arrange sorts it in.
func (l *listing) add(b *model.Batch) {
	from := l.snap.Len()
	l.snap.Append(b)
	was := len(l.here)
	for row := from; row < l.snap.Len(); row++ {
		l.order = append(l.order, int32(row))
		if l.keep == nil || l.keep(row) {
			l.here = append(l.here, int32(row))
		}
	}
	if l.text == "" {
		l.shown = l.here
		return
	}
	l.shown = append(l.shown, l.snap.Search(l.here[was:], l.text)...)
}

// arrange sorts everything and applies place and filter anew.
func (l *listing) arrange() {
	l.order = l.snap.Rows()
	if l.sort != nil {
		l.snap.Sort(l.order, l.sort, l.down)
	}
	l.place(l.keep)
}

// place shows another part of what was read.
func (l *listing) place(keep func(row int) bool) {
	l.keep = keep
	if keep == nil {
		l.here = l.order
	} else {
		l.here = make([]int32, 0, len(l.order))
		for _, row := range l.order {
			if keep(int(row)) {
				l.here = append(l.here, row)
			}
		}
	}
	l.filter(l.text)
}

// filter shows the rows that contain every word of text.
func (l *listing) filter(text string) {
	l.text = text
	l.shown = l.snap.Search(l.here, text)
}

// put shows what an object has become, on the row it has: it moves at the next
// arrange, not under the pointer. A new object is added at the end if it belongs
// to the place.
func (l *listing) put(e model.Entry) {
	known := l.snap.Find(e.Ref.GUID) >= 0
	row := l.snap.Put(e)
	if known {
		return
	}
	l.order = append(slices.Clip(l.order), int32(row))
	if l.keep == nil || l.keep(row) {
		l.here = append(slices.Clip(l.here), int32(row))
		l.shown = append(slices.Clip(l.shown), int32(row))
	}
}

// drop takes an object that is gone out of the list.
func (l *listing) drop(ref model.Ref) {
	row := int32(l.snap.Find(ref.GUID))
	l.snap.Drop(ref.GUID)
	without := func(rows []int32) []int32 {
		return slices.DeleteFunc(slices.Clone(rows), func(r int32) bool { return r == row })
	}
	l.order, l.here, l.shown = without(l.order), without(l.here), without(l.shown)
}

// index is the place of an object among the rows shown; -1: it is not shown.
func (l *listing) index(guid string) int {
	row := l.snap.Find(guid)
	if row < 0 {
		return -1
	}
	return slices.Index(l.shown, int32(row))
}

// below reports whether a DN lies below base or is base itself. Both come from
// one server, so they are written alike but for case.
func below(dn, base string) bool {
	n := len(dn) - len(base)
	if n < 0 || !strings.EqualFold(dn[n:], base) {
		return false
	}
	return n == 0 || dn[n-1] == ',' && (n < 2 || dn[n-2] != '\\')
}
