package session

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/journal"
	"recipientdesk/sim"
	"recipientdesk/sim/ldapd"
)

func target(t *testing.T, directory string) Target {
	return Target{Directory: directory, StateDir: t.TempDir(), Host: "here", LocalUser: "eva", Now: time.Now}
}

func open(t *testing.T, tg Target) *Session {
	t.Helper()
	s, err := Open(t.Context(), tg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func anna(t *testing.T, s *Session) model.Entry {
	t.Helper()
	ref, err := s.Desk.Find(t.Context(), "alindqvist")
	if err != nil {
		t.Fatal(err)
	}
	e, err := s.Desk.Get(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestSampleInMemoryLeavesNothingBehind(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	tg := target(t, "sample:")
	s := open(t, tg)
	e := anna(t, s)
	if _, err := s.Desk.Save(t.Context(), model.Diff(e, e.With("displayName", "A"))); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{os.TempDir(), tg.StateDir} {
		if left, _ := os.ReadDir(dir); len(left) > 0 {
			t.Errorf("%s holds %v", dir, left)
		}
	}
}

func TestSampleInAFileKeepsChangesAndHistory(t *testing.T) {
	tg := target(t, "sample:"+filepath.Join(t.TempDir(), "f"))
	s := open(t, tg)
	e := anna(t, s)
	if _, err := s.Desk.Save(t.Context(), model.Diff(e, e.With("displayName", "A"))); err != nil {
		t.Fatal(err)
	}
	s.Close()
	s = open(t, tg)
	if h, err := s.Desk.History(t.Context()); err != nil || len(h) != 1 || anna(t, s).First("displayName") != "A" {
		t.Errorf("history %v, %v", h, err)
	}
	other := tg
	other.Directory = "sample:" + filepath.Join(t.TempDir(), "g")
	if h, _ := open(t, other).Desk.History(t.Context()); len(h) != 0 {
		t.Errorf("another file has the history %v", h)
	}
}

func TestOpenSettlesWhatACrashLeft(t *testing.T) {
	tg := target(t, "sample:"+filepath.Join(t.TempDir(), "f"))
	tg.JournalDir = t.TempDir()
	s := open(t, tg)
	e := anna(t, s)
	j, err := journal.Open(tg.JournalDir, journal.Options{Host: "here", PID: deadPID(t), Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	if _, err := j.Begin(journal.Record{Op: journal.Modify, Directory: s.Info.Base, Change: model.Diff(e, e.With("displayName", "A"))}); err != nil {
		t.Fatal(err)
	}
	s.Close()
	again := open(t, tg)
	if len(again.Notes) != 1 || !strings.Contains(again.Notes[0], "Anna Lindqvist") || !strings.Contains(again.Notes[0], "was not made") {
		t.Errorf("notes %q", again.Notes)
	}
	if third := open(t, tg); len(third.Notes) != 0 {
		t.Errorf("said again: %q", third.Notes)
	}
}

// deadPID returns the number of a process that has ended.
func deadPID(t *testing.T) int {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	return cmd.Process.Pid
}

func TestAlive(t *testing.T) {
	if !alive(os.Getpid()) {
		t.Error("this process does not run")
	}
	for _, pid := range []int{0, -1, deadPID(t)} {
		if alive(pid) {
			t.Errorf("process %d runs", pid)
		}
	}
}

func TestJournalThatCannotBeWrittenAllowsReading(t *testing.T) {
	tg := target(t, "sample:")
	tg.JournalDir = filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(tg.JournalDir, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := open(t, tg)
	e := anna(t, s)
	_, err := s.Desk.Save(t.Context(), model.Diff(e, e.With("displayName", "A")))
	if model.CodeOf(err) != model.Internal || s.ReadOnly == nil || len(s.Notes) != 1 {
		t.Errorf("saved: %v; notes %q", err, s.Notes)
	}
	if anna(t, s).First("displayName") == "A" {
		t.Error("it was changed")
	}
}

func served(t *testing.T) *ldapd.Server {
	t.Helper()
	srv, err := ldapd.Start(t.Context(), sim.Sample(nil, nil), ldapd.Config{TLS: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { srv.Close() })
	return srv
}

func admin(need bool) (string, error) { return sim.SamplePasswords[sim.SampleAdmin], nil }

func TestUncheckedCertificateRefusesWrites(t *testing.T) {
	srv := served(t)
	tg := target(t, srv.URL())
	tg.User, tg.Password = sim.SampleAdmin, admin
	if _, err := Open(t.Context(), tg); model.CodeOf(err) != model.Untrusted {
		t.Fatalf("an unknown authority: %v", err)
	}
	tg.InsecureSkipVerify = true
	s := open(t, tg)
	e := anna(t, s)
	cs := model.Diff(e, e.With("displayName", "A"))
	_, err := s.Desk.Save(t.Context(), cs)
	if model.CodeOf(err) != model.Untrusted {
		t.Errorf("saved: %v", err)
	}
	if _, err := s.Dir.Create(t.Context(), model.NewObject{}); model.CodeOf(err) != model.Untrusted {
		t.Errorf("created: %v", err)
	}
	if err := s.Dir.Delete(t.Context(), e.Ref); model.CodeOf(err) != model.Untrusted {
		t.Errorf("deleted: %v", err)
	}
	tg.IKnow = true
	s = open(t, tg)
	if _, err := s.Desk.Save(t.Context(), cs); err != nil {
		t.Errorf("not saved: %v", err)
	}
}

func TestPasswordIsAskedForWhereItIsNeeded(t *testing.T) {
	failure := errors.New("asked")
	for name, c := range map[string]struct {
		user, auth string
		want       string
	}{
		"with a user":                 {"a@b", "", "need"},
		"NTLM":                        {`B\a`, "NTLM", "need"},
		"Kerberos with a user":        {"a@b", "kerberos", "may"},
		"whoever is signed in":        {"", "", ""},
		"Kerberos, whoever signed in": {"", "kerberos", ""},
		"anonymous":                   {"", "none", ""},
	} {
		got := ""
		_, err := ldapConfig(Target{Directory: "ldaps://x", User: c.user, Auth: c.auth, Password: func(need bool) (string, error) {
			got = "may"
			if need {
				got = "need"
			}
			return "", failure
		}})
		if got != c.want || (err != nil) != (c.want != "") {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := ldapConfig(Target{Directory: "ldaps://x", Auth: "simple"}); model.CodeOf(err) != model.Invalid {
		t.Errorf("simple without a user: %v", err)
	}
}

func TestTicketOfSomebodyElse(t *testing.T) {
	d, err := signedIn(sim.Sample(nil, nil), "") // signed in as CORP\Administrator
	if err != nil {
		t.Fatal(err)
	}
	for user, code := range map[string]model.Code{
		"": "", `corp\administrator`: "", "administrator@corp.example": "", `CORP\helpdesk`: model.SignIn,
	} {
		if err := sameUser(t.Context(), d, user); model.CodeOf(err) != code {
			t.Errorf("%s: %v", user, err)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	for directory, code := range map[string]model.Code{
		"": model.Invalid, "ldif:/nowhere": model.NotFound, "http://x": model.Invalid, "ldaps://127.0.0.1:1": model.Unreachable,
	} {
		tg := target(t, directory)
		tg.User, tg.Password = sim.SampleAdmin, admin
		if s, err := Open(t.Context(), tg); model.CodeOf(err) != code || s != nil {
			t.Errorf("%q: %v, want %s", directory, err, code)
		}
	}
	tg := target(t, "sample:")
	tg.Bases = []string{"nonsense"}
	if _, err := Open(t.Context(), tg); model.CodeOf(err) != model.Invalid {
		t.Errorf("a bad base: %v", err)
	}
}

func TestDefaults(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the paths are those of Unix")
	}
	env := map[string]string{"RDESK_DIRECTORY": "sample:", "KRB5CCNAME": "FILE:/x", "KRB5_CONFIG": "/k", "HOME": "/home/eva"}
	got := Defaults(func(k string) string { return env[k] })
	if got.Directory != "sample:" || got.CCache != "FILE:/x" || got.KRB5Config != "/k" || got.StateDir != "/home/eva/.local/state/recipientdesk" {
		t.Errorf("%+v", got)
	}
	env["XDG_STATE_HOME"] = "/state"
	if got := Defaults(func(k string) string { return env[k] }).StateDir; got != "/state/recipientdesk" {
		t.Errorf("state in %s", got)
	}
	env["XDG_STATE_HOME"] = "not/absolute" // to be ignored, by the specification
	if got := Defaults(func(k string) string { return env[k] }).StateDir; got != "/home/eva/.local/state/recipientdesk" {
		t.Errorf("state in %s", got)
	}
	if got := Defaults(func(k string) string { return env[k] }).PolicyDir(); got != "/home/eva/.config/recipientdesk/policies" {
		t.Errorf("policies in %s", got)
	}
	env["XDG_CONFIG_HOME"] = "/config"
	if got := Defaults(func(k string) string { return env[k] }).PolicyDir(); got != "/config/recipientdesk/policies" {
		t.Errorf("policies in %s", got)
	}
	if got := Defaults(func(k string) string { return env[k] }).TemplateDir(); got != "/config/recipientdesk/templates" {
		t.Errorf("templates in %s", got)
	}
	if got := (Target{}).TemplateDir(); got != "" {
		t.Errorf("without a home, templates in %s", got)
	}
	if got := (Target{}).PolicyDir(); got != "" {
		t.Errorf("without a home, policies in %s", got)
	}
}
