package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A Text is wrapped text that can be selected and copied. Fyne's selectable
// label would do, but it swallows every key while it has the focus, Escape too.
type Text struct {
	widget.BaseWidget
	entry *MultiEntry
	face  *container.ThemeOverride
	width float32
}

// NewText makes text that is width units wide and as high as it needs there.
func NewText(text string, width float32) *Text {
	t := &Text{entry: NewMultiEntry(1), width: width}
	t.entry.ReadOnly = true
	t.entry.Scroll = fyne.ScrollNone
	t.face = container.NewThemeOverride(t.entry, flat{})
	t.ExtendBaseWidget(t)
	t.SetText(text)
	return t
}

// SetText changes the text. Its height follows.
func (t *Text) SetText(text string) {
	t.entry.SetText(text)
	t.Refresh()
}

// Text is what is shown.
func (t *Text) Text() string { return t.entry.Text }

// MinSize implements fyne.CanvasObject.
func (t *Text) MinSize() fyne.Size {
	t.ExtendBaseWidget(t)
	size := themeSize(t, theme.SizeNameText)
	lines := wrapText(t.entry.Text, t.width-2*textMargin, size, fyne.TextStyle{})
	line := fyne.MeasureText("M", size, fyne.TextStyle{}).Height
	return fyne.NewSize(t.width, line*float32(len(lines))+2*textMargin)
}

const textMargin = 6

// CreateRenderer implements fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	return &textRenderer{text: t}
}

// textRenderer lets the entry hang over by its own padding, so that the text
// lines up with labels beside it.
type textRenderer struct{ text *Text }

func (r *textRenderer) Layout(size fyne.Size) {
	r.text.face.Move(fyne.NewPos(-textMargin, 0))
	r.text.face.Resize(size.AddWidthHeight(2*textMargin, 0))
}

func (r *textRenderer) MinSize() fyne.Size           { return r.text.MinSize() }
func (r *textRenderer) Refresh()                     { canvas.Refresh(r.text) }
func (r *textRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.text.face} }
func (r *textRenderer) Destroy()                     {}

// flat is the application's theme without the box around a text field.
type flat struct{}

func (flat) base() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

func (f flat) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	switch name {
	case theme.ColorNameInputBackground, theme.ColorNameInputBorder, theme.ColorNamePrimary:
		return color.Transparent
	}
	return f.base().Color(name, v)
}

func (f flat) Font(s fyne.TextStyle) fyne.Resource        { return f.base().Font(s) }
func (f flat) Icon(name fyne.ThemeIconName) fyne.Resource { return f.base().Icon(name) }
func (f flat) Size(name fyne.ThemeSizeName) float32       { return f.base().Size(name) }
