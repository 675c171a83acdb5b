package graphd

import "encoding/json"

// CyclePath is where a synchronization cycle can be had. It is not part of Graph.
const CyclePath = "/simulator/cycle"

// cycle synchronizes and answers with what was done.
func (c *call) cycle() *answer {
	r, err := c.srv.cfg.Cycle(c.ctx)
	if err != nil {
		return fail(err)
	}
	b, _ := json.Marshal(r) // numbers and texts
	return &answer{status: 200, body: b, media: "application/json"}
}
