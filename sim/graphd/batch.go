package graphd

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/google/uuid"
)

// maxBatch is how many requests a batch has at most
// (https://learn.microsoft.com/graph/json-batching).
const maxBatch = 20

type batchItem struct {
	ID        string            `json:"id"`
	Method    string            `json:"method"`
	URL       string            `json:"url"`
	Headers   map[string]string `json:"headers"`
	Body      json.RawMessage   `json:"body"`
	DependsOn []string          `json:"dependsOn"`
}

type batchAnswer struct {
	ID      string            `json:"id"`
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers,omitempty"`
	Body    json.RawMessage   `json:"body,omitempty"`
}

// batch answers several requests at once. An item that fails fails those that
// depend on it.
func (c *call) batch() *answer {
	if c.batched {
		return fail(badRequest("Batch requests cannot be nested."))
	}
	var in struct {
		Requests []batchItem `json:"requests"`
	}
	if a := c.decode(&in); a != nil {
		return a
	}
	if message := wrongBatch(in.Requests); message != "" {
		return refuse(http.StatusBadRequest, "BadRequest", message)
	}
	done, out := map[string]int{}, make([]batchAnswer, 0, len(in.Requests))
	for _, r := range in.Requests {
		a := c.item(r, done)
		if a == nil { // the connection is cut
			return &answer{status: http.StatusOK, drop: true}
		}
		done[r.ID] = a.Status
		out = append(out, *a)
	}
	if !slices.ContainsFunc(in.Requests, func(r batchItem) bool { return len(r.DependsOn) > 0 }) {
		slices.Reverse(out) // the order of answers is not that of requests
	}
	b, _ := json.Marshal(map[string]any{"responses": out}) // made of what was valid
	return ok(b)
}

// wrongBatch says what is wrong with a batch as a whole.
func wrongBatch(items []batchItem) string {
	if len(items) == 0 {
		return "Invalid batch payload format."
	}
	if len(items) > maxBatch {
		return "Number of batch request steps exceeds the maximum value of 20."
	}
	seen := map[string]bool{}
	for _, r := range items {
		switch {
		case r.ID == "" || r.Method == "" || r.URL == "":
			return "Invalid batch payload format."
		case seen[r.ID]:
			return "Request Id " + r.ID + " has to be unique in a batch."
		}
		for _, d := range r.DependsOn {
			if !seen[d] {
				return "Request Id " + r.ID + " depends on " + d + ", which is not before it."
			}
		}
		seen[r.ID] = true
	}
	return ""
}

// item answers one request of a batch.
func (c *call) item(r batchItem, done map[string]int) *batchAnswer {
	for _, d := range r.DependsOn {
		if done[d] >= 300 {
			return &batchAnswer{ID: r.ID, Status: http.StatusFailedDependency, Headers: map[string]string{"Content-Type": "application/json"},
				Body: json.RawMessage(`{"error":{"code":"FailedDependency","message":"The request depends on one that failed: ` + d + `."}}`)}
		}
	}
	version := "/v1.0"
	if c.beta {
		version = "/beta"
	}
	path, query, _ := strings.Cut("/"+strings.TrimLeft(r.URL, "/"), "?")
	sub := &call{srv: c.srv, ctx: c.ctx, method: strings.ToUpper(r.Method), target: version + path, rawQuery: query, header: http.Header{}, id: uuid.NewString(), base: c.base, batched: true}
	for k, v := range r.Headers {
		sub.header.Set(k, v)
	}
	if sub.header.Get("Authorization") == "" {
		sub.header.Set("Authorization", c.header.Get("Authorization"))
	}
	if string(r.Body) != "null" {
		sub.body = r.Body
	}
	if media := sub.header.Get("Content-Type"); strings.HasPrefix(media, "image/") {
		var text string
		_ = json.Unmarshal(r.Body, &text) // what is no picture is refused
		sub.body, _ = base64.StdEncoding.DecodeString(text)
	}
	a := sub.serve()
	if a.drop {
		return nil
	}
	return sub.batchAnswer(r.ID, a)
}

func (c *call) batchAnswer(id string, a *answer) *batchAnswer {
	h := http.Header{}
	c.headers(h, a)
	out := &batchAnswer{ID: id, Status: a.status, Headers: map[string]string{}}
	for _, k := range []string{"Content-Type", "Cache-Control", "Location", "Retry-After", "Odata-Version", "X-Ms-Resource-Unit"} {
		if v := h.Get(k); v != "" {
			out.Headers[k] = v
		}
	}
	switch {
	case len(a.body) == 0:
	case strings.HasPrefix(h.Get("Content-Type"), "application/json"):
		out.Body = a.body
	case strings.HasPrefix(h.Get("Content-Type"), "text/plain"):
		out.Body = a.body // $count: a number
	default:
		out.Body = quoted(base64.StdEncoding.EncodeToString(a.body))
	}
	return out
}
