package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recipientdesk/model"
	"recipientdesk/sim"
	"recipientdesk/ui/kit"
)

func (d *driver) addresses() *addressesEditor {
	d.t.Helper()
	return d.view("proxyAddresses").ed.(*addressesEditor)
}

// typeInto writes into what has the focus.
func (d *driver) typeInto(text string) {
	d.t.Helper()
	f := d.win.Canvas().Focused()
	if f == nil {
		d.t.Fatal("nothing has the focus")
	}
	for _, r := range text {
		f.TypedRune(r)
	}
}

func TestAddressesByKeyboard(t *testing.T) {
	d := newDriver(t, "").open(someone)
	d.press(fyne.KeyPageDown, fyne.KeyModifierControl)
	e := d.addresses()
	if d.win.Canvas().Focused() != fyne.Focusable(e.table) {
		t.Fatal("the grid does not have the focus")
	}
	old := e.rows[0].Value()

	d.press(fyne.KeyInsert, 0)
	d.typeInto("not an address")
	if b := d.button("Add"); !b.Disabled() {
		t.Error("a bad address can be added")
	}
	for range len("not an address") {
		d.press(fyne.KeyBackspace, 0)
	}
	d.typeInto("claudia@brightwater.example")
	d.press(fyne.KeyReturn, 0)
	if d.win.Modal() {
		t.Fatal("Enter does not add")
	}
	d.status("1 change")

	d.press(fyne.KeyReturn, 0) // the new address is selected: make it primary
	if p, _ := e.rows.Primary(); p.Value() != "claudia@brightwater.example" {
		t.Errorf("primary is %s", p)
	}
	d.status("2 changes")
	d.press(fyne.KeyReturn, 0) // on the primary it does nothing
	d.status("2 changes")
	d.press(fyne.KeyDelete, 0)
	if e.wrong.Hidden || !strings.Contains(e.wrong.Text, "primary") {
		t.Errorf("removing the primary says %q", e.wrong.Text)
	}
	e.table.Select(e.rows.Find(old))
	e.enable()
	d.press(fyne.KeyDelete, 0)
	d.press(fyne.KeyS, fyne.KeyModifierControl)
	d.run.drain()
	if got := d.stored(someone, model.ProxyAddresses); strings.Contains(got, old) || !strings.Contains(got, "SMTP:claudia@brightwater.example") {
		t.Errorf("stored %q", got)
	}
	if got := d.stored(someone, model.Mail); got != "claudia@brightwater.example" {
		t.Errorf("mail is %q", got)
	}
}

func TestX500IsKept(t *testing.T) {
	d := newDriver(t, "").open("mkuehn")
	e := d.addresses()
	i := slices.IndexFunc(e.rows, func(a model.Address) bool { return a.Type() == "X500" })
	if i < 0 {
		t.Fatal("the sample has no X500 address here")
	}
	x500 := e.rows[i].String()
	if got := e.cell(i, 4).Text; got != "kept (history)" {
		t.Errorf("it is noted as %q", got)
	}
	e.table.Select(i)
	e.enable()
	if !e.promote.Disabled() {
		t.Error("it could be made primary")
	}
	d.entry("primary").SetText("malte@brightwater.example")
	d.save()
	d.run.drain()
	if got := d.stored("mkuehn", model.ProxyAddresses); !strings.Contains(got, x500) {
		t.Errorf("stored %q", got)
	}
}

func TestPasteSeveralAddresses(t *testing.T) {
	d := newDriver(t, "").open(someone)
	e := d.addresses()
	had := len(e.rows)
	test.Tap(e.paste)
	var box *kit.MultiEntry
	for _, o := range test.LaidOutObjects(d.win.Canvas().Overlays().Top()) {
		if m, ok := o.(*kit.MultiEntry); ok && !m.ReadOnly {
			box = m
		}
	}
	box.SetText("Claudia <c1@brightwater.example>; c2@brightwater.example\nnonsense")
	test.Tap(d.button("Add"))
	if len(e.rows) != had+2 {
		t.Errorf("%d addresses, had %d", len(e.rows), had)
	}
	d.undo()
	if len(e.rows) != had {
		t.Error("it was more than one step")
	}
}

