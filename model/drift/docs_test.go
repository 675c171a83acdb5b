package drift

import (
	"os"
	"strings"
	"testing"
)

// docs/comparison.md names every state and every status.
func TestDocs(t *testing.T) {
	b, err := os.ReadFile("../../docs/comparison.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range states {
		if !strings.Contains(string(b), "\n| `"+string(s)+"` |") {
			t.Errorf("docs/comparison.md does not say what %s means", s)
		}
	}
	for s := range statusCount {
		if !strings.Contains(string(b), s.String()) {
			t.Errorf("docs/comparison.md does not name the status %s", s)
		}
	}
}
