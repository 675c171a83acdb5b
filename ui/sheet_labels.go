package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recipientdesk/model/sheet"
	"recipientdesk/ui/kit"
)

// keyLabels holds the names that the organization gives to fields.
const keyLabels = "sheet.labels"

// labels are the organization's own names of fields; nil if it has none.
func (a *App) labels() sheet.Labels { return read[sheet.Labels](a.settings, keyLabels) }

func (a *App) setLabels(l sheet.Labels) { write(a.settings, keyLabels, l) }

// maxLabel is how long a label may be, in characters.
const maxLabel = 40

// namesButton opens the dialog that names the fields of a tab.
func (s *Sheet) namesButton(t sheet.Tab, p *sheetPage) fyne.CanvasObject {
	b := kit.NewButton("Name these fields…", nil, func() { s.askLabels(t, p) })
	b.SetTip("Give custom attributes the names your organization uses. The names are kept on this computer and change nothing in the directory.")
	return container.NewHBox(b)
}

// askLabels lets the user name the fields of a tab. An empty name is the one the
// field came with.
func (s *Sheet) askLabels(t sheet.Tab, p *sheetPage) {
	labels := s.app.labels()
	entries := map[string]*kit.Entry{}
	var rows []*kit.FieldRow
	list := container.NewVBox()
	for _, f := range t.Fields() {
		e := kit.NewEntry()
		e.SetPlaceHolder(f.Label)
		e.SetText(labels[f.ID])
		row := kit.NewFieldRow(f.Label, e, fieldTip(f))
		entries[f.ID], rows = e, append(rows, row)
		list.Add(row)
	}
	kit.AlignLabels(rows...)
	scroll := container.NewVScroll(list)
	scroll.SetMinSize(fyne.NewSize(560, 380))
	s.naming = scroll
	first := t.Fields()[0].ID
	s.win.Ask(kit.Question{Title: "Names of the fields", Content: scroll, OK: "OK", Focus: entries[first], OnCancel: func() { s.naming = nil }, OnOK: func() bool {
		s.naming = nil
		named := sheet.Labels{}
		for id, e := range entries {
			if name := []rune(strings.TrimSpace(e.Text)); len(name) > 0 {
				named[id] = string(name[:min(len(name), maxLabel)])
			}
		}
		for id, name := range labels { // those of other tabs
			if entries[id] == nil {
				named[id] = name
			}
		}
		s.app.setLabels(named)
		p.holds.Objects, p.views = nil, nil
		s.drawPage()
		return true
	}})
}
