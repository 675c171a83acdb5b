package graphx

import (
	"context"
	"errors"
	"iter"

	"recipientdesk/model"
)

// largest is how many objects Graph puts on a page at most.
const largest = 999

// A page is a piece of a listing.
type page struct {
	walker        // before the array of objects
	reply  reply  // that it is
	next   string // link to the next page; "" on the last one
	delta  string // link to later changes; on the last page of a delta query
	call   call
}

// readPage finds the parts of an answer.
func readPage(c call, r reply) (page, error) {
	p := page{reply: r, call: c}
	w := walker{b: r.body}
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
	if p.b == nil || w.bad && p.next == "" {
		return p, garbled(c, r, nil)
	}
	return p, nil
}

// each calls f for each object of the page, which walks over it. An object that f
// finds cut off is not the page's: p.bad is set.
func (p *page) each(f func()) error {
	p.array(f)
	for !p.bad && !p.take('}') { // what follows the array must be there, and be no error
		if p.bad = !p.take(','); !p.bad {
			p.bad = string(p.value()) == `"error"` || p.bad || !p.take(':')
			p.value()
		}
	}
	if p.bad {
		return garbled(p.call, p.reply, nil)
	}
	return nil
}

// pagesAhead is how many pages may wait to be worked on: neither the service nor who
// reads waits for the other then, while a page more costs a few megabytes.
const pagesAhead = 3

// pages yields the pages of a listing. While one is worked on, the next ones are on
// their way. The goroutine that fetches ends before the iteration does.
func (t *Tenant) pages(ctx context.Context, c call) iter.Seq2[page, error] {
	type fetched struct {
		page page
		err  error
	}
	return func(yield func(page, error) bool) {
		within, cancel := context.WithCancel(ctx)
		ahead := make(chan fetched, pagesAhead)
		go func() {
			defer close(ahead)
			followed := map[string]bool{}
			for {
				p, err := t.page(within, c)
				if p.next != "" && followed[p.next] {
					p, err = page{}, garbled(c, p.reply, errors.New("the pages go round in a circle"))
				}
				followed[p.next] = true
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

// entries yields the objects of a listing. last becomes its last page, unless nil.
func (t *Tenant) entries(ctx context.Context, c call, last *page) iter.Seq2[model.Entry, error] {
	return func(yield func(model.Entry, error) bool) {
		for p, err := range t.pages(ctx, c) {
			stop := false
			if err == nil {
				err = p.each(func() {
					if e := p.entry(); !p.bad && !stop { // nothing of an object that is cut off
						stop = !yield(e, nil)
					}
				})
			}
			if stop {
				return
			}
			if err != nil {
				yield(model.Entry{}, err)
				return
			}
			if last != nil {
				*last = p
			}
		}
	}
}

func (t *Tenant) page(ctx context.Context, c call) (page, error) {
	r, err := t.do(ctx, c)
	if err != nil {
		return page{}, err
	}
	return readPage(c, r)
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
		c := call{path: k.list, sel: selection(props), top: largest, subject: class.Plural(), scope: k.scope}
		for p, err := range t.pages(ctx, c) {
			if err != nil {
				yield(nil, err)
				return
			}
			b, err := rows.batch(p)
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
