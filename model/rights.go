package model

// AllowedAttributes is the constructed attribute in which Active Directory lists
// what the signed-in user may write on an object ([MS-ADTS] 3.1.1.4.5.22).
const AllowedAttributes Attr = "allowedAttributesEffective"

// Rights says what the signed-in user may write on one object. The zero Rights
// does not know and therefore forbids nothing: the server has the last word.
type Rights struct {
	known bool
	attrs map[string]bool
}

// RightsOf reads the rights from an entry that was read with AllowedAttributes
// among the attributes asked for. A directory that knows rights answers such a
// request with no value when nothing may be written, so asked must say whether
// the attribute was asked for and the directory knows it.
func RightsOf(e Entry, asked bool) Rights {
	vals := e.Values(AllowedAttributes)
	if !asked && len(vals) == 0 {
		return Rights{}
	}
	r := Rights{known: true, attrs: make(map[string]bool, len(vals))}
	for _, v := range vals {
		r.attrs[Attr(v).key()] = true
	}
	return r
}

// Write reports whether the user may write a, true where nothing is known.
func (r Rights) Write(a Attr) bool { return !r.known || r.attrs[a.key()] }
