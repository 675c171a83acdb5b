package ui

import (
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/forecast"
	"recipientdesk/model/syncrule"
)

// addressRows takes the row of proxyAddresses apart, an address a row: an address
// that is dropped among ten others is what people are looking for. Other rows stay
// as they are.
func addressRows(o desk.Outlook, r syncRow) []syncRow {
	if !r.property.Is(forecast.PropProxies) {
		return []syncRow{r}
	}
	var exported []string
	if c, ok := winner(o.Sync.Export, string(model.ProxyAddresses)); ok {
		for _, v := range c.Value.Values() {
			exported = append(exported, v.Text())
		}
	}
	ad, cloud := o.Sync.Entry.Values(model.ProxyAddresses), o.Cloud.Cloud.Values(model.ProxyAddresses)
	u := union{}
	u.add(ad, func(r *syncRow, v string) { r.ad = []string{v} })
	u.add(exported, func(r *syncRow, v string) { r.exported = []string{v} })
	u.add(cloud, func(r *syncRow, v string) { r.cloud = []string{v} })
	if len(u.rows) == 0 {
		return []syncRow{r}
	}
	open := unsure(o.Cloud, string(forecast.PropProxies))
	out := make([]syncRow, len(u.rows))
	for i, one := range u.rows {
		one.label, one.property, one.attr, one.export, one.rule = r.label, r.property, r.attr, r.export, r.rule
		one.verdict = addressVerdict(*one, open)
		for _, reason := range o.Cloud.Reasons {
			if reason.Value != "" && r.property.Is(model.Attr(reason.Property)) && sameAddress(reason.Value, one.value) {
				one.verdict, one.why, one.rule, one.source = reason.Verdict, reason.Why, reason.Rule, reason.Source
			}
		}
		out[i] = *one
	}
	return out
}

// sameAddress compares values of proxyAddresses: case, of the prefix too, is no
// difference, and a reason may name the address alone.
func sameAddress(a, b string) bool {
	return strings.EqualFold(a, b) || strings.EqualFold("smtp:"+a, b)
}

func addressVerdict(r syncRow, open bool) forecast.Verdict {
	switch {
	case slices.Equal(r.cloud, r.ad):
		return forecast.Flows
	case len(r.ad) == 0:
		return forecast.Computed
	case len(r.cloud) > 0:
		return forecast.Rewritten
	case open:
		return forecast.Unknown
	}
	return forecast.Blocked
}

// union lines up values of several places that differ in case only.
type union struct {
	rows []*syncRow
	by   map[string]*syncRow
}

func (u *union) add(values []string, set func(r *syncRow, v string)) {
	for _, v := range values {
		key := strings.ToLower(v)
		r := u.by[key]
		if r == nil {
			if u.by == nil {
				u.by = map[string]*syncRow{}
			}
			r = &syncRow{value: v}
			u.by[key], u.rows = r, append(u.rows, r)
		}
		set(r, v)
	}
}

// problems lists what a person should know beside the properties: faults, dropped
// references, and what public sources leave open.
func problems(o desk.Outlook) (out []noteLine) {
	r := o.Sync
	for _, p := range r.Problems {
		out = append(out, noteLine{"Problem", problemText(p), p.Rule})
	}
	for _, e := range o.Cloud.Errors {
		out = append(out, noteLine{"Export error", e.Code + ": " + e.Why + ". " + e.Remedy, nil})
	}
	for _, d := range r.Dropped {
		out = append(out, noteLine{"Reference dropped", string(d.Attr) + ": " + model.NameOf(d.DN) + " – " + d.Why, nil})
	}
	for _, p := range r.Uncertain {
		out = append(out, noteLine{"Not certain", problemText(p), p.Rule})
	}
	return out
}

// A noteLine is something to know about a forecast.
type noteLine struct {
	kind, text string
	rule       *syncrule.Rule
}

func problemText(p syncrule.Problem) string {
	if p.Attr == "" || strings.Contains(p.Text, p.Attr) {
		return p.Text
	}
	return p.Attr + ": " + p.Text
}
