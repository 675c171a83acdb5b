package ui

import (
	"fyne.io/fyne/v2"

	"recipientdesk/ui/kit"
)

// bindKeys makes the sheet answer to its keys, whatever has the focus. In a text
// field Ctrl+Z and Ctrl+Y belong to the field.
func (s *Sheet) bindKeys() {
	const ctrl, shift = fyne.KeyModifierShortcutDefault, fyne.KeyModifierShift
	for key, f := range map[kit.Key]func(){
		{Name: fyne.KeyS, Mod: ctrl}:           s.save,
		{Name: fyne.KeyZ, Mod: ctrl}:           s.undo,
		{Name: fyne.KeyY, Mod: ctrl}:           s.redo,
		{Name: fyne.KeyZ, Mod: ctrl | shift}:   s.redo,
		{Name: fyne.KeyD, Mod: ctrl}:           s.toggleDetails,
		{Name: fyne.KeyW, Mod: ctrl}:           s.close,
		{Name: fyne.KeyEscape}:                 s.close,
		{Name: fyne.KeyF5}:                     s.reload,
		{Name: fyne.KeyTab, Mod: ctrl}:         func() { s.turn(1) },
		{Name: fyne.KeyTab, Mod: ctrl | shift}: func() { s.turn(-1) },
		{Name: fyne.KeyPageDown, Mod: ctrl}:    func() { s.turn(1) },
		{Name: fyne.KeyPageUp, Mod: ctrl}:      func() { s.turn(-1) },
	} {
		s.win.Bind(key, f)
	}
}

func (s *Sheet) toggleDetails() {
	if s.review != nil {
		s.review.toggle()
	}
}
