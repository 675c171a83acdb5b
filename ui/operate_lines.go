package ui

import (
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/model/desk"
	"recipientdesk/model/forecast"
	"recipientdesk/model/lifecycle"
	"recipientdesk/ui/kit"
)

// remarks are what has to be known of an outcome: why it is refused, what the rules find,
// and what it leaves, worst first.
func (a *App) remarks(o shownOutcome) (out []remark) {
	if o.err != nil {
		return []remark{{tone: o.refusalTone(), text: aloud(o.err)}}
	}
	for _, f := range o.more {
		out = append(out, a.remarkOf(f))
	}
	for _, f := range o.step.Review.New {
		out = append(out, a.remarkOf(a.findingOf(f)))
	}
	danger := lifecycle.DangerousTarget(o.step.After)
	for _, n := range o.step.Notes {
		tone := kit.ToneInfo
		if n == danger {
			tone = kit.ToneWarning
		}
		out = append(out, remark{tone: tone, text: n})
	}
	for _, f := range o.step.Review.Old {
		x := a.findingOf(f)
		x.old, x.tone = true, min(x.tone, kit.ToneWarning)
		out = append(out, a.remarkOf(x))
	}
	slices.SortStableFunc(out, func(a, b remark) int { return int(b.tone) - int(a.tone) })
	return out
}

func (o shownOutcome) refusalTone() kit.Tone {
	if o.asked {
		return kit.ToneInfo
	}
	return kit.ToneError
}

func (a *App) remarkOf(f finding) remark {
	r := remark{tone: f.tone, text: f.text}
	if f.about != "" && !strings.HasPrefix(r.text, f.about) {
		r.text = f.about + ": " + r.text
	}
	if f.rule != "" {
		r.text += " (" + f.rule + ")"
	}
	if f.old {
		r.text += " It was so before."
	}
	if f.other.DN != "" {
		r.open = func() { openSheet(a, []model.Ref{f.other}) }
	}
	return r
}

// findingOf is a finding of the checker as the window shows it.
func (a *App) findingOf(f check.Finding) finding {
	x := finding{rule: f.Rule.ID, about: a.fieldName(f.Attr), text: findingText(f) + ".", attr: f.Attr, ref: f.Ref}
	switch f.Rule.Severity {
	case check.Error:
		x.tone = kit.ToneError
	case check.Warning:
		x.tone = kit.ToneWarning
	default:
		x.tone = kit.ToneInfo
	}
	if len(f.Others) > 0 {
		x.other = f.Others[0].Ref
	}
	return x
}

// changeRows are the attributes of a change, each with the values that go and come.
func (a *App) changeRows(cs model.ChangeSet) (out []kit.WrapRow) {
	for _, c := range cs.Changes {
		cell := func(values []string) kit.WrapCell {
			if len(values) == 0 {
				return dash
			}
			var lines []string
			for _, v := range values {
				lines = append(lines, readable(a.session.Schema, c.Attr, v))
			}
			return kit.WrapCell{Text: strings.Join(lines, "\n")}
		}
		name := kit.WrapCell{Text: a.fieldName(c.Attr), Bold: true}
		if name.Text != string(c.Attr) {
			name.Note = string(c.Attr)
		}
		was, now := cell(c.Removed()), cell(c.Added())
		if len(c.Before) > 0 && len(c.Added()) > 0 && len(c.Removed()) == 0 {
			was.Text = "stays: " + many(len(c.Before), "value", "values")
		}
		text := strings.Join([]string{string(c.Attr), strings.ReplaceAll(was.Text, "\n", "; "), strings.ReplaceAll(now.Text, "\n", "; ")}, "\t")
		out = append(out, kit.WrapRow{Cells: []kit.WrapCell{name, was, now}, Text: text})
	}
	return out
}

