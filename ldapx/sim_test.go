package ldapx

import (
	"context"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/modeltest"
	"recipientdesk/sim"
	"recipientdesk/sim/ldapd"
)

// serve puts the sample organization behind a socket, with an empty container to
// work in.
func serve(t *testing.T, how ldapd.Config) (*ldapd.Server, Config, string) {
	t.Helper()
	f := sim.Sample(nil, nil)
	arena := "OU=Arena,DC=corp,DC=example"
	ou := model.NewObject{DN: arena, Attrs: map[model.Attr][]string{"objectClass": {"organizationalUnit"}}}
	if _, err := f.System().Create(t.Context(), ou); err != nil {
		t.Fatal(err)
	}
	s, err := ldapd.Start(context.Background(), f, how)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, Config{Address: s.URL(), CAPEM: s.CA(), ServerName: f.Host(), User: sim.SampleAdmin, Password: sim.SamplePasswords[sim.SampleAdmin]}, arena
}

func connect(t *testing.T, cfg Config) *Directory {
	t.Helper()
	d, err := Dial(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// TestContract runs the contract through a server that is as strict as Windows.
// Small pages and ranges make every case go through several answers.
func TestContract(t *testing.T) {
	for name, how := range map[string]ldapd.Config{"LDAPS": {TLS: true}, "StartTLS": {}, "small answers": {TLS: true, PageSize: 3, RangeSize: 300}} {
		t.Run(name, func(t *testing.T) {
			_, cfg, arena := serve(t, how)
			modeltest.TestDirectory(t, func(t *testing.T) modeltest.Fixture {
				return modeltest.Fixture{Dir: connect(t, cfg), Arena: arena, Exchange: true, CaseBlind: true}
			})
		})
	}
}

func TestSession(t *testing.T) {
	s, cfg, arena := serve(t, ldapd.Config{TLS: true})
	testSession(t, cfg, s.Addr(), arena)
}

// TestGroupOfManyMembers reads more members than a server gives at once, asked
// for by name and not.
func TestGroupOfManyMembers(t *testing.T) {
	_, cfg, arena := serve(t, ldapd.Config{TLS: true})
	testManyMembers(t, connect(t, cfg), arena, 5_000)
}

func testManyMembers(t *testing.T, d *Directory, arena string, n int) {
	t.Helper()
	var want []string
	for i := range n {
		ref, err := d.Create(t.Context(), model.NewObject{DN: fmt.Sprintf("CN=Member %d,%s", i, arena), Attrs: map[model.Attr][]string{"objectClass": {"contact"}}})
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, ref.DN)
		t.Cleanup(func() { d.Delete(context.Background(), ref) })
	}
	group, err := d.Create(t.Context(), model.NewObject{DN: "CN=Many," + arena,
		Attrs: map[model.Attr][]string{"objectClass": {"group"}, "groupType": {"8"}, "member": want}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Delete(context.Background(), group) })
	slices.Sort(want)
	for _, attrs := range [][]model.Attr{nil, {"member"}, {"MEMBER", "cn"}} {
		e, err := d.Get(t.Context(), group, attrs...)
		if err != nil {
			t.Fatal(err)
		}
		if got := slices.Sorted(slices.Values(e.Values("member"))); !slices.Equal(got, want) {
			t.Errorf("asked for %v: %d members, want %d", attrs, len(got), n)
		}
		for a := range e.All() {
			if a == "member" || len(attrs) == 0 || a == "cn" {
				continue
			}
			t.Errorf("asked for %v: there is %s", attrs, a)
		}
	}
}

// TestListIsSearch compares the two ways to decode on everything there is, with
// pages that end within it.
func TestListIsSearch(t *testing.T) {
	_, cfg, _ := serve(t, ldapd.Config{TLS: true, PageSize: 7})
	d := connect(t, cfg)
	q := model.Query{Attrs: []model.Attr{"CN", "objectClass", "mail", "proxyAddresses", "thumbnailPhoto", "objectGUID", "member", "noSuchAttribute"}}
	want := map[string]model.Entry{}
	for e, err := range d.Search(t.Context(), q) {
		if err != nil {
			t.Fatal(err)
		}
		want[e.Ref.GUID] = e
	}
	n := 0
	for b, err := range d.List(t.Context(), q) {
		if err != nil {
			t.Fatal(err)
		}
		for i := range b.Len() {
			e := b.Entry(i)
			if w := want[e.Ref.GUID]; w.Ref != e.Ref || !model.Diff(w, e).Empty() {
				t.Errorf("%v, search says %v", e, w)
			}
			n++
		}
	}
	if n != len(want) || n < 100 {
		t.Errorf("%d rows, %d entries", n, len(want))
	}
	for b, err := range d.List(t.Context(), model.Query{}) {
		if err != nil || b.Len() == 0 || b.Ref(0).GUID == "" || b.Entry(0).Len() != 0 {
			t.Errorf("without columns: %v", err)
		}
		break
	}
}

// TestListRetries has the server cut the connection in the middle of a page. An
// idle drop looks the same to the session, so a first page is read again, without
// rows twice; a later one is an error.
func TestListRetries(t *testing.T) {
	s, cfg, _ := serve(t, ldapd.Config{TLS: true, PageSize: 50})
	d := connect(t, cfg)
	q := model.Query{Attrs: []model.Attr{"cn"}}
	count := func() (n int, err error) {
		for b, err := range d.List(t.Context(), q) {
			if err != nil {
				return n, err
			}
			n += b.Len()
		}
		return n, nil
	}
	want, err := count()
	if err != nil {
		t.Fatal(err)
	}
	cuts := 0
	s.Drop(func(op string, done bool) bool {
		if op != "search" || !done || cuts > 0 {
			return false
		}
		cuts++
		return true
	})
	if got, err := count(); err != nil || got != want || cuts != 1 {
		t.Errorf("%d rows, want %d, after %d cuts (%v)", got, want, cuts, err)
	}
	searches := 0
	s.Drop(func(op string, done bool) bool {
		if op == "search" && done {
			searches++
		}
		return op == "search" && done && searches == 3
	})
	if got, err := count(); model.CodeOf(err) != model.Unreachable || got == 0 {
		t.Errorf("%d rows, %v", got, err)
	}
}

// TestSearchGivesUp leaves searches early, more often than a server keeps open for
// one connection.
func TestSearchGivesUp(t *testing.T) {
	_, cfg, _ := serve(t, ldapd.Config{TLS: true, PageSize: 5})
	d := connect(t, cfg)
	for range 20 {
		for _, err := range d.Search(t.Context(), model.Query{Attrs: []model.Attr{"cn"}}) {
			if err != nil {
				t.Fatal(err)
			}
			break
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.open) != 1 {
		t.Errorf("%d connections are open, want the one", len(d.open))
	}
}

func TestAnonymous(t *testing.T) {
	_, cfg, _ := serve(t, ldapd.Config{TLS: true})
	cfg.Auth, cfg.User, cfg.Password = Anonymous, "", ""
	d := connect(t, cfg)
	info, err := d.Info(t.Context())
	if err != nil || info.Base == "" || info.Auth != "none" {
		t.Errorf("%+v, %v", info, err)
	}
	if _, err := d.Get(t.Context(), model.Ref{DN: info.Base}); model.CodeOf(err) != model.SignIn && model.CodeOf(err) != model.NotFound {
		t.Errorf("reading as nobody: %v", err)
	}
}

func TestNTLM(t *testing.T) {
	_, cfg, _ := serve(t, ldapd.Config{TLS: true})
	user, _, _ := strings.Cut(cfg.User, "@")
	for _, name := range []string{`CORP\` + user, cfg.User} {
		c := cfg
		c.Auth, c.User = NTLM, name
		d := connect(t, c)
		if info, err := d.Info(t.Context()); err != nil || info.Auth != "ntlm" || !strings.Contains(strings.ToLower(info.User), user) {
			t.Errorf("%s: %+v, %v", name, info, err)
		}
		c.Password = "wrong"
		if _, err := Dial(t.Context(), c); model.CodeOf(err) != model.SignIn {
			t.Errorf("%s with a wrong password: %v", name, err)
		}
	}
}

func TestWrongPassword(t *testing.T) {
	_, cfg, _ := serve(t, ldapd.Config{TLS: true})
	cfg.Password = "wrong"
	if _, err := Dial(t.Context(), cfg); model.CodeOf(err) != model.SignIn {
		t.Errorf("%v", err)
	}
}

// TestPlain signs in over an unprotected connection, as somebody who insists on
// it may; a new password is not sent there even so.
func TestPlain(t *testing.T) {
	_, cfg, arena := serve(t, ldapd.Config{Plain: true})
	cfg.InsecurePlain = true
	d := connect(t, cfg)
	if info, err := d.Info(t.Context()); err != nil || info.Security != "plain" {
		t.Errorf("%+v, %v", info, err)
	}
	_, err := d.Create(t.Context(), model.NewObject{DN: "CN=x," + arena, Attrs: map[model.Attr][]string{
		"objectClass": {"user"}, "sAMAccountName": {"x"}, "unicodePwd": {"Sample.Pass-1"}}})
	if model.CodeOf(err) != model.Untrusted {
		t.Errorf("a password in clear: %v", err)
	}
}

// TestDialPins has a domain of two servers of which the first is down: the session
// is with the second, and stays with it.
func TestDialPins(t *testing.T) {
	s, cfg, _ := serve(t, ldapd.Config{})
	_, up, _ := net.SplitHostPort(s.Addr())
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, down, _ := net.SplitHostPort(ln.Addr().String())
	ln.Close()
	asked := 0
	lookup := func(context.Context, string, string, string) (string, []*net.SRV, error) {
		asked++
		return "", []*net.SRV{{Target: "127.0.0.1.", Port: number(t, down)}, {Target: "localhost.", Port: number(t, up)}}, nil
	}
	cfg.Address, cfg.Security = "corp.example", StartTLS
	d, err := dial(t.Context(), cfg, lookup)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	s.Kick()
	info, err := d.Info(t.Context())
	if err != nil || info.Security != "StartTLS" || d.target.host != "localhost" || !strings.HasSuffix(d.pin, ":"+up) || asked != 1 {
		t.Errorf("%+v at %s, %d look-ups (%v)", info, d.pin, asked, err)
	}
}

func number(t *testing.T, port string) uint16 {
	t.Helper()
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		t.Fatal(err)
	}
	return uint16(n)
}

// TestDialEnds connects to something that accepts connections and says nothing.
func TestDialEnds(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	for _, scheme := range []string{"ldaps://", "ldap://"} {
		cfg := Config{Address: scheme + ln.Addr().String(), User: "u", Password: "p", DialTimeout: 100 * time.Millisecond}
		_, err := Dial(t.Context(), cfg)
		if e, ok := err.(*model.Error); !ok || e.Code != model.Unreachable || !strings.Contains(e.Message, "does not answer") {
			t.Errorf("%s: %v", scheme, err)
		}
		cfg.DialTimeout = time.Minute
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		if _, err := Dial(ctx, cfg); model.CodeOf(err) != model.Unreachable {
			t.Errorf("%s with a limit of the caller: %v", scheme, err)
		}
		cancel()
		ctx, cancel = context.WithCancel(t.Context())
		time.AfterFunc(100*time.Millisecond, cancel)
		if _, err := Dial(ctx, cfg); model.CodeOf(err) != model.Canceled {
			t.Errorf("%s canceled: %v", scheme, err)
		}
	}
}

func TestDeleted(t *testing.T) {
	_, cfg, arena := serve(t, ldapd.Config{TLS: true})
	testDeleted(t, connect(t, cfg), arena)
}

// testDeleted finds what was deleted only when it is asked for.
func testDeleted(t *testing.T, d *Directory, arena string) {
	t.Helper()
	ref, err := d.Create(t.Context(), model.NewObject{DN: "CN=Gone," + arena, Attrs: map[model.Attr][]string{"objectClass": {"contact"}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Delete(t.Context(), ref); err != nil {
		t.Fatal(err)
	}
	for _, deleted := range []bool{false, true} {
		found := false
		for e, err := range d.Search(t.Context(), model.Query{Where: model.Equal{Attr: "isDeleted", Value: "TRUE"}, Attrs: []model.Attr{"isDeleted"}, Deleted: deleted}) {
			if err != nil {
				t.Fatal(err)
			}
			found = found || e.Ref.GUID == ref.GUID
		}
		if found != deleted {
			t.Errorf("asked for deleted objects: %v, found: %v", deleted, found)
		}
	}
}

// A wrong password is tried once, however many servers a domain has: each try
// counts towards locking the account.
func TestWrongPasswordIsTriedOnce(t *testing.T) {
	s, cfg, _ := serve(t, ldapd.Config{})
	second, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	came := make(chan struct{}, 1)
	go func() {
		if c, err := second.Accept(); err == nil {
			came <- struct{}{}
			c.Close()
		}
	}()
	var records []*net.SRV
	for _, address := range []string{s.Addr(), second.Addr().String()} {
		host, port, _ := net.SplitHostPort(address)
		n, _ := strconv.Atoi(port)
		records = append(records, &net.SRV{Target: host + ".", Port: uint16(n)})
	}
	cfg.Address, cfg.Security, cfg.Password = "corp.example", StartTLS, "wrong"
	_, err = dial(t.Context(), cfg, func(context.Context, string, string, string) (string, []*net.SRV, error) { return "", records, nil })
	if model.CodeOf(err) != model.SignIn {
		t.Fatal(err)
	}
	select {
	case <-came:
		t.Error("the second server was asked, too")
	default:
	}
}
