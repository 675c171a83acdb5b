package desk

import (
	"context"
	"slices"
	"strings"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/journal"
)

// CreateMade creates a recipient and puts it into its groups, both or nothing: where a
// group refuses, the object is taken back, and the error says which group it was. The
// creation and its groups are one batch, and Undo of the creation takes both back.
//
// No server refuses an address that another object has. So the directory is asked right
// before and right after who has the addresses: where somebody else was given one
// between, the object is taken back, and the error has the code Exists.
func (d *Desk) CreateMade(ctx context.Context, m Made) (Saved, error) {
	groups, err := d.groupsOf(ctx, m.Groups)
	if err != nil {
		return Saved{}, err
	}
	as := mark{}
	if len(groups) > 0 {
		b, err := d.NewBatch(ctx, "create", d.now())
		if err != nil {
			return Saved{}, err
		}
		as.batch = b.Name
	}
	had, err := d.sharing(ctx, m.Object)
	if err != nil {
		return Saved{}, err
	}
	s, err := d.create(ctx, m.Object, as)
	if err != nil {
		return s, d.raced(ctx, m.Object, err)
	}
	ctx = context.WithoutCancel(ctx) // what is begun is ended, one way or the other
	for _, g := range groups {
		in, err := d.save(ctx, model.Diff(g, g.With(member, append(slices.Clone(g.Values(member)), s.Entry.Ref.DN)...)), as)
		s.Numbers = append(s.Numbers, in.Numbers...)
		if err != nil {
			return s, d.withdraw(ctx, s, g, err)
		}
	}
	return s, d.alone(ctx, s, m.Object, had)
}

// sharing returns the other objects that have an address of a new one.
func (d *Desk) sharing(ctx context.Context, obj model.NewObject) ([]model.Entry, error) {
	e := model.NewEntry(model.Ref{DN: obj.DN}, obj.Attrs)
	list, err := d.claimants(ctx, []model.ChangeSet{model.Diff(model.NewEntry(e.Ref, nil), e.With(Password))})
	return slices.DeleteFunc(list, func(o model.Entry) bool { return model.SameDN(o.Ref.DN, obj.DN) }), err
}

// alone takes a new object back if somebody else was given one of its addresses while
// it was made. had are those who had one before, which was known.
func (d *Desk) alone(ctx context.Context, s Saved, obj model.NewObject, had []model.Entry) error {
	now, err := d.sharing(ctx, obj)
	i := slices.IndexFunc(now, func(o model.Entry) bool {
		return !slices.ContainsFunc(had, func(p model.Entry) bool { return p.Ref.Same(o.Ref) })
	})
	if err != nil || i < 0 {
		return err
	}
	e := &model.Error{Code: model.Exists, Subject: "Address of " + model.NameOf(obj.DN), Message: "was given to " + model.NameOf(now[i].Ref.DN) + " in the same moment; the object was taken back",
		Hint: "Choose another address, and make it again."}
	if _, err := d.Undo(ctx, s.Numbers[0]); err != nil {
		e.Message, e.Err = "was given to "+model.NameOf(now[i].Ref.DN)+" in the same moment, and the object could not be taken back: it is there", err
		e.Hint = "Take the address from one of the two."
	}
	return e
}

const member model.Attr = "member"

// groupsOf reads the groups of a new object, so that one that is not there is known
// before anything is sent.
func (d *Desk) groupsOf(ctx context.Context, dns []string) (out []model.Entry, err error) {
	for _, dn := range dns {
		g, err := d.dir.Get(ctx, model.Ref{DN: dn}, member)
		if err != nil {
			return nil, joinFailed(dn, err, "Nothing was made.")
		}
		out = append(out, g)
	}
	return out, nil
}

// joinFailed says of which group somebody could not become a member, and what is left.
func joinFailed(dn string, cause error, left string) error {
	e := &model.Error{Code: model.CodeOf(cause), Subject: "Group " + model.NameOf(dn), Message: "does not take it in: " + strings.TrimSuffix(cause.Error(), "."),
		Hint: left + " Leave the group out, and put it in later.", Err: cause}
	return e
}

// withdraw takes back what a creation did before a group refused.
func (d *Desk) withdraw(ctx context.Context, s Saved, g model.Entry, cause error) error {
	if _, err := d.Undo(ctx, s.Numbers[0]); err != nil {
		return joinFailed(g.Ref.DN, cause, "The object could not be taken back either ("+strings.TrimSuffix(err.Error(), ".")+"): it is there, without the group.")
	}
	return joinFailed(g.Ref.DN, cause, "The object was taken back: nothing is left of it.")
}

// raced says who was faster, if the server refuses a creation because of what another
// administrator has made since it was planned.
func (d *Desk) raced(ctx context.Context, obj model.NewObject, cause error) error {
	if code := model.CodeOf(cause); code != model.Exists && code != model.Invalid && code != model.Conflict {
		return cause
	}
	now, ok := d.Taken(context.WithoutCancel(ctx), obj).(*model.Error)
	if !ok || now.Code != model.Exists {
		return cause
	}
	now.Message, now.Err = "was taken in the meantime; nothing was made", cause
	return now
}

// now returns the time, or the beginning of time where nobody said it.
func (d *Desk) now() time.Time {
	if d.opt.Now == nil {
		return time.Unix(0, 0)
	}
	return d.opt.Now()
}

// takeOut takes a created object out of the groups that it was put into with its
// creation, so that the history does not show memberships that went with the object.
func (d *Desk) takeOut(ctx context.Context, made journal.Record) (numbers []int, err error) {
	if made.Batch == "" {
		return nil, nil
	}
	records, err := d.History(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range slices.Backward(records) {
		c, of := r.Change.Change(member)
		if r.Batch != made.Batch || r.N < made.N || !r.Undoable() || !of || !slices.ContainsFunc(c.Added(), func(dn string) bool { return model.SameDN(dn, made.Change.Ref.DN) }) {
			continue
		}
		s, err := d.write(ctx, r.Change.Inverse(), mark{undoes: r.N})
		numbers = append(numbers, s.Numbers...)
		if err != nil {
			return numbers, err
		}
	}
	return numbers, nil
}
