package syncrule

import "strings"

// doubts notes what public sources leave open for this object.
func (x *evaluation) doubts(s *subject) {
	if x.e.o.CloudSync {
		x.cloudSyncDoubts(s)
	}
	if x.meta == nil || x.e.known.mail < 0 {
		return
	}
	c := x.meta.get(x.e.known.mail)
	if c.flow == nil || c.from != s || c.value.Kind() != Bool {
		return
	}
	proxies := s.entry.Values("proxyAddresses")
	smtp := false
	for _, p := range proxies {
		smtp = smtp || strings.Contains(strings.ToLower(p), "smtp:") && strings.Contains(p, "@")
	}
	note := Problem{Rule: c.flow.rule.Rule, Attr: c.flow.Target}
	switch {
	case smtp && !c.value.Bool():
		note.Text = "the rule asks for SMTP: in capitals, and there is only smtp: in proxyAddresses; Microsoft's own examples count that as mail-enabled"
	case !smtp && len(proxies) > 0 && c.value.Bool():
		note.Text = "proxyAddresses has no SMTP address; Microsoft's text then calls the object not mail-enabled, although its rule counts mail"
	default:
		return
	}
	x.doubt(note)
}
