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
	q := model.Query{Base: info.SchemaBase, Scope: model.Children, Attrs: schemaAttrs,
		Where: model.Or{model.Equal{Attr: model.ObjectClass, Value: "attributeSchema"}, model.Equal{Attr: model.ObjectClass, Value: "classSchema"}}}
	var attrs []model.AttrDef
	classes := map[string]class{}
	for b, err := range d.List(ctx, q) {
		if err != nil {
			return nil, err
		}
		for i := range b.Len() {
			switch e := b.Entry(i); {
			case e.First("isDefunct") == "TRUE":
			case e.Has("attributeSyntax"):
				attrs = append(attrs, attrDef(e))
			default:
				c := classOf(e)
				classes[c.key] = c
			}
		}
	}
	return model.NewSchema(attrs, classDefs(classes), info.Exchange), nil
}

// schemaAttrs are what is read of attributeSchema and classSchema objects.
var schemaAttrs = []model.Attr{"lDAPDisplayName", "isDefunct",
	"attributeSyntax", "oMObjectClass", "isSingleValued", "rangeLower", "rangeUpper", "linkID", "systemOnly", "systemFlags",
	"subClassOf", "auxiliaryClass", "systemAuxiliaryClass", "mayContain", "systemMayContain", "mustContain", "systemMustContain"}

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

// A class is a classSchema object with its names in lower case, which is how they
// are looked up.
type class struct {
	name, key, parent string
	from              []string // superclass and auxiliary classes
	must, may         []model.Attr
}

func classOf(e model.Entry) class {
	c := class{name: e.First("lDAPDisplayName"), parent: e.First("subClassOf")}
	c.key = strings.ToLower(c.name)
	for _, a := range []model.Attr{"subClassOf", "auxiliaryClass", "systemAuxiliaryClass"} {
		for _, v := range e.Values(a) {
			c.from = append(c.from, strings.ToLower(v))
		}
	}
	lower := func(attrs ...model.Attr) (out []model.Attr) {
		for _, a := range attrs {
			for _, v := range e.Values(a) {
				out = append(out, model.Attr(strings.ToLower(v)))
			}
		}
		return out
	}
	c.must = lower("mustContain", "systemMustContain")
	c.may = lower("mayContain", "systemMayContain")
	return c
}

// classDefs flattens classes: what an object of a class may have comes from the
// class, its superclasses and the auxiliary classes of all of them.
func classDefs(classes map[string]class) []model.ClassDef {
	out := make([]model.ClassDef, 0, len(classes))
	for _, c := range classes {
		def := model.ClassDef{Name: c.name}
		collect(classes, c.key, map[string]bool{}, &def)
		def.Must = unique(def.Must)
		def.Attrs = unique(append(def.Attrs, def.Must...))
		for up := c; !strings.EqualFold(up.parent, up.name) && up.parent != "" && len(def.Parent) <= len(classes); {
			def.Parent = append(def.Parent, up.parent) // the nearest first
			up = classes[strings.ToLower(up.parent)]
		}
		out = append(out, def)
	}
	slices.SortFunc(out, func(a, b model.ClassDef) int { return strings.Compare(a.Name, b.Name) })
	return out
}

func collect(classes map[string]class, key string, seen map[string]bool, def *model.ClassDef) {
	if seen[key] { // top is its own superclass
		return
	}
	seen[key] = true
	c := classes[key]
	def.Must, def.Attrs = append(def.Must, c.must...), append(def.Attrs, c.may...)
	for _, f := range c.from {
		collect(classes, f, seen, def)
	}
}

func unique(attrs []model.Attr) []model.Attr {
	slices.Sort(attrs)
	return slices.Compact(attrs)
}
