package ui

import (
	"cmp"
	"encoding/hex"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/syncrule"
	"recipientdesk/ui/kit"
)

// A contribution is one flow that writes an attribute, and what became of it.
type contribution struct {
	where   string // "Exported", "Metaverse" or "Active Directory"
	attr    string
	rule    *syncrule.Rule // nil: a value of the directory
	flow    *syncrule.Flow
	value   string // of what won
	outcome string // a word or a few
	wins    bool
	tone    kit.Tone
}

// The places that an attribute passes on its way out.
const (
	atExport    = "Exported"
	atMetaverse = "Metaverse"
	atDirectory = "Active Directory"
)

// whyAttributes names everything that can be asked about: what is exported, what
// stands in the metaverse only, and what the object has and goes nowhere.
func whyAttributes(r *syncrule.Result) (out []string) {
	add := func(name string) {
		if !slices.ContainsFunc(out, func(o string) bool { return strings.EqualFold(o, name) }) {
			out = append(out, name)
		}
	}
	for _, list := range [][]syncrule.Contribution{r.Export, r.Metaverse} {
		for _, c := range list {
			add(c.Attribute)
		}
	}
	for _, f := range r.Fates {
		add(string(f.Attr))
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Compare(strings.ToLower(a), strings.ToLower(b)) })
	return out
}

// contributions says where the value of an attribute comes from, the last step
// first: the flows out of the metaverse, those into it, and what the directory
// has, each in order of precedence.
func contributions(set *syncrule.RuleSet, r *syncrule.Result, attr string) (out []contribution) {
	out = outboundTo(set, r, attr)
	from := []string{attr}
	for _, c := range out {
		if c.wins {
			from = flowReads(c.flow)
		}
	}
	var read []string
	for _, mv := range from {
		in := inboundTo(r, mv)
		out = append(out, in...)
		won := slices.ContainsFunc(in, func(c contribution) bool { return c.wins })
		for _, c := range in {
			if c.wins || !won {
				read = append(read, flowReads(c.flow)...)
			}
		}
		if len(in) == 0 {
			read = append(read, mv)
		}
	}
	slices.Sort(read)
	for _, a := range slices.Compact(read) {
		out = append(out, inDirectory(r, a)...)
	}
	return out
}

// flowReads are the attributes that a flow makes its value of.
func flowReads(f *syncrule.Flow) []string {
	switch {
	case f == nil:
		return nil
	case f.Expression != nil:
		return f.Expression.Attributes()
	case f.Direct != "":
		return []string{f.Direct}
	}
	return nil
}

func winner(list []syncrule.Contribution, attr string) (syncrule.Contribution, bool) {
	i := slices.IndexFunc(list, func(c syncrule.Contribution) bool { return strings.EqualFold(c.Attribute, attr) })
	if i < 0 {
		return syncrule.Contribution{}, false
	}
	return list[i], true
}

// outboundTo lists the flows to the tenant. Whether a rule that gave nothing was
// out of scope is not known here, and not said.
func outboundTo(set *syncrule.RuleSet, r *syncrule.Result, attr string) (out []contribution) {
	won, ok := winner(r.Export, attr)
	if len(r.Export) == 0 || set == nil {
		return nil
	}
	tenant := r.Export[0].Rule.Connector
	over := false
	for _, rule := range set.Rules {
		if !rule.Outbound || rule.Disabled || rule.Connector != tenant || rule.Target != r.Target && rule.Target != "*" {
			continue
		}
		for _, f := range flowsTo(rule, attr) {
			c := contribution{where: atExport, attr: attr, rule: rule, flow: f}
			switch {
			case ok && rule == won.Rule && !over:
				c.wins, c.value, c.outcome, c.tone, over = true, valueText(won.Value), "wins", kit.ToneOK, true
			case over:
				c.outcome = "lower precedence"
			default:
				c.outcome = "gives nothing"
			}
			out = append(out, c)
		}
	}
	return out
}

func flowsTo(rule *syncrule.Rule, attr string) (out []*syncrule.Flow) {
	for i := range rule.Flows {
		if strings.EqualFold(rule.Flows[i].Target, attr) {
			out = append(out, &rule.Flows[i])
		}
	}
	return out
}

// inboundTo lists the flows into an attribute of the metaverse.
func inboundTo(r *syncrule.Result, attr string) (out []contribution) {
	won, ok := winner(r.Metaverse, attr)
	over := false
	for _, s := range r.Scope {
		for _, f := range flowsTo(s.Rule, attr) {
			c := contribution{where: atMetaverse, attr: attr, rule: s.Rule, flow: f}
			switch {
			case !s.Passed:
				c.outcome, c.tone = "not in scope: "+s.Clause, kit.ToneWarning
			case ok && s.Rule == won.Rule && !over:
				c.wins, c.value, c.outcome, c.tone, over = true, valueText(won.Value), "wins", kit.ToneOK, true
			case over:
				c.outcome = "lower precedence"
			default:
				c.outcome = "gives nothing"
			}
			out = append(out, c)
		}
	}
	if ok && !over { // it comes from an object that merged into this one
		out = append(out, contribution{where: atMetaverse, attr: attr, rule: won.Rule, flow: won.Flow, value: valueText(won.Value),
			outcome: "wins, from a joined object", wins: true, tone: kit.ToneOK})
	}
	return out
}

// inDirectory is what the object itself has.
func inDirectory(r *syncrule.Result, attr string) []contribution {
	a := model.Attr(attr)
	if !r.Entry.Has(a) {
		return []contribution{{where: atDirectory, attr: attr, outcome: "has no value"}}
	}
	c := contribution{where: atDirectory, attr: attr, value: entryText(r.Entry, a), outcome: "is there"}
	if i := slices.IndexFunc(r.Fates, func(f syncrule.Fate) bool { return f.Attr.Is(a) }); i >= 0 && r.Fates[i].State == syncrule.NotSelected {
		c.outcome, c.tone = "not selected in the connector", kit.ToneWarning
	}
	return []contribution{c}
}

// valueText writes a value of the engine for a cell.
func valueText(v syncrule.Value) string {
	var parts []string
	for _, one := range v.Values() {
		text := one.Text()
		if one.Kind() == syncrule.Binary {
			text = octetText(one.Octets())
		}
		parts = append(parts, text)
	}
	if v.IsNull() && v.Kind() != syncrule.Null {
		return v.Text() // a marker
	}
	return strings.Join(parts, "; ")
}

// octetText writes octets as people compare them: a GUID as such, a few in
// hexadecimal, more by their number.
func octetText(octets string) string {
	switch n := len(octets); {
	case n == 16:
		var g model.GUID
		copy(g[:], octets)
		return g.String()
	case n <= 32:
		return hex.EncodeToString([]byte(octets))
	}
	return byteSize(len(octets)) + " of data"
}

// entryText writes the values of an attribute for a cell, whatever it holds.
func entryText(e model.Entry, a model.Attr) string {
	var parts []string
	for _, v := range e.Values(a) {
		parts = append(parts, plainText(v))
	}
	return strings.Join(parts, "; ")
}

// plainText is a stored value if it is text, else its octets in a readable form.
func plainText(v string) string {
	for _, r := range v {
		if r == '\uFFFD' || r < ' ' && r != '\n' && r != '\r' && r != '\t' {
			return octetText(v)
		}
	}
	return v
}
