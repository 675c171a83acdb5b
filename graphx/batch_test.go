package graphx

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"recipientdesk/model"
)

// batches answers batches in reverse. Users whose number ends in 7 are throttled
// twice; those in 3 are not found, those in 4 denied.
type batches struct {
	t     *testing.T
	tries map[string]int
	sizes []int
}

func (b *batches) answer(w http.ResponseWriter, r *http.Request, _ int) {
	var got struct {
		Requests []struct{ ID, Method, URL string }
	}
	if err := json.NewDecoder(r.Body).Decode(&got); err != nil || r.Method != "POST" || r.URL.Path != "/v1.0/$batch" {
		b.t.Errorf("%s %s: %v", r.Method, r.URL.Path, err)
	}
	b.sizes = append(b.sizes, len(got.Requests))
	var out []string
	for _, q := range got.Requests {
		name, _, _ := strings.Cut(strings.TrimPrefix(q.URL, "/users/"), "?")
		b.tries[name]++
		status, headers, body := 200, `{"Content-Type":"application/json"}`, fmt.Sprintf(`{"id":%q}`, name)
		switch name[len(name)-1] {
		case '3':
			status, body = 404, problem("Request_ResourceNotFound", "Resource does not exist")
		case '4':
			status, body = 403, problem("Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
		case '7':
			if b.tries[name] < 3 {
				status, headers, body = 429, `{"Retry-After":"0.004"}`, problem("TooManyRequests", "Please retry again later.")
			}
		}
		out = append([]string{fmt.Sprintf(`{"id":%q,"status":%d,"headers":%s,"body":%s}`, q.ID, status, headers, body)}, out...)
	}
	respond(w, 200, `{"responses":[`+strings.Join(out, ",")+`]}`)
}

func TestBatch(t *testing.T) {
	b := &batches{t: t, tries: map[string]int{}}
	s := serve(t, func(w http.ResponseWriter, r *http.Request, nth int) { b.answer(w, r, nth) })
	var calls []call
	for i := range 45 {
		name := fmt.Sprint("u", i)
		calls = append(calls, call{path: "/users/{id}", id: name, sel: []string{"id"}, subject: name, scope: model.ReadUsers})
	}
	got, err := s.dial(t).batch(context.Background(), calls)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range got {
		name := fmt.Sprint("u", i)
		want := 1
		switch i % 10 {
		case 3:
			fails(t, r.err, model.NotFound, name)
		case 4:
			fails(t, r.err, model.Denied, model.ReadUsers)
		case 7:
			want = 3
			fallthrough
		default:
			if r.err != nil || !bytes.Equal(r.body, []byte(fmt.Sprintf(`{"id":%q}`, name))) {
				t.Errorf("%s: %s, %v", name, r.body, r.err)
			}
		}
		if b.tries[name] != want {
			t.Errorf("%s was asked for %d times, want %d", name, b.tries[name], want)
		}
	}
	if fmt.Sprint(b.sizes) != "[20 2 2 20 2 2 5]" {
		t.Errorf("the batches had %v requests", b.sizes)
	}
}

func TestBatchThatStaysThrottled(t *testing.T) {
	s := serve(t, always(200, `{"responses":[{"id":"0","status":429,"headers":{"Retry-After":"3600"},"body":null},{"id":"1","status":200,"body":{}}]}`))
	got, err := s.dial(t).batch(context.Background(), []call{{path: "/users/{id}", id: "a", subject: "a"}, {path: "/users/{id}", id: "b"}})
	if err != nil || got[1].err != nil {
		t.Fatal(err, got)
	}
	fails(t, got[0].err, model.Limited, "a")
}

func TestBatchThatLosesItems(t *testing.T) {
	for _, body := range []string{`{"responses":[]}`, `{}`, `[]`, `{"responses":[{"id":"7","status":200}]}`} {
		_, err := serve(t, always(200, body)).dial(t).batch(context.Background(), []call{{path: "/users/{id}", id: "a"}})
		fails(t, err, model.Internal, "")
	}
}
