package syncrule

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"recipientdesk/model/powershell"
)

// Values of a script are nil, string, int, bool, []any, *powershell.Node (a script
// block), *Rule, *Flow, Clause, JoinCondition, ScopeGroup, JoinGroup, *Connector
// and:
type unknown struct{}

// value computes an expression, as far as the script says what it is.
func (s *script) value(n *powershell.Node) (any, error) {
	if s.left--; s.left < 0 {
		return nil, s.fail(n, "the script takes too many steps to be followed")
	}
	switch n.Kind {
	case powershell.String:
		return n.Text, nil
	case powershell.Number:
		if i, err := strconv.Atoi(n.Text); err == nil {
			return i, nil
		}
		return n.Text, nil
	case powershell.Expand:
		return s.expand(n)
	case powershell.Variable:
		if v, ok := s.vars[n.Text]; ok {
			return v, nil
		}
		return unknown{}, nil // $env:…, $Host, or never set
	case powershell.List:
		vs, err := s.values(n.Kids)
		return vs, cmp.Or(err, s.spend(n, vs))
	case powershell.Array, powershell.Paren:
		vs, err := s.block(n.Kids[0])
		if n.Kind == powershell.Paren {
			return single(vs), err
		}
		return flatten(vs), err
	case powershell.Index:
		return s.index(n)
	case powershell.Member:
		of, err := s.value(n.Kids[0])
		return member(of, n.Text), err
	case powershell.Call:
		return s.call(n)
	case powershell.Cast:
		return s.cast(n)
	case powershell.Unary, powershell.Binary:
		return s.operator(n)
	case powershell.Script:
		return n, nil
	case powershell.Pipeline, powershell.Command, powershell.Assign, powershell.If:
		vs, err := s.statement(n)
		return single(vs), err
	}
	return unknown{}, nil // tables, types
}

func (s *script) values(ns []*powershell.Node) ([]any, error) {
	vs := make([]any, len(ns))
	for i, n := range ns {
		var err error
		if vs[i], err = s.value(n); err != nil {
			return nil, err
		}
	}
	return vs, nil
}

// single is what a variable gets of an output: nothing, a value, or a list.
func single(vs []any) any {
	switch len(vs) {
	case 0:
		return nil
	case 1:
		return vs[0]
	}
	return vs
}

// flatten opens the lists among values, as a pipeline does.
func flatten(vs []any) []any {
	out := make([]any, 0, len(vs))
	for _, v := range vs {
		if list, ok := v.([]any); ok {
			out = append(out, list...)
		} else {
			out = append(out, v)
		}
	}
	return out
}

func (s *script) expand(n *powershell.Node) (any, error) {
	vs, err := s.values(n.Kids)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	for _, v := range vs {
		if !plainValue(v) {
			return unknown{}, nil
		}
		b.WriteString(display(v))
	}
	return b.String(), s.spend(n, b.String())
}

// spend takes the size of a new value from what may still be followed: a text that
// is added to itself in a loop must not fill the memory.
func (s *script) spend(n *powershell.Node, v any) error {
	switch v := v.(type) {
	case string:
		s.left -= len(v) / 16
	case []any:
		s.left -= len(v)
	}
	if s.left < 0 {
		return s.fail(n, "the script takes too many steps to be followed")
	}
	return nil
}

func plainValue(v any) bool {
	switch v.(type) {
	case nil, string, int, bool:
		return true
	}
	return false
}

// display writes a value as PowerShell puts it into a text.
func display(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case bool:
		if v {
			return "True"
		}
		return "False"
	case *Rule:
		return v.Name
	case []any:
		var parts []string
		for _, e := range v {
			parts = append(parts, display(e))
		}
		return strings.Join(parts, " ")
	case unknown:
		return "…"
	case string, int:
		return fmt.Sprint(v)
	}
	return "an object"
}

// holds is what a condition makes of a value; it may not be known.
func holds(v any) (yes, known bool) {
	switch v := v.(type) {
	case nil:
		return false, true
	case unknown:
		return false, false
	case string:
		return v != "", true
	case int:
		return v != 0, true
	case bool:
		return v, true
	case []any:
		if len(v) == 1 {
			return holds(v[0])
		}
		return len(v) > 0, true
	}
	return true, true
}

func (s *script) index(n *powershell.Node) (any, error) {
	of, err := s.value(n.Kids[0])
	if err != nil {
		return nil, err
	}
	i, err := s.value(n.Kids[1])
	at, ok := i.(int)
	if _, not := of.(unknown); not || !ok || err != nil {
		return unknown{}, err
	}
	list, ok := of.([]any)
	if !ok {
		list = []any{of} // of a single object, [0] is the object
	}
	if at < 0 {
		at += len(list)
	}
	if at < 0 || at >= len(list) {
		return nil, nil
	}
	return list[at], nil
}

// call follows the methods that change nothing.
func (s *script) call(n *powershell.Node) (any, error) {
	if m := n.Kids[0]; m.Kind == powershell.Member {
		of, err := s.value(m.Kids[0])
		if text, ok := of.(string); ok && err == nil {
			switch strings.ToLower(m.Text) {
			case "tostring":
				return text, nil
			case "trim":
				return strings.Trim(text, "{} "), nil
			case "tolower":
				return strings.ToLower(text), nil
			}
		}
		return unknown{}, err
	}
	return unknown{}, nil
}

func (s *script) cast(n *powershell.Node) (any, error) {
	v, err := s.value(n.Kids[0])
	if !plainValue(v) {
		if _, list := v.([]any); list && strings.HasSuffix(n.Text, "[]") {
			return v, err
		}
		return unknown{}, err
	}
	switch n.Text {
	case "string", "guid", "system.string", "system.guid":
		return display(v), err
	case "int", "int32", "system.int32":
		if i, aerr := strconv.Atoi(display(v)); aerr == nil {
			return i, err
		}
	case "bool", "switch":
		yes, _ := holds(v)
		return yes, err
	}
	return unknown{}, err
}
