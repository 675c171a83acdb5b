package graphx

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
	"recipientdesk/sim"
	"recipientdesk/sim/graphd"
)

// crowded is a tenant with more users than four pages hold, groups and contacts.
func crowded(t testing.TB) (*sim.Tenant, map[string]string) {
	t.Helper()
	tenant := sim.NewTenant(sim.TenantConfig{Name: "Crowded", Domains: []sim.CloudDomain{{Name: "x.example", Initial: true, Default: true}}, Now: time.Now})
	names := map[string]string{}
	for i := range 4100 {
		name := fmt.Sprintf("User Ünlü %d", i)
		id := tenant.Plant(model.CloudUser, map[string]string{"displayName": fmt.Sprintf("%q", name), "userPrincipalName": fmt.Sprintf(`"u%d@x.example"`, i),
			"mail": fmt.Sprintf(`"u%d@x.example"`, i), "proxyAddresses": fmt.Sprintf(`["SMTP:u%d@x.example"]`, i), "x-purpose": `"user"`})
		names[id.String()] = name
	}
	return tenant, names
}

// A mishap answers some requests in place of the server.
type mishap func(w http.ResponseWriter, r *http.Request, nth int) bool

// between serves a tenant with mishaps before it, and opens a session. The address
// of the server is asked for as it was dialed, so that links lead back here.
func between(t *testing.T, tenant *sim.Tenant, cfg graphd.Config, m mishap, change ...func(*Config)) (*Tenant, *graphd.Server) {
	t.Helper()
	srv := graphd.New(tenant, cfg)
	checked := strict(t, srv)
	var n atomic.Int64
	s := serve(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		w.Header().Del("Content-Type")
		if !m(w, r, int(n.Add(1))-1) {
			checked.ServeHTTP(w, r)
		}
	})
	return s.dial(t, change...), srv
}

// complete checks that a listing yields each user once, by its name.
func complete(t *testing.T, x *Tenant, want map[string]string) {
	t.Helper()
	got := map[string]string{}
	for b, err := range x.List(t.Context(), model.CloudUser, "displayName", "proxyAddresses") {
		if err != nil {
			t.Fatal(err)
		}
		for i := range b.Len() {
			e := b.Entry(i)
			if _, twice := got[e.Ref.GUID]; twice {
				t.Errorf("%s is there twice", e.Ref.GUID)
			}
			got[e.Ref.GUID] = e.First("displayName")
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("%d users, want %d, or wrong ones", len(got), len(want))
	}
}

// TestFaultsThatPass: what passes by itself is not noticed.
func TestFaultsThatPass(t *testing.T) {
	tenant, want := crowded(t)
	refuse := func(status int, header ...string) mishap {
		return func(w http.ResponseWriter, r *http.Request, nth int) bool {
			if nth%4 == 3 { // three refusals before each page
				return false
			}
			for i := 0; i < len(header); i += 2 {
				w.Header().Set(header[i], header[i+1])
			}
			w.Header().Set("Content-Type", "application/json")
			respond(w, status, problem("TooManyRequests", "Please retry again later."))
			return true
		}
	}
	long := time.Now().Add(-7 * time.Hour)
	for name, m := range map[string]mishap{
		"429":                      refuse(429),
		"429, whole seconds":       refuse(429, "Retry-After", "0"),
		"429, a fraction":          refuse(429, "Retry-After", "0.0021"),
		"429, a date":              refuse(429, "Retry-After", long.UTC().Format(http.TimeFormat), "Date", long.UTC().Format(http.TimeFormat)),
		"429, nonsense":            refuse(429, "Retry-After", "soon"),
		"429, long ago":            refuse(429, "Retry-After", "-5"),
		"503":                      refuse(503, "Retry-After", "0.001"),
		"504":                      refuse(504),
		"500":                      refuse(500),
		"502":                      refuse(502),
		"the connection is reset":  cut(0),
		"the answer is cut":        cut(70),
		"the answer is cut in two": cut(40000),
	} {
		t.Run(name, func(t *testing.T) {
			x, _ := between(t, tenant, graphd.Config{}, m)
			complete(t, x, want)
		})
	}
}

// cut breaks the connection of two of three requests after some bytes of an answer.
func cut(after int) mishap {
	return func(w http.ResponseWriter, r *http.Request, nth int) bool {
		if nth%3 == 2 {
			return false
		}
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			panic(err)
		}
		defer conn.Close()
		if after > 0 {
			fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n", 1<<20)
			conn.Write([]byte(`{"value":[{"id":"` + id1 + `","displayName":"` + strings.Repeat("x", after) + `"},`))
		}
		return true
	}
}

