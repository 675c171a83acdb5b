package syncrule

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"recipientdesk/model/powershell"
)

func (s *script) operator(n *powershell.Node) (any, error) {
	a, err := s.value(n.Kids[0])
	if err != nil {
		return nil, err
	}
	if n.Kind == powershell.Unary {
		return s.unary(n, a), nil
	}
	yes, known := holds(a)
	switch { // the right side of these is not looked at
	case n.Text == "-and" && known && !yes:
		return false, nil
	case n.Text == "-or" && known && yes:
		return true, nil
	}
	b, err := s.value(n.Kids[1])
	if err != nil {
		return nil, err
	}
	if n.Text == "-and" || n.Text == "-or" {
		other, also := holds(b)
		switch {
		case n.Text == "-and" && also && !other:
			return false, nil
		case n.Text == "-or" && also && other:
			return true, nil
		case known && also:
			return other, nil
		}
		return unknown{}, nil
	}
	v := compared(n.Text, a, b)
	if n.Text == "-replace" {
		v = replaced(a, b)
	}
	return v, s.spend(n, v)
}

func (s *script) unary(n *powershell.Node, a any) any {
	switch yes, known := holds(a); n.Text {
	case "++", "--":
		if v := n.Kids[0]; v.Kind == powershell.Variable {
			s.vars[v.Text] = compared(n.Text[:1], a, 1)
		}
		return nil
	case "-":
		return compared("-", 0, a)
	case "-not":
		if known {
			return !yes
		}
	}
	return unknown{}
}

// replaced follows -replace with a pattern and a text, or with a pattern only.
func replaced(a, b any) any {
	with := flatten([]any{b})
	if !plainValue(a) || len(with) == 0 || len(with) > 2 || !plainValue(with[0]) || !plainValue(with[len(with)-1]) {
		return unknown{}
	}
	pattern, err := regexp.Compile("(?i)" + display(with[0]))
	if err != nil {
		return unknown{} // of a kind that only .NET knows
	}
	text := ""
	if len(with) == 2 {
		text = display(with[1])
	}
	return pattern.ReplaceAllString(display(a), text)
}

// compared applies an operator to two values. Texts are compared without case, and
// of a list the elements that pass are the result.
func compared(op string, a, b any) any {
	switch op {
	case "-contains", "-notcontains":
		return contained(op, a, b)
	case "-in", "-notin":
		return contained(op, b, a)
	}
	if list, ok := a.([]any); ok {
		return filtered(op, list, b)
	}
	if a == nil || b == nil { // also an object has no text, but is not null
		_, x := a.(unknown)
		_, y := b.(unknown)
		if !x && !y && (op == "-eq" || op == "-ne") {
			return (a == nil && b == nil) == (op == "-eq")
		}
	}
	if !plainValue(a) || !plainValue(b) {
		return unknown{}
	}
	switch op {
	case "-eq":
		return equal(a, b)
	case "-ne":
		return !equal(a, b)
	case "-like", "-notlike":
		ok, err := path.Match(strings.ToLower(strings.ReplaceAll(display(b), "/", "\x00")), strings.ToLower(strings.ReplaceAll(display(a), "/", "\x00")))
		if err != nil {
			return unknown{}
		}
		return ok == (op == "-like")
	}
	return calculated(op, a, b)
}

func contained(op string, in, v any) any {
	list, ok := in.([]any)
	if !ok {
		list = []any{in}
	}
	if slices.ContainsFunc(list, func(v any) bool { return !plainValue(v) }) || !plainValue(v) {
		return unknown{}
	}
	return slices.ContainsFunc(list, func(e any) bool { return equal(e, v) }) != strings.HasPrefix(op, "-not")
}

func filtered(op string, list []any, b any) any {
	var out []any
	for _, v := range list {
		yes, ok := compared(op, v, b).(bool)
		if !ok {
			return unknown{}
		}
		if yes {
			out = append(out, v)
		}
	}
	return out
}

func calculated(op string, a, b any) any {
	x, xerr := strconv.Atoi(display(a))
	y, yerr := strconv.Atoi(display(b))
	numbers := xerr == nil && yerr == nil
	_, text := a.(string)
	switch {
	case op == "+" && (text || !numbers):
		return display(a) + display(b)
	case !numbers:
		return unknown{}
	case op == "+":
		return x + y
	case op == "-":
		return x - y
	case op == "-gt":
		return x > y
	case op == "-ge":
		return x >= y
	case op == "-lt":
		return x < y
	case op == "-le":
		return x <= y
	}
	return unknown{}
}

func equal(a, b any) bool { return strings.EqualFold(display(a), display(b)) }
