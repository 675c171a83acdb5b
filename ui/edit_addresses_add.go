package ui

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/sheet"
	"recipientdesk/ui/kit"
)

// askAddress asks for an address and says while it is typed what is wrong with it.
// try makes the edit that the text asks for; extra may be nil.
func (e *addressesEditor) askAddress(title, verb, text string, extra fyne.CanvasObject, try func(model.Entry, string) (model.Entry, error)) {
	entry, wrong := kit.NewEntry(), newWrong()
	entry.SetPlaceHolder("name@" + e.domain())
	entry.SetText(text)
	entry.CursorColumn = len([]rune(text))
	var d *kit.Dialog
	entry.OnChanged = func(now string) {
		_, err := try(e.host.entries()[0], now)
		d.Enable(err == nil && now != text)
		if now == "" {
			err = nil
		}
		say(wrong, err)
	}
	content := container.NewVBox(entry, wrong)
	if extra != nil {
		content = container.NewVBox(entry, extra, wrong)
	}
	d = e.host.win.Ask(kit.Question{
		Title: title, OK: verb, Focus: entry, MinSize: fyne.NewSize(460, 110), Content: content,
		OnOK: func() bool {
			err := e.host.do("", func(x model.Entry) (model.Entry, error) { return try(x, entry.Text) })
			say(wrong, err)
			if row := e.rows.Find(entry.Text); err == nil && row >= 0 {
				e.table.Select(row)
				e.enable()
			}
			return err == nil
		},
	})
	d.Enable(false)
}

// askOne adds an address.
func (e *addressesEditor) askOne() {
	first := kit.NewCheck("Make it the primary address", nil)
	e.askAddress("Add an address", "Add", "", first, func(x model.Entry, text string) (model.Entry, error) {
		next, err := e.host.field.Add(x, text)
		if err == nil && first.Checked {
			f, _ := sheet.Lookup("primary")
			return f.WithText(next, strings.TrimSpace(text))
		}
		return next, err
	})
}

// askChange writes the selected address otherwise, in its place: the primary one
// stays primary, and E-mail follows.
func (e *addressesEditor) askChange() {
	if e.change.Disabled() {
		return
	}
	old := e.chosen()[0]
	e.askAddress("Change the address", "Change", old.Value(), nil, func(x model.Entry, text string) (model.Entry, error) {
		next, err := model.SMTPAddress(text, old.Primary())
		if err != nil {
			return x, err
		}
		values := slices.Clone(e.host.field.Values(x))
		if i := slices.Index(values, old.String()); i >= 0 {
			values[i] = next.String()
		}
		return e.host.field.With(x, values)
	})
}

// domain is the one an address most likely has: that of the primary address.
func (e *addressesEditor) domain() string {
	if p, ok := e.rows.Primary(); ok && p.Domain() != "" {
		return p.Domain()
	}
	if s := e.host.app.session.Info.Suffixes; len(s) > 0 {
		return s[0]
	}
	return "domain.example"
}

// askSeveral takes a block of text and shows, line by line, what it would add.
func (e *addressesEditor) askSeveral() {
	text, results := kit.NewMultiEntry(7), container.NewVBox()
	text.SetPlaceHolder("One address a line, or a list from a mail or a spreadsheet")
	count := widget.NewLabel(" ")
	var d *kit.Dialog
	text.OnChanged = func(s string) {
		_, list := sheet.AddPasted(e.host.entries()[0], s)
		good := drawPasted(results, list)
		count.SetText(fmt.Sprintf("%d of %s will be added", good, many(len(list), "address", "addresses")))
		d.Enable(good > 0)
	}
	scroll := container.NewVScroll(results)
	scroll.SetMinSize(fyne.NewSize(560, 170))
	d = e.host.win.Ask(kit.Question{
		Title: "Paste several addresses", OK: "Add", Focus: text,
		Content: framed(text, nil, nil, nil, framed(count, nil, nil, nil, scroll)),
		OnOK: func() bool {
			return e.host.do("", func(entry model.Entry) (model.Entry, error) {
				next, _ := sheet.AddPasted(entry, text.Text)
				return next, nil
			}) == nil
		},
	})
	d.Enable(false)
}

// drawPasted shows what becomes of each address and returns how many are added.
func drawPasted(box *fyne.Container, list []sheet.Pasted) (good int) {
	box.Objects = nil
	for _, p := range list {
		tone, text := kit.ToneOK, p.Text
		if p.Err != nil {
			tone, text = kit.ToneError, p.Text+" – "+sentence(p.Err)
		} else {
			good++
		}
		if len(box.Objects) < mostLines {
			label := widget.NewLabel(text)
			label.Truncation = fyne.TextTruncateEllipsis
			box.Add(container.NewBorder(nil, nil, widget.NewIcon(tone.Icon()), nil, label))
		}
	}
	box.Refresh()
	return good
}
