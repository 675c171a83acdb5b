package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"recipientdesk/model"
	"recipientdesk/model/sheet"
	"recipientdesk/sim"
)

func TestTypingAPrimaryAddressLeavesOneAlias(t *testing.T) {
	d := newDriver(t, "").open(someone)
	old := d.entry("primary").Text
	d.entry("primary").SetText("")
	test.Type(d.entry("primary"), "claudia@brightwater.example")
	d.press(fyne.KeyS, fyne.KeyModifierControl)
	d.run.drain()
	d.status("No changes")
	if got := d.stored(someone, model.Mail); got != "claudia@brightwater.example" {
		t.Errorf("mail is %q", got)
	}
	got := d.stored(someone, model.ProxyAddresses)
	if !strings.Contains(got, "SMTP:claudia@brightwater.example") || !strings.Contains(got, "smtp:"+old) || strings.Contains(got, "smtp:c@") ||
		strings.Contains(got, "claudia@brightwater.exampl ") {
		t.Errorf("the addresses are %q", got)
	}
}

func TestTypingIsOneUndoStep(t *testing.T) {
	d := newDriver(t, "").open(someone)
	was := d.entry("displayName").Text
	d.press(fyne.KeyHome, 0) // it is selected
	test.Type(d.entry("displayName"), "Dr. ")
	d.entry("title").SetText("Chief of staff")
	d.status("2 changes")
	d.undo()
	d.status("1 change")
	if got := d.entry("displayName").Text; got != "Dr. "+was {
		t.Errorf("shows %q", got)
	}
	d.undo()
	d.status("No changes")
	if got := d.entry("displayName").Text; got != was {
		t.Errorf("shows %q", got)
	}
	d.redo()
	d.redo()
	d.status("2 changes")
}

func TestInvalidTextStaysAndCannotBeSaved(t *testing.T) {
	d := newDriver(t, "").open(someone)
	d.entry("mailNickname").SetText("two words")
	if !d.review.save.Disabled() {
		t.Error("save is on")
	}
	d.status("1 error")
	if note := d.view("mailNickname").row.Note(); !strings.Contains(note, "blank") {
		t.Errorf("the field says %q", note)
	}
	d.entry("title").SetText("Chief of staff")
	if got := d.entry("mailNickname").Text; got != "two words" {
		t.Errorf("the text was taken away: %q", got)
	}
	if !d.review.save.Disabled() {
		t.Error("save is on after another edit")
	}
	d.entry("mailNickname").SetText("twowords")
	d.status("2 changes")
	if d.review.save.Disabled() {
		t.Error("save is off")
	}
}

func TestEditDuringSaveIsKept(t *testing.T) {
	d := newDriver(t, "").open(someone)
	d.entry("displayName").SetText("C. Weber")
	test.Tap(d.review.save)
	d.entry("title").SetText("Chief of staff") // while the write is on the wire
	if !d.review.save.Disabled() || !strings.HasPrefix(d.review.text.Text, "Saving…") {
		t.Errorf("while saving the line says %q", d.review.text.Text)
	}
	d.run.drain()
	d.status("1 change")
	if got := d.stored(someone, "displayName"); got != "C. Weber" {
		t.Errorf("stored %q", got)
	}
	if got := d.entry("title").Text; got != "Chief of staff" {
		t.Errorf("shows %q", got)
	}
}

func TestConflict(t *testing.T) {
	for _, tt := range []struct{ choice, want, title string }{
		{"Take theirs", "Weber, C.", "Chief of staff"},
		{"Keep mine", "C. Weber", "Chief of staff"},
	} {
		t.Run(tt.choice, func(t *testing.T) {
			d := newDriver(t, "").open(someone)
			d.entry("displayName").SetText("C. Weber")
			d.entry("title").SetText("Chief of staff")
			d.elsewhere(0, func(e model.Entry) model.Entry { return e.With("displayName", "Weber, C.") })
			test.Tap(d.review.save)
			d.run.drain()
			if !strings.Contains(d.bar.Text(), "Display name was changed by someone else") || !strings.Contains(d.bar.Text(), "Weber, C.") {
				t.Errorf("the bar says %q", d.bar.Text())
			}
			if got := d.stored(someone, "title"); got == "Chief of staff" {
				t.Error("a part was saved")
			}
			test.Tap(d.button(tt.choice))
			if d.bar.Text() != "" {
				t.Error("the bar stays")
			}
			test.Tap(d.review.save)
			d.run.drain()
			d.status("No changes")
			if got := d.stored(someone, "displayName"); got != tt.want {
				t.Errorf("stored %q", got)
			}
			if got := d.stored(someone, "title"); got != tt.title {
				t.Errorf("the other edit is lost: %q", got)
			}
		})
	}
}

