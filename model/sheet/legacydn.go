package sheet

import (
	"strings"

	"recipientdesk/model"
)

// setLegacyDN replaces legacyExchangeDN and keeps the former one as an X500 address:
// replies to old mail, and meetings in old calendars, are addressed to it
// (https://learn.microsoft.com/exchange/troubleshoot/email-delivery/imceaex-ndr).
func setLegacyDN(e model.Entry, values []string) (model.Entry, error) {
	was, after := e.First(model.LegacyDN), e.With(model.LegacyDN, values...)
	if was == "" || strings.EqualFold(was, after.First(model.LegacyDN)) {
		return after, nil
	}
	l := model.Addresses(after)
	if l.Find("X500:"+was) >= 0 {
		return after, nil
	}
	a, err := model.ParseAddress("X500:" + was)
	if err == nil {
		l, err = l.Add(a)
	}
	if err != nil {
		return e, err
	}
	return after.With(model.ProxyAddresses, l.Strings()...), nil
}

func legacyDNs(e model.Entry) []string { return e.Values(model.LegacyDN) }
