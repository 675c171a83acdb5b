package ui

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/sheet"
	"recipientdesk/ui/kit"
)

// A fieldView is one field on a tab: label, editor, badges and what is wrong.
type fieldView struct {
	field sheet.Field
	row   *kit.FieldRow
	ed    editor
	box   fyne.CanvasObject
	tall  bool   // the editor stands below its label
	badge string // what the badge shown says
	sync  syncBadge
	tone  kit.Tone
}

func (s *Sheet) newFieldView(f sheet.Field) *fieldView {
	f = s.app.labels().Name(f).In(s.schema)
	v := &fieldView{field: f, ed: newEditor(s.host(f))}
	_, v.tall = v.ed.(stretchy)
	if v.tall {
		v.row = kit.NewFieldRow(f.Label, layout.NewSpacer(), fieldTip(f))
		kit.AlignLabels(v.row)
		v.box = newTallField(v.row, v.ed)
	} else {
		v.row = kit.NewFieldRow(f.Label, v.ed, fieldTip(f))
		v.box = v.row
	}
	return v
}

// fieldTip is the tooltip of a field: what it is, in LDAP and in words.
func fieldTip(f sheet.Field) string {
	var names []string
	for _, a := range f.Reads() {
		if !slices.Contains(names, string(a)) {
			names = append(names, string(a))
		}
	}
	tip := f.Help + "\nLDAP: " + strings.Join(names, ", ")
	if f.Doc != "" {
		tip += "\n" + f.Doc
	}
	return tip
}

// draw shows the field as the draft has it.
func (v *fieldView) draw(s *Sheet) {
	state := v.field.State(s.schema, s.rights, s.draft.Entries()...)
	on := state.On() && !s.frozen()
	bad, isBad := s.bad[v.field.ID]
	if !isBad && s.typing != v.field.ID { // what is being typed is not taken away, a blank at its end neither
		v.ed.show(s.shownFor(v.field, on))
	}
	v.setBadges(state, s.tenantBadge(v.field))
	tone := kit.ToneNeutral
	if isBad || s.changed(v.field) {
		tone = kit.ToneChanged
	}
	v.row.Mark(tone)
	note, noteTone := "", kit.ToneNeutral
	if isBad {
		note, noteTone = sentence(bad.err), kit.ToneError
	} else if f, ok := s.findingAt(v.field); ok && (!f.old || len(s.refs) == 1) {
		note, noteTone = f.text, f.tone
		if f.old { // not what the user did: no reason to shout
			noteTone = kit.ToneNeutral
		}
	}
	if v.row.Note() != note || v.tone != noteTone {
		v.tone = noteTone
		v.row.SetNote(noteTone, note)
	}
}

// changed reports whether the field shows something else than what was read. That
// one of its attributes changed does not say so: it may belong to other fields, too.
func (s *Sheet) changed(f sheet.Field) bool {
	base, now := s.draft.Base(), s.draft.Entries()
	for _, cs := range s.now.changes {
		touched := slices.ContainsFunc(f.Reads(), func(a model.Attr) bool { _, ok := cs.Change(a); return ok })
		i := slices.IndexFunc(base, func(e model.Entry) bool { return e.Ref.Same(cs.Ref) })
		if !touched || i < 0 {
			continue
		}
		if _, same := f.Common([]model.Entry{base[i], now[i]}); !same {
			return true
		}
	}
	return false
}

// tenantBadge says whether what stands in a field reaches the tenant. What is being
// computed leaves the badge that is there. What no rule carries says so, whoever
// decides about the object.
func (s *Sheet) tenantBadge(f sheet.Field) syncBadge {
	b := badgeOf(f, s.sight.now)
	if b.word == "" {
		b = emptyBadge(f, s.sight)
	}
	if c := s.standingBadge(f); c.word != "" && (b.word == "" || b.tone != kit.ToneNeutral) {
		return c
	}
	return b
}

// setBadges says why a field is off, and that it does not sync, in a word each; the
// tooltips say it in full.
func (v *fieldView) setBadges(state sheet.State, sync syncBadge) {
	word, tone := "", kit.ToneNeutral
	switch {
	case state.Code == model.NoSchema:
		word = "not in schema"
	case state.Code == model.Denied:
		word, tone = "no right", kit.ToneWarning
	case state.Code == model.Elsewhere:
		word, tone = "cloud-managed", kit.ToneInfo
	case !state.On():
		word = "read only"
	case state.Reason != "":
		word, tone = "limited", kit.ToneWarning
	}
	if word == v.badge && sync == v.sync {
		return
	}
	v.badge, v.sync = word, sync
	tip := strings.TrimSpace(state.Reason + "\n" + state.Hint)
	if t, ok := v.target().(interface{ SetTip(string) }); ok {
		t.SetTip(cmp.Or(tip, placeholder(v.field.Edit)))
	}
	var badges []*kit.Badge
	if word != "" {
		badges = append(badges, kit.NewBadge(word, tone, tip))
	}
	if sync.word != "" {
		badges = append(badges, kit.NewBadge(sync.word, sync.tone, sync.tip))
	}
	v.row.SetBadges(badges...)
}

// target is the widget of the editor that takes the focus first.
func (v *fieldView) target() fyne.CanvasObject {
	if e, ok := v.ed.(interface{ focusTarget() fyne.CanvasObject }); ok {
		return e.focusTarget()
	}
	return v.ed
}

// sentence is an error without its subject, for the line below the field.
func sentence(err error) string {
	_, message, advice, _ := describe(err)
	if e, ok := errors.AsType[*model.Error](err); ok {
		message = e.Message
	}
	message = strings.TrimSuffix(upperFirst(message), ".")
	if advice == "" {
		return message + "."
	}
	return fmt.Sprintf("%s. %s", message, advice)
}

// aloud is an error as one sentence with its subject, and what to do.
func aloud(err error) string {
	_, message, advice, _ := describe(err)
	if e, ok := errors.AsType[*model.Error](err); ok && e.Subject != "" {
		message = e.Subject + " " + e.Message
	}
	return strings.TrimSpace(strings.TrimSuffix(upperFirst(message), ".") + ". " + advice)
}

func upperFirst(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}

// A tallField is a field whose editor stands below its label and takes the
// height that is left.
type tallField struct {
	widget.BaseWidget
	row *kit.FieldRow
	ed  editor
}

func newTallField(row *kit.FieldRow, ed editor) *tallField {
	t := &tallField{row: row, ed: ed}
	t.ExtendBaseWidget(t)
	return t
}

func (t *tallField) stretches() {}

func (t *tallField) focusTarget() fyne.CanvasObject { return t.ed }

// CreateRenderer implements fyne.Widget.
func (t *tallField) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(framed(t.row, nil, nil, nil, t.ed))
}
