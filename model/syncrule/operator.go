package syncrule

import (
	"cmp"
	"strings"
)

// eval of an operator works on each value of a list; two lists go in step. && and
// || leave the right side alone when the left has decided: Microsoft's own rules
// ask for Item(…, 0) otherwise.
func (b *operation) eval(r *run) (Value, *Fault) {
	left, f := b.left.eval(r)
	if f != nil {
		return NullValue, f
	}
	if (b.op == "&&" || b.op == "||") && left.kind != List {
		holds, why := truth(left)
		if why != "" {
			return NullValue, at(b.pos, "the left side of %s %s", b.op, why)
		}
		if holds == (b.op == "||") {
			return Boolean(holds), nil
		}
	}
	right, f := b.right.eval(r)
	if f == nil {
		f = r.charge(left.size()+right.size(), b.pos)
	}
	if f != nil {
		return NullValue, f
	}
	if left.kind == List || right.kind == List {
		return b.each(r, left, right)
	}
	return b.apply(left, right)
}

func (b *operation) each(r *run, left, right Value) (Value, *Fault) {
	n := max(len(left.list), len(right.list))
	if left.kind == List && right.kind == List && len(left.list) != len(right.list) {
		return NullValue, at(b.pos, "the operator %s stands between lists of %d and %d values", b.op, len(left.list), len(right.list))
	}
	out := make([]Value, n)
	for i := range n {
		x, y := left, right
		if x.kind == List {
			x = x.list[i]
		}
		if y.kind == List {
			y = y.list[i]
		}
		v, f := b.apply(x, y)
		if f == nil {
			f = r.charge(v.size(), b.pos)
		}
		if f != nil {
			return NullValue, f
		}
		out[i] = v
	}
	return Multi(out...), nil
}

func (b *operation) apply(x, y Value) (v Value, f *Fault) {
	why := ""
	if (x.Kind()|y.Kind())&(marker|enum) != 0 {
		return NullValue, at(b.pos, "the operator %s does not take %s", b.op, (x.Kind()|y.Kind())&(marker|enum))
	}
	switch b.op {
	case "&&", "||":
		v, why = join(b.op, x, y)
	case "&":
		v, why = concat(x, y)
	case "+", "-", "*", "/":
		switch k := x.Kind() | y.Kind(); {
		case k&^(Number|Null) != 0:
			why = "takes num, not " + (k &^ (Number | Null)).String()
		case k&Null == 0:
			v, why = compute(b.op, x, y)
		}
	default:
		v, why = compare(b.op, x, y)
	}
	if why != "" {
		return NullValue, at(b.pos, "the operator %s %s", b.op, why)
	}
	return v, nil
}

func join(op string, x, y Value) (Value, string) {
	l, why := truth(x)
	if why != "" {
		return NullValue, why
	}
	r, why := truth(y)
	if op == "||" {
		return Boolean(l || r), why
	}
	return Boolean(l && r), why
}

// concat joins texts, or octets. As in Visual Basic, NULL is nothing beside a text,
// and NULL beside NULL.
func concat(x, y Value) (Value, string) {
	switch {
	case x.IsNull() && y.IsNull():
		return NullValue, ""
	case len(x.text)+len(y.text) > maxText:
		return NullValue, "makes a text that is too long"
	case x.Kind()|y.Kind() == Binary, (x.Kind()|y.Kind())&^Null == Binary:
		return Bytes(x.text + y.text), ""
	case (x.Kind()|y.Kind())&Binary != 0:
		return NullValue, "joins binary only with binary"
	}
	return String(x.Text() + y.Text()), ""
}

// compare decides a comparison. NULL equals only NULL, and is neither less nor
// greater than anything. Text is compared without regard to case.
func compare(op string, x, y Value) (Value, string) {
	if x.IsNull() || y.IsNull() {
		same := x.IsNull() && y.IsNull()
		return Boolean(op == "=" && same || op == "<>" && !same), ""
	}
	c, comparable := order(x, y)
	switch op {
	case "=":
		return Boolean(comparable && c == 0), ""
	case "<>":
		return Boolean(!comparable || c != 0), ""
	}
	if !comparable {
		return NullValue, "cannot compare " + x.Kind().String() + " with " + y.Kind().String()
	}
	switch op {
	case "<":
		return Boolean(c < 0), ""
	case "<=":
		return Boolean(c <= 0), ""
	case ">":
		return Boolean(c > 0), ""
	}
	return Boolean(c >= 0), ""
}

// order compares two values. A number or boolean in a text is taken as such beside
// a number or boolean: LDAP writes both as text.
func order(x, y Value) (c int, comparable bool) {
	a, b := x.Kind(), y.Kind()
	switch {
	case a|b == Number:
		if x.float || y.float {
			return cmp.Compare(x.Float(), y.Float()), true
		}
		return cmp.Compare(x.n, y.n), true
	case a == b && a&(Bool|Date) != 0:
		return cmp.Compare(x.n, y.n), true
	case a == Binary && b == Binary:
		return strings.Compare(x.text, y.text), true
	case (a|b)&^(Text|Ref) == 0:
		return compareFold(x.text, y.text), true
	case a|b == Number|Text:
		p, ok1 := asNumber(x)
		q, ok2 := asNumber(y)
		if ok1 && ok2 {
			return order(p, q)
		}
	case (a|b)&Bool != 0 && (a|b)&^(Bool|Text|Number) == 0:
		p, why1 := truth(x)
		q, why2 := truth(y)
		return cmp.Compare(Boolean(p).n, Boolean(q).n), why1+why2 == ""
	}
	return 0, false
}

func asNumber(v Value) (Value, bool) {
	if v.kind == Number {
		return v, true
	}
	return parseNumber(v.text)
}
