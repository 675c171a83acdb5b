package model

import (
	"errors"
	"strings"
)

// A Code says what kind of thing went wrong, for programs. Codes appear in logs,
// in the result file of a bulk run and as exit statuses; none is ever reused.
type Code string

const (
	Invalid     Code = "invalid"     // the value breaks a rule; nothing was sent
	Conflict    Code = "conflict"    // the object changed since it was read
	Exists      Code = "exists"      // the value or name is taken
	NotFound    Code = "not-found"   // the object is gone, or was never visible
	Denied      Code = "denied"      // signed in, but not allowed
	SignIn      Code = "sign-in"     // not signed in: password, ticket, consent
	Unreachable Code = "unreachable" // no connection, no name, no answer
	Untrusted   Code = "untrusted"   // TLS or channel binding refused
	NoSchema    Code = "no-schema"   // the forest lacks the Exchange attribute
	Elsewhere   Code = "elsewhere"   // the other side masters this object
	Limited     Code = "limited"     // size limit, time limit, throttled
	Unknown     Code = "unknown"     // sent, and no answer: it may have happened
	Canceled    Code = "canceled"    // the user stopped it
	Internal    Code = "internal"    // our defect
)

// An Error is a failure a person will read. Message is a sentence about what
// happened to Subject; Hint is a sentence about what to do, or "". Err is the
// cause, for the details pane and the log.
type Error struct {
	Code    Code
	Subject string
	Message string
	Hint    string
	Err     error
}

func (e *Error) Error() string {
	var b strings.Builder
	if e.Subject != "" {
		b.WriteString(e.Subject + ": ")
	}
	b.WriteString(e.Message)
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

func (e *Error) Unwrap() error { return e.Err }

// Status returns the exit status that stands for c. The numbers are part of the
// command line contract; 2 is wrong usage.
func (c Code) Status() int {
	switch c {
	case "":
		return 0
	case Invalid:
		return 3
	case Conflict:
		return 4
	case NotFound:
		return 5
	case Denied:
		return 6
	case Unreachable:
		return 7
	case Unknown:
		return 8
	case Exists:
		return 9
	case SignIn:
		return 10
	case Untrusted:
		return 11
	case NoSchema:
		return 12
	case Elsewhere:
		return 13
	case Limited:
		return 14
	case Canceled:
		return 15
	}
	return 1
}

// CodeOf returns the code of the outermost Error in err's tree, "" for nil and
// Internal for an error that nobody classified.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return Internal
}
