package graphd

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/sim"
)

// A plan says which properties of objects of a class are written.
type plan struct {
	class    model.CloudClass
	schema   *sim.CloudSchema
	props    []sim.CloudProp // in the order of the schema
	id       bool
	idLast   bool // as the service does for the default properties of users
	typed    bool // with the type, where objects of several classes meet
	selected string
	expand   []string // members, owners, manager
	apart    []string // selected of one user, and not stored in the directory
	sparse   bool     // only what has a value, besides what was selected: delta queries
}

// typeNames are the names of the classes in Graph.
var typeNames = map[model.CloudClass]string{model.CloudUser: "user", model.CloudGroup: "group", model.CloudContact: "orgContact"}

// setNames are the names of the collections.
var setNames = map[model.CloudClass]string{model.CloudUser: "users", model.CloudGroup: "groups", model.CloudContact: "contacts",
	model.DeletedUser: "users", model.DeletedGroup: "groups"}

// refused cannot be selected in a listing of users.
var refused = []string{"aboutMe", "birthday", "hireDate", "interests", "mailboxSettings", "mySite", "pastProjects", "preferredName", "responsibilities", "schools", "skills"}

// newPlan makes a plan of a list of names, "" for the default properties. single is
// for one object, of which some properties can be had that listings lack.
func newPlan(class model.CloudClass, names string, single bool) (*plan, *answer) {
	s := sim.CloudSchemaOf(class)
	p := &plan{class: class, schema: s, id: names == ""}
	if p.id {
		for i, d := range s.Defs {
			if d.Default {
				p.props = append(p.props, sim.CloudProp(i))
			}
		}
		p.idLast = class == model.CloudUser
		return p, nil
	}
	var list []string
	for name := range strings.SplitSeq(names, ",") {
		name = strings.TrimSpace(name)
		if i := slices.IndexFunc(refused, func(r string) bool { return strings.EqualFold(r, name) }); i >= 0 && class == model.CloudUser {
			if !single {
				return nil, refuse(http.StatusNotImplemented, "NotImplemented", "This operation target is not yet supported.")
			}
			p.apart, list = append(p.apart, refused[i]), append(list, refused[i])
			continue
		}
		prop, known := s.Prop(name)
		switch {
		case strings.EqualFold(name, "id"):
			p.id = true
			list = append(list, "id")
			continue
		case !known || s.Defs[prop].Hidden:
			return nil, refuse(http.StatusBadRequest, "BadRequest", fmt.Sprintf(
				"Parsing OData Select and Expand failed: Could not find a property named '%s' on type 'microsoft.graph.%s'.", name, typeNames[class]))
		case s.Defs[prop].Single && !single:
			return nil, refuse(http.StatusBadRequest, "Request_BadRequest", "The property '"+name+"' can be selected for a single object only.")
		}
		list = append(list, s.Defs[prop].Name)
		if !slices.Contains(p.props, prop) {
			p.props = append(p.props, prop)
		}
	}
	slices.Sort(p.props)
	p.selected = strings.Join(list, ",")
	return p, nil
}

// context is what the metadata address says of a collection.
func (p *plan) context(set string) string {
	if p.selected != "" {
		return set + "(" + p.selected + ")"
	}
	return set
}

// write appends an object, without the closing brace.
func (p *plan) write(dst []byte, t *sim.Tenant, o *sim.CloudObject) []byte {
	dst = append(dst, '{')
	if p.typed {
		dst = append(append(append(dst, `"@odata.type":"#microsoft.graph.`...), typeNames[o.Class]...), `",`...)
	}
	if p.id && !p.idLast {
		dst = appendID(dst, o)
	}
	want := p.props
	for prop, raw := range o.All() {
		for len(want) > 0 && want[0] < prop {
			dst = p.put(dst, t, o, want[0], nil)
			want = want[1:]
		}
		if len(want) > 0 && want[0] == prop {
			dst = p.put(dst, t, o, prop, raw)
			want = want[1:]
		}
	}
	for _, prop := range want {
		dst = p.put(dst, t, o, prop, nil)
	}
	if p.id && p.idLast {
		dst = appendID(dst, o)
	}
	if last := len(dst) - 1; dst[last] == ',' {
		dst = dst[:last]
	}
	return dst
}

