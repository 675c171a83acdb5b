//go:build live

package main

import (
	"bufio"
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// These tests drive the real window on a real screen by keyboard alone, from
// connecting to a saved and undone change, and look at the result with OpenLDAP's
// ldapsearch on the real server.

// patience is how long a test waits for something to happen before it fails.
const patience = 30 * time.Second

// A screen is the program under test and the keyboard before it.
type screen struct {
	*testing.T
	journal string
}

// compile builds the program once for all starts.
func compile(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "recipientdesk")
	if out, err := exec.Command("go", "build", "-tags", "migrated_fynedo", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return program
}

func start(t *testing.T, program string) *screen {
	t.Helper()
	if os.Getenv("RD_LDAPS") == "" || os.Getenv("DISPLAY") == "" {
		t.Fatal("needs a domain controller and a display: make test-live")
	}
	dir := t.TempDir()
	s := &screen{t, filepath.Join(dir, "journal")}
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, program, "--journal", s.journal)
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_CONFIG_HOME="+dir, "XDG_CACHE_HOME="+dir, "XDG_STATE_HOME="+dir)
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
	s.window("RecipientDesk")
	s.still(nil)
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

// still waits until something other than before is drawn and nothing moves: a
// window that is not drawn yet does not hear the keyboard either, and a dialog
// comes up only when what it shows was read. before may be nil.
func (s *screen) still(before []byte) {
	s.Helper()
	var last []byte
	s.eventually("a still picture", func() bool {
		now := look()
		blank := len(bytes.Trim(now, "\x00")) == 0
		done := !blank && !bytes.Equal(now, before) && bytes.Equal(now, last)
		last = now
		return done
	})
}

// press types keys by name; write types text.
func (s *screen) press(keys ...string) {
	s.Helper()
	if out, err := exec.Command("xdotool", append([]string{"key", "--delay", "60"}, keys...)...).CombinedOutput(); err != nil {
		s.Fatalf("press %v: %v\n%s", keys, err, out)
	}
}

func (s *screen) write(text string) {
	s.Helper()
	if out, err := exec.Command("xdotool", "type", "--delay", "20", text).CombinedOutput(); err != nil {
		s.Fatalf("type: %v\n%s", err, out)
	}
}

// values reads an attribute with ldapsearch, as the administrator.
func (s *screen) values(account, attr string) []string {
	s.Helper()
	cmd := exec.Command("ldapsearch", "-LLL", "-x", "-o", "ldif-wrap=no", "-H", os.Getenv("RD_LDAPS"), "-D", os.Getenv("RD_BIND"), "-w", os.Getenv("RD_PASSWORD"),
		"-b", "OU=Staff,"+os.Getenv("RD_BASE"), "(sAMAccountName="+account+")", attr)
	cmd.Env = append(os.Environ(), "LDAPTLS_CACERT="+os.Getenv("RD_CA"))
	out, err := cmd.Output()
	if err != nil {
		s.Fatalf("ldapsearch: %v", err)
	}
	var vals []string
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		if v, ok := strings.CutPrefix(lines.Text(), attr+": "); ok {
			vals = append(vals, v)
		}
	}
	slices.Sort(vals)
	return vals
}

// remove takes a value away that a failed test left behind.
func (s *screen) remove(name, attr, value string) {
	cmd := exec.Command("ldapmodify", "-x", "-H", os.Getenv("RD_LDAPS"), "-D", os.Getenv("RD_BIND"), "-w", os.Getenv("RD_PASSWORD"))
	cmd.Env = append(os.Environ(), "LDAPTLS_CACERT="+os.Getenv("RD_CA"))
	cmd.Stdin = strings.NewReader("dn: " + name + "," + os.Getenv("RD_BASE") + "\nchangetype: modify\ndelete: " + attr + "\n" + attr + ": " + value + "\n-\n")
	if err := cmd.Run(); err == nil {
		s.Errorf("%s was still there", value)
	}
}

func (s *screen) waitValues(account, attr string, want ...string) {
	s.Helper()
	slices.Sort(want)
	s.eventually(attr+" = "+strings.Join(want, ", "), func() bool { return slices.Equal(s.values(account, attr), want) })
}

// connect fills the connect dialog: server, kind of connection, how to sign in.
func (s *screen) connect(password bool) {
	s.Helper()
	host := strings.TrimPrefix(os.Getenv("RD_LDAPS"), "ldaps://")
	s.press("ctrl+o")
	s.write(host)
	s.press("Tab", "Tab", "Right", "Tab") // LDAPS
	if password {
		s.press("Right", "Tab")
		s.write(os.Getenv("RD_BIND"))
		s.press("Tab")
		s.write(os.Getenv("RD_PASSWORD"))
	}
	s.press("Tab")
	s.write(os.Getenv("RD_CA"))
	s.press("Return")
	s.window("corp.example")
}

func TestAddressByKeyboard(t *testing.T) {
	program := compile(t)
	for _, sign := range []struct {
		name     string
		password bool
	}{{"LDAPS with a password", true}, {"Kerberos", false}} {
		t.Run(sign.name, func(t *testing.T) {
			s := start(t, program)
			t.Cleanup(func() { s.remove("CN=Bob Brown,OU=Staff", "proxyAddresses", "smtp:bob.keyboard@corp.example") })
			before, mail := s.values("user2", "proxyAddresses"), s.values("user2", "mail")
			s.connect(sign.password)
			s.press("F3")
			s.write("bob brown")
			s.press("Return", "Return")
			s.window("Bob Brown – User mailbox") // which it says once it is read
			s.press("ctrl+Next", "Insert")
			s.write("bob.keyboard@corp.example")
			s.press("Return", "ctrl+s")
			s.waitValues("user2", "proxyAddresses", append(slices.Clone(before), "smtp:bob.keyboard@corp.example")...)
			s.press("ctrl+w")
			s.window("corp.example")
			s.still(nil)
			list := look()
			s.press("ctrl+z")
			s.still(list) // the preview is up
			s.press("Return")
			s.waitValues("user2", "proxyAddresses", before...)
			if got := s.values("user2", "mail"); !slices.Equal(got, mail) {
				t.Errorf("mail = %q, was %q", got, mail)
			}
			log, err := os.ReadFile(filepath.Join(s.journal, "journal.jsonl"))
			if err != nil || bytes.Count(log, []byte(`"state":"done"`)) != 2 {
				t.Errorf("journal: %v\n%s", err, log)
			}
			if bytes.Contains(log, []byte(os.Getenv("RD_PASSWORD"))) {
				t.Error("the password is in the journal")
			}
		})
	}
}
