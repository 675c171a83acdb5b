package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

const envChild = "RDESK_TEST_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(envChild) != "" { // a process of its own, to be killed
		main()
	}
	if os.Getenv(envCloudChild) != "" {
		cloudChild()
	}
	testscript.Main(m, map[string]func(){"rdesk": main, "admin": admin, "sent": sent})
}

// smallGIF is the smallest picture of its kind that programs take.
const smallGIF = "GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x01D\x00;"

// The stories of testdata are told on the sample organization. The first line of
// each says what it is about.
func TestStories(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata", Setup: func(e *testscript.Env) error {
		e.Setenv("HOME", e.WorkDir)
		e.Setenv("XDG_STATE_HOME", filepath.Join(e.WorkDir, "state"))
		e.Setenv("RDESK_DIRECTORY", "sample:"+filepath.Join(e.WorkDir, "organization"))
		e.Setenv("SHARED", shared(t))
		return os.WriteFile(filepath.Join(e.WorkDir, "small.gif"), []byte(smallGIF), 0o600)
	}, Condition: func(cond string) (bool, error) {
		_, err := os.Stat(shared(t))
		return cond == "shared" && err == nil, nil
	}, RequireExplicitExec: true, Cmds: map[string]func(*testscript.TestScript, bool, []string){"jsonis": jsonIs, "status": status, "same": same, "keep": keep}})
}

// shared is where published cases and a real export are kept, beside the repository.
// Stories that need them begin with [!shared] skip.
func shared(t *testing.T) string {
	dir, err := filepath.Abs("../../../shared")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestStoriesSayWhatTheyAreAbout(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil || !regexp.MustCompile(`^# [A-Z].*\.\n`).Match(b) {
			t.Errorf("%s does not begin with a sentence about its story (%v)", f, err)
		}
	}
}

// admin is rdesk with the lines of RD_ARGS before its arguments.
func admin() {
	os.Args = append([]string{"rdesk"}, append(strings.Split(os.Getenv("RD_ARGS"), "\n"), os.Args[1:]...)...)
	main()
}

// sent writes a journal as a crash leaves it: "sent FROM TO" keeps the first line
// of FROM, the change that was about to be sent, as written by a process that has
// ended by the time it is read: this one.
func sent() {
	b, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	first, _, _ := strings.Cut(string(b), "\n")
	var line map[string]any
	if err := json.Unmarshal([]byte(first), &line); err != nil {
		panic(err)
	}
	line["pid"] = os.Getpid()
	b, err = json.Marshal(line)
	if err != nil {
		panic(err)
	}
	if err := os.WriteFile(os.Args[2], append(b, '\n'), 0o600); err != nil {
		panic(err)
	}
}

// jsonIs compares a value in the JSON document that the last command wrote:
// "jsonis PATH WANT", where PATH is keys and numbers with dots between them, # is
// the length of an array, and WANT is JSON, or text as it is.
func jsonIs(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: jsonis PATH WANT")
	}
	dec := json.NewDecoder(strings.NewReader(ts.ReadFile("stdout")))
	var doc, want any
	ts.Check(dec.Decode(&doc))
	if dec.More() {
		ts.Fatalf("there is more than one document")
	}
	if json.Unmarshal([]byte(args[1]), &want) != nil {
		want = args[1]
	}
	got, err := follow(doc, args[0])
	ts.Check(err)
	g, _ := json.Marshal(got)
	if w, _ := json.Marshal(want); string(w) != string(g) {
		ts.Fatalf("%s is %s, want %s", args[0], g, w)
	}
}

// keep puts a value of the JSON document that the last command wrote into the
// environment: "keep NAME PATH".
func keep(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: keep NAME PATH")
	}
	var doc any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &doc))
	v, err := follow(doc, args[1])
	ts.Check(err)
	ts.Setenv(args[0], fmt.Sprint(v))
}

// same compares the object that the last command wrote with one that was kept, but for
// what a directory counts, and the order of values, which means nothing there: "same
// FILE".
func same(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: same FILE")
	}
	counted := regexp.MustCompile(`^\s*"(uSNChanged|whenChanged)": `)
	plain := func(file string) []string {
		lines := strings.Split(ts.ReadFile(file), "\n")
		for i, l := range lines {
			lines[i] = strings.TrimSuffix(l, ",")
		}
		lines = slices.DeleteFunc(lines, counted.MatchString)
		slices.Sort(lines)
		return lines
	}
	if was, is := plain(args[0]), plain("stdout"); !slices.Equal(was, is) {
		ts.Fatalf("the object was\n%s\nand is\n%s", strings.Join(was, "\n"), strings.Join(is, "\n"))
	}
}

func follow(at any, path string) (any, error) {
	for key := range strings.SplitSeq(path, ".") {
		switch v := at.(type) {
		case map[string]any:
			next, ok := v[key]
			if !ok {
				return nil, fmt.Errorf("%s: no key %s", path, key)
			}
			at = next
		case []any:
			i, err := strconv.Atoi(key)
			switch {
			case key == "#":
				at = len(v)
			case err != nil || i >= len(v):
				return nil, fmt.Errorf("%s: no element %s of %d", path, key, len(v))
			default:
				at = v[i]
			}
		default:
			return nil, fmt.Errorf("%s: nothing is below %v", path, at)
		}
	}
	return at, nil
}

// status runs a command that has to end with that exit status: "status 2 rdesk frob".
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N COMMAND")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := 0
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if strconv.Itoa(got) != args[0] {
		ts.Fatalf("exit status %d, want %s", got, args[0])
	}
}
