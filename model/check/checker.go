package check

import (
	"context"
	"iter"
	"slices"

	"recipientdesk/model"
)

// A Checker checks a whole directory as it is read, the addresses that objects
// share included. It keeps about 500 bytes an object and every finding. It belongs to
// one goroutine.
type Checker struct {
	w      *world
	index  *Index
	cell   Case // of the batch being read
	report Report
}

// A Report is what a check found.
type Report struct {
	Checked  int
	Skipped  []Skipped
	Findings []Finding // worst first, then by rule
}

// A Skipped object is none that rules are for.
type Skipped struct {
	Ref    model.Ref
	Reason string // a sentence without a period
}

// NewChecker returns a checker that has seen nothing yet.
func NewChecker(o Options) *Checker {
	return &Checker{w: newWorld(o), index: NewIndex()}
}

// Attributes returns what has to be read of each object for the rules that o asks
// for: the columns of the batches, or the attributes of the entries, that a Checker
// is given. RD1006, about the limits of the schema, sees no more than these.
func Attributes(o Options) []model.Attr {
	out := []model.Attr{"isCriticalSystemObject", model.SAMAccountName, model.DisplayName, model.CommonName}
	add := func(list []model.Attr) {
		for _, a := range list {
			if !slices.ContainsFunc(out, a.Is) {
				out = append(out, a)
			}
		}
	}
	add(model.KindAttrs)
	add(IndexAttrs)
	for _, r := range rules {
		if o.wants(r) {
			add(r.Attrs)
			add(r.If)
			add(r.Reads)
		}
	}
	return out
}

// Check checks all that batches yields. progress is told after each batch how many
// objects were seen, skipped ones included; it may be nil. An error of batches, or of
// ctx, ends the check.
func (k *Checker) Check(ctx context.Context, batches iter.Seq2[*model.Batch, error], progress func(done int)) (Report, error) {
	for b, err := range batches {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return k.Report(), err
		}
		k.AddBatch(b)
		if progress != nil {
			progress(k.report.Checked + len(k.report.Skipped))
		}
	}
	return k.Report(), ctx.Err()
}

// Add checks an object. An object is added once.
func (k *Checker) Add(e model.Entry) {
	guid, _ := model.ParseGUID(e.Ref.GUID)
	k.add(newCase(k.w, e), guid)
}

// AddBatch checks the objects of a batch, which must have been read with Attributes.
func (k *Checker) AddBatch(b *model.Batch) {
	c := &k.cell
	if c.cells == nil {
		c.w, c.cells = k.w, &cells{}
	}
	c.cells.open(b, k.w)
	for i := range b.Len() {
		c.cells.read(i)
		c.kind = b.Kind(i)
		c.parse()
		k.add(c, b.GUID(i))
	}
}

func (k *Checker) add(c *Case, guid model.GUID) {
	if why := skip(c); why != "" {
		k.report.Skipped = append(k.report.Skipped, Skipped{c.Ref(), why})
		return
	}
	k.report.Checked++
	k.report.Findings = k.w.judge(k.report.Findings, c)
	k.index.addCase(c, guid)
}

// Report returns what was found so far.
func (k *Checker) Report() Report {
	r := k.report
	r.Skipped = slices.Clone(r.Skipped)
	r.Findings = append(slices.Clone(r.Findings), k.w.wanted(k.index.Findings())...)
	k.index.nameTwins(r.Findings)
	Sort(r.Findings)
	return r
}
