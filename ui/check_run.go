package ui

import (
	"context"
	"maps"
	"runtime/debug"
	"slices"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/model/desk"
)

// A checker runs checks in the background and has the last result, which the
// list, the views, the status bar and the Check page show. The first check runs by
// itself once the list was read; what is saved or taken back is checked again.
type checker struct {
	app  *App
	plan checkPlan // of the next run
	last *checked  // nil until a check is through

	running slot
	busy    bool
	done    int // objects of the run under way
	began   time.Time
	stopped int   // objects after which the last run was stopped; 0: it was not
	failed  error // why the last run did not end

	again   slot
	touched map[model.GUID]model.Ref // saved or created and not checked since; deleted: the zero Ref
	settle  func()                   // stops a check that is about to begin
}

func newChecker(a *App) *checker {
	return &checker{app: a, touched: map[model.GUID]model.Ref{}, settle: func() {}}
}

// checkDelay is how long the directory rests before what was saved is checked
// again: several saves in a row cost one check.
const checkDelay = 300 * time.Millisecond

// soon runs the plan by itself, after the list was read.
func (c *checker) soon() {
	c.settle()
	c.settle = c.app.run.After(checkDelay, func() {
		if c.app.session != nil {
			c.start()
		}
	})
}

// run runs the plan because the user wants it. What is wrong with it is said.
func (c *checker) run() {
	c.settle()
	c.start()
	if c.failed != nil {
		c.app.fail(c.app.win, c.failed)
	}
}

// manyObjects is from where on what reading them leaves behind, some hundred
// megabytes, is worth being given back to the system at once.
const manyObjects = 20_000

// progressStep is how many objects are worked through between two signs of life.
const progressStep = 500

// everyStep calls yield for some of many counts, progressStep apart.
func everyStep(yield func(done int)) func(done int) {
	shown := 0
	return func(done int) {
		if done >= shown+progressStep {
			shown = done
			yield(done)
		}
	}
}

func (c *checker) start() {
	session, plan := c.app.session, c.plan
	p, err := plan.desk(session.Target.Base)
	c.failed, c.stopped = err, 0
	if err != nil {
		c.changed()
		return
	}
	c.busy, c.done, c.began = true, 0, c.app.opt.Now()
	c.again.stop()
	clear(c.touched)
	ignored := c.app.ignored()
	var result *checked
	stream(c.app.run, &c.running, func(ctx context.Context, yield func(int)) error {
		got, err := session.Desk.Check(ctx, p, everyStep(yield))
		if err == nil {
			result = newChecked(plan, release(got.Findings), ignored)
			result.objects, result.skipped = got.Checked, got.Skipped
		}
		if got != nil && got.Checked > manyObjects {
			got = nil
			debug.FreeOSMemory()
		}
		return err
	}, func(done int) {
		c.done = done
		c.changed()
	}, func(err error) {
		c.busy, c.failed = false, err
		if err == nil {
			result.at = c.app.opt.Now()
			result.took = result.at.Sub(c.began)
			c.last = result
		}
		c.finished()
	})
	c.changed()
}

// stop ends a run. What was found before stays.
func (c *checker) stop() {
	if !c.busy {
		return
	}
	c.running.stop()
	c.busy, c.stopped = false, max(1, c.done)
	c.finished()
}

// finished is the end of a run: what was saved meanwhile is checked again.
func (c *checker) finished() {
	if c.last != nil {
		c.app.list.checkedAnew()
	}
	c.changed()
	if len(c.touched) > 0 {
		c.soonAgain()
	}
}

// rate is how many objects a second the run under way checks; 0: not known yet.
func (c *checker) rate() int {
	took := c.app.opt.Now().Sub(c.began)
	if took <= 0 {
		return 0
	}
	return int(float64(c.done) / took.Seconds())
}

// changed draws what shows the state of the checker.
func (c *checker) changed() {
	if p, ok := c.app.pages[placeCheck].(*checkPage); ok {
		p.draw()
	}
	c.app.refresh()
}

// touch has an object checked again, and those that its findings name. gone says
// that it was deleted.
func (c *checker) touch(ref model.Ref, gone bool) {
	g, err := model.ParseGUID(ref.GUID)
	if err != nil {
		return
	}
	if gone {
		ref = model.Ref{}
	}
	c.touched[g] = ref
	if !c.busy {
		c.soonAgain()
	}
}