func TestCopyAddressesOfOneObject(t *testing.T) {
	d := newDriver(t, "").open(someone)
	e := d.addresses()
	e.table.Select(0)
	e.enable()
	test.Tap(e.copy)
	if got := fyne.CurrentApp().Clipboard().Content(); got != e.rows[0].Value() {
		t.Errorf("copied %q", got)
	}
}

func TestPickingADelegate(t *testing.T) {
	d := newDriver(t, "").open("alindqvist")
	e := d.view("publicDelegates").ed.(*refsEditor)
	d.run.drain()
	if len(e.rows) != 1 || e.rows[0].name != "Claudia Weber" || !e.rows[0].known {
		t.Fatalf("delegates are %+v", e.rows)
	}
	d.win.Canvas().Focus(e.table)
	d.press(fyne.KeyInsert, 0)
	d.run.drain()
	d.typeInto("björn p")
	d.run.drain()
	d.press(fyne.KeyDown, 0) // into the list
	d.press(fyne.KeyReturn, 0)
	if d.win.Modal() {
		t.Fatal("the picker stays")
	}
	d.save()
	d.run.drain()
	if got := d.stored("alindqvist", "publicDelegates"); !strings.Contains(got, "Petersen") || !strings.Contains(got, "Weber") {
		t.Errorf("stored %q", got)
	}
	e.table.Select(slices.IndexFunc(e.rows, func(n named) bool { return n.name == "Claudia Weber" }))
	e.enable()
	d.win.Canvas().Focus(e.table)
	d.press(fyne.KeyDelete, 0)
	d.save()
	d.run.drain()
	if got := d.stored("alindqvist", "publicDelegates"); strings.Contains(got, "Weber") {
		t.Errorf("stored %q", got)
	}
}

func TestPersonsAndGroupsGoWhereTheyBelong(t *testing.T) {
	d := newDriver(t, "").open("alindqvist")
	e := d.view("acceptFrom").ed.(*refsEditor)
	var list []model.Entry
	for _, id := range []string{"bpetersen", "board@brightwater.example"} {
		r, err := d.app.session.Desk.Find(t.Context(), id)
		d.must(err)
		x, err := d.app.session.Desk.Get(t.Context(), r, nameAttrs...)
		d.must(err)
		list = append(list, x)
	}
	e.put(list)
	d.save()
	d.run.drain()
	if got := d.stored("alindqvist", "authOrig"); !strings.Contains(got, "Petersen") {
		t.Errorf("authOrig %q", got)
	}
	if got := d.stored("alindqvist", "dLMemSubmitPerms"); !strings.Contains(got, "Board") {
		t.Errorf("dLMemSubmitPerms %q", got)
	}
}

func TestMemberOfChangesTheGroup(t *testing.T) {
	d := newDriver(t, "").open("alindqvist")
	e := d.view("memberOf").ed.(*refsEditor)
	d.run.drain()
	i := slices.IndexFunc(e.rows, func(n named) bool { return n.name == "Board" })
	e.table.Select(i)
	e.enable()
	test.Tap(e.remove)
	d.status("1 change")
	d.save()
	d.run.drain()
	d.status("No changes")
	if got := d.stored("board@brightwater.example", "member"); strings.Contains(got, "Lindqvist") {
		t.Errorf("members %q", got)
	}
}

func TestTheFilterOfAList(t *testing.T) {
	d := newDriver(t, "").open("everyone@brightwater.example")
	e := d.view("member").ed.(*refsEditor)
	d.run.drain()
	if len(e.rows) < 100 {
		t.Fatalf("%d members", len(e.rows))
	}
	e.filter.SetText("weber claudia")
	if len(e.rows) != 1 || !strings.Contains(e.count.Text, "1 of ") {
		t.Errorf("%d rows, %q", len(e.rows), e.count.Text)
	}
}

