package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
	"recipientdesk/sim"
	"recipientdesk/ui/kit"
)

// A tenantDriver works the Tenant page as a person does, on the sample organization.
type tenantDriver struct {
	*windowDriver
	*tenantPage
}

// openTenantDriver has the page in view and everything read.
func openTenantDriver(t *testing.T) *tenantDriver {
	t.Helper()
	return showTenant(openCloudWindow(t))
}

// showTenant goes to the page and waits until everything was read.
func showTenant(d *windowDriver) *tenantDriver {
	d.t.Helper()
	p := goToTenant(d)
	d.run.drain()
	return p
}

// goToTenant goes to the page, whose reading has not begun then.
func goToTenant(d *windowDriver) *tenantDriver {
	d.t.Helper()
	d.cmd.run(placeOfTenant)
	p, ok := d.pages[placeOfTenant].(*tenantPage)
	if !ok {
		d.t.Fatal("there is no Tenant page")
	}
	return &tenantDriver{d, p}
}

// part is the list of that ID.
func (d *tenantDriver) part(id string) *tenantList {
	d.t.Helper()
	i := slices.IndexFunc(d.lists, func(t *tenantList) bool { return t.part.ID == id })
	if i < 0 {
		d.t.Fatalf("no part %q", id)
	}
	return d.lists[i]
}

// texts are the rows shown of a part, by a column.
func (d *tenantDriver) texts(part, column string) (out []string) {
	d.t.Helper()
	t := d.part(part)
	c := t.part.Columns[t.part.column(column)]
	for _, row := range t.l.shown {
		out = append(out, c.Text(t.rows, int(row)))
	}
	return out
}

// pickRow shows a part and selects the row with a text in a column.
func (d *tenantDriver) pickRow(part, column, text string) {
	d.t.Helper()
	d.tenantPage.show(part)
	i := slices.Index(d.texts(part, column), text)
	if i < 0 {
		d.t.Fatalf("no row %q in %v", text, d.texts(part, column))
	}
	table := d.tenantPage.list().table
	table.Select(i)
	table.OnSelect()
}

// picked are the selected rows of the part in front, by its first column.
func (d *tenantDriver) picked() (out []string) {
	t := d.tenantPage.list()
	for _, row := range t.listTable.rows() {
		out = append(out, t.part.Columns[0].Text(t.rows, row))
	}
	return out
}

// emptySays is the title of what stands in place of the list; "" if the list is there.
func (d *tenantDriver) emptySays() string {
	if !d.tenantPage.empty.Visible() {
		return ""
	}
	return strings.Join(shownTexts(d.tenantPage.empty), "\n")
}

// tapButton presses the button on the page whose label begins with text.
func (d *tenantDriver) tapButton(text string) {
	d.t.Helper()
	b := findButton(d.win.Canvas().Content(), func(l string) bool { return strings.HasPrefix(l, text) })
	if b == nil {
		d.t.Fatalf("no button says %q", text)
	}
	test.Tap(b)
}

