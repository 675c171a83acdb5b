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
	walker        // before the array of objects
	next   string // link to the next page; "" on the last one
	delta  string // link to later changes; on the last page of a delta query
}

// readPage finds the parts of an answer.
func readPage(c call, body []byte) (p page, err error) {
	w := walker{b: body}
	w.object(func(key []byte) {
		switch string(key) {
		case "value":
			p.walker = w
			if p.next != "" { // it stands first, as a rule: the next page need not wait
				w.bad = true
			}
		case "@odata.nextLink":
			p.next = string(w.text(w.value()))
		case "@odata.deltaLink":
			p.delta = string(w.text(w.value()))
		}
	})
	if p.b == nil || w.bad && p.next == "" || p.next != "" && p.next == c.link {
		return p, garbled(c, nil)
	}
	return p, nil
}

// each calls f for each object of the page, which walks over it.
func (p *page) each(c call, f func()) error {
	p.array(f)
	for !p.bad && !p.take('}') { // what follows the array is of no interest, but must be there
		if p.bad = !p.take(','); !p.bad {
			p.value()
			p.bad = p.bad || !p.take(':')
			p.value()
		}
	}
	if p.bad {
		return garbled(c, nil)
	}
	return nil
}

// pages yields the pages of a listing. While one is worked on, the next two are on
// their way. The goroutine that fetches ends before the iteration does.
func (t *Tenant) pages(ctx context.Context, c call) iter.Seq2[page, error] {
	type fetched struct {
		page page
		err  error
	}
	return func(yield func(page, error) bool) {
		within, cancel := context.WithCancel(ctx)
		ahead := make(chan fetched, 1)
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
	body, err := t.do(ctx, c)
	if err != nil {
		return page{}, err
	}
	return readPage(c, body)
}

// List implements model.Tenant.
func (t *Tenant) List(ctx context.Context, class model.CloudClass, props ...model.Attr) iter.Seq2[*model.Batch, error] {
	return func(yield func(*model.Batch, error) bool) {
		k, err := kindOf(class)
		if err != nil {
			yield(nil, err)
			return
		}
		rows := newRows(props)
		c := call{path: k.list, sel: selection(props), top: largest, subject: string(class) + "s", scope: k.scope}
		for p, err := range t.pages(ctx, c) {
			if err != nil {
				yield(nil, err)
				return
			}
			b, err := rows.batch(c, p)
			if err != nil {
				yield(nil, err)
				return
			}
			t.retry.spare.Put(&p.b) // the batch has copies
			if b.Len() > 0 && !yield(b, nil) {
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

func (r *rows) batch(c call, p page) (*model.Batch, error) {
	err := p.each(c, func() {
		r.builder.Begin(model.GUID{}, nil)
		p.flatten(func(name, value []byte) {
			if string(name) == "id" {
				if g, err := model.ParseGUID(string(value)); err == nil {
					r.builder.SetGUID(g)
				}
			}
			if c := r.column(name); c >= 0 {
				r.builder.Put(c, value)
			}
		})
		r.builder.End()
	})
	return r.builder.Build(), err
}

// column finds where a property goes.
func (r *rows) column(name []byte) int {
	c, ok := r.columns[string(name)]
	if !ok {
		c = slices.IndexFunc(r.props, func(a model.Attr) bool { return strings.EqualFold(string(a), string(name)) })
		r.columns[string(name)] = c
	}
	return c
}
