package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// A refEditor edits a field of one reference.
type refEditor struct {
	widget.BaseWidget
	host   *fieldHost
	dn     string
	name   *kit.MultiEntry
	choose *kit.Button
	remove *kit.Button
	open   *kit.Button
}

func newRefEditor(h *fieldHost) *refEditor {
	e := &refEditor{host: h, name: kit.NewMultiEntry(1)}
	e.name.ReadOnly = true
	e.name.Wrapping = fyne.TextWrapOff
	e.name.Scroll = fyne.ScrollHorizontalOnly
	e.choose = kit.NewButton("Choose…", nil, e.pick)
	e.remove = kit.NewButton("Clear", nil, func() {
		h.do("", func(entry model.Entry) (model.Entry, error) { return h.field.With(entry, nil) })
	})
	e.open = kit.NewButton("Open", nil, func() { h.open(model.Ref{DN: e.dn}) })
	e.open.SetTip("Open the properties of this object")
	e.ExtendBaseWidget(e)
	return e
}

func (e *refEditor) focusTarget() fyne.CanvasObject { return e.choose }

func (e *refEditor) show(v shown) {
	e.dn = v.text()
	text := ""
	if e.dn != "" {
		e.host.names.want([]string{e.dn})
		n := e.host.names.get(e.dn)
		text = n.name
		if n.mail != "" {
			text += " (" + n.mail + ")"
		}
	}
	hint(e.name, v)
	e.name.ShowText(text)
	e.name.SetTip(e.dn)
	enable(e.choose, v.on)
	enable(e.remove, v.on && (e.dn != "" || !v.same))
	enable(e.open, e.dn != "")
}

func (e *refEditor) pick() {
	families, _ := e.host.field.Refs()
	e.host.app.pick(e.host.win, pickOptions{
		Title: e.host.field.Label, Families: families,
		Done: func(list []model.Entry) {
			e.host.names.learn(list[0])
			err := e.host.do("", func(entry model.Entry) (model.Entry, error) {
				next, err := e.host.field.AddRef(entry, list[0])
				if model.CodeOf(err) == model.Exists {
					return entry, nil
				}
				return next, err
			})
			if err != nil {
				e.host.app.fail(e.host.win, err)
			}
		},
	})
}

// CreateRenderer implements fyne.Widget.
func (e *refEditor) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewBorder(nil, nil, nil, container.NewHBox(e.choose, e.remove, e.open), e.name))
}
