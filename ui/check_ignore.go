package ui

import (
	"slices"
	"strings"
	"time"

	"recipientdesk/model/check"
)

const keyIgnored = "check.ignored"

// Ignored are the findings that the user wants to see no more in a directory.
func (s settings) Ignored(directory string) check.IgnoreList {
	return read[map[string]check.IgnoreList](s, keyIgnored)[directory]
}

// Ignore has findings ignored for a reason; with "" they are no longer ignored.
func (s settings) Ignore(directory string, fs []check.Finding, reason, by string, now time.Time) {
	all := read[map[string]check.IgnoreList](s, keyIgnored)
	if all == nil {
		all = map[string]check.IgnoreList{}
	}
	known := ignoresOf(all[directory])
	gone := map[check.Ignored]bool{}
	for _, f := range fs {
		if i, ok := known.of(f); ok {
			gone[i] = true
		}
	}
	list := slices.DeleteFunc(all[directory], func(i check.Ignored) bool { return gone[i] })
	if reason != "" {
		for _, f := range fs {
			list = append(list, check.Ignore(f, reason, by, now.UTC()))
		}
	}
	all[directory] = list
	write(s, keyIgnored, all)
}

// ignores finds what ignores a finding without going through the whole list, which
// may be as long as there are findings.
type ignores map[ruleObject]check.IgnoreList

type ruleObject struct{ rule, object string }

func ignoresOf(l check.IgnoreList) ignores {
	out := ignores{}
	for _, i := range l {
		key := ruleObject{strings.ToUpper(i.Rule), strings.ToLower(i.Object)}
		out[key] = append(out[key], i)
	}
	return out
}

// of returns the entry that ignores f.
func (m ignores) of(f check.Finding) (check.Ignored, bool) {
	for _, object := range []string{strings.ToLower(f.Ref.GUID), ""} {
		if i, ok := m[ruleObject{f.Rule.ID, object}].Of(f); ok {
			return i, true
		}
	}
	return check.Ignored{}, false
}

// reason is why a finding is ignored, "" if it is not.
func (m ignores) reason(f check.Finding) string {
	if len(m) == 0 {
		return ""
	}
	i, _ := m.of(f)
	return i.Reason
}

// A findingKey is equal for findings of the same fault: it finds one again in a later
// result.
type findingKey struct{ rule, object, attr, value string }

func keyOf(f check.Finding) findingKey {
	return findingKey{f.Rule.ID, strings.ToLower(f.Ref.GUID), strings.ToLower(string(f.Attr)), f.Value}
}

// ignored are the findings that the user ignores in the directory of the session.
func (a *App) ignored() ignores {
	return ignoresOf(a.settings.Ignored(a.session.Target.Directory))
}
