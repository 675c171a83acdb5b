package main

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"text/tabwriter"
	"unicode/utf8"
)

// Output formats.
const (
	formatTable = "table"
	formatJSON  = "json"
	formatJSONL = "jsonl"
	formatCSV   = "csv"
	formatLDIF  = "ldif"
)

var formats = []string{formatTable, formatJSON, formatJSONL, formatCSV, formatLDIF}

func validFormat(s string) bool { return s == "" || slices.Contains(formats, s) }

// format is what to write: as asked for, else what suits who reads.
func (a *app) format() string {
	switch {
	case a.output != "":
		return a.output
	case a.outIsTerminal:
		return formatTable
	}
	return formatJSON
}

// out is standard output. That it was written to matters for errors.
func (a *app) out() io.Writer {
	a.wrote = true
	return a.stdout
}

// A sink is standard output. It remembers that writing failed, so that no form of
// a result need look, and takes nothing after that.
type sink struct {
	w   io.Writer
	err error
}

func (s *sink) Write(p []byte) (n int, err error) {
	if s.err == nil {
		if n, err = s.w.Write(p); err != nil {
			s.err = unwritten{err}
		}
	}
	return n, s.err
}

// unwritten is an error of standard output, to tell it from the same error of a
// connection.
type unwritten struct{ err error }

func (u unwritten) Error() string { return u.err.Error() }
func (u unwritten) Unwrap() error { return u.err }

// readerGone reports whether err came of a pipe that nobody reads any more.
func readerGone(err error) bool {
	u, ok := errors.AsType[unwritten](err)
	if ok && runtime.GOOS == "windows" {
		const brokenPipe, noData = syscall.Errno(109), syscall.Errno(232)
		return errors.Is(u, brokenPipe) || errors.Is(u, noData)
	}
	return ok && errors.Is(u, syscall.EPIPE)
}

// A view is a result in all its forms. A nil form is one that the result does not
// have.
type view struct {
	json  func() (any, error)
	rows  func() (header []string, rows [][]string) // of csv, and of table unless that is set
	table func(w io.Writer)
	ldif  func(w io.Writer) error
}

// show writes a result as asked for.
func (a *app) show(v view) error {
	switch f := a.format(); {
	case (f == formatJSON || f == formatJSONL) && v.json != nil:
		doc, err := v.json()
		if err != nil {
			return err
		}
		return writeJSON(a.out(), doc, f == formatJSON)
	case f == formatCSV && v.rows != nil:
		header, rows := v.rows()
		return writeCSV(a.out(), append([][]string{header}, rows...))
	case f == formatLDIF && v.ldif != nil:
		return v.ldif(a.out())
	case f == formatTable && v.table != nil:
		v.table(a.out())
		return nil
	case f == formatTable && v.rows != nil:
		header, rows := v.rows()
		return writeTable(a.out(), header, rows)
	default:
		return wrong("this command has no output in the form %s", f)
	}
}

// writeJSON writes one document; indented where a person may look at it. Control
// characters leave it escaped, so no value can command a terminal.
func writeJSON(w io.Writer, v any, indent bool) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if indent {
		enc.SetIndent("", "  ")
	}
	return enc.Encode(v)
}

func writeCSV(w io.Writer, rows [][]string) error {
	c := csv.NewWriter(w)
	if err := c.WriteAll(rows); err != nil {
		return err
	}
	c.Flush()
	return c.Error()
}

// writeTable lines columns up. Long cells are cut, except in the last column: json
// has everything.
func writeTable(w io.Writer, header []string, rows [][]string) error {
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	for _, row := range append([][]string{upper(header)}, rows...) {
		cells := make([]string, len(row))
		for i, c := range row {
			if cells[i] = oneLine(c); i < len(row)-1 {
				cells[i] = clip(cells[i], maxCell)
			}
		}
		fmt.Fprintln(t, strings.TrimRight(strings.Join(cells, "\t"), "\t "))
	}
	return t.Flush()
}

const maxCell = 60

func upper(header []string) []string {
	out := make([]string, len(header))
	for i, h := range header {
		out[i] = strings.ToUpper(h)
	}
	return out
}

func clip(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}
