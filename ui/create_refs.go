package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// A createRefs chooses a few objects that a new one refers to: groups, members, an owner.
type createRefs struct {
	widget.BaseWidget
	app     *App
	win     *kit.Window
	opt     pickOptions
	dns     []string
	own     bool // the user chose
	fixed   bool // nothing can be removed
	changed func()
	names   *nameBook
	lines   *fyne.Container
	add     *kit.Button
	whole   *fyne.Container
}

func newCreateRefs(a *App, win *kit.Window, title string, families []string, several bool, changed func()) *createRefs {
	r := &createRefs{app: a, win: win, changed: changed, lines: container.NewWithoutLayout()}
	kit.Stack(r.lines)
	r.opt = pickOptions{Title: title, Families: families, Several: several, Done: r.picked}
	r.names = newNameBook(a, r.draw)
	verb := "Choose…"
	if several {
		verb = "Add…"
	}
	r.add = kit.NewButton(verb, nil, func() { a.pick(win, r.opt) })
	r.whole = container.NewWithoutLayout(r.lines, container.NewHBox(r.add))
	kit.Stack(r.whole)
	r.ExtendBaseWidget(r)
	return r
}

// set shows these objects.
func (r *createRefs) set(dns []string) {
	r.dns = slices.Clone(dns)
	r.names.want(r.dns)
	r.draw()
}

func (r *createRefs) picked(list []model.Entry) {
	if !r.opt.Several {
		r.dns = nil
	}
	for _, e := range list {
		r.names.learn(e)
		if !slices.ContainsFunc(r.dns, func(dn string) bool { return strings.EqualFold(dn, e.Ref.DN) }) {
			r.dns = append(r.dns, e.Ref.DN)
		}
	}
	r.edited()
}

func (r *createRefs) edited() {
	r.own = true
	r.draw()
	r.changed()
}

// fix keeps what is chosen from being removed, or lets it.
func (r *createRefs) fix(fixed bool) {
	if r.fixed != fixed {
		r.fixed = fixed
		r.draw()
	}
}

func (r *createRefs) draw() {
	r.lines.Objects = nil
	for i, dn := range r.dns {
		n := r.names.get(dn)
		text := widget.NewLabel(n.name)
		text.Truncation = fyne.TextTruncateEllipsis
		tip := dn
		if r.names.lost(dn) {
			text.Importance, tip = widget.DangerImportance, dn+"\nThere is no such object."
		}
		drop := kit.NewIconButton(theme.ContentRemoveIcon(), "Remove "+n.name, func() {
			r.dns = slices.Delete(slices.Clone(r.dns), i, i+1)
			r.edited()
			r.win.Canvas().Focus(r.add)
		})
		enable(drop, !r.fixed)
		r.lines.Add(framed(nil, nil, widget.NewIcon(kindIcon(n)), drop, kit.Tooltip(text, tip)))
	}
	r.lines.Refresh()
	r.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (r *createRefs) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(r.whole)
}
