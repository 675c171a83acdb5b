package syncrule

// truth says whether a condition holds: True, a number other than 0, or the text
// True. NULL does not.
func truth(v Value) (holds bool, why string) {
	switch v.Kind() {
	case Null:
		return false, ""
	case Bool, Number:
		return v.n != 0, ""
	case Text:
		switch {
		case sameFold(v.text, "True"):
			return true, ""
		case sameFold(v.text, "False"):
			return false, ""
		}
		if n, ok := parseNumber(v.text); ok {
			return n.n != 0, ""
		}
		return false, "is neither true nor false"
	}
	return false, v.Kind().String() + " is neither true nor false"
}

// eval of a choice computes only the value that is chosen, so an Error in another
// does not happen. Switch computes all its conditions, as Microsoft documents, and
// IIF has one. A condition on a multi-valued attribute chooses for each value.
func (c *choice) eval(r *run) (Value, *Fault) {
	base, n := len(r.stack), 0
	defer func() { clear(r.stack[base:]); r.stack = r.stack[:base] }()
	for i := 0; i < len(c.args); i += 2 {
		v, f := c.args[i].eval(r)
		if f != nil {
			return NullValue, f
		}
		if v.kind == List {
			if n != 0 && n != len(v.list) {
				return NullValue, at(c.pos, "the conditions of %s are lists of %d and %d values", c.fn.Name, n, len(v.list))
			}
			n = len(v.list)
		}
		r.stack = append(r.stack, v)
	}
	if n > 0 {
		return c.each(r, n, base)
	}
	chosen, f := c.chosen(r.stack[base:base+len(c.args)/2], 0)
	if f != nil || chosen == nil {
		return NullValue, f
	}
	v, f := chosen.eval(r)
	if f != nil {
		return NullValue, f
	}
	return v, r.charge(v.size(), c.pos)
}

// chosen returns the value that the first true condition stands for, taking value i
// of conditions that are lists; nil for NULL. All conditions must be conditions.
func (c *choice) chosen(conditions []Value, i int) (node, *Fault) {
	found := c.other
	for j := len(conditions) - 1; j >= 0; j-- {
		v := conditions[j]
		if v.kind == List {
			v = v.list[i]
		}
		holds, why := truth(v)
		if why != "" {
			return nil, at(c.pos, "a condition of %s %s", c.fn.Name, why)
		}
		if holds {
			found = c.args[2*j+1]
		}
	}
	return found, nil
}

// each chooses for every value. Values that become NULL are dropped; a marker
// counts only if nothing else is left.
func (c *choice) each(r *run, n, base int) (Value, *Fault) {
	values := map[node]Value{}
	var out []Value
	var mark Value
	for i := range n {
		x, f := c.chosen(r.stack[base:base+len(c.args)/2], i)
		if f != nil {
			return NullValue, f
		}
		if x == nil {
			continue
		}
		v, known := values[x]
		if !known {
			if v, f = x.eval(r); f != nil {
				return NullValue, f
			}
			values[x] = v
		}
		if v.kind == List {
			if len(v.list) != n {
				return NullValue, at(c.pos, "%s is given lists of %d and %d values", c.fn.Name, n, len(v.list))
			}
			v = v.list[i]
		}
		if f := r.charge(1, c.pos); f != nil {
			return NullValue, f
		}
		switch {
		case v.Kind()&marker != 0:
			mark = v
		case v.Kind() != Null:
			out = append(out, v)
		}
	}
	if len(out) == 0 {
		return mark, nil
	}
	return Multi(out...), nil
}

// eval of a scoped call runs the body with the variable set.
func (s *scoped) eval(r *run) (Value, *Fault) {
	of, f := s.of.eval(r)
	if f != nil {
		return NullValue, f
	}
	if s.fn.Name == "With" {
		r.vars[s.v.slot] = of
		return s.body.eval(r)
	}
	if of.Kind()&marker != 0 {
		return NullValue, at(s.pos, "%s takes values, not %s", s.fn.Name, of.Kind())
	}
	var out []Value
	for _, v := range of.Values() {
		if f := r.charge(v.size(), s.pos); f != nil {
			return NullValue, f
		}
		r.vars[s.v.slot] = v
		x, f := s.body.eval(r)
		if f != nil {
			return NullValue, f
		}
		if s.fn.Name == "Where" {
			holds, why := truth(x)
			if why != "" {
				return NullValue, at(s.pos, "the condition of Where %s", why)
			}
			x = NullValue
			if holds {
				x = v
			}
		}
		if x.Kind()&marker == 0 {
			out = append(out, x)
		}
		if f := r.charge(x.size(), s.pos); f != nil {
			return NullValue, f
		}
	}
	return Multi(out...), nil
}
