package syncrule

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed builtin.rules
var builtinText string

// Connectors of the built-in set. That of the tenant has the same identifier on
// every server, as Microsoft's scripts show; that of Active Directory is made up.
const (
	builtinAD    = "{5c4d2a16-9f0e-4b73-8d4c-2f1a6e7b9c05}"
	builtinCloud = "{b891884f-051e-4a83-95af-2544101c9083}"
)

// Builtin returns the default rules of Entra Connect, as far as they decide what
// arrives in Entra ID and Exchange Online. Rules for Intune, Dynamics CRM, Azure
// RMS, Office, devices and for writing back to Active Directory are not among them.
// The set is shared and must not be changed.
func Builtin() *RuleSet { return builtin() }

var builtin = sync.OnceValue(func() *RuleSet {
	b := &builtinReader{sets: map[string][]string{}, types: map[string]AttrType{}}
	for i, line := range strings.Split(builtinText, "\n") {
		if err := b.line(line); err != nil {
			panic(fmt.Sprintf("builtin.rules:%d: %v", i+1, err))
		}
	}
	set := &RuleSet{Source: BuiltinName, Rules: b.rules, Metaverse: b.metaverse(),
		Connectors: []*Connector{{ID: builtinAD, Name: "Active Directory", AD: true}, {ID: builtinCloud, Name: "Microsoft Entra ID"}}}
	set.sort()
	return set
})

// A builtinReader reads the lines of builtin.rules, which says how they are
// written. It belongs to one call.
type builtinReader struct {
	sets  map[string][]string
	types map[string]AttrType
	rules []*Rule
	rule  *Rule // the last one
}

func (b *builtinReader) line(line string) error {
	word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	if word == "" || word[0] == '#' {
		return nil
	}
	fields := strings.Fields(rest)
	switch word {
	case "set":
		b.sets["@"+fields[0]] = fields[1:]
		return nil
	case "type":
		kind, multi := strings.CutSuffix(fields[0], "*")
		k, known := map[string]Kind{"num": Number, "bool": Bool, "ref": Ref, "bin": Binary, "text": Text}[kind]
		for _, name := range fields[1:] {
			b.types[name] = AttrType{k, multi}
		}
		if !known {
			return fmt.Errorf("the type %s is not known", kind)
		}
		return nil
	case "rule":
		return b.begin(rest)
	}
	if b.rule == nil {
		return fmt.Errorf("%s stands in no rule", word)
	}
	return b.part(word, rest, fields)
}

func (b *builtinReader) begin(rest string) error {
	f := strings.SplitN(rest, " ", 6)
	source, target, ok := strings.Cut(f[3], ">")
	precedence, err := strconv.Atoi(f[0])
	if !ok || err != nil {
		return fmt.Errorf("%q is no rule", rest)
	}
	b.rule = &Rule{Name: f[5], Version: 1, Precedence: precedence, Outbound: f[1] == "out", Source: source, Target: target, Link: Link(f[4])}
	b.rule.identify(nil, map[string]string{"ad": builtinAD, "cloud": builtinCloud}[f[2]])
	b.rules = append(b.rules, b.rule)
	return nil
}

func (b *builtinReader) part(word, rest string, fields []string) error {
	r := b.rule
	switch word {
	case "password":
		r.PasswordSync = true
	case "like":
		i := slices.IndexFunc(b.rules, func(o *Rule) bool { return strconv.Itoa(o.Precedence) == rest })
		if i < 0 {
			return fmt.Errorf("there is no rule %s", rest)
		}
		o := b.rules[i].clone()
		r.Scope, r.Joins, r.Flows = o.Scope, o.Joins, o.Flows
	case "scope":
		return b.scope(rest)
	case "join":
		cs, mv, _ := strings.Cut(rest, "=")
		mv, exact := strings.CutSuffix(mv, "!")
		r.Joins = append(r.Joins, JoinGroup{{cs, mv, exact}})
	case "const":
		r.Flows = append(r.Flows, Flow{Target: fields[0], Constant: String(fields[1]), Merge: Update})
	case "copy":
		for from, to := range b.pairs(fields) {
			r.Flows = append(r.Flows, Flow{Target: to, Direct: from, Reads: []string{from}, Merge: Update})
		}
	case "each":
		template, names, _ := strings.Cut(rest, " : ")
		for from, to := range b.pairs(strings.Fields(names)) {
			if err := b.flow(to, strings.ReplaceAll(template, "[@]", "["+from+"]")); err != nil {
				return err
			}
		}
	case "flow":
		target, src, _ := strings.Cut(rest, " : ")
		return b.flow(target, src)
	default:
		return fmt.Errorf("%s is not known", word)
	}
	return nil
}

func (b *builtinReader) flow(target, src string) error {
	e, err := Parse(src)
	if err != nil {
		return err
	}
	b.rule.Flows = append(b.rule.Flows, Flow{Target: target, Expression: e, Reads: e.Attributes(), Merge: Update})
	return nil
}

func (b *builtinReader) scope(rest string) error {
	var group ScopeGroup
	for clause := range strings.SplitSeq(rest, ";") {
		f := strings.Fields(clause)
		op, known := ParseOperator(f[1])
		if !known {
			return fmt.Errorf("the operator %s is not known", f[1])
		}
		group = append(group, Clause{f[0], op, strings.Join(f[2:], " ")})
	}
	b.rule.Scope = append(b.rule.Scope, group)
	return nil
}

// pairs yields source and target of what is copied, with sets opened.
func (b *builtinReader) pairs(fields []string) func(func(from, to string) bool) {
	return func(yield func(from, to string) bool) {
		for _, f := range fields {
			items, isSet := b.sets[f]
			if !isSet {
				items = []string{f}
			}
			for _, item := range items {
				from, to, renamed := strings.Cut(item, ">")
				if !renamed {
					to = from
				}
				if !yield(from, to) {
					return
				}
			}
		}
	}
}

// metaverse returns the type of every attribute that inbound rules write.
func (b *builtinReader) metaverse() map[string]AttrType {
	types := map[string]AttrType{}
	for _, r := range b.rules {
		for i := range r.Flows {
			if f := &r.Flows[i]; r.Inbound() {
				types[f.Target] = typeOf(f.Target, nil, nil)
			}
		}
	}
	for name, t := range b.types {
		types[name] = t
	}
	return types
}
