package forecast

import (
	"maps"
	"slices"
	"strings"

	"recipientdesk/model"
)

// Predict says what will stand in the tenant once the export is through and the
// tenant has computed what it computes. It is pure but for Input.Random.
//
// What is not known, the license say, is tried both ways: what comes out the same
// is certain, and the reasons of the rest say what it depends on.
func Predict(in Input) Forecast {
	w := newWorld(in)
	if why, source := w.absent(); why != "" {
		return w.nothing(why, source)
	}
	base := calc{world: w}
	base.match()
	base.exportErrors()
	var runs []run
	for _, a := range w.assumptions() {
		c := base
		c.assumption, c.cloud = a, map[model.Attr][]string{}
		c.out.Reasons = make([]Reason, 0, 8)
		c.object()
		runs = append(runs, run{a, c.forecast()})
	}
	f := combine(runs)
	f.withoutPlaceholder()
	return base.finish(f)
}

// An assumption stands in for facts of the tenant that are not known.
type assumption struct {
	licensed bool
	verified bool // what domains are whose state is not known
}

// A run is the forecast under an assumption.
type run struct {
	assumption
	Forecast
}

// assumptions returns what has to be tried: one where all is known.
func (w *world) assumptions() []assumption {
	licensed, verified := []bool{w.in.Licensed == model.Yes}, []bool{true}
	if w.in.Licensed == model.Unsure && w.isUser() {
		licensed = []bool{false, true}
	}
	if !w.domainsKnown {
		verified = []bool{true, false}
	}
	var out []assumption
	for _, v := range verified {
		for _, l := range licensed {
			out = append(out, assumption{l, v})
		}
	}
	return out
}

// calc computes one cloud object under one assumption.
type calc struct {
	*world
	assumption
	out     Forecast
	cloud   map[model.Attr][]string
	matched *Other // the object of the tenant that it becomes part of
	moera   string // the address in the initial domain that it has
	primary string // its primary address
}

// object is the part of the pipeline that assumptions change. Later steps read what
// earlier ones set.
func (c *calc) object() {
	switch {
	case c.isUser():
		c.userAlias()
		c.userUPN()
		c.userAddresses()
		c.userType()
	case c.in.Class == "group":
		c.groupAddresses()
		c.groupType()
	default:
		c.contactAddresses()
		c.contactType()
	}
}

// finish adds to a forecast what no assumption changes.
func (c calc) finish(f Forecast) Forecast {
	c.out = f
	c.out.Cloud = model.CollectEntry(c.in.Export.Ref, f.Cloud.Len()+c.in.Export.Len(), func(yield func(model.Attr, []string) bool) {
		if !c.flows(yield) {
			return
		}
		for a, values := range f.Cloud.All() {
			if !yield(a, values) {
				return
			}
		}
	})
	c.authority()
	c.out.Reasons = append(c.out.Reasons, c.in.Withheld...)
	c.out.Errors = append(slices.Clip(c.out.Errors), c.in.Problems...)
	return c.out
}

func (c *calc) forecast() Forecast {
	c.out.IsRecipient = recipient(c.out.RecipientType)
	if c.out.IsRecipient != model.No && c.primary != "" {
		c.set(PropPrimary, c.primary)
		c.say(PropPrimary, Computed, stepExchange, "Exchange Online takes the primary address of proxyAddresses", srcProxies)
	}
	if slices.ContainsFunc(c.out.Errors, func(e ExportError) bool { return e.Code == codePair }) {
		c.out.Quarantined = nil
	}
	c.out.Cloud = model.CollectEntry(c.in.Export.Ref, len(c.cloud), maps.All(c.cloud))
	return c.out
}

func recipient(kind string) model.Maybe {
	switch kind {
	case "":
		return model.Unsure
	case None, "User", "ExchangeSecurityGroup":
		return model.No
	}
	return model.Yes
}

func (c *calc) set(p model.Attr, values ...string) { c.cloud[p] = values }

func (c *calc) say(p model.Attr, v Verdict, rule, why, source string) {
	c.sayOf(p, "", v, rule, why, source)
}

func (c *calc) sayOf(p model.Attr, value string, v Verdict, rule, why, source string) {
	c.out.Reasons = append(c.out.Reasons, Reason{string(p), value, v, rule, why, source})
}

// The steps that reasons name as their rule.
const (
	stepAlias     = "Alias"
	stepUPN       = "Sign-in name"
	stepProxies   = "Proxy calculation"
	stepClash     = "Duplicate attribute resiliency"
	stepExchange  = "Exchange Online provisioning"
	stepAuthority = "Source of authority"
	stepExport    = "Export"
)

// absent says why there will be no object of its own in the tenant.
func (w *world) absent() (why, source string) {
	switch {
	case w.in.MergedInto != "":
		return "it becomes part of " + w.in.MergedInto, srcClasses
	case w.in.NotExported != "":
		return w.in.NotExported + w.withoutMail(), srcDefaults
	case w.isUser() && w.number(model.RecipientType) == model.TypeLinkedMailbox:
		return "the account of a linked mailbox is not synchronized; the account that owns the mailbox is", srcClasses
	case w.in.Class == "contact" && !w.mailEnabled():
		return "a contact without an SMTP address and without mail is not synchronized", srcClasses
	case w.in.Class == "group" && w.securityEnabled() == model.No && !w.mailEnabled():
		return "a distribution group without an SMTP address and without mail is not synchronized", srcClasses
	}
	return "", ""
}

// withoutMail says in words of AD why a rule finds a contact or a group not mail-enabled.
func (w *world) withoutMail() string {
	in := w.in
	if !strings.Contains(in.NotExported, "mailEnabled is not") || in.Class != "contact" && in.Class != "group" || in.AD.Has(PropMail) || len(in.AD.Values(PropProxies)) > 0 {
		return ""
	}
	return ", as it has neither mail nor an address in proxyAddresses"
}

func (w *world) nothing(why, source string) Forecast {
	r := Reason{string(PropRecipientType), "", Blocked, stepExport, why, source}
	return Forecast{
		Cloud: model.NewEntry(w.in.Export.Ref, nil), RecipientType: None, IsRecipient: model.No, Absent: why,
		Reasons: append([]Reason{r}, w.in.Withheld...), Errors: slices.Clone(w.in.Problems),
	}
}

// withoutPlaceholder removes what was made with the initial domain of the tenant,
// if that is not known.
func (f *Forecast) withoutPlaceholder() {
	for a, vals := range f.Cloud.All() {
		made := func(v string) bool { return strings.HasSuffix(v, unknownDomain) }
		if !slices.ContainsFunc(vals, made) {
			continue
		}
		rest := slices.DeleteFunc(slices.Clone(vals), made)
		f.Cloud = f.Cloud.With(a, rest...)
		f.Reasons = append(f.Reasons, unknown(a, "the initial domain of the tenant is not known, which is part of "+strings.Join(without(vals, rest), ", ")))
	}
}
