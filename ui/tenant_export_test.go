package ui

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"
)

func (d *tenantDriver) csv(t *testing.T) [][]string {
	t.Helper()
	var file bytes.Buffer
	if err := d.report(d.tenantPage.list()).WriteCSV(&file, false); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestTheExportIsWhatTheTenantPageShows(t *testing.T) {
	d := openTenantDriver(t)
	d.tenantPage.filter.SetText("nowak")
	d.part("users").toggle("lastSync")
	rows := d.csv(t)
	if want := []string{"id", "name", "userPrincipalName", "primary", "type", "source", "licenses", "errors"}; !slices.Equal(rows[0], want) {
		t.Errorf("titles %v", rows[0])
	}
	var names []string
	for _, r := range rows[1:] {
		names = append(names, r[1])
		if o := mustObject(t, d, r[0]); o.First("displayName") != r[1] {
			t.Errorf("%s is not the ID of %s", r[0], r[1])
		}
	}
	if !slices.Equal(names, d.texts("users", "name")) {
		t.Errorf("%v, shown are %v", names, d.texts("users", "name"))
	}
	var page bytes.Buffer
	if err := d.report(d.tenantPage.list()).WriteHTML(&page); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Users of Brightwater Instruments", "Agnieszka Nowak", "brightwater.onmicrosoft.com", "nowak", "Synchronized just now"} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func TestEveryListExports(t *testing.T) {
	d := openTenantDriver(t)
	for _, l := range d.lists {
		d.tenantPage.show(l.part.ID)
		if rows := d.csv(t); len(rows) != 1+len(l.l.shown) || slices.Contains(rows[0], "daysBar") || slices.Contains(rows[0], "seatsBar") || rows[1][0] == "" {
			t.Errorf("%s: %d rows for %d, titles %v", l.part.ID, len(rows), len(l.l.shown), rows[0])
		}
	}
	if !d.cmd.get("export").enabled() {
		t.Error("the command is off")
	}
	d.tenantPage.filter.SetText("no such thing")
	if d.cmd.get("export").enabled() {
		t.Error("nothing can be exported")
	}
}

func TestAnExportSaysWhatIsMissing(t *testing.T) {
	d := openWithout(t, "OrgContact.Read.All")
	d.tenantPage.show("contacts")
	var page bytes.Buffer
	if err := d.report(d.tenantPage.list()).WriteHTML(&page); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(page.String(), "OrgContact.Read.All") {
		t.Error("the page does not say that the contacts could not be read")
	}
}

func TestCopyingFromTheTenant(t *testing.T) {
	d := openTenantDriver(t)
	clip := func(id string) string {
		t.Helper()
		if !d.cmd.get(id).enabled() {
			t.Fatalf("%s is off", id)
		}
		d.cmd.run(id)
		return d.fy.Clipboard().Content()
	}
	d.pickRow("users", "name", "Anna Lindqvist")
	o := mustObject(t, d, d.tenantPage.list().cursorGUID())
	for id, want := range map[string]string{"copy": "anna.lindqvist@brightwater.example", "tenant-copy-id": o.ID(), "tenant-copy-anchor": o.First("onPremisesImmutableId")} {
		if got := clip(id); got != want || want == "" {
			t.Errorf("%s copies %q, want %q", id, got, want)
		}
	}
	if got := strings.Split(clip("copy-names"), "\n"); len(got) != 2 || !strings.HasPrefix(got[0], "Name\tSign-in name\t") || !strings.HasPrefix(got[1], "Anna Lindqvist\talindqvist@") {
		t.Errorf("rows %q", got)
	}
	w := d.askWho()
	if w.address.Text != "anna.lindqvist@brightwater.example" {
		t.Errorf("who is asked for %q", w.address.Text)
	}
	w.dialog.Close()
	d.pickRow("errors", "object", "Wiebke Claasen")
	if got := clip("copy"); got != "offers@brightwater.example" {
		t.Errorf("of an error %q is copied", got)
	}
	d.pickRow("licenses", "product", "Office 365 E3")
	for _, id := range []string{"tenant-open", "tenant-origin", "tenant-copy-id"} {
		if d.cmd.get(id).enabled() {
			t.Errorf("%s is on for a product", id)
		}
	}
}
