package check

import (
	"slices"
	"strconv"
	"strings"

	"recipientdesk/model"
)

// A world is what all cases of one run share: the options, made quick to ask. It
// belongs to one goroutine.
type world struct {
	Options
	verified map[string]bool   // nil: not known
	rules    [8][]*Rule        // by class
	masks    [8][]uint64       // of the rules' If, for the columns of cells
	users    map[string]int    // users of the tenant by anchor; made on first use
	scope    []scoped          // from Selected and Unselected
	outside  map[string]string // containers already judged by outsideOf
}

func newWorld(o Options) *world {
	w := &world{Options: o}
	if w.Verified == nil && o.Tenant != nil {
		w.Verified = o.Tenant.VerifiedDomains
	}
	if w.Verified != nil {
		w.verified = make(map[string]bool, len(w.Verified))
		for _, d := range w.Verified {
			w.verified[strings.ToLower(d)] = true
		}
	}
	w.scope = scopeOf(o)
	for _, r := range rules {
		if r.Check == nil || !o.wants(r) {
			continue
		}
		for class := range w.rules {
			if r.For == 0 || r.For&Class(class) != 0 {
				w.rules[class] = append(w.rules[class], r)
			}
		}
	}
	return w
}

// wanted leaves out the findings of rules that were not asked for.
func (w *world) wanted(fs []Finding) []Finding {
	if w.Only == nil {
		return fs
	}
	return slices.DeleteFunc(fs, func(f Finding) bool { return !w.wants(f.Rule) })
}

// judge appends what is wrong with one object.
func (w *world) judge(out []Finding, c *Case) []Finding {
	for i, r := range w.rules[c.class] {
		if c.ghost && r != conflictObject || !w.concerns(r, i, c) {
			continue
		}
		for _, p := range r.Check(c) {
			out = append(out, Finding{r, c.Ref(), p})
		}
	}
	return out
}

// concerns reports whether the object has one of the attributes that the rule is
// about; i is the position of the rule in its class.
func (w *world) concerns(r *Rule, i int, c *Case) bool {
	switch {
	case r.If == nil:
		return true
	case c.cells != nil:
		return c.cells.present&w.masks[c.class][i] != 0
	}
	return slices.ContainsFunc(r.If, c.Has)
}

// unverified reports whether a domain is known not to be verified in the tenant.
func (w *world) unverified(domain string) bool {
	return w.verified != nil && domain != "" && !w.verified[domain] && !reserved(domain)
}

// user finds the tenant's user that a user of the directory became: its anchor is
// mS-DS-ConsistencyGuid or objectGUID
// (https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-design-concepts).
func (w *world) user(c *Case) (u model.TenantUser, ok bool) {
	if w.Tenant == nil {
		return u, false
	}
	if w.users == nil {
		w.users = make(map[string]int, len(w.Tenant.Users))
		for i, u := range w.Tenant.Users {
			w.users[u.ImmutableID] = i
		}
	}
	own, _ := model.ParseGUID(c.Ref().GUID)
	anchor, _ := model.GUIDFromBytes([]byte(c.First(consistencyGUID)))
	for _, g := range []model.GUID{anchor, own} {
		if i, ok := w.users[g.ImmutableID()]; ok && !g.IsZero() {
			return w.Tenant.Users[i], true
		}
	}
	return u, false
}

const consistencyGUID model.Attr = "mS-DS-ConsistencyGuid"

func number(s string) (n int64, ok bool) {
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	return n, err == nil
}
