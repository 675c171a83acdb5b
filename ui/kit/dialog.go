package kit

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// DialogOptions say what a dialog shows and which of its buttons the keyboard
// presses. Confirm, Ask, Error and Progress cover the usual cases.
type DialogOptions struct {
	Title   string
	Content fyne.CanvasObject
	Buttons []*Button // left to right
	Default *Button   // pressed by Enter
	Cancel  *Button   // pressed by Escape; without one Escape does nothing

	// Focus gets the focus first; nil: the first field, else the first button.
	Focus fyne.Focusable
	// MinSize of the content, in units.
	MinSize fyne.Size
	// OnClosed is called after the dialog has gone, however it went.
	OnClosed func()
}

// A Dialog lies over its window's content and takes the keyboard: bindings and
// menu keys of the window rest until it is closed. Dialogs may be stacked.
type Dialog struct {
	window  *Window
	options DialogOptions
	sheet   *sheet
	tips    *tipLayer
	main    *Button // what Enable switches
	before  fyne.Focusable
	closed  bool
}

// ShowDialog puts a dialog up and gives it the focus. Buttons do what their
// OnTapped says; closing is theirs.
func (w *Window) ShowDialog(o DialogOptions) *Dialog {
	w.hideTip()
	d := &Dialog{window: w, options: o, main: o.Default, tips: newTipLayer()}
	loud := func(b *Button) bool { return b.Importance != widget.MediumImportance }
	if o.Default != nil && !slices.ContainsFunc(o.Buttons, loud) {
		o.Default.Importance = widget.HighImportance
	}
	c := w.Canvas()
	d.before = c.Focused()
	c.Unfocus()
	d.sheet = newSheet(d)
	w.dialogs = append(w.dialogs, d)
	c.Overlays().Add(d.sheet)
	if o.Focus != nil {
		c.Focus(o.Focus)
	} else {
		c.FocusNext()
	}
	return d
}

// Close takes the dialog away and returns the focus to where it was. Closing
// twice is harmless. Dialogs on top of it stay.
func (d *Dialog) Close() {
	if d.closed {
		return
	}
	d.closed = true
	w := d.window
	w.hideTip()
	at := slices.Index(w.dialogs, d)
	above := slices.Clone(w.dialogs[at+1:])
	w.dialogs = slices.Delete(w.dialogs, at, at+1)
	d.remove(above)
	if d.options.OnClosed != nil {
		d.options.OnClosed()
	}
}

// remove takes the overlay off the canvas. Fyne removes all overlays above it,
// too, so those that stay are put back.
func (d *Dialog) remove(above []*Dialog) {
	c := d.window.Canvas()
	focus := d.before
	if len(above) > 0 {
		focus = c.Focused()
		above[0].before = d.before
	}
	c.Overlays().Remove(d.sheet)
	for _, a := range above {
		c.Overlays().Add(a.sheet)
	}
	if focus != nil {
		d.window.last, _ = focus.(fyne.CanvasObject) // it goes on where it was, with its cursor
		c.Focus(focus)
	}
}

// Closed says whether the dialog has gone.
func (d *Dialog) Closed() bool { return d.closed }

