package sim

import (
	"crypto/sha256"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

// A TenantConfig says what kind of tenant to make.
type TenantConfig struct {
	Name     string
	ID       string // GUID; "" is one that follows from the name
	Domains  []CloudDomain
	Features model.SyncFeatures
	Products []model.License // what it has subscribed to
	NoSync   bool            // it was never synchronized

	// License returns the SKUs that a synchronized user gets when it appears, as
	// group-based licensing does. nil: none.
	License func(forecast.Input) []string

	// Moved says of a synchronized user that appears whether its mailbox was moved to
	// Exchange Online before. nil: no.
	Moved func(forecast.Input) bool

	Now  func() time.Time // nil: a clock that starts in 2026 and gains a second a call
	Rand io.Reader        // for IDs and digits; nil: they follow from the order of events
	Lag  time.Duration    // how long listings lag behind writes
}

// A CloudDomain is a domain of a tenant.
type CloudDomain struct {
	Name       string
	Initial    bool // the first *.onmicrosoft.com
	Default    bool
	Federated  bool
	Unverified bool
}

// A Tenant is an Entra tenant in memory. It is safe for concurrent use.
type Tenant struct {
	cfg     TenantConfig
	initial string    // initial domain
	digits  io.Reader // for what is appended to names that are taken
	fault   atomic.Pointer[func(op string) error]

	mu       sync.RWMutex
	facts    *model.TenantFacts // without users; replaced, never changed
	version  uint64
	made     uint64 // IDs
	byID     map[model.GUID]*cloudSlot
	byName   map[string]*cloudSlot   // users that are not deleted, by sign-in name in lower case
	byAnchor map[string][]*cloudSlot // whatever is linked with AD
	slots    map[model.CloudClass][]*cloudSlot
	photos   map[model.GUID][]byte
	lastSync time.Time

	cycling sync.Mutex
}

// A cloudSlot is the place of an object, which stays when the object is gone, so
// that those who ask what changed are told.
type cloudSlot struct {
	id      model.GUID
	class   model.CloudClass
	cur     *CloudObject // nil: deleted for good
	version uint64
	born    uint64       // version in which it appeared
	old     *CloudObject // what listings show until it is settled; nil while new
	since   time.Time    // when cur took the place of old; zero: long ago
	group   *roster
	manager *cloudSlot
}

// A roster is who belongs to a group.
type roster struct {
	members, owners []*cloudSlot
	log             []rosterEvent
}

type rosterEvent struct {
	version uint64
	member  *cloudSlot
	removed bool
}

// NewTenant returns a tenant without users.
func NewTenant(cfg TenantConfig) *Tenant {
	if cfg.Now == nil {
		cfg.Now = ticking(time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC))
	}
	if cfg.ID == "" {
		cfg.ID = uuid.NewSHA1(uuid.NameSpaceDNS, []byte(cfg.Name)).String()
	}
	t := &Tenant{cfg: cfg, byID: map[model.GUID]*cloudSlot{}, byName: map[string]*cloudSlot{}, byAnchor: map[string][]*cloudSlot{},
		slots: map[model.CloudClass][]*cloudSlot{}, photos: map[model.GUID][]byte{}}
	t.facts = &model.TenantFacts{Name: cfg.Name, Features: cfg.Features}
	if t.digits = cfg.Rand; cfg.Rand == nil {
		t.digits = rand.NewChaCha8(sha256.Sum256([]byte(cfg.ID)))
	}
	for _, d := range cfg.Domains {
		if d.Initial {
			t.initial, t.facts.InitialDomain = d.Name, d.Name
		}
		if !d.Unverified {
			t.facts.VerifiedDomains = append(t.facts.VerifiedDomains, strings.ToLower(d.Name))
		}
	}
	return t
}

// Fault makes every later operation of the tenant's sessions ask fail first, and
// return its error: "info", "facts", "list", "changes", "get", "members", "owners",
// "licenses", "photo", "mailbox" and "authority". A nil fail ends it.
func (t *Tenant) Fault(fail func(op string) error) {
	if fail == nil {
		t.fault.Store(nil)
		return
	}
	t.fault.Store(&fail)
}

// Config returns what the tenant was made with; it is not changed.
func (t *Tenant) Config() TenantConfig { return t.cfg }

// Now returns the time of the tenant.
func (t *Tenant) Now() time.Time { return t.cfg.Now() }

