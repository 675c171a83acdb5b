package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Tone is what a message, a badge or a mark is about. Each has a color of its own
// and, where there is room, an icon: never color alone.
type Tone int

// The tones.
const (
	ToneNeutral Tone = iota
	ToneInfo
	ToneOK
	ToneChanged
	ToneFinding
	ToneWarning
	ToneError
)

// Color is the name of the tone's color.
func (t Tone) Color() fyne.ThemeColorName {
	switch t {
	case ToneInfo:
		return theme.ColorNamePrimary
	case ToneOK:
		return ColorOK
	case ToneChanged:
		return ColorChanged
	case ToneFinding:
		return ColorFinding
	case ToneWarning:
		return ColorWarning
	case ToneError:
		return ColorError
	}
	return ColorMuted
}

// Icon is the tone's icon in the tone's color.
func (t Tone) Icon() fyne.Resource {
	icon := theme.InfoIcon()
	switch t {
	case ToneOK:
		icon = theme.ConfirmIcon()
	case ToneChanged:
		icon = theme.DocumentCreateIcon()
	case ToneFinding, ToneWarning:
		icon = theme.WarningIcon()
	case ToneError:
		icon = theme.ErrorIcon()
	}
	return theme.NewColoredResource(icon, t.Color())
}

// tint is the tone's color as a surface, thin enough for text of the same color.
func (t Tone) tint(o fyne.CanvasObject) color.Color {
	c := color.NRGBAModel.Convert(themeColor(o, t.Color())).(color.NRGBA)
	c.A = tintAlpha
	return c
}

// tintAlpha is how thin a tint is: TestPalettes says how far it may go.
const tintAlpha = 0x1e
