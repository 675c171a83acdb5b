package sim

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math"
)

// avatar draws a portrait as JPEG, 96 pixels square and about 3 KB: a head and
// shoulders before a background, in colors that follow from n.
func avatar(n int) string {
	const size = 96
	img := image.NewRGBA(image.Rect(0, 0, size, size))
	skin := []color.RGBA{{241, 206, 178, 255}, {224, 172, 132, 255}, {198, 134, 92, 255}, {141, 85, 54, 255}}[n/8%4]
	hair := []color.RGBA{{52, 38, 30, 255}, {120, 78, 40, 255}, {206, 170, 96, 255}, {150, 150, 155, 255}, {24, 24, 30, 255}}[n/8%5]
	back, shirt := hue(float64(n)*0.61803), hue(float64(n)*0.61803+0.45)
	ellipse := func(x, y int, cx, cy, rx, ry float64) bool {
		dx, dy := (float64(x)-cx)/rx, (float64(y)-cy)/ry
		return dx*dx+dy*dy <= 1
	}
	for y := range size {
		for x := range size {
			c := shade(back, 1.15-float64(y)/size*0.5)
			switch {
			case ellipse(x, y, 48, 42, 17, 21) && !ellipse(x, y, 48, 14, 22, 14):
				c = shade(skin, 1.08-float64(x)/size*0.2)
			case ellipse(x, y, 48, 36, 21, 24) && y < 46:
				c = hair
			case ellipse(x, y, 48, 66, 8, 12):
				c = shade(skin, 0.85)
			case ellipse(x, y, 48, 104, 38, 34):
				c = shade(shirt, 1.05-float64(x)/size*0.3)
			}
			img.SetRGBA(x, y, c)
		}
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
