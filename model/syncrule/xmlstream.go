package syncrule

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf16"
)

// An xmlStream reads an exported file from front to back and keeps nothing of it:
// the schema of a forest with Exchange is some hundred thousand elements. Entities
// of the document's own are none of it, and a document type is refused, so nothing
// can be expanded.
type xmlStream struct {
	d     *xml.Decoder
	open  []string // names of the elements under way
	notes []Note
	file  string
}

// newXMLStream reads at most limit bytes of r, in UTF-8 or, with a byte order
// mark, in UTF-16.
func newXMLStream(r io.Reader, file string, limit int64) (*xmlStream, error) {
	r, err := utf8Reader(&limited{r, limit, limit})
	if err != nil {
		return nil, err
	}
	s := &xmlStream{d: xml.NewDecoder(r), file: file}
	s.d.CharsetReader = decoded
	return s, nil
}

// decoded lets a declaration of UTF-16 stand: utf8Reader has been there.
func decoded(charset string, r io.Reader) (io.Reader, error) {
	if strings.EqualFold(charset, "utf-16") || strings.EqualFold(charset, "unicode") {
		return r, nil
	}
	return nil, fmt.Errorf("the encoding %s is not known", charset)
}

// root opens the first element of that name, which may be wrapped in one of others:
// the same data is also saved by the Synchronization Service Manager.
func (s *xmlStream) root(name string, wrappers ...string) error {
	for {
		t, err := s.token()
		if err != nil {
			return err
		}
		switch e, ok := t.(xml.StartElement); {
		case !ok:
		case e.Name.Local == name:
			return nil
		case !slices.Contains(wrappers, e.Name.Local):
			return fmt.Errorf("it begins with <%s> and not with <%s>", e.Name.Local, name)
		}
	}
}

// token returns the next one and holds start and end tags against each other:
// RawToken does not, and Token, which does, costs half as much again.
func (s *xmlStream) token() (xml.Token, error) {
	t, err := s.d.RawToken()
	if err != nil {
		if errors.Is(err, io.EOF) && len(s.open) > 0 {
			err = fmt.Errorf("it ends within <%s>", s.open[len(s.open)-1])
		}
		return nil, err
	}
	switch t := t.(type) {
	case xml.Directive:
		return nil, errors.New("it declares a document type")
	case xml.StartElement:
		if len(s.open) > 100 {
			return nil, errors.New("its elements are nested too deeply")
		}
		s.open = append(s.open, t.Name.Local)
	case xml.EndElement:
		last := len(s.open) - 1
		if last < 0 || s.open[last] != t.Name.Local {
			return nil, fmt.Errorf("</%s> on line %d ends nothing", t.Name.Local, s.line())
		}
		s.open = s.open[:last]
	}
	return t, nil
}

func (s *xmlStream) line() int { n, _ := s.d.InputPos(); return n }

// each calls f for every child of the element under way, until its end. What f
// leaves of a child is skipped.
func (s *xmlStream) each(f func(xml.StartElement) error) error {
	depth := len(s.open)
	for {
		t, err := s.token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if err := f(t); err != nil {
				return err
			}
			if err := s.skipTo(depth); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// skipTo reads on until only so many elements are under way.
func (s *xmlStream) skipTo(depth int) error {
	for len(s.open) > depth {
		if _, err := s.token(); err != nil {
			return err
		}
	}
	return nil
}

// text returns the text of the element under way, without white space around it.
func (s *xmlStream) text() (string, error) {
	depth := len(s.open)
	var b strings.Builder
	for len(s.open) >= depth {
		t, err := s.token()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.StartElement:
			s.note("<%s> is not expected in a text", t.Name.Local)
		}
	}
	return strings.TrimSpace(b.String()), nil
}

// into stores the text of the element under way.
func (s *xmlStream) into(p *string) (err error) { *p, err = s.text(); return err }

// list appends the text of each child of the given name.
func (s *xmlStream) list(child string, p *[]string) error {
	return s.each(func(e xml.StartElement) error {
		if e.Name.Local != child {
			s.unknown()
			return nil
		}
		t, err := s.text()
		if err == nil && t != "" {
			*p = append(*p, t)
		}
		return err
	})
}

// unknown notes the element under way. What is in it is not read.
func (s *xmlStream) unknown() {
	s.note("<%s> is not known", strings.Join(s.open, "/"))
}

// content notes the element under way if there is anything in it: an empty one of
// an unknown purpose changes nothing.
func (s *xmlStream) content(why string) error {
	depth := len(s.open)
	for len(s.open) >= depth {
		t, err := s.token()
		if err != nil {
			return err
		}
		data, ok := t.(xml.CharData)
		if _, start := t.(xml.StartElement); start || ok && len(bytes.TrimSpace(data)) > 0 {
			s.note("<%s> %s", strings.Join(s.open[:depth], "/"), why)
			return s.skipTo(depth - 1)
		}
	}
	return nil
}

const maxNotes = 100 // of one file; a file that is wholly different needs no more

func (s *xmlStream) note(format string, args ...any) {
	if n := (Note{Rule: s.file, Text: fmt.Sprintf(format, args...)}); len(s.notes) < maxNotes && (len(s.notes) == 0 || s.notes[len(s.notes)-1] != n) {
		s.notes = append(s.notes, n)
	}
}

// xmlAttr returns an attribute of an element, "" if it has none.
func xmlAttr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// limited fails, where io.LimitReader would pretend that the file ends.
type limited struct {
	r         io.Reader
	left, max int64
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, fmt.Errorf("it has more than %d bytes", l.max)
	}
	return n, err
}

// utf8Reader decodes UTF-16, which a byte order mark tells, and takes the mark of
// UTF-8 off. PowerShell writes files in either.
func utf8Reader(r io.Reader) (io.Reader, error) {
	b := bufio.NewReaderSize(r, 1<<16)
	mark, _ := b.Peek(3)
	little := bytes.HasPrefix(mark, []byte{0xFF, 0xFE})
	switch {
	case bytes.Equal(mark, []byte{0xEF, 0xBB, 0xBF}):
		_, err := b.Discard(3)
		return b, err
	case !little && !bytes.HasPrefix(mark, []byte{0xFE, 0xFF}):
		return b, nil
	}
	all, err := io.ReadAll(b)
	if err != nil {
		return nil, err
	}
	if len(all)%2 != 0 {
		return nil, errors.New("its UTF-16 ends within a character")
	}
	units := make([]uint16, 0, len(all)/2-1)
	for i := 2; i < len(all); i += 2 {
		u := uint16(all[i])<<8 | uint16(all[i+1])
		if little {
			u = u>>8 | u<<8
		}
		units = append(units, u)
	}
	return strings.NewReader(string(utf16.Decode(units))), nil
}
