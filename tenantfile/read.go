package tenantfile

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"time"

	"recipientdesk/model"
)

// begins is how a snapshot begins.
var begins = regexp.MustCompile(`^(?:\xef\xbb\xbf)?\s*\{\s*"format"\s*:\s*"` + Format + `"`)

// Is reports whether a file begins as a snapshot does.
func Is(head []byte) bool { return begins.Match(head) }

// Open reads a snapshot. Errors have the code NotFound if there is no file, and
// Invalid if it is no snapshot, or one of a later version.
func Open(file string) (*Tenant, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, &model.Error{Code: model.NotFound, Subject: file, Message: "cannot be opened", Hint: "Give the path of a snapshot of a tenant.", Err: err}
	}
	defer f.Close()
	t := &Tenant{file: file, parts: map[string]bool{}, unread: map[string]refusal{}, objects: map[model.CloudClass]*section{}}
	r := &reader{t: t, dec: json.NewDecoder(skipMark(bufio.NewReaderSize(f, 1<<20)))}
	if err := r.document(); err != nil {
		if e, ok := errors.AsType[*model.Error](err); ok {
			e.Subject = file
			return nil, e
		}
		return nil, &model.Error{Code: model.Invalid, Subject: file, Message: "is no complete snapshot of a tenant", Hint: "Take a new one.", Err: err}
	}
	return t, nil
}

// skipMark passes over a byte order mark, which an editor may have put there.
func skipMark(r *bufio.Reader) *bufio.Reader {
	if b, _ := r.Peek(3); string(b) == "\xef\xbb\xbf" {
		r.Discard(3)
	}
	return r
}

// A reader reads a snapshot, token by token.
type reader struct {
	t       *Tenant
	dec     *json.Decoder
	version int
}

func (r *reader) document() error {
	var format string
	err := r.keys(func(key string) error {
		switch key {
		case "format":
			return r.dec.Decode(&format)
		case "version":
			if err := r.dec.Decode(&r.version); err != nil {
				return err
			}
			if r.version > Version {
				return &model.Error{Code: model.Invalid, Message: fmt.Sprintf("is a snapshot of version %d, and this program knows version %d", r.version, Version),
					Hint: "Open it with a newer version of this program, or take a new snapshot with this one."}
			}
			return nil
		case "read":
			return r.dec.Decode(&r.t.read)
		}
		if format != Format || r.version < 1 {
			return errors.New("it does not begin with the format and a version")
		}
		return r.part(key)
	})
	if err != nil {
		return err
	}
	if format != Format || r.version < 1 {
		return errors.New("it does not begin with the format and a version")
	}
	if _, err := r.dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows the document")
	}
	return r.t.settle()
}

func (r *reader) part(key string) error {
	if _, twice := r.t.parts[key]; twice {
		return unknownKey(key, "is there twice")
	}
	r.t.parts[key] = true
	switch key {
	case partInfo:
		return r.strict(&r.t.info)
	case partFacts:
		r.t.facts = &model.TenantFacts{}
		return r.strict(r.t.facts)
	case partLicenses:
		return r.strict(&r.t.licenses)
	case partMembers:
		return r.rosters(&r.t.members)
	case partOwners:
		return r.rosters(&r.t.owners)
	case partMailboxes:
		return r.strict(&r.t.mailboxes)
	case partManaged:
		return r.strict(&r.t.managed)
	case partUnread:
		return r.strict(&r.t.unread)
	}
	if class := model.CloudClass(key); slices.Contains(classes, class) {
		return r.section(class)
	}
	return unknownKey(key, "is no part of a snapshot")
}

// strict reads a value. A name that means nothing is refused: misspelled, something
// would silently be unknown.
func (r *reader) strict(v any) error {
	var raw json.RawMessage
	if err := r.dec.Decode(&raw); err != nil {
		return err
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	return dec.Decode(v)
}

func unknownKey(key, message string) error {
	return &model.Error{Code: model.Invalid, Message: fmt.Sprintf("the key %q %s", key, message), Hint: "docs/tenant-snapshot.md lists all keys."}
}

// keys reads an object and calls f at each value.
func (r *reader) keys(f func(key string) error) error {
	if err := r.want(json.Delim('{')); err != nil {
		return err
	}
	for r.dec.More() {
		token, err := r.dec.Token()
		if err != nil {
			return err
		}
		if err := f(token.(string)); err != nil { // keys are strings
			return err
		}
	}
	return r.want(json.Delim('}'))
}

func (r *reader) want(d json.Delim) error {
	token, err := r.dec.Token()
	if err == nil && token != d {
		err = fmt.Errorf("%v stands in place of %v", token, d)
	}
	return err
}

// perBatch is how many objects a batch has at most, as a page of Graph.
const perBatch = 999

// section reads the objects of a class.
func (r *reader) section(class model.CloudClass) error {
	s := &section{}
	r.t.parts[string(class)] = false // not read, until there are objects, or none of them
	return r.keys(func(key string) error {
		switch key {
		case "properties":
			return r.dec.Decode(&s.props)
		case "objects":
			r.t.objects[class], r.t.parts[string(class)] = s, true
			return r.objects(s)
		}
		return unknownKey(key, "is no part of a class of objects")
	})
}

func (r *reader) objects(s *section) error {
	if s.props == nil {
		return errors.New("objects come before their properties")
	}
	k := model.NewBatchBuilder(s.props)
	row := newRow(s.props, k)
	if err := r.want(json.Delim('[')); err != nil {
		return err
	}
	for r.dec.More() {
		if err := r.dec.Decode(row); err != nil {
			return err
		}
		if k.Len() == perBatch {
			s.batches = append(s.batches, k.Build())
		}
	}
	if k.Len() > 0 {
		s.batches = append(s.batches, k.Build())
	}
	return r.want(json.Delim(']'))
}

// rosters reads who belongs to which group.
func (r *reader) rosters(to *map[model.GUID]*model.Batch) error {
	*to = map[model.GUID]*model.Batch{}
	k := model.NewBatchBuilder(memberProps)
	row := newRow(memberProps, k)
	return r.keys(func(key string) error {
		group, err := model.ParseGUID(key)
		if err != nil {
			return fmt.Errorf("%q is no ID of a group", key)
		}
		if err := r.want(json.Delim('[')); err != nil {
			return err
		}
		for r.dec.More() {
			if err := r.dec.Decode(row); err != nil {
				return err
			}
		}
		(*to)[group] = k.Build()
		return r.want(json.Delim(']'))
	})
}

// when writes a time for people.
func when(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }
