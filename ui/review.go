package ui

import (
	"fmt"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/lifecycle"
	"recipientdesk/model/sheet"
	"recipientdesk/ui/kit"
)

// A finding is something about the edit that a person should know before a save.
type finding struct {
	tone  kit.Tone   // ToneError keeps the sheet from being saved
	rule  string     // "RD1001", "" for what is no rule
	about string     // the field or object
	text  string     // a sentence
	old   bool       // it was so before the edit
	attr  model.Attr // where it stands
	ref   model.Ref  // whose finding it is
	other model.Ref  // the other party, to open; zero: none
	fix   edit       // nil: none is known
}

// A reviewState is what the review line says: always there and always true.
type reviewState struct {
	changes  []model.ChangeSet
	findings []finding
	cloud    []lifecycle.Step // to be set in Exchange Online, too: of what was saved here, and of the edit
	text     string
	tone     kit.Tone
	savable  bool
	undoable bool
	busy     bool
}

// state looks at the draft. It asks no server and is quick enough for every key.
func (s *Sheet) state() reviewState {
	st := reviewState{changes: s.draft.Changes(), busy: s.saving}
	st.findings = s.findings()
	st.cloud = slices.Concat(s.leftover, s.unsynced(st.changes))
	errors := countTone(st.findings, kit.ToneError)
	st.undoable = len(st.changes) > 0 || len(s.bad) > 0
	st.savable = len(st.changes) > 0 && errors == 0 && !s.saving && !s.frozen()
	st.text, st.tone = s.summary(st)
	return st
}

// unsynced is what of changes has to be set in Exchange Online, too.
func (s *Sheet) unsynced(changes []model.ChangeSet) (out []lifecycle.Step) {
	now := s.draft.Entries()
	for i, before := range s.draft.Base() {
		if slices.ContainsFunc(changes, func(cs model.ChangeSet) bool { return cs.Ref.Same(before.Ref) }) {
			out = append(out, lifecycle.Unsynced(before, now[i])...)
		}
	}
	return out
}

func countTone(list []finding, t kit.Tone) (n int) {
	for _, f := range list {
		if f.tone == t {
			n++
		}
	}
	return n
}

// summary is the line: "2 changes · 1 warning".
func (s *Sheet) summary(st reviewState) (string, kit.Tone) {
	if s.gone {
		return "The object is gone: nothing can be saved", kit.ToneError
	}
	var parts []string
	n, tone := 0, kit.ToneNeutral
	for _, cs := range st.changes {
		n += len(cs.Changes)
	}
	switch {
	case n == 0 && len(s.bad) == 0:
		parts = []string{"No changes"}
	case n > 0:
		tone = kit.ToneChanged
		parts = []string{many(n, "change", "changes")}
		if len(s.refs) > 1 {
			parts[0] += " on " + many(len(st.changes), "object", "objects")
		}
	}
	for _, k := range []struct {
		tone      kit.Tone
		one, more string
	}{{kit.ToneInfo, "piece of advice", "pieces of advice"}, {kit.ToneWarning, "warning", "warnings"}, {kit.ToneError, "error", "errors"}} {
		c := countTone(st.findings, k.tone)
		if c == 0 {
			continue
		}
		parts = append(parts, many(c, k.one, k.more))
		if slices.ContainsFunc(st.findings, func(f finding) bool { return f.tone == k.tone && !f.old }) {
			tone = k.tone
		}
	}
	if n := len(st.cloud); n > 0 {
		parts = append(parts, many(n, "setting", "settings")+" for Exchange Online")
	}
	if text, t := s.afterSync(st.changes); text != "" {
		parts, tone = append(parts, text), max(tone, t)
	}
	if st.busy {
		parts = append([]string{"Saving…"}, parts...)
	}
	return strings.Join(parts, " · "), tone
}

// findings lists what stands against the edit, worst first.
func (s *Sheet) findings() (out []finding) {
	for _, id := range sortedKeys(s.bad) {
		b := s.bad[id]
		out = append(out, finding{tone: kit.ToneError, about: b.label, text: sentence(b.err), ref: s.refs[0]})
	}
	out = append(out, s.standings.withoutEffect(s.draft.Changes())...)
	return append(out, s.broken()...)
}

func sortedKeys(m map[string]badText) (out []string) {
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// findingAt is the worst finding at the attribute that the field is about. A field
// that writes several attributes leaves them to the fields of their own.
func (s *Sheet) findingAt(f sheet.Field) (finding, bool) {
	if len(f.Attrs) > 1 {
		return finding{}, false
	}
	i := slices.IndexFunc(s.now.findings, func(x finding) bool { return x.attr.Is(f.Attrs[0]) })
	if i < 0 {
		return finding{}, false
	}
	return s.now.findings[i], true
}

// A changeLine is one line of the details: a value that goes or comes.
type changeLine struct {
	object string
	field  string
	attr   model.Attr
	added  bool
	value  string
}

// changeLines writes changes for people: what goes before what comes.
func (s *Sheet) changeLines(sets []model.ChangeSet) (out []changeLine) {
	for _, cs := range sets {
		out = append(out, s.app.linesOf(cs)...)
	}
	return out
}

// fieldName is the label of the field that edits attr, the name of attr where none
// does.
func (a *App) fieldName(attr model.Attr) string {
	for _, f := range sheet.Fields() {
		if f.Attrs[0].Is(attr) && len(f.Attrs) == 1 {
			return a.labels().Name(f).Label
		}
		if f.Place != nil && f.Also[0].Is(attr) { // persons are in the other one
			return f.Label + " (groups)"
		}
	}
	return string(attr)
}

// fieldNames are the labels of all fields, by the attributes that they edit in lower
// case. A field that edits an attribute alone names it.
func (a *App) fieldNames() map[string]string {
	out := map[string]string{}
	for _, f := range sheet.Fields() {
		for _, attr := range f.Attrs {
			if key := strings.ToLower(string(attr)); out[key] == "" || len(f.Attrs) == 1 {
				out[key] = a.labels().Name(f).Label
			}
		}
		if f.Place != nil {
			out[strings.ToLower(string(f.Also[0]))] = f.Label + " (groups)"
		}
	}
	return out
}

// readable writes one stored value for a person.
func readable(schema *model.Schema, a model.Attr, v string) string {
	d, ok := schema.Lookup(a)
	if !ok {
		d = model.AttrDef{Name: a, Syntax: model.SyntaxString, Single: true}
	}
	if d.Syntax == model.SyntaxOctets && len(v) > 64 {
		return fmt.Sprintf("%s of data", byteSize(len(v)))
	}
	text := v
	if f := sheet.Raw(d); f.Edit != nil {
		text = f.Value(model.NewEntry(model.Ref{}, map[model.Attr][]string{a: {v}}))
	}
	if d.Syntax.Reference() {
		text = model.NameOf(v)
	}
	if means := model.Meaning(a, v); means != "" {
		text += " (" + means + ")"
	}
	return inLine(text)
}

// inLine writes a text in one line. Blanks at its ends, which nobody sees, are shown
// by quotes.
func inLine(text string) string {
	text = strings.NewReplacer("\r\n", " ¶ ", "\n", " ¶ ").Replace(text)
	if text != strings.TrimSpace(text) {
		return "“" + text + "”"
	}
	return text
}

// byteSize writes a number of bytes as people do.
func byteSize(n int) string {
	if n < 1024 {
		return many(n, "byte", "bytes")
	}
	return fmt.Sprintf("%.1f KB", float64(n)/1024)
}
