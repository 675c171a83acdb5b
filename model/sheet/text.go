package sheet

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"recipientdesk/model"
)

// fault makes the error of a value that a person wrote. The arguments fill the
// message first and the hint with what is left. The field puts its label to it.
func fault(message, hint string, args ...any) error {
	n := strings.Count(strings.ReplaceAll(message, "%%", ""), "%")
	e := &model.Error{Code: model.Invalid, Message: fmt.Sprintf(message, args[:n]...)}
	e.Hint = fmt.Sprintf(hint, args[n:]...)
	return e
}

// quote shows a value in a message: cut to what a line holds, and with invisible
// characters made visible.
func quote(s string) string {
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60]) + "…"
	}
	return strconv.Quote(s)
}

// parseText cleans text for the directory: no blanks at its ends, and refused if
// it is no UTF-8, holds control characters or is longer than max (0: no limit).
// Characters count as Active Directory counts them, in UTF-16 ([MS-ADTS]
// 3.1.1.2.2.2.4). Text of several lines is stored with CR LF, as the consoles of
// Windows write it.
func parseText(s string, max, lines int) (string, error) {
	if !utf8.ValidString(s) {
		return "", fault("%s is not text", "Write it in letters; for bytes use an attribute that holds bytes.", quote(s))
	}
	s = strings.TrimSpace(s)
	if lines > 1 {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\n", "\r\n")
	}
	for i, r := range s {
		if !unicode.IsControl(r) || lines > 1 && (r == '\t' || r == '\n' || r == '\r' && strings.HasPrefix(s[i:], "\r\n")) {
			continue
		}
		return "", fault("%s contains the control character U+%04X", "Take the character out; a line break cannot stand in a text of one line.", quote(s), r)
	}
	if n := Length(s); max > 0 && n > max {
		return "", fault("%s has %d characters; the limit is %d", "Shorten it by %d.", quote(s), n, max, n-max)
	}
	return s, nil
}

// Length counts characters as the limits of Active Directory do, in UTF-16 units:
// a character beyond the basic plane, an emoji for one, counts twice.
func Length(s string) (n int) {
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// formatLines undoes what parseText does to line breaks. Bytes that are no text,
// which a directory accepts, are shown in Base64 so that nothing is lost.
func formatLines(s string, lines int) string {
	if !utf8.ValidString(s) {
		return FormatValue(model.SyntaxString, s)
	}
	if lines > 1 {
		return strings.ReplaceAll(s, "\r\n", "\n")
	}
	return s
}
