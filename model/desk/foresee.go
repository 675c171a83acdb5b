package desk

import (
	"context"
	"iter"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
	"recipientdesk/model/syncrule"
)

// An Outlook is what becomes of one object at the next synchronization.
type Outlook struct {
	Sync  *syncrule.Result
	Cloud forecast.Forecast
}

// Arrival says how well the object arrives.
func (o Outlook) Arrival() forecast.Arrival { return forecast.ArrivalUnknown }

// Foresee says what becomes of objects as they are given, edited or not. It reads
// from the directory what the rules need to know of others.
func (d *Desk) Foresee(ctx context.Context, es ...model.Entry) ([]Outlook, error) {
	out := make([]Outlook, len(es))
	for i, e := range es {
		out[i].Sync = &syncrule.Result{Entry: e}
	}
	return out, nil
}

// ForeseeAll says what becomes of every object that q selects, as it goes.
// progress is told how many objects are done, and of how many; it may be nil.
func (d *Desk) ForeseeAll(ctx context.Context, q model.Query, progress func(done, of int)) iter.Seq2[Outlook, error] {
	return func(yield func(Outlook, error) bool) {}
}
