package ui

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/ui/kit"
)

// tenantDetail is the lower part of the Tenant page: the selected row in words, and
// where to go from it.
type tenantDetail struct {
	widget.BaseWidget
	page *tenantPage

	title  *widget.Label
	text   *widget.Label
	open   *kit.Button
	origin *kit.Button
	more   *kit.Button // where else to go from the row
	act    func()
}

func newTenantDetail(p *tenantPage) *tenantDetail {
	d := &tenantDetail{page: p, title: widget.NewLabel(""), text: widget.NewLabel("")}
	d.title.TextStyle.Bold = true
	d.title.Truncation = fyne.TextTruncateEllipsis
	d.text.Wrapping = fyne.TextWrapWord
	run := func(id string) func() { return func() { p.app.cmd.run(id) } }
	d.open = kit.NewButton("Open", theme.DocumentIcon(), run("tenant-open"))
	d.open.SetTip("Everything that the tenant knows of the object (Enter)")
	d.origin = kit.NewButton("Show in Active Directory", theme.NewThemedResource(iconDomain), run("tenant-origin"))
	d.origin.SetTip("Open the object of Active Directory that this one comes from (Ctrl+Shift+A)")
	d.more = kit.NewButton("", theme.NavigateNextIcon(), func() { d.act() })
	d.ExtendBaseWidget(d)
	return d
}

// draw shows what is selected.
func (d *tenantDetail) draw() {
	t := d.page.list()
	row, one := t.row()
	d.more.Hide()
	for _, b := range []*kit.Button{d.open, d.origin} {
		b.Hidden = t.part.ID == licensesPart.ID // which are no objects
	}
	switch n := t.table.SelectedCount(); {
	case one:
		d.title.SetText(t.part.Columns[0].Text(t.rows, row))
		d.text.SetText(strings.Join(t.part.describe(t.rows, row), "\n"))
		d.drawMore(t, row)
	case n > 1:
		d.title.SetText(many(n, t.part.One, t.part.Many) + " selected")
		d.text.SetText("Ctrl+C copies their addresses, Ctrl+Shift+C the rows.")
	default:
		d.title.SetText("")
		d.text.SetText("Enter opens what is selected, typing filters, Ctrl+PgDn goes to the next list.")
	}
	enable(d.open, d.page.app.cmd.get("tenant-open").enabled())
	enable(d.origin, one && d.page.app.cmd.get("tenant-origin").enabled())
	d.Refresh()
}

// drawMore offers the other owner of a value, or the users of a product.
func (d *tenantDetail) drawMore(t *tenantList, row int) {
	label := ""
	switch name := t.l.snap.First(row, model.DisplayName); t.part.ID {
	case errorsPart.ID:
		if other := t.l.snap.First(row, rowOther); other != "" {
			label, d.act = "Open "+other, d.page.openOther
			d.more.SetTip("Open the other object of the tenant that has the value")
		}
	case licensesPart.ID:
		sku := strings.ToLower(t.l.snap.GUID(row).String())
		label, d.act = "Show its users", func() { d.page.showLicensed(name, sku) }
		d.more.SetTip("List the users that have the product")
	}
	if label != "" {
		setButton(d.more, label, theme.NavigateNextIcon())
		d.more.Show()
	}
}

// showLicensed lists the users of a product.
func (p *tenantPage) showLicensed(name, sku string) {
	p.filter.SetText("")
	p.narrow(p.lists[0], &tenantOnly{name, func(r *tenantRows, row int) bool {
		return slices.ContainsFunc(r.snap.Values(row, propLicenses), func(v string) bool { return strings.EqualFold(v, sku) })
	}})
}

// describe is a row in a few lines.
func (part *tenantPart) describe(r *tenantRows, row int) []string {
	switch part.ID {
	case licensesPart.ID:
		return describeProduct(r, row)
	case errorsPart.ID:
		return describeError(r, row)
	}
	e := r.snap.Entry(row)
	lines := []string{upperFirst(r.standing(row).Why) + "."}
	if part.ID == deletedPart.ID {
		if r.standing(row).Authority == drift.FromAD {
			lines[0] = "It came from AD."
		}
		if left, ok := daysLeft(r, row); ok {
			lines[0] = fmt.Sprintf("It can be restored for %s. Until then its addresses and its anchor are taken. ", many(left, "day", "days")) + lines[0]
		}
	}
	if list := e.Values(model.ProxyAddresses); len(list) > 0 {
		lines = append(lines, "Addresses: "+listed(list, 4))
	}
	for _, f := range openFaults(e) {
		lines = append(lines, "Error: "+f.Text+".")
	}
	return lines
}

func describeError(r *tenantRows, row int) []string {
	get := func(a model.Attr) string { return r.snap.First(row, a) }
	lines := []string{get(rowText)}
	switch {
	case get(rowOther) != "":
		lines = append(lines, get(rowOther)+" has the value, too. Remove it from one of the two in Active Directory; the next synchronization settles the rest.")
	case get(rowCategory) == "PropertyConflict":
		lines = append(lines, "Another object has or had the value. Nobody among what was read has it now; the next synchronization may settle it by itself.")
	}
	return lines
}

func describeProduct(r *tenantRows, row int) []string {
	mail, rest := mailPlans(r, row), []string{}
	for _, p := range r.snap.Values(row, rowPlans) {
		if !slices.Contains(mail, p) {
			name, _, _ := strings.Cut(p, "\t")
			rest = append(rest, name)
		}
	}
	lines := []string{"No service plan of this product gives a mailbox."}
	if len(mail) > 0 {
		lines[0] = "Exchange: " + strings.ReplaceAll(strings.Join(mail, ", "), "\t", " – ")
	}
	if len(rest) > 0 {
		lines = append(lines, "Also: "+strings.Join(rest, ", "))
	}
	return lines
}

// tenantDetailHeight keeps the list in its place while one goes from row to row.
const tenantDetailHeight = 112

// CreateRenderer implements fyne.Widget.
func (d *tenantDetail) CreateRenderer() fyne.WidgetRenderer {
	buttons := container.NewHBox(d.more, d.origin, d.open)
	head := container.NewBorder(nil, nil, nil, buttons, d.title)
	return widget.NewSimpleRenderer(container.New(atLeast{0, tenantDetailHeight}, framed(head, nil, nil, nil, container.NewVScroll(d.text))))
}
