package desk

import (
	"context"
	"iter"

	"recipientdesk/model"
)

// ForeseeAll says what becomes of every recipient that q selects below the desk's
// bases, as it goes. progress is told how many objects are done, and of how many, 0
// if that is not known yet; it may be nil.
func (d *Desk) ForeseeAll(ctx context.Context, q model.Query, progress func(done, of int)) iter.Seq2[Outlook, error] {
	return func(yield func(Outlook, error) bool) {
		if q.Attrs = nil; q.Where == nil {
			q.Where = model.RecipientFilter
		} else {
			q.Where = model.And{model.RecipientFilter, q.Where}
		}
		done := 0
		for e, err := range d.Search(ctx, q) {
			var os []Outlook
			if err == nil {
				os, err = d.Foresee(ctx, e)
			}
			if err != nil {
				yield(Outlook{}, err)
				return
			}
			if done++; progress != nil {
				progress(done, 0)
			}
			if !yield(os[0], nil) {
				return
			}
		}
	}
}
