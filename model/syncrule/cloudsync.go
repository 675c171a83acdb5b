package syncrule

import (
	"fmt"
	"strings"

	"recipientdesk/model"
)

// Microsoft Entra Cloud Sync has no rules like these: its mappings are in the
// service. What is known of it is how it differs
// (https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/what-is-cloud-sync,
// https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/concept-attributes).
// Where that leaves open whether a rule of Entra Connect has a counterpart, the
// evaluation goes on as if it had none, and says so.

// cloudSyncClasses are what Cloud Sync takes; devices are none of them.
const cloudSyncClasses = " user inetorgperson group contact foreignsecurityprincipal "

// cloudSyncMembers is the largest group that it supports.
const cloudSyncMembers = 50_000

// unverified reports whether Cloud Sync is not known to have a counterpart of a
// clause: that of the alias, as it has no rule of its own for Exchange attributes,
// and the mark by which an object opts out.
func (t *test) unverified() bool {
	return t.clause.Attribute == "mailNickname" && t.clause.Operator == IsNotNull ||
		t.clause.Attribute == "adminDescription" && t.clause.Operator == NotStartsWith
}

// assume notes a clause that does not hold and is passed over.
func (x *evaluation) assume(r *readyRule, t *test) {
	x.doubt(Problem{Rule: r.Rule, Attr: t.clause.Attribute, Text: t.clause.Unmet() + ", for which Entra Connect leaves this rule out; whether Cloud Sync does is not known"})
}

// unfilter undoes a filter that Cloud Sync is not known to have: it leaves out what
// is critical, and conflict objects.
func (x *evaluation) unfilter(s *subject) {
	c := x.filter()
	if c == nil || strings.EqualFold(s.entry.First("isCriticalSystemObject"), "TRUE") || conflict(s.entry.Ref.DN) {
		return
	}
	why := x.because(c)
	x.doubt(Problem{Rule: c.flow.rule.Rule, Attr: c.flow.Target, Text: "Entra Connect filters this object (" + why + "); whether Cloud Sync does is not known"})
	*c = cell{state: settled}
}

// conflict reports whether replication renamed an object because another had its
// name ([MS-ADTS] 3.1.1.5.1.5).
func conflict(dn string) bool {
	parts := steps(dn)
	return len(parts) > 0 && strings.Contains(parts[0], `\0ACNF:`)
}

// cloudSyncDoubts notes what Cloud Sync does not support.
func (x *evaluation) cloudSyncDoubts(s *subject) {
	if n := len(s.entry.Values("member")); n > cloudSyncMembers {
		x.doubt(Problem{Attr: "member", Text: fmt.Sprintf("it has %d members; Cloud Sync supports %d", n, cloudSyncMembers)})
	}
	if s.entry.First(model.RecipientType) == "2" {
		x.doubt(Problem{Attr: string(model.RecipientType), Text: "it is a linked mailbox, which Cloud Sync does not support"})
	}
}
