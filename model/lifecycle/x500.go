package lifecycle

import (
	"strings"

	"recipientdesk/model"
)

// Inherit gives a recipient the X500 addresses of the one that it takes the place of,
// its former legacyExchangeDN among them: replies to old mail, and meetings in old
// calendars, find it
// (https://learn.microsoft.com/exchange/troubleshoot/email-delivery/imceaex-ndr).
// former is the object as it was, from the journal or the recycle bin. The error has
// code NotFound if it has no such address, and Exists if e has them all.
func Inherit(e, former model.Entry, w World) (Outcome, error) {
	d := begin(e, w)
	dns := history(former)
	if len(dns) == 0 {
		d.refuse(model.NotFound, "cannot take anything over: the former recipient has neither legacyExchangeDN nor an X500 address", "Decode the address of a bounce, if there is one.")
	}
	for _, dn := range dns {
		d.keepHistory(dn)
	}
	d.changed("has all X500 addresses of the former recipient already", "Nothing has to be changed.")
	return d.end()
}

// history returns by which legacyExchangeDN an object is, or was, known.
func history(e model.Entry) (dns []string) {
	if v := e.First(model.LegacyDN); v != "" {
		dns = append(dns, v)
	}
	for _, a := range model.Addresses(e) {
		if strings.EqualFold(a.Type(), "x500") {
			dns = append(dns, a.Value())
		}
	}
	return dns
}
