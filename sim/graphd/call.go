package graphd

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// A call is one request, alone or in a batch.
type call struct {
	srv      *Server
	ctx      context.Context
	method   string
	target   string // path as it came, escaped
	rawQuery string
	header   http.Header
	body     []byte
	id       string // of the request
	base     string // scheme and host that the client used
	batched  bool

	beta    bool
	path    string   // without the version
	segs    []string // of the path, without the cast
	args    []string // what stands for {} in the route
	cast    string   // type that the path narrows to: user, group …
	query   url.Values
	claims  claims
	limited bool // claims count
	cost    int
}

// root is the address of the version that the call was for.
func (c *call) root() string {
	if c.beta {
		return c.base + "/beta"
	}
	return c.base + "/v1.0"
}

// context is the address of the metadata of what is returned.
func (c *call) context(of string) string { return c.root() + "/$metadata#" + of }

// serve answers the call.
func (c *call) serve() *answer {
	if a := c.parse(); a != nil {
		return c.finish(a)
	}
	a, drop := c.fault()
	if a == nil {
		if a = c.authorize(); a == nil {
			a = c.dispatch()
		}
	}
	b := *c.finish(a)
	if b.drop = drop; b.status < 300 {
		b.cost = max(c.cost, 1)
	}
	return &b
}

// parse takes the address apart.
func (c *call) parse() *answer {
	if a := c.control(); a != nil {
		return a
	}
	rest, ok := strings.CutPrefix(c.target, "/v1.0")
	if !ok {
		rest, c.beta = strings.CutPrefix(c.target, "/beta")
		ok = c.beta
	}
	if !ok || rest != "" && rest[0] != '/' {
		return refuse(http.StatusBadRequest, "BadRequest", "Invalid version.")
	}
	var err error
	if c.query, err = url.ParseQuery(strings.ReplaceAll(c.rawQuery, ";", "%3B")); err != nil {
		return refuse(http.StatusBadRequest, "BadRequest", "The query string cannot be read.")
	}
	c.path = rest
	for part := range strings.SplitSeq(strings.Trim(rest, "/"), "/") {
		seg, err := url.PathUnescape(part)
		if err != nil {
			return refuse(http.StatusBadRequest, "BadRequest", "The address cannot be read.")
		}
		c.segment(seg)
	}
	return nil
}

// segment adds a part of the path. users('x') is users and x, delta() is delta, and
// a type narrows what comes before it.
func (c *call) segment(seg string) {
	if name, key, ok := strings.Cut(seg, "("); ok && strings.HasSuffix(key, "')") {
		if _, value, ok := strings.Cut(key, "'"); ok {
			c.segs = append(c.segs, name, strings.ReplaceAll(value[:len(value)-2], "''", "'"))
			return
		}
	}
	seg = strings.TrimSuffix(seg, "()")
	if name, ok := strings.CutPrefix(strings.TrimPrefix(seg, "microsoft."), "graph."); ok {
		switch strings.ToLower(name) {
		case "user", "group", "orgcontact", "device", "serviceprincipal", "application", "administrativeunit", "directoryrole":
			c.cast = strings.ToLower(name)
			return
		}
		seg = name
	}
	c.segs = append(c.segs, seg)
}

// A handler answers the calls of a route.
type handler func(*call) *answer

// A route is an operation: its method, its path, where {} stands for a name or an
// ID, the cost, and the permissions of which the caller needs one.
type route struct {
	method, path string
	cost         int
	scopes       string
	do           handler
}

type compiled struct {
	route
	segs   []string
	scopes []string
}

func compileRoutes() (out []compiled) {
	for _, r := range routes() {
		out = append(out, compiled{r, strings.Split(r.path, "/"), strings.Fields(r.scopes)})
	}
	return out
}

// dispatch finds the route and checks permissions.
func (c *call) dispatch() *answer {
	known := false
	for i := range c.srv.routes {
		r := &c.srv.routes[i]
		args, ok := match(r.segs, c.segs)
		if !ok {
			continue
		}
		known = true
		if r.method != c.method && !(c.method == http.MethodHead && r.method == http.MethodGet) {
			continue
		}
		if !c.may(r.scopes) {
			return denied()
		}
		c.args, c.cost = args, c.price(r.cost)
		if a := c.checkQuery(); a != nil {
			return a
		}
		return r.do(c)
	}
	if known {
		return refuse(http.StatusMethodNotAllowed, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.")
	}
	return refuse(http.StatusBadRequest, "BadRequest", "Resource not found for the segment '"+c.segs[len(c.segs)-1]+"'.")
}

// price is what a call costs of the tenant's allowance
// (https://learn.microsoft.com/graph/throttling-limits#identity-and-access-service-limits).
func (c *call) price(cost int) int {
	if c.option("select") != "" {
		cost--
	}
	if top, err := strconv.Atoi(c.option("top")); err == nil && top < 20 {
		cost--
	}
	return cost
}

func match(pattern, segs []string) (args []string, ok bool) {
	if len(pattern) != len(segs) {
		return nil, false
	}
	for i, p := range pattern {
		if p == "{}" {
			args = append(args, segs[i])
		} else if !strings.EqualFold(p, segs[i]) {
			return nil, false
		}
	}
	return args, true
}

// option returns a query option, which may come with or without its dollar sign.
func (c *call) option(name string) string {
	for _, n := range []string{"$" + name, name} {
		if v := c.query[n]; len(v) > 0 {
			return v[len(v)-1]
		}
	}
	return ""
}

// checkQuery refuses options that OData does not have.
func (c *call) checkQuery() *answer {
	for name := range c.query {
		if strings.HasPrefix(name, "$") && !slices.Contains([]string{"$select", "$filter", "$top", "$count", "$expand", "$orderby", "$search", "$skiptoken", "$deltatoken", "$skip", "$format"}, name) {
			return refuse(http.StatusBadRequest, "BadRequest", "The query parameter '"+name+"' is not supported.")
		}
	}
	if c.option("skip") != "" {
		return fail(badRequest("'$skip' is not supported by the service."))
	}
	return nil
}

// eventual reports whether the caller takes results of the search index, which
// advanced queries need.
func (c *call) eventual() bool {
	return strings.EqualFold(c.header.Get("ConsistencyLevel"), "eventual")
}

// counted reports whether the number of results is asked for.
func (c *call) counted() bool { return strings.EqualFold(c.option("count"), "true") }

// advanced reports whether a query may use what only the search index can do.
func (c *call) advanced() bool { return c.eventual() && c.counted() }
