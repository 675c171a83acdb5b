package model

import (
	"bytes"
	"cmp"
	"runtime"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
)

// A Snapshot is a list of objects as they were read, compact enough for a hundred
// thousand of them: about the size of the values themselves. Rows are numbered
// from 0 and keep their number until the snapshot is dropped. It belongs to one
// goroutine; the batches it is filled from may come from another.
type Snapshot struct {
	cols    []Attr
	batches []*Batch
	start   []int          // first row of each batch
	len     int            //
	byGUID  map[GUID]int   // made on first use
	newer   map[int]*Batch // rows replaced since they were read, one row each
	gone    map[int]bool
}

// NewSnapshot returns an empty snapshot with the given columns.
func NewSnapshot(cols ...Attr) *Snapshot {
	return &Snapshot{cols: slices.Clone(cols), newer: map[int]*Batch{}, gone: map[int]bool{}}
}

// Columns returns the attributes that each row holds.
func (s *Snapshot) Columns() []Attr { return slices.Clone(s.cols) }

// Append adds the rows of a batch, which must have the snapshot's columns.
func (s *Snapshot) Append(b *Batch) {
	if b.Len() == 0 {
		return
	}
	s.batches, s.start = append(s.batches, b), append(s.start, s.len)
	if s.byGUID != nil {
		for i, g := range b.guids {
			s.byGUID[g] = s.len + i
		}
	}
	s.len += b.Len()
}

// Len returns the number of rows, those of deleted objects included.
func (s *Snapshot) Len() int { return s.len }

// Rows returns the numbers of all rows whose objects are there.
func (s *Snapshot) Rows() []int32 {
	out := make([]int32, 0, s.len)
	for i := range s.len {
		if !s.gone[i] {
			out = append(out, int32(i))
		}
	}
	return out
}

func (s *Snapshot) at(row int) (*Batch, int) {
	if b, ok := s.newer[row]; ok {
		return b, 0
	}
	k := sort.SearchInts(s.start, row+1) - 1
	return s.batches[k], row - s.start[k]
}

// Ref returns the identity of a row's object.
func (s *Snapshot) Ref(row int) Ref { b, i := s.at(row); return b.Ref(i) }

// GUID returns the identity of a row's object without its place.
func (s *Snapshot) GUID(row int) GUID { b, i := s.at(row); return b.guids[i] }

// Kind returns the kind of a row's object.
func (s *Snapshot) Kind(row int) Kind { b, i := s.at(row); return b.kinds[i] }

// Entry returns a row's object with the columns' attributes.
func (s *Snapshot) Entry(row int) Entry { b, i := s.at(row); return b.Entry(i) }

// First returns the first value of a in a row, "" if it is not set or no column.
func (s *Snapshot) First(row int, a Attr) string {
	c := columnOf(s.cols, a)
	if c < 0 {
		return ""
	}
	b, i := s.at(row)
	v, _ := b.first(i, c+1)
	return v
}

// Values returns all values of a in a row.
func (s *Snapshot) Values(row int, a Attr) []string {
	c := columnOf(s.cols, a)
	if c < 0 {
		return nil
	}
	b, i := s.at(row)
	return b.values(i, c+1)
}

// Find returns the row of the object with that GUID, or -1.
func (s *Snapshot) Find(guid string) int {
	g, err := ParseGUID(guid)
	if err != nil {
		return -1
	}
	if s.byGUID == nil {
		s.byGUID = make(map[GUID]int, s.len)
		for k, b := range s.batches {
			for i, g := range b.guids {
				s.byGUID[g] = s.start[k] + i
			}
		}
	}
	if row, ok := s.byGUID[g]; ok && !s.gone[row] {
		return row
	}
	return -1
}

// Put replaces the row of an object, or adds one, after it was saved or created.
// It returns the row.
func (s *Snapshot) Put(e Entry) int {
	k := NewBatchBuilder(s.cols)
	k.Add(e)
	b := k.Build()
	if row := s.Find(e.Ref.GUID); row >= 0 {
		s.newer[row] = b
		return row
	}
	s.Append(b)
	return s.len - 1
}

// Drop removes the row of an object that was deleted.
func (s *Snapshot) Drop(guid string) {
	if row := s.Find(guid); row >= 0 {
		s.gone[row] = true
	}
}

