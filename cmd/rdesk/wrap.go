package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Bounds of the width of tables whose cells wrap. Beyond the latter, lines are hard to
// follow.
const (
	narrowest = 80
	widest    = 160
)

// columns is how wide a table whose cells wrap may be: as the terminal, or as COLUMNS
// says where there is none.
func (a *app) columns() int {
	n := 0
	if a.outIsTerminal && a.width != nil {
		n = a.width()
	} else {
		n, _ = strconv.Atoi(a.getenv("COLUMNS"))
	}
	if n <= 0 {
		n = 120
	}
	return min(max(n, narrowest), widest)
}

// wrap breaks a text into lines of at most columns columns: after a blank if there is
// one, else after what the parts of addresses and names end with, else anywhere.
func wrap(text string, columns int) (lines []string) {
	rest := []rune(oneLine(text))
	for {
		n := fitting(rest, columns)
		if n == len(rest) {
			return append(lines, string(rest))
		}
		at := n
		if rest[n] != ' ' {
			if at = lastBreak(rest[:n], func(i int) bool { return rest[i] == ' ' }); at == 0 {
				at = lastBreak(rest[:n], func(i int) bool { return strings.ContainsRune("@.,;:/=-_", rest[i]) || humped(rest, i) })
			}
		}
		if at <= n/3 { // too little of a line
			at = n
		}
		lines = append(lines, strings.TrimRight(string(rest[:at]), " "))
		rest = []rune(strings.TrimLeft(string(rest[at:]), " "))
	}
}

// fitting returns how many characters fit, one at least.
func fitting(text []rune, columns int) int {
	used := 0
	for i, r := range text {
		if used += runeColumns(r); used > columns {
			return max(i, 1)
		}
	}
	return len(text)
}

// lastBreak returns the place after the last character that a line may end with, 0 if
// there is none.
func lastBreak(text []rune, ends func(i int) bool) int {
	for i := len(text) - 1; i >= 0; i-- {
		if ends(i) {
			return i + 1
		}
	}
	return 0
}

// humped reports whether a word of a name like proxyAddresses ends at i.
func humped(text []rune, i int) bool {
	return i+1 < len(text) && unicode.IsLower(text[i]) && unicode.IsUpper(text[i+1])
}

// textColumns is how wide a text is on a terminal, where some letters take two columns
// (https://www.unicode.org/reports/tr11/).
func textColumns(s string) (n int) {
	for _, r := range s {
		n += runeColumns(r)
	}
	return n
}

func runeColumns(r rune) int {
	switch k := width.LookupRune(r).Kind(); {
	case unicode.Is(unicode.Mn, r):
		return 0
	case k == width.EastAsianWide, k == width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// fit cuts a text that is too wide, and fills one that is not with blanks.
func fit(text string, columns int) string {
	r := []rune(oneLine(text))
	if n := fitting(r, columns); n < len(r) {
		r = append(r[:fitting(r, columns-1)], '…')
	}
	return string(r) + strings.Repeat(" ", max(0, columns-textColumns(string(r))))
}

// writeCells writes cells beside each other, each wrapped in its width, with two blanks
// between them and an indent before.
func writeCells(w io.Writer, indent int, widths []int, cells ...[]string) {
	wrapped, height := make([][]string, len(cells)), 1
	for i, values := range cells {
		for _, v := range values {
			wrapped[i] = append(wrapped[i], wrap(v, widths[i])...)
		}
		height = max(height, len(wrapped[i]))
	}
	for row := range height {
		var b strings.Builder
		b.WriteString(strings.Repeat(" ", indent))
		for i, lines := range wrapped {
			text := ""
			if row < len(lines) {
				text = lines[row]
			}
			b.WriteString(fit(text, widths[i]) + "  ")
		}
		fmt.Fprintln(w, strings.TrimRight(b.String(), " "))
	}
}
