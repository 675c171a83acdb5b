package sheet

import "recipientdesk/model"

var _ = register(Tab{
	ID: "addresses", Rank: 20, Label: "Addresses",
	Groups: []Group{{
		Fields: []Field{{
			ID: "primary", Label: "Primary address",
			Help:  "The address mail is sent from. A new one is added to the list; the former one is kept as an alias, and E-mail follows.",
			Attrs: []model.Attr{model.ProxyAddresses, model.Mail},
			Edit:  Text{Max: 256}, Check: bareSMTP, Get: primary, Set: setPrimary, Doc: docRemote,
		}, {
			ID: "proxyAddresses", Label: "Addresses",
			Help:  "Every address of the recipient. SMTP: in capitals marks the primary one. Editing SMTP addresses never touches X500, SIP, EUM and other types.",
			Attrs: []model.Attr{model.ProxyAddresses}, Also: []model.Attr{model.Mail},
			Edit: Addresses{}, Get: proxies, Set: setAddresses, Doc: docAttrs,
		}, {
			ID: "legacyExchangeDN", Label: "Legacy Exchange DN",
			Help:  "The address that Exchange knows the recipient by (legacyExchangeDN). When it changes, the former one stays as an X500 address, so that replies to old mail arrive; raw:legacyExchangeDN writes the attribute alone.",
			Attrs: []model.Attr{model.LegacyDN}, Also: []model.Attr{model.ProxyAddresses}, Optional: true,
			Edit: Text{}, Get: legacyDNs, Set: setLegacyDN, Doc: docAttrs,
		}},
	}},
})

func proxies(e model.Entry) []string { return e.Values(model.ProxyAddresses) }
