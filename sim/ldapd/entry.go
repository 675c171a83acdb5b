package ldapd

import (
	"strconv"
	"strings"

	"recipientdesk/model"
	"recipientdesk/sim"
)

// wanted is the list of attributes that a client asked for.
type wanted struct {
	columns sim.Columns
	ranges  []span // of the names in columns
}

// A span is what follows ";range=" ([MS-ADTS] 3.1.1.3.1.3.3).
type span struct {
	asked    bool
	from, to int // to: -1 for *
}

// want reads the list. "*" or an empty list is everything that comes unasked,
// "1.1" nothing. Options beside range are left out.
func want(names []string) (w wanted) {
	w.columns.All = len(names) == 0
	for _, name := range names {
		if name == "*" {
			w.columns.All = true
			continue
		}
		name, options, _ := strings.Cut(name, ";")
		w.columns.Names = append(w.columns.Names, model.Attr(name))
		w.ranges = append(w.ranges, parseSpan(options))
	}
	return w
}

func parseSpan(options string) (s span) {
	for o := range strings.SplitSeq(options, ";") {
		if len(o) < 6 || !strings.EqualFold(o[:6], "range=") {
			continue
		}
		from, to, ok := strings.Cut(o[6:], "-")
		lo, err := strconv.Atoi(from)
		hi := -1
		if to != "*" {
			var err error
			if hi, err = strconv.Atoi(to); err != nil {
				ok = false
			}
		}
		if ok && err == nil && lo >= 0 && (hi < 0 || hi >= lo) {
			s = span{true, lo, hi}
		}
	}
	return s
}

// An entryWriter writes SearchResultEntry messages (RFC 4511 section 4.5.2).
type entryWriter struct {
	out   *buffer
	id    int64
	want  wanted
	types bool
	most  int
}

func (w *entryWriter) write(o *sim.Object) {
	b := w.out
	msg := b.begin(tagSequence)
	b.int(tagInteger, w.id)
	entry := b.begin(tagEntry)
	b.bytes(tagOctets, o.DN())
	list := b.begin(tagSequence)
	o.Each(w.attribute)
	b.end(list)
	b.end(entry)
	b.end(msg)
}

// attribute writes one attribute, or as many of its values as fit, with a range in
// its name that says which ([MS-ADTS] 3.1.1.3.1.3.3).
func (w *entryWriter) attribute(col int, name model.Attr, vals [][]byte) {
	option := ""
	if col >= 0 && w.want.ranges[col].asked || len(vals) > w.most {
		s := span{to: -1}
		if col >= 0 {
			s = w.want.ranges[col]
		}
		if vals, option = w.part(s, vals); len(vals) == 0 {
			return
		}
	}
	b := w.out
	attr := b.begin(tagSequence)
	b.head(tagOctets, len(name)+len(option))
	*b = append(append(*b, name...), option...)
	set := b.begin(tagSet)
	if !w.types {
		for _, v := range vals {
			b.bytes(tagOctets, v)
		}
	}
	b.end(set)
	b.end(attr)
}

func (w *entryWriter) part(s span, vals [][]byte) ([][]byte, string) {
	if !s.asked {
		s = span{true, 0, -1}
	}
	if s.from >= len(vals) {
		return nil, ""
	}
	end := s.from + w.most
	if s.to >= 0 {
		end = min(end, s.to+1)
	}
	last := "*"
	if end < len(vals) {
		last = strconv.Itoa(end - 1)
	} else {
		end = len(vals)
	}
	return vals[s.from:end], ";range=" + strconv.Itoa(s.from) + "-" + last
}
