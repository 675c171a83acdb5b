package sim

import (
	"strconv"

	"recipientdesk/model"
)

// makeSchema makes the attributeSchema and classSchema objects, so that programs
// that read the schema over LDAP find it.
func (st *state) makeSchema() {
	st.schemaTop.byName = make(map[string]*node, len(st.schema.attrs)+len(st.schema.classes))
	for _, a := range st.schema.attrs {
		name := a.cn
		attrs := map[model.Attr][]string{
			"lDAPDisplayName": {string(a.name)}, "attributeID": {a.oid}, "attributeSyntax": {a.oidSyntax},
			"oMSyntax": {strconv.Itoa(a.omSyntax)}, "isSingleValued": {boolean(a.single)}, "adminDisplayName": {name},
			"searchFlags": {strconv.Itoa(a.searchFlags)}, "showInAdvancedViewOnly": {"TRUE"},
			"systemOnly": {boolean(a.system || a.backLink())}, "isMemberOfPartialAttributeSet": {boolean(a.catalog)},
		}
		if a.min != nil {
			attrs["rangeLower"] = []string{strconv.Itoa(*a.min)}
		}
		if a.max != nil {
			attrs["rangeUpper"] = []string{strconv.Itoa(*a.max)}
		}
		if a.linkID != 0 {
			attrs["linkID"] = []string{strconv.Itoa(a.linkID)}
		}
		if !a.exchange {
			flags := 16 // base schema
			if a.constructed {
				flags |= 4
			}
			attrs["systemFlags"] = []string{strconv.Itoa(flags)}
		}
		if om := omClasses[a.syntax]; om != "" && a.omSyntax == 127 {
			attrs["oMObjectClass"] = []string{om}
		}
		addGUID(attrs, a.guid)
		st.fixture(st.schemaTop, "attributeSchema", name, attrs).fixed = true
	}
	for _, c := range st.schema.classes {
		st.makeClass(c)
	}
}

// omClasses tells the object syntaxes apart ([MS-ADTS] 3.1.1.2.2.2): a BER-encoded
// OID each.
var omClasses = map[model.Syntax]string{
	model.SyntaxDN:     "\x2b\x0c\x02\x87\x73\x1c\x00\x85\x4a",
	model.SyntaxORName: "\x56\x06\x01\x02\x05\x0b\x1d",
	model.SyntaxOctets: "\x2a\x86\x48\x86\xf7\x14\x01\x01\x01\x06", // replica link
	model.SyntaxOther:  "\x2a\x86\x48\x86\xf7\x14\x01\x01\x01\x0b", // DN with binary
}

func (st *state) makeClass(c *class) {
	parent := "top"
	if c.parent != nil {
		parent = c.parent.name
	}
	attrs := map[model.Attr][]string{
		"lDAPDisplayName": {c.name}, "governsID": {c.oid}, "objectClassCategory": {strconv.Itoa(c.category)},
		"subClassOf": {parent}, "rDNAttID": {string(c.rdn.name)}, "adminDisplayName": {c.cn}, "showInAdvancedViewOnly": {"TRUE"},
		"systemAuxiliaryClass": c.auxiliary, "systemPossSuperiors": c.superiors, "systemMustContain": c.ownMust, "systemMayContain": c.own,
		"defaultObjectCategory": {"CN=" + c.objCategory + "," + string(st.schemaTop.dn)},
	}
	if c.exchange { // what is not of the base schema stands in the other four
		for system, plain := range map[model.Attr]model.Attr{"systemAuxiliaryClass": "auxiliaryClass", "systemPossSuperiors": "possSuperiors",
			"systemMustContain": "mustContain", "systemMayContain": "mayContain"} {
			attrs[plain] = attrs[system]
			delete(attrs, system)
		}
	}
	addGUID(attrs, c.guid)
	st.fixture(st.schemaTop, "classSchema", c.cn, attrs).fixed = true
}

func addGUID(attrs map[model.Attr][]string, guid string) {
	if g, err := model.ParseGUID(guid); err == nil {
		attrs["schemaIDGUID"] = []string{g.Bytes()}
	}
}

func boolean(b bool) string {
	if b {
		return "TRUE"
	}
	return "FALSE"
}
