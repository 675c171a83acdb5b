package graphd

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"recipientdesk/model"
	"recipientdesk/sim"
)

// delta answers what changed since a link was given out, all there is without one.
func (c *call) delta(class model.CloudClass) *answer {
	m, a := c.deltaMark()
	if a != nil {
		return a
	}
	p, members, a := deltaPlan(class, m.Select)
	if a != nil {
		return a
	}
	if c.option("deltatoken") == "latest" {
		return c.latest(class, m)
	}
	p.sparse = m.Select == "" || m.Since > 0 && strings.Contains(c.header.Get("Prefer"), "return=minimal")
	var changes []sim.CloudDelta
	next := m.Place
	if rest := m.Place > 0 && !m.Rested; rest { // pages without objects are normal
		m.Rested = true
	} else {
		changes, next = c.srv.tenant.Delta(class, m.Since, m.Place, c.srv.cfg.DeltaPage)
	}
	m.Issued = c.srv.tenant.Now().Unix()
	link := c.root() + "/" + setNames[class] + "/delta?"
	if next >= 0 {
		m.Place = next
		link = `"@odata.nextLink":"` + link + "$skiptoken=" + m.token()
	} else {
		link = `"@odata.deltaLink":"` + link + "$deltatoken=" + m.later().token()
	}
	out := append(c.head(p.context(setNames[class])), link+`","value":[`...)
	first := true
	for _, d := range changes {
		if m.IDs != "" && !slices.Contains(strings.Split(m.IDs, ","), d.ID.String()) {
			continue
		}
		if !first {
			out = append(out, ',')
		}
		out, first = c.change(out, p, members, d), false
	}
	return ok(append(out, "]}"...))
}

// latest answers with the link to later changes alone.
func (c *call) latest(class model.CloudClass, m mark) *answer {
	p, _, a := deltaPlan(class, m.Select)
	if a != nil {
		return a
	}
	m.Upto, m.Issued = c.srv.tenant.Listed(), c.srv.tenant.Now().Unix()
	link := c.root() + "/" + setNames[class] + "/delta?$deltatoken=" + m.later().token()
	return ok(append(c.head(p.context(setNames[class])), `"@odata.deltaLink":"`+link+`","value":[]}`...))
}

// deltaMark reads the token of a delta query.
func (c *call) deltaMark() (m mark, a *answer) {
	for _, name := range []string{"top", "orderby", "expand", "search"} {
		if c.option(name) != "" {
			return m, fail(unsupported("$" + name + " is not supported with delta queries."))
		}
	}
	token := c.option("deltatoken")
	skip := c.option("skiptoken")
	if token == "" && skip == "" || token == "latest" {
		m = mark{Upto: c.srv.tenant.Version(), Select: c.option("select")}
		m.IDs, a = onlyIDs(c.option("filter"))
		return m, a
	}
	valid := false
	if m, valid = readMark(token + skip); !valid {
		return m, fail(badRequest("The specified token is invalid."))
	}
	if c.srv.tenant.Now().Sub(time.Unix(m.Issued, 0)) > c.srv.cfg.DeltaAge {
		return m, c.expired()
	}
	if skip == "" {
		m.Upto = c.srv.tenant.Version()
	}
	return m, nil
}

// expired is what becomes of links that are too old: documented is 410, and seen is
// 400 (https://learn.microsoft.com/graph/delta-query-overview).
func (c *call) expired() *answer {
	if !c.srv.cfg.DeltaGone {
		return fail(unsupported("DeltaLink older than 30 days is not supported."))
	}
	a := refuse(http.StatusGone, "syncStateNotFound", "The sync state generation is not found; continue with a full synchronization.")
	a.header = map[string]string{"Location": c.base + c.target + "?$deltatoken="}
	return a
}

// onlyIDs reads the one filter that delta queries take: id eq 'a' or id eq 'b'.
func onlyIDs(filter string) (string, *answer) {
	var ids []string
	for part := range strings.SplitSeq(filter, " or ") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		id, ok := strings.CutPrefix(part, "id eq ")
		if id = strings.Trim(strings.TrimSpace(id), "'"); !ok || id == "" {
			return "", fail(unsupported("Unsupported Query."))
		}
		ids = append(ids, strings.ToLower(id))
	}
	return strings.Join(ids, ","), nil
}

// deltaPlan says what is written of each object. members are selected like
// properties, and come unless others are selected.
func deltaPlan(class model.CloudClass, names string) (p *plan, members bool, a *answer) {
	var kept []string
	for name := range strings.SplitSeq(names, ",") {
		switch strings.TrimSpace(name) {
		case "":
		case "members", "owners", "manager":
			members = members || name == "members"
		default:
			kept = append(kept, name)
		}
	}
	if names != "" && !slices.Contains(kept, "id") {
		kept = append(kept, "id")
	}
	if p, a = newPlan(class, strings.Join(kept, ","), false); a != nil {
		return nil, false, a
	}
	if names == "" {
		for i, d := range p.schema.Defs {
			if !d.Hidden && !d.Single && !slices.Contains(p.props, sim.CloudProp(i)) && d.Kind != sim.CloudList {
				p.props = append(p.props, sim.CloudProp(i))
			}
		}
		slices.Sort(p.props)
		p.idLast = false
	}
	return p, class == model.CloudGroup && (members || names == ""), nil
}

// change appends what happened to an object.
func (c *call) change(dst []byte, p *plan, members bool, d sim.CloudDelta) []byte {
	if d.Object == nil {
		return append(dst, `{"id":"`+d.ID.String()+`","@removed":{"reason":"`+d.Removed+`"}}`...)
	}
	dst = p.write(dst, c.srv.tenant, d.Object)
	if members && len(d.Members) > 0 {
		dst = append(dst, `,"members@delta":[`...)
		for i, m := range d.Members {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = append(dst, `{"@odata.type":"#microsoft.graph.`+typeNames[m.Class]+`","id":"`+m.ID.String()+`"`...)
			if m.Removed {
				dst = append(dst, `,"@removed":{"reason":"deleted"}`...)
			}
			dst = append(dst, '}')
		}
		dst = append(dst, ']')
	}
	return append(dst, '}')
}
