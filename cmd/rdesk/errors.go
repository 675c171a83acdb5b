package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"recipientdesk/model"
)

// statusUsage is the exit status of wrong usage, which no model.Code has.
const statusUsage = 2

// A failure is an error that a command returned, to tell it from one that the
// parser of the command line made, which is wrong usage.
type failure struct{ err error }

func (f failure) Error() string { return f.err.Error() }
func (f failure) Unwrap() error { return f.err }

// A usage is wrong usage that the parser cannot see.
type usage struct{ text string }

func (u usage) Error() string { return u.text }

func wrong(format string, args ...any) error { return usage{fmt.Sprintf(format, args...)} }

// fail reports err and returns the exit status.
func (a *app) fail(ctx context.Context, err error) int {
	switch {
	case err == nil:
		return 0
	case readerGone(err): // who reads has seen enough
		return 0
	}
	e, status := classify(ctx, err)
	if a.format() == formatJSON || a.format() == formatJSONL {
		a.failJSON(e)
	}
	printError(a.stderr, e)
	return status
}

func classify(ctx context.Context, err error) (*model.Error, int) {
	var f failure
	var u usage
	var e *model.Error
	switch {
	case errors.As(err, &e):
		return e, e.Code.Status()
	case ctx.Err() != nil:
		return &model.Error{Code: model.Canceled, Message: "stopped"}, model.Canceled.Status()
	case errors.As(err, &u), !errors.As(err, &f):
		return &model.Error{Code: "usage", Message: err.Error(), Hint: `"rdesk help" and "rdesk COMMAND --help" say how.`}, statusUsage
	}
	return &model.Error{Code: model.Internal, Message: err.Error()}, model.Internal.Status()
}

// failJSON writes the error as a document of its own, unless a document was begun
// before: there can be only one.
func (a *app) failJSON(e *model.Error) {
	if a.wrote {
		return
	}
	type body struct {
		Code    model.Code `json:"code"`
		Subject string     `json:"subject"`
		Message string     `json:"message"`
		Cause   string     `json:"cause,omitempty"` // only where another error is behind it
		Hint    string     `json:"hint"`
	}
	doc := body{Code: e.Code, Subject: e.Subject, Message: e.Message, Hint: e.Hint}
	if e.Err != nil {
		doc.Cause = e.Err.Error()
	}
	enc := json.NewEncoder(a.stdout)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(map[string]body{"error": doc}) // standard error has it too
}

func printError(w io.Writer, e *model.Error) {
	text := e.Message
	if e.Subject != "" {
		text = e.Subject + ": " + text
	}
	fmt.Fprintf(w, "rdesk: error: %s\n", oneLine(text))
	if e.Err != nil {
		fmt.Fprintf(w, "rdesk: cause: %s\n", oneLine(e.Err.Error()))
	}
	if e.Hint != "" {
		fmt.Fprintf(w, "rdesk: hint: %s\n", oneLine(e.Hint))
	}
}

// oneLine keeps what came from a directory from writing lines, or commands to the
// terminal, of its own.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case r < ' ' || r >= 0x7f && r < 0xa0:
			return '\uFFFD'
		}
		return r
	}, strings.TrimSpace(s))
}
