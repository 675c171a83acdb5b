package syncrule

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"recipientdesk/model"
	"recipientdesk/model/powershell"
)

// LoadScript follows a PowerShell script of synchronization rules, as the
// Synchronization Rules Editor exports it or a person wrote it, and returns the
// set that base becomes by it; base stays as it is, nil stands for no rules.
// Nothing is run: the commands that make, change and remove rules are followed on
// values that stand in the script, and all other commands have no effect. Where a
// rule depends on what only a running script can know, the error (code Invalid)
// names line and column. name stands for the script in errors and notes.
//
// What the commands do is what Microsoft's own scripts show:
// https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-create-custom-sync-rule,
// https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-modify-group-writeback,
// https://github.com/microsoft/AADConnectConfigDocumenter (which writes such scripts).
func LoadScript(r io.Reader, name string, base *RuleSet) (*RuleSet, error) {
	src, err := readScript(r)
	if err != nil {
		return nil, &model.Error{Code: model.Invalid, Subject: name, Message: "cannot be read", Err: err}
	}
	tree, err := powershell.Parse(src, name)
	if err != nil {
		return nil, err
	}
	s := &script{name: name, set: base.clone(), vars: map[string]any{"true": true, "false": false, "null": nil}, functions: map[string]bool{}, left: maxSteps}
	_, err = s.block(tree)
	if j, ok := errors.AsType[*jump](err); ok && j.kind != "throw" {
		err = nil // return and exit end a script
	} else if ok {
		err = s.fail(j.at, "the script stops: %s", j.message)
	}
	if err != nil {
		return nil, err
	}
	if !s.changed {
		s.note(tree, "the script changes no rule")
	}
	s.set.sort()
	s.collisions()
	s.set.Notes = append(s.set.Notes, s.notes...)
	return s.set, nil
}

// maxSteps bounds what is followed: a script of a hundred rules takes a few
// thousand.
const maxSteps = 200_000

// readScript decodes UTF-8 and UTF-16, and what is neither as Windows-1252, in
// which Notepad saves what is pasted into it.
func readScript(r io.Reader) (string, error) {
	r, err := utf8Reader(&limited{r, maxRuleFile, maxRuleFile})
	if err != nil {
		return "", err
	}
	b, err := io.ReadAll(r)
	if err != nil || utf8.Valid(b) {
		return string(b), err
	}
	const upper = "\u20ac\ufffd\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\ufffd\u017d\ufffd\ufffd\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\ufffd\u017e\u0178"
	table := []rune(upper)
	var out bytes.Buffer
	for _, c := range b {
		if c >= 0x80 && c < 0xA0 {
			out.WriteRune(table[c-0x80])
		} else {
			out.WriteRune(rune(c))
		}
	}
	return out.String(), nil
}

// A script is followed on a set of its own.
type script struct {
	name      string
	set       *RuleSet
	vars      map[string]any  // see value
	functions map[string]bool // defined in the script: whether they change rules
	notes     []Note
	noted     map[string]bool // commands that were noted
	changed   bool
	caught    *jump // what a catch block that is followed has caught
	left      int
}

// A jump leaves the block that is followed.
type jump struct {
	kind    string // throw, return, exit, break, continue
	message string
	at      *powershell.Node
}

func (j *jump) Error() string { return j.kind }

func (s *script) subject(n *powershell.Node) string { return s.name + ":" + n.Pos.String() }

func (s *script) fail(n *powershell.Node, format string, args ...any) error {
	return &model.Error{Code: model.Invalid, Subject: s.subject(n), Message: fmt.Sprintf(format, args...)}
}

// unknown is the error for a value that the script does not say.
func (s *script) unknown(n *powershell.Node, what string) error {
	return &model.Error{Code: model.Invalid, Subject: s.subject(n), Message: what + " is only known when the script runs", Hint: "Write the value into the script."}
}

func (s *script) note(n *powershell.Node, format string, args ...any) {
	if len(s.notes) < maxNotes {
		s.notes = append(s.notes, Note{Rule: s.subject(n), Text: fmt.Sprintf(format, args...)})
	}
}

