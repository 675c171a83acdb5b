package ui

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/forecast"
	"recipientdesk/model/syncrule"
	"recipientdesk/sim"
)

// A fakeSeer foresees by a handful of rules, and remembers what it was asked.
type fakeSeer struct {
	t      testing.TB
	set    *syncrule.RuleSet
	asked  [][]model.Entry
	ctx    []context.Context
	refuse error
	during func() // what happens while it looks; called once
}

func newFakeSeer(t testing.TB) *fakeSeer { return &fakeSeer{t: t, set: someRules(t)} }

func (f *fakeSeer) see(ctx context.Context, _ *Session, _ []desk.Outlook, es ...model.Entry) ([]desk.Outlook, error) {
	f.asked, f.ctx = append(f.asked, es), append(f.ctx, ctx)
	if f.refuse != nil {
		return nil, f.refuse
	}
	if during := f.during; during != nil {
		f.during = nil
		defer during()
	}
	var out []desk.Outlook
	for _, e := range es {
		out = append(out, f.outlook(e))
	}
	return out, nil
}

const sourceOfTests = "https://learn.microsoft.com/entra/x"

// outlook lets names, mail and addresses through, all but those of old.example; the
// rest of Exchange needs an alias, and adminDescription User_ keeps the object back.
func (f *fakeSeer) outlook(e model.Entry) desk.Outlook {
	join, common, exchange, out := f.set.Rules[0], f.set.Rules[1], f.set.Rules[2], f.set.Rules[3]
	alias := e.Has(model.MailNickname)
	r := &syncrule.Result{Entry: e, Class: "user", Imported: true, InScope: true, Target: "user", Scope: []syncrule.ScopeCheck{
		{Rule: join, Passed: true}, {Rule: common, Passed: true}, {Rule: exchange, Passed: alias, Clause: "mailNickname ISNOTNULL"}}}
	if strings.HasPrefix(e.First("adminDescription"), "User_") {
		r.InScope, r.Why = false, "adminDescription begins with User_"
		return desk.Outlook{Sync: r, Cloud: forecast.Forecast{RecipientType: forecast.None, Absent: r.Why}}
	}
	cloud, reasons := model.NewEntry(e.Ref, nil), []forecast.Reason(nil)
	for _, a := range []model.Attr{model.DisplayName, model.Mail, model.ProxyAddresses, "title"} {
		if !e.Has(a) {
			continue
		}
		r.Fates = append(r.Fates, syncrule.Fate{Attr: a, State: syncrule.Flows, As: []string{string(a)}, Rule: common})
		r.Metaverse = append(r.Metaverse, syncrule.Contribution{Attribute: string(a), Value: syncrule.Strings(e.Values(a)...), Rule: common, Flow: &common.Flows[0]})
		r.Export = append(r.Export, syncrule.Contribution{Attribute: string(a), Value: syncrule.Strings(e.Values(a)...), Rule: out, Flow: &out.Flows[0]})
		var kept []string
		for _, v := range e.Values(a) {
			if strings.HasSuffix(v, "@old.example") {
				reasons = append(reasons, forecast.Reason{Property: string(a), Value: v, Verdict: forecast.Blocked, Rule: "Proxy calculation", Why: "old.example is not verified in the tenant", Source: sourceOfTests})
				continue
			}
			kept = append(kept, v)
		}
		cloud = cloud.With(a, kept...)
	}
	if a := model.Attr("msExchHideFromAddressLists"); e.Has(a) {
		fate := syncrule.Fate{Attr: a, State: syncrule.Flows, As: []string{string(a)}, Rule: exchange}
		if !alias {
			fate = syncrule.Fate{Attr: a, State: syncrule.Blocked, Rule: exchange, Why: "mailNickname is not set", Clause: &exchange.Scope[0][0]}
			reasons = append(reasons, forecast.Reason{Property: string(a), Verdict: forecast.Blocked, Rule: exchange.Name, Why: "mailNickname is not set", Source: sourceOfTests})
		}
		r.Fates = append(r.Fates, fate)
	}
	if e.Has("description") {
		r.Fates = append(r.Fates, syncrule.Fate{Attr: "description", State: syncrule.NotRead, Why: "no rule reads it"})
	}
	kind := "User"
	if e.Has(model.Mail) {
		kind = "UserMailbox"
	}
	return desk.Outlook{Sync: r, Cloud: forecast.Forecast{Cloud: cloud, RecipientType: kind, Reasons: reasons}}
}

// foreseeing opens a sheet whose forecasts come from a fake.
func foreseeing(t testing.TB, ids ...string) (*driver, *fakeSeer) {
	d := newDriver(t, "")
	f := newFakeSeer(t)
	d.app.see = f.see
	return d.open(ids...), f
}

