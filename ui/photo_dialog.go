package ui

import (
	"context"
	"fmt"
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model/sheet"
	"recipientdesk/ui/kit"
)

// A photoDialog crops a picture and shows at once what it will look like and how
// large it will be.
type photoDialog struct {
	editor  *photoEditor
	picture image.Image
	dialog  *kit.Dialog
	crop    *cropper
	pixels  *kit.Select
	limit   *kit.Select
	thumb   *kit.Thumb
	facts   *widget.Label

	data    []byte // nil while it is being made, or does not fit
	making  slot
	waiting func()
}

// The sizes offered: what Outlook shows, what phones and Teams show, and the most
// that Exchange keeps.
var (
	photoPixels = []int{sheet.PhotoPixels, 240, 360, sheet.PhotoPixelsMax}
	photoLimits = []int{sheet.PhotoAdvice, 50 << 10, sheet.PhotoMax}
)

func newPhotoDialog(e *photoEditor, img image.Image) *photoDialog {
	d := &photoDialog{editor: e, picture: img, thumb: kit.NewThumb(thumbSide), facts: widget.NewLabel(""), waiting: func() {}}
	d.facts.Wrapping = fyne.TextWrapWord
	d.crop = newCropper(img, d.later)
	var sizes, limits []string
	for _, px := range photoPixels {
		sizes = append(sizes, fmt.Sprintf("%d × %d pixels", px, px))
	}
	for _, n := range d.limits() {
		limits = append(limits, fmt.Sprintf("at most %d KB", n>>10))
	}
	d.pixels = kit.NewSelect(sizes, func(string) { d.later() })
	d.pixels.SetTip("Outlook shows 96 × 96. Exchange keeps up to 648 × 648.")
	d.pixels.ShowSelected(sizes[0])
	d.limit = kit.NewSelect(limits, func(string) { d.later() })
	d.limit.SetTip("10 KB is what Microsoft advises for thumbnailPhoto; the schema takes 100 KB.")
	d.limit.ShowSelected(limits[0])

	help := widget.NewLabel("Drag the square or use the arrow keys; the wheel, + and − change its size.")
	help.Wrapping = fyne.TextWrapWord
	help.Importance = widget.LowImportance
	right := container.NewVBox(container.NewHBox(d.thumb), d.facts, d.pixels, d.limit, help)
	d.dialog = e.host.win.Ask(kit.Question{
		Title: "Photo", OK: "Use photo", Focus: d.crop,
		Content: framed(nil, nil, nil, container.New(atLeast{210, cropperSide}, right), d.crop),
		OnOK: func() bool {
			if d.data == nil {
				return false
			}
			e.put(string(d.data))
			return true
		},
	})
	d.make()
	return d
}

// limits are the sizes in bytes that the schema allows.
func (d *photoDialog) limits() (out []int) {
	for _, n := range photoLimits {
		if most := d.editor.limits.MaxBytes; most == 0 || n <= most {
			out = append(out, n)
		}
	}
	if len(out) == 0 {
		out = []int{d.editor.limits.MaxBytes}
	}
	return out
}

func choice(s *kit.Select, values []int) int {
	for i, o := range s.Options {
		if o == s.Selected {
			return values[i]
		}
	}
	return values[0]
}

// later makes the photo when the square has rested a moment.
func (d *photoDialog) later() {
	d.data = nil
	d.dialog.Enable(false)
	d.making.stop() // what is under way is of another square
	d.waiting()
	d.waiting = d.editor.host.app.run.After(60*time.Millisecond, d.make)
}

// A madePhoto is the photo as it would be stored.
type madePhoto struct {
	img     image.Image
	data    []byte
	quality int
}

func (d *photoDialog) make() {
	img, square := d.picture, d.crop.crop
	px, limit := choice(d.pixels, photoPixels), choice(d.limit, d.limits())
	load(d.editor.host.app.run, &d.making, func(context.Context) (madePhoto, error) {
		m := madePhoto{img: square.cut(img, px)}
		var err error
		m.data, m.quality, err = compress(m.img, limit)
		return m, err
	}, d.made)
}

func (d *photoDialog) made(m madePhoto, err error) {
	if d.dialog.Closed() {
		return
	}
	d.thumb.SetImage(m.img)
	d.data = m.data
	d.dialog.Enable(err == nil)
	if err != nil {
		d.facts.Importance = widget.DangerImportance
		d.facts.SetText(sentence(err))
		return
	}
	side := m.img.Bounds().Dx()
	text := fmt.Sprintf("%d × %d pixels\n%s, JPEG quality %d", side, side, byteSize(len(m.data)), m.quality)
	if side < choice(d.pixels, photoPixels) {
		text += "\nThe square has no more pixels"
	}
	d.facts.Importance = widget.MediumImportance
	d.facts.SetText(text)
}
