package model

import (
	"slices"
	"strings"
)

// A Syntax is how the values of an attribute are written, from attributeSyntax and
// oMSyntax of the schema ([MS-ADTS] 3.1.1.2.2.2).
type Syntax uint8

// The syntaxes of Active Directory that an editor must tell apart.
const (
	SyntaxOther      Syntax = iota
	SyntaxString            // Unicode, case ignored (2.5.5.12); most text
	SyntaxCaseString        // printable or IA5 (2.5.5.5), numeric (2.5.5.6), case-sensitive (2.5.5.3)
	SyntaxBoolean           // TRUE or FALSE, in capitals (2.5.5.8)
	SyntaxInteger           // 32 bits, signed (2.5.5.9)
	SyntaxLargeInt          // 64 bits, signed (2.5.5.16)
	SyntaxDN                // distinguished name (2.5.5.1)
	SyntaxORName            // OR name, given and taken as a DN (2.5.5.7, oMSyntax 127)
	SyntaxOctets            // bytes (2.5.5.10)
	SyntaxSID               // security identifier, bytes (2.5.5.17)
	SyntaxSecurity          // NT security descriptor, bytes (2.5.5.15)
	SyntaxTime              // generalized or UTC time (2.5.5.11)
	SyntaxOID               // object identifier (2.5.5.2)
)

var syntaxNames = [...]string{"Other", "Unicode string", "Case-sensitive string", "Boolean", "Integer", "Large integer",
	"Distinguished name", "OR name", "Octet string", "SID", "Security descriptor", "Time", "Object identifier"}

// String names the syntax as schema consoles do.
func (s Syntax) String() string {
	if int(s) < len(syntaxNames) {
		return syntaxNames[s]
	}
	return syntaxNames[0]
}

// Binary reports whether values are bytes and not text.
func (s Syntax) Binary() bool { return s == SyntaxOctets || s == SyntaxSID || s == SyntaxSecurity }

// Reference reports whether values are names of other objects.
func (s Syntax) Reference() bool { return s == SyntaxDN || s == SyntaxORName }

// SyntaxOf translates the schema's attributeSyntax.
func SyntaxOf(oid string) Syntax {
	switch oid {
	case "2.5.5.12":
		return SyntaxString
	case "2.5.5.3", "2.5.5.4", "2.5.5.5", "2.5.5.6":
		return SyntaxCaseString
	case "2.5.5.8":
		return SyntaxBoolean
	case "2.5.5.9":
		return SyntaxInteger
	case "2.5.5.16":
		return SyntaxLargeInt
	case "2.5.5.1":
		return SyntaxDN
	case "2.5.5.7":
		return SyntaxORName
	case "2.5.5.10":
		return SyntaxOctets
	case "2.5.5.17":
		return SyntaxSID
	case "2.5.5.15":
		return SyntaxSecurity
	case "2.5.5.11":
		return SyntaxTime
	case "2.5.5.2":
		return SyntaxOID
	}
	return SyntaxOther
}

// An AttrDef is what the schema says of one attribute.
type AttrDef struct {
	Name     Attr
	Syntax   Syntax
	Single   bool // at most one value
	Min, Max int  // rangeLower and rangeUpper; 0 and 0: none. Characters for text, bytes for octets, the number itself for integers
	LinkID   int  // even: forward link; odd: back link; 0: no link ([MS-ADTS] 3.1.1.1.6)
	System   bool // only the server writes it (systemOnly, constructed, back link)
}

// BackLink reports whether the values are kept by the server from another
// attribute of other objects, as memberOf is from member.
func (d AttrDef) BackLink() bool { return d.LinkID%2 == 1 }

// A ClassDef is what the schema allows on objects of one class, its superclasses
// and auxiliary classes included.
type ClassDef struct {
	Name   string
	Attrs  []Attr // lower case, sorted: must and may
	Must   []Attr // lower case, sorted
	Parent []string
}

// A Schema is the part of a forest's schema that editing needs. It is immutable
// once made, and safe to share. The nil Schema knows nothing.
type Schema struct {
	attrs   map[string]AttrDef
	classes map[string]ClassDef
	links   map[int]Attr
	version int
}

// NewSchema returns a schema of the given definitions. exchange is rangeUpper of
// ms-Exch-Schema-Version-Pt, 0 where the forest has no Exchange schema.
func NewSchema(attrs []AttrDef, classes []ClassDef, exchange int) *Schema {
	s := &Schema{map[string]AttrDef{}, map[string]ClassDef{}, map[int]Attr{}, exchange}
	for _, a := range attrs {
		s.attrs[a.Name.key()] = a
		if a.LinkID != 0 {
			s.links[a.LinkID] = a.Name
		}
	}
	for _, c := range classes {
		s.classes[strings.ToLower(c.Name)] = c
	}
	return s
}

// Lookup returns the definition of a.
func (s *Schema) Lookup(a Attr) (AttrDef, bool) {
	if s == nil {
		return AttrDef{}, false
	}
	d, ok := s.attrs[a.key()]
	return d, ok
}

// Has reports whether the forest knows a.
func (s *Schema) Has(a Attr) bool { _, ok := s.Lookup(a); return ok }

// Single reports whether a takes at most one value. It is false for an attribute
// the schema lacks.
func (s *Schema) Single(a Attr) bool { d, _ := s.Lookup(a); return d.Single }

// Spelled returns the name as the schema spells it, a itself if it is unknown.
func (s *Schema) Spelled(a Attr) Attr {
	if d, ok := s.Lookup(a); ok {
		return d.Name
	}
	return a
}

// Exchange returns the version of the Exchange schema extension (rangeUpper of
// ms-Exch-Schema-Version-Pt, for example 17003 for Exchange 2019), 0 without one.
func (s *Schema) Exchange() int {
	if s == nil {
		return 0
	}
	return s.version
}

// Partner returns the other end of a linked attribute: member for memberOf,
// publicDelegatesBL for publicDelegates.
func (s *Schema) Partner(a Attr) (Attr, bool) {
	d, ok := s.Lookup(a)
	if !ok || d.LinkID == 0 {
		return "", false
	}
	p, ok := s.links[d.LinkID^1]
	return p, ok
}

// Allows reports whether an object of the given classes may have a. It is true
// when no class is known, so that an unread schema forbids nothing.
func (s *Schema) Allows(classes []string, a Attr) bool {
	if s == nil {
		return true
	}
	known := false
	for _, c := range classes {
		if d, ok := s.classes[strings.ToLower(c)]; ok {
			known = true
			if _, ok := slices.BinarySearch(d.Attrs, Attr(a.key())); ok {
				return true
			}
		}
	}
	return !known
}

// Class returns the definition of a class.
func (s *Schema) Class(name string) (ClassDef, bool) {
	if s == nil {
		return ClassDef{}, false
	}
	d, ok := s.classes[strings.ToLower(name)]
	return d, ok
}

// Attrs returns every definition, in name order.
func (s *Schema) Attrs() []AttrDef {
	if s == nil {
		return nil
	}
	out := make([]AttrDef, 0, len(s.attrs))
	for _, d := range s.attrs {
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b AttrDef) int { return strings.Compare(a.Name.key(), b.Name.key()) })
	return out
}
