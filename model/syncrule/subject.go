package syncrule

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"recipientdesk/model"
)

// A subject is one object of Active Directory as its connector sees it.
type subject struct {
	e      *Engine
	entry  model.Entry
	forest *forest
	domain *domain // nil: none of the connector's
	params map[string]string
	pipe   *pipe // nil: no rule is for its class
	class  string
	out    string    // why it is not imported, or ""
	scope  []verdict // by rule of the pipe
	values []Value   // by attribute, where read says so
	read   []bool
	known  []int   // the attributes that were read
	given  []bool  // by attribute: it has the attribute; see has
	alone  *object // what its flows make of it without others
}

// A verdict says whether a rule is in scope, and the group that decided.
type verdict struct {
	passed  bool
	failed  []*Clause // of the groups that come closest: the clauses that do not hold
	clause  *Clause   // that decided; nil for a rule without scope
	failing int       // how many clauses fail of the group that comes closest
}

// newSubject imports an object and asks the scope of each rule.
func (x *evaluation) newSubject(ctx context.Context, entry model.Entry) (*subject, error) {
	s := x.freshSubject()
	s.entry = entry
	s.place()
	classes := entry.Values(model.ObjectClass)
	s.class = classOf(classes)
	s.pipe = s.forest.classes[strings.ToLower(s.class)]
	s.out = s.excluded(len(classes) == 0)
	if s.out != "" || s.pipe == nil {
		return s, nil
	}
	s.class = s.pipe.class
	for _, r := range s.pipe.rules {
		v, err := x.inScope(ctx, s, r)
		if err != nil {
			return nil, err
		}
		s.scope = append(s.scope, v)
	}
	return s, nil
}

func (x *evaluation) freshSubject() *subject {
	if x.inUse.subjects == len(x.subjects) {
		n := len(x.e.source.list)
		x.subjects = append(x.subjects, &subject{e: x.e, values: make([]Value, n), read: make([]bool, n), given: make([]bool, n)})
	}
	x.inUse.subjects++
	return x.subjects[x.inUse.subjects-1]
}

// place finds the forest and the domain of the object: those whose name ends the
// object's. An object of a domain that no connector has is taken for one of the
// first.
func (s *subject) place() {
	s.forest = s.e.forests[0]
	s.params = s.forest.params
	if !s.e.partitioned {
		return
	}
	dn, err := model.ParseDN(s.entry.Ref.DN)
	if err != nil {
		return
	}
	for _, f := range s.e.forests {
		for _, d := range f.domains {
			if dn.Under(d.dn) && (s.domain == nil || len(d.dn) > len(s.domain.dn)) {
				s.forest, s.domain, s.params = f, d, d.params
			}
		}
	}
	if s.domain != nil {
		s.out = s.domain.excludes(dn)
	}
}

// excludes says why the domain or its containers keep an object out.
func (d *domain) excludes(dn model.DN) string {
	if !d.Selected {
		return "the domain " + d.DN + " is not selected for synchronization"
	}
	var nearest container
	for _, c := range d.containers {
		if dn.Under(c.dn) && len(c.dn) > len(nearest.dn) {
			nearest = c
		}
	}
	if nearest.dn != nil && !nearest.yes {
		return "the container " + nearest.dn.String() + " is not selected for synchronization"
	}
	if nearest.dn == nil && slices.ContainsFunc(d.containers, func(c container) bool { return c.yes }) {
		return "it is in none of the containers that are selected for synchronization"
	}
	return ""
}

// excluded says why the object is not imported, after its place has been asked.
func (s *subject) excluded(classless bool) string {
	switch {
	case s.out != "":
		return s.out
	case classless:
		return "its object class is not known"
	case s.domain != nil && s.domain.Classes != nil && !slices.ContainsFunc(s.domain.Classes, func(c string) bool { return strings.EqualFold(c, s.class) }):
		return "objects of the class " + s.class + " are not imported"
	case s.e.o.CloudSync && !strings.Contains(cloudSyncClasses, " "+strings.ToLower(s.class)+" "):
		return "Cloud Sync does not take objects of the class " + s.class
	case s.pipe == nil:
		return "no rule is for objects of the class " + s.class
	}
	return ""
}

// derived says of classes which one they are derived from
// (https://learn.microsoft.com/windows/win32/adschema/classes).
var derived = map[string]string{"person": "top", "organizationalperson": "person", "user": "organizationalperson", "contact": "organizationalperson",
	"inetorgperson": "user", "computer": "user", "msds-managedserviceaccount": "computer", "msds-groupmanagedserviceaccount": "computer",
	"group": "top", "foreignsecurityprincipal": "top", "msds-device": "top", "publicfolder": "top", "msexchdynamicdistributionlist": "top"}

