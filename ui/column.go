package ui

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"recipientdesk/model"
	"recipientdesk/model/sheet"
	"recipientdesk/ui/kit"
)

// A column is one thing that the list can show of a recipient. The catalog has
// what only a list shows, and then every field of the sheet that fits a cell.
type column struct {
	ID    string // stable: settings and CSV headers use it
	Title string
	Tip   string
	Width float32
	Align fyne.TextAlign
	Attrs []model.Attr // what the listing must have read
	// Text is what a row shows, and what it is sorted and exported by.
	Text func(s *model.Snapshot, row int) string
}

// catalog returns every column, those of the list first.
func catalog() []column {
	out := slices.Clone(listColumns)
	for _, f := range sheet.Fields() {
		if c, ok := fieldColumn(f); ok && !slices.ContainsFunc(out, func(o column) bool { return o.ID == c.ID }) {
			out = append(out, c)
		}
	}
	return out
}

// defaultColumns are shown until the user chooses others.
var defaultColumns = []string{"name", "type", "primary", "mailNickname", syncColumn, findingsColumn}

const (
	whenChanged model.Attr = "whenChanged"
	// findingsColumn is filled from the checker, not from an attribute.
	findingsColumn = "findings"
	// syncColumn is filled from the forecast.
	syncColumn = "sync"
)

var listColumns = []column{
	{ID: "name", Title: "Name", Width: 200, Tip: "The display name, or the common name where there is none.",
		Attrs: []model.Attr{model.DisplayName, model.CommonName}, Text: rowName},
	{ID: "type", Title: "Type", Width: 176, Tip: "What the recipient is to Exchange.",
		Attrs: model.KindAttrs, Text: func(s *model.Snapshot, row int) string { return s.Kind(row).Label() }},
	{ID: "primary", Title: "Primary address", Width: 250, Tip: "The address that replies go to.\nLDAP: proxyAddresses, else mail",
		Attrs: []model.Attr{model.ProxyAddresses, model.Mail}, Text: rowPrimary},
	{ID: syncColumn, Title: "Sync", Width: 56, Align: fyne.TextAlignCenter,
		Tip:  "What the next synchronization makes of the recipient: a full circle arrives as shown, half a circle with differences, an empty one not at all; a question mark is not certain.",
		Text: func(*model.Snapshot, int) string { return "" }},
	{ID: findingsColumn, Title: "Findings", Width: 84, Tip: "What the checker has to say about the recipient.",
		Text: func(*model.Snapshot, int) string { return "" }},
	{ID: "addresses", Title: "Addresses", Width: 90, Align: fyne.TextAlignTrailing, Tip: "How many addresses it has, of all types.",
		Attrs: []model.Attr{model.ProxyAddresses}, Text: func(s *model.Snapshot, row int) string {
			return count(len(s.Values(row, model.ProxyAddresses)))
		}},
	{ID: "account", Title: "Account", Width: 80, Tip: "Whether the account may sign in.\nLDAP: userAccountControl",
		Attrs: []model.Attr{model.UserAccountControl}, Text: rowAccount},
	{ID: "sAMAccountName", Title: "Account name", Width: 120, Tip: "The name before the domain, DOMAIN\\name.\nLDAP: sAMAccountName",
		Attrs: []model.Attr{model.SAMAccountName}, Text: rowFirst(model.SAMAccountName)},
	{ID: "folder", Title: "Folder", Width: 180, Tip: "The organizational unit it is in.", Text: rowFolder},
	{ID: "whenChanged", Title: "Changed", Width: 140, Tip: "When the object was last changed by anyone.\nLDAP: whenChanged",
		Attrs: []model.Attr{whenChanged}, Text: rowTime(whenChanged)},
	{ID: "whenCreated", Title: "Created", Width: 140, Tip: "When the object was made.\nLDAP: whenCreated",
		Attrs: []model.Attr{"whenCreated"}, Text: rowTime("whenCreated")},
}

