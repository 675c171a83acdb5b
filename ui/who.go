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

// whoDialog answers "Who owns this address?" for the whole directory and the tenant,
// deleted objects included.
type whoDialog struct {
	app     *App
	dialog  *kit.Dialog
	address *kit.Entry
	table   *kit.Table
	answer  *widget.Label
	open    *kit.Button
	found   whoAnswer
	rows    []whoRow
	reading slot
}

// A whoAnswer is who has an address.
type whoAnswer struct {
	owners []desk.Owner // in AD
	cloud  []desk.CloudOwner
	gaps   []desk.Gap
	tenant bool  // there is one to be asked
	asked  bool  // it was, and answered
	err    error // why it did not
}

// A whoRow is one owner, and where the address stands.
type whoRow struct {
	cells []kit.CellData
	tip   string
	open  func() // nil: there is nothing to open
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
	w.answer.Wrapping = fyne.TextWrapWord
	w.table = kit.NewTable([]kit.Column{{Title: "Where", Width: 70, Static: true}, {Title: "Owner", Width: 220, Static: true}, {Title: "Type", Width: 150, Static: true},
		{Title: "Stands in", Width: 130, Static: true}, {Title: "As", Width: 260, Static: true}},
		func() int { return len(w.rows) }, func(row, col int) kit.CellData { return w.rows[row].cells[col] })
	w.table.Tip = func(row, _ int) string { return w.rows[row].tip }
	w.table.OnActivate = w.openRow
	w.table.OnSelect = w.enable
	search := kit.NewButton("Find", theme.SearchIcon(), w.find)
	w.open = kit.NewButton("Open", nil, func() { w.openRow(w.table.Cursor()) })
	w.open.SetTip("Open the properties of the recipient, or what the tenant has of it")
	w.open.Disable()
	closing := kit.NewButton("Close", nil, func() { w.dialog.Close() })
	content := framed(
		container.NewVBox(framed(nil, nil, nil, search, w.address), w.answer), nil, nil, nil, w.table)
	w.dialog = a.win.ShowDialog(kit.DialogOptions{Title: "Who owns this address?", Content: content, Buttons: []*kit.Button{w.open, closing},
		Default: w.open, Cancel: closing, Focus: w.address, MinSize: fyne.NewSize(860, 340), OnClosed: w.reading.stop})
	if w.address.Text != "" {
		w.find()
	}
	return w
}

// find asks the directory, shows its answer, and then asks the tenant.
func (w *whoDialog) find() {
	address, session := strings.TrimSpace(w.address.Text), w.app.session
	if address == "" || session == nil {
		return
	}
	connected := w.app.connected()
	w.answer.SetText("Looking…")
	stream(w.app.run, &w.reading, func(ctx context.Context, show func(whoAnswer)) (err error) {
		a := whoAnswer{tenant: connected}
		if a.owners, err = session.Desk.Who(ctx, address); err != nil {
			return err
		}
		show(a)
		if connected {
			a.cloud, a.gaps, a.err = session.Desk.WhoInTenant(ctx, address)
			a.asked = a.err == nil
			show(a)
		}
		return nil
	}, func(a whoAnswer) {
		w.show(a)
		text := answerWho(address, a)
		if a.tenant && !a.asked && a.err == nil {
			text += " Asking the tenant…"
		}
		w.answer.SetText(text)
	}, func(err error) {
		if err != nil {
			w.show(whoAnswer{})
			_, message, hint, _ := describe(err)
			w.answer.SetText(message + ". " + hint)
		}
	})
}

// show lists the owners, those of AD first.
func (w *whoDialog) show(a whoAnswer) {
	w.found, w.rows = a, nil
	for _, o := range a.owners {
		w.rows = append(w.rows, w.ownerRow(o))
	}
	for _, o := range a.cloud {
		w.rows = append(w.rows, w.cloudRow(o))
	}
	if w.table.Cursor() >= len(w.rows) {
		w.table.SetSelection(nil)
		w.table.SetCursor(-1)
	}
	w.table.Refresh()
	w.enable()
}

func (w *whoDialog) ownerRow(o desk.Owner) whoRow {
	name := kit.CellData{Text: o.Name, Icon: iconOf(o.Kind), Color: theme.ColorNameForeground}
	r := whoRow{tip: o.Ref.DN, open: func() { openSheet(w.app, []model.Ref{o.Ref}) }}
	if o.Deleted {
		name.Text, name.Color, r.open = o.Name+" (deleted)", kit.ColorMuted, nil
	}
	r.cells = []kit.CellData{{Text: "AD", Color: kit.ColorMuted}, name, {Text: o.Kind.Label()}, {Text: string(o.Attr)}, {Text: o.Value}}
	return r
}

func (w *whoDialog) cloudRow(o desk.CloudOwner) whoRow {
	words := map[model.CloudClass]string{model.CloudUser: "User", model.CloudGroup: "Group", model.CloudContact: "Contact", model.DeletedUser: "Deleted user", model.DeletedGroup: "Deleted group"}
	name := kit.CellData{Text: or(o.Object.First("displayName"), o.Object.Name()), Icon: iconCloud, Color: theme.ColorNameForeground}
	if o.Object.Deleted() {
		name.Color = kit.ColorMuted
	}
	return whoRow{tip: o.Object.Name() + "\n" + o.Object.ID(), open: func() { w.app.showCloudObject(o.Object.Class, o.Object.ID()) },
		cells: []kit.CellData{{Text: "Tenant", Color: kit.ColorMuted}, name, {Text: words[o.Object.Class]}, {Text: string(o.Property)}, {Text: o.Value}}}
}

// answerWho is the answer in a sentence or two.
func answerWho(address string, a whoAnswer) string {
	var objects, cloud []string
	for _, o := range a.owners {
		if !slices.Contains(objects, o.Ref.GUID) {
			objects = append(objects, o.Ref.GUID)
		}
	}
	for _, o := range a.cloud {
		if !slices.Contains(cloud, o.Object.ID()) {
			cloud = append(cloud, o.Object.ID())
		}
	}
	var text string
	switch n := len(objects); {
	case n == 0 && len(cloud) > 0:
		text = "Nobody in AD has " + address + "; it is taken in the tenant."
	case n == 0 && a.tenant && (!a.asked || len(a.gaps) > 0):
		text = "Nobody in AD has " + address + "."
	case n == 0:
		text = "Nobody has " + address + ": it is free."
	case n == 1:
		text = a.owners[0].Name + " has " + address + "."
	default:
		text = many(n, "object has", "objects have") + " " + address + ": mail to it will not arrive as it should."
	}
	switch {
	case a.err != nil:
		text += " The tenant could not be asked: " + aloud(a.err)
	case len(cloud) > 0:
		text += " In the tenant " + many(len(cloud), "object has it", "objects have it") + "."
	case a.asked && len(objects) > 0:
		text += " In the tenant nobody has it."
	}
	for _, g := range a.gaps {
		text += " " + begun(g.String()) + "."
	}
	return text
}

func (w *whoDialog) enable() {
	row := w.table.Cursor()
	enable(w.open, row >= 0 && row < len(w.rows) && w.rows[row].open != nil)
}

func (w *whoDialog) openRow(row int) {
	if row < 0 || row >= len(w.rows) || w.rows[row].open == nil {
		return
	}
	open := w.rows[row].open
	w.dialog.Close()
	open()
}
