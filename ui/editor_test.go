package ui

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recipientdesk/model"
	"recipientdesk/model/sheet"
)

// editorCase is one kind of editor with a value to show.
type editorCase struct {
	name   string
	edit   sheet.Editor
	values []string
}

var editorCases = []editorCase{
	{"text", sheet.Text{}, []string{"Sales"}},
	{"lines", sheet.Text{Lines: 3}, []string{"Dock 4\nHamburg"}},
	{"suggest", sheet.Text{Suggest: true}, []string{"Sales"}},
	{"check", sheet.Check{}, []string{"TRUE"}},
	{"number", sheet.Number{Unit: "KB"}, []string{"10240"}},
	{"numbers", sheet.Number{Several: true}, []string{"1", "2"}},
	{"choice", sheet.Choice{Options: []sheet.Option{{Value: "DE", Label: "Germany"}}}, []string{"DE"}},
	{"suffix", sheet.Suffix{}, []string{"anna@brightwater.example"}},
	{"addresses", sheet.Addresses{}, []string{"SMTP:anna@brightwater.example", "smtp:a@x.example", "X500:/o=Old/cn=anna"}},
	{"picker", sheet.Picker{}, []string{"CN=Anna,DC=corp,DC=example"}},
	{"pickers", sheet.Picker{Several: true}, []string{"CN=Anna,DC=corp,DC=example"}},
	{"list", sheet.List{}, []string{"one", "two"}},
	{"photo", sheet.Photo{MaxBytes: sheet.PhotoMax}, nil},
	{"flags", sheet.Flags{Bits: []sheet.Bit{{Mask: 1, Label: "First"}, {Mask: 2, Label: "Second"}}}, []string{"3"}},
	{"backlink", sheet.Backlink{Forward: "member"}, []string{"CN=Group,DC=corp,DC=example"}},
	{"readonly", sheet.ReadOnly{}, []string{"4"}},
	{"octets", sheet.Octets{}, []string{"AAEC"}},
	{"guid", sheet.GUID{}, []string{"00000000-0000-0000-0000-000000000001"}},
	{"sid", sheet.SID{}, []string{"S-1-5-18"}},
	{"time", sheet.Time{}, []string{"2026-01-02T03:04:05Z"}},
	{"times", sheet.Time{Several: true}, []string{"2026-01-02T03:04:05Z"}},
}

// testHost stands in for a sheet: one object whose field has these values.
func testHost(a *App, c editorCase) *fieldHost {
	f := sheet.Field{ID: "x", Label: "X", Attrs: []model.Attr{"x"}, Edit: c.edit}
	attrs := map[model.Attr][]string{"x": c.values}
	if _, ok := c.edit.(sheet.Addresses); ok {
		f.Attrs = []model.Attr{model.ProxyAddresses}
		attrs = map[model.Attr][]string{model.ProxyAddresses: c.values}
	}
	es := []model.Entry{model.NewEntry(model.Ref{DN: "CN=X,DC=corp,DC=example"}, attrs)}
	get := func() []model.Entry { return es }
	h := &fieldHost{field: f, app: a, win: a.win, entries: get, base: get, names: newNameBook(a, func() {})}
	h.do = func(string, edit) error { return nil }
	h.typed = func(string) {}
	h.open = func(model.Ref) {}
	h.taken = func(string) string { return "" }
	h.dropped = h.taken
	return h
}

// Every kind of editor is drawn, which no test of its behavior shows: a struct
// that embeds a container compiles, works, and stays blank.
func TestEditorsAreDrawn(t *testing.T) {
	d := newDriver(t, "")
	for _, c := range editorCases {
		t.Run(c.name, func(t *testing.T) {
			ed := newEditor(testHost(d.app, c))
			ed.show(shown{values: c.values, same: true, on: true, count: 1})
			w := test.NewTempWindow(t, ed)
			w.SetPadded(false)
			w.Resize(fyne.NewSize(640, 240))
			markup := test.RenderObjectToMarkup(ed)
			for _, want := range drawnWords(c) {
				if !strings.Contains(markup, ">"+want+"<") {
					t.Errorf("%q is not drawn in\n%s", want, markup)
				}
			}
			test.AssertObjectRendersToMarkup(t, "editor/"+c.name+".xml", ed)
		})
	}
}

// drawnWords must be seen: what the case's values look like.
func drawnWords(c editorCase) []string {
	switch e := c.edit.(type) {
	case sheet.Check:
		return nil
	case sheet.Choice:
		return []string{e.Options[0].Label}
	case sheet.Suffix:
		return []string{"anna", "brightwater.example"}
	case sheet.Addresses:
		return []string{"anna@brightwater.example", "a@x.example", "kept (history)"}
	case sheet.Picker, sheet.Backlink:
		return []string{model.NameOf(c.values[0])}
	case sheet.Photo:
		return []string{"No photo"}
	case sheet.Flags:
		return []string{"First", "Second", "3"}
	}
	return strings.Split(c.values[0], "\n")
}

// Showing a value is no edit.
func TestShowingReportsNothing(t *testing.T) {
	d := newDriver(t, "")
	for _, c := range editorCases {
		h := testHost(d.app, c)
		h.typed = func(text string) { t.Errorf("%s reports %q", c.name, text) }
		h.do = func(string, edit) error { t.Errorf("%s edits", c.name); return nil }
		ed := newEditor(h)
		ed.show(shown{values: c.values, same: true, on: true, count: 1})
		ed.show(shown{same: false, on: true, count: 2})
		ed.show(shown{same: true, on: false, count: 1})
		ed.show(shown{values: c.values, same: true, on: true, count: 1})
	}
}

// The switch knows every kind that the sheet can declare.
func TestEveryKindHasAnEditor(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "../model/sheet/editor.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	for _, c := range editorCases {
		have[strings.TrimPrefix(fmt.Sprintf("%T", c.edit), "sheet.")] = true
	}
	found := 0
	for _, decl := range file.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok && fn.Name.Name == "Kind" {
			found++
			if kind := fn.Recv.List[0].Type.(*ast.Ident).Name; !have[kind] {
				t.Errorf("no case here for sheet.%s", kind)
			}
		}
	}
	if found < 10 {
		t.Errorf("only %d kinds found", found)
	}
}
