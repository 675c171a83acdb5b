package sheet

import (
	"fmt"
	"testing"

	"recipientdesk/model"
)

func field(t *testing.T, id string) Field {
	t.Helper()
	f, ok := Lookup(id)
	if !ok {
		t.Fatal("no field", id)
	}
	return f
}

func TestAddRemove(t *testing.T) {
	e := model.NewEntry(model.Ref{}, map[model.Attr][]string{"msExchExtensionCustomAttribute1": {"a", "b"}, "title": {"Boss"}})
	tests := []struct {
		field, op, in, want string
	}{
		{"extensionCustom1", "add", " c ", `msExchExtensionCustomAttribute1 ["a" "b"] -> ["a" "b" "c"]`},
		{"extensionCustom1", "add", "A", `exists: Extension custom attribute 1: "A" is there already`},
		{"extensionCustom1", "add", "", `invalid: Extension custom attribute 1: the value to add is empty`},
		{"extensionCustom1", "add", "x\x00", `invalid: Extension custom attribute 1: "x\x00" contains the control character U+0000`},
		{"extensionCustom1", "remove", "b", `msExchExtensionCustomAttribute1 ["a" "b"] -> ["a"]`},
		{"extensionCustom1", "remove", "z", `not-found: Extension custom attribute 1: "z" is not there`},
		{"title", "add", "Chief", `invalid: Job title: takes one value and has "Boss"`},
		{"title", "remove", "boss", `title ["Boss"] -> []`},
		{"department", "add", "Sales", `department [] -> ["Sales"]`},
	}
	for _, tt := range tests {
		f := field(t, tt.field)
		do := f.Add
		if tt.op == "remove" {
			do = f.Remove
		}
		after, err := do(e, tt.in)
		if got := outcome(e, after, err); got != tt.want {
			t.Errorf("%s %s %q:\ngot  %s\nwant %s", tt.op, tt.field, tt.in, got, tt.want)
		}
	}
}

func TestSeveralValuesForOne(t *testing.T) {
	_, err := field(t, "title").With(model.Entry{}, []string{"a", "b"})
	if got := outcome(model.Entry{}, model.Entry{}, err); got != "invalid: Job title: takes one value, not 2" {
		t.Error(got)
	}
}

func TestCountryRemoved(t *testing.T) {
	e, err := field(t, "country").WithText(model.Entry{}, "DE")
	if err != nil {
		t.Fatal(err)
	}
	after, err := field(t, "country").WithText(e, "")
	if got := outcome(e, after, err); got != `c ["DE"] -> []; co ["Germany"] -> []; countryCode ["276"] -> ["0"]` {
		t.Error(got)
	}
	if after, err = field(t, "country").WithText(model.Entry{}, ""); outcome(model.Entry{}, after, err) != "" {
		t.Error("removing nothing changes", changes(model.Entry{}, after))
	}
}

func TestCountriesAreComplete(t *testing.T) {
	codes, numbers := map[string]bool{}, map[string]bool{}
	for _, c := range countryRows() {
		if len(c.code) != 2 || c.name == "" || codes[c.code] || numbers[c.number] {
			t.Errorf("bad row %+v", c)
		}
		codes[c.code], numbers[c.number] = true, true
	}
	if len(codes) != 249 { // ISO 3166-1 has 249 officially assigned codes
		t.Error(len(codes), "countries")
	}
}