// TestFaultsOnEachPage breaks the connection at one page after the other.
func TestFaultsOnEachPage(t *testing.T) {
	tenant, want := crowded(t)
	for page := range 5 {
		x, _ := between(t, tenant, graphd.Config{}, func(w http.ResponseWriter, r *http.Request, nth int) bool {
			return nth == page && cut(4000)(w, r, 0)
		})
		complete(t, x, want)
	}
}

// TestFaultsOfLinks: pages that go round in a circle end.
func TestFaultsOfLinks(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		other := map[string]string{"": "a", "a": "b", "b": "c", "c": "a"}[r.URL.Query().Get("$skiptoken")]
		respond(w, 200, `{"@odata.nextLink":"http://`+r.Host+`/v1.0/users?$skiptoken=`+other+`","value":[{"id":"`+id1+`"}]}`)
	})
	got, err := listed(s.dial(t), model.CloudUser, "displayName")
	if fails(t, err, model.Internal, "users"); len(got) != 1 {
		t.Errorf("%d users, want 1", len(got))
	}
}

// TestFaultsOfDelta: a mark that is too old is answered in two ways, at the first
// page or at a later one, and everything can be read again.
func TestFaultsOfDelta(t *testing.T) {
	for _, gone := range []bool{false, true} {
		tenant, want := crowded(t)
		now := time.Now()
		var mu sync.Mutex
		clock := func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
		aged := sim.NewTenant(sim.TenantConfig{Name: "Aged", Now: clock})
		aged.Plant(model.CloudUser, map[string]string{"displayName": `"One"`, "userPrincipalName": `"one@x.example"`})
		x := graphOf(t, aged, graphd.Config{DeltaGone: gone})
		_, mark, err := changed(x, model.CloudUser, "", "displayName")
		if err != nil {
			t.Fatal(err)
		}
		mu.Lock()
		now = now.Add(31 * 24 * time.Hour)
		mu.Unlock()
		_, _, err = changed(x, model.CloudUser, mark, "displayName")
		if e := fails(t, err, model.Conflict, "users"); e.Err == nil || !strings.Contains(e.Err.Error(), "request-id") {
			t.Errorf("the details name no request: %v", e.Err)
		}
		if got, again, err := changed(x, model.CloudUser, "", "displayName"); err != nil || len(got) != 1 || again == mark {
			t.Errorf("from the beginning: %v, %v", got, err)
		}
		// Throttling, broken connections and pages between.
		y, _ := between(t, tenant, graphd.Config{DeltaPage: 1500}, func(w http.ResponseWriter, r *http.Request, nth int) bool {
			return nth%3 != 2 && cut(300)(w, r, nth)
		})
		all := map[string]string{}
		for c, err := range y.Changes(t.Context(), model.CloudUser, "", "displayName") {
			if err != nil {
				t.Fatal(err)
			}
			if c.Mark == "" {
				all[c.Entry.Ref.GUID] = c.Entry.First("displayName")
			}
		}
		if !maps.Equal(all, want) {
			t.Errorf("%d changes, want %d", len(all), len(want))
		}
	}
}

