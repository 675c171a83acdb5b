package ui

import (
	"slices"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// What the two tables of the Drift page show.

// rows is how many rows the table of objects has.
func (p *driftPage) rows() int {
	if p.s == nil || p.s.query.List != p.query.List {
		return 0 // the columns are those of another list until it was made
	}
	return len(p.s.rows)
}

// entry is what stands in a row, marked if it was saved since.
func (p *driftPage) entry(row int) driftEntry {
	e := p.s.entry(row)
	if e.item != nil && len(p.r.touched) > 0 {
		_, touched := p.r.touched[guidOfRef(e.item.Ref)]
		e.stale = e.stale || touched
	}
	return e
}

// selection are the entries that are selected.
func (p *driftPage) selection() (out []driftEntry) {
	for _, row := range p.table.Selected() {
		if row < p.rows() {
			out = append(out, p.entry(row))
		}
	}
	return out
}

func (p *driftPage) cell(row, col int) kit.CellData {
	if row >= p.rows() {
		return kit.CellData{}
	}
	return p.entry(row).cell(p.table.Columns()[col].ID)
}

func (p *driftPage) tip(row, col int) string {
	if row >= p.rows() {
		return ""
	}
	e := p.entry(row)
	switch column := p.table.Columns()[col].ID; {
	case column == "name" && e.item != nil:
		return e.item.Ref.DN
	case column == "why":
		return begun(e.Why) + "."
	}
	return "" // the text where it is cut
}

func (p *driftPage) listCell(row, col int) kit.CellData {
	n, l := 0, driftLists()[row]
	c := kit.CellData{Text: l.Label}
	if p.s != nil {
		n = p.s.counts[row]
		if l.Urgent != nil {
			n = l.Urgent(p.s.of)
		}
	}
	if col == 1 && p.s != nil {
		c.Text = count(n)
	} else if col == 1 {
		c.Text = ""
	}
	if n == 0 {
		c.Color = kit.ColorMuted
	}
	return c
}

// refs are the objects of AD that are selected.
func (p *driftPage) refs() (out []model.Ref) {
	for _, e := range p.selection() {
		if e.item != nil && !slices.ContainsFunc(out, e.item.Ref.Same) {
			out = append(out, e.item.Ref)
		}
	}
	return out
}
