package ui

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/sheet"
	"recipientdesk/ui/kit"
)

// askOne asks for one address and says while it is typed what is wrong with it.
func (e *addressesEditor) askOne() {
	entry, wrong := kit.NewEntry(), newWrong()
	entry.SetPlaceHolder("name@" + e.domain())
	try := func() error {
		_, err := e.host.field.Add(e.host.entries()[0], entry.Text)
		return err
	}
	var d *kit.Dialog
	entry.OnChanged = func(string) {
		err := try()
		d.Enable(err == nil)
		if entry.Text == "" {
			err = nil
		}
		say(wrong, err)
	}
	first := kit.NewCheck("Make it the primary address", nil)
	d = e.host.win.Ask(kit.Question{
		Title: "Add an address", OK: "Add", Focus: entry, MinSize: fyne.NewSize(460, 110),
		Content: container.NewVBox(entry, first, wrong),
		OnOK:    func() bool { return e.addOne(entry.Text, first.Checked, wrong) },
	})
	d.Enable(false)
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

func (e *addressesEditor) addOne(text string, primary bool, wrong *widget.Label) bool {
	err := e.host.do("", func(entry model.Entry) (model.Entry, error) {
		next, err := e.host.field.Add(entry, text)
		if err == nil && primary {
			f, _ := sheet.Lookup("primary")
			return f.WithText(next, strings.TrimSpace(text))
		}
		return next, err
	})
	say(wrong, err)
	if err != nil {
		return false
	}
	if l := e.rows; l.Find(text) >= 0 {
		e.table.Select(l.Find(text))
		e.enable()
	}
	return true
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
