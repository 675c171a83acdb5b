package ui

import (
	"fmt"

	"fyne.io/fyne/v2"

	"recipientdesk/model"
	"recipientdesk/model/sheet"
	"recipientdesk/ui/kit"
)

// An editor is the widget of one field. It holds no value of its own: it reports
// what the user does to its fieldHost, and show draws what came of it.
type editor interface {
	fyne.CanvasObject

	// show draws the field without reporting an edit.
	show(v shown)
}

// shown is what an editor is to draw.
type shown struct {
	values []string // of the field for all objects; nil where they differ
	same   bool     // the objects agree
	on     bool     // the field can be edited
	count  int      // of objects
}

// text is the one value of a single-valued field.
func (v shown) text() string {
	if len(v.values) == 0 {
		return ""
	}
	return v.values[0]
}

// several stands in a field whose objects differ.
const several = "(several values)"

// edit is one step from an entry to the next, as Draft.Do takes it.
type edit = func(model.Entry) (model.Entry, error)

// A fieldHost is what an editor may ask of the sheet or dialog it stands in.
type fieldHost struct {
	field sheet.Field
	app   *App
	win   *kit.Window

	// do edits every object, or none if f fails for one, and redraws the sheet.
	// Steps in a row with the same tag are undone as one.
	do func(tag string, f edit) error
	// typed takes what stands in a text box after each key. Text that is no value
	// stays in the box, and keeps the sheet from being saved.
	typed func(text string)
	// entries are the objects as edited so far, base as they were read.
	entries func() []model.Entry
	base    func() []model.Entry
	// names knows what references refer to.
	names *nameBook
	// open shows another object in a sheet of its own.
	open func(model.Ref)
	// taken names the other object that has an address, "" if none is known.
	taken func(address string) string
	// dropped says why an address does not reach the cloud, "" if it does or if that
	// is not known.
	dropped func(address string) string
}

// stretchy marks editors that use all the height they can get.
type stretchy interface{ stretches() }

// newEditor returns the widget for the host's field. It is the one place that
// knows all kinds.
func newEditor(h *fieldHost) editor {
	switch e := h.field.Edit.(type) {
	case sheet.Text:
		if e.Lines > 1 {
			return newLinesEditor(h, e.Lines)
		}
		if e.Suggest {
			return newSuggestEditor(h)
		}
		return newTextEditor(h)
	case sheet.Check:
		return newCheckEditor(h)
	case sheet.Number:
		if e.Multi() {
			return newListEditor(h)
		}
		return newNumberEditor(h, e)
	case sheet.Choice:
		return newChoiceEditor(h, e)
	case sheet.Suffix:
		return newSuffixEditor(h, h.app.session.Info.Suffixes)
	case sheet.Addresses:
		return newAddressesEditor(h)
	case sheet.Picker:
		if e.Several {
			return newRefsEditor(h)
		}
		return newRefEditor(h)
	case sheet.Backlink:
		return newRefsEditor(h)
	case sheet.List:
		return newListEditor(h)
	case sheet.Photo:
		return newPhotoEditor(h, e)
	case sheet.Flags:
		return newFlagsEditor(h, e)
	case sheet.ReadOnly:
		return newReadOnlyEditor(h)
	case sheet.Octets, sheet.GUID, sheet.SID, sheet.Time:
		if h.field.Edit.Multi() {
			return newListEditor(h)
		}
		return newTextEditor(h)
	}
	panic(fmt.Sprintf("ui: no editor for %T", h.field.Edit))
}

// enable switches a widget on or off without touching one that is so already:
// Fyne drops the focus of a widget that is disabled again.
func enable(w fyne.Disableable, on bool) {
	switch {
	case on && w.Disabled():
		w.Enable()
	case !on && !w.Disabled():
		w.Disable()
	}
}
