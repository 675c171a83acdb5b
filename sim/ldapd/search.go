package ldapd

import (
	"strconv"

	"recipientdesk/model"
	"recipientdesk/sim"
)

// A page is a paged search under way.
type page struct {
	found *sim.Found
	query string // what it was made from; a cookie is good for that only
	sent  int
	limit int // of the client, 0: none
}

// maxPages is how many paged searches a connection may have open. The oldest is
// given up for another.
const maxPages = 10

// A query is a search request, decoded.
type query struct {
	model.Query
	limit int
	types bool // names of attributes only
	want  wanted
	text  string
}

func (c *conn) search(r request) error {
	q, bad := decodeSearch(r)
	if bad == nil {
		bad = r.uncritical(ctlPaged, ctlShowDeleted, ctlSDFlags, ctlDomainScope, ctlRecycled)
	}
	if c.srv.dropped("search", false) {
		return errLeave
	}
	switch {
	case bad != nil:
	case q.Base == "" && q.Scope == model.BaseObject:
		c.rootDSE(r.id, q)
		c.reply(reply{id: r.id, tag: tagSearchDone})
		return nil
	case c.who == nil:
		bad = mustBind
	case q.Base == "":
		bad = &sim.Refusal{Result: 32, Win32: 0x208D}
	default:
		return c.find(r, q)
	}
	c.reply(reply{id: r.id, tag: tagSearchDone, refusal: bad})
	return nil
}

func decodeSearch(r request) (q query, bad *sim.Refusal) {
	k := r.op.Children
	if len(k) != 8 {
		return q, protocolError("The request cannot be read")
	}
	q.Base = content(k[0])
	switch integer(k[1]) {
	case 0:
		q.Scope = model.BaseObject
	case 1:
		q.Scope = model.Children
	case 2:
		q.Scope = model.Subtree
	default:
		return q, protocolError("The scope is not known")
	}
	q.limit = int(integer(k[3]))
	q.types, _ = k[5].Value.(bool)
	f, ok := filter(k[6], 0)
	if !ok {
		return q, &sim.Refusal{Result: 87, Win32: 0x57, Data: "The search filter is invalid"}
	}
	q.Where = f
	_, q.Deleted = r.control(ctlShowDeleted)
	if _, ok := r.control(ctlRecycled); ok {
		q.Deleted = true
	}
	var names []string
	for _, a := range k[7].Children {
		names = append(names, content(a))
	}
	q.want = want(names)
	q.text = q.Base + "\x00" + strconv.Itoa(int(q.Scope)) + "\x00" + f.String()
	return q, nil
}

// find answers a search on objects.
func (c *conn) find(r request, q query) error {
	size, cookie, paged, bad := r.paged()
	var p *page
	switch {
	case bad != nil:
	case paged && cookie != "":
		p, bad = c.resume(cookie, q)
	default:
		found, err := c.who.Find(c.ctx(), q.Query)
		if err != nil {
			bad = refusal(err)
		}
		p = &page{found: found, query: q.text, limit: q.limit}
	}
	if bad != nil {
		c.reply(reply{id: r.id, tag: tagSearchDone, refusal: bad})
		return nil
	}
	if paged && size == 0 && cookie != "" { // the client has seen enough (RFC 2696 section 3)
		none := ""
		c.reply(reply{id: r.id, tag: tagSearchDone, page: &none})
		return nil
	}
	most := c.srv.cfg.PageSize
	if paged && size > 0 {
		most = min(most, size)
	}
	if p.limit > 0 {
		most = min(most, p.limit-p.sent)
	}
	if err := c.entries(r.id, p, q, most); err != nil {
		return err
	}
	out := reply{id: r.id, tag: tagSearchDone}
	over := p.limit > 0 && p.sent >= p.limit || !paged
	if left := p.found.Len(); left > 0 && over {
		out.refusal = &sim.Refusal{Result: 4, Win32: 0x2024, Data: "The size limit was exceeded"}
	}
	if paged {
		next := ""
		if p.found.Len() > 0 && !over {
			next = c.keep(p)
		}
		out.page = &next
	}
	c.reply(out)
	return nil
}

// resume finds the search that a cookie stands for. A cookie is used up by it.
func (c *conn) resume(cookie string, q query) (*page, *sim.Refusal) {
	p := c.pages[cookie]
	if p == nil {
		return nil, &sim.Refusal{Result: 53, Win32: 0x57, Data: "The cookie is not of this connection"}
	}
	if p.query != q.text {
		return nil, &sim.Refusal{Result: 12, Win32: 0x57, Data: "The cookie is of another search"}
	}
	delete(c.pages, cookie)
	return p, nil
}

func (c *conn) keep(p *page) string {
	c.opened++
	if len(c.pages) >= maxPages {
		oldest, n := "", c.opened
		for k := range c.pages {
			if i, _ := strconv.Atoi(k); i < n {
				oldest, n = k, i
			}
		}
		delete(c.pages, oldest)
	}
	cookie := strconv.Itoa(c.opened)
	c.pages[cookie] = p
	return cookie
}

// entries writes up to n entries.
func (c *conn) entries(id int64, p *page, q query, n int) error {
	w := &entryWriter{out: &c.out, id: id, want: q.want, types: q.types, most: c.srv.cfg.RangeSize}
	before := p.found.Len()
	err := p.found.Read(c.ctx(), n, q.want.columns, func(o *sim.Object) bool {
		w.write(o)
		return true
	})
	p.sent += before - p.found.Len()
	if err == nil && c.srv.dropped("search", true) {
		c.out = c.out[:len(c.out)/2]
		c.send()
		return errLeave
	}
	return err
}
