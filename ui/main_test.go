package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

func TestTheSampleOpensSortedAndChecked(t *testing.T) {
	d := openWindowDriver(t)
	names := d.names()
	if len(names) < 150 || !slices.IsSortedFunc(names, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) }) {
		t.Errorf("%d rows, sorted: %v …", len(names), names[:5])
	}
	if d.checker.last == nil || d.checker.last.faulty == 0 {
		t.Error("nothing was found in an organization full of mistakes")
	}
	if got := d.status(); !strings.Contains(got, "recipients") || !strings.Contains(got, "Exchange schema 17003") {
		t.Errorf("status %q", got)
	}
	for _, want := range []string{"mailboxes", "groups", "findings"} {
		if d.counts[want] == 0 {
			t.Errorf("the view %s counts nothing", want)
		}
	}
}

func TestTypingFilters(t *testing.T) {
	d := openWindowDriver(t)
	all := len(d.names())
	for _, r := range "nowak" {
		d.list.table.TypedRune(r)
	}
	if got := d.names(); len(got) == 0 || len(got) == all || !slices.ContainsFunc(got, func(n string) bool { return strings.Contains(n, "Nowak") }) {
		t.Errorf("filter shows %v", got)
	}
	d.list.search.SetText("")
	if got := len(d.names()); got != all {
		t.Errorf("%d rows after the filter is emptied, want %d", got, all)
	}
}

func TestAFilterWithoutHitsSuggestsAName(t *testing.T) {
	d := openWindowDriver(t)
	d.list.search.SetText("nowack")
	d.run.drain()
	if !d.list.empty.Visible() {
		t.Fatal("nothing is said")
	}
	b := findButton(d.win.Canvas().Content(), func(label string) bool { return strings.HasPrefix(label, "nowak (") })
	if b == nil {
		t.Fatal("nowak is not suggested")
	}
	test.Tap(b)
	if len(d.names()) == 0 || d.list.search.Text() != "nowak" || d.list.empty.Visible() {
		t.Errorf("after the suggestion: %q, %v", d.list.search.Text(), d.names())
	}
}

func findButton(root fyne.CanvasObject, is func(label string) bool) *kit.Button {
	for _, o := range test.LaidOutObjects(root) {
		if b, ok := o.(*kit.Button); ok && is(b.Text) && b.Visible() {
			return b
		}
	}
	return nil
}

// page is a piece of a list, of people with these names.
func (d *windowDriver) page(names ...string) *model.Batch {
	b := model.NewBatchBuilder(d.list.next.snap.Columns())
	for _, n := range names {
		b.Add(person(n))
	}
	return b.Build()
}

func person(name string) model.Entry {
	var guid model.GUID
	copy(guid[:], name)
	return model.NewEntry(model.Ref{DN: "CN=" + name, GUID: guid.String()},
		map[model.Attr][]string{model.DisplayName: {name}, model.ObjectClass: {"user"}})
}

func TestRowsComeInAsTheyAreRead(t *testing.T) {
	d := openWindowDriver(t)
	old := d.names()
	d.cmd.run("reload")
	if got := d.names(); !slices.Equal(got, old) || !d.list.busy || !strings.Contains(d.status(), "Stop") {
		t.Errorf("before the first page: %d rows, busy %v, status %q", len(got), d.list.busy, d.status())
	}
	d.list.arrived(d.page("Zoe", "Bob"))
	d.list.arrived(d.page("Ann"))
	if got := d.names(); !slices.Equal(got, []string{"Zoe", "Bob", "Ann"}) {
		t.Errorf("while reading: %v: what was there must not move", got)
	}
	d.list.finish(nil)
	if got := d.names(); !slices.Equal(got, []string{"Ann", "Bob", "Zoe"}) || d.list.busy {
		t.Errorf("when read: %v, busy %v", got, d.list.busy)
	}
}

