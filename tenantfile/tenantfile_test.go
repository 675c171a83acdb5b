package tenantfile_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/model/modeltest"
	"recipientdesk/sim"
	"recipientdesk/tenantfile"
)

var noon = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

func sample(t testing.TB) *session.SampleTenant {
	t.Helper()
	s, err := session.OpenSampleTenant(t.Context(), session.Target{Now: func() time.Time { return noon }}, sim.Sample(nil, nil), 0)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func everything() tenantfile.Options {
	return tenantfile.Options{Now: func() time.Time { return noon }, Properties: drift.Properties, Members: true, Mailboxes: 1_000_000,
		Open: func(model.CloudClass, model.Entry) bool { return true }}
}

// kept writes a snapshot of a tenant and opens it.
func kept(t testing.TB, from model.Tenant, o tenantfile.Options) (*tenantfile.Tenant, []string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "snapshot.json")
	unread, err := tenantfile.WriteFile(t.Context(), file, from, o)
	if err != nil {
		t.Fatal(err)
	}
	to, err := tenantfile.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	return to, unread
}

func TestSnapshotIsATenant(t *testing.T) {
	from := sample(t)
	modeltest.TestTenant(t, func(t *testing.T) modeltest.TenantFixture {
		s, unread := kept(t, from.Open(), everything())
		if len(unread) > 0 {
			t.Errorf("could not be read: %v", unread)
		}
		return modeltest.TenantFixture{Tenant: s}
	})
}

func TestSnapshotHoldsWhatWasRead(t *testing.T) {
	live := sample(t).Open()
	s, _ := kept(t, live, everything())
	for _, class := range []model.CloudClass{model.CloudUser, model.CloudGroup, model.CloudContact, model.DeletedUser, model.DeletedGroup} {
		want, got := listed(t, live, class, drift.Properties(class)...), listed(t, s, class, drift.Properties(class)...)
		if !slices.Equal(want, got) {
			t.Errorf("%s: %d objects, were %d", class, len(got), len(want))
		}
	}
	for _, err := range s.List(t.Context(), model.CloudUser, "mail", "lastPasswordChangeDateTime") {
		if e, ok := err.(*model.Error); !ok || e.Code != model.Invalid || e.Subject != "lastPasswordChangeDateTime" {
			t.Errorf("a property that was not read: %v", err)
		}
	}
	some := listed(t, s, model.CloudUser, "mail", "id", "city")
	if want := listed(t, live, model.CloudUser, "mail", "id", "city"); !slices.Equal(some, want) {
		t.Errorf("in other columns %q, were %q", some[:3], want[:3])
	}
	was, _ := live.Info(t.Context())
	is, err := s.Info(t.Context())
	if err != nil || is.Name != was.Name || !is.LastSync.Equal(was.LastSync) || is.SyncEnabled != was.SyncEnabled || !strings.HasSuffix(is.Source, "snapshot.json, read 2026-06-01 12:00 UTC") {
		t.Errorf("%+v %v", is, err)
	}
	facts, err := s.Facts(t.Context())
	if err != nil || facts.Features.BlockHardMatch != model.No {
		t.Errorf("%+v %v", facts, err)
	}
	licenses, err := s.Licenses(t.Context())
	if want, _ := live.Licenses(t.Context()); err != nil || fmt.Sprint(licenses) != fmt.Sprint(want) {
		t.Errorf("%v %v", licenses, err)
	}
}

func listed(t *testing.T, from model.Tenant, class model.CloudClass, props ...model.Attr) (out []string) {
	t.Helper()
	for b, err := range from.List(t.Context(), class, props...) {
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(b.Columns(), props) {
			t.Fatalf("columns %v", b.Columns())
		}
		for i := range b.Len() {
			out = append(out, fmt.Sprint(b.Entry(i)))
		}
	}
	return out
}

