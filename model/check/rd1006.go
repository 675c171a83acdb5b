package check

import (
	"fmt"
	"strconv"
	"unicode/utf16"

	"recipientdesk/model"
)

var _ = register(&Rule{
	ID:    "RD1006",
	Title: "Value outside the limits of the schema",
	Text: "The schema limits how long a value may be: characters of text, counted as Active Directory counts them (an emoji is two), bytes of binary " +
		"values, and the size of numbers. The server refuses anything else.",
	Source:   "https://learn.microsoft.com/windows/win32/ad/characteristics-of-attributes",
	Severity: Error,
	Check: func(c *Case) (out []Problem) {
		if c.w.Schema == nil || !c.odd() {
			return nil
		}
		for attr, values := range c.all() {
			d, ok := c.w.Schema.Lookup(attr)
			if !ok || d.System || d.BackLink() || d.Min == 0 && d.Max == 0 {
				continue
			}
			for _, v := range values {
				if p, bad := outside(d, v); bad {
					out = append(out, p)
				}
			}
		}
		return out
	},
})

// outside compares a value with rangeLower and rangeUpper ([MS-ADTS]
// 3.1.1.2.3).
func outside(d model.AttrDef, v string) (Problem, bool) {
	p := Problem{Attr: d.Name, Value: v, Errors: []string{Length}, Action: None}
	n, unit := len(v), "bytes"
	switch d.Syntax {
	case model.SyntaxInteger, model.SyntaxLargeInt:
		var err error
		if n, err = strconv.Atoi(v); err != nil {
			return p, false
		}
		unit, p.Errors = "", []string{"Range"}
	case model.SyntaxString, model.SyntaxCaseString:
		n, unit = 0, "characters"
		for _, r := range v {
			n += utf16.RuneLen(r)
		}
	case model.SyntaxOctets, model.SyntaxSID, model.SyntaxSecurity:
		p.Value = "" // bytes are nothing to show
	default:
		return p, false
	}
	switch {
	case unit == "" && n < d.Min, unit == "" && d.Max > 0 && n > d.Max:
		p.Text = fmt.Sprintf("%s is %d; it may be %d to %d", d.Name, n, d.Min, d.Max)
	case d.Max > 0 && n > d.Max:
		p.Text = fmt.Sprintf("%s has %d %s; the limit is %d", d.Name, n, unit, d.Max)
	case n < d.Min:
		p.Text = fmt.Sprintf("%s has %d %s; at least %d are needed", d.Name, n, unit, d.Min)
	default:
		return p, false
	}
	return p, true
}
