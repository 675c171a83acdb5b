package kit

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

// luminance is the relative luminance of WCAG 2.2.
func luminance(c color.NRGBA) float64 {
	part := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}

func contrast(a, b color.NRGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// over is a color with alpha as it looks on an opaque one.
func over(top, under color.NRGBA) color.NRGBA {
	mix := func(a, b uint8) uint8 { return uint8((int(a)*int(top.A) + int(b)*(255-int(top.A))) / 255) }
	return color.NRGBA{R: mix(top.R, under.R), G: mix(top.G, under.G), B: mix(top.B, under.B), A: 255}
}

func TestPalettes(t *testing.T) {
	test.NewTempApp(t)
	text := []fyne.ThemeColorName{theme.ColorNameForeground, ColorChanged, ColorFinding, ColorWarning, ColorOK, ColorError, ColorMuted, theme.ColorNamePrimary}
	surfaces := []fyne.ThemeColorName{theme.ColorNameBackground, theme.ColorNameInputBackground, theme.ColorNameOverlayBackground,
		theme.ColorNameHeaderBackground, colorBar, colorRowAlt, colorRowHover, colorRowIdle, colorRowSelected}
	pairs := [][2]fyne.ThemeColorName{
		{theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary}, {theme.ColorNameForegroundOnError, theme.ColorNameError},
		{theme.ColorNameForegroundOnWarning, theme.ColorNameWarning}, {theme.ColorNameForegroundOnSuccess, theme.ColorNameSuccess},
		{theme.ColorNameForeground, theme.ColorNameButton}, {theme.ColorNameForeground, theme.ColorNameMenuBackground},
		{theme.ColorNamePlaceHolder, theme.ColorNameInputBackground}, {colorTipText, colorTip},
		{theme.ColorNameDisabled, theme.ColorNameInputBackground},
	}
	for _, name := range text {
		for _, surface := range surfaces {
			pairs = append(pairs, [2]fyne.ThemeColorName{name, surface})
		}
	}
	for name, palette := range map[string]map[fyne.ThemeColorName]color.NRGBA{"light": lightPalette, "dark": darkPalette} {
		for _, p := range pairs {
			if c := contrast(palette[p[0]], palette[p[1]]); c < 4.5 {
				t.Errorf("%s: %s on %s has a contrast of %.2f", name, p[0], p[1], c)
			}
		}
		for tone := ToneNeutral; tone <= ToneError; tone++ {
			ink := palette[tone.Color()]
			tint := ink
			tint.A = tintAlpha
			for _, under := range []fyne.ThemeColorName{theme.ColorNameBackground, theme.ColorNameOverlayBackground} {
				if c := contrast(ink, over(tint, palette[under])); c < 4.5 {
					t.Errorf("%s: badge of tone %d on %s has a contrast of %.2f", name, tone, under, c)
				}
			}
		}
	}
	for name := range lightPalette {
		if _, ok := darkPalette[name]; !ok {
			t.Errorf("%s is not in the dark palette", name)
		}
	}
	if len(lightPalette) != len(darkPalette) {
		t.Errorf("%d light colors, %d dark ones", len(lightPalette), len(darkPalette))
	}
}

func TestThemeVariants(t *testing.T) {
	test.NewTempApp(t)
	light, dark := lightPalette[theme.ColorNameBackground], darkPalette[theme.ColorNameBackground]
	for _, c := range []struct {
		name   string
		forced Variant
		asked  fyne.ThemeVariant
		want   color.NRGBA
	}{
		{"the system is light", VariantSystem, theme.VariantLight, light},
		{"the system is dark", VariantSystem, theme.VariantDark, dark},
		{"light is forced", VariantLight, theme.VariantDark, light},
		{"dark is forced", VariantDark, theme.VariantLight, dark},
	} {
		if got := (Theme{Variant: c.forced}).Color(theme.ColorNameBackground, c.asked); got != c.want {
			t.Errorf("%s: background %v", c.name, got)
		}
	}
}

func TestRowsAreCompact(t *testing.T) {
	table := people(3)
	show(t, table)
	if h := table.rowHeight(); h < 24 || h > 27 {
		t.Errorf("a row is %v high", h)
	}
	for name, o := range map[string]fyne.CanvasObject{
		"entry": NewEntry(), "button": NewButton("Save", nil, nil), "select": NewSelect(nil, nil), "check": NewCheck("x", nil),
	} {
		if h := o.MinSize().Height; h < 20 || h > 30 {
			t.Errorf("%s is %v high", name, h)
		}
	}
}
