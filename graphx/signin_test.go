package graphx

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"recipientdesk/model"
)

func sortedCodes() []string {
	return slices.SortedFunc(maps.Keys(byAADSTS), func(a, b string) int {
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	})
}

// token makes an access token with a payload; the signature is none.
func token(payload string) string {
	return "e30." + base64.RawURLEncoding.EncodeToString([]byte(payload)) + ".c2VjcmV0LXNpZ25hdHVyZQ"
}

// tokens is a credential that hands out its tokens in turn, the last for ever.
type tokens []string

func (l *tokens) GetToken(_ context.Context, o policy.TokenRequestOptions) (azcore.AccessToken, error) {
	s := (*l)[0]
	if len(*l) > 1 {
		*l = (*l)[1:]
	}
	return azcore.AccessToken{Token: s, ExpiresOn: time.Now().Add(time.Hour)}, nil
}

// asked is a credential that notes what it is asked for.
type asked struct {
	options []policy.TokenRequestOptions
	give    func(policy.TokenRequestOptions) (string, error)
}

func (a *asked) GetToken(_ context.Context, o policy.TokenRequestOptions) (azcore.AccessToken, error) {
	a.options = append(a.options, o)
	s, err := a.give(o)
	return azcore.AccessToken{Token: s, ExpiresOn: time.Now().Add(time.Hour)}, err
}

// TestTokenExpiresMidListing: the service refuses the first token from the second
// page on; the listing goes on with another one.
func TestTokenExpiresMidListing(t *testing.T) {
	inner := pagesOf(`{"id":"`+id1+`"}`, `{"id":"`+id2+`"}`, `{"id":"`+id3+`"}`)
	s := serve(t, func(w http.ResponseWriter, r *http.Request, nth int) {
		if nth > 0 && r.Header.Get("Authorization") == "Bearer old" {
			respond(w, 401, problem("InvalidAuthenticationToken", "Access token has expired or is not yet valid."))
			return
		}
		inner(w, r, nth)
	})
	got, err := listed(s.dial(t, func(c *Config) { c.Credential = &tokens{"old", "old", "old", "new"} }), model.CloudUser, "mail")
	if err != nil || len(got) != 3 {
		t.Fatalf("got %d objects, %v", len(got), err)
	}
	if last := s.requests()[len(s.requests())-1]; last.header.Get("Authorization") != "Bearer new" {
		t.Error("the new token was not used")
	}
}

func TestClaimsChallenge(t *testing.T) {
	const claims = `{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}`
	s := serve(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		if r.Header.Get("Authorization") != "Bearer better" {
			w.Header().Set("WWW-Authenticate", `Bearer realm="", error="insufficient_claims", claims="`+base64.StdEncoding.EncodeToString([]byte(claims))+`"`)
			respond(w, 401, problem("InvalidAuthenticationToken", "Continuous access evaluation resulted in challenge."))
			return
		}
		respond(w, 200, `{"id":"`+id1+`"}`)
	})
	a := &asked{give: func(o policy.TokenRequestOptions) (string, error) {
		if o.Claims == claims {
			return "better", nil
		}
		return "plain", nil
	}}
	if _, err := s.dial(t, func(c *Config) { c.Credential = a }).Get(context.Background(), model.CloudUser, id1); err != nil {
		t.Fatal(err)
	}
	if o := a.options[0]; !o.EnableCAE || len(o.Scopes) != 1 || o.Scopes[0] != s.URL+"/.default" {
		t.Errorf("asked for %+v", o)
	}
}

func TestRefusedToken(t *testing.T) {
	s := serve(t, always(401, problem("InvalidAuthenticationToken", "Access token is empty.")))
	_, err := s.dial(t, func(c *Config) { c.Credential = &tokens{"same"} }).Get(context.Background(), model.CloudUser, id1)
	fails(t, err, model.SignIn, id1)
	if n := len(s.requests()); n != 1 {
		t.Errorf("the same token was sent %d times", n)
	}
}

