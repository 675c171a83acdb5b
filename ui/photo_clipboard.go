package ui

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"recipientdesk/model"
)

// A clipboardTool is a program that prints the picture on the clipboard. Fyne's
// clipboard holds text only, and a library for pictures would need a C compiler
// for every system; these programs come with the system, or are a small package.
type clipboardTool struct {
	command []string
	decode  func([]byte) ([]byte, error) // nil: it prints the picture itself
}

// clipboardTools are tried in order, by GOOS. Of Linux the first two ask for PNG,
// which every program that copies pictures offers.
var clipboardTools = map[string][]clipboardTool{
	"linux": {
		{command: []string{"wl-paste", "--no-newline", "--type", "image/png"}},
		{command: []string{"xclip", "-selection", "clipboard", "-target", "image/png", "-out"}},
	},
	"windows": {{
		command: []string{"powershell", "-NoProfile", "-NonInteractive", "-Sta", "-Command",
			"Add-Type -AssemblyName System.Windows.Forms,System.Drawing;" +
				"$i=[Windows.Forms.Clipboard]::GetImage();if($i -eq $null){exit 1};" +
				"$m=New-Object IO.MemoryStream;$i.Save($m,[Drawing.Imaging.ImageFormat]::Png);[Convert]::ToBase64String($m.ToArray())"},
		decode: func(b []byte) ([]byte, error) { return base64.StdEncoding.DecodeString(string(bytes.TrimSpace(b))) },
	}},
	"darwin": {{command: []string{"osascript", "-e", "the clipboard as «class PNGf»"}, decode: appleData}},
}

// appleData reads what AppleScript prints of data: «data PNGf89504E47…».
func appleData(b []byte) ([]byte, error) {
	text := strings.TrimSpace(string(b))
	text = strings.TrimSuffix(strings.TrimPrefix(text, "«data PNGf"), "»")
	return hex.DecodeString(text)
}

// clipboardTime is how long such a program may take; PowerShell needs seconds on
// a slow machine.
const clipboardTime = 15 * time.Second

// clipboardPicture reads the picture on the clipboard. The error has code Invalid
// if there is none, and names the program that is missing where one is.
func clipboardPicture(ctx context.Context) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, clipboardTime)
	defer cancel()
	tools := clipboardTools[runtime.GOOS]
	var missing []string
	for _, t := range tools {
		cmd := exec.CommandContext(ctx, t.command[0], t.command[1:]...)
		withoutWindow(cmd)
		out, err := cmd.Output()
		if errors.Is(err, exec.ErrNotFound) {
			missing = append(missing, t.command[0])
			continue
		}
		if err == nil && t.decode != nil {
			out, err = t.decode(out)
		}
		if err == nil && len(out) > 0 {
			return out, nil
		}
	}
	no := &model.Error{Code: model.Invalid, Subject: "Clipboard", Message: "holds no picture", Hint: pasteHint}
	if len(missing) > 0 && len(missing) == len(tools) {
		no.Message = "holds no text that leads to a picture, and pictures cannot be read from it: " + strings.Join(missing, " and ") + " is missing"
		no.Hint = "Install one of them, or save the picture to a file and load that."
	}
	return nil, no
}

const pasteHint = "Copy a picture, the path of a picture file, a data: address or Base64; or drop the file on this window."