// Search returns the rows among the given ones, in their order, whose names,
// alias or addresses contain every word of text, without regard to case. An empty
// text matches all. It takes a few milliseconds for a hundred thousand rows.
func (s *Snapshot) Search(rows []int32, text string) []int32 {
	words := bytes.Fields(appendFold(nil, []byte(text)))
	if len(words) == 0 {
		return rows
	}
	// The longest word is the rarest: the others are looked for in its hits only.
	slices.SortStableFunc(words, func(a, b []byte) int { return cmp.Compare(len(b), len(a)) })
	if len(rows) < s.len/fewRows {
		return s.searchFew(rows, words)
	}
	hit := make([]bool, s.len)
	s.searchAll(words, hit)
	for row, b := range s.newer {
		one := []bool{false}
		b.search(words, one)
		hit[row] = one[0]
	}
	out := make([]int32, 0, 256)
	for _, r := range rows {
		if hit[r] {
			out = append(out, r)
		}
	}
	return out
}

// batchesEach is how many batches are worth a processor of their own.
const batchesEach = 16

// searchAll looks through every batch, on all processors, and returns when they
// are done. Batches are immutable and each has its own part of hit.
func (s *Snapshot) searchAll(words [][]byte, hit []bool) {
	workers := min(runtime.GOMAXPROCS(0), 1+len(s.batches)/batchesEach)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for k := w; k < len(s.batches); k += workers {
				s.batches[k].search(words, hit[s.start[k]:])
			}
		})
	}
	wg.Wait()
}

// fewRows is the part of all rows, as a fraction, below which looking at each row
// is quicker than looking through everything.
const fewRows = 8

func (s *Snapshot) searchFew(rows []int32, words [][]byte) []int32 {
	var out []int32
	for _, r := range rows {
		b, i := s.at(int(r))
		if containsAll(b.line(i), words) {
			out = append(out, r)
		}
	}
	return out
}

// line returns the search text of row i.
func (b *Batch) line(i int) []byte {
	if i == 0 {
		return b.fold[:b.lines[0]]
	}
	return b.fold[b.lines[i-1]:b.lines[i]]
}

func (b *Batch) search(words [][]byte, hit []bool) {
	row, pos := 0, 0
	for {
		n := index(b.fold[pos:], words[0])
		if n < 0 {
			return
		}
		pos += n
		for int(b.lines[row]) <= pos {
			row++
		}
		hit[row] = containsAll(b.line(row), words[1:])
		pos = int(b.lines[row])
	}
}

// index is bytes.Index for text in which the first letter of the word is common
// and hits are many, where bytes.Index hops from letter to letter. Windows of 64
// bytes make it compare at every position instead: the same few milliseconds for
// every word.
func index(s, word []byte) int {
	const window = 64
	if len(word) < 2 || len(word) > window/2 {
		return bytes.Index(s, word)
	}
	step := window - len(word) + 1
	for i := 0; i < len(s); i += step {
		if n := bytes.Index(s[i:min(i+window, len(s))], word); n >= 0 {
			return i + n
		}
	}
	return -1
}

func containsAll(line []byte, words [][]byte) bool {
	for _, w := range words {
		if !bytes.Contains(line, w) {
			return false
		}
	}
	return true
}

// Sort orders rows by key, without regard to case; numbers within names compare
// as text. Rows with equal keys keep their order. It sorts in place.
func (s *Snapshot) Sort(rows []int32, key func(row int) string, descending bool) {
	type item struct {
		row int32
		key string
	}
	items := make([]item, len(rows))
	for i, r := range rows {
		items[i] = item{r, string(appendFold(nil, []byte(key(int(r)))))}
	}
	slices.SortStableFunc(items, func(a, b item) int {
		switch { // what is empty comes last either way: it is what people look for least
		case a.key == "" && b.key == "":
			return 0
		case a.key == "":
			return 1
		case b.key == "":
			return -1
		case descending:
			return strings.Compare(b.key, a.key)
		}
		return strings.Compare(a.key, b.key)
	})
	for i := range items {
		rows[i] = items[i].row
	}
}

// Size returns how many bytes the values take, for the status bar and tests.
func (s *Snapshot) Size() int {
	n := 0
	for _, b := range s.batches {
		n += len(b.data) + len(b.fold) + b.cells.size() + 4*len(b.lines) + 17*len(b.guids)
	}
	return n
}

// String tells what the snapshot is, for debugging.
func (s *Snapshot) String() string {
	return strconv.Itoa(s.len) + " objects, " + strconv.Itoa(s.Size()) + " bytes"
}
