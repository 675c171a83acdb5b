package ui

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/ui/kit"
)

// A siftQuery says which findings are shown, and how.
type siftQuery struct {
	Text     string  // every word of it must be found
	Hide     [3]bool // severities left out
	Ignored  bool    // what is ignored, too
	ByObject bool    // groups are objects, not rules
	Sort     string  // ID of a column; "": as found
	Down     bool
}

// A findingGroup is a rule with its findings, or an object with its.
type findingGroup struct {
	key      string // ID of the rule, GUID of the object
	title    string
	rule     *check.Rule // nil: of an object
	ref      model.Ref
	worst    check.Severity
	from, to int // its findings in sifted.rows
	mendable int // of these, those that can be put right without a choice
}

func (g findingGroup) len() int { return g.to - g.from }

// A sifted result is what the page shows of a result.
type sifted struct {
	of     *checked
	query  siftQuery
	groups []findingGroup
	rows   []int32 // findings, those of a group beside each other
	counts [3]int  // of each severity, hidden ones too
	most   int     // findings in the largest group

	mendable int // findings that can be put right without a choice
}

// sift makes what the page shows. It is work for the background.
func sift(ctx context.Context, c *checked, q siftQuery) (*sifted, error) {
	s := &sifted{of: c, query: q}
	words := strings.Fields(strings.ToLower(q.Text))
	for i, f := range c.list {
		if i%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if c.reasons[i] != "" && !q.Ignored || len(words) > 0 && !c.matches(i, words) {
			continue
		}
		s.counts[f.Rule.Severity]++
		if !q.Hide[f.Rule.Severity] {
			s.rows = append(s.rows, int32(i))
		}
	}
	s.sort()
	s.group()
	return s, ctx.Err()
}

// matches reports whether every word is found somewhere in a finding.
func (c *checked) matches(i int, words []string) bool {
	f := &c.list[i]
	for _, w := range words {
		in := func(s string) bool { return containsFold(s, w) }
		if !(in(f.Ref.DN) || in(f.Value) || in(f.Text) || in(f.Proposed) || in(c.names[i]) || in(string(f.Attr)) ||
			in(f.Rule.ID) || in(f.Rule.Title) || in(c.reasons[i]) ||
			slices.ContainsFunc(f.Others, func(o check.Other) bool { return in(o.Ref.DN) || in(o.Value) })) {
			return false
		}
	}
	return true
}

// containsFold is strings.Contains without regard to case; word is in lower case.
// It makes no copy of a text of ASCII: there may be millions.
func containsFold(s, word string) bool {
	first := word[0]
	for i := range len(s) {
		switch c := s[i]; {
		case c >= utf8.RuneSelf || first >= utf8.RuneSelf:
			return strings.Contains(strings.ToLower(s), word)
		case len(s)-i < len(word):
			return false
		case (c == first || c|0x20 == first) && strings.EqualFold(s[i:i+len(word)], word):
			return true
		}
	}
	return false
}

// sort brings the findings of a group beside each other, groups with the worst or
// the most first, and orders each as the user wants it.
func (s *sifted) sort() {
	c := s.of
	group := func(a, b int32) int {
		f, g := c.list[a].Rule, c.list[b].Rule
		return cmp.Or(cmp.Compare(g.Severity, f.Severity), strings.Compare(f.ID, g.ID))
	}
	if s.query.ByObject {
		rank := s.ranks()
		group = func(a, b int32) int { return cmp.Compare(rank[c.whose[a]], rank[c.whose[b]]) }
	}
	slices.SortStableFunc(s.rows, func(a, b int32) int {
		order := group(a, b)
		if order != 0 || s.query.Sort == "" {
			return order
		}
		order = compareFold(c.text(int(a), s.query.Sort), c.text(int(b), s.query.Sort))
		if s.query.Down {
			return -order
		}
		return order
	})
}

// ranks orders the objects: those with the most findings first, then by name.
func (s *sifted) ranks() []int32 {
	c := s.of
	size, name := make([]int32, len(c.number)), make([]string, len(c.number))
	for _, i := range s.rows {
		n := c.whose[i]
		if size[n]++; name[n] == "" {
			name[n] = strings.ToLower(c.names[i])
		}
	}
	objects := make([]int32, len(c.number))
	for n := range objects {
		objects[n] = int32(n)
	}
	slices.SortFunc(objects, func(a, b int32) int {
		return cmp.Or(cmp.Compare(size[b], size[a]), strings.Compare(name[a], name[b]), cmp.Compare(a, b))
	})
	rank := make([]int32, len(objects))
	for r, n := range objects {
		rank[n] = int32(r)
	}
	return rank
}

// group cuts the sorted rows into groups.
func (s *sifted) group() {
	for n, i := range s.rows {
		f := s.of.list[i]
		key := f.Rule.ID
		if s.query.ByObject {
			key = f.Ref.GUID
		}
		if k := len(s.groups); k == 0 || s.groups[k-1].key != key {
			g := findingGroup{key: key, title: f.Rule.Title, rule: f.Rule, ref: f.Ref, worst: f.Rule.Severity, from: n}
			if s.query.ByObject {
				g.title, g.rule = s.of.names[i], nil
			}
			s.groups = append(s.groups, g)
		}
		g := &s.groups[len(s.groups)-1]
		g.to, g.worst = n+1, max(g.worst, f.Rule.Severity)
		s.most = max(s.most, g.len())
		if mendable(f) && s.of.reasons[i] == "" {
			g.mendable++
			s.mendable++
		}
	}
}

// find is the group with that key; -1: there is none.
func (s *sifted) find(key string) int {
	return slices.IndexFunc(s.groups, func(g findingGroup) bool { return g.key == key })
}

// text is what a column says of a finding.
func (c *checked) text(i int, column string) string {
	f := c.list[i]
	switch column {
	case "object":
		return c.names[i]
	case "finding":
		return findingText(f)
	case "attribute":
		return string(f.Attr)
	case "value":
		return inLine(f.Value)
	case "proposed":
		return proposal(f)
	case "rule":
		return f.Rule.ID
	}
	return ""
}

// proposal is what a finding proposes, in a few words.
func proposal(f check.Finding) string {
	switch {
	case f.Action == check.Edit && mendable(f):
		return f.Proposed
	case f.Action == check.Remove:
		return "remove the value"
	case f.Action == check.Complete:
		return "leave it"
	}
	return ""
}

// mendable reports whether a finding can be put right without a person's choice.
// IdFix proposes the value itself where it does not know a better one.
func mendable(f check.Finding) bool {
	return f.Action == check.Remove || f.Action == check.Edit && f.Proposed != f.Value
}

// compareFold compares names as people sort them.
func compareFold(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) }

func toneOf(s check.Severity) kit.Tone {
	return [...]kit.Tone{check.Advice: kit.ToneInfo, check.Warning: kit.ToneWarning, check.Error: kit.ToneError}[s]
}

// iconOfTone is the icon of a tone without its color, for a cell.
func iconOfTone(t kit.Tone) fyne.Resource {
	switch t {
	case kit.ToneError:
		return theme.ErrorIcon()
	case kit.ToneWarning:
		return theme.WarningIcon()
	case kit.ToneOK:
		return theme.ConfirmIcon()
	case kit.ToneChanged:
		return theme.DocumentCreateIcon()
	}
	return theme.InfoIcon()
}

// severities names them, for one and for several.
var severities = [...][2]string{check.Advice: {"piece of advice", "pieces of advice"}, check.Warning: {"warning", "warnings"}, check.Error: {"error", "errors"}}
