//go:build live

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// These tests drive the real window on a real screen by keyboard alone, and look
// at the result with OpenLDAP's ldapsearch on the real server.

// A signIn is a way to be known to the server.
type signIn struct {
	name     string
	password bool
}

// args are the flags that connect without the dialog.
func (w signIn) args() (password string, flags []string) {
	flags = []string{"--directory", os.Getenv("RD_LDAPS"), "--ca-file", os.Getenv("RD_CA")}
	if w.password {
		return os.Getenv("RD_PASSWORD"), append(flags, "--auth", "simple", "--user", os.Getenv("RD_BIND"))
	}
	return "", append(flags, "--auth", "kerberos")
}

func TestByKeyboard(t *testing.T) {
	program := compile(t)
	for _, way := range []signIn{{"LDAPS with a password", true}, {"Kerberos", false}} {
		t.Run(way.name, func(t *testing.T) {
			t.Run("connect, add an address, undo", func(t *testing.T) { addAddress(start(t, program, ""), way) })
			for name, run := range map[string]func(*screen){
				"text fields": editText, "primary address": promoteAddress, "references": editReferences, "photo": editPhoto, "new objects": createObjects,
			} {
				t.Run(name, func(t *testing.T) {
					password, flags := way.args()
					s := start(t, program, password, flags...)
					s.window("corp.example")
					s.still(nil)
					run(s)
				})
			}
		})
	}
	for name, run := range map[string]func(*screen){
		"fields without the right": helpdesk, "a server that goes away": vanish, "two administrators": twoAdministrators,
	} {
		t.Run(name, func(t *testing.T) {
			password, flags := signIn{password: true}.args()
			if name == "fields without the right" {
				password, flags[len(flags)-1] = os.Getenv("RD_HELPDESK_PASSWORD"), os.Getenv("RD_HELPDESK")
			}
			s := start(t, program, password, flags...)
			s.window("corp.example")
			s.still(nil)
			run(s)
		})
	}
}

// connect fills the connect dialog: server, kind of connection, how to sign in.
func (s *screen) connect(way signIn) {
	s.Helper()
	s.window("RecipientDesk")
	s.still(nil)
	s.press("ctrl+o")
	s.write(strings.TrimPrefix(os.Getenv("RD_LDAPS"), "ldaps://"))
	s.press("Tab", "Down", "Tab") // LDAPS
	if way.password {
		s.press("Down", "Tab")
		s.write(os.Getenv("RD_BIND"))
		s.press("Tab")
		s.write(os.Getenv("RD_PASSWORD"))
	}
	s.press("Tab")
	s.write(os.Getenv("RD_CA"))
	s.press("Return")
	s.window("corp.example")
	s.still(nil) // the list is read
}

func addAddress(s *screen, way signIn) {
	kept := s.keep("proxyAddresses", "mail")
	s.connect(way)
	s.sheet("bob brown", bobSheet)
	s.press("ctrl+Next", "Insert")
	s.write("bob.keyboard@corp.example")
	s.press("Return", "ctrl+s")
	s.waitValues(bobAccount, "proxyAddresses", append(slices.Clone(kept["proxyAddresses"]), "smtp:bob.keyboard@corp.example")...)
	s.takeBack("Return")
	s.restored(kept)
	log, err := os.ReadFile(filepath.Join(s.journal, "journal.jsonl"))
	if err != nil || bytes.Count(log, []byte(`"state":"done"`)) != 2 {
		s.Errorf("journal: %v\n%s", err, log)
	}
	if bytes.Contains(log, []byte(os.Getenv("RD_PASSWORD"))) {
		s.Error("the password is in the journal")
	}
}