func TestAListOfValues(t *testing.T) {
	d := newDriver(t, "").open(someone)
	e := d.view("extensionCustom1").ed.(*listEditor)
	e.entry.SetText("red")
	test.Tap(e.add)
	e.entry.SetText("green")
	test.Tap(e.add)
	e.entry.SetText("RED")
	test.Tap(e.add)
	if e.wrong.Hidden {
		t.Error("the same value was taken twice")
	}
	e.change(0)
	e.entry.SetText("RED")
	e.put()
	d.save()
	d.run.drain()
	if got := d.stored(someone, "msExchExtensionCustomAttribute1"); got != "RED green" && got != "green RED" {
		t.Errorf("stored %q", got)
	}
}

func TestACheckTickedAndClearedIsNoChange(t *testing.T) {
	d := newDriver(t, "").open(someone)
	e := d.view("hidden").ed.(*checkEditor)
	was := e.box.Checked
	test.Tap(e.box)
	d.status("1 change")
	test.Tap(e.box)
	d.status("No changes")
	if e.box.Checked != was {
		t.Error("it shows something else")
	}
}

func TestTheSuffixIsTakenApart(t *testing.T) {
	d := newDriver(t, "").open(someone)
	e := d.view("userPrincipalName").ed.(*suffixEditor)
	e.local.SetText("claudia@corp.example")
	if e.local.Text != "claudia" || e.suffix.Text != "corp.example" {
		t.Errorf("%q at %q", e.local.Text, e.suffix.Text)
	}
	d.save()
	d.run.drain()
	if got := d.stored(someone, model.UserPrincipalName); got != "claudia@corp.example" {
		t.Errorf("stored %q", got)
	}
}

func TestSuggestionsAreTheMostCommonValues(t *testing.T) {
	d := newDriver(t, "").open(someone)
	e := d.view("department").ed.(*suggestEditor)
	var got []string
	e.entry.SetText("S")
	d.run.drain()
	for _, x := range d.mustCollect(model.HasPrefix("department", "S")) {
		if v := x.First("department"); !slices.Contains(got, v) {
			got = append(got, v)
		}
	}
	shown := mostCommon(d.mustCollect(model.HasPrefix("department", "S")), "department")
	if len(shown) < 2 || len(shown) != len(got) {
		t.Errorf("suggested %q of %q", shown, got)
	}
	if e.asked != "S" {
		t.Errorf("asked for %q", e.asked)
	}
}

func (d *driver) mustCollect(where model.Filter) []model.Entry {
	d.t.Helper()
	list, err := d.app.session.Desk.Collect(d.t.Context(), model.Query{Where: where})
	d.must(err)
	return list
}

func TestAUserWithManyAddresses(t *testing.T) {
	d := newDriver(t, "").open(someone)
	e := d.addresses()
	var list []string
	for i := range 300 {
		list = append(list, fmt.Sprintf("alias%d@brightwater.example", i))
	}
	f := e.host.field
	d.must(e.host.do("", func(x model.Entry) (model.Entry, error) {
		var err error
		for _, a := range list {
			if x, err = f.Add(x, a); err != nil {
				return x, err
			}
		}
		return x, nil
	}))
	d.save()
	d.run.drain()
	d.status("No changes · 1 warning") // RD1022: an export takes about 300
	if n := strings.Count(d.stored(someone, model.ProxyAddresses), "alias"); n < 300 {
		t.Errorf("%d were saved", n)
	}
}

