package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/journal"
	"recipientdesk/model/lifecycle"
	"recipientdesk/ui/kit"
)

// An x500Dialog reads a bounce, says whom it means, and gives the X500 address that it
// asks for to a recipient: replies to old mail arrive then.
type x500Dialog struct {
	app    *App
	dialog *kit.Dialog
	text   *kit.MultiEntry
	says   *kit.Text
	table  *kit.Table
	add    *kit.Button
	other  *kit.Button
	open   *kit.Button
	undo   *kit.Button

	dn    string // the legacyExchangeDN that was read; "": none
	rows  []desk.X500Match
	saved []int // numbers, in the journal, of what was added from here

	reading, planning slot
}

// askX500 puts the dialog up.
func (a *App) askX500() *x500Dialog {
	x := &x500Dialog{app: a, text: kit.NewMultiEntry(4), says: kit.NewText("", 880)}
	x.text.SetPlaceHolder("Paste the bounce, or the address in it that begins with IMCEAEX-")
	x.text.OnChanged = func(string) { x.decode() }
	x.table = kit.NewTable([]kit.Column{{Title: "Recipient", Width: 220, Static: true}, {Title: "Type", Width: 150, Static: true}, {Title: "Why", Width: 470, Static: true, Fill: true}},
		func() int { return len(x.rows) }, x.cell)
	x.table.Tip = func(row, _ int) string { return x.rows[row].Ref.DN }
	x.table.OnActivate = func(int) { x.give() }
	x.table.OnSelect = x.enable
	x.add = kit.NewButton("Add to it…", theme.ContentAddIcon(), x.give)
	x.add.SetTip("Give the X500 address to the recipient that is selected; the change is shown before it is saved (Enter in the list)")
	x.other = kit.NewButton("Add to another…", theme.SearchIcon(), x.choose)
	x.other.SetTip("Choose the recipient by name")
	x.open = kit.NewButton("Open", nil, func() { openSheetAt(a, x.rows[x.table.Cursor()].Ref, "proxyAddresses") })
	x.open.SetTip("Open the addresses of the recipient that is selected")
	x.undo = kit.NewButton("Undo…", theme.ContentUndoIcon(), x.takeBack)
	x.undo.SetTip("Take back what was added from here last")
	closing := kit.NewButton("Close", nil, func() { x.dialog.Close() })
	head := newWrapped("Outlook and calendars keep a recipient by its legacyExchangeDN. When it was made again, or came from another organization, replies to old mail are returned until the former legacyExchangeDN is one of its addresses.")
	top := container.NewVBox(head, x.text, x.says)
	x.dialog = a.win.ShowDialog(kit.DialogOptions{Title: "Whom does a bounce mean?", Content: framed(top, nil, nil, nil, x.table), Focus: x.text,
		Buttons: []*kit.Button{x.add, x.other, x.open, x.undo, closing}, Default: x.add, Cancel: closing, MinSize: fyne.NewSize(880, 470),
		OnClosed: func() { x.reading.stop(); x.planning.stop() }})
	x.decode()
	return x
}

func (x *x500Dialog) cell(row, col int) kit.CellData {
	m := x.rows[row]
	switch col {
	case 0:
		d := kit.CellData{Text: m.Name, Icon: iconOf(m.Kind), Color: theme.ColorNameForeground}
		if m.Deleted {
			d.Text, d.Color = m.Name+" (deleted)", kit.ColorMuted
		}
		return d
	case 1:
		return kit.CellData{Text: m.Kind.Label()}
	}
	if m.Has {
		return kit.CellData{Text: begun(m.Why) + ": mail arrives there", Icon: kit.ToneOK.Icon()}
	}
	return kit.CellData{Text: begun(m.Why)}
}

// decode reads what was pasted, and looks for whom it means.
func (x *x500Dialog) decode() {
	text := strings.TrimSpace(x.text.Text)
	dn, err := "", error(nil)
	if text != "" {
		dn, err = lifecycle.ParseLegacyDN(text)
	}
	switch {
	case err != nil:
		x.says.SetText(sentence(err))
	case dn == "":
		x.says.SetText("Nothing is read yet.")
	}
	if err != nil || dn == "" {
		x.reading.stop()
		x.dn = ""
		x.show(nil)
		return
	}
	if dn != x.dn {
		x.dn = dn
		x.find()
	}
}

// find asks the directory whom the legacyExchangeDN means.
func (x *x500Dialog) find() {
	d, dn := x.app.session.Desk, x.dn
	x.says.SetText("X500:" + dn + "\nLooking…")
	load(x.app.run, &x.reading, func(ctx context.Context) ([]desk.X500Match, error) { return d.X500Matches(ctx, dn) },
		func(rows []desk.X500Match, err error) {
			x.show(rows)
			switch {
			case err != nil:
				x.says.SetText("X500:" + dn + "\n" + aloud(err))
			case len(rows) == 0:
				x.says.SetText("X500:" + dn + "\nNobody in the directory is named so. Add it to another recipient if you know whom it is for.")
			case len(rows) == 1:
				x.says.SetText("X500:" + dn + "\nOne object may be meant.")
			default:
				x.says.SetText("X500:" + dn + "\n" + count(len(rows)) + " objects may be meant, the surest first.")
			}
		})
}

// show lists the objects, with the keyboard's row on the first.
func (x *x500Dialog) show(rows []desk.X500Match) {
	x.rows = rows
	x.table.SetSelection(nil)
	x.table.SetCursor(-1)
	x.table.Refresh()
	if len(rows) > 0 {
		x.table.Select(0)
	}
	x.enable()
}

// at is the object that is selected.
func (x *x500Dialog) at() (desk.X500Match, bool) {
	row := x.table.Cursor()
	if row < 0 || row >= len(x.rows) {
		return desk.X500Match{}, false
	}
	return x.rows[row], true
}

func (x *x500Dialog) enable() {
	m, ok := x.at()
	writable := !x.app.session.Info.ReadOnly
	enable(x.add, ok && !m.Deleted && writable)
	enable(x.open, ok && !m.Deleted)
	enable(x.other, x.dn != "" && writable)
	enable(x.undo, len(x.saved) > 0)
}

func (x *x500Dialog) give() {
	if m, ok := x.at(); ok && !x.add.Disabled() {
		x.giveTo(m.Ref, m.Name)
	}
}

// choose has a recipient picked by name.
func (x *x500Dialog) choose() {
	x.app.pick(x.app.win, pickOptions{Title: "Who gets the X500 address?", Done: func(es []model.Entry) {
		x.giveTo(es[0].Ref, model.Recipient{Entry: es[0]}.Name())
	}})
}

// giveTo shows what adding the address would write, and saves it.
func (x *x500Dialog) giveTo(ref model.Ref, name string) {
	dn := x.dn
	x.app.planned(x.app.win, &x.planning, "Add the X500 address to "+name+"?", ref,
		edited(ref, func(e model.Entry) (model.Entry, error) { return lifecycle.WithX500(e, dn) }), func(s desk.Saved) {
			x.saved = append(x.saved, s.Numbers...)
			x.find()
		})
}

// takeBack shows what taking the last addition back would do, and does it.
func (x *x500Dialog) takeBack() {
	n := x.saved[len(x.saved)-1]
	a := x.app
	a.askUndo(a.win, &x.planning, n, func(journal.Record) {
		a.takeBack(a.win, n, func() {
			x.saved = x.saved[:len(x.saved)-1]
			x.find()
		})
	})
}
