//go:build live

package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// patience is how long a test waits for something to happen before it fails.
const patience = 30 * time.Second

// A screen is the program under test and the keyboard before it.
type screen struct {
	*testing.T
	journal string
	home    string // where the file dialog starts
}

// compile builds the program once for all starts.
func compile(t *testing.T) string {
	t.Helper()
	if os.Getenv("RD_LDAPS") == "" || os.Getenv("DISPLAY") == "" {
		t.Fatal("needs a domain controller and a display: make test-live")
	}
	program := filepath.Join(t.TempDir(), "recipientdesk")
	if out, err := exec.Command("go", "build", "-tags", "migrated_fynedo", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return program
}

// start runs the program with a home of its own.
func start(t *testing.T, program, password string, args ...string) *screen {
	t.Helper()
	dir := t.TempDir()
	s := &screen{t, filepath.Join(dir, "journal"), dir}
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, program, append([]string{"--journal", s.journal}, args...)...)
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_CONFIG_HOME="+dir, "XDG_CACHE_HOME="+dir, "XDG_STATE_HOME="+dir, "RDESK_PASSWORD="+password)
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the program said:\n%s", said.String())
			s.picture()
		}
		cancel()
		cmd.Wait()
	})
	return s
}

// picture keeps the screen of a failed test where it can be looked at.
func (s *screen) picture() {
	file := filepath.Join(os.TempDir(), strings.ReplaceAll(s.Name(), "/", "-")+".png")
	if err := exec.Command("import", "-window", "root", file).Run(); err == nil {
		s.Logf("the screen is in %s", file)
	}
}

// eventually waits until what holds.
func (s *screen) eventually(what string, holds func() bool) {
	s.Helper()
	ctx, cancel := context.WithTimeout(s.Context(), patience)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-ctx.Done():
			s.Fatalf("waited in vain: %s", what)
		}
	}
}

func output(name string, args ...string) string {
	out, _ := exec.Command(name, args...).Output()
	return strings.TrimSpace(string(out))
}

// window waits until the window in front has a title that starts so.
func (s *screen) window(title string) {
	s.Helper()
	s.eventually("the window "+title, func() bool {
		return strings.HasPrefix(output("xdotool", "getactivewindow", "getwindowname"), title)
	})
}

// look is the screen, small enough to compare.
func look() []byte {
	b, _ := exec.Command("import", "-window", "root", "-resize", "96x96!", "-depth", "8", "rgb:-").Output()
	return b
}

// differ counts the dots that two looks do not share.
func differ(a, b []byte) (n int) {
	if len(a) != len(b) {
		return max(len(a), len(b)) / 3
	}
	for i := 0; i+2 < len(a); i += 3 {
		if !bytes.Equal(a[i:i+3], b[i:i+3]) {
			n++
		}
	}
	return n
}

// A look differs from the one before by some dots where a cursor blinks, and by a
// great part where a dialog puts a shade over its window.
const (
	blinking = 40   // scaling down blurs it
	shading  = 1500 // of 96 × 96
)

func alike(a, b []byte) bool { return differ(a, b) <= blinking }

// still waits until something other than before is drawn and nothing moves: a
// window that is not drawn yet does not hear the keyboard either, and a dialog
// comes up only when what it shows was read. before may be nil.
func (s *screen) still(before []byte) {
	s.Helper()
	s.rest(before, 0)
}

// rest is still for some time: until an answer to what was typed is drawn, where
// the program waits for the end of typing before it asks.
func (s *screen) rest(before []byte, long time.Duration) {
	s.Helper()
	var last []byte
	var since time.Time
	s.eventually("a still picture", func() bool {
		now := look()
		if blank := len(bytes.Trim(now, "\x00")) == 0; blank || !alike(now, last) || alike(now, before) {
			last, since = now, time.Now()
			return false
		}
		return time.Since(since) >= long
	})
}

// after presses keys and waits for what they bring up.
func (s *screen) after(keys ...string) {
	s.Helper()
	before := look()
	s.press(keys...)
	s.still(before)
}

// dialog presses keys and waits for the dialog that they bring up, or take away.
func (s *screen) dialog(keys ...string) {
	s.Helper()
	before := look()
	s.press(keys...)
	s.eventually("a dialog", func() bool { return differ(look(), before) > shading })
	s.still(nil)
}

// press types keys by name; write types text.
func (s *screen) press(keys ...string) {
	s.Helper()
	if out, err := exec.Command("xdotool", append([]string{"key", "--delay", "40"}, keys...)...).CombinedOutput(); err != nil {
		s.Fatalf("press %v: %v\n%s", keys, err, out)
	}
}

// tabs presses Tab so many times.
func (s *screen) tabs(n int) {
	s.Helper()
	for range n {
		s.press("Tab")
	}
}

func (s *screen) write(text string) {
	s.Helper()
	if out, err := exec.Command("xdotool", "type", "--delay", "15", text).CombinedOutput(); err != nil {
		s.Fatalf("type: %v\n%s", err, out)
	}
}

// sheet opens the properties of the one object that the list shows for a name.
func (s *screen) sheet(name, title string) {
	s.Helper()
	s.press("F3")
	s.write(name)
	s.press("Return", "Return")
	s.window(title) // which it says once it is read
	s.still(nil)
}

// takeBack closes what is open and undoes the last saved change in the main window.
func (s *screen) takeBack(keys ...string) {
	s.Helper()
	s.press("ctrl+w")
	s.window("corp.example")
	s.rest(nil, 150*time.Millisecond)
	s.dialog("ctrl+z") // the preview is up
	s.press(keys...)
}
