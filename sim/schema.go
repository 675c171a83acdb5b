package sim

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"

	"recipientdesk/assets"
	"recipientdesk/model"
)

//go:embed ad-attributes.tsv
var adAttributes string

//go:embed ad-classes.tsv
var adClasses string

// An attr is what the forest knows of one attribute.
type attr struct {
	id          uint16 // position in schema.attrs, the order in which objects keep their values
	name        model.Attr
	lower       string // name in lower case
	cn, oid     string
	oidSyntax   string
	omSyntax    int
	syntax      model.Syntax
	single      bool
	min, max    *int
	linkID      int
	partner     *attr // other end of a link
	searchFlags int
	catalog     bool
	guid        string
	system      bool // only the server writes it
	constructed bool // comes only when asked for by name
	exchange    bool
	read        reader // nil: stored with the object
}

// reference reports whether values are kept as references to objects.
func (a *attr) reference() bool { return a.syntax.Reference() && a.read == nil }

func (a *attr) backLink() bool { return a.linkID%2 == 1 }

// A class is a class with what it inherits.
type class struct {
	name, cn, oid string
	category      int
	parent        *class
	auxiliary     []string
	superiors     []string // of the class itself
	rdn           *attr
	guid          string
	objCategory   string // cn of the class that objectCategory names
	must, may     map[*attr]bool
	ownMust, own  []string // as its own classSchema object lists them
	line          []string // objectClass of its objects, top first
	exchange      bool
}

func (c *class) is(name string) bool {
	return slices.ContainsFunc(c.line, func(s string) bool { return strings.EqualFold(s, name) })
}

func (c *class) allows(a *attr) bool { return c.must[a] || c.may[a] }

// under reports whether objects of c may be made in objects of class p
// ([MS-ADTS] 3.1.1.3.1.1.5, possSuperiors).
func (c *class) under(p *class) bool {
	for k := c; k != nil; k = k.parent {
		for _, s := range k.superiors {
			if p.is(s) {
				return true
			}
		}
	}
	return false
}

// A schema is what a forest knows of attributes and classes. It never changes.
type schema struct {
	attrs    []*attr
	byName   map[string]*attr
	computed []*attr // of every object, beside what is stored
	classes  []*class
	byClass  map[string]*class
	version  int                  // of the Exchange schema, 0 without
	model    func() *model.Schema // made when it is first asked for
}

// exchangeVersion is rangeUpper of ms-Exch-Schema-Version-Pt after Exchange 2019
// CU10 (https://learn.microsoft.com/exchange/plan-and-deploy/prepare-ad-and-domains).
const exchangeVersion = 17003

// A schema is the same for all forests, so there is one with Exchange and one
// without.
var schemas = map[bool]func() *schema{
	true:  sync.OnceValue(func() *schema { return newSchema(true) }),
	false: sync.OnceValue(func() *schema { return newSchema(false) }),
}

func schemaWith(exchange bool) *schema { return schemas[exchange]() }

func newSchema(exchange bool) *schema {
	s := &schema{byName: map[string]*attr{}, byClass: map[string]*class{}}
	mixins := s.loadExchange(exchange)
	for line := range tableLines(adAttributes) {
		s.add(parseAttr(strings.Split(line, "\t")))
	}
	s.pair()
	s.loadClasses(exchange, mixins)
	readers(s)
	s.model = sync.OnceValue(s.publish)
	return s
}

func tableLines(table string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for line := range strings.Lines(table) {
			if !strings.HasPrefix(line, "#") && !yield(strings.TrimSuffix(line, "\n")) {
				return
			}
		}
	}
}

func parseAttr(c []string) *attr {
	a := &attr{name: model.Attr(c[0]), cn: c[1], oid: c[2], oidSyntax: c[3], syntax: model.SyntaxOf(c[3]),
		single: c[5] == "single", min: optional(c[6]), max: optional(c[7]), catalog: c[10] == "yes", guid: c[11],
		system: strings.Contains(c[12], "system"), constructed: strings.Contains(c[12], "constructed")}
	if a.syntax == model.SyntaxORName { // outside Exchange this is DN with binary
		a.syntax = model.SyntaxOther
	}
	a.omSyntax, _ = strconv.Atoi(c[4])
	a.linkID, _ = strconv.Atoi(c[8])
	a.searchFlags, _ = strconv.Atoi(c[9])
	return a
}

