package sheet

import (
	"strings"

	"recipientdesk/model"
)

// A Pasted is one address found in a block of text, and what became of it.
type Pasted struct {
	Text string // as it was written
	Err  error  // why it was not added; nil: it was
}

// AddPasted adds every address in a block of text: an address list from a mail, a
// column of a spreadsheet, lines of a file. Addresses are separated by line
// breaks, commas, semicolons and blanks; of "Anna Adams <anna@contoso.com>" the
// address is taken. A line that starts with another type, as X500:/o=… does, is
// one address, blanks included. What can be added is added; the results come in
// the order of the text.
func AddPasted(e model.Entry, text string) (model.Entry, []Pasted) {
	var out []Pasted
	for _, word := range splitAddresses(text) {
		after, err := addAddress(e, word)
		if err == nil {
			e = after
		}
		out = append(out, Pasted{word, err})
	}
	return e, out
}

func splitAddresses(text string) (out []string) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if a, err := model.ParseAddress(line); err == nil && a.Type() != "" && !a.IsSMTP() && a.Type() != "MAILTO" {
			out = append(out, line)
			continue
		}
		for part := range strings.FieldsFuncSeq(line, func(r rune) bool { return r == ',' || r == ';' || r == '\t' }) {
			out = append(out, wordsOf(part)...)
		}
	}
	return out
}

// wordsOf splits at blanks, or takes what stands in angle brackets.
func wordsOf(part string) (out []string) {
	if _, rest, ok := strings.Cut(part, "<"); ok {
		if in, _, ok := strings.Cut(rest, ">"); ok {
			part = in
		}
	}
	for _, w := range strings.Fields(part) {
		w = strings.Trim(w, `"'`)
		if rest, ok := strings.CutPrefix(strings.ToLower(w), "mailto:"); ok {
			w = w[len(w)-len(rest):]
		}
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}
