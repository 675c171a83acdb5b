package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recipientdesk/model"
	"recipientdesk/model/sheet"
	"recipientdesk/ui/kit"
)

// A sheetPage is one tab. Its widgets are made when it is first looked at: a
// sheet has some two hundred fields, and most are never seen.
type sheetPage struct {
	id    string
	item  *container.TabItem
	holds *fyne.Container // the widgets, once they are made
	make  func() fyne.CanvasObject
	draw  func() // redraws from the draft
	stop  func() // gives up what it reads; may be nil
	views []*fieldView

	scroll *container.Scroll // nil: the tab does not scroll
}

// build makes the tabs and the panels around them.
func (s *Sheet) build() {
	s.pages = nil
	base := s.draft.Base()
	for _, t := range sheet.Tabs() {
		if t.Shown(base...) && len(t.Fields()) > 0 {
			s.addPage(t.ID, t.Label, s.fieldPage(t))
		}
	}
	s.addPage("sync", "Sync", s.syncPage())
	s.addPage(tenantTab, "Tenant", s.tenantPage())
	s.addPage("all", "All attributes", s.allPage())
	if len(s.refs) == 1 {
		s.addPage("history", "History", s.historyPage())
	}
	items := make([]*container.TabItem, len(s.pages))
	for i, p := range s.pages {
		items[i] = p.item
	}
	s.tabs = container.NewAppTabs(items...)
	s.tabs.OnSelected = func(*container.TabItem) {
		s.watchTwins()
		s.drawPage()
	}
	s.review = newReviewPanel(s)
	bars := container.NewVBox(s.notice, s.bar)
	kit.Stack(bars)
	s.body = container.NewBorder(bars, s.review, nil, nil, s.tabs)
	s.win.SetContent(s.body)
	s.win.SetOnDropped(s.dropped)
	s.win.OnFocus = s.reveal
}

func (s *Sheet) addPage(id, label string, p *sheetPage) {
	p.id, p.holds = id, container.NewStack()
	p.item = container.NewTabItem(label, p.holds)
	s.pages = append(s.pages, p)
}

// page is the tab in front.
func (s *Sheet) page() *sheetPage {
	if s.tabs == nil {
		return nil
	}
	for _, p := range s.pages {
		if p.item == s.tabs.Selected() {
			return p
		}
	}
	return nil
}

// show brings the tab with that ID to the front.
func (s *Sheet) show(id string) {
	for _, p := range s.pages {
		if p.id == id {
			s.tabs.Select(p.item)
		}
	}
}

// goToField brings the field with that ID to the front, or the tab of that name, and
// gives it the focus.
func (s *Sheet) goToField(id string) {
	for _, t := range sheet.Tabs() {
		if slices.ContainsFunc(t.Fields(), func(f sheet.Field) bool { return f.ID == id }) {
			s.show(t.ID)
		}
	}
	s.show(id)
	s.drawPage()
	for _, v := range s.page().views {
		if v.field.ID != id {
			continue
		}
		if w := firstFocusable(v.target()); w != nil {
			s.win.Canvas().Focus(w)
		}
		return
	}
	s.focusFirst()
}

// turn goes to the next tab (1) or the one before (-1), round the ends.
func (s *Sheet) turn(by int) {
	if s.tabs == nil {
		return
	}
	n := len(s.pages)
	s.win.Canvas().Unfocus()
	s.tabs.SelectIndex((s.tabs.SelectedIndex() + by + n) % n)
	s.focusFirst()
}

// drawPage redraws the tab in front, making it first if need be.
func (s *Sheet) drawPage() {
	p := s.page()
	if p == nil {
		return
	}
	if len(p.holds.Objects) == 0 {
		content := p.make()
		p.draw() // before it is laid out: some widgets are as high as what they show
		p.holds.Add(content)
		return
	}
	p.draw()
}

// refresh redraws from the draft what can be seen. It is cheap enough for every key.
func (s *Sheet) refresh() {
	if s.draft == nil || s.closed {
		return
	}
	s.win.SetTitle(s.title())
	s.owners.watch(s.draft.Base(), s.draft.Entries())
	s.sight.watch(s.draft.Base(), s.draft.Entries())
	s.watchTwins()
	s.now = s.state()
	s.drawNotice()
	s.drawPage()
	s.review.draw(s.now)
}

// reveal scrolls the tab so that what has got the focus can be seen.
func (s *Sheet) reveal(o fyne.CanvasObject) {
	if s.win.Modal() {
		if _, button := o.(*kit.Button); !button && s.naming != nil {
			kit.Reveal(s.naming, o)
		}
		return
	}
	if s.review.steps.has(o) {
		kit.Reveal(s.review.roll, o)
		return
	}
	p := s.page()
	if p == nil || p.scroll == nil || s.outside(o) {
		return
	}
	kit.Reveal(p.scroll, o)
}