func TestAListInUseIsNotSortedUnderThePointer(t *testing.T) {
	d := openWindowDriver(t)
	d.cmd.run("reload")
	d.list.arrived(d.page("Zoe", "Bob"))
	d.pick("Bob")
	d.list.arrived(d.page("Ann"))
	d.list.finish(nil)
	if got := d.names(); !slices.Equal(got, []string{"Zoe", "Bob", "Ann"}) || !slices.Equal(d.selected(), []string{"Bob"}) {
		t.Errorf("rows %v, selected %v", got, d.selected())
	}
	if col, _ := d.list.table.Sort(); col >= 0 {
		t.Error("the arrow says that the list is sorted")
	}
}

func TestWhatIsSavedWhileReadingIsNotOvertaken(t *testing.T) {
	d := openWindowDriver(t)
	d.cmd.run("reload")
	d.list.arrived(d.page("Ann"))
	d.saved(person("Bob").With(model.DisplayName, "Bobby"))
	d.saved(person("Ann").With(model.DisplayName, "Annie"))
	d.deleted(person("Zoe").Ref)
	d.list.arrived(d.page("Bob", "Zoe"))
	d.list.finish(nil)
	if got := d.names(); !slices.Equal(got, []string{"Annie", "Bobby"}) {
		t.Errorf("the list shows %v", got)
	}
}

func TestStoppingKeepsWhatIsThere(t *testing.T) {
	d := openWindowDriver(t)
	old := d.names()
	d.cmd.run("reload")
	d.cmd.run("stop")
	if got := d.names(); !slices.Equal(got, old) || strings.Contains(d.status(), "incomplete") {
		t.Errorf("stopped before the first page: %d rows, status %q", len(got), d.status())
	}
	d.cmd.run("reload")
	d.list.arrived(d.page("Zoe", "Bob"))
	d.cmd.run("stop")
	if got := d.names(); !slices.Equal(got, []string{"Bob", "Zoe"}) || !strings.Contains(d.status(), "incomplete") {
		t.Errorf("stopped in the middle: %v, status %q", got, d.status())
	}
}

func TestSelectionStaysWithItsObjects(t *testing.T) {
	d := openWindowDriver(t)
	name := d.names()[40]
	d.pick(name)
	want := []string{name}
	check := func(after string) {
		t.Helper()
		if got := d.selected(); !slices.Equal(got, want) {
			t.Errorf("after %s: %v selected, want %v", after, got, want)
		}
	}
	d.list.sortBy(0, true)
	check("sorting the other way")
	d.list.sortBy(2, false)
	check("sorting by another column")
	d.cmd.run("reload")
	d.run.drain()
	check("reloading")
	if got := d.names()[d.list.table.Cursor()]; got != name {
		t.Errorf("after reloading the keyboard is at %q", got)
	}
	d.list.search.SetText(name)
	check("filtering for it")
}

func TestPlaces(t *testing.T) {
	d := openWindowDriver(t)
	all := len(d.names())
	d.cmd.run("goto-groups")
	for _, row := range d.list.l.shown {
		if k := d.list.l.snap.Kind(int(row)); k.Family() != "group" {
			t.Fatalf("%s among the groups", k.Label())
		}
	}
	i := slices.IndexFunc(d.places.root.children, func(f *folder) bool { return f.name == "Staff" })
	if i < 0 {
		t.Fatal("the folders were not read")
	}
	staff := d.places.root.children[i]
	d.goTo(staff.id)
	if n := len(d.names()); n == 0 || n == all {
		t.Errorf("%d of %d below Staff", n, all)
	}
	for _, row := range d.list.l.shown {
		if dn := d.list.l.snap.Ref(int(row)).DN; !below(dn, staff.ref.DN) {
			t.Fatalf("%s is not below Staff", dn)
		}
	}
	d.cmd.run("disconnect")
	d.run.drain()
	d.cmd.run("sample")
	d.run.drain()
	if d.place == prefixView+"all" {
		t.Error("the folder is forgotten")
	}
}

