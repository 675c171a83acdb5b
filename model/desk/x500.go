package desk

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/lifecycle"
)

// An X500Match is an object that a legacyExchangeDN may be of.
type X500Match struct {
	Ref     model.Ref
	Kind    model.Kind
	Name    string
	Has     bool   // it has the X500 address: mail to the legacyExchangeDN arrives there
	Own     bool   // it is its legacyExchangeDN, which says nothing of Exchange Online: that makes its own
	Deleted bool   // it is in the deleted objects container: nothing can be added to it
	Why     string // it is named; a sentence without a period
}

// generated is what Exchange writes before the name in the last part of a
// legacyExchangeDN.
var generated = regexp.MustCompile(`(?i)^[0-9a-f]{32}-`)

// maxX500 bounds how many objects a name may stand for.
const maxX500 = 20

// X500Matches finds who mail to a legacyExchangeDN is for: whoever has it or had it, as
// deleted objects and the journal tell; whoever is named as the deleted one was; whoever
// was the same in another organization, or is named as its last part. The surest come
// first.
func (d *Desk) X500Matches(ctx context.Context, dn string) ([]X500Match, error) {
	b := &bounce{dn: dn, last: dn[strings.LastIndexByte(dn, '=')+1:], ranks: map[string]int{}}
	b.name = generated.ReplaceAllString(b.last, "")
	if err := b.search(ctx, d, b.likely(), false); err != nil {
		return nil, err
	}
	if err := b.search(ctx, d, b.owner(), true); err != nil {
		return nil, err
	}
	if names := b.former(); len(names) > 0 {
		if err := b.search(ctx, d, names, false); err != nil {
			return nil, err
		}
	}
	if err := b.recorded(ctx, d); err != nil {
		return nil, err
	}
	slices.SortStableFunc(b.found, func(x, y X500Match) int { return cmp.Compare(b.ranks[x.Ref.GUID], b.ranks[y.Ref.GUID]) })
	return b.found, nil
}

// A bounce is a search for whom a legacyExchangeDN means.
type bounce struct {
	dn, last, name string // whole, its last part, and that without what Exchange writes before the name
	found          []X500Match
	ranks          map[string]int // by GUID: 0 for the surest
	gone           []model.Entry  // deleted objects that had it
}

const historic = model.LegacyDN

// owner asks for whoever has it.
func (b *bounce) owner() model.Or {
	return model.Or{model.Equal{Attr: model.ProxyAddresses, Value: "X500:" + b.dn}, model.Equal{Attr: historic, Value: b.dn}}
}

// likely asks for whoever has it, or is named so.
func (b *bounce) likely() model.Or {
	where := b.owner()
	if b.last != "" {
		where = append(where, model.Like{Attr: historic, Suffix: "/cn=" + b.last}, model.Equal{Attr: model.MailNickname, Value: b.last}, model.Equal{Attr: model.SAMAccountName, Value: b.last})
	}
	if b.name != b.last && b.name != "" { // the first letters of the name
		where = append(where, model.Like{Attr: model.CommonName, Prefix: b.name}, model.Like{Attr: model.MailNickname, Prefix: b.name})
	}
	return where
}

// former asks for whoever is named as the deleted ones were.
func (b *bounce) former() (where model.Or) {
	for _, e := range b.gone {
		for _, v := range namesOf(e) {
			for _, a := range []model.Attr{model.DisplayName, model.CommonName, model.MailNickname, model.SAMAccountName} {
				where = append(where, model.Equal{Attr: a, Value: v})
			}
		}
	}
	return where
}

