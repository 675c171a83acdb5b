package graphx

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"

	"recipientdesk/model"
)

// entra answers what azidentity asks Entra ID, and Graph, without a network.
type entra struct {
	refuse string // AADSTS code
	person bool   // somebody types in the code
	issued int
	graph  []string // Authorization headers
	hosts  map[string]bool
}

func (e *entra) RoundTrip(r *http.Request) (*http.Response, error) {
	e.hosts[r.URL.Host] = true
	status, body := 200, ""
	switch authority := "https://" + r.URL.Host + "/" + id2; {
	case strings.HasSuffix(r.URL.Path, "/discovery/instance"):
		body = fmt.Sprintf(`{"tenant_discovery_endpoint":%q,"api-version":"1.1","metadata":[{"preferred_network":%[2]q,"preferred_cache":%[2]q,"aliases":[%[2]q]}]}`,
			authority+"/v2.0/.well-known/openid-configuration", r.URL.Host)
	case strings.HasSuffix(r.URL.Path, "/openid-configuration"):
		body = fmt.Sprintf(`{"token_endpoint":%q,"authorization_endpoint":%q,"issuer":%q}`, authority+"/oauth2/v2.0/token", authority+"/oauth2/v2.0/authorize", authority+"/v2.0")
	case strings.HasSuffix(r.URL.Path, "/devicecode"):
		body = `{"user_code":"ABCD","device_code":"device","verification_uri":"https://microsoft.com/devicelogin","expires_in":900,"interval":1,"message":"Type ABCD."}`
	case strings.HasSuffix(r.URL.Path, "/token") && e.person:
		e.issued++
		body = fmt.Sprintf(`{"token_type":"Bearer","scope":"https://graph.microsoft.com/.default","expires_in":3599,"access_token":"issued-%d","refresh_token":"very-secret","id_token":%q,"client_info":%q}`, e.issued,
			token(`{"aud":"`+id1+`","iss":"`+authority+`/v2.0","tid":"`+id2+`","oid":"`+id3+`","sub":"s","preferred_username":"ann@contoso.example"}`),
			base64.RawURLEncoding.EncodeToString([]byte(`{"uid":"`+id3+`","utid":"`+id2+`"}`)))
	case strings.HasSuffix(r.URL.Path, "/token"):
		form, _ := io.ReadAll(r.Body)
		v, _ := url.ParseQuery(string(form))
		if e.refuse != "" || v.Get("client_secret") != "top-secret" {
			status, body = 401, strings.SplitN(fmt.Sprintf(entraSays, e.refuse), "---\n", 3)[2]
			break
		}
		e.issued++
		body = fmt.Sprintf(`{"token_type":"Bearer","expires_in":3599,"access_token":"issued-%d-for-%s"}`, e.issued, v.Get("scope"))
	default:
		e.graph = append(e.graph, r.Header.Get("Authorization"))
		body = `{"value":[]}`
	}
	return &http.Response{StatusCode: status, Status: http.StatusText(status), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
		Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(body))}, nil
}

func TestSignInWithSecret(t *testing.T) {
	for cloud, hosts := range map[string][]string{"global": {"login.microsoftonline.com", "graph.microsoft.com"}, "dod": {"login.microsoftonline.us", "dod-graph.microsoft.us"}} {
		e := &entra{hosts: map[string]bool{}}
		tenant, account, err := SignIn(context.Background(), Config{Cloud: cloud, Auth: Secret, TenantID: id2, ClientID: id1, Secret: []byte("top-secret"), Transport: e})
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			if _, err := listed(tenant, model.CloudUser, "mail"); err != nil {
				t.Fatal(err)
			}
		}
		want := "Bearer issued-1-for-https://" + hosts[1] + "/.default"
		if e.issued != 1 || len(e.graph) != 3 || !strings.HasPrefix(e.graph[2], want) || !e.hosts[hosts[0]] || !e.hosts[hosts[1]] {
			t.Errorf("%s: %d tokens, sent %q, to %v", cloud, e.issued, e.graph, e.hosts)
		}
		if account.Auth != Secret || account.ClientID != id1 || strings.Contains(fmt.Sprintf("%s", account), "top-secret") {
			t.Errorf("the account is %+v", account)
		}
	}
}

