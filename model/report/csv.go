package report

import (
	"encoding/csv"
	"io"
	"strings"
)

// A byte order mark, without which Excel takes UTF-8 for the code page of the country.
const byteOrderMark = "\ufeff"

// WriteCSV writes the rows of all groups (RFC 4180), lines of a cell with a line break
// between them. forExcel puts a byte order mark in front.
//
// A cell that a spreadsheet would take for a formula gets an apostrophe in front, as
// names in a directory are not always made by friends
// (https://owasp.org/www-community/attacks/CSV_Injection). Scripts that want the bare
// values read JSON.
func (r *Report) WriteCSV(w io.Writer, forExcel bool) error {
	if forExcel {
		if _, err := io.WriteString(w, byteOrderMark); err != nil {
			return err
		}
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	var record []string
	for _, c := range r.Columns {
		if c.ID != "" {
			record = append(record, c.ID)
		}
	}
	err := out.Write(record)
	for g := range r.Groups {
		for row := range g.Rows {
			record = record[:0]
			for i, c := range row.Cells {
				if r.Columns[i].ID != "" {
					record = append(record, harmless(c.text()))
				}
			}
			if err == nil {
				err = out.Write(record)
			}
			if err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

func (c Cell) text() string {
	if len(c) == 1 {
		return c[0].Text
	}
	lines := make([]string, len(c))
	for i, l := range c {
		lines[i] = l.Text
	}
	return strings.Join(lines, "\n")
}

// harmless returns s as a spreadsheet does not calculate it. In half of the world the
// separator is a semicolon, whatever the file says, so a formula can also start after
// one.
func harmless(s string) string {
	const starts, separators = "=+-@\t\r\n", ";\t\r\n"
	var b strings.Builder
	from := 0
	for i := range len(s) {
		if strings.IndexByte(starts, s[i]) >= 0 && (i == 0 || strings.IndexByte(separators, s[i-1]) >= 0) {
			b.WriteString(s[from:i] + "'")
			from = i
		}
	}
	if b.Len() == 0 {
		return s
	}
	return b.String() + s[from:]
}
