package ui

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// A createPlace chooses the organizational unit of a new object.
type createPlace struct {
	widget.BaseWidget
	app     *App
	win     *kit.Window
	dn      string // "": the container Users of the domain
	own     bool   // the user chose it
	nowhere string // what is shown where none is chosen; "": the container Users
	changed func()
	text    *kit.MultiEntry
	choose  *kit.Button
	reading slot
}

func newCreatePlace(a *App, win *kit.Window, changed func()) *createPlace {
	p := &createPlace{app: a, win: win, changed: changed, text: kit.NewMultiEntry(1)}
	p.text.ReadOnly = true
	p.text.Wrapping = fyne.TextWrapOff
	p.text.Scroll = fyne.ScrollHorizontalOnly
	p.choose = kit.NewButton("Choose…", nil, p.ask)
	p.ExtendBaseWidget(p)
	p.set(a.currentFolder())
	return p
}

// currentFolder is the DN of the folder that the main window shows, "" if it
// shows none.
func (a *App) currentFolder() string {
	if f := a.places.folder(a.place); f != nil {
		return f.ref.DN
	}
	return ""
}

func (p *createPlace) set(dn string) {
	p.dn = dn
	shown := dn
	if dn == "" {
		shown = "CN=Users," + p.app.session.Info.Base
	}
	text := folderPath(shown)
	if dn == "" && p.nowhere != "" {
		text = p.nowhere
	}
	p.text.SetText(text)
	p.text.SetTip(shown)
}

// folderPath is where a folder is, from the domain down: corp.example/Staff.
func folderPath(dn string) string {
	d, err := model.ParseDN(dn)
	if err != nil {
		return dn
	}
	return placeOf(d.Child("CN", "x").String())
}

// places selects what people keep objects in.
var placeFilter = model.Or{
	model.Equal{Attr: model.ObjectClass, Value: "organizationalUnit"},
	model.And{model.Equal{Attr: model.ObjectClass, Value: "container"}, model.Equal{Attr: model.CommonName, Value: "Users"}},
}

func (p *createPlace) ask() {
	p.app.chooseFolder(p.win, &p.reading, "Place of the new object", func(dn string) {
		p.own = true
		p.set(dn)
		p.changed()
	})
}

// chooseFolder reads the folders of the directory and lets the user choose one.
func (a *App) chooseFolder(win *kit.Window, s *slot, title string, chosen func(dn string)) {
	d := a.session.Desk
	load(a.run, s, func(ctx context.Context) ([]model.Entry, error) {
		return d.Collect(ctx, model.Query{Where: placeFilter, Attrs: []model.Attr{model.Description}})
	}, func(list []model.Entry, err error) {
		if err != nil {
			a.fail(win, err)
			return
		}
		offerFolders(win, title, list, chosen)
	})
}

// offerFolders lets the user choose, by typing a part of the path or from the list.
func offerFolders(win *kit.Window, title string, list []model.Entry, chosen func(dn string)) {
	slices.SortFunc(list, func(a, b model.Entry) int {
		return strings.Compare(strings.ToLower(folderPath(a.Ref.DN)), strings.ToLower(folderPath(b.Ref.DN)))
	})
	rows := list
	var d *kit.Dialog
	table := kit.NewTable([]kit.Column{{Title: "Place", Width: 380, Static: true}, {Title: "Description", Width: 240, Static: true}},
		func() int { return len(rows) }, func(row, col int) kit.CellData {
			if col == 1 {
				return kit.CellData{Text: rows[row].First(model.Description), Color: kit.ColorMuted}
			}
			return kit.CellData{Text: folderPath(rows[row].Ref.DN), Icon: iconUnit, Color: theme.ColorNameForeground}
		})
	search := kit.NewSearchBox("Part of the name", func(text string) {
		rows = nil
		for _, e := range list {
			if strings.Contains(strings.ToLower(folderPath(e.Ref.DN)), strings.ToLower(strings.TrimSpace(text))) {
				rows = append(rows, e)
			}
		}
		table.SetSelection(nil)
		table.Refresh()
		d.Enable(false)
	})
	take := func(row int) {
		d.Close()
		chosen(rows[row].Ref.DN)
	}
	table.OnActivate = take
	table.OnSelect = func() { d.Enable(table.SelectedCount() == 1) }
	table.OnRune = search.Type
	search.OnLeave = func() {
		if len(rows) > 0 {
			table.Select(0)
			d.Enable(true)
			win.Canvas().Focus(table)
		}
	}
	d = win.Ask(kit.Question{Title: title, OK: "Choose", MinSize: fyne.NewSize(660, 380),
		Content: framed(search, nil, nil, nil, table),
		OnOK: func() bool {
			if s := table.Selected(); len(s) == 1 {
				take(s[0])
			}
			return false
		}})
	d.Enable(false)
}

// CreateRenderer implements fyne.Widget.
func (p *createPlace) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewBorder(nil, nil, nil, p.choose, p.text))
}
