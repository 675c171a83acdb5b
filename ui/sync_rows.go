package ui

import (
	"cmp"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/forecast"
)

// A syncRow is one property on its way: in AD, as it is exported, in the cloud.
// Addresses have a row each.
type syncRow struct {
	label    string     // for a person
	property model.Attr // the name in the cloud
	attr     model.Attr // the name in AD, "" for none
	export   string     // the exported attribute, "" for none
	value    string     // the address that the row is about, "" for the property as a whole

	ad, exported, cloud []string
	verdict             forecast.Verdict
	why, rule, source   string
}

// syncRows lists all properties of an object: those that people look for first,
// then what does not arrive as it is, then the rest that arrives, then what no rule
// carries.
func syncRows(o desk.Outlook) (out []syncRow) {
	if o.Sync == nil {
		return nil
	}
	for _, r := range o.Rows() {
		if r.Property != "" && !linkOnly(r) {
			out = append(out, addressRows(o, rowOf(o, r))...)
		}
	}
	slices.SortStableFunc(out, func(a, b syncRow) int { return cmp.Compare(rowRank(a), rowRank(b)) })
	return out
}

func rowOf(o desk.Outlook, r forecast.Row) syncRow {
	row := syncRow{label: r.Label, property: r.Property, attr: r.Attr, ad: r.AD, exported: r.Exported, cloud: r.Cloud,
		verdict: r.Reason.Verdict, why: r.Why, rule: r.Rule, source: r.Source}
	for _, c := range o.Sync.Export {
		if forecast.CloudName(model.Attr(c.Attribute)).Is(r.Property) {
			row.export = c.Attribute
		}
	}
	if row.verdict == "" {
		row.verdict = plainVerdict(row)
	}
	return row
}

// plainVerdict stands in where a forecast gives no reason.
func plainVerdict(r syncRow) forecast.Verdict {
	switch {
	case len(r.cloud) == 0 && len(r.exported) == 0:
		return forecast.Blocked
	case len(r.cloud) == 0:
		return forecast.Unknown
	case slices.EqualFunc(r.ad, r.cloud, strings.EqualFold):
		return forecast.Flows
	case len(r.ad) == 0:
		return forecast.Computed
	}
	return forecast.Rewritten
}

// firstProperties are those that people look for first, however they arrive.
var firstProperties = []model.Attr{forecast.PropUPN, model.DisplayName, forecast.PropRecipientType, forecast.PropMail, forecast.PropAlias, forecast.PropProxies}

func rowRank(r syncRow) int {
	switch {
	case slices.ContainsFunc(firstProperties, r.property.Is):
		return 0
	case r.verdict == forecast.NotSynced:
		return 3
	case r.verdict == forecast.Flows || r.verdict == forecast.Computed:
		return 2
	}
	return 1
}

// linkOnly reports whether an attribute is exported for the link between the two
// objects alone: nothing of it can be seen.
func linkOnly(r forecast.Row) bool {
	return len(r.Cloud) == 0 && len(r.AD) == 0 && len(r.Reasons) == 0
}
