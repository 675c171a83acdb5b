package sim

import (
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

// predict says what the tenant makes of an export, and of which object it becomes
// part.
func (c *cycle) predict(in forecast.Input, s *cloudSlot) (forecast.Forecast, *cloudSlot) {
	t := c.t
	in.Facts, in.Random = t.facts, t.digits
	isNew := s == nil || s.cur.shadow == nil || !s.cur.Deleted.IsZero()
	in.New = model.MaybeOf(isNew)
	labels := map[string]*cloudSlot{}
	for _, o := range c.rivals(in, s) {
		other := otherOf(o)
		if labels[other.UPN], labels[other.Name] = o, o; other.UPN == "" {
			delete(labels, "")
		}
		in.Others = append(in.Others, other)
	}
	if in.Licensed = model.No; s == nil {
		if t.cfg.License != nil && cloudClassOf(in.Class) == model.CloudUser {
			in.Licensed = model.MaybeOf(t.hasExchange(bySKU(t.cfg.License(in))))
		}
		if t.cfg.Moved != nil && t.cfg.Moved(in) {
			in.DisplayType = mailboxDisplay
		}
	} else {
		c.known(&in, s, isNew)
	}
	f := forecast.Predict(in)
	if f.Match.Kind == "soft" && s == nil {
		s = labels[f.Match.With]
	}
	return f, s
}

// mailboxDisplay is the CloudMSExchRecipientDisplayType of a user with a mailbox in
// Exchange Online.
const mailboxDisplay = "1073741824"

func bySKU(skus []string) (out []CloudLicense) {
	for _, sku := range skus {
		out = append(out, CloudLicense{SKU: sku})
	}
	return out
}

// known adds what stands in the tenant already.
func (c *cycle) known(in *forecast.Input, s *cloudSlot, isNew bool) {
	o := s.cur
	in.Licensed = model.MaybeOf(c.t.hasExchange(LicensesOf(o)))
	if o.Class == model.CloudUser {
		in.User = &model.TenantUser{UserPrincipalName: strings.TrimPrefix(o.Text("userPrincipalName"), deletedPrefix(s)), ImmutableID: o.Anchor(),
			Licensed: in.Licensed, CloudMailbox: model.MaybeOf(o.Text("x-purpose") != ""), MailboxGUID: o.Text("x-exchangeGuid"),
			CloudManaged: model.MaybeOf(o.Is("x-exchangeCloudManaged")), Role: model.MaybeOf(o.Text("x-role") != "")}
	}
	if isNew && o.shadow == nil {
		return
	}
	cloud := map[model.Attr][]string{forecast.PropRecipientType: nonEmpty(o.Text("x-recipientType"))}
	for _, a := range []model.Attr{forecast.PropUPN, forecast.PropMail, forecast.PropAlias} {
		cloud[a] = nonEmpty(o.Text(string(a)))
	}
	cloud[forecast.PropProxies] = o.Texts("proxyAddresses")
	in.Prior = &forecast.State{Export: unpackEntry(o.shadow, shadowed), Licensed: in.Licensed, Cloud: model.NewEntry(model.Ref{}, cloud)}
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// rivals returns other objects that have a name or an address of the export.
func (c *cycle) rivals(in forecast.Input, s *cloudSlot) (out []*cloudSlot) {
	add := func(o *cloudSlot) {
		if o != nil && o != s && o.live() != nil && !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	upn := strings.ToLower(in.Export.First(forecast.PropUPN))
	add(c.t.byName[upn])
	add(c.owners[upn])
	for _, v := range append(in.Export.Values(forecast.PropProxies), in.Export.First(forecast.PropMail)) {
		if a := bareAddress(v); a != "" {
			add(c.owners[a])
		}
	}
	for _, v := range append(in.Export.Values("alias"), strings.Split(upn, "@")[0]) {
		made := strings.ToLower(v) + "@" + c.t.facts.InitialDomain
		add(c.owners[made])
		add(c.t.byName[made])
	}
	return out
}

func otherOf(s *cloudSlot) forecast.Other {
	o := s.cur
	class := map[model.CloudClass]string{model.CloudUser: "user", model.CloudGroup: "group", model.CloudContact: "contact"}[o.Class]
	return forecast.Other{Name: s.id.String(), Class: class, UPN: o.Text("userPrincipalName"), Addresses: o.Texts("proxyAddresses"), Anchor: o.Anchor(),
		CloudOnly: model.MaybeOf(o.Anchor() == ""), Role: model.MaybeOf(o.Text("x-role") != "")}
}
