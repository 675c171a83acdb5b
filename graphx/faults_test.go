package graphx

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
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

// TestFaultsThatStay: what does not pass ends the listing with an error that says
// what is wrong, names the request, and comes after rows that are right.
func TestFaultsThatStay(t *testing.T) {
	tenant, want := crowded(t)
	const requestID = "11111111-2222-3333-4444-555555555555"
	answer := func(status int, media, body string, header ...string) mishap {
		return func(w http.ResponseWriter, r *http.Request, nth int) bool {
			if nth < 2 { // the third page and all after it
				return false
			}
			for i := 0; i < len(header); i += 2 {
				w.Header().Set(header[i], header[i+1])
			}
			w.Header().Set("Content-Type", media)
			respond(w, status, body)
			return true
		}
	}
	link := func(to string) mishap {
		return func(w http.ResponseWriter, r *http.Request, nth int) bool {
			if nth < 2 {
				return false
			}
			next := "http://" + r.Host + to
			if strings.HasPrefix(to, "http") {
				next = to
			}
			w.Header().Set("Content-Type", "application/json")
			respond(w, 200, `{"@odata.nextLink":"`+next+`","value":[]}`)
			return true
		}
	}
	const media = "application/json"
	for name, c := range map[string]struct {
		mishap  mishap
		code    model.Code
		subject string
		request string // in the details
	}{
		"429 for ever":       {answer(429, media, problem("TooManyRequests", "Please retry again later."), "Retry-After", "3600"), model.Limited, "users", "99999999"},
		"503 for ever":       {answer(503, media, problem("serviceNotAvailable", "x")), model.Unreachable, "users", "99999999"},
		"504 without a body": {answer(504, "", ""), model.Unreachable, "users", requestID},
		"cut for ever":       {func(w http.ResponseWriter, r *http.Request, nth int) bool { return nth > 1 && cut(100)(w, r, 0) }, model.Unreachable, "", ""},
		"a page that expired": {answer(400, media, problem("Directory_ExpiredPageToken", "The specified page token value has expired and can no longer be included in your request.")),
			model.Limited, "users", "99999999"},
		"the sign-in ended":      {answer(401, media, problem("InvalidAuthenticationToken", "Access token has expired or is not yet valid.")), model.SignIn, "users", "99999999"},
		"the permission ended":   {answer(403, media, problem("Authorization_RequestDenied", "Insufficient privileges to complete the operation.")), model.Denied, readUsers, "99999999"},
		"truncated":              {answer(200, media, `{"value":[{"id":"`+id1+`","displayName":"Half a na`), model.Internal, "users", requestID},
		"an error in the stream": {answer(200, media, `{"value":[],"error":{"code":"InternalServerError","message":"x"}}`), model.Internal, "users", requestID},
		"no JSON":                {answer(200, media, "yes"), model.Internal, "users", requestID},
		"a captive portal":       {answer(200, "text/html", "\n<!DOCTYPE html><html><body>Welcome to the hotel, guest@x.example</body></html>"), model.Unreachable, "users", requestID},
		"a link to itself":       {link("/v1.0/users?$skiptoken=again"), model.Internal, "users", requestID},
		"a link to a stranger":   {link("http://127.0.0.9:1/v1.0/users"), model.Untrusted, "", ""},
		"no service any longer":  {answer(404, "", ""), model.NotFound, "users", requestID},
		"something else":         {answer(418, media, "{}"), model.Internal, "users", requestID},
	} {
		t.Run(name, func(t *testing.T) {
			x, _ := between(t, tenant, graphd.Config{}, c.mishap, func(cfg *Config) { cfg.Patience = 50 * time.Millisecond })
			rows, err := 0, error(nil)
			for b, e := range x.List(t.Context(), model.CloudUser, "displayName") {
				if err = e; e != nil {
					break
				}
				for i := range b.Len() {
					if u := b.Entry(i); want[u.Ref.GUID] != u.First("displayName") {
						t.Errorf("a row that is not the tenant's: %v", u)
					}
					rows++
				}
			}
			e := fails(t, err, c.code, c.subject)
			if rows != 2*largest {
				t.Errorf("%d rows of the pages before, want %d", rows, 2*largest)
			}
			if e.Err == nil && c.request != "" || c.request != "" && !strings.Contains(e.Err.Error(), c.request) {
				t.Errorf("the details name no request: %v", e.Err)
			}
			if strings.Contains(err.Error(), "guest@") || strings.Contains(err.Error(), "Half a na") {
				t.Errorf("the error repeats what came: %v", err)
			}
		})
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
		if err != nil || info.SyncEnabled == model.Yes || !info.LastSync.IsZero() || info.InitialDomain != "bare.onmicrosoft.example" {
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

// errands is what the session is used for, with the permissions of which each needs
// one; the first is named if all are missing.
func errands(x *Tenant, user, group, contact string) map[string]errand {
	ctx := context.Background()
	drain := func(class model.CloudClass) func() error {
		return func() error { _, err := listed(x, class, "displayName"); return err }
	}
	delta := func(class model.CloudClass, mark string) func() error {
		return func() error { _, _, err := changed(x, class, mark, "displayName"); return err }
	}
	find := func(class model.CloudClass) func() error {
		return func() error {
			_, err := x.Find(ctx, class, model.Equal{Attr: "mail", Value: "a@x.example"}, "displayName")
			return err
		}
	}
	people := func(of func(context.Context, string) iter.Seq2[model.Entry, error]) func() error {
		return func() (err error) {
			for _, err = range of(ctx, group) {
			}
			return err
		}
	}
	probe := func(trait model.CloudTrait, id string) func() error {
		return func() error {
			for a, err := range x.Probe(ctx, trait, model.CloudUser, []string{id}) {
				return errors.Join(err, a.Err)
			}
			return nil
		}
	}
	managed := func(class model.CloudClass, id string) func() error {
		return func() error { _, err := x.CloudManaged(ctx, class, id); return err }
	}
	users, groups, contacts := []string{readUsers}, []string{readGroups}, []string{readContacts}
	return map[string]errand{
		"Info":                 {[]string{readOrganization, readUsers}, func() error { _, err := x.Info(ctx); return err }},
		"Facts":                {[]string{readDomains, readOrganization, readUsers}, func() error { _, err := x.Facts(ctx); return err }},
		"List users":           {users, drain(model.CloudUser)},
		"List groups":          {append(groups, readMembers), drain(model.CloudGroup)},
		"List contacts":        {contacts, drain(model.CloudContact)},
		"List deleted users":   {users, drain(model.DeletedUser)},
		"List deleted groups":  {groups, drain(model.DeletedGroup)},
		"Changes users":        {users, delta(model.CloudUser, "")},
		"Changes groups":       {append(groups, readMembers), delta(model.CloudGroup, model.MarkNow)},
		"Changes contacts":     {contacts, delta(model.CloudContact, "")},
		"Find users":           {users, find(model.CloudUser)},
		"Find deleted users":   {users, find(model.DeletedUser)},
		"Get user":             {users, func() error { _, err := x.Get(ctx, model.CloudUser, user, "mail"); return err }},
		"Get group":            {groups, func() error { _, err := x.Get(ctx, model.CloudGroup, group, "mail"); return err }},
		"Members":              {[]string{readMembers, readGroups}, people(x.Members)},
		"Owners":               {[]string{readMembers, readGroups}, people(x.Owners)},
		"Licenses":             {[]string{readLicenses, readOrganization}, func() error { _, err := x.Licenses(ctx); return err }},
		"Photo":                {[]string{readPhotos, readUsers}, func() error { _, err := x.Photo(ctx, user); return err }},
		"Mailbox":              {[]string{readMailbox}, func() error { _, err := x.Mailbox(ctx, user); return err }},
		"Probe mailbox":        {[]string{readMailbox}, probe(model.MailboxTrait, user)},
		"Probe authority":      {[]string{"User-OnPremisesSyncBehavior.ReadWrite.All"}, probe(model.AuthorityTrait, user)},
		"CloudManaged user":    {[]string{"User-OnPremisesSyncBehavior.ReadWrite.All"}, managed(model.CloudUser, user)},
		"CloudManaged group":   {[]string{readGroupBehavior}, managed(model.CloudGroup, group)},
		"CloudManaged contact": {[]string{"Contacts-OnPremisesSyncBehavior.ReadWrite.All"}, managed(model.CloudContact, contact)},
		"MailboxUsage":         {[]string{readReports}, func() error { _, err := x.MailboxUsage(ctx); return err }},
	}
}

type errand struct {
	scopes []string
	do     func() error
}

// TestFaultsOfPermissions takes each set of permissions away that something rests on.
// That names the permission, and everything else goes on.
func TestFaultsOfPermissions(t *testing.T) {
	tenant := sim.NewTenant(sim.TenantConfig{Name: "Guarded", Domains: []sim.CloudDomain{{Name: "x.example", Initial: true, Default: true}}, Now: time.Now})
	user := tenant.Plant(model.CloudUser, map[string]string{"displayName": `"U"`, "userPrincipalName": `"u@x.example"`, "x-purpose": `"user"`}).String()
	group := tenant.Plant(model.CloudGroup, map[string]string{"displayName": `"G"`}).String()
	contact := tenant.Plant(model.CloudContact, map[string]string{"displayName": `"C"`}).String()
	tenant.SetPhoto(user, []byte("\xff\xd8\xff a picture"))
	srv := graphd.New(tenant, graphd.Config{RequireToken: true})
	checked := strict(t, srv)
	s := serve(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		w.Header().Del("Content-Type")
		checked.ServeHTTP(w, r)
	})
	var all []string
	for _, e := range errands(nil, "", "", "") {
		all = append(all, e.scopes...)
	}
	for name, without := range errands(nil, "", "", "") {
		granted := slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(without.scopes, s) })
		x := s.dial(t, func(c *Config) { c.Token = srv.Token("", time.Now().Add(time.Hour), granted...) })
		for errand, e := range errands(x, user, group, contact) {
			err := e.do()
			if slices.ContainsFunc(e.scopes, func(s string) bool { return slices.Contains(granted, s) }) {
				if err != nil {
					t.Errorf("without %s (%v), %s: %v", name, without.scopes, errand, err)
				}
				continue
			}
			if err == nil {
				t.Errorf("without %s (%v), %s needs nothing", name, without.scopes, errand)
				continue
			}
			if got := fails(t, err, model.Denied, e.scopes[0]); got.Err == nil || !strings.Contains(got.Err.Error(), "request-id") {
				t.Errorf("without %s, %s: the details name no request: %v", name, errand, got.Err)
			}
		}
	}
}
