package sim

import (
	"bytes"
	"encoding/hex"
	"slices"
	"strings"

	"recipientdesk/model"
)

// A test is a compiled filter. It reports whether an object matches; undefined,
// the third answer of LDAP, counts as no, also below Not (see negate).
type test func(r *reading, n *node) bool

func never(*reading, *node) bool { return false }

// compile prepares a filter. A comparison with an attribute that the forest does
// not have, or with a value that cannot be one, is undefined: it never holds, and
// neither does its negation (RFC 4511 section 4.5.1.7).
func (st *state) compile(f model.Filter) test {
	switch f := f.(type) {
	case nil:
		return func(*reading, *node) bool { return true }
	case model.And:
		parts := st.compileAll(f)
		return func(r *reading, n *node) bool {
			for _, t := range parts {
				if !t(r, n) {
					return false
				}
			}
			return true
		}
	case model.Or:
		parts := st.compileAll(f)
		return func(r *reading, n *node) bool {
			for _, t := range parts {
				if t(r, n) {
					return true
				}
			}
			return false
		}
	case model.Not:
		return st.negate(f.F)
	}
	t, _ := st.item(f)
	return t
}

func (st *state) compileAll(fs []model.Filter) []test {
	out := make([]test, len(fs))
	for i, f := range fs {
		out[i] = st.compile(f)
	}
	return out
}

// negate moves a Not down to the items, where it is known what is undefined.
func (st *state) negate(f model.Filter) test {
	flip := func(fs []model.Filter) []model.Filter {
		out := make([]model.Filter, len(fs))
		for i, p := range fs {
			out[i] = model.Not{F: p}
		}
		return out
	}
	switch f := f.(type) {
	case model.And:
		return st.compile(model.Or(flip(f)))
	case model.Or:
		return st.compile(model.And(flip(f)))
	case model.Not:
		return st.compile(f.F)
	}
	t, defined := st.item(f)
	if !defined {
		return never
	}
	return func(r *reading, n *node) bool { return !t(r, n) }
}

// item compiles a comparison.
func (st *state) item(f model.Filter) (t test, defined bool) {
	switch f := f.(type) {
	case model.Present:
		a := st.schema.attr(f.Attr)
		if a == nil || a.constructed {
			return never, a != nil
		}
		return func(r *reading, n *node) bool { return len(r.of(n, a)) > 0 }, true
	case model.Equal:
		return st.equal(f)
	case model.AtLeast:
		return st.order(f.Attr, f.Value, func(c int) bool { return c >= 0 })
	case model.AtMost:
		return st.order(f.Attr, f.Value, func(c int) bool { return c <= 0 })
	case model.Like:
		return st.like(f)
	case model.Matching:
		return st.matching(f)
	}
	return never, false
}

// anyValue makes a test that holds when it holds for one value.
func anyValue(a *attr, ok func(v []byte) bool) (test, bool) {
	if a.read == nil && !a.syntax.Reference() { // the common case, without a detour
		return func(_ *reading, n *node) bool {
			for cell := n.cell(a); len(cell) > 0; {
				var v []byte
				if v, cell = next(cell); ok(v) {
					return true
				}
			}
			return false
		}, true
	}
	return func(r *reading, n *node) bool { return slices.ContainsFunc(r.of(n, a), ok) }, true
}

func (st *state) equal(f model.Equal) (test, bool) {
	if f.Attr.Is("anr") {
		return st.ambiguous(f.Value), true
	}
	a := st.schema.attr(f.Attr)
	if a == nil || a.constructed {
		return never, false
	}
	value := []byte(f.Value)
	switch {
	case a.name == "objectClass":
		return func(_ *reading, n *node) bool { return n.class.is(f.Value) }, true
	case a.name == "objectCategory":
		cn := st.category(f.Value)
		return func(_ *reading, n *node) bool { return n.class.objCategory == cn }, cn != ""
	case a.syntax.Reference():
		return st.refersTo(a, f.Value)
	case a.name == "objectGUID" && len(value) != 16:
		g, err := model.ParseGUID(f.Value)
		if err != nil {
			return never, false
		}
		value = []byte(g.Bytes())
	case a.syntax == model.SyntaxSID && strings.HasPrefix(f.Value, "S-"):
		value = parseSID(f.Value)
	case a.syntax == model.SyntaxInteger || a.syntax == model.SyntaxLargeInt:
		if _, ok := number(value); !ok {
			return never, false
		}
	}
	return anyValue(a, func(v []byte) bool { return a.same(v, value) })
}

// category translates what objectCategory is compared with, the name of a class
// or a DN, to the cn of the class it stands for ([MS-ADTS] 3.1.1.3.1.3.5).
func (st *state) category(v string) string {
	if c := st.schema.class(v); c != nil {
		return c.objCategory
	}
	for cn, dn := range st.categories {
		if model.SameDN(string(dn), v) {
			return cn
		}
	}
	return ""
}