func TestCommandsFollowTheState(t *testing.T) {
	d := newWindowDriver(t)
	on := func(id string) bool { return d.cmd.get(id).enabled() }
	for _, id := range []string{"properties", "reload", "export", "new-user", "who", "disconnect"} {
		if on(id) {
			t.Errorf("%s is on before there is a directory", id)
		}
	}
	d.cmd.run("sample")
	d.run.drain()
	if on("properties") || !on("reload") || !on("who") || !on("new-user") {
		t.Error("properties without a selection, or not reload, who and new with a directory")
	}
	d.pick(d.names()[0])
	if !on("properties") || !on("copy") {
		t.Error("properties is off with a selection")
	}
	d.session.Info.ReadOnly = true
	if on("new-user") {
		t.Error("new is on where nothing can be written")
	}
}

// A menu paints what follows the theme alone: any other icon is black on black in dark colors.
func TestIconsOfMenusFollowTheTheme(t *testing.T) {
	d := openWindowDriver(t)
	var look func(*fyne.Menu)
	look = func(m *fyne.Menu) {
		for _, item := range m.Items {
			if item.ChildMenu != nil {
				look(item.ChildMenu)
			}
			if item.Icon == nil {
				continue
			}
			if _, themed := item.Icon.(fyne.ThemedResource); !themed {
				t.Errorf("%s › %s", m.Label, item.Label)
			}
		}
	}
	for _, m := range d.win.MainMenu().Items {
		look(m)
	}
}

func TestEveryMenuItemHasItsOwnKey(t *testing.T) {
	d := newWindowDriver(t)
	keys := map[string]string{}
	sub := map[string]bool{} // by the letters and arrows of their menu, too
	for _, c := range d.cmd.list {
		for _, id := range c.Sub {
			sub[id] = true
		}
	}
	for _, c := range d.cmd.list {
		if c.Sub != nil || c.Key.Name == "" && sub[c.ID] {
			continue
		}
		if c.Key.Name == "" {
			t.Errorf("%s has no key", c.ID)
		} else if other := keys[c.Key.String()]; other != "" {
			t.Errorf("%s and %s have one key, %s", c.ID, other, c.Key)
		}
		keys[c.Key.String()] = c.ID
	}
	for _, m := range menus {
		for _, id := range m.IDs {
			if id != "-" {
				d.cmd.get(id) // panics on a name that is none
			}
		}
	}
}

func TestCopyingAddresses(t *testing.T) {
	d := openWindowDriver(t)
	d.cmd.run("goto-mailboxes")
	d.pick(d.names()[0])
	d.cmd.run("copy")
	if got := d.fy.Clipboard().Content(); !strings.Contains(got, "@") || strings.Contains(got, "\n") {
		t.Errorf("clipboard %q", got)
	}
	d.cmd.run("copy-dn")
	if got := d.fy.Clipboard().Content(); !strings.HasPrefix(got, "CN=") {
		t.Errorf("clipboard %q", got)
	}
	d.cmd.run("copy-names")
	if got := strings.Split(d.fy.Clipboard().Content(), "\n"); len(got) != 2 || !strings.HasPrefix(got[0], "Name\tType\t") {
		t.Errorf("clipboard %q", got)
	}
}

