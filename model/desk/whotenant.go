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
// included, one CloudOwner for each property that holds it. What the tenant cannot be
// searched by is looked up in what was read last, if anything was. What may not be read
// is left out, and named by a Gap.
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
	h.recall(d.View(), bare)
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
			if q := (question{c, w}); model.CheckFind(c, w) == nil && !slices.Contains(out, q) {
				out = append(out, q)
			}
		}
	}
	return out
}

// propOtherMails are further addresses of a user, such as that of a guest, or one to
// recover the account with.
const propOtherMails model.Attr = "otherMails"

// recall adds those that have the address where searches do not look: among their
// other addresses, and in the sign-in name that they had before they were deleted.
func (h *hunt) recall(v *TenantView, bare string) {
	if v == nil {
		return
	}
	for class, p := range map[model.CloudClass]model.Attr{model.CloudUser: propOtherMails, model.DeletedUser: forecast.PropUPN} {
		for b, i := range eachRow(v.batches[class]) {
			if c := columnOf(b, p); c < 0 || !b.Has(i, c) {
				continue
			}
			o := drift.Object{Class: class, Entry: b.Entry(i)}
			if _, found := h.found[class][o.ID()]; !found && len(cloudHoldings(o, bare)) > 0 {
				h.take(context.Background(), class, []model.Entry{o.Entry}, nil)
			}
		}
	}
}

// cloudHoldings lists where an object of the tenant has the address.
func cloudHoldings(o drift.Object, bare string) (out []CloudOwner) {
	for _, p := range []model.Attr{forecast.PropProxies, forecast.PropMail, forecast.PropUPN, propOtherMails} {
		for _, v := range o.Values(p) {
			a, err := model.ParseAddress(v)
			if err == nil && (strings.EqualFold(a.Value(), bare) || p == forecast.PropUPN && strings.EqualFold(nameBefore(o), bare)) {
				out = append(out, CloudOwner{o, p, v})
			}
		}
	}
	return out
}

// nameBefore is the sign-in name that a user had before it was deleted: the tenant puts
// the object ID without dashes before it, so that the name is free
// (https://learn.microsoft.com/graph/api/user-delete).
func nameBefore(o drift.Object) string {
	name := o.First(forecast.PropUPN)
	if o.Deleted() {
		name = strings.TrimPrefix(name, strings.ReplaceAll(o.ID(), "-", ""))
	}
	return name
}
