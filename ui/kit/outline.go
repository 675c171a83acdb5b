package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// An OutlineRow is one line of an Outline. Rows come in the order they are
// shown, children after their parent, and only those of open branches.
type OutlineRow struct {
	ID      string // the owner's name for it, unique
	Text    string
	Note    string // muted, at the right: a count
	Icon    fyne.Resource
	Color   fyne.ThemeColorName // of icon and text; "" is the foreground
	Depth   int
	Branch  bool // has an arrow
	Open    bool
	Heading bool   // a title: not selected, not reached by keys
	Tip     string // "" shows the text where it was cut
}

// An Outline is a tree of places, one of which is selected: the left pane of an
// administrator's tool. Moving the cursor selects at once, Left and Right close
// and open branches. The owner keeps the rows and hands over new ones whenever
// they change. It belongs to the UI goroutine.
type Outline struct {
	widget.BaseWidget

	// OnSelect is told after the user selected another row.
	OnSelect func(id string)
	// OnToggle is told that a branch is to be opened or closed. The owner answers
	// with SetRows.
	OnToggle func(id string, open bool)
	// OnActivate is told of Enter and double click on a row that is no branch.
	OnActivate func(id string)
	// OnMenu is told of a right click or the menu key, with the place for the menu
	// on the canvas. The row has been selected before.
	OnMenu func(id string, at fyne.Position)

	rows     []OutlineRow
	selected string
	offset   float64
	focused  bool
	body     *outlineBody
	bar      *scrollBar
}

// NewOutline makes an empty outline.
func NewOutline() *Outline {
	o := &Outline{}
	o.body = newOutlineBody(o)
	o.bar = newScrollBar(true, o.scrollTo)
	o.ExtendBaseWidget(o)
	return o
}

// SetRows shows these rows. The selection stays with its ID.
func (o *Outline) SetRows(rows []OutlineRow) {
	o.rows = slices.Clone(rows)
	o.Refresh()
}

// Rows are those shown. They must not be modified.
func (o *Outline) Rows() []OutlineRow { return o.rows }

// Selected is the ID of the selected row, whether it is shown now or not.
func (o *Outline) Selected() string { return o.selected }

// Select selects a row and scrolls it into sight. OnSelect is not called.
func (o *Outline) Select(id string) {
	o.selected = id
	o.reveal()
	o.body.Refresh()
}

func (o *Outline) index() int {
	return slices.IndexFunc(o.rows, func(r OutlineRow) bool { return r.ID == o.selected })
}

func (o *Outline) reveal() {
	i := o.index()
	h, view := float64(o.rowHeight()), float64(o.body.Size().Height)
	if i < 0 || view <= 0 {
		return
	}
	switch top := float64(i) * h; {
	case top < o.offset:
		o.scrollTo(top)
	case top+h > o.offset+view:
		o.scrollTo(top + h - view)
	}
}

// choose is the user selecting row i.
func (o *Outline) choose(i int) {
	if i < 0 || i >= len(o.rows) || o.rows[i].Heading {
		return
	}
	changed := o.selected != o.rows[i].ID
	o.selected = o.rows[i].ID
	o.reveal()
	o.body.Refresh()
	if changed && o.OnSelect != nil {
		o.OnSelect(o.selected)
	}
}

func (o *Outline) toggle(i int, open bool) {
	if i >= 0 && i < len(o.rows) && o.rows[i].Branch && o.rows[i].Open != open && o.OnToggle != nil {
		o.OnToggle(o.rows[i].ID, open)
	}
}

// next is the nearest row from i in a direction that can be selected; -1: none.
func (o *Outline) next(i, step int) int {
	for i += step; i >= 0 && i < len(o.rows); i += step {
		if !o.rows[i].Heading {
			return i
		}
	}
	return -1
}

func (o *Outline) parent(i int) int {
	for k := i - 1; k >= 0; k-- {
		if o.rows[k].Depth < o.rows[i].Depth && !o.rows[k].Heading {
			return k
		}
	}
	return -1
}

// FocusGained implements fyne.Focusable.
func (o *Outline) FocusGained() {
	o.focused = true
	o.body.Refresh()
}

// FocusLost implements fyne.Focusable.
func (o *Outline) FocusLost() {
	o.focused = false
	o.body.Refresh()
}

