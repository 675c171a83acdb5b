package ui

import (
	"strings"
)

// copyAddresses puts the primary addresses of the selection on the clipboard, a
// line each. What has none is left out.
func (a *App) copyAddresses() {
	if l := a.lister(); l != nil {
		l.copyAddresses()
		return
	}
	a.copyLines(func(row int) string { return rowPrimary(a.list.l.snap, row) })
}

func (a *App) copyDNs() {
	a.copyLines(func(row int) string { return a.list.l.snap.Ref(row).DN })
}

// copyRows puts the selected rows on the clipboard as a spreadsheet takes them:
// columns between tabs, titles first.
func (a *App) copyRows() {
	if l := a.lister(); l != nil {
		l.copyRows()
		return
	}
	r := a.list
	lines := []string{tabbed(r.columns, func(c column) string { return c.Title })}
	for _, i := range r.table.Selected() {
		row := int(r.l.shown[i])
		lines = append(lines, tabbed(r.columns, func(c column) string { return r.text(c, row) }))
	}
	a.fy.Clipboard().SetContent(strings.Join(lines, "\n"))
}

func tabbed(columns []column, text func(column) string) string {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = strings.NewReplacer("\t", " ", "\r\n", " ", "\n", " ").Replace(text(c))
	}
	return strings.Join(out, "\t")
}

func (a *App) copyLines(text func(row int) string) {
	var lines []string
	for _, i := range a.list.table.Selected() {
		if s := text(int(a.list.l.shown[i])); s != "" {
			lines = append(lines, s)
		}
	}
	a.fy.Clipboard().SetContent(strings.Join(lines, "\n"))
}

func (a *App) copyPlace() {
	if f := a.places.folder(a.place); f != nil {
		a.fy.Clipboard().SetContent(f.ref.DN)
	} else if a.session != nil {
		a.fy.Clipboard().SetContent(a.session.Info.Base)
	}
}

// text is what a column says of a row, for copies and exports.
func (r *recipientList) text(c column, row int) string {
	switch c.ID {
	case findingsColumn:
	case syncColumn:
		if m, ok := r.marks.by[r.l.snap.GUID(row)]; ok {
			return arrivalSigns[m.arrival].words
		}
		return ""
	default:
		return c.Text(r.l.snap, row)
	}
	return r.app.checker.last.sentences(r.l.snap.GUID(row))
}
