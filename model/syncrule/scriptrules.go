package syncrule

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"recipientdesk/model/powershell"
)

const nobody = "{00000000-0000-0000-0000-000000000000}"

func (s *script) newRule(n *powershell.Node) ([]any, error) {
	b, err := s.bind(n, "Name Identifier Description Direction Precedence PrecedenceAfter PrecedenceBefore SourceObjectType TargetObjectType Connector LinkType SoftDeleteExpiryInterval ImmutableTag EnablePasswordSync? Disabled?")
	if err != nil {
		return nil, err
	}
	r := &Rule{Version: 1}
	direction, link := "", ""
	for _, p := range []struct {
		name string
		into *string
		may  bool // be missing
	}{{"Name", &r.Name, false}, {"Direction", &direction, false}, {"SourceObjectType", &r.Source, false}, {"TargetObjectType", &r.Target, false}, {"LinkType", &link, false},
		{"Description", &r.Description, true}, {"ImmutableTag", &r.Tag, true}} {
		if *p.into, err = b.text(p.name); err == nil && *p.into == "" && !p.may {
			err = s.fail(n, "the rule has no -%s", p.name)
		}
		if err != nil {
			return nil, err
		}
	}
	if r.PasswordSync, err = b.flag("EnablePasswordSync"); err != nil {
		return nil, err
	}
	if r.Disabled, err = b.flag("Disabled"); err != nil {
		return nil, err
	}
	if r.Outbound = strings.EqualFold(direction, "Outbound"); !r.Outbound && !strings.EqualFold(direction, "Inbound") {
		return nil, s.fail(b.at("Direction"), "the direction %q is neither Inbound nor Outbound", direction)
	}
	if r.Link, err = oneOf(b, "LinkType", Join, Provision, StickyJoin); err != nil {
		return nil, err
	}
	if err := s.place(b, r); err != nil {
		return nil, err
	}
	r.identify(b.values["Identifier"], b.values["Connector"])
	return b.output(r)
}

