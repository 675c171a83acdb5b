package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/sheet"
	"recipientdesk/ui/kit"
)

// An addressesEditor is the grid of a recipient's addresses.
type addressesEditor struct {
	widget.BaseWidget
	host    *fieldHost
	rows    model.AddressList
	before  []string // as the object was read
	on      bool
	table   *kit.Table
	add     *kit.Button
	promote *kit.Button
	change  *kit.Button
	remove  *kit.Button
	paste   *kit.Button
	copy    *kit.Button
	note    *widget.Label
	wrong   *widget.Label
}

func newAddressesEditor(h *fieldHost) *addressesEditor {
	e := &addressesEditor{host: h, note: widget.NewLabel(""), wrong: newWrong()}
	e.table = kit.NewTable([]kit.Column{
		{ID: "star", Title: "", Tip: "The star marks the primary address", Width: 30, Align: fyne.TextAlignCenter, Static: true},
		{ID: "address", Title: "Address", Width: 440, Static: true},
		{ID: "type", Title: "Type", Tip: "As in proxyAddresses; SMTP in capitals is the primary address", Width: 70, Static: true},
		{ID: "domain", Title: "Domain", Tip: "Whether the domain is verified in the tenant; where that is not known, whether it is a UPN suffix of this forest", Width: 130, Static: true},
		{ID: "note", Title: "Note", Width: 225, Static: true},
	}, func() int { return len(e.rows) }, e.cell)
	e.table.OnSelect = e.enable
	e.table.Tip = e.tip
	e.table.OnActivate = func(int) { e.askChange() } // a double click: Enter is caught by key
	e.table.OnKey = e.key
	e.add = kit.NewButton("Add…", theme.ContentAddIcon(), e.askOne)
	e.add.SetTip("Add an address (Ins)")
	e.promote = kit.NewButton("Make primary", nil, e.makePrimary)
	e.promote.SetTip("Mail is sent from the primary address; the former one is kept as an alias (Enter)")
	e.change = kit.NewButton("Change…", theme.DocumentCreateIcon(), e.askChange)
	e.change.SetTip("Write the selected address otherwise; unlike a new primary address it leaves no alias (F2)")
	e.remove = kit.NewButton("Remove", theme.ContentRemoveIcon(), e.drop)
	e.remove.SetTip("Remove the selected addresses (Del)")
	e.paste = kit.NewButton("Paste several…", nil, e.askSeveral)
	e.copy = kit.NewButton("Copy", theme.ContentCopyIcon(), e.toClipboard)
	e.copy.SetTip("Copy the selected addresses, or all if none is selected")
	e.note.Importance = widget.LowImportance
	e.ExtendBaseWidget(e)
	return e
}

func (e *addressesEditor) stretches() {}

func (e *addressesEditor) focusTarget() fyne.CanvasObject { return e.table }

func (e *addressesEditor) show(v shown) {
	chosen := e.chosen()
	e.on = v.on && v.count == 1
	e.rows, e.before = nil, nil
	note := "Primary and E-mail stay equal."
	if v.count == 1 {
		e.rows = model.Addresses(e.host.entries()[0])
		e.before = e.host.base()[0].Values(model.ProxyAddresses)
	} else {
		note = "Addresses belong to one object. Open a single object to edit them."
	}
	if e.note.Text != note {
		e.note.SetText(note)
	}
	slices.SortStableFunc(e.rows, addressOrder)
	e.table.Refresh()
	e.choose(chosen)
	e.enable()
}

// addressOrder puts the primary address first and what is no mail address last.
func addressOrder(a, b model.Address) int { return addressRank(a) - addressRank(b) }

func addressRank(a model.Address) int {
	switch {
	case a.IsSMTP() && a.Primary():
		return 0
	case a.IsSMTP():
		return 1
	}
	return 2
}

// chosen are the selected addresses.
func (e *addressesEditor) chosen() (out []model.Address) {
	for _, row := range e.table.Selected() {
		if row < len(e.rows) {
			out = append(out, e.rows[row])
		}
	}
	return out
}

// choose selects addresses wherever they stand now, and whatever the case of
// their type is by now.
func (e *addressesEditor) choose(list []model.Address) {
	var rows []int
	for i, a := range e.rows {
		if slices.ContainsFunc(list, a.Equal) {
			rows = append(rows, i)
		}
	}
	e.table.SetSelection(rows)
	if len(rows) > 0 {
		e.table.SetCursor(rows[0])
	}
}

func (e *addressesEditor) cell(row, col int) kit.CellData {
	a := e.rows[row]
	primary := a.IsSMTP() && a.Primary()
	switch col {
	case 0:
		if primary {
			return kit.CellData{Icon: starIcon, Color: theme.ColorNamePrimary}
		}
	case 1:
		return kit.CellData{Text: a.Value(), Bold: primary}
	case 2:
		if primary {
			return kit.CellData{Text: "SMTP"}
		}
		if a.IsSMTP() {
			return kit.CellData{Text: "smtp"}
		}
		return kit.CellData{Text: a.Type()}
	case 3:
		if a.IsSMTP() {
			return e.host.app.domainCell(a.Domain())
		}
	case 4:
		return e.remark(a)
	}
	return kit.CellData{}
}

