package graphx

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"recipientdesk/model"
)

// objectSeeds are objects as Graph may write them, and worse.
var objectSeeds = []string{
	`{"id":"` + id1 + `","displayName":"Ann","mail":null,"proxyAddresses":["SMTP:a@x","smtp:b@x"],"accountEnabled":true,"n":1}`,
	`{"id":"` + id2 + `","displayName":"","proxyAddresses":[],"onPremisesExtensionAttributes":{"extensionAttribute1":"x","extensionAttribute2":null}}`,
	`{"@odata.type":"#microsoft.graph.user","ID":"no","assignedLicenses":[{"skuId":"s","disabledPlans":["p"]},null,"odd"],"mail@odata.type":"#String"}`,
	`{"onPremisesExtensionAttributes":null,"assignedLicenses":null,"members@delta":[{"id":"1","@removed":{"reason":"deleted"}}]}`,
	`{"onPremisesExtensionAttributes":[{"extensionAttribute1":"x"}],"a":{"b":[1,{"c":"\u0022}"}]},"e":-0.5E+3,"big":123456789012345678901234567890}`,
	`{ "display\u004eame" : "\ud83d\ude00 \u00e9\n\"quoted\"" , "createdDateTime":"2026-11-20T10:00:00+01:00", "xDateTime":"never", "list":[[1],[],{}] }`,
	`{}`,
}

// FuzzObject holds what is made of any object against the plain way to do it, one by
// one and in a listing.
func FuzzObject(f *testing.F) {
	for i, s := range objectSeeds {
		f.Add([]byte(s), []byte(objectSeeds[(i+1)%len(objectSeeds)]))
	}
	f.Fuzz(func(t *testing.T, one, two []byte) {
		objects := [][]byte{one, two, one, two}
		for _, b := range objects[:2] {
			if !plainObject(b) {
				return
			}
			compare(t, string(b), b)
		}
		body := slices.Concat([]byte(`{"@odata.context":"x","value":[`), bytes.Join(objects, []byte(",")), []byte(`]}`))
		p, err := readPage(call{}, reply{body: body, header: http.Header{}})
		if err != nil {
			t.Fatalf("%s: %v", body, err)
		}
		var entries []model.Entry
		props := map[model.Attr]bool{}
		for _, b := range objects {
			w := walker{b: b}
			e := w.entry()
			if e.Ref.GUID != "" && slices.ContainsFunc(entries, func(x model.Entry) bool { return x.Ref == e.Ref }) {
				if _, err := model.ParseGUID(e.Ref.GUID); err == nil {
					continue // what is listed twice
				}
			}
			entries = append(entries, e)
			for a := range e.All() {
				props[a] = true
			}
		}
		list := slices.Sorted(maps.Keys(props))
		batch, err := newRows(list).batch(p)
		if err != nil || batch.Len() != len(entries) {
			t.Fatalf("%s: %d rows, want %d: %v", body, batch.Len(), len(entries), err)
		}
		for i, want := range entries {
			got := batch.Entry(i)
			for a, vs := range want.All() {
				if !slices.Equal(got.Values(a), vs) {
					t.Errorf("%s: row %d has %s %q, alone %q", body, i, a, got.Values(a), vs)
				}
			}
			if got.Len() != want.Len() {
				t.Errorf("%s: row %d has %d attributes, alone %d", body, i, got.Len(), want.Len())
			}
		}
	})
}

// plainObject reports whether b is an object in which no name comes twice, not even
// in other case: those that attributes are told apart by.
func plainObject(b []byte) bool {
	if b = bytes.TrimSpace(b); !json.Valid(b) || b[0] != '{' || !utf8.Valid(b) {
		return false
	}
	seen := map[string]bool{}
	ok := true
	w := walker{b: b}
	var members func()
	members = func() {
		w.object(func(key []byte) {
			name := strings.ToLower(string(key))
			ok = ok && !seen[name] && utf8.Valid(key) && len(name) > 0
			if seen[name] = true; string(key) == extensionAttributes && w.peek() == '{' {
				members()
			}
		})
	}
	members()
	return ok
}

// FuzzPage: an answer is taken apart as encoding/json does it, or refused.
func FuzzPage(f *testing.F) {
	for _, s := range []string{`{"value":[]}`, `{"@odata.context":"x","@odata.nextLink":"https://x/?a=1\u0026b=2","value":[{"id":"1"},{}]}`, `{"value":[{"id":"1"}],"@odata.deltaLink":"y"}`,
		`{"value":[],"error":{}}`, `{"value":null}`, `{"value":{}}`, `{"@odata.nextLink":"x","value":[1,"a",[]],"other":{"value":[]}}`, `[]`, `{}`, `{"value":[{"id":"1"`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := readPage(call{}, reply{body: b, header: http.Header{}})
		n := 0
		if err == nil {
			err = p.each(func() { n++ })
		}
		if !plainObject(b) {
			return
		}
		var want struct {
			Value       []json.RawMessage
			Next, Delta string
		}
		m := members(b)
		for name, to := range map[string]any{"value": &want.Value, "@odata.nextLink": &want.Next, "@odata.deltaLink": &want.Delta} {
			if m[name] != nil && json.Unmarshal(m[name], to) != nil {
				return
			}
		}
		if _, failed := m["error"]; failed || want.Value == nil {
			if err == nil {
				t.Errorf("%s was taken for a page", b)
			}
			return
		}
		// A link that stands after the list is found, unless one before it was.
		if err != nil || n != len(want.Value) || p.next != want.Next {
			t.Errorf("%s: %d objects, next %q, %v; want %d, %q", b, n, p.next, err, len(want.Value), want.Next)
		}
		if want.Next == "" && p.delta != want.Delta {
			t.Errorf("%s: delta %q, want %q", b, p.delta, want.Delta)
		}
	})
}

func members(b []byte) (out map[string]json.RawMessage) {
	_ = json.Unmarshal(b, &out)
	return out
}

// FuzzFailure: whatever an error is answered with, it becomes one error of ours.
func FuzzFailure(f *testing.F) {
	for _, s := range []string{``, `null`, `{"error":"invalid_client"}`, `{"error":null}`, `{"error":{"code":null,"message":"m"}}`, `<html>`, `{"error":{"code":"a","details":[null,{"code":"c","target":"t"}]}}`,
		`{"error":{"code":"Request_BadRequest","message":"x","innerError":{"date":"2026-11-20","request-id":"r","client-request-id":"c"}}}`,
		`{"error":{"code":"Request_BadRequest","message":"x","innererror":{"request-id":"r"}}}`, `{"error":{"code":5,"message":["x"]}}`} {
		f.Add(403, []byte(s))
	}
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		got := readFailure(status, http.Header{}, body)
		var v struct {
			Error struct {
				Code, Message string
				InnerError    struct {
					ID string `json:"request-id"`
				}
			}
		}
		if json.Unmarshal(body, &v) == nil && (got.code != v.Error.Code || got.message != v.Error.Message || got.requestID != v.Error.InnerError.ID) {
			t.Errorf("%s was read as %q %q %q", body, got.code, got.message, got.requestID)
		}
		if rulingFor(got).is == "" || !strings.HasPrefix(got.Error(), "HTTP ") {
			t.Errorf("%s: %v", body, got)
		}
	})
}
