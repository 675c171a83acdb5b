package graphx

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"sync"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	khttp "github.com/microsoft/kiota-http-go"
)

// A bearer puts the token on each attempt of a request. Tokens are asked for
// every time; the credential keeps them and renews them before they expire, so a
// listing may outlast its first token. They go to the tenant's own host only: a
// report is fetched from another one.
type bearer struct {
	cred azcore.TokenCredential // nil: nobody is signed in
	root *url.URL
	now  func() time.Time

	mu    sync.Mutex
	token string // the last one
}

var _ khttp.Middleware = (*bearer)(nil)

func (b *bearer) Intercept(next khttp.Pipeline, at int, req *http.Request) (*http.Response, error) {
	if b.cred == nil || req.URL.Host != b.root.Host || req.URL.Scheme != b.root.Scheme {
		return next.Next(req, at)
	}
	token, err := b.get(req.Context(), "")
	if err != nil {
		return nil, err
	}
	resp, err := next.Next(authorized(req, token), at)
	if err != nil || resp.StatusCode != http.StatusUnauthorized {
		return resp, err
	}
	fresh, err := b.get(req.Context(), challenge(resp.Header))
	if err != nil {
		resp.Body.Close()
		return nil, err
	}
	if fresh == token {
		return resp, nil
	}
	resp.Body.Close()
	return next.Next(authorized(req, fresh), at)
}

// authorized returns a copy of the request with the token, and its body anew.
func authorized(req *http.Request, token string) *http.Request {
	r := req.Clone(req.Context())
	if req.GetBody != nil {
		r.Body, _ = req.GetBody()
	}
	r.Header.Set("Authorization", "Bearer "+token)
	return r
}

// get asks the credential for a token, one that meets the claims if there are any.
func (b *bearer) get(ctx context.Context, claims string) (string, error) {
	t, err := b.cred.GetToken(ctx, policy.TokenRequestOptions{
		Scopes: []string{b.root.String() + "/.default"}, EnableCAE: true, Claims: claims,
	})
	if err != nil {
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		return "", refused(err)
	}
	if t.Token == "" {
		return "", refused(errors.New("the sign-in gave no token"))
	}
	b.mu.Lock()
	b.token = t.Token
	b.mu.Unlock()
	return t.Token, nil
}

var inChallenge = regexp.MustCompile(`(?i)\bclaims="([^"]*)"`)

// challenge returns what a token must meet to be taken, as continuous access
// evaluation asks for it
// (https://learn.microsoft.com/entra/identity-platform/claims-challenge).
func challenge(h http.Header) string {
	for _, v := range h.Values("WWW-Authenticate") {
		m := inChallenge.FindStringSubmatch(v)
		if m == nil {
			continue
		}
		for _, enc := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding, base64.RawURLEncoding} {
			if claims, err := enc.DecodeString(m[1]); err == nil {
				return string(claims)
			}
		}
	}
	return ""
}

// granted returns what the last token says of the session.
func (b *bearer) granted() grant {
	b.mu.Lock()
	defer b.mu.Unlock()
	return readGrant(b.token)
}
