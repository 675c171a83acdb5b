package ui

import (
	"reflect"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recipientdesk/ui/kit"
)

func TestSettingsComeBack(t *testing.T) {
	s := settings{test.NewTempApp(t).Preferences()}
	if s.Columns() != nil || s.Sort().Column != "name" || s.Split() <= 0 || s.Size().Width < 1024 || s.Theme() != kit.VariantSystem {
		t.Error("the defaults are not those of a first start")
	}
	columns := []shownColumn{{"name", 180}, {"department", 0}}
	views := []savedView{{Name: "Sales", Base: "OU=Sales,DC=corp", Text: "x", Columns: columns}}
	s.SetColumns(columns)
	s.SetViews(views)
	s.SetSort(sortOrder{"department", true})
	s.SetSplit(0.3)
	s.SetSize(fyne.NewSize(1400, 900))
	s.SetTheme(kit.VariantDark)
	s.SetPlace("DC=corp", "view:groups")
	if !reflect.DeepEqual(s.Columns(), columns) || !reflect.DeepEqual(s.Views(), views) || s.Sort() != (sortOrder{"department", true}) ||
		s.Split() != 0.3 || s.Size() != fyne.NewSize(1400, 900) || s.Theme() != kit.VariantDark || s.Place("DC=corp") != "view:groups" {
		t.Error("something was not kept")
	}
}

func TestBrokenSettingsCountAsNone(t *testing.T) {
	p := test.NewTempApp(t).Preferences()
	for _, key := range []string{keyColumns, keyRecent, keyViews, keySize, keySort, keyPlaces} {
		p.SetString(key, "{not json")
	}
	p.SetFloat(keySplit, 17)
	s := settings{p}
	if s.Columns() != nil || s.Recent() != nil || s.Views() != nil || s.Sort().Column != "name" || s.Split() > 0.5 || s.Size().Height < 600 {
		t.Error("what cannot be read is not taken as unset")
	}
	s.SetPlace("DC=corp", "x")
	if s.Place("DC=corp") != "x" {
		t.Error("a broken setting stays broken")
	}
}

func TestRecentConnectionsAreFew(t *testing.T) {
	s := settings{test.NewTempApp(t).Preferences()}
	for i := range 2 * recentMost {
		s.Remember(Target{Directory: string(rune('a' + i))})
	}
	if r := s.Recent(); len(r) != recentMost || r[0].Directory != string(rune('a'+2*recentMost-1)) {
		t.Errorf("%d kept, first %q", len(r), r[0].Directory)
	}
}