func TestTwoPeopleAddDifferentAddresses(t *testing.T) {
	d := newDriver(t, "").open(someone)
	f := d.view("proxyAddresses").field
	d.must(d.do("", func(e model.Entry) (model.Entry, error) { return f.Add(e, "mine@brightwater.example") }))
	d.elsewhere(0, func(e model.Entry) model.Entry {
		return e.With(model.ProxyAddresses, append(e.Values(model.ProxyAddresses), "smtp:theirs@brightwater.example")...)
	})
	d.save()
	d.run.drain()
	got := d.stored(someone, model.ProxyAddresses)
	if !strings.Contains(got, "mine@") || !strings.Contains(got, "theirs@") {
		t.Errorf("stored %q", got)
	}
	d.status("No changes")
}

func TestEditSeveral(t *testing.T) {
	d := newDriver(t, "").open("cweber", "jmueller")
	if e := d.entry("displayName"); e.Text != "" || e.PlaceHolder != several {
		t.Errorf("shows %q, %q", e.Text, e.PlaceHolder)
	}
	d.entry("company").SetText("Brightwater Group")
	d.status("2 changes on 2 objects")
	test.Tap(d.review.save)
	d.run.drain()
	d.status("No changes")
	for id, name := range map[string]string{"cweber": "Claudia Weber", "jmueller": "Jürgen Müller"} {
		if got := d.stored(id, "company"); got != "Brightwater Group" {
			t.Errorf("stored %q", got)
		}
		if got := d.stored(id, "displayName"); got != name {
			t.Errorf("an untouched field changed to %q", got)
		}
	}
}

func TestSeveralOfWhichOneFails(t *testing.T) {
	d := newDriver(t, "").open("cweber", "jmueller")
	d.entry("company").SetText("Brightwater Group")
	d.elsewhere(1, func(e model.Entry) model.Entry { return e.With("company", "Elsewhere") })
	d.save()
	d.run.drain()
	if !d.win.Modal() {
		t.Fatal("nothing says what failed")
	}
	test.Tap(d.button("Close"))
	d.status("1 change on 1 object")
	if got := d.stored("cweber", "company"); got != "Brightwater Group" {
		t.Errorf("stored %q", got)
	}
	test.Tap(d.button("Keep mine"))
	d.save()
	d.run.drain()
	d.status("No changes")
	if got := d.stored("jmueller", "company"); got != "Brightwater Group" {
		t.Errorf("stored %q", got)
	}
}

func TestFieldsAreOffWithTheReason(t *testing.T) {
	d := newDriver(t, sim.SampleHelp).open("khansen")
	v := d.view("mailNickname")
	if !d.entry("mailNickname").Disabled() || v.badge != "no right" {
		t.Errorf("badge %q", v.badge)
	}
	if tip := v.ed.(*textEditor).entry.Tip(); !strings.Contains(tip, "You may not write mailNickname") {
		t.Errorf("the field says %q", tip)
	}
	if d.entry("displayName").Disabled() {
		t.Error("the display name is off")
	}
}

func TestWithoutTheExchangeSchema(t *testing.T) {
	d := newDriver(t, "")
	d.forest = sim.New(sim.Config{NoExchange: true})
	d.connect(d.forest.System())
	d.open("Administrator")
	v := d.view("custom1")
	if !d.entry("custom1").Disabled() || v.badge != "not in schema" {
		t.Errorf("badge %q", v.badge)
	}
	d.entry("displayName").SetText("The administrator")
	d.save()
	d.run.drain()
	if got := d.stored("Administrator", "displayName"); got != "The administrator" {
		t.Errorf("stored %q", got)
	}
}

