package desk

import (
	"context"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/model/forecast"
)

// A CloudOwner is an object of the tenant that has an address.
type CloudOwner struct {
	Object   drift.Object
	Property model.Attr // where it stands
	Value    string
}

// WhoInTenant returns every object of the tenant that has an address, deleted ones
// included, one CloudOwner for each property that holds it. What may not be read is
// left out, and named by a Gap.
func (d *Desk) WhoInTenant(ctx context.Context, address string) ([]CloudOwner, []Gap, error) {
	t, err := d.tenant()
	if err != nil {
		return nil, nil, err
	}
	address = strings.TrimSpace(address)
	bare, typed := address, "smtp:"+address
	if a, err := model.ParseAddress(address); err == nil && a.Type() != "" {
		bare, typed = a.Value(), address
	}
	if bare == "" {
		return nil, nil, &model.Error{Code: model.Invalid, Message: "no address was given"}
	}
	h := &hunt{t: t, found: map[model.CloudClass]map[string]model.Entry{}}
	h.ask(ctx, ownerQuestions(bare, typed))
	if h.err != nil {
		return nil, nil, h.err
	}
	var out []CloudOwner
	for o := range h.index().All() {
		out = append(out, cloudHoldings(o, bare)...)
	}
	return out, h.gaps, nil
}

// ownerQuestions asks for an address wherever it can be looked for.
func ownerQuestions(bare, typed string) (out []question) {
	for _, c := range tenantClasses {
		for _, w := range []model.Equal{{Attr: forecast.PropProxies, Value: typed}, {Attr: forecast.PropProxies, Value: "sip:" + bare},
			{Attr: forecast.PropMail, Value: bare}, {Attr: forecast.PropUPN, Value: bare}} {
			if q := (question{c.class, w}); model.CheckFind(c.class, w) == nil && !slices.Contains(out, q) {
				out = append(out, q)
			}
		}
	}
	return out
}

// cloudHoldings lists where an object of the tenant has the address.
func cloudHoldings(o drift.Object, bare string) (out []CloudOwner) {
	for _, p := range []model.Attr{forecast.PropProxies, forecast.PropMail, forecast.PropUPN, "otherMails"} {
		for _, v := range o.Values(p) {
			a, err := model.ParseAddress(v)
			if err == nil && strings.EqualFold(a.Value(), bare) {
				out = append(out, CloudOwner{o, p, v})
			}
		}
	}
	return out
}
