package ui

import (
	"fmt"
	"strings"

	"recipientdesk/model/syncrule"
	"recipientdesk/ui/kit"
)

// direction is "In" for rules that write the metaverse and "Out" for the others,
// as Microsoft's editor calls them.
func direction(r *syncrule.Rule) string {
	if r.Outbound {
		return "Out"
	}
	return "In"
}

// flowKind is the flow type as Microsoft's editor calls it.
func flowKind(f *syncrule.Flow) string {
	switch {
	case f.Problem != "":
		return "Not understood"
	case f.Expression != nil:
		return "Expression"
	case f.Direct != "":
		return "Direct"
	}
	return "Constant"
}

// flowSource is what a flow makes its value of.
func flowSource(f *syncrule.Flow) string {
	switch {
	case f.Expression != nil:
		return f.Expression.Source()
	case f.Direct != "":
		return f.Direct
	case f.Problem != "":
		return f.Problem
	}
	return f.Constant.Text()
}

// clauseText is a clause as exports write it: "mailNickname ISNOTNULL".
func clauseText(c syncrule.Clause) string {
	return strings.TrimSpace(c.Attribute + " " + string(c.Operator) + " " + c.Value)
}

// A ruleLine is one line below the rules: a flow, a clause, a join or a property.
type ruleLine struct {
	cells []kit.CellData
	full  string // all of it, for the box below
	match string // what a search looks in
}

// A ruleAspect is one way to look at a rule.
type ruleAspect struct {
	label   string
	columns []kit.Column
	lines   func(p *rulesPage, r *syncrule.Rule) []ruleLine
	none    string // where there are no lines
}

func ruleAspects() []ruleAspect {
	return []ruleAspect{
		{"Flows", []kit.Column{{Title: "Target attribute", Width: 210, Static: true}, {Title: "Type", Width: 100, Static: true},
			{Title: "Source", Width: 430, Static: true}, {Title: "Merge", Width: 90, Static: true}, {Title: "Once", Width: 60, Static: true}},
			func(_ *rulesPage, r *syncrule.Rule) []ruleLine { return flowLines(r) }, "The rule has no flows: it only joins, or carries password hashes."},
		{"Scope", []kit.Column{{Title: "", Width: 60, Static: true}, {Title: "Attribute", Width: 260, Static: true},
			{Title: "Operator", Width: 180, Static: true}, {Title: "Value", Width: 390, Static: true}},
			func(_ *rulesPage, r *syncrule.Rule) []ruleLine { return scopeLines(r) }, "The rule has no scope: it applies to every object of its class."},
		{"Joins", []kit.Column{{Title: "", Width: 60, Static: true}, {Title: "Connector space", Width: 300, Static: true},
			{Title: "Metaverse", Width: 300, Static: true}, {Title: "Case", Width: 230, Static: true}},
			func(_ *rulesPage, r *syncrule.Rule) []ruleLine { return joinLines(r) }, "The rule has no join conditions."},
		{"About", []kit.Column{{Title: "", Width: 180, Static: true}, {Title: "", Width: 710, Static: true}},
			(*rulesPage).aboutLines, ""},
	}
}

func flowLines(r *syncrule.Rule) (out []ruleLine) {
	for i := range r.Flows {
		f := &r.Flows[i]
		source := kit.CellData{Text: flowSource(f), Mono: f.Problem == ""}
		kind := kit.CellData{Text: flowKind(f), Color: kit.ColorMuted}
		if f.Problem != "" {
			kind = kit.CellData{Text: kind.Text, Icon: kit.ToneWarning.Icon(), Color: kit.ColorWarning}
		}
		once := ""
		if f.ApplyOnce {
			once = "once"
		}
		out = append(out, ruleLine{
			cells: []kit.CellData{{Text: f.Target, Bold: true}, kind, source, {Text: string(f.Merge), Color: kit.ColorMuted}, {Text: once, Color: kit.ColorMuted}},
			full:  f.Target + " = " + flowSource(f),
			match: strings.ToLower(f.Target + " " + flowSource(f)),
		})
	}
	return out
}

func scopeLines(r *syncrule.Rule) (out []ruleLine) {
	for g, group := range r.Scope {
		for i, c := range group {
			word := "and"
			switch {
			case i == 0 && g == 0:
				word = "If"
			case i == 0:
				word = "or if"
			}
			out = append(out, ruleLine{
				cells: []kit.CellData{{Text: word, Color: kit.ColorMuted}, {Text: c.Attribute, Mono: true}, {Text: string(c.Operator)}, {Text: c.Value, Mono: true}},
				full:  clauseText(c), match: strings.ToLower(clauseText(c)),
			})
		}
	}
	return out
}

func joinLines(r *syncrule.Rule) (out []ruleLine) {
	for g, group := range r.Joins {
		for i, c := range group {
			word, letters := "and", "upper and lower case are alike"
			switch {
			case i == 0 && g == 0:
				word = "First"
			case i == 0:
				word = "then"
			}
			if c.CaseSensitive {
				letters = "case matters"
			}
			text := c.Connector + " = " + c.Metaverse
			out = append(out, ruleLine{
				cells: []kit.CellData{{Text: word, Color: kit.ColorMuted}, {Text: c.Connector, Mono: true}, {Text: c.Metaverse, Mono: true}, {Text: letters, Color: kit.ColorMuted}},
				full:  text, match: strings.ToLower(text),
			})
		}
	}
	return out
}

func (p *rulesPage) aboutLines(r *syncrule.Rule) (out []ruleLine) {
	add := func(name, value string) {
		if value != "" {
			out = append(out, ruleLine{cells: []kit.CellData{{Text: name, Color: kit.ColorMuted}, {Text: value}}, full: value})
		}
	}
	add("Description", r.Description)
	add("Direction", map[bool]string{false: "Inbound: from the connector to the metaverse", true: "Outbound: from the metaverse to the connector"}[r.Outbound])
	add("Connector", p.connector(r))
	add("Object class", r.Source+" to "+r.Target)
	add("Link type", linkText(r.Link))
	add("Precedence", fmt.Sprintf("%d: the lowest wins", r.Precedence))
	add("State", map[bool]string{false: "enabled", true: "disabled: the rule does nothing"}[r.Disabled])
	if r.PasswordSync {
		add("Passwords", "carries password hashes")
	}
	add("Tag", r.Tag)
	add("Identifier", r.ID)
	for _, n := range p.set.Notes {
		if n.Rule == r.Name {
			add("Note", n.Text)
		}
	}
	return out
}

func linkText(l syncrule.Link) string {
	switch l {
	case syncrule.Provision:
		return "Provision: creates the object where there is none"
	case syncrule.Join:
		return "Join: takes part only where another rule provisions"
	case syncrule.StickyJoin:
		return "StickyJoin: joins, and keeps the object alive"
	}
	return string(l)
}

// connector names the connector of a rule.
func (p *rulesPage) connector(r *syncrule.Rule) string {
	for _, c := range p.set.Connectors {
		if strings.EqualFold(strings.Trim(c.ID, "{}"), strings.Trim(r.Connector, "{}")) {
			return c.Name
		}
	}
	return r.Connector
}
