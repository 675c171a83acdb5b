package ui

import (
	"fyne.io/fyne/v2/theme"

	"recipientdesk/ui/kit"
)

var findingColumns = []kit.Column{
	{ID: "object", Title: "Object", Width: 138},
	{ID: "finding", Title: "Finding", Width: 126, Fill: true},
	{ID: "value", Title: "Value", Width: 112},
	{ID: "proposed", Title: "Proposed", Width: 100, Tip: "What Fix would write."},
	{ID: "attribute", Title: "Attribute", Width: 106},
}

func (p *checkPage) groupCell(row, col int) kit.CellData {
	if row == 0 {
		return [...]kit.CellData{{Text: "All findings", Bold: true}, {Text: count(len(p.s.rows)), Bold: true}, {}}[col]
	}
	if row > len(p.s.groups) {
		return kit.CellData{}
	}
	g := p.s.groups[row-1]
	switch col {
	case 0:
		return kit.CellData{Text: g.title, Icon: p.icons[g.worst]}
	case 1:
		return kit.CellData{Text: count(g.len())}
	}
	return kit.CellData{Share: float32(g.len()) / float32(max(1, p.s.most)), Tone: toneOf(g.worst)}
}

func (p *checkPage) groupTip(row, _ int) string {
	if row == 0 || row > len(p.s.groups) {
		return ""
	}
	g := p.s.groups[row-1]
	n := many(g.len(), severities[g.worst][0], severities[g.worst][1])
	if g.rule == nil {
		return g.ref.DN + "\n" + many(g.len(), "finding", "findings")
	}
	return g.title + " (" + g.rule.ID + ", " + n + ")\n" + g.rule.Text
}

func (p *checkPage) findingCell(row, col int) kit.CellData {
	if row >= p.to-p.from {
		return kit.CellData{}
	}
	i := int(p.s.rows[p.from+row])
	f := p.s.of.list[i]
	d := kit.CellData{Text: p.s.of.text(i, findingColumns[col].ID)}
	switch {
	case p.s.of.reasons[i] != "":
		d.Color = kit.ColorMuted
		if col == 0 {
			d.Icon = theme.VisibilityOffIcon()
		}
	case col == 0:
		d.Icon = p.icons[f.Rule.Severity]
	case findingColumns[col].ID == "attribute":
		d.Color = kit.ColorMuted
	case findingColumns[col].ID == "proposed" && mendable(f):
		d.Color = kit.ColorOK
	case findingColumns[col].ID == "proposed":
		d.Color = kit.ColorMuted
	}
	return d
}

func (p *checkPage) findingTip(row, col int) string {
	if row >= p.to-p.from {
		return ""
	}
	i := int(p.s.rows[p.from+row])
	f := p.s.of.list[i]
	switch findingColumns[col].ID {
	case "object":
		return f.Ref.DN
	case "finding":
		text := f.Rule.Title + " (" + f.Rule.ID + ")\n" + findingText(f)
		if why := p.s.of.reasons[i]; why != "" {
			text += "\nIgnored: " + why
		}
		return text
	}
	return p.s.of.text(i, findingColumns[col].ID)
}
