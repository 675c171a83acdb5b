package graphx

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"recipientdesk/model"
)

// A sample is an answer that Graph gave, or its documentation shows, to a request.
type sample struct {
	file, path string
	status     int
	body       []byte
}

// sampled returns the samples whose index says what was asked for.
func sampled(t *testing.T) (out []sample) {
	index, err := os.ReadFile(filepath.Join(samples, "../index.tsv"))
	if err != nil {
		t.Skip("the samples of Graph are not here")
	}
	for line := range strings.Lines(string(index)) {
		cells := strings.Split(line, "\t")
		body, err := os.ReadFile(filepath.Join(samples, cells[0]))
		status, bad := strconv.Atoi(cells[4])
		if err == nil && bad == nil { // not the head, nor a file that is kept back
			out = append(out, sample{cells[0], strings.TrimSuffix(cells[3], "/"), status, body})
		}
	}
	if len(out) < 20 {
		t.Fatalf("%d samples", len(out))
	}
	return out
}

// TestSamplesByPath serves each sample to the call of a session that asks for such
// things, and compares everything with the plain way to read it.
func TestSamplesByPath(t *testing.T) {
	met := map[string]int{}
	for _, s := range sampled(t) {
		what := callFor(s)
		met[what]++
		x := serve(t, func(w http.ResponseWriter, r *http.Request, nth int) {
			body := s.body
			if nth > 0 { // a page after it has nothing
				body = []byte(`{"value":[],"@odata.deltaLink":"http://` + r.Host + `/v1.0/x"}`)
			} else {
				body = homeward(body, r.Host)
			}
			respond(w, s.status, string(body))
		}).dial(t)
		t.Run(s.file, func(t *testing.T) { readSample(t, x, s, what) })
	}
	for _, what := range []string{"list", "changes", "get", "members", "licenses", "info", "domains", "mailbox", "purpose", "failure"} {
		if met[what] == 0 {
			t.Errorf("no sample for %s; met %v", what, met)
		}
	}
}

// homeward has links lead back to the server that gives them.
func homeward(body []byte, host string) []byte {
	var m map[string]json.RawMessage
	if json.Unmarshal(body, &m) != nil {
		return body
	}
	for _, link := range []string{"@odata.nextLink", "@odata.deltaLink"} {
		if m[link] != nil {
			m[link], _ = json.Marshal("http://" + host + "/v1.0/again")
		}
	}
	out, _ := json.Marshal(m)
	return out
}

// classes of the collections.
var sampleClasses = map[string]model.CloudClass{"users": model.CloudUser, "groups": model.CloudGroup, "contacts": model.CloudContact,
	"microsoft.graph.user": model.DeletedUser, "microsoft.graph.group": model.DeletedGroup}

// callFor says which call reads a sample; "" is one that only asks about objects.
func callFor(s sample) string {
	segs := strings.Split(strings.Trim(s.path, "/"), "/")
	last := segs[len(segs)-1]
	switch {
	case s.status >= 300:
		return "failure"
	case last == "delta" || last == "delta()":
		return "changes"
	case s.path == "/organization":
		return "info"
	case s.path == "/domains":
		return "domains"
	case s.path == "/subscribedSkus":
		return "licenses"
	case last == "members" || last == "owners" || last == "transitiveMembers":
		return "members"
	case last == "mailboxSettings":
		return "mailbox"
	case last == "userPurpose":
		return "purpose"
	case sampleClasses[last] != "" && (len(segs) == 1 || segs[1] == "deletedItems") && s.status == http.StatusOK:
		return "list"
	case len(segs) == 2 && sampleClasses[segs[0]] != "":
		return "get"
	}
	return ""
}

func readSample(t *testing.T, x *Tenant, s sample, what string) {
	segs := strings.Split(strings.Trim(s.path, "/"), "/")
	class := sampleClasses[segs[len(segs)-1]]
	var whole struct{ Value []json.RawMessage }
	_ = json.Unmarshal(s.body, &whole)
	var got []model.Entry
	var err error
	switch what {
	case "list":
		got, err = listed(x, class, namesIn(whole.Value)...)
	case "changes":
		for c, e := range x.Changes(t.Context(), sampleClasses[segs[0]], "") {
			if err = e; e == nil && c.Mark == "" {
				got = append(got, removedAgain(c))
			}
		}
	case "members":
		for e, err := range x.Members(t.Context(), id1) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, e)
		}
	case "get":
		var e model.Entry
		e, err = x.Get(t.Context(), sampleClasses[segs[0]], segs[1])
		got, whole.Value = []model.Entry{e}, []json.RawMessage{s.body}
	default:
		readOther(t, x, s, what)
		return
	}
	if err != nil || len(got) != len(whole.Value) {
		t.Fatalf("%d objects, want %d: %v", len(got), len(whole.Value), err)
	}
	for i, e := range got {
		compareEntry(t, fmt.Sprint(i), whole.Value[i], e)
	}
}

// removedAgain puts @removed back, which a change has as a field.
func removedAgain(c model.CloudChange) model.Entry {
	if !c.Removed {
		return c.Entry
	}
	return c.Entry.With("@removed", "removed")
}

