package ui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/ui/kit"
)

// Columns of the rows that products make.
const (
	rowPart   model.Attr = "part"
	rowStatus model.Attr = "status"
	rowSeats  model.Attr = "seats"
	rowUsed   model.Attr = "used"
	rowPlans  model.Attr = "plans" // name and status of each, a tab between
)

var licensesPart = tenantPart{ID: "licenses", Label: "Licenses", One: "product", Many: "products", Needs: []string{"licenses"},
	Read: readLicenses, Object: func(*tenantRows, int) (model.CloudClass, string) { return "", "" },
	Empty: [2]string{"No licenses", "The tenant has subscribed to nothing."},
	Columns: []tenantColumn{
		{Column: kit.Column{ID: "product", Title: "Product", Width: 260}, Text: cloudFirst(model.DisplayName), Draw: func(r *tenantRows, row int) kit.CellData {
			d := kit.CellData{Text: r.snap.First(row, model.DisplayName), Icon: iconOther, Color: "foreground"}
			if len(mailPlans(r, row)) > 0 {
				d.Icon = iconMailbox
			}
			return d
		}},
		textColumn("part", "Part number", "Graph: skuPartNumber", 170, cloudFirst(rowPart)),
		{Column: kit.Column{ID: "status", Title: "Status", Width: 94, Tip: "Graph: capabilityStatus"}, Text: cloudFirst(rowStatus), Draw: func(r *tenantRows, row int) kit.CellData {
			d := kit.CellData{Text: r.snap.First(row, rowStatus)}
			if d.Text != "Enabled" {
				d.Icon, d.Color = iconOfTone(kit.ToneWarning), kit.ColorWarning
			}
			return d
		}},
		seatsColumn("seats", "Seats", "Graph: prepaidUnits.enabled", func(r *tenantRows, row int) int { return seats(r, row, rowSeats) }),
		seatsColumn("used", "Used", "Graph: consumedUnits", func(r *tenantRows, row int) int { return seats(r, row, rowUsed) }),
		seatsColumn("free", "Free", "Seats that nobody uses. Less than none: more are used than paid for.", func(r *tenantRows, row int) int {
			return seats(r, row, rowSeats) - seats(r, row, rowUsed)
		}),
		{Column: kit.Column{ID: "seatsBar", Width: 140, Static: true, Fill: true}, Text: func(*tenantRows, int) string { return "" }, Draw: func(r *tenantRows, row int) kit.CellData {
			all, used := seats(r, row, rowSeats), seats(r, row, rowUsed)
			return kit.CellData{Share: float32(used) / float32(max(1, all)), Tone: seatsTone(all, used), Track: true}
		}},
	}}

func seatsColumn(id, title, tip string, n func(*tenantRows, int) int) tenantColumn {
	c := numberColumn(id, title, tip, 78, func(r *tenantRows, row int) string { return count(n(r, row)) })
	c.Key = func(r *tenantRows, row int) string { return fmt.Sprintf("%010d", n(r, row)+1_000_000_000) }
	c.Draw = func(r *tenantRows, row int) kit.CellData {
		d := kit.CellData{Text: c.Text(r, row)}
		if id == "free" {
			d.Color = seatsTone(seats(r, row, rowSeats), seats(r, row, rowUsed)).Color()
		}
		return d
	}
	return c
}

// seatsTone says how near the end of the seats is: the last tenth is a warning.
func seatsTone(all, used int) kit.Tone {
	switch {
	case used > all:
		return kit.ToneError
	case used*10 >= all*9 && used > 0:
		return kit.ToneWarning
	}
	return kit.ToneInfo
}

func seats(r *tenantRows, row int, a model.Attr) int {
	n, _ := strconv.Atoi(r.snap.First(row, a))
	return n
}

// readLicenses makes a row of each product.
func readLicenses(v *desk.TenantView, _ time.Time) []*model.Batch {
	k := model.NewBatchBuilder([]model.Attr{model.DisplayName, rowPart, rowStatus, rowSeats, rowUsed, rowPlans})
	k.SearchIn(rowPart, rowPlans)
	for _, l := range v.Licenses {
		plans := make([]string, len(l.Plans))
		for i, p := range l.Plans {
			plans[i] = p.Name + "\t" + p.Status
		}
		k.Add(model.NewEntry(model.Ref{GUID: l.SKU}, map[model.Attr][]string{model.DisplayName: {model.ProductName(l.Part)}, rowPart: {l.Part},
			rowStatus: {l.Status}, rowSeats: {strconv.Itoa(l.Enabled)}, rowUsed: {strconv.Itoa(l.Consumed)}, rowPlans: plans}))
	}
	return []*model.Batch{k.Build()}
}

// mailPlans are the service plans of a product that have to do with Exchange.
func mailPlans(r *tenantRows, row int) []string {
	return slices.DeleteFunc(r.snap.Values(row, rowPlans), func(p string) bool { return !strings.HasPrefix(p, "EXCHANGE") })
}
