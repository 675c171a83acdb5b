package sim

import (
	"io"
	"sync"
	"sync/atomic"
	"time"

	"recipientdesk/model"
)

// A Config says what kind of forest to make. The zero Config makes a small
// company's, deterministic to the last byte.
type Config struct {
	Domain     string           // DNS name; "" is corp.example
	NetBIOS    string           // "" is the first part of Domain in capitals
	Server     string           // host name of the domain controller; "" is dc1 in Domain
	Suffixes   []string         // UPN suffixes beside Domain
	NoExchange bool             // leave the Exchange schema out
	Now        func() time.Time // nil: a clock that starts in 2026 and gains a second a change
	Rand       io.Reader        // for GUIDs of new objects; nil: GUIDs follow from their place and order
}

func (c Config) complete() Config {
	if c.Domain == "" {
		c.Domain = "corp.example"
	}
	if c.NetBIOS == "" {
		c.NetBIOS = netBIOS(c.Domain)
	}
	if c.Server == "" {
		c.Server = "dc1." + c.Domain
	}
	if c.Now == nil {
		c.Now = ticking(time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC))
	}
	return c
}

func ticking(t time.Time) func() time.Time {
	var mu sync.Mutex
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		t = t.Add(time.Second)
		return t
	}
}

// A Forest is one domain with its configuration and schema. It is safe for
// concurrent use.
type Forest struct {
	mu    sync.RWMutex
	st    *state
	fault atomic.Pointer[func(op string) error]
	store *store // nil: in memory only
}

// New returns a forest with what every domain has from its start: the containers,
// the account Administrator and the group Domain Admins.
func New(cfg Config) *Forest { return &Forest{st: newState(cfg.complete())} }

// Fault makes every later operation ask fail first, and return its error. It is
// how tests and demonstrations show a lost connection. The operations are
// "info", "schema", "get", "search", "list", "apply", "create", "delete" and
// "rename"; after a write has been made, fail is asked once more with the word
// "answer". A nil fail ends it. fail may use the forest itself.
func (f *Forest) Fault(fail func(op string) error) {
	if fail == nil {
		f.fault.Store(nil)
		return
	}
	f.fault.Store(&fail)
}

func (f *Forest) fail(op string) error {
	if p := f.fault.Load(); p != nil {
		return (*p)(op)
	}
	return nil
}

// Delegate gives a user rights beyond reading. It fails only where the forest is
// in a file that cannot be written.
func (f *Forest) Delegate(g Grant) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.saving(func() error {
		f.st.grants = append(f.st.grants, g)
		return nil
	})
}

// Kept returns since when the forest has been in its file: nothing was changed in it
// before. It is zero for a forest in memory, and where the file does not say.
func (f *Forest) Kept() time.Time {
	f.mu.RLock()
	defer f.mu.RUnlock()
	if f.st.kept == 0 {
		return time.Time{}
	}
	return time.Unix(f.st.kept, 0).UTC()
}

// Len returns the number of objects outside the schema, deleted ones included.
func (f *Forest) Len() int {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return len(f.st.byGUID) - f.st.fixed
}

// System returns a session that may do everything and is nobody.
func (f *Forest) System() *Session { return &Session{f: f, system: true} }

// As returns the session of a user, named as at sign-in. The error has code
// NotFound.
func (f *Forest) As(user string) (*Session, error) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	n := f.st.account(user)
	if n == nil {
		return nil, noObject(user)
	}
	return f.session(n), nil
}

func (f *Forest) session(n *node) *Session {
	return &Session{f: f, user: n.guid,
		name: f.st.cfg.NetBIOS + `\` + n.first(f.st.schema.attr(model.SAMAccountName))}
}

// Host returns the name of the domain controller that the forest stands for.
func (f *Forest) Host() string {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.st.cfg.Server
}

// Describe returns what a server says of itself that changes: its name, the
// highest change number, the time.
func (f *Forest) Describe() (host string, usn int64, now time.Time) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.st.cfg.Server, f.st.usn, f.st.cfg.Now()
}
