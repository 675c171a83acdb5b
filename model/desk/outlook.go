package desk

import (
	"slices"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
	"recipientdesk/model/sheet"
	"recipientdesk/model/syncrule"
)

// An Outlook is what becomes of one object at the next synchronization.
type Outlook struct {
	Sync  *syncrule.Result
	Cloud forecast.Forecast
}

// sourceAnchor is the exported attribute that links an object with the tenant's.
const sourceAnchor model.Attr = "sourceAnchor"

// input makes of what the rules export what the forecast of the tenant rests on.
func (v *vision) input(r *syncrule.Result, tenant *model.TenantFacts) forecast.Input {
	in := forecast.Input{AD: r.Entry, Export: exported(r), Class: classOf(r), Facts: tenant, Withheld: v.withheld(r)}
	switch {
	case r.JoinedTo != nil:
		in.MergedInto = model.NameOf(r.JoinedTo.DN)
	case !r.InScope:
		if in.NotExported = r.Why; r.Why == "" {
			in.NotExported = "no rule exports it"
		}
	}
	if tenant != nil && tenant.Users != nil && classOf(r) == "user" {
		_, there := tenant.ByAnchor(in.Export.First(sourceAnchor))
		in.New = model.MaybeOf(!there)
	}
	return in
}

// exported returns the export as an entry: numbers decimal, octets raw.
func exported(r *syncrule.Result) model.Entry {
	n := 0
	for i := range r.Export {
		n += r.Export[i].Value.Len()
	}
	all := make([]string, 0, n)
	return model.CollectEntry(r.Entry.Ref, len(r.Export), func(yield func(model.Attr, []string) bool) {
		for i := range r.Export {
			c, from := &r.Export[i], len(all)
			if c.Value.Kind() == syncrule.List {
				for _, v := range c.Value.Values() {
					all = append(all, textOf(v))
				}
			} else {
				all = append(all, textOf(c.Value))
			}
			if !yield(model.Attr(c.Attribute), all[from:len(all):len(all)]) {
				return
			}
		}
	})
}

func textOf(v syncrule.Value) string {
	if v.Kind() == syncrule.Binary {
		return v.Octets()
	}
	return v.Text()
}

const (
	docRules      = "https://learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-default-configuration"
	docAttributes = "https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-sync-attributes-synchronized"
	docFiltering  = "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-configure-filtering"
)

// verdicts are those of attributes that do not arrive.
var verdicts = map[syncrule.State]struct {
	verdict forecast.Verdict
	source  string
}{
	syncrule.Blocked:     {forecast.Blocked, docRules},
	syncrule.Overridden:  {forecast.Overridden, docRules},
	syncrule.Stays:       {forecast.NotSynced, docAttributes},
	syncrule.NotRead:     {forecast.NotSynced, docAttributes},
	syncrule.NotSelected: {forecast.NotSynced, docFiltering},
}

// withheld are the attributes that no rule exports for this object, of those that
// people edit or that a rule keeps back, and the results that sources leave open.
func (v *vision) withheld(r *syncrule.Result) []forecast.Reason {
	var out []forecast.Reason
	for _, f := range r.Fates {
		says, ok := verdicts[f.State]
		if whole := !r.InScope && f.Why == r.Why; whole { // said of the object already
			continue
		}
		if _, edited := onSheet.Get(f.Attr); !ok || f.State != syncrule.Blocked && !edited {
			continue
		}
		if def, _ := v.schema.Lookup(f.Attr); def.BackLink() { // is part of other objects
			continue
		}
		out = append(out, forecast.Reason{Property: string(f.Attr), Verdict: says.verdict, Rule: ruleName(f.Rule), Why: f.Why, Source: says.source})
	}
	for _, x := range r.Dropped {
		out = append(out, forecast.Reason{Property: string(x.Attr), Value: x.DN, Verdict: forecast.Blocked, Why: x.Why, Source: docAttributes})
	}
	for _, u := range r.Uncertain {
		out = append(out, forecast.Reason{Property: u.Attr, Verdict: forecast.Unknown, Rule: ruleName(u.Rule), Why: u.Text, Source: docRules})
	}
	return out
}

// onSheet are the attributes that people edit, and others that decide about
// mailboxes.
var onSheet = func() (out model.AttrMap[bool]) {
	for _, a := range []model.Attr{"msExchMailboxGuid", "msExchArchiveGUID", model.RecipientType, "msExchRemoteRecipientType"} {
		out.Put(a, true)
	}
	for _, f := range sheet.Fields() {
		for _, a := range f.Attrs {
			out.Put(a, true)
		}
	}
	return out
}()

// exported are the attributes that the rules export, by class of the tenant.
func (v *vision) exported() map[model.CloudClass][]model.Attr {
	out := map[model.CloudClass][]model.Attr{}
	for _, class := range []model.CloudClass{model.CloudUser, model.CloudGroup, model.CloudContact} {
		for _, a := range v.engine.Exported(string(class)) {
			out[class] = append(out[class], model.Attr(a))
		}
	}
	return out
}

func ruleName(r *syncrule.Rule) string {
	if r == nil {
		return ""
	}
	return r.Name
}

// Reasons returns why each property of the cloud object is what it is, and why
// attributes of the object do not arrive. What flows unchanged names the
// synchronization rule that exports it.
func (o Outlook) Reasons() []forecast.Reason {
	rules := make(map[string]string, len(o.Sync.Export))
	for _, c := range o.Sync.Export {
		rules[string(forecast.CloudName(model.Attr(c.Attribute)))] = ruleName(c.Rule)
	}
	out := slices.Clone(o.Cloud.Reasons)
	for i, r := range out {
		if rule := rules[r.Property]; rule != "" && r.Verdict == forecast.Flows {
			out[i].Rule = rule
		}
	}
	return out
}

// Arrival says how well the object arrives.
func (o Outlook) Arrival() forecast.Arrival { return o.Cloud.Arrival(o.Sync.Entry) }

// Summary says in a sentence what becomes of the object.
func (o Outlook) Summary() string { return o.Cloud.Summary(o.Sync.Entry) }
