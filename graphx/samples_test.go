package graphx

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
)

const samples = "../../shared/data/graph/samples"

// TestSamples reads answers that Graph gave, or its documentation shows, and
// compares each value with what encoding/json makes of it: nothing may be lost.
func TestSamples(t *testing.T) {
	files, err := filepath.Glob(samples + "/*.json")
	if err != nil || len(files) == 0 {
		t.Skip("the samples of Graph are not here")
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var whole struct{ Value []json.RawMessage }
		items := []json.RawMessage{body}
		if json.Unmarshal(body, &whole) == nil && whole.Value != nil {
			items = whole.Value
		}
		for i, item := range items {
			compare(t, fmt.Sprintf("%s, %d", filepath.Base(file), i), item)
		}
	}
}

// compare holds an Entry against the object it was made of.
func compare(t *testing.T, name string, object []byte) {
	var want map[string]any
	d := json.NewDecoder(bytes.NewReader(object))
	d.UseNumber()
	if d.Decode(&want) != nil {
		return // a list of plain values
	}
	w := walker{b: object}
	e := w.entry()
	if w.bad {
		t.Errorf("%s: is taken for no JSON", name)
	}
	n := 0
	for key, v := range want {
		if strings.Contains(key, "@odata.") {
			continue
		}
		for attr, vals := range flat(key, v) {
			n++
			got := e.Values(model.Attr(attr))
			if len(vals) == 0 {
				n--
			}
			if !slices.EqualFunc(got, vals, sameText) {
				t.Errorf("%s: %s is %q, want %q", name, attr, got, vals)
			}
		}
	}
	if e.Len() != n {
		t.Errorf("%s: %d attributes, want %d", name, e.Len(), n)
	}
	if id, ok := want["id"].(string); ok && e.Ref.GUID != strings.ToLower(id) {
		t.Errorf("%s: the identity is %q", name, e.Ref.GUID)
	}
}

// flat is the plain way to do what flatten does.
func flat(key string, v any) map[string][]string {
	out := map[string][]string{}
	if m, ok := v.(map[string]any); ok && key == extensionAttributes {
		for k, v := range m {
			out[k] = plain(k, v)
		}
		return out
	}
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	out[key] = nil
	for _, v := range list {
		if m, ok := v.(map[string]any); ok && key == "assignedLicenses" {
			v = m["skuId"]
		}
		out[key] = append(out[key], plain(key, v)...)
	}
	return out
}

func plain(key string, v any) []string {
	switch v := v.(type) {
	case nil:
		return nil
	case string:
		if v == "" {
			return nil
		}
		if at, err := time.Parse(time.RFC3339Nano, v); err == nil && strings.HasSuffix(key, "DateTime") && !strings.HasSuffix(v, "Z") {
			v = at.UTC().Format(time.RFC3339Nano)
		}
		return []string{v}
	case json.Number, bool:
		return []string{fmt.Sprint(v)}
	}
	b, _ := json.Marshal(v)
	return []string{string(b)}
}

// sameText compares texts, and JSON without regard to the order of members.
func sameText(a, b string) bool {
	if a == b {
		return true
	}
	var x, y any
	if json.Unmarshal([]byte(a), &x) != nil || json.Unmarshal([]byte(b), &y) != nil {
		return false
	}
	return reflect.DeepEqual(x, y)
}

// TestSamplesThroughTheClient serves samples to the calls that read them.
func TestSamplesThroughTheClient(t *testing.T) {
	sample := func(name string) string {
		b, err := os.ReadFile(filepath.Join(samples, name+".json"))
		if err != nil {
			t.Skip("the samples of Graph are not here")
		}
		return string(b)
	}
	ctx := context.Background()
	with := func(name string) *Tenant {
		return serve(t, func(w http.ResponseWriter, _ *http.Request, _ int) { respond(w, 200, sample(name)) }).dial(t)
	}
	if got, err := with("doc-organization-list-2023").Info(ctx); err != nil || got.Name == "" || got.ID == "" || got.InitialDomain == "" {
		t.Errorf("organization: %+v, %v", got, err)
	}
	if got, err := with("doc25-subscribedskus").Licenses(ctx); err != nil || len(got) != 2 || got[0].Enabled != 25 || got[0].Plans[0].Name != "ADALLOM_S_O365" || got[1].Status != "Suspended" {
		t.Errorf("licenses: %+v, %v", got, err)
	}
	if got, err := listed(with("doc-groups-list"), model.CloudGroup, "displayName", "groupTypes", "proxyAddresses"); err != nil || len(got) == 0 || got[0].First("displayName") == "" {
		t.Errorf("groups: %+v, %v", got, err)
	}
	if got, err := with("doc25-soa-get").CloudManaged(ctx, model.CloudGroup, id1); err != nil || got != model.Unsure {
		t.Errorf("authority: %v, %v", got, err)
	}
	if got, err := with("rec-user-get").Get(ctx, model.CloudUser, "example@example.com"); err != nil || got.First("userPrincipalName") == "" {
		t.Errorf("user: %v, %v", got, err)
	}
	for e, err := range with("rec-group-members-user").Members(ctx, id1) {
		if err != nil || e.First("userPrincipalName") != "testgroupuser1000004@example.com" {
			t.Errorf("members: %v, %v", e, err)
		}
	}
	if p := purpose([]byte(sample("doc25-mailboxsettings"))); p != "user" {
		t.Errorf("purpose is %q", p)
	}
	for _, name := range []string{"doc-error-filter-not-indexed", "doc-error-unsupported-query"} {
		f := readFailure(400, http.Header{}, []byte(sample(name)))
		if f.code != "Request_UnsupportedQuery" || f.requestID == "" || f.date == "" {
			t.Errorf("%s: %+v", name, f)
		}
	}
}
