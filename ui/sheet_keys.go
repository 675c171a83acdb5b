package ui

import (
	"fyne.io/fyne/v2"

	"recipientdesk/ui/kit"
)

// A sheetBinding is a key that the sheet answers to, whatever has the focus.
type sheetBinding struct {
	key  kit.Key
	what string
	run  func()
}

// bindings are the keys of the sheet, in the order in which F1 lists them. In a
// text field Ctrl+Z and Ctrl+Y belong to the field.
func (s *Sheet) bindings() []sheetBinding {
	const ctrl, shift = fyne.KeyModifierShortcutDefault, fyne.KeyModifierShift
	next, before := func() { s.turn(1) }, func() { s.turn(-1) }
	return []sheetBinding{
		{kit.Key{Name: fyne.KeyS, Mod: ctrl}, "Save", s.save},
		{kit.Key{Name: fyne.KeyZ, Mod: ctrl}, "Undo the last edit", s.undo},
		{kit.Key{Name: fyne.KeyY, Mod: ctrl}, "Redo it", s.redo},
		{kit.Key{Name: fyne.KeyZ, Mod: ctrl | shift}, "Redo it", s.redo},
		{kit.Key{Name: fyne.KeyD, Mod: ctrl}, "Show or hide the details of the review", s.toggleDetails},
		{kit.Key{Name: fyne.KeyD, Mod: ctrl | shift}, "In the details: the changes, what the cloud makes of them, what Exchange Online has to be told", s.toggleForecast},
		{kit.Key{Name: fyne.KeyS, Mod: ctrl | shift}, "Synchronize what is saved now", s.syncNow},
		{kit.Key{Name: fyne.KeyU, Mod: ctrl}, "Of one user: what a mailbox in Exchange Online takes", s.openRecipe},
		{kit.Key{Name: fyne.KeyM, Mod: ctrl}, "Enable, convert, disable: the operations", s.operate},
		{kit.Key{Name: fyne.KeyTab, Mod: ctrl}, "Next tab", next},
		{kit.Key{Name: fyne.KeyTab, Mod: ctrl | shift}, "Tab before", before},
		{kit.Key{Name: fyne.KeyPageDown, Mod: ctrl}, "Next tab", next},
		{kit.Key{Name: fyne.KeyPageUp, Mod: ctrl}, "Tab before", before},
		{kit.Key{Name: fyne.KeyF5}, "Read again; edits are kept", s.reload},
		{kit.Key{Name: fyne.KeyW, Mod: ctrl}, "Close", s.close},
		{kit.Key{Name: fyne.KeyEscape}, "Close", s.close},
		{kit.Key{Name: fyne.KeyF1}, "Show these keys", s.showKeys},
	}
}

func (s *Sheet) bindKeys() {
	for _, b := range s.bindings() {
		s.win.Bind(b.key, b.run)
	}
}

// listKeys are the keys of lists in a sheet.
var listKeys = []sheetBinding{
	{kit.Key{Name: fyne.KeyInsert}, "In a list: add", nil},
	{kit.Key{Name: fyne.KeyDelete}, "In a list: remove what is selected", nil},
	{kit.Key{Name: fyne.KeyReturn}, "Addresses: make primary. References: open. Values: change", nil},
	{kit.Key{Name: fyne.KeyF2}, "Addresses: change the address", nil},
}

func (s *Sheet) showKeys() {
	list := append(s.bindings(), listKeys...)
	table := kit.NewTable([]kit.Column{{Title: "Key", Width: 150, Static: true}, {Title: "What it does", Width: 380, Static: true}},
		func() int { return len(list) }, func(row, col int) kit.CellData {
			if col == 0 {
				return kit.CellData{Text: list[row].key.String(), Bold: true}
			}
			return kit.CellData{Text: list[row].what}
		})
	var d *kit.Dialog
	quit := kit.NewButton("Close", nil, func() { d.Close() })
	d = s.win.ShowDialog(kit.DialogOptions{Title: "Keys", Content: table, MinSize: fyne.NewSize(560, 400),
		Buttons: []*kit.Button{quit}, Default: quit, Cancel: quit, Focus: quit})
}

// toggleForecast shows the next view of the details, opening them if need be.
func (s *Sheet) toggleForecast() {
	if s.review == nil {
		return
	}
	s.review.aspect.Select((s.review.aspect.Selected() + 1) % len(s.review.aspect.Labels()))
	if s.review.fold.Visible() {
		s.review.drawDetails()
	} else {
		s.review.toggle()
	}
}

func (s *Sheet) toggleDetails() {
	if s.review != nil {
		s.review.toggle()
	}
}
