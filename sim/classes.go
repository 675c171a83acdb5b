package sim

import (
	"slices"
	"strconv"
	"strings"
)

// exchangeClasses are the classes that Exchange setup adds, in the columns of
// ad-classes.tsv; their attributes come from the Exchange table.
const exchangeClasses = `msExchBaseClass	ms-Exch-Base-Class	1.2.840.113556.1.5.7000.62.14	3	top				d8782c34-46ca-11d3-aa72-00c04f8eedd8	ms-Exch-Base-Class		
msExchCustomAttributes	ms-Exch-Custom-Attributes	1.2.840.113556.1.5.7000.62.6	3	top				00e629c8-a981-11d2-a9ff-00c04f8eedd8	ms-Exch-Custom-Attributes		
msExchMailStorage	ms-Exch-Mail-Storage	1.2.840.113556.1.5.7000.62.5	3	top				03652000-a981-11d2-a9ff-00c04f8eedd8	ms-Exch-Mail-Storage		
msExchOmaUser	ms-Exch-Oma-User	1.2.840.113556.1.6.20.2.31	3	top				36a0a976-dd8d-4aad-81fd-a1b5d4016ca8	ms-Exch-Oma-User		
msExchDynamicDistributionList	ms-Exch-Dynamic-Distribution-List	1.2.840.113556.1.5.7000.62.12006	1	top	msExchBaseClass,msExchCustomAttributes,mailRecipient	container,domainDNS,organizationalUnit	cn	018849b0-a981-11d2-a9ff-00c04f8eedd8	ms-Exch-Dynamic-Distribution-List		
`

// exchangeAuxiliaries are the auxiliary classes that Exchange setup adds to
// classes of Active Directory ("Active Directory schema changes in Exchange
// Server", learn.microsoft.com). Contacts do not get msExchMailStorage, so a
// contact has no mailbox GUID.
var exchangeAuxiliaries = map[string][]string{
	"user":    {"msExchBaseClass", "msExchCustomAttributes", "msExchMailStorage", "msExchOmaUser"},
	"group":   {"msExchBaseClass", "msExchCustomAttributes", "msExchMailStorage"},
	"contact": {"msExchBaseClass", "msExchCustomAttributes"},
}

func (s *schema) loadClasses(exchange bool, mixins map[string][]string) {
	table := adClasses
	if exchange {
		table += exchangeClasses
	}
	parents := map[string]string{}
	for line := range tableLines(table) {
		cells := strings.Split(line, "\t")
		c := &class{name: cells[0], cn: cells[1], oid: cells[2], auxiliary: list(cells[5]), superiors: list(cells[6]),
			rdn: s.attr("cn"), guid: cells[8], objCategory: cells[9], ownMust: list(cells[10]), own: list(cells[11]),
			exchange: strings.HasPrefix(cells[0], "msExch")}
		c.category, _ = strconv.Atoi(cells[3])
		for _, name := range mixins[c.name] {
			if !slices.Contains(c.own, name) {
				c.own = append(c.own, name)
			}
		}
		if exchange {
			c.auxiliary = append(c.auxiliary, exchangeAuxiliaries[c.name]...)
		}
		if a := s.byName[strings.ToLower(cells[7])]; a != nil {
			c.rdn = a
		}
		parents[c.name] = cells[4]
		s.classes = append(s.classes, c)
		s.byClass[strings.ToLower(c.name)] = c
	}
	for _, c := range s.classes {
		if c.name != "top" {
			c.parent = s.class(parents[c.name])
		}
	}
	for _, c := range s.classes {
		s.inherit(c)
	}
}

// inherit fills in what a class has from its superclasses and auxiliary classes.
func (s *schema) inherit(c *class) {
	if c.line != nil {
		return
	}
	c.must, c.may = map[*attr]bool{}, map[*attr]bool{}
	for _, n := range c.ownMust {
		c.must[s.attr(modelAttr(n))] = true
	}
	for _, n := range c.own {
		c.may[s.attr(modelAttr(n))] = true
	}
	from := func(o *class) {
		s.inherit(o)
		for a := range o.must {
			c.must[a] = true
		}
		for a := range o.may {
			c.may[a] = true
		}
	}
	if c.parent != nil {
		from(c.parent)
		c.line = append(slices.Clone(c.parent.line), c.name)
	} else {
		c.line = []string{c.name}
	}
	kept := c.auxiliary[:0]
	for _, n := range c.auxiliary {
		if o := s.class(n); o != nil {
			from(o)
			kept = append(kept, n)
		}
	}
	c.auxiliary = kept
	delete(c.must, nil)
	delete(c.may, nil)
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}