func (d *driver) syncTab() *syncTab {
	d.t.Helper()
	d.show("sync")
	d.run.drain()
	for _, p := range d.pages {
		if p.id == "sync" {
			return p.holds.Objects[0].(*syncTab)
		}
	}
	d.t.Fatal("there is no tab Sync")
	return nil
}

// property is the line of a property in words: verdict, AD, exported, cloud.
func (t *syncTab) property(name string) string {
	for _, r := range syncRows(t.drawn) {
		if string(r.property) == name || r.value == name {
			return string(r.verdict) + ": " + oneLine(r.ad) + " | " + oneLine(r.exported) + " | " + oneLine(r.cloud)
		}
	}
	return "no such row"
}

func TestTheSyncTabFollowsTheEdit(t *testing.T) {
	d, f := foreseeing(t, someone)
	tab := d.syncTab()
	if !strings.HasPrefix(tab.headline.Text, "Will sync as a user mailbox") {
		t.Errorf("the headline is %q", tab.headline.Text)
	}
	n := len(f.asked)
	was := tab.property("displayName")
	d.entry("displayName").SetText("C. Weber")
	d.show("sync")
	if got := tab.property("displayName"); got != was || len(f.asked) != n {
		t.Errorf("before the answer is in: %q, asked %d times", got, len(f.asked)-n)
	}
	d.run.drain()
	if got := tab.property("displayName"); got != "flows: C. Weber | C. Weber | C. Weber" {
		t.Errorf("shows %q", got)
	}
	if len(f.asked) != n+1 || len(f.asked[n]) != 1 {
		t.Errorf("one edit asked %d times", len(f.asked)-n)
	}
}

func TestANewerEditWins(t *testing.T) {
	d, f := foreseeing(t, someone)
	tab := d.syncTab()
	d.run.drain()
	d.must(d.do("", func(e model.Entry) (model.Entry, error) { return e.With(model.DisplayName, "First"), nil }))
	d.run.step(len(d.run.queue) - 1) // the pause is over: the first question waits to be answered
	first := len(d.run.queue) - 1
	d.must(d.do("", func(e model.Entry) (model.Entry, error) { return e.With(model.DisplayName, "Second"), nil }))
	d.run.step(len(d.run.queue) - 1)
	d.run.step(len(d.run.queue) - 1) // the second is answered first
	if got := tab.property("displayName"); !strings.HasSuffix(got, "| Second") {
		t.Fatalf("shows %q", got)
	}
	d.run.step(first)
	if got := tab.property("displayName"); !strings.HasSuffix(got, "| Second") {
		t.Errorf("an answer that came late took its place: %q", got)
	}
	if f.ctx[len(f.ctx)-1].Err() == nil {
		t.Error("the outdated work was not canceled")
	}
}

func TestTypingAsksOnceItRests(t *testing.T) {
	d, f := foreseeing(t, someone)
	d.view("displayName")
	n := len(f.asked)
	test.Type(d.entry("displayName"), "abcdef")
	if len(f.asked) != n {
		t.Error("a key waits for the rules")
	}
	d.run.drain()
	if len(f.asked) != n+1 {
		t.Errorf("asked %d times for one word", len(f.asked)-n)
	}
}

func TestClosingGivesTheForecastUp(t *testing.T) {
	d, f := foreseeing(t, someone)
	d.must(d.do("", func(e model.Entry) (model.Entry, error) { return e.With(model.DisplayName, "First"), nil }))
	d.run.step(len(d.run.queue) - 1)
	d.shut()
	d.run.drain()
	if n := len(f.ctx); n == 0 || f.ctx[n-1].Err() == nil {
		t.Error("the work goes on after the window was closed")
	}
}

func TestAddressesHaveARowEach(t *testing.T) {
	d, _ := foreseeing(t, someone)
	d.must(d.do("", func(e model.Entry) (model.Entry, error) {
		return e.With(model.ProxyAddresses, "SMTP:c@brightwater.example", "smtp:c@old.example"), nil
	}))
	tab := d.syncTab()
	if got := tab.property("SMTP:c@brightwater.example"); !strings.HasPrefix(got, "flows:") {
		t.Errorf("the good address: %q", got)
	}
	if got := tab.property("smtp:c@old.example"); got != "blocked: smtp:c@old.example | smtp:c@old.example | " {
		t.Errorf("the dropped address: %q", got)
	}
	tab.differ.Checked = true
	tab.sift()
	if len(tab.lines) == 0 || slices.ContainsFunc(tab.lines, func(l syncLine) bool { return !l.differs }) {
		t.Errorf("only what differs: %d lines", len(tab.lines))
	}
	tab.differ.Checked = false
	tab.search.SetText("old.example verified")
	if len(tab.lines) != 1 || tab.lines[0].source != sourceOfTests {
		t.Fatalf("the search finds %d lines", len(tab.lines))
	}
	tab.table.Select(0)
	tab.drawLine()
	if tab.source.Disabled() || !strings.Contains(tab.full.Text, "Proxy calculation") || !strings.Contains(tab.full.Text, sourceOfTests) {
		t.Errorf("in full: %q", tab.full.Text)
	}
}

