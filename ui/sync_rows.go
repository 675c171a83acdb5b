package ui

import (
	"cmp"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/forecast"
	"recipientdesk/model/syncrule"
)

// A syncRow is one property on its way: in AD, as it is exported, in the cloud.
// Addresses have a row each.
type syncRow struct {
	property string       // the name in the cloud; the name in AD where nothing of it arrives
	attrs    []model.Attr // of AD that it is made of
	export   string       // the exported attribute, "" for none
	value    string       // the address that the row is about, "" for the property as a whole

	ad, exported, cloud string
	verdict             forecast.Verdict
	why, rule, source   string
}

// firstProperties are what people look for first, in this order.
var firstProperties = []string{recipientType, "userPrincipalName", "displayName", "mail", "proxyAddresses", "mailNickname"}

// syncRows lists all properties of an object: those that people look for first,
// then what does not arrive as it is, then the rest.
func syncRows(o desk.Outlook) []syncRow {
	if o.Sync == nil {
		return nil
	}
	b := rowBuilder{o: o}
	for _, c := range o.Sync.Export {
		b.exported(c)
	}
	for a := range o.Cloud.Cloud.All() {
		b.at(string(a))
	}
	for i := range o.Sync.Fates {
		b.fate(&o.Sync.Fates[i])
	}
	if t := o.Cloud.RecipientType; t != "" || unsure(o.Cloud, recipientType) {
		b.at(recipientType).cloud = t
	}
	b.judge()
	slices.SortStableFunc(b.rows, func(x, y *syncRow) int {
		return cmp.Or(cmp.Compare(rowRank(x), rowRank(y)), cmp.Compare(strings.ToLower(x.property), strings.ToLower(y.property)))
	})
	var out []syncRow
	for _, r := range b.rows {
		out = append(out, addressRows(o, *r)...)
	}
	return out
}

// recipientType names the type of recipient among the properties.
const recipientType = string(forecast.PropRecipientType)

func rowRank(r *syncRow) int {
	if i := slices.IndexFunc(firstProperties, func(p string) bool { return strings.EqualFold(p, r.property) }); i >= 0 {
		return i
	}
	if r.verdict != forecast.Flows && r.verdict != forecast.Computed {
		return len(firstProperties)
	}
	return len(firstProperties) + 1
}

type rowBuilder struct {
	o    desk.Outlook
	rows []*syncRow
}

// at is the row of a property of the cloud, made if need be.
func (b *rowBuilder) at(property string) *syncRow {
	for _, r := range b.rows {
		if strings.EqualFold(r.property, property) {
			return r
		}
	}
	r := &syncRow{property: property, cloud: entryText(b.o.Cloud.Cloud, model.Attr(property))}
	b.rows = append(b.rows, r)
	return r
}

func (b *rowBuilder) exported(c syncrule.Contribution) {
	r := b.at(cloudName(c.Attribute))
	r.export, r.exported = c.Attribute, valueText(c.Attribute, c.Value)
	if c.Rule != nil {
		r.rule = c.Rule.Name
	}
}

// fate puts an attribute of AD where it arrives, or on a row of its own.
func (b *rowBuilder) fate(f *syncrule.Fate) {
	text := entryText(b.o.Sync.Entry, f.Attr)
	for _, as := range f.As {
		r := b.at(cloudName(as))
		if r.attrs = append(r.attrs, f.Attr); len(r.attrs) > 1 && r.ad != "" {
			continue // of several the one of that name counts
		}
		r.ad = text
	}
	if len(f.As) > 0 {
		return
	}
	r := b.at(string(f.Attr))
	r.attrs, r.ad, r.why = append(r.attrs, f.Attr), text, f.Why
	r.verdict = fateVerdict(f.State)
	if f.Rule != nil {
		r.rule = f.Rule.Name
	}
}

func fateVerdict(s syncrule.State) forecast.Verdict {
	switch s {
	case syncrule.Flows:
		return forecast.Flows
	case syncrule.Overridden:
		return forecast.Overridden
	case syncrule.NotRead, syncrule.Stays:
		return forecast.NotSynced
	}
	return forecast.Blocked
}

// judge gives each row its verdict: that of the forecast where it has one.
func (b *rowBuilder) judge() {
	for _, reason := range b.o.Cloud.Reasons {
		if reason.Value != "" {
			continue // of one address: addressRows
		}
		r := b.at(reason.Property)
		if verdictRank(reason.Verdict) < verdictRank(r.verdict) && r.why != "" {
			continue
		}
		r.verdict, r.why, r.source = reason.Verdict, cmp.Or(reason.Why, r.why), cmp.Or(reason.Source, r.source)
		if reason.Rule != "" {
			r.rule = reason.Rule
		}
	}
	for _, r := range b.rows {
		switch {
		case r.verdict != "":
		case r.cloud == "" && r.exported == "":
			r.verdict = forecast.Blocked
		case r.cloud == "" && b.o.Cloud.Cloud.Len() == 0:
			r.verdict = forecast.Unknown
		case sameText(r.ad, r.cloud):
			r.verdict = forecast.Flows
		case r.ad == "":
			r.verdict = forecast.Computed
		default:
			r.verdict = forecast.Rewritten
		}
	}
}

func sameText(a, b string) bool { return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b)) }

// verdictRank puts what a person should know first above what is as expected.
func verdictRank(v forecast.Verdict) int {
	switch v {
	case forecast.Blocked, forecast.Overridden, forecast.NotSynced:
		return 4
	case forecast.Unknown:
		return 3
	case forecast.Rewritten:
		return 2
	case forecast.Computed:
		return 1
	}
	return 0
}

// cloudName is the name in Graph or Exchange Online of an exported attribute.
func cloudName(exported string) string {
	if strings.EqualFold(exported, "alias") {
		return string(model.MailNickname)
	}
	return string(forecast.CloudName(model.Attr(exported)))
}
