package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A FieldRow is one field of a form: a label, its editor, badges behind it, and
// a note below that appears when there is something to say.
type FieldRow struct {
	widget.BaseWidget
	width  float32
	name   *fieldLabel
	editor fyne.CanvasObject
	badges *fyne.Container
	extras []*Badge
	help   string
	note   *widget.Label
}

const (
	fieldLabelWidth = 170 // units, unless AlignLabels says otherwise
	fieldLabelMost  = 260
	fieldGap        = 10
)

// NewFieldRow makes a row. tip is the tooltip of the label; "" is none.
func NewFieldRow(label string, editor fyne.CanvasObject, tip string) *FieldRow {
	f := &FieldRow{width: fieldLabelWidth, editor: editor,
		badges: container.New(rowLayout{gap: 4, fill: -1}), note: widget.NewLabel("")}
	f.name = newFieldLabel(label, tip)
	f.note.Wrapping = fyne.TextWrapWord
	f.note.SizeName = theme.SizeNameCaptionText
	f.note.Hide()
	f.ExtendBaseWidget(f)
	return f
}

// AlignLabels gives several rows, of one group or many, one width of labels:
// that of the longest, within reason.
func AlignLabels(list ...*FieldRow) {
	width := float32(0)
	for _, f := range list {
		width = max(width, f.name.MinSize().Width)
	}
	for _, f := range list {
		f.width = min(width, fieldLabelMost)
		f.Refresh()
	}
}

// Editor is what the row was made with.
func (f *FieldRow) Editor() fyne.CanvasObject { return f.editor }

// Mark colors the label: ToneChanged for an edited field. ToneNeutral unmarks.
func (f *FieldRow) Mark(tone Tone) {
	f.name.mark(tone)
}

// SetBadges shows these badges behind the editor.
func (f *FieldRow) SetBadges(badges ...*Badge) {
	f.extras = badges
	f.fillBadges()
}

// SetHelp puts a question mark behind the badges that explains the field when
// the pointer rests on it; "" takes it away. It is not in the way of Tab.
func (f *FieldRow) SetHelp(text string) {
	f.help = text
	f.fillBadges()
}

func (f *FieldRow) fillBadges() {
	f.badges.Objects = nil
	for _, b := range f.extras {
		f.badges.Add(b)
	}
	if f.help != "" {
		icon := widget.NewIcon(theme.NewColoredResource(theme.HelpIcon(), ColorMuted))
		f.badges.Add(Tooltip(icon, f.help))
	}
	f.Refresh()
}

// SetNote says something below the editor, an error for example; "" says nothing.
func (f *FieldRow) SetNote(tone Tone, text string) {
	f.note.Importance = importance(tone)
	f.note.Hidden = text == ""
	f.note.SetText(text)
	f.Refresh()
}

// Note is what is said below the editor.
func (f *FieldRow) Note() string { return f.note.Text }

func importance(tone Tone) widget.Importance {
	switch tone {
	case ToneError:
		return widget.DangerImportance
	case ToneWarning, ToneFinding:
		return widget.WarningImportance
	case ToneOK:
		return widget.SuccessImportance
	case ToneInfo:
		return widget.HighImportance
	}
	return widget.LowImportance
}

// CreateRenderer implements fyne.Widget.
func (f *FieldRow) CreateRenderer() fyne.WidgetRenderer { return &fieldRenderer{f} }

type fieldRenderer struct{ row *FieldRow }

func (r *fieldRenderer) MinSize() fyne.Size {
	f := r.row
	size := f.editor.MinSize()
	if len(f.badges.Objects) > 0 {
		badges := f.badges.MinSize()
		size = fyne.NewSize(size.Width+fieldGap+badges.Width, max(size.Height, badges.Height))
	}
	size.Height = max(size.Height, f.name.MinSize().Height)
	if f.note.Visible() {
		size.Height += f.note.MinSize().Height - 2
	}
	return size.AddWidthHeight(f.width+fieldGap, 0)
}

func (r *fieldRenderer) Layout(size fyne.Size) {
	f := r.row
	left := f.width + fieldGap
	noteHeight := float32(0)
	if f.note.Visible() {
		noteHeight = f.note.MinSize().Height - 2
		f.note.Move(fyne.NewPos(left-4, size.Height-noteHeight-1))
		f.note.Resize(fyne.NewSize(size.Width-left+4, noteHeight+2))
	}
	height := size.Height - noteHeight
	line := min(height, max(f.name.MinSize().Height, entryHeight(f)))
	f.name.Move(fyne.NewPos(0, 0))
	f.name.Resize(fyne.NewSize(f.width, line))

	right := size.Width
	if len(f.badges.Objects) > 0 {
		badges := f.badges.MinSize()
		right -= badges.Width
		f.badges.Move(fyne.NewPos(right, 0))
		f.badges.Resize(fyne.NewSize(badges.Width, line))
		right -= fieldGap
	}
	f.editor.Move(fyne.NewPos(left, 0))
	f.editor.Resize(fyne.NewSize(max(0, right-left), height))
}

func (r *fieldRenderer) Refresh() {
	r.Layout(r.row.Size())
	r.row.badges.Refresh()
	canvas.Refresh(r.row)
}

func (r *fieldRenderer) Objects() []fyne.CanvasObject {
	f := r.row
	return []fyne.CanvasObject{f.name, f.editor, f.badges, f.note}
}

func (r *fieldRenderer) Destroy() {}

// entryHeight is that of a text field: labels and badges stand on its line also
// where the editor is higher.
func entryHeight(o fyne.CanvasObject) float32 {
	size := themeSize(o, theme.SizeNameText)
	return fyne.MeasureText("M", size, fyne.TextStyle{}).Height + 2*themeSize(o, theme.SizeNameInnerPadding)
}
