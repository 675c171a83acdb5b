package ui

import (
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
	"recipientdesk/ui/kit"
)

const (
	propDeleted model.Attr = "deletedDateTime"
	// rowClass is the class of the object of a row, where one list has several.
	rowClass model.Attr = "class"
)

var deletedPart = tenantPart{ID: "deleted", Label: "Deleted", One: "deleted object", Many: "deleted objects", Needs: []string{"deleted users", "deleted groups"},
	Read: readDeleted, Object: func(r *tenantRows, row int) (model.CloudClass, string) {
		return model.CloudClass(r.snap.First(row, rowClass)), r.snap.GUID(row).String()
	},
	Sort:  sortOrder{Column: "daysLeft"},
	Empty: [2]string{"Nothing to restore", "No user and no Microsoft 365 group was deleted in the last 30 days. Other groups and contacts are gone at once when they are deleted."},
	Columns: []tenantColumn{
		{Column: kit.Column{ID: "name", Title: "Name", Width: 190}, Text: cloudFirst(model.DisplayName), Draw: func(r *tenantRows, row int) kit.CellData {
			d := kit.CellData{Text: r.snap.First(row, model.DisplayName), Icon: iconUser, Color: kit.ColorMuted}
			if model.CloudClass(r.snap.First(row, rowClass)) == model.DeletedGroup {
				d.Icon = iconMailGroup
			}
			return d
		}},
		textColumn("kind", "Kind", "", 80, func(r *tenantRows, row int) string {
			if model.CloudClass(r.snap.First(row, rowClass)) == model.DeletedGroup {
				return "Group"
			}
			return "User"
		}),
		textColumn("address", "Address", "The address, or the sign-in name where there is none.\nGraph: mail, userPrincipalName", 230, func(r *tenantRows, row int) string {
			return or(cloudPrimary(r, row), r.snap.First(row, model.UserPrincipalName))
		}),
		sourceColumn,
		textColumn("deleted", "Deleted", "Graph: deletedDateTime", 122, cloudTime(propDeleted)),
		{Column: kit.Column{ID: "daysLeft", Title: "Days left", Width: 92, Align: fyne.TextAlignTrailing, Tip: "Until the object is gone for good, and its addresses are free: 30 days after it was deleted."},
			Text: daysLeftText, Key: func(r *tenantRows, row int) string {
				left, ok := daysLeft(r, row)
				if !ok {
					return ""
				}
				return fmt.Sprintf("%03d", left)
			}, Draw: func(r *tenantRows, row int) kit.CellData {
				return kit.CellData{Text: daysLeftText(r, row), Color: leftTone(r, row).Color()}
			}},
		{Column: kit.Column{ID: "daysBar", Width: 90, Static: true}, Text: daysLeftText, Draw: func(r *tenantRows, row int) kit.CellData {
			left, _ := daysLeft(r, row)
			return kit.CellData{Share: float32(left) / 30, Tone: leftTone(r, row), Track: true}
		}},
	}}

// readDeleted puts both classes under one set of columns.
func readDeleted(v *desk.TenantView, _ time.Time) []*model.Batch {
	cols := []model.Attr{rowClass}
	for _, class := range []model.CloudClass{model.DeletedUser, model.DeletedGroup} {
		for _, a := range drift.Properties(class) {
			if !slices.ContainsFunc(cols, a.Is) {
				cols = append(cols, a)
			}
		}
	}
	k := model.NewBatchBuilder(cols)
	for _, class := range []model.CloudClass{model.DeletedUser, model.DeletedGroup} {
		for _, b := range v.Batches(class) {
			for i := range b.Len() {
				k.Add(b.Entry(i).With(rowClass, string(class)))
			}
		}
	}
	return []*model.Batch{k.Build()}
}

// daysLeft is how many days an object can still be restored, the last one counted.
func daysLeft(r *tenantRows, row int) (int, bool) {
	at := r.object(row).GoneAt()
	if at.IsZero() {
		return 0, false
	}
	return max(0, int((at.Sub(r.now)+24*time.Hour-1)/(24*time.Hour))), true
}

func daysLeftText(r *tenantRows, row int) string {
	if left, ok := daysLeft(r, row); ok {
		return count(left)
	}
	return "not known"
}

// leftTone is how urgent it is.
func leftTone(r *tenantRows, row int) kit.Tone {
	switch left, ok := daysLeft(r, row); {
	case !ok:
		return kit.ToneNeutral
	case left <= 3:
		return kit.ToneError
	case left <= 7:
		return kit.ToneWarning
	}
	return kit.ToneInfo
}