// TestWhatWasNotReadIsNotNothing takes a snapshot with each permission missing in turn.
func TestWhatWasNotReadIsNotNothing(t *testing.T) {
	from := sample(t)
	all := []string{"User.Read.All", "Group.Read.All", "GroupMember.Read.All", "OrgContact.Read.All", "Domain.Read.All", "LicenseAssignment.Read.All", "MailboxSettings.Read",
		"OnPremDirectorySynchronization.Read.All", "User-OnPremisesSyncBehavior.ReadWrite.All", "Group-OnPremisesSyncBehavior.ReadWrite.All", "Contacts-OnPremisesSyncBehavior.ReadWrite.All"}
	ask := map[string]func(model.Tenant) error{
		"user": listError(model.CloudUser), "deletedUser": listError(model.DeletedUser), "group": listError(model.CloudGroup), "contact": listError(model.CloudContact),
		"facts":    func(s model.Tenant) error { _, err := s.Facts(context.Background()); return err },
		"licenses": func(s model.Tenant) error { _, err := s.Licenses(context.Background()); return err },
	}
	for scope, parts := range map[string]string{"User.Read.All": "user deletedUser", "Group.Read.All": "group", "OrgContact.Read.All": "contact",
		"Domain.Read.All": "facts", "LicenseAssignment.Read.All": "licenses"} {
		s, unread := kept(t, from.Open(slices.DeleteFunc(slices.Clone(all), func(x string) bool { return x == scope })...), everything())
		for part, f := range ask {
			err := f(s)
			e, _ := err.(*model.Error)
			if missing := strings.Contains(" "+parts+" ", " "+part+" "); missing != (err != nil) || missing && (e == nil || e.Code != model.Denied || e.Subject != scope || e.Hint == "") {
				t.Errorf("without %s, %s: %v", scope, part, err)
			}
		}
		for part := range strings.FieldsSeq(parts) {
			if !slices.Contains(unread, part) {
				t.Errorf("without %s it is said that these were not read: %v", scope, unread)
			}
		}
	}
	s, _ := kept(t, from.Open("User.Read.All", "Group.Read.All", "Domain.Read.All", "LicenseAssignment.Read.All"), everything())
	user, group := first(t, s, model.CloudUser), first(t, s, model.CloudGroup)
	if _, err := s.Mailbox(t.Context(), user); model.CodeOf(err) != model.Denied {
		t.Errorf("mailbox: %v", err)
	}
	if _, err := s.CloudManaged(t.Context(), model.CloudUser, first(t, s, model.DeletedUser)); model.CodeOf(err) != model.NotFound {
		t.Errorf("authority over a deleted user: %v", err)
	}
	if err := memberError(s, group); err != nil { // Group.Read.All includes it
		t.Errorf("members: %v", err)
	}
}

func listError(class model.CloudClass) func(model.Tenant) error {
	return func(s model.Tenant) error {
		for _, err := range s.List(context.Background(), class, "displayName") {
			if err != nil {
				return err
			}
		}
		_, err := s.Find(context.Background(), class, model.Equal{Attr: "mail", Value: "nobody@nowhere.example"})
		return err
	}
}

func memberError(s model.Tenant, group string) error {
	for _, err := range s.Members(context.Background(), group) {
		if err != nil {
			return err
		}
	}
	return nil
}

func first(t *testing.T, s model.Tenant, class model.CloudClass) string {
	t.Helper()
	for b, err := range s.List(t.Context(), class, "displayName") {
		if err != nil {
			t.Fatal(err)
		}
		return b.Ref(0).GUID
	}
	t.Fatal("no " + class)
	return ""
}