func sortedFold(names []string) bool {
	return slices.IsSortedFunc(names, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
}

func TestTheTenantIsReadWhenItsPageIsShown(t *testing.T) {
	d := openTenantDriver(t)
	if d.view == nil || d.tenantPage.busy || d.failed != nil {
		t.Fatalf("view %v, busy %v, failed %v", d.view, d.tenantPage.busy, d.failed)
	}
	for i, want := range []model.CloudClass{model.CloudUser, model.CloudGroup, model.CloudContact} {
		if n := len(d.lists[i].l.order); n == 0 || n != d.view.Len(want) || d.tabs.Labels()[i] != d.lists[i].part.Label+" "+count(n) {
			t.Errorf("%s: %d rows, tab %q", want, n, d.tabs.Labels()[i])
		}
	}
	if names := d.texts("users", "name"); !sortedFold(names) {
		t.Errorf("not sorted: %v …", names[:5])
	}
	if got := d.head.domain.Text; got != "brightwater.onmicrosoft.com · signed in as admin@brightwater.onmicrosoft.com" {
		t.Errorf("the head says %q", got)
	}
	view := d.view
	d.goTo(prefixView + "all")
	d.goTo(placeOfTenant)
	d.run.drain()
	if d.view != view {
		t.Error("the tenant is read again each time the page is looked at")
	}
}

func TestTheListsSayWhatArrived(t *testing.T) {
	d := openTenantDriver(t)
	value := func(part, key, name, column string) string {
		t.Helper()
		i := slices.Index(d.texts(part, key), name)
		if i < 0 {
			t.Fatalf("no %s in %s", name, part)
		}
		return d.texts(part, column)[i]
	}
	for _, c := range []struct{ part, key, name, column, want string }{
		{"users", "name", "Anna Lindqvist", "type", "Licensed mailbox"},
		{"users", "name", "Anna Lindqvist", "licenses", "Office 365 E3"},
		{"users", "name", "Anna Lindqvist", "source", "AD"},
		{"users", "name", "Anna Lindqvist", "primary", "anna.lindqvist@brightwater.example"},
		{"users", "name", "Bartosz Mazur", "type", "User"},
		{"users", "name", "Room Elbe (Hamburg, 12)", "type", "Room mailbox"},
		{"users", "name", "Cloud Admin", "source", "Cloud"},
		{"users", "name", "Petra Lang (Labor Nord)", "type", "Guest"},
		{"users", "name", "Wiebke Claasen", "errors", "1"},
		{"users", "name", "Anna Lindqvist", "errors", ""},
		{"groups", "name", "Project Clearwater", "kind", "Microsoft 365 group"},
		{"groups", "name", "Everyone", "kind", "Distribution group"},
		{"groups", "name", "Finance team", "kind", "Mail-enabled security group"},
		{"groups", "name", "Laptop users", "kind", "Security group"},
		{"deleted", "name", "Jonas Reimer", "daysLeft", "18"},
		{"errors", "object", "Wiebke Claasen", "property", "ProxyAddresses"},
		{"errors", "object", "Wiebke Claasen", "value", "smtp:offers@brightwater.example"},
		{"licenses", "product", "Office 365 E3", "seats", "500"},
		{"licenses", "product", "Exchange Online (Plan 1)", "free", "10"},
	} {
		if got := value(c.part, c.key, c.name, c.column); got != c.want {
			t.Errorf("%s of %s is %q, want %q", c.column, c.name, got, c.want)
		}
	}
	if got := d.texts("deleted", "daysLeft"); !slices.IsSortedFunc(got, func(a, b string) int { return len(a) - len(b) }) || d.part("deleted").sorted.Column != "daysLeft" {
		t.Errorf("the deleted are not sorted by what goes first: %v", got)
	}
}

func TestTypingFiltersTheTenant(t *testing.T) {
	d := openTenantDriver(t)
	all := d.tenantPage.list().status()
	for _, r := range "nowak" {
		d.tenantPage.list().table.TypedRune(r)
	}
	got := d.texts("users", "name")
	if len(got) == 0 || len(got) > 5 || !slices.Contains(got, "Agnieszka Nowak") || !strings.Contains(d.head.status.Text, " of ") {
		t.Errorf("the filter shows %v, status %q", got, d.head.status.Text)
	}
	d.tenantPage.show("groups")
	if says := d.emptySays(); !strings.Contains(says, "No groups match “nowak”") || !strings.Contains(says, "Users (") {
		t.Errorf("among the groups: %q", says)
	}
	d.tapButton("Users (")
	if d.tenantPage.list().part.ID != "users" {
		t.Error("the way to the matches leads elsewhere")
	}
	d.tenantPage.list().table.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if d.tenantPage.filter.Text() != "" || d.tenantPage.list().status() != all {
		t.Errorf("after Esc: %q, %q", d.tenantPage.filter.Text(), d.tenantPage.list().status())
	}
	d.tenantPage.show("errors")
	d.tenantPage.filter.SetText("propertyconflict offers@")
	if got := d.texts("errors", "object"); !slices.Equal(got, []string{"Wiebke Claasen"}) {
		t.Errorf("errors by category and value: %v", got)
	}
}

func TestColumnsOfTheTenantSort(t *testing.T) {
	d := openTenantDriver(t)
	l := d.part("users")
	d.pickRow("users", "name", "Anna Lindqvist")
	for col, c := range l.columns {
		for _, down := range []bool{false, true} {
			l.table.OnSort(col, down)
			texts := d.texts("users", c.ID)
			if down {
				filled := slices.DeleteFunc(slices.Clone(texts), func(s string) bool { return s == "" })
				slices.Reverse(filled)
				texts = filled
			} else {
				texts = slices.DeleteFunc(texts, func(s string) bool { return s == "" })
			}
			if !sortedFold(texts) {
				t.Errorf("by %s, descending %v: %v …", c.Title, down, texts[:min(6, len(texts))])
			}
			if at, desc := l.table.Sort(); at != col || desc != down || !slices.Equal(d.picked(), []string{"Anna Lindqvist"}) {
				t.Errorf("by %s: arrow at %d, %v selected", c.Title, at, d.picked())
			}
		}
	}
	seats := d.part("licenses")
	seats.table.OnSort(seats.part.column("seats"), false)
	if got := d.texts("licenses", "seats"); !slices.Equal(got, []string{"10", "500"}) {
		t.Errorf("seats sort as %v", got)
	}
}

func TestRowsOfTheTenantComeWithTheFirstPage(t *testing.T) {
	d := goToTenant(openCloudWindow(t))
	seen := 0
	d.cloud.tenant.Fault(func(op string) error {
		if op != "list" || len(d.part("users").l.shown) == 0 || len(d.part("groups").l.shown) > 0 {
			return nil
		}
		seen++
		if !d.tenantPage.busy || !strings.HasSuffix(d.part("users").label(), "+") || d.part("groups").label() != "Groups –" || d.head.again.Text != "Stop" {
			t.Errorf("while reading: busy %v, %q, %q, button %q", d.tenantPage.busy, d.part("users").label(), d.part("groups").label(), d.head.again.Text)
		}
		return nil
	})
	d.run.drain()
	if seen == 0 {
		t.Fatal("nobody was shown before everything was read")
	}
	if strings.HasSuffix(d.part("users").label(), "+") || !sortedFold(d.texts("users", "name")) {
		t.Errorf("when read: %q", d.part("users").label())
	}
}

// tenantPeople is a page of users.
func tenantPeople(names ...string) *model.Batch {
	k := model.NewBatchBuilder(drift.Properties(model.CloudUser))
	for _, n := range names {
		k.Add(person(n))
	}
	return k.Build()
}

func (d *tenantDriver) arrives(b *model.Batch) {
	d.heard(tenantNews{progress: &desk.TenantProgress{Part: "users", Done: b.Len(), Page: b, Class: model.CloudUser}})
}

func TestAReadingThatIsStoppedKeepsWhatIsThere(t *testing.T) {
	d := goToTenant(openCloudWindow(t))
	d.arrives(tenantPeople("Zoe", "Bob"))
	d.arrives(tenantPeople("Ann"))
	if got := d.texts("users", "name"); !slices.Equal(got, []string{"Zoe", "Bob", "Ann"}) {
		t.Errorf("while reading: %v: what was there must not move", got)
	}
	d.tenantPage.list().table.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	d.run.drain()
	if d.tenantPage.busy || len(d.texts("users", "name")) != 3 || d.part("users").label() != "Users 3+" || d.part("deleted").label() != "Deleted –" {
		t.Errorf("stopped: busy %v, %q, %q", d.tenantPage.busy, d.part("users").label(), d.part("deleted").label())
	}
	d.tenantPage.show("deleted")
	if says := d.emptySays(); !strings.Contains(says, "Nothing was read") {
		t.Errorf("of the deleted it says %q", says)
	}
	d.goTo(prefixView + "all")
	d.goTo(placeOfTenant)
	if d.tenantPage.busy {
		t.Error("a reading that was stopped begins again by itself")
	}
	d.tapButton("Read again")
	d.run.drain()
	if d.view == nil || len(d.texts("users", "name")) < 100 {
		t.Error("Read again reads nothing")
	}
}

func TestAListInUseStaysAsItCame(t *testing.T) {
	d := goToTenant(openCloudWindow(t))
	touched := false
	d.cloud.tenant.Fault(func(op string) error {
		if l := d.part("users"); op == "list" && len(l.l.shown) > 100 && !touched {
			touched = true
			l.table.Select(40)
			l.table.OnSelect()
		}
		return nil
	})
	var first []string
	d.run.drain()
	if !touched {
		t.Fatal("there was nothing to select")
	}
	first = d.texts("users", "name")
	if col, _ := d.part("users").table.Sort(); col >= 0 || sortedFold(first) || d.tenantPage.list().table.Cursor() != 40 {
		t.Errorf("the list was sorted under the hand of whoever used it; cursor at %d", d.tenantPage.list().table.Cursor())
	}
	if d.texts("users", "licenses")[slices.Index(first, "Anna Lindqvist")] != "Office 365 E3" {
		t.Error("its products have no names")
	}
}

func TestASynchronizationIsShownAndTheSelectionStays(t *testing.T) {
	d := openTenantDriver(t)
	d.pickRow("users", "name", "Klaus Lührs")
	id := d.tenantPage.list().cursorGUID()
	dir := d.forest.System()
	ref, err := d.session.Desk.Origin(t.Context(), mustObject(t, d, id))
	if err != nil {
		t.Fatal(err)
	}
	e, err := d.session.Desk.Get(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	d.run.pass(time.Minute)
	if err := dir.Apply(t.Context(), model.Diff(e, e.With(model.DisplayName, "Aaron Renamed"))); err != nil {
		t.Fatal(err)
	}
	d.cmd.run("sync-now")
	d.run.drain()
	if got := d.texts("users", "name")[0]; got != "Aaron Renamed" {
		t.Errorf("after a synchronization the first row is %q", got)
	}
	if got := d.picked(); !slices.Equal(got, []string{"Aaron Renamed"}) || d.tenantPage.list().cursorGUID() != id {
		t.Errorf("selected: %v", got)
	}
}

func mustObject(t *testing.T, d *tenantDriver, id string) drift.Object {
	t.Helper()
	o, ok := d.view.Index.ByID(id)
	if !ok {
		t.Fatalf("no object %s", id)
	}
	return o
}

func TestWhatStandsFirstStaysThereWhenTheTenantIsReadAgain(t *testing.T) {
	d := openTenantDriver(t)
	l := d.part("users")
	l.table.ScrollTo(len(l.l.shown) - 1)
	first, _ := l.table.InSight()
	want := d.texts("users", "name")[first]
	d.cloud.tenant.Plant(model.CloudUser, map[string]string{"displayName": `"Aaron New"`, "userPrincipalName": `"aaron@brightwater.example"`, "userType": `"Member"`})
	d.cmd.run("reload")
	d.run.drain()
	now, _ := l.table.InSight()
	if names := d.texts("users", "name"); names[0] != "Aaron New" || names[now] != want || now != first+1 {
		t.Errorf("first in sight is %q, was %q; the first row is %q", names[now], want, names[0])
	}
}

func TestATenantThatDoesNotAnswerAgainKeepsWhatWasRead(t *testing.T) {
	d := openTenantDriver(t)
	n := len(d.texts("users", "name"))
	d.cloud.tenantSays(errNoTenantAnswer)
	d.cmd.run("reload")
	d.run.drain()
	if len(d.texts("users", "name")) != n || !strings.Contains(d.head.sync.Text, "Not read again") || d.offline != nil {
		t.Errorf("%d rows, the head says %q; the directory is offline: %v", len(d.texts("users", "name")), d.head.sync.Text, d.offline)
	}
	d.cloud.tenantSays(nil)
	d.cmd.run("reload")
	d.run.drain()
	if !strings.Contains(d.head.sync.Text, "Synchronized") {
		t.Errorf("afterwards the head says %q", d.head.sync.Text)
	}
}

func TestATenantThatDoesNotAnswerAtAllSaysSo(t *testing.T) {
	d := openCloudWindow(t)
	d.cloud.tenantSays(&model.Error{Code: model.SignIn, Subject: "graph.microsoft.com", Message: "the session is over", Hint: "Sign in again."})
	p := showTenant(d)
	says := p.emptySays()
	if !strings.Contains(says, "The session is over") && !strings.Contains(says, "the session is over") || !strings.Contains(says, "Sign in") || p.tabs.Labels()[0] != "Users –" {
		t.Errorf("it says %q, tab %q", says, p.tabs.Labels()[0])
	}
	if d.win.Modal() {
		t.Error("a dialog stands before the page")
	}
}

func TestGoingFromListToListByKey(t *testing.T) {
	d := openTenantDriver(t)
	var seen []string
	for range len(d.lists) {
		d.turn(1)
		seen = append(seen, d.tenantPage.list().part.ID)
		if d.win.Canvas().Focused() != d.tenantPage.list().table {
			t.Errorf("at %s the keyboard is not in the list", d.tenantPage.list().part.ID)
		}
		if len(d.picked()) != 1 {
			t.Errorf("at %s %v are selected", d.tenantPage.list().part.ID, d.picked())
		}
	}
	if want := []string{"groups", "contacts", "deleted", "errors", "licenses", "users"}; !slices.Equal(seen, want) {
		t.Errorf("%v", seen)
	}
}

func TestTheUsersOfAProduct(t *testing.T) {
	d := openTenantDriver(t)
	d.pickRow("licenses", "product", "Office 365 E3")
	used := d.texts("licenses", "used")[d.tenantPage.list().table.Cursor()]
	d.tenantPage.list().table.OnActivate(0)
	if n := len(d.texts("users", "name")); count(n) != used || d.tenantPage.list().part.ID != "users" || !strings.Contains(d.head.status.Text, "with Office 365 E3") || !d.only.Visible() {
		t.Errorf("%d users, %s seats used; status %q", n, used, d.head.status.Text)
	}
	d.cmd.run("reload")
	d.run.drain()
	if n := len(d.texts("users", "name")); count(n) != used {
		t.Errorf("read again: %d users", n)
	}
	d.tenantPage.list().table.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(d.texts("users", "name")) != d.view.Len(model.CloudUser) || d.only.Visible() {
		t.Error("Esc does not show all again")
	}
}

func TestColumnsOfTheTenantAreChosen(t *testing.T) {
	d := openTenantDriver(t)
	l := d.part("users")
	l.toggle("lastSync")
	if slices.ContainsFunc(l.table.Columns(), func(c kit.Column) bool { return c.ID == "lastSync" }) {
		t.Error("the column is still shown")
	}
	if again := newTenantList(d.tenantPage, usersPart); len(again.columns) != len(l.columns) || len(l.columns) != len(usersPart.Columns)-1 {
		t.Errorf("remembered are %d columns, shown %d", len(again.columns), len(l.columns))
	}
	l.toggle("lastSync")
	if got := l.table.Columns()[6].ID; got != "lastSync" {
		t.Errorf("it comes back at another place: %q is there", got)
	}
	l.useColumns(nil)
	if len(l.columns) != len(usersPart.Columns) {
		t.Errorf("%d usual columns", len(l.columns))
	}
}

func TestATenantWithoutObjects(t *testing.T) {
	d := openCloudWindow(t)
	empty := sim.NewTenant(sim.TenantConfig{Name: "Empty", Now: d.run.now, NoSync: true, Domains: []sim.CloudDomain{{Name: "empty.onmicrosoft.com", Initial: true, Default: true}}})
	d.session.Desk.UseTenant(empty.Open())
	d.link.meet(d.tenantChanged)
	p := showTenant(d)
	for _, l := range p.lists {
		p.tenantPage.show(l.part.ID)
		if says := p.emptySays(); !strings.HasPrefix(says, l.part.Empty[0]) || l.label() != l.part.Label+" 0" {
			t.Errorf("%s: %q, tab %q", l.part.ID, says, l.label())
		}
	}
	if got := p.head.sync.Text; !strings.Contains(got, "not synchronized with any directory") || p.head.name.Text != "Empty" {
		t.Errorf("the head says %q of %q", got, p.head.name.Text)
	}
}

func TestAnotherTenantReplacesTheFormer(t *testing.T) {
	d := openTenantDriver(t)
	d.session.Desk.UseTenant(nil)
	d.link.meet(d.tenantChanged)
	d.run.drain()
	if d.tenantPage.body.Visible() || !d.tenantPage.doors.Visible() || d.view != nil || len(d.part("users").l.order) > 0 {
		t.Error("of a tenant that is gone something is shown")
	}
	if d.focusTarget() != d.doors.doors[0] {
		t.Error("the keyboard has nowhere to go")
	}
	d.win.Canvas().Unfocus()
	d.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyRight})
	if d.win.Canvas().Focused() != d.doors.doors[1] {
		t.Errorf("a key goes to %T", d.win.Canvas().Focused())
	}
	d.session.TenantErr = &model.Error{Code: model.SignIn, Subject: "graph:", Message: "nobody is signed in", Hint: "Sign in."}
	d.tenantPage.read()
	if got := strings.Join(shownTexts(d.doors), "\n"); !strings.Contains(got, "could not be opened") || !strings.Contains(got, "nobody is signed in") || !strings.Contains(got, "Sign in to Microsoft 365") {
		t.Errorf("the doors say %q", got)
	}
	d.session.TenantErr = nil
	d.doors.doors[2].open()
	d.run.drain()
	if d.view == nil || !d.tenantPage.body.Visible() || len(d.part("users").l.order) == 0 {
		t.Error("the door to the sample tenant leads nowhere")
	}
}

