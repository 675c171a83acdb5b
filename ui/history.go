package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/journal"
	"recipientdesk/ui/kit"
)

// A historyView lists what this product changed: of one object on its sheet, of
// the whole directory on a page of the main window. The newest change is first.
type historyView struct {
	widget.BaseWidget
	app    *App
	win    *kit.Window
	only   func() []model.Ref     // of these objects; nil: of all
	undone func(desk.Saved, bool) // after an undo; gone says that the object was deleted

	all     []journal.Record
	texts   []string // what the filter looks in, of each of all, in lower case
	rows    []journal.Record
	table   *kit.Table
	filter  *kit.SearchBox
	status  *widget.Label
	undo    *kit.Button
	open    *kit.Button
	copy    *kit.Button
	detail  *kit.Table
	lines   []changeLine
	reading slot
	busy    bool
}

// newHistoryPage is the page of the main window.
func newHistoryPage(a *App) page {
	h := newHistoryView(a, a.win, nil)
	h.undone = func(s desk.Saved, gone bool) {
		if !gone {
			a.saved(s.Entry)
		}
	}
	return h
}

func newHistoryView(a *App, win *kit.Window, only func() []model.Ref) *historyView {
	h := &historyView{app: a, win: win, only: only, status: widget.NewLabel("Reading…")}
	h.table = kit.NewTable(h.columns(), func() int { return len(h.rows) }, h.cell)
	h.table.OnSelect = h.drawDetail
	h.filter = kit.NewSearchBox("Filter: object, person, attribute or value", func(string) { h.sift() })
	h.filter.OnLeave = func() { win.Canvas().Focus(h.table) }
	h.table.OnRune = h.filter.Type
	h.undo = kit.NewButton("Undo…", theme.ContentUndoIcon(), h.askUndo)
	h.undo.SetTip("Show what taking this change back would do")
	h.open = kit.NewButton("Open", nil, func() { openSheet(a, []model.Ref{h.rows[h.table.Cursor()].Change.Ref}) })
	h.open.SetTip("Open the properties of the object (Enter)")
	h.copy = kit.NewButton("Copy", theme.ContentCopyIcon(), h.toClipboard)
	h.copy.SetTip("Copy the selected changes with their values as text")
	h.detail = kit.NewTable([]kit.Column{{Title: "Field", Width: 200, Static: true}, {Title: "Attribute", Width: 190, Static: true},
		{Title: "Value: − went, + came", Width: 480, Static: true}}, func() int { return len(h.lines) }, h.detailCell)
	if only == nil {
		h.table.OnActivate = func(int) {
			if !h.open.Disabled() {
				h.open.OnTapped()
			}
		}
	} else {
		h.open.Hide()
		h.table.OnActivate = func(int) {
			if !h.undo.Disabled() {
				h.askUndo()
			}
		}
	}
	h.status.Importance = widget.LowImportance
	h.status.Truncation = fyne.TextTruncateEllipsis
	h.ExtendBaseWidget(h)
	h.enable()
	return h
}

func (h *historyView) columns() []kit.Column {
	list := []kit.Column{
		{ID: "n", Title: "No.", Width: 50, Align: fyne.TextAlignTrailing, Static: true},
		{ID: "when", Title: "When", Width: 140, Static: true},
		{ID: "who", Title: "Who", Width: 140, Static: true},
		{ID: "object", Title: "Object", Width: 160, Static: true},
		{ID: "what", Title: "What", Width: 330, Static: true},
		{ID: "outcome", Title: "Outcome", Width: 190, Static: true},
	}
	if h.only != nil {
		list = slices.Delete(list, 3, 4)
	}
	return list
}

// read reads the journal anew. It keeps the change selected that was.
func (h *historyView) read() {
	if h.app.session == nil {
		return
	}
	d := h.app.session.Desk
	load(h.app.run, &h.reading, func(ctx context.Context) ([]journal.Record, error) {
		return d.History(ctx)
	}, func(list []journal.Record, err error) {
		if h.app.session == nil { // disconnected meanwhile
			return
		}
		if err != nil {
			h.status.SetText(sentence(err))
			return
		}
		slices.Reverse(list)
		h.all = list
		if h.only != nil {
			mine := h.only()
			h.all = slices.DeleteFunc(list, func(r journal.Record) bool { return !slices.ContainsFunc(mine, r.Change.Ref.Same) })
		}
		h.texts = h.searchTexts()
		h.sift()
	})
}

