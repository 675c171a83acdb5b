package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/forecast"
)

// A previewing is what sync preview is asked for.
type previewing struct {
	all, changed bool
	filter       string
}

type rulesDoc struct {
	Source string `json:"source"`
	Count  int    `json:"count"`
}

func rulesOf(s *session.Session) rulesDoc {
	r := s.Desk.Rules()
	if r == nil {
		return rulesDoc{}
	}
	return rulesDoc{r.Source, len(r.Rules)}
}

func (a *app) syncPreview() *cobra.Command {
	var v previewing
	c := &cobra.Command{
		Use: "preview [ID...]", Short: "Foretell what the next synchronization makes of objects, with reasons",
		Long: `Foretell what the next synchronization makes of objects: by which rules they are in
scope, what is exported, and what stands in the tenant afterward, each with its reason.
--rules names the rules of the organization, --tenant what is known of its tenant; what
depends on a fact that is not known is said to be unknown.

With --all every recipient is looked at; -o jsonl writes each object as it is done, so
that a directory of any size can be piped on.`,
		Example: "  rdesk sync preview anna -o table\n  rdesk sync preview --all --changed-only -o jsonl --rules ./ADSyncExport",
		RunE:    a.runs(func(ctx context.Context, args []string) error { return a.preview(ctx, args, v) }),
	}
	f := c.Flags()
	f.BoolVar(&v.all, "all", false, "every recipient below --base")
	f.BoolVar(&v.changed, "changed-only", false, "only objects that do not arrive as they are")
	f.StringVar(&v.filter, "filter", "", "with --all: only objects that match this LDAP filter")
	return c
}

func (a *app) preview(ctx context.Context, ids []string, v previewing) error {
	if v.all == (len(ids) > 0) {
		return wrong("sync preview: name objects, or give --all")
	}
	if v.filter != "" && !v.all {
		return wrong("--filter goes with --all")
	}
	s, err := a.session(ctx)
	if err != nil {
		return err
	}
	w, err := a.outlookWriter(rulesOf(s))
	if err != nil {
		return err
	}
	if v.all {
		err = a.previewAll(ctx, s, v, w)
	} else {
		err = a.previewSome(ctx, s, ids, v, w)
	}
	if err != nil {
		return err
	}
	return w.end()
}

func (a *app) previewSome(ctx context.Context, s *session.Session, ids []string, v previewing, w outlookWriter) error {
	for _, id := range ids {
		e, err := namedEntry(ctx, s, id)
		if err != nil {
			return err
		}
		some, err := s.Desk.Foresee(ctx, e)
		if err != nil {
			return err
		}
		if err := v.add(w, some[0]); err != nil {
			return err
		}
	}
	return nil
}

func (a *app) previewAll(ctx context.Context, s *session.Session, v previewing, w outlookWriter) error {
	var q model.Query
	if v.filter != "" {
		f, err := model.ParseFilter(v.filter)
		if err != nil {
			return err
		}
		q.Where = f
	}
	tell, end := a.progress("foretold")
	defer end()
	for o, err := range s.Desk.ForeseeAll(ctx, q, func(done, _ int) { tell(done) }) {
		if err != nil {
			return err
		}
		if err := v.add(w, o); err != nil {
			return err
		}
	}
	return nil
}

func (v previewing) add(w outlookWriter, o desk.Outlook) error {
	if v.changed && o.Arrival() == forecast.ArrivesAsIs {
		return nil
	}
	return w.add(o)
}

// An outlookWriter writes outlooks one after the other.
type outlookWriter interface {
	add(desk.Outlook) error
	end() error
}

func (a *app) outlookWriter(rules rulesDoc) (outlookWriter, error) {
	switch a.format() {
	case formatJSON:
		return &jsonOutlooks{a: a, rules: rules}, nil
	case formatJSONL:
		return &jsonlOutlooks{a: a}, nil
	case formatTable:
		return &tableOutlooks{a: a}, nil
	case formatCSV:
		return newCSVOutlooks(a), nil
	}
	return nil, wrong("sync preview has no output in the form %s", a.format())
}

// jsonOutlooks write one document as the objects come; only the errors wait for the
// end.
type jsonOutlooks struct {
	a      *app
	rules  rulesDoc
	n      int
	errors []syncErrorDoc
	buf    []byte
}

func (j *jsonOutlooks) begin() error {
	rules, err := marshal(j.rules)
	if err == nil {
		_, err = fmt.Fprintf(j.a.out(), "{\n  \"rules\": %s,\n  \"objects\": [", rules)
	}
	return err
}

func (j *jsonOutlooks) add(o desk.Outlook) error {
	if j.n == 0 {
		if err := j.begin(); err != nil {
			return err
		}
	}
	before := ",\n    "
	if j.n++; j.n == 1 {
		before = "\n    "
	}
	j.errors = append(j.errors, errorsOf(o)...)
	j.buf = appendOutlook(append(j.buf[:0], before...), o, nil)
	_, err := j.a.out().Write(j.buf)
	return err
}

func (j *jsonOutlooks) end() error {
	if j.n == 0 {
		if err := j.begin(); err != nil {
			return err
		}
	}
	errors, err := marshal(append([]syncErrorDoc{}, j.errors...))
	if err == nil {
		_, err = fmt.Fprintf(j.a.out(), "\n  ],\n  \"errors\": %s\n}\n", errors)
	}
	return err
}

type jsonlOutlooks struct {
	a   *app
	buf []byte
}

func (j *jsonlOutlooks) add(o desk.Outlook) error {
	j.buf = append(appendOutlook(j.buf[:0], o, errorsOf(o)), '\n')
	_, err := j.a.out().Write(j.buf)
	return err
}

func (j *jsonlOutlooks) end() error { return nil }
