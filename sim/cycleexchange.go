package sim

import (
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

// recompute applies the rules for addresses and mailboxes to what was exported last.
func (t *Tenant) recompute(s *cloudSlot) {
	class := map[model.CloudClass]string{model.CloudUser: "user", model.CloudGroup: "group", model.CloudContact: "contact"}[s.class]
	c := &cycle{t: t, now: t.cfg.Now(), owners: t.addresses()}
	f, _ := c.predict(forecast.Input{Export: unpackEntry(s.cur.shadow, shadowed), Class: class}, s)
	p := cloudPatch{}
	for _, a := range []model.Attr{forecast.PropUPN, forecast.PropMail, forecast.PropAlias, forecast.PropProxies} {
		if d := s.cur.Schema().Must(string(a)); d != noProp {
			p[string(a)] = nil
			if vs := f.Cloud.Values(a); len(vs) > 0 {
				p.value(&s.cur.Schema().Defs[d], vs)
			}
		}
	}
	t.exchange(s, f, p)
	t.change(s, p)
}

// exchange does what Exchange Online does with an object: a mailbox for a user who
// gets one, and the addresses that it adds itself.
func (t *Tenant) exchange(s *cloudSlot, f forecast.Forecast, p cloudPatch) {
	kind := f.RecipientType
	p.text("x-recipientType", kind)
	if s.class != model.CloudUser {
		return
	}
	purpose, has := map[string]string{"UserMailbox": "user", "SharedMailbox": "shared", "RoomMailbox": "room", "EquipmentMailbox": "equipment", "LinkedMailbox": "linked"}[kind]
	switch had := s.cur.Text("x-purpose"); {
	case has && had != purpose:
		t.mailbox(s, p, purpose)
	case !has && had != "":
		p["x-purpose"] = nil
	}
	if !has {
		return
	}
	proxies := jsonTexts(p["proxyAddresses"])
	if upn := jsonText(p["userPrincipalName"]); upn != "" && !slices.ContainsFunc(proxies, func(v string) bool { return strings.HasPrefix(strings.ToLower(v), "sip:") }) {
		p.texts("proxyAddresses", append(proxies, "SIP:"+upn))
	}
}
