package session

import (
	"bufio"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"recipientdesk/model"
)

// ReadLDIF yields the objects of an LDIF file (RFC 2849) as ldapsearch and ldifde
// write them: comments, folded and Base64 values, the counts of a search, changes
// of the type add, UTF-8 or (ldifde -u) UTF-16. Values cut off at a range are
// taken as far as they go. Values in other files are refused: a directory dump
// must not make the reader open files. The error has code Invalid and names the
// line; it ends the reading.
func ReadLDIF(r io.Reader) iter.Seq2[model.Entry, error] {
	return func(yield func(model.Entry, error) bool) {
		p := ldifReader{in: PlainText(r)}
		for {
			e, err := p.record()
			switch {
			case err == io.EOF:
				return
			case err != nil:
				bad := &model.Error{Code: model.Invalid, Subject: fmt.Sprintf("line %d", p.line), Message: err.Error(),
					Hint: "The file must be LDIF, as ldapsearch -LLL or ldifde -f writes it."}
				yield(model.Entry{}, bad)
				return
			case e.Ref.DN != "" && !yield(e, nil):
				return
			}
		}
	}
}

type ldifReader struct {
	in   *bufio.Reader
	line int    // the last physical line read
	held string // a physical line read too far
	has  bool
}

func (p *ldifReader) physical() (string, error) {
	if p.has {
		p.has = false
		return p.held, nil
	}
	s, err := p.in.ReadString('\n')
	if s == "" && err != nil {
		return "", err
	}
	p.line++
	return strings.TrimSuffix(strings.TrimSuffix(s, "\n"), "\r"), nil
}

// logical returns a line with its continuations, "" at the end of a record.
// Comments are left out, folded ones too.
func (p *ldifReader) logical() (string, error) {
	for {
		first, err := p.physical()
		if err != nil {
			return "", err
		}
		var b strings.Builder
		b.WriteString(first)
		for first != "" {
			next, err := p.physical()
			if err != nil && err != io.EOF {
				return "", err
			}
			if err == io.EOF || !strings.HasPrefix(next, " ") {
				p.held, p.has = next, err == nil
				break
			}
			b.WriteString(next[1:])
		}
		if !strings.HasPrefix(first, "#") {
			return b.String(), nil
		}
	}
}

// record returns the next object, one without a DN for what is none.
func (p *ldifReader) record() (model.Entry, error) {
	dn, attrs, started := "", map[model.Attr][]string{}, false
	for {
		l, err := p.logical()
		if l == "" && (err == nil || err == io.EOF) {
			if started || err == io.EOF && dn != "" {
				return model.NewEntry(model.Ref{DN: dn}, attrs), nil
			}
			if err != nil {
				return model.Entry{}, err
			}
			continue
		}
		if err != nil {
			return model.Entry{}, err
		}
		started = true
		name, value, err := splitLDIF(l)
		switch {
		case err != nil:
			return model.Entry{}, err
		case strings.EqualFold(name, "dn"):
			if dn != "" {
				return model.Entry{}, errors.New("a second dn stands in one record")
			}
			if _, err := model.ParseDN(value); err != nil {
				return model.Entry{}, fmt.Errorf("%q is no distinguished name", value)
			}
			dn = value
		case strings.EqualFold(name, "changetype"):
			if !strings.EqualFold(value, "add") {
				return model.Entry{}, fmt.Errorf("the file holds changes (changetype %s), not objects", value)
			}
		case dn != "":
			a := attrWithoutOptions(name)
			attrs[a] = append(attrs[a], value)
		}
	}
}

func splitLDIF(l string) (name, value string, err error) {
	name, value, ok := strings.Cut(l, ":")
	if !ok || name == "" {
		return "", "", fmt.Errorf("%q is no attribute with a value", clip(l))
	}
	switch {
	case strings.HasPrefix(value, ":"):
		b, err := base64.StdEncoding.DecodeString(strings.TrimSpace(value[1:]))
		if err != nil {
			return "", "", fmt.Errorf("the value of %s is no Base64", clip(name))
		}
		return name, string(b), nil
	case strings.HasPrefix(value, "<"):
		return "", "", fmt.Errorf("the value of %s stands in another file, which is not opened", clip(name))
	}
	return name, strings.TrimLeft(value, " "), nil
}

func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// attrWithoutOptions drops ;binary and ;range=0-1499.
func attrWithoutOptions(name string) model.Attr {
	base, _, _ := strings.Cut(name, ";")
	return model.Attr(base)
}

// WriteLDIF writes one object as a record of RFC 2849, with an empty line after
// it: values that are not safe text in Base64, lines folded at 76 bytes. The
// first record of a file needs "version: 1" before it, which is not written here.
func WriteLDIF(w io.Writer, e model.Entry) error {
	b := bufio.NewWriter(w)
	writeLDIFLine(b, "dn", e.Ref.DN)
	for _, v := range e.Values(model.ObjectClass) { // first: ldapadd reads the class before the rest
		writeLDIFLine(b, string(model.ObjectClass), v)
	}
	for a, vals := range e.All() {
		if a.Is(model.ObjectClass) {
			continue
		}
		for _, v := range vals {
			writeLDIFLine(b, string(a), v)
		}
	}
	b.WriteByte('\n')
	return b.Flush()
}

func writeLDIFLine(w *bufio.Writer, name, value string) {
	line := name + ": " + value
	if value == "" {
		line = name + ":"
	} else if !safeLDIF(value) {
		line = name + ":: " + base64.StdEncoding.EncodeToString([]byte(value))
	}
	const width = 76
	for first := true; first || line != ""; first = false {
		n := min(len(line), width)
		if !first {
			n = min(len(line), width-1)
			w.WriteByte(' ')
		}
		w.WriteString(line[:n])
		w.WriteByte('\n')
		line = line[n:]
	}
}

// safeLDIF reports whether v is a SAFE-STRING (RFC 2849), and has no blank at its
// end, which editors drop.
func safeLDIF(v string) bool {
	if !utf8.ValidString(v) || strings.HasPrefix(v, " ") || strings.HasPrefix(v, ":") || strings.HasPrefix(v, "<") || strings.HasSuffix(v, " ") {
		return false
	}
	for i := range len(v) {
		if c := v[i]; c == 0 || c == '\n' || c == '\r' || c > 127 {
			return false
		}
	}
	return true
}

// WriteLDIFChange writes a change as a record (RFC 2849) as ldapmodify and ldifde
// take it: of the type add with the values that come, delete, or modify with, for
// each attribute, the values that go before those that come. Nothing is written
// for an empty change.
func WriteLDIFChange(w io.Writer, changetype string, cs model.ChangeSet) error {
	if cs.Empty() {
		return nil
	}
	b := bufio.NewWriter(w)
	writeLDIFLine(b, "dn", cs.Ref.DN)
	writeLDIFLine(b, "changetype", changetype)
	for _, c := range cs.Changes {
		switch changetype {
		case "modify":
			writeLDIFStep(b, "delete", c.Attr, c.Removed())
			writeLDIFStep(b, "add", c.Attr, c.Added())
		case "add":
			for _, v := range c.Added() {
				writeLDIFLine(b, string(c.Attr), v)
			}
		}
	}
	b.WriteByte('\n')
	return b.Flush()
}

func writeLDIFStep(b *bufio.Writer, verb string, a model.Attr, vals []string) {
	if len(vals) == 0 {
		return
	}
	writeLDIFLine(b, verb, string(a))
	for _, v := range vals {
		writeLDIFLine(b, string(a), v)
	}
	b.WriteString("-\n")
}
