package sim

import (
	"bytes"
	"strings"

	"recipientdesk/model"
)

// ambiguous compiles ambiguous name resolution ([MS-ADTS] 3.1.1.3.1.3.2): a value
// of one of the attributes with searchFlags bit 4 starts with the text; "First
// Last" also finds people by both names, in either order. With "=" before it the
// text must be the whole value. legacyExchangeDN is compared whole.
func (st *state) ambiguous(text string) test {
	text = strings.TrimLeft(text, " ")
	whole := strings.HasPrefix(text, "=")
	text = strings.TrimPrefix(text, "=")
	if text == "" {
		return never
	}
	var attrs []*attr
	for _, a := range st.schema.attrs {
		if a.searchFlags&4 != 0 && !a.syntax.Reference() {
			attrs = append(attrs, a)
		}
	}
	starts := func(a *attr, s string, whole bool) func(r *reading, n *node) bool {
		key := fold(nil, []byte(s))
		return func(r *reading, n *node) bool {
			for _, v := range r.of(n, a) {
				v = fold(nil, v)
				if bytes.Equal(v, key) || !whole && a.name != "legacyExchangeDN" && bytes.HasPrefix(v, key) {
					return true
				}
			}
			return false
		}
	}
	var tests []test
	for _, a := range attrs {
		tests = append(tests, starts(a, text, whole))
		if a.name == model.ProxyAddresses { // addresses are found without their type too
			tests = append(tests, starts(a, "smtp:"+text, whole))
		}
	}
	if first, last, ok := strings.Cut(text, " "); ok {
		given, sn := st.schema.attr("givenName"), st.schema.attr("sn")
		g1, s1, g2, s2 := starts(given, first, whole), starts(sn, last, whole), starts(given, last, whole), starts(sn, first, whole)
		tests = append(tests, func(r *reading, n *node) bool { return g1(r, n) && s1(r, n) || g2(r, n) && s2(r, n) })
	}
	return func(r *reading, n *node) bool {
		for _, t := range tests {
			if t(r, n) {
				return true
			}
		}
		return false
	}
}
