package ldapx

import (
	"context"
	"runtime"
	"sync"
	"testing"
	"time"

	"recipientdesk/model"
)

// testSession checks what a session does when the network fails. cfg leads to a
// server where the user may make and change objects below arena.
func testSession(t *testing.T, cfg Config, address, arena string) {
	t.Helper()
	open := func(t *testing.T) (*proxy, *Directory, model.Ref) {
		p := newProxy(t, address)
		through := cfg
		through.Address = "ldaps://" + p.addr
		if through.ServerName == "" {
			through.ServerName = "127.0.0.1"
		}
		through.Timeout = 5 * time.Second
		d, err := Dial(t.Context(), through)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { d.Close() })
		ref, err := d.Create(t.Context(), model.NewObject{DN: "CN=Sessions," + arena,
			Attrs: map[model.Attr][]string{"objectClass": {"contact"}, "displayName": {"before"}}})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			p.set(deliver)
			if err := d.Delete(context.Background(), ref); err != nil && model.CodeOf(err) != model.Unreachable {
				t.Error(err)
			}
		})
		return p, d, ref
	}
	edit := func(d *Directory, ctx context.Context, ref model.Ref) error {
		e := model.NewEntry(ref, map[model.Attr][]string{"displayName": {"before"}})
		return d.Apply(ctx, model.Diff(e, e.With("displayName", "after")))
	}
	name := func(t *testing.T, d *Directory, ref model.Ref) string {
		e, err := d.Get(t.Context(), ref, "displayName")
		if err != nil {
			t.Fatal(err)
		}
		return e.First("displayName")
	}
	code := func(t *testing.T, err error, want model.Code) {
		t.Helper()
		if got := model.CodeOf(err); got != want {
			t.Errorf("code = %q, want %q (%v)", got, want, err)
		}
	}

	t.Run("a read after an idle drop reconnects", func(t *testing.T) {
		p, d, ref := open(t)
		p.drop()
		if got := name(t, d, ref); got != "before" {
			t.Errorf("displayName = %q", got)
		}
	})
	t.Run("a write after an idle drop reconnects", func(t *testing.T) {
		p, d, ref := open(t)
		p.drop()
		waitUntil(t, func() bool { return d.idleDead() })
		if err := edit(d, t.Context(), ref); err != nil {
			t.Fatal(err)
		}
		if got := name(t, d, ref); got != "after" {
			t.Errorf("displayName = %q", got)
		}
	})
	t.Run("a server that is gone, and is back", func(t *testing.T) {
		p, d, ref := open(t)
		p.close()
		_, err := d.Get(t.Context(), ref)
		code(t, err, model.Unreachable)
		code(t, edit(d, t.Context(), ref), model.Unreachable)
		p.open()
		if got := name(t, d, ref); got != "before" {
			t.Errorf("displayName = %q", got)
		}
	})
	t.Run("a lost answer to a write is unknown", func(t *testing.T) {
		p, d, ref := open(t)
		p.set(cut)
		code(t, edit(d, t.Context(), ref), model.Unknown)
		p.set(deliver)
		if got := name(t, d, ref); got != "after" {
			t.Errorf("displayName = %q, the server did get the request", got)
		}
	})
	t.Run("canceling a write under way is unknown", func(t *testing.T) {
		p, d, ref := open(t)
		ctx, cancel := context.WithCancel(t.Context())
		p.set(hold)
		go func() { <-p.heard; cancel() }()
		begin := time.Now()
		code(t, edit(d, ctx, ref), model.Unknown)
		if took := time.Since(begin); took > 2*time.Second {
			t.Errorf("canceling took %v", took)
		}
	})
	t.Run("canceling a read under way", func(t *testing.T) {
		p, d, ref := open(t)
		ctx, cancel := context.WithCancel(t.Context())
		p.set(hold)
		go func() { <-p.heard; cancel() }()
		_, err := d.Get(ctx, ref)
		code(t, err, model.Canceled)
	})
	t.Run("a read has a time limit", func(t *testing.T) {
		p, d, ref := open(t)
		d.cfg.Timeout = 200 * time.Millisecond
		p.set(hold)
		_, err := d.Get(t.Context(), ref)
		code(t, err, model.Unreachable)
		d.cfg.Timeout = 5 * time.Second
	})
	t.Run("a write has a time limit", func(t *testing.T) {
		p, d, ref := open(t)
		d.cfg.Timeout = 200 * time.Millisecond
		p.set(hold)
		code(t, edit(d, t.Context(), ref), model.Unknown)
		d.cfg.Timeout = 5 * time.Second
	})
	t.Run("many at once, and a closed session", func(t *testing.T) {
		before := runtime.NumGoroutine()
		_, d, ref := open(t)
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				for range 5 {
					if _, err := d.Get(t.Context(), ref); err != nil {
						t.Error(err)
					}
					for _, err := range d.List(t.Context(), model.Query{Base: arena, Attrs: []model.Attr{"cn"}}) {
						if err != nil {
							t.Error(err)
						}
						break
					}
				}
			})
		}
		all.Wait()
		if err := d.Delete(t.Context(), ref); err != nil {
			t.Error(err)
		}
		d.Close()
		_, err := d.Get(t.Context(), ref)
		code(t, err, model.Unreachable)
		for _, err := range d.List(t.Context(), model.Query{Base: arena}) {
			code(t, err, model.Unreachable)
		}
		waitUntil(t, func() bool { return runtime.NumGoroutine() <= before+4 }) // the proxy's own
	})
}

// idleDead reports whether every waiting connection is known to be lost.
func (d *Directory) idleDead() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, c := range d.idle {
		if !c.IsClosing() {
			return false
		}
	}
	return true
}

func waitUntil(t *testing.T, done func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(5 * time.Second)
	for !done() {
		select {
		case <-tick.C:
		case <-limit:
			t.Fatal("it does not come to that")
		}
	}
}
