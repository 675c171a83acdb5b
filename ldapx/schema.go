package ldapx

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"recipientdesk/model"
)

// Schema implements model.Directory.
func (d *Directory) Schema(ctx context.Context) (*model.Schema, error) {
	return d.schema.get(ctx, d.readSchema)
}

func (d *Directory) readSchema(ctx context.Context) (*model.Schema, error) {
	info, err := d.Info(ctx)
	if err != nil {
		return nil, err
	}
	var attrs []model.AttrDef
	for e, err := range d.Search(ctx, schemaQuery(info.SchemaBase, "attributeSchema",
		"lDAPDisplayName", "attributeSyntax", "oMSyntax", "oMObjectClass", "isSingleValued", "rangeLower", "rangeUpper",
		"linkID", "systemOnly", "systemFlags", "isDefunct")) {
		if err != nil {
			return nil, err
		}
		if e.First("isDefunct") != "TRUE" {
			attrs = append(attrs, attrDef(e))
		}
	}
	classes := map[string]model.Entry{}
	for e, err := range d.Search(ctx, schemaQuery(info.SchemaBase, "classSchema",
		"lDAPDisplayName", "subClassOf", "auxiliaryClass", "systemAuxiliaryClass",
		"mayContain", "systemMayContain", "mustContain", "systemMustContain", "isDefunct")) {
		if err != nil {
			return nil, err
		}
		if e.First("isDefunct") != "TRUE" {
			classes[strings.ToLower(e.First("lDAPDisplayName"))] = e
		}
	}
	return model.NewSchema(attrs, classDefs(classes), info.Exchange), nil
}

func schemaQuery(base, class string, attrs ...model.Attr) model.Query {
	return model.Query{Base: base, Scope: model.Children, Where: model.Equal{Attr: model.ObjectClass, Value: class}, Attrs: attrs}
}

// orNameClass is oMObjectClass of the OR name syntax. Attributes of DN with binary
// have the same attributeSyntax, 2.5.5.7 ([MS-ADTS] 3.1.1.2.2.2).
const orNameClass = "\x56\x06\x01\x02\x05\x0b\x1d"

// constructed is the bit of systemFlags that marks attributes the server computes
// ([MS-ADTS] 2.2.10).
const constructed = 0x4

func attrDef(e model.Entry) model.AttrDef {
	number := func(a model.Attr) int { n, _ := strconv.Atoi(e.First(a)); return n }
	def := model.AttrDef{
		Name:   model.Attr(e.First("lDAPDisplayName")),
		Syntax: model.SyntaxOf(e.First("attributeSyntax")),
		Single: e.First("isSingleValued") == "TRUE",
		Min:    number("rangeLower"),
		Max:    number("rangeUpper"),
		LinkID: number("linkID"),
	}
	if def.Syntax == model.SyntaxORName && e.First("oMObjectClass") != orNameClass {
		def.Syntax = model.SyntaxOther
	}
	def.System = e.First("systemOnly") == "TRUE" || number("systemFlags")&constructed != 0 || def.BackLink()
	return def
}

// classDefs flattens classes: what an object of a class may have comes from the
// class, its superclasses and the auxiliary classes of all of them.
func classDefs(classes map[string]model.Entry) []model.ClassDef {
	out := make([]model.ClassDef, 0, len(classes))
	for _, e := range classes {
		must, may := map[model.Attr]bool{}, map[model.Attr]bool{}
		collect(classes, e, map[string]bool{}, must, may)
		def := model.ClassDef{Name: e.First("lDAPDisplayName"), Must: sorted(must), Parent: parents(classes, e)}
		for a := range must {
			may[a] = true
		}
		def.Attrs = sorted(may)
		out = append(out, def)
	}
	slices.SortFunc(out, func(a, b model.ClassDef) int { return strings.Compare(a.Name, b.Name) })
	return out
}

func collect(classes map[string]model.Entry, e model.Entry, seen map[string]bool, must, may map[model.Attr]bool) {
	name := strings.ToLower(e.First("lDAPDisplayName"))
	if name == "" || seen[name] { // top is its own superclass
		return
	}
	seen[name] = true
	gather := func(set map[model.Attr]bool, from ...model.Attr) {
		for _, a := range from {
			for _, v := range e.Values(a) {
				set[model.Attr(strings.ToLower(v))] = true
			}
		}
	}
	gather(must, "mustContain", "systemMustContain")
	gather(may, "mayContain", "systemMayContain")
	for _, a := range []model.Attr{"subClassOf", "auxiliaryClass", "systemAuxiliaryClass"} {
		for _, c := range e.Values(a) {
			collect(classes, classes[strings.ToLower(c)], seen, must, may)
		}
	}
}

// parents returns the superclasses, the nearest first.
func parents(classes map[string]model.Entry, e model.Entry) (out []string) {
	for {
		up := e.First("subClassOf")
		if up == "" || strings.EqualFold(up, e.First("lDAPDisplayName")) || len(out) > len(classes) {
			return out
		}
		out = append(out, up)
		e = classes[strings.ToLower(up)]
	}
}

func sorted(set map[model.Attr]bool) []model.Attr {
	out := make([]model.Attr, 0, len(set))
	for a := range set {
		out = append(out, a)
	}
	slices.Sort(out)
	return out
}
