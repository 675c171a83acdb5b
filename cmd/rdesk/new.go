package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
	"recipientdesk/model/lifecycle"
)

// A newcomer is what new is told.
type newcomer struct {
	desk.NewRecipient
	members   []string // IDs
	member    []string // IDs, given one by one
	owner     []string // IDs, the first in managedBy
	owners    []string // DNs
	container string   // DN or ID
	template  string   // name or file
	domain    string   // of derived addresses
	routing   string   // remote routing address
	assign    []string
	how       saving

	passwordFile string
	passwordIn   bool
}

func (a *app) runNew(ctx context.Context, n *newcomer) error {
	if err := a.newPassword(n); err != nil {
		return err
	}
	s, err := a.session(ctx)
	if err != nil {
		return err
	}
	if err := n.how.possible(s); err != nil {
		return err
	}
	notes, err := n.derive(ctx, a, s)
	if err != nil {
		return err
	}
	if err := n.resolve(ctx, s); err != nil {
		return err
	}
	made, err := n.compose(ctx, s)
	if err != nil {
		return err
	}
	made.Notes = append(notes, made.Notes...)
	e := entryOf(made.Object)
	clashes, err := s.Desk.Clashes(ctx, made.Object)
	if err != nil {
		return err
	}
	for _, c := range clashes {
		if !n.how.force || c.Refused() {
			return c.Err()
		}
	}
	if err := a.reviewNew(ctx, s, e, n.how.force); err != nil {
		return err
	}
	authority := a.authorityOver(ctx, s, e, model.ChangeSet{})
	ahead := a.aheadOfNew(ctx, s, e)
	if n.how.dryRun {
		return a.show(newView(s, e, nil, authority, ahead, made))
	}
	saved, err := s.Desk.CreateMade(ctx, made)
	if err != nil {
		return err
	}
	return a.show(newView(s, saved.Entry, saved.Numbers, authority, ahead, made))
}

// reviewNew checks a new object, and tells what is not as it should be.
func (a *app) reviewNew(ctx context.Context, s *session.Session, e model.Entry, force bool) error {
	review, err := s.Desk.Review(ctx, model.Entry{}, e)
	if err != nil {
		return err
	}
	if err := a.refused(review, force); err != nil {
		return err
	}
	if len(review.New) > 0 {
		a.warn(review)
	}
	return nil
}

// newView shows a new object, with the number of its creation once it was made, and
// who decides about the object of the tenant that has its address already.
func newView(s *session.Session, e model.Entry, numbers []int, authority *authorityDoc, ahead *aheadDoc, made desk.Made) view {
	v := objectView(s.Schema, e, nil)
	object := v.table
	v.json = func() (any, error) {
		o := objectOf(s.Schema, e)
		cloud, notes := append([]lifecycle.Step{}, made.Cloud...), append([]string{}, made.Notes...)
		o.Authority, o.Forecast, o.Cloud, o.Notes = authority, ahead, &cloud, &notes
		if len(numbers) > 0 {
			o.Journal = &numbers[0]
		}
		if len(numbers) > 1 {
			o.Journals = numbers
		}
		return o, nil
	}
	v.table = func(w io.Writer) {
		object(w)
		if authority != nil && authority.Authority != drift.FromAD {
			fmt.Fprintf(w, "The tenant has an object with this address already. Authority: %s: %s.\n", authority.Label, oneLine(authority.Why))
		}
		ahead.print(w)
		if len(numbers) > 0 {
			printSaved(w, len(numbers), numbers[0])
		}
		printBeside(w, made.Cloud, made.Notes)
	}
	return v
}

// newPassword reads the password of the new account, not that to sign in with.
func (a *app) newPassword(n *newcomer) (err error) {
	switch {
	case n.passwordIn && (a.passwordIn || n.passwordFile != ""):
		return wrong("--new-password-stdin excludes --password-stdin and --new-password-file")
	case n.passwordIn:
		n.Password, err = firstLine(a.stdin)
	case n.passwordFile != "":
		n.Password, err = secretFile(n.passwordFile)
	}
	return err
}

