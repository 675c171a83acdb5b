package ui

import (
	"strings"
	"time"

	"recipientdesk/model/check"
)

// An ignored finding was looked at by a person who decided that it may stay. It
// does not come back until the value changes.
type ignored struct {
	Rule   string    `json:"rule"`
	Object string    `json:"object"` // objectGUID
	Attr   string    `json:"attribute,omitempty"`
	Value  string    `json:"value,omitempty"`
	Reason string    `json:"reason"`
	Who    string    `json:"who,omitempty"`
	When   time.Time `json:"when"`
}

// ignores are the ignored findings of a directory, by what they are about.
type ignores map[ignoredKey]ignored

type ignoredKey struct{ rule, object, attr, value string }

func keyOf(f check.Finding) ignoredKey {
	return ignoredKey{f.Rule.ID, strings.ToLower(f.Ref.GUID), strings.ToLower(string(f.Attr)), f.Value}
}

func (i ignored) key() ignoredKey {
	return ignoredKey{i.Rule, strings.ToLower(i.Object), strings.ToLower(i.Attr), i.Value}
}

// reason is why a finding is ignored, "" if it is not.
func (m ignores) reason(f check.Finding) string { return m[keyOf(f)].Reason }

// Ignored are the findings that the user ignores in a directory.
func (s settings) Ignored(directory string) ignores {
	out := ignores{}
	for _, i := range read[map[string][]ignored](s, keyIgnored)[directory] {
		if i.Reason != "" {
			out[i.key()] = i
		}
	}
	return out
}

// Ignore has findings ignored for a reason; with "" they are no longer ignored.
func (s settings) Ignore(directory string, list []check.Finding, reason, who string, now time.Time) {
	all := read[map[string][]ignored](s, keyIgnored)
	if all == nil {
		all = map[string][]ignored{}
	}
	about := map[ignoredKey]bool{}
	for _, f := range list {
		about[keyOf(f)] = true
	}
	var kept []ignored
	for _, i := range all[directory] {
		if !about[i.key()] {
			kept = append(kept, i)
		}
	}
	if reason != "" {
		for _, f := range list {
			kept = append(kept, ignored{f.Rule.ID, f.Ref.GUID, string(f.Attr), f.Value, reason, who, now.UTC()})
		}
	}
	all[directory] = kept
	write(s, keyIgnored, all)
}

const keyIgnored = "check.ignored"
