package graphd_test

import (
	"sync"
	"testing"

	"recipientdesk/sim/graphd/graphtest"
)

var theSpec = sync.OnceValues(func() (*graphtest.Spec, error) {
	return graphtest.Load("../../../shared/data/graph/openapi-subset.yaml")
})

// loadSpec returns nil where the description is not available.
func loadSpec(t *testing.T) *graphtest.Spec {
	s, err := theSpec()
	if err != nil {
		t.Fatal(err)
	}
	if s == nil {
		t.Log("answers are not held to a description: ../shared has none")
	}
	return s
}
