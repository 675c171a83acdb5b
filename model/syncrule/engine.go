package syncrule

import (
	"context"
	"io"
	"sync"
	"time"

	"recipientdesk/model"
)

// Options are what an evaluation needs beyond the rules.
type Options struct {
	CloudSync bool              // as Microsoft Entra Cloud Sync does, as far as it is known
	Schema    *model.Schema     // of the directory; nil: the connector's, else what is common
	Params    map[string]string // Domain.FQDN, Domain.Netbios, Domain.LDAP, Forest.FQDN…, for a domain that no connector of the rules has
	Now       func() time.Time  // nil: the function Now fails
	Random    io.Reader         // nil: Guid and RandomNum fail
}

// An Engine evaluates a set of rules. It is made once, does not change, and may be
// shared by goroutines.
//
// What it says holds for the next full synchronization. Flows that are applied
// only once run: an object that is new gets their value, and one that is in the
// metaverse already got it when it was new.
type Engine struct {
	o           Options
	source      names              // attributes of Active Directory
	keys        []model.Attr       // the same in lower case, which is quicker to look up
	byKey       model.AttrMap[int] // the number of a name; of several spellings, the first
	mv          names              // attributes of the metaverse
	mvTypes     []AttrType         // the same by attribute; zero: not known
	forests     []*forest
	exports     map[string][]*pipe  // by class of the metaverse; one for each class of the tenant
	exported    map[string][]string // attributes that rules write, by class of the tenant in lower case
	needs       map[passage][]need
	partitioned bool // domains are known
	known       struct{ filtered, anchor, mail int }
	spare       sync.Pool // of evaluations
}

// Surroundings are what the evaluation of one object needs to know of others. Both
// methods may block, and must be safe for concurrent use if the Engine is used
// concurrently. Entries hold at least what [Engine.Attributes] names.
//
// [Remember] makes the engine remember what became of objects that others refer
// to.
type Surroundings interface {
	// Find returns the objects that have a value, as the directory compares it. The
	// value is in the form of the directory: octets of a SID, text as it stands.
	Find(ctx context.Context, attr model.Attr, value string) ([]model.Entry, error)

	// Get returns the object at a DN; false if there is none.
	Get(ctx context.Context, dn string) (model.Entry, bool, error)
}

// NewEngine prepares rules for evaluation.
func NewEngine(set *RuleSet, o Options) *Engine {
	if o.Random != nil {
		o.Random = &locked{r: o.Random}
	}
	c := compiler{Engine: &Engine{o: o, exports: map[string][]*pipe{}}, set: set}
	c.compile()
	return c.Engine
}

// locked makes a source of random numbers safe for several goroutines.
type locked struct {
	mu sync.Mutex
	r  io.Reader
}

func (l *locked) Read(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.r.Read(p)
}

// Attributes returns what must be read of each object, objectGUID left out: it is
// the identity of an entry.
func (e *Engine) Attributes() []model.Attr {
	out := make([]model.Attr, 0, len(e.source.list))
	for i, n := range e.source.list {
		if n != dnAttribute && e.keys[i] != "objectguid" {
			out = append(out, model.Attr(n))
		}
	}
	return out
}

// Exported returns the attributes that rules write to objects of the tenant of a class:
// user, group or contact. It must not be changed.
func (e *Engine) Exported(class string) []string { return e.exported[class] }

// Evaluate says what becomes of one object. The entry may be edited: it stands for
// the object of the same identity wherever the surroundings return that one. With
// nil surroundings nothing is known of other objects. An error is one of the
// surroundings or of ctx; what goes wrong in rules is in the result.
func (e *Engine) Evaluate(ctx context.Context, entry model.Entry, around Surroundings) (*Result, error) {
	return e.evaluate(ctx, entry, around, false)
}

func (e *Engine) evaluate(ctx context.Context, entry model.Entry, around Surroundings, brief bool) (*Result, error) {
	x := e.begin(around, entry)
	defer x.end()
	return x.result(ctx, brief)
}

// names gives attributes small numbers.
type names struct {
	list []string
	ids  map[string]int
}

func (n *names) add(name string) int {
	if id, ok := n.ids[name]; ok {
		return id
	}
	if n.ids == nil {
		n.ids = map[string]int{}
	}
	n.ids[name] = len(n.list)
	n.list = append(n.list, name)
	return len(n.list) - 1
}

// id returns -1 for a name that no rule has.
func (n *names) id(name string) int {
	if id, ok := n.ids[name]; ok {
		return id
	}
	return -1
}