func TestWhenTheTenantWasSynchronized(t *testing.T) {
	now := time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)
	on := func(back time.Duration) model.TenantInfo {
		return model.TenantInfo{SyncEnabled: model.Yes, LastSync: now.Add(-back), Source: "Microsoft Graph"}
	}
	for _, c := range []struct {
		name string
		info model.TenantInfo
		want string
		tone kit.Tone
	}{
		{"as it should be", on(12 * time.Minute), "Synchronized 12 min ago; the next cycle is due in 18 min.", kit.ToneOK},
		{"just now", on(0), "Synchronized just now; the next cycle is due in 30 min.", kit.ToneOK},
		{"a little late", on(47 * time.Minute), "Synchronized 47 min ago; the next cycle has been due for 17 min.", kit.ToneNeutral},
		{"just below the limit", on(179 * time.Minute), "has been due for", kit.ToneNeutral},
		{"three hours", on(3 * time.Hour), "3 h ago: the synchronization server may be down", kit.ToneError},
		{"the clock of the service is ahead a little", on(-time.Minute), "Synchronized just now", kit.ToneOK},
		{"the clock is wrong", on(-time.Hour), "later than this computer's clock", kit.ToneWarning},
		{"never", model.TenantInfo{SyncEnabled: model.Yes}, "no cycle is known", kit.ToneWarning},
		{"no synchronization", model.TenantInfo{SyncEnabled: model.No}, "not synchronized with any directory", kit.ToneNeutral},
		{"switched off", model.TenantInfo{SyncEnabled: model.No, LastSync: now.Add(-72 * time.Hour)}, "switched off", kit.ToneWarning},
		{"not known", model.TenantInfo{}, "not known", kit.ToneNeutral},
		{"a snapshot of last year", model.TenantInfo{SyncEnabled: model.Yes, LastSync: now.AddDate(-1, 0, 0), Source: "/home/a/contoso.json"}, "A snapshot", kit.ToneInfo},
	} {
		if text, tone := lastSyncText(c.info, now); !strings.Contains(text, c.want) || tone != c.tone {
			t.Errorf("%s: %q, tone %d", c.name, text, tone)
		}
	}
}

