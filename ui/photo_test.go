package ui

import (
	"bytes"
	"context"
	"encoding/base64"
	"image"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"recipientdesk/model"
	"recipientdesk/model/sheet"
)

func pngFile(t *testing.T, img image.Image) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "Anna's photo.png")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func (d *driver) photo() *photoEditor {
	d.t.Helper()
	return d.view("photo").ed.(*photoEditor)
}

func TestADroppedPictureBecomesAPhotoWithinTheLimit(t *testing.T) {
	d := newDriver(t, "").open(someone)
	d.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(pngFile(t, noise(300, 200)))})
	d.run.drain()
	if !d.win.Modal() {
		t.Fatal("the picture is not offered for cropping")
	}
	d.press(fyne.KeyLeft, 0) // moves the square
	d.run.drain()
	test.Tap(d.button("Use photo"))
	d.status("1 change")
	d.save()
	d.run.drain()
	data := d.stored(someone, "thumbnailPhoto")
	cfg, err := jpeg.DecodeConfig(strings.NewReader(data))
	if err != nil || cfg.Width != sheet.PhotoPixels || cfg.Height != sheet.PhotoPixels || len(data) > sheet.PhotoAdvice {
		t.Errorf("%d bytes, %+v, %v", len(data), cfg, err)
	}
}

func TestAPictureThatDoesNotFitCannotBeUsed(t *testing.T) {
	d := newDriver(t, "").open(someone)
	e := d.photo()
	p := newPhotoDialog(e, noise(660, 660))
	p.pixels.SetSelected(p.pixels.Options[3]) // 648 pixels of noise in 10 KB
	d.run.step(0)                             // the photo of 96 pixels comes late
	if !d.button("Use photo").Disabled() {
		t.Error("a photo of older settings could be used")
	}
	d.run.drain()
	if !d.button("Use photo").Disabled() || !strings.Contains(p.facts.Text, "Does not fit") {
		t.Errorf("it says %q", p.facts.Text)
	}
	p.limit.SetSelected(p.limit.Options[2])
	p.pixels.SetSelected(p.pixels.Options[1])
	d.run.drain()
	if d.button("Use photo").Disabled() || len(p.data) > sheet.PhotoMax {
		t.Errorf("it says %q", p.facts.Text)
	}
}

func TestRemovingAPhoto(t *testing.T) {
	d := newDriver(t, "").open("alindqvist")
	e := d.photo()
	if !strings.Contains(e.facts.Text, "96 × 96 pixels, JPEG") {
		t.Errorf("it says %q", e.facts.Text)
	}
	test.Tap(e.remove)
	if e.facts.Text != "No photo" {
		t.Errorf("it says %q", e.facts.Text)
	}
	d.undo()
	if !strings.Contains(e.facts.Text, "pixels") {
		t.Error("undo does not bring it back")
	}
}

func TestPicturesFromTheClipboard(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, noise(20, 20)); err != nil {
		t.Fatal(err)
	}
	code, path := base64.StdEncoding.EncodeToString(b.Bytes()), pngFile(t, noise(20, 20))
	for name, text := range map[string]string{
		"Base64": code, "Base64 in lines": code[:76] + "\r\n" + code[76:], "a data address": "data:image/png;base64," + code,
		"a path": path, "a path in quotes": `"` + path + `"`, "a file address": storage.NewFileURI(path).String(),
	} {
		data, err := pictureFrom(text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if _, err := decodePicture(data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, text := range []string{"", "hello there", "data:text/plain,hello", "/no/such/file.png", t.TempDir()} {
		if data, err := pictureFrom(text); err == nil {
			if _, err := decodePicture(data); err == nil {
				t.Errorf("%q gave a picture", text)
			}
		}
	}
	if _, err := pictureFrom("hello there"); !strings.Contains(sentence(err), "path of a picture file") {
		t.Errorf("it says %q", sentence(err))
	}
}

func TestAFileThatIsNoPictureIsRefused(t *testing.T) {
	d := newDriver(t, "").open(someone)
	path := filepath.Join(t.TempDir(), "x.jpg")
	d.must(os.WriteFile(path, []byte("hello"), 0o600))
	e := d.photo()
	test.Tap(e.load)
	d.run.drain()
	d.press(fyne.KeyReturn, 0) // on the path of the folder: stays
	d.run.drain()
	if !d.win.Modal() {
		t.Fatal("the file dialog is gone")
	}
	test.Tap(d.button("Cancel"))
	e.take(func(context.Context) ([]byte, error) { return readPictureFile(path) })
	d.run.drain()
	if d.button("Close") == nil || model.CodeOf(errOf(decodePicture([]byte("hello")))) != model.Invalid {
		t.Error("nothing says why")
	}
	d.status("No changes")
}

func errOf(_ image.Image, err error) error { return err }

func TestFolders(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.jpg", "A.PNG", "note.txt", ".hidden.jpg"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "Zoo"), 0o700); err != nil {
		t.Fatal(err)
	}
	list, err := listFolder(dir, []string{".jpg", ".png"})
	if err != nil || len(list) != 3 || list[0].name != "Zoo" || list[1].name != "A.PNG" {
		t.Errorf("%+v, %v", list, err)
	}
	if _, err := listFolder(filepath.Join(dir, "none"), nil); model.CodeOf(err) != model.NotFound {
		t.Errorf("%v", err)
	}
}
