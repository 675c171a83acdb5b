package ui

import (
	"context"
	"fmt"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/model/forecast"
	"recipientdesk/model/sheet"
	"recipientdesk/ui/kit"
)

// A standingSight knows who decides in the tenant about the objects of a sheet: AD, or
// the tenant itself. It is asked when the sheet opens, before anything is edited, and
// again when something happened in the tenant.
type standingSight struct {
	app     *App
	changed func()
	known   map[string]drift.Standing // by GUID
	reading slot
}

// mostStandings is of how many objects of a sheet the tenant is asked: each takes a
// request or two.
const mostStandings = 20

// ask has the tenant asked about objects. What was known of them is shown meanwhile.
// No answer is no reason for a dialog: the tab Tenant says what is wrong.
func (t *standingSight) ask(list []model.Entry) {
	if !t.app.connected() {
		t.reading.stop()
		t.known = nil
		return
	}
	d := t.app.session.Desk
	list = list[:min(len(list), mostStandings)]
	load(t.app.run, &t.reading, func(ctx context.Context) (map[string]drift.Standing, error) {
		known := map[string]drift.Standing{}
		for _, e := range list {
			s, err := d.AuthorityOver(ctx, e)
			if err != nil {
				return known, err
			}
			known[e.Ref.GUID] = s
		}
		return known, nil
	}, func(known map[string]drift.Standing, _ error) {
		t.known = known
		t.changed()
	})
}

// standing says who decides about an object; false if that was not read, or if it is
// AD as usual.
func (s *Sheet) standing(e model.Entry) (drift.Standing, bool) {
	st, ok := s.standings.known[e.Ref.GUID]
	return st, ok && st.Authority != drift.FromAD
}

// drawNotice says above the tabs that edits will have no effect in the tenant, if so.
func (s *Sheet) drawNotice() {
	text, tone := s.noticeText()
	if text == s.noticed {
		return
	}
	s.noticed = text
	if text == "" {
		s.hushNotice()
		return
	}
	show := kit.NewButton("Show", nil, func() { s.show(tenantTab) })
	show.SetTip("Show what stands in the tenant, and how this is known")
	s.notice.Say(tone, text, show, kit.NewButton("OK", nil, s.hushNotice))
	s.body.Refresh()
}

// hushNotice takes the notice away. The tabs take its room.
func (s *Sheet) hushNotice() {
	s.notice.Hide()
	s.body.Refresh()
}

func (s *Sheet) noticeText() (string, kit.Tone) {
	var texts []string
	tone := kit.ToneNeutral
	for _, e := range s.draft.Base() {
		if st, ok := s.standing(e); ok {
			text, t := noticeOf(st)
			texts, tone = append(texts, text), max(tone, t)
		}
	}
	switch {
	case len(texts) == 0:
		return "", tone
	case len(s.refs) > 1:
		return fmt.Sprintf("Of %d of %d objects AD does not decide alone. Of the first: %s", len(texts), len(s.refs), texts[0]), tone
	}
	return texts[0], tone
}

// noticeOf says what an authority other than AD means for whoever edits.
func noticeOf(st drift.Standing) (string, kit.Tone) {
	switch st.Authority {
	case drift.ExchangeCloudManaged:
		return "The Exchange attributes of this mailbox are managed in the cloud: editing them here has no effect in the tenant.", kit.ToneWarning
	case drift.CloudManaged:
		return "This object is managed in the cloud: what is edited here has no effect in the tenant.", kit.ToneWarning
	case drift.CloudBorn:
		return "The object of the tenant was made in the cloud: what is edited here has no effect there until a synchronization matches the two.", kit.ToneInfo
	case drift.FormerlySynced:
		return "The object of the tenant no longer synchronizes: what is edited here has no effect there.", kit.ToneWarning
	}
	return "Whether AD still decides about this object is not known: " + st.Why + ".", kit.ToneInfo
}

// standingBadge says that what stands in a field, or stood there, is managed in the
// tenant. Fields whose attributes are those of other objects say nothing.
func (s *Sheet) standingBadge(f sheet.Field) syncBadge {
	if _, back := f.Edit.(sheet.Backlink); back {
		return syncBadge{}
	}
	now := s.draft.Entries()
	for i, e := range s.draft.Base() {
		st, ok := s.standing(e)
		if !ok || st.Authority != drift.CloudManaged && st.Authority != drift.ExchangeCloudManaged {
			continue
		}
		for _, a := range f.Attrs {
			if effect, why := st.Effect(a); effect == model.No && (e.Has(a) || now[i].Has(a)) {
				return syncBadge{"cloud-managed", kit.ToneInfo, badgeTip(a, why+": "+st.Why, "", "", st.Source)}
			}
		}
	}
	return syncBadge{}
}

// withoutEffect lists the edits that will not reach the tenant, one finding for each
// object. They can be saved all the same: AD may be what somebody else reads.
func (t *standingSight) withoutEffect(changes []model.ChangeSet) (out []finding) {
	for _, cs := range changes {
		st, ok := t.known[cs.Ref.GUID]
		if !ok {
			continue
		}
		lost, open := finding{ref: cs.Ref, tone: kit.ToneWarning}, finding{ref: cs.Ref, tone: kit.ToneInfo}
		for _, c := range cs.Changes {
			if d, ok := t.app.session.Schema.Lookup(c.Attr); ok && d.BackLink() {
				continue // it is the other object that changes
			}
			switch effect, why := st.Effect(c.Attr); effect {
			case model.No:
				lost.add(t.app, c.Attr, why)
			case model.Unsure:
				open.add(t.app, c.Attr, why+": "+st.Why)
			}
		}
		for _, f := range []finding{lost, open} {
			if f.text != "" {
				out = append(out, f)
			}
		}
	}
	return out
}

// add names one more attribute that the finding is about.
func (f *finding) add(app *App, a model.Attr, why string) {
	if name := app.fieldName(a); f.text == "" {
		f.attr, f.about, f.text = a, name, begun(why)+"."
	} else {
		f.about += ", " + name
	}
}

// reaches reports whether what AD has comes to a property of the tenant; "" stands for
// the object as a whole. why says what keeps it.
func (s *Sheet) reaches(e model.Entry, property model.Attr) (ok bool, why string) {
	st, known := s.standing(e)
	switch {
	case !known || st.Authority == drift.CloudBorn: // the next synchronization may match it
		return true, ""
	case property == "":
		return st.Authority == drift.ExchangeCloudManaged || st.Authority == drift.AuthorityUnknown, st.Why
	}
	effect, why := st.Effect(forecast.ADName(property))
	return effect != model.No, why
}
