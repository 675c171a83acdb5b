package desk

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/model/forecast"
)

// maxAsked is how many addresses of one object the tenant is asked for: each takes a
// request for every class. Who has more has them from former companies, as a rule, and
// the first ones are those in use.
const maxAsked = 20

// atOnce is how many requests about one object are under way together.
const atOnce = 6

// A hunt looks for the objects of a tenant that belong to one of AD, or have one of
// its addresses.
type hunt struct {
	t model.Tenant

	mu    sync.Mutex
	found map[model.CloudClass]map[string]model.Entry // by ID
	gaps  []Gap
	err   error // that ends it
}

// A question is one that a hunt asks.
type question struct {
	class model.CloudClass
	where model.Equal
}

// look asks the tenant for whatever may belong to keys.
func look(ctx context.Context, t model.Tenant, keys ...drift.Key) (*hunt, error) {
	h := &hunt{t: t, found: map[model.CloudClass]map[string]model.Entry{}}
	h.ask(ctx, questions(keys))
	return h, h.err
}

// index makes an index of what was found, by which twins are paired as in a survey.
func (h *hunt) index() *drift.Index {
	k := drift.NewIndexBuilder()
	for _, c := range tenantClasses {
		b := model.NewBatchBuilder(drift.Properties(c))
		for _, id := range slices.Sorted(maps.Keys(h.found[c])) {
			b.Add(h.found[c][id])
		}
		k.Add(c, b.Build())
	}
	return k.Index()
}

// questions lists what to ask for keys of one object, each once.
func questions(keys []drift.Key) (out []question) {
	seen := map[question]bool{}
	ask := func(class model.CloudClass, a model.Attr, v string) {
		q := question{class, model.Equal{Attr: a, Value: v}}
		if !seen[q] && model.CheckFind(class, q.where) == nil {
			seen[q] = true
			out = append(out, q)
		}
	}
	live := []model.CloudClass{model.CloudUser, model.CloudGroup, model.CloudContact}
	for _, k := range keys {
		switch drift.CloudClass(k.Class) {
		case model.CloudUser:
			for _, a := range k.Anchors {
				ask(model.CloudUser, drift.PropAnchor, a)
				ask(model.DeletedUser, drift.PropAnchor, a)
			}
			ask(model.CloudUser, drift.PropSID, k.SID) // whose anchor was changed
		case model.CloudGroup:
			ask(model.CloudGroup, drift.PropSID, k.SID)
			ask(model.DeletedGroup, drift.PropSID, k.SID)
		}
		for i, a := range k.Addresses[:min(len(k.Addresses), maxAsked)] {
			bare := strings.ToLower(a)
			if p, err := model.ParseAddress(a); err == nil && p.IsSMTP() {
				bare = strings.ToLower(p.Value())
			}
			for _, class := range live {
				ask(class, forecast.PropProxies, "smtp:"+bare)
				if i < mailAsked {
					ask(class, forecast.PropMail, bare)
				}
			}
			if i < mailAsked {
				ask(model.CloudUser, forecast.PropUPN, bare)
				ask(model.DeletedUser, forecast.PropMail, bare)
			}
			if i == 0 && drift.CloudClass(k.Class) == model.CloudGroup {
				ask(model.DeletedGroup, forecast.PropMail, bare)
			}
		}
	}
	return out
}

// mailAsked is how many addresses, from the primary and the sign-in name on, are looked
// for in properties that hold one address. What stands in mail is one of
// proxyAddresses, but for users who never had a mailbox.
const mailAsked = 3

// ask sends the questions, a few at a time. It returns when all are answered.
func (h *hunt) ask(ctx context.Context, qs []question) {
	work := make(chan question)
	var wg sync.WaitGroup
	for range min(atOnce, len(qs)) {
		wg.Go(func() {
			for q := range work {
				es, err := h.t.Find(ctx, q.class, q.where, drift.Properties(q.class)...)
				h.take(ctx, q.class, es, err)
			}
		})
	}
	for _, q := range qs {
		if !h.over() {
			work <- q
		}
	}
	close(work)
	wg.Wait()
}

func (h *hunt) over() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.err != nil
}

// take keeps what was found. A class that may not be read is a gap.
func (h *hunt) take(ctx context.Context, class model.CloudClass, es []model.Entry, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case err == nil:
		if h.found[class] == nil {
			h.found[class] = map[string]model.Entry{}
		}
		for _, e := range es {
			h.found[class][e.Ref.GUID] = e
		}
	case ctx.Err() != nil || !isGap(err):
		if h.err == nil {
			h.err = err
		}
	case !slices.ContainsFunc(h.gaps, func(g Gap) bool { return g.Part == class.Plural() }):
		h.gaps = append(h.gaps, Gap{class.Plural(), err})
	}
}

// isGap reports whether an error is about one part of a tenant, and not about the
// connection with it.
func isGap(err error) bool {
	switch model.CodeOf(err) {
	case model.Denied, model.NotFound, model.Invalid:
		return true
	}
	return false
}
