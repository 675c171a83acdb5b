package graphd

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"
)

// claims are what a token says, by the names that Entra ID uses.
type claims struct {
	Audience string   `json:"aud"`
	Tenant   string   `json:"tid"`
	User     string   `json:"upn,omitempty"`
	App      string   `json:"appid"`
	Scopes   string   `json:"scp,omitempty"`   // delegated permissions
	Roles    []string `json:"roles,omitempty"` // application permissions
	Expires  int64    `json:"exp"`
}

// Token issues a token for a user with delegated permissions, or with user "" for an
// application. It is valid until the tenant's clock says expires.
func (s *Server) Token(user string, expires time.Time, scopes ...string) string {
	c := claims{Audience: "https://graph.microsoft.com", Tenant: s.tenant.Config().ID, User: user, App: "00000000-0000-0000-0000-00000000beef", Expires: expires.Unix()}
	if user == "" {
		c.Roles = scopes
	} else {
		c.Scopes = strings.Join(scopes, " ")
	}
	payload, _ := json.Marshal(c) // strings and numbers only
	text := encode([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + encode(payload)
	return text + "." + s.sign(text)
}

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func (s *Server) sign(text string) string {
	m := hmac.New(sha256.New, s.key)
	m.Write([]byte(text))
	return encode(m.Sum(nil))
}

// authorize reads the token of a call. Without RequireToken everybody may do
// everything, but a token of this server counts.
func (c *call) authorize() *answer {
	bearer, found := strings.CutPrefix(c.header.Get("Authorization"), "Bearer ")
	text, signature := bearer, ""
	if i := strings.LastIndexByte(bearer, '.'); i >= 0 {
		text, signature = bearer[:i], bearer[i+1:]
	}
	ours := found && hmac.Equal([]byte(c.srv.sign(text)), []byte(signature))
	switch {
	case !ours && !c.srv.cfg.RequireToken:
		return nil
	case !found || bearer == "":
		return unauthorized("Access token is empty.", "")
	case !ours:
		return unauthorized("Access token validation failure. Invalid signature.", `, error="invalid_token"`)
	}
	_, payload, _ := strings.Cut(text, ".")
	raw, _ := base64.RawURLEncoding.DecodeString(payload)
	if err := json.Unmarshal(raw, &c.claims); err != nil {
		return unauthorized("Access token validation failure.", `, error="invalid_token"`)
	}
	if c.srv.tenant.Now().Unix() >= c.claims.Expires {
		return unauthorized("Access token has expired or is not yet valid.", `, error="invalid_token"`)
	}
	c.limited = true
	return nil
}

func unauthorized(message, challenge string) *answer {
	a := refuse(http.StatusUnauthorized, "InvalidAuthenticationToken", message)
	a.header = map[string]string{"WWW-Authenticate": `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"` + challenge}
	return a
}

// may reports whether the caller has one of the permissions.
func (c *call) may(scopes []string) bool {
	if !c.limited || len(scopes) == 0 {
		return true
	}
	granted := append(strings.Fields(c.claims.Scopes), c.claims.Roles...)
	return slices.ContainsFunc(scopes, func(s string) bool { return slices.Contains(granted, s) })
}
