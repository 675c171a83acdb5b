package graphx

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"recipientdesk/sim"
	"recipientdesk/sim/graphd"
	"recipientdesk/sim/graphd/graphtest"
)

var theSpec = sync.OnceValues(func() (*graphtest.Spec, error) {
	return graphtest.Load("../../shared/data/graph/openapi-subset.yaml")
})

// strict holds what is asked of a server, and what it answers, to Microsoft's
// description of Graph, where that is at hand.
func strict(t testing.TB, srv http.Handler) http.Handler {
	spec, err := theSpec()
	if err != nil {
		t.Fatal(err)
	}
	return spec.Client(t, srv)
}

// graphOf serves a tenant over HTTP and opens a session with it.
func graphOf(t testing.TB, tenant *sim.Tenant, cfg graphd.Config, change ...func(*Config)) *Tenant {
	t.Helper()
	s := httptest.NewServer(strict(t, graphd.New(tenant, cfg)))
	t.Cleanup(s.Close)
	dial := Config{Address: s.URL, Backoff: time.Millisecond, Patience: 2 * time.Second}
	for _, f := range change {
		f(&dial)
	}
	x, err := Dial(t.Context(), dial)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}
