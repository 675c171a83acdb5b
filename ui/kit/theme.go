package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Colors the product adds to Fyne's own. They answer only under Theme; Fyne's
// built-in theme paints an unknown name transparent.
const (
	ColorChanged fyne.ThemeColorName = "kitChanged" // an edited, unsaved value
	ColorFinding fyne.ThemeColorName = "kitFinding" // something the checker has to say
	ColorWarning fyne.ThemeColorName = "kitWarning" // will not work as it looks
	ColorOK      fyne.ThemeColorName = "kitOK"      // as it should be
	ColorError   fyne.ThemeColorName = "kitError"   // refused or broken
	ColorMuted   fyne.ThemeColorName = "kitMuted"   // secondary text, still readable

	colorRowAlt      fyne.ThemeColorName = "kitRowAlt"
	colorRowSelected fyne.ThemeColorName = "kitRowSelected"
	colorRowIdle     fyne.ThemeColorName = "kitRowIdle"
	colorRowHover    fyne.ThemeColorName = "kitRowHover"
	colorTip         fyne.ThemeColorName = "kitTip"
	colorTipText     fyne.ThemeColorName = "kitTipText"
	colorShade       fyne.ThemeColorName = "kitShade"
	colorBar         fyne.ThemeColorName = "kitBar"
)

// Variant says whether the window is light or dark.
type Variant int

// The system's choice is followed unless a variant is forced.
const (
	VariantSystem Variant = iota
	VariantLight
	VariantDark
)

// Theme is the product's look: Fyne's own theme with a calm accent and the
// density of an administrator's tool (rows of about 25 units instead of 38).
// The zero value follows the system's variant.
type Theme struct {
	Variant Variant
}

var _ fyne.Theme = Theme{}

// Color implements fyne.Theme. A forced variant wins over the one asked for.
func (t Theme) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	palette := lightPalette
	if t.dark(v) {
		palette = darkPalette
	}
	if c, ok := palette[name]; ok {
		return c
	}
	return theme.DefaultTheme().Color(name, t.fyneVariant(v))
}

// Font implements fyne.Theme. Fyne's Noto Sans has figures of equal width, which
// columns of numbers need.
func (t Theme) Font(style fyne.TextStyle) fyne.Resource {
	return theme.DefaultTheme().Font(style)
}

// Icon implements fyne.Theme.
func (t Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	return theme.DefaultTheme().Icon(name)
}

// Size implements fyne.Theme.
func (t Theme) Size(name fyne.ThemeSizeName) float32 {
	if size, ok := compactSizes[name]; ok {
		return size
	}
	return theme.DefaultTheme().Size(name)
}

func (t Theme) dark(v fyne.ThemeVariant) bool {
	return t.fyneVariant(v) == theme.VariantDark
}

func (t Theme) fyneVariant(v fyne.ThemeVariant) fyne.ThemeVariant {
	switch t.Variant {
	case VariantLight:
		return theme.VariantLight
	case VariantDark:
		return theme.VariantDark
	}
	return v
}

// compactSizes are in Fyne units (pixels at 100 %).
var compactSizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNameText:            13,
	theme.SizeNameCaptionText:     11,
	theme.SizeNameSubHeadingText:  15,
	theme.SizeNameHeadingText:     20,
	theme.SizeNamePadding:         4,
	theme.SizeNameInnerPadding:    5,
	theme.SizeNameInlineIcon:      16,
	theme.SizeNameLineSpacing:     3,
	theme.SizeNameInputRadius:     4,
	theme.SizeNameButtonRadius:    4,
	theme.SizeNameSelectionRadius: 2,
	theme.SizeNameDialogRadius:    8,
	theme.SizeNamePopupRadius:     5,
	theme.SizeNameMenuRadius:      4,
	theme.SizeNameScrollBar:       10,
	theme.SizeNameScrollBarSmall:  4,
	theme.SizeNameScrollBarRadius: 3,
}

// themeColor is the color of that name as o shows it now.
func themeColor(o fyne.CanvasObject, name fyne.ThemeColorName) color.Color {
	return theme.CurrentForWidget(o).Color(name, fyne.CurrentApp().Settings().ThemeVariant())
}

// themeSize is the size of that name as o shows it now, in Fyne units.
func themeSize(o fyne.CanvasObject, name fyne.ThemeSizeName) float32 {
	return theme.CurrentForWidget(o).Size(name)
}
