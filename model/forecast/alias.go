package forecast

import (
	"fmt"
	"strings"

	"recipientdesk/model"
)

// userAlias computes mailNickname of a user. It is chosen once, at the first
// synchronization, and changes afterwards only with mailNickname in AD
// (https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-userprincipalname#azure-ad-mailnickname-attribute-value-calculation).
func (c *calc) userAlias() {
	own := c.text("alias")
	before, known := c.exportedBefore("alias")
	now := c.priorCloud(PropAlias)
	switch {
	case own != "" && (now == "" || !known || own != before):
		c.takeAlias(own, "")
	case now != "":
		c.set(PropAlias, now)
		c.say(PropAlias, keptVerdict(own, now), stepAlias, "the alias was chosen at the first synchronization and changes only when mailNickname of AD does", srcUPN)
	default:
		from, what := c.firstAlias(c.firstExport())
		if from != "" {
			c.takeAlias(from, what)
		} else {
			c.say(PropAlias, Unknown, stepAlias, "the export has nothing of which an alias could be made", srcUPN)
		}
	}
}

// firstExport returns the oldest export that is known.
func (c *calc) firstExport() model.Entry {
	if c.in.Prior != nil && c.in.Prior.Export.Len() > 0 {
		return c.in.Prior.Export
	}
	return c.in.Export
}

func keptVerdict(own, now string) Verdict {
	switch own {
	case now:
		return Flows
	case "":
		return Computed
	}
	return Overridden
}

// firstAlias returns what Entra ID makes the alias of when AD has none, and what
// that is. Addresses that the proxy calculation discards are passed over.
func (c *calc) firstAlias(e model.Entry) (from, what string) {
	var secondary string
	for _, a := range model.Addresses(e) {
		if _, bad := c.discard(a); bad != nil || !a.IsSMTP() {
			continue
		}
		local, _ := split(a.Value())
		if a.Primary() {
			return local, "the primary SMTP address"
		}
		if secondary == "" {
			secondary = local
		}
	}
	if local, domain := split(e.First(PropMail)); local != "" && domain != "" {
		return local, "mail"
	}
	if local, _ := split(e.First(PropUPN)); local != "" {
		return local, "the sign-in name"
	}
	return secondary, "a secondary address"
}

// takeAlias sets the alias. what it is made of is said if it is not AD's own.
func (c *calc) takeAlias(from, what string) {
	alias := cleanAlias(from)
	c.set(PropAlias, alias)
	verdict, why := Flows, "mailNickname of AD is the alias"
	if what != "" {
		verdict, why = Computed, fmt.Sprintf("AD has no mailNickname; the part before the @ of %s becomes the alias", what)
		if c.in.New == model.No {
			why += "; chosen at the first synchronization, it stays whatever changed since"
		}
	}
	if alias != from {
		verdict, why = Rewritten, why+"; what an alias cannot have is replaced by underscores or cut off"
	}
	c.say(PropAlias, verdict, stepAlias, why, srcUPN)
}

// cleanAlias replaces what an alias cannot have by underscores, and cuts it at 64
// characters
// (https://learn.microsoft.com/microsoft-365/enterprise/prepare-for-directory-synchronization).
func cleanAlias(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '.' || model.CheckAlias(string(r)) == nil {
			return r
		}
		return '_'
	}, s)
	if strings.HasPrefix(s, ".") {
		s = "_" + s[1:]
	}
	if r := []rune(s); len(r) > model.MaxAlias {
		s = string(r[:model.MaxAlias])
	}
	return s
}

// split takes an address apart at its last @. Without one, all is local part.
func split(address string) (local, domain string) {
	if i := strings.LastIndexByte(address, '@'); i >= 0 {
		return address[:i], address[i+1:]
	}
	return address, ""
}

// localPart makes an alias fit to stand before the @ of an address in the initial
// domain.
func localPart(alias string) string {
	s := strings.Map(func(r rune) rune {
		if r == '.' || model.CheckSMTP(string(r)+"@a.b") == nil {
			return r
		}
		return '_'
	}, alias)
	for strings.Contains(s, "..") {
		s = strings.ReplaceAll(s, "..", "._")
	}
	if strings.HasSuffix(s, ".") {
		s = s[:len(s)-1] + "_"
	}
	return s
}
