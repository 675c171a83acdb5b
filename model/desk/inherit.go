package desk

import (
	"context"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/model/lifecycle"
)

// inherit hands X500 addresses of a deleted object that had one of the addresses on to
// the new one: replies to old mail, and meetings in old calendars, find it.
func (d *Desk) inherit(ctx context.Context, m *Made) ([]string, error) {
	var where model.Or
	for _, w := range wantedAddresses(m.Object) {
		where = append(where, check.OwnersOf(w.value)...)
	}
	if len(where) == 0 || len(m.Object.Attrs[model.ProxyAddresses]) == 0 {
		return nil, nil
	}
	e := model.NewEntry(model.Ref{DN: m.Object.DN}, m.Object.Attrs)
	var notes []string
	for former, err := range d.dir.Search(ctx, model.Query{Where: where, Attrs: []model.Attr{"isDeleted", model.LegacyDN, model.ProxyAddresses, model.DisplayName, model.CommonName}, Deleted: true}) {
		switch {
		case mayNotLook[model.CodeOf(err)]:
			return notes, nil
		case err != nil:
			return notes, err
		case !strings.EqualFold(former.First("isDeleted"), "TRUE"):
			continue
		}
		o, err := lifecycle.Inherit(e, former, lifecycle.World{})
		name, _, _ := strings.Cut(model.Recipient{Entry: former}.Name(), "\n") // a deleted object has its GUID behind
		switch {
		case err == nil:
			e = o.After
			notes = append(notes, name+", which was deleted, had an address of it; replies to its mail come to the new one, by X500.")
		case model.CodeOf(err) != model.NotFound && model.CodeOf(err) != model.Exists:
			return notes, err
		}
	}
	m.becomes(m.Object.DN, e, m.Object.Attrs[Password])
	return notes, nil
}
