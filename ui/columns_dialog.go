package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/ui/kit"
)

// columnsDialog lets the user choose what the list shows and in what order: on
// the left everything there is, on the right what is shown.
type columnsDialog struct {
	app    *App
	all    []column // those not shown that match the filter
	chosen []column
	filter string
	left   *kit.Table
	right  *kit.Table
	add    *kit.Button
	remove *kit.Button
	up     *kit.Button
	down   *kit.Button
	dialog *kit.Dialog
}

func (a *App) askColumns() *columnsDialog {
	c := &columnsDialog{app: a, chosen: slices.Clone(a.list.columns)}
	one := func(title string, width float32) []kit.Column {
		return []kit.Column{{Title: title, Width: width, Static: true}}
	}
	c.left = kit.NewTable(one("Available", 324), func() int { return len(c.all) }, func(row, _ int) kit.CellData { return kit.CellData{Text: c.all[row].Title} })
	c.right = kit.NewTable(one("Shown", 238), func() int { return len(c.chosen) }, func(row, _ int) kit.CellData { return kit.CellData{Text: c.chosen[row].Title} })
	c.left.Tip = func(row, _ int) string { return c.all[row].Tip }
	c.right.Tip = func(row, _ int) string { return c.chosen[row].Tip }
	c.left.OnActivate = func(int) { c.take() }
	c.right.OnActivate = func(int) { c.giveBack() }
	c.left.OnSelect, c.right.OnSelect = c.enable, c.enable
	search := kit.NewSearchBox("Find a column", func(text string) { c.filter = text; c.refresh() })
	c.left.OnRune = search.Type
	search.OnLeave = func() { a.win.Canvas().Focus(c.left) }
	c.add = kit.NewButton("Add", theme.NavigateNextIcon(), c.take)
	c.remove = kit.NewButton("Remove", theme.NavigateBackIcon(), c.giveBack)
	c.up = kit.NewButton("Up", theme.MoveUpIcon(), func() { c.move(-1) })
	c.down = kit.NewButton("Down", theme.MoveDownIcon(), func() { c.move(1) })
	middle := container.NewCenter(container.NewVBox(c.add, c.remove, c.up, c.down))
	content := framed(search, nil, nil, nil,
		container.NewGridWithColumns(2, c.left, framed(nil, nil, middle, nil, c.right)))
	c.dialog = a.win.Ask(kit.Question{Title: "Columns", Content: content, OK: "Show", MinSize: fyne.NewSize(680, 380), OnOK: func() bool {
		c.apply()
		return true
	}})
	c.refresh()
	return c
}

// refresh draws both lists anew.
func (c *columnsDialog) refresh() {
	c.all = nil
	for _, col := range catalog() {
		shown := slices.ContainsFunc(c.chosen, func(o column) bool { return o.ID == col.ID })
		text := strings.ToLower(col.Title + " " + col.ID)
		if !shown && strings.Contains(text, strings.ToLower(strings.TrimSpace(c.filter))) {
			c.all = append(c.all, col)
		}
	}
	c.left.Refresh()
	c.right.Refresh()
	c.enable()
}

func (c *columnsDialog) enable() {
	row := c.right.Cursor()
	some := c.right.SelectedCount() > 0
	for b, on := range map[*kit.Button]bool{
		c.add: c.left.SelectedCount() > 0, c.remove: some && len(c.chosen) > 1,
		c.up: some && row > 0, c.down: some && row >= 0 && row < len(c.chosen)-1,
	} {
		if on {
			b.Enable()
		} else {
			b.Disable()
		}
	}
	c.dialog.Enable(len(c.chosen) > 0)
}

func (c *columnsDialog) take() {
	for _, row := range c.left.Selected() {
		c.chosen = append(c.chosen, c.all[row])
	}
	c.left.SetSelection(nil)
	c.right.Select(len(c.chosen) - 1)
	c.refresh()
}

func (c *columnsDialog) giveBack() {
	for _, row := range slices.Backward(c.right.Selected()) {
		if len(c.chosen) > 1 {
			c.chosen = slices.Delete(c.chosen, row, row+1)
		}
	}
	c.right.SetSelection(nil)
	c.refresh()
}

func (c *columnsDialog) move(by int) {
	from := c.right.Cursor()
	to := from + by
	if from < 0 || to < 0 || to >= len(c.chosen) {
		return
	}
	c.chosen[from], c.chosen[to] = c.chosen[to], c.chosen[from]
	c.right.Select(to)
	c.refresh()
}

func (c *columnsDialog) apply() {
	var set []shownColumn
	for _, col := range c.chosen {
		set = append(set, shownColumn{col.ID, col.Width})
	}
	c.app.list.setColumns(set)
}
