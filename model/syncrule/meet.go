package syncrule

import (
	"context"
	"encoding/base64"
	"slices"
	"strings"

	"recipientdesk/model"
)

// A question is a value by which other objects are looked for.
type question struct {
	attr  int
	value string
}

// questions returns the values that joins of s or with s compare, as the directory
// has them.
func (x *evaluation) questions(s *subject) (out []question) {
	ask := func(attr int, v Value) {
		for _, one := range v.Values() {
			for _, form := range forms(one, s.forest.types[attr].Kind) {
				if q := (question{attr, form}); form != "" && !slices.Contains(out, q) {
					out = append(out, q)
				}
			}
		}
	}
	if r, _ := s.joining(); r != nil {
		for _, g := range r.joins {
			for _, t := range g {
				for _, from := range row(s.forest.feeds, t.mv) {
					ask(from, s.value(t.conn))
				}
			}
		}
	}
	o := s.solo(x)
	for _, m := range s.forest.joins {
		if m.class == o.class || m.class == "*" || o.class == "*" {
			ask(m.conn, o.value(m.mv))
		}
	}
	return out
}

// A finder leaves out one object, which is no news.
type finder interface {
	findOthers(attr model.Attr, value, guid string) []model.Entry
}

func (x *evaluation) find(ctx context.Context, s *subject, q question) ([]model.Entry, error) {
	name := model.Attr(x.e.source.list[q.attr])
	if f, ok := x.around.(finder); ok {
		return f.findOthers(name, q.value, s.entry.Ref.GUID), nil
	}
	return x.around.Find(ctx, name, q.value)
}

// forms writes a value as an attribute of the given kind holds it: flows make text
// of a SID or a GUID.
func forms(v Value, k Kind) []string {
	switch {
	case k != Binary && v.Kind() == Binary:
		return nil
	case v.Kind() == Bool:
		return []string{strings.ToUpper(v.Text())}
	case k == Binary && v.Kind() == Text:
		var out []string
		if sid, ok := model.SIDOctets(v.text); ok {
			out = append(out, sid)
		}
		if g, err := model.ParseGUID(v.text); err == nil {
			return append(out, g.Bytes())
		}
		if b, err := base64.StdEncoding.DecodeString(v.text); err == nil && len(b) > 0 {
			out = append(out, string(b))
		}
		return out
	case v.Kind()&(Text|Ref|Binary) != 0:
		return []string{v.text}
	}
	return []string{v.Text()}
}

// meets reports whether one of s's join groups matches what y makes.
func (s *subject) meets(x *evaluation, y *subject) bool {
	r, _ := s.joining()
	if r == nil {
		return false
	}
	return slices.ContainsFunc(r.joins, func(g []meetTest) bool { return s.matches(x, r, g, y) })
}

func (s *subject) matches(x *evaluation, r *readyRule, g []meetTest, y *subject) bool {
	o := y.solo(x)
	if r.Target != "*" && o.class != r.Target && o.class != "*" {
		return false
	}
	for _, t := range g {
		if !t.match(s.value(t.conn), o.value(t.mv)) {
			return false
		}
	}
	return len(g) > 0
}

// match compares the values of a join condition; one pair is enough.
func (t meetTest) match(a, b Value) bool {
	for _, v := range a.Values() {
		for _, w := range b.Values() {
			switch {
			case v.Kind()|w.Kind() == Text && !t.exact:
				if sameFold(v.text, w.text) {
					return true
				}
			case v.Kind() == Ref && w.Kind() == Ref:
				if model.SameDN(v.text, w.text) {
					return true
				}
			case v.Equal(w):
				return true
			}
		}
	}
	return false
}