// Enable switches the default button (of a Question: OK) on or off, and Enter
// with it.
func (d *Dialog) Enable(on bool) {
	b := d.main
	if b == nil || b.Disabled() == !on {
		return
	}
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// key is what the keyboard does to a dialog. Every key ends here.
func (d *Dialog) key(k Key) bool {
	switch k {
	case Key{Name: fyne.KeyEscape}:
		press(d.options.Cancel)
	case Key{Name: fyne.KeyReturn}, Key{Name: fyne.KeyReturn, Mod: fyne.KeyModifierShortcutDefault}:
		press(d.options.Default)
	}
	return true
}

func press(b *Button) {
	if b != nil && !b.Disabled() && b.OnTapped != nil {
		b.OnTapped()
	}
}

// sheet is the dialog as it is drawn: a shade over the window, the card, and the
// layer of its tooltips.
type sheet struct {
	widget.BaseWidget
	dialog *Dialog
}

func newSheet(d *Dialog) *sheet {
	s := &sheet{dialog: d}
	s.ExtendBaseWidget(s)
	return s
}

func (s *sheet) CreateRenderer() fyne.WidgetRenderer {
	o := s.dialog.options
	back := canvas.NewRectangle(color.Transparent)
	title := canvas.NewText(o.Title, nil)
	title.TextStyle.Bold = true
	shade := canvas.NewRectangle(color.Transparent)
	back.Shadow = canvas.Shadow{BlurRadius: 24, Offset: fyne.NewPos(0, 6)}

	buttons := container.New(buttonRow{})
	for _, b := range o.Buttons {
		buttons.Add(b)
	}
	content := container.New(atLeast(o.MinSize), o.Content)
	body := container.NewBorder(title, container.New(inset{0, 4}, buttons), nil, nil,
		container.New(inset{0, 8}, content))
	card := container.NewStack(back, container.New(inset{16, 12}, body))
	r := &sheetRenderer{sheet: s, shade: shade, back: back, title: title, card: card,
		objects: []fyne.CanvasObject{shade, card, s.dialog.tips.box}}
	r.paint()
	return r
}

type sheetRenderer struct {
	sheet       *sheet
	shade, back *canvas.Rectangle
	title       *canvas.Text
	card        *fyne.Container
	objects     []fyne.CanvasObject
}

func (r *sheetRenderer) Layout(size fyne.Size) {
	r.shade.Resize(size)
	const margin = 24
	want := r.card.MinSize()
	card := want.Min(size.SubtractWidthHeight(margin, margin))
	r.card.Resize(card)
	// A little above the middle: the eye takes the optical center for the middle.
	r.card.Move(fyne.NewPos((size.Width-card.Width)/2, (size.Height-card.Height)*0.42))
}

func (r *sheetRenderer) MinSize() fyne.Size { return fyne.NewSize(0, 0) }

func (r *sheetRenderer) Refresh() {
	r.paint()
	r.Layout(r.sheet.Size())
	canvas.Refresh(r.sheet)
}

func (r *sheetRenderer) paint() {
	s := r.sheet
	r.shade.FillColor = themeColor(s, colorShade)
	r.back.FillColor = themeColor(s, theme.ColorNameOverlayBackground)
	r.back.StrokeColor = themeColor(s, theme.ColorNameSeparator)
	r.back.StrokeWidth = 1
	r.back.Shadow.Color = themeColor(s, theme.ColorNameShadow)
	r.back.CornerRadius = themeSize(s, theme.SizeNameDialogRadius)
	r.title.Color = themeColor(s, theme.ColorNameForeground)
	r.title.TextSize = themeSize(s, theme.SizeNameSubHeadingText)
}

func (r *sheetRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *sheetRenderer) Destroy()                     {}

// buttonRow puts buttons at the right, all at least 84 units wide.
type buttonRow struct{}

const (
	buttonWidth = 84
	buttonGap   = 8
)

func (buttonRow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(0, 0)
	for i, o := range objects {
		m := o.MinSize()
		size = fyne.NewSize(size.Width+max(buttonWidth, m.Width), max(size.Height, m.Height))
		if i > 0 {
			size.Width += buttonGap
		}
	}
	return size
}

func (b buttonRow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := size.Width - b.MinSize(objects).Width
	for _, o := range objects {
		w := max(buttonWidth, o.MinSize().Width)
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(w, size.Height))
		x += w + buttonGap
	}
}

// atLeast is a layout with a smallest size of its own.
type atLeast fyne.Size

func (a atLeast) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return layout.NewStackLayout().MinSize(objects).Max(fyne.Size(a))
}

func (a atLeast) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	layout.NewStackLayout().Layout(objects, size)
}
