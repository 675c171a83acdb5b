package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
)

// someComparison has a field that is equal, one that waits, an address that is left
// out, one that is equal, and a field that nobody knows.
func someComparison() desk.Comparison {
	var c desk.Comparison
	c.Item = drift.Item{Name: "Anna Adams", Status: drift.StatusDifferent, Property: "proxyAddresses",
		Finding: drift.Finding{State: drift.Sanitized, Why: "old.example is not verified in the tenant", Source: sourceOfTests}}
	c.Rows = []drift.Row{
		{Property: "displayName", Attr: "displayName", Label: "Display name", AD: []string{"Anna Adams"}, After: []string{"Anna Adams"}, Now: []string{"Anna Adams"}, Finding: drift.Finding{State: drift.Equal}},
		{Property: "jobTitle", Attr: "title", Label: "jobTitle", AD: []string{"Head"}, After: []string{"Head"}, Now: []string{"Deputy"},
			Finding: drift.Finding{State: drift.Waiting, Why: "AD was changed at 12:00", Source: sourceOfTests}},
		{Property: "proxyAddresses", Attr: "proxyAddresses", Label: "Addresses", Finding: drift.Finding{State: drift.Sanitized, Why: "old.example is not verified in the tenant"},
			Addresses: []drift.Address{
				{AD: "SMTP:anna@brightwater.example", After: "SMTP:anna@brightwater.example", Now: "SMTP:anna@brightwater.example", Finding: drift.Finding{State: drift.Equal}},
				{AD: "smtp:anna@old.example", Finding: drift.Finding{State: drift.Sanitized, Why: "old.example is not verified in the tenant", Source: sourceOfTests}}}},
		{Property: "hiddenFromAddressListsEnabled", Attr: "msExchHideFromAddressLists", Label: "Hidden from address lists", AD: []string{"TRUE"}, After: []string{"TRUE"},
			Finding: drift.Finding{State: drift.Unknown, Why: "Microsoft Graph does not show it"}},
	}
	return c
}

// newCompareDriver shows a comparison in the main window, that wide.
func newCompareDriver(t *testing.T, width float32) (*App, *compareView) {
	t.Helper()
	a, _ := newTestApp(t)
	v := newCompareView(a)
	a.win.SetContent(container.NewStack(v))
	a.win.Resize(fyne.NewSize(width, 500))
	v.show(someComparison())
	return a, v
}

// texts are the rows of the table: name, AD, after, tenant, why.
func (v *compareView) texts() (out []string) {
	for _, r := range v.table.Rows() {
		var cells []string
		for _, c := range r.Cells {
			cells = append(cells, c.Text)
		}
		out = append(out, strings.Join(cells, " | "))
	}
	return out
}

func TestAComparisonShowsWhatDiffers(t *testing.T) {
	_, v := newCompareDriver(t, 900)
	want := []string{
		"Job title | Head | Head | Deputy | AD was changed at 12:00",
		"Addresses | 2 addresses | 1 address | 1 address | ",
		"sanitized | smtp:anna@old.example | – | – | old.example is not verified in the tenant",
	}
	if got := v.texts(); !slices.Equal(got, want) {
		t.Errorf("shows\n%s", strings.Join(got, "\n"))
	}
	if v.title.Text != "Different: Addresses" || v.count.Text != "1 waiting for sync · 1 sanitized · 1 unknown · 2 equal" {
		t.Errorf("title %q, counts %q", v.title.Text, v.count.Text)
	}
	v.table.Select(0)
	v.all.SetChecked(true)
	if got := v.texts(); len(got) != 6 || !strings.HasPrefix(got[v.table.Cursor()], "Job title") {
		t.Errorf("all fields: the cursor is at %d of\n%s", v.table.Cursor(), strings.Join(got, "\n"))
	}
	if got := v.texts()[5]; !strings.Contains(got, "TRUE | TRUE | –") {
		t.Errorf("what nobody knows: %q", got)
	}
	v.all.SetChecked(false)
	equal := someComparison()
	equal.Rows, equal.Status, equal.Property = equal.Rows[:1], drift.StatusEqual, ""
	v.show(equal)
	if !v.empty.Visible() || len(findButtons(v.empty, "Show all fields")) != 1 {
		t.Error("nothing is said where nothing differs")
	}
	v.clear()
	if v.empty.Visible() || v.title.Text != "" || len(v.texts()) != 0 {
		t.Error("something is left after it was cleared")
	}
}

func TestTheReasonOfTheWholeIsSaidOnce(t *testing.T) {
	_, v := newCompareDriver(t, 900)
	c := someComparison()
	c.Item = drift.Item{Status: drift.StatusOnlyAD, Finding: drift.Finding{State: drift.Different, Why: "the tenant has no such object"}}
	for i := range c.Rows {
		c.Rows[i].Finding, c.Rows[i].Addresses = c.Finding, nil
	}
	v.show(c)
	if v.why.Text != "The tenant has no such object." || strings.Contains(strings.Join(v.texts(), "\n"), "no such object") {
		t.Errorf("above %q, and in the table\n%s", v.why.Text, strings.Join(v.texts(), "\n"))
	}
}

func TestAComparisonIsReadByKeyAndCopied(t *testing.T) {
	a, v := newCompareDriver(t, 900)
	a.win.Canvas().Focus(v.table)
	v.table.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	v.table.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	v.table.TypedShortcut(&fyne.ShortcutCopy{})
	if got := a.fy.Clipboard().Content(); !strings.HasPrefix(got, "proxyAddresses\tsmtp:anna@old.example\t\t\tsanitized\t") {
		t.Errorf("copied %q", got)
	}
	v.table.TypedShortcut(&fyne.ShortcutSelectAll{})
	if got := strings.Count(v.table.SelectedText(), "\n"); got != 2 {
		t.Errorf("all that is selected has %d line ends", got)
	}
	v.copyAll()
	if got := a.fy.Clipboard().Content(); !strings.HasPrefix(got, compareHead+"\nJob title\tHead\tHead\tDeputy\twaiting for sync") {
		t.Errorf("copied %q", got)
	}
	v.table.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if !a.win.Modal() {
		t.Fatal("Enter does not show the line in full")
	}
	press(a.win.Canvas(), "Close")
}

func TestAComparisonFitsANarrowWindow(t *testing.T) {
	_, wide := newCompareDriver(t, 900)
	_, narrow := newCompareDriver(t, 420)
	if wide.table.Stacked() || !narrow.table.Stacked() {
		t.Errorf("stacked: wide %v, narrow %v", wide.table.Stacked(), narrow.table.Stacked())
	}
	if got := narrow.texts(); !slices.Equal(got, wide.texts()) {
		t.Errorf("the narrow one shows\n%s", strings.Join(got, "\n"))
	}
}

// A property that AD has no value of is called as its field is, too.
func TestNamesOfProperties(t *testing.T) {
	a, _ := newCompareDriver(t, 900)
	for property, want := range map[model.Attr]string{"jobTitle": "Job title", "dLMemRejectPerms": "Reject messages from (groups)", "unheardOf": "unheardOf"} {
		lines := a.compareLines(desk.Comparison{Rows: []drift.Row{{Property: property, Label: string(property)}}})
		if len(lines) != 1 || lines[0].label != want {
			t.Errorf("%s: %+v", property, lines)
		}
	}
}
