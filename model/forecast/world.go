package forecast

import (
	"slices"
	"strconv"
	"strings"

	"recipientdesk/model"
)

// unknownDomain stands for the initial domain of the tenant while it computes with
// one that is not known. No address can contain it.
const unknownDomain = "<initial domain>"

// A world is an Input made ready: what is said in several places, looked up once.
type world struct {
	in           *Input
	initial      string // initial domain, or unknownDomain
	domains      []string
	domainsKnown bool
	features     model.SyncFeatures
	digits       digits
}

func newWorld(in Input) *world {
	w := &world{in: &in, initial: unknownDomain, digits: digits{random: in.Random}}
	if in.Class == "inetOrgPerson" {
		in.Class = "user"
	}
	if f := in.Facts; f != nil {
		w.features = f.Features
		w.domains, w.domainsKnown = f.VerifiedDomains, len(f.VerifiedDomains) > 0
		if f.InitialDomain != "" {
			w.initial = strings.ToLower(f.InitialDomain)
		}
		if in.User == nil {
			in.User = findUser(&in)
		}
	}
	if in.Licensed == model.Unsure && in.User != nil {
		in.Licensed = in.User.Licensed
	}
	return w
}

// findUser looks for the object's side in the tenant. Who has the sign-in name is
// somebody else if the anchor is another, or if the tenant does not match by name.
func findUser(in *Input) *model.TenantUser {
	if in.Class != "user" {
		return nil
	}
	anchor := in.Export.First("sourceAnchor")
	if u, ok := in.Facts.ByAnchor(anchor); ok {
		return &u
	}
	matches := in.Facts.Features.SoftMatchOnUPN != model.No && in.Facts.Features.BlockSoftMatch != model.Yes
	if u, ok := in.Facts.ByName(in.Export.First(PropUPN)); ok && (anchor == "" || u.ImmutableID == "" && matches) {
		return &u
	}
	return nil
}

func (w *world) isUser() bool { return w.in.Class == "user" }

// text returns the first value of an exported attribute.
func (w *world) text(a model.Attr) string { return w.in.Export.First(a) }

// number returns the value of an exported number, 0 without one.
func (w *world) number(a model.Attr) int64 {
	v := w.text(a)
	if v == "" {
		return 0
	}
	n, _ := strconv.ParseInt(strings.TrimSpace(v), 10, 64)
	return n
}

// securityEnabled says whether a group is a security group.
func (w *world) securityEnabled() model.Maybe {
	if v := w.text("securityEnabled"); v != "" {
		return model.MaybeOf(strings.EqualFold(v, "true"))
	}
	return model.Unsure
}

// mailEnabled is the test of the rules for groups and contacts: an SMTP value with
// an @, or mail with one. The article on users and contacts words it more strictly
// for groups that have other values in proxyAddresses; the rule decides.
func (w *world) mailEnabled() bool {
	for _, v := range w.in.Export.Values(PropProxies) {
		if i := strings.Index(strings.ToUpper(v), "SMTP:"); i >= 0 && strings.Contains(v, "@") {
			return true
		}
	}
	return strings.Contains(w.text(PropMail), "@")
}

// isVerified reports whether addresses of a domain may stand in the tenant.
func (c *calc) isVerified(domain string) bool {
	domain = strings.ToLower(domain)
	switch {
	case domain == "":
		return false
	case domain == c.initial:
		return true
	case !c.domainsKnown:
		return c.verified
	}
	return slices.ContainsFunc(c.domains, func(d string) bool { return strings.EqualFold(d, domain) })
}

// priorCloud returns what stood in the cloud, as far as that is known.
func (w *world) priorCloud(p model.Attr) string {
	if w.in.Prior != nil {
		if v := w.in.Prior.Cloud.First(p); v != "" {
			return v
		}
	}
	if p == PropUPN && w.in.User != nil {
		return w.in.User.UserPrincipalName
	}
	return ""
}

// exportedBefore returns what the last synchronization exported. ok is false if
// that is not known.
func (w *world) exportedBefore(a model.Attr) (v string, ok bool) {
	if w.in.Prior == nil || w.in.Prior.Export.Len() == 0 {
		return "", false
	}
	return w.in.Prior.Export.First(a), true
}

// mailbox says whether the user has a mailbox in Exchange Online already.
func (w *world) mailbox() model.Maybe {
	switch {
	case w.in.User != nil && w.in.User.CloudMailbox != model.Unsure:
		return w.in.User.CloudMailbox
	case isMailboxDisplay(w.in.DisplayType):
		return model.Yes
	case w.in.DisplayType == "6":
		return model.No
	case w.in.Prior != nil:
		if kind := w.priorCloud(PropRecipientType); kind != "" {
			return model.MaybeOf(strings.HasSuffix(kind, "Mailbox"))
		}
	case w.in.New == model.Yes:
		return model.No
	}
	return model.Unsure
}
