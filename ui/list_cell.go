package ui

import (
	"strconv"

	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

func (r *recipientList) cell(i, col int) kit.CellData {
	if i >= len(r.l.shown) || col >= len(r.columns) {
		return kit.CellData{}
	}
	row, c := int(r.l.shown[i]), r.columns[col]
	switch c.ID {
	case findingsColumn:
		return r.findingsCell(row)
	case syncColumn:
		return r.syncCell(row)
	}
	d := kit.CellData{Text: c.Text(r.l.snap, row)}
	if c.ID == "name" {
		d.Icon, d.Color = iconOf(r.l.snap.Kind(row)), theme.ColorNameForeground
	}
	if disabledRow(r.l.snap, row) {
		d.Color = kit.ColorMuted
	} else if c.ID == "type" && !r.l.snap.Kind(row).MailEnabled() {
		d.Color = kit.ColorMuted
	}
	return d
}

// disabledRow reports whether a row is a person's account that may not sign in;
// those of shared and resource mailboxes are disabled as a rule.
func disabledRow(s *model.Snapshot, row int) bool {
	switch s.Kind(row) {
	case model.KindUser, model.KindUserMailbox, model.KindMailUser:
		n, _ := strconv.Atoi(s.First(row, model.UserAccountControl))
		return n&2 != 0 // [MS-ADTS] 2.2.16, ACCOUNTDISABLE
	}
	return false
}

func (r *recipientList) findingsCell(row int) kit.CellData {
	last := r.app.checker.last
	n, worst := last.count(r.l.snap.GUID(row))
	switch {
	case n > 0:
		tone := toneOf(worst)
		return kit.CellData{Text: count(n), Icon: iconOfTone(tone), Color: tone.Color()}
	case last != nil && last.plan.whole():
		return kit.CellData{Text: "–", Color: kit.ColorMuted}
	}
	return kit.CellData{} // not looked at
}

func (r *recipientList) tip(i, col int) string {
	if i >= len(r.l.shown) || col >= len(r.columns) {
		return ""
	}
	row := int(r.l.shown[i])
	switch r.columns[col].ID {
	case findingsColumn:
		return r.app.checker.last.sentences(r.l.snap.GUID(row))
	case syncColumn:
		return r.syncTip(row)
	case "name":
		dn := r.l.snap.Ref(row).DN
		if disabledRow(r.l.snap, row) {
			return dn + "\nThe account is disabled."
		}
		return dn
	}
	return ""
}
