package addresspolicy

import (
	"slices"
	"strconv"
	"strings"

	"recipientdesk/model"
)

// Attributes that planning reads, beside those of model.KindAttrs.
var Attributes = []model.Attr{model.ObjectGUID, "givenName", "sn", "initials", "middleName", model.DisplayName, model.CommonName, "name",
	model.SAMAccountName, model.UserPrincipalName, model.Mail, model.ProxyAddresses, PoliciesExcluded, policiesIncluded}

// PoliciesExcluded is the attribute that takes a recipient out of policies.
const PoliciesExcluded model.Attr = "msExchPoliciesExcluded"

// off is the value of msExchPoliciesExcluded that takes a recipient out of all
// policies, as Set-RemoteMailbox -EmailAddressPolicyEnabled $false writes it.
const off = "{26491cfc-9e50-4857-861b-0cb8df22b5d7}"

// OptedOut reports whether policies leave a recipient alone.
func OptedOut(e model.Entry) bool {
	return slices.ContainsFunc(e.Values(PoliciesExcluded), func(v string) bool { return strings.EqualFold(v, off) })
}

// policiesIncluded says which policy of an Exchange server applied.
const policiesIncluded model.Attr = "msExchPoliciesIncluded"

// SetOptOut takes a recipient out of all policies, or puts it under them again. What a
// server's policy has left goes as it is taken out, as with the cmdlet.
func SetOptOut(e model.Entry, out bool) model.Entry {
	kept := slices.DeleteFunc(slices.Clone(e.Values(PoliciesExcluded)), func(v string) bool { return strings.EqualFold(v, off) })
	if out {
		kept = append(kept, off)
		e = e.With(policiesIncluded)
	}
	return e.With(PoliciesExcluded, kept...)
}

// A Plan gives addresses to one recipient after another, none of them twice. It
// belongs to one goroutine. First Hold is called for every object of the directory and
// the tenant that has addresses, then Give for those that get some.
type Plan struct {
	owner map[string]model.GUID // of addresses in lower case
	names map[model.GUID]string
	next  map[string]int // the first number that nobody has behind an address
}

// NewPlan returns a plan that knows of no address yet.
func NewPlan() *Plan {
	return &Plan{owner: map[string]model.GUID{}, names: map[model.GUID]string{}, next: map[string]int{}}
}

// Hold notes the addresses of an object, which nobody else gets: its proxy addresses,
// mail, and the name it signs in with.
func (p *Plan) Hold(e model.Entry) {
	id, _ := model.ParseGUID(e.Ref.GUID)
	p.names[id] = model.Recipient{Entry: e}.Name()
	for _, a := range model.Addresses(e) {
		if a.IsSMTP() {
			p.hold(a.Value(), id)
		}
	}
	for _, a := range []model.Attr{model.Mail, model.UserPrincipalName} {
		if v := e.First(a); v != "" {
			p.hold(v, id)
		}
	}
}

func (p *Plan) hold(address string, id model.GUID) {
	k := strings.ToLower(address)
	if _, taken := p.owner[k]; !taken {
		p.owner[k] = id
	}
}

// free reports whether the object may have the address, and who has it if not.
func (p *Plan) free(address string, id model.GUID) (bool, string) {
	owner, taken := p.owner[strings.ToLower(address)]
	return !taken || owner == id, p.names[owner]
}

// Give makes the addresses of a recipient by a policy. What it has stays; of two
// people with one name the second gets a number. Who has such a numbered address keeps
// it, whoever may have left since: nobody's address changes because of others. Without
// a primary address, which every recipient needs, it gets the first that is given as
// that.
func (p *Plan) Give(e model.Entry, by *Policy) Row {
	r := Row{Before: e, After: e, Policy: by}
	if OptedOut(e) {
		r.Why = "it is exempt from address policies (msExchPoliciesExcluded)"
		return r
	}
	id, _ := model.ParseGUID(e.Ref.GUID)
	for _, t := range by.Addresses {
		g := p.gift(e, t, id)
		if g.Address != "" {
			if err := r.take(g.Address, t.primary); err != nil {
				g.Address, g.Why = "", err.Error()
			}
		}
		if g.Address != "" {
			p.hold(g.Address, id)
		}
		r.Given = append(r.Given, g)
	}
	r.completePrimary()
	if r.Change().Empty() {
		r.Why = "it has the addresses already"
		if lacks := slices.IndexFunc(r.Given, func(g Gift) bool { return g.Address != "" }) < 0; lacks && len(r.Given) > 0 {
			r.Why = r.Given[0].Note()
		}
	}
	return r
}

// gift makes the address of one template: the one that the recipient has by it
// already, or the first that is free.
func (p *Plan) gift(e model.Entry, t Template, id model.GUID) Gift {
	m := t.compose(e)
	g := Gift{Template: t, Wanted: m.address, Long: m.long, Why: m.why}
	if m.address == "" {
		return g
	}
	ok, owner := p.free(m.address, id)
	if !ok {
		g.Owner = owner
	}
	switch have := numbered(e, m.address); {
	case have != "" && !ok && strings.EqualFold(have, m.address):
		g.Why = "another object has it, too"
	case have != "" && (!ok || strings.EqualFold(have, m.address) || !endsInDigit(m.address)):
		g.Address = have
	case ok:
		g.Address = m.address
	default:
		g.Address = p.number(m.address, id)
	}
	return g
}

// number returns an address with the first number that is free. What was taken once
// stays so, so that a thousand people of one name do not try the same thousand numbers.
func (p *Plan) number(wanted string, id model.GUID) string {
	local, domain, _ := strings.Cut(wanted, "@")
	for n := max(2, p.next[wanted]); ; n++ {
		if at := withNumber(local, n) + "@" + domain; p.isFree(at, id) {
			p.next[wanted] = n
			return at
		}
	}
}

// withNumber puts a number behind the part before the @, which is cut if it gets too long.
func withNumber(local string, n int) string {
	s := strconv.Itoa(n)
	return local[:min(len(local), maxLocal-len(s))] + s
}

// endsInDigit reports whether the part before the @ does: room12 need not be the second
// room1, and counts as that only while somebody else has room1.
func endsInDigit(address string) bool {
	local, _, _ := strings.Cut(address, "@")
	return local != "" && local[len(local)-1] >= '0' && local[len(local)-1] <= '9'
}

func (p *Plan) isFree(address string, id model.GUID) bool { ok, _ := p.free(address, id); return ok }

// numbered returns the address of e that is wanted, or else that with a number; of
// several the primary one.
func numbered(e model.Entry, wanted string) string {
	local, domain, _ := strings.Cut(wanted, "@")
	found := ""
	for _, a := range model.Addresses(e) {
		l, d, _ := strings.Cut(strings.ToLower(a.Value()), "@")
		switch {
		case !a.IsSMTP() || d != domain:
		case l == local:
			return a.Value()
		case isNumbered(l, local) && (a.Primary() || found == ""):
			found = a.Value()
		}
	}
	return found
}

// isNumbered reports whether s is what withNumber makes of local, with any number.
func isNumbered(s, local string) bool {
	for i := len(s) - 1; i > 0 && s[i] >= '0' && s[i] <= '9' && len(s)-i < 9; i-- {
		if n, err := strconv.Atoi(s[i:]); err == nil && n >= 2 && s == withNumber(local, n) {
			return true
		}
	}
	return false
}
