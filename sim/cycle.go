package sim

import (
	"context"
	"hash/fnv"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

// CycleInterval is how often synchronization runs unless told otherwise
// (https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-feature-scheduler).
const CycleInterval = 30 * time.Minute

// MaxDeletions is how many deletions a cycle makes at most; more are held back
// (https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-feature-prevent-accidental-deletes).
const MaxDeletions = 500

// A CycleReport says what a cycle did.
type CycleReport struct {
	Read, Created, Updated, Deleted, Restored, Joined int
	Withheld                                          int // deletions, as there were too many
	Errors                                            []CycleError
	At                                                time.Time
}

// A CycleError is an object whose export failed.
type CycleError struct {
	Ref    model.Ref // in AD
	Code   string
	Why    string
	Remedy string
}

// Cycle synchronizes: exports are what the rules make of the objects of AD, those
// included that they do not export, as package desk yields them. What AD no longer
// exports is deleted, if a former cycle made it.
func (t *Tenant) Cycle(ctx context.Context, exports iter.Seq2[forecast.Input, error]) (CycleReport, error) {
	t.cycling.Lock()
	defer t.cycling.Unlock()
	c := &cycle{t: t, seen: map[*cloudSlot]bool{}, at: map[string]*cloudSlot{}, now: t.cfg.Now()}
	t.mu.Lock()
	t.expire(c.now)
	c.owners = t.addresses()
	t.mu.Unlock()
	for in, err := range exports {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return c.report, err
		}
		c.report.Read++
		t.mu.Lock()
		c.object(in)
		t.mu.Unlock()
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	c.references()
	c.deletions()
	t.lastSync, c.report.At = c.now, c.now
	return c.report, nil
}

// A cycle is one under way.
type cycle struct {
	t      *Tenant
	now    time.Time
	owners map[string]*cloudSlot // by address in lower case
	seen   map[*cloudSlot]bool
	at     map[string]*cloudSlot // by DN in lower case
	refs   []reference
	report CycleReport
}

// A reference is what an object says of others, by DN.
type reference struct {
	slot             *cloudSlot
	members, manager []string
	owners           []string
}

// addresses returns who has which address.
func (t *Tenant) addresses() map[string]*cloudSlot {
	out := map[string]*cloudSlot{}
	for _, slots := range t.slots {
		for _, s := range slots {
			if o := s.live(); o != nil {
				for _, p := range o.Texts("proxyAddresses") {
					if a := bareAddress(p); a != "" {
						out[a] = s
					}
				}
			}
		}
	}
	return out
}

func cloudClassOf(class string) model.CloudClass {
	switch class {
	case "group":
		return model.CloudGroup
	case "contact":
		return model.CloudContact
	}
	return model.CloudUser
}

// object takes one object over.
func (c *cycle) object(in forecast.Input) {
	class, anchor := cloudClassOf(in.Class), in.Export.First("sourceAnchor")
	if in.NotExported != "" || in.MergedInto != "" || anchor == "" {
		return
	}
	s := c.linked(class, anchor)
	if s != nil {
		c.seen[s] = true
		c.at[strings.ToLower(in.AD.Ref.DN)] = s
		if s.cur.Is("x-cloudManaged") {
			return
		}
	}
	c.remember(s, in)
	hash := exportHash(in.Export)
	if s != nil && s.cur.Deleted.IsZero() && s.cur.shadow != nil && s.cur.hash == hash && s.cur.Synced() && len(s.cur.Raw(s.cur.Schema().Must("onPremisesProvisioningErrors"))) == 0 {
		return
	}
	f, s := c.predict(in, s)
	if f.Absent != "" || c.failed(in, f) {
		return
	}
	c.take(in, f, s, hash)
}

// linked returns the object with an anchor. One that can be restored counts.
func (c *cycle) linked(class model.CloudClass, anchor string) *cloudSlot {
	var found *cloudSlot
	for _, s := range c.t.byAnchor[anchor] {
		if s.class == class && (found == nil || found.live() == nil) {
			found = s
		}
	}
	return found
}

// remember keeps what the object says of others until all objects are known.
func (c *cycle) remember(s *cloudSlot, in forecast.Input) {
	c.refs = append(c.refs, reference{slot: s, members: in.Export.Values("member"), manager: in.Export.Values("manager"),
		owners: slices.Concat(in.Export.Values("managedBy"), in.Export.Values("msExchCoManagedByLink"))})
}

// predict says what the tenant makes of an export, and of which object it becomes
// part.
func (c *cycle) predict(in forecast.Input, s *cloudSlot) (forecast.Forecast, *cloudSlot) {
	t := c.t
	in.Facts, in.Random = t.facts, t.cfg.Rand
	isNew := s == nil || s.cur.shadow == nil || !s.cur.Deleted.IsZero()
	in.New = model.MaybeOf(isNew)
	labels := map[string]*cloudSlot{}
	for _, o := range c.rivals(in, s) {
		other := otherOf(o)
		if labels[other.UPN], labels[other.Name] = o, o; other.UPN == "" {
			delete(labels, "")
		}
		in.Others = append(in.Others, other)
	}
	if in.Licensed = model.No; s == nil {
		if t.cfg.License != nil && cloudClassOf(in.Class) == model.CloudUser {
			in.Licensed = model.MaybeOf(t.hasExchange(bySKU(t.cfg.License(in))))
		}
		if t.cfg.Moved != nil && t.cfg.Moved(in) {
			in.DisplayType = mailboxDisplay
		}
	} else {
		c.known(&in, s, isNew)
	}
	f := forecast.Predict(in)
	if f.Match.Kind == "soft" && s == nil {
		s = labels[f.Match.With]
	}
	return f, s
}

// mailboxDisplay is the CloudMSExchRecipientDisplayType of a user with a mailbox in
// Exchange Online.
const mailboxDisplay = "1073741824"

func bySKU(skus []string) (out []CloudLicense) {
	for _, sku := range skus {
		out = append(out, CloudLicense{SKU: sku})
	}
	return out
}

// known adds what stands in the tenant already.
func (c *cycle) known(in *forecast.Input, s *cloudSlot, isNew bool) {
	o := s.cur
	in.Licensed = model.MaybeOf(c.t.hasExchange(LicensesOf(o)))
	if o.Class == model.CloudUser {
		in.User = &model.TenantUser{UserPrincipalName: strings.TrimPrefix(o.Text("userPrincipalName"), deletedPrefix(s)), ImmutableID: o.Anchor(),
			Licensed: in.Licensed, CloudMailbox: model.MaybeOf(o.Text("x-purpose") != ""), MailboxGUID: o.Text("x-exchangeGuid"),
			CloudManaged: model.MaybeOf(o.Is("x-exchangeCloudManaged")), Role: model.MaybeOf(o.Text("x-role") != "")}
	}
	if isNew && o.shadow == nil {
		return
	}
	cloud := map[model.Attr][]string{forecast.PropRecipientType: nonEmpty(o.Text("x-recipientType"))}
	for _, a := range []model.Attr{forecast.PropUPN, forecast.PropMail, forecast.PropAlias} {
		cloud[a] = nonEmpty(o.Text(string(a)))
	}
	cloud[forecast.PropProxies] = o.Texts("proxyAddresses")
	in.Prior = &forecast.State{Export: unpackEntry(o.shadow, shadowed), Licensed: in.Licensed, Cloud: model.NewEntry(model.Ref{}, cloud)}
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// rivals returns other objects that have a name or an address of the export.
func (c *cycle) rivals(in forecast.Input, s *cloudSlot) (out []*cloudSlot) {
	add := func(o *cloudSlot) {
		if o != nil && o != s && o.live() != nil && !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	upn := strings.ToLower(in.Export.First(forecast.PropUPN))
	add(c.t.byName[upn])
	add(c.owners[upn])
	for _, v := range append(in.Export.Values(forecast.PropProxies), in.Export.First(forecast.PropMail)) {
		if a := bareAddress(v); a != "" {
			add(c.owners[a])
		}
	}
	for _, v := range append(in.Export.Values("alias"), strings.Split(upn, "@")[0]) {
		made := strings.ToLower(v) + "@" + c.t.facts.InitialDomain
		add(c.owners[made])
		add(c.t.byName[made])
	}
	return out
}

func otherOf(s *cloudSlot) forecast.Other {
	o := s.cur
	class := map[model.CloudClass]string{model.CloudUser: "user", model.CloudGroup: "group", model.CloudContact: "contact"}[o.Class]
	return forecast.Other{Name: s.id.String(), Class: class, UPN: o.Text("userPrincipalName"), Addresses: o.Texts("proxyAddresses"), Anchor: o.Anchor(),
		CloudOnly: model.MaybeOf(o.Anchor() == ""), Role: model.MaybeOf(o.Text("x-role") != "")}
}

// failed notes what keeps an export from being made.
func (c *cycle) failed(in forecast.Input, f forecast.Forecast) bool {
	for _, e := range f.Errors {
		c.report.Errors = append(c.report.Errors, CycleError{in.AD.Ref, e.Code, e.Why, e.Remedy})
	}
	return len(f.Errors) > 0
}

// exportHash tells whether an export is what it was.
func exportHash(e model.Entry) uint64 {
	h := fnv.New64a()
	for a, vs := range e.All() {
		h.Write([]byte(a))
		for _, v := range vs {
			h.Write([]byte{0})
			h.Write([]byte(v))
		}
		h.Write([]byte{1})
	}
	return h.Sum64()
}

// references sets members, owners and managers, of what is in the tenant.
func (c *cycle) references() {
	for _, r := range c.refs {
		if r.slot == nil || r.slot.live() == nil || r.slot.cur.Is("x-cloudManaged") {
			continue
		}
		if r.slot.group == nil {
			if m := c.first(r.manager); m != r.slot.manager {
				r.slot.manager = m
			}
			continue
		}
		r.slot.group.owners = nil // ownership does not synchronize to Entra ID
		c.t.setMembers(r.slot, c.slotsOf(r.members))
	}
}

func (c *cycle) first(dns []string) *cloudSlot {
	if all := c.slotsOf(dns); len(all) > 0 {
		return all[0]
	}
	return nil
}

func (c *cycle) slotsOf(dns []string) (out []*cloudSlot) {
	for _, dn := range dns {
		if s := c.at[strings.ToLower(dn)]; s.live() != nil {
			out = append(out, s)
		}
	}
	return out
}

// setMembers makes the members of a group those, and notes who came and went.
func (t *Tenant) setMembers(s *cloudSlot, members []*cloudSlot) {
	was, is := map[*cloudSlot]bool{}, map[*cloudSlot]bool{}
	for _, m := range s.group.members {
		was[m] = true
	}
	version := t.version + 1
	for _, m := range members {
		if is[m] = true; !was[m] {
			s.group.log = append(s.group.log, rosterEvent{version, m, false})
			t.version = version
		}
	}
	for _, m := range s.group.members {
		if !is[m] {
			s.group.log = append(s.group.log, rosterEvent{version, m, true})
			t.version = version
		}
	}
	if t.version == version {
		s.group.members = slices.Clip(members)
	}
}

// deletions deletes what was exported by a former cycle and is not any more.
func (c *cycle) deletions() {
	var gone []*cloudSlot
	for _, class := range slices.Sorted(maps.Keys(c.t.slots)) {
		for _, s := range c.t.slots[class] {
			if o := s.live(); o != nil && o.shadow != nil && o.Synced() && !c.seen[s] && !o.Is("x-cloudManaged") {
				gone = append(gone, s)
			}
		}
	}
	if len(gone) > MaxDeletions {
		c.report.Withheld = len(gone)
		return
	}
	for _, s := range gone {
		c.t.remove(s)
		c.report.Deleted++
	}
}
