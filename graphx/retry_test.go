package graphx

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/microsoftgraph/msgraph-sdk-go/models"

	"recipientdesk/model"
)

// TestRetriedWriteKeepsItsBody is about the SDK's known trap: with its own chain
// the second and third body arrive garbled, or not at all.
func TestRetriedWriteKeepsItsBody(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request, nth int) {
		if nth < 2 {
			w.Header().Set("Retry-After", []string{"0", "0.01"}[nth])
			respond(w, 429, problem("TooManyRequests", "Please retry again later."))
			return
		}
		w.WriteHeader(204)
	})
	user := models.NewUser() // new, as every written object must be
	city, addresses := "Łódź", []string{"SMTP:" + strings.Repeat("long", 3000) + "@x.example"}
	user.SetCity(&city)
	user.SetOtherMails(addresses)
	user.SetDepartment(nil)
	if err := s.dial(t).patch(context.Background(), call{path: "/users/{id}", id: id1, subject: id1}, user); err != nil {
		t.Fatal(err)
	}
	got := s.requests()
	if len(got) != 3 {
		t.Fatalf("%d requests, want 3", len(got))
	}
	for i, r := range got {
		if r.method != "PATCH" || r.path != "/v1.0/users/"+id1 || r.body != got[0].body {
			t.Errorf("attempt %d: %s %s with %d bytes", i+1, r.method, r.path, len(r.body))
		}
		if r.header.Get("Content-Encoding") != "" || r.header.Get("Content-Type") != "application/json" || len(r.header["Client-Request-Id"]) != 1 {
			t.Errorf("attempt %d has the headers %v", i+1, r.header)
		}
	}
	for _, want := range []string{`"city":"Łódź"`, addresses[0], `"department":null`} {
		if !strings.Contains(got[2].body, want) {
			t.Errorf("the body lacks %.40s: %.200s", want, got[2].body)
		}
	}
	if strings.Contains(got[2].body, "displayName") {
		t.Error("the body has properties that were not set")
	}
}

func TestThrottling(t *testing.T) {
	for _, after := range []string{"", "0", "0.002", "0.05", "Thu, 01 Jan 1970 00:00:00 GMT"} {
		s := serve(t, func(w http.ResponseWriter, r *http.Request, nth int) {
			if nth%7 != 6 { // a storm: six refusals for each page
				w.Header().Set("Retry-After", after)
				respond(w, 429, problem("TooManyRequests", "Please retry again later."))
				return
			}
			pagesOf(`{"id":"`+id1+`"}`, `{"id":"`+id2+`"}`)(w, r, nth)
		})
		if got, err := listed(s.dial(t), model.CloudUser, "mail"); err != nil || len(got) != 2 {
			t.Errorf("Retry-After %q: %v, %v", after, got, err)
		}
	}
}

func TestRetryAfterIsHonored(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request, nth int) {
		if nth == 0 {
			w.Header().Set("Retry-After", "0.3")
			respond(w, 429, "")
			return
		}
		respond(w, 200, `{"value":[]}`)
	})
	start := time.Now()
	if _, err := listed(s.dial(t), model.CloudUser, "mail"); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took < 300*time.Millisecond {
		t.Errorf("asked again after %v", took)
	}
}

func TestRetryAfterForms(t *testing.T) {
	now := time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)
	for v, want := range map[string]time.Duration{
		"": 0, "7": 7 * time.Second, "2.128": 2128 * time.Millisecond, "-1": 0, "soon": 0, "NaN": 0, "1e300": 0,
		"Fri, 20 Nov 2026 10:00:09 GMT": 9 * time.Second,
	} {
		h := http.Header{"Retry-After": {v}}
		if got := retryAfter(h, func() time.Time { return now }); got != want {
			t.Errorf("%q: %v, want %v", v, got, want)
		}
	}
	h := http.Header{"Retry-After": {"Fri, 20 Nov 2026 10:00:09 GMT"}, "Date": {"Fri, 20 Nov 2026 10:00:04 GMT"}}
	if got := retryAfter(h, func() time.Time { return now.Add(time.Hour) }); got != 5*time.Second {
		t.Errorf("by the server's clock: %v", got)
	}
}

