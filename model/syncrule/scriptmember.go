package syncrule

import (
	"errors"
	"strings"

	"recipientdesk/model/powershell"
)

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
		if name == "count" || name == "length" {
			for _, v := range of {
				if _, not := v.(unknown); not {
					return unknown{}
				}
			}
			return len(of)
		}
		var out []any
		for _, v := range of {
			if m := member(v, name); m != nil {
				out = append(out, m)
			}
		}
		return single(flatten(out))
	case *Rule:
		return of.property(name)
	case *Flow:
		return of.property(name)
	case ScopeGroup:
		if name == "scopeconditionlist" {
			return anys(of)
		}
	case JoinGroup:
		if name == "joinconditionlist" {
			return anys(of)
		}
	case Clause:
		switch name {
		case "attribute":
			return of.Attribute
		case "comparisonvalue":
			return of.Value
		case "comparisonoperator":
			return of.Operator.exported()
		}
	case JoinCondition:
		switch name {
		case "csattribute":
			return of.Connector
		case "mvattribute":
			return of.Metaverse
		case "casesensitive":
			return of.CaseSensitive
		}
	case *Connector:
		switch name {
		case "identifier":
			return strings.Trim(of.ID, "{}")
		case "name":
			return of.Name
		case "type", "connectortypename":
			if of.AD {
				return "AD"
			}
			return "Extensible2"
		}
	case string:
		switch name {
		case "guid", "value":
			return of // of an identifier: the text of it
		case "length":
			return len([]rune(of))
		}
	}
	if _, not := of.(unknown); name == "count" && !not {
		return 1
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
		if r.Outbound {
			return "Outbound"
		}
		return "Inbound"
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
		out := make([]any, len(r.Flows))
		for i := range r.Flows {
			f := r.Flows[i]
			out[i] = &f
		}
		return out
	case "precedenceafter", "precedencebefore":
		return strings.Trim(nobody, "{}")
	case "softdeleteexpiryinterval":
		return "00:00:00"
	case "count":
		return 1
	}
	return unknown{}
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
	case "count":
		return 1
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