func TestAGroupOfManyMembers(t *testing.T) {
	const members = 5000
	d := newDriver(t, "")
	d.forest = sim.New(sim.Config{})
	d.connect(d.forest.System())
	base := d.app.session.Info.Base
	var dns []string
	for i := range members {
		dn := fmt.Sprintf("CN=Member %04d,CN=Users,%s", i, base)
		_, err := d.forest.System().Create(t.Context(), model.NewObject{DN: dn, Attrs: map[model.Attr][]string{
			model.ObjectClass: {"contact"}, model.DisplayName: {fmt.Sprintf("Person %04d", i)}}})
		d.must(err)
		dns = append(dns, dn)
	}
	_, err := d.forest.System().Create(t.Context(), model.NewObject{DN: "CN=Big,CN=Users," + base, Attrs: map[model.Attr][]string{
		model.ObjectClass: {"group"}, model.SAMAccountName: {"big"}, model.GroupType: {"8"}, "member": dns}})
	d.must(err)
	d.open("big")
	e := d.view("member").ed.(*refsEditor)
	if len(e.rows) != members || e.rows[0].name != "Member 0000" {
		t.Fatalf("%d rows, the first is %q", len(e.rows), e.rows[0].name)
	}
	d.run.drain()
	if e.rows[0].name != "Person 0000" {
		t.Errorf("read in the background, the first is %q", e.rows[0].name)
	}
	e.table.Select(17)
	e.enable()
	test.Tap(e.remove)
	d.save()
	d.run.drain()
	d.status("No changes")
	if len(e.rows) != members-1 {
		t.Errorf("%d rows", len(e.rows))
	}
}

func TestChangingAnAddressInItsPlace(t *testing.T) {
	d := newDriver(t, "").open(someone)
	e := d.addresses()
	old := e.rows[0]
	e.table.Select(0)
	e.enable()
	d.win.Canvas().Focus(e.table)
	d.press(fyne.KeyF2, 0)
	d.press(fyne.KeyEnd, 0)
	d.typeInto("x")
	d.press(fyne.KeyReturn, 0)
	if d.win.Modal() {
		t.Fatal("the dialog stays")
	}
	d.save()
	d.run.drain()
	want := old.Value() + "x"
	if got := d.stored(someone, model.ProxyAddresses); strings.Contains(got+" ", old.Value()+" ") || !strings.Contains(got, "SMTP:"+want) {
		t.Errorf("stored %q", got)
	}
	if got := d.stored(someone, model.Mail); got != want {
		t.Errorf("mail is %q", got)
	}

	upper := strings.ToUpper(e.rows[1].Value()[:1]) + e.rows[1].Value()[1:] // a change of case alone
	e.table.Select(1)
	e.enable()
	e.askChange()
	d.typeInto("!")
	d.press(fyne.KeyEscape, 0)
	d.status("No changes")
	f := e.host.field
	d.must(e.host.do("", func(x model.Entry) (model.Entry, error) {
		values := slices.Clone(f.Values(x))
		values[slices.Index(values, e.rows[1].String())] = "smtp:" + upper
		return f.With(x, values)
	}))
	d.save()
	d.run.drain()
	if got := d.stored(someone, model.ProxyAddresses); !strings.Contains(got, "smtp:"+upper) {
		t.Errorf("stored %q", got)
	}
}

func TestTheKeysAreListed(t *testing.T) {
	d := newDriver(t, "").open(someone)
	d.press(fyne.KeyF1, 0)
	if !d.win.Modal() {
		t.Fatal("F1 shows nothing")
	}
	d.press(fyne.KeyEscape, 0)
	if d.win.Modal() || d.closed {
		t.Error("Escape closed more or less than the dialog")
	}
}

func TestAnObjectOfAnotherDomainKeepsItsName(t *testing.T) {
	d := newDriver(t, "").open(someone)
	far := "CN=Far Away,OU=Staff,DC=other,DC=example"
	d.names.want([]string{far, d.refs[0].DN})
	d.run.drain()
	if n := d.names.get(far); n.name != "Far Away" || n.known || !d.names.lost(far) {
		t.Errorf("%+v", n)
	}
	if d.names.lost(d.refs[0].DN) {
		t.Error("one that was found counts as lost")
	}
}

// Tab goes as one reads: from the list to the buttons below it, then to the filter.
func TestTabOrderOfAList(t *testing.T) {
	d := newDriver(t, "").open(someone)
	d.show("delegates")
	e := d.view("publicDelegates").ed.(*refsEditor)
	d.win.Canvas().Focus(e.table)
	d.win.Canvas().FocusNext()
	if got := d.win.Canvas().Focused(); got != fyne.Focusable(e.add) {
		t.Errorf("Tab goes from the list to %T", got)
	}
}
