package graphx

import (
	"context"
	"iter"
	"slices"

	"recipientdesk/model"
)

// inFlight is how many batches are under way at a time. Exchange Online takes four
// requests at a time for one mailbox, and no item of a batch is about that of another
// (https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits).
const inFlight = 4

// Probe implements model.Tenant by batches. If the permission is missing, the first
// one tells, and no other is sent.
func (t *Tenant) Probe(ctx context.Context, trait model.CloudTrait, class model.CloudClass, ids []string) iter.Seq2[model.CloudAnswer, error] {
	return func(yield func(model.CloudAnswer, error) bool) {
		if err := model.CheckProbe(trait, class); err != nil {
			yield(model.CloudAnswer{}, err)
			return
		}
		var chunks [][]string
		for c := range slices.Chunk(ids, together) {
			chunks = append(chunks, c)
		}
		if len(chunks) == 0 {
			return
		}
		first, err := t.probe(ctx, trait, class, chunks[0])
		if err == nil {
			err = t.refusedForGood(first)
		}
		if err != nil {
			yield(model.CloudAnswer{}, err)
			return
		}
		within, cancel := context.WithCancel(ctx)
		rest := t.probeAhead(within, trait, class, chunks[1:])
		defer func() {
			cancel()
			for c := range rest {
				<-c
			}
		}()
		if !answerAll(first, yield) {
			return
		}
		for c := range rest {
			got := <-c
			if got.err != nil {
				yield(model.CloudAnswer{}, got.err)
				return
			}
			if !answerAll(got.answers, yield) {
				return
			}
		}
	}
}

type probed struct {
	answers []model.CloudAnswer
	err     error
}

// probeAhead asks about the chunks, some at a time, and returns what will have the
// answers, in order. All goroutines have ended when everything was received from it.
func (t *Tenant) probeAhead(ctx context.Context, trait model.CloudTrait, class model.CloudClass, chunks [][]string) <-chan chan probed {
	out := make(chan chan probed, inFlight-1)
	go func() {
		defer close(out)
		for _, ids := range chunks {
			c := make(chan probed, 1)
			out <- c
			go func() {
				var p probed
				p.answers, p.err = t.probe(ctx, trait, class, ids)
				c <- p
			}()
		}
	}()
	return out
}

// answerAll yields answers, and ends with the error of one that was throttled for
// longer than there is patience: those after it would fare no better.
func answerAll(answers []model.CloudAnswer, yield func(model.CloudAnswer, error) bool) bool {
	for _, a := range answers {
		if model.CodeOf(a.Err) == model.Limited {
			yield(model.CloudAnswer{}, a.Err)
			return false
		}
		if !yield(a, nil) {
			return false
		}
	}
	return true
}

// probe asks about up to 20 objects.
func (t *Tenant) probe(ctx context.Context, trait model.CloudTrait, class model.CloudClass, ids []string) ([]model.CloudAnswer, error) {
	k := kinds[class]
	c := call{path: k.authority, scope: k.behavior}
	if trait == model.MailboxTrait {
		c = call{path: "/users/{id}/mailboxSettings/userPurpose", scope: model.ReadMailbox}
	}
	out := make([]model.CloudAnswer, len(ids))
	var calls []call
	var asked []int
	for i, id := range ids {
		c.id, c.subject = id, id
		if out[i] = (model.CloudAnswer{ID: id, Err: named(c)}); out[i].Err == nil {
			calls, asked = append(calls, c), append(asked, i)
		}
	}
	got, err := t.batch(ctx, calls)
	if err != nil {
		return nil, err
	}
	for n, i := range asked {
		if a := &out[i]; trait == model.MailboxTrait {
			a.Mailbox, a.Err = mailbox(got[n])
		} else if a.Err = got[n].err; a.Err == nil {
			a.Managed = cloudManaged(got[n].body)
		}
	}
	return out, nil
}

// refusedForGood returns the error of answers that were all denied, if it is the
// permission that is missing: an administrator can also close single mailboxes to an
// application.
func (t *Tenant) refusedForGood(answers []model.CloudAnswer) error {
	var err error
	for _, a := range answers {
		if model.CodeOf(a.Err) != model.Denied {
			return nil
		}
		err = a.Err
	}
	e, ok := err.(*model.Error)
	if g := t.bearer.granted(); ok && g.App != "" && g.User == "" && g.has(e.Subject) {
		return nil
	}
	return err
}
