package ui

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/forecast"
	"recipientdesk/ui/kit"
)

// A syncMark is what the list shows of a forecast, short enough to keep for all.
type syncMark struct {
	arrival  forecast.Arrival
	sentence string
	more     string // differences, a line each
}

func markOf(o desk.Outlook) syncMark {
	return syncMark{o.Arrival(), outlookSentence(o), differences(o)}
}

// syncMarks are the forecasts of the list. Those of the rows in sight are made
// when the list rests, those of all when somebody asks.
type syncMarks struct {
	by      map[model.GUID]syncMark
	asked   map[model.GUID]bool // asked for, with an answer or without
	slot    slot                // of the rows in sight
	pending []model.GUID        // those being looked at; nil: none
	again   bool                // other rows came into sight meanwhile
	wait    func()              // stops a look at them that is about to begin

	all      slot // of the whole list
	busy     bool // it is under way
	done, of int
	whole    bool // every row has its mark
}

func newSyncMarks() syncMarks {
	return syncMarks{by: map[model.GUID]syncMark{}, asked: map[model.GUID]bool{}}
}

// forget gives up every mark, and what is being made.
func (m *syncMarks) forget() {
	m.slot.stop()
	m.all.stop()
	if m.wait != nil {
		m.wait()
	}
	*m = syncMarks{by: map[model.GUID]syncMark{}, asked: map[model.GUID]bool{}, slot: m.slot, all: m.all}
}

// abandon gives up the look at the rows in sight: they may be asked for again.
func (m *syncMarks) abandon() {
	m.slot.stop()
	m.answered(false)
}

// answered ends a look. Without an answer its objects may be asked for again.
func (m *syncMarks) answered(ok bool) {
	for _, g := range m.pending {
		if !ok {
			delete(m.asked, g)
		}
	}
	m.pending = nil
}

// drop forgets the mark of an object that has changed. What is being looked at may
// be the object as it was.
func (m *syncMarks) drop(g model.GUID) {
	m.abandon()
	delete(m.by, g)
	delete(m.asked, g)
	m.whole = false
}

// syncPause is how long the list rests before the rows in sight are looked at:
// scrolling costs nothing.
const syncPause = 250 * time.Millisecond

// syncCell shows the mark of a row, and has it made if it is not there.
func (r *recipientList) syncCell(row int) kit.CellData {
	g := r.l.snap.GUID(row)
	m, ok := r.marks.by[g]
	if !ok {
		if !r.marks.asked[g] && r.marks.wait == nil {
			r.marks.wait = r.app.run.After(syncPause, r.markInSight)
		}
		return kit.CellData{}
	}
	s := arrivalSigns[m.arrival]
	return kit.CellData{Icon: s.icon}
}

// syncTip is a mark in words.
func (r *recipientList) syncTip(row int) string {
	m, ok := r.marks.by[r.l.snap.GUID(row)]
	if !ok {
		return ""
	}
	return strings.TrimSpace(m.sentence + "\n" + m.more)
}

// marked is an object and its mark.
type marked struct {
	guid model.GUID
	mark syncMark
}

// markInSight makes the marks of the rows in sight that have none.
func (r *recipientList) markInSight() {
	r.marks.wait = nil
	session := r.app.session
	if session == nil || r.busy || r.marks.busy {
		return
	}
	if r.marks.pending != nil {
		r.marks.again = true
		return
	}
	first, n := r.table.InSight()
	var guids []model.GUID
	for i := first; i < min(first+n, len(r.l.shown)); i++ {
		if g := r.l.snap.GUID(int(r.l.shown[i])); !r.marks.asked[g] {
			guids = append(guids, g)
		}
	}
	if len(guids) == 0 {
		return
	}
	for _, g := range guids {
		r.marks.asked[g] = true
	}
	see := r.app.see
	r.marks.pending, r.marks.again = guids, false
	load(r.app.run, &r.marks.slot, func(ctx context.Context) ([]marked, error) {
		return markSome(ctx, session, see, guids)
	}, func(list []marked, err error) {
		r.marks.answered(err == nil)
		if err == nil { // else the next rest asks again
			r.take(list)
		}
		if r.marks.again && r.marks.wait == nil {
			r.marks.wait = r.app.run.After(syncPause, r.markInSight)
		}
	})
}

