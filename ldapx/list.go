package ldapx

import (
	"context"
	"iter"

	"recipientdesk/model"
)

// List implements model.Directory. A batch is a page. While the caller has one,
// the next is being read and decoded.
func (d *Directory) List(ctx context.Context, q model.Query) iter.Seq2[*model.Batch, error] {
	return func(yield func(*model.Batch, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		l, err := d.newLister(ctx, q)
		if err != nil {
			yield(nil, err)
			return
		}
		next := l.read()
		for {
			page := <-next
			if page.err != nil {
				yield(nil, d.classify(ctx, page.err, request{subject: l.pager.req.BaseDN}))
				return
			}
			last := !l.pager.more || l.rows.left == 0
			if !last {
				next = l.read()
			}
			if page.batch.Len() > 0 && !yield(page.batch, nil) && !last {
				cancel() // which ends the reading, and its connection with it
				<-next
				return
			}
			if last {
				l.pager.close()
				return
			}
		}
	}
}

// A lister reads the pages of one listing. It belongs to one goroutine at a time:
// to the one that reads a page until the page is handed over.
type lister struct {
	pager *pager
	rows  *rows
}

type page struct {
	batch *model.Batch
	err   error
}

func (d *Directory) newLister(ctx context.Context, q model.Query) (*lister, error) {
	r := newRows(q)
	if len(q.Attrs) == 0 {
		q.Attrs = []model.Attr{objectGUID} // no columns: nothing else is needed
	}
	p, err := d.newPager(ctx, q)
	if err != nil {
		return nil, err
	}
	p.sink = r
	return &lister{p, r}, nil
}

// read begins to read a page, which the caller must wait for.
func (l *lister) read() <-chan page {
	done := make(chan page, 1)
	go func() {
		_, err := l.pager.next()
		if err != nil {
			done <- page{err: err}
			return
		}
		done <- page{batch: l.rows.build.Build()}
	}()
	return done
}
