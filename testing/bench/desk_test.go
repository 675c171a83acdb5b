package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"recipientdesk/ldapx"
	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/syncrule"
	"recipientdesk/sim"
)

// export is a real one of 62 rules, kept beside the repository; without it the
// built-in rules have to do.
const export = "../../../shared/data/entra-connect-export"

// A labor is what a desk does in a process that does nothing else.
type labor struct {
	Server server
	What   string // check, preview
	Rules  string // a folder; "": built in
}

// A yield is what came of it.
type yield struct {
	Objects, Results int
	Read, All        time.Duration // until the directory is read, and in all
	Peak             float64       // resident memory, in bytes
	CPU              time.Duration // of all processors
}

// work does it in this process.
func work(what string) error {
	var l labor
	if err := json.Unmarshal([]byte(what), &l); err != nil {
		return err
	}
	ctx := context.Background()
	dir, err := ldapx.Dial(ctx, ldapx.Config{Address: l.Server.URL, CAFile: l.Server.CAFile, ServerName: l.Server.ServerName, User: l.Server.User, Password: l.Server.Password})
	if err != nil {
		return err
	}
	defer dir.Close()
	d := desk.New(dir, nil, desk.Options{Now: time.Now})
	d.UseFacts(sim.SampleFacts())
	d.UseRules(syncrule.Builtin())
	if l.Rules != "" {
		set, err := syncrule.Load(os.DirFS(l.Rules))
		if err != nil {
			return err
		}
		d.UseRules(set)
	}
	y, begin := yield{}, time.Now()
	switch l.What {
	case "check":
		c, err := d.Check(ctx, desk.CheckPlan{}, nil)
		if err != nil {
			return err
		}
		y.Objects, y.Results = c.Checked, len(c.Findings)
	default:
		for o, err := range d.ForeseeAll(ctx, model.Query{}, func(int, int) {}) {
			if err != nil {
				return err
			}
			if y.Objects++; y.Objects == 1 {
				y.Read = time.Since(begin)
			}
			y.Results += len(o.Reasons())
		}
	}
	y.All, y.Peak = time.Since(begin), peak()
	return json.NewEncoder(os.Stdout).Encode(y)
}

// peak returns the most resident memory that this process had, in bytes, 0 where the
// system does not say.
func peak() float64 {
	f, err := os.Open("/proc/self/status")
	if err != nil {
		return 0
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		if kb, ok := strings.CutPrefix(s.Text(), "VmHWM:"); ok {
			n, _ := strconv.ParseFloat(strings.Fields(kb)[0], 64)
			return n * 1024
		}
	}
	return 0
}

func labored(b *testing.B, l labor) (y yield) {
	l.Server = simulated(b)
	if _, err := os.Stat(export); err == nil {
		l.Rules = export
	}
	for b.Loop() {
		what, err := json.Marshal(l)
		if err != nil {
			b.Fatal(err)
		}
		c := exec.CommandContext(b.Context(), os.Args[0])
		c.Env = append(os.Environ(), workFlag+"="+string(what))
		c.Stderr = os.Stderr
		out, err := c.Output()
		if err == nil {
			err = json.Unmarshal(out, &y)
		}
		if err != nil || y.Objects < users {
			b.Fatalf("%v, %d objects: %s", err, y.Objects, out)
		}
		y.CPU = c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(y.Objects), "objects")
	b.ReportMetric(y.Peak/(1<<20), "peak-MB")
	b.ReportMetric(ms(y.All), "all-ms")
	b.ReportMetric(ms(y.CPU), "cpu-ms")
	return y
}

// BenchmarkCheckAll checks a hundred thousand users over LDAPS by the usual profile,
// what they share included.
func BenchmarkCheckAll(b *testing.B) {
	y := labored(b, labor{What: "check"})
	b.ReportMetric(float64(y.Results), "findings")
}

// BenchmarkPreviewAll foresees a hundred thousand users: over LDAPS until all are
// read, and from then on how many a second.
func BenchmarkPreviewAll(b *testing.B) {
	y := labored(b, labor{What: "preview"})
	b.ReportMetric(ms(y.Read), "read-ms")
	b.ReportMetric(float64(y.Objects)/(y.All-y.Read).Seconds(), "objects/s")
	b.ReportMetric(float64(y.Results)/float64(y.Objects), "reasons/object")
}

// BenchmarkForeseeKey foresees one object anew with every key that is typed, as the
// sheet does: the surroundings are remembered. The limit is 5 ms.
func BenchmarkForeseeKey(b *testing.B) {
	d := desk.New(sim.Sample(nil, nil).System(), nil, desk.Options{})
	d.UseFacts(sim.SampleFacts())
	d.UseRules(syncrule.Builtin())
	if set, err := syncrule.Load(os.DirFS(export)); err == nil {
		d.UseRules(set)
	}
	ref, err := d.Find(b.Context(), "alindqvist")
	if err != nil {
		b.Fatal(err)
	}
	e, err := d.Get(b.Context(), ref)
	if err != nil {
		b.Fatal(err)
	}
	for i := 0; b.Loop(); i++ {
		if _, err := d.Ahead(b.Context(), e, e.With(model.DisplayName, strconv.Itoa(i))); err != nil {
			b.Fatal(err)
		}
	}
}
