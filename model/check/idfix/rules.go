package idfix

import (
	"fmt"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/check"
)

const source = "https://microsoft.github.io/idfix/Errors%20supported%20by%20the%20IdFix%20tool/"

// Rules returns the rules of a mode, one for each attribute, in the order in which
// they are applied.
func Rules(m Mode) []*check.Rule {
	var out []*check.Rule
	for _, c := range chains(m) {
		out = append(out, c.rule)
	}
	return out
}

// ruled gives each chain its rule, numbered from first.
func ruled(first int, m Mode, cs []chain) []chain {
	for i := range cs {
		c := &cs[i]
		c.rule = &check.Rule{ID: fmt.Sprintf("IF%d", first+i), Title: fmt.Sprintf("%s as %s wants it", c.attr, m.title()), Text: c.text(),
			Source: source, Severity: check.Error, Attrs: []model.Attr{c.attr}}
	}
	return cs
}

func (m Mode) title() string { return [...]string{"IdFix", "IdFix for dedicated tenants"}[m] }

// text lists what the chain asks for, in its order.
func (c *chain) text() string {
	parts := texts(c.steps)
	for _, f := range c.forms {
		parts = append(parts, f.text+": "+strings.Join(texts(f.steps), ", "))
	}
	if c.blank != nil {
		parts = append(parts, "required "+c.blank.text)
	}
	s := strings.Join(parts, "; ")
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

func texts(steps []step) (out []string) {
	for _, s := range steps {
		out = append(out, s.text)
	}
	return out
}
