package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recipientdesk/model"
)

// A value is stored without blanks around it, but a blank at the end is how two
// words are typed.
func TestBlanksCanBeTyped(t *testing.T) {
	d := newDriver(t, "").open("anna.lindqvist@brightwater.example")
	e := d.entry("displayName")
	d.press(fyne.KeyDelete, 0) // it is selected
	test.Type(e, "Anna  Maria ")
	if e.Text != "Anna  Maria " {
		t.Errorf("the field shows %q", e.Text)
	}
	if got := d.draft.Entries()[0].First(model.DisplayName); got != "Anna  Maria" {
		t.Errorf("the draft has %q", got)
	}
	d.undo()
	if e.Text != "" && e.Text != "Anna Lindqvist" {
		t.Errorf("after undo the field shows %q", e.Text)
	}
}
