package forecast

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"recipientdesk/model"
)

// userUPN computes the sign-in name. A suffix that is not verified, and characters
// that a sign-in name cannot have, make Entra ID replace it by the alias in the
// initial domain
// (https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-userprincipalname).
func (c *calc) userUPN() {
	want := c.text(PropUPN)
	if want == "" {
		c.say(PropUPN, Unknown, stepUPN, "no sign-in name is exported", srcUPN)
		return
	}
	c.set(PropShadowUPN, want)
	c.say(PropShadowUPN, Flows, stepUPN, "the sign-in name of AD is kept beside the one that is in effect", srcShadow)
	got, verdict, why := c.computeUPN(want)
	c.settleUPN(want, got, verdict, why)
}

func (c *calc) computeUPN(want string) (got string, verdict Verdict, why string) {
	_, suffix := split(want)
	problem := badUPN(want)
	now := c.priorCloud(PropUPN)
	before, known := c.exportedBefore(PropUPN)
	changed := known && before != "" && before != want
	switch {
	case problem == "" && c.isVerified(suffix):
		if changed && now != "" && now != want && c.licensed && c.features.UPNOfManagedUsers == model.No {
			return now, Overridden, "the tenant does not change the sign-in name of licensed users (SynchronizeUpnForManagedUsers is off)"
		}
		return want, Flows, fmt.Sprintf("%s is a verified domain", suffix)
	case problem == "":
		problem = fmt.Sprintf("%s is not a verified domain", suffix)
		if suffix == "" {
			problem = "it has no domain"
		}
	}
	if _, d := split(now); now != "" && !changed && !c.in.DomainEvent && c.isVerified(d) {
		return now, Rewritten, problem + "; the replacement that it has stays until the sign-in name of AD changes"
	}
	return c.moeraOf(), Rewritten, problem + ": the alias in the initial domain takes its place"
}

// settleUPN sets the sign-in name, or a substitute if somebody else has it.
func (c *calc) settleUPN(want, got string, verdict Verdict, why string) {
	owner, taken := c.upnOwner(got)
	if !taken {
		c.set(PropUPN, got)
		c.say(PropUPN, verdict, stepUPN, why, srcUPN)
		return
	}
	local, _ := split(got)
	now := c.priorCloud(PropUPN)
	if !isNumbered(now, local, c.initial) {
		now = c.digits.numbered(local, c.initial, func(s string) bool { _, t := c.upnOwner(s); return t })
	}
	c.set(PropUPN, now)
	if got == want {
		c.out.Quarantined = append(c.out.Quarantined, Quarantined{"UserPrincipalName", got})
	}
	c.say(PropUPN, Rewritten, stepClash, fmt.Sprintf("%s has %s, too; the user that came later gets a substitute in the initial domain until the conflict is gone", owner, got), srcClash)
}

// upnChars are the signs that a sign-in name may have besides letters and digits.
const upnChars = "'.-_!#^~"

// badUPN says what is wrong with the form of a sign-in name, "" if nothing is
// (https://learn.microsoft.com/microsoft-365/enterprise/prepare-for-directory-synchronization).
func badUPN(s string) string {
	local, suffix := split(s)
	switch {
	case strings.ContainsAny(s, " \t\r\n"):
		return "it contains white space"
	case !utf8.ValidString(s):
		return "it is not text"
	case strings.Count(s, "@") > 1:
		return "it contains more than one @"
	case local == "":
		return "it has nothing before the @"
	case utf8.RuneCountInString(local) > 64 || utf8.RuneCountInString(suffix) > 48:
		return "it is longer than 64 characters before the @ or 48 after it"
	case strings.HasSuffix(s, "."):
		return "it ends in a period"
	}
	for _, r := range local + suffix {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(upnChars, r)) {
			return fmt.Sprintf("it contains the character %q", r)
		}
	}
	return ""
}
