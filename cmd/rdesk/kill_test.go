package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"recipientdesk/sim"
	"recipientdesk/sim/ldapd"
)

// The program is killed between sending a change and its answer: before the server
// made the change, and after. Either way the next start says what became of it.
func TestKilledBetweenSendAndAnswer(t *testing.T) {
	for name, c := range map[string]struct {
		made    bool
		says    string
		outcome string
		stored  string
	}{
		"the change was made":     {true, "was made, although the answer was lost", "done", `"displayName": "Killed"`},
		"the change was not made": {false, "was not made: it did not arrive. Nothing was lost", "not-made", `"displayName": "Anna Lindqvist"`},
	} {
		t.Run(name, func(t *testing.T) {
			doc, env := killed(t, c.made)
			at := func(args ...string) (string, string, int) {
				return client(t, doc, doc.LDAPS, "admin", append([]string{"--journal", env}, args...)...)
			}
			out, errs, code := at("history")
			if code != 0 || !strings.Contains(errs, c.says) || !strings.Contains(out, `"outcome": "`+c.outcome+`"`) {
				t.Errorf("status %d\n%s\n%s", code, out, errs)
			}
			if out, _, _ := at("get", "alindqvist", "--attributes", "displayName"); !strings.Contains(out, c.stored) {
				t.Error(out)
			}
			if _, errs, _ := at("history"); errs != "" {
				t.Errorf("said again: %s", errs)
			}
		})
	}
}

// killed starts a change in a process of its own, and kills it when the server has
// the request, or has made the change. It returns the server and the journal.
func killed(t *testing.T, made bool) (doc servedDoc, journal string) {
	t.Helper()
	srv, err := ldapd.Start(t.Context(), sim.Sample(nil, nil), ldapd.Config{TLS: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { srv.Close() })
	ca := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(ca, srv.CA(), 0o600); err != nil {
		t.Fatal(err)
	}
	doc = servedDoc{LDAPS: srv.URL(), CAFile: ca, Accounts: accounts()}
	journal = t.TempDir()
	arrived, dead := make(chan bool), make(chan bool)
	srv.Drop(func(op string, done bool) bool {
		if op != "modify" || done != made {
			return false
		}
		close(arrived)
		<-dead
		return true
	})
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0], "-d", doc.LDAPS, "--ca-file", ca, "-u", sim.SampleAdmin, "--journal", journal,
		"set", "alindqvist", "displayName=Killed")
	cmd.Env = append(os.Environ(), envChild+"=1", "RDESK_PASSWORD="+sim.SamplePasswords[sim.SampleAdmin])
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-arrived:
	case <-ctx.Done():
		t.Fatal("no change was sent")
	}
	cancel() // kills it
	if err := cmd.Wait(); err == nil {
		t.Error("it was not killed")
	}
	close(dead)
	srv.Drop(nil)
	return doc, journal
}
