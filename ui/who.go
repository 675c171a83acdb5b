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
	"recipientdesk/model/desk"
	"recipientdesk/ui/kit"
)

// whoDialog answers "Who owns this address?" for the whole directory, deleted
// objects included.
type whoDialog struct {
	app     *App
	dialog  *kit.Dialog
	address *kit.Entry
	table   *kit.Table
	answer  *widget.Label
	open    *kit.Button
	owners  []desk.Owner
	reading slot
}

func (a *App) askWho() *whoDialog {
	w := &whoDialog{app: a, address: kit.NewEntry(), answer: widget.NewLabel("")}
	w.address.SetPlaceHolder("name@example.com, or with its type: x500:/o=…")
	w.address.OnSubmitted = func(string) { w.find() }
	if l := a.lister(); l != nil {
		w.address.SetText(l.address())
	} else if refs := a.list.table.Selected(); len(refs) == 1 {
		w.address.SetText(rowPrimary(a.list.l.snap, int(a.list.l.shown[refs[0]])))
	}
	w.answer.Importance = widget.LowImportance
	w.answer.Truncation = fyne.TextTruncateEllipsis
	w.table = kit.NewTable([]kit.Column{{Title: "Owner", Width: 190, Static: true}, {Title: "Type", Width: 150, Static: true},
		{Title: "Stands in", Width: 120, Static: true}, {Title: "As", Width: 260, Static: true}},
		func() int { return len(w.owners) }, w.cell)
	w.table.Tip = func(row, _ int) string { return w.owners[row].Ref.DN }
	w.table.OnActivate = w.openRow
	w.table.OnSelect = w.enable
	search := kit.NewButton("Find", theme.SearchIcon(), w.find)
	w.open = kit.NewButton("Properties…", nil, func() { w.openRow(w.table.Cursor()) })
	w.open.Disable()
	closing := kit.NewButton("Close", nil, func() { w.dialog.Close() })
	content := framed(
		container.NewVBox(framed(nil, nil, nil, search, w.address), w.answer), nil, nil, nil, w.table)
	w.dialog = a.win.ShowDialog(kit.DialogOptions{Title: "Who owns this address?", Content: content, Buttons: []*kit.Button{w.open, closing},
		Default: w.open, Cancel: closing, Focus: w.address, MinSize: fyne.NewSize(760, 320), OnClosed: w.reading.stop})
	if w.address.Text != "" {
		w.find()
	}
	return w
}

func (w *whoDialog) find() {
	address, session := strings.TrimSpace(w.address.Text), w.app.session
	if address == "" || session == nil {
		return
	}
	w.answer.SetText("Looking…")
	load(w.app.run, &w.reading, func(ctx context.Context) ([]desk.Owner, error) {
		return session.Desk.Who(ctx, address)
	}, func(owners []desk.Owner, err error) {
		w.owners = owners
		w.table.SetSelection(nil)
		w.table.SetCursor(-1)
		w.table.Refresh()
		w.enable()
		w.answer.SetText(answerWho(address, owners, err))
	})
}

// answerWho is the answer in a sentence.
func answerWho(address string, owners []desk.Owner, err error) string {
	var objects []string
	for _, o := range owners {
		if !slices.Contains(objects, o.Ref.GUID) {
			objects = append(objects, o.Ref.GUID)
		}
	}
	switch {
	case err != nil:
		_, message, hint, _ := describe(err)
		return message + ". " + hint
	case len(objects) == 0:
		return "Nobody has " + address + ": it is free."
	case len(objects) == 1:
		return owners[0].Name + " has " + address + "."
	}
	return many(len(objects), "object has", "objects have") + " " + address + ": mail to it will not arrive as it should."
}

func (w *whoDialog) cell(row, col int) kit.CellData {
	o := w.owners[row]
	switch col {
	case 0:
		d := kit.CellData{Text: o.Name, Icon: iconOf(o.Kind), Color: theme.ColorNameForeground}
		if o.Deleted {
			d.Text, d.Color = o.Name+" (deleted)", kit.ColorMuted
		}
		return d
	case 1:
		return kit.CellData{Text: o.Kind.Label()}
	case 2:
		return kit.CellData{Text: string(o.Attr)}
	}
	return kit.CellData{Text: o.Value}
}

func (w *whoDialog) enable() {
	if row := w.table.Cursor(); row >= 0 && row < len(w.owners) && !w.owners[row].Deleted {
		w.open.Enable()
	} else {
		w.open.Disable()
	}
}

func (w *whoDialog) openRow(row int) {
	if row < 0 || row >= len(w.owners) || w.owners[row].Deleted {
		return
	}
	ref := w.owners[row].Ref
	w.dialog.Close()
	openSheet(w.app, []model.Ref{ref})
}
