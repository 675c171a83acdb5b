package desk

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"recipientdesk/model"
)

// around answers what the evaluation of one object asks of others, from the live
// directory. It remembers answers, so that a forecast on every key stroke costs no
// round trips, for a short time: others change the directory, too. It is safe for
// concurrent use.
type around struct {
	dir   model.Directory
	attrs []model.Attr // read of each object
	now   func() time.Time

	mu    sync.Mutex
	since time.Time // when the first of the answers came
	age   int       // how often all was forgotten
	found map[string][]model.Entry
	ahead *readAhead
}

const (
	maxAnswers = 1000
	staleAfter = 30 * time.Second
)

// Find returns the objects in which an attribute has a value. What the schema lacks
// no object has.
func (a *around) Find(ctx context.Context, attr model.Attr, value string) ([]model.Entry, error) {
	schema, err := a.dir.Schema(ctx)
	if err != nil || !schema.Has(attr) {
		return nil, err
	}
	if es, ok := a.reading().find(attr, value); ok {
		return es, nil
	}
	if slices.ContainsFunc(linking, attr.Is) {
		if used, err := a.used(ctx, attr); err != nil || !used {
			return nil, err
		}
	}
	return a.search(ctx, model.Query{Where: model.Equal{Attr: attr, Value: value}, Attrs: a.attrs})
}

// used reports whether any object has an attribute.
func (a *around) used(ctx context.Context, attr model.Attr) (bool, error) {
	es, err := a.search(ctx, model.Query{Where: model.Present{Attr: attr}, Attrs: []model.Attr{model.ObjectGUID}, Limit: 1})
	return len(es) > 0, err
}

// Get returns the object at a DN, and whether there is one.
func (a *around) Get(ctx context.Context, dn string) (model.Entry, bool, error) {
	if e, ok := a.reading().at(dn); ok {
		return e, true, nil
	}
	key := "dn:" + strings.ToLower(dn)
	es, ok, age := a.answer(key)
	if ok {
		return first(es)
	}
	e, err := a.dir.Get(ctx, model.Ref{DN: dn}, a.attrs...)
	switch model.CodeOf(err) {
	case "":
		a.keep(key, age, []model.Entry{e})
		return e, true, nil
	case model.NotFound, model.Invalid: // gone, out of sight, or no name at all
		a.keep(key, age, nil)
		return e, false, nil
	}
	return e, false, err
}

func first(es []model.Entry) (model.Entry, bool, error) {
	if len(es) == 0 {
		return model.Entry{}, false, nil
	}
	return es[0], true, nil
}

// search looks in the whole directory.
func (a *around) search(ctx context.Context, q model.Query) ([]model.Entry, error) {
	key := q.Where.String()
	es, ok, age := a.answer(key)
	if ok {
		return es, nil
	}
	var out []model.Entry
	for e, err := range a.dir.Search(ctx, q) {
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	a.keep(key, age, out)
	return out, nil
}

func (a *around) answer(key string) (es []model.Entry, ok bool, age int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	es, ok = a.found[key]
	return es, ok, a.age
}

// keep remembers an answer, unless it was asked for before all was forgotten.
func (a *around) keep(key string, age int, es []model.Entry) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if age != a.age {
		return
	}
	if a.found == nil || len(a.found) >= maxAnswers {
		a.found = map[string][]model.Entry{}
		if a.now != nil {
			a.since = a.now()
		}
	}
	a.found[key] = es
}

// forget drops all answers, after the directory was changed.
func (a *around) forget() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.found, a.ahead = nil, nil
	a.age++
}

// generation changes when answers were dropped, which it does with stale ones.
func (a *around) generation() int {
	a.mu.Lock()
	stale := a.found != nil && a.now != nil && a.now().Sub(a.since) > staleAfter
	a.mu.Unlock()
	if stale {
		a.forget()
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.age
}

func (a *around) reading() *readAhead {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.ahead
}

// edited are surroundings in which some objects are as they were edited.
type edited struct {
	*around
	es []model.Entry
}

func (x edited) Find(ctx context.Context, attr model.Attr, value string) ([]model.Entry, error) {
	found, err := x.around.Find(ctx, attr, value)
	if err != nil {
		return nil, err
	}
	var out []model.Entry
	for _, f := range found {
		if !x.has(f.Ref) {
			out = append(out, f)
		}
	}
	for _, e := range x.es {
		for _, v := range e.Values(attr) {
			if strings.EqualFold(v, value) {
				out = append(out, e)
				break
			}
		}
	}
	return out, nil
}

func (x edited) Get(ctx context.Context, dn string) (model.Entry, bool, error) {
	for _, e := range x.es {
		if model.SameDN(e.Ref.DN, dn) {
			return e, true, nil
		}
	}
	return x.around.Get(ctx, dn)
}

func (x edited) has(ref model.Ref) bool {
	for _, e := range x.es {
		if e.Ref.Same(ref) {
			return true
		}
	}
	return false
}
