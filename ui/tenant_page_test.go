package ui

import (
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
)

// A tenantDriver works the Tenant page as a person does, on the sample organization.
type tenantDriver struct {
	*windowDriver
	*tenantPage
}

// openTenantDriver has the page in view and everything read.
func openTenantDriver(t *testing.T) *tenantDriver {
	t.Helper()
	d := openCloudWindow(t)
	return showTenant(d)
}

func showTenant(d *windowDriver) *tenantDriver {
	d.t.Helper()
	d.cmd.run(placeOfTenant)
	d.run.drain()
	p, ok := d.pages[placeOfTenant].(*tenantPage)
	if !ok {
		d.t.Fatal("there is no Tenant page")
	}
	return &tenantDriver{d, p}
}

// texts are the rows shown of a part, by a column.
func (d *tenantDriver) texts(part, column string) (out []string) {
	d.t.Helper()
	for _, t := range d.lists {
		if t.part.ID != part {
			continue
		}
		c := t.part.Columns[t.part.column(column)]
		for _, row := range t.l.shown {
			out = append(out, c.Text(t.rows, int(row)))
		}
	}
	return out
}

// pickRow shows a part and selects the row with a text in a column.
func (d *tenantDriver) pickRow(part, column, text string) {
	d.t.Helper()
	d.tenantPage.show(part)
	i := slices.Index(d.texts(part, column), text)
	if i < 0 {
		d.t.Fatalf("no row %q in %v", text, d.texts(part, column))
	}
	d.tenantPage.list().table.Select(i)
	d.tenantPage.list().table.OnSelect()
}

func TestTheTenantIsReadWhenItsPageIsShown(t *testing.T) {
	d := openTenantDriver(t)
	if d.view == nil || d.busy || d.failed != nil {
		t.Fatalf("view %v, busy %v, failed %v", d.view, d.busy, d.failed)
	}
	for i, want := range []model.CloudClass{model.CloudUser, model.CloudGroup, model.CloudContact} {
		if n := len(d.lists[i].l.order); n == 0 || n != d.view.Len(want) || d.tabs.Labels()[i] != d.lists[i].part.Label+" "+count(n) {
			t.Errorf("%s: %d rows, tab %q", want, n, d.tabs.Labels()[i])
		}
	}
	if names := d.texts("users", "name"); !slices.IsSortedFunc(names, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) }) {
		t.Errorf("not sorted: %v …", names[:5])
	}
}

// object opens the selected row, and is the window of its object.
func (d *tenantDriver) object() *cloudWindow {
	d.t.Helper()
	before := len(d.clouds)
	d.cmd.run("tenant-open")
	d.run.drain()
	if len(d.clouds) != before+1 {
		d.t.Fatalf("%d windows of objects, had %d", len(d.clouds), before)
	}
	return d.clouds[d.tenantPage.list().objects()[0]]
}

func TestAnObjectOpensWithItsTwin(t *testing.T) {
	d := openTenantDriver(t)
	d.pickRow("users", "name", "Anna Lindqvist")
	w := d.object()
	if w.o.Name() != "alindqvist@brightwater.example" || w.origin.err != nil || !strings.HasPrefix(w.origin.ref.DN, "CN=Anna Lindqvist,") {
		t.Fatalf("object %s, origin %+v", w.o.Name(), w.origin)
	}
	w.openOrigin()
	d.run.drain()
	if d.sheets[sheetKey([]model.Ref{w.origin.ref})] == nil {
		t.Error("the sheet of the twin is not open")
	}
	d.showCloudObject(model.CloudUser, strings.ToUpper(w.o.ID()))
	if len(d.clouds) != 1 {
		t.Errorf("%d windows of one object", len(d.clouds))
	}
	w.win.Close()
	if len(d.clouds) != 0 {
		t.Error("the window is closed and still known")
	}
}
