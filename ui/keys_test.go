package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"recipientdesk/ui/kit"
)

// The keys of menus are their own, and none is Ctrl+Alt with something: Windows says
// that of AltGr, too, with which half of Europe types @, € or ń.
func TestMenuKeys(t *testing.T) {
	d := newWindowDriver(t)
	had := map[kit.Key]string{}
	for _, c := range d.cmd.list {
		const altGr = fyne.KeyModifierControl | fyne.KeyModifierAlt
		if c.Key.Mod&altGr == altGr {
			t.Errorf("%s: %s is what AltGr types with", c.ID, c.Key)
		}
		if was := had[c.Key]; was != "" && c.Key.Name != "" {
			t.Errorf("%s has the key %s of %s", c.ID, c.Key, was)
		}
		had[c.Key] = c.ID
	}
}
