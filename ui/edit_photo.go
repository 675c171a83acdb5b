package ui

import (
	"context"
	"encoding/base64"
	"fmt"
	"image"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/sheet"
	"recipientdesk/ui/kit"
)

// A photoEditor shows the photo with its size and takes another one from a file,
// the clipboard, or a file dropped on the window.
type photoEditor struct {
	widget.BaseWidget
	host    *fieldHost
	limits  sheet.Photo
	data    string // the photo shown
	drawn   bool
	on      bool
	thumb   *kit.Thumb
	facts   *widget.Label
	advice  *widget.Label
	load    *kit.Button
	paste   *kit.Button
	export  *kit.Button
	remove  *kit.Button
	reading slot
}

const (
	thumbSide   = 168
	photoAdvice = "Active Directory takes up to 100 KB. Microsoft advises 10 KB and 96 × 96 pixels for this attribute, because every " +
		"global catalog and offline address book carries the photo. Exchange keeps up to 648 × 648 pixels. " +
		"Microsoft 365 takes the photo over from directory synchronization at its own pace. " +
		"A picture file can also be dropped on this window."
	pasteTip = "Takes a copied picture, the path of a picture file, a data: address or Base64. " +
		"On Linux a picture needs the program wl-paste or xclip."
)

func newPhotoEditor(h *fieldHost, limits sheet.Photo) *photoEditor {
	e := &photoEditor{host: h, limits: limits, thumb: kit.NewThumb(thumbSide), facts: widget.NewLabel(""), advice: widget.NewLabel(photoAdvice)}
	e.facts.Wrapping = fyne.TextWrapWord
	e.advice.Wrapping = fyne.TextWrapWord
	e.advice.Importance = widget.LowImportance
	e.load = kit.NewButton("Load…", theme.FolderOpenIcon(), e.choose)
	e.load.SetTip("JPEG, PNG, GIF, WebP or BMP")
	e.paste = kit.NewButton("Paste", theme.ContentPasteIcon(), e.fromClipboard)
	e.paste.SetTip(pasteTip)
	e.export = kit.NewButton("Save as…", theme.DocumentSaveIcon(), e.toFile)
	e.remove = kit.NewButton("Remove", theme.DeleteIcon(), func() { e.put("") })
	e.ExtendBaseWidget(e)
	return e
}

func (e *photoEditor) focusTarget() fyne.CanvasObject { return e.load }

func (e *photoEditor) show(v shown) {
	e.on = v.on
	if !e.drawn || v.text() != e.data || !v.same {
		e.data, e.drawn = v.text(), true
		e.draw(v.same)
	}
	enable(e.load, v.on)
	enable(e.paste, v.on)
	enable(e.export, e.data != "")
	enable(e.remove, v.on && (e.data != "" || !v.same))
}

func (e *photoEditor) draw(same bool) {
	e.thumb.SetImage(nil)
	switch {
	case !same:
		e.facts.SetText(several)
	case e.data == "":
		e.facts.SetText("No photo")
	default:
		img, err := decodePicture([]byte(e.data))
		if err != nil {
			e.facts.SetText(fmt.Sprintf("%s that are no picture", byteSize(len(e.data))))
			return
		}
		e.thumb.SetImage(img)
		_, format, _ := image.DecodeConfig(strings.NewReader(e.data))
		text := fmt.Sprintf("%d × %d pixels, %s, %s", img.Bounds().Dx(), img.Bounds().Dy(), strings.ToUpper(format), byteSize(len(e.data)))
		if len(e.data) > sheet.PhotoAdvice {
			text += "\nMore than the advised 10 KB"
		}
		e.facts.SetText(text)
	}
}

// put sets the photo of every object; "" removes it.
func (e *photoEditor) put(data string) {
	err := e.host.do("", func(entry model.Entry) (model.Entry, error) { return e.host.field.WithText(entry, data) })
	if err != nil {
		e.host.app.fail(e.host.win, err)
	}
}

// take reads a picture where it may take a while, and lets the user crop it.
func (e *photoEditor) take(read func(context.Context) ([]byte, error)) {
	if !e.on {
		return
	}
	load(e.host.app.run, &e.reading, func(ctx context.Context) (image.Image, error) {
		data, err := read(ctx)
		if err != nil {
			return nil, err
		}
		return decodePicture(data)
	}, func(img image.Image, err error) {
		if err != nil {
			e.host.app.fail(e.host.win, err)
			return
		}
		newPhotoDialog(e, img)
	})
}

