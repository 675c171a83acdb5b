package graphd

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"recipientdesk/sim"
)

// property returns how the values of a property are had.
func (p *filterParser) property(name string) (func(*sim.CloudObject) []string, error) {
	if strings.EqualFold(name, "id") {
		return func(o *sim.CloudObject) []string { return []string{o.ID.String()} }, nil
	}
	base, member, _ := strings.Cut(name, "/")
	prop, ok := p.schema.Prop(base)
	if !ok || p.schema.Defs[prop].Hidden {
		return nil, refusal(400, "BadRequest", "Could not find a property named '"+name+"' on type 'microsoft.graph.directoryObject'.")
	}
	d := p.schema.Defs[prop]
	if !slices.Contains(indexed, d.Name) {
		return nil, unsupported("The request uses a filter property that is not indexed")
	}
	p.advanced = p.advanced || slices.Contains(onlyAdvanced, d.Name)
	if d.Kind == sim.CloudNested {
		return func(o *sim.CloudObject) []string { return fields([][]byte{o.Raw(prop)}, member) }, nil
	}
	if d.Kind == sim.CloudTexts || d.Kind == sim.CloudList {
		return nil, refusal(400, "BadRequest", "The property '"+name+"' is a collection: filter it by any.")
	}
	return func(o *sim.CloudObject) []string {
		if v := o.Text(d.Name); v != "" {
			return []string{v}
		}
		return nil
	}, nil
}

// any reads what follows proxyAddresses/any( up to its closing parenthesis.
func (p *filterParser) any(base string) (test, error) {
	prop, ok := p.schema.Prop(base)
	if !ok || !slices.Contains(indexed, p.schema.Defs[prop].Name) {
		return nil, unsupported("The request uses a filter property that is not indexed")
	}
	values := func(o *sim.CloudObject) [][]byte {
		var list []json.RawMessage
		_ = json.Unmarshal(o.Raw(prop), &list) // the store holds valid JSON only
		out := make([][]byte, len(list))
		for i, v := range list {
			out[i] = v
		}
		return out
	}
	if p.word(")") {
		return func(o *sim.CloudObject) bool { return len(values(o)) > 0 }, nil
	}
	variable := p.tok
	p.next()
	if !p.word(":") {
		return nil, p.wrong()
	}
	m, err := p.each(variable)
	if err == nil && !p.word(")") {
		err = p.wrong()
	}
	if err != nil {
		return nil, err
	}
	return func(o *sim.CloudObject) bool { return slices.ContainsFunc(values(o), m) }, nil
}

// each reads the condition of a lambda: x eq 'a', startsWith(x,'a'), x/skuId eq a.
func (p *filterParser) each(variable string) (func([]byte) bool, error) {
	op, fn := "", strings.ToLower(p.tok)
	if fn == "startswith" || fn == "endswith" {
		p.next()
		if !p.word("(") {
			return nil, p.wrong()
		}
		op = fn
		p.advanced = p.advanced || fn == "endswith"
	}
	name, member, _ := strings.Cut(p.tok, "/")
	if name != variable {
		return nil, p.wrong()
	}
	p.next()
	if op != "" {
		if !p.word(",") {
			return nil, p.wrong()
		}
	} else {
		op = strings.ToLower(p.tok)
		p.next()
	}
	v, null, err := p.value()
	if err != nil {
		return nil, err
	}
	return p.condition(op, member, v, null)
}

func (p *filterParser) condition(op, member, v string, null bool) (func([]byte) bool, error) {
	has := comparing(op, v, null)
	switch op {
	case "startswith", "endswith":
		if !p.word(")") {
			return nil, p.wrong()
		}
		fits, low := strings.HasPrefix, strings.ToLower(v)
		if op == "endswith" {
			fits = strings.HasSuffix
		}
		has = func(x string) bool { return fits(strings.ToLower(x), low) }
	case "ne":
		p.advanced = true
	case "eq", "ge", "le":
	default:
		return nil, p.wrong()
	}
	return func(raw []byte) bool { return slices.ContainsFunc(fields([][]byte{raw}, member), has) }, nil
}

// fields returns a member of JSON objects, or texts themselves if member is "".
func fields(raws [][]byte, member string) (out []string) {
	for _, raw := range raws {
		if len(raw) == 0 {
			continue
		}
		var v any
		_ = json.Unmarshal(raw, &v) // the store holds valid JSON only
		if member != "" {
			m, _ := v.(map[string]any)
			v = m[member]
		}
		switch x := v.(type) {
		case string:
			out = append(out, x)
		case bool:
			out = append(out, strconv.FormatBool(x))
		}
	}
	return out
}

// size reads what follows proxyAddresses/$count.
func (p *filterParser) size(base string) (test, error) {
	prop, ok := p.schema.Prop(base)
	if !ok {
		return nil, p.wrong()
	}
	p.advanced = true
	op := strings.ToLower(p.tok)
	p.next()
	v, _, err := p.value()
	n, bad := strconv.Atoi(v)
	if err != nil || bad != nil || op != "eq" && op != "ne" {
		return nil, p.wrong()
	}
	return func(o *sim.CloudObject) bool {
		var list []json.RawMessage
		_ = json.Unmarshal(o.Raw(prop), &list) // the store holds valid JSON only
		return (len(list) == n) == (op == "eq")
	}, nil
}

// searching reads $search: "name:text" clauses with AND and OR, on words of the
// display name, and beginnings of the other properties.
func searching(s *sim.CloudSchema, text string, also test) (test, error) {
	alternatives := strings.Split(text, " OR ")
	var any []test
	for _, alt := range alternatives {
		var all []test
		for clause := range strings.SplitSeq(alt, " AND ") {
			clause = strings.Trim(strings.TrimSpace(clause), `"`)
			name, v, ok := strings.Cut(clause, ":")
			if _, known := s.Prop(name); !ok || !known {
				return nil, refusal(400, "BadRequest", "Invalid $search clause: write \"property:value\".")
			}
			name, v = strings.TrimSpace(name), strings.ToLower(strings.TrimSpace(v))
			all = append(all, func(o *sim.CloudObject) bool {
				x := strings.ToLower(o.Text(name))
				return strings.HasPrefix(x, v) || strings.Contains(x, " "+v)
			})
		}
		any = append(any, func(o *sim.CloudObject) bool { return !slices.ContainsFunc(all, func(t test) bool { return !t(o) }) })
	}
	return func(o *sim.CloudObject) bool {
		return (also == nil || also(o)) && slices.ContainsFunc(any, func(t test) bool { return t(o) })
	}, nil
}
