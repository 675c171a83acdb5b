package bench

import (
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkGet is a whole run of rdesk: start, the sample organization, one
// object, its JSON, end.
func BenchmarkGet(b *testing.B) {
	program := filepath.Join(b.TempDir(), "rdesk")
	if out, err := exec.CommandContext(b.Context(), "go", "build", "-o", program, "recipientdesk/cmd/rdesk").CombinedOutput(); err != nil {
		b.Skipf("rdesk cannot be built: %v: %s", err, out)
	}
	var took []time.Duration
	for b.Loop() {
		begin := time.Now()
		c := exec.CommandContext(b.Context(), program, "-d", "sample:", "-o", "json", "get", "administrator@corp.example")
		if out, err := c.CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
		took = append(took, time.Since(begin))
	}
	b.ReportMetric(ms(median(took)), "median-ms")
}
