package mailboxguid

import (
	"fmt"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/syncrule"
)

// Options are what the administrator decides.
type Options struct {
	// DeleteOriginal removes the original rules in place of leaving them disabled.
	// Leaving them is the default: nobody documents what an upgrade of Entra Connect
	// makes of a default rule that is gone. It needs the rules of the server itself,
	// as the way back has to write them anew.
	DeleteOriginal bool
}

// suffix is what the name of a copy has in addition.
const suffix = " - without msExchMailboxGuid"

// firstFree is where the search for a free precedence begins.
const firstFree = 200

// A Change is what happens to one rule.
type Change struct {
	Rule       *syncrule.Rule // the original
	Copy       string         // name of the copy
	Precedence int            // of the original, and of the copy in the end
	Temporary  int            // of the copy at first: the first free number from 200
	Spare      int            // where the disabled original goes, to make room
}

// A Plan is everything that is to be done on the Entra Connect server. It is not
// changed once made.
type Plan struct {
	Options  Options
	Builtin  bool     // made of the built-in rules, with others or not: names and numbers of the server may differ
	Prepared bool     // the rules hold the copies already; only the way back is left
	Changes  []Change // one for each rule that carries the GUID, by precedence
	Remarks  []string // sentences about these rules

	Prepare string // the script that keeps the GUID back, with line feeds; powershell.File makes a file of it
	Restore string // the script of the way back
	Backup  string // the originals as a script; "" if they are the built-in ones

	set *syncrule.RuleSet
}

// New plans the change for a set of rules: every enabled inbound rule that carries
// the GUID is replaced by a copy that does not. The error has code NotFound if no
// rule carries it, or Invalid.
func New(set *syncrule.RuleSet, o Options) (*Plan, error) {
	p := &Plan{Options: o, Builtin: strings.HasPrefix(set.Source, syncrule.BuiltinName), set: set}
	if o.DeleteOriginal && p.Builtin {
		return nil, &model.Error{Code: model.Invalid, Subject: "original rules", Message: "can only be deleted with the rules of the server at hand: the way back must write them anew",
			Hint: "Load the folder that Get-ADSyncServerConfiguration wrote, or leave the originals disabled."}
	}
	p.find()
	if len(p.Changes) == 0 {
		return nil, &model.Error{Code: model.NotFound, Subject: string(Attribute), Message: "is carried by no inbound rule that is enabled", Hint: "Nothing needs to be done: the attribute does not arrive in the tenant."}
	}
	p.number()
	var err error
	if p.Prepare, err = p.prepare(); err == nil {
		p.Restore, err = p.restore()
	}
	return p, err
}

// find fills the changes: from the copies if they are there, else from the rules
// that carry the GUID.
func (p *Plan) find() {
	var copies, others []Change
	for _, r := range p.set.Rules {
		f := carries(r)
		switch name, copied := strings.CutSuffix(r.Name, suffix); {
		case f == nil:
		case copied && isNull(f):
			copies = append(copies, Change{Rule: p.original(name, r), Copy: r.Name, Precedence: r.Precedence})
		case isNull(f):
			p.remark("The rule %s keeps the GUID back already.", r.Name)
		default:
			others = append(others, Change{Rule: r, Copy: r.Name + suffix, Precedence: r.Precedence})
		}
	}
	p.Prepared = len(copies) > 0
	for _, c := range others {
		switch {
		case p.Prepared:
			p.remark("The rule %s still carries the GUID beside the copies of others.", c.Rule.Name)
		case c.Rule.Tag == "" && !p.Builtin:
			p.remark("The rule %s is not one of Microsoft's; it carries the GUID, so it is replaced, too.", c.Rule.Name)
		}
	}
	if p.Changes = others; p.Prepared {
		p.Changes = copies
	}
}

func (p *Plan) remark(format string, args ...any) {
	p.Remarks = append(p.Remarks, fmt.Sprintf(format, args...))
}

// original returns the rule that a copy stands for. If it was deleted, the copy says
// all about it but the flow, which default rules have as it is made here.
func (p *Plan) original(name string, copied *syncrule.Rule) *syncrule.Rule {
	for _, r := range p.set.Rules {
		if r.Name == name && r.Connector == copied.Connector && r.Inbound() {
			return r
		}
	}
	p.Options.DeleteOriginal = true
	r := *copied
	r.Name, r.Description, r.Flows = name, "", slices.Clone(copied.Flows)
	for i, f := range r.Flows {
		if f.Target == string(Attribute) {
			r.Flows[i] = syncrule.Flow{Target: f.Target, Direct: f.Target, Reads: []string{f.Target}, Merge: syncrule.Update}
		}
	}
	return &r
}

// carries returns the flow by which an inbound rule that is enabled writes the GUID
// to the metaverse, nil if it does not.
func carries(r *syncrule.Rule) *syncrule.Flow {
	if r.Disabled || r.Outbound {
		return nil
	}
	for i := range r.Flows {
		if r.Flows[i].Target == string(Attribute) {
			return &r.Flows[i]
		}
	}
	return nil
}

func isNull(f *syncrule.Flow) bool {
	return f.Expression != nil && (f.Expression.String() == "NULL" || f.Expression.String() == "AuthoritativeNull")
}

// number gives each copy the temporary precedence that the script will find, if
// the rules are those of the server.
func (p *Plan) number() {
	used := map[int]bool{}
	for _, r := range p.set.Rules {
		used[r.Precedence] = true
	}
	free := func() int {
		n := firstFree
		for used[n] {
			n++
		}
		used[n] = true
		return n
	}
	for i := range p.Changes {
		c := &p.Changes[i]
		if p.Prepared {
			continue
		}
		c.Temporary = free()
		if !p.Options.DeleteOriginal {
			c.Spare = free()
		}
		delete(used, c.Temporary) // in the end the copy has the number of the original
	}
}

// After returns the rules as the script makes them: the script itself is followed.
// It returns the present ones if they are prepared.
func (p *Plan) After() (*syncrule.RuleSet, error) {
	if p.Prepared {
		return p.set, nil
	}
	return syncrule.LoadScript(strings.NewReader(p.Prepare), PrepareFile, p.set)
}

// Back returns the rules as the way back makes them of those that the script made.
func (p *Plan) Back() (*syncrule.RuleSet, error) {
	after, err := p.After()
	if err != nil {
		return nil, err
	}
	return syncrule.LoadScript(strings.NewReader(p.Restore), RestoreFile, after)
}

// Names of the scripts as files; the steps refer to them.
const (
	PrepareFile = "msExchMailboxGuid-prepare.ps1"
	RestoreFile = "msExchMailboxGuid-restore.ps1"
	BackupFile  = "msExchMailboxGuid-original-rules.ps1"
)
