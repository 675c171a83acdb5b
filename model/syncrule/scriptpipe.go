package syncrule

import (
	"slices"
	"strings"

	"recipientdesk/model/powershell"
)

// harmless are commands without any bearing on rules. Others that are not followed
// are noted.
var harmless = strings.Fields(`write-host write-output write-warning write-verbose write-progress write-debug write-information out-null out-file out-host out-string
import-module get-module get-command get-help set-strictmode read-host start-transcript stop-transcript start-sleep pause clear-host cls
set-adsyncscheduler get-adsyncscheduler start-adsyncsynccycle stop-adsyncsynccycle get-adsyncconnectorrunstatus invoke-adsyncrunprofile get-adsyncserverconfiguration
get-adsyncglobalsettings get-adsyncaadcompanyfeature get-adsyncexportdeletionthreshold export-clixml import-clixml export-csv convertto-json convertto-xml
new-item new-guid get-item get-childitem test-path join-path split-path resolve-path set-content add-content get-content get-date get-variable remove-variable
sort-object format-list format-table measure-object compare-object tee-object get-member get-host get-aduser get-adforest get-addomain
fl ft sort measure echo cd sleep icacls`)

func (s *script) pipeline(n *powershell.Node) ([]any, error) {
	var in []any
	for _, e := range n.Kids {
		var out []any
		var err error
		if e.Kind == powershell.Command {
			out, err = s.command(e, in)
		} else {
			var v any
			if v, err = s.value(e); v != nil {
				out = []any{v}
			}
		}
		if err != nil {
			return nil, err
		}
		if in = out; len(n.Kids) > 1 {
			in = flatten(out)
		}
	}
	return in, nil
}

// command follows one. in is what the pipeline feeds it.
func (s *script) command(n *powershell.Node, in []any) ([]any, error) {
	switch name := strings.ToLower(n.Text); name {
	case "where-object", "where", "?":
		return s.where(n, in)
	case "foreach-object", "foreach", "%":
		if len(n.Kids) == 1 && n.Kids[0].Kind == powershell.Script {
			return s.each(n, "what a pipeline holds", in, "_", n.Kids[0].Kids[0])
		}
		return s.others(n, in)
	case "select-object", "select":
		return s.selects(n, in)
	case "new-adsyncrule":
		return s.newRule(n)
	case "get-adsyncrule":
		return s.getRules(n)
	case "add-adsyncrule", "set-adsyncrule":
		return s.addRule(n, in)
	case "remove-adsyncrule":
		return s.removeRule(n, in)
	case "add-adsyncattributeflowmapping":
		return s.addFlow(n, in)
	case "remove-adsyncattributeflowmapping":
		return s.removeFlow(n, in)
	case "add-adsyncscopeconditiongroup":
		return s.addScope(n, in)
	case "add-adsyncjoinconditiongroup":
		return s.addJoin(n, in)
	case "get-adsyncconnector":
		return s.getConnectors(n)
	case "new-object":
		return s.newObject(n)
	case "set-variable", "new-variable":
		return nil, s.setVariable(n)
	case "write-error":
		return nil, s.reports(n)
	default:
		return s.others(n, in)
	}
}

// others are not followed. What they put out is not known.
func (s *script) others(n *powershell.Node, in []any) ([]any, error) {
	name := strings.ToLower(n.Text)
	if s.functions[name] || slices.Contains(rulemakers, name) {
		return nil, s.fail(n, "%s is not followed, and changes rules", n.Text)
	}
	if err := s.arguments(n); err != nil {
		return nil, err
	}
	switch _, own := s.functions[name]; {
	case name == "out-null":
		return nil, nil
	case own, slices.Contains(harmless, name):
	case n.Text == "." || n.Text == "&":
		s.note(n, "another script is called, which is not read")
	case !s.noted[name]:
		if s.noted == nil {
			s.noted = map[string]bool{}
		}
		s.noted[name] = true
		s.note(n, "%s is not followed", n.Text)
	}
	return []any{unknown{}}, nil
}