func (e *photoEditor) choose() {
	e.host.app.chooseFile(e.host.win, fileOptions{
		Title: "Load a photo", Ext: []string{".jpg", ".jpeg", ".jfif", ".png", ".gif", ".webp", ".bmp"},
		Done: func(path string) { e.take(func(context.Context) ([]byte, error) { return readPictureFile(path) }) },
	})
}

// readPicture reads no more than a picture may have.
func readPicture(r io.Reader, name string) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, pictureBytes+1))
	if err != nil {
		return nil, &model.Error{Code: model.NotFound, Subject: name, Message: "cannot be read", Hint: "Choose another file.", Err: err}
	}
	return data, nil
}

func readPictureFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, &model.Error{Code: model.NotFound, Subject: path, Message: "cannot be opened", Hint: "Choose another file.", Err: err}
	}
	defer f.Close()
	return readPicture(f, filepath.Base(path))
}

func (e *photoEditor) fromClipboard() {
	text := fyne.CurrentApp().Clipboard().Content()
	e.take(func(ctx context.Context) ([]byte, error) {
		if data, err := pictureFrom(text); err == nil || strings.TrimSpace(text) != "" {
			return data, err
		}
		return clipboardPicture(ctx)
	})
}

// pictureFrom reads what a text on the clipboard can say of a picture: the path of a
// file, as a path or file: address, a data: address (RFC 2397), or Base64.
func pictureFrom(text string) ([]byte, error) {
	text = strings.Trim(strings.TrimSpace(text), `"`)
	no := &model.Error{Code: model.Invalid, Subject: "Clipboard", Message: "holds a text that leads to no picture", Hint: pasteHint}
	if text == "" {
		return nil, no
	}
	if rest, ok := strings.CutPrefix(text, "data:"); ok {
		head, body, _ := strings.Cut(rest, ",")
		if !strings.HasSuffix(head, ";base64") {
			return nil, no
		}
		text = body
	} else if u, err := url.Parse(text); err == nil && u.Scheme == "file" {
		return readPictureFile(filePath(u))
	} else if info, err := os.Stat(text); err == nil && info.Mode().IsRegular() {
		return readPictureFile(text)
	}
	data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
	if err != nil {
		return nil, no
	}
	return data, nil
}

// filePath is the path of a file: address; on Windows it has a drive after the
// first slash.
func filePath(u *url.URL) string {
	p := u.Path
	if len(p) > 2 && p[0] == '/' && p[2] == ':' {
		p = p[1:]
	}
	return filepath.FromSlash(p)
}

// toFile writes the photo as it stands in the directory.
func (e *photoEditor) toFile() {
	data := []byte(e.data)
	e.host.app.chooseFile(e.host.win, fileOptions{Title: "Save the photo", Save: true, Name: "photo.jpg", Done: func(path string) {
		send(e.host.app.run, func(context.Context) (struct{}, error) {
			return struct{}{}, os.WriteFile(path, data, 0o666)
		}, func(_ struct{}, err error) {
			if err != nil {
				e.host.app.fail(e.host.win, &model.Error{Code: model.Denied, Subject: filepath.Base(path), Message: "cannot be written",
					Hint: "Choose another place.", Err: err})
			}
		})
	}})
}

// CreateRenderer implements fyne.Widget.
func (e *photoEditor) CreateRenderer() fyne.WidgetRenderer {
	buttons := container.NewHBox(e.load, e.paste, e.export, e.remove)
	right := container.NewVBox(e.facts, buttons, e.advice)
	return widget.NewSimpleRenderer(container.NewBorder(nil, nil, container.NewVBox(e.thumb), nil, right))
}

// dropped takes a file that was dropped on the sheet as its photo.
func (s *Sheet) dropped(_ fyne.Position, files []fyne.URI) {
	if len(files) == 0 || s.win.Modal() || s.frozen() {
		return
	}
	for _, p := range s.pages {
		if p.id != "photo" {
			continue
		}
		s.tabs.Select(p.item)
		for _, v := range p.views {
			if e, ok := v.ed.(*photoEditor); ok {
				e.take(func(context.Context) ([]byte, error) { return readPictureFile(files[0].Path()) })
				return
			}
		}
	}
}
