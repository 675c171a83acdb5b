package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"recipientdesk/model"
)

var testSchema = model.NewSchema([]model.AttrDef{
	{Name: "mail", Syntax: model.SyntaxString, Single: true},
	{Name: "description", Syntax: model.SyntaxString},
	{Name: "thumbnailPhoto", Syntax: model.SyntaxOctets, Single: true},
	{Name: "msExchMailboxGuid", Syntax: model.SyntaxOctets, Single: true},
	{Name: "objectSid", Syntax: model.SyntaxSID, Single: true},
}, nil, 1)

func TestValuesAsJSON(t *testing.T) {
	for name, c := range map[string]struct {
		attr model.Attr
		vals []string
		want string
	}{
		"one value of a single-valued attribute":     {"mail", []string{"a<b>&c"}, `"a<b>&c"`},
		"one value of an attribute of several":       {"description", []string{"x"}, `["x"]`},
		"several values of one that should have one": {"mail", []string{"x", "y"}, `["x","y"]`},
		"an attribute that the schema does not know": {"frob", []string{"x"}, `["x"]`},
		"octets":                     {"thumbnailPhoto", []string{"\x00\xff"}, `"AP8="`},
		"octets that look like text": {"thumbnailPhoto", []string{"abc"}, `"YWJj"`},
		"text that is none":          {"mail", []string{"\xff"}, `{"base64":"/w=="}`},
		"control characters and beyond the basic plane": {"mail", []string{"\x1b[2J\u2028𝄞"}, "\"\\u001b[2J\\u2028𝄞\""},
	} {
		b, err := marshal(jsonValues(testSchema, c.attr, c.vals))
		if err != nil || string(b) != c.want {
			t.Errorf("%s: %s, want %s (%v)", name, b, c.want, err)
		}
	}
}

func TestObjectAsJSON(t *testing.T) {
	guid, _ := model.ParseGUID("73d5c35a-4ba7-544f-bfba-2f0846584c0b")
	e := model.NewEntry(model.Ref{DN: "CN=a", GUID: "g"}, map[model.Attr][]string{
		"MAIL": {"a@x.example"}, "msExchMailboxGuid": {guid.Bytes()}, "objectClass": {"top", "user"}, "objectSid": {"\x01"}})
	b, err := marshal(objectOf(testSchema, e, "mail", "msExchMailboxGuid"))
	want := `{"dn":"CN=a","objectGUID":"g","objectClass":"user","kind":"user-mailbox","attributes":{"mail":"a@x.example","msExchMailboxGuid":"WsPVc6dLT1S/ui8IRlhMCw=="},` +
		`"guids":{"msExchMailboxGuid":["73d5c35a-4ba7-544f-bfba-2f0846584c0b"]}}`
	if err != nil || string(b) != want {
		t.Errorf("%s\nwant\n%s (%v)", b, want, err)
	}
}

func TestCells(t *testing.T) {
	for _, c := range []struct {
		attr model.Attr
		vals []string
		want string
	}{
		{"mail", nil, ""},
		{"mail", []string{`a;b\c`}, `a;b\c`},
		{"description", []string{"a;b", `c\d`, "e"}, `a\;b;c\\d;e`},
		{"thumbnailPhoto", []string{"\x00\xff"}, "AP8="},
		{"description", []string{"\xff"}, "/w=="},
	} {
		if got := cell(testSchema, c.attr, c.vals); got != c.want {
			t.Errorf("%q: %q, want %q", c.vals, got, c.want)
		}
	}
}

func TestTableCannotCommandATerminal(t *testing.T) {
	var b bytes.Buffer
	if err := writeTable(&b, []string{"a", "b"}, [][]string{{"x\x1b[2J\ny", "\u009b1m"}, {strings.Repeat("é", 80), "z"}}); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(b.String(), "\x1b\u009b") || strings.Count(b.String(), "\n") != 3 {
		t.Errorf("%q", b.String())
	}
	if !strings.Contains(b.String(), strings.Repeat("é", maxCell-1)+"…") {
		t.Errorf("a long cell is not cut: %q", b.String())
	}
}

