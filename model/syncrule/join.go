package syncrule

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"recipientdesk/model"
)

// maxJoined bounds how many objects are looked at for one. A real directory has a
// handful; a rule that joins by a common value would gather all of it.
const maxJoined = 64

// join finds the objects that share an object of the metaverse with s, and makes
// it. The server joins objects as they come; here those that could join nothing
// come first, so the outcome does not depend on chance: a contact joins the user
// of the same mail.
func (x *evaluation) join(ctx context.Context, s *subject) error {
	all, err := x.gather(ctx, s)
	if err != nil {
		return err
	}
	x.order(all)
	var made []*object
	for _, y := range all {
		o, ambiguous := y.partner(made)
		switch {
		case ambiguous != "":
			if y == s {
				x.problem(Problem{Text: ambiguous})
				x.why = ambiguous
			}
		case o != nil:
			made[slices.Index(made, o)] = x.newObject(o.class, append(slices.Clone(o.members), y)...)
		case y.provisioning() != nil:
			made = append(made, y.solo(x))
		}
	}
	for _, o := range made {
		if slices.Contains(o.members, s) {
			x.meta = o
		}
	}
	if _, problem := s.joining(); problem != "" {
		x.problem(Problem{Text: problem})
	}
	return nil
}

// solo returns what the flows of s alone make.
func (s *subject) solo(x *evaluation) *object {
	if s.alone == nil {
		class := "*"
		if r := s.provisioning(); r != nil {
			class = r.Target
		}
		s.alone = x.newObject(class, s)
		s.alone.silent = !s.entry.Ref.Same(x.self.Ref)
	}
	return s.alone
}

// gather returns s and all objects that joins lead to, in both directions.
func (x *evaluation) gather(ctx context.Context, s *subject) ([]*subject, error) {
	all := []*subject{s}
	if x.around == nil || x.e.o.CloudSync {
		return all, nil
	}
	for i := 0; i < len(all); i++ {
		err := x.neighbors(ctx, all[i], func(e model.Entry) error {
			if len(all) > maxJoined || slices.ContainsFunc(all, func(o *subject) bool { return o.entry.Ref.Same(e.Ref) }) {
				return nil
			}
			y, err := x.newSubject(ctx, e)
			if err == nil && y.out == "" && (all[i].meets(x, y) || y.meets(x, all[i])) {
				all = append(all, y)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	if len(all) > maxJoined {
		x.problem(Problem{Text: fmt.Sprintf("more than %d objects are joined; the rest is left out", maxJoined)})
	}
	return all, nil
}

// neighbors calls yield for the objects that have one of the values that joins of s
// or with s compare.
func (x *evaluation) neighbors(ctx context.Context, s *subject, yield func(model.Entry) error) error {
	var asked []question
	ask := func(attr int, v Value) error {
		for _, one := range v.Values() {
			for _, form := range forms(one, s.forest.types[attr].Kind) {
				q := question{attr, form}
				if form == "" || slices.Contains(asked, q) {
					continue
				}
				asked = append(asked, q)
				found, err := x.find(ctx, s, q)
				if err != nil {
					return err
				}
				for _, e := range found {
					if err := yield(x.current(e)); err != nil {
						return err
					}
				}
			}
		}
		return nil
	}
	if r, _ := s.joining(); r != nil {
		for _, g := range r.joins {
			for _, t := range g {
				for _, from := range row(s.forest.feeds, t.mv) {
					if err := ask(from, s.value(t.conn)); err != nil {
						return err
					}
				}
			}
		}
	}
	for _, m := range s.forest.joins {
		o := s.solo(x)
		if m.class == o.class || m.class == "*" || o.class == "*" {
			if err := ask(m.conn, o.value(m.mv)); err != nil {
				return err
			}
		}
	}
	return nil
}

type question struct {
	attr  int
	value string
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

// current puts the object that is evaluated in the place of what the directory has.
func (x *evaluation) current(e model.Entry) model.Entry {
	if e.Ref.Same(x.self.Ref) {
		return x.self
	}
	return e
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
		if sid, ok := sidOctets(v.text); ok {
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

// sidOctets reads S-1-5-21-… as [MS-DTYP] 2.4.2.2 packs it.
func sidOctets(s string) (string, bool) {
	parts := strings.Split(strings.ToUpper(s), "-")
	if len(parts) < 4 || len(parts) > 18 || parts[0] != "S" || parts[1] != "1" {
		return "", false
	}
	authority, err := strconv.ParseUint(parts[2], 10, 48)
	if err != nil {
		return "", false
	}
	b := binary.BigEndian.AppendUint64(nil, authority)
	b[0], b[1] = 1, byte(len(parts)-3)
	for _, p := range parts[3:] {
		n, err := strconv.ParseUint(p, 10, 32)
		if err != nil {
			return "", false
		}
		b = binary.LittleEndian.AppendUint32(b, uint32(n))
	}
	return string(b), true
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

// order puts those first that could join no other, then those whose rule has
// precedence.
func (x *evaluation) order(all []*subject) {
	if len(all) == 1 {
		return
	}
	rank := func(s *subject) (n int) {
		if slices.ContainsFunc(all, func(o *subject) bool { return o != s && s.meets(x, o) }) {
			n = 1 << 30
		}
		if r := s.provisioning(); r != nil {
			return n + r.Precedence
		}
		return n + 1<<29
	}
	slices.SortStableFunc(all, func(a, b *subject) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.entry.Ref.GUID, b.entry.Ref.GUID), cmp.Compare(a.entry.Ref.DN, b.entry.Ref.DN))
	})
}

// partner returns the object that s joins: groups are tried in turn, and the first
// that matches exactly one decides.
func (s *subject) partner(made []*object) (found *object, ambiguous string) {
	r, _ := s.joining()
	if r == nil || len(made) == 0 {
		return nil, ""
	}
	for _, g := range r.joins {
		var hits []*object
		for _, o := range made {
			if slices.ContainsFunc(o.members, func(y *subject) bool { return s.matches(o.x, r, g, y) }) {
				hits = append(hits, o)
			}
		}
		switch {
		case len(hits) == 1:
			return hits[0], ""
		case len(hits) > 1:
			ambiguous = fmt.Sprintf("it matches %d objects by %s, so it joins none", len(hits), s.e.source.list[g[0].conn])
		}
	}
	return nil, ambiguous
}

// related notes which objects share the metaverse object. The one that gives it its
// anchor is the one that it is.
func (x *evaluation) related(s *subject) {
	first := x.meta.members[0]
	if id := x.e.known.anchor; id >= 0 && x.meta.get(id).from != nil {
		first = x.meta.get(id).from
	}
	for _, y := range x.meta.members {
		switch {
		case y == s:
		case y == first:
			ref := y.entry.Ref
			x.res.JoinedTo = &ref
		case s == first:
			x.res.Joined = append(x.res.Joined, y.entry.Ref)
		}
		if y != s && y.pipe == s.pipe {
			x.doubt(Problem{Text: "it shares an object of the metaverse with " + model.NameOf(y.entry.Ref.DN) + ", of the same class; the server may refuse to join two objects of one forest"})
		}
	}
}