func TestTheSyncTabShowsTheRules(t *testing.T) {
	d, _ := foreseeing(t, someone)
	d.must(d.do("", func(e model.Entry) (model.Entry, error) { return e.With(model.MailNickname), nil }))
	tab := d.syncTab()
	if got := tab.aspect.Labels()[1]; got != "Rules (2 of 3)" {
		t.Errorf("the label is %q", got)
	}
	tab.aspect.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if len(tab.lines) != 3 || tab.lines[2].cells[0].Text != "no" || tab.lines[2].cells[3].Text != "mailNickname ISNOTNULL" {
		t.Errorf("%d rules; the last %+v", len(tab.lines), tab.lines[len(tab.lines)-1].cells)
	}
}

func TestWhatIsNotCertainIsSaid(t *testing.T) {
	set, r := someResult(t)
	r.Uncertain = []syncrule.Problem{{Rule: set.Rules[1], Attr: "mail", Text: "sources are silent"}}
	r.Dropped = []syncrule.Dropped{{Attr: "manager", DN: "CN=Boss,DC=corp", Why: "the object is not in scope"}}
	r.Problems = []syncrule.Problem{{Text: "two rules provision"}}
	var got []string
	for _, l := range noteLines(desk.Outlook{Sync: r}) {
		got = append(got, l.cells[0].Text+": "+l.cells[1].Text)
	}
	want := []string{"Problem: Two rules provision", "Reference dropped: manager: Boss – the object is not in scope", "Not certain: mail: sources are silent"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestAMergedObjectLeadsToTheOther(t *testing.T) {
	_, r := someResult(t)
	r.InScope, r.JoinedTo = false, &model.Ref{DN: "CN=Bob,DC=corp"}
	if got := outlookSentence(desk.Outlook{Sync: r}); got != "Will not sync as an object of its own: it becomes part of Bob." {
		t.Errorf("says %q", got)
	}
}

func TestForecastThatFails(t *testing.T) {
	d := newDriver(t, "")
	f := newFakeSeer(t)
	f.refuse = &model.Error{Code: model.Unreachable, Subject: "dc1", Message: "does not answer"}
	d.app.see = f.see
	d.open(someone)
	tab := d.syncTab()
	if !tab.empty.Visible() {
		t.Fatal("nothing says that there is no forecast")
	}
	if d.review.save.Visible() && strings.Contains(d.review.text.Text, "after the next sync") {
		t.Errorf("the review line says %q", d.review.text.Text)
	}
	f.refuse = nil
	test.Tap(d.button("Try again"))
	d.run.drain()
	if tab.empty.Visible() || tab.headline.Text == "" {
		t.Error("it was not tried again")
	}
}

func TestBadgesOfFieldsThatDoNotArrive(t *testing.T) {
	d, _ := foreseeing(t, someone)
	d.must(d.do("", func(e model.Entry) (model.Entry, error) {
		return e.With(model.MailNickname).With("msExchHideFromAddressLists", "TRUE").With("description", "a note"), nil
	}))
	d.run.drain()
	b := d.view("hidden").sync
	if b.word != "needs alias" {
		t.Errorf("hidden has the badge %q", b.word)
	}
	for _, want := range []string{"LDAP: msExchHideFromAddressLists", "mailNickname is not set.", "Rule: In from AD - User Exchange", "Its scope: mailNickname ISNOTNULL", "Source: " + sourceOfTests} {
		if !strings.Contains(b.tip, want) {
			t.Errorf("the tooltip lacks %q:\n%s", want, b.tip)
		}
	}
	if b := d.view("description").sync; b.word != "not synced" || !strings.Contains(b.tip, "No rule reads it.") {
		t.Errorf("description has the badge %+v", b)
	}
	if b := d.view("displayName").sync; b.word != "" {
		t.Errorf("the display name has the badge %q", b.word)
	}
	d.entry("mailNickname").SetText("cweber")
	d.run.drain()
	if b := d.view("hidden").sync; b.word != "" {
		t.Errorf("with an alias hidden has the badge %q", b.word)
	}
}

func TestAnObjectThatDoesNotSyncHasNoBadges(t *testing.T) {
	d, _ := foreseeing(t, someone)
	d.must(d.do("", func(e model.Entry) (model.Entry, error) {
		return e.With("adminDescription", "User_1").With("description", "a note"), nil
	}))
	d.run.drain()
	if b := d.view("description").sync; b.word != "" {
		t.Errorf("description has the badge %q", b.word)
	}
	tab := d.syncTab()
	if tab.headline.Text != "Will not sync: adminDescription begins with User_." {
		t.Errorf("the headline is %q", tab.headline.Text)
	}
	if got := d.review.text.Text; !strings.Contains(got, "after the next sync: the object is deleted in the cloud") {
		t.Errorf("the review line says %q", got)
	}
}

func TestTheReviewSaysWhatChangesInTheCloud(t *testing.T) {
	d, _ := foreseeing(t, someone)
	d.run.drain()
	if got := d.review.text.Text; strings.Contains(got, "sync") {
		t.Errorf("without an edit it says %q", got)
	}
	d.must(d.do("", func(e model.Entry) (model.Entry, error) {
		return e.With(model.ProxyAddresses, append(e.Values(model.ProxyAddresses), "smtp:more@brightwater.example", "smtp:more@old.example")...).With(model.Mail, "new@brightwater.example"), nil
	}))
	if got := d.review.text.Text; !strings.HasSuffix(got, "after the next sync: …") {
		t.Errorf("before the answer is in it says %q", got)
	}
	d.run.drain()
	if got := d.review.text.Text; !strings.HasSuffix(got, "after the next sync: mail changes, proxyAddresses +1") {
		t.Errorf("it says %q", got)
	}
	d.toggleForecast()
	if !d.review.fold.Visible() || d.review.aspect.Selected() != 1 {
		t.Error("the forecast is not in view")
	}
	var got []string
	for _, l := range d.review.cloud {
		got = append(got, l.property+": "+oneLine(l.ad)+" › "+oneLine(l.after))
	}
	want := []string{"E-mail: new@brightwater.example › new@brightwater.example", "Addresses: smtp:more@brightwater.example › smtp:more@brightwater.example",
		"Addresses: smtp:more@old.example › "}
	if !slices.Equal(got, want) {
		t.Errorf("the details show %q", got)
	}
	d.undo()
	d.run.drain()
	if got := d.review.text.Text; strings.Contains(got, "sync") {
		t.Errorf("after undo it says %q", got)
	}
}

func TestSeveralObjectsOnTheSyncTab(t *testing.T) {
	d, f := foreseeing(t, "cweber", "jmueller")
	tab := d.syncTab()
	if tab.object == nil || len(tab.object.Options) != 2 {
		t.Fatal("no object can be chosen")
	}
	first := tab.property("displayName")
	tab.object.SetSelected(tab.object.Options[1])
	if got := tab.property("displayName"); got == first {
		t.Errorf("the second object shows %q", got)
	}
	d.must(d.do("", func(e model.Entry) (model.Entry, error) { return e.With("description", "a note"), nil }))
	d.run.drain()
	if b := d.view("description").sync; !strings.HasPrefix(b.tip, "2 of 2 objects.") {
		t.Errorf("the tooltip is %q", b.tip)
	}
	if n := len(f.asked[len(f.asked)-1]); n != 2 {
		t.Errorf("asked about %d objects", n)
	}
}

func TestOtherRulesAreLookedAtAtOnce(t *testing.T) {
	d, f := foreseeing(t, someone)
	tab := d.syncTab()
	n := len(f.asked)
	f.set.Rules[2].Scope = nil
	d.app.session.Desk.UseRules(f.set)
	d.app.rulesChanged()
	d.run.drain()
	if len(f.asked) == n || !tab.fresh {
		t.Error("the forecast still rests on the former rules")
	}
}

// The rules and the tenant of the sample, and nothing made by hand.
func TestTheSampleIsForeseen(t *testing.T) {
	d := newDriver(t, "")
	d.app.session.Desk.UseRules(syncrule.Builtin())
	d.app.session.Desk.UseFacts(sim.SampleFacts())
	d.open("alindqvist")
	tab := d.syncTab()
	if !strings.HasPrefix(tab.headline.Text, "Will sync as a user mailbox: anna.lindqvist@brightwater.example") || tab.drawn.Arrival() != forecast.ArrivesChanged {
		t.Errorf("%q", tab.headline.Text)
	}
	if got := tab.property("grantSendOnBehalfTo"); !strings.HasPrefix(got, "blocked: Weber, Claudia") {
		t.Errorf("delegates without an alias: %q", got)
	}
	if got := tab.property("dn"); got != "no such row" {
		t.Errorf("what serves the link alone is shown: %q", got)
	}
	tab.search.SetText("send on behalf")
	d.press(fyne.KeyDown, 0)
	test.Tap(tab.why)
	if !d.win.Modal() {
		t.Error("nothing is explained")
	}
	test.Tap(d.button("Close"))
	d.entry("mailNickname").SetText("alindqvist")
	d.show("sync")
	d.run.drain()
	if got := tab.property("grantSendOnBehalfTo"); !strings.HasPrefix(got, "flows: ") {
		t.Errorf("delegates with an alias: %q", got)
	}
	if got := d.review.text.Text; !strings.Contains(got, "after the next sync: ") || !strings.Contains(got, "grantSendOnBehalfTo") {
		t.Errorf("the review line says %q", got)
	}
	d.toggleForecast()
	for _, l := range d.review.cloud {
		if strings.Contains(l.why, "removed") { // the address in the initial domain is made once, of the alias at that time
			t.Errorf("%s: %s", l.property, l.why)
		}
	}
	d.must(d.do("", func(e model.Entry) (model.Entry, error) { return e.With(model.ProxyAddresses), nil }))
	d.run.drain()
	if !slices.ContainsFunc(d.review.cloud, func(l cloudLine) bool { return l.property == "Addresses" && strings.Contains(l.why, "removed: ") }) {
		t.Errorf("the addresses are removed, and the forecast shows %v", d.review.cloud)
	}
}

func TestTheAddressesSayWhatTheCloudDrops(t *testing.T) {
	d, _ := foreseeing(t, someone)
	d.app.session.Desk.UseFacts(&model.TenantFacts{InitialDomain: "x.onmicrosoft.com", VerifiedDomains: []string{"brightwater.example", "x.onmicrosoft.com"}})
	d.must(d.do("", func(e model.Entry) (model.Entry, error) {
		return e.With(model.ProxyAddresses, "SMTP:c@brightwater.example", "smtp:c@old.example"), nil
	}))
	e := d.view("proxyAddresses").ed.(*addressesEditor)
	d.run.drain()
	if got := e.cell(0, 3).Text; got != "verified" {
		t.Errorf("the good domain is %q", got)
	}
	if domain, note := e.cell(1, 3).Text, e.cell(1, 4).Text; domain != "not verified" || note != "dropped in the cloud" {
		t.Errorf("the other is %q, %q", domain, note)
	}
	if got := e.tip(1, 4); got != "Dropped in the cloud: old.example is not verified in the tenant." {
		t.Errorf("the tooltip is %q", got)
	}
	d.app.session.Desk.UseFacts(nil)
	if got := e.cell(0, 3).Text; got != "of this forest" {
		t.Errorf("without a tenant the domain is %q", got)
	}
}

func TestAContactThatMergesIsDeletedInTheCloud(t *testing.T) {
	d := newDriver(t, "")
	d.app.session.Desk.UseRules(syncrule.Builtin())
	d.app.session.Desk.UseFacts(sim.SampleFacts())
	d.open("sales@aqua-analytics.example")
	d.must(d.do("", func(e model.Entry) (model.Entry, error) {
		return e.With(model.Mail, "anna.lindqvist@brightwater.example"), nil
	}))
	d.run.drain()
	if got := d.review.text.Text; !strings.Contains(got, "after the next sync: the object is deleted in the cloud") {
		t.Errorf("the review line says %q", got)
	}
	tab := d.syncTab()
	if !strings.HasSuffix(tab.headline.Text, "it becomes part of Anna Lindqvist.") || !tab.partner.Visible() {
		t.Errorf("the headline is %q", tab.headline.Text)
	}
	test.Tap(tab.partner)
	d.run.drain()
	if len(d.app.sheets) != 2 {
		t.Error("the other object does not open")
	}
}

func TestASaveElsewhereRenewsTheForecast(t *testing.T) {
	d, f := foreseeing(t, someone)
	first := d.Sheet
	d.run.drain()
	d.open("jmueller")
	d.entry("title").SetText("Chief of staff")
	d.run.drain()
	n := len(f.asked)
	d.save()
	d.run.drain()
	asked := false
	for _, es := range f.asked[n:] {
		asked = asked || es[0].Ref.Same(first.refs[0])
	}
	if !asked || !first.sight.current() {
		t.Error("the other sheet still shows what was before the save")
	}
}
