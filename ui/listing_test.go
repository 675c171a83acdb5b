package ui

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
)

func TestBelow(t *testing.T) {
	for _, c := range []struct {
		name, dn, base string
		want           bool
	}{
		{"in the folder", "CN=Ann,OU=Staff,DC=corp", "OU=Staff,DC=corp", true},
		{"further below", "CN=Ann,OU=Sales,OU=Staff,DC=corp", "OU=Staff,DC=corp", true},
		{"the folder itself", "OU=Staff,DC=corp", "ou=staff,dc=corp", true},
		{"in other letters", "CN=Ann,ou=STAFF,DC=corp", "OU=Staff,DC=corp", true},
		{"beside it", "CN=Ann,OU=Groups,DC=corp", "OU=Staff,DC=corp", false},
		{"in a folder whose name ends alike", "CN=Ann,OU=OldOU=Staff,DC=corp", "OU=Staff,DC=corp", false},
		{"a name with a comma", `CN=Ann\,OU=Staff,DC=corp`, "OU=Staff,DC=corp", false},
		{"above it", "DC=corp", "OU=Staff,DC=corp", false},
	} {
		if got := below(c.dn, c.base); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestChangedTodayIsSinceMidnight(t *testing.T) {
	s := model.NewSnapshot(whenChanged)
	b := model.NewBatchBuilder(s.Columns())
	now := time.Date(2026, 3, 5, 14, 0, 0, 0, time.Local)
	midnight := time.Date(2026, 3, 5, 0, 0, 0, 0, time.Local)
	for i, at := range []time.Time{midnight, midnight.Add(-time.Second), now} {
		b.Add(model.NewEntry(model.Ref{GUID: "00000000-0000-0000-0000-00000000000" + count(i)},
			map[model.Attr][]string{whenChanged: {at.UTC().Format("20060102150405.0Z")}}))
	}
	b.Add(model.NewEntry(model.Ref{GUID: "00000000-0000-0000-0000-000000000003"}, nil))
	s.Append(b.Build())
	w := viewWorld{Now: now, Changed: map[string]bool{"00000000-0000-0000-0000-000000000003": true}}
	var got []bool
	for row := range s.Len() {
		got = append(got, changedToday(s, row, w))
	}
	if want := []bool{true, false, true, true}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v: from midnight of this place on, and what was saved here", got, want)
	}
}

func TestColumnsOfFieldsShowTheirText(t *testing.T) {
	e := model.NewEntry(model.Ref{DN: `CN=Ann\, B,OU=Sales,OU=Staff,DC=corp,DC=example`}, map[model.Attr][]string{
		"manager": {"CN=Boss,OU=Staff,DC=corp,DC=example"}, "msExchHideFromAddressLists": {"TRUE"}, "c": {"DE"}, "co": {"Germany"}, "countryCode": {"276"},
		model.ObjectClass: {"user"}, model.UserAccountControl: {"514"}, model.ProxyAddresses: {"smtp:b@x.example", "SMTP:a@x.example"},
		"whenCreated": {"20260105080000.0Z"}})
	var attrs []model.Attr
	for _, c := range catalog() {
		attrs = append(attrs, c.Attrs...)
	}
	slices.Sort(attrs)
	s := model.NewSnapshot(slices.Compact(attrs)...)
	b := model.NewBatchBuilder(s.Columns())
	b.Add(e)
	s.Append(b.Build())
	want := map[string]string{"manager": "Boss", "hidden": "Yes", "country": "Germany", "account": "Disabled", "primary": "a@x.example",
		"addresses": "2", "folder": "Staff › Sales", "name": "Ann, B", "type": "User mailbox",
		"whenCreated": time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC).Local().Format("2006-01-02 15:04"), "department": ""}
	for _, c := range catalog() {
		if text, ok := want[c.ID]; ok && c.Text(s, 0) != text {
			t.Errorf("%s shows %q, want %q", c.ID, c.Text(s, 0), text)
		}
		delete(want, c.ID)
	}
	if len(want) > 0 {
		t.Errorf("no such columns: %v", want)
	}
}