// TestFaultsOfBatches: items are throttled one by one, the batch as a whole, and the
// connection breaks; every question is answered once.
func TestFaultsOfBatches(t *testing.T) {
	tenant, want := crowded(t)
	ids := slices.Sorted(maps.Keys(want))[:130]
	var tried, posts sync.Map
	x, srv := between(t, tenant, graphd.Config{}, func(w http.ResponseWriter, r *http.Request, nth int) bool {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		times, _ := posts.LoadOrStore(string(body), new(atomic.Int64))
		switch times.(*atomic.Int64).Add(1) {
		case 1:
			w.Header().Set("Retry-After", "0.001")
			respond(w, 429, problem("TooManyRequests", "Please retry again later."))
			return true
		case 2:
			return cut(100)(w, r, 0)
		}
		return false
	})
	srv.Fault(func(r graphd.Request) *graphd.Fault {
		if n, _ := tried.LoadOrStore(r.Path, new(atomic.Int64)); r.Batched && n.(*atomic.Int64).Add(1) < int64(2+len(r.Path)%2) {
			return &graphd.Fault{Status: []int{429, 503, 504}[int(r.Path[8])%3], RetryAfter: "0.0013"}
		}
		return nil
	})
	n := 0
	for a, err := range x.Probe(t.Context(), model.MailboxTrait, model.CloudUser, ids) {
		if err != nil || a.Err != nil {
			t.Fatal(err, a.Err)
		}
		if a.ID != ids[n] || a.Mailbox.Exists != model.Yes || a.Mailbox.Purpose != "user" {
			t.Errorf("answer %d: %+v", n, a)
		}
		n++
	}
	if n != len(ids) {
		t.Errorf("%d answers, want %d", n, len(ids))
	}
}

// TestFaultsOfTokens: tokens end in the middle of a listing, by age and by a
// challenge of continuous access evaluation.
func TestFaultsOfTokens(t *testing.T) {
	tenant, want := crowded(t)
	for name, challenge := range map[string]string{
		"aged":       "",
		"challenged": `Bearer realm="", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZX19fQ=="`,
	} {
		cred, asked, refused := &asked{}, 0, 0
		cred.give = func(policy.TokenRequestOptions) (string, error) {
			asked++
			return fmt.Sprint("t", asked/2), nil
		}
		used := map[string]bool{}
		x, _ := between(t, tenant, graphd.Config{}, func(w http.ResponseWriter, r *http.Request, _ int) bool {
			token := r.Header.Get("Authorization")
			if !used[token] { // each is good for one page
				used[token] = true
				return false
			}
			refused++
			if challenge != "" {
				w.Header().Set("WWW-Authenticate", challenge)
			}
			respond(w, 401, problem("InvalidAuthenticationToken", "Access token has expired or is not yet valid."))
			return true
		}, func(c *Config) { c.Credential = cred })
		complete(t, x, want)
		claims := 0
		for _, o := range cred.options {
			if o.Claims == `{"access_token":{"nbf":{"essential":true}}}` {
				claims++
			}
		}
		if refused < 3 || challenge == "" && claims > 0 || challenge != "" && claims != refused {
			t.Errorf("%s: %d tokens were refused, %d were asked for with claims", name, refused, claims)
		}
	}
}

