package ui

import (
	"strings"

	"fyne.io/fyne/v2/container"

	"recipientdesk/model/lifecycle"
	"recipientdesk/ui/kit"
)

// A routingChoice says how routing addresses are made where the tenant does not say it.
type routingChoice struct {
	Domain  string `json:"domain,omitempty"`  // "": the tenant's
	Pattern string `json:"pattern,omitempty"` // of lifecycle.World; "": the alias
}

const keyRouting = "routing"

// Routing is what was written for a directory, which is named by its base.
func (s settings) Routing(base string) routingChoice {
	return read[map[string]routingChoice](s, keyRouting)[strings.ToLower(base)]
}

// SetRouting remembers what was written.
func (s settings) SetRouting(base string, c routingChoice) {
	m := read[map[string]routingChoice](s, keyRouting)
	if m == nil || len(m) > 50 {
		m = map[string]routingChoice{}
	}
	m[strings.ToLower(base)] = c
	write(s, keyRouting, m)
}

// routingPatterns are what the part before the @ of a routing address is made of.
var routingPatterns = []labeled[string]{{"", "alias @"}, {"%u", "account name @"}}

// routing makes the row that says how routing addresses are made. It holds what was
// written before for this directory.
func (f *operateForm) routing() {
	was := f.app.settings.Routing(f.app.session.Info.Base)
	pattern := kit.NewSelect(labelsOf(routingPatterns), func(string) { f.changed() })
	pattern.SetTip("What stands before the @ of a routing address that is not written: the alias, or the account name (sAMAccountName)")
	pattern.ShowSelected(labelOf(routingPatterns, was.Pattern))
	domain := kit.NewEntry()
	domain.SetText(was.Domain)
	domain.OnChanged = func(string) { f.changed() }
	f.boxes[fieldDomain], f.lists[fieldDomain] = domain, pattern
	line := container.NewBorder(nil, nil, container.New(narrow{150}, pattern), nil, domain)
	f.row(fieldDomain, "Routing domain", line, "The domain of routing addresses: contoso.mail.onmicrosoft.com, where the tenant has it, else its initial domain")
}

// routingChoice is how routing addresses are to be made.
func (f *operateForm) routingChoice() (domain, pattern string) {
	return strings.TrimPrefix(strings.TrimSpace(f.boxes[fieldDomain].Text), "@"), valueOf(routingPatterns, f.lists[fieldDomain].Selected)
}

// explainRouting says below the row where the routing domain comes from.
func (f *operateForm) explainRouting(w lifecycle.World) {
	row, box := f.rows[fieldDomain], f.boxes[fieldDomain]
	domain, _ := f.routingChoice()
	tone, note := kit.ToneNeutral, ""
	switch {
	case domain == "" && w.Routing == "" && f.boxes[fieldRouting].Text != "": // is not needed
	case domain == "" && w.Routing == "":
		tone, note = kit.ToneWarning, "No tenant is connected that would say it. Write it: it is the domain that ends in .mail.onmicrosoft.com, else the one that the tenant began with. It is remembered for this directory."
	case domain != "" && w.Routing != "" && !strings.EqualFold(domain, w.Routing):
		tone, note = kit.ToneWarning, "The tenant's routing domain is "+w.Routing+"."
	case domain != "" && !strings.Contains(strings.ToLower(domain), ".onmicrosoft."):
		tone, note = kit.ToneWarning, "Routing domains of a tenant end in .onmicrosoft.com."
	}
	if box.PlaceHolder != w.Routing {
		box.SetPlaceHolder(w.Routing)
	}
	if row.Note() != note {
		row.SetNote(tone, note)
	}
}

// rememberRouting keeps what was written for the next time.
func (f *operateForm) rememberRouting() {
	domain, pattern := f.routingChoice()
	base := f.app.session.Info.Base
	if c := (routingChoice{domain, pattern}); c != f.app.settings.Routing(base) {
		f.app.settings.SetRouting(base, c)
	}
}
