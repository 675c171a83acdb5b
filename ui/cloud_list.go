package ui

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model/desk"
	"recipientdesk/ui/kit"
)

// A objectListDef is one tab of the window of an object of the tenant.
type objectListDef struct {
	label   string
	columns []kit.Column
	lines   func(*App, desk.CloudObject) []objectLine
	none    string                     // what to say if there are none
	part    string                     // without which it cannot be said, as desk.Gap names it
	count   func(desk.CloudObject) int // how many the label says; nil: it says nothing
}

// A objectLine is a line of such a tab.
type objectLine struct {
	cells []kit.CellData
	tip   string // of the first cell
	copy  string // what copying takes of it
	head  bool   // a title, not a line of its own
	ref   cloudRef
}

// A objectList is a tab that shows lines, filters them, and copies them.
type objectList struct {
	widget.BaseWidget
	win  *cloudWindow
	def  objectListDef
	item *container.TabItem

	all    []objectLine
	lines  []objectLine
	search *kit.SearchBox
	table  *kit.Table
	copy   *kit.Button
	open   *kit.Button
	empty  *kit.EmptyState
}

func newObjectList(w *cloudWindow, def objectListDef) *objectList {
	l := &objectList{win: w, def: def, empty: kit.NewEmptyState(nil, "", "")}
	l.search = kit.NewSearchBox("Search", func(string) { l.sift() })
	l.search.OnLeave = func() { w.win.Canvas().Focus(l.table) }
	l.table = kit.NewTable(def.columns, func() int { return len(l.lines) }, func(row, col int) kit.CellData { return l.lines[row].cells[col] })
	l.table.Tip = func(row, col int) string {
		if col == 0 {
			return l.lines[row].tip
		}
		return ""
	}
	l.table.OnRune = l.search.Type
	l.table.OnSelect = l.enable
	l.table.OnActivate = func(int) { l.openLine() }
	l.table.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyEscape && l.search.Text() != "" {
			l.search.SetText("")
			return true
		}
		return false
	}
	l.table.OnMenu = l.menu
	l.copy = kit.NewButton("Copy", theme.ContentCopyIcon(), l.toClipboard)
	l.copy.SetTip("Copy the selected lines, or all if none is selected")
	l.open = kit.NewButton("Open", theme.DocumentIcon(), l.openLine)
	l.open.SetTip("Open the selected object (Enter)")
	l.ExtendBaseWidget(l)
	return l
}

func (l *objectList) focusTarget() fyne.CanvasObject { return l.table }

// draw shows what was read.
func (l *objectList) draw() {
	l.all = l.def.lines(l.win.app, l.win.o)
	label := l.def.label
	if l.def.count != nil {
		label = fmt.Sprintf("%s (%s)", label, count(l.def.count(l.win.o)))
		if _, missing := l.gap(); missing && len(l.all) == 0 {
			label = l.def.label + " (not known)"
		}
	}
	if l.item.Text != label {
		l.item.Text = label
		if l.win.tabs != nil {
			l.win.tabs.Refresh()
		}
	}
	l.sift()
}

// gap is why the lines are not known.
func (l *objectList) gap() (desk.Gap, bool) {
	for _, g := range l.win.o.Gaps {
		if g.Part == l.def.part {
			return g, true
		}
	}
	return desk.Gap{}, false
}

// sift shows the lines with every word of the search.
func (l *objectList) sift() {
	words := strings.Fields(strings.ToLower(l.search.Text()))
	l.lines = nil
	for i, line := range l.all {
		if line.head {
			if len(words) == 0 {
				l.lines = append(l.lines, l.all[i])
			}
			continue
		}
		if holdsAll(strings.ToLower(line.copy+" "+line.tip), words) {
			l.lines = append(l.lines, line)
		}
	}
	l.table.Refresh()
	l.drawEmpty(len(words) > 0)
	l.enable()
}

func (l *objectList) drawEmpty(searched bool) {
	l.empty.Hidden = len(l.lines) > 0
	switch g, missing := l.gap(); {
	case len(l.lines) > 0:
	case searched:
		l.empty.Say(theme.SearchIcon(), "Nothing has “"+l.search.Text()+"”", "")
	case missing:
		l.empty.Say(kit.ToneWarning.Icon(), upperFirst(g.Part)+" could not be read", gapText(g))
	default:
		l.empty.Say(theme.InfoIcon(), l.def.none, "")
	}
	l.empty.Refresh()
}

// picked are the selected lines, all if none is.
func (l *objectList) picked() (out []objectLine) {
	for _, row := range l.table.Selected() {
		if row < len(l.lines) && !l.lines[row].head {
			out = append(out, l.lines[row])
		}
	}
	if len(out) == 0 {
		out = slices.DeleteFunc(slices.Clone(l.lines), func(c objectLine) bool { return c.head })
	}
	return out
}

func (l *objectList) toClipboard() {
	var lines []string
	for _, line := range l.picked() {
		lines = append(lines, line.copy)
	}
	l.win.app.fy.Clipboard().SetContent(strings.Join(lines, "\n"))
}

// openLine opens the object that the selected line is about.
func (l *objectList) openLine() {
	if i := l.table.Cursor(); i >= 0 && i < len(l.lines) && l.lines[i].ref.id != "" {
		l.win.app.showCloudObject(l.lines[i].ref.class, l.lines[i].ref.id)
	}
}

func (l *objectList) enable() {
	enable(l.copy, len(l.lines) > 0)
	i := l.table.Cursor()
	enable(l.open, i >= 0 && i < len(l.lines) && l.lines[i].ref.id != "")
	l.open.Hidden = !slices.ContainsFunc(l.all, func(c objectLine) bool { return c.ref.id != "" })
}

func (l *objectList) menu(_ int, at fyne.Position) {
	copying := fyne.NewMenuItem("Copy", l.toClipboard)
	copying.Icon = theme.ContentCopyIcon()
	items := []*fyne.MenuItem{copying}
	if !l.open.Hidden {
		opening := fyne.NewMenuItem("Open", l.openLine)
		opening.Icon, opening.Disabled = theme.DocumentIcon(), l.open.Disabled()
		items = append([]*fyne.MenuItem{opening}, items...)
	}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), l.win.win.Canvas(), at)
}

// CreateRenderer implements fyne.Widget.
func (l *objectList) CreateRenderer() fyne.WidgetRenderer {
	top := framed(nil, nil, nil, container.NewHBox(l.open, l.copy), l.search)
	list := container.NewStack(l.table, container.NewPadded(l.empty))
	return widget.NewSimpleRenderer(kit.Inset(8, 8, framed(top, nil, nil, nil, list)))
}
