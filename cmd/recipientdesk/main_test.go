package main

import (
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"recipientdesk/cmd/session"
	"recipientdesk/ui"
)

func TestMetadataIsThatOfFyneApp(t *testing.T) {
	b, err := os.ReadFile("../../FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{`Name = "` + appName + `"`, `ID = "` + appID + `"`, `Version = "` + version + `"`, "fyneDo = true"} {
		if !strings.Contains(string(b), line) {
			t.Errorf("FyneApp.toml lacks %s", line)
		}
	}
}

func TestDisplay(t *testing.T) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		t.Skip("a window needs no display server here")
	}
	env := func(m map[string]string) func(string) string { return func(k string) string { return m[k] } }
	if err := checkDisplay(env(nil)); err == nil {
		t.Error("no display is taken for one")
	}
	if err := checkDisplay(env(map[string]string{"WAYLAND_DISPLAY": "wayland-0"})); err != nil {
		t.Error(err)
	}
	if err := checkDisplay(env(map[string]string{"DISPLAY": ":59871"})); err == nil || !strings.Contains(err.Error(), "does not answer") {
		t.Errorf("a display nobody serves: %v", err)
	}
	if reachable("nonsense") {
		t.Error("a name without a number is taken for a display")
	}
	path := filepath.Join(t.TempDir(), "x")
	if l, err := net.Listen("unix", "@/tmp/.X11-unix/X59872"); err == nil {
		defer l.Close()
		if err := checkDisplay(env(map[string]string{"DISPLAY": ":59872.0"})); err != nil {
			t.Error(err)
		}
	} else {
		t.Log("no abstract sockets here:", path)
	}
}

func TestTargetTakesOverWhatTheMachineSays(t *testing.T) {
	out := target(session.Target{JournalDir: "/j", CCache: "FILE:/c"},
		ui.Target{Directory: "ldaps://dc1", User: "eva", Auth: "ntlm", Password: "secret", Base: "OU=Staff,DC=corp", CAFile: "ca.pem"})
	if out.JournalDir != "/j" || out.CCache != "FILE:/c" || out.Directory != "ldaps://dc1" || out.User != "eva" ||
		out.Auth != "ntlm" || out.CAFile != "ca.pem" || len(out.Bases) != 1 {
		t.Errorf("%+v", out)
	}
	if p, err := out.Password(true); p != "secret" || err != nil {
		t.Errorf("password %q, %v", p, err)
	}
}

func TestKeyringIsOffWithAReason(t *testing.T) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		t.Skip("there is always a keyring here")
	}
	k, why := openKeyring(func(key string) string {
		if key == "XDG_RUNTIME_DIR" {
			return t.TempDir()
		}
		return ""
	})
	if k != nil || why == "" {
		t.Errorf("without a bus: %v, %q", k, why)
	}
}

func TestWrongFlagsAreRefused(t *testing.T) {
	none := func(string) string { return "" }
	if got := run([]string{"--nonsense"}, none); got != 2 {
		t.Errorf("status %d", got)
	}
	if got := run([]string{"what"}, none); got != 2 {
		t.Errorf("status %d", got)
	}
}
