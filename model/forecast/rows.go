package forecast

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"recipientdesk/model"
)

// A Row follows one property from AD to the cloud.
type Row struct {
	Property model.Attr // of the cloud object
	Attr     model.Attr // of AD; "" if AD has none for it
	Label    string     // for a person; the name of the attribute where this package has no words for it
	AD       []string   // values as a person reads them
	Exported []string
	Cloud    []string // what is certain
	Reason            // the most serious of Reasons
	Reasons  []Reason // all of this property
}

// labels are the rows that come first, in this order.
var labels = []struct {
	p     model.Attr
	label string
}{
	{PropUPN, "Sign-in name"}, {"displayName", "Display name"}, {PropRecipientType, "Type of recipient"}, {PropMailEnabled, "Mail-enabled"},
	{PropMail, "E-mail"}, {PropAlias, "Alias"}, {PropProxies, "Addresses"}, {"externalEmailAddress", "Target address"},
	{"hiddenFromAddressListsEnabled", "Hidden from address lists"}, {"accountEnabled", "Account enabled"}, {"onPremisesImmutableId", "Anchor"},
}

// Rows compares the object property by property, the important ones first. Those of
// the second half are the rest that is exported, and then what is not, by name.
func Rows(in Input, f Forecast) []Row {
	by := map[string]*Row{}
	row := func(p model.Attr) *Row {
		key := strings.ToLower(string(p))
		if by[key] == nil {
			by[key] = &Row{Property: p, Attr: nameOf(p).ad, Label: Label(p)}
			if p == PropRecipientType || p == PropMailEnabled {
				by[key].Attr = ""
			}
		}
		return by[key]
	}
	for a, values := range in.Export.All() {
		row(CloudName(a)).Exported = display(values)
	}
	for a, values := range f.Cloud.All() {
		if a != PropPrimary && a != PropShadowUPN {
			row(a).Cloud = display(values)
		}
	}
	if f.RecipientType != "" {
		row(PropRecipientType).Cloud = []string{f.RecipientType}
	}
	for _, r := range f.Reasons {
		if p := model.Attr(r.Property); p != PropPrimary && p != PropShadowUPN {
			to := row(nameOf(p).cloud)
			to.Reasons = append(to.Reasons, r)
		}
	}
	var out []Row
	for _, r := range by {
		r.AD = display(in.AD.Values(r.Attr))
		if r.Property == PropRecipientType && in.AD.Has(model.ObjectClass) {
			r.AD = []string{model.Recipient{Entry: in.AD}.Kind().Label()}
		}
		if len(r.Reasons) > 0 {
			r.Reason = worst(r.Reasons)
		}
		out = append(out, *r)
	}
	slices.SortFunc(out, func(a, b Row) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(strings.ToLower(a.Label), strings.ToLower(b.Label)))
	})
	return out
}

// Label names a property for a person, or returns its name where this package has no
// words for it.
func Label(p model.Attr) string {
	for _, l := range labels {
		if l.p.Is(p) {
			return l.label
		}
	}
	return string(p)
}

func rank(r Row) int {
	for i, l := range labels {
		if l.p.Is(r.Property) {
			return i
		}
	}
	if len(r.Exported) > 0 {
		return len(labels)
	}
	return len(labels) + 1
}

// severity orders verdicts by what a person should see first.
var severity = []Verdict{Unknown, Blocked, Rewritten, Overridden, Computed, NotSynced, Flows}

func worst(reasons []Reason) Reason {
	return slices.MinFunc(reasons, func(a, b Reason) int {
		return cmp.Compare(slices.Index(severity, a.Verdict), slices.Index(severity, b.Verdict))
	})
}

// display makes values readable: octets become a GUID, a SID or their number.
func display(values []string) []string {
	var out []string
	for _, v := range values {
		if g, ok := model.GUIDFromBytes([]byte(v)); ok && !readable(v) {
			v = g.String()
		} else if s, ok := model.SIDText(v); ok {
			v = s
		} else if !readable(v) {
			v = fmt.Sprintf("(%d bytes)", len(v))
		}
		out = append(out, v)
	}
	return out
}

func readable(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' && r != '\n' && r != '\r' && r != '\t' })
}
