package ui

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
	"recipientdesk/ui/kit"
)

// A tenantPart is one of the lists that the Tenant page shows, one at a time.
type tenantPart struct {
	ID        string // stable: settings and file names use it
	Label     string
	One, Many string           // what it lists
	Class     model.CloudClass // whose pages are shown as they arrive; "": only once everything was read
	Needs     []string         // parts of the tenant without which there is nothing to show, as desk.Gap names them
	Columns   []tenantColumn
	// Read returns its rows of what was read. They are batches of one set of columns.
	Read func(*desk.TenantView, time.Time) []*model.Batch
	// Object is the object of the tenant that a row is about; "": none.
	Object func(r *tenantRows, row int) (model.CloudClass, string)
	Sort   sortOrder // until the user chooses another; zero: by the first column
	Empty  [2]string // title and text where there is nothing of it
}

// A tenantColumn is a column of such a list.
type tenantColumn struct {
	kit.Column
	// Text is what a row shows, copies and exports.
	Text func(r *tenantRows, row int) string
	// Key is what a row is sorted by; nil: its text.
	Key func(r *tenantRows, row int) string
	// Draw is the cell; nil: the text as it is.
	Draw func(r *tenantRows, row int) kit.CellData
	// Tell is its tooltip; nil: the text where it was cut.
	Tell  func(r *tenantRows, row int) string
	Extra bool // not shown until the user chooses it
}

// tenantRows are the rows of a part with what their columns need to know beside them.
type tenantRows struct {
	*listing
	class    model.CloudClass  // of the objects, "" where it differs from row to row
	view     *desk.TenantView  // nil until everything was read
	products map[string]string // names of licenses by SKU
	now      time.Time
}

// tenantParts are the parts in the order of their tabs.
func tenantParts() []tenantPart {
	return []tenantPart{usersPart, groupsPart, contactsPart, deletedPart, errorsPart, licensesPart}
}

// newTenantRows takes over what was read of a part.
func newTenantRows(part *tenantPart, v *desk.TenantView, now time.Time) *tenantRows {
	batches := part.Read(v, now)
	r := &tenantRows{listing: newListing(nil), class: part.Class, view: v, products: map[string]string{}, now: now}
	if len(batches) > 0 {
		r.listing = newListing(batches[0].Columns())
	}
	for _, b := range batches {
		r.add(b)
	}
	for _, l := range v.Licenses {
		r.products[strings.ToLower(l.SKU)] = model.ProductName(l.Part)
	}
	return r
}

// sortBy sorts by a column of the part, by the first one if it has none of that ID.
func (r *tenantRows) sortBy(part *tenantPart, o sortOrder) {
	c := part.Columns[max(0, part.column(o.Column))]
	key := c.Key
	if key == nil {
		key = c.Text
	}
	r.sort, r.down = func(row int) string { return key(r, row) }, o.Descending
	r.arrange()
}

// object is the object of a row, which is one of the tenant's.
func (r *tenantRows) object(row int) drift.Object {
	class := r.class
	if class == "" {
		class = model.CloudClass(r.snap.First(row, rowClass))
	}
	return drift.Object{Class: class, Entry: r.snap.Entry(row)}
}

// standing says who decides about the object of a row.
func (r *tenantRows) standing(row int) drift.Standing {
	o := r.object(row)
	if r.view == nil {
		return drift.AuthorityOf(o.Entry, model.Unsure, model.Unsure)
	}
	return r.view.Standing(o)
}

// column is the place of a column; -1: there is none.
func (p *tenantPart) column(id string) int {
	return slices.IndexFunc(p.Columns, func(c tenantColumn) bool { return c.ID == id })
}

// cell draws a row.
func (c tenantColumn) cell(r *tenantRows, row int) kit.CellData {
	if c.Draw != nil {
		return c.Draw(r, row)
	}
	return kit.CellData{Text: c.Text(r, row)}
}

// batchesOf reads the objects of a class.
func batchesOf(class model.CloudClass) func(*desk.TenantView, time.Time) []*model.Batch {
	return func(v *desk.TenantView, _ time.Time) []*model.Batch { return v.Batches(class) }
}

// objectOf says that the rows are objects of a class.
func objectOf(class model.CloudClass) func(*tenantRows, int) (model.CloudClass, string) {
	return func(r *tenantRows, row int) (model.CloudClass, string) { return class, r.snap.GUID(row).String() }
}

// cloudFirst shows the first value of a property.
func cloudFirst(a model.Attr) func(*tenantRows, int) string {
	return func(r *tenantRows, row int) string { return r.snap.First(row, a) }
}

// cloudTime shows a time of the tenant as local time.
func cloudTime(a model.Attr) func(*tenantRows, int) string {
	return func(r *tenantRows, row int) string { return localTime(r.snap.First(row, a)) }
}

// localTime writes a time that stands in a property, "" if it is none.
func localTime(v string) string {
	t, err := time.Parse(time.RFC3339, v)
	if err != nil {
		return ""
	}
	return moment(t)
}

func textColumn(id, title, tip string, width float32, text func(*tenantRows, int) string) tenantColumn {
	return tenantColumn{Column: kit.Column{ID: id, Title: title, Tip: tip, Width: width}, Text: text}
}

func numberColumn(id, title, tip string, width float32, text func(*tenantRows, int) string) tenantColumn {
	c := textColumn(id, title, tip, width, text)
	c.Align = fyne.TextAlignTrailing
	return c
}