func TestRefusedSecret(t *testing.T) {
	for code, hint := range map[string]string{"7000215": "value of the secret", "700016": "client ID", "90002": "tenant ID"} {
		_, err := Dial(context.Background(), Config{Auth: Secret, TenantID: id2, ClientID: id1, Secret: []byte("top-secret"), Transport: &entra{refuse: code, hosts: map[string]bool{}}})
		e := fails(t, err, model.SignIn, "Microsoft 365")
		if !strings.Contains(e.Message, "AADSTS"+code) || !strings.Contains(e.Hint, hint) {
			t.Errorf("%s: %s %s", code, e.Message, e.Hint)
		}
		if text := fmt.Sprintf("%v %+v %#v", err, e.Err, e.Err); !strings.Contains(text, "12345678-1234-1234-1234-123456789abc") || strings.Contains(text, "top-secret") || strings.Contains(text, "very-secret") {
			t.Errorf("%s: %s", code, text)
		}
	}
}

func TestFixedToken(t *testing.T) {
	s := serve(t, always(200, `{"value":[]}`))
	if _, err := listed(s.dial(t, func(c *Config) { c.Token = "given" }), model.CloudUser, "mail"); err != nil || s.requests()[0].header.Get("Authorization") != "Bearer given" {
		t.Error(err, s.requests())
	}
}

// TestDeviceCode signs a person in, finds the tokens again where they can be
// kept, and leaves nothing after signing out.
func TestDeviceCode(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("elsewhere the tokens would go to this user's own cache")
	}
	dir := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", dir)
	e := &entra{hosts: map[string]bool{}, person: true}
	var prompt DeviceCodePrompt
	cfg := Config{Auth: DeviceCode, TenantID: id2, ClientID: id1, Transport: e, Prompt: func(p DeviceCodePrompt) { prompt = p }}
	tenant, account, err := SignIn(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	if prompt.Code != "ABCD" || !strings.Contains(string(account.Record), "ann@contoso.example") || strings.Contains(string(account.Record), "very-secret") {
		t.Errorf("prompt %v, record %s", prompt, account.Record)
	}
	if _, err := listed(tenant, model.CloudUser, "mail"); err != nil || !strings.HasPrefix(e.graph[0], "Bearer issued-") {
		t.Fatal(err, e.graph)
	}
	file := filepath.Join(dir, "account.json")
	if err := SaveAccount(file, account); err != nil {
		t.Fatal(err)
	}
	again := account.Config()
	again.Transport = e
	if prompt.Code = ""; CanKeep() {
		if _, err := Dial(context.Background(), again); err != nil || prompt.Code != "" {
			t.Errorf("the tokens were not found again: %v", err)
		}
	}
	if err := SignOut(file, dir); err != nil {
		t.Fatal(err)
	}
	_, err = Dial(context.Background(), again)
	fails(t, err, model.SignIn, "Microsoft 365")
	filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			t.Errorf("%s is left", path)
		}
		return nil
	})
}

// noNetwork is a computer whose network is gone.
type noNetwork struct{}

func (noNetwork) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: "login.microsoftonline.com"}}
}

// Without a network nobody was refused, and what was asked is not told.
func TestSignInWithoutNetwork(t *testing.T) {
	for _, auth := range []Auth{Secret, DeviceCode} {
		synctest.Test(t, func(t *testing.T) { // it is tried several times
			_, _, err := SignIn(t.Context(), Config{Auth: auth, TenantID: id2, ClientID: id1, Secret: []byte("top-secret"), Transport: noNetwork{}, Prompt: func(DeviceCodePrompt) {}})
			if model.CodeOf(err) != model.Unreachable {
				t.Errorf("%v: %v, %v", auth, model.CodeOf(err), err)
				return
			}
			cause := errors.Unwrap(err).Error()
			if !strings.Contains(cause, "no such host") || strings.Contains(cause, id2) {
				t.Errorf("%v: the cause is %q", auth, cause)
			}
		})
	}
}
