package bench

import (
	"encoding/json"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// A footprint is what a list takes in a process that does nothing else, in bytes.
type footprint struct{ Resident, Heap, Values float64 }

// BenchmarkListMemory tells what a list of a hundred thousand users takes: the
// resident memory of the process, garbage not yet collected included, what is
// alive, and the snapshot alone.
func BenchmarkListMemory(b *testing.B) {
	s := simulated(b)
	var f footprint
	for b.Loop() {
		where, err := json.Marshal(s)
		if err != nil {
			b.Fatal(err)
		}
		c := exec.CommandContext(b.Context(), os.Args[0])
		c.Env = append(os.Environ(), listFlag+"="+string(where))
		out, err := c.Output()
		if err == nil {
			err = json.Unmarshal(out, &f)
		}
		if err != nil {
			b.Fatalf("%v: %s", err, out)
		}
	}
	const mb = 1 << 20
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(f.Resident/mb, "resident-MB")
	b.ReportMetric(f.Heap/mb, "heap-MB")
	b.ReportMetric(f.Values/mb, "values-MB")
}

// resident returns the resident memory of this process in bytes, 0 where the
// system does not say.
func resident() float64 {
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	pages, _ := strconv.ParseFloat(strings.Fields(string(b))[1], 64)
	return pages * float64(os.Getpagesize())
}

// heap returns the bytes that live objects take.
func heap() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}
