package syncrule

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"recipientdesk/model"
)

// dnAttribute is what rules call the name of an object.
const dnAttribute = "dn"

// A forest is a connector of Active Directory and its inbound rules.
type forest struct {
	id        string
	conn      *Connector // nil: not known
	params    map[string]string
	domains   []*domain
	classes   map[string]*pipe // by class of the connector
	types     []AttrType       // by attribute of Active Directory
	selected  []bool           // by attribute of Active Directory; nil: all
	spelled   []string         // by attribute of Active Directory: how the schema writes it, if not as the rules do
	members   bool             // a scope asks for membership in a group
	asksPilot bool             // a scope asks for the pilot group
	joins     []meeting
	feeds     [][]int // by attribute of the metaverse: the attributes it can come from
}

// A meeting is one way in which others may join an object.
type meeting struct {
	conn, mv int
	class    string // of the metaverse; * for any
}

// A pipe is all rules between two classes, one of a connector and one of the
// metaverse, in order of precedence.
type pipe struct {
	class string // the class read inbound, the class written outbound
	rules []*readyRule
	flows [][]*readyFlow // by attribute written; in order of precedence
	wrote []int          // attributes written, by name
	bears [][]*readyFlow // by attribute read: the flows that can carry it
	asks  map[int]bool   // attributes that scopes and conditions read
	names *names         // of the attributes written
	types []AttrType     // outbound: what they hold; zero: not known
}

// A readyRule is a rule with numbers in place of names.
type readyRule struct {
	*Rule
	scope [][]test
	joins [][]meetTest
}

// A meetTest is a join condition.
type meetTest struct {
	conn, mv int
	exact    bool
}

// A readyFlow is a flow with numbers in place of names.
type readyFlow struct {
	*Flow
	rule     *readyRule
	at       int // position of the rule in its pipe
	target   int
	direct   int // attribute that is copied, or -1
	constant Value
	bears    []int    // attributes that it can carry, not those it only asks
	from     []string // their names
	always   bool     // it carries them whatever its conditions say
	as       []string // Target alone; not to be changed
}

// A compiler makes an Engine.
type compiler struct {
	*Engine
	set     *RuleSet
	tenants map[string]bool // connectors that are not Active Directory
}

func (c *compiler) compile() {
	c.findTenants()
	var in, out []*Rule
	for _, r := range c.set.Rules {
		switch tenant := c.tenants[r.Connector]; {
		case r.Disabled:
		case r.Outbound && (tenant || r.Connector == ""):
			out = append(out, r)
		case r.Inbound() && (!tenant || r.Connector == ""):
			in = append(in, r)
		}
	}
	byPrecedence := func(a, b *Rule) int {
		return cmp.Or(cmp.Compare(a.Precedence, b.Precedence), strings.Compare(a.Name, b.Name), strings.Compare(a.ID, b.ID))
	}
	slices.SortFunc(in, byPrecedence)
	slices.SortFunc(out, byPrecedence)
	c.nameMetaverse(in, out)
	c.source.add(dnAttribute)
	c.source.add("objectClass")
	c.nameSilenced(in)
	c.makeForests(in)
	c.makeExports(out)
	for _, f := range c.forests {
		c.typeForest(f)
	}
	for _, n := range c.mv.list {
		c.mvTypes = append(c.mvTypes, c.set.Metaverse[n])
	}
	for i, n := range c.source.list {
		c.keys = append(c.keys, model.Attr(strings.ToLower(n)))
		if _, twice := c.byKey.Get(model.Attr(n)); !twice {
			c.byKey.Put(model.Attr(n), i)
		}
	}
	c.findNeeds()
	c.known.filtered, c.known.anchor, c.known.mail = c.mv.id("cloudFiltered"), c.mv.id("sourceAnchor"), c.mv.id("mailEnabled")
}

// findTenants tells connectors apart. Without their definitions, a tenant is what a
// rule gives a sourceAnchor.
func (c *compiler) findTenants() {
	c.tenants = map[string]bool{}
	for _, n := range c.set.Connectors {
		if !n.AD {
			c.tenants[n.ID] = true
		}
	}
	if len(c.tenants) > 0 {
		return
	}
	for _, r := range c.set.Rules {
		if r.Outbound && slices.ContainsFunc(r.Flows, func(f Flow) bool { return f.Target == "sourceAnchor" }) {
			c.tenants[r.Connector] = true
		}
	}
}

