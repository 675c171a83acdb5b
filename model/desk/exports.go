package desk

import (
	"context"
	"iter"

	"recipientdesk/model/forecast"
	"recipientdesk/model/syncrule"
)

// Exports yields what the rules make of every object of the directory, those
// included that are not exported: the inputs of a synchronization cycle. Nothing is
// said of the tenant, which is the reader's. The whole directory is read for it,
// as ForeseeAll does.
func (d *Desk) Exports(ctx context.Context) iter.Seq2[forecast.Input, error] {
	return func(yield func(forecast.Input, error) bool) {
		p, err := d.overview(ctx)
		if err != nil {
			yield(forecast.Input{}, err)
			return
		}
		for r, err := range p.engine.EvaluateAll(ctx, p.space, syncrule.Run{Brief: true}) {
			if err != nil {
				yield(forecast.Input{}, err)
				return
			}
			if !yield(p.input(r, nil), nil) {
				return
			}
		}
	}
}