// namesIn returns the properties that a page has.
func namesIn(objects []json.RawMessage) (props []model.Attr) {
	for _, raw := range objects {
		w := walker{b: raw}
		for a := range w.entry().All() {
			if !slices.Contains(props, a) {
				props = append(props, a)
			}
		}
	}
	return props
}

// compareEntry holds an entry, however it was read, against its object.
func compareEntry(t *testing.T, name string, object []byte, e model.Entry) {
	t.Helper()
	w := walker{b: object}
	compare(t, name, object)
	for a, vs := range w.entry().All() {
		if a == "@removed" && e.Has(a) {
			continue
		}
		if !slices.Equal(e.Values(a), vs) {
			t.Errorf("%s: %s is %q, want %q", name, a, e.Values(a), vs)
		}
	}
}

// A document is what the samples that become no entry consist of.
type document struct {
	Value []map[string]any
	Error struct {
		Code, Message string
		InnerError    map[string]any
	}
}

// readOther compares what becomes no entry.
func readOther(t *testing.T, x *Tenant, s sample, what string) {
	var doc document
	_ = json.Unmarshal(s.body, &doc) // not all are documents of this kind
	switch what {
	case "info":
		readInfo(t, x, doc.Value[0])
	case "domains":
		facts := &model.TenantFacts{}
		err := x.addDomains(t.Context(), facts)
		for _, d := range doc.Value {
			if slices.Contains(facts.VerifiedDomains, strings.ToLower(textIn(d["id"]))) != (d["isVerified"] == true) {
				t.Errorf("%v: %v", d, facts.VerifiedDomains)
			}
		}
		if err != nil {
			t.Error(err)
		}
	case "licenses":
		got, err := x.Licenses(t.Context())
		if err != nil || len(got) != len(doc.Value) {
			t.Fatalf("%v, %v", got, err)
		}
		for i, sku := range doc.Value {
			compareLicense(t, got[i], sku)
		}
	case "mailbox", "purpose":
		readPurpose(t, s.body, what)
	case "failure":
		readError(t, x, s, doc)
	}
}

func textIn(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

func readInfo(t *testing.T, x *Tenant, org map[string]any) {
	info, err := x.Info(t.Context())
	syncs := maybe(boolOf(org["onPremisesSyncEnabled"]))
	if v, said := org["onPremisesSyncEnabled"]; said && v == nil { // it never did
		syncs = model.No
	}
	if err != nil || info.ID != textIn(org["id"]) || info.Name != textIn(org["displayName"]) || info.SyncEnabled != syncs {
		t.Errorf("%+v, %v; want %v", info, err, org)
	}
	domains, _ := org["verifiedDomains"].([]any)
	for _, d := range domains {
		if d := d.(map[string]any); d["isInitial"] == true && !strings.EqualFold(info.InitialDomain, textIn(d["name"])) {
			t.Errorf("initial domain %q, want %v", info.InitialDomain, d["name"])
		}
	}
}

func readPurpose(t *testing.T, body []byte, what string) {
	var p struct{ UserPurpose, Value any }
	if err := json.Unmarshal(body, &p); err != nil {
		t.Fatal(err)
	}
	want := textIn(p.Value)
	if m, wrapped := p.UserPurpose.(map[string]any); wrapped {
		want = textIn(m["value"])
	} else if p.UserPurpose != nil {
		want = textIn(p.UserPurpose)
	}
	if got := purpose(body); got != want || what == "purpose" && got == "" {
		t.Errorf("purpose %q, want %q", got, want)
	}
}

func readError(t *testing.T, x *Tenant, s sample, doc document) {
	f := readFailure(s.status, http.Header{}, s.body)
	inner := doc.Error.InnerError
	if f.code != doc.Error.Code || f.message != doc.Error.Message || f.requestID != textIn(inner["request-id"]) || f.date != textIn(inner["date"]) {
		t.Errorf("%+v, want %+v", f, doc.Error)
	}
	_, err := x.Info(t.Context())
	if e, ok := err.(*model.Error); !ok || e.Message == "" || e.Code == "" || !strings.Contains(e.Err.Error(), f.requestID) {
		t.Errorf("%v", err)
	}
}

func boolOf(v any) *bool {
	b, ok := v.(bool)
	if !ok {
		return nil
	}
	return &b
}

func compareLicense(t *testing.T, got model.License, sku map[string]any) {
	units, _ := sku["prepaidUnits"].(map[string]any)
	if got.SKU != textIn(sku["skuId"]) || got.Part != textIn(sku["skuPartNumber"]) || got.Status != textIn(sku["capabilityStatus"]) ||
		fmt.Sprint(got.Consumed) != textIn(sku["consumedUnits"]) || fmt.Sprint(got.Enabled) != textIn(units["enabled"]) {
		t.Errorf("%+v, want %v", got, sku)
	}
	plans, _ := sku["servicePlans"].([]any)
	if len(plans) != len(got.Plans) {
		t.Fatalf("%d plans, want %d", len(got.Plans), len(plans))
	}
	for i, p := range plans {
		p := p.(map[string]any)
		if g := got.Plans[i]; g.ID != textIn(p["servicePlanId"]) || g.Name != textIn(p["servicePlanName"]) || g.Status != textIn(p["provisioningStatus"]) {
			t.Errorf("plan %+v, want %v", g, p)
		}
	}
}