// rulemakers are the commands by which a script has an effect on rules.
var rulemakers = []string{"new-adsyncrule", "add-adsyncrule", "set-adsyncrule", "remove-adsyncrule", "add-adsyncattributeflowmapping", "remove-adsyncattributeflowmapping",
	"add-adsyncscopeconditiongroup", "remove-adsyncscopeconditiongroup", "add-adsyncjoinconditiongroup", "remove-adsyncjoinconditiongroup"}

// makesRules reports whether anything below n has an effect on rules.
func (s *script) makesRules(n *powershell.Node) bool {
	for k := range n.All() {
		if k.Kind == powershell.Command && (slices.Contains(rulemakers, strings.ToLower(k.Text)) || s.functions[strings.ToLower(k.Text)]) {
			return true
		}
	}
	return false
}

// block follows statements and returns what they put out.
func (s *script) block(b *powershell.Node) ([]any, error) {
	var out []any
	for _, n := range b.Kids {
		vs, err := s.statement(n)
		if out = append(out, vs...); err != nil {
			return out, err
		}
	}
	return out, nil
}

func (s *script) statement(n *powershell.Node) ([]any, error) {
	if s.left--; s.left < 0 {
		return nil, s.fail(n, "the script takes too many steps to be followed")
	}
	switch n.Kind {
	case powershell.Pipeline:
		return s.pipeline(n)
	case powershell.Assign:
		return nil, s.assign(n)
	case powershell.If:
		return s.ifs(n)
	case powershell.Try:
		return s.try(n)
	case powershell.Finally:
		out, err := s.statement(n.Kids[0])
		more, ferr := s.block(n.Kids[1])
		return append(out, more...), cmp.Or(err, ferr)
	case powershell.ForEach:
		return s.foreach(n)
	case powershell.Loop:
		return s.loop(n)
	case powershell.Function:
		s.functions[strings.ToLower(n.Text)] = s.makesRules(n)
		return nil, nil
	case powershell.Params:
		for _, p := range n.Kids {
			if p.Kind == powershell.Variable {
				s.vars[p.Text] = unknown{}
			} else if v, err := s.value(p.Kids[1]); err != nil {
				return nil, err
			} else {
				s.vars[p.Kids[0].Text] = v
			}
		}
		return nil, nil
	case powershell.Jump:
		return s.jump(n)
	}
	return s.pipeline(&powershell.Node{Kind: powershell.Pipeline, Pos: n.Pos, Kids: []*powershell.Node{n}})
}

func (s *script) jump(n *powershell.Node) ([]any, error) {
	if n.Text == "throw" && len(n.Kids) == 0 && s.caught != nil {
		return nil, s.caught
	}
	j := &jump{kind: n.Text, at: n}
	var out []any
	if len(n.Kids) > 0 {
		said := n.Kids[0]
		vs, err := s.statement(said)
		if err != nil {
			return nil, err
		}
		if len(said.Kids) == 1 && said.Kids[0].Kind == powershell.Expand { // a text of which some is known
			if vs, err = s.values(said.Kids[0].Kids); err != nil {
				return nil, err
			}
		}
		for _, v := range vs {
			j.message += display(v)
		}
		if n.Text == "return" {
			out = vs
		}
	}
	return out, j
}

// ifs follows the branch whose condition is known to hold. What hangs on a
// condition that only the server can answer must have no effect on rules: it is a
// check that stops the script, or a message.
func (s *script) ifs(n *powershell.Node) ([]any, error) {
	for i := 0; i+1 < len(n.Kids); i += 2 {
		vs, err := s.block(n.Kids[i])
		if err != nil {
			return nil, err
		}
		switch t, known := holds(single(vs)); {
		case !known:
			return nil, s.passOver(&powershell.Node{Kind: powershell.If, Pos: n.Pos, Kids: n.Kids[i+1:]}, "this condition")
		case t:
			return s.block(n.Kids[i+1])
		}
	}
	if len(n.Kids)%2 == 1 {
		return s.block(n.Kids[len(n.Kids)-1])
	}
	return nil, nil
}

