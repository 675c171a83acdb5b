package syncrule

import (
	"strconv"
	"strings"

	"recipientdesk/model/powershell"
)

// bound are the arguments of a command by the name of their parameter.
type bound struct {
	s      *script
	cmd    *powershell.Node
	args   map[string]*powershell.Node // nil: a switch that is on
	values map[string]any
}

// common parameters are those of every command.
const common = " ErrorAction EA ErrorVariable EV WarningAction WA WarningVariable OutVariable OV OutBuffer PipelineVariable InformationAction InformationVariable Verbose? Debug? WhatIf? Confirm? Force?"

// bind assigns arguments to parameters: names may be shortened, a name with ? is a
// switch, and one with * can be given by place.
func (s *script) bind(n *powershell.Node, params string) (*bound, error) {
	b := &bound{s, n, map[string]*powershell.Node{}, map[string]any{}}
	var places []string
	for p := range strings.FieldsSeq(params) {
		if name, ok := strings.CutPrefix(p, "*"); ok {
			places = append(places, name)
		}
	}
	params = strings.ReplaceAll(params, "*", "")
	for rest := n.Kids; len(rest) > 0; {
		k := rest[0]
		name, value, used, err := b.next(rest, params)
		if err != nil {
			return nil, err
		}
		rest = rest[used:]
		for name == "" && len(places) > 0 {
			if !b.has(places[0]) {
				name = places[0]
			}
			places = places[1:]
		}
		switch {
		case name == "":
			return nil, s.fail(k, "%s does not take this value", n.Text)
		case b.has(name):
			return nil, s.fail(k, "-%s of %s is given twice", name, n.Text)
		}
		if b.args[name], b.values[name] = value, true; value == nil {
			continue // a switch
		}
		if b.values[name], err = s.value(value); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// next returns the parameter that comes first and its value, nil for a switch, and
// how many arguments they are. A value that is given by place has no name.
func (b *bound) next(args []*powershell.Node, params string) (name string, value *powershell.Node, used int, err error) {
	k := args[0]
	switch k.Kind {
	case powershell.Splat:
		return "", nil, 0, b.s.unknown(k, "what stands in @"+k.Text)
	case powershell.Param:
	default:
		return "", k, 1, nil
	}
	full, err := b.parameter(k, params)
	name, isSwitch := strings.CutSuffix(full, "?")
	switch {
	case err != nil:
		return "", nil, 0, err
	case len(k.Kids) > 0:
		return name, k.Kids[0], 1, nil
	case isSwitch:
		return name, nil, 1, nil
	case len(args) > 1 && args[1].Kind != powershell.Param:
		return name, args[1], 2, nil
	}
	return "", nil, 0, b.s.fail(k, "-%s of %s has no value", k.Text, b.cmd.Text)
}

func (b *bound) parameter(k *powershell.Node, params string) (string, error) {
	var found []string
	for _, p := range strings.Fields(params + common) {
		switch name := strings.TrimSuffix(p, "?"); {
		case strings.EqualFold(name, k.Text):
			return p, nil
		case len(k.Text) < len(name) && strings.EqualFold(name[:len(k.Text)], k.Text):
			found = append(found, p)
		}
	}
	if len(found) != 1 {
		return "", b.s.fail(k, "%s has no parameter -%s that is known", b.cmd.Text, k.Text)
	}
	return found[0], nil
}

func (b *bound) has(name string) bool { _, ok := b.args[name]; return ok }

// at is where a value stands, for errors.
func (b *bound) at(name string) *powershell.Node {
	if n := b.args[name]; n != nil {
		return n
	}
	return b.cmd
}

// text returns a value that must be known; "" if it is not given.
func (b *bound) text(name string) (string, error) {
	v := b.values[name]
	if list, ok := v.([]any); ok && len(list) == 1 {
		v = list[0]
	}
	if !plainValue(v) {
		return "", b.s.unknown(b.at(name), "-"+name)
	}
	return display(v), nil
}

func (b *bound) number(name string) (int, error) {
	t, err := b.text(name)
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(t)
	if err != nil {
		return 0, b.s.fail(b.at(name), "-%s is %q, no whole number", name, t)
	}
	return n, nil
}

// flag returns the value of a switch.
func (b *bound) flag(name string) (bool, error) {
	yes, known := holds(b.values[name])
	if !known {
		return false, b.s.unknown(b.at(name), "-"+name)
	}
	return yes, nil
}

func (b *bound) texts(name string) ([]string, error) {
	list, ok := b.values[name].([]any)
	if !ok && b.values[name] != nil {
		list = []any{b.values[name]}
	}
	var out []string
	for _, v := range list {
		if !plainValue(v) {
			return nil, b.s.unknown(b.at(name), "-"+name)
		}
		out = append(out, display(v))
	}
	return out, nil
}

// output hands out the result of a command, and stores it as -OutVariable asks.
func (b *bound) output(vs ...any) ([]any, error) {
	for _, p := range []string{"OutVariable", "OV"} {
		if !b.has(p) {
			continue
		}
		name, err := b.text(p)
		if err != nil {
			return nil, err
		}
		variable, more := strings.CutPrefix(strings.ToLower(name), "+")
		if old, ok := b.s.vars[variable].([]any); more && ok {
			vs = append(old, vs...)
		}
		b.s.vars[variable] = append([]any{}, vs...)
	}
	return vs, nil
}

// rules returns the rules that a command is to work on, of a parameter or of the
// pipeline.
func (b *bound) rules(in []any) ([]*Rule, error) {
	vs := in
	at := b.cmd
	if b.has("SynchronizationRule") {
		vs, at = flatten([]any{b.values["SynchronizationRule"]}), b.at("SynchronizationRule")
	}
	var rules []*Rule
	for _, v := range vs {
		r, ok := v.(*Rule)
		if _, not := v.(unknown); not {
			return nil, b.s.unknown(at, "which rule this is")
		} else if !ok {
			return nil, b.s.fail(at, "this is no synchronization rule")
		}
		rules = append(rules, r)
	}
	return rules, nil
}

// rule returns the one rule to work on.
func (b *bound) rule(in []any) (*Rule, error) {
	rules, err := b.rules(in)
	if err == nil && len(rules) != 1 {
		err = b.s.fail(b.at("SynchronizationRule"), "%s needs one rule and gets %d", b.cmd.Text, len(rules))
	}
	if err != nil {
		return nil, err
	}
	return rules[0], nil
}

// literal wraps a value so that it can be handled as an expression.
func literal(v any) *powershell.Node {
	if plainValue(v) && v != nil {
		return &powershell.Node{Kind: powershell.String, Text: display(v)}
	}
	return &powershell.Node{Kind: powershell.Hash}
}
