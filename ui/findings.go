package ui

import (
	"context"
	"runtime/debug"

	"recipientdesk/model"
	"recipientdesk/model/check"
)

// findings is what the checker has to say about the objects of a list, made in
// the background: it looks at every object, and for shared addresses at all of
// them together.
type findings struct {
	by   map[model.GUID]found // nil until the first check is through
	slot slot
}

// found is the checker's word on one object, short enough to keep for all.
type found struct {
	n     int
	worst check.Severity
	text  string // a few sentences, a line each
}

// mostTexts is how many findings the tooltip of an object spells out.
const mostTexts = 4

func (f *found) add(one check.Finding) {
	f.n++
	f.worst = max(f.worst, one.Rule.Severity)
	switch {
	case f.n <= mostTexts:
		f.text += findingSentence(one) + "\n"
	case f.n == mostTexts+1:
		f.text += "…\n"
	}
}

// findingSentence is a finding in words, with the other parties.
func findingSentence(f check.Finding) string {
	text := capital(f.Text)
	if len(f.Others) > 0 {
		var names []string
		for _, o := range f.Others {
			names = append(names, model.NameOf(o.Ref.DN))
		}
		text += " (" + listed(names, 3) + ")"
	}
	return f.Rule.ID + ": " + text
}

// of is what is known about an object.
func (f *findings) of(g model.GUID) found { return f.by[g] }

// manyObjects is from where on what reading and checking leave behind, some
// hundred megabytes, is worth being given back to the system at once.
const manyObjects = 20_000

// examine checks everything read, with the objects in fresh as they are now.
func examine(ctx context.Context, o check.Options, batches []*model.Batch, fresh map[model.GUID]model.Entry) (map[model.GUID]found, error) {
	index := check.NewIndex()
	by := map[model.GUID]found{}
	note := func(one check.Finding) {
		g, err := model.ParseGUID(one.Ref.GUID)
		if err != nil {
			return
		}
		f := by[g]
		f.add(one)
		by[g] = f
	}
	look := func(e model.Entry) {
		index.Add(e)
		for _, one := range check.Run(o, e) {
			note(one)
		}
	}
	for _, b := range batches {
		for i := range b.Len() {
			e := b.Entry(i)
			g, _ := model.ParseGUID(e.Ref.GUID)
			if _, again := fresh[g]; again {
				continue
			}
			look(e)
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	for _, e := range fresh {
		if e.Len() > 0 { // what was deleted is there without attributes
			look(e)
		}
	}
	for _, one := range index.Findings() {
		note(one)
	}
	if index.Len() > manyObjects {
		index = nil
		debug.FreeOSMemory()
	}
	return by, nil
}
