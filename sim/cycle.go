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
	c := &cycle{t: t, seen: map[*cloudSlot]bool{}, at: map[string]*cloudSlot{}, merged: map[string]string{}, now: t.cfg.Now()}
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
	bySID  map[string]*cloudSlot // users that a former cycle made; nil: not looked up yet
	merged map[string]string     // mail of contacts that become part of a user, by DN in lower case
	refs   []reference
	report CycleReport
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
	if in.MergedInto != "" {
		c.merged[strings.ToLower(in.AD.Ref.DN)] = strings.Clone(bareAddress(in.AD.First(model.Mail)))
	}
	if in.NotExported != "" || in.MergedInto != "" || anchor == "" {
		return
	}
	s := c.linked(class, anchor)
	if s == nil && class == model.CloudUser {
		s = c.sameAccount(in)
	}
	if s != nil {
		c.seen[s] = true
		c.at[strings.Clone(strings.ToLower(in.AD.Ref.DN))] = s
		if s.cur.Is("x-cloudManaged") {
			return
		}
	}
	c.remember(s, in)
	hash := exportHash(in.Export)
	if s != nil && s.cur.settled(hash) && s.cur.Anchor() == anchor {
		return
	}
	f, s := c.predict(in, s)
	if f.Absent != "" { // it lost what objects of its class need
		delete(c.seen, s)
		return
	}
	if c.failed(in, f) {
		return
	}
	c.take(in, f, s, hash)
}

// settled reports whether the object is what an export made of it, and nothing of that
// was held back.
func (o *CloudObject) settled(hash uint64) bool {
	return o.Deleted.IsZero() && o.shadow != nil && o.hash == hash && o.Synced() && len(o.Raw(o.Schema().Must("onPremisesProvisioningErrors"))) == 0
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

// sameAccount returns the user that a former cycle made of the same account of AD,
// whose anchor was another then: its export is refused, and the user stays as it is
// (https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-design-concepts#sourceanchor).
func (c *cycle) sameAccount(in forecast.Input) *cloudSlot {
	if c.bySID == nil {
		c.bySID = map[string]*cloudSlot{}
		for _, s := range c.t.slots[model.CloudUser] {
			if o := s.live(); o != nil && o.shadow != nil {
				c.bySID[o.Text("onPremisesSecurityIdentifier")] = s
			}
		}
	}
	sid, _ := model.SIDText(in.Export.First("onPremiseSecurityIdentifier"))
	if sid == "" {
		return nil
	}
	return c.bySID[sid]
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
