// Package entra answers, for tests, what a program asks Microsoft Entra ID when
// somebody signs in, without a network, and passes what it asks Microsoft Graph on to
// a simulator. It is a transport: nothing that is sent through it leaves the machine.
package entra

import (
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
)

// IDs and secrets that it knows. The secrets stand for real ones: tests look for them
// where they must not be.
const (
	TenantID     = "6f0a2d1e-8c54-4b7e-9d3a-52b1c0e7f4a8"
	ClientID     = "0d3b6c1e-0000-4000-8000-000000000001"
	Secret       = "client-secret-that-nobody-may-see"
	RefreshToken = "refresh-token-that-nobody-may-see"
	User         = "admin@brightwater.onmicrosoft.com"
	Code         = "ABCD-EFGH"
)

// A Service is Entra ID. It is an http.RoundTripper.
type Service struct {
	Graph string                   // where Microsoft Graph is served; "": nowhere
	Token func(user string) string // an access token that it takes; user is "" for an application

	mu     sync.Mutex
	issued []string
	asked  []url.Values // at the token endpoint
}

// Issued returns every access token that was handed out.
func (s *Service) Issued() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.issued...)
}

// Asked returns the forms that were sent for tokens.
func (s *Service) Asked() []url.Values {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]url.Values(nil), s.asked...)
}

// RoundTrip implements http.RoundTripper.
func (s *Service) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasPrefix(r.URL.Host, "graph.") {
		return s.pass(r)
	}
	authority := "https://" + r.URL.Host + "/" + TenantID
	switch path := r.URL.Path; {
	case strings.HasSuffix(path, "/discovery/instance"):
		return answer(r, 200, fmt.Sprintf(`{"tenant_discovery_endpoint":%q,"api-version":"1.1","metadata":[{"preferred_network":%[2]q,"preferred_cache":%[2]q,"aliases":[%[2]q]}]}`,
			authority+"/v2.0/.well-known/openid-configuration", r.URL.Host))
	case strings.HasSuffix(path, "/openid-configuration"):
		return answer(r, 200, fmt.Sprintf(`{"token_endpoint":%q,"authorization_endpoint":%q,"device_authorization_endpoint":%q,"issuer":%q}`,
			authority+"/oauth2/v2.0/token", authority+"/oauth2/v2.0/authorize", authority+"/oauth2/v2.0/devicecode", authority+"/v2.0"))
	case strings.HasSuffix(path, "/devicecode"):
		return answer(r, 200, fmt.Sprintf(`{"user_code":%q,"device_code":"device","verification_uri":"https://microsoft.com/devicelogin","expires_in":900,"interval":1,"message":"Open https://microsoft.com/devicelogin and enter the code %[1]s."}`, Code))
	case strings.HasSuffix(path, "/token"):
		return s.token(r, authority)
	}
	return answer(r, 404, `{}`)
}

// pass sends a request of Graph to where it is served.
func (s *Service) pass(r *http.Request) (*http.Response, error) {
	at, err := url.Parse(s.Graph)
	if err != nil || s.Graph == "" {
		return answer(r, 503, `{"error":{"code":"serviceNotAvailable","message":"nowhere"}}`)
	}
	to := r.Clone(r.Context())
	to.URL.Scheme, to.URL.Host, to.Host = at.Scheme, at.Host, at.Host
	return http.DefaultTransport.RoundTrip(to)
}

func (s *Service) token(r *http.Request, authority string) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	form, _ := url.ParseQuery(string(body)) // what cannot be read is refused
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, form)
	if form.Get("grant_type") == "client_credentials" {
		if form.Get("client_secret") != Secret && form.Get("client_assertion") == "" {
			return answer(r, 401, `{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided. Trace ID: 0 Correlation ID: 12345678-1234-1234-1234-123456789abc"}`)
		}
		token := s.Token("")
		s.issued = append(s.issued, token)
		return answer(r, 200, fmt.Sprintf(`{"token_type":"Bearer","expires_in":3599,"access_token":%q}`, token))
	}
	token := s.Token(User)
	s.issued = append(s.issued, token)
	claims := fmt.Sprintf(`{"aud":%q,"iss":%q,"tid":%q,"oid":"11111111-1111-4111-8111-111111111111","sub":"s","preferred_username":%q}`, ClientID, authority+"/v2.0", TenantID, User)
	info := `{"uid":"11111111-1111-4111-8111-111111111111","utid":"` + TenantID + `"}`
	return answer(r, 200, fmt.Sprintf(`{"token_type":"Bearer","scope":%q,"expires_in":3599,"access_token":%q,"refresh_token":%q,"id_token":%q,"client_info":%q}`,
		form.Get("scope"), token, RefreshToken, "e30."+encode(claims)+".c2ln", encode(info)))
}

func encode(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }

func answer(r *http.Request, status int, body string) (*http.Response, error) {
	return &http.Response{StatusCode: status, Status: http.StatusText(status), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
		Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(body))}, nil
}
