package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/forecast"
	"recipientdesk/ui/kit"
)

// rowLabel is what a property is called on the sheet, where a field has it.
func (a *App) rowLabel(r syncRow) string {
	if r.label == string(r.property) && r.attr != "" {
		return a.fieldName(r.attr)
	}
	return r.label
}

// propertyLines writes the properties of a forecast for the table.
func (a *App) propertyLines(o desk.Outlook) (out []syncLine) {
	rows := syncRows(o)
	for i, r := range rows {
		label := a.rowLabel(r)
		name := label
		if r.value != "" && i > 0 && rows[i-1].property.Is(r.property) {
			name = ""
		}
		s, ok := verdictSigns[r.verdict]
		if !ok {
			s = verdictSigns[forecast.Unknown]
		}
		why := r.why
		if why == "" {
			why = s.words
		}
		out = append(out, syncLine{
			cells: []kit.CellData{
				{Text: name, Icon: s.icon},
				textCell(r.ad, theme.ColorNameForeground), textCell(r.exported, kit.ColorMuted), cloudCell(r), {Text: begun(why), Color: kit.ColorMuted}},
			full: fullText(label, r, s), match: strings.ToLower(string(r.property) + " " + r.value + "\n" + strings.Join([]string{label, string(r.attr), oneLine(r.ad), oneLine(r.exported), oneLine(r.cloud), why, r.rule, s.words}, "\n")),
			source: r.source, attr: whyOf(r), differs: r.verdict != forecast.Flows,
		})
	}
	return out
}

func textCell(values []string, color fyne.ThemeColorName) kit.CellData {
	if len(values) == 0 {
		return kit.CellData{Text: "–", Color: kit.ColorMuted}
	}
	return kit.CellData{Text: oneLine(values), Color: color}
}

// oneLine writes values for a cell: of references the names.
func oneLine(values []string) string {
	short := make([]string, len(values))
	for i, v := range values {
		short[i] = v
		if len(v) > 3 && strings.EqualFold(v[:3], "CN=") && strings.Contains(v, ",") {
			short[i] = model.NameOf(v)
		}
	}
	return strings.Join(short, "; ")
}

// begun starts a sentence. The name of an attribute, a domain or an address is not
// to be written otherwise.
func begun(s string) string {
	first, _, _ := strings.Cut(s, " ")
	if strings.ContainsAny(first, ".:@_0123456789") || strings.ToLower(first) != first {
		return s
	}
	return upperFirst(s)
}

// cloudCell is bold where the cloud has something else.
func cloudCell(r syncRow) kit.CellData {
	d := textCell(r.cloud, theme.ColorNameForeground)
	if len(r.cloud) == 0 && r.verdict == forecast.Unknown {
		d.Text = "?"
	}
	d.Bold = len(r.cloud) > 0 && r.verdict != forecast.Computed && !slices.Equal(r.ad, r.cloud) && r.verdict != forecast.Flows
	return d
}

// whyOf is the attribute whose contributions explain the row.
func whyOf(r syncRow) string {
	if r.export != "" {
		return r.export
	}
	return string(r.attr)
}

// fullText is everything about a row, to be read and copied.
func fullText(label string, r syncRow, s sign) string {
	var lines []string
	add := func(name, text string) {
		if text != "" {
			lines = append(lines, name+": "+text)
		}
	}
	why := s.words
	if r.why != "" {
		why += ". " + begun(r.why) + "."
	}
	add(label, why)
	add("LDAP", string(r.attr))
	add("In the cloud", string(r.property))
	add("AD now", strings.Join(r.ad, "; "))
	add("Exported", strings.Join(r.exported, "; "))
	add("Cloud", strings.Join(r.cloud, "; "))
	add("Rule", r.rule)
	add("Source", r.source)
	return strings.Join(lines, "\n")
}