func TestPatienceEnds(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
		w.Header().Set("Retry-After", "3600")
		respond(w, 429, problem("TooManyRequests", "Please retry again later."))
	})
	_, err := listed(s.dial(t), model.CloudUser, "mail")
	if e := fails(t, err, model.Limited, "users"); !strings.Contains(e.Hint, "3600") {
		t.Error(e.Hint)
	}
}

func TestCancelEndsAWait(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
		w.Header().Set("Retry-After", "60")
		respond(w, 429, "")
	})
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	_, err := s.dial(t, func(c *Config) { c.Patience = time.Hour }).Get(ctx, model.CloudUser, id1)
	fails(t, err, model.Unreachable, id1)
}

func TestServerTroubles(t *testing.T) {
	for _, status := range []int{500, 502, 503, 504} {
		s := serve(t, func(w http.ResponseWriter, r *http.Request, nth int) {
			if nth < 2 {
				w.Header().Set("Content-Type", "text/html") // as a gateway answers
				respond(w, status, "<html>sorry</html>")
				return
			}
			respond(w, 200, `{"id":"`+id1+`","mail":"a@x.example"}`)
		})
		if e, err := s.dial(t).Get(context.Background(), model.CloudUser, id1, "mail"); err != nil || e.First("mail") == "" {
			t.Errorf("%d: %v", status, err)
		}
	}
	s := serve(t, always(503, ""))
	_, err := s.dial(t).Get(context.Background(), model.CloudUser, id1)
	fails(t, err, model.Unreachable, id1)
}

// TestDroppedMidPage cuts the connection within a page: the page is fetched again
// and nothing is lost or doubled.
func TestDroppedMidPage(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request, nth int) {
		if nth == 1 {
			w.Header().Set("Content-Length", "100000")
			io.WriteString(w, `{"value":[{"id":"`+id2+`"},`)
			w.(http.Flusher).Flush()
			conn, _, _ := w.(http.Hijacker).Hijack()
			conn.Close()
			return
		}
		pagesOf(`{"id":"`+id1+`"}`, `{"id":"`+id2+`"}`, `{"id":"`+id3+`"}`)(w, r, nth)
	})
	got, err := listed(s.dial(t), model.CloudUser, "mail")
	if err != nil || len(got) != 3 || got[1].Ref.GUID != id2 {
		t.Fatalf("got %v, %v", got, err)
	}
}

// TestLostWriteIsUnknown: a write is not sent again when nobody knows whether it
// was made.
func TestLostWriteIsUnknown(t *testing.T) {
	for _, lost := range []func(http.ResponseWriter){
		func(w http.ResponseWriter) { conn, _, _ := w.(http.Hijacker).Hijack(); conn.Close() },
		func(w http.ResponseWriter) { w.WriteHeader(504) },
	} {
		s := serve(t, func(w http.ResponseWriter, _ *http.Request, _ int) { lost(w) })
		user := models.NewUser()
		user.SetCity(new(string))
		err := s.dial(t).patch(context.Background(), call{path: "/users/{id}", id: id1, subject: id1}, user)
		fails(t, err, model.Unknown, id1)
		if n := len(s.requests()); n != 1 {
			t.Errorf("sent %d times", n)
		}
	}
}

func TestUnreachable(t *testing.T) {
	s := serve(t, always(200, ""))
	tenant := s.dial(t)
	s.Close()
	_, err := tenant.Get(context.Background(), model.CloudUser, id1)
	fails(t, err, model.Unreachable, "")
	user := models.NewUser()
	err = tenant.patch(context.Background(), call{path: "/users/{id}", id: id1, subject: id1}, user)
	fails(t, err, model.Unreachable, "") // nothing left this computer
}
