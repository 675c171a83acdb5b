package report

import (
	"bufio"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"iter"
)

//go:embed page.html
var pageText string

//go:embed page.css
var pageStyle string

// page escapes everything it is given: html/template knows where in the page each
// value stands, and lets no address but http, https, mailto and anchors through.
var page = template.Must(template.New("page").Parse(pageText))

// WriteHTML writes the report as one file.
func (r *Report) WriteHTML(w io.Writer) error {
	out := bufio.NewWriterSize(w, 1<<16)
	if err := page.Execute(out, view{r}); err != nil {
		return err
	}
	return out.Flush()
}

// A view is what the page asks of a report.
type view struct{ *Report }

// Style is the style sheet, and the fonts of the columns.
func (v view) Style() template.CSS {
	s := pageStyle
	for i, c := range v.Shown() {
		if c.Code {
			s += fmt.Sprintf(".group td:nth-child(%d){font:13px/1.6 ui-monospace,Consolas,monospace}\n", i+1)
		}
	}
	return template.CSS(s)
}

// Tones are those that a link of the page may ask for.
func (v view) Tones() []Tone { return []Tone{Bad, Warn, Notice, Good} }

// A shownColumn is a column of the page. Its width is in percent.
type shownColumn struct {
	Column
	Width float64
}

func (v view) Shown() (out []shownColumn) {
	sum := 0
	for _, c := range v.Columns {
		if c.Label != "" {
			sum += max(1, c.Weight)
			out = append(out, shownColumn{Column: c})
		}
	}
	for i := range out {
		out[i].Width = 100 * float64(max(1, out[i].Weight)) / float64(sum)
	}
	return out
}

// A shownGroup is a group with the cells of the shown columns.
type shownGroup struct {
	Group
	Columns []shownColumn
	Rows    iter.Seq[Row]
}

func (v view) ShownGroups() iter.Seq[shownGroup] {
	columns := v.Shown()
	return func(yield func(shownGroup) bool) {
		for g := range v.Groups {
			if !yield(shownGroup{g, columns, v.shownRows(g)}) {
				return
			}
		}
	}
}

func (v view) shownRows(g Group) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		var cells []Cell // of one row at a time
		for row := range g.Rows {
			cells = cells[:0]
			for i, c := range row.Cells {
				if v.Columns[i].Label != "" {
					cells = append(cells, c)
				}
			}
			if !yield(Row{row.Tone, cells}) {
				return
			}
		}
	}
}

// A drawnBar is a bar with its length, of 100.
type drawnBar struct {
	Bar
	Length float64
}

// Drawn returns the bars of a chart, the longest one at full length. What is there at
// all is visible.
func (c Chart) Drawn() (out []drawnBar) {
	most := 1
	for _, b := range c.Bars {
		most = max(most, b.Count)
	}
	for _, b := range c.Bars {
		length := 100 * float64(b.Count) / float64(most)
		if b.Count > 0 {
			length = max(length, 1)
		}
		out = append(out, drawnBar{b, length})
	}
	return out
}
