package graphx

import (
	"context"
	"iter"
	"slices"
	"strings"

	"recipientdesk/model"
)

// largest is how many objects Graph puts on a page at most.
const largest = 999

// A page is a piece of a listing.
type page struct {
	items []byte // JSON array
	next  string // link to the next page; "" on the last one
	delta string // link to later changes; on the last page of a delta query
}

// readPage checks an answer and finds its parts.
func readPage(c call, body []byte) (p page, err error) {
	if err := valid(c, body); err != nil {
		return p, err
	}
	members(body[after(body, 0):], func(key, value []byte) {
		switch string(key) {
		case "value":
			p.items = value
		case "@odata.nextLink":
			p.next = string(text(value))
		case "@odata.deltaLink":
			p.delta = string(text(value))
		}
	})
	if len(p.items) == 0 || p.items[0] != '[' || p.next != "" && p.next == c.link {
		return p, garbled(c, nil)
	}
	return p, nil
}

// pages yields the pages of a listing. While one is worked on, the next is on its
// way. The goroutine that fetches ends before the iteration does.
func (t *Tenant) pages(ctx context.Context, c call) iter.Seq2[page, error] {
	type fetched struct {
		page page
		err  error
	}
	return func(yield func(page, error) bool) {
		within, cancel := context.WithCancel(ctx)
		ahead := make(chan fetched)
		go func() {
			defer close(ahead)
			for {
				p, err := t.page(within, c)
				select {
				case ahead <- fetched{p, err}:
				case <-within.Done():
					return
				}
				if err != nil || p.next == "" {
					return
				}
				c.link = p.next
			}
		}()
		defer func() {
			cancel()
			for range ahead {
			}
		}()
		whole := false
		for f := range ahead {
			whole = f.page.next == ""
			if !yield(f.page, f.err) || f.err != nil {
				return
			}
		}
		if !whole {
			yield(page{}, stopped(ctx, c.subject))
		}
	}
}

func (t *Tenant) page(ctx context.Context, c call) (page, error) {
	a, err := t.do(ctx, c)
	if err != nil {
		return page{}, err
	}
	return readPage(c, a.body)
}

// List implements model.Tenant.
func (t *Tenant) List(ctx context.Context, class model.CloudClass, props ...model.Attr) iter.Seq2[*model.Batch, error] {
	return func(yield func(*model.Batch, error) bool) {
		k, err := kindOf(class)
		if err != nil {
			yield(nil, err)
			return
		}
		w := newRows(props)
		c := call{path: k.list, sel: selection(props), top: largest, subject: string(class) + "s", scope: k.scope}
		for p, err := range t.pages(ctx, c) {
			if err != nil {
				yield(nil, err)
				return
			}
			if b := w.batch(p.items); b.Len() > 0 && !yield(b, nil) {
				return
			}
		}
	}
}

// rows turns pages into batches.
type rows struct {
	props   []model.Attr
	builder *model.BatchBuilder
	columns map[string]int // by the name in Graph's spelling; -1 for what was not asked for
}

func newRows(props []model.Attr) *rows {
	props = slices.Clone(props)
	return &rows{props: props, builder: model.NewBatchBuilder(props), columns: map[string]int{}}
}

func (w *rows) batch(items []byte) *model.Batch {
	elements(items, func(object []byte) {
		w.builder.Begin(model.GUID{}, nil)
		flatten(object, func(name, value []byte) {
			if string(name) == "id" {
				if g, err := model.ParseGUID(string(value)); err == nil {
					w.builder.SetGUID(g)
				}
			}
			if c := w.column(name); c >= 0 {
				w.builder.Put(c, value)
			}
		})
		w.builder.End()
	})
	return w.builder.Build()
}

// column finds where a property goes.
func (w *rows) column(name []byte) int {
	c, ok := w.columns[string(name)]
	if !ok {
		c = slices.IndexFunc(w.props, func(a model.Attr) bool { return strings.EqualFold(string(a), string(name)) })
		w.columns[string(name)] = c
	}
	return c
}
