package ldapx

import (
	"context"
	"iter"
	"strings"

	"github.com/go-ldap/ldap/v3"

	"recipientdesk/model"
)

// pageSize is the largest page that Active Directory gives by default (MaxPageSize,
// [MS-ADTS] 3.1.1.3.4.6).
const pageSize = 1000

// Controls of Active Directory ([MS-ADTS] 3.1.1.3.4.1).
const (
	domainScope = "1.2.840.113556.1.4.1339" // no referrals to other naming contexts
	showDeleted = "1.2.840.113556.1.4.417"
)

// Search implements model.Directory.
func (d *Directory) Search(ctx context.Context, q model.Query) iter.Seq2[model.Entry, error] {
	return func(yield func(model.Entry, error) bool) {
		p, err := d.newPager(ctx, q)
		if err != nil {
			yield(model.Entry{}, err)
			return
		}
		defer p.close()
		left := newOutside(q.Exclude)
		for n := 0; p.more; {
			found, err := p.next()
			if err != nil {
				yield(model.Entry{}, d.classify(ctx, err, request{subject: p.req.BaseDN}))
				return
			}
			for _, e := range found {
				if !left.keeps(e.DN) {
					continue
				}
				if !yield(entryOf(e, q.Attrs), nil) {
					return
				}
				if n++; n == q.Limit {
					return
				}
			}
		}
	}
}

// A pager reads the pages of one search, which share a connection: the cookie
// that leads from page to page belongs to it.
type pager struct {
	d      *Directory
	ctx    context.Context // of the iteration, which is one call
	req    *ldap.SearchRequest
	paging *ldap.ControlPaging
	c      *conn // nil before the first page and after an error
	more   bool
	sink   *rows // nil: the library decodes the entries
}

func (d *Directory) newPager(ctx context.Context, q model.Query) (*pager, error) {
	req, err := d.searchRequest(ctx, q)
	if err != nil {
		return nil, err
	}
	size := uint32(pageSize)
	if q.Limit > 0 && q.Limit < pageSize && len(q.Exclude) == 0 {
		size = uint32(q.Limit)
	}
	p := &pager{d: d, ctx: ctx, req: req, paging: ldap.NewControlPaging(size), more: true}
	req.Controls = append(req.Controls, p.paging)
	return p, nil
}

func (d *Directory) searchRequest(ctx context.Context, q model.Query) (*ldap.SearchRequest, error) {
	base := q.Base
	if base == "" {
		info, err := d.Info(ctx)
		if err != nil {
			return nil, err
		}
		base = info.Base
	} else if _, err := nameOf(model.Ref{DN: base}); err != nil {
		return nil, err
	}
	names := []string{"*"}
	if len(q.Attrs) > 0 {
		names = withGUID(q.Attrs)
	}
	controls := []ldap.Control{ldap.NewControlString(domainScope, false, "")}
	if q.Deleted {
		controls = append(controls, ldap.NewControlString(showDeleted, true, ""))
	}
	return ldap.NewSearchRequest(base, scopeOf(q.Scope), ldap.NeverDerefAliases, 0, 0, false,
		filterText(q.Where), names, controls), nil
}

func scopeOf(s model.Scope) int {
	switch s {
	case model.Children:
		return ldap.ScopeSingleLevel
	case model.BaseObject:
		return ldap.ScopeBaseObject
	}
	return ldap.ScopeWholeSubtree
}

// filterText writes a filter for the server. The empty conjunctions of RFC 4526
// are written out, as Active Directory does not take them.
func filterText(f model.Filter) string {
	if f == nil {
		f = model.And{}
	}
	return withoutEmpty(f).String()
}

func withoutEmpty(f model.Filter) model.Filter {
	all := func(parts []model.Filter) []model.Filter {
		out := make([]model.Filter, len(parts))
		for i, p := range parts {
			out[i] = withoutEmpty(p)
		}
		return out
	}
	switch f := f.(type) {
	case model.And:
		if len(f) == 0 {
			return model.Present{Attr: model.ObjectClass}
		}
		return model.And(all(f))
	case model.Or:
		if len(f) == 0 {
			return model.Not{F: model.Present{Attr: model.ObjectClass}}
		}
		return model.Or(all(f))
	case model.Not:
		return model.Not{F: withoutEmpty(f.F)}
	}
	return f
}

// next reads a page.
func (p *pager) next() ([]*ldap.Entry, error) {
	var res *ldap.SearchResult
	search := func(c *conn) (err error) {
		if p.sink != nil {
			p.sink.restart()
			c.wire.sink.Store(p.sink)
			defer c.wire.sink.Store(nil)
		}
		res, err = c.Search(p.req)
		return err
	}
	var err error
	if p.c == nil {
		p.c, err = p.d.start(p.ctx, reading, p.req.BaseDN, search)
	} else {
		err = p.d.follow(p.ctx, p.c, p.req.BaseDN, search)
	}
	if err != nil {
		p.c, p.more = nil, false
		return nil, err
	}
	p.turn(res.Controls)
	return res.Entries, nil
}

// turn makes the request that of the next page, if there is one.
func (p *pager) turn(answer []ldap.Control) {
	c, ok := ldap.FindControl(answer, ldap.ControlTypePaging).(*ldap.ControlPaging)
	p.more = ok && len(c.Cookie) > 0
	if ok {
		p.paging.SetCookie(c.Cookie)
	}
}

// close gives the connection back. A search that is not at its end is first
// given up, by asking for a page of no entries (RFC 2696 section 3).
func (p *pager) close() {
	if p.c == nil {
		return
	}
	if p.more && p.ctx.Err() == nil {
		p.paging.PagingSize = 0
		if _, err := p.next(); err != nil {
			return
		}
	}
	if p.more && p.ctx.Err() != nil {
		p.d.drop(p.c)
	} else {
		p.d.release(p.c)
	}
	p.c = nil
}

// entryOf decodes an entry. An attribute that came in part is under its name.
func entryOf(e *ldap.Entry, asked []model.Attr) model.Entry {
	r := newReader(asked)
	r.add(e)
	return r.entry()
}

// An outside tells which objects are not below the excluded ones. Names of one
// server are spelled alike, so the end of the text mostly says it, and quickly.
type outside struct {
	texts []string
	dns   []model.DN
}

func newOutside(exclude []string) outside {
	var o outside
	for _, s := range exclude {
		if dn, err := model.ParseDN(s); err == nil && len(dn) > 0 {
			o.texts, o.dns = append(o.texts, s), append(o.dns, dn)
		}
	}
	return o
}

func (o outside) empty() bool { return len(o.texts) == 0 }

func (o outside) keeps(dn string) bool {
	escapes := strings.Contains(dn, `\`)
	for i, s := range o.texts {
		if escapes || strings.Contains(s, `\`) {
			if d, err := model.ParseDN(dn); err == nil && d.Under(o.dns[i]) {
				return false
			}
			continue
		}
		n := len(dn) - len(s)
		if n >= 0 && strings.EqualFold(dn[n:], s) && (n == 0 || dn[n-1] == ',') {
			return false
		}
	}
	return true
}