// namesOf returns how an object is named, or was before it was deleted: deletion adds a
// line to its name, and may take the others away ([MS-ADTS] 3.1.1.5.5).
func namesOf(e model.Entry) (out []string) {
	for _, a := range []model.Attr{model.DisplayName, model.CommonName, model.MailNickname, model.SAMAccountName} {
		v, _, _ := strings.Cut(e.First(a), "\nDEL:")
		if v != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// search takes in who is found. A user who may not see deleted objects goes without.
func (b *bounce) search(ctx context.Context, d *Desk, where model.Or, deleted bool) error {
	attrs := append([]model.Attr{model.ProxyAddresses, historic, model.MailNickname, model.SAMAccountName, model.DisplayName, model.CommonName, "isDeleted"}, model.KindAttrs...)
	for e, err := range d.dir.Search(ctx, model.Query{Where: where, Attrs: attrs, Limit: maxX500, Deleted: deleted}) {
		switch {
		case err != nil && deleted && mayNotLook[model.CodeOf(err)]:
			return nil
		case err != nil:
			return err
		}
		b.take(e)
	}
	return nil
}

// take judges one object.
func (b *bounce) take(e model.Entry) {
	if _, known := b.ranks[e.Ref.GUID]; known {
		return
	}
	r := model.Recipient{Entry: e}
	m := X500Match{Ref: e.Ref, Kind: r.Kind(), Name: r.Name(), Deleted: strings.EqualFold(e.First("isDeleted"), "TRUE")}
	rank := 2
	is := func(a model.Attr, v string) bool { return strings.EqualFold(e.First(a), v) }
	m.Own = is(historic, b.dn) && !m.Deleted
	switch {
	case model.Addresses(e).Find("X500:"+b.dn) >= 0:
		rank, m.Has, m.Why = 0, true, "it has this X500 address"
	case m.Own:
		rank, m.Why = 0, "it is its legacyExchangeDN, and no X500 address of it"
	case b.succeeds(e) != "":
		rank, m.Why = 1, "it is named as "+b.succeeds(e)+", who was deleted and had it"
	case strings.HasSuffix(strings.ToLower(e.First(historic)), strings.ToLower("/cn="+b.last)):
		m.Why = "its legacyExchangeDN ends the same"
	case is(model.MailNickname, b.last):
		m.Why = "its alias is the last part, " + b.last
	case is(model.SAMAccountName, b.last):
		m.Why = "its account name is the last part, " + b.last
	default:
		rank, m.Why = 3, "its name begins with "+b.name+", as the last part says"
	}
	if m.Deleted {
		rank, m.Has, m.Why = 4, false, "it had it, and was deleted: who took its place should have it"
		m.Name, b.gone = append(namesOf(e), m.Name)[0], append(b.gone, e)
	}
	b.add(m, rank)
}

// succeeds returns the name of the deleted object that e is named as, "" if none.
func (b *bounce) succeeds(e model.Entry) string {
	for _, g := range b.gone {
		was := namesOf(g)
		if slices.ContainsFunc(namesOf(e), func(n string) bool {
			return slices.ContainsFunc(was, func(w string) bool { return strings.EqualFold(n, w) })
		}) {
			return was[0]
		}
	}
	return ""
}

func (b *bounce) add(m X500Match, rank int) {
	b.found = append(b.found, m)
	b.ranks[m.Ref.GUID] = rank
}

// recorded looks through the journal for objects that it was taken away from.
func (b *bounce) recorded(ctx context.Context, d *Desk) error {
	if d.journal == nil {
		return nil
	}
	records, err := d.History(ctx)
	if err != nil {
		return err
	}
	for _, r := range slices.Backward(records) {
		_, known := b.ranks[r.Change.Ref.GUID]
		if known || !b.lost(r.Change) {
			continue
		}
		e, err := d.dir.Get(ctx, r.Change.Ref)
		switch model.CodeOf(err) {
		case "":
			b.add(X500Match{Ref: e.Ref, Kind: model.Recipient{Entry: e}.Kind(), Name: model.Recipient{Entry: e}.Name(), Why: fmt.Sprintf("it had it until change %d", r.N)}, 1)
		case model.NotFound: // the object is gone, too
		default:
			return err
		}
	}
	return nil
}

// lost reports whether a change took the legacyExchangeDN away.
func (b *bounce) lost(cs model.ChangeSet) bool {
	is := func(v string) bool { return strings.EqualFold(v, b.dn) || strings.EqualFold(v, "X500:"+b.dn) }
	for _, a := range []model.Attr{historic, model.ProxyAddresses} {
		if c, ok := cs.Change(a); ok && slices.ContainsFunc(c.Removed(), is) {
			return true
		}
	}
	return false
}

// Former returns a deleted object that was named as e is, by its name or its account
// name, and by whose X500 addresses e could be found: the one that e takes the place of,
// as it seems. false if there is none, or if the user may not see deleted objects.
func (d *Desk) Former(ctx context.Context, e model.Entry) (former model.Entry, found bool, err error) {
	where := model.Or{model.Like{Attr: model.CommonName, Prefix: model.NameOf(e.Ref.DN) + "\nDEL:"}}
	if account := e.First(model.SAMAccountName); account != "" {
		where = append(where, model.Equal{Attr: model.SAMAccountName, Value: account})
	}
	q := model.Query{Where: where, Attrs: []model.Attr{model.CommonName, model.SAMAccountName, model.ProxyAddresses, historic, "isDeleted"}, Limit: maxX500, Deleted: true}
	for f, err := range d.dir.Search(ctx, q) {
		switch {
		case err != nil && mayNotLook[model.CodeOf(err)]:
			return model.Entry{}, false, nil
		case err != nil:
			return model.Entry{}, false, err
		case strings.EqualFold(f.First("isDeleted"), "TRUE") && !f.Ref.Same(e.Ref):
			if _, err := lifecycle.Inherit(e, f, lifecycle.World{}); err == nil {
				return f, true, nil
			}
		}
	}
	return model.Entry{}, false, nil
}