// passOver leaves statements out. Variables that they set are unknown from then on.
func (s *script) passOver(n *powershell.Node, what string) error {
	if s.makesRules(n) {
		return &model.Error{Code: model.Invalid, Subject: s.subject(n), Message: "rules depend on " + what + ", which is only known when the script runs",
			Hint: "Export the rules with the Synchronization Rules Editor, which writes every value out."}
	}
	for k := range n.All() {
		if k.Kind == powershell.Assign {
			if v := target(k.Kids[0]); v.Kind == powershell.Variable {
				s.vars[v.Text] = unknown{}
			}
		}
	}
	return nil
}

// target returns the variable of an assignment without its type and without what
// is reached through it.
func target(n *powershell.Node) *powershell.Node {
	for n.Kind == powershell.Cast || n.Kind == powershell.Member || n.Kind == powershell.Index {
		n = n.Kids[0]
	}
	return n
}

func (s *script) try(n *powershell.Node) ([]any, error) {
	out, err := s.block(n.Kids[0])
	j, ok := errors.AsType[*jump](err)
	if !ok || j.kind != "throw" || len(n.Kids) == 1 {
		return out, err
	}
	before := s.caught
	s.caught = j
	defer func() { s.caught = before }()
	s.vars["_"] = unknown{}
	more, err := s.block(n.Kids[1])
	return append(out, more...), err
}

func (s *script) foreach(n *powershell.Node) ([]any, error) {
	vs, err := s.statement(n.Kids[0])
	if err != nil {
		return nil, err
	}
	return s.each(n, "$"+n.Text, flatten(vs), n.Text, n.Kids[1])
}

// loop follows while, as long as its condition is known to hold, and passes over
// other loops.
func (s *script) loop(n *powershell.Node) ([]any, error) {
	var out []any
	for n.Text == "while" {
		vs, err := s.block(n.Kids[0])
		if err != nil {
			return out, err
		}
		yes, known := holds(single(vs))
		if !known {
			break
		}
		if !yes {
			return out, nil
		}
		more, err := s.block(n.Kids[1])
		out = append(out, more...)
		if j, ok := errors.AsType[*jump](err); ok && j.kind == "break" {
			return out, nil
		} else if err != nil && (!ok || j.kind != "continue") {
			return out, err
		}
		if s.left--; s.left < 0 {
			return out, s.fail(n, "the script takes too many steps to be followed")
		}
	}
	return out, s.passOver(n, "a "+n.Text+" loop")
}

// each follows a block once for every value.
func (s *script) each(n *powershell.Node, what string, vs []any, variable string, block *powershell.Node) ([]any, error) {
	defer s.keep(variable)()
	var out []any
	for _, v := range vs {
		if _, not := v.(unknown); not {
			return out, s.passOver(n, what)
		}
		s.vars[variable] = v
		more, err := s.block(block)
		out = append(out, more...)
		if j, ok := errors.AsType[*jump](err); ok && j.kind == "break" {
			break
		} else if ok && j.kind == "continue" {
			continue
		}
		if err != nil {
			return out, err
		}
	}
	return out, nil
}

// keep restores a variable of a pipeline that another pipeline may use meanwhile;
// what it returns is deferred.
func (s *script) keep(variable string) func() {
	before, had := s.vars[variable]
	return func() {
		if had && variable == "_" {
			s.vars[variable] = before
		}
	}
}

// collisions notes rules that share a number of precedence, which a server does
// not allow.
func (s *script) collisions() {
	seen := map[int]*Rule{}
	for _, r := range s.set.Rules {
		if other := seen[r.Precedence]; other != nil {
			s.notes = append(s.notes, Note{Rule: r.Name, Text: fmt.Sprintf("has the precedence %d, as %s has; a server would refuse that", r.Precedence, other.Name)})
		}
		seen[r.Precedence] = r
	}
}
