package syncrule

import "strings"

// A Kind is the type of a value; as a set of bits it also says which types may
// stand somewhere.
type Kind uint16

const (
	Text     Kind = 1 << iota // UTF-8; counted in UTF-16 units, as .NET counts
	Number                    // 64 bits, or a fraction
	Bool                      //
	Ref                       // a distinguished name
	Binary                    // octets
	Date                      // UTC, in steps of 100 ns
	List                      // values of a multi-valued attribute; never empty
	Null                      // no contribution
	AuthNull                  // AuthoritativeNull: no value, and nobody else may contribute one
	Ignore                    // IgnoreThisFlow: as if the flow did not exist
	enum                      // a word that only some functions know

	scalar   = Text | Number | Bool | Ref | Binary | Date
	marker   = AuthNull | Ignore
	anything = scalar | List | Null
)

var kindNames = []struct {
	kind Kind
	name string
}{{Text, "str"}, {Number, "num"}, {Bool, "bool"}, {Ref, "ref"}, {Binary, "bin"}, {Date, "dt"}, {List, "multi-valued"},
	{Null, "NULL"}, {AuthNull, "AuthoritativeNull"}, {Ignore, "IgnoreThisFlow"}, {enum, "enum"}}

// String names the types as Microsoft's reference abbreviates them: "str or num".
func (k Kind) String() string {
	if k&scalar == scalar {
		return "var"
	}
	var names []string
	for _, n := range kindNames {
		if k&n.kind != 0 {
			names = append(names, n.name)
		}
	}
	return strings.Join(names, " or ")
}
