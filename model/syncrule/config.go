package syncrule

// A Connector is what a server reads or writes: a forest of Active Directory, or
// the tenant.
type Connector struct {
	ID         string              // GUID in braces
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
