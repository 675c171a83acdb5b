// Package report writes what a check or a comparison found: as CSV for programs and
// spreadsheets, and as one HTML file for people, which needs nothing but a browser:
// no network, no script, no second file. It knows nothing of recipients; whoever has
// findings makes a [Report] of them.
//
// A report is written as it is read: its rows are an iterator, and a hundred thousand
// of them never stand in memory as text.
package report

import (
	"iter"
	"time"
)

// A Report is one table, in groups, and what is needed to understand it.
type Report struct {
	Title   string
	Made    time.Time // shown in its own zone
	By      string    // the program that made it
	Facts   []Fact    // what was looked at: directory, profile, count
	Charts  []Chart   // drawn summaries
	Columns []Column
	Groups  iter.Seq[Group] // ranged over once for each form that is written
	Empty   string          // a sentence in place of groups, where there are none
}

// A Fact is a line of the head.
type Fact struct{ Label, Value string }

// A Chart is a set of bars that are drawn to one scale.
type Chart struct {
	Title string
	Bars  []Bar
}

// A Bar is a number with a name. Its URL, which may be empty, is [Only], the anchor
// of a group, or an address.
type Bar struct {
	Label string
	Count int
	Tone  Tone
	URL   string
}

// A Tone says how bad something is. It is shown as a color beside the words.
type Tone string

// The tones.
const (
	Plain  Tone = ""
	Bad    Tone = "bad"
	Warn   Tone = "warn"
	Notice Tone = "notice"
	Good   Tone = "good"
)

// Only is the URL that leaves the groups with a row of the tone on the page. Those of
// groups, "#" and their ID, leave that group alone.
func Only(t Tone) string { return "#only-" + string(t) }

// A Column is a column of the table.
type Column struct {
	ID     string // header in CSV; "": only in HTML
	Label  string // header in HTML; "": only in CSV
	Weight int    // its share of the width, relative to others; 0 is 1
	Code   bool   // names and values of a directory, in a fixed-width font
}

// A Group is a run of rows with a heading.
type Group struct {
	ID    string // anchor, unique in the report; "": none
	Title string
	Mark  string // a short label after the title, in the group's tone
	Text  string // for the reader, below the title
	Link  Line   // where to read on, if it has a URL
	Tone  Tone   // of the group, the worst of its rows
	Tones []Tone // of its rows, the worst one among them
	Rows  iter.Seq[Row]
}

// A Row has a cell for each column of the report.
type Row struct {
	Tone  Tone
	Cells []Cell
}

// A Cell is one line or several.
type Cell []Line

// A Line is text, and where it leads: an address of the web, or an anchor. The note
// is small print, only in HTML.
type Line struct{ Text, URL, Note string }

// Text returns a cell of plain lines.
func Text(lines ...string) Cell {
	c := make(Cell, len(lines))
	for i, s := range lines {
		c[i].Text = s
	}
	return c
}
