package model

import (
	"errors"
	"slices"
	"testing"
)

func one(name string) Entry {
	return NewEntry(Ref{GUID: name, DN: "CN=" + name}, map[Attr][]string{"name": {name}, "list": {"a", "b"}})
}

func isSingle(a Attr) bool { return a.Is("name") || a.Is("note") }

func with(a Attr, v ...string) func(Entry) (Entry, error) {
	return func(e Entry) (Entry, error) { return e.With(a, v...), nil }
}

func TestDraftEditsAllOrNone(t *testing.T) {
	d := NewDraft(one("ann"), one("bob"))
	err := d.Do("", func(e Entry) (Entry, error) {
		if e.Ref.GUID == "bob" {
			return e, errors.New("no")
		}
		return e.With("note", "x"), nil
	})
	if err == nil || len(d.Changes()) != 0 {
		t.Errorf("err %v, changes %v", err, d.Changes())
	}
}

// Edits made while a save is on the wire survive it, and a single value is not
// doubled: this went wrong in an earlier design.
func TestEditDuringSave(t *testing.T) {
	d := NewDraft(one("ann"))
	d.Do("", with("name", "Anna"))
	d.Send()
	d.Do("", with("name", "Annab"))
	d.Do("", with("note", "later"))
	d.Saved(one("ann").With("name", "Anna").With("server", "set"))
	e := d.Entries()[0]
	if got := e.Values("name"); !slices.Equal(got, []string{"Annab"}) {
		t.Errorf("name = %q", got)
	}
	cs := d.Changes()
	if len(cs) != 1 || len(cs[0].Changes) != 2 || e.First("server") != "set" {
		t.Errorf("unsaved: %v", cs)
	}
}

func TestSavedLeavesNothingUnsaved(t *testing.T) {
	d := NewDraft(one("ann"))
	d.Do("", with("list", "b", "c"))
	d.Send()
	d.Saved(one("ann").With("list", "c", "b", "fromelsewhere"))
	if cs := d.Changes(); len(cs) != 0 {
		t.Errorf("unsaved: %v", cs)
	}
	if d.Undo() {
		t.Error("what was saved can be undone here")
	}
}

func TestRebase(t *testing.T) {
	now := one("ann").With("name", "theirs").With("list", "a", "x")
	for _, mine := range []bool{true, false} {
		d := NewDraft(one("ann"))
		d.Do("", with("name", "mine"))
		d.Do("", with("note", "kept"))
		d.Do("", with("list", "a", "b", "y"))
		d.Rebase(isSingle, func(Attr) bool { return mine }, now)
		e := d.Entries()[0]
		want := map[bool]string{true: "mine", false: "theirs"}[mine]
		if got := e.Values("name"); !slices.Equal(got, []string{want}) {
			t.Errorf("mine %v: name = %q", mine, got)
		}
		if e.First("note") != "kept" || !slices.Equal(e.Values("list"), []string{"a", "x", "y"}) {
			t.Errorf("mine %v: %v", mine, e)
		}
	}
}

func TestUndoByBurst(t *testing.T) {
	d := NewDraft(one("ann"))
	for _, s := range []string{"x", "xy", "xyz"} {
		d.Do("name", with("name", s))
	}
	d.Do("note", with("note", "n"))
	d.Undo()
	d.Undo()
	if len(d.Changes()) != 0 || d.Undo() {
		t.Error("typing a word is more than one step")
	}
	d.Redo()
	if got := d.Entries()[0].First("name"); got != "xyz" {
		t.Errorf("redo gives %q", got)
	}
}
