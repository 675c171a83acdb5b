package lifecycle

import (
	"slices"
	"strings"

	"recipientdesk/model"
)

// A Situation is what the recipe for a cloud mailbox has to know of a user.
type Situation struct {
	World
	Entry    model.Entry
	Facts    *model.TenantFacts // nil: not known
	User     *model.TenantUser  // the user in the tenant; nil: not there, or not known
	InScope  model.Maybe        // of the synchronization
	ScopeWhy string             // a sentence without a period
}

// A Tick is one thing that has to be right before a user has a mailbox in Exchange
// Online.
type Tick struct {
	ID     string      `json:"id"`
	Label  string      `json:"label"`
	Done   model.Maybe `json:"done"`
	Why    string      `json:"why"`           // a sentence without a period
	Fix    string      `json:"fix,omitempty"` // what to do, a sentence; "" if it is right
	Source string      `json:"source"`
	Cloud  []Step      `json:"cloud,omitempty"` // what to do in the tenant, if it is not right

	// Mend makes the edit in AD that puts it right; nil if there is none.
	Mend func(model.Entry) (model.Entry, error) `json:"-"`
}

const (
	docUPN   = "https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-userprincipalname"
	docProxy = "https://learn.microsoft.com/troubleshoot/entra/entra-id/user-prov-sync/proxyaddresses-attribute-populate"
	docRules = "https://learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-default-configuration"
	docScope = "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-configure-filtering"
	docPlans = "https://learn.microsoft.com/microsoft-365/admin/manage/assign-licenses-to-users"
	docCycle = "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-feature-scheduler"
)

// CloudMailbox returns the ticks of "make this user a cloud mailbox", in the order in
// which they are worked through.
func CloudMailbox(s Situation) []Tick {
	out := []Tick{s.signIn(), s.display(), s.mail(), s.addresses()}
	if s.Schema == nil || s.Schema.Has(model.MailNickname) {
		out = append(out, s.aliasTick())
	}
	out = append(out, s.scope())
	if s.Entry.Has(model.MailboxGUID) {
		out = append(out, s.trap())
	}
	return append(out, s.license())
}

// verified reports whether the domain of an address is one of the tenant's.
func (s Situation) verified(address string) model.Maybe {
	_, domain, _ := strings.Cut(strings.ToLower(address), "@")
	if s.Facts == nil || s.Facts.VerifiedDomains == nil {
		return model.Unsure
	}
	return model.MaybeOf(slices.Contains(s.Facts.VerifiedDomains, domain))
}

func (s Situation) signIn() Tick {
	upn := s.Entry.First(model.UserPrincipalName)
	t := Tick{ID: "upn", Label: "Sign-in name in a verified domain", Source: docUPN}
	_, domain, _ := strings.Cut(upn, "@")
	switch s.verified(upn) {
	case model.Yes:
		t.Done, t.Why = model.Yes, upn+" is in a domain of the tenant"
	case model.No:
		t.Done, t.Why = model.No, domain+" is no verified domain of the tenant: there the user would sign in with a name that ends in "+s.Facts.InitialDomain
		if upn == "" {
			t.Why = "the user has no user principal name"
		}
		t.Fix = "Choose a suffix that is verified, best the one of the address."
		t.Mend = s.suffix()
	default:
		t.Why = "which domains the tenant has verified is not known"
		t.Fix = "Connect with the tenant."
	}
	return t
}

// suffix makes the sign-in name the address, where that is in a verified domain.
func (s Situation) suffix() func(model.Entry) (model.Entry, error) {
	p := model.Recipient{Entry: s.Entry}.Primary()
	if s.verified(p) != model.Yes {
		return nil
	}
	return func(e model.Entry) (model.Entry, error) { return e.With(model.UserPrincipalName, p), nil }
}

func (s Situation) display() Tick {
	t := Tick{ID: "displayName", Label: "Display name", Source: docRules, Done: model.Yes, Why: "it is " + s.Entry.First(model.DisplayName)}
	if !s.Entry.Has(model.DisplayName) {
		name := model.Recipient{Entry: s.Entry}.Name()
		t.Done, t.Why, t.Fix = model.No, "it has none; address lists would show the object's name", "Set it to "+name+"."
		t.Mend = func(e model.Entry) (model.Entry, error) { return e.With(model.DisplayName, name), nil }
	}
	return t
}

func (s Situation) mail() Tick {
	mail := s.Entry.First(model.Mail)
	t := Tick{ID: "mail", Label: "E-mail address in a verified domain", Source: docProxy}
	primary := model.Recipient{Entry: s.Entry}.Primary()
	switch v := s.verified(primary); {
	case primary == "":
		t.Done, t.Why, t.Fix = model.No, "it has no address: the mailbox would only have one of the tenant's initial domain", "Give it its address."
		if upn := s.Entry.First(model.UserPrincipalName); s.verified(upn) == model.Yes {
			t.Fix = "Set it to " + upn + ", the sign-in name."
			t.Mend = withPrimary(upn)
		}
	case v == model.No:
		t.Done, t.Why, t.Fix = model.No, primary+" is not in a verified domain: it is left out in the tenant", "Give it an address in a verified domain, or verify the domain."
	case v == model.Unsure:
		t.Why, t.Fix = "which domains the tenant has verified is not known", "Connect with the tenant."
	case !strings.EqualFold(mail, primary):
		t.Done, t.Why, t.Fix = model.No, "mail is "+or(mail, "empty")+", and the primary address is "+primary, "Make the two equal."
		t.Mend = withPrimary(primary)
	default:
		t.Done, t.Why = model.Yes, "it is "+primary
	}
	return t
}

