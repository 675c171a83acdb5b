package ui

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"

	"recipientdesk/model"
)

// noise is the hardest picture to compress.
func noise(w, h int) image.Image {
	r := rand.New(rand.NewPCG(1, 2))
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = byte(r.Uint32())
	}
	return img
}

func TestCompressKeepsTheLimit(t *testing.T) {
	img := newCrop(400, 300).cut(noise(400, 300), 96)
	for _, limit := range []int{10240, 51200, 102400} {
		data, quality, err := compress(img, limit)
		if err != nil || len(data) > limit {
			t.Fatalf("limit %d: %d bytes, %v", limit, len(data), err)
		}
		if quality < qualityBest { // one step better must not fit
			var b bytes.Buffer
			if jpeg.Encode(&b, img, &jpeg.Options{Quality: quality + 1}); b.Len() <= limit {
				t.Errorf("limit %d: quality %d was chosen, %d fits too", limit, quality, quality+1)
			}
		}
	}
	if _, _, err := compress(noise(648, 648), 10240); model.CodeOf(err) != model.Invalid {
		t.Errorf("noise of 648 pixels in 10 KB: %v", err)
	}
}

func TestCutIsSquareAndNeverGrows(t *testing.T) {
	for _, tt := range []struct{ w, h, px, want int }{{400, 300, 96, 96}, {40, 60, 96, 40}, {1, 1, 96, 1}, {3000, 20, 648, 20}} {
		got := newCrop(tt.w, tt.h).cut(image.NewGray(image.Rect(0, 0, tt.w, tt.h)), tt.px).Bounds()
		if got.Dx() != tt.want || got.Dy() != tt.want {
			t.Errorf("%d×%d at %d: %v", tt.w, tt.h, tt.px, got)
		}
	}
}

func TestTransparentBecomesWhite(t *testing.T) {
	img := newCrop(20, 20).cut(image.NewNRGBA(image.Rect(0, 0, 20, 20)), 20)
	if c := color.GrayModel.Convert(img.At(10, 10)).(color.Gray); c.Y != 255 {
		t.Errorf("gray %d", c.Y)
	}
}

func TestCropStaysInside(t *testing.T) {
	c := newCrop(300, 200)
	for range 2000 {
		c = c.move(rand.IntN(400)-200, rand.IntN(400)-200).zoom(rand.IntN(200) - 100)
		if !c.rect().In(image.Rect(0, 0, 300, 200)) || c.side < cropSmall || c.rect().Dx() != c.rect().Dy() {
			t.Fatalf("%+v", c)
		}
	}
}

func TestOrientation(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 32, 16))
	for x := range 16 {
		for y := range 16 {
			img.SetGray(x, y, color.Gray{255}) // the left half is white
		}
	}
	for o, want := range map[int][2]image.Point{ // a white and a black place afterwards
		1: {{4, 8}, {28, 8}}, 2: {{28, 8}, {4, 8}}, 3: {{28, 8}, {4, 8}}, 4: {{4, 8}, {28, 8}},
		5: {{8, 4}, {8, 28}}, 6: {{8, 4}, {8, 28}}, 7: {{8, 28}, {8, 4}}, 8: {{8, 28}, {8, 4}},
	} {
		got, err := decodePicture(withOrientation(t, img, uint16(o)))
		if err != nil {
			t.Fatal(err)
		}
		light := color.GrayModel.Convert(got.At(want[0].X, want[0].Y)).(color.Gray).Y
		dark := color.GrayModel.Convert(got.At(want[1].X, want[1].Y)).(color.Gray).Y
		if light < 200 || dark > 50 {
			t.Errorf("orientation %d: %d at %v, %d at %v", o, light, want[0], dark, want[1])
		}
	}
}

// withOrientation writes a JPEG file with an EXIF block.
func withOrientation(t *testing.T, img image.Image, o uint16) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	tiff := []byte("MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01")
	tiff = binary.BigEndian.AppendUint16(tiff, o)
	tiff = append(tiff, 0, 0, 0, 0, 0, 0)
	exif := append([]byte("Exif\x00\x00"), tiff...)
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(exif)+2))
	return append(append(head, exif...), b.Bytes()[2:]...)
}

func TestHostilePictures(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	bomb := b.Bytes()
	binary.BigEndian.PutUint32(bomb[16:], 60000) // width and height in IHDR
	binary.BigEndian.PutUint32(bomb[20:], 60000)
	binary.BigEndian.PutUint32(bomb[29:], crc32.ChecksumIEEE(bomb[12:29]))
	for name, data := range map[string][]byte{
		"nothing": nil, "text": []byte("not a picture"), "a bomb": bomb,
		"half a file": b.Bytes()[:len(b.Bytes())/2], "a broken EXIF block": append([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00II*\x00\xff\xff\xff\xff"), 0),
	} {
		if _, err := decodePicture(data); model.CodeOf(err) != model.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := decodePicture(bomb)
	if err == nil || !strings.Contains(err.Error(), "60000") {
		t.Errorf("the bomb was refused for another reason: %v", err)
	}
}

func FuzzOrientation(f *testing.F) {
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if o := orientation(data); o < 1 || o > 8 {
			t.Errorf("orientation %d", o)
		}
	})
}