func TestAServerThatVanishes(t *testing.T) {
	d := newDriver(t, "").open(someone)
	d.entry("displayName").SetText("C. Weber")
	d.forest.Fault(func(string) error {
		return &model.Error{Code: model.Unreachable, Subject: "dc1", Message: "does not answer"}
	})
	d.save()
	d.run.drain()
	if got := d.bar.Text(); !strings.Contains(got, "does not answer") || !strings.Contains(got, "edits are kept") {
		t.Errorf("the bar says %q", got)
	}
	d.status("1 change")
	d.forest.Fault(nil)
	test.Tap(d.button("Try again"))
	d.run.drain()
	d.status("No changes")
	if got := d.stored(someone, "displayName"); got != "C. Weber" {
		t.Errorf("stored %q", got)
	}
}

func TestADeletedObjectTurnsTheSheetReadOnly(t *testing.T) {
	d := newDriver(t, "").open(someone)
	d.entry("displayName").SetText("C. Weber")
	d.must(d.forest.System().Delete(t.Context(), d.refs[0]))
	d.save()
	d.run.drain()
	if !d.gone || !d.entry("displayName").Disabled() || !d.review.save.Disabled() {
		t.Error("the sheet can still be edited")
	}
	if d.bar.Text() == "" {
		t.Error("nothing says why")
	}
}

func TestAnUnknownOutcomeOffersToReload(t *testing.T) {
	d := newDriver(t, "").open(someone)
	d.entry("displayName").SetText("C. Weber")
	lost := false
	d.forest.Fault(func(op string) error {
		lost = lost || op == "answer"
		if lost {
			return &model.Error{Code: model.Unknown, Subject: "dc1", Message: "the answer was lost"}
		}
		return nil
	})
	d.save()
	d.run.drain()
	d.forest.Fault(nil)
	test.Tap(d.button("Reload"))
	d.run.drain()
	d.status("No changes")
	if got := d.entry("displayName").Text; got != "C. Weber" {
		t.Errorf("shows %q", got)
	}
}

func TestReloadKeepsEdits(t *testing.T) {
	d := newDriver(t, "").open(someone)
	d.entry("title").SetText("Chief of staff")
	d.elsewhere(0, func(e model.Entry) model.Entry { return e.With("department", "Board") })
	d.press(fyne.KeyF5, 0)
	d.run.drain()
	if got := d.entry("department").Text; got != "Board" {
		t.Errorf("shows %q", got)
	}
	d.status("1 change")
}

func TestAnAddressThatIsTaken(t *testing.T) {
	d := newDriver(t, "").open(someone)
	f := d.view("proxyAddresses").field
	d.must(d.do("", func(e model.Entry) (model.Entry, error) { return f.Add(e, "katrin.hansen@brightwater.example") }))
	d.save() // before the check in the background had a chance
	d.run.drain()
	if !d.win.Modal() {
		t.Error("it was saved, or nothing said")
	}
	if got := d.stored(someone, model.ProxyAddresses); strings.Contains(got, "katrin") {
		t.Errorf("stored %q", got)
	}
	test.Tap(d.button("Close"))
	d.undo()
	d.must(d.do("", func(e model.Entry) (model.Entry, error) { return f.Add(e, "katrin.hansen@brightwater.example") }))
	d.run.drain()
	if !d.review.save.Disabled() || !strings.Contains(d.review.text.Text, "1 error") {
		t.Errorf("the line says %q", d.review.text.Text)
	}
	d.toggleDetails()
	if d.button("Open") == nil {
		t.Error("the other owner cannot be opened")
	}
}

