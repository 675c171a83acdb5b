package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/drift"
)

// A streamed is one element of a list that is written as it comes.
type streamed interface {
	json(b []byte) []byte // appends a JSON object
	csv() []string
	table() []string
}

// A stream writes a list of any length in the form that was asked for. What was added
// is written by flush: a page at a time, as it comes.
type stream struct {
	a      *app
	format string
	what   string // an element, in words
	csv    []string
	table  []column
	buf    bytes.Buffer
	rows   *csv.Writer // to buf
	json   []byte
	n      int
}

// A column of a table that is written as it comes has a fixed width; 0 is as wide as
// its text.
type column struct {
	head  string
	width int
}

func (a *app) stream(what string, csv []string, table ...column) (*stream, error) {
	s := &stream{a: a, format: a.format(), what: what, csv: csv, table: table}
	if s.format == formatLDIF {
		return nil, wrong("this command has no output in the form %s", s.format)
	}
	if s.format == formatCSV {
		s.row(csv)
	}
	return s, nil
}

func (s *stream) add(e streamed) {
	s.n++
	switch s.format {
	case formatJSON:
		before := ",\n  "
		if s.n == 1 {
			before = "[\n  "
		}
		s.json = e.json(append(s.json, before...))
	case formatJSONL:
		s.json = append(e.json(s.json), '\n')
	case formatCSV:
		s.row(e.csv())
	case formatTable:
		if s.n == 1 {
			s.line(func(i int) string { return s.table[i].head })
		}
		cells := e.table()
		s.line(func(i int) string { return cells[i] })
	}
}

func (s *stream) row(cells []string) {
	if s.rows == nil {
		s.rows = csv.NewWriter(&s.buf)
	}
	_ = s.rows.Write(cells) // to memory
}

func (s *stream) line(cell func(i int) string) {
	var b strings.Builder
	for i, c := range s.table {
		text := oneLine(cell(i))
		if c.width > 0 {
			text = fit(text, c.width) + "  "
		}
		b.WriteString(text)
	}
	s.buf.WriteString(strings.TrimRight(b.String(), " ") + "\n")
}

func (s *stream) flush() error {
	if s.rows != nil {
		s.rows.Flush()
	}
	s.buf.Write(s.json)
	s.json = s.json[:0]
	if s.buf.Len() == 0 {
		return nil
	}
	_, err := s.buf.WriteTo(s.a.out())
	return err
}

func (s *stream) end() error {
	if s.format == formatJSON && s.n == 0 {
		s.json = append(s.json, "[]\n"...)
	} else if s.format == formatJSON {
		s.json = append(s.json, "\n]\n"...)
	}
	if err := s.flush(); err != nil || s.format != formatTable {
		return err
	}
	_, err := fmt.Fprintf(s.a.stderr, "%d %s\n", s.n, plural(s.what, s.n))
	return err
}

// document writes a value as JSON, for elements of which there are few.
func document(b []byte, v any) []byte {
	text, err := marshal(v)
	if err != nil { // of strings, numbers and truth values
		panic(err)
	}
	return append(b, text...)
}

// A listedRow is an object with the attributes to be shown, and the columns of a table.
type listedRow struct {
	tenantRow
	attrs   []model.Attr
	columns []model.Attr
}

func (a *app) objectStream(columns []model.Attr, deleted bool) (*stream, error) {
	head := []string{"id", "class", "kind", "authority", "deleted", "daysLeft", "licenses"}
	for _, x := range columns {
		head = append(head, string(x))
	}
	at, last := "LAST SYNC (UTC)", "LICENSES"
	if deleted {
		at, last = "DELETED (UTC)", "DAYS LEFT"
	}
	return a.stream("object", head, column{"KIND", 27}, column{"NAME", 26}, column{"ADDRESS", 40}, column{"AUTHORITY", 16}, column{at, 16}, column{last, 0})
}

func (r listedRow) json(b []byte) []byte { return r.append(b, r.attrs) }

func (r listedRow) csv() []string {
	row := []string{r.ID(), string(live(r.Class)), r.kind, string(r.authority), strconv.FormatBool(r.Deleted()), "", joined(r.licenses)}
	if r.Deleted() {
		row[5] = strconv.Itoa(r.days)
	}
	for _, x := range r.columns {
		row = append(row, joined(r.Values(x)))
	}
	return row
}

func (r listedRow) table() []string {
	at, last := shortTime(r.First(propLastSync)), strings.Join(r.licenses, ", ")
	if r.Deleted() {
		at, last = shortTime(r.First(propDeleted)), strconv.Itoa(r.days)
	}
	return []string{cloudKindLabel(r.kind), r.name(), r.address(), shortAuthority[r.authority], at, last}
}

// shortAuthority are the authorities as a column has room for them.
var shortAuthority = map[drift.Authority]string{drift.FromAD: "AD", drift.ExchangeCloudManaged: "AD, Exchange not", drift.CloudManaged: "cloud, moved",
	drift.CloudBorn: "cloud", drift.FormerlySynced: "formerly synced", drift.AuthorityUnknown: "not known"}

// shortTime writes a time of Graph to the minute.
func shortTime(v string) string {
	if len(v) < 16 {
		return v
	}
	return strings.Replace(v[:16], "T", " ", 1)
}
