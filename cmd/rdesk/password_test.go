package main

import (
	"io"
	"strings"
	"testing"

	"recipientdesk/model"
)

func TestFirstLine(t *testing.T) {
	for text, want := range map[string]string{
		"s3cret": "s3cret", "s3cret\n": "s3cret", "s3cret\r\nmore\n": "s3cret", " s3cret \n": " s3cret ",
		"\xef\xbb\xbfs3crét\r\n":         "s3crét", // Out-File -Encoding utf8
		"\xff\xfes\x003\x00\r\x00\n\x00": "s3",     // > in Windows PowerShell
	} {
		if got, err := firstLine(strings.NewReader(text)); err != nil || got != want {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "\n", "\r\nsecond", "\xef\xbb\xbf"} {
		if _, err := firstLine(strings.NewReader(text)); model.CodeOf(err) != model.Invalid {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// Whoever types the password, or holds the pipe open, waits for nothing more.
func TestFirstLineDoesNotWaitForTheEnd(t *testing.T) {
	r, w := io.Pipe()
	go io.WriteString(w, "s3cret\n") // and the pipe stays open
	if got, err := firstLine(r); got != "s3cret" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}
