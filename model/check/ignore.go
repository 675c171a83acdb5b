package check

import (
	"encoding/json"
	"io"
	"slices"
	"strings"
	"time"

	"recipientdesk/model"
)

// An Ignored is a finding that somebody has looked at and wants to see no more, or
// several: a field that is left out fits any. docs/ignored.md describes the file.
type Ignored struct {
	Rule   string     `json:"rule"`                 // ID
	Object string     `json:"objectGUID,omitempty"` // "": at any object
	Attr   model.Attr `json:"attribute,omitempty"`  // "": at any attribute
	Value  string     `json:"value,omitempty"`      // "": any value
	Reason string     `json:"reason"`
	By     string     `json:"by,omitempty"`
	Time   time.Time  `json:"time,omitzero"`
}

// Ignore returns what ignores exactly f.
func Ignore(f Finding, reason, by string, at time.Time) Ignored {
	return Ignored{f.Rule.ID, f.Ref.GUID, f.Attr, f.Value, reason, by, at}
}

// fits reports whether i is about f. What a file names without a rule or a reason fits
// nothing: ReadIgnored refuses it.
func (i Ignored) fits(f Finding) bool {
	return strings.EqualFold(i.Rule, f.Rule.ID) &&
		(i.Object == "" || strings.EqualFold(i.Object, f.Ref.GUID)) &&
		(i.Attr == "" || i.Attr.Is(f.Attr)) &&
		(i.Value == "" || strings.EqualFold(i.Value, f.Value))
}

// An IgnoreList says which findings are not to be shown. Where it is kept is up to the
// caller.
type IgnoreList []Ignored

// Of returns the entry that ignores f.
func (l IgnoreList) Of(f Finding) (Ignored, bool) {
	if i := slices.IndexFunc(l, func(i Ignored) bool { return i.fits(f) }); i >= 0 {
		return l[i], true
	}
	return Ignored{}, false
}

// Split returns the findings that nobody ignores, and the others. Both keep their
// order.
func (l IgnoreList) Split(fs []Finding) (open, ignored []Finding) {
	for _, f := range fs {
		if _, ok := l.Of(f); ok {
			ignored = append(ignored, f)
		} else {
			open = append(open, f)
		}
	}
	return open, ignored
}

type ignoredFile struct {
	Version int        `json:"version"`
	Ignored IgnoreList `json:"ignored"`
}

// ReadIgnored reads a file of ignored findings. The error has code Invalid: an entry
// without a rule or a reason, or with a field that there is not, is a mistake that
// might hide findings.
func ReadIgnored(r io.Reader) (IgnoreList, error) {
	var file ignoredFile
	dec := json.NewDecoder(r)
	dec.DisallowUnknownFields()
	if err := dec.Decode(&file); err != nil {
		return nil, &model.Error{Code: model.Invalid, Subject: "ignored findings", Message: "the file cannot be read: " + err.Error(),
			Hint: "docs/ignored.md describes the form.", Err: err}
	}
	if file.Version != 1 {
		return nil, &model.Error{Code: model.Invalid, Subject: "ignored findings", Message: "the file has another version than 1", Hint: "A newer program wrote it; use that one."}
	}
	for _, i := range file.Ignored {
		if i.Rule == "" || strings.TrimSpace(i.Reason) == "" {
			return nil, &model.Error{Code: model.Invalid, Subject: "ignored findings", Message: "an entry has no rule or no reason: " + i.Rule + i.Reason,
				Hint: "Give the ID of a rule, such as RD1009, and say why."}
		}
	}
	return file.Ignored, nil
}

// Write writes the list as a file that ReadIgnored reads.
func (l IgnoreList) Write(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(ignoredFile{1, append(IgnoreList{}, l...)})
}
