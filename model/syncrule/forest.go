package syncrule

import (
	"maps"
	"slices"
	"strings"

	"recipientdesk/model"
)

// A domain is a partition of a forest.
type domain struct {
	*Partition
	dn         model.DN
	containers []container
	params     map[string]string
}

type container struct {
	dn  model.DN
	yes bool
}

// makeForests makes one of each connector of Active Directory that has inbound
// rules, first of those whose definition is there. Rules without a connector are of
// each of them.
func (c *compiler) makeForests(in []*Rule) {
	var ids, unknown []string
	for _, r := range in {
		switch {
		case r.Connector == "":
		case c.set.Connector(r.Connector) != nil:
			ids = addName(ids, r.Connector)
		default:
			unknown = addName(unknown, r.Connector)
		}
	}
	ids = append(ids, unknown...)
	if len(ids) == 0 {
		ids = []string{""}
	}
	for _, id := range ids {
		own := slices.DeleteFunc(slices.Clone(in), func(r *Rule) bool { return r.Connector != "" && r.Connector != id })
		c.forests = append(c.forests, c.makeForest(id, own))
	}
}

func (c *compiler) makeForest(id string, rules []*Rule) *forest {
	f := &forest{id: id, conn: c.set.Connector(id), classes: map[string]*pipe{}, params: map[string]string{}}
	if f.conn != nil {
		maps.Copy(f.params, f.conn.Params)
	}
	maps.Copy(f.params, c.o.Params)
	f.params["Connector.ID"] = id
	for _, r := range rules {
		if r.Source != "*" && f.classes[strings.ToLower(r.Source)] == nil {
			own := slices.DeleteFunc(slices.Clone(rules), func(o *Rule) bool { return o.Source != "*" && !strings.EqualFold(o.Source, r.Source) })
			f.classes[strings.ToLower(r.Source)] = c.makePipe(r.Source, own, &c.source, &c.mv, f.params)
		}
	}
	c.makeDomains(f)
	c.makeMeetings(f)
	return f
}

func (c *compiler) makeDomains(f *forest) {
	if f.conn == nil {
		return
	}
	for i := range f.conn.Partitions {
		p := &f.conn.Partitions[i]
		dn, err := model.ParseDN(p.DN)
		if err != nil || len(dn) == 0 {
			continue
		}
		d := &domain{Partition: p, dn: dn, params: maps.Clone(c.o.Params)}
		if d.params == nil {
			d.params = map[string]string{}
		}
		maps.Copy(d.params, f.conn.Params)
		maps.Copy(d.params, p.Params)
		d.params["Connector.ID"] = f.id
		for _, list := range []struct {
			dns []string
			yes bool
		}{{p.Include, true}, {p.Exclude, false}} {
			for _, s := range list.dns {
				if dn, err := model.ParseDN(s); err == nil {
					d.containers = append(d.containers, container{dn, list.yes})
				}
			}
		}
		f.domains, c.partitioned = append(f.domains, d), true
	}
}

// makeMeetings works out how objects of this forest find those that join them, and
// the attributes that each attribute of the metaverse can come from.
func (c *compiler) makeMeetings(f *forest) {
	seen := map[meeting]bool{}
	for _, name := range slices.Sorted(maps.Keys(f.classes)) {
		p := f.classes[name]
		for _, r := range p.rules {
			for _, t := range slices.Concat(r.scope...) {
				f.members = f.members || t.op == IsMemberOf
				f.asksPilot = f.asksPilot || t.op == IsMemberOf && strings.Contains(t.clause.Value, pilotGroup)
			}
			for _, g := range r.joins {
				for _, t := range g {
					if m := (meeting{t.conn, t.mv, r.Target}); !seen[m] {
						seen[m] = true
						f.joins = append(f.joins, m)
					}
				}
			}
		}
		for _, flows := range p.flows {
			for _, x := range flows {
				grow(&f.feeds, x.target)
				for _, a := range x.bears {
					if !slices.Contains(f.feeds[x.target], a) {
						f.feeds[x.target] = append(f.feeds[x.target], a)
					}
				}
			}
		}
	}
	if f.members || f.params[pilotGroup] != "" {
		c.source.add("memberOf")
		c.source.add("member")
	}
}

// makeExports makes a pipe for each class of the tenant that is made of a class of
// the metaverse.
func (c *compiler) makeExports(out []*Rule) {
	c.exported = map[string][]string{}
	for _, r := range out {
		if r.Link != Provision {
			continue
		}
		from := strings.ToLower(r.Source)
		if slices.ContainsFunc(c.exports[from], func(p *pipe) bool { return p.class == r.Target && p.rules[0].Connector == r.Connector }) {
			continue
		}
		own := slices.DeleteFunc(slices.Clone(out), func(o *Rule) bool {
			return o.Connector != r.Connector || o.Source != "*" && !strings.EqualFold(o.Source, r.Source) || o.Target != "*" && !strings.EqualFold(o.Target, r.Target)
		})
		p := c.makePipe(r.Target, own, &c.mv, &names{}, nil)
		tenant := c.set.Connector(r.Connector)
		for _, n := range p.names.list {
			var t AttrType
			if tenant != nil {
				t = tenant.Types[n]
			}
			p.types = append(p.types, t)
		}
		c.exports[from] = append(c.exports[from], p)
		to := strings.ToLower(r.Target)
		c.exported[to] = append(c.exported[to], p.names.list...)
	}
}

// typeForest says what each attribute holds, and which are imported. It comes last:
// all names are known only then.
func (c *compiler) typeForest(f *forest) {
	spelled := map[string]string{}
	if f.conn != nil {
		for n := range f.conn.Types {
			spelled[strings.ToLower(n)] = n
		}
	}
	f.spelled = make([]string, len(c.source.list))
	for i, n := range c.source.list {
		f.types = append(f.types, typeOf(n, c.o.Schema, f.conn))
		if s := spelled[strings.ToLower(n)]; s != n {
			f.spelled[i] = s
		}
	}
	for _, p := range f.classes {
		c.typeConstants(f, p)
	}
	if f.conn == nil || f.conn.Attributes == nil {
		return
	}
	f.selected = make([]bool, len(c.source.list))
	for _, n := range append([]string{dnAttribute, "objectClass", "objectGUID", "memberOf"}, f.conn.Attributes...) {
		if i := c.source.id(n); i >= 0 {
			f.selected[i] = true
		}
	}
}

// typeConstants makes True and False of constants for attributes that are boolean,
// by the schema of the metaverse, else because other flows make them so.
func (c *compiler) typeConstants(f *forest, p *pipe) {
	for target, flows := range p.flows {
		want := c.set.Metaverse[c.mv.list[target]].Kind == Bool
		for _, x := range flows {
			want = want || x.direct >= 0 && f.types[x.direct].Kind == Bool || x.Expression != nil && x.Expression.Kinds()&scalar == Bool
		}
		for _, x := range flows {
			if holds, why := truth(x.constant); want && why == "" && x.constant.Kind() == Text {
				x.constant = Boolean(holds)
			}
		}
	}
}
