package ui

import (
	"iter"
	"slices"
	"strings"
	"time"
	"unicode"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/model/desk"
)

// checked is the result of a check: what list, views, summary and the Check page
// show. It is immutable, so that work in the background may look at it; what is
// ignored is marked, not left out. For 100,000 findings it takes some 50 MB.
type checked struct {
	plan    checkPlan
	at      time.Time
	took    time.Duration
	objects int // how many were looked at
	skipped []desk.Skipped
	list    []check.Finding
	names   []string // of the object of each finding
	reasons []string // why a finding is ignored, "" if it is not
	faulty  int      // objects with a finding that is not ignored

	// The findings of object n are order[first[n]:first[n+1]].
	number map[model.GUID]int32
	whose  []int32 // the object of each finding
	first  []int32
	order  []int32
}

// newChecked takes over findings that were released; list must not be used
// afterwards. It is work for the background.
func newChecked(p checkPlan, list []check.Finding, ignored ignores) *checked {
	c := &checked{plan: p, list: list, names: make([]string, len(list)), reasons: make([]string, len(list)), number: map[model.GUID]int32{},
		whose: make([]int32, len(list))}
	var one []int32 // of each object, a finding
	for i := range list {
		g, _ := model.ParseGUID(list[i].Ref.GUID)
		n, ok := c.number[g]
		if !ok {
			n = int32(len(c.number))
			c.number[g] = n
			one = append(one, int32(i))
			c.names[i] = objectName(list[i].Ref)
		}
		list[i].Ref, c.names[i] = list[one[n]].Ref, c.names[one[n]]
		c.reasons[i] = ignored.reason(list[i])
		c.whose[i] = n
	}
	c.sort()
	return c
}

// sort fills first and order by counting.
func (c *checked) sort() {
	c.first = make([]int32, len(c.number)+1)
	for _, n := range c.whose {
		c.first[n+1]++
	}
	for n := 1; n < len(c.first); n++ {
		c.first[n] += c.first[n-1]
	}
	next := slices.Clone(c.first)
	c.order = make([]int32, len(c.whose))
	for i, n := range c.whose {
		c.order[next[n]] = int32(i)
		next[n]++
	}
	for n := range c.number {
		if k, _ := c.count(n); k > 0 {
			c.faulty++
		}
	}
}

// release copies what findings hold of the objects they were found in: a value of
// ten letters would keep everything that was read with it. It changes list, which
// nobody else may have yet.
func release(list []check.Finding) []check.Finding {
	for i := range list {
		releaseOne(&list[i])
	}
	return list
}

func releaseOne(f *check.Finding) {
	f.Ref = released(f.Ref)
	f.Value, f.Proposed = strings.Clone(f.Value), strings.Clone(f.Proposed)
	for i, o := range f.Others {
		f.Others[i].Ref = released(o.Ref)
		f.Others[i].Value = strings.Clone(o.Value)
	}
}

func released(r model.Ref) model.Ref {
	return model.Ref{GUID: strings.Clone(r.GUID), DN: strings.Clone(r.DN)}
}

// with is the result with the findings of some objects in place of what was found
// of them before. It is work for the background.
func (c *checked) with(touched map[model.GUID]model.Ref, fresh []check.Finding, ignored ignores) *checked {
	list := make([]check.Finding, 0, len(c.list)+len(fresh))
	for _, f := range c.list {
		g, _ := model.ParseGUID(f.Ref.GUID)
		if _, again := touched[g]; !again {
			list = append(list, f)
		}
	}
	list = append(list, fresh...)
	check.Sort(list)
	out := newChecked(c.plan, list, ignored)
	out.at, out.took, out.objects, out.skipped = c.at, c.took, c.objects, c.skipped
	return out
}

// of are the findings of an object that are not ignored.
func (c *checked) of(g model.GUID) iter.Seq[check.Finding] {
	return func(yield func(check.Finding) bool) {
		if c == nil {
			return
		}
		n, ok := c.number[g]
		if !ok {
			return
		}
		for _, i := range c.order[c.first[n]:c.first[n+1]] {
			if c.reasons[i] == "" && !yield(c.list[i]) {
				return
			}
		}
	}
}

// count is the number of findings of an object that are not ignored, and the
// worst of them.
func (c *checked) count(g model.GUID) (n int, worst check.Severity) {
	for f := range c.of(g) {
		n++
		worst = max(worst, f.Rule.Severity)
	}
	return n, worst
}

// mostTexts is how many findings the tooltip of an object spells out.
const mostTexts = 4

// sentences spells the findings of an object out, a line each.
func (c *checked) sentences(g model.GUID) string {
	var lines []string
	for f := range c.of(g) {
		if len(lines) == mostTexts {
			lines = append(lines, "…")
			break
		}
		lines = append(lines, findingSentence(f))
	}
	return strings.Join(lines, "\n")
}

// objectName is the name of an object in a line: that of a replication conflict has
// a line break.
func objectName(ref model.Ref) string { return strings.Join(strings.Fields(model.NameOf(ref.DN)), " ") }

// findingText begins with a capital letter unless it begins with a value or the name
// of an attribute, which are not to be written otherwise.
func findingText(f check.Finding) string {
	word, _, _ := strings.Cut(f.Text, " ")
	odd := func(r rune) bool { return !unicode.IsLower(r) }
	if strings.ContainsFunc(word, odd) || f.Attr.Is(model.Attr(word)) || word == f.Value {
		return f.Text
	}
	return upperFirst(f.Text)
}

// findingSentence is a finding in words, with the other parties.
func findingSentence(f check.Finding) string {
	text := findingText(f)
	if len(f.Others) > 0 {
		var names []string
		for _, o := range f.Others {
			names = append(names, objectName(o.Ref))
		}
		text += " (" + listed(names, 3) + ")"
	}
	return f.Rule.ID + ": " + text
}
