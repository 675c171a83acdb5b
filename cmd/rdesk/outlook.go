package main

import (
	"strconv"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/forecast"
	"recipientdesk/model/syncrule"
)

// An outlookDoc is what becomes of one object at the next synchronization.
type outlookDoc struct {
	DN          string                     `json:"dn"`
	ObjectGUID  string                     `json:"objectGUID"`
	Class       string                     `json:"objectClass"`
	InScope     bool                       `json:"inScope"`
	Why         string                     `json:"why,omitempty"` // it is not, or is part of another
	JoinedTo    string                     `json:"joinedTo,omitempty"`
	Joined      []string                   `json:"joined,omitempty"`
	Scope       []scopeDoc                 `json:"scope"`
	FilteredBy  *string                    `json:"filteredBy"` // the rule that filters it out
	Metaverse   map[string]contributionDoc `json:"metaverse"`
	Export      map[string]contributionDoc `json:"export"`
	Cloud       map[string]any             `json:"cloud"`
	Match       *matchDoc                  `json:"match,omitempty"`
	Quarantined []forecast.Quarantined     `json:"quarantined"`
	Reasons     []forecast.Reason          `json:"reasons"`
	Summary     string                     `json:"summary"`
}

type scopeDoc struct {
	Rule   string `json:"rule"`
	Passed bool   `json:"passed"`
	Clause string `json:"clause"`
}

type contributionDoc struct {
	Value syncrule.Value `json:"value"`
	Rule  string         `json:"rule"`
}

type matchDoc struct {
	Kind string `json:"kind"`
	With string `json:"with"`
	Why  string `json:"why"`
}

// A syncErrorDoc is what the synchronization server would report.
type syncErrorDoc struct {
	DN      string `json:"dn"`
	Rule    string `json:"rule"`
	Message string `json:"message"`
}

func outlookOf(o desk.Outlook) outlookDoc {
	r, c := o.Sync, o.Cloud
	d := outlookDoc{DN: r.Entry.Ref.DN, ObjectGUID: r.Entry.Ref.GUID, Class: r.Class, InScope: r.InScope, Why: r.Why, Scope: []scopeDoc{},
		Metaverse: contributions(r.Metaverse), Export: contributions(r.Export), Cloud: cloudDoc(c),
		Quarantined: append([]forecast.Quarantined{}, c.Quarantined...), Reasons: append([]forecast.Reason{}, o.Reasons()...), Summary: o.Summary()}
	for _, s := range r.Scope {
		d.Scope = append(d.Scope, scopeDoc{s.Rule.Name, s.Passed, s.Clause})
	}
	if r.FilteredBy != nil {
		d.FilteredBy = &r.FilteredBy.Rule.Name
	}
	if r.JoinedTo != nil {
		d.JoinedTo = r.JoinedTo.DN
	}
	for _, j := range r.Joined {
		d.Joined = append(d.Joined, j.DN)
	}
	if c.Match.Kind != "" {
		d.Match = &matchDoc{c.Match.Kind, c.Match.With, c.Match.Why}
	}
	return d
}

func contributions(cs []syncrule.Contribution) map[string]contributionDoc {
	out := make(map[string]contributionDoc, len(cs))
	for _, c := range cs {
		out[c.Attribute] = contributionDoc{c.Value, c.Rule.Name}
	}
	return out
}

// severalInCloud are the properties that are lists, also with one value.
var severalInCloud = []model.Attr{forecast.PropProxies, "businessPhones", "member", "managedBy"}

// cloudDoc writes the predicted properties. What is not known is left out; the type
// of recipient is null then.
func cloudDoc(f forecast.Forecast) map[string]any {
	out := map[string]any{string(forecast.PropRecipientType): nil, "isRecipient": f.IsRecipient}
	if f.RecipientType != "" {
		out[string(forecast.PropRecipientType)] = f.RecipientType
	}
	for a, vals := range f.Cloud.All() {
		list := len(vals) > 1
		for _, s := range severalInCloud {
			list = list || s.Is(a)
		}
		if list {
			many := make([]jsonValue, len(vals))
			for i, v := range vals {
				many[i] = jsonValue{v, false}
			}
			out[string(a)] = many
			continue
		}
		out[string(a)] = cloudValue(vals[0])
	}
	return out
}

func cloudValue(v string) any {
	if strings.EqualFold(v, "true") || strings.EqualFold(v, "false") {
		b, _ := strconv.ParseBool(strings.ToLower(v))
		return b
	}
	return jsonValue{v, false}
}

// errorsOf are the errors that the server would report for an object.
func errorsOf(o desk.Outlook) (out []syncErrorDoc) {
	dn := o.Sync.Entry.Ref.DN
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
