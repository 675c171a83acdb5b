package syncrule

import (
	"fmt"
	"unicode/utf8"

	"recipientdesk/model"
)

// A Fault is what is wrong with an expression, and where. It is the cause within
// the errors of [Parse] and [Expression.Eval].
type Fault struct {
	Offset int    // in bytes
	Line   int    // from 1
	Column int    // from 1, in characters
	Text   string // a sentence without the period, or what Error() was given
	Raised bool   // by the function Error: the rule wants it
	Hint   string // what to do, or ""
}

func (f *Fault) Error() string {
	if f.Raised {
		return f.Text
	}
	if f.Line > 1 {
		return fmt.Sprintf("line %d, column %d: %s", f.Line, f.Column, f.Text)
	}
	return fmt.Sprintf("column %d: %s", f.Column, f.Text)
}

// at makes a Fault without line and column, which locate adds.
func at(offset int, format string, args ...any) *Fault {
	return &Fault{Offset: offset, Text: fmt.Sprintf(format, args...)}
}

func (f *Fault) hint(s string) *Fault {
	f.Hint = s
	return f
}

// locate counts lines and columns.
func (f *Fault) locate(src string) {
	f.Line, f.Column = 1, 1
	for _, r := range src[:min(f.Offset, len(src))] {
		if r == '\n' {
			f.Line, f.Column = f.Line+1, 1
		} else {
			f.Column++
		}
	}
}

const shownSource = 120

// failed makes the error a person reads.
func failed(src, message string, f *Fault) error {
	f.locate(src)
	if utf8.RuneCountInString(src) > shownSource {
		src = string([]rune(src)[:shownSource]) + "…"
	}
	return &model.Error{Code: model.Invalid, Subject: src, Message: message, Hint: f.Hint, Err: f}
}
