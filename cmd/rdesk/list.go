package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"recipientdesk/model"
)

// A listing is what list is asked for.
type listing struct {
	kind, search, filter, view string
	names                      []string
	limit                      int
}

// listAttrs is what list shows unless told otherwise.
var listAttrs = []model.Attr{model.DisplayName, model.Mail, model.MailNickname, model.UserPrincipalName, model.SAMAccountName, model.ProxyAddresses}

func (a *app) list() *cobra.Command {
	var l listing
	c := &cobra.Command{
		Use: "list", Short: "List recipients as they arrive", Args: cobra.NoArgs,
		Long: `List users, groups and contacts as they arrive. With -o jsonl and -o csv every object
is written at once, so that a list of any length can be piped on.

In CSV, several values of an attribute stand in one cell with a semicolon between
them; a semicolon or backslash within a value has a backslash before it.`,
		RunE: a.runs(func(ctx context.Context, _ []string) error { return a.runList(ctx, l) }),
	}
	f := c.Flags()
	f.StringVar(&l.kind, "kind", "", "user, group, contact or mailbox, or a kind such as shared or mail-contact")
	f.StringVar(&l.search, "search", "", "words that the names, the alias or an address must contain")
	f.StringVar(&l.filter, "filter", "", "LDAP filter, such as (department=Sales)")
	f.StringVar(&l.view, "view", "", "a view of the window: "+strings.Join(viewIDs(), ", "))
	f.StringSliceVar(&l.names, "attributes", nil, "attributes or field IDs, with commas between them; * is all")
	f.IntVar(&l.limit, "limit", 0, "end after so many objects")
	_ = c.RegisterFlagCompletionFunc("view", fixed(viewIDs()...))
	_ = c.RegisterFlagCompletionFunc("kind", fixed(kindNames()...))
	return c
}

// views are those of the window that ask for nothing but the object itself.
var views = []struct {
	id   string
	keep func(e model.Entry, k model.Kind, now time.Time) bool
}{
	{"all", func(model.Entry, model.Kind, time.Time) bool { return true }},
	{"mailboxes", func(_ model.Entry, k model.Kind, _ time.Time) bool { return k.IsMailbox() }},
	{"groups", func(_ model.Entry, k model.Kind, _ time.Time) bool { return k.Family() == "group" }},
	{"contacts", func(_ model.Entry, k model.Kind, _ time.Time) bool {
		return k.Family() == "contact" || k == model.KindMailUser
	}},
	{"plain", func(_ model.Entry, k model.Kind, _ time.Time) bool { return !k.MailEnabled() }},
	{"today", func(e model.Entry, _ model.Kind, now time.Time) bool {
		t, err := time.Parse("20060102150405.0Z", e.First(whenChanged))
		y, m, d := now.Local().Date()
		return err == nil && !t.Before(time.Date(y, m, d, 0, 0, 0, 0, time.Local))
	}},
}

const whenChanged model.Attr = "whenChanged"

func viewIDs() (out []string) {
	for _, v := range views {
		out = append(out, v.id)
	}
	return out
}

func kindNames() []string {
	out := []string{"user", "group", "contact"}
	for _, family := range []string{"user", "group", "contact"} {
		for _, k := range model.Kinds(family) {
			out = append(out, k.String())
		}
	}
	return out
}

// kindsNamed returns the kinds of a family, the kind of that name, also without
// "-mailbox", or all mailboxes.
func kindsNamed(name string) []model.Kind {
	if strings.EqualFold(name, "mailbox") {
		return slices.DeleteFunc(model.Kinds("user"), func(k model.Kind) bool { return !k.IsMailbox() })
	}
	if kinds := model.Kinds(name); len(kinds) > 0 || name == "" {
		return kinds
	}
	return model.Kinds(name + "-mailbox")
}

func (a *app) runList(ctx context.Context, l listing) error {
	keep, err := l.keep(a.target.Now())
	if err != nil {
		return err
	}
	s, err := a.session(ctx)
	if err != nil {
		return err
	}
	attrs := slices.DeleteFunc(slices.Clone(listAttrs), func(x model.Attr) bool { return !s.Schema.Has(x) })
	if l.names != nil {
		if attrs, err = attrNames(s.Schema, l.names); err != nil {
			return err
		}
	}
	where, err := l.where(s.Schema)
	if err != nil {
		return err
	}
	w := a.listWriter(s.Schema, attrs)
	if w == nil {
		return wrong("list has no output in the form %s", a.format())
	}
	n := 0
	q := model.Query{Where: where, Attrs: with(attrs, append([]model.Attr{whenChanged}, model.KindAttrs...)...)}
	for e, err := range s.Desk.Entries(ctx, q) {
		if err != nil {
			return err
		}
		if !keep(e) {
			continue
		}
		if err := w.add(e); err != nil {
			return err
		}
		if n++; n == l.limit {
			break
		}
	}
	return w.end()
}

// keep says which objects belong to the list. The kind follows from several
// attributes, so only this side can tell.
func (l listing) keep(now time.Time) (func(model.Entry) bool, error) {
	kinds := kindsNamed(l.kind)
	if l.kind != "" && len(kinds) == 0 {
		return nil, wrong("--kind %s: write user, group, contact, or one of %s", l.kind, strings.Join(kindNames()[3:], ", "))
	}
	i := slices.IndexFunc(views, func(v struct {
		id   string
		keep func(model.Entry, model.Kind, time.Time) bool
	}) bool {
		return v.id == l.view || l.view == "" && v.id == "all"
	})
	if i < 0 {
		return nil, wrong("--view %s: write one of %s", l.view, strings.Join(viewIDs(), ", "))
	}
	if l.limit < 0 {
		return nil, wrong("--limit %d: write a number from 1", l.limit)
	}
	return func(e model.Entry) bool {
		k := model.Recipient{Entry: e}.Kind()
		return (l.kind == "" || slices.Contains(kinds, k)) && views[i].keep(e, k, now)
	}, nil
}

// where is the part that the server decides.
func (l listing) where(s *model.Schema) (model.Filter, error) {
	all := model.And{model.RecipientFilter}
	if kinds := kindsNamed(l.kind); len(kinds) > 0 {
		switch kinds[0].Family() {
		case "user":
			all = append(all, model.Equal{Attr: "sAMAccountType", Value: "805306368"})
		case "contact":
			all = append(all, model.Equal{Attr: model.ObjectClass, Value: "contact"})
		case "group":
			all = append(all, model.Or{model.Equal{Attr: model.ObjectClass, Value: "group"},
				model.Equal{Attr: model.ObjectClass, Value: "msExchDynamicDistributionList"}})
		}
	}
	for word := range strings.FieldsSeq(l.search) {
		var or model.Or
		for _, attr := range model.SearchAttrs {
			if s.Has(attr) {
				or = append(or, model.Contains(attr, word))
			}
		}
		all = append(all, or)
	}
	if l.filter != "" {
		f, err := model.ParseFilter(l.filter)
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}