// outside reports whether o stands in the bar above or the review below the tab.
func (s *Sheet) outside(o fyne.CanvasObject) bool {
	if o == fyne.CanvasObject(s.review.table) || o == fyne.CanvasObject(s.review.after) || o == fyne.CanvasObject(s.review.aspect) {
		return true
	}
	b, ok := o.(*kit.Button)
	return ok && (slices.Contains(s.answers, b) || slices.Contains(s.review.buttons, b))
}

// ask shows a message above the tabs with the answers to it.
func (s *Sheet) ask(tone kit.Tone, text string, answers ...*kit.Button) {
	s.answers = answers
	s.bar.Say(tone, text, answers...)
}

// focusFirst puts the keyboard into the first field of the tab.
func (s *Sheet) focusFirst() {
	p := s.page()
	if p == nil {
		return
	}
	for _, v := range p.views {
		if e, ok := v.ed.(*addressesEditor); ok {
			s.win.Canvas().Focus(e.table)
			return
		}
	}
	if w := firstFocusable(p.holds); w != nil {
		s.win.Canvas().Focus(w)
	} else {
		s.win.Canvas().Focus(s.review.quit) // the keyboard has to be somewhere
	}
}

// firstFocusable finds the first widget below o that takes the focus now.
func firstFocusable(o fyne.CanvasObject) fyne.Focusable {
	if !o.Visible() {
		return nil
	}
	if f, ok := o.(fyne.Focusable); ok {
		if d, ok := o.(fyne.Disableable); !ok || !d.Disabled() {
			return f
		}
	}
	switch o := o.(type) {
	case *fyne.Container:
		for _, c := range o.Objects {
			if f := firstFocusable(c); f != nil {
				return f
			}
		}
	case *container.Scroll:
		return firstFocusable(o.Content)
	case interface{ focusTarget() fyne.CanvasObject }:
		return firstFocusable(o.focusTarget())
	case *kit.FieldRow:
		return firstFocusable(o.Editor())
	}
	return nil
}

// customTab is the tab whose fields the organization names.
const customTab = "custom"

// fieldPage is a tab that the sheet declares.
func (s *Sheet) fieldPage(t sheet.Tab) *sheetPage {
	p := &sheetPage{}
	p.make = func() fyne.CanvasObject {
		column := container.New(&sheetColumn{})
		var rows []*kit.FieldRow
		for _, g := range t.Groups {
			before := len(p.views)
			var boxes []fyne.CanvasObject
			for _, f := range g.Fields {
				if !f.Shown(s.draft.Base()...) {
					continue
				}
				v := s.newFieldView(f)
				p.views = append(p.views, v)
				boxes = append(boxes, v.box)
				if !v.tall {
					rows = append(rows, v.row)
				}
			}
			if len(p.views) == before {
				continue
			}
			if g.Label != "" {
				column.Add(kit.NewGroup(g.Label))
			}
			for _, b := range boxes {
				column.Add(b)
			}
		}
		kit.AlignLabels(rows...)
		if t.ID == customTab {
			column.Add(s.namesButton(t, p))
		}
		p.scroll = container.NewVScroll(kit.Inset(14, 10, column))
		return p.scroll
	}
	p.draw = func() {
		for _, v := range p.views {
			v.draw(s)
		}
	}
	return p
}

// shownFor is what the editor of f is to draw.
func (s *Sheet) shownFor(f sheet.Field, on bool) shown {
	es := s.draft.Entries()
	values, same := f.Common(es)
	return shown{values: values, same: same, on: on, count: len(es)}
}

// host makes what an editor of f needs to know.
func (s *Sheet) host(f sheet.Field) *fieldHost {
	h := &fieldHost{field: f, app: s.app, win: s.win, names: s.names, do: s.do}
	h.entries = func() []model.Entry { return s.draft.Entries() }
	h.base = func() []model.Entry { return s.draft.Base() }
	h.open = func(r model.Ref) { openSheet(s.app, []model.Ref{r}) }
	h.taken = s.owners.other
	h.dropped = s.droppedAddress
	h.typed = func(text string) { s.typed(f, text) }
	return h
}

// typed edits a field with what stands in its box. Each key starts anew from what
// the field held before the first one: applied one after the other, the keys of a
// new primary address would leave an alias each.
func (s *Sheet) typed(f sheet.Field, text string) {
	if s.draft == nil || s.frozen() {
		return
	}
	if s.typing == f.ID {
		s.draft.Undo()
	}
	err := s.draft.Do("", func(e model.Entry) (model.Entry, error) { return f.WithText(e, text) })
	delete(s.bad, f.ID)
	s.typing = f.ID
	if err != nil {
		s.typing = ""
		s.bad[f.ID] = badText{f.Label, err}
	}
	s.refresh()
}
