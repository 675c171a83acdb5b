package main

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/journal"
	"recipientdesk/model/lifecycle"
)

func (a *app) inherit() *cobra.Command {
	var how saving
	var change int
	c := &cobra.Command{
		Use: "inherit ID [FORMER]", Short: "Give an object the X500 addresses of the one that it takes the place of",
		Long: `Give an object the X500 addresses of the one that it takes the place of, its former
legacyExchangeDN among them: after a recipient was made again, replies to old mail and
changes of old meetings find it. FORMER is another object, or one of the recycle bin; with
--change, the object as change N of the history found it, such as one that disabled it.`,
		Example: "  rdesk x500 inherit anna anna.old\n  rdesk x500 inherit anna --change 12 --dry-run",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 && change > 0 || len(args) == 2 && change == 0 {
				return nil
			}
			return wrong("x500 inherit: name the object, and the former one or --change N")
		}}
	c.RunE = a.runs(func(ctx context.Context, args []string) error {
		from := func(ctx context.Context, s *session.Session) (model.Entry, error) { return changed(ctx, s, change) }
		if len(args) == 2 {
			from = func(ctx context.Context, s *session.Session) (model.Entry, error) { return former(ctx, s, args[1]) }
		}
		return a.carryOut(ctx, "x500-inherit", args[:1], func(ctx context.Context, a *app, s *session.Session, id string) (planned, error) {
			was, err := from(ctx, s)
			if err != nil {
				return planned{}, err
			}
			return operating(func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
				return lifecycle.Inherit(e, was, w)
			})(ctx, a, s, id)
		}, how)
	})
	how.flags(c)
	c.Flags().IntVar(&change, "change", 0, "number of a change of the history; the former object is as it was before")
	return c
}

// former reads the object that another takes the place of. It may be deleted.
func former(ctx context.Context, s *session.Session, id string) (model.Entry, error) {
	e, err := namedEntry(ctx, s, id)
	if err == nil {
		return e, nil
	}
	if model.CodeOf(err) != model.NotFound {
		return model.Entry{}, err
	}
	who := model.Or{model.Equal{Attr: model.SAMAccountName, Value: id}, model.Equal{Attr: model.ProxyAddresses, Value: "smtp:" + id}, model.Equal{Attr: model.Mail, Value: id}}
	if g, gerr := model.ParseGUID(id); gerr == nil {
		who = append(who, model.Equal{Attr: model.ObjectGUID, Value: string(g[:])})
	}
	found, derr := s.Desk.Collect(ctx, model.Query{Where: model.And{model.Equal{Attr: "isDeleted", Value: "TRUE"}, who}, Deleted: true, Limit: 2})
	switch {
	case derr != nil || len(found) == 0: // who may not look there sees nothing either
		return model.Entry{}, err
	case len(found) > 1:
		return model.Entry{}, &model.Error{Code: model.Invalid, Subject: id, Message: "names several deleted objects", Hint: "Give the GUID of one."}
	}
	return found[0], nil
}

// changed returns what the history knows of an object as it was before a change; of a
// creation, as it was made.
func changed(ctx context.Context, s *session.Session, n int) (model.Entry, error) {
	records, err := s.Desk.History(ctx)
	if err != nil {
		return model.Entry{}, err
	}
	for _, r := range records {
		if r.N != n {
			continue
		}
		e := model.Entry{Ref: r.Change.Ref}
		for _, c := range r.Change.Changes {
			if e = e.With(c.Attr, c.Before...); r.Op == journal.Create {
				e = e.With(c.Attr, c.After...)
			}
		}
		return e, nil
	}
	return model.Entry{}, &model.Error{Code: model.NotFound, Subject: "Change " + strconv.Itoa(n), Message: "is not in the history of this directory", Hint: "\"rdesk history\" lists the changes."}
}
