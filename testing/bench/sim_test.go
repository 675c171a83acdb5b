package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"recipientdesk/model"
	"recipientdesk/sim"
	"recipientdesk/sim/ldapd"
)

// users is the size of a large directory.
const users = 100_000

// With these the test binary is another program. As a server, both that list are
// equally far from it; as a client, its memory is that of the list.
const (
	serveFlag = "RD_BENCH_SERVE" // the folder for its certificate
	listFlag  = "RD_BENCH_LIST"  // the server, as JSON
	workFlag  = "RD_BENCH_WORK"  // a labor, as JSON
	crowdFlag = "RD_BENCH_CROWD" // anything: serve a tenant
	viewFlag  = "RD_BENCH_VIEW"  // the tenant's address
)

func TestMain(m *testing.M) {
	err := error(nil)
	switch dir, where, what, tenant := os.Getenv(serveFlag), os.Getenv(listFlag), os.Getenv(workFlag), os.Getenv(viewFlag); {
	case os.Getenv(crowdFlag) != "":
		err = serveCrowd()
	case tenant != "":
		err = view(tenant)
	case dir != "":
		err = serve(dir)
	case where != "":
		err = list(where)
	case what != "":
		err = work(what)
	default:
		os.Exit(m.Run())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// serve generates a forest, serves it over LDAPS until stdin ends, and says where
// in a line of JSON.
func serve(dir string) error {
	s, err := ldapd.Start(context.Background(), sim.Generate(users, 1, sim.SampleConfig(nil, nil)), ldapd.Config{TLS: true})
	if err != nil {
		return err
	}
	defer s.Close()
	ca := filepath.Join(dir, "ca.pem")
	if err := os.WriteFile(ca, s.CA(), 0o600); err != nil {
		return err
	}
	runtime.GC()
	if err := json.NewEncoder(os.Stdout).Encode([]string{s.URL(), ca}); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

// list reads a list and says what it takes.
func list(where string) error {
	var s server
	if err := json.Unmarshal([]byte(where), &s); err != nil {
		return err
	}
	heapBefore, before := heap(), resident()
	snap, err := s.read(context.Background(), func() {})
	if err != nil {
		return err
	}
	f := footprint{Resident: resident() - before, Values: float64(snap.Size())}
	f.Heap = heap() - heapBefore
	runtime.KeepAlive(snap)
	return json.NewEncoder(os.Stdout).Encode(f)
}

// simulated starts a server of a hundred thousand users in a process of its own.
func simulated(b *testing.B) server {
	b.Helper()
	where := started(b, serveFlag+"="+b.TempDir())
	if len(where) != 2 {
		b.Fatalf("the server says %q", where)
	}
	return server{where[0], where[1], "", sim.SampleAdmin, sim.SamplePasswords[sim.SampleAdmin], "DC=corp,DC=example"}
}

// started runs this binary as a server until the benchmark ends, and returns what it
// says of itself.
func started(b *testing.B, flag string) (says []string) {
	b.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), flag)
	c.Stderr = os.Stderr
	in, err := c.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := c.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		in.Close()
		c.Wait()
	})
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, &says)
	}
	if err != nil {
		b.Fatalf("the server does not start: %q, %v", line, err)
	}
	return says
}

// BenchmarkListSim lists a hundred thousand simulated users against C ldapsearch.
func BenchmarkListSim(b *testing.B) { compare(b, simulated(b)) }

// snapshotOf lists what a server has.
func snapshotOf(b *testing.B) *model.Snapshot {
	_, _, snap := simulated(b).list(b)
	return snap
}
