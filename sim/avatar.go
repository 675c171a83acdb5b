package sim

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"sync"
)

const avatarSize = 96

// parts says which part of a portrait each pixel shows.
var parts = sync.OnceValue(func() (mask [avatarSize * avatarSize]uint8) {
	inside := func(x, y int, cx, cy, rx, ry float64) bool {
		dx, dy := (float64(x)-cx)/rx, (float64(y)-cy)/ry
		return dx*dx+dy*dy <= 1
	}
	for i := range mask {
		switch x, y := i%avatarSize, i/avatarSize; {
		case inside(x, y, 48, 42, 17, 21) && !inside(x, y, 48, 14, 22, 14):
			mask[i] = 1 // face
		case inside(x, y, 48, 36, 21, 24) && y < 46:
			mask[i] = 2 // hair
		case inside(x, y, 48, 66, 8, 12):
			mask[i] = 3 // neck
		case inside(x, y, 48, 104, 38, 34):
			mask[i] = 4 // shirt
		}
	}
	return mask
})

// avatar draws a portrait as JPEG, about 3 KB: a head and shoulders before a
// background, in colors that follow from n.
func avatar(n int) string {
	img := image.NewRGBA(image.Rect(0, 0, avatarSize, avatarSize))
	skin := []color.RGBA{{241, 206, 178, 255}, {224, 172, 132, 255}, {198, 134, 92, 255}, {141, 85, 54, 255}}[n/8%4]
	hair := []color.RGBA{{52, 38, 30, 255}, {120, 78, 40, 255}, {206, 170, 96, 255}, {150, 150, 155, 255}, {24, 24, 30, 255}}[n/8%5]
	back, shirt := hue(float64(n)*0.61803), hue(float64(n)*0.61803+0.45)
	var colors [5][avatarSize]color.RGBA // by row for the background, by column for the others
	for i := range avatarSize {
		k := float64(i) / avatarSize
		colors[0][i], colors[1][i], colors[2][i] = shade(back, 1.15-k*0.5), shade(skin, 1.08-k*0.2), hair
		colors[3][i], colors[4][i] = shade(skin, 0.85), shade(shirt, 1.05-k*0.3)
	}
	for i, part := range parts() {
		at := i % avatarSize
		if part == 0 {
			at = i / avatarSize
		}
		c := colors[part][at]
		copy(img.Pix[4*i:], []uint8{c.R, c.G, c.B, c.A})
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 85}); err != nil {
		panic("sim: " + err.Error()) // an image in memory cannot fail to encode
	}
	return b.String()
}

// hue returns a soft color; t goes round the color wheel once from 0 to 1.
func hue(t float64) color.RGBA {
	channel := func(phase float64) uint8 { return uint8(150 + 70*math.Cos(2*math.Pi*(t+phase))) }
	return color.RGBA{channel(0), channel(1.0 / 3), channel(2.0 / 3), 255}
}

func shade(c color.RGBA, f float64) color.RGBA {
	k := func(v uint8) uint8 { return uint8(min(255, float64(v)*f)) }
	return color.RGBA{k(c.R), k(c.G), k(c.B), 255}
}