func (s *script) setVariable(n *powershell.Node) error {
	b, err := s.bind(n, "*Name *Value Scope Option Description Visibility PassThru?")
	if err != nil {
		return err
	}
	name, err := b.text("Name")
	s.vars[strings.ToLower(name)] = b.values["Value"]
	return err
}

// reports notes an error that the script is known to report.
func (s *script) reports(n *powershell.Node) error {
	vs, err := s.values(slices.DeleteFunc(slices.Clone(n.Kids), func(k *powershell.Node) bool { return k.Kind == powershell.Param || k.Kind == powershell.Splat }))
	s.note(n, "the script reports an error: %s", display(vs))
	return err
}

// arguments refuses blocks that change rules in a command that is not followed.
func (s *script) arguments(n *powershell.Node) error {
	for _, k := range n.Kids {
		if s.makesRules(k) {
			return s.passOver(k, n.Text)
		}
	}
	return nil
}

func (s *script) where(n *powershell.Node, in []any) ([]any, error) {
	test := func() (any, error) { return unknown{}, nil }
	switch {
	case len(n.Kids) == 1 && n.Kids[0].Kind == powershell.Script:
		test = func() (any, error) {
			vs, err := s.block(n.Kids[0].Kids[0])
			return single(vs), err
		}
	case len(n.Kids) == 3 && n.Kids[0].Kind == powershell.String && n.Kids[1].Kind == powershell.Param: // Where Name -eq 'x'
		test = func() (any, error) {
			v, err := s.value(n.Kids[2])
			return compared("-"+strings.ToLower(n.Kids[1].Text), member(s.vars["_"], n.Kids[0].Text), v), err
		}
	}
	defer s.keep("_")()
	var out []any
	for _, v := range in {
		s.vars["_"] = v
		r, err := test()
		if err != nil {
			return nil, err
		}
		if yes, known := holds(r); !known {
			return []any{unknown{}}, nil
		} else if yes {
			out = append(out, v)
		}
	}
	return out, nil
}

func (s *script) selects(n *powershell.Node, in []any) ([]any, error) {
	b, err := s.bind(n, "*Property First Last Skip ExpandProperty Unique?")
	if err != nil {
		return nil, err
	}
	if b.has("First") {
		first, err := b.number("First")
		return in[:min(len(in), max(0, first))], err
	}
	if b.has("ExpandProperty") {
		name, err := b.text("ExpandProperty")
		var out []any
		for _, v := range in {
			out = append(out, member(v, name))
		}
		return flatten(out), err
	}
	return []any{unknown{}}, nil
}

// assign sets a variable, or a property of a rule.
func (s *script) assign(n *powershell.Node) error {
	vs, err := s.statement(n.Kids[1])
	if err != nil {
		return err
	}
	v := single(vs)
	to := n.Kids[0]
	for to.Kind == powershell.Cast {
		if v, err = s.cast(&powershell.Node{Kind: powershell.Cast, Pos: to.Pos, Text: to.Text, Kids: []*powershell.Node{literal(v)}}); err != nil {
			return err
		}
		to = to.Kids[0]
	}
	if n.Text != "=" {
		old, err := s.value(to)
		if err != nil {
			return err
		}
		if list, ok := old.([]any); ok && n.Text == "+=" {
			v = append(slices.Clone(list), flatten([]any{v})...)
		} else {
			v = compared(n.Text[:1], old, v)
		}
		if err := s.spend(n, v); err != nil {
			return err
		}
	}
	switch to.Kind {
	case powershell.Variable:
		s.vars[to.Text] = v
		return nil
	case powershell.Member:
		of, err := s.value(to.Kids[0])
		if err != nil {
			return err
		}
		if list, ok := of.([]any); ok && len(list) == 1 {
			of = list[0]
		}
		if r, ok := of.(*Rule); ok {
			return s.setProperty(to, r, v)
		}
		return nil // of an object that is no rule
	}
	if v := target(to); v.Kind == powershell.Variable {
		s.vars[v.Text] = unknown{}
	}
	return nil
}