// refersTo tests for a reference to an object. One that does not exist is
// referred to by nobody, which is a defined answer.
func (st *state) refersTo(a *attr, v string) (test, bool) {
	t, err := st.target(v)
	if err != nil {
		return never, model.CodeOf(err) == model.NotFound
	}
	switch {
	case a.read != nil:
		return anyValue(a, func(v []byte) bool { return bytes.EqualFold(v, t.dn) })
	case a.backLink():
		return func(_ *reading, n *node) bool { return slices.Contains(find(n.back, a.partner), t) }, true
	}
	return func(_ *reading, n *node) bool { return slices.Contains(find(n.refs, a), t) }, true
}

func (st *state) order(name model.Attr, value string, ok func(int) bool) (test, bool) {
	a := st.schema.attr(name)
	if a == nil || a.constructed || a.syntax.Reference() {
		return never, false
	}
	if a.syntax == model.SyntaxInteger || a.syntax == model.SyntaxLargeInt {
		m, good := number([]byte(value))
		if !good {
			return never, false
		}
		return anyValue(a, func(v []byte) bool {
			n, good := number(v)
			return good && ok(compareInt(n, m))
		})
	}
	key := fold(nil, []byte(value))
	return anyValue(a, func(v []byte) bool { return ok(bytes.Compare(fold(nil, v), key)) })
}

func compareInt(x, y int64) int {
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// like compiles a substring match. On references and constructed attributes it is
// undefined ([MS-ADTS] 3.1.1.3.1.3.1).
func (st *state) like(f model.Like) (test, bool) {
	a := st.schema.attr(f.Attr)
	if a == nil || a.constructed || a.syntax.Reference() {
		return never, false
	}
	exact := a.syntax.Binary()
	key := func(s string) []byte {
		if exact {
			return []byte(s)
		}
		return fold(nil, []byte(s))
	}
	prefix, suffix := key(f.Prefix), key(f.Suffix)
	var parts [][]byte
	for _, p := range f.Any {
		parts = append(parts, key(p))
	}
	var buf []byte // tests run one at a time
	return anyValue(a, func(v []byte) bool {
		if !exact {
			buf = fold(buf[:0], v)
			v = buf
		}
		if len(v) < len(prefix)+len(suffix) || !bytes.HasPrefix(v, prefix) || !bytes.HasSuffix(v, suffix) {
			return false
		}
		v = v[len(prefix) : len(v)-len(suffix)]
		for _, p := range parts {
			i := bytes.Index(v, p)
			if i < 0 {
				return false
			}
			v = v[i+len(p):]
		}
		return true
	})
}

func (st *state) matching(f model.Matching) (test, bool) {
	a := st.schema.attr(f.Attr)
	if a == nil || a.constructed {
		return never, false
	}
	if f.Rule == model.InChain {
		return st.inChain(a, f.Value)
	}
	mask, ok := number([]byte(f.Value))
	if !ok || a.syntax != model.SyntaxInteger && a.syntax != model.SyntaxLargeInt {
		return never, false
	}
	if a.syntax == model.SyntaxInteger {
		mask = int64(uint32(mask)) // groupType is signed, its filters are not
	}
	bits := func(v []byte) int64 {
		n, _ := number(v)
		if a.syntax == model.SyntaxInteger {
			n = int64(uint32(n))
		}
		return n & mask
	}
	switch f.Rule {
	case model.BitAnd:
		return anyValue(a, func(v []byte) bool { return bits(v) == mask })
	case model.BitOr:
		return anyValue(a, func(v []byte) bool { return bits(v) != 0 })
	}
	return never, false
}

// inChain finds the objects from which the link leads to the value.
func (st *state) inChain(a *attr, v string) (test, bool) {
	if !a.syntax.Reference() || a.linkID == 0 {
		return never, false
	}
	t, err := st.target(v)
	if err != nil {
		return never, model.CodeOf(err) == model.NotFound
	}
	forward := a
	if a.backLink() {
		forward = a.partner
	}
	hits := map[*node]bool{}
	for _, n := range closure(forward, t, a.backLink()) {
		hits[n] = true
	}
	return func(_ *reading, n *node) bool { return hits[n] }, true
}

// target finds the object that a DN, <GUID=…> or <SID=…> names ([MS-ADTS]
// 3.1.1.3.1.2.4).
func (st *state) target(v string) (*node, error) {
	if !strings.HasPrefix(v, "<") || !strings.HasSuffix(v, ">") {
		return st.lookup(v)
	}
	kind, id, _ := strings.Cut(v[1:len(v)-1], "=")
	switch strings.ToUpper(kind) {
	case "GUID":
		return st.resolve(model.Ref{GUID: id, DN: v})
	case "SID":
		sid := parseSID(id)
		if b, err := hex.DecodeString(id); err == nil {
			sid = b
		}
		if n := st.bySID(sid); n != nil {
			return n, nil
		}
		return nil, noObject(v)
	case "WKGUID":
		id, _, _ = strings.Cut(id, ",")
		if n := st.wellKnown[strings.ToLower(id)]; n != nil {
			return n, nil
		}
		return nil, noObject(v)
	}
	return nil, refuse(model.Invalid, 34, winBadName, "", v, "is no distinguished name")
}