// TypedRune implements fyne.Focusable: a letter goes to the next row that starts
// with it.
func (o *Outline) TypedRune(r rune) {
	n, from := len(o.rows), o.index()
	for k := 1; k <= n; k++ {
		if i := (from + k + n) % n; !o.rows[i].Heading && startsWith(o.rows[i].Text, r) {
			o.choose(i)
			return
		}
	}
}

// TypedKey implements fyne.Focusable.
func (o *Outline) TypedKey(ev *fyne.KeyEvent) {
	k := Key{Name: ev.Name, Mod: modifiers()}.plain()
	if k.Mod&^fyne.KeyModifierShift != 0 || !o.typed(k) {
		forwardKey(o, ev)
	}
}

func (o *Outline) typed(k Key) bool {
	i := o.index()
	switch k.Name {
	case fyne.KeyUp:
		o.choose(o.next(i, -1))
	case fyne.KeyDown:
		o.choose(o.next(i, 1))
	case fyne.KeyHome:
		o.choose(o.next(-1, 1))
	case fyne.KeyEnd:
		o.choose(o.next(len(o.rows), -1))
	case fyne.KeyRight:
		o.right(i)
	case fyne.KeyLeft:
		o.left(i)
	case fyne.KeyReturn:
		o.activate(i)
	case desktop.KeyMenu:
		o.menu(i)
	case fyne.KeyF10:
		if k.Mod != fyne.KeyModifierShift {
			return false
		}
		o.menu(i)
	default:
		return false
	}
	return true
}

func (o *Outline) right(i int) {
	if i < 0 {
		return
	}
	if r := o.rows[i]; r.Branch && r.Open && i+1 < len(o.rows) && o.rows[i+1].Depth > r.Depth {
		o.choose(i + 1)
		return
	}
	o.toggle(i, true)
}

func (o *Outline) left(i int) {
	if i < 0 {
		return
	}
	if r := o.rows[i]; r.Branch && r.Open {
		o.toggle(i, false)
		return
	}
	o.choose(o.parent(i))
}

func (o *Outline) activate(i int) {
	switch {
	case i < 0:
	case o.rows[i].Branch:
		o.toggle(i, !o.rows[i].Open)
	case o.OnActivate != nil:
		o.OnActivate(o.rows[i].ID)
	}
}

func (o *Outline) menu(i int) {
	if i < 0 || o.OnMenu == nil {
		return
	}
	o.reveal()
	y := float64(i+1)*float64(o.rowHeight()) - o.offset
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(o.body)
	o.OnMenu(o.rows[i].ID, origin.AddXY(24, float32(y)))
}

// TypedShortcut implements fyne.Shortcutable.
func (o *Outline) TypedShortcut(s fyne.Shortcut) { forwardShortcut(o, s) }

// Refresh implements fyne.CanvasObject.
func (o *Outline) Refresh() {
	o.scrollTo(o.offset)
	o.body.Refresh()
	o.BaseWidget.Refresh()
}

func (o *Outline) rowHeight() float32 {
	h := fyne.MeasureText("M", themeSize(o, theme.SizeNameText), fyne.TextStyle{}).Height
	return float32(int(h + 6.5))
}

// scrollTo moves the view, within bounds.
func (o *Outline) scrollTo(y float64) {
	view, all := float64(o.body.Size().Height), float64(len(o.rows))*float64(o.rowHeight())
	y = clamp(y, all-view)
	if y != o.offset {
		o.offset = y
		o.body.Refresh()
	}
	o.bar.set(o.offset, view, all)
}

// MinSize implements fyne.CanvasObject.
func (o *Outline) MinSize() fyne.Size {
	o.ExtendBaseWidget(o)
	return fyne.NewSize(120, 4*o.rowHeight())
}

// CreateRenderer implements fyne.Widget.
func (o *Outline) CreateRenderer() fyne.WidgetRenderer { return outlineRenderer{o} }

type outlineRenderer struct{ outline *Outline }

func (r outlineRenderer) Layout(size fyne.Size) {
	o := r.outline
	width := max(0, size.Width-barThickness)
	o.body.Resize(fyne.NewSize(size.Width, size.Height))
	o.bar.Move(fyne.NewPos(width, 0))
	o.bar.Resize(fyne.NewSize(barThickness, size.Height))
	o.scrollTo(o.offset)
}

func (r outlineRenderer) MinSize() fyne.Size { return r.outline.MinSize() }
func (r outlineRenderer) Refresh()           { canvas.Refresh(r.outline) }
func (r outlineRenderer) Destroy()           {}
func (r outlineRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.outline.body, r.outline.bar}
}
