package ui

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
	"recipientdesk/model/forecast"
	"recipientdesk/ui/kit"
)

// afterSync is the part of the review line about the next synchronization:
// "after the next sync: proxyAddresses +1, mail changes". It is "" where nothing is
// edited, and dots while the answer is being computed.
func (s *Sheet) afterSync(changes []model.ChangeSet) (text string, tone kit.Tone) {
	if len(changes) == 0 || s.sight.err != nil {
		return "", kit.ToneNeutral
	}
	const begin = "after the next sync: "
	if !s.sight.current() {
		return begin + "…", kit.ToneNeutral
	}
	var texts []string
	touched := 0
	for i, now := range s.sight.now {
		was := s.sight.base[i]
		if ok, _ := s.reaches(s.sight.nowOf[i], ""); !ok {
			touched++
			continue
		}
		keep := func(a model.Attr) bool { ok, _ := s.reaches(s.sight.nowOf[i], a); return ok }
		if text, t := cloudChange(was, now, keep); text != "" {
			texts, tone = append(texts, text), max(tone, t)
		}
		if !model.Diff(s.sight.baseOf[i], s.sight.nowOf[i]).Empty() {
			touched++
		}
	}
	switch {
	case len(texts) == 0:
		return begin + "nothing changes in the cloud", kit.ToneNeutral
	case len(s.sight.now) == 1:
		return begin + texts[0], tone
	}
	return begin + fmt.Sprintf("%d of %s change in the cloud", len(texts), many(touched, "object", "objects")), tone
}

// mostChanges is how many changed properties the review line names.
const mostChanges = 3

// cloudChange says what is another in the cloud, of what keep lets through; "" for
// nothing.
func cloudChange(was, now desk.Outlook, keep func(model.Attr) bool) (string, kit.Tone) {
	if was.Sync == nil || now.Sync == nil {
		return "", kit.ToneNeutral
	}
	switch {
	case present(was) && !present(now):
		return "the object is deleted in the cloud", kit.ToneWarning
	case !present(was) && present(now):
		return "the object appears in the cloud", kit.ToneNeutral
	}
	var parts []string
	tone := kit.ToneNeutral
	if a, b := was.Cloud.RecipientType, now.Cloud.RecipientType; a != b && keep("msExchRecipientTypeDetails") {
		tone = kit.ToneWarning
		parts = append(parts, "becomes "+recipientWords(b))
	}
	for _, c := range cloudDiff(was, now).Changes {
		if keep(c.Attr) {
			parts = append(parts, changeWords(c))
		}
	}
	return listed(parts, mostChanges), tone
}

// present reports whether an object of its own comes of it in the tenant.
func present(o desk.Outlook) bool {
	return o.Sync.InScope && o.Sync.JoinedTo == nil && o.Cloud.Absent == ""
}

// cloudDiff is the difference of two forecasts; where the tenant's part is not
// known, that of the exports.
func cloudDiff(was, now desk.Outlook) model.ChangeSet {
	return model.Diff(cloudEntry(was), cloudEntry(now))
}

func cloudEntry(o desk.Outlook) model.Entry {
	if o.Cloud.Cloud.Len() > 0 {
		return o.Cloud.Cloud
	}
	e := model.NewEntry(o.Sync.Entry.Ref, nil)
	for a, values := range o.Export().All() {
		e = e.With(forecast.CloudName(a), values...)
	}
	return e
}

func recipientWords(t string) string {
	if t == "" {
		return "something that is not certain"
	}
	return t
}

// changeWords is "mail changes", "title goes", "proxyAddresses +1 −2".
func changeWords(c model.Change) string {
	in, out := len(c.Added()), len(c.Removed())
	switch {
	case len(c.Before) <= 1 && len(c.After) <= 1 && in == 1 && out == 1:
		return string(c.Attr) + " changes"
	case len(c.Before) == 0 && len(c.After) == 1:
		return string(c.Attr) + " appears"
	case len(c.After) == 0 && len(c.Before) == 1:
		return string(c.Attr) + " goes"
	}
	text := string(c.Attr)
	if in > 0 {
		text += fmt.Sprintf(" +%d", in)
	}
	if out > 0 {
		text += fmt.Sprintf(" −%d", out)
	}
	if in+out == 0 {
		text += " is sorted otherwise"
	}
	return text
}

// A cloudLine is one line of the forecast in the details of the review.
type cloudLine struct {
	object, property string
	ad, after        []string
	mark             sign
	why              string
	tenant           *twinAnswer // what is known of the tenant; nil: nothing
	now              []string    // what stands there
}

