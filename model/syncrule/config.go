package syncrule

import (
	"slices"
	"strings"
)

// A Connector is what a server reads or writes: a forest of Active Directory, or
// the tenant.
type Connector struct {
	ID         string              // GUID in braces, in lower case
	Name       string              // contoso.com
	AD         bool                // else the tenant
	Types      map[string]AttrType // by name, in the case of the schema
	Attributes []string            // those that are imported; nil: all
	Partitions []Partition
	Params     map[string]string // of the whole connector: Forest.FQDN
}

// A Partition is a domain of a forest.
type Partition struct {
	DN               string
	Selected         bool
	Classes          []string          // object classes that are imported; nil: all
	Include, Exclude []string          // DNs of containers; the one nearest to an object decides
	Params           map[string]string // Domain.FQDN, Domain.Netbios
}

// An AttrType is what a schema says of an attribute.
type AttrType struct {
	Kind  Kind // Text, Number, Bool, Ref, Binary or Date
	Multi bool
}

// Reads reports whether the connector imports an attribute.
func (c *Connector) Reads(attribute string) bool {
	return c.Attributes == nil || slices.ContainsFunc(c.Attributes, func(a string) bool { return strings.EqualFold(a, attribute) })
}

// Connector returns the connector of a GUID, however it is written, nil if the set
// has none.
func (s *RuleSet) Connector(id string) *Connector {
	id = braced(id)
	for _, c := range s.Connectors {
		if c.ID == id {
			return c
		}
	}
	return nil
}

// braced writes a GUID in braces and in lower case, so that it can be compared.
func braced(id string) string {
	if id = strings.Trim(strings.ToLower(strings.TrimSpace(id)), "{}"); id == "" {
		return ""
	}
	return "{" + id + "}"
}

// kindOf translates a syntax of a DSML schema. Times of AD are texts to the sync
// engine (20160503114208.0Z), which is why rules convert them with CDate.
func kindOf(syntax string) (Kind, bool) {
	switch syntax {
	case "1.3.6.1.4.1.1466.115.121.1.15", // directory string
		"1.3.6.1.4.1.1466.115.121.1.24", // generalized time
		"1.3.6.1.4.1.1466.115.121.1.26", // IA5 string
		"1.3.6.1.4.1.1466.115.121.1.36", // numeric string
		"1.3.6.1.4.1.1466.115.121.1.38", // object identifier
		"1.3.6.1.4.1.1466.115.121.1.43", // presentation address
		"1.3.6.1.4.1.1466.115.121.1.44", // printable string
		"1.3.6.1.4.1.1466.115.121.1.53", // UTC time
		"1.2.840.113556.1.4.903",        // DN with octets
		"1.2.840.113556.1.4.904",        // DN with string
		"1.2.840.113556.1.4.905":        // case-insensitive string
		return Text, true
	case "1.3.6.1.4.1.1466.115.121.1.27", "1.2.840.113556.1.4.906": // integer, large integer
		return Number, true
	case "1.3.6.1.4.1.1466.115.121.1.7": // boolean
		return Bool, true
	case "1.3.6.1.4.1.1466.115.121.1.12", "1.2.840.113556.1.4.1221": // DN; OR name, as authOrig has
		return Ref, true
	case "1.3.6.1.4.1.1466.115.121.1.40", "1.3.6.1.4.1.1466.115.121.1.5", "1.2.840.113556.1.4.907": // octets, binary, security descriptor
		return Binary, true
	}
	return Text, false
}