func TestWithCheck(t *testing.T) {
	f := field(t, "hidden")
	none := model.Entry{}
	set := none.With("msExchHideFromAddressLists", "TRUE")
	tests := []struct {
		name    string
		base, e model.Entry
		on      bool
		want    string
	}{
		{"ticked", none, none, true, "[TRUE]"},
		{"ticked and cleared again", none, set, false, "[]"},
		{"cleared", set, set, false, "[FALSE]"},
		{"cleared and ticked again", set, set.With("msExchHideFromAddressLists", "FALSE"), true, "[TRUE]"},
	}
	for _, tt := range tests {
		if got := fmt.Sprint(f.Values(f.WithCheck(tt.base, tt.e, tt.on))); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestLimitsOfTheForest(t *testing.T) {
	s := model.NewSchema([]model.AttrDef{{Name: "displayName", Max: 3}, {Name: "mailNickname", Max: 100},
		{Name: "msExchExtensionCustomAttribute1", Max: 2}, {Name: "internetEncoding", Min: 1, Max: 5}}, nil, 0)
	tests := []struct {
		field Field
		in    string
		ok    bool
	}{
		{field(t, "displayName"), "abcd", true},
		{field(t, "displayName").In(s), "abc", true},
		{field(t, "displayName").In(s), "abcd", false},
		{field(t, "displayName").In(s), "a🙂b", false},
		{field(t, "displayName").In(nil), "abcd", true},
		{field(t, "extensionCustom1").In(s), "abc", false},
		{field(t, "title").In(s), "abcd", true},
		{Field{ID: "x", Label: "x", Attrs: []model.Attr{"internetEncoding"}, Edit: Number{}}.In(s), "6", false},
		{Field{ID: "x", Label: "x", Attrs: []model.Attr{"internetEncoding"}, Edit: Number{}}.In(s), "5", true},
	}
	for _, tt := range tests {
		if _, err := tt.field.WithText(model.Entry{}, tt.in); (err == nil) != tt.ok {
			t.Errorf("%s=%q: %v", tt.field.ID, tt.in, err)
		}
	}
	if got := field(t, "mailNickname").In(s).Edit.(Text).Max; got != model.MaxAlias {
		t.Error("the schema widens a declared limit to", got)
	}
}

func TestCommon(t *testing.T) {
	f := field(t, "extensionCustom1")
	e := func(v ...string) model.Entry { return model.Entry{}.With("msExchExtensionCustomAttribute1", v...) }
	if v, same := f.Common([]model.Entry{e("a", "b"), e("b", "a")}); !same || len(v) != 2 {
		t.Error("the order of values counts:", v, same)
	}
	if v, same := f.Common([]model.Entry{e("a"), e("a", "b")}); same || v != nil {
		t.Error("different values agree:", v, same)
	}
	if v, same := f.Common([]model.Entry{e(), e()}); !same || len(v) != 0 {
		t.Error("none:", v, same)
	}
}

func TestShown(t *testing.T) {
	user, group := object("CN=U", "user"), object("CN=G", "group")
	var members Tab
	for _, tab := range Tabs() {
		if tab.ID == "members" {
			members = tab
		}
	}
	if !members.Shown(group) || members.Shown(user) || members.Shown(group, user) {
		t.Error("the members of a user are shown")
	}
	if f := field(t, "givenName"); !f.Shown(user) || f.Shown(group) {
		t.Error("the first name of a group is shown")
	}
	if f := field(t, "displayName"); !f.Shown(user, group) {
		t.Error("the display name is not shown")
	}
}

func TestOffered(t *testing.T) {
	user, contact := object("CN=U", "user"), object("CN=C", "contact")
	plain := model.NewSchema([]model.AttrDef{{Name: "msDS-cloudExtensionAttribute1"}}, nil, 0)
	tests := []struct {
		field  string
		schema *model.Schema
		e      model.Entry
		want   bool
	}{
		{"cloudExtension1", plain, user, true},
		{"cloudExtension2", plain, user, false},
		{"cloudExtension2", nil, user, true},
		{"cloudExtension1", plain, contact, false},
		{"extensionCustom1", plain, contact, false},
		{"custom1", plain, contact, true}, // shown off, so that its absence is explained
	}
	for _, tt := range tests {
		if got := field(t, tt.field).Offered(tt.schema, tt.e); got != tt.want {
			t.Errorf("%s on %s: %v", tt.field, tt.e.Ref.DN, got)
		}
	}
}

func TestLabels(t *testing.T) {
	l := Labels{"custom1": "Cost center"}
	if f := l.Name(field(t, "custom1")); f.Label != "Cost center" || field(t, "custom1").Label != "Custom attribute 1" {
		t.Error(f.Label)
	}
	if f := Labels(nil).Name(field(t, "custom2")); f.Label != "Custom attribute 2" {
		t.Error(f.Label)
	}
}

func TestFileTimeKeepsItsFraction(t *testing.T) {
	const stored = "135380270451234567"
	text := Time{FileTime: true}.format(stored)
	if text != "2030-01-02T03:04:05.1234567Z" {
		t.Error(text)
	}
	if back, err := (Time{FileTime: true}).parse(text); back != stored || err != nil {
		t.Error(back, err)
	}
}

func TestAttrsCoverTheSheet(t *testing.T) {
	have := map[model.Attr]bool{}
	for _, a := range Attrs() {
		if have[a] {
			t.Error(a, "is there twice")
		}
		have[a] = true
	}
	for _, f := range Fields() {
		for _, a := range f.Reads() {
			if !have[a] {
				t.Errorf("%s of %s is not read", a, f.ID)
			}
		}
	}
}
