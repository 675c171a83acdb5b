package ui

import (
	"fmt"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/forecast"
	"recipientdesk/model/sheet"
	"recipientdesk/model/syncrule"
	"recipientdesk/ui/kit"
)

// A syncBadge says that what stands in a field will not reach the tenant.
type syncBadge struct {
	word string // "" for no badge
	tone kit.Tone
	tip  string
}

// Where the fates of attributes are documented.
const (
	sourceAttributes = "https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-sync-attributes-synchronized"
	sourceRules      = "https://learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-declarative-provisioning"
)

// badgeOf is the badge of a field for the objects as they are edited. An object
// that does not sync at all says so as a whole, not at each of its fields.
func badgeOf(f sheet.Field, list []desk.Outlook) (b syncBadge) {
	if _, back := f.Edit.(sheet.Backlink); back {
		return b // it is the other object that syncs
	}
	n := 0
	for _, o := range list {
		if o.Sync == nil || !o.Sync.InScope {
			continue
		}
		for _, a := range f.Attrs {
			if one := attrBadge(o, a); one.word != "" {
				if n++; n == 1 {
					b = one
				}
				break
			}
		}
	}
	if n > 0 && len(list) > 1 {
		b.tip = fmt.Sprintf("%d of %d objects. Of the first:\n%s", n, len(list), b.tip)
	}
	return b
}

// emptyBadge says before anything is written that no rule carries what a field holds.
func emptyBadge(f sheet.Field, sight *foresight) syncBadge {
	inScope := slices.ContainsFunc(sight.now, func(o desk.Outlook) bool { return o.Sync != nil && o.Sync.InScope })
	carries := func(a model.Attr) bool { return slices.ContainsFunc(sight.carried, a.Is) }
	if _, back := f.Edit.(sheet.Backlink); back || !inScope || sight.carried == nil || slices.ContainsFunc(f.Attrs, carries) {
		return syncBadge{}
	}
	return syncBadge{"not synced", kit.ToneNeutral, badgeTip(f.Attrs[0], "", "", "", sourceAttributes)}
}

// attrBadge says what keeps an attribute from the tenant: the rules first, then
// the tenant itself.
func attrBadge(o desk.Outlook, a model.Attr) syncBadge {
	for i := range o.Sync.Fates {
		if f := &o.Sync.Fates[i]; f.Attr.Is(a) && f.State != syncrule.Flows {
			return fateBadge(o, f)
		}
	}
	for _, r := range o.Cloud.Reasons {
		if model.Attr(r.Property).Is(a) && r.Verdict == forecast.Blocked && o.Sync.Entry.Has(a) {
			return syncBadge{"not synced", kit.ToneWarning, badgeTip(a, r.Why, r.Rule, "", r.Source)}
		}
	}
	return syncBadge{}
}

func fateBadge(o desk.Outlook, f *syncrule.Fate) syncBadge {
	b := syncBadge{word: "not synced", tone: kit.ToneNeutral}
	source := sourceAttributes
	switch f.State {
	case syncrule.Blocked:
		b.tone, source = kit.ToneWarning, sourceRules
		if needsAlias(f) {
			b.word = "needs alias"
		}
	case syncrule.Overridden:
		b.word, b.tone, source = "overridden", kit.ToneWarning, sourceRules
	case syncrule.NotSelected:
		b.tone, source = kit.ToneWarning, sourceRules
	}
	for _, r := range o.Cloud.Reasons {
		if model.Attr(r.Property).Is(f.Attr) && r.Source != "" {
			source = r.Source
		}
	}
	rule, clause := "", ""
	if f.Rule != nil {
		rule = f.Rule.Name
	}
	if f.Clause != nil {
		clause = clauseText(*f.Clause)
	}
	b.tip = badgeTip(f.Attr, f.Why, rule, clause, source)
	return b
}

// needsAlias reports whether an attribute would arrive if the alias were set.
func needsAlias(f *syncrule.Fate) bool {
	return f.Clause != nil && f.Clause.Operator == syncrule.IsNotNull && model.MailNickname.Is(model.Attr(f.Clause.Attribute))
}

// badgeTip is the attribute, the reason, the rule and the source, a line each.
func badgeTip(a model.Attr, why, rule, clause, source string) string {
	if why == "" {
		why = "no rule carries it to the tenant"
	}
	lines := []string{"LDAP: " + string(a), begun(why) + "."}
	if rule != "" {
		lines = append(lines, "Rule: "+rule)
	}
	if clause != "" {
		lines = append(lines, "Its scope: "+clause)
	}
	if source != "" {
		lines = append(lines, "Source: "+source)
	}
	return strings.Join(lines, "\n")
}

// droppedAddress says why an address of the one object of the sheet does not reach the
// cloud, "" if it does or if that is not known.
func (s *Sheet) droppedAddress(address string) string {
	if len(s.sight.now) != 1 {
		return ""
	}
	for _, r := range s.sight.now[0].Cloud.Reasons {
		if r.Verdict == forecast.Blocked && r.Value != "" && forecast.PropProxies.Is(model.Attr(r.Property)) && sameAddress(r.Value, address) {
			return r.Why
		}
	}
	return ""
}
