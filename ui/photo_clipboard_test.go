package ui

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestACopiedPicture(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the programs that stand in are shell scripts")
	}
	bin := t.TempDir()
	t.Setenv("PATH", bin)
	_, err := clipboardPicture(t.Context())
	if err == nil || !strings.Contains(aloud(err), "wl-paste and xclip is missing") {
		t.Errorf("without a program: %v", err)
	}

	var b bytes.Buffer
	if err := png.Encode(&b, noise(30, 30)); err != nil {
		t.Fatal(err)
	}
	picture := filepath.Join(bin, "picture.png")
	write := func(name, text string, mode os.FileMode) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(bin, name), []byte(text), mode); err != nil {
			t.Fatal(err)
		}
	}
	write("picture.png", b.String(), 0o600)
	write("wl-paste", "#!/bin/sh\nexit 1\n", 0o700) // no Wayland here
	write("xclip", "#!/bin/sh\nwhile read -r l; do :; done < /dev/null\nexec /bin/cat "+picture+"\n", 0o700)

	d := newDriver(t, "").open(someone)
	fyne.CurrentApp().Clipboard().SetContent("")
	test.Tap(d.photo().paste)
	d.run.drain()
	test.Tap(d.button("Use photo"))
	d.status("1 change")

	write("xclip", "#!/bin/sh\nexit 1\n", 0o700)
	if _, err := clipboardPicture(t.Context()); err == nil || !strings.Contains(aloud(err), "holds no picture") {
		t.Errorf("an empty clipboard: %v", err)
	}
}

func TestAppleData(t *testing.T) {
	if b, err := appleData([]byte("«data PNGf89504E47»\n")); err != nil || string(b) != "\x89PNG" {
		t.Errorf("%q, %v", b, err)
	}
}
