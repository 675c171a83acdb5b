package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// places is the left pane: the directory's folders, the views, the pages.
type places struct {
	app     *App
	outline *kit.Outline
	root    *folder
	// count says how many recipients a view holds, "" if that is not known yet.
	count func(viewID string) string
	// OnPick is told that the user went to a place.
	OnPick func(id string)
	// OnMenu is asked for the context menu of a place.
	OnMenu func(id string, at fyne.Position)
	wanted string // DN of a folder to go to once the way there has been read
}

func newPlaces(a *App) *places {
	p := &places{app: a, outline: kit.NewOutline(), count: func(string) string { return "" }}
	p.outline.OnSelect = func(id string) { p.OnPick(id) }
	p.outline.OnToggle = p.toggle
	p.outline.OnActivate = func(id string) { p.OnPick(id) }
	p.outline.OnMenu = func(id string, at fyne.Position) { p.OnMenu(id, at) }
	return p
}

// connect shows the folders of a session, the domain open.
func (p *places) connect(s *Session) {
	p.disconnect()
	base := s.Target.Base
	if base == "" {
		base = s.Info.Base
	}
	p.root = rootFolder(base, s.Info.Domain)
	p.open(p.root)
	p.refresh()
}

func (p *places) disconnect() {
	if p.root != nil {
		p.root.stop()
	}
	p.root, p.wanted = nil, ""
}

// reload reads the folders that are open anew. What was read stays until then.
func (p *places) reload() {
	if p.root != nil {
		p.readAgain(p.root)
	}
}

// readAgain reads what is below an open folder. That it cannot be read is not
// said: the list is read at the same time and says it.
func (p *places) readAgain(f *folder) {
	session := p.app.session
	load(p.app.run, &f.reading, func(ctx context.Context) ([]*folder, error) {
		return readFolders(ctx, session, f.ref.DN)
	}, func(children []*folder, err error) {
		if err != nil {
			return
		}
		for _, c := range children {
			if old := f.child(c.id); old != nil {
				c.open, c.read, c.children = old.open, old.read, old.children
			}
		}
		f.stop()
		f.children, f.read = children, true
		p.refresh()
		for _, c := range children {
			if c.open {
				p.readAgain(c)
			}
		}
	})
}

// folder is the folder with that ID; nil: it is no folder, or not read.
func (p *places) folder(id string) *folder {
	if p.root == nil || !strings.HasPrefix(id, prefixOU) {
		return nil
	}
	return p.root.find(id)
}

func (p *places) toggle(id string, open bool) {
	f := p.folder(id)
	switch {
	case f == nil:
	case open:
		p.open(f)
	default:
		f.open = false
		p.refresh()
		if s := p.folder(p.outline.Selected()); s != nil && s != f && below(s.ref.DN, f.ref.DN) {
			p.outline.Select(f.id)
			p.OnPick(f.id)
		}
	}
}

func (p *places) open(f *folder) {
	f.open = true
	if f.read {
		p.refresh()
		return
	}
	session := p.app.session
	load(p.app.run, &f.reading, func(ctx context.Context) ([]*folder, error) {
		return readFolders(ctx, session, f.ref.DN)
	}, func(children []*folder, err error) {
		if err != nil {
			f.open = false
			p.refresh()
			p.app.fail(p.app.win, err)
			return
		}
		f.children, f.read = children, true
		p.refresh()
		p.follow(f)
	})
	p.refresh()
}

// goTo selects a folder by its place, reading the way there.
func (p *places) goTo(dn string) {
	p.wanted = dn
	if p.root != nil && p.root.read {
		p.follow(p.root)
	}
}

func (p *places) follow(f *folder) {
	for _, c := range f.children {
		switch {
		case p.wanted == "" || !below(p.wanted, c.ref.DN):
		case model.SameDN(p.wanted, c.ref.DN):
			p.wanted = ""
			p.outline.Select(c.id)
			p.OnPick(c.id)
		case c.read:
			c.open = true
			p.follow(c)
		default:
			p.open(c)
		}
	}
}

// refresh draws the rows anew.
func (p *places) refresh() {
	var rows []kit.OutlineRow
	if p.root != nil {
		rows = append(rows, kit.OutlineRow{ID: "h:directory", Text: "Directory", Heading: true})
		rows = appendFolder(rows, p.root, 0)
	}
	rows = append(rows, kit.OutlineRow{ID: "h:views", Text: "Views", Heading: true})
	for _, v := range builtinViews() {
		row := kit.OutlineRow{ID: prefixView + v.ID, Text: v.Label, Icon: v.Icon, Note: p.count(v.ID), Tip: v.Tip}
		rows = append(rows, row)
	}
	for _, v := range p.app.settings.Views() {
		rows = append(rows, kit.OutlineRow{ID: prefixSaved + v.Name, Text: v.Name, Icon: theme.SearchIcon(), Tip: v.describe()})
	}
	for _, d := range pageDefs() {
		rows = append(rows, kit.OutlineRow{ID: d.ID, Text: d.Label, Icon: d.Icon, Tip: d.Tip})
	}
	p.outline.SetRows(rows)
}

func appendFolder(rows []kit.OutlineRow, f *folder, depth int) []kit.OutlineRow {
	rows = append(rows, kit.OutlineRow{ID: f.id, Text: f.name, Icon: f.icon, Depth: depth,
		Branch: !f.read || len(f.children) > 0, Open: f.open, Tip: f.ref.DN})
	if f.open {
		for _, c := range f.children {
			rows = appendFolder(rows, c, depth+1)
		}
	}
	return rows
}