// bare appends an object of which the caller may not see more than what it is, without
// the closing brace
// (https://learn.microsoft.com/graph/permissions-overview#limited-information-returned-for-inaccessible-member-objects).
func (p *plan) bare(dst []byte, o *sim.CloudObject) []byte {
	dst = append(append(append(dst, `{"@odata.type":"#microsoft.graph.`...), typeNames[o.Class]...), `",`...)
	dst = appendID(dst, o)
	for _, prop := range p.props {
		d := &p.schema.Defs[prop]
		dst = append(append(append(append(append(dst, '"'), d.Name...), `":`...), d.Unset()...), ',')
	}
	return dst[:len(dst)-1]
}

func appendID(dst []byte, o *sim.CloudObject) []byte {
	return append(append(append(dst, `"id":"`...), o.ID.String()...), `",`...)
}

// put appends a property and a comma. raw is nil if it has no value.
func (p *plan) put(dst []byte, t *sim.Tenant, o *sim.CloudObject, prop sim.CloudProp, raw []byte) []byte {
	d := &p.schema.Defs[prop]
	if raw == nil {
		if raw = t.Derived(o, d.Name); raw == nil && !p.sparse {
			raw = []byte(d.Unset())
		}
	}
	if raw == nil {
		return dst
	}
	return append(append(append(append(append(dst, '"'), d.Name...), `":`...), raw...), ',')
}

// object appends a whole object, with what it is expanded by.
func (c *call) object(dst []byte, p *plan, o *sim.CloudObject) []byte {
	dst = p.write(dst, c.srv.tenant, o)
	for _, name := range p.expand {
		if dst[len(dst)-1] != '{' {
			dst = append(dst, ',')
		}
		dst = append(append(append(dst, '"'), name...), `":`...)
		if name == "manager" {
			if m := c.srv.tenant.Manager(o.ID.String()); m == nil {
				dst = dst[:len(dst)-len(`,"manager":`)]
			} else {
				dst = c.typedObject(dst, m)
			}
			continue
		}
		dst = append(dst, '[')
		for i, m := range c.expanded(o, name) {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = c.typedObject(dst, m)
		}
		dst = append(dst, ']')
	}
	return append(dst, '}')
}

// maxExpanded is how many related objects $expand shows.
const maxExpanded = 20

func (c *call) expanded(o *sim.CloudObject, name string) []*sim.CloudObject {
	all := c.srv.tenant.Members(o.ID.String())
	if name == "owners" {
		all = c.srv.tenant.Owners(o.ID.String())
	}
	return all[:min(len(all), maxExpanded)]
}

// plans of related objects, by class.
var relatedPlans = func() map[model.CloudClass]*plan {
	m := map[model.CloudClass]*plan{}
	for class := range typeNames {
		p, _ := newPlan(class, "", true) // the default properties are known
		p.typed, p.idLast = true, false
		m[class] = p
	}
	return m
}()

// typedObject appends an object with its type and default properties.
func (c *call) typedObject(dst []byte, o *sim.CloudObject) []byte {
	return append(relatedPlans[o.Class].write(dst, c.srv.tenant, o), '}')
}

// planOf makes the plan of a call: $select and $expand.
func (c *call) planOf(class model.CloudClass, single bool) (*plan, *answer) {
	p, a := newPlan(class, c.option("select"), single)
	if a != nil {
		return nil, a
	}
	for name := range strings.SplitSeq(c.option("expand"), ",") {
		name, _, _ = strings.Cut(strings.TrimSpace(name), "(")
		switch {
		case name == "":
		case class == model.CloudGroup && (name == "members" || name == "owners"), class == model.CloudUser && name == "manager":
			p.expand = append(p.expand, name)
			c.cost++
		default:
			return nil, refuse(http.StatusBadRequest, "BadRequest", "Parsing OData Select and Expand failed: '"+name+"' cannot be expanded.")
		}
	}
	if len(p.expand) > 0 && c.eventual() {
		return nil, fail(unsupported("$expand is not supported with advanced queries."))
	}
	return p, nil
}