func TestWhatWasNotAskedForIsNotNothing(t *testing.T) {
	o := everything()
	o.Members, o.Mailboxes, o.Open = false, 0, nil
	s, _ := kept(t, sample(t).Open(), o)
	if err := memberError(s, first(t, s, model.CloudGroup)); model.CodeOf(err) != model.Invalid {
		t.Errorf("members: %v", err)
	}
	user := first(t, s, model.CloudUser)
	if _, err := s.Mailbox(t.Context(), user); model.CodeOf(err) != model.Invalid {
		t.Errorf("mailbox: %v", err)
	}
	if m, err := s.CloudManaged(t.Context(), model.CloudUser, user); err != nil || m != model.No { // it is synchronized
		t.Errorf("authority: %v %v", m, err)
	}
	if _, err := s.Photo(t.Context(), user); model.CodeOf(err) != model.Invalid {
		t.Errorf("picture: %v", err)
	}
}

// halfway is a tenant whose listing of users ends with an error after its first page.
type halfway struct {
	model.Tenant
	err error
}

func (h halfway) List(ctx context.Context, class model.CloudClass, props ...model.Attr) iter.Seq2[*model.Batch, error] {
	return func(yield func(*model.Batch, error) bool) {
		for b, err := range h.Tenant.List(ctx, class, props...) {
			if !yield(b, err) {
				return
			}
			if class == model.CloudUser {
				yield(nil, h.err)
				return
			}
		}
	}
}

func TestListingThatEndsHalfway(t *testing.T) {
	live := sample(t).Open()
	s, _ := kept(t, halfway{live, &model.Error{Code: model.Denied, Subject: "User.Read.All", Message: "no more"}}, everything())
	n := 0
	var last error
	for b, err := range s.List(t.Context(), model.CloudUser, "mail") {
		if last = err; err == nil {
			n += b.Len()
		}
	}
	if n == 0 || model.CodeOf(last) != model.Denied {
		t.Errorf("%d users, then %v", n, last)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "s.json")
	if err := os.WriteFile(file, []byte("the last one"), 0o600); err != nil {
		t.Fatal(err)
	}
	lost := &model.Error{Code: model.Unreachable, Message: "the line is down"}
	if _, err := tenantfile.WriteFile(t.Context(), file, halfway{live, lost}, everything()); !errors.Is(err, lost) {
		t.Errorf("written all the same: %v", err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("left are %v", left)
	}
	if b, _ := os.ReadFile(file); string(b) != "the last one" {
		t.Errorf("the file is now %s", b)
	}
}

func TestSnapshotIsTheOwnersAlone(t *testing.T) {
	file := filepath.Join(t.TempDir(), "s.json")
	if _, err := tenantfile.WriteFile(t.Context(), file, sample(t).Open(), everything()); err != nil {
		t.Fatal(err)
	}
	if i, err := os.Stat(file); err != nil || i.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", i.Mode(), err)
	}
	b, err := os.ReadFile(file)
	if err != nil || !tenantfile.Is(b[:200]) || tenantfile.Is([]byte(`{"initialDomain":"x"}`)) {
		t.Error(err)
	}
}

const head = `{"format":"recipientdesk tenant snapshot","version":1`

func opened(t *testing.T, text string) (*tenantfile.Tenant, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "s.json")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return tenantfile.Open(file)
}

