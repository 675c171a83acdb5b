package ui

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/sheet"
	"recipientdesk/ui/kit"
)

// toggle turns a Check field on or off in every object. Off is FALSE for an
// object that had a value when it was read, and no value for the others.
func toggle(h *fieldHost, on bool) {
	base := h.base()
	h.do("", func(e model.Entry) (model.Entry, error) {
		was := e
		if i := slices.IndexFunc(base, func(b model.Entry) bool { return b.Ref.Same(e.Ref) }); i >= 0 {
			was = base[i]
		}
		return h.field.WithCheck(was, e, on), nil
	})
}

// none is the choice that removes the value.
const none = "(not set)"

// A choiceEditor is a drop-down list.
type choiceEditor struct {
	widget.BaseWidget
	list   *kit.Select
	choice sheet.Choice
}

func newChoiceEditor(h *fieldHost, c sheet.Choice) *choiceEditor {
	labels := []string{none}
	for _, o := range c.Options {
		labels = append(labels, o.Label)
	}
	e := &choiceEditor{choice: c}
	e.list = kit.NewSelect(labels, func(label string) {
		value := ""
		for _, o := range c.Options {
			if o.Label == label {
				value = o.Value
			}
		}
		h.typed(value)
	})
	e.ExtendBaseWidget(e)
	return e
}

func (e *choiceEditor) focusTarget() fyne.CanvasObject { return e.list }

func (e *choiceEditor) show(v shown) {
	switch {
	case !v.same:
		e.list.ShowSelected(several)
	case v.text() == "":
		e.list.ShowSelected(none)
	default:
		e.list.ShowSelected(e.choice.Label(v.text()))
	}
	enable(e.list, v.on)
}

// CreateRenderer implements fyne.Widget.
func (e *choiceEditor) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(narrow{280}, e.list))
}

// A suffixEditor is a name, an @ and one of the forest's suffixes.
type suffixEditor struct {
	widget.BaseWidget
	host   *fieldHost
	local  *kit.Entry
	suffix *kit.SelectEntry
}

func newSuffixEditor(h *fieldHost, suffixes []string) *suffixEditor {
	e := &suffixEditor{host: h, local: kit.NewEntry(), suffix: kit.NewSelectEntry(suffixes)}
	e.local.OnChanged = func(string) { e.changed() }
	e.suffix.OnChanged = func(string) { e.changed() }
	e.suffix.SetTip("A domain of the forest. Others can be typed; the cloud replaces a domain that is not verified.")
	e.ExtendBaseWidget(e)
	return e
}

// changed reports both parts as one value. An empty name removes it; a full name
// pasted into the first part is taken apart.
func (e *suffixEditor) changed() {
	local, suffix := e.local.Text, e.suffix.Text
	switch {
	case strings.Contains(local, "@") && suffix != "":
		l, s := sheet.SplitUPN(local)
		if s != "" {
			e.suffix.ShowText(s)
			e.local.ShowText(l)
			local, suffix = l, s
		}
	case local == "" && len(e.suffix.Text) > 0:
		e.host.typed("")
		return
	}
	if local == "" && suffix == "" {
		e.host.typed("")
		return
	}
	e.host.typed(local + "@" + suffix)
}

func (e *suffixEditor) focusTarget() fyne.CanvasObject { return e.local }

func (e *suffixEditor) show(v shown) {
	local, suffix := sheet.SplitUPN(v.text())
	e.local.ShowText(local)
	if v.text() != "" || !v.same {
		e.suffix.ShowText(suffix)
	}
	hint(e.local, v)
	enable(e.local, v.on)
	enable(e.suffix, v.on)
}

// CreateRenderer implements fyne.Widget.
func (e *suffixEditor) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(halves{}, e.local, widget.NewLabel("@"), e.suffix))
}

// halves gives the first and the last of three objects the same width.
type halves struct{}

// MinSize implements fyne.Layout.
func (halves) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b, c := o[0].MinSize(), o[1].MinSize(), o[2].MinSize()
	return fyne.NewSize(2*max(a.Width, c.Width)+b.Width, max(a.Height, b.Height, c.Height))
}

// Layout implements fyne.Layout.
func (halves) Layout(o []fyne.CanvasObject, size fyne.Size) {
	mid := o[1].MinSize().Width - 2
	half := (size.Width - mid) / 2
	o[0].Resize(fyne.NewSize(half, size.Height))
	o[0].Move(fyne.NewPos(0, 0))
	o[1].Resize(fyne.NewSize(mid, size.Height))
	o[1].Move(fyne.NewPos(half, 0))
	o[2].Resize(fyne.NewSize(half, size.Height))
	o[2].Move(fyne.NewPos(half+mid, 0))
}

// A flagsEditor shows the bits of a number as boxes, and the number itself.
type flagsEditor struct {
	widget.BaseWidget
	boxes  []*kit.Check
	number *kit.Entry
	bits   []sheet.Bit
	value  int64
}

func newFlagsEditor(h *fieldHost, f sheet.Flags) *flagsEditor {
	e := &flagsEditor{bits: f.Bits, number: kit.NewEntry()}
	for _, b := range f.Bits {
		e.boxes = append(e.boxes, kit.NewCheck(b.Label, func(on bool) {
			next := e.value &^ b.Mask
			if on {
				next |= b.Mask
			}
			h.typed(strconv.FormatInt(next, 10))
		}))
	}
	e.number.OnChanged = h.typed
	e.number.SetTip("The number itself, in decimal. Empty removes the value.")
	e.ExtendBaseWidget(e)
	return e
}

func (e *flagsEditor) focusTarget() fyne.CanvasObject { return e.number }

func (e *flagsEditor) show(v shown) {
	e.value, _ = strconv.ParseInt(v.text(), 10, 64)
	for i, box := range e.boxes {
		box.ShowChecked(e.value&e.bits[i].Mask != 0, !v.same)
		enable(box, v.on && v.same)
	}
	e.number.ShowText(v.text())
	hint(e.number, v)
	enable(e.number, v.on)
}

// CreateRenderer implements fyne.Widget.
func (e *flagsEditor) CreateRenderer() fyne.WidgetRenderer {
	grid := container.NewGridWithColumns(2)
	for _, box := range e.boxes {
		grid.Add(box)
	}
	return widget.NewSimpleRenderer(container.NewVBox(container.New(narrow{150}, e.number), grid))
}
