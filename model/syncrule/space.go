package syncrule

import (
	"context"
	"iter"
	"sort"
	"strings"
	"sync"
	"sync/atomic"

	"recipientdesk/model"
)

// A Space is a whole directory in memory, in compact form: about the size of its
// values and 16 bytes for each value by which objects are found. It is
// [Surroundings], remembers what becomes of objects, and is safe for concurrent
// use.
type Space struct {
	e         *Engine
	batches   []*model.Batch
	start     []int // first row of each batch
	len       int
	instead   map[int]model.Entry // rows that were put
	places    index
	values    map[model.Attr]*index // by name in lower case
	standings []atomic.Pointer[standing]

	mu     sync.Mutex
	groups map[string]map[string]bool // members of groups that scopes ask for
}

// NewSpace takes in a directory. Its batches must have the columns that
// [Engine.Attributes] names, and as many others as one likes to see the fate of.
// The error is that of objects.
func NewSpace(e *Engine, objects iter.Seq2[*model.Batch, error]) (*Space, error) {
	s := &Space{e: e, instead: map[int]model.Entry{}, values: map[model.Attr]*index{}, groups: map[string]map[string]bool{}}
	for _, id := range e.lookups() {
		s.values[e.keys[id]] = &index{exact: e.forests[0].types[id].Kind == Binary}
	}
	for b, err := range objects {
		if err != nil {
			return nil, err
		}
		s.add(b)
	}
	s.places.Sort()
	for _, x := range s.values {
		x.Sort()
	}
	s.standings = make([]atomic.Pointer[standing], s.len)
	return s, nil
}

// lookups returns the attributes by which joins find objects.
func (e *Engine) lookups() []int {
	seen := map[int]bool{}
	for _, f := range e.forests {
		for _, m := range f.joins {
			seen[m.conn] = true
			for _, a := range row(f.feeds, m.mv) {
				seen[a] = true
			}
		}
	}
	var out []int
	for id := range e.source.list {
		if seen[id] {
			out = append(out, id)
		}
	}
	return out
}

func (s *Space) add(b *model.Batch) {
	if b.Len() == 0 {
		return
	}
	s.batches, s.start = append(s.batches, b), append(s.start, s.len)
	columns := make([]*index, len(b.Columns()))
	guids := s.values["objectguid"]
	for c, a := range b.Columns() {
		columns[c] = s.values[model.Attr(strings.ToLower(string(a)))]
	}
	vals := make([][]string, len(columns))
	for i := range b.Len() {
		at := s.len + i
		s.places.Add(placeOf(b.Read(i, vals)), at)
		if guids != nil {
			guids.Add(b.GUID(i).Bytes(), at)
		}
		for c, x := range columns {
			if x == nil {
				continue
			}
			for _, v := range vals[c] {
				x.Add(x.key(v), at)
			}
		}
	}
	s.len += b.Len()
}

// Len returns the number of objects.
func (s *Space) Len() int { return s.len }

// Put replaces an object that was not read completely, as the members of a very
// large group are not. The values by which joins find it must be the same. It must
// not be called any more once an object has been evaluated.
func (s *Space) Put(e model.Entry) {
	if i := s.row(e.Ref.DN); i >= 0 {
		s.instead[i] = e
	}
}

func (s *Space) at(i int) (*model.Batch, int) {
	k := sort.SearchInts(s.start, i+1) - 1
	return s.batches[k], i - s.start[k]
}

// Entry returns object i, in the order in which they came, as Batch.View does.
func (s *Space) Entry(i int) model.Entry {
	if e, ok := s.instead[i]; ok {
		return e
	}
	b, k := s.at(i)
	return b.View(k)
}

// row returns the number of the object at a place, or -1.
func (s *Space) row(dn string) int {
	place := placeOf(dn)
	for i := range s.places.Rows(place) {
		if b, k := s.at(i); placeOf(b.Ref(k).DN) == place {
			return i
		}
	}
	return -1
}

// Get returns the object at a DN.
func (s *Space) Get(_ context.Context, dn string) (model.Entry, bool, error) {
	i := s.row(dn)
	if i < 0 {
		return model.Entry{}, false, nil
	}
	return s.Entry(i), true, nil
}

// Find returns the objects that have a value. It is quick for the attributes that
// joins of the rules compare.
func (s *Space) Find(_ context.Context, attr model.Attr, value string) ([]model.Entry, error) {
	return s.findOthers(attr, value, ""), nil
}

func (s *Space) findOthers(attr model.Attr, value, guid string) (out []model.Entry) {
	key := model.Attr(strings.ToLower(string(attr)))
	x := s.values[key]
	if x == nil {
		x = &index{}
		for i := range s.len {
			out = s.take(out, i, attr, x, x.key(value))
		}
		return out
	}
	own, _ := model.ParseGUID(guid)
	for i := range x.Rows(x.key(value)) {
		if b, k := s.at(i); guid == "" || b.GUID(k) != own {
			out = s.take(out, i, attr, x, x.key(value))
		}
	}
	return out
}

// take appends object i if it has the value.
func (s *Space) take(out []model.Entry, i int, attr model.Attr, x *index, key string) []model.Entry {
	e := s.Entry(i)
	vs := e.Values(attr)
	if len(vs) == 0 && attr.Is("objectGUID") {
		g, _ := model.ParseGUID(e.Ref.GUID)
		vs = []string{g.Bytes()}
	}
	for _, v := range vs {
		if x.key(v) == key {
			return append(out, e)
		}
	}
	return out
}

func (s *Space) recall(dn string) (standing, bool) {
	i := s.row(dn)
	if i < 0 {
		return standing{why: noSuchObject}, true
	}
	if st := s.standings[i].Load(); st != nil {
		return *st, true
	}
	return standing{}, false
}

func (s *Space) remember(dn string, st standing) {
	if i := s.row(dn); i >= 0 {
		s.stands(i, st)
	}
}

// plainly is how most objects stand.
var plainly = &standing{exported: true}

func (s *Space) stands(i int, st standing) {
	if st == *plainly {
		s.standings[i].Store(plainly)
		return
	}
	s.standings[i].Store(&st)
}

func (s *Space) isMember(ctx context.Context, group, dn string) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	place := placeOf(group)
	members, known := s.groups[place]
	if !known {
		g, _, err := s.Get(ctx, group)
		if err != nil {
			return false, err
		}
		members = placesOf(g.Values("member"))
		s.groups[place] = members
	}
	return members[placeOf(dn)], nil
}