// TestSnapshotByHand reads what a person has made less of.
func TestSnapshotByHand(t *testing.T) {
	s, err := opened(t, "\ufeff"+head+`,"user":{"properties":["mail","proxyAddresses"],"objects":[
		{"id":"11111111-1111-4111-8111-111111111111","mail":"A@x.example","proxyAddresses":["SMTP:A@x.example","smtp:b@x.example"]},
		{"id":"22222222-1111-4111-8111-111111111111"}]}}`)
	if err != nil {
		t.Fatal(err)
	}
	found, err := s.Find(t.Context(), model.CloudUser, model.Equal{Attr: "proxyAddresses", Value: "SMTP:B@x.example"}, "mail")
	if err != nil || len(found) != 1 || found[0].First("mail") != "A@x.example" || found[0].Has("proxyAddresses") {
		t.Errorf("%v %v", found, err)
	}
	if _, err := s.Find(t.Context(), model.CloudUser, model.Equal{Attr: "userPrincipalName", Value: "x"}); model.CodeOf(err) != model.Invalid {
		t.Errorf("by what was not read: %v", err)
	}
	for part, err := range map[string]error{"groups": listError(model.CloudGroup)(s), "info": second(s.Info(t.Context())), "licenses": second(s.Licenses(t.Context()))} {
		if model.CodeOf(err) != model.Invalid {
			t.Errorf("%s that are not in the file: %v", part, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestWhatIsNoSnapshotIsRefused(t *testing.T) {
	const user = `{"id":"11111111-1111-4111-8111-111111111111"`
	for text, says := range map[string]string{
		``: "no complete", `[]`: "no complete", `{}`: "no complete", head: "no complete", `{"version":1,"format":"x"}`: "no complete",
		`{"user":{}}`: "no complete", head + `} {}`: "no complete", head + `,"info":{"nmae":"x"}}`: "no complete",
		strings.Replace(head, "1", "2", 1) + `,"moons":[]}`: "version 2", head + `,"usres":{}}`: `"usres"`, head + `,"licenses":[],"licenses":[]}`: "twice",
		head + `,"user":{"objects":[]}}`:                                                        "no complete",
		head + `,"user":{"properties":["mail"],"objects":[{"mail":"x"}]}}`:                      "no complete",
		head + `,"user":{"properties":["mail"],"objects":[` + user + `,"mial":"x"}]}}`:          `"mial"`,
		head + `,"user":{"properties":["mail"],"objects":[` + user + `,"mail":7}]}}`:            "no complete",
		head + `,"user":{"properties":["mail"],"objects":[` + user + `,"mail":["x",null]}]}}`:   "no complete",
		head + `,"user":{"properties":["mail"],"objects":[` + user + `,"mail":{"a":"b"}}]}}`:    "no complete",
		head + `,"user":{"properties":["mail"],"objects":["x"]}}`:                               "no complete",
		head + `,"user":{"properties":["mail"],"objects":[],"more":1}}`:                         `"more"`,
		head + `,"members":{"x":[]}}`:                                                           "no complete",
		head + `,"members":{"11111111-1111-4111-8111-111111111111":[` + user + `,"tel":"x"}]}}`: `"tel"`,
		head + `,"user":{"properties":["mail"],"objects":[` + user:                              "no complete",
	} {
		_, err := opened(t, text)
		e, ok := err.(*model.Error)
		if !ok || e.Code != model.Invalid || e.Subject == "" || e.Hint == "" || !strings.Contains(e.Message, says) {
			t.Errorf("%s: %v, want %s", text, err, says)
		}
	}
	if _, err := tenantfile.Open(filepath.Join(t.TempDir(), "none")); model.CodeOf(err) != model.NotFound {
		t.Errorf("no file: %v", err)
	}
}

// TestSnapshotOfHostileValues: what a value holds is not taken for what it stands in.
func TestSnapshotOfHostileValues(t *testing.T) {
	from := sim.NewTenant(sim.SampleTenantConfig(1))
	name := "\"]}\u2028<script>\\\x7f\x01"
	from.Plant(model.CloudUser, map[string]string{"displayName": `"\"]}\u2028<script>\\\u007f\u0001"`, "userPrincipalName": `"x@brightwater.example"`, "mail": `""`})
	var text bytes.Buffer
	if _, err := tenantfile.Write(t.Context(), &text, from.Open(), everything()); err != nil {
		t.Fatal(err)
	}
	s, err := opened(t, text.String())
	if err != nil {
		t.Fatal(err)
	}
	e, err := s.Get(t.Context(), model.CloudUser, "X@brightwater.example", "displayName")
	if err != nil || e.First("displayName") != name {
		t.Errorf("%q %v", e.First("displayName"), err)
	}
}