// nameMetaverse numbers its attributes in the order of their names, which is the
// order of results.
func (c *compiler) nameMetaverse(in, out []*Rule) {
	seen := map[string]bool{}
	for _, r := range in {
		for _, f := range r.Flows {
			seen[f.Target] = true
		}
		for _, g := range r.Joins {
			for _, j := range g {
				seen[j.Metaverse] = true
			}
		}
	}
	for _, r := range out {
		for _, n := range r.read() {
			seen[n] = true
		}
	}
	for _, n := range slices.Sorted(maps.Keys(seen)) {
		c.mv.add(n)
	}
}

// nameSilenced takes attributes for read that a flow sets to NULL, which keeps those
// of the same name from the tenant: a person wants to know what holds them back.
func (c *compiler) nameSilenced(in []*Rule) {
	for _, r := range in {
		for _, f := range r.Flows {
			if f.Expression != nil && f.Expression.Kinds()&^(Null|marker) == 0 {
				c.source.add(f.Target)
			}
		}
	}
}

// read returns the names of all attributes that the rule reads of the object it
// starts from, those of its joins left out.
func (r *Rule) read() []string {
	var out []string
	for _, g := range r.Scope {
		for _, x := range g {
			out = append(out, x.Attribute)
		}
	}
	for _, f := range r.Flows {
		if f.Direct != "" {
			out = append(out, f.Direct)
		}
		if f.Expression != nil {
			out = append(append(out, f.Expression.Attributes()...), f.Expression.named()...)
		}
	}
	return out
}

// makePipe makes rules ready that read attributes of one table of names and write
// those of another.
func (c *compiler) makePipe(class string, rules []*Rule, from, to *names, params map[string]string) *pipe {
	p := &pipe{class: class, names: to, asks: map[int]bool{}}
	for _, r := range rules {
		for _, n := range r.read() {
			p.asks[from.add(n)] = true
		}
		ready := &readyRule{Rule: r}
		for _, g := range r.Scope {
			tests := make([]test, len(g))
			for i := range g {
				tests[i] = newTest(&g[i], from.add(g[i].Attribute), params)
			}
			ready.scope = append(ready.scope, tests)
		}
		if r.Inbound() {
			c.makeJoins(ready, r)
		}
		p.rules = append(p.rules, ready)
		for i := range r.Flows {
			p.addFlow(&r.Flows[i], ready, len(p.rules)-1, from)
		}
	}
	slices.SortFunc(p.wrote, func(a, b int) int { return strings.Compare(to.list[a], to.list[b]) })
	return p
}

func (c *compiler) makeJoins(ready *readyRule, r *Rule) {
	for _, g := range r.Joins {
		tests := make([]meetTest, len(g))
		for i, j := range g {
			tests[i] = meetTest{c.source.add(j.Connector), c.mv.add(j.Metaverse), j.CaseSensitive}
		}
		ready.joins = append(ready.joins, tests)
	}
}

func (p *pipe) addFlow(f *Flow, r *readyRule, at int, from *names) {
	x := &readyFlow{Flow: f, rule: r, at: at, target: p.names.add(f.Target), direct: -1, constant: f.Constant, as: []string{f.Target}}
	switch {
	case f.Direct != "":
		x.direct = from.add(f.Direct)
		x.bears, x.from, x.always = []int{x.direct}, []string{f.Direct}, true
	case f.Expression != nil:
		x.from, x.always = f.Expression.bears(), !f.Expression.chooses()
		for _, n := range x.from {
			x.bears = append(x.bears, from.add(n))
		}
	}
	grow(&p.flows, x.target)
	if len(p.flows[x.target]) == 0 {
		p.wrote = append(p.wrote, x.target)
	}
	p.flows[x.target] = append(p.flows[x.target], x)
	for _, a := range x.bears {
		grow(&p.bears, a)
		p.bears[a] = append(p.bears[a], x)
	}
}

func grow[T any](s *[][]T, to int) {
	for len(*s) <= to {
		*s = append(*s, nil)
	}
}

// row returns a row of a table that may have fewer.
func row[T any](s [][]T, i int) []T {
	if i < len(s) {
		return s[i]
	}
	return nil
}