func TestTheHeadAges(t *testing.T) {
	d := openTenantDriver(t)
	d.run.pass(12 * time.Minute)
	if got := d.head.sync.Text; !strings.Contains(got, "12 min ago; the next cycle is due in 18 min") {
		t.Errorf("after 12 minutes the head says %q", got)
	}
}

// shownTexts are the labels and buttons below an object that can be seen.
func shownTexts(root fyne.CanvasObject) (out []string) {
	for _, o := range test.LaidOutObjects(root) {
		switch o := o.(type) {
		case *widget.Label:
			if o.Visible() && o.Text != "" {
				out = append(out, o.Text)
			}
		case *kit.Text:
			if o.Visible() && o.Text() != "" {
				out = append(out, o.Text())
			}
		case *kit.Button:
			if o.Visible() {
				out = append(out, o.Text)
			}
		}
	}
	return out
}

// The command for columns is about what is in view.
func TestColumnsCommandOfTheTenant(t *testing.T) {
	d := openTenantDriver(t)
	d.part("users").toggle("lastSync")
	d.cmd.run("columns-reset")
	if n := len(d.part("users").columns); n != len(usersPart.Columns) {
		t.Errorf("%d columns", n)
	}
	d.cmd.run("columns")
	if d.win.Canvas().Overlays().Top() == nil || d.win.Modal() {
		t.Error("no menu of columns opens")
	}
	d.cmd.run(placeHistory)
	d.run.drain()
	if d.cmd.get("columns").enabled() {
		t.Error("the columns of a list that nobody sees can be chosen")
	}
}
