package model

import (
	"strings"
	"unicode/utf8"
)

// MaxAlias is the longest alias, in characters: rangeUpper of mailNickname, and
// the limit of Exchange.
const MaxAlias = 64

// CheckAlias says whether s is an alias that Exchange takes: letters, digits, the
// signs that may stand in an atom, the characters U+00A1 to U+00FF, and periods
// between other characters
// (https://learn.microsoft.com/powershell/module/exchange/set-remotemailbox,
// parameter Alias). The error has code Invalid.
func CheckAlias(s string) error {
	bad := func(message string) error {
		return &Error{Code: Invalid, Subject: s, Message: message,
			Hint: "Use letters, digits and ! # $ % & ' * + - / = ? ^ _ ` { | } ~, with single periods inside."}
	}
	switch {
	case s == "":
		return bad("is empty")
	case !utf8.ValidString(s):
		return bad("is not text")
	case utf8.RuneCountInString(s) > MaxAlias:
		return bad("is longer than 64 characters")
	case s[0] == '.' || s[len(s)-1] == '.':
		return bad("has a period at its start or end")
	case strings.Contains(s, ".."):
		return bad("has two periods in a row")
	}
	for _, r := range s {
		if r < 128 && (isAtom(byte(r)) || r == '.') || r >= 0xA1 && r <= 0xFF {
			continue
		}
		return bad("contains " + describe(r))
	}
	return nil
}