// classOf returns the structural class among those of an object. Directories name
// it last; files need not.
func classOf(classes []string) string {
	best, depth := "", -1
	for _, c := range classes {
		d := 0
		for k := strings.ToLower(c); derived[k] != ""; k = derived[k] {
			d++
		}
		if d == 0 && strings.EqualFold(c, "top") {
			d = -1
		}
		if d >= depth {
			best, depth = c, d
		}
	}
	return best
}

// value reads an attribute that rules name. What the connector does not import has
// none.
func (s *subject) value(id int) Value {
	if !s.read[id] {
		s.read[id], s.known = true, append(s.known, id)
		s.values[id] = s.fetch(id)
	}
	return s.values[id]
}

func (s *subject) fetch(id int) Value {
	name, t := s.e.source.list[id], s.forest.types[id]
	switch {
	case s.forest.selected != nil && !s.forest.selected[id]:
		return NullValue
	case name == dnAttribute:
		return String(s.entry.Ref.DN)
	}
	v := t.read(s.entry.Values(s.e.keys[id]))
	if v.IsNull() && s.e.keys[id] == "objectguid" {
		if g, err := model.ParseGUID(s.entry.Ref.GUID); err == nil {
			v = Bytes(g.Bytes())
		}
	}
	return v
}

// Attribute implements [Attributes]. Only a name that an expression computes is
// not known beforehand.
func (s *subject) Attribute(name string) (Value, error) {
	if id := s.e.source.id(name); id >= 0 {
		if spelled := s.forest.spelled[id]; spelled != "" {
			return NullValue, &model.Error{Code: model.Invalid, Subject: "[" + name + "]", Message: "is written [" + spelled + "]"}
		}
		return s.value(id), nil
	}
	return typeOf(name, s.e.o.Schema, s.forest.conn).read(s.entry.Values(model.Attr(name))), nil
}

// inScope asks the scope of an inbound rule.
func (x *evaluation) inScope(ctx context.Context, s *subject, r *readyRule) (verdict, error) {
	var assumed []*test
	v, err := r.ask(func(t *test) (bool, error) {
		if t.op == IsMemberOf {
			in, err := x.memberOf(ctx, s, t.want)
			return in != t.not, err
		}
		holds := t.holds(s.value(t.attr))
		if !holds && x.e.o.CloudSync && t.unverified() {
			assumed = append(assumed, t)
			holds = true
		}
		return holds, nil
	})
	if v.passed {
		for _, t := range assumed {
			x.assume(r, t)
		}
	}
	return v, err
}

// ask decides the scope of a rule: groups are alternatives, and all clauses of one
// must hold. Of groups that fail, those with the fewest failing clauses say why.
func (r *readyRule) ask(holds func(*test) (bool, error)) (verdict, error) {
	if len(r.scope) == 0 {
		return verdict{passed: true}, nil
	}
	var out verdict
	fewest := -1
	for _, g := range r.scope {
		var first *Clause
		failing := 0
		for i := range g {
			ok, err := holds(&g[i])
			if err != nil {
				return out, err
			}
			if !ok {
				if failing++; first == nil {
					first = g[i].clause
				}
			}
		}
		switch {
		case failing == 0 && len(g) > 0:
			return verdict{passed: true, clause: g[0].clause}, nil
		case failing == 0:
			return verdict{passed: true}, nil
		case fewest < 0 || failing < fewest:
			fewest, out.clause, out.failed = failing, first, append(out.failed[:0], first)
		case failing == fewest && !slices.ContainsFunc(out.failed, func(c *Clause) bool { return *c == *first }):
			out.failed = append(out.failed, first)
		}
	}
	out.failing = fewest
	return out, nil
}

// unmet says in words why the scope failed.
func (v *verdict) unmet() string {
	var parts []string
	for _, c := range v.failed {
		parts = append(parts, c.Unmet())
	}
	return strings.Join(parts, " and ")
}

// joining returns the rule in scope that has join conditions. There may be only one.
func (s *subject) joining() (r *readyRule, problem string) {
	for i, v := range s.scope {
		if v.passed && len(s.pipe.rules[i].joins) > 0 {
			if r != nil {
				return r, fmt.Sprintf("both %q and %q have join conditions; only one rule in scope may", r.Name, s.pipe.rules[i].Name)
			}
			r = s.pipe.rules[i]
		}
	}
	return r, ""
}

// provisioning returns the rule in scope that makes an object of the metaverse.
func (s *subject) provisioning() *readyRule {
	for i, v := range s.scope {
		if v.passed && s.pipe.rules[i].Link == Provision {
			return s.pipe.rules[i]
		}
	}
	return nil
}
