package graphd

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strings"
	"time"
)

// A mark is what the tokens of links hold. Programs treat it as opaque.
type mark struct {
	Place  int    `json:"p,omitempty"` // where the next page begins
	Since  uint64 `json:"s,omitempty"` // delta queries: what was known before
	Upto   uint64 `json:"u,omitempty"` // and what will be, once all pages are read
	Select string `json:"q,omitempty"`
	IDs    string `json:"i,omitempty"` // objects that a delta query is limited to
	Issued int64  `json:"t"`
	Rested bool   `json:"e,omitempty"` // delta queries: the empty page was given
}

func (m mark) token() string {
	b, _ := json.Marshal(m) // numbers and texts only
	return base64.RawURLEncoding.EncodeToString(b)
}

// later is the mark for what happens once all that m is about was read.
func (m mark) later() mark {
	return mark{Since: m.Upto, Select: m.Select, IDs: m.IDs, Issued: m.Issued}
}

func readMark(token string) (m mark, ok bool) {
	b, err := base64.RawURLEncoding.DecodeString(token)
	return m, err == nil && json.Unmarshal(b, &m) == nil && m.Issued != 0
}

// place returns where the page begins that a call asks for.
func (c *call) place() (int, error) {
	token := c.option("skiptoken")
	if token == "" {
		return 0, nil
	}
	m, ok := readMark(token)
	if !ok || m.Place < 0 {
		return 0, badRequest("The specified page token value is invalid.")
	}
	if c.srv.tenant.Now().Sub(time.Unix(m.Issued, 0)) > c.srv.cfg.PageAge {
		return 0, refusal(400, "Directory_ExpiredPageToken", "The specified page token value has expired and can no longer be included in your request.")
	}
	return m.Place, nil
}

// nextLink is the address of the next page: that of this one with another token.
func (c *call) nextLink(place int) string {
	var kept []string
	for part := range strings.SplitSeq(c.rawQuery, "&") {
		name, _, _ := strings.Cut(part, "=")
		if n, err := url.QueryUnescape(name); part != "" && (err != nil || strings.TrimPrefix(n, "$") != "skiptoken") {
			kept = append(kept, part)
		}
	}
	kept = append(kept, "$skiptoken="+mark{Place: place, Issued: c.srv.tenant.Now().Unix()}.token())
	return c.base + c.target + "?" + strings.Join(kept, "&")
}

// quoted writes a text as JSON.
func quoted(s string) []byte {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // a text
	return []byte(strings.TrimSuffix(b.String(), "\n"))
}
