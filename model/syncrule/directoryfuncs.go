package syncrule

import (
	"strings"

	"recipientdesk/model"
)

const topicDirectory = "Directory"

var directoryFunctions = []*Function{
	{Name: "DNComponent", Topic: topicDirectory, Result: Text, Params: []Param{{Name: "dn", Type: Ref}, {Name: "ComponentNumber", Type: Number}},
		Doc:  `Returns the value of one component of a distinguished name, counted from the left from 1, as it is written there, escapes included: a conflict object has \0ACNF: in it. NULL if there is none.`,
		call: func(_ *run, a []Value) (Value, string) { return component(a, false) }},
	{Name: "DNComponentRev", Topic: topicDirectory, Result: Text, Params: []Param{{Name: "dn", Type: Ref}, {Name: "ComponentNumber", Type: Number}, {Name: "Options", Type: enum, Optional: true, Words: "DC"}},
		Doc:  "Returns the value of one component, counted from the right. With DC, the components that begin with dc= do not count.",
		call: func(_ *run, a []Value) (Value, string) { return component(a, true) }},
	{Name: "EscapeDNComponent", Topic: topicDirectory, Result: Text, Params: one("value", Text), Doc: "Escapes the value of one component, TYPE=VALUE or VALUE, as RFC 4514 asks.", call: mapText(escapeComponent)},
}

func component(a []Value, fromRight bool) (Value, string) {
	n, why := count(a[1])
	if why != "" {
		return NullValue, why
	}
	parts := steps(a[0].text)
	if len(a) > 2 {
		if a[2].text != "DC" {
			return NullValue, quoteShort(a[2].text) + " is no option"
		}
		kept := parts[:0]
		for _, p := range parts {
			if typ, _, _ := strings.Cut(p, "="); !sameFold(strings.TrimSpace(typ), "dc") {
				kept = append(kept, p)
			}
		}
		parts = kept
	}
	if fromRight {
		n = len(parts) - n + 1
	}
	if n < 1 || n > len(parts) {
		return NullValue, ""
	}
	_, value, ok := strings.Cut(parts[n-1], "=")
	if !ok {
		return NullValue, quoteShort(a[0].text) + " is no distinguished name"
	}
	return String(strings.TrimSpace(value)), ""
}

// steps takes a DN apart at commas that are not escaped or quoted.
func steps(dn string) []string {
	if strings.TrimSpace(dn) == "" {
		return nil
	}
	var out []string
	start, quoted := 0, false
	for i := 0; i < len(dn); i++ {
		switch dn[i] {
		case '\\':
			i++
		case '"':
			quoted = !quoted
		case ',':
			if !quoted {
				out = append(out, dn[start:i])
				start = i + 1
			}
		}
	}
	return append(out, dn[start:])
}

// escapeComponent leaves the type before an equals sign alone, if it is one.
func escapeComponent(s string) string {
	typ, value, ok := strings.Cut(s, "=")
	if ok && typ != "" && strings.Trim(typ, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.") == "" {
		return typ + "=" + model.EscapeRDN(value)
	}
	return model.EscapeRDN(s)
}