// TestReportGoesWithoutToken: Graph sends the reader of a report to another host,
// which must not see the token.
func TestReportGoesWithoutToken(t *testing.T) {
	store := serve(t, always(200, "\ufeffReport Refresh Date,User Principal Name,Display Name,Is Deleted,Created Date,Last Activity Date,Item Count,Storage Used (Byte),Has Archive\r\n"+
		"2026-11-18,a@x.example,\"A, B\",False,2020-02-03,,12,3456789012,TRUE\r\n2026-11-18,8D3F,,True,,,,,\r\n"))
	s := serve(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		w.Header().Set("Location", store.URL+"/report.csv?sig=x")
		w.WriteHeader(302)
	})
	got, err := s.dial(t, func(c *Config) { c.Credential = &tokens{"secret"} }).MailboxUsage(context.Background())
	if err != nil || len(got) != 2 {
		t.Fatal(got, err)
	}
	day := time.Date(2026, 11, 18, 0, 0, 0, 0, time.UTC)
	want := model.MailboxUsage{User: "a@x.example", Created: time.Date(2020, 2, 3, 0, 0, 0, 0, time.UTC), AsOf: day, Items: 12, Bytes: 3456789012, Archive: model.Yes}
	if got[0] != want || got[1] != (model.MailboxUsage{User: "8D3F", Deleted: true, AsOf: day}) {
		t.Errorf("got %+v", got)
	}
	if s.requests()[0].header.Get("Authorization") != "Bearer secret" || store.requests()[0].header.Get("Authorization") != "" {
		t.Error("the token went to the wrong host")
	}
}

const entraSays = `InteractiveBrowserCredential authentication failed
POST https://login.microsoftonline.com/common/oauth2/v2.0/token
--------------------------------------------------------------------------------
RESPONSE 400 Bad Request
--------------------------------------------------------------------------------
{
  "error": "invalid_grant",
  "error_description": "AADSTS%s: The user or administrator has not consented. Trace ID: 0000aaaa-11bb-cccc-dd22-eeeeee333333 Correlation ID: 12345678-1234-1234-1234-123456789abc Timestamp: 2026-11-20 10:00:00Z",
  "trace_id": "0000aaaa-11bb-cccc-dd22-eeeeee333333",
  "correlation_id": "12345678-1234-1234-1234-123456789abc",
  "refresh_token": "0.very-secret"
}`

func TestRefusals(t *testing.T) {
	for _, code := range append(sortedCodes(), "530035", "53000", "99999") {
		s := serve(t, always(200, `{}`))
		_, err := Dial(context.Background(), Config{Address: s.URL, Credential: &asked{give: func(policy.TokenRequestOptions) (string, error) {
			return "", fmt.Errorf(entraSays, code)
		}}})
		e := fails(t, err, model.SignIn, "Microsoft 365")
		if !strings.Contains(e.Message, "AADSTS"+code) || e.Hint == "" {
			t.Errorf("%s: %s", code, e.Message)
		}
		if d := fmt.Sprint(e.Err); !strings.Contains(d, "not consented. (correlation ID 12345678-1234-1234-1234-123456789abc)") || strings.Contains(err.Error(), "very-secret") {
			t.Errorf("%s: the details are %s", code, d)
		}
		if code == "53000" && !strings.Contains(e.Message, "Conditional Access") {
			t.Error(e.Message)
		}
	}
}

// TestNothingSecretIsTold looks for the token in everything a person or a log may
// get to see.
func TestNothingSecretIsTold(t *testing.T) {
	secret := token(`{"scp":"User.Read.All","upn":"a@x.example"}`)
	for _, status := range []int{400, 401, 403, 404, 410, 429, 500, 503} {
		s := serve(t, always(status, problem("Code", "Message")))
		tenant := s.dial(t, func(c *Config) { c.Credential, c.Patience = &tokens{secret}, time.Millisecond })
		for name, err := range useEverything(tenant) {
			for e := err; e != nil; e = errors.Unwrap(e) {
				if text := fmt.Sprintf("%v %+v %#v", e, e, e); strings.Contains(text, secret) || strings.Contains(text, "c2VjcmV0") || strings.Contains(text, "Bearer") {
					t.Errorf("%d, %s tells the token: %s", status, name, text)
				}
			}
		}
		s.Close()
		_, err := tenant.Get(context.Background(), model.CloudUser, id1)
		if text := fmt.Sprintf("%+v", err); strings.Contains(text, "c2VjcmV0") {
			t.Error(text)
		}
	}
}

