package drift

import (
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

// An Address follows one value of proxyAddresses. Each column is "" where it does not
// stand.
type Address struct {
	AD, After, Now string
	Finding
}

// addresses compares proxyAddresses value by value. Whether SMTP is in capital letters
// counts, as it marks the primary address; nothing else of the case does.
func (s *Sides) addresses() ([]Address, Finding) {
	if s.lost(forecast.PropProxies) {
		_, why := s.Standing.Effect(forecast.PropProxies)
		return nil, Finding{InCloud, why, s.Standing.Source}
	}
	if s.Now.Len() == 0 || s.After.Absent != "" {
		return nil, s.whole()
	}
	if s.Read != nil && !slices.ContainsFunc(s.Read, forecast.PropProxies.Is) {
		return nil, Finding{Unknown, "the addresses were not read from the tenant", ""}
	}
	lists := [3]model.AddressList{model.Addresses(s.In.AD), model.Addresses(s.After.Cloud), model.Addresses(s.Now)}
	out := make([]Address, 0, len(lists[0])+2)
	worst := Finding{State: Equal}
	for i, list := range lists {
		for k, a := range list {
			if at(list[:k], a) >= 0 || i > 0 && at(lists[0], a) >= 0 || i > 1 && at(lists[1], a) >= 0 {
				continue
			}
			var v [3]*model.Address
			for j := range lists {
				if n := at(lists[j], a); n >= 0 {
					v[j] = &lists[j][n]
				}
			}
			f := s.address(v[0], v[1], v[2])
			if f.worse(worst) {
				worst = f
			}
			out = append(out, Address{text(v[0]), text(v[1]), text(v[2]), f})
		}
	}
	return out, worst
}

// at returns where an address stands in a list, or -1. White space around it does not
// count, as the rules take it off.
func at(l model.AddressList, a model.Address) int {
	v := strings.TrimSpace(a.Value())
	return slices.IndexFunc(l, func(b model.Address) bool {
		return strings.EqualFold(v, strings.TrimSpace(b.Value())) && a.Type() == b.Type()
	})
}

func text(a *model.Address) string {
	if a == nil {
		return ""
	}
	return a.String()
}

// address compares one value; each side is nil where it does not stand.
func (s *Sides) address(ad, want, now *model.Address) Finding {
	switch {
	case ad == nil && (want == nil || now == nil) && s.made(want, now):
		return Finding{Equal, "the cloud makes this address by itself", ""}
	case ad != nil && now == nil && ofExchangeOnline(ad):
		return Finding{Equal, "Exchange Online has written it to AD; it is the address that it knows the object by itself", srcHybrid}
	case ad != nil && want == nil && now != nil && s.made(ad, now):
		return Finding{Equal, "the cloud has this address by itself", ""}
	case ad != nil && want == nil:
		f := s.withheld(*ad)
		if now == nil && f.State != "" {
			return f
		}
		if _, open := s.uncertain(); now != nil && (!ad.IsSMTP() || ad.Primary() == now.Primary()) && (open || f.State == Unknown) {
			return Finding{State: Equal}
		}
	case now != nil && want != nil:
		return s.ranks(ad, want, now)
	}
	a := ad
	if a == nil {
		a = want
	}
	if a != nil {
		if why := s.conflict(forecast.PropProxies, a.String()); why != "" {
			return Finding{Quarantined, why, srcClash}
		}
	}
	if f, ok := s.uncertain(); ok {
		return f
	}
	if len(s.After.Errors) > 0 {
		return s.refused()
	}
	return s.late()
}

// ranks compares which is the primary address, of a value that is to stand in the
// tenant and does; ad is nil if it does not stand in AD.
func (s *Sides) ranks(ad, want, now *model.Address) Finding {
	switch {
	case !want.IsSMTP():
	case want.Primary() != now.Primary() && s.primaryOpen():
		return Finding{Equal, "no source says which address becomes the primary where that of AD is left out; the tenant has chosen", srcShadow}
	case want.Primary() != now.Primary():
		f := s.late()
		f.Why = "the tenant has it as " + rank(now) + " address, and will have it as " + rank(want) + "; " + f.Why
		return f
	case ad != nil && ad.Primary() != want.Primary():
		f := s.withheld(*ad)
		if f.State == "" || f.State == Unknown {
			f = Finding{Rewritten, "it is the " + rank(ad) + " address in AD and the " + rank(want) + " one in the tenant", srcShadow}
		}
		return f
	}
	return Finding{State: Equal}
}

// primaryOpen reports whether the forecast leaves open which address is the primary.
func (s *Sides) primaryOpen() bool {
	return slices.ContainsFunc(s.After.Reasons, func(r forecast.Reason) bool {
		return r.Property == string(forecast.PropPrimary) && r.Verdict == forecast.Unknown
	})
}

func rank(a *model.Address) string {
	if a.Primary() {
		return "primary"
	}
	return "secondary"
}

// withheld says why an address of AD does not arrive as it is.
func (s *Sides) withheld(a model.Address) Finding {
	for _, r := range s.After.Reasons {
		if r.Property != string(forecast.PropProxies) || !strings.EqualFold(r.Value, a.String()) {
			continue
		}
		if r.Verdict == forecast.Unknown {
			return Finding{Unknown, r.Why, r.Source}
		}
		if f := explain(r); f.State != "" {
			return f
		}
	}
	return Finding{}
}

// uncertain says whether the forecast leaves the list open.
func (s *Sides) uncertain() (Finding, bool) {
	for _, r := range s.After.Reasons {
		if r.Property == string(forecast.PropProxies) && r.Value == "" && (r.Verdict == forecast.Unknown || r.Verdict == forecast.Blocked) {
			if f := explain(r); f.State != "" {
				return f, true
			}
			return Finding{Unknown, r.Why, r.Source}, true
		}
	}
	return Finding{}, false
}

// made reports whether an address, which one of the two is, is the cloud's own: in the
// initial domain, of SIP or SharePoint, the X.500 address of Exchange Online, or the
// sign-in name
// (https://learn.microsoft.com/troubleshoot/entra/entra-id/user-prov-sync/proxyaddresses-attribute-populate).
func (s *Sides) made(a, b *model.Address) bool {
	if a == nil {
		a = b
	}
	switch a.Type() {
	case "SIP", "SPO":
		return true
	case "X500":
		return ofExchangeOnline(a)
	case "SMTP":
		d := a.Domain()
		return strings.HasSuffix(d, ".onmicrosoft.com") || strings.HasSuffix(d, ".microsoftonline.com") || strings.EqualFold(a.Value(), s.Now.First(forecast.PropUPN))
	}
	return false
}

// ofExchangeOnline reports whether an address is the one that Exchange Online made of
// its own legacyExchangeDN. In a hybrid configuration it is written back to AD.
func ofExchangeOnline(a *model.Address) bool {
	v := strings.ToLower(a.Value())
	return a.Type() == "X500" && (strings.HasPrefix(v, "/o=exchangelabs/") || strings.HasPrefix(v, "/o=microsoftonline/"))
}
