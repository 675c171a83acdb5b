package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
)

// A lister writes objects one after the other.
type lister interface {
	add(model.Entry) error
	end() error
}

func (a *app) listWriter(s *model.Schema, attrs []model.Attr) lister {
	switch a.format() {
	case formatJSON:
		return &jsonLister{a: a, s: s, attrs: attrs}
	case formatJSONL:
		return &jsonlLister{a, s, attrs}
	case formatCSV:
		return &csvLister{a: a, s: s, attrs: attrs, w: csv.NewWriter(a.stdout)}
	case formatLDIF:
		return &ldifLister{a: a, attrs: attrs}
	case formatTable:
		return &tableLister{a: a}
	}
	return nil
}

// A jsonLister writes one array, an object as it comes.
type jsonLister struct {
	a     *app
	s     *model.Schema
	attrs []model.Attr
	n     int
}

func (l *jsonLister) add(e model.Entry) error {
	before := ",\n"
	if l.n++; l.n == 1 {
		before = "[\n"
	}
	b, err := marshal(objectOf(l.s, e, l.attrs...))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(l.a.out(), "%s  %s", before, b)
	return err
}

func (l *jsonLister) end() error {
	end := "\n]\n"
	if l.n == 0 {
		end = "[]\n"
	}
	_, err := io.WriteString(l.a.out(), end)
	return err
}

func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	err := writeJSON(&b, v, false)
	return bytes.TrimSpace(b.Bytes()), err
}

type jsonlLister struct {
	a     *app
	s     *model.Schema
	attrs []model.Attr
}

func (l *jsonlLister) add(e model.Entry) error {
	return json.NewEncoder(l.a.out()).Encode(objectOf(l.s, e, l.attrs...))
}
func (l *jsonlLister) end() error { return nil }

// A csvLister needs its columns before the first row, so all attributes cannot be
// asked for.
type csvLister struct {
	a     *app
	s     *model.Schema
	attrs []model.Attr
	w     *csv.Writer
	began bool
}

func (l *csvLister) begin() error {
	if l.began {
		return nil
	}
	l.began = true
	if l.attrs == nil {
		return wrong("--attributes: csv needs them named, as its columns")
	}
	l.a.out()
	return l.w.Write(csvHeader(l.attrs))
}

func (l *csvLister) add(e model.Entry) error {
	if err := l.begin(); err != nil {
		return err
	}
	err := l.w.Write(csvRow(l.s, e, l.attrs))
	l.w.Flush()
	return errors.Join(err, l.w.Error())
}

func (l *csvLister) end() error {
	err := l.begin()
	l.w.Flush()
	return errors.Join(err, l.w.Error())
}

type ldifLister struct {
	a     *app
	attrs []model.Attr
	began bool
}

func (l *ldifLister) add(e model.Entry) error {
	if err := l.begin(); err != nil {
		return err
	}
	return session.WriteLDIF(l.a.out(), e.Only(l.attrs...))
}

func (l *ldifLister) begin() error {
	if l.began {
		return nil
	}
	l.began = true
	_, err := io.WriteString(l.a.out(), "version: 1\n\n")
	return err
}

func (l *ldifLister) end() error { return l.begin() }

// A tableLister writes fixed columns, so that the first row is there at once.
type tableLister struct {
	a     *app
	n     int
	began bool
}

const tableRow = "%-28s  %-36s  %-38s  %s\n"

func (l *tableLister) add(e model.Entry) error {
	if !l.began {
		l.began = true
		fmt.Fprintf(l.a.out(), tableRow, "KIND", "NAME", "ADDRESS", "DN")
	}
	l.n++
	r := model.Recipient{Entry: e}
	_, err := fmt.Fprintf(l.a.out(), tableRow, r.Kind().Label(), clip(oneLine(r.Name()), 36), clip(oneLine(r.Primary()), 38), oneLine(e.Ref.DN))
	return err
}

func (l *tableLister) end() error {
	word := "recipients"
	if l.n == 1 {
		word = "recipient"
	}
	_, err := fmt.Fprintf(l.a.stderr, "%d %s\n", l.n, word)
	return err
}
