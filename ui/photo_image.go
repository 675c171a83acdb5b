package ui

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	_ "image/gif" // decoders register themselves
	"image/jpeg"
	_ "image/png"

	_ "golang.org/x/image/bmp"
	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp"

	"recipientdesk/model"
)

// Limits of what is read as a picture. A file of a few kilobytes can claim to be
// a picture of many gigabytes, so its size is looked at before it is unpacked.
const (
	pictureBytes  = 60 << 20
	picturePixels = 80_000_000 // 320 MB unpacked; above every camera sold for portraits
	pictureSide   = 20_000
)

// decodePicture reads a JPEG, PNG, GIF, WebP or BMP file, turned upright as its
// EXIF data say. The error has code Invalid.
func decodePicture(data []byte) (image.Image, error) {
	no := func(message, advice string, err error) (image.Image, error) {
		return nil, &model.Error{Code: model.Invalid, Subject: "Picture", Message: message, Hint: advice, Err: err}
	}
	if len(data) > pictureBytes {
		return no(fmt.Sprintf("the file has %d MB", len(data)>>20), "Choose a file of at most 60 MB.", nil)
	}
	cfg, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return no("this is no picture that can be read", "Choose a JPEG, PNG, GIF, WebP or BMP file.", err)
	}
	if cfg.Width < 1 || cfg.Height < 1 || cfg.Width > pictureSide || cfg.Height > pictureSide || cfg.Width*cfg.Height > picturePixels {
		return no(fmt.Sprintf("has %d × %d pixels, which is too large", cfg.Width, cfg.Height), "Make it smaller in a picture program first.", nil)
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return no("the file is damaged", "Choose another file.", err)
	}
	return upright(img, orientation(data)), nil
}

// orientation reads the EXIF orientation of a JPEG file, 1 to 8; 1 where there is
// none (Exif 2.32, 4.6.4 tag 0x0112).
func orientation(data []byte) int {
	if len(data) < 4 || data[0] != 0xff || data[1] != 0xd8 {
		return 1
	}
	for p := 2; p+4 <= len(data) && data[p] == 0xff; {
		size := int(binary.BigEndian.Uint16(data[p+2:]))
		if size < 2 || p+2+size > len(data) || data[p+1] == 0xda {
			return 1
		}
		if body := data[p+4 : p+2+size]; data[p+1] == 0xe1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")) {
			return tiffOrientation(body[6:])
		}
		p += 2 + size
	}
	return 1
}

func tiffOrientation(t []byte) int {
	var order binary.ByteOrder = binary.BigEndian
	switch {
	case len(t) < 8:
		return 1
	case bytes.HasPrefix(t, []byte("II")):
		order = binary.LittleEndian
	}
	at := int64(order.Uint32(t[4:]))
	if at+2 > int64(len(t)) {
		return 1
	}
	for i := range int64(order.Uint16(t[at:])) {
		tag := at + 2 + 12*i
		if tag+12 > int64(len(t)) {
			return 1
		}
		if order.Uint16(t[tag:]) == 0x0112 {
			if o := int(order.Uint16(t[tag+8:])); o >= 1 && o <= 8 {
				return o
			}
			return 1
		}
	}
	return 1
}

// upright turns and mirrors a picture as its orientation asks.
func upright(img image.Image, o int) image.Image {
	if o == 1 {
		return img
	}
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	src := image.NewNRGBA(image.Rect(0, 0, w, h))
	draw.Draw(src, src.Bounds(), img, b.Min, draw.Src)
	size := image.Rect(0, 0, w, h)
	if o >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	dst := image.NewNRGBA(size)
	for y := range h {
		for x := range w {
			dx, dy := turned(o, x, y, w, h)
			copy(dst.Pix[dst.PixOffset(dx, dy):][:4], src.Pix[src.PixOffset(x, y):][:4])
		}
	}
	return dst
}

// turned is where a pixel of a w by h picture goes.
func turned(o, x, y, w, h int) (int, int) {
	switch o {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return h - 1 - y, x
	case 7:
		return h - 1 - y, w - 1 - x
	}
	return y, w - 1 - x // 8
}

// A crop is a square part of a picture, in its pixels. The square is always
// inside.
type crop struct {
	w, h       int // of the picture
	x, y, side int
}

// cropSmall is the smallest square: less is no portrait.
const cropSmall = 16

// newCrop is the largest square, in the middle of the width and somewhat above
// the middle of the height, where the face of a portrait is.
func newCrop(w, h int) crop {
	c := crop{w: w, h: h, side: min(w, h)}
	c.x, c.y = (w-c.side)/2, (h-c.side)*2/5
	return c
}

// move shifts the square, as far as it goes.
func (c crop) move(dx, dy int) crop {
	c.x = max(0, min(c.x+dx, c.w-c.side))
	c.y = max(0, min(c.y+dy, c.h-c.side))
	return c
}

// zoom changes the length of a side around the middle of the square.
func (c crop) zoom(by int) crop {
	most := min(c.w, c.h)
	side := max(min(cropSmall, most), min(c.side+by, most))
	d := (c.side - side) / 2
	c.side = side
	return c.move(d, d)
}

func (c crop) rect() image.Rectangle { return image.Rect(c.x, c.y, c.x+c.side, c.y+c.side) }

// cut takes the square out of img and scales it to px pixels a side, or to its
// own size if that is smaller: a picture does not get better by growing. What is
// transparent becomes white, because JPEG has no transparency.
func (c crop) cut(img image.Image, px int) image.Image {
	px = min(px, c.side)
	dst := image.NewRGBA(image.Rect(0, 0, px, px))
	draw.Draw(dst, dst.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.CatmullRom.Scale(dst, dst.Bounds(), img, c.rect().Add(img.Bounds().Min), draw.Over, nil)
	return dst
}

// Quality of a JPEG, as image/jpeg counts it. Below the worst, faces dissolve.
const (
	qualityBest  = 92
	qualityWorst = 30
)

// compress writes img as the best JPEG that has at most limit bytes. The error
// has code Invalid if even the worst is larger.
func compress(img image.Image, limit int) (data []byte, quality int, err error) {
	low, high := qualityWorst, qualityBest
	for low <= high {
		q := (low + high + 1) / 2
		if low == qualityWorst && high == qualityBest {
			q = qualityBest // most pictures fit at once
		}
		var b bytes.Buffer
		if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: q}); err != nil {
			return nil, 0, &model.Error{Code: model.Internal, Subject: "Picture", Message: "cannot be written as JPEG", Err: err}
		}
		if b.Len() <= limit {
			data, quality, low = b.Bytes(), q, q+1
		} else {
			high = q - 1
		}
	}
	if data == nil {
		return nil, 0, &model.Error{Code: model.Invalid, Subject: "Picture",
			Message: fmt.Sprintf("does not fit into %s at this size", byteSize(limit)), Hint: "Choose fewer pixels or a higher limit."}
	}
	return data, quality, nil
}

// scaleFast fills dst with img, for looking at only.
func scaleFast(dst draw.Image, img image.Image) {
	draw.ApproxBiLinear.Scale(dst, dst.Bounds(), img, img.Bounds(), draw.Src, nil)
}
