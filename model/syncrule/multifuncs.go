package syncrule

import "strings"

const topicMulti = "Multi-valued"

const mv = scalar | List | Null

var multiFunctions = []*Function{
	{Name: "Contains", Topic: topicMulti, Result: Number, Params: []Param{{Name: "attribute", Type: Text | Ref | List | Null}, {Name: "search", Type: Text}, {Name: "Casetype", Type: enum, Optional: true, Words: "CaseInsensitive CaseSensitive"}},
		Doc:  "Returns the position, from 1, of the first value that contains a text, or 0. Case matters unless CaseInsensitive is said. A reference must be the text as a whole.",
		call: contains},
	{Name: "Count", Topic: topicMulti, Result: Number, Params: one("attribute", mv), Doc: "Counts the values; NULL has none.",
		call: func(_ *run, a []Value) (Value, string) { return Int(int64(len(a[0].Values()))), "" }},
	{Name: "Item", Topic: topicMulti, Result: scalar, Params: []Param{{Name: "attribute", Type: mv}, {Name: "index", Type: Number}}, Doc: "Returns one value, counted from 1. It is an error if there is none.",
		call: func(_ *run, a []Value) (Value, string) {
			v, why := item(a)
			if why == "" && v.IsNull() {
				why = "there is no value " + a[1].Text()
			}
			return v, why
		}},
	{Name: "ItemOrNull", Topic: topicMulti, Result: scalar | Null, Params: []Param{{Name: "attribute", Type: mv}, {Name: "index", Type: Number}}, Doc: "Returns one value, counted from 1, or NULL.",
		call: func(_ *run, a []Value) (Value, string) { return item(a) }},
	{Name: "Join", Topic: topicMulti, Result: Text | Null, Params: []Param{{Name: "attribute", Type: Text | Ref | List | Null}, {Name: "Delimiter", Type: Text | Null, Optional: true}},
		Doc: "Joins the values to one text, with the delimiter between them, a space if none is given.", call: joinValues},
	{Name: "RemoveDuplicates", Topic: topicMulti, Result: mv, Params: one("attribute", mv), Doc: "Keeps the first of equal values. Values that differ in case differ.", call: removeDuplicates},
	{Name: "Split", Topic: topicMulti, Result: Text | List | Null, Params: []Param{{Name: "value", Type: Text}, {Name: "delimiter", Type: Text}, {Name: "limit", Type: Number, Optional: true}},
		Doc:  "Takes a text apart at each delimiter, which is a single character. With a limit, the last value keeps the rest. The empty text has no values.",
		call: split},
}

func contains(_ *run, a []Value) (Value, string) {
	what, blind := a[1].text, false
	if len(a) > 2 {
		switch a[2].text {
		case "CaseInsensitive":
			what, blind = fold(what), true
		case "CaseSensitive":
		default:
			return NullValue, a[2].Text() + " is no way to compare"
		}
	}
	for i, v := range a[0].Values() {
		s := v.text
		if blind {
			s = fold(s)
		}
		switch v.kind {
		case Text:
			if strings.Contains(s, what) {
				return Int(int64(i + 1)), ""
			}
		case Ref:
			if s == what {
				return Int(int64(i + 1)), ""
			}
		default:
			return NullValue, "takes texts or references, not " + v.Kind().String()
		}
	}
	return Int(0), ""
}

func item(a []Value) (Value, string) {
	i, why := count(a[1])
	vs := a[0].Values()
	if why != "" || i < 1 || i > len(vs) {
		return NullValue, why
	}
	return vs[i-1], ""
}

func joinValues(_ *run, a []Value) (Value, string) {
	vs := a[0].Values()
	if len(vs) == 0 {
		return NullValue, ""
	}
	delimiter := " "
	if len(a) > 1 {
		delimiter = a[1].text
	}
	var b strings.Builder
	for i, v := range vs {
		if v.kind&(Text|Ref) == 0 {
			return NullValue, "takes texts, not " + v.Kind().String()
		}
		if i > 0 {
			b.WriteString(delimiter)
		}
		b.WriteString(v.text)
		if b.Len() > maxText {
			return NullValue, "makes a text that is too long"
		}
	}
	return String(b.String()), ""
}

func removeDuplicates(_ *run, a []Value) (Value, string) {
	type key struct {
		kind Kind
		text string
		n    int64
	}
	vs := a[0].Values()
	seen := make(map[key]bool, len(vs))
	out := make([]Value, 0, len(vs))
	for _, v := range vs {
		k := key{v.kind, v.text, v.n}
		if !seen[k] {
			seen[k] = true
			out = append(out, v)
		}
	}
	return Multi(out...), ""
}

func split(_ *run, a []Value) (Value, string) {
	n := -1
	if len(a) > 2 {
		var why string
		if n, why = count(a[2]); why != "" {
			return NullValue, why
		}
	}
	switch {
	case units(a[1].text) != 1:
		return NullValue, "the delimiter is not one character"
	case a[0].text == "" || n == 0:
		return NullValue, ""
	}
	return Strings(strings.SplitN(a[0].text, a[1].text, n)...), ""
}
