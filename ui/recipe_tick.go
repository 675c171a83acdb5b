package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/lifecycle"
	"recipientdesk/ui/kit"
)

// tickSigns are the states of a tick, by shape and by word.
var tickSigns = map[model.Maybe]sign{
	model.Yes:    newSign(theme.ConfirmIcon(), kit.ToneOK, "right"),
	model.No:     newSign(kit.ShapeEmpty, kit.ToneFinding, "to do"),
	model.Unsure: newSign(kit.ShapeUnknown, kit.ToneNeutral, "not known"),
}

// tickPlaces are where on the sheet a tick is put right by hand: a field, or a tab.
var tickPlaces = map[string]string{"upn": "userPrincipalName", "displayName": "displayName", "mail": "mail", "addresses": "proxyAddresses", "alias": "mailNickname", "scope": "sync"}

// tick draws one of them, and notes its buttons.
func (r *recipeWindow) tick(t lifecycle.Tick) fyne.CanvasObject {
	s := tickSigns[t.Done]
	title := widget.NewLabel(t.Label)
	title.TextStyle.Bold = true
	why := newWrapped(begun(strings.TrimSuffix(t.Why, ".")) + ".")
	why.Importance = widget.MediumImportance
	source := kit.NewButton("Source", theme.HelpIcon(), func() { r.app.browse(t.Source) })
	source.Importance = widget.LowImportance
	source.SetTip("Where this is stated:\n" + t.Source)
	buttons := container.NewHBox()
	for _, b := range []*kit.Button{r.fixButton(t), r.openButton(t), source} {
		if b != nil {
			buttons.Add(b)
			r.buttons[b] = t.ID
		}
	}
	mark := container.NewHBox(widget.NewIcon(s.icon), container.NewCenter(kit.NewBadge(s.words, s.tone, "")))
	lines := []fyne.CanvasObject{framed(nil, nil, mark, buttons, title), why}
	if t.Fix != "" {
		lines = append(lines, newWrapped(t.Fix))
	}
	return kit.NewCard(lines...)
}

// fixButton puts a tick right in AD; nil if that cannot be done from here.
func (r *recipeWindow) fixButton(t lifecycle.Tick) *kit.Button {
	if t.Done != model.No || t.Mend == nil || r.app.session.Info.ReadOnly {
		return nil
	}
	b := kit.NewButton("Fix…", theme.ConfirmIcon(), func() { r.mend(t) })
	b.SetTip(t.Fix + " The change is shown before it is saved.")
	return b
}

// openButton leads to where a tick is put right by hand; nil where there is no such
// place here.
func (r *recipeWindow) openButton(t lifecycle.Tick) *kit.Button {
	if t.Done == model.Yes {
		return nil
	}
	if t.ID == "guid" {
		b := kit.NewButton("Assistant…", iconMailbox, r.app.askMailboxGUID)
		b.SetTip("Open the assistant for msExchMailboxGuid")
		return b
	}
	place, ok := tickPlaces[t.ID]
	if !ok {
		return nil
	}
	b := kit.NewButton("Open…", theme.DocumentIcon(), func() { openSheetAt(r.app, r.ref, place) })
	b.SetTip("Open the properties of the user there, to put it right by hand")
	return b
}

// focusedTick is the tick whose button has the focus, "" for none.
func (r *recipeWindow) focusedTick() string {
	b, _ := r.win.Canvas().Focused().(*kit.Button)
	return r.buttons[b]
}

// refocus puts the keyboard back to the tick where it was before all were drawn anew,
// and where that has nothing left to be done, to what can be done next.
func (r *recipeWindow) refocus(id string) {
	c := r.win.Canvas()
	now, _ := c.Focused().(*kit.Button)
	if r.win.Modal() || id == "" && (now == nil || !now.Disabled()) {
		return
	}
	for b, tick := range r.buttons {
		if tick == id && b.Text == "Fix…" {
			c.Focus(b)
			return
		}
	}
	if !r.fixAll.Disabled() {
		c.Focus(r.fixAll)
		return
	}
	c.Focus(r.again)
}
