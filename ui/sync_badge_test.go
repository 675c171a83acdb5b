package ui

import (
	"slices"
	"strings"
	"testing"
)

// What no rule carries is marked before anything is written into it, and what is
// carried is not, as long as it is empty.
func TestEmptyFieldsThatDoNotSyncAreMarked(t *testing.T) {
	d := openCloudWindow(t)
	d.cmd.run("goto-groups")
	d.pick("Dublin office")
	d.cmd.run("properties")
	d.run.drain()
	d.cmd.run("goto-mailboxes")
	d.pick("Anna Lindqvist")
	d.cmd.run("properties")
	d.run.drain()
	marked := map[string]string{}
	for _, s := range d.sheets {
		for _, tab := range []string{"delivery", "members", "general"} {
			if s.show(tab); s.page().id != tab {
				continue
			}
			d.run.drain()
			for _, v := range s.page().views {
				if e := s.draft.Base()[0]; !slices.ContainsFunc(v.field.Attrs, e.Has) {
					marked[v.field.ID] = v.sync.word
					if v.sync.word != "" && !strings.Contains(v.sync.tip, "Source: https://") {
						t.Errorf("%s has no source: %q", v.field.ID, v.sync.tip)
					}
				}
			}
		}
	}
	for id, want := range map[string]string{"joinRestriction": "not synced", "departRestriction": "not synced", "maxReceive": "not synced", "maxSend": "not synced", "maxRecipients": "not synced",
		"forwardKeep": "not synced", "richText": "not synced", "messageFormat": "not synced", "acceptFrom": "", "requireAuth": "", "moderators": "", "mailTip": "", "forwardTo": "",
		"reportToOwner": "", "oofToOriginator": "", "hidden": "", "coOwners": ""} {
		if got, there := marked[id]; !there || got != want {
			t.Errorf("%s is marked %q (empty: %v), want %q", id, got, there, want)
		}
	}
}