func (c *checker) soonAgain() {
	c.settle()
	c.settle = c.app.run.After(checkDelay, c.checkAgain)
}

// manyTouched is from how many objects on a whole check takes less than asking for
// each of them.
const manyTouched = 400

// checkAgain checks what was touched. The first check through finds it anyway.
func (c *checker) checkAgain() {
	session, last := c.app.session, c.last
	if session == nil || last == nil || c.busy {
		return
	}
	p, err := last.plan.desk(session.Target.Base)
	if err != nil {
		return
	}
	if len(c.touched) > manyTouched {
		c.start()
		return
	}
	touched := maps.Clone(c.touched)
	ignored := c.app.ignored()
	load(c.app.run, &c.again, func(ctx context.Context) (*checked, error) {
		return recheck(ctx, session.Desk, p, last, touched, ignored)
	}, func(result *checked, err error) {
		if err != nil {
			return // it stays touched: the next check finds it
		}
		for g := range touched {
			delete(c.touched, g)
		}
		c.last = result
		c.app.list.checkedAnew()
		c.changed()
	})
}

// recheck checks the objects in touched, the other parties of what was found of
// them before, and those of what is found of them now.
func recheck(ctx context.Context, d *desk.Desk, p desk.CheckPlan, last *checked, touched map[model.GUID]model.Ref, ignored ignores) (*checked, error) {
	wanted := maps.Clone(touched)
	for g := range touched {
		n, ok := last.number[g]
		if !ok {
			continue
		}
		for _, i := range last.order[last.first[n]:last.first[n+1]] {
			parties(wanted, last.list[i])
		}
	}
	seen := map[model.GUID]model.Ref{}
	var fresh []check.Finding
	for range 3 { // an object, those it is in conflict with now, and theirs
		p.Refs = nil
		for g, ref := range wanted {
			if _, again := seen[g]; again {
				continue
			}
			seen[g] = ref
			switch ok, err := selected(ctx, d, p.Query.Where, ref); {
			case err != nil:
				return nil, err
			case ok && last.plan.covers(ref):
				p.Refs = append(p.Refs, ref)
			}
		}
		if len(p.Refs) == 0 {
			break
		}
		slices.SortFunc(p.Refs, func(a, b model.Ref) int { return compareFold(a.DN, b.DN) })
		got, err := d.Check(ctx, p, nil)
		if err != nil {
			return nil, err
		}
		fresh = append(fresh, got.Findings...)
		for _, f := range got.Findings {
			parties(wanted, f)
		}
	}
	return last.with(seen, release(fresh), ignored), nil
}

// parties adds the other parties of a finding to a set.
func parties(to map[model.GUID]model.Ref, f check.Finding) {
	for _, o := range f.Others {
		if g, err := model.ParseGUID(o.Ref.GUID); err == nil {
			to[g] = o.Ref
		}
	}
}

// selected reports whether an object is there and a filter selects it as it is now.
func selected(ctx context.Context, d *desk.Desk, where model.Filter, ref model.Ref) (bool, error) {
	if ref.DN == "" {
		return false, nil
	}
	q := model.Query{Base: ref.DN, Scope: model.BaseObject, Where: where, Attrs: []model.Attr{model.ObjectClass}}
	for _, err := range d.Search(ctx, q) {
		if model.CodeOf(err) == model.NotFound {
			err = nil
			return false, err
		}
		return err == nil, err
	}
	return false, nil
}

// remark marks what is ignored anew, after the user changed that.
func (c *checker) remark() {
	if c.last == nil {
		return
	}
	last, ignored := c.last, c.app.ignored()
	load(c.app.run, &c.again, func(context.Context) (*checked, error) {
		return last.with(nil, nil, ignored), nil
	}, func(result *checked, _ error) {
		c.last = result
		c.app.list.checkedAnew()
		c.changed()
		if len(c.touched) > 0 {
			c.soonAgain()
		}
	})
}

// close forgets everything: the session is over.
func (c *checker) close() {
	c.settle()
	c.running.stop()
	c.again.stop()
	*c = *newChecker(c.app)
}