// aheadRows are what changes in the cloud, and what of the change does not arrive, with
// where that is stated.
func (a *App) aheadRows(s desk.Step) (out []kit.WrapRow, links []string) {
	if s.Ahead.After.Sync == nil {
		return nil, nil
	}
	edited := s.Change()
	reasons := s.Ahead.Reasons(edited)
	add := func(property model.Attr, was, now []string, r forecast.Reason) {
		label := a.rowLabel(syncRow{label: forecast.Label(property), property: property, attr: forecast.ADName(property)})
		name := kit.WrapCell{Text: label, Bold: true}
		if label != string(property) {
			name.Note = string(property)
		}
		cell := func(values []string) kit.WrapCell {
			if len(values) == 0 {
				return dash
			}
			lines := make([]string, len(values))
			for i, v := range values {
				lines[i] = readable(a.session.Schema, forecast.ADName(property), v)
			}
			return kit.WrapCell{Text: strings.Join(lines, "\n")}
		}
		why := kit.WrapCell{Text: begun(r.Why), Color: kit.ColorMuted, Link: sourceLink(r.Source)}
		out = append(out, kit.WrapRow{Cells: []kit.WrapCell{name, cell(was), cell(now), why},
			Text: strings.Join([]string{string(property), strings.Join(was, "; "), strings.Join(now, "; "), r.Why, r.Source}, "\t")})
		links = append(links, r.Source)
	}
	for _, c := range ordered(s.Ahead.Changes()) {
		i := slices.IndexFunc(reasons, func(r forecast.Reason) bool {
			return c.Attr.Is(model.Attr(r.Property)) && (r.Value == "" || slices.Contains(c.Added(), r.Value))
		})
		var r forecast.Reason
		if i >= 0 {
			r = reasons[i]
		}
		add(c.Attr, c.Removed(), c.Added(), r)
	}
	for _, r := range reasons {
		c, wanted := edited.Change(model.Attr(r.Property))
		if wanted && (r.Verdict == forecast.Blocked || r.Verdict == forecast.NotSynced || r.Verdict == forecast.Overridden) {
			r.Why = upperFirst(verdictSigns[r.Verdict].words) + ": " + r.Why
			add(c.Attr, nil, nil, r)
		}
	}
	return out, links
}

// ordered are changes in the cloud, those that people look for first on top.
func ordered(cs model.ChangeSet) []model.Change {
	list := slices.Clone(cs.Changes)
	rank := func(c model.Change) int {
		switch {
		case c.Attr.Is(forecast.PropRecipientType):
			return 0
		case slices.ContainsFunc(firstProperties, c.Attr.Is):
			return 1
		}
		return 2
	}
	slices.SortStableFunc(list, func(a, b model.Change) int { return rank(a) - rank(b) })
	return list
}

// noForecast says why nothing changes in the cloud.
func (a *App) noForecast(s desk.Step) string {
	switch {
	case s.Ahead.After.Sync == nil && a.session.Desk.Rules() == nil:
		return "No synchronization rules are loaded, so nothing can be foreseen. Load those of the organization on the Rules page."
	case s.Ahead.After.Sync == nil:
		return ""
	}
	return outlookSentence(s.Ahead.After)
}

// comesTo is an outcome in a line: "9 changes · becomes UserMailbox in the cloud".
func (a *App) comesTo(o shownOutcome) (string, kit.Tone) {
	if o.err != nil {
		return aloud(o.err), o.refusalTone()
	}
	parts := []string{many(len(o.step.Change().Changes), "change", "changes")}
	tone := kit.ToneChanged
	list := a.remarks(o)
	for _, k := range []struct {
		tone      kit.Tone
		one, more string
	}{{kit.ToneWarning, "warning", "warnings"}, {kit.ToneError, "error", "errors"}} {
		n := 0
		for _, r := range list {
			if r.tone == k.tone {
				n++
			}
		}
		if n > 0 {
			parts, tone = append(parts, many(n, k.one, k.more)), k.tone
		}
	}
	if b, a := typeBefore(o.step.Ahead), o.step.Ahead.After.Cloud.RecipientType; b != a && o.step.Ahead.After.Sync != nil {
		parts = append(parts, becomesWords(a))
	}
	if n := len(o.cloud); n > 0 {
		parts = append(parts, many(n, "step", "steps")+" to do in the tenant")
	}
	return strings.Join(parts, " · "), tone
}

// becomesWords says what an object becomes in the cloud.
func becomesWords(recipient string) string {
	if recipient == forecast.None {
		return "goes from the cloud"
	}
	return "becomes " + recipientWords(recipient) + " in the cloud"
}

// typeBefore is the type of recipient without the change.
func typeBefore(h desk.Ahead) string {
	if h.Before == nil {
		return ""
	}
	return h.Before.Cloud.RecipientType
}
