package graphx

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"recipientdesk/model"
)

// probes serves batches about mailboxes: item says with what status each is answered.
func probes(t *testing.T, item func(user string) int) (*service, *atomic.Int64) {
	var posts atomic.Int64
	return serve(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		posts.Add(1)
		var in struct {
			Requests []struct{ ID, Method, URL string }
		}
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil || len(in.Requests) > 20 {
			t.Errorf("a batch of %d: %v", len(in.Requests), err)
		}
		var out []string
		for _, q := range in.Requests {
			user, _, _ := strings.Cut(strings.TrimPrefix(q.URL, "/users/"), "/")
			status, body := item(user), `{"value":"shared"}`
			switch status {
			case 403:
				body = problem("ErrorAccessDenied", "Access is denied. Check credentials and try again.")
			case 404:
				body = problem("MailboxNotEnabledForRESTAPI", "The mailbox is either inactive, soft-deleted, or is hosted on-premise.")
			}
			out = append(out, fmt.Sprintf(`{"id":%q,"status":%d,"headers":{"Retry-After":"0.001"},"body":%s}`, q.ID, status, body))
		}
		respond(w, 200, `{"responses":[`+strings.Join(out, ",")+`]}`)
	}), &posts
}

func someUsers(n int) (out []string) {
	for i := range n {
		out = append(out, fmt.Sprint("u", i))
	}
	return out
}

func TestProbe(t *testing.T) {
	var tries [45]atomic.Int64
	s, posts := probes(t, func(user string) int {
		i := 0
		fmt.Sscanf(user, "u%d", &i)
		switch n := tries[i].Add(1); {
		case i%9 == 1 && n < 3:
			return []int{429, 503, 500}[i%3]
		case i%4 == 0:
			return 404
		}
		return 200
	})
	i := 0
	for a, err := range s.dial(t).Probe(t.Context(), model.MailboxTrait, model.CloudUser, someUsers(45)) {
		if err != nil || a.Err != nil {
			t.Fatal(err, a)
		}
		if want := model.MaybeOf(i%4 != 0); a.ID != fmt.Sprint("u", i) || a.Mailbox.Exists != want || want == model.Yes && a.Mailbox.Purpose != "shared" {
			t.Errorf("answer %d: %+v", i, a)
		}
		i++
	}
	if i != 45 || posts.Load() != 7 {
		t.Errorf("%d answers by %d requests, want 45 by 7", i, posts.Load())
	}
}

// TestProbeWithoutThePermission: what an administrator closed of single mailboxes is
// no reason to stop.
func TestProbeWithoutThePermission(t *testing.T) {
	for name, c := range map[string]struct {
		token string
		posts int64
	}{
		"a person":                          {`{"appid":"app","scp":"MailboxSettings.Read", "upn":"a@x.example"}`, 1},
		"an application without permission": {`{"appid":"app","roles":["User.Read.All"]}`, 1},
		"an application with it":            {`{"appid":"app","roles":["MailboxSettings.Read"]}`, 5},
	} {
		s, posts := probes(t, func(user string) int {
			if len(user) == 2 || user < "u3" && len(user) == 3 { // u0 to u29
				return 403
			}
			return 200
		})
		x := s.dial(t, func(cfg *Config) { cfg.Credential = &tokens{token(c.token)} })
		n := 0
		var last error
		for a, err := range x.Probe(t.Context(), model.MailboxTrait, model.CloudUser, someUsers(100)) {
			if last = err; err == nil && a.Err != nil {
				fails(t, a.Err, model.Denied, model.ReadMailbox)
			}
			n++
		}
		if posts.Load() != c.posts {
			t.Errorf("%s: %d requests, want %d", name, posts.Load(), c.posts)
		}
		if c.posts == 1 {
			fails(t, last, model.Denied, model.ReadMailbox)
		} else if last != nil || n != 100 {
			t.Errorf("%s: %d answers, %v", name, n, last)
		}
	}
}

func TestProbeStops(t *testing.T) {
	s, posts := probes(t, func(user string) int {
		if user == "u30" {
			return 429
		}
		return 200
	})
	var last error
	n := 0
	for _, err := range s.dial(t, func(c *Config) { c.Patience = 20 * time.Millisecond }).Probe(t.Context(), model.MailboxTrait, model.CloudUser, someUsers(1000)) {
		if last = err; err == nil {
			n++
		}
	}
	if fails(t, last, model.Limited, "u30"); n != 30 {
		t.Errorf("%d answers before the one that stays throttled, want 30", n)
	}
	if posts.Load() > 45 {
		t.Errorf("%d requests, although nobody waits for the answers", posts.Load())
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for _, err := range s.dial(t).Probe(ctx, model.MailboxTrait, model.CloudUser, someUsers(300)) {
		last = err
		cancel()
	}
	fails(t, last, model.Canceled, "")
}