// remark says what is particular about an address.
func (e *addressesEditor) remark(a model.Address) kit.CellData {
	if owner := e.host.taken(a.String()); owner != "" {
		return kit.CellData{Text: "also of " + owner, Icon: theme.ErrorIcon(), Color: kit.ColorError}
	}
	if e.host.dropped(a.String()) != "" {
		return kit.CellData{Text: "dropped in the cloud", Icon: theme.WarningIcon(), Color: kit.ColorWarning}
	}
	if !slices.Contains(e.before, a.String()) {
		was := slices.ContainsFunc(e.before, func(v string) bool { return strings.EqualFold(v, a.String()) })
		switch {
		case was && a.Primary():
			return kit.CellData{Text: "becomes primary", Icon: theme.DocumentCreateIcon(), Color: kit.ColorChanged}
		case was:
			return kit.CellData{Text: "becomes an alias", Icon: theme.DocumentCreateIcon(), Color: kit.ColorChanged}
		}
		return kit.CellData{Text: "new", Icon: theme.ContentAddIcon(), Color: kit.ColorChanged}
	}
	switch a.Type() {
	case "X500", "X400":
		return kit.CellData{Text: "kept (history)", Color: kit.ColorMuted}
	case "SIP", "EUM":
		return kit.CellData{Text: "kept", Color: kit.ColorMuted}
	case "":
		return kit.CellData{Text: "has no type: the cloud drops it", Icon: theme.WarningIcon(), Color: kit.ColorWarning}
	}
	return kit.CellData{}
}

// tip says why an address is dropped.
func (e *addressesEditor) tip(row, col int) string {
	if why := e.host.dropped(e.rows[row].String()); why != "" && col == 4 {
		return "Dropped in the cloud: " + why + "."
	}
	return ""
}

// domainCell says what is known of a mail domain: the tenant's word counts.
func (a *App) domainCell(domain string) kit.CellData {
	var verified []string
	if t := a.session.Desk.Facts(); t != nil {
		verified = t.VerifiedDomains
	}
	switch {
	case slices.ContainsFunc(verified, func(v string) bool { return strings.EqualFold(v, domain) }):
		return kit.CellData{Text: "verified", Icon: theme.ConfirmIcon(), Color: kit.ColorOK}
	case len(verified) > 0:
		return kit.CellData{Text: "not verified", Icon: theme.WarningIcon(), Color: kit.ColorWarning}
	case a.knownDomain(domain):
		return kit.CellData{Text: "of this forest", Icon: theme.ConfirmIcon(), Color: kit.ColorOK}
	}
	return kit.CellData{}
}

// knownDomain reports whether mail domain is a name of the forest.
func (a *App) knownDomain(domain string) bool {
	known := append([]string{a.session.Info.Domain}, a.session.Info.Suffixes...)
	return slices.ContainsFunc(known, func(s string) bool { return strings.EqualFold(s, domain) })
}

func (e *addressesEditor) enable() {
	list := e.chosen()
	enable(e.add, e.on)
	enable(e.paste, e.on)
	enable(e.remove, e.on && len(list) > 0)
	enable(e.change, e.on && len(list) == 1 && list[0].IsSMTP())
	enable(e.promote, e.on && len(list) == 1 && list[0].IsSMTP() && !list[0].Primary())
	enable(e.copy, len(e.rows) > 0)
}

func (e *addressesEditor) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyInsert:
		if e.on {
			e.askOne()
		}
	case fyne.KeyDelete:
		if !e.remove.Disabled() {
			e.drop()
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		e.makePrimary()
	case fyne.KeyF2:
		e.askChange()
	default:
		return false
	}
	return true
}

// makePrimary promotes the selected address. It does nothing to one that is
// primary or is no SMTP address.
func (e *addressesEditor) makePrimary() {
	if e.promote.Disabled() {
		return
	}
	a := e.chosen()[0]
	primary, _ := sheet.Lookup("primary")
	say(e.wrong, e.host.do("", func(entry model.Entry) (model.Entry, error) {
		return primary.WithText(entry, a.Value())
	}))
}

func (e *addressesEditor) drop() {
	list := e.chosen()
	// The primary address goes last: it may go only when no other is left.
	slices.SortStableFunc(list, func(a, b model.Address) int { return addressOrder(b, a) })
	err := e.host.do("", func(entry model.Entry) (model.Entry, error) {
		var err error
		for _, a := range list {
			if entry, err = e.host.field.Remove(entry, a.String()); err != nil {
				return entry, err
			}
		}
		return entry, nil
	})
	say(e.wrong, err)
	if err == nil {
		e.table.SetSelection(nil)
		e.enable()
	}
}

func (e *addressesEditor) toClipboard() {
	list := model.AddressList(e.chosen())
	if len(list) == 0 {
		list = e.rows
	}
	var lines []string
	for _, a := range list {
		if a.IsSMTP() {
			lines = append(lines, a.Value())
		} else {
			lines = append(lines, a.String())
		}
	}
	fyne.CurrentApp().Clipboard().SetContent(strings.Join(lines, "\n"))
}

// CreateRenderer implements fyne.Widget.
func (e *addressesEditor) CreateRenderer() fyne.WidgetRenderer {
	buttons := container.NewHBox(e.add, e.promote, e.change, e.remove, e.paste, e.copy)
	line := container.NewBorder(nil, nil, buttons, e.note)
	return widget.NewSimpleRenderer(framed(nil, container.NewVBox(line, e.wrong), nil, nil, e.table))
}

// starIcon marks the primary address.
var starIcon = fyne.NewStaticResource("star.svg", []byte(
	`<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="#000000">`+
		`<path d="M12 2.6l2.9 6.1 6.7.8-4.9 4.6 1.3 6.6L12 17.4l-6 3.3 1.3-6.6L2.4 9.5l6.7-.8z"/></svg>`))