// TestFaultsOfTheClock: what is counted by the clock of one side is not compared with
// that of the other, and a sign-in that fails for it says so.
func TestFaultsOfTheClock(t *testing.T) {
	ahead := time.Now().Add(9 * time.Hour).UTC().Truncate(time.Second)
	tenant := sim.NewTenant(sim.TenantConfig{Name: "Ahead", Domains: []sim.CloudDomain{{Name: "x.example", Initial: true}}, Now: func() time.Time { return ahead }})
	if _, err := tenant.Cycle(t.Context(), func(func(forecast.Input, error) bool) {}); err != nil {
		t.Fatal(err)
	}
	x, _ := between(t, tenant, graphd.Config{}, func(w http.ResponseWriter, r *http.Request, nth int) bool {
		w.Header().Set("Date", ahead.Format(http.TimeFormat))
		if nth != 0 {
			return false
		}
		w.Header().Set("Retry-After", ahead.Format(http.TimeFormat)) // now, by its clock
		respond(w, 429, problem("TooManyRequests", "Please retry again later."))
		return true
	})
	info, err := x.Info(t.Context())
	if err != nil || !info.LastSync.Equal(ahead) {
		t.Errorf("%+v, %v; want a sync at %v", info, err, ahead)
	}
	y, _ := between(t, tenant, graphd.Config{}, func(w http.ResponseWriter, r *http.Request, _ int) bool {
		w.Header().Set("Date", ahead.Format(http.TimeFormat))
		respond(w, 401, problem("InvalidAuthenticationToken", "Access token has expired or is not yet valid."))
		return true
	})
	_, err = y.Info(t.Context())
	if e := fails(t, err, model.SignIn, ""); !strings.Contains(e.Message, "540 minutes slow") {
		t.Error(e.Message)
	}
}

// TestFaultsOfPatience: who stops waiting gets an end at once, whatever hangs.
func TestFaultsOfPatience(t *testing.T) {
	tenant, _ := crowded(t)
	for name, hang := range map[string]func(w http.ResponseWriter, r *http.Request){
		"no answer": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"half of it": func(w http.ResponseWriter, r *http.Request) {
			w.Write([]byte(`{"value":[{"id":`))
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		},
		"a long wait": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", "200")
			respond(w, 429, "{}")
		},
	} {
		arrived := make(chan bool, 8)
		x, _ := between(t, tenant, graphd.Config{}, func(w http.ResponseWriter, r *http.Request, nth int) bool {
			if nth == 0 {
				return false
			}
			arrived <- true
			hang(w, r)
			return true
		}, func(c *Config) { c.Patience = time.Hour })
		ctx, cancel := context.WithCancel(t.Context())
		go func() { <-arrived; cancel() }()
		var last error
		begin := time.Now()
		for _, last = range x.List(ctx, model.CloudUser, "displayName") {
		}
		if fails(t, last, model.Canceled, "users"); time.Since(begin) > 20*time.Second {
			t.Errorf("%s: stopping took %v", name, time.Since(begin))
		}
		cancel()
	}
}

// TestFaultsOfOddTenants: a tenant may be empty, or never have been synchronized.
func TestFaultsOfOddTenants(t *testing.T) {
	tenant := sim.NewTenant(sim.TenantConfig{Name: "Bare", NoSync: true, Domains: []sim.CloudDomain{{Name: "bare.onmicrosoft.example", Initial: true, Default: true}}})
	for name, x := range map[string]model.Tenant{"Graph": graphOf(t, tenant, graphd.Config{}), "simulator": tenant.Open()} {
		info, err := x.Info(t.Context())
		if err != nil || info.SyncEnabled != model.No || !info.LastSync.IsZero() || info.InitialDomain != "bare.onmicrosoft.example" {
			t.Errorf("%s: %+v, %v", name, info, err)
		}
		if facts, err := x.Facts(t.Context()); err != nil || len(facts.VerifiedDomains) != 1 {
			t.Errorf("%s: %+v, %v", name, facts, err)
		}
		if l, err := x.Licenses(t.Context()); err != nil || len(l) > 0 {
			t.Errorf("%s: %v, %v", name, l, err)
		}
		for _, class := range []model.CloudClass{model.CloudUser, model.CloudGroup, model.CloudContact, model.DeletedUser, model.DeletedGroup} {
			for b, err := range x.List(t.Context(), class, "displayName") {
				t.Errorf("%s, %s: %v, %v", name, class, b, err)
			}
			if class == model.DeletedUser || class == model.DeletedGroup {
				continue
			}
			for c, err := range x.Changes(t.Context(), class, "", "displayName") {
				if err != nil || c.Mark == "" || c.Entry.Ref.GUID != "" {
					t.Errorf("%s, %s: %v, %v", name, class, c, err)
				}
			}
		}
	}
}
