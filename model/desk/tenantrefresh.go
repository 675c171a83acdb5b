package desk

import (
	"context"

	"recipientdesk/model"
)

// fullBatch is how many objects the batch that takes new ones has at most, as a page
// of the tenant.
const fullBatch = 999

// refresh brings what was read of a class up to date with what changed since a mark.
// Batches without a change are taken as they are.
func (r *reading) refresh(ctx context.Context, class model.CloudClass, part, mark string, props []model.Attr) error {
	r.progress(TenantProgress{Part: part, Class: class})
	changes := map[model.GUID]model.CloudChange{} // of the same object the last one counts
	next := ""
	for c, err := range r.t.Changes(ctx, class, mark, props...) {
		if err != nil {
			return err
		}
		next = c.Mark
		if g, err := model.ParseGUID(c.Entry.Ref.GUID); err == nil {
			changes[g], r.touched[g] = c, true
		}
	}
	v := r.view
	v.batches[class], v.marks[class] = changed(r.before.batches[class], props, changes), next
	r.progress(TenantProgress{Part: part, Done: v.Len(class), Class: class})
	return nil
}

// changed returns batches with changes applied. What is new comes last.
func changed(old []*model.Batch, props []model.Attr, changes map[model.GUID]model.CloudChange) (out []*model.Batch) {
	if len(changes) == 0 {
		return old
	}
	k := model.NewBatchBuilder(props)
	for _, b := range old {
		if nb := rebuilt(b, k, changes); nb.Len() > 0 {
			out = append(out, nb)
		}
	}
	for _, c := range changes { // what is left is new
		if !c.Removed {
			k.Add(c.Entry)
		}
	}
	if n := len(out); n > 0 && k.Len() > 0 && out[n-1].Len()+k.Len() <= fullBatch {
		fresh := k.Build()
		copyRows(k, out[n-1])
		copyRows(k, fresh)
		out = out[:n-1]
	}
	if k.Len() > 0 {
		out = append(out, k.Build())
	}
	return out
}

// rebuilt returns a batch with the changes of its objects, which it takes out of
// changes; the batch itself if it has none.
func rebuilt(b *model.Batch, k *model.BatchBuilder, changes map[model.GUID]model.CloudChange) *model.Batch {
	touched := false
	for i := range b.Len() {
		if _, ok := changes[b.GUID(i)]; ok {
			touched = true
			break
		}
	}
	if !touched {
		return b
	}
	for i := range b.Len() {
		c, ok := changes[b.GUID(i)]
		switch delete(changes, b.GUID(i)); {
		case !ok:
			k.Add(b.Entry(i))
		case !c.Removed:
			k.Add(c.Entry)
		}
	}
	return k.Build()
}

func copyRows(k *model.BatchBuilder, b *model.Batch) {
	for i := range b.Len() {
		k.Add(b.Entry(i))
	}
}
