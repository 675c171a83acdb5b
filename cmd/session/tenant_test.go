package session

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
	"recipientdesk/sim"
	"recipientdesk/sim/graphd"
)

// title is the job title that the tenant of a session has for a user.
func title(t *testing.T, s *Session, upn string) string {
	t.Helper()
	e, err := s.Tenant.Get(t.Context(), model.CloudUser, upn, "jobTitle")
	if err != nil {
		t.Fatal(err)
	}
	return e.First("jobTitle")
}

const annasName = "alindqvist@brightwater.example"

func retitle(t *testing.T, s *Session, to string) {
	t.Helper()
	e := anna(t, s)
	if _, err := s.Desk.Save(t.Context(), model.Diff(e, e.With("title", to))); err != nil {
		t.Fatal(err)
	}
}

func cycled(t *testing.T, s *Session) string {
	t.Helper()
	text, err := s.Cycle(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestSampleTenantWaitsForACycle(t *testing.T) {
	s := open(t, target(t, "sample:"))
	retitle(t, s, "Before the tenant was asked for anything")
	before := title(t, s, annasName)
	if strings.HasPrefix(before, "Before") {
		t.Error("an edit is in the tenant before any cycle")
	}
	if text := cycled(t, s); !strings.Contains(text, "1 updated") || !strings.HasPrefix(title(t, s, annasName), "Before") {
		t.Errorf("%s The title is %s", text, title(t, s, annasName))
	}
	if text := cycled(t, s); strings.Contains(text, "updated") {
		t.Error(text)
	}
	if i, err := s.Tenant.Info(t.Context()); err != nil || time.Since(i.LastSync) > time.Minute {
		t.Errorf("last synchronized %v, %v", i.LastSync, err)
	}
}

// TestSampleTenantInAFile is a story over several runs of the program, with hours
// between them.
func TestSampleTenantInAFile(t *testing.T) {
	tg := target(t, "sample:"+filepath.Join(t.TempDir(), "f"))
	clock := time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)
	tg.Now = func() time.Time { return clock }
	begin := clock
	hour := func() *Session { clock = clock.Add(time.Hour); return open(t, tg) }
	lastSync := func(s *Session) time.Time {
		i, err := s.Tenant.Info(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return i.LastSync
	}
	s := open(t, tg)
	id := newcomer(t, s)
	s.Close()
	s = hour()
	retitle(t, s, "Chief")
	if got := title(t, s, annasName); got == "Chief" || lastSync(s) != begin {
		t.Errorf("before the cycle: %s, last synchronized %v", got, lastSync(s))
	}
	other := open(t, tg)
	_ = title(t, other, annasName)
	if text := cycled(t, s); !strings.Contains(text, "1 created, 1 updated") {
		t.Error(text)
	}
	if got := title(t, other, annasName); got != "Chief" {
		t.Errorf("another process still reads %s", got)
	}
	at := clock
	s = hour()
	if got := title(t, s, annasName); got != "Chief" || lastSync(s) != at {
		t.Errorf("an hour later: %s, last synchronized %v", got, lastSync(s))
	}
	if err := s.Dir.Delete(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	cycled(t, s)
	s = hour() // two cycles later the tenant knows who was there in between
	found, err := s.Tenant.Find(t.Context(), model.DeletedUser, model.Equal{Attr: "mail", Value: "new@brightwater.example"}, "displayName")
	if err != nil || len(found) != 1 {
		t.Errorf("deleted: %v %v", found, err)
	}
	if i, err := os.Stat(strings.TrimPrefix(tg.Directory, "sample:") + tenantSuffix); err != nil || i.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", i, err)
	}
}

func newcomer(t *testing.T, s *Session) model.Ref {
	t.Helper()
	ref, err := s.Dir.Create(t.Context(), model.NewObject{DN: "CN=New,OU=Hamburg,OU=Staff,DC=corp,DC=example", Attrs: map[model.Attr][]string{
		"objectClass": {"top", "person", "organizationalPerson", "user"}, "sAMAccountName": {"new"}, "userPrincipalName": {"new@brightwater.example"},
		"displayName": {"New"}, "userAccountControl": {"514"}, "mail": {"new@brightwater.example"}, "proxyAddresses": {"SMTP:new@brightwater.example"}}})
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

// graphServed serves the sample tenant over HTTP, and tells how often it was asked.
func graphServed(t *testing.T, token bool) (srv *graphd.Server, asked *int) {
	t.Helper()
	tenant, err := OpenSampleTenant(t.Context(), Target{Now: time.Now}, sim.Sample(time.Now, nil), 0)
	if err != nil {
		t.Fatal(err)
	}
	if srv, err = graphd.Start(t.Context(), tenant.Tenant, graphd.Config{RequireToken: token}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { srv.Close() })
	asked = new(int)
	srv.Fault(func(graphd.Request) *graphd.Fault { *asked++; return nil })
	return srv, asked
}

func TestCycleText(t *testing.T) {
	for want, r := range map[string]sim.CycleReport{
		"Synchronized: nothing had changed.":                                                {Read: 5},
		"Synchronized: 1 created, 2 deleted, 1 failed. The drift report says why.":          {Created: 1, Deleted: 2, Errors: make([]sim.CycleError, 1)},
		"Synchronized: 3 updated. 501 deletions are held back, as there are more than 500.": {Updated: 3, Withheld: 501},
	} {
		if got := CycleText(r); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestServedTenant(t *testing.T) {
	srv, asked := graphServed(t, false)
	tg := target(t, "ldif:"+fileOfText(t, exported))
	tg.Tenant.Source = srv.URL()
	s := open(t, tg)
	if *asked > 0 {
		t.Errorf("opening a directory asked the tenant %d times", *asked)
	}
	if got := title(t, s, annasName); got == "" || s.Cycle != nil || s.TenantErr != nil || len(s.Notes) > 0 {
		t.Errorf("%q %v %q", got, s.TenantErr, s.Notes)
	}
	i, err := s.Tenant.Info(t.Context())
	if err != nil || i.Source != srv.URL() || i.Name == "" {
		t.Errorf("%+v %v", i, err)
	}
}

func TestServedTenantWithToken(t *testing.T) {
	srv, _ := graphServed(t, true)
	tg := target(t, "sample:")
	tg.Tenant.Source = srv.URL()
	s := open(t, tg)
	if _, err := s.Tenant.Info(t.Context()); model.CodeOf(err) != model.SignIn {
		t.Errorf("without a token: %v", err)
	}
	tg.Tenant.Token = srv.Token("eva@brightwater.example", time.Now().Add(time.Hour), "Organization.Read.All", "User.Read.All")
	s = open(t, tg)
	if i, err := s.Tenant.Info(t.Context()); err != nil || i.User != "eva@brightwater.example" {
		t.Errorf("%+v %v", i, err)
	}
}

func TestTenantThatDoesNotAnswer(t *testing.T) {
	tg := target(t, "sample:")
	tg.Tenant.Source = "http://127.0.0.1:1"
	s := open(t, tg)
	if _, err := s.Tenant.Info(t.Context()); model.CodeOf(err) != model.Unreachable {
		t.Error(err)
	}
	before := s.Tenant
	if err := s.OpenTenant(t.Context(), TenantTarget{Source: "http://127.0.0.1:1"}); model.CodeOf(err) != model.Unreachable || s.Tenant != before {
		t.Errorf("it was taken: %v", err)
	}
	if err := s.OpenTenant(t.Context(), TenantTarget{Source: "sample:"}); err != nil || title(t, s, annasName) == "" {
		t.Error(err)
	}
	if _, err := before.Info(t.Context()); model.CodeOf(err) != model.Unreachable {
		t.Errorf("the former tenant is still open: %v", err)
	}
	if err := s.OpenTenant(t.Context(), TenantTarget{}); err != nil || s.Tenant != nil || s.Desk.Tenant() != nil || s.Desk.Facts() != nil {
		t.Errorf("parted: %v %v", s.Tenant, err)
	}
}

func TestLazyTenantStops(t *testing.T) {
	stuck := make(chan struct{})
	l := newLazyTenant(func(ctx context.Context, _ model.Tenant) (model.Tenant, error) {
		close(stuck)
		<-ctx.Done()
		return nil, ctx.Err()
	})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { _, err := l.Info(ctx); done <- err }()
	<-stuck
	short, stop := context.WithTimeout(t.Context(), time.Millisecond)
	defer stop()
	if _, err := l.Info(short); model.CodeOf(err) != model.Canceled {
		t.Errorf("who waits for the opening does not stop: %v", err)
	}
	cancel()
	<-done
}
