package check

import (
	"fmt"

	"recipientdesk/model"
)

var _ = register(&Rule{
	ID:    "RD1014",
	Title: "Value longer than the cloud takes",
	Text: "Entra ID takes 256 characters of a display name, of mail, of each address and of a target address, and 64 of given name, surname, common name and " +
		"alias. The schema of Active Directory allows more in part; the export of such an object fails, or the value is dropped.",
	Source:   docPrep,
	Severity: Error,
	Attrs:    limitedAttrs(),
	Check: func(c *Case) (out []Problem) {
		if !c.odd() {
			return nil
		}
		for _, l := range limits {
			for _, v := range c.Values(l.attr) {
				if len(v) > l.max && units(v) > l.max && !c.w.schemaLimits(l) {
					out = append(out, tooLong(c, l, v))
				}
			}
		}
		return out
	},
	Mendable: true,
})

func limitedAttrs() (out []model.Attr) {
	for _, l := range limits {
		out = append(out, l.attr)
	}
	return out
}

// schemaLimits reports whether RD1006 reports a value that is too long.
func (w *world) schemaLimits(l limit) bool {
	d, ok := w.Schema.Lookup(l.attr)
	return ok && d.Max > 0 && d.Max <= l.max && w.Only == nil
}

func tooLong(c *Case, l limit, v string) Problem {
	p := Problem{Attr: l.attr, Value: v, Text: fmt.Sprintf("%s has %d characters; the cloud takes %d", l.attr, units(v), l.max),
		Errors: []string{Length}, Action: None}
	if good := firstUnits(v, l.max); l.cut && good != "" {
		p = propose(p, c, good)
	}
	return p
}
