package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// rgb reads 0xRRGGBB.
func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

// rgba reads 0xRRGGBBAA, not premultiplied.
func rgba(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 24), G: uint8(hex >> 16), B: uint8(hex >> 8), A: uint8(hex)}
}

// The two palettes name the same colors; TestPalettes holds their text colors to
// a contrast of 4.5 : 1 (WCAG 2.2, 1.4.3) on every surface they are drawn on.
var (
	lightPalette = map[fyne.ThemeColorName]color.NRGBA{
		theme.ColorNameBackground:          rgb(0xf4f5f7),
		theme.ColorNameForeground:          rgb(0x1d2229),
		theme.ColorNamePlaceHolder:         rgb(0x626b78),
		theme.ColorNameDisabled:            rgb(0x6c7480),
		theme.ColorNameButton:              rgb(0xe3e6eb),
		theme.ColorNameDisabledButton:      rgb(0xeceef1),
		theme.ColorNamePrimary:             rgb(0x1c63a6),
		theme.ColorNameHyperlink:           rgb(0x1c63a6),
		theme.ColorNameForegroundOnPrimary: rgb(0xffffff),
		theme.ColorNameError:               rgb(0xb3261e),
		theme.ColorNameForegroundOnError:   rgb(0xffffff),
		theme.ColorNameWarning:             rgb(0x845600),
		theme.ColorNameForegroundOnWarning: rgb(0xffffff),
		theme.ColorNameSuccess:             rgb(0x196d3c),
		theme.ColorNameForegroundOnSuccess: rgb(0xffffff),
		theme.ColorNameHover:               rgba(0x0000000f),
		theme.ColorNamePressed:             rgba(0x00000020),
		theme.ColorNameFocus:               rgba(0x1c63a648),
		theme.ColorNameSelection:           rgba(0x1c63a640),
		theme.ColorNameInputBackground:     rgb(0xffffff),
		theme.ColorNameInputBorder:         rgb(0xc2c8d1),
		theme.ColorNameHeaderBackground:    rgb(0xeaecf0),
		theme.ColorNameMenuBackground:      rgb(0xf1f3f6),
		theme.ColorNameOverlayBackground:   rgb(0xfafbfc),
		theme.ColorNameSeparator:           rgb(0xd7dbe1),
		theme.ColorNameScrollBar:           rgba(0x00000058),
		theme.ColorNameScrollBarBackground: rgba(0x00000000),
		theme.ColorNameShadow:              rgba(0x00000050),

		ColorChanged: rgb(0x6b3fb5),
		ColorFinding: rgb(0xa8450b),
		ColorWarning: rgb(0x845600),
		ColorOK:      rgb(0x196d3c),
		ColorError:   rgb(0xb3261e),
		ColorMuted:   rgb(0x5a6370),

		colorRowAlt:      rgb(0xf8f9fb),
		colorRowSelected: rgb(0xd3e5f6),
		colorRowIdle:     rgb(0xe1e5ea),
		colorRowHover:    rgb(0xecf2f9),
		colorTip:         rgb(0x2b313a),
		colorTipText:     rgb(0xf2f4f7),
		colorShade:       rgba(0x1d222955),
		colorBar:         rgb(0xeaecf0),
	}
	darkPalette = map[fyne.ThemeColorName]color.NRGBA{
		theme.ColorNameBackground:          rgb(0x1f2328),
		theme.ColorNameForeground:          rgb(0xe4e8ed),
		theme.ColorNamePlaceHolder:         rgb(0x929ca9),
		theme.ColorNameDisabled:            rgb(0x8f98a4),
		theme.ColorNameButton:              rgb(0x333a43),
		theme.ColorNameDisabledButton:      rgb(0x2a3037),
		theme.ColorNamePrimary:             rgb(0x64abe6),
		theme.ColorNameHyperlink:           rgb(0x64abe6),
		theme.ColorNameForegroundOnPrimary: rgb(0x0d1a26),
		theme.ColorNameError:               rgb(0xf28379),
		theme.ColorNameForegroundOnError:   rgb(0x21100e),
		theme.ColorNameWarning:             rgb(0xe3b04a),
		theme.ColorNameForegroundOnWarning: rgb(0x211a0b),
		theme.ColorNameSuccess:             rgb(0x63c281),
		theme.ColorNameForegroundOnSuccess: rgb(0x0c1f12),
		theme.ColorNameHover:               rgba(0xffffff14),
		theme.ColorNamePressed:             rgba(0xffffff28),
		theme.ColorNameFocus:               rgba(0x64abe650),
		theme.ColorNameSelection:           rgba(0x64abe650),
		theme.ColorNameInputBackground:     rgb(0x15181c),
		theme.ColorNameInputBorder:         rgb(0x4a535f),
		theme.ColorNameHeaderBackground:    rgb(0x282d34),
		theme.ColorNameMenuBackground:      rgb(0x2a3037),
		theme.ColorNameOverlayBackground:   rgb(0x262b31),
		theme.ColorNameSeparator:           rgb(0x373e47),
		theme.ColorNameScrollBar:           rgba(0xffffff58),
		theme.ColorNameScrollBarBackground: rgba(0x00000000),
		theme.ColorNameShadow:              rgba(0x00000080),

		ColorChanged: rgb(0xbda2f5),
		ColorFinding: rgb(0xf0a06a),
		ColorWarning: rgb(0xe3b04a),
		ColorOK:      rgb(0x63c281),
		ColorError:   rgb(0xf28379),
		ColorMuted:   rgb(0xa0aab6),

		colorRowAlt:      rgb(0x191d21),
		colorRowSelected: rgb(0x1a3a57),
		colorRowIdle:     rgb(0x2c333b),
		colorRowHover:    rgb(0x21272e),
		colorTip:         rgb(0xe4e8ed),
		colorTipText:     rgb(0x1d2229),
		colorShade:       rgba(0x00000078),
		colorBar:         rgb(0x282d34),
	}
)