// fieldColumn makes a column of a field, unless its values are no text.
func fieldColumn(f sheet.Field) (column, bool) {
	switch f.Edit.(type) {
	case sheet.Photo, sheet.Octets, sheet.Addresses, sheet.Backlink:
		return column{}, false
	}
	if f.ID == "member" || f.ID == "primary" {
		return column{}, false // may be thousands; is a column of the list already
	}
	names := make([]string, len(f.Attrs))
	for i, a := range f.Attrs {
		names[i] = string(a)
	}
	return column{ID: f.ID, Title: f.Label, Width: 130, Tip: f.Help + "\nLDAP: " + strings.Join(names, ", "),
		Attrs: f.Reads(), Text: func(s *model.Snapshot, row int) string { return fieldText(f, s, row) }}, true
}

func fieldText(f sheet.Field, s *model.Snapshot, row int) string {
	first := s.First(row, f.Attrs[0])
	switch f.Edit.(type) {
	case sheet.Text, sheet.Suffix:
		if f.Get == nil { // most columns: an Entry for each of many thousand rows would be felt when sorting
			return strings.Join(strings.Fields(first), " ")
		}
	}
	if first == "" && f.Place == nil {
		return ""
	}
	values := f.Values(s.Entry(row))
	out := make([]string, len(values))
	for i, v := range values {
		switch ed := f.Edit.(type) {
		case sheet.Picker:
			v = model.NameOf(v)
		case sheet.Choice:
			v = ed.Label(v)
		case sheet.Check:
			v = map[string]string{"TRUE": "Yes", "FALSE": "No"}[v]
		}
		out[i] = v
	}
	return strings.Join(out, "; ")
}

func rowName(s *model.Snapshot, row int) string {
	for _, a := range []model.Attr{model.DisplayName, model.CommonName} {
		if v := s.First(row, a); v != "" {
			return v
		}
	}
	return model.NameOf(s.Ref(row).DN)
}

func rowPrimary(s *model.Snapshot, row int) string {
	for _, v := range s.Values(row, model.ProxyAddresses) {
		if a, ok := strings.CutPrefix(v, "SMTP:"); ok {
			return a
		}
	}
	return s.First(row, model.Mail)
}

func rowFirst(a model.Attr) func(*model.Snapshot, int) string {
	return func(s *model.Snapshot, row int) string { return s.First(row, a) }
}

func rowAccount(s *model.Snapshot, row int) string {
	if s.Kind(row).Family() != "user" {
		return ""
	}
	if (model.Recipient{Entry: s.Entry(row)}).Disabled() {
		return "Disabled"
	}
	return "Enabled"
}

func rowFolder(s *model.Snapshot, row int) string {
	dn, err := model.ParseDN(s.Ref(row).DN)
	if err != nil {
		return ""
	}
	var names []string
	for _, r := range dn.Parent() {
		if !strings.EqualFold(r.Type, "DC") {
			names = append(names, r.Value)
		}
	}
	slices.Reverse(names)
	return strings.Join(names, " › ")
}

// rowTime shows a generalized time (RFC 4517 section 3.3.13) as local time, in a
// form that sorts.
func rowTime(a model.Attr) func(*model.Snapshot, int) string {
	return func(s *model.Snapshot, row int) string {
		t, ok := parseTime(s.First(row, a))
		if !ok {
			return ""
		}
		return t.Local().Format("2006-01-02 15:04")
	}
}

// parseTime reads the form in which Active Directory writes generalized time.
func parseTime(v string) (time.Time, bool) {
	for _, layout := range []string{"20060102150405.0Z", "20060102150405Z"} {
		if t, err := time.Parse(layout, v); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// kitColumn is the column as the table draws it.
func (c column) kitColumn(width float32) kit.Column {
	if width == 0 {
		width = c.Width
	}
	return kit.Column{ID: c.ID, Title: c.Title, Tip: c.Tip, Width: width, Align: c.Align}
}
