package ui

import (
	"testing"

	"recipientdesk/model"
)

var hostile = []string{`*()\`, "a\x00b", `,"'+<>;=#`, "😀 Zoë 日本", "\xff\xfe\x00", "line\nbreak", "\t", " ", "%s%d%n", "smtp:", "@", "a@", "@b", "X500:"}

// Whatever is written into a field, the sheet stands, the draft holds a value that
// the field can show, or the review says why not.
func TestHostileTextInEveryField(t *testing.T) {
	d := newDriver(t, "").open(someone)
	for _, p := range d.pages {
		d.tabs.Select(p.item)
		for _, v := range p.views {
			for _, text := range hostile {
				d.typed(v.field, text)
				_, bad := d.bad[v.field.ID]
				if !bad && len(d.draft.Changes()) == 0 && v.field.Value(d.draft.Entries()[0]) == text && text != " " && text != "\t" {
					t.Errorf("%s takes %q without a change", v.field.ID, text)
				}
				d.undo()
				d.undo()
			}
		}
	}
	d.run.drain()
}

// A directory may hold anything: it is shown, and what is not touched stays.
func TestBinaryInTextAttributes(t *testing.T) {
	d := newDriver(t, "").open(someone)
	for _, text := range hostile {
		e := d.draft.Base()[0].With("description", text).With("info", text).With("extensionAttribute3", text).
			With(model.ProxyAddresses, "smtp:"+text, text, "SMTP:ok@brightwater.example")
		d.rebase(true, []model.Entry{e})
		for _, p := range d.pages {
			d.tabs.Select(p.item)
		}
		if sets := d.draft.Changes(); len(sets) > 0 {
			t.Errorf("%q: looking at it changes %+v", text, sets)
		}
		d.entry("title").SetText("x")
		sets := d.draft.Changes()
		if len(sets) != 1 || len(sets[0].Changes) != 1 || !sets[0].Changes[0].Attr.Is("title") {
			t.Errorf("%q: changes are %+v", text, sets)
		}
		d.undo()
	}
}
