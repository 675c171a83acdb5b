package ui

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
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

// An attrDialog shows and edits one attribute by its syntax. It works on a draft
// of its own; OK hands the values to the sheet as one step.
type attrDialog struct {
	sheet  *Sheet
	field  sheet.Field
	draft  *model.Draft
	ed     editor
	on     bool
	wrong  *widget.Label
	raw    *kit.MultiEntry
	form   *kit.Select
	dialog *kit.Dialog
}

// editAttr puts the dialog up.
func (s *Sheet) editAttr(def model.AttrDef) {
	f := sheet.Raw(def)
	d := &attrDialog{sheet: s, field: f, draft: model.NewDraft(s.draft.Entries()...), wrong: newWrong(), raw: kit.NewMultiEntry(6)}
	state := f.State(s.schema, s.rights, s.draft.Entries()...)
	d.on = state.On() && !s.frozen()
	d.ed = newEditor(d.host())
	d.raw.ReadOnly = true
	d.raw.Wrapping = fyne.TextWrapBreak
	d.raw.TextStyle.Monospace = true
	d.form = kit.NewSelect([]string{"Raw: text", "Raw: hexadecimal", "Raw: Base64"}, func(string) { d.draw() })
	d.form.ShowSelected(d.form.Options[0])

	about := widget.NewLabel(attrAbout(def, state))
	about.Importance = widget.LowImportance
	about.Wrapping = fyne.TextWrapWord
	foot := container.NewVBox(d.wrong, container.New(narrow{180}, d.form), d.raw)
	size := fyne.NewSize(680, 300)
	if stretches(d.ed) {
		size.Height = 440
	}
	q := kit.Question{Title: f.Label, OK: "OK", MinSize: size, OnOK: d.accept,
		Content: framed(about, foot, nil, nil, container.New(topAligned{}, d.ed))}
	if w := firstFocusable(d.ed); w != nil && d.on {
		q.Focus = w
	}
	if !d.on {
		q.Cancel = "Close"
	}
	d.dialog = s.win.Ask(q)
	d.draw()
	d.dialog.Enable(d.on)
}

// topAligned gives an object that does not stretch no more height than it needs.
type topAligned struct{}

// MinSize implements fyne.Layout.
func (topAligned) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

// Layout implements fyne.Layout.
func (topAligned) Layout(o []fyne.CanvasObject, size fyne.Size) {
	if !stretches(o[0]) {
		size.Height = min(size.Height, o[0].MinSize().Height)
	}
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(size)
}

func attrAbout(d model.AttrDef, state sheet.State) string {
	text := d.Syntax.String() + ", one value"
	if !d.Single {
		text = d.Syntax.String() + ", several values"
	}
	if d.Max > 0 {
		text += fmt.Sprintf(", %d to %d", d.Min, d.Max)
	}
	if !state.On() {
		text += ". " + strings.TrimSpace(state.Reason+" "+state.Hint)
	}
	return text
}

func (d *attrDialog) host() *fieldHost {
	h := d.sheet.host(d.field)
	h.entries = d.draft.Entries
	h.do = func(tag string, f edit) error {
		err := d.draft.Do(tag, f)
		d.draw()
		return err
	}
	h.typed = func(text string) {
		err := d.draft.Do("typing", func(e model.Entry) (model.Entry, error) { return d.field.WithText(e, text) })
		say(d.wrong, err)
		d.dialog.Enable(d.on && err == nil)
		if err == nil {
			d.draw()
		}
	}
	return h
}

func (d *attrDialog) draw() {
	es := d.draft.Entries()
	values, same := d.field.Common(es)
	d.ed.show(shown{values: values, same: same, on: d.on, count: len(es)})
	d.raw.ShowText(rawText(es[0].Values(d.field.Attrs[0]), d.form.SelectedIndex()))
}

// rawText writes stored values as they are: as text with what cannot be seen
// escaped, in hexadecimal, or in Base64.
func rawText(values []string, form int) string {
	var b strings.Builder
	for i, v := range values[:min(len(values), mostLines)] {
		if i > 0 {
			b.WriteByte('\n')
		}
		if len(v) > 8<<10 {
			v = v[:8<<10]
		}
		switch form {
		case 1:
			b.WriteString(strings.TrimSuffix(hex.Dump([]byte(v)), "\n"))
		case 2:
			b.WriteString(base64.StdEncoding.EncodeToString([]byte(v)))
		default:
			q := strconv.Quote(v)
			b.WriteString(strings.ReplaceAll(q[1:len(q)-1], `\"`, `"`))
		}
	}
	return b.String()
}

// accept hands the values over.
func (d *attrDialog) accept() bool {
	if !d.on {
		return true
	}
	a, edited := d.field.Attrs[0], d.draft.Entries()
	if slices.ContainsFunc(d.draft.Changes(), func(cs model.ChangeSet) bool { return !cs.Empty() }) {
		d.sheet.do("", func(e model.Entry) (model.Entry, error) {
			i := slices.IndexFunc(edited, func(o model.Entry) bool { return o.Ref.Same(e.Ref) })
			return e.With(a, edited[i].Values(a)...), nil
		})
	}
	return true
}

// flagNames writes the bits that are set in a number.
func flagNames(f sheet.Flags, value string) string {
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return value
	}
	return f.String(n)
}