// markSome reads objects in full and foresees them.
func markSome(ctx context.Context, s *Session, see seer, guids []model.GUID) ([]marked, error) {
	var any model.Or
	for _, g := range guids {
		any = append(any, model.Equal{Attr: model.ObjectGUID, Value: string(g[:])})
	}
	es, err := s.Desk.Collect(ctx, model.Query{Base: s.Info.Base, Where: any})
	if err != nil {
		return nil, err
	}
	list, err := see(ctx, s, nil, es...)
	if err != nil {
		return nil, err
	}
	return markAll(list), nil
}

func markAll(list []desk.Outlook) (out []marked) {
	for _, o := range list {
		if g, err := model.ParseGUID(o.Sync.Entry.Ref.GUID); err == nil {
			out = append(out, marked{g, markOf(o)})
		}
	}
	return out
}

// take shows marks that came in.
func (r *recipientList) take(list []marked) {
	for _, m := range list {
		r.marks.by[m.guid], r.marks.asked[m.guid] = m.mark, true
	}
	r.table.Refresh()
	r.summarize()
}

// markSteps is how many objects of the whole list are shown at once.
const markSteps = 200

// foreseeAll makes the marks of the whole list.
func (r *recipientList) foreseeAll() {
	session := r.app.session
	if session == nil || r.busy || r.marks.busy {
		return
	}
	r.marks.abandon()
	r.marks.busy, r.marks.done, r.marks.of = true, 0, len(r.l.order)
	q := model.Query{Base: session.Target.Base, Where: model.RecipientFilter}
	stream(r.app.run, &r.marks.all, func(ctx context.Context, yield func([]marked)) error {
		var some []desk.Outlook
		for o, err := range session.Desk.ForeseeAll(ctx, q, nil) {
			if err != nil {
				return err
			}
			if some = append(some, o); len(some) == markSteps {
				yield(markAll(some))
				some = nil
			}
		}
		yield(markAll(some))
		return nil
	}, func(list []marked) {
		r.marks.done += len(list)
		r.take(list)
		r.app.refresh()
	}, func(err error) {
		r.marks.busy, r.marks.whole = false, err == nil
		r.app.refresh()
		if err != nil {
			r.app.fail(r.app.win, err)
			return
		}
		if r.sorted.Column == syncColumn {
			r.arrange()
			r.table.Refresh()
		}
	})
	r.app.refresh()
}

// stopForesight ends the work on the whole list. The marks made so far stay.
func (r *recipientList) stopForesight() {
	if r.marks.busy {
		r.marks.all.stop()
		r.marks.busy = false
		r.app.refresh()
	}
}

// forgetMarks has all marks made anew: the rules are others.
func (r *recipientList) forgetMarks() {
	whole := r.marks.whole || r.marks.busy
	r.marks.forget()
	if whole {
		r.foreseeAll()
	}
	r.show()
}

// syncKey sorts what does not arrive first, then by name; rows without a mark are
// last.
func (r *recipientList) syncKey(row int) string {
	m, ok := r.marks.by[r.l.snap.GUID(row)]
	if !ok {
		return ""
	}
	return map[forecast.Arrival]string{forecast.ArrivesNot: "1", forecast.ArrivesChanged: "2", forecast.ArrivalUnknown: "3", forecast.ArrivesAsIs: "4"}[m.arrival] + rowName(r.l.snap, row)
}

// syncSegment is what the status bar says of the forecast of the whole list.
func (f *frame) syncSegment() kit.Segment {
	m := &f.app.list.marks
	switch {
	case m.busy:
		return kit.Segment{Text: "Forecast " + count(m.done) + " of " + count(m.of) + " · Stop", Icon: theme.MediaStopIcon(),
			Tip: "Stop the forecast. What is there stays.", OnTapped: f.app.list.stopForesight}
	case !m.whole:
		return kit.Segment{}
	}
	n := map[forecast.Arrival]int{}
	for _, mark := range m.by {
		n[mark.arrival]++
	}
	return kit.Segment{Text: count(n[forecast.ArrivesAsIs]) + " arrive, " + count(n[forecast.ArrivesChanged]) + " with differences, " + count(n[forecast.ArrivesNot]) + " not",
		Tip: "What the next synchronization makes of this list. Sort by the column Sync to see them together."}
}