func (h *historyView) selected() (journal.Record, bool) {
	if i := h.table.Cursor(); h.table.SelectedCount() == 1 && i >= 0 && i < len(h.rows) && h.table.IsSelected(i) {
		return h.rows[i], true
	}
	return journal.Record{}, false
}

func (h *historyView) sift() {
	was, _ := h.selected()
	words := strings.Fields(strings.ToLower(h.filter.Text()))
	h.rows = nil
	for i, r := range h.all {
		text := h.texts[i]
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			h.rows = append(h.rows, r)
		}
	}
	h.table.SetSelection(nil)
	h.table.SetCursor(-1)
	if i := slices.IndexFunc(h.rows, func(r journal.Record) bool { return r.N == was.N }); i >= 0 {
		h.table.Select(i)
	}
	h.table.Refresh()
	h.drawDetail()
	switch {
	case len(h.all) == 0 && h.only != nil:
		h.status.SetText("This program has changed nothing on this object yet.")
	case len(h.all) == 0:
		h.status.SetText("Nothing was changed in this directory yet.")
	case len(h.rows) == len(h.all):
		h.status.SetText(many(len(h.all), "change", "changes"))
	default:
		h.status.SetText(fmt.Sprintf("%d of %s", len(h.rows), many(len(h.all), "change", "changes")))
	}
}

// searchTexts makes what the filter looks in, once for all keys.
func (h *historyView) searchTexts() []string {
	labels := map[model.Attr]string{}
	out := make([]string, len(h.all))
	for i, r := range h.all {
		out[i] = strings.ToLower(recordText(r, func(a model.Attr) string {
			if _, ok := labels[a]; !ok {
				labels[a] = h.app.fieldName(a)
			}
			return labels[a]
		}))
	}
	return out
}

func recordText(r journal.Record, label func(model.Attr) string) string {
	parts := []string{fmt.Sprint(r.N), r.Who, r.Change.Ref.DN, string(r.Op), outcome(r), r.Batch}
	for _, c := range r.Change.Changes {
		parts = append(parts, string(c.Attr), label(c.Attr))
		for _, v := range append(c.Removed(), c.Added()...) {
			if len(v) < 1000 {
				parts = append(parts, v)
			}
		}
	}
	return strings.Join(parts, "\n")
}

func (h *historyView) cell(row, col int) kit.CellData {
	r := h.rows[row]
	switch h.columns()[col].ID {
	case "n":
		return kit.CellData{Text: fmt.Sprint(r.N), Color: kit.ColorMuted}
	case "when":
		return kit.CellData{Text: r.Time.Local().Format(time.DateTime)}
	case "who":
		return kit.CellData{Text: r.Who}
	case "object":
		return kit.CellData{Text: model.NameOf(r.Change.Ref.DN)}
	case "what":
		return kit.CellData{Text: h.what(r)}
	}
	switch {
	case r.UndoneBy != 0:
		return kit.CellData{Text: outcome(r), Icon: theme.ContentUndoIcon(), Color: kit.ColorMuted}
	case r.Outcome == journal.Done:
		return kit.CellData{Text: outcome(r), Icon: theme.ConfirmIcon(), Color: kit.ColorOK}
	case r.Outcome == journal.Sent || r.Outcome == string(model.Unknown):
		return kit.CellData{Text: outcome(r), Icon: theme.QuestionIcon(), Color: kit.ColorWarning}
	}
	return kit.CellData{Text: outcome(r), Icon: theme.ErrorIcon(), Color: kit.ColorError}
}

// outcome says what became of a change.
func outcome(r journal.Record) string {
	switch {
	case r.UndoneBy != 0:
		return fmt.Sprintf("taken back by change %d", r.UndoneBy)
	case r.Outcome == journal.Done && r.Undoes != 0:
		return fmt.Sprintf("done; took back change %d", r.Undoes)
	case r.Outcome == journal.Done:
		return "done"
	case r.Outcome == journal.Sent:
		return "no answer yet"
	case r.Outcome == journal.NotMade:
		return "was not made"
	case r.Message != "":
		return r.Outcome + ": " + r.Message
	}
	return r.Outcome
}