// LastSync returns when the last synchronization cycle ended, zero for never.
func (t *Tenant) LastSync() time.Time {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.lastSync
}

// newID returns the ID of a new object. Without a source of randomness it follows
// from what the object is made of.
func (t *Tenant) newID(seed string) model.GUID {
	t.made++
	u := uuid.NewSHA1(uuid.NameSpaceOID, []byte(t.cfg.ID+seed))
	if t.cfg.Rand != nil {
		if r, err := uuid.NewRandomFromReader(t.cfg.Rand); err == nil {
			u = r
		}
	}
	id, _ := model.ParseGUID(u.String())
	if _, taken := t.byID[id]; taken {
		return t.newID(fmt.Sprint(seed, "#", t.made))
	}
	return id
}

// add makes room for a new object and puts it there. t.mu is held.
func (t *Tenant) add(class model.CloudClass, seed string) *cloudSlot {
	s := &cloudSlot{id: t.newID(seed), class: class}
	if class == model.CloudGroup {
		s.group = &roster{}
	}
	t.byID[s.id] = s
	t.slots[class] = append(t.slots[class], s)
	s.born = t.version + 1
	return s
}

// put replaces the object of a slot; nil removes it for good. t.mu is held.
func (t *Tenant) put(s *cloudSlot, o *CloudObject) {
	t.unindex(s)
	t.version++
	if t.cfg.Lag > 0 {
		if now := t.cfg.Now(); s.since.IsZero() || now.Sub(s.since) >= t.cfg.Lag {
			s.old, s.since = s.cur, now
		}
	}
	if o != nil {
		m := *o
		m.Version = t.version
		o = &m
	}
	s.cur, s.version = o, t.version
	t.index(s)
}

func (t *Tenant) index(s *cloudSlot) {
	o := s.cur
	if o == nil {
		return
	}
	if upn := o.Text("userPrincipalName"); upn != "" && o.Deleted.IsZero() {
		t.byName[strings.ToLower(upn)] = s
	}
	if a := o.Anchor(); a != "" {
		t.byAnchor[a] = append(t.byAnchor[a], s)
	}
}

func (t *Tenant) unindex(s *cloudSlot) {
	o := s.cur
	if o == nil {
		return
	}
	if upn := strings.ToLower(o.Text("userPrincipalName")); upn != "" && t.byName[upn] == s {
		delete(t.byName, upn)
	}
	if a := o.Anchor(); a != "" {
		rest := slices.DeleteFunc(slices.Clone(t.byAnchor[a]), func(x *cloudSlot) bool { return x == s })
		if t.byAnchor[a] = rest; len(rest) == 0 {
			delete(t.byAnchor, a)
		}
	}
}

// change applies a patch to an object, if it differs. t.mu is held.
func (t *Tenant) change(s *cloudSlot, c cloudPatch) bool {
	o, changed := s.cur.with(c)
	if changed {
		t.put(s, o)
	}
	return changed
}

// live returns the object of a slot that is not deleted, nil if there is none.
func (s *cloudSlot) live() *CloudObject {
	if s == nil || s.cur == nil || !s.cur.Deleted.IsZero() {
		return nil
	}
	return s.cur
}

// shown returns what a listing shows of a slot.
func (t *Tenant) shown(s *cloudSlot, now time.Time) *CloudObject {
	if t.lags(s, now) {
		return s.old
	}
	return s.cur
}

// lags reports whether listings show an earlier state of a slot.
func (t *Tenant) lags(s *cloudSlot, now time.Time) bool {
	return !s.since.IsZero() && now.Sub(s.since) < t.cfg.Lag
}

// Plant puts an object into a tenant as it is, for tests and for what no rule makes:
// properties by their names in Graph, as JSON. It returns the object's ID. A
// property that the class lacks is left out.
func (t *Tenant) Plant(class model.CloudClass, props map[string]string) model.GUID {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.add(baseClass(class), props["displayName"]+props["userPrincipalName"])
	o := &CloudObject{ID: s.id, Class: s.class}
	if v := props["deletedDateTime"]; v != "" {
		o.Deleted, _ = time.Parse(`"`+time.RFC3339+`"`, v)
	}
	c := cloudPatch{}
	for name, raw := range props {
		c[name] = []byte(raw)
	}
	o, _ = o.with(c)
	t.put(s, o)
	return s.id
}
