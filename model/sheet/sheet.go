// Package sheet declares what an administrator can see and edit on a recipient:
// tabs, groups and fields. A declaration is data. The property sheet, the column
// chooser, the CSV header, "rdesk set" and docs/fields.md are all drawn from it,
// so a new field is written once.
//
// A tab is one file, tab_NAME.go. testdata/outline.golden shows the whole sheet
// in order; the diff of that file is the review of a new tab.
//
// The package draws nothing and asks no server. What an edit needs to know of the
// forest comes as a *model.Schema, which may be nil.
package sheet

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"recipientdesk/model"
)

// A Tab is one page of the sheet.
type Tab struct {
	ID     string // stable: settings, tests and documentation links use it
	Rank   int    // tabs appear in rank order
	Label  string // English; also the translation key, as all labels here
	Groups []Group
	For    func(model.Recipient) bool // nil: shown for every object
}

// A Group is a titled block of fields; the title may be empty.
type Group struct {
	Label  string
	Fields []Field
}

// A Field is one editable thing. Most are one attribute and need no code; a
// field over several attributes (the primary address) gives Get and Set.
type Field struct {
	ID    string       // stable: CSV header, CLI name, test handle
	Label string       // at most 40 characters, sentence case
	Help  string       // a sentence or two, with the unit if there is one
	Attrs []model.Attr // what it edits; a field is off unless every one can be written
	Also  []model.Attr // what it keeps in step; without them it is limited, not off
	Edit  Editor
	Doc   string // address of the statement that Help rests on, "" if it says nothing of Exchange

	For      func(model.Recipient) bool // nil: wherever its tab is shown
	Optional bool                       // left out, not shown as off, where the schema lacks it: see Offered

	// Check takes a value that Edit has accepted and returns it as it is to be
	// stored. The error is made by fault. nil: as it is.
	Check func(value string) (string, error)

	// Get returns what the field holds, Set replaces it. nil: the values of
	// Attrs[0]. Set gets values that Edit and Check have accepted; to remove, none.
	Get func(model.Entry) []string
	Set func(model.Entry, []string) (model.Entry, error)

	// Place says in which attribute a reference to target belongs, for a field
	// that keeps persons and groups apart. nil: in Attrs[0].
	Place func(target model.Recipient) model.Attr
}

// Reads returns every attribute that the field shows or writes. A change of one
// of them is a change of the field.
func (f Field) Reads() []model.Attr { return slices.Concat(f.Attrs, f.Also) }

// Fields returns the fields of the tab in order.
func (t Tab) Fields() (out []Field) {
	for _, g := range t.Groups {
		out = append(out, g.Fields...)
	}
	return out
}

// Shown reports whether the tab belongs on the sheet of all of es.
func (t Tab) Shown(es ...model.Entry) bool { return forAll(t.For, es) }

// Shown reports whether the field belongs on the sheet of all of es.
func (f Field) Shown(es ...model.Entry) bool { return forAll(f.For, es) }

// Offered reports whether the field belongs on the sheet of all of es in a forest
// with that schema: it is Shown, and not an optional field whose attribute the
// forest lacks. Any other field of a forest that lacks it is shown off, with the
// reason (State).
func (f Field) Offered(s *model.Schema, es ...model.Entry) bool {
	return f.Shown(es...) && (!f.Optional || s == nil || s.Has(f.Attrs[0]))
}

func forAll(ok func(model.Recipient) bool, es []model.Entry) bool {
	return ok == nil || !slices.ContainsFunc(es, func(e model.Entry) bool { return !ok(model.Recipient{Entry: e}) })
}

var tabs []Tab

// register adds a tab. It returns a value so that a file can call it from a
// package-level var. It panics on a declaration that is incomplete or whose ID is
// taken.
func register(t Tab) Tab {
	ids := map[string]bool{}
	for _, f := range t.Fields() {
		id := strings.ToLower(f.ID)
		if _, ok := Lookup(id); ok || ids[id] || id == "" || len(f.Attrs) == 0 || f.Edit == nil || (f.Get == nil) != (f.Set == nil) {
			panic(fmt.Sprintf("sheet: tab %s: bad or duplicate field %q", t.ID, f.ID))
		}
		ids[id] = true
	}
	if slices.ContainsFunc(tabs, func(o Tab) bool { return o.ID == t.ID }) {
		panic("sheet: duplicate tab " + t.ID)
	}
	tabs = append(tabs, t)
	slices.SortStableFunc(tabs, func(a, b Tab) int { return cmp.Compare(a.Rank, b.Rank) })
	return t
}

// Tabs returns the tabs in rank order.
func Tabs() []Tab { return slices.Clone(tabs) }

// Fields returns every field in the order of the sheet.
func Fields() (out []Field) {
	for _, t := range tabs {
		out = append(out, t.Fields()...)
	}
	return out
}

// Lookup finds a field by its ID, without regard to case.
func Lookup(id string) (Field, bool) {
	for _, f := range Fields() {
		if strings.EqualFold(f.ID, id) {
			return f, true
		}
	}
	return Field{}, false
}

// Attrs returns every attribute the sheet reads, for the LDAP request.
func Attrs() []model.Attr {
	var out []model.Attr
	for _, f := range Fields() {
		out = append(out, f.Reads()...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func isPerson(r model.Recipient) bool { return r.Kind().Family() != "group" }
func isGroup(r model.Recipient) bool  { return r.Kind().Family() == "group" }
func isUser(r model.Recipient) bool   { return r.Kind().Family() == "user" }
