package ldapx

import (
	"strings"

	"recipientdesk/model"
)

// rows decodes the entries of a listing into a batch. The goroutine that reads
// the connection adds them; the one that lists takes the batch when the answer
// has ended, and touches nothing before.
type rows struct {
	build   *model.BatchBuilder
	cols    []model.Attr
	index   map[string]int // column by name as the server spells it, or one of those below
	outside outside
	left    int // entries still wanted; negative: all
}

const (
	noColumn = -1 // a name that nobody asked for
	guidOnly = -2 // objectGUID, where it is no column

	maxNames = 4096 // bounds the index: names with ranges can be many
)

func newRows(q model.Query) *rows {
	r := &rows{build: model.NewBatchBuilder(q.Attrs), cols: q.Attrs, index: map[string]int{}, outside: newOutside(q.Exclude), left: -1}
	if q.Limit > 0 {
		r.left = q.Limit
	}
	return r
}

// restart drops what came of a page before its connection was lost.
func (r *rows) restart() {
	if r.left >= 0 {
		r.left += r.build.Len()
	}
	r.build.Build()
}

// add decodes the content of a searchResEntry (RFC 4511 section 4.5.2).
func (r *rows) add(b []byte) error {
	dn, b, err := expect(tagOctets, b)
	if err != nil {
		return err
	}
	attrs, _, err := expect(tagSequence, b)
	if err != nil {
		return err
	}
	if r.left == 0 || !r.outside.empty() && !r.outside.keeps(string(dn)) {
		return nil
	}
	r.build.Begin(model.GUID{}, dn)
	for len(attrs) > 0 {
		var a []byte
		if a, attrs, err = expect(tagSequence, attrs); err != nil {
			return err
		}
		if err := r.addAttr(a); err != nil {
			return err
		}
	}
	r.build.End()
	if r.left > 0 {
		r.left--
	}
	return nil
}

func (r *rows) addAttr(b []byte) error {
	name, b, err := expect(tagOctets, b)
	if err != nil {
		return err
	}
	values, _, err := expect(tagSet, b)
	if err != nil {
		return err
	}
	col, known := r.index[string(name)]
	if !known {
		col = r.column(string(name))
	}
	for len(values) > 0 {
		var v []byte
		if v, values, err = expect(tagOctets, values); err != nil {
			return err
		}
		if col == guidOnly || col >= 0 && r.cols[col].Is(objectGUID) {
			if g, ok := model.GUIDFromBytes(v); ok {
				r.build.SetGUID(g)
			}
		}
		if col >= 0 {
			r.build.Put(col, v)
		}
	}
	return nil
}

// column finds the column of a name that is met for the first time.
func (r *rows) column(name string) int {
	plain, _, _ := strings.Cut(name, ";")
	col := noColumn
	if objectGUID.Is(model.Attr(plain)) {
		col = guidOnly
	}
	for i, c := range r.cols {
		if c.Is(model.Attr(plain)) {
			col = i
			break
		}
	}
	if len(r.index) < maxNames {
		r.index[name] = col
	}
	return col
}
