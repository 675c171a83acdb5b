// Package idfix checks objects as Microsoft's IdFix 2.6 does, so that a list made by
// that program can be compared with ours, finding by finding. It repeats what IdFix
// reports and proposes, mistakes included; what a recipient should really look like
// is a matter of package check. Known mistakes are named where they are repeated.
//
// The behavior is that of https://github.com/microsoft/idfix at commit c1b74fe
// (2.6.0.3). A [Runner] takes objects in the order of a search; for each attribute a
// chain of steps looks at the value, every step at what the steps before it made of
// it. docs/idfix.md is made from the chains.
package idfix

import (
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/check"
)

// A Mode is one of the two rule sets of IdFix.
type Mode int

// The modes. Dedicated is the rule set of a discontinued variant of Office 365.
const (
	MultiTenant Mode = iota
	Dedicated
)

// String returns the name of the profile: "idfix" or "idfix-dedicated".
func (m Mode) String() string { return [...]string{"idfix", "idfix-dedicated"}[m] }

const (
	objectCategory model.Attr = "objectCategory"
	givenName      model.Attr = "givenName"
	surname        model.Attr = "sn"
	homeMDB        model.Attr = "homeMDB"
	critical       model.Attr = "isCriticalSystemObject"
	hidden         model.Attr = "msExchHideFromAddressLists"
)

// Attributes returns what has to be read of each object.
func Attributes(m Mode) []model.Attr {
	common := []model.Attr{model.CommonName, model.DisplayName, givenName, homeMDB, model.Mail, model.MailNickname, model.ObjectClass, objectCategory,
		model.ProxyAddresses, model.SAMAccountName, model.TargetAddress}
	if m == Dedicated {
		return append(common, surname)
	}
	return append(common, model.GroupType, critical, hidden, model.RecipientType, model.UserPrincipalName)
}

// Filter returns the search of the mode: its default LDAP filter.
func Filter(m Mode) model.Filter {
	recipients := model.Or{model.Equal{Attr: objectCategory, Value: "Person"}, model.Equal{Attr: objectCategory, Value: "Group"}}
	if m == Dedicated {
		return model.And{model.Present{Attr: model.Mail}, recipients}
	}
	return recipients
}

// A Verdict says whether an object was looked at. The empty one: it was.
type Verdict string

// Why an object was not looked at.
const (
	Checked     Verdict = ""
	Skipped     Verdict = "skipped"     // an exclusion of IdFix
	NotInFilter Verdict = "notInFilter" // its search would not have found it
)

// A Runner checks one object after the other and remembers the first owner of each
// value that has to be unique. It belongs to one goroutine; a run needs a new one.
type Runner struct {
	mode   Mode
	filter model.Filter
	chains []chain
	owners *owners
}

// NewRunner starts a run. alternateLogin leaves userPrincipalName alone, for forests
// that sign in to the cloud with another attribute.
func NewRunner(m Mode, alternateLogin bool) *Runner {
	r := &Runner{mode: m, filter: Filter(m), chains: chains(m), owners: newOwners()}
	if alternateLogin {
		r.chains = slices.DeleteFunc(slices.Clone(r.chains), func(c chain) bool { return c.attr == model.UserPrincipalName })
	}
	return r
}

// Add checks the next object, which has been read with [Attributes]. There is one
// finding for each wrong value, attribute by attribute. After the finding of a value
// that an earlier object owns may come a second one for that owner.
func (r *Runner) Add(e model.Entry) ([]check.Finding, Verdict) {
	o := newObject(e)
	if !o.matches(r.filter) {
		return nil, NotInFilter
	}
	if o.excluded(r.mode) {
		return nil, Skipped
	}
	var out []check.Finding
	for i := range r.chains {
		c := &r.chains[i]
		values := o.Values(c.attr)
		if len(values) > 1 && c.attr != model.ProxyAddresses {
			values = values[:1]
		}
		for _, v := range values {
			if v != "" {
				out = append(out, r.examine(c, o, v)...)
			}
		}
		if o.First(c.attr) == "" && c.blank != nil {
			out = append(out, c.missing(o)...)
		}
	}
	return out, Checked
}

// An object is an entry as IdFix sees it.
type object struct {
	model.Entry
	cn    string
	class string // the most special class, in lower case; inetOrgPerson is no user here
}

func newObject(e model.Entry) *object {
	o := &object{Entry: e, cn: e.First(model.CommonName)}
	if o.cn == "" {
		o.cn = model.NameOf(e.Ref.DN)
	}
	if classes := e.Values(model.ObjectClass); len(classes) > 0 {
		o.class = strings.ToLower(classes[len(classes)-1])
	}
	return o
}

// matches evaluates the filters that Filter makes.
func (o *object) matches(f model.Filter) bool {
	switch f := f.(type) {
	case model.And:
		return !slices.ContainsFunc(f, func(p model.Filter) bool { return !o.matches(p) })
	case model.Or:
		return slices.ContainsFunc(f, o.matches)
	case model.Present:
		return o.Has(f.Attr)
	case model.Equal:
		return strings.EqualFold(o.category(), f.Value)
	}
	return false
}

// category returns the class that objectCategory names, or for an object from an
// export that lacks it, the one that the schema of Active Directory gives its class.
func (o *object) category() string {
	if v := o.First(objectCategory); v != "" {
		return model.NameOf(v)
	}
	switch o.class {
	case "user", "inetorgperson", "contact", "organizationalperson", "person":
		return "Person"
	}
	return o.class
}
