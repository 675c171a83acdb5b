package ui

import (
	"hash/fnv"
	"slices"
	"strings"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
	"recipientdesk/ui/kit"
)

// Columns of the rows that errors make. The object stands in DisplayName and
// UserPrincipalName.
const (
	rowObject   model.Attr = "object" // its ID
	rowProperty model.Attr = "property"
	rowValue    model.Attr = "value"
	rowCategory model.Attr = "category"
	rowSince    model.Attr = "since"
	rowText     model.Attr = "text"
	rowOther    model.Attr = "other" // name of another object that has the value
	rowOtherAt  model.Attr = "otherObject"
)

var errorsPart = tenantPart{ID: "errors", Label: "Errors", One: "error", Many: "errors", Needs: []string{"users", "groups", "contacts"},
	Read: readErrors, Object: func(r *tenantRows, row int) (model.CloudClass, string) {
		return model.CloudClass(r.snap.First(row, rowClass)), r.snap.First(row, rowObject)
	},
	Empty: [2]string{"No errors", "The tenant reports no provisioning error of any user, group or contact."},
	Columns: []tenantColumn{
		{Column: kit.Column{ID: "object", Title: "Object", Width: 190}, Text: cloudFirst(model.DisplayName), Draw: func(r *tenantRows, row int) kit.CellData {
			return kit.CellData{Text: r.snap.First(row, model.DisplayName), Icon: iconOfTone(kit.ToneError), Color: kit.ColorError}
		}},
		textColumn("property", "Property", "What could not be taken over as it is.\nGraph: propertyCausingError", 140, cloudFirst(rowProperty)),
		textColumn("value", "Value", "Graph: value", 250, cloudFirst(rowValue)),
		textColumn("category", "Category", "Graph: category", 140, cloudFirst(rowCategory)),
		textColumn("since", "Since", "Graph: occurredDateTime", 122, cloudTime(rowSince)),
		textColumn("other", "Also at", "Another object of the tenant that has the value.", 190, cloudFirst(rowOther)),
	}}

// openFaults are the errors that an object has now.
func openFaults(e model.Entry) []drift.Fault {
	return slices.DeleteFunc(drift.FaultsOf(e), func(f drift.Fault) bool { return f.Resolved })
}

// faultCategory is the kind of an error in a word.
func faultCategory(f drift.Fault) string {
	if f.Service != "" {
		return "Service: " + f.Service
	}
	return or(f.Category, "not understood")
}

// readErrors makes a row of each error.
func readErrors(v *desk.TenantView, _ time.Time) []*model.Batch {
	k := model.NewBatchBuilder([]model.Attr{model.DisplayName, model.UserPrincipalName, rowClass, rowObject, rowProperty, rowValue, rowCategory, rowSince, rowText, rowOther, rowOtherAt})
	k.SearchIn(rowProperty, rowValue, rowCategory, rowOther)
	for _, class := range []model.CloudClass{model.CloudUser, model.CloudGroup, model.CloudContact} {
		for _, b := range v.Batches(class) {
			addErrors(k, v, class, b)
		}
	}
	return []*model.Batch{k.Build()}
}

func addErrors(k *model.BatchBuilder, v *desk.TenantView, class model.CloudClass, b *model.Batch) {
	vals := make([][]string, len(b.Columns()))
	for i := range b.Len() {
		b.Read(i, vals)
		if !anyOf(b.Columns(), vals, drift.PropErrors, drift.PropServiceErrors) {
			continue
		}
		o := drift.Object{Class: class, Entry: b.Entry(i)}
		for _, f := range openFaults(o.Entry) {
			row := map[model.Attr][]string{model.DisplayName: {or(o.First(model.DisplayName), o.Name())}, model.UserPrincipalName: o.Values(model.UserPrincipalName),
				rowClass: {string(class)}, rowObject: {o.ID()}, rowProperty: {string(f.Property)}, rowValue: {or(f.Value, f.Text)}, rowCategory: {faultCategory(f)},
				rowText: {upperFirst(f.Text) + "."}}
			if !f.Since.IsZero() {
				row[rowSince] = []string{f.Since.UTC().Format(time.RFC3339)}
			}
			if other, ok := otherOwner(v, o, f); ok {
				row[rowOther], row[rowOtherAt] = []string{other.Name()}, []string{string(other.Class), other.ID()}
			}
			k.Add(model.NewEntry(model.Ref{GUID: faultID(o, f)}, row))
		}
	}
}

// anyOf reports whether a row read from a batch has a value of one of the properties.
func anyOf(cols []model.Attr, vals [][]string, props ...model.Attr) bool {
	for c, a := range cols {
		for _, p := range props {
			if len(vals[c]) > 0 && a.Is(p) {
				return true
			}
		}
	}
	return false
}

// otherOwner is another object that has the address an error is about.
func otherOwner(v *desk.TenantView, o drift.Object, f drift.Fault) (drift.Object, bool) {
	if v.Index == nil || !strings.Contains(f.Value, "@") {
		return drift.Object{}, false
	}
	for _, other := range v.Index.ByAddress(f.Value) {
		if other.ID() != o.ID() {
			return other, true
		}
	}
	return drift.Object{}, false
}

// faultID names an error from one reading to the next.
func faultID(o drift.Object, f drift.Fault) string {
	h := fnv.New128a()
	for _, s := range []string{o.ID(), string(f.Property), f.Value, f.Category, f.Text} {
		_, _ = h.Write([]byte(s + "\x00"))
	}
	g, _ := model.GUIDFromBytes(h.Sum(nil))
	return g.String()
}
