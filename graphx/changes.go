package graphx

import (
	"context"
	"iter"
	"strings"

	"recipientdesk/model"
)

// Changes implements model.Tenant by a delta query
// (https://learn.microsoft.com/graph/delta-query-overview). A change carries all
// properties that were asked for, not only those that changed; one that is not
// there has no value. Members that came or went are values of members@delta. The
// same object may come more than once; the last time counts. The service makes a
// mark too old after a week or a month, and so does asking for other properties.
func (t *Tenant) Changes(ctx context.Context, class model.CloudClass, mark string, props ...model.Attr) iter.Seq2[model.CloudChange, error] {
	return func(yield func(model.CloudChange, error) bool) {
		c, err := t.changesCall(class, mark, props)
		if err != nil {
			yield(model.CloudChange{}, err)
			return
		}
		var last page
		for e, err := range t.entries(ctx, c, &last) {
			if err != nil {
				yield(model.CloudChange{}, err)
				return
			}
			if !yield(changeOf(e), nil) {
				return
			}
		}
		if last.delta == "" {
			yield(model.CloudChange{}, garbled(c, last.reply, nil))
			return
		}
		yield(model.CloudChange{Mark: newMark(c.sel, last.delta)}, nil)
	}
}

func (t *Tenant) changesCall(class model.CloudClass, mark string, props []model.Attr) (call, error) {
	if err := model.CheckChanges(class); err != nil {
		return call{}, err
	}
	k := kinds[class]
	c := call{path: k.delta, sel: selection(props), subject: class.Plural(), scope: k.scope}
	switch mark {
	case "":
		return c, nil
	case model.MarkNow:
		c.latest = true
		return c, nil
	}
	sel, link, _ := strings.Cut(mark, " ")
	if _, err := t.follow(link); err != nil || !strings.EqualFold(sel, strings.Join(c.sel, ",")) {
		return c, &model.Error{Code: model.Conflict, Subject: c.subject, Message: "what was read before is of another tenant, or has other properties", Hint: "Read everything again."}
	}
	c.link = link
	return c, nil
}

// newMark keeps the properties beside the link: Graph goes on with those of the
// first query, whatever is asked for later.
func newMark(sel []string, link string) string { return strings.Join(sel, ",") + " " + link }

func changeOf(e model.Entry) model.CloudChange {
	if !e.Has("@removed") {
		return model.CloudChange{Entry: e}
	}
	return model.CloudChange{Entry: e.With("@removed"), Removed: true}
}