func withPrimary(address string) func(model.Entry) (model.Entry, error) {
	return func(e model.Entry) (model.Entry, error) {
		d := begin(e, World{})
		d.primary(address)
		o, err := d.end()
		return o.After, err
	}
}

func (s Situation) addresses() Tick {
	t := Tick{ID: "addresses", Label: "One primary address among the proxy addresses", Source: docProxy}
	var primaries []string
	for _, a := range model.Addresses(s.Entry) {
		if a.IsSMTP() && a.Primary() {
			primaries = append(primaries, a.Value())
		}
	}
	switch p := (model.Recipient{Entry: s.Entry}).Primary(); {
	case len(primaries) == 1:
		t.Done, t.Why = model.Yes, "it is SMTP:"+primaries[0]
	case len(primaries) > 1:
		t.Done, t.Why = model.No, "there are several: "+strings.Join(primaries, ", ")
		t.Fix = "Keep SMTP:" + primaries[0] + " and make the others secondary."
		t.Mend = withPrimary(primaries[0])
	case p != "":
		t.Done, t.Why, t.Fix = model.No, "none begins with SMTP:", "Add SMTP:"+p+"."
		t.Mend = withPrimary(p)
	default:
		t.Done, t.Why, t.Fix = model.No, "there are none", "Give the user its address first."
	}
	return t
}

func (s Situation) aliasTick() Tick {
	t := Tick{ID: "alias", Label: "Alias", Source: docRules}
	if a := s.Entry.First(model.MailNickname); a != "" {
		t.Done, t.Why = model.Yes, "it is "+a
		if err := model.CheckAlias(a); err != nil {
			t.Done, t.Why, t.Fix = model.No, err.Error(), "Write one that Exchange takes."
		}
		return t
	}
	t.Done, t.Why = model.No, "there is none: no attribute of Exchange synchronizes for a user without mailNickname"
	alias := AliasFrom(or(s.Entry.First(model.UserPrincipalName), model.Recipient{Entry: s.Entry}.Primary()))
	if t.Fix = "Give it one."; alias != "" {
		t.Fix = "Set it to " + alias + "."
		t.Mend = func(e model.Entry) (model.Entry, error) { return e.With(model.MailNickname, alias), nil }
	}
	return t
}

func (s Situation) scope() Tick {
	t := Tick{ID: "scope", Label: "In scope of the synchronization", Done: s.InScope, Why: s.ScopeWhy, Source: docScope}
	switch s.InScope {
	case model.No:
		t.Fix = "Move it to a container that synchronizes, or change what the rules filter by."
	case model.Unsure:
		t.Why, t.Fix = or(s.ScopeWhy, "no synchronization rules are loaded"), "Load the rules of the organization."
	}
	return t
}

func (s Situation) trap() Tick {
	t := Tick{ID: "guid", Label: "No mailbox GUID of an own server", Done: model.No, Source: docRules,
		Why: "msExchMailboxGuid is set: once it is synchronized, a license makes no mailbox",
		Fix: "If the mailbox on the server is really gone, clear it; if it is to be migrated, use the assistant for msExchMailboxGuid."}
	if s.User != nil && s.User.CloudMailbox == model.Yes {
		t.Done, t.Why, t.Fix = model.Yes, "msExchMailboxGuid is set, and the tenant has a mailbox already", ""
	}
	return t
}

func (s Situation) license() Tick {
	t := Tick{ID: "license", Label: "License with Exchange Online", Source: docPlans}
	switch typ, _ := TypeOf(s.Entry); {
	case s.User != nil && s.User.Licensed == model.Yes:
		t.Done, t.Why = model.Yes, "it has one"
	case typ != UserMailbox:
		t.Done, t.Why = model.Yes, typ.Phrase()+" needs none up to 50 GB"
	case s.User != nil && s.User.Licensed == model.No:
		t.Done, t.Why, t.Fix = model.No, "it has none", "Give it one in the Microsoft 365 admin center, with its usage location."
		t.Cloud = s.licenseSteps()
	default:
		t.Why, t.Fix = "the user is not in the tenant yet, or that is not known", "Give it a license once it has synchronized."
		t.Cloud = append([]Step{{"Let what was changed in AD synchronize: wait for the next cycle, or start one on the synchronization server.",
			"Start-ADSyncSyncCycle -PolicyType Delta", docCycle}}, s.licenseSteps()...)
	}
	return t
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