func TestClosingAsks(t *testing.T) {
	d := newDriver(t, "").open(someone)
	d.entry("displayName").SetText("C. Weber")
	d.press(fyne.KeyEscape, 0)
	test.Tap(d.button("Cancel"))
	if d.closed {
		t.Fatal("closed after all")
	}
	d.press(fyne.KeyEscape, 0)
	test.Tap(d.button("Save"))
	d.run.drain()
	if !d.closed || len(d.app.sheets) != 0 {
		t.Error("the sheet stays")
	}
	if got := d.stored(someone, "displayName"); got != "C. Weber" {
		t.Errorf("stored %q", got)
	}
	d.open(someone)
	d.entry("displayName").SetText("Nobody")
	d.close()
	test.Tap(d.button("Discard"))
	if !d.closed {
		t.Error("the sheet stays")
	}
	if got := d.stored(someone, "displayName"); got != "C. Weber" {
		t.Errorf("stored %q", got)
	}
}

func TestOpeningAgainRaises(t *testing.T) {
	d := newDriver(t, "").open(someone)
	first := d.Sheet
	d.open(someone)
	if d.Sheet != first || len(d.app.sheets) != 1 {
		t.Error("a second sheet was opened")
	}
}

func TestTabsByKeyboard(t *testing.T) {
	d := newDriver(t, "").open(someone)
	var seen []string
	for range d.pages {
		seen = append(seen, d.page().id)
		d.press(fyne.KeyPageDown, fyne.KeyModifierControl)
		d.run.drain()
	}
	if got := strings.Join(seen, " "); got != "general addresses custom delivery photo delegates memberOf sync tenant all history" {
		t.Errorf("the tabs are %s", got)
	}
	if d.page().id != "general" {
		t.Errorf("after the last tab comes %s", d.page().id)
	}
}

func TestAHalfSavedEditGoesOnFromThere(t *testing.T) {
	d := newDriver(t, "").open("alindqvist")
	e := d.view("memberOf").ed.(*refsEditor)
	d.run.drain()
	e.table.Select(0)
	e.enable()
	test.Tap(e.remove)
	d.entry("title").SetText("Founder")
	applied := 0
	d.forest.Fault(func(op string) error {
		if op == "apply" {
			applied++
		}
		if applied == 2 { // the group
			return &model.Error{Code: model.Denied, Subject: "group", Message: "may not be changed by you"}
		}
		return nil
	})
	d.save()
	d.run.drain()
	d.forest.Fault(nil)
	test.Tap(d.button("Close"))
	if got := d.stored("alindqvist", "title"); got != "Founder" {
		t.Fatalf("stored %q", got)
	}
	d.status("1 change") // that of the group
	d.save()
	d.run.drain()
	d.status("No changes")
}

func TestAnExportCanOnlyBeRead(t *testing.T) {
	d := newDriver(t, "")
	d.app.session.Info.ReadOnly = true
	d.open(someone)
	if !d.entry("displayName").Disabled() || d.bar.Text() == "" {
		t.Error("it can be edited, or nothing says why not")
	}
	d.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(pngFile(t, noise(20, 20)))})
	d.run.drain()
	if d.win.Modal() {
		t.Error("a photo is taken")
	}
}

func TestTheSheetKeepsItsSize(t *testing.T) {
	d := newDriver(t, "").open(someone)
	d.win.Resize(fyne.NewSize(1000, 700))
	d.shut()
	d.open("jmueller")
	if got := d.win.Canvas().Size(); got != fyne.NewSize(1000, 700) {
		t.Errorf("it opens with %v", got)
	}
}

func TestOnlyTheFieldThatChangedIsMarked(t *testing.T) {
	d := newDriver(t, "").open(someone)
	d.show("addresses")
	err := d.host(mustField(t, "proxyAddresses")).do("", func(e model.Entry) (model.Entry, error) {
		return mustField(t, "proxyAddresses").Add(e, "one.more@brightwater.example")
	})
	if err != nil {
		t.Fatal(err)
	}
	if d.changed(mustField(t, "primary")) || !d.changed(mustField(t, "proxyAddresses")) {
		t.Error("an alias marks the primary address, or not the list")
	}
}

func mustField(t *testing.T, id string) sheet.Field {
	t.Helper()
	f, ok := sheet.Lookup(id)
	if !ok {
		t.Fatalf("no field %s", id)
	}
	return f
}
