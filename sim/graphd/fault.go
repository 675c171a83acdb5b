package graphd

import (
	"net/http"

	"recipientdesk/sim"
)

// A Request is what faults are decided by. Items of a batch are asked about, too,
// after the batch itself.
type Request struct {
	Method, Path string // the path without the version: /users
	Query        string
	Batched      bool // an item of a batch
}

// A Fault is what happens in place of an answer.
type Fault struct {
	Status     int    // 429, 503, 504 …
	RetryAfter string // in seconds, also fractional; "" for none
	Code       string // "" is the usual one of the status
	Message    string
	Header     map[string]string
	Drop       bool // cut the connection instead, in the middle of the answer
}

// Fault makes the server ask f before it answers. A nil f ends it.
func (s *Server) Fault(f func(Request) *Fault) {
	if f == nil {
		s.fault.Store(nil)
		return
	}
	s.fault.Store(&f)
}

// fault returns the answer that a fault makes, nil for none.
func (c *call) fault() (a *answer, drop bool) {
	f := c.srv.fault.Load()
	if f == nil {
		return nil, false
	}
	x := (*f)(Request{c.method, c.path, c.rawQuery, c.batched})
	switch {
	case x == nil:
		return nil, false
	case x.Drop:
		return nil, true
	}
	code, message := x.Code, x.Message
	if code == "" {
		code, message = usual(x.Status)
	}
	h := map[string]string{}
	for k, v := range x.Header {
		h[k] = v
	}
	if x.RetryAfter != "" {
		h["Retry-After"] = x.RetryAfter
	}
	if x.Status == http.StatusTooManyRequests {
		h["X-Ms-Throttle-Limit-Percentage"], h["X-Ms-Throttle-Scope"], h["X-Ms-Throttle-Information"] = "1.2", "Tenant_Application/ReadWrite", "ResourceUnitLimitExceeded"
	}
	return fail(&sim.CloudRefusal{Status: x.Status, Code: code, Message: message, Header: h}), false
}

// usual is what the service says with a status.
func usual(status int) (code, message string) {
	switch status {
	case http.StatusTooManyRequests:
		return "TooManyRequests", "Please retry again later."
	case http.StatusServiceUnavailable:
		return "serviceNotAvailable", "The service is temporarily unavailable."
	case http.StatusGatewayTimeout:
		return "UnknownError", "The gateway timed out."
	case http.StatusForbidden:
		return "Authorization_RequestDenied", "Insufficient privileges to complete the operation."
	case http.StatusUnauthorized:
		return "InvalidAuthenticationToken", "Access token has expired or is not yet valid."
	}
	return "UnknownError", http.StatusText(status)
}
