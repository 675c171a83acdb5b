package syncrule

import (
	"strconv"
	"strings"
)

// groups calls f for each item of each <conditions>.
func (m *ruleReader) groups(e element, item string, group func(), f func(element)) {
	for _, g := range e.Children {
		if g.XMLName.Local != "conditions" {
			m.unknown(g, e.XMLName.Local)
			continue
		}
		group()
		for _, c := range g.Children {
			if c.XMLName.Local == item {
				f(c)
			} else {
				m.unknown(c, "conditions")
			}
		}
	}
}

func (m *ruleReader) scope(e element) {
	s := &m.rule.Scope
	m.groups(e, "scope", func() { *s = append(*s, ScopeGroup{}) }, func(c element) {
		var clause Clause
		for _, x := range c.Children {
			switch x.XMLName.Local {
			case "csAttribute":
				clause.Attribute = m.plain(x)
			case "csOperator":
				op, known := ParseOperator(m.plain(x))
				if clause.Operator = op; !known {
					m.note("the operator %q of the scope is not known", string(op))
				}
			case "csValue":
				m.plain(x)
				clause.Value = x.Text
			default:
				m.unknown(x, "scope")
			}
		}
		if clause.Attribute == "" || clause.Operator == "" {
			m.note("a clause of the scope has no attribute or operator")
		}
		last := len(*s) - 1
		(*s)[last] = append((*s)[last], clause)
	})
}

func (m *ruleReader) joins(e element) {
	j := &m.rule.Joins
	m.groups(e, "condition", func() { *j = append(*j, JoinGroup{}) }, func(c element) {
		var cond JoinCondition
		for _, x := range c.Children {
			switch x.XMLName.Local {
			case "csAttribute":
				cond.Connector = m.plain(x)
			case "ilmAttribute":
				cond.Metaverse = m.plain(x)
			case "caseSensitive":
				cond.CaseSensitive = m.boolean(x)
			default:
				m.unknown(x, "condition")
			}
		}
		if cond.Connector == "" || cond.Metaverse == "" {
			m.note("a join condition does not name two attributes")
		}
		last := len(*j) - 1
		(*j)[last] = append((*j)[last], cond)
	})
}

func (m *ruleReader) flows(e element) {
	for _, c := range e.Children {
		if c.XMLName.Local == "mapping" {
			m.rule.Flows = append(m.rule.Flows, m.flow(c))
		} else {
			m.unknown(c, e.XMLName.Local)
		}
	}
}

// flow reads a mapping. An expression makes the attributes under <src> mere
// declarations; without one, a single attribute is copied, and a text is a constant.
func (m *ruleReader) flow(e element) Flow {
	f := Flow{Merge: Update}
	source, constant := "", false
	for _, a := range e.Attrs {
		if once, err := strconv.ParseBool(strings.ToLower(a.Value)); a.Name.Local == "execute-once" && err == nil {
			f.ApplyOnce = once
		} else {
			m.note("the attribute %s=%q of <mapping> is not known", a.Name.Local, a.Value)
		}
	}
	for _, x := range e.Children {
		switch x.XMLName.Local {
		case "dest":
			f.Target = m.plain(x)
		case "src":
			f.Reads = m.reads(x)
			source, constant = x.Text, len(x.Children) == 0
		case "expression":
			f.Expression, f.Problem = m.expression(m.plain(x))
		case "valueMergeType":
			m.merge(&f, Merge(m.plain(x)))
		default:
			m.unknown(x, "mapping")
			f.Problem = "<" + x.XMLName.Local + "> is not known"
		}
	}
	switch {
	case f.Expression != nil || f.Problem != "":
	case constant && source != "":
		f.Constant = String(source)
	case len(f.Reads) == 1:
		f.Direct = f.Reads[0]
	default:
		f.Problem = "it has no source"
	}
	if f.Target == "" && f.Problem == "" {
		f.Problem = "it has no target"
	}
	if f.Problem != "" {
		m.note("the flow to %s cannot be followed: %s", f.Target, f.Problem)
	}
	return f
}

func (m *ruleReader) reads(e element) []string {
	var names []string
	for _, a := range e.Children {
		if a.XMLName.Local == "attr" {
			names = append(names, m.plain(a))
		} else {
			m.unknown(a, "src")
		}
	}
	for _, a := range e.Attrs {
		m.note("the attribute %s of <src> is not known", a.Name.Local)
	}
	return names
}

func (m *ruleReader) expression(src string) (*Expression, string) {
	e, err := Parse(src)
	if err != nil {
		return nil, err.Error()
	}
	return e, ""
}

func (m *ruleReader) merge(f *Flow, t Merge) {
	switch f.Merge = t; t {
	case Update, Replace, MergeValues, MergeCaseInsensitive:
	default:
		m.note("the merge type %q of the flow to %s is not known", string(t), f.Target)
	}
}
