package sheet

import (
	"fmt"
	"strings"
	"testing"

	"recipientdesk/model"
)

// TestFieldsDoc keeps docs/fields.md equal to the declarations.
func TestFieldsDoc(t *testing.T) {
	var b strings.Builder
	b.WriteString(`# Fields

Made from the declarations in model/sheet by ` + "`go test ./model/sheet -update`" + `; do not edit.

The ID is what the command line and CSV headers take (` + "`rdesk set ID displayName=…`" + `); case does not matter. A name that is no
field ID is taken for an LDAP attribute, and ` + "`raw:mail`" + ` means the attribute of that name even where a field has it. "Also" lists
attributes that the field keeps in step where the forest has them and the user may write them. A field is off, with its
reason, where the schema lacks an attribute, the object's class cannot have it, or the user may not write it.
`)
	for _, tab := range Tabs() {
		fmt.Fprintf(&b, "\n## %s\n\n| ID | Label | LDAP attributes | Editor | What it is |\n|---|---|---|---|---|\n", tab.Label)
		for _, f := range tab.Fields() {
			help := f.Help
			if f.Doc != "" {
				help += " [Source](" + f.Doc + ")"
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", f.ID, f.Label, attrList(f), describeEditor(f.Edit), help)
		}
	}
	golden(t, "../../docs/fields.md", b.String())
}

func attrList(f Field) string {
	s := codeList(f.Attrs)
	if len(f.Also) > 0 {
		s += "; also " + codeList(f.Also)
	}
	return s
}

func codeList(attrs []model.Attr) string {
	var out []string
	for _, a := range attrs {
		out = append(out, "`"+string(a)+"`")
	}
	return strings.Join(out, ", ")
}

func describeEditor(e Editor) string {
	switch ed := e.(type) {
	case Number:
		return fmt.Sprintf("number, %d–%d %s", ed.Min, ed.Max, ed.Unit)
	case Text:
		if ed.Lines > 1 {
			return "text of several lines"
		}
	case Choice:
		if len(ed.Options) > 10 {
			return fmt.Sprintf("choice of %d", len(ed.Options))
		}
		var out []string
		for _, o := range ed.Options {
			out = append(out, o.Value+" "+o.Label)
		}
		return "choice: " + strings.Join(out, "; ")
	case Picker:
		what := "any object"
		if len(ed.Families) > 0 {
			what = strings.Join(ed.Families, ", ")
		}
		if ed.Several {
			return "picker, several: " + what
		}
		return "picker: " + what
	case Backlink:
		return "back-link of `" + string(ed.Forward) + "`"
	}
	return e.Kind()
}
