package graphx

import (
	"bytes"
	"slices"
	"strings"

	"recipientdesk/model"
)

// rows turns pages into batches. Objects of a listing have the same members in the
// same order, as a rule, so each member is looked for where it stood in the object
// before: that is half of the work.
type rows struct {
	props   []model.Attr
	builder *model.BatchBuilder
	seen    map[model.GUID]bool

	known     map[string]*member
	order     []*member // of the members of an object
	extension []*member // and of its extension attributes

	w      *walker // of the page under way
	id     model.GUID
	col    int // where values go
	values func(name, value []byte)
}

// A member is a property of the objects of a listing.
type member struct {
	name   []byte
	quoted []byte // as it is written, with the colon
	form   form
	col    int  // -1: not asked for
	id     bool // it is the object ID
}

func newRows(props []model.Attr) *rows {
	props = slices.Clone(props)
	r := &rows{props: props, builder: model.NewBatchBuilder(props), seen: map[model.GUID]bool{}, known: map[string]*member{}}
	r.values = func(_, value []byte) { r.builder.Put(r.col, value) }
	return r
}

// batch makes a batch of a page. An object that was on an earlier page is left out:
// when something changes during a listing, an object may move to a later page.
func (r *rows) batch(p page) (*model.Batch, error) {
	r.w = &p.walker
	err := p.each(func() {
		r.id = model.GUID{}
		r.builder.Begin(r.id, nil)
		r.object(&r.order)
		if r.id != (model.GUID{}) && r.seen[r.id] {
			return
		}
		r.seen[r.id] = true
		r.builder.SetGUID(r.id)
		r.builder.End()
	})
	return r.builder.Build(), err
}

// object walks over an object and puts its values into the row. before are the
// members of the one before, in their order.
func (r *rows) object(before *[]*member) {
	w := r.w
	if !w.take('{') {
		w.bad = true
		return
	}
	if w.take('}') {
		return
	}
	for n := 0; !w.bad; n++ {
		if m := r.member(before, n); m != nil {
			r.value(m)
		}
		if w.take('}') {
			return
		}
		if !w.take(',') {
			w.bad = true
		}
	}
}

// member walks to the value of the nth member.
func (r *rows) member(before *[]*member, n int) *member {
	w := r.w
	if n < len(*before) {
		if m := (*before)[n]; bytes.HasPrefix(w.b[w.i:], m.quoted) {
			w.i += len(m.quoted)
			return m
		}
	}
	name := w.key()
	if w.bad {
		return nil
	}
	m, ok := r.known[string(name)]
	if !ok {
		col := slices.IndexFunc(r.props, func(a model.Attr) bool { return strings.EqualFold(string(a), string(name)) })
		m = &member{name: bytes.Clone(name), quoted: slices.Concat([]byte{'"'}, name, []byte(`":`)), form: formOf(name), col: col, id: string(name) == "id"}
		r.known[string(m.name)] = m
	}
	if n < len(*before) {
		(*before)[n] = m
	} else if n == len(*before) {
		*before = append(*before, m)
	}
	return m
}

// value walks over the value of a member and puts it into its column.
func (r *rows) value(m *member) {
	switch w := r.w; {
	case m.id:
		v := w.value()
		if g, err := model.ParseGUID(string(w.text(v))); err == nil {
			r.id = g
		}
		if m.col >= 0 {
			r.builder.Put(m.col, w.text(v))
		}
	case m.form == extensions && w.peek() == '{':
		r.object(&r.extension)
	case m.col < 0:
		w.value()
	default:
		r.col = m.col
		w.unfold(m.form, m.name, r.values)
	}
}
