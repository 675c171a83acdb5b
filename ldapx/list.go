package ldapx

import (
	"context"
	"iter"

	"recipientdesk/model"
)

// List implements model.Directory.
func (d *Directory) List(ctx context.Context, q model.Query) iter.Seq2[*model.Batch, error] {
	return func(yield func(*model.Batch, error) bool) {
		b := model.NewBatchBuilder(q.Attrs)
		for e, err := range d.Search(ctx, q) {
			if err != nil {
				yield(nil, err)
				return
			}
			b.Add(e)
			if b.Len() == pageSize && !yield(b.Build(), nil) {
				return
			}
		}
		if b.Len() > 0 {
			yield(b.Build(), nil)
		}
	}
}