func TestGrant(t *testing.T) {
	g := readGrant(token(`{"tid":"t","appid":"app","scp":"User.Read.All Group.Read.All","upn":"a@x.example",
		"wids":["f2ef992c-3afb-46b9-b7cf-a126ee74c451","b79fbf4d-3ef9-4689-8143-76b194e85509","11111111-1111-1111-1111-111111111111"]}`))
	if fmt.Sprint(g) != "{t a@x.example app [Group.Read.All User.Read.All] [11111111-1111-1111-1111-111111111111 Global Reader]}" {
		t.Error(g)
	}
	if g := readGrant(token(`{"appid":"app","roles":["User.Read.All"],"upn":"not a person"}`)); g.User != "" || !g.has("User.Read.All") || g.has("Group.Read.All") {
		t.Error(g)
	}
	for _, opaque := range []string{"", "opaque", "a.b.c", "a.!!.c", token("nonsense")} {
		if g := readGrant(opaque); g.User != "" || g.Scopes != nil {
			t.Errorf("%q: %v", opaque, g)
		}
	}
}

func TestConfig(t *testing.T) {
	for _, c := range []struct {
		cfg     Config
		code    model.Code
		subject string
	}{
		{Config{Cloud: "germany"}, model.Invalid, "germany"},
		{Config{Auth: Anonymous}, model.SignIn, ""},
		{Config{}, model.Invalid, ""},
		{Config{Auth: "magic", ClientID: id1, TenantID: id1}, model.Invalid, "magic"},
		{Config{Auth: Browser}, model.Invalid, "client ID"},
		{Config{Auth: Secret, ClientID: id1, Secret: []byte("s")}, model.Invalid, "tenant"},
		{Config{Auth: Certificate, ClientID: id1, TenantID: id1, Certificate: []byte("none")}, model.Invalid, "certificate"},
		{Config{Address: "http://graph.example"}, model.Untrusted, "http://graph.example"},
		{Config{Address: "127.0.0.1:80"}, model.Invalid, "127.0.0.1:80"},
		{Config{Auth: Browser, ClientID: id1, Record: []byte("{")}, model.SignIn, ""},
	} {
		_, err := Dial(context.Background(), c.cfg)
		fails(t, err, c.code, c.subject)
	}
}

// TestNobodySignedIn: without kept tokens a person is needed, and no browser
// opens by itself.
func TestNobodySignedIn(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	for _, auth := range []Auth{Browser, DeviceCode} {
		_, err := Dial(context.Background(), Config{Auth: auth, ClientID: id1, TenantID: id2})
		if e := fails(t, err, model.SignIn, "Microsoft 365"); !strings.Contains(e.Message, "somebody has to sign in") {
			t.Errorf("%s: %v", auth, err)
		}
	}
}

func TestClouds(t *testing.T) {
	for cloud, want := range map[string]string{"": "https://graph.microsoft.com", "usgov": "https://graph.microsoft.us",
		"dod": "https://dod-graph.microsoft.us", "china": "https://microsoftgraph.chinacloudapi.cn"} {
		a := &asked{give: func(policy.TokenRequestOptions) (string, error) { return "t", nil }}
		tenant, err := Dial(context.Background(), Config{Cloud: cloud, Credential: a})
		if err != nil {
			t.Fatal(err)
		}
		if got := a.options[0].Scopes[0]; got != want+"/.default" || tenant.adapter.GetBaseUrl() != want+"/v1.0" {
			t.Errorf("%q: %s, %s", cloud, got, tenant.adapter.GetBaseUrl())
		}
	}
}

func TestAccount(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "rdesk", "account.json")
	_, err := LoadAccount(file)
	fails(t, err, model.SignIn, "")
	a := Account{Auth: Browser, Cloud: "global", TenantID: id2, ClientID: id1, Record: []byte(`{"username":"a@x.example","version":"1.0"}`)}
	if err := SaveAccount(file, a); err != nil {
		t.Fatal(err)
	}
	if fi, _ := os.Stat(file); fi.Mode().Perm() != 0o600 {
		t.Errorf("others may read the file: %v", fi.Mode())
	}
	got, err := LoadAccount(file)
	if err != nil || got.Config().ClientID != id1 || !strings.Contains(string(got.Config().Record), "a@x.example") {
		t.Fatal(got, err)
	}
	cached := filepath.Join(dir, ".IdentityService")
	os.MkdirAll(cached, 0o700)
	for _, name := range []string{"recipientdesk", "recipientdesk.cae", "recipientdesk.lockfile", "another"} {
		os.WriteFile(filepath.Join(cached, name), []byte("x"), 0o600)
	}
	if err := SignOut(file, dir); err != nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(cached); len(left) != 1 || left[0].Name() != "another" {
		t.Errorf("left are %v", left)
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("the account is still there")
	}
	if err := SignOut(file, dir); err != nil {
		t.Errorf("signing out twice: %v", err)
	}
}