func optional(s string) *int {
	if n, err := strconv.Atoi(s); err == nil {
		return &n
	}
	return nil
}

func (s *schema) add(a *attr) {
	a.id = uint16(len(s.attrs))
	s.attrs = append(s.attrs, a)
	s.byName[string(a.name)] = a
	a.lower = strings.ToLower(string(a.name))
	s.byName[a.lower] = a
	s.byName[a.oid] = a // programs may say so too
}

// firstFreeLink is where the numbers begin that the forest gives to links whose
// number is not public, as a domain controller does for linkID
// 1.2.840.113556.1.2.50 ([MS-ADTS] 3.1.1.2.3.1).
const firstFreeLink = 50000

// loadExchange adds the rows of the Exchange table and returns the attributes
// that it adds to each class.
func (s *schema) loadExchange(all bool) map[string][]string {
	mixins, free := map[string][]string{}, firstFreeLink
	back := map[string]int{}
	for _, r := range assets.ExchangeSchema() {
		if !all && r.Origin == assets.OriginExchange {
			continue
		}
		a := &attr{name: model.Attr(r.Name), cn: r.CN, oid: r.OID, oidSyntax: r.Syntax, syntax: model.SyntaxOf(r.Syntax),
			omSyntax: r.OMSyntax, single: r.Single, min: r.RangeLower, max: r.RangeUpper, searchFlags: r.SearchFlags,
			catalog: r.GlobalCatalog, guid: r.GUID, exchange: r.Origin == assets.OriginExchange}
		switch {
		case r.LinkID == "auto" && r.BackLinkOf != "":
			a.linkID = back[r.BackLinkOf]
		case r.LinkID == "auto":
			a.linkID, free = free, free+2
			back[r.Name] = a.linkID + 1
		default:
			a.linkID, _ = strconv.Atoi(r.LinkID)
		}
		s.add(a)
		for _, c := range r.Classes {
			mixins[c] = append(mixins[c], r.Name)
		}
		if r.Name == "msExchSchemaVersionPt" {
			n := exchangeVersion
			a.max, s.version = &n, n
		}
	}
	return mixins
}

// pair connects the two ends of each link. A back link whose forward link came
// later in the table got no number yet.
func (s *schema) pair() {
	byLink := map[int]*attr{}
	for _, a := range s.attrs {
		if a.linkID != 0 {
			byLink[a.linkID] = a
		}
	}
	for _, a := range s.attrs {
		if a.linkID != 0 {
			a.partner = byLink[a.linkID^1]
			a.system = a.system || a.backLink()
		}
	}
}

func (s *schema) attr(name model.Attr) *attr {
	if a := s.byName[string(name)]; a != nil { // spelled as in the schema, mostly
		return a
	}
	return s.byName[strings.ToLower(string(name))]
}

func (s *schema) class(name string) *class { return s.byClass[strings.ToLower(name)] }

// publish makes the schema that sessions hand out.
func (s *schema) publish() *model.Schema {
	byName := slices.Clone(s.attrs)
	slices.SortFunc(byName, func(x, y *attr) int { return strings.Compare(x.lower, y.lower) })
	var attrs []model.AttrDef
	for _, a := range byName {
		d := model.AttrDef{Name: a.name, Syntax: a.syntax, Single: a.single, LinkID: a.linkID,
			System: a.system || a.constructed || a.backLink()}
		if a.min != nil {
			d.Min = *a.min
		}
		if a.max != nil {
			d.Max = *a.max
		}
		attrs = append(attrs, d)
	}
	var classes []model.ClassDef
	for _, c := range s.classes {
		d := model.ClassDef{Name: c.name, Parent: c.line[:len(c.line)-1]}
		for _, a := range byName {
			if c.must[a] {
				d.Must = append(d.Must, model.Attr(a.lower))
			}
			if c.allows(a) {
				d.Attrs = append(d.Attrs, model.Attr(a.lower))
			}
		}
		classes = append(classes, d)
	}
	return model.NewSchema(attrs, classes, s.version)
}
