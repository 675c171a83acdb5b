package main

import (
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/forecast"
	"recipientdesk/model/syncrule"
)

// A syncErrorDoc is what the synchronization server would report.
type syncErrorDoc struct {
	DN      string `json:"dn"`
	Rule    string `json:"rule"`
	Message string `json:"message"`
}

// errorsOf are the errors that the server would report for an object.
func errorsOf(o desk.Outlook) []syncErrorDoc {
	out, dn := []syncErrorDoc{}, o.Sync.Entry.Ref.DN
	for _, p := range o.Sync.Problems {
		rule := ""
		if p.Rule != nil {
			rule = p.Rule.Name
		}
		out = append(out, syncErrorDoc{dn, rule, p.Text})
	}
	for _, e := range o.Cloud.Errors {
		out = append(out, syncErrorDoc{dn, e.Code, e.Why})
	}
	return out
}

// severalInCloud are the properties that are lists, also with one value.
var severalInCloud = []model.Attr{forecast.PropProxies, "businessPhones", "member", "managedBy"}

// appendOutlook writes what becomes of one object as JSON: dn, objectGUID,
// objectClass, inScope, why and joinedTo where there is something to say, scope,
// filteredBy, metaverse, export, cloud, match, quarantined, reasons and summary.
// With errors, these too.
func appendOutlook(b []byte, o desk.Outlook, errors []syncErrorDoc) []byte {
	r := o.Sync
	w := &fieldWriter{append(b, '{')}
	w.text("dn", r.Entry.Ref.DN)
	w.text("objectGUID", r.Entry.Ref.GUID)
	w.text("objectClass", r.Class)
	w.bool("inScope", r.InScope)
	if r.Why != "" {
		w.text("why", r.Why)
	}
	if r.JoinedTo != nil {
		w.text("joinedTo", r.JoinedTo.DN)
	}
	if len(r.Joined) > 0 {
		w.list("joined", len(r.Joined), func(i int) { w.value(r.Joined[i].DN) })
	}
	w.scope(r.Scope)
	if w.key("filteredBy"); r.FilteredBy != nil {
		w.value(r.FilteredBy.Rule.Name)
	} else {
		w.b = append(w.b, "null"...)
	}
	w.contributions("metaverse", r.Metaverse)
	w.contributions("export", r.Export)
	w.key("cloud")
	w.cloud(o)
	if m := o.Cloud.Match; m.Kind != "" {
		w.key("match")
		w.object(func() { w.text("kind", m.Kind); w.text("with", m.With); w.text("why", m.Why) })
	}
	w.list("quarantined", len(o.Cloud.Quarantined), func(i int) {
		q := o.Cloud.Quarantined[i]
		w.object(func() { w.text("property", q.Property); w.text("value", q.Value) })
	})
	w.reasons(o.Reasons())
	w.text("summary", o.Summary())
	if errors != nil {
		w.list("errors", len(errors), func(i int) {
			w.object(func() {
				w.text("dn", errors[i].DN)
				w.text("rule", errors[i].Rule)
				w.text("message", errors[i].Message)
			})
		})
	}
	return append(w.b, '}')
}

func (w *fieldWriter) scope(checks []syncrule.ScopeCheck) {
	w.list("scope", len(checks), func(i int) {
		w.object(func() {
			w.text("rule", checks[i].Rule.Name)
			w.bool("passed", checks[i].Passed)
			w.text("clause", checks[i].Clause)
		})
	})
}

// cloud writes the predicted properties. What is not known is left out; the type of
// recipient is null then.
func (w *fieldWriter) cloud(o desk.Outlook) {
	f, forms := o.Cloud, formsOf(o.Sync.Export)
	w.object(func() {
		if w.key(string(forecast.PropRecipientType)); f.RecipientType == "" {
			w.b = append(w.b, "null"...)
		} else {
			w.value(f.RecipientType)
		}
		w.key("isRecipient")
		is, _ := f.IsRecipient.MarshalJSON()
		w.b = append(w.b, is...)
		for a, vals := range f.Cloud.All() {
			form := forms[a]
			switch {
			case len(vals) > 1 || form.Kind() == syncrule.List || slices.ContainsFunc(severalInCloud, a.Is):
				w.list(string(a), len(vals), func(i int) { w.cloudValue(a, vals[i], form) })
			case strings.EqualFold(vals[0], "true"), strings.EqualFold(vals[0], "false"):
				w.bool(string(a), strings.EqualFold(vals[0], "true"))
			default:
				w.key(string(a))
				w.cloudValue(a, vals[0], form)
			}
		}
	})
}

// formsOf returns what is exported as a list or as octets, by the name in the cloud.
func formsOf(export []syncrule.Contribution) map[model.Attr]syncrule.Value {
	forms := map[model.Attr]syncrule.Value{}
	for _, c := range export {
		if k := c.Value.Kind(); k == syncrule.List || k == syncrule.Binary {
			forms[forecast.CloudName(model.Attr(c.Attribute))] = c.Value
		}
	}
	return forms
}

// guidText writes a GUID as the tenant shows it; other values stay as they are.
func guidText(a model.Attr, v string) string {
	if g, ok := model.GUIDFromBytes([]byte(v)); ok && strings.HasSuffix(string(a), "Guid") {
		return g.String()
	}
	return v
}

// cloudValue writes octets that arrive as they were exported as octets, also if they
// could be read as text; a GUID is a text in the cloud.
func (w *fieldWriter) cloudValue(a model.Attr, v string, exported syncrule.Value) {
	v = guidText(a, v)
	for _, x := range exported.Values() {
		if x.Kind() == syncrule.Binary && x.Octets() == v {
			w.b = appendValue(w.b, x)
			return
		}
	}
	w.value(v)
}

func (w *fieldWriter) reasons(rs []forecast.Reason) {
	w.list("reasons", len(rs), func(i int) {
		r := rs[i]
		w.object(func() {
			w.text("property", r.Property)
			if r.Value != "" {
				w.text("value", r.Value)
			}
			w.text("verdict", string(r.Verdict))
			w.text("rule", r.Rule)
			w.text("why", r.Why)
			w.text("source", r.Source)
		})
	})
}
