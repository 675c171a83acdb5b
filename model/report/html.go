package report

import (
	"bufio"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"iter"
	"strings"
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

// Style is the style sheet, and the widths and fonts of the columns. They are not in
// the tables, of which there may be very many.
func (v view) Style() template.CSS {
	shown, sum, s := v.Shown(), 0, pageStyle
	for _, c := range shown {
		sum += max(1, c.Weight)
	}
	for i, c := range shown {
		s += fmt.Sprintf("th:nth-child(%d),td:nth-child(%[1]d){width:%.1f%%}\n", i+1, 100*float64(max(1, c.Weight))/float64(sum))
		if c.Code {
			s += fmt.Sprintf(".group td:nth-child(%d){font:13px/1.6 ui-monospace,Consolas,monospace}\n", i+1)
		}
	}
	return template.CSS(s)
}

// Tones are those that a link of the page may ask for.
func (v view) Tones() []Tone { return []Tone{Bad, Warn, Notice, Good} }

// Shown are the columns of the page.
func (v view) Shown() (out []Column) {
	for _, c := range v.Columns {
		if c.Label != "" {
			out = append(out, c)
		}
	}
	return out
}

// A shownGroup is a group with the cells of the shown columns, and the head of its
// table, which is the same in each.
type shownGroup struct {
	Group
	Head template.HTML
	Rows iter.Seq[Row]
}

func (v view) ShownGroups() iter.Seq[*shownGroup] {
	var head strings.Builder
	for _, c := range v.Shown() {
		head.WriteString(`<th scope="col">` + template.HTMLEscapeString(c.Label) + "</th>")
	}
	return func(yield func(*shownGroup) bool) {
		for g := range v.Groups {
			if !yield(&shownGroup{g, template.HTML(head.String()), v.shownRows(g)}) {
				return
			}
		}
	}
}

func (v view) shownRows(g Group) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		cells := make([]Cell, 0, len(v.Columns)) // of one row at a time
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
