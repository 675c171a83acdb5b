package kit

import (
	"sort"
	"strings"

	"fyne.io/fyne/v2"
)

// wrapText breaks text into lines no wider than width, at spaces where there are
// any. Line ends in the text stay.
func wrapText(text string, width, size float32, style fyne.TextStyle) []string {
	var lines []string
	for _, paragraph := range strings.Split(text, "\n") {
		line := ""
		for _, word := range strings.Split(paragraph, " ") {
			longer := word
			if line != "" {
				longer = line + " " + word
			}
			if textWidth(longer, size, style) <= width {
				line = longer
				continue
			}
			if line != "" {
				lines = append(lines, line)
			}
			for textWidth(word, size, style) > width {
				n := max(1, fitting([]rune(word), width, size, style))
				lines = append(lines, string([]rune(word)[:n]))
				word = string([]rune(word)[n:])
			}
			line = word
		}
		lines = append(lines, line)
	}
	return lines
}

// ellipsize is text, or as much of its start as fits width with an ellipsis.
func ellipsize(text string, width, size float32, style fyne.TextStyle) string {
	if i := strings.IndexAny(text, "\r\n"); i >= 0 {
		text = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ").Replace(text)
	}
	// No glyph of the default font is wider than 1.1 em: most cells are decided here.
	if float32(len(text))*size*1.1 <= width || textWidth(text, size, style) <= width {
		return text
	}
	const dots = "…"
	room := width - textWidth(dots, size, style)
	if room <= 0 {
		return ""
	}
	runes := []rune(text)
	return strings.TrimRight(string(runes[:fitting(runes, room, size, style)]), " ") + dots
}

// fitting is the number of leading runes that fit width.
func fitting(runes []rune, width, size float32, style fyne.TextStyle) int {
	return sort.Search(len(runes), func(n int) bool {
		return textWidth(string(runes[:n+1]), size, style) > width
	})
}

func textWidth(text string, size float32, style fyne.TextStyle) float32 {
	return fyne.MeasureText(text, size, style).Width
}
