package graphd

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"time"

	"recipientdesk/sim"
)

const jsonType = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"

// An answer is what a handler returns.
type answer struct {
	status int
	header map[string]string
	body   []byte
	media  string // content type; "" is JSON
	cost   int    // resource units
	err    *sim.CloudRefusal
	drop   bool // cut the connection in the middle of it
}

func ok(body []byte) *answer { return &answer{status: http.StatusOK, body: body} }

var noContent = &answer{status: http.StatusNoContent}

// fail makes an answer of an error. Anything but a refusal is a defect.
func fail(err error) *answer {
	if r, isRefusal := err.(*sim.CloudRefusal); isRefusal {
		return &answer{status: r.Status, err: r, header: r.Header}
	}
	return &answer{status: http.StatusInternalServerError, err: &sim.CloudRefusal{Status: 500, Code: "InternalServerError", Message: err.Error()}}
}

func refuse(status int, code, message string) *answer { return fail(refusal(status, code, message)) }

func refusal(status int, code, message string) *sim.CloudRefusal {
	return &sim.CloudRefusal{Status: status, Code: code, Message: message}
}

func badRequest(message string) *sim.CloudRefusal {
	return refusal(http.StatusBadRequest, "Request_BadRequest", message)
}

func unsupported(message string) *sim.CloudRefusal {
	return refusal(http.StatusBadRequest, "Request_UnsupportedQuery", message)
}

func denied() *answer {
	return refuse(http.StatusForbidden, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
}

func notFound(id string) *sim.CloudRefusal { return sim.NoSuchResource(id) }

// errorBody is the error envelope of Graph.
type errorBody struct {
	Error errorDoc `json:"error"`
}

type errorDoc struct {
	Code    string            `json:"code"`
	Message string            `json:"message"`
	Details []sim.CloudDetail `json:"details,omitempty"`
	Inner   innerError        `json:"innerError"`
}

type innerError struct {
	Date    string `json:"date"`
	Request string `json:"request-id"`
	Client  string `json:"client-request-id"`
}

// finish writes the body of an error, which carries the IDs of the request.
func (c *call) finish(a *answer) *answer {
	if a.err == nil || a.body != nil {
		return a
	}
	b := *a
	client := c.header.Get("Client-Request-Id")
	if client == "" {
		client = c.id
	}
	doc := errorBody{errorDoc{a.err.Code, a.err.Message, a.err.Details, innerError{c.srv.tenant.Now().UTC().Format("2006-01-02T15:04:05"), c.id, client}}}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(doc) // strings only
	b.body, b.media = bytes.TrimSpace(out.Bytes()), "application/json"
	return &b
}

// headers sets what the service sends with every answer.
func (c *call) headers(h http.Header, a *answer) {
	for k, v := range a.header {
		h.Set(k, v)
	}
	h.Set("Cache-Control", "no-cache")
	h.Set("Strict-Transport-Security", "max-age=31536000")
	h.Set("Request-Id", c.id)
	h.Set("Client-Request-Id", c.id)
	if id := c.header.Get("Client-Request-Id"); id != "" {
		h.Set("Client-Request-Id", id)
	}
	h.Set("X-Ms-Ags-Diagnostic", `{"ServerInfo":{"DataCenter":"Sample","Slice":"E","Ring":"5","ScaleUnit":"001","RoleInstance":"SAMPLE0001"}}`)
	h.Set("Date", time.Now().UTC().Format(http.TimeFormat))
	if a.status == http.StatusNoContent {
		return
	}
	media := a.media
	if media == "" {
		media = jsonType
	}
	h.Set("Content-Type", media)
	h.Set("Vary", "Accept-Encoding")
	h.Set("Odata-Version", "4.0")
	if a.cost > 0 {
		h.Set("X-Ms-Resource-Unit", strconv.Itoa(a.cost))
	}
	h.Set("Content-Length", strconv.Itoa(len(a.body)))
}

// maxBody is more than any request here needs: a picture has up to 4 MB.
const maxBody = 8 << 20

// readBody reads what was sent. A body that is labeled as compressed and is not was
// garbled on its way through the client, and must not pass for good.
func readBody(r *http.Request) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
	if err != nil {
		return nil, badRequest("The request body could not be read.")
	}
	if r.Header.Get("Content-Encoding") != "gzip" {
		return b, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, refusal(http.StatusBadRequest, "BadRequest", "The body is not compressed as Content-Encoding says.")
	}
	if b, err = io.ReadAll(io.LimitReader(z, maxBody)); err != nil {
		return nil, refusal(http.StatusBadRequest, "BadRequest", "The compressed body is damaged.")
	}
	return b, nil
}
