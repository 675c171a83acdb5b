package kit

import (
	"image/color"

	"fyne.io/fyne/v2/canvas"
)

// A Pattern tells surfaces apart without color.
type Pattern int

// The patterns.
const (
	PatternSolid Pattern = iota
	PatternDots
	PatternDiagonal
	PatternUpright
	PatternLevel
	PatternGrid
	PatternHollow
)

// open says whether the paper shows at a point of a surface, in pixels.
func (p Pattern) open(x, y, w, h int) bool {
	switch p {
	case PatternDots:
		return x%6 < 2 && y%6 < 2
	case PatternDiagonal:
		return (x+y)%7 < 2
	case PatternUpright:
		return x%6 < 2
	case PatternLevel:
		return y%5 < 2
	case PatternGrid:
		return (x+y)%7 < 2 || (x-y+7*h)%7 < 2
	case PatternHollow:
		return x > 1 && y > 1 && x < w-2 && y < h-2
	}
	return false
}

// raster draws the pattern over a surface: paper is what it lets through.
func (p Pattern) raster(paper color.Color) *canvas.Raster {
	return canvas.NewRasterWithPixels(func(x, y, w, h int) color.Color {
		if p.open(x, y, w, h) {
			return paper
		}
		return color.Transparent
	})
}
