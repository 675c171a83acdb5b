package ui

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"recipientdesk/model"
)

// A folder is a place in the directory that can hold others: the domain, an
// organizational unit, a container. Its children are read when it is first
// opened.
type folder struct {
	id       string // prefixOU and the GUID, which outlives a rename
	ref      model.Ref
	name     string
	icon     fyne.Resource
	open     bool
	read     bool
	children []*folder
	reading  slot
}

// folderFilter selects what ADUC shows as folders when advanced features are off.
var folderFilter = model.And{
	model.Or{
		model.Equal{Attr: model.ObjectClass, Value: "organizationalUnit"},
		model.Equal{Attr: model.ObjectClass, Value: "container"},
		model.Equal{Attr: model.ObjectClass, Value: "builtinDomain"},
	},
	model.Not{F: model.Equal{Attr: "showInAdvancedViewOnly", Value: "TRUE"}},
}

func rootFolder(base, domain string) *folder {
	name := domain
	if dn, err := model.ParseDN(base); err == nil && len(dn) > 0 && !strings.EqualFold(dn[0].Type, "DC") {
		name = dn.Name()
	}
	return &folder{id: prefixOU + "root", ref: model.Ref{DN: base}, name: name, icon: iconDomain}
}

// readFolders reads what lies directly below a folder, in the order of names.
func readFolders(ctx context.Context, s *Session, dn string) ([]*folder, error) {
	found, err := s.Desk.Collect(ctx, model.Query{Base: dn, Scope: model.Children, Where: folderFilter, Attrs: []model.Attr{model.ObjectClass}})
	if err != nil {
		return nil, err
	}
	var out []*folder
	for _, e := range found {
		if model.SameDN(e.Ref.DN, dn) {
			continue
		}
		f := &folder{id: prefixOU + e.Ref.GUID, ref: e.Ref, name: model.NameOf(e.Ref.DN), icon: iconFolder}
		if slices.ContainsFunc(e.Values(model.ObjectClass), func(c string) bool { return strings.EqualFold(c, "organizationalUnit") }) {
			f.icon = iconUnit
		}
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b *folder) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.name), strings.ToLower(b.name)), cmp.Compare(a.id, b.id))
	})
	return out, nil
}

// find looks for a folder among those read.
func (f *folder) find(id string) *folder {
	if f.id == id {
		return f
	}
	for _, c := range f.children {
		if found := c.find(id); found != nil {
			return found
		}
	}
	return nil
}

// child is the folder directly below f with that ID; nil: there is none.
func (f *folder) child(id string) *folder {
	for _, c := range f.children {
		if c.id == id {
			return c
		}
	}
	return nil
}

// stop gives up what is being read below f.
func (f *folder) stop() {
	f.reading.stop()
	for _, c := range f.children {
		c.stop()
	}
}
