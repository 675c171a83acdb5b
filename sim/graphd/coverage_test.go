package graphd_test

import (
	"os"
	"slices"
	"testing"

	"recipientdesk/sim/graphd"
)

// TestMain says, after all tests, which operations no test has had an answer from:
// an operation that is not held to the description may as well not be described.
func TestMain(m *testing.M) {
	code := m.Run()
	if s, err := theSpec(); err == nil && code == 0 && len(s.met) > 50 {
		for _, op := range graphd.Operations() {
			if missing := s.missing(op); missing != "" {
				println("never answered: " + missing)
				code = 1
			}
		}
	}
	os.Exit(code)
}

// unchecked are operations that the description lacks, or describes as something
// else than they are, and the collection that must be narrowed by a type.
var unchecked = []string{"GET /users/{}/settings/exchange", "GET /directoryObjects/{}", "GET /directory/deletedItems"}

// missing returns an operation that is described and had no good answer.
func (s *spec) missing(op string) string {
	described := false
	for path, item := range s.doc.Paths.Map() {
		for method := range item.Operations() {
			if method+" "+plainPath(path) == op {
				if described = true; s.met[method+" "+path] {
					return ""
				}
			}
		}
	}
	if !described || slices.Contains(unchecked, op) {
		return ""
	}
	return op
}
