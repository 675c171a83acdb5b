package ui

import (
	"encoding/json"
	"slices"

	"fyne.io/fyne/v2"

	"recipientdesk/ui/kit"
)

// settings is what the program remembers between two runs: a typed face of
// Fyne's preferences, which are a plain file. It holds no secrets; nothing in it
// is needed, and what cannot be read counts as not set.
type settings struct{ p fyne.Preferences }

const (
	keyRecent  = "recent"
	keyColumns = "list.columns"
	keySort    = "list.sort"
	keyViews   = "list.views"
	keySplit   = "main.split"
	keySize    = "main.size"
	keyTheme   = "theme"
	keyPlaces  = "places"
)

// recentMost is how many connections the first page offers again.
const recentMost = 8

// A shownColumn is a column of the list as the user has it.
type shownColumn struct {
	ID    string  `json:"id"`
	Width float32 `json:"width,omitempty"` // 0: as declared
}

// A sortOrder says what a list is sorted by.
type sortOrder struct {
	Column     string `json:"column"`
	Descending bool   `json:"descending,omitempty"`
}

// Recent are the connections made before, the last one first. None has a password.
func (s settings) Recent() []Target { return read[[]Target](s, keyRecent) }

// Remember puts a connection at the top of the recent ones, without its password.
func (s settings) Remember(t Target) {
	t.Password = ""
	list := slices.DeleteFunc(s.Recent(), func(o Target) bool { return o == t })
	list = append([]Target{t}, list...)
	write(s, keyRecent, list[:min(len(list), recentMost)])
}

// Forget removes a connection from the recent ones.
func (s settings) Forget(t Target) {
	t.Password = ""
	write(s, keyRecent, slices.DeleteFunc(s.Recent(), func(o Target) bool { return o == t }))
}

// Columns are those of the list; none if the user chose none yet.
func (s settings) Columns() []shownColumn     { return read[[]shownColumn](s, keyColumns) }
func (s settings) SetColumns(c []shownColumn) { write(s, keyColumns, c) }

// Sort is what the list is sorted by.
func (s settings) Sort() sortOrder {
	if o := read[sortOrder](s, keySort); o.Column != "" {
		return o
	}
	return sortOrder{Column: "name"}
}
func (s settings) SetSort(o sortOrder) { write(s, keySort, o) }

// Views are those the user saved.
func (s settings) Views() []savedView     { return read[[]savedView](s, keyViews) }
func (s settings) SetViews(v []savedView) { write(s, keyViews, v) }

// Split is how much of the main window's width the left pane takes, 0 to 1.
func (s settings) Split() float64 {
	if f := s.p.Float(keySplit); f > 0.05 && f < 0.7 {
		return f
	}
	return 0.18
}
func (s settings) SetSplit(f float64) { s.p.SetFloat(keySplit, f) }

// Size is that of the main window, in units.
func (s settings) Size() fyne.Size {
	size := read[fyne.Size](s, keySize)
	if size.IsZero() {
		return fyne.NewSize(1200, 740)
	}
	return fyne.NewSize(max(size.Width, 900), max(size.Height, 560))
}
func (s settings) SetSize(size fyne.Size) { write(s, keySize, size) }

// Theme is light, dark, or what the system says.
func (s settings) Theme() kit.Variant { return kit.Variant(s.p.Int(keyTheme)) }

func (s settings) SetTheme(v kit.Variant) { s.p.SetInt(keyTheme, int(v)) }

// Place is where the user was last in a directory, "" if never there.
func (s settings) Place(directory string) string {
	return read[map[string]string](s, keyPlaces)[directory]
}

func (s settings) SetPlace(directory, place string) {
	m := read[map[string]string](s, keyPlaces)
	if m == nil || len(m) > 50 {
		m = map[string]string{}
	}
	m[directory] = place
	write(s, keyPlaces, m)
}

func read[T any](s settings, key string) (v T) {
	var zero T
	if json.Unmarshal([]byte(s.p.String(key)), &v) != nil {
		return zero
	}
	return v
}

func write[T any](s settings, key string, v T) {
	if b, err := json.Marshal(v); err == nil {
		s.p.SetString(key, string(b))
	}
}
