package ui

import (
	"strings"
	"time"

	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/model/addresspolicy"
	"recipientdesk/model/desk"
	"recipientdesk/ui/kit"
)

// A policyResult is what address policies make of the directory, as the page shows it.
// It is immutable, so that work in the background may look at it.
type policyResult struct {
	*desk.PolicyPreview
	of    addresspolicy.Policies
	lines []policyLine // those of a policy first, then those of none, each by name
	total [addresspolicy.Outside + 1]int
	at    time.Time
	took  time.Duration
}

// A policyLine is one recipient.
type policyLine struct {
	*addresspolicy.Row
	outcome addresspolicy.Outcome
	change  model.ChangeSet // empty: nothing would be saved
	name    string
	kind    model.Kind
	policy  string // "" for none
	before  string // the primary address now
	after   string // and then
	added   string // the other new addresses
	note    string
}

// newPolicyResult takes a preview over. It is work for the background.
func newPolicyResult(of addresspolicy.Policies, p *desk.PolicyPreview) *policyResult {
	r := &policyResult{PolicyPreview: p, of: of, lines: make([]policyLine, 0, len(p.Rows)+len(p.Others))}
	for _, rows := range [][]addresspolicy.Row{p.Rows, p.Others} {
		for i := range rows {
			l := newPolicyLine(&rows[i])
			r.lines = append(r.lines, l)
			r.total[l.outcome]++
		}
	}
	return r
}

func newPolicyLine(row *addresspolicy.Row) policyLine {
	was := model.Recipient{Entry: row.Before}
	l := policyLine{Row: row, outcome: row.Outcome(), change: row.Change(), name: was.Name(), kind: was.Kind(),
		before: was.Primary(), after: model.Recipient{Entry: row.After}.Primary()}
	if row.Policy != nil {
		l.policy = row.Policy.Name
	}
	var others []string
	for _, a := range desk.Added(*row) {
		if a != l.after {
			others = append(others, a)
		}
	}
	l.added = strings.Join(others, " ")
	notes := row.Notes()
	if l.change.Empty() && (len(notes) == 0 || notes[0] != row.Why) {
		notes = append([]string{row.Why}, notes...)
	}
	l.note = begun(strings.Join(notes, "; "))
	return l
}

// outcomeOrder is that of the bar, from left to right.
var outcomeOrder = []addresspolicy.Outcome{addresspolicy.Gets, addresspolicy.Numbered, addresspolicy.Lacks, addresspolicy.Keeps, addresspolicy.Exempt, addresspolicy.Outside}

// An outcomeSign is how an outcome looks: shape, pattern and words, so that color tells
// nothing alone.
type outcomeSign struct {
	sign
	pattern  kit.Pattern
	sentence [2]string // what the bar counts, for one recipient and for several
}

var outcomeSigns = [...]outcomeSign{
	addresspolicy.Gets: {newSign(theme.ContentAddIcon(), kit.ToneChanged, "gets addresses"), kit.PatternSolid,
		[2]string{"recipient gets addresses as the templates say", "recipients get addresses as the templates say"}},
	addresspolicy.Numbered: {newSign(kit.ShapeHalf, kit.ToneWarning, "gets a number"), kit.PatternDiagonal,
		[2]string{"recipient gets an address with a number: somebody else has the one without", "recipients get an address with a number: others have the one without"}},
	addresspolicy.Lacks: {newSign(kit.ShapeCross, kit.ToneError, "gets nothing"), kit.PatternGrid,
		[2]string{"recipient lacks what the templates are made of", "recipients lack what the templates are made of"}},
	addresspolicy.Keeps: {newSign(kit.ShapeFull, kit.ToneOK, "unchanged"), kit.PatternDots,
		[2]string{"recipient has the addresses already", "recipients have the addresses already"}},
	addresspolicy.Exempt: {newSign(kit.ShapeBarred, kit.ToneFinding, "opted out"), kit.PatternLevel,
		[2]string{"recipient is exempt from all policies", "recipients are exempt from all policies"}},
	addresspolicy.Outside: {newSign(kit.ShapeEmpty, kit.ToneNeutral, "in no policy"), kit.PatternHollow,
		[2]string{"recipient with mail is in the scope of no policy", "recipients with mail are in the scope of no policy"}},
}

// policyColumns are those of the preview.
var policyColumns = []kit.Column{
	{ID: "name", Title: "Recipient", Width: 140},
	{ID: "outcome", Title: "Outcome", Width: 136},
	{ID: "after", Title: "Primary address then", Width: 196},
	{ID: "before", Title: "Primary address now", Width: 196},
	{ID: "added", Title: "Others added", Width: 150, Tip: "New addresses beside the primary one"},
	{ID: "policy", Title: "Policy", Width: 92},
	{ID: "kind", Title: "Type", Width: 104},
	{ID: "note", Title: "Note", Width: 160, Fill: true},
}

// text is what a column says.
func (l *policyLine) text(column string) string {
	switch column {
	case "name":
		return l.name
	case "kind":
		return l.kind.Label()
	case "policy":
		return l.policy
	case "outcome":
		return outcomeSigns[l.outcome].words
	case "before":
		return l.before
	case "after":
		return l.after
	case "added":
		return l.added
	case "note":
		return l.note
	}
	return ""
}

// cell is what a column shows.
func (l *policyLine) cell(column string) kit.CellData {
	c := kit.CellData{Text: l.text(column)}
	switch column {
	case "name":
		c.Icon, c.Color = iconOf(l.kind), theme.ColorNameForeground
		if l.outcome == addresspolicy.Outside || l.outcome == addresspolicy.Exempt {
			c.Color = kit.ColorMuted
		}
	case "outcome":
		c.Icon = outcomeSigns[l.outcome].icon
	case "after":
		c.Color = kit.ColorMuted
		if l.after != l.before {
			c.Color = kit.ColorChanged
		}
	case "added":
		c.Color = kit.ColorChanged
	case "kind", "policy", "note":
		c.Color = kit.ColorMuted
	}
	return c
}
