package graphd_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/sim"
	"recipientdesk/sim/graphd"
)

const samples = "../../../shared/data/graph/samples"

// keys returns the names of a JSON object in the order in which they stand.
func keys(t *testing.T, raw []byte) (out []string) {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(raw))
	if _, err := dec.Token(); err != nil {
		t.Fatal(err)
	}
	for dec.More() {
		k, err := dec.Token()
		if err != nil {
			t.Fatal(err)
		}
		var skip json.RawMessage
		if err := dec.Decode(&skip); err != nil {
			t.Fatal(err)
		}
		out = append(out, k.(string))
	}
	return out
}

// TestKeysStandAsTheServiceWritesThem compares with answers recorded from it.
func TestKeysStandAsTheServiceWritesThem(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 0)
	project := w.all("/groups?$filter=displayName%20eq%20'Project%20Clearwater'")[0]["id"].(string)
	for file, path := range map[string]string{"rec-user-get": "/users/cweber@brightwater.example", "rec-group-get": "/groups/" + project} {
		raw, err := os.ReadFile(filepath.Join(samples, file+".json"))
		if err != nil {
			t.Skipf("the recorded answers are not available: %v", err)
		}
		want := keys(t, raw)
		got := slices.DeleteFunc(keys(t, w.do("GET", path, "").body), func(k string) bool { return !slices.Contains(want, k) })
		if !slices.Equal(got, want) {
			t.Errorf("%s:\n got %v\nwant %v", file, got, want)
		}
	}
	raw, err := os.ReadFile(filepath.Join(samples, "rec-user-create.json"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := keys(t, w.do("POST", "/users", newUser).body), keys(t, raw); !slices.Equal(got, want) {
		t.Errorf("a new user:\n got %v\nwant %v", got, want)
	}
}

// TestSamplesHaveOnlyKnownProperties finds what an answer of the service has and the
// tenant could not.
func TestSamplesHaveOnlyKnownProperties(t *testing.T) {
	index, err := os.ReadFile(filepath.Join(samples, "../index.tsv"))
	if err != nil {
		t.Skipf("the recorded answers are not available: %v", err)
	}
	for line := range strings.Lines(string(index)) {
		cells := strings.Split(line, "\t")
		class, ok := map[string]model.CloudClass{"/users": model.CloudUser, "/groups": model.CloudGroup, "/contacts": model.CloudContact}[strings.TrimSuffix(cells[3], "/delta")]
		if !ok {
			continue
		}
		raw, err := os.ReadFile(filepath.Join(samples, cells[0]))
		if err != nil {
			continue // not in the open set
		}
		var body struct{ Value []map[string]any }
		if err := json.Unmarshal(raw, &body); err != nil {
			t.Fatal(err)
		}
		for _, o := range body.Value {
			for name := range o {
				if _, known := sim.CloudSchemaOf(class).Prop(name); !known && name != "id" && !strings.Contains(name, "@") {
					t.Errorf("%s: %s", cells[0], name)
				}
			}
		}
	}
}