// resolve turns IDs into names.
func (n *newcomer) resolve(ctx context.Context, s *session.Session) error {
	for _, id := range slices.Concat(n.members, n.member) {
		ref, err := s.Desk.Find(ctx, id)
		if err != nil {
			return err
		}
		n.Members = append(n.Members, ref.DN)
	}
	for _, id := range n.owner {
		ref, err := s.Desk.Find(ctx, id)
		if err != nil {
			return err
		}
		n.owners = append(n.owners, ref.DN)
	}
	if len(n.owners) > 0 {
		n.Owner = n.owners[0]
	}
	return n.place(ctx, s)
}

// place finds the container: by its DN, or by its name where only one has it. That of a
// template has to be there, too.
func (n *newcomer) place(ctx context.Context, s *session.Session) error {
	if n.container == "" && n.Container != "" {
		_, err := s.Desk.Get(ctx, model.Ref{DN: n.Container}, model.ObjectClass)
		return err
	}
	if n.container == "" {
		return nil
	}
	if strings.Contains(n.container, "=") {
		e, err := s.Desk.Get(ctx, model.Ref{DN: n.container}, model.ObjectClass)
		n.Container = e.Ref.DN
		return err
	}
	found, err := s.Desk.Collect(ctx, model.Query{Attrs: []model.Attr{model.ObjectClass}, Limit: 10, Where: model.Or{
		model.And{model.Equal{Attr: model.ObjectClass, Value: "organizationalUnit"}, model.Equal{Attr: "ou", Value: n.container}},
		model.And{model.Equal{Attr: model.ObjectClass, Value: "container"}, model.Equal{Attr: model.CommonName, Value: n.container}}}})
	switch {
	case err != nil:
		return err
	case len(found) == 0:
		return &model.Error{Code: model.NotFound, Subject: n.container, Message: "no such container", Hint: "Give its distinguished name."}
	case len(found) > 1:
		var names []string
		for _, e := range found {
			names = append(names, e.Ref.DN)
		}
		return &model.Error{Code: model.Invalid, Subject: n.container, Message: "is the name of several containers",
			Hint: "Give the distinguished name of one: " + strings.Join(names, "; ")}
	}
	n.Container = found[0].Ref.DN
	return nil
}

// compose makes the object, with the further fields that were given.
func (n *newcomer) compose(ctx context.Context, s *session.Session) (desk.Made, error) {
	made, err := s.Desk.Make(ctx, n.NewRecipient)
	if err != nil {
		return made, err
	}
	obj := &made.Object
	edits, err := wishes(n.assign, nil, nil, nil)
	if err != nil {
		return made, err
	}
	e := entryOf(*obj)
	if len(n.owners) > 1 {
		if e, err = n.owned(ctx, s, e, &made); err != nil {
			return made, err
		}
	}
	e, err = editing{s: s}.apply(ctx, e, edits)
	if err != nil {
		return made, err
	}
	secret := obj.Attrs[desk.Password]
	obj.Attrs = map[model.Attr][]string{}
	for attr, v := range e.All() {
		obj.Attrs[attr] = v
	}
	if secret != nil {
		obj.Attrs[desk.Password] = secret
	}
	return made, nil
}

// owned gives a new group several owners.
func (n *newcomer) owned(ctx context.Context, s *session.Session, e model.Entry, made *desk.Made) (model.Entry, error) {
	owners, err := ownersAfter(ctx, s, e, "set", n.owners)
	if err != nil {
		return e, err
	}
	out, err := lifecycle.SetOwners(e, owners, lifecycle.World{Schema: s.Schema})
	made.Notes = append(made.Notes, out.Notes...)
	return out.After, err
}

// entryOf returns the object as it will be, without its password.
func entryOf(obj model.NewObject) model.Entry {
	return model.NewEntry(model.Ref{DN: obj.DN}, obj.Attrs).With(desk.Password)
}