func TestSince(t *testing.T) {
	now := time.Date(2026, 5, 31, 12, 0, 0, 0, time.UTC)
	for s, want := range map[string]time.Time{
		"": {}, "90m": now.Add(-90 * time.Minute), "7d": now.AddDate(0, 0, -7), "2026-05-01T08:00:00Z": time.Date(2026, 5, 1, 8, 0, 0, 0, time.UTC),
		"2026-05-01": time.Date(2026, 5, 1, 0, 0, 0, 0, time.Local),
	} {
		if got, err := parseSince(s, now); err != nil || !got.Equal(want) {
			t.Errorf("%q: %v, %v", s, got, err)
		}
	}
	for _, s := range []string{"frob", "-1h", "-1d", "d", "2026-13-01"} {
		if _, err := parseSince(s, now); err == nil {
			t.Errorf("%q is taken", s)
		}
	}
}

// Who reads JSON learns the cause as who reads standard error does.
func TestErrorAsJSON(t *testing.T) {
	for want, err := range map[string]*model.Error{
		`{"error":{"code":"invalid","subject":"a<b>","message":"is none","cause":"it ends","hint":"Try."}}`: {Code: model.Invalid, Subject: "a<b>", Message: "is none", Hint: "Try.", Err: errors.New("it ends")},
		`{"error":{"code":"not-found","subject":"","message":"is none","hint":""}}`:                         {Code: model.NotFound, Message: "is none"},
	} {
		var out, errs bytes.Buffer
		a := &app{world: world{stdout: &out, stderr: &errs}}
		if a.fail(t.Context(), failure{err}); out.String() != want+"\n" {
			t.Errorf("wrote %s, want %s", &out, want)
		}
	}
}

func TestExitStatus(t *testing.T) {
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	for name, c := range map[string]struct {
		ctx  context.Context
		err  error
		want int
	}{
		"done":                       {t.Context(), nil, 0},
		"nobody reads":               {t.Context(), failure{unwritten{fmt.Errorf("write: %w", syscall.EPIPE)}}, 0},
		"no room for the output":     {t.Context(), failure{unwritten{syscall.ENOSPC}}, 1},
		"the server hangs up":        {t.Context(), failure{&model.Error{Code: model.Unreachable, Err: syscall.EPIPE}}, 7},
		"the parser's error":         {t.Context(), errors.New("unknown flag"), 2},
		"wrong usage":                {t.Context(), failure{wrong("x")}, 2},
		"an error with a code":       {t.Context(), failure{&model.Error{Code: model.Conflict}}, 4},
		"one without":                {t.Context(), failure{errors.New("x")}, 1},
		"interrupted":                {stopped, failure{errors.New("x")}, 15},
		"interrupted, outcome known": {stopped, failure{&model.Error{Code: model.Unknown}}, 8},
	} {
		var out, errs bytes.Buffer
		a := &app{world: world{stdout: &out, stderr: &errs}}
		if got := a.fail(c.ctx, c.err); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
		if (c.want != 0) != strings.HasPrefix(errs.String(), "rdesk: error: ") || (c.want != 0) != strings.HasPrefix(out.String(), `{"error":{"code":"`) {
			t.Errorf("%s: wrote %q and %q", name, errs.String(), out.String())
		}
	}
}

// A result that cannot be written is no success, in whatever form.
func TestFullDisk(t *testing.T) {
	for _, args := range []string{"status", "fields", "list", "list --view groups", "get cn=users,dc=corp,dc=example",
		"who nobody@contoso.com", "version", "--help"} {
		for _, format := range formats {
			for broken, want := range map[error]bool{syscall.ENOSPC: false, syscall.EPIPE: true} {
				var errs bytes.Buffer
				code := run(t.Context(), world{args: append(strings.Fields(args), "-d", "sample:", "-o", format), stdin: strings.NewReader(""),
					stdout: noRoom{broken}, stderr: &errs, getenv: func(string) string { return "" }})
				if usage := code == 2 && strings.Contains(errs.String(), "has no output in the form"); !usage && (code == 0) != want {
					t.Errorf("%s -o %s: status %d with %v: %s", args, format, code, broken, errs.String())
				}
			}
		}
	}
}

type noRoom struct{ err error }

func (b noRoom) Write([]byte) (int, error) { return 0, b.err }

func FuzzWishes(f *testing.F) {
	f.Add("displayName=x", "a", "b=c")
	f.Add("=", "=", "==")
	f.Fuzz(func(t *testing.T, assign, clear, add string) {
		edits, err := wishes([]string{assign}, []string{clear}, nil, []string{add})
		if err == nil && (len(edits) != 3 || edits[2].values[0] == "") {
			t.Fatalf("%+v", edits)
		}
	})
}
