package drift

import (
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

// Meet completes the input of a forecast by what the tenant has: the twin that the
// export meets there, what the last synchronization left of it, and the objects that
// have a name or an address of it. Whoever has an address keeps it, so the tenant
// decides who of two that claim one came first. It is safe for concurrent use.
//
// o knows of the twin what lists do not have; of it Mailbox, Managed and Incomplete
// count.
func (x *Index) Meet(in forecast.Input, t Twin, o Options) forecast.Input {
	in.Others = x.others(in, t)
	if !t.Found() {
		if in.New = model.Yes; o.Incomplete[CloudClass(in.Class)] != "" {
			in.New = model.Unsure
		}
		return in
	}
	standing, box := o.about(t.Object)
	in.New = model.MaybeOf(!t.linked(standing))
	switch standing.Authority {
	case CloudManaged:
		in.CloudObject = model.Yes
	case FromAD, ExchangeCloudManaged:
		in.CloudObject = model.No
	}
	if t.Class == model.CloudUser {
		in.User = userOf(in.Facts, t, standing, box)
	}
	if in.New == model.No {
		in.Prior = t.left(in.User, box)
	}
	return in
}

// about returns what is known of an object besides its properties.
func (o Options) about(c Object) (s Standing, box model.CloudMailbox) {
	var cloud, exchange model.Maybe
	if o.Managed != nil {
		cloud, exchange = o.Managed(c)
	}
	if o.Mailbox != nil {
		box = o.Mailbox(c)
	}
	return AuthorityOf(c.Entry, cloud, exchange), box
}

// linked reports whether the synchronization has taken the twin over. One that only
// has its anchor, set by hand or left from former times, is yet to be.
func (t *Twin) linked(s Standing) bool {
	switch s.Authority {
	case CloudBorn, FormerlySynced:
		return false
	}
	return t.How != ByAddress || t.synced()
}

// userOf is the user's side of a twin.
func userOf(f *model.TenantFacts, t Twin, s Standing, box model.CloudMailbox) *model.TenantUser {
	u := model.TenantUser{}
	if f != nil {
		known, ok := f.ByName(t.First(forecast.PropUPN))
		if ok {
			u = known
		}
	}
	u.UserPrincipalName, u.ImmutableID = t.First(forecast.PropUPN), t.First(PropAnchor)
	if s.Authority == ExchangeCloudManaged {
		u.CloudManaged = model.Yes
	}
	if box.Exists != model.Unsure {
		u.CloudMailbox, u.MailboxGUID = box.Exists, box.GUID
	}
	return &u
}

// left is what the last synchronization left: the exported sign-in name and anchor,
// as far as the tenant shows them, and what stands there now.
func (t *Twin) left(u *model.TenantUser, box model.CloudMailbox) *forecast.State {
	s := &forecast.State{}
	if u != nil {
		s.Licensed = u.Licensed
	}
	s.Export = model.CollectEntry(model.Ref{}, 2, func(yield func(model.Attr, []string) bool) {
		_ = yield(forecast.PropUPN, t.Values(PropSyncedUPN)) && yield("sourceAnchor", t.Values(PropAnchor))
	})
	s.Cloud = model.CollectEntry(model.Ref{}, 6, func(yield func(model.Attr, []string) bool) {
		if kind := mailboxTypes[box.Purpose]; kind != "" && !yield(forecast.PropRecipientType, []string{kind}) {
			return
		}
		for _, p := range []model.Attr{forecast.PropMail, forecast.PropMailEnabled, forecast.PropAlias, forecast.PropProxies, forecast.PropUPN} {
			if !yield(p, t.Values(p)) {
				return
			}
		}
	})
	return s
}

// others returns the objects of the tenant that are in the export's way, a twin that
// is not linked among them, as it is matched by them. Those that were known before
// stay, as far as the tenant does not know better: objects of AD that are new as well.
func (x *Index) others(in forecast.Input, t Twin) (out []forecast.Other) {
	add := func(o Object) {
		if !o.Deleted() && !slices.ContainsFunc(out, func(p forecast.Other) bool { return p.Name == o.Name() && p.Class == adClass[o.Class] }) {
			out = append(out, otherOf(o, in.Facts))
		}
	}
	for _, o := range t.Rivals {
		add(o)
	}
	if t.How == ByAddress && !t.synced() {
		add(t.Object)
		for _, o := range t.Also {
			add(o)
		}
	}
	if in.Facts != nil && !t.Found() {
		for _, local := range []string{in.Export.First("alias"), strings.Split(in.Export.First(forecast.PropUPN), "@")[0]} {
			for _, o := range x.ByAddress(local + "@" + in.Facts.InitialDomain) {
				add(o)
			}
		}
	}
	for _, o := range in.Others {
		if o.Anchor != "" && (len(x.ByAnchor(o.Anchor)) > 0 || t.Found()) {
			continue
		}
		out = append(out, o)
	}
	return out
}

var adClass = map[model.CloudClass]string{model.CloudUser: "user", model.CloudGroup: "group", model.CloudContact: "contact"}

func otherOf(o Object, f *model.TenantFacts) forecast.Other {
	synced := o.First(PropAnchor) != "" || o.synced()
	other := forecast.Other{Name: o.Name(), Class: adClass[o.Class], UPN: o.First(forecast.PropUPN), Anchor: o.First(PropAnchor), CloudOnly: model.MaybeOf(!synced),
		Addresses: slices.Concat(o.Values(forecast.PropProxies), o.Values(forecast.PropMail))}
	if f != nil && other.UPN != "" {
		if u, ok := f.ByName(other.UPN); ok {
			other.Role = u.Role
		}
	}
	return other
}
