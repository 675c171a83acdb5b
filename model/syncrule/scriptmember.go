package syncrule

import (
	"errors"
	"slices"
	"strings"

	"recipientdesk/model/powershell"
)

// properties are what an object of a script has, by their names in lower case.
type properties interface{ property(name string) any }

// member returns a property of a value. Of a list it is that of every element, as
// PowerShell has it.
func member(of any, name string) any {
	name = strings.ToLower(name)
	switch of := of.(type) {
	case nil:
		if name == "count" {
			return 0
		}
		return nil
	case []any:
		return memberOfAll(of, name)
	case unknown:
		return unknown{}
	case properties:
		if v := of.property(name); v != (unknown{}) {
			return v
		}
	case string:
		switch name {
		case "guid", "value":
			return of // of an identifier: the text of it
		case "length":
			return len([]rune(of))
		}
	}
	if name == "count" {
		return 1
	}
	return unknown{}
}

func memberOfAll(list []any, name string) any {
	if name == "count" || name == "length" {
		if slices.Contains(list, any(unknown{})) {
			return unknown{}
		}
		return len(list)
	}
	var out []any
	for _, v := range list {
		if m := member(v, name); m != nil {
			out = append(out, m)
		}
	}
	return single(flatten(out))
}

func (g ScopeGroup) property(name string) any {
	if name == "scopeconditionlist" {
		return anys(g)
	}
	return unknown{}
}

func (g JoinGroup) property(name string) any {
	if name == "joinconditionlist" {
		return anys(g)
	}
	return unknown{}
}

func (c Clause) property(name string) any {
	switch name {
	case "attribute":
		return c.Attribute
	case "comparisonvalue":
		return c.Value
	case "comparisonoperator":
		return c.Operator.exported()
	}
	return unknown{}
}

func (c JoinCondition) property(name string) any {
	switch name {
	case "csattribute":
		return c.Connector
	case "mvattribute":
		return c.Metaverse
	case "casesensitive":
		return c.CaseSensitive
	}
	return unknown{}
}

func (c *Connector) property(name string) any {
	switch name {
	case "identifier":
		return strings.Trim(c.ID, "{}")
	case "name":
		return c.Name
	case "type", "connectortypename":
		if c.AD {
			return "AD"
		}
		return "Extensible2"
	}
	return unknown{}
}

// property returns a property of a rule under the name that the object of the
// ADSync module has it.
func (r *Rule) property(name string) any {
	switch name {
	case "name":
		return r.Name
	case "identifier", "internalidentifier":
		return strings.Trim(r.ID, "{}")
	case "description":
		return r.Description
	case "immutabletag":
		return r.Tag
	case "isstandardrule":
		return strings.HasPrefix(r.Tag, "Microsoft.")
	case "version":
		return r.Version
	case "direction":
		return r.direction()
	case "disabled":
		return r.Disabled
	case "connector":
		return strings.Trim(r.Connector, "{}")
	case "sourceobjecttype":
		return r.Source
	case "targetobjecttype":
		return r.Target
	case "linktype":
		return string(r.Link)
	case "precedence":
		return r.Precedence
	case "enablepasswordsync":
		return r.PasswordSync
	case "scopefilter":
		return anys(r.Scope)
	case "joinfilter":
		return anys(r.Joins)
	case "attributeflowmappings":
		return anys(r.flows())
	case "precedenceafter", "precedencebefore":
		return strings.Trim(nobody, "{}")
	case "softdeleteexpiryinterval":
		return "00:00:00"
	}
	return unknown{}
}

func (r *Rule) direction() string {
	if r.Outbound {
		return "Outbound"
	}
	return "Inbound"
}

// flows returns copies, which a script can remove and compare.
func (r *Rule) flows() []*Flow {
	out := make([]*Flow, len(r.Flows))
	for i, f := range r.Flows {
		out[i] = &f
	}
	return out
}

func (f *Flow) property(name string) any {
	switch name {
	case "destination":
		return f.Target
	case "flowtype":
		switch {
		case f.Direct != "":
			return "Direct"
		case !f.Constant.IsNull():
			return "Constant"
		}
		return "Expression"
	case "source", "mappingsourceasstring":
		if !f.Constant.IsNull() {
			return f.Constant.Text()
		}
		out := make([]any, len(f.Reads))
		for i, a := range f.Reads {
			out[i] = a
		}
		return single(out)
	case "expression":
		if f.Expression == nil {
			return ""
		}
		return f.Expression.Source()
	case "executeonce":
		return f.ApplyOnce
	case "valuemergetype":
		return string(f.Merge)
	}
	return unknown{}
}

// setProperty follows $rule.Property = value.
func (s *script) setProperty(n *powershell.Node, r *Rule, v any) error {
	b := &bound{s, n, map[string]*powershell.Node{n.Text: n}, map[string]any{n.Text: v}}
	var err error
	switch strings.ToLower(n.Text) {
	case "precedence":
		r.Precedence, err = b.number(n.Text)
	case "disabled":
		r.Disabled, err = b.flag(n.Text)
	case "enablepasswordsync":
		r.PasswordSync, err = b.flag(n.Text)
	case "name":
		r.Name, err = b.text(n.Text)
	case "description":
		r.Description, err = b.text(n.Text)
	case "immutabletag":
		r.Tag, err = b.text(n.Text)
	case "connector":
		r.Connector, err = b.text(n.Text)
		r.Connector = braced(r.Connector)
	case "identifier":
		r.ID, err = b.text(n.Text)
		r.ID = braced(r.ID)
	case "sourceobjecttype":
		r.Source, err = b.text(n.Text)
	case "targetobjecttype":
		r.Target, err = b.text(n.Text)
	case "linktype":
		r.Link, err = oneOf(b, n.Text, Join, Provision, StickyJoin)
	case "scopefilter":
		if r.Scope, err = groups[ScopeGroup](v); err != nil {
			return s.unknown(n, "this scope")
		}
	case "joinfilter":
		if r.Joins, err = groups[JoinGroup](v); err != nil {
			return s.unknown(n, "these join rules")
		}
	case "precedenceafter", "precedencebefore":
		var t string
		if t, err = b.text(n.Text); err == nil && t != "" && braced(t) != nobody {
			err = s.fail(n, "%s is not followed; a rule is placed by Precedence", n.Text)
		}
	case "softdeleteexpiryinterval":
	default:
		return s.fail(n, "to set %s of a rule is not followed", n.Text)
	}
	return err
}

// anys makes the values of a script of those of a rule.
func anys[T any](vs []T) []any {
	out := make([]any, len(vs))
	for i, v := range vs {
		out[i] = v
	}
	return out
}

// groups is the inverse of anys.
func groups[T any](v any) ([]T, error) {
	var out []T
	for _, v := range flatten([]any{v}) {
		g, ok := v.(T)
		if !ok {
			return nil, errors.ErrUnsupported
		}
		out = append(out, g)
	}
	return out, nil
}
