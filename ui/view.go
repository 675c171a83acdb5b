package ui

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
)

// A view is a part of the directory that administrators ask for often. Its ID
// names it among the places.
type view struct {
	ID    string
	Label string
	Tip   string
	Icon  fyne.Resource
	// Keep says whether a row belongs to the view. now is the time the list was
	// read; findings is nil until the checker has been through.
	Keep func(s *model.Snapshot, row int, w viewWorld) bool
}

// viewWorld is what a view may ask for besides the rows.
type viewWorld struct {
	Now      time.Time
	Findings func(row int) int
	Changed  map[string]bool // GUIDs that this product changed today
}

// kindView keeps rows by kind.
func kindView(ok func(model.Kind) bool) func(*model.Snapshot, int, viewWorld) bool {
	return func(s *model.Snapshot, row int, _ viewWorld) bool { return ok(s.Kind(row)) }
}

// builtinViews are there for everybody. "all" is first and the one to fall back to.
func builtinViews() []view {
	return []view{
		{ID: "all", Label: "All recipients", Icon: theme.ListIcon(), Tip: "Every user, group and contact of the domain.",
			Keep: func(*model.Snapshot, int, viewWorld) bool { return true }},
		{ID: "mailboxes", Label: "Mailboxes", Icon: theme.MailComposeIcon(), Tip: "User, shared, room and equipment mailboxes.",
			Keep: kindView(model.Kind.IsMailbox)},
		{ID: "groups", Label: "Groups", Icon: iconGroup, Tip: "Distribution and security groups, with mail and without.",
			Keep: kindView(func(k model.Kind) bool { return k.Family() == "group" })},
		{ID: "contacts", Label: "Contacts", Icon: iconContact, Tip: "Contacts and mail users: recipients whose mailbox is elsewhere.",
			Keep: kindView(func(k model.Kind) bool { return k.Family() == "contact" || k == model.KindMailUser })},
		{ID: "plain", Label: "Not mail-enabled", Icon: iconUser, Tip: "Users, groups and contacts without any mail attribute.",
			Keep: kindView(func(k model.Kind) bool { return !k.MailEnabled() })},
		{ID: "findings", Label: "With findings", Icon: theme.WarningIcon(), Tip: "What the checker has something to say about.",
			Keep: func(_ *model.Snapshot, row int, w viewWorld) bool { return w.Findings != nil && w.Findings(row) > 0 }},
		{ID: "today", Label: "Changed today", Icon: theme.HistoryIcon(), Tip: "Changed since midnight, by anyone.",
			Keep: changedToday},
	}
}

func changedToday(s *model.Snapshot, row int, w viewWorld) bool {
	if w.Changed[s.GUID(row).String()] {
		return true
	}
	t, ok := parseTime(s.First(row, whenChanged))
	if !ok {
		return false
	}
	y, m, d := w.Now.Local().Date()
	return !t.Before(time.Date(y, m, d, 0, 0, 0, 0, w.Now.Location()))
}

// A savedView is one the user made: a place, a filter, and the columns.
type savedView struct {
	Name    string        `json:"name"`
	View    string        `json:"view,omitempty"` // ID of the built-in view it narrows, "" for all
	Base    string        `json:"base,omitempty"` // DN of a folder, "" for the domain
	Text    string        `json:"text,omitempty"` // the filter
	Columns []shownColumn `json:"columns,omitempty"`
}

const (
	prefixView  = "view:"
	prefixSaved = "saved:"
	prefixOU    = "ou:" // before the GUID of a folder
)

func findView(id string) (view, bool) {
	views := builtinViews()
	i := slices.IndexFunc(views, func(v view) bool { return v.ID == id })
	if i < 0 {
		return view{}, false
	}
	return views[i], true
}

func (s settings) savedView(name string) (savedView, bool) {
	views := s.Views()
	i := slices.IndexFunc(views, func(v savedView) bool { return strings.EqualFold(v.Name, name) })
	if i < 0 {
		return savedView{}, false
	}
	return views[i], true
}

// describe says what the view shows, for its tooltip.
func (v savedView) describe() string {
	var parts []string
	if w, ok := findView(v.View); ok {
		parts = append(parts, w.Label)
	}
	if v.Base != "" {
		parts = append(parts, "in "+model.NameOf(v.Base))
	}
	if v.Text != "" {
		parts = append(parts, "with “"+v.Text+"”")
	}
	return strings.Join(parts, " ")
}

func isSaved(place string) bool { return strings.HasPrefix(place, prefixSaved) }