// cloudLines lists what will be another in the cloud, and what of the edit does
// not arrive.
func (s *Sheet) cloudLines() (out []cloudLine) {
	if !s.sight.current() {
		return nil
	}
	for i, now := range s.sight.now {
		was, e := s.sight.base[i], s.sight.nowOf[i]
		if was.Sync == nil || now.Sync == nil {
			continue
		}
		edited := model.Diff(s.sight.baseOf[i], e)
		diff := cloudDiff(was, now)
		for _, r := range syncRows(now) {
			c, differs := diff.Change(r.property)
			if !differs && !touches(edited, r) || r.value != "" && !about(c, edited, r.value) {
				continue
			}
			m, ok := verdictSigns[r.verdict]
			if !ok {
				m = verdictSigns[forecast.Unknown]
			}
			l := cloudLine{object: model.Recipient{Entry: e}.Name(), property: s.app.rowLabel(r), ad: r.ad, after: r.cloud, mark: m, why: r.why}
			s.besideTenant(&l, e.Ref, r.property, r.attr, r.value)
			if ok, why := s.reaches(e, r.property); !ok {
				l.after, l.mark, l.why = l.now, signOfState(drift.InCloud), why
			}
			out = append(out, l)
		}
		for _, v := range diff.Changes {
			out = append(out, s.removedLines(e, v, now)...)
		}
	}
	return out
}

// touches reports whether an edit changes an attribute that the row is made of.
func touches(edited model.ChangeSet, r syncRow) bool {
	_, ok := edited.Change(r.attr)
	return ok
}

// about reports whether one of several addresses comes or goes.
func about(c model.Change, edited model.ChangeSet, value string) bool {
	own, _ := edited.Change(model.ProxyAddresses)
	for _, list := range [][]string{c.Added(), c.Removed(), own.Added(), own.Removed()} {
		for _, v := range list {
			if strings.EqualFold(v, value) {
				return true
			}
		}
	}
	return false
}

// removedLines are the values that will not be in the cloud any more, and that no row of
// the object as it is edited shows.
func (s *Sheet) removedLines(e model.Entry, c model.Change, now desk.Outlook) (out []cloudLine) {
	if len(c.After) > 0 && !c.Attr.Is(model.ProxyAddresses) {
		return nil
	}
	for _, v := range c.Removed() {
		kept := false
		for _, r := range syncRows(now) {
			kept = kept || r.property.Is(c.Attr) && (r.value == "" || strings.EqualFold(r.value, v))
		}
		if !kept {
			label := s.app.rowLabel(syncRow{label: forecast.Label(c.Attr), property: c.Attr, attr: c.Attr})
			l := cloudLine{object: model.Recipient{Entry: e}.Name(), property: label, mark: newSign(kit.ShapeEmpty, kit.ToneFinding, "goes"), why: "removed: " + plainText(v)}
			s.besideTenant(&l, e.Ref, c.Attr, "", v)
			out = append(out, l)
		}
	}
	return out
}

// besideTenant puts what stands in the tenant beside a line, if it was read. value is
// the address that the line is about, "" for the property as a whole.
func (s *Sheet) besideTenant(l *cloudLine, ref model.Ref, property, attr model.Attr, value string) {
	a, ok := s.twins.known[ref.GUID]
	if !ok {
		return
	}
	l.tenant = &a
	for _, r := range a.Rows {
		if !r.Property.Is(property) && (attr == "" || !r.Attr.Is(attr)) {
			continue
		}
		if value == "" {
			l.now = r.Now
			return
		}
		for _, v := range r.Now {
			if sameAddress(v, value) {
				l.now = []string{v}
			}
		}
		return
	}
}

// cloudColumns are those of the forecast in the review.
func (r *reviewPanel) cloudColumns() []kit.Column {
	list := []kit.Column{{ID: "property", Title: "Property", Width: 190, Static: true}, {ID: "ad", Title: "AD with this edit", Width: 210, Static: true},
		{ID: "after", Title: "After the next sync", Width: 210, Static: true}, {ID: "why", Title: "Why", Width: 270, Static: true}}
	if slices.ContainsFunc(r.cloud, func(l cloudLine) bool { return l.tenant != nil }) {
		list = slices.Insert(list, 3, kit.Column{ID: "now", Title: "Tenant now", Width: 174, Static: true})
		list[0].Width, list[1].Width, list[2].Width, list[4].Width = 150, 174, 174, 224
	}
	if len(r.sheet.refs) > 1 {
		list = append([]kit.Column{{ID: "object", Title: "Object", Width: 150, Static: true}}, list...)
	}
	return list
}

func (r *reviewPanel) cloudCell(row, col int) kit.CellData {
	l := r.cloud[row]
	switch r.after.Columns()[col].ID {
	case "object":
		if row > 0 && r.cloud[row-1].object == l.object {
			return kit.CellData{}
		}
		return kit.CellData{Text: l.object}
	case "property":
		return kit.CellData{Text: l.property, Icon: l.mark.icon}
	case "ad":
		return textCell(l.ad, theme.ColorNameForeground)
	case "after":
		return textCell(l.after, theme.ColorNameForeground)
	case "now":
		if l.tenant == nil {
			return kit.CellData{}
		}
		return textCell(l.now, theme.ColorNameForeground)
	}
	why := l.why
	if why == "" {
		why = l.mark.words
	}
	return kit.CellData{Text: begun(why), Color: kit.ColorMuted}
}
