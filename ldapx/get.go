package ldapx

import (
	"context"
	"strconv"
	"strings"

	"github.com/go-ldap/ldap/v3"

	"recipientdesk/model"
)

const objectGUID model.Attr = "objectGUID"

// Get implements model.Directory.
func (d *Directory) Get(ctx context.Context, ref model.Ref, attrs ...model.Attr) (model.Entry, error) {
	base, err := nameOf(ref)
	if err != nil {
		return model.Entry{}, err
	}
	var r reader
	err = d.do(ctx, reading, subjectOf(ref), func(c *conn) error {
		r = newReader(attrs)
		return r.readAll(c, base)
	})
	if err != nil {
		return model.Entry{}, d.classify(ctx, err, request{subject: subjectOf(ref)})
	}
	if !r.found {
		return model.Entry{}, notFound(subjectOf(ref), nil)
	}
	return r.entry(), nil
}

// nameOf returns the DN to send for ref. <GUID=…> names an object wherever it is
// moved ([MS-ADTS] 3.1.1.3.1.2.4). A DN given by somebody must not pass for such
// a name.
func nameOf(ref model.Ref) (string, error) {
	switch {
	case ref.GUID != "":
		g, err := model.ParseGUID(ref.GUID)
		if err != nil {
			return "", err
		}
		return "<GUID=" + g.String() + ">", nil
	case strings.TrimSpace(ref.DN) == "":
		return "", &model.Error{Code: model.Invalid, Subject: "object", Message: "neither a GUID nor a DN names it",
			Hint: "Give its distinguished name or its objectGUID."}
	case strings.HasPrefix(strings.TrimSpace(ref.DN), "<"):
		return "", &model.Error{Code: model.Invalid, Subject: ref.DN, Message: "is no distinguished name",
			Hint: `Write a name that begins with < as \<.`}
	}
	return ref.DN, nil
}

func subjectOf(ref model.Ref) string {
	if ref.DN != "" {
		return ref.DN
	}
	return ref.GUID
}

// A reader collects one object over several answers: a server hands out long
// attributes in ranges ([MS-ADTS] 3.1.1.3.1.3.3), 1500 values at a time in Active
// Directory, also when nobody asked for a range.
type reader struct {
	asked   []model.Attr
	found   bool
	dn      string
	guid    string
	names   []string // as the server spells them, in its order
	values  map[string][]string
	pending map[string]int // next value to ask for
}

func newReader(attrs []model.Attr) reader {
	return reader{asked: attrs, values: map[string][]string{}, pending: map[string]int{}}
}

// requested returns the names to send.
func (r *reader) requested() []string {
	if len(r.asked) == 0 {
		return []string{"*"}
	}
	return withGUID(r.asked)
}

func withGUID(attrs []model.Attr) []string {
	out := make([]string, 0, len(attrs)+1)
	has := false
	for _, a := range attrs {
		out = append(out, string(a))
		has = has || a.Is(objectGUID)
	}
	if !has {
		out = append(out, string(objectGUID))
	}
	return out
}

func (r *reader) readAll(c *conn, base string) error {
	names := r.requested()
	for {
		e, err := readOne(c, base, names)
		if err != nil || e == nil {
			return err
		}
		r.add(e)
		names = r.missing()
		if len(names) == 0 {
			return nil
		}
	}
}

func readOne(c *conn, base string, names []string) (*ldap.Entry, error) {
	res, err := c.Search(ldap.NewSearchRequest(base, ldap.ScopeBaseObject, ldap.NeverDerefAliases, 0, 0, false,
		"(objectClass=*)", names, nil))
	if err != nil || len(res.Entries) == 0 {
		return nil, err
	}
	return res.Entries[0], nil
}

func (r *reader) add(e *ldap.Entry) {
	r.found, r.dn = true, e.DN
	asked := r.pending
	r.pending = map[string]int{}
	for _, a := range e.Attributes {
		name, from, to, ranged := parseRange(a.Name)
		if next, more := asked[name]; more && (!ranged || from != next) {
			continue // not the part that was asked for: Active Directory repeats the name without values
		}
		if _, seen := r.values[name]; !seen {
			r.names = append(r.names, name)
		}
		r.values[name] = append(r.values[name], a.Values...)
		if ranged && to >= 0 && len(a.Values) > 0 {
			r.pending[name] = to + 1
		}
		if strings.EqualFold(name, string(objectGUID)) && len(a.ByteValues) == 1 {
			if g, ok := model.GUIDFromBytes(a.ByteValues[0]); ok {
				r.guid = g.String()
			}
		}
	}
}

// missing returns the ranges to ask for next.
func (r *reader) missing() (names []string) {
	for _, name := range r.names {
		if next, ok := r.pending[name]; ok {
			names = append(names, name+";range="+strconv.Itoa(next)+"-*")
		}
	}
	return names
}

func (r *reader) entry() model.Entry {
	attrs := make(map[model.Attr][]string, len(r.names))
	for _, n := range r.names {
		attrs[model.Attr(n)] = r.values[n]
	}
	e := model.NewEntry(model.Ref{GUID: r.guid, DN: r.dn}, attrs)
	if len(r.asked) > 0 {
		return e.Only(r.asked...)
	}
	return e
}

// parseRange splits "member;range=0-1499" into the name and the range. to is -1
// for the last part, written "*". Other options are dropped from the name.
func parseRange(s string) (name string, from, to int, ranged bool) {
	name, options, ok := strings.Cut(s, ";")
	for ok {
		var o string
		o, options, ok = strings.Cut(options, ";")
		if len(o) < 6 || !strings.EqualFold(o[:6], "range=") {
			continue
		}
		lo, hi, _ := strings.Cut(o[6:], "-")
		from, _ = strconv.Atoi(lo)
		to = -1
		if hi != "*" {
			if n, err := strconv.Atoi(hi); err == nil {
				to = n
			}
		}
		ranged = true
	}
	return name, from, to, ranged
}
