package graphd

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync/atomic"
)

// Addresses that are not part of Graph, by which programs without access to the
// Server steer it.
const (
	CyclePath  = "/simulator/cycle"  // POST synchronizes once
	FaultsPath = "/simulator/faults" // POST a Trouble, DELETE ends it
)

// A Trouble is a fault that happens some times to some requests.
type Trouble struct {
	Status     int    `json:"status"`
	RetryAfter string `json:"retryAfter"` // in seconds, also fractional; "" for none
	Path       string `json:"path"`       // how paths begin that it happens to; "" for all
	Times      int64  `json:"times"`      // how often; 0 is always
	Batched    bool   `json:"batched"`    // to items of batches alone
	Drop       bool   `json:"drop"`       // cut the connection in the middle of the answer

	// Header is sent besides, as the WWW-Authenticate of continuous access evaluation.
	Header map[string]string `json:"header"`
}

// Make makes the server have the trouble.
func (s *Server) Make(t Trouble) {
	var happened atomic.Int64
	s.Fault(func(r Request) *Fault {
		if t.Batched && !r.Batched || !strings.HasPrefix(strings.ToLower(r.Path), strings.ToLower(t.Path)) {
			return nil
		}
		if t.Times > 0 && happened.Add(1) > t.Times {
			return nil
		}
		return &Fault{Status: t.Status, RetryAfter: t.RetryAfter, Header: t.Header, Drop: t.Drop}
	})
}

// control answers at the addresses that are not part of Graph, nil elsewhere.
func (c *call) control() *answer {
	switch {
	case strings.HasPrefix(c.target, reportPath):
		return c.download()
	case c.target == CyclePath && c.method == http.MethodPost && c.srv.cfg.Cycle != nil:
		return c.cycle()
	case c.target == FaultsPath && c.method == http.MethodDelete:
		c.srv.Fault(nil)
		return noContent
	case c.target == FaultsPath && c.method == http.MethodPost:
		var t Trouble
		if a := c.decode(&t); a != nil {
			return a
		}
		if !t.Drop && (t.Status < 400 || t.Status > 599) {
			return fail(badRequest("status has to be from 400 to 599."))
		}
		c.srv.Make(t)
		return noContent
	}
	return nil
}

// cycle synchronizes and answers with what was done.
func (c *call) cycle() *answer {
	r, err := c.srv.cfg.Cycle(c.ctx)
	if err != nil {
		return fail(err)
	}
	b, _ := json.Marshal(r) // numbers and texts
	return &answer{status: http.StatusOK, body: b, media: "application/json"}
}