// what is the change in a line: "Department: Sales › Support; 2 more".
func (h *historyView) what(r journal.Record) string {
	switch r.Op {
	case journal.Create:
		return "created"
	case journal.Delete:
		return "deleted"
	}
	if len(r.Change.Changes) == 0 {
		return ""
	}
	c := r.Change.Changes[0]
	text := h.app.fieldName(c.Attr) + ": " + h.arrow(c)
	if n := len(r.Change.Changes) - 1; n > 0 {
		text += fmt.Sprintf("; %d more", n)
	}
	return text
}

// arrowSign stands between the old and the new value. It is a sign of the font
// itself: a real arrow comes from another one, in which Fyne then looks for the
// blank behind it, too, and does not find it.
const arrowSign = " › "

func (h *historyView) arrow(c model.Change) string {
	out, in := c.Removed(), c.Added()
	read := func(v string) string { return readable(h.app.session.Schema, c.Attr, v) }
	switch {
	case len(out) == 1 && len(in) == 1:
		return read(out[0]) + arrowSign + read(in[0])
	case len(out) == 0 && len(in) == 1:
		return "+ " + read(in[0])
	case len(out) == 1 && len(in) == 0:
		return "− " + read(out[0])
	}
	return fmt.Sprintf("+%d −%d", len(in), len(out))
}

// drawDetail shows the values of the selected change.
func (h *historyView) drawDetail() {
	h.lines = nil
	if r, ok := h.selected(); ok {
		h.lines = h.app.linesOf(r.Change)
	}
	h.detail.Refresh()
	h.enable()
}

func (h *historyView) detailCell(row, col int) kit.CellData {
	l := h.lines[row]
	first := row == 0 || h.lines[row-1].attr != l.attr
	switch {
	case col == 2 && l.added:
		return kit.CellData{Text: l.value, Icon: theme.ContentAddIcon(), Color: kit.ColorOK}
	case col == 2:
		return kit.CellData{Text: l.value, Icon: theme.ContentRemoveIcon(), Color: kit.ColorError}
	case !first:
		return kit.CellData{}
	case col == 0:
		return kit.CellData{Text: l.field}
	}
	return kit.CellData{Text: string(l.attr), Color: kit.ColorMuted}
}

// toClipboard copies the selected changes: a line each, and one for each value.
func (h *historyView) toClipboard() {
	var b strings.Builder
	for _, row := range h.table.Selected() {
		r := h.rows[row]
		fmt.Fprintf(&b, "%d\t%s\t%s\t%s\t%s\n", r.N, r.Time.Local().Format(time.DateTime), r.Who, r.Change.Ref.DN, outcome(r))
		for _, l := range h.app.linesOf(r.Change) {
			sign := "-"
			if l.added {
				sign = "+"
			}
			fmt.Fprintf(&b, "\t%s %s: %s\n", sign, l.attr, l.value)
		}
	}
	fyne.CurrentApp().Clipboard().SetContent(b.String())
}

func (h *historyView) enable() {
	r, ok := h.selected()
	enable(h.undo, ok && r.Undoable() && !h.busy && !h.app.session.Info.ReadOnly)
	enable(h.copy, h.table.SelectedCount() > 0)
	enable(h.open, ok && r.Op != journal.Delete)
}

func (h *historyView) stop() { h.reading.stop() }

func (h *historyView) focusTarget() fyne.CanvasObject { return h.table }

func (h *historyView) searchBox() *kit.SearchBox { return h.filter }

// CreateRenderer implements fyne.Widget.
func (h *historyView) CreateRenderer() fyne.WidgetRenderer {
	again := kit.NewIconButton(theme.ViewRefreshIcon(), "Read the history again", h.read)
	top := framed(nil, nil, nil, container.NewHBox(h.undo, h.open, h.copy, again), h.filter)
	split := container.NewVSplit(h.table, h.detail)
	split.Offset = 0.64
	return widget.NewSimpleRenderer(kit.Inset(8, 8, framed(top, h.status, nil, nil, split)))
}