func TestSavedRowsAreShownAtOnce(t *testing.T) {
	d := openWindowDriver(t)
	d.pick(d.names()[3])
	ref := d.list.refs()[0]
	e, err := d.session.Desk.Get(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	d.saved(e.With(model.DisplayName, "Zz Renamed"))
	if got := d.names()[3]; got != "Zz Renamed" {
		t.Errorf("row shows %q: it must change where it stands", got)
	}
	d.deleted(ref)
	if slices.Contains(d.names(), "Zz Renamed") {
		t.Error("the deleted object is shown")
	}
	d.run.drain()
}

func TestALostConnectionIsSaidAndMended(t *testing.T) {
	d := openWindowDriver(t)
	n := len(d.names())
	d.forest.Fault(func(op string) error {
		return &model.Error{Code: model.Unreachable, Subject: "dc1", Message: "no answer", Hint: "Check the network."}
	})
	d.cmd.run("reload")
	d.run.drain()
	if d.offline == nil || !strings.Contains(d.frame.bar.Text(), "no answer") || !strings.Contains(d.status(), "Retry") {
		t.Errorf("offline %v, bar %q, status %q", d.offline, d.frame.bar.Text(), d.status())
	}
	if len(d.names()) != n {
		t.Errorf("the list has %d rows, had %d: what was read must stay", len(d.names()), n)
	}
	d.forest.Fault(nil)
	test.Tap(findButton(d.win.Canvas().Content(), func(l string) bool { return l == "Retry" }))
	d.run.drain()
	if d.offline != nil || d.frame.bar.Text() != "" || strings.Contains(d.status(), "Retry") {
		t.Errorf("after Retry: offline %v, bar %q, status %q", d.offline, d.frame.bar.Text(), d.status())
	}
}

func TestASessionThatEndsIsClosed(t *testing.T) {
	d := openWindowDriver(t)
	d.cmd.run("sample")
	d.run.drain()
	if d.closed != 1 {
		t.Errorf("%d sessions closed after connecting anew", d.closed)
	}
	d.cmd.run("disconnect")
	d.run.drain()
	if d.closed != 2 || d.session != nil {
		t.Errorf("%d sessions closed after disconnecting", d.closed)
	}
}

func TestUnsavedEditsHoldTheProgramBack(t *testing.T) {
	d := openWindowDriver(t)
	d.pick(d.names()[5])
	d.cmd.run("properties")
	d.run.drain()
	if len(d.sheets) != 1 {
		t.Fatalf("%d sheets open", len(d.sheets))
	}
	for _, s := range d.sheets {
		if err := s.do("test", func(e model.Entry) (model.Entry, error) { return e.With(model.Description, "edited"), nil }); err != nil {
			t.Fatal(err)
		}
	}
	d.cmd.run("disconnect")
	if d.session == nil || !d.win.Modal() {
		t.Fatal("edits are lost without a question")
	}
	press(d.win.Canvas(), "Cancel")
	if d.session == nil || len(d.sheets) != 1 {
		t.Error("Cancel did not keep everything as it was")
	}
	d.cmd.run("disconnect")
	press(d.win.Canvas(), "Discard and disconnect")
	d.run.drain()
	if d.session != nil || len(d.sheets) != 0 {
		t.Errorf("still connected, or %d sheets open", len(d.sheets))
	}
}

func TestConnectingAgainKeepsTheSheets(t *testing.T) {
	d := newWindowDriver(t)
	d.connect(Target{Directory: "ldaps://dc1"})
	d.run.drain()
	d.pick(d.names()[5])
	d.cmd.run("properties")
	d.run.drain()
	d.connect(Target{Directory: "ldaps://dc2"})
	d.run.drain()
	if len(d.sheets) != 1 || d.closed != 1 {
		t.Errorf("%d sheets, %d sessions closed: the same directory by another server must keep the sheet", len(d.sheets), d.closed)
	}
}

func TestUndoOfTheLastChange(t *testing.T) {
	d := openWindowDriver(t)
	d.cmd.run("undo-saved")
	d.run.drain()
	if !d.win.Modal() {
		t.Fatal("that there is nothing to undo is not said")
	}
	press(d.win.Canvas(), "Close")

	d.pick(d.names()[3])
	ref, was := d.list.refs()[0], d.names()[3]
	e, err := d.session.Desk.Get(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	s, err := d.session.Desk.Save(t.Context(), model.Diff(e, e.With(model.DisplayName, "Zz Renamed")))
	if err != nil {
		t.Fatal(err)
	}
	d.saved(s.Entry)
	d.cmd.run("undo-saved")
	d.run.drain()
	press(d.win.Canvas(), "Undo")
	d.run.drain()
	if got := d.names()[3]; got != was {
		t.Errorf("after the undo the row shows %q, want %q", got, was)
	}
	d.goTo(placeHistory)
	d.run.drain()
	if h := d.pages[placeHistory].(*historyView); len(h.rows) != 2 {
		t.Errorf("the history has %d changes, want the change and its undoing", len(h.rows))
	}
}

func TestReloadKeepsTheFoldersOpen(t *testing.T) {
	d := openWindowDriver(t)
	i := slices.IndexFunc(d.places.root.children, func(f *folder) bool { return f.name == "Staff" })
	d.places.toggle(d.places.root.children[i].id, true)
	d.run.drain()
	rows := len(d.places.outline.Rows())
	if len(d.places.root.children[i].children) == 0 {
		t.Fatal("Staff has no folders")
	}
	d.cmd.run("reload")
	if got := len(d.places.outline.Rows()); got != rows {
		t.Errorf("%d rows while reading, had %d", got, rows)
	}
	d.run.drain()
	if got := len(d.places.outline.Rows()); got != rows {
		t.Errorf("%d rows afterwards, had %d", got, rows)
	}
	sub := d.places.root.children[i].children[0]
	d.goTo(sub.id)
	d.places.toggle(d.places.root.children[i].id, false)
	if d.place != d.places.root.children[i].id {
		t.Errorf("closing the folder around the selected one leaves the user at %s", d.place)
	}
}

// Every command must do something other than crash, connected or not.
func TestEveryCommandRuns(t *testing.T) {
	d := newWindowDriver(t)
	for _, connected := range []bool{false, true} {
		for _, c := range d.cmd.list {
			if c.Run == nil || c.ID == "quit" {
				continue
			}
			if connected {
				if d.session == nil {
					d.cmd.run("sample")
					d.run.drain()
				}
				d.goTo(prefixView + "all")
				d.list.search.SetText("")
				d.pick(d.names()[0])
			}
			d.cmd.run(c.ID)
			d.run.drain()
			for range 5 {
				if d.win.Modal() {
					d.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
				}
			}
			if d.win.Modal() {
				t.Fatalf("%s: its dialog does not go at Escape", c.ID)
			}
			if !connected && d.session != nil {
				d.cmd.run("disconnect")
				d.run.drain()
			}
		}
	}
}

func TestSelectAll(t *testing.T) {
	d := openWindowDriver(t)
	d.cmd.run("select-all")
	if got := d.list.table.SelectedCount(); got != len(d.names()) {
		t.Errorf("%d of %d selected", got, len(d.names()))
	}
	if got := d.list.summary.title.Text; !strings.Contains(got, "selected") {
		t.Errorf("the line below says %q", got)
	}
}

// The line below the list: a longer name pushes the place behind it aside.
func TestNameAndPlaceOfTheSelectedDoNotOverlap(t *testing.T) {
	d := openWindowDriver(t)
	for _, name := range []string{"Alumni", "Björk Jónsdóttir (Geysir Power)", "Aiko Kobayashi"} {
		d.pick(name)
		title, place := d.list.summary.title, d.list.summary.place
		if end := title.Position().X + title.MinSize().Width; place.Position().X < end {
			t.Errorf("%s ends at %v, and its place begins at %v", name, end, place.Position().X)
		}
	}
}

func TestTypingOnTheFirstPageGoesNowhere(t *testing.T) {
	d := newWindowDriver(t)
	d.win.Canvas().Unfocus()
	d.win.Canvas().OnTypedRune()('x')
	if d.list.search.Text() != "" || d.win.Canvas().Focused() != nil {
		t.Error("a letter went to a list that is not there")
	}
	d.cmd.run("sample")
	d.run.drain()
	d.win.Canvas().Unfocus()
	d.win.Canvas().OnTypedRune()('x')
	if d.list.search.Text() != "x" {
		t.Errorf("the filter is %q after a letter was typed beside everything", d.list.search.Text())
	}
}