func TestColumnsAreChosen(t *testing.T) {
	d := openWindowDriver(t)
	n := len(d.asked)
	d.list.setColumns([]shownColumn{{ID: "name"}, {ID: "department", Width: 222}, {ID: "no-such-column"}})
	d.run.drain()
	if cols := d.list.table.Columns(); len(cols) != 2 || cols[1].Title != "Department" || cols[1].Width != 222 {
		t.Errorf("columns %+v", cols)
	}
	if !d.list.l.has([]model.Attr{"department"}) || len(d.asked) != n {
		t.Error("the list was not read again for the new column, by the same session")
	}
	filled := slices.ContainsFunc(d.list.l.shown, func(row int32) bool { return d.list.text(d.list.columns[1], int(row)) != "" })
	if !filled {
		t.Error("nobody has a department")
	}
	d.list.setColumns(nil)
	if got := len(d.list.table.Columns()); got != len(defaultColumns) {
		t.Errorf("%d usual columns", got)
	}
}

func TestSavedViews(t *testing.T) {
	d := openWindowDriver(t)
	d.cmd.run("goto-mailboxes")
	d.list.search.SetText("nowak")
	want := d.names()
	v := d.currentView()
	v.Name = "Nowaks"
	v.Columns = []shownColumn{{ID: "name"}, {ID: "mail"}}
	d.addView(v)
	if got := len(d.list.table.Columns()); got != 2 {
		t.Errorf("the view has %d columns", got)
	}
	d.cmd.run("goto-all")
	if d.list.search.Text() != "" {
		t.Errorf("the filter %q of the view stays", d.list.search.Text())
	}
	if got := len(d.list.table.Columns()); got != len(defaultColumns) || d.settings.Columns() != nil {
		t.Errorf("after the view the list has %d columns, settings %v", got, d.settings.Columns())
	}
	d.goTo(prefixSaved + "Nowaks")
	if got := d.names(); !slices.Equal(got, want) || d.list.search.Text() != "nowak" {
		t.Errorf("shows %v with filter %q, want %v", got, d.list.search.Text(), want)
	}
	if !d.cmd.get("view-delete").enabled() {
		t.Error("the view cannot be deleted")
	}
	d.cmd.run("view-delete")
	press(d.win.Canvas(), "Delete")
	if len(d.settings.Views()) != 0 || d.place != prefixView+"all" {
		t.Errorf("after deleting: %v, at %s", d.settings.Views(), d.place)
	}
}

func TestExportIsWhatIsShown(t *testing.T) {
	d := openWindowDriver(t)
	d.list.search.SetText("nowak")
	table := d.list.export()
	if len(table) != len(d.names())+1 || table[0][0] != "objectGUID" || table[0][1] != "name" || table[1][1] != d.names()[0] {
		t.Errorf("exports %v", table)
	}
	var file bytes.Buffer
	if err := writeCSV(&file, [][]string{{"a", "b"}, {`x "y"`, "line\nbreak"}}); err != nil {
		t.Fatal(err)
	}
	if want := "\ufeffa,b\r\n\"x \"\"y\"\"\",\"line\r\nbreak\"\r\n"; file.String() != want {
		t.Errorf("wrote %q", file.String())
	}
	if err := saveCSV(t.TempDir()+"/no/such/folder.csv", table); model.CodeOf(err) != model.Internal || !strings.Contains(err.Error(), "could not be written") {
		t.Errorf("a folder that is not there: %v", err)
	}
}

func TestVeryManyAreNotOpenedByAccident(t *testing.T) {
	d := openWindowDriver(t)
	d.cmd.run("select-all")
	if n := len(d.list.refs()); n < manySheets {
		t.Skipf("the sample has only %d recipients", n)
	}
	d.cmd.run("properties")
	if !d.win.Modal() || len(d.sheets) != 0 {
		t.Error("opened without a question")
	}
	press(d.win.Canvas(), "Cancel")
	if len(d.sheets) != 0 {
		t.Error("opened after Cancel")
	}
}