// identify sets the identifiers of a rule, as far as they are texts. One that the
// server makes when the script runs is made here of the rule's name.
func (r *Rule) identify(id, connector any) {
	if v, ok := connector.(string); ok {
		r.Connector = braced(v)
	}
	if v, ok := id.(string); ok {
		r.ID = braced(v)
	} else {
		sum := sha256.Sum256([]byte(r.Name + "\x00" + r.direction() + r.Connector))
		r.ID = fmt.Sprintf("{%x-%x-%x-%x-%x}", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
	}
}

// oneOf returns one of the values that a parameter may have.
func oneOf[T ~string](b *bound, name string, may ...T) (T, error) {
	t, err := b.text(name)
	if err != nil {
		return "", err
	}
	for _, m := range may {
		if strings.EqualFold(t, string(m)) {
			return m, nil
		}
	}
	return "", b.s.fail(b.at(name), "-%s is %q, which is not known", name, t)
}

// place reads the precedence of a rule.
func (s *script) place(b *bound, r *Rule) (err error) {
	for _, name := range []string{"PrecedenceAfter", "PrecedenceBefore"} {
		t, err := b.text(name)
		if err != nil {
			return err
		}
		if t != "" && braced(t) != nobody {
			return s.fail(b.at(name), "-%s is not followed; a rule is placed by -Precedence", name)
		}
	}
	if !b.has("Precedence") {
		return s.fail(b.cmd, "the rule has no -Precedence")
	}
	r.Precedence, err = b.number("Precedence")
	return err
}

func (s *script) addFlow(n *powershell.Node, in []any) ([]any, error) {
	b, err := s.bind(n, "SynchronizationRule Source Destination FlowType ValueMergeType Expression ExecuteOnce?")
	if err != nil {
		return nil, err
	}
	r, err := b.rule(in)
	if err != nil {
		return nil, err
	}
	f := Flow{Merge: Update}
	if f.Target, err = b.text("Destination"); err == nil && f.Target == "" {
		err = s.fail(n, "the flow has no -Destination")
	}
	if err != nil {
		return nil, err
	}
	if b.has("ValueMergeType") {
		if f.Merge, err = oneOf(b, "ValueMergeType", Update, Replace, MergeValues, MergeCaseInsensitive); err != nil {
			return nil, err
		}
	}
	if f.ApplyOnce, err = b.flag("ExecuteOnce"); err != nil {
		return nil, err
	}
	if err := s.flowSource(b, &f); err != nil {
		return nil, err
	}
	r.Flows = append(r.Flows, f)
	return b.output(r)
}

func (s *script) flowSource(b *bound, f *Flow) error {
	sources, err := b.texts("Source")
	if err != nil {
		return err
	}
	kind := "Expression"
	if b.has("FlowType") || !b.has("Expression") {
		if kind, err = oneOf(b, "FlowType", "Direct", "Constant", "Expression"); err != nil {
			return err
		}
	}
	if kind != "Expression" && (len(sources) != 1 || sources[0] == "") {
		return s.fail(b.cmd, "a flow of the type %s has one -Source", kind)
	}
	switch kind {
	case "Direct":
		f.Direct, f.Reads = sources[0], sources
	case "Constant":
		f.Constant = String(sources[0])
	default:
		text, err := b.text("Expression")
		if err == nil && text == "" {
			err = s.fail(b.cmd, "a flow of the type Expression has an -Expression")
		}
		if err != nil {
			return err
		}
		f.Reads = sources
		if f.Expression, err = Parse(text); err != nil {
			f.Problem = err.Error()
			s.note(b.at("Expression"), "the flow to %s cannot be followed: %s", f.Target, f.Problem)
		}
	}
	return nil
}

func (s *script) removeFlow(n *powershell.Node, in []any) ([]any, error) {
	b, err := s.bind(n, "SynchronizationRule AttributeFlowMappings")
	if err != nil {
		return nil, err
	}
	r, err := b.rule(in)
	if err != nil {
		return nil, err
	}
	for _, v := range flatten([]any{b.values["AttributeFlowMappings"]}) {
		f, ok := v.(*Flow)
		if !ok {
			return nil, s.unknown(b.at("AttributeFlowMappings"), "which flow this is")
		}
		r.Flows = slices.DeleteFunc(slices.Clone(r.Flows), func(g Flow) bool { return g.same(f) })
	}
	return b.output(r)
}

func (f *Flow) same(g *Flow) bool {
	return f.Target == g.Target && f.Direct == g.Direct && f.Constant.Equal(g.Constant) && f.Expression == g.Expression
}

func (s *script) addScope(n *powershell.Node, in []any) ([]any, error) {
	b, err := s.bind(n, "SynchronizationRule ScopeConditions")
	if err != nil {
		return nil, err
	}
	r, err := b.rule(in)
	if err != nil {
		return nil, err
	}
	group := ScopeGroup{}
	for _, v := range flatten([]any{b.values["ScopeConditions"]}) {
		c, ok := v.(Clause)
		if !ok {
			return nil, s.unknown(b.at("ScopeConditions"), "which conditions these are")
		}
		group = append(group, c)
	}
	r.Scope = append(r.Scope, group)
	return b.output(r)
}

func (s *script) addJoin(n *powershell.Node, in []any) ([]any, error) {
	b, err := s.bind(n, "SynchronizationRule JoinConditions")
	if err != nil {
		return nil, err
	}
	r, err := b.rule(in)
	if err != nil {
		return nil, err
	}
	group := JoinGroup{}
	for _, v := range flatten([]any{b.values["JoinConditions"]}) {
		c, ok := v.(JoinCondition)
		if !ok {
			return nil, s.unknown(b.at("JoinConditions"), "which conditions these are")
		}
		group = append(group, c)
	}
	r.Joins = append(r.Joins, group)
	return b.output(r)
}

const objectModel = "microsoft.identitymanagement.powershell.objectmodel."

func (s *script) newObject(n *powershell.Node) ([]any, error) {
	b, err := s.bind(n, "*TypeName *ArgumentList Property ComObject Strict?")
	if err != nil {
		return nil, err
	}
	name, err := b.text("TypeName")
	if err != nil {
		return nil, err
	}
	kind, ours := strings.CutPrefix(strings.ToLower(name), objectModel)
	if !ours {
		return b.output(unknown{})
	}
	args, err := b.texts("ArgumentList")
	if err != nil {
		return nil, err
	}
	switch {
	case kind == "scopecondition" && len(args) == 3:
		op, known := ParseOperator(strings.ToUpper(args[2]))
		if !known {
			return nil, s.fail(b.at("ArgumentList"), "the operator %q of the scope is not known", args[2])
		}
		return b.output(Clause{Attribute: args[0], Operator: op, Value: args[1]})
	case kind == "joincondition" && (len(args) == 3 || len(args) == 2):
		sensitive := len(args) == 3 && (strings.EqualFold(args[2], "true") || args[2] == "1")
		return b.output(JoinCondition{args[0], args[1], sensitive})
	}
	return nil, s.fail(n, "%s with %d arguments is not known", name, len(args))
}

func (s *script) getRules(n *powershell.Node) ([]any, error) {
	b, err := s.bind(n, "*Identifier Name")
	if err != nil {
		return nil, err
	}
	id, err := b.text("Identifier")
	if err != nil {
		return nil, err
	}
	name, err := b.text("Name")
	if err != nil {
		return nil, err
	}
	var out []any
	for _, r := range s.set.Rules {
		if (id == "" || r.ID == braced(id)) && (name == "" || strings.EqualFold(r.Name, name)) {
			out = append(out, r.clone())
		}
	}
	return b.output(out...)
}

func (s *script) addRule(n *powershell.Node, in []any) ([]any, error) {
	b, err := s.bind(n, "*SynchronizationRule Identifier Precedence Disabled")
	if err != nil {
		return nil, err
	}
	if b.has("Identifier") || b.has("Precedence") || b.has("Disabled") {
		return nil, s.fail(n, "%s is followed with -SynchronizationRule only", n.Text)
	}
	rules, err := b.rules(in)
	if err != nil {
		return nil, err
	}
	if yes, _ := holds(b.values["WhatIf"]); yes {
		s.note(n, "-WhatIf: nothing is changed")
		return nil, nil
	}
	for _, r := range rules {
		r = r.clone()
		s.set.settle(r)
		s.set.put(r)
		s.changed = true
	}
	return b.output(in...)
}

func (s *script) removeRule(n *powershell.Node, in []any) ([]any, error) {
	b, err := s.bind(n, "*Identifier SynchronizationRule")
	if err != nil {
		return nil, err
	}
	ids, err := b.texts("Identifier")
	if err != nil {
		return nil, err
	}
	rules, err := b.rules(in)
	if err != nil {
		return nil, err
	}
	for _, r := range rules {
		ids = append(ids, r.ID)
	}
	for _, id := range ids {
		i := slices.IndexFunc(s.set.Rules, func(r *Rule) bool { return r.ID == braced(id) })
		if i < 0 {
			s.note(n, "there is no rule %s to remove", braced(id))
			continue
		}
		s.set.Rules = slices.Delete(s.set.Rules, i, i+1)
		s.changed = true
	}
	return nil, nil
}

func (s *script) getConnectors(n *powershell.Node) ([]any, error) {
	b, err := s.bind(n, "*Name Identifier")
	if err != nil {
		return nil, err
	}
	name, err := b.text("Name")
	if err != nil || len(s.set.Connectors) == 0 {
		return []any{unknown{}}, err
	}
	var out []any
	for _, c := range s.set.Connectors {
		if name == "" || strings.EqualFold(c.Name, name) {
			out = append(out, c)
		}
	}
	return b.output(out...)
}
