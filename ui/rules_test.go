package ui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recipientdesk/model"
	"recipientdesk/model/syncrule"
)

func expression(t testing.TB, src string) *syncrule.Expression {
	t.Helper()
	e, err := syncrule.Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// someRules are a few rules with all that a page has to show.
func someRules(t testing.TB) *syncrule.RuleSet {
	common := &syncrule.Rule{ID: "{1}", Name: "In from AD - User Common", Connector: "{ad}", Source: "user", Target: "person", Link: syncrule.Join, Precedence: 106,
		Scope: []syncrule.ScopeGroup{{{Attribute: "adminDescription", Operator: syncrule.NotStartsWith, Value: "User_"}}},
		Flows: []syncrule.Flow{{Target: "displayName", Expression: expression(t, `IIF(IsPresent([displayName]), [displayName], [cn])`), Merge: syncrule.Update},
			{Target: "mail", Expression: expression(t, `Trim([mail])`), Merge: syncrule.Update}}}
	exchange := &syncrule.Rule{ID: "{2}", Name: "In from AD - User Exchange", Description: "Exchange attributes", Connector: "{ad}", Source: "user", Target: "person", Link: syncrule.Join, Precedence: 108,
		Scope: []syncrule.ScopeGroup{{{Attribute: "mailNickname", Operator: syncrule.IsNotNull}}},
		Flows: []syncrule.Flow{{Target: "msExchHideFromAddressLists", Direct: "msExchHideFromAddressLists", Merge: syncrule.Update},
			{Target: "displayName", Direct: "displayNamePrintable", Merge: syncrule.Update},
			{Target: "sourceObjectType", Constant: syncrule.String("User"), ApplyOnce: true, Merge: syncrule.Update}}}
	join := &syncrule.Rule{ID: "{3}", Name: "In from AD - User Join", Connector: "{ad}", Source: "user", Target: "person", Link: syncrule.Provision, Precedence: 100,
		Joins: []syncrule.JoinGroup{{{Connector: "objectSid", Metaverse: "objectSid", CaseSensitive: true}}}}
	out := &syncrule.Rule{ID: "{4}", Name: "Out to AAD - User Identity", Outbound: true, Connector: "{aad}", Source: "person", Target: "user", Link: syncrule.Join, Precedence: 124,
		Flows: []syncrule.Flow{{Target: "displayName", Direct: "displayName"}, {Target: "mail", Direct: "mail"}}}
	return &syncrule.RuleSet{Rules: []*syncrule.Rule{join, common, exchange, out},
		Notes:      []syncrule.Note{{Rule: "In from AD - User Exchange", Text: "the merge type Sum is not known"}},
		Connectors: []*syncrule.Connector{{ID: "{ad}", Name: "corp.example", AD: true}, {ID: "{aad}", Name: "contoso.onmicrosoft.com - AAD"}}}
}

// rulesPage goes to the page with these rules in use.
func (d *windowDriver) rulesPage(set *syncrule.RuleSet) *rulesPage {
	d.session.Desk.UseRules(set)
	d.cmd.run("rules")
	d.run.drain()
	return d.pages[placeRules].(*rulesPage)
}

func (p *rulesPage) ruleNames() (out []string) {
	for _, r := range p.rows {
		out = append(out, r.Name)
	}
	return out
}

func TestRulesAreListedAndSearched(t *testing.T) {
	d := openWindowDriver(t)
	p := d.rulesPage(someRules(t))
	if len(p.rows) != 4 || p.cell(0, 0).Text != "100" || p.cell(3, 2).Text != "Out" || p.cell(1, 5).Text != "corp.example" {
		t.Fatalf("%d rules; first %+v, last %+v", len(p.rows), p.cell(0, 0), p.cell(3, 2))
	}
	for _, c := range []struct {
		text string
		want []string
	}{
		{"exchange", []string{"In from AD - User Exchange"}},
		{"trim mail", []string{"In from AD - User Common"}},
		{"ISNOTNULL", []string{"In from AD - User Exchange"}},
		{"108", []string{"In from AD - User Exchange"}},
		{"nothing has this", nil},
	} {
		p.search.SetText(c.text)
		if got := p.ruleNames(); !slices.Equal(got, c.want) {
			t.Errorf("%q finds %v, want %v", c.text, got, c.want)
		}
		if p.empty.Visible() != (c.want == nil) {
			t.Errorf("%q: the empty page is visible: %v", c.text, p.empty.Visible())
		}
	}
}

func TestARuleIsShownFromEverySide(t *testing.T) {
	d := openWindowDriver(t)
	p := d.rulesPage(someRules(t))
	p.search.SetText("user common")
	aspect := func(i int) string {
		for p.aspect.Selected() < i {
			p.aspect.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
		}
		var out []string
		for _, l := range p.lines {
			var cells []string
			for _, c := range l.cells {
				cells = append(cells, c.Text)
			}
			out = append(out, strings.Join(cells, "|"))
		}
		return strings.Join(out, "\n")
	}
	if got := aspect(0); !strings.Contains(got, "displayName|Expression|IIF(IsPresent([displayName]), [displayName], [cn])|Update|") {
		t.Errorf("flows:\n%s", got)
	}
	p.detail.Select(0)
	p.drawLine()
	if got := p.full.Text; got != "displayName = IIF(IsPresent([displayName]), [displayName], [cn])" {
		t.Errorf("in full: %q", got)
	}
	if got := aspect(1); got != "If|adminDescription|NOTSTARTSWITH|User_" {
		t.Errorf("scope:\n%s", got)
	}
	if aspect(2); p.hint.Text == "" {
		t.Error("nothing says that there are no joins")
	}
	if got := aspect(3); !strings.Contains(got, "Precedence|106") || !strings.Contains(got, "Connector|corp.example") {
		t.Errorf("about:\n%s", got)
	}
}

func TestWhatWasNotUnderstoodIsSaid(t *testing.T) {
	d := openWindowDriver(t)
	p := d.rulesPage(someRules(t))
	if !p.notes.Visible() || p.notes.Text != "1 note" {
		t.Fatalf("the button says %q", p.notes.Text)
	}
	test.Tap(p.notes)
	if !d.win.Modal() {
		t.Error("the notes are not shown")
	}
}

func TestRulesAreLoadedAndKept(t *testing.T) {
	d := openWindowDriver(t)
	folder := t.TempDir()
	var asked []string
	var refuse error
	d.opt.Rules = func(paths []string) (*syncrule.RuleSet, error) {
		path := strings.Join(paths, ",")
		asked = append(asked, path)
		set := someRules(t)
		set.Source = path
		return set, refuse
	}
	p := d.rulesPage(&syncrule.RuleSet{})
	p.read()
	test.Tap(p.load)
	d.run.drain()
	if err := os.WriteFile(filepath.Join(folder, "rule.ps1"), []byte("New-ADSyncRule"), 0o600); err != nil {
		t.Fatal(err)
	}
	pick := findIn(d.win.Canvas().Overlays().Top(), "Use this folder")
	if pick == nil {
		t.Fatal("no folder can be chosen")
	}
	press(d.win.Canvas(), "Cancel")
	d.useRules(folder)
	if !p.loading || !p.load.Disabled() {
		t.Error("a second load could start before the first is through")
	}
	d.run.drain()
	if len(p.rows) != 4 || !strings.Contains(p.from.Text, folder) || p.builtin.Disabled() {
		t.Errorf("%d rules, %q", len(p.rows), p.from.Text)
	}
	refuse = &model.Error{Code: model.Invalid, Subject: "x", Message: "is no export"}
	d.useRules("/elsewhere")
	d.run.drain()
	if len(p.rows) != 4 || !d.win.Modal() || !strings.Contains(p.from.Text, folder) {
		t.Error("rules that cannot be read take the place of those in use, or nothing is said")
	}
	press(d.win.Canvas(), "Close")
	refuse = nil
	d.cmd.run("disconnect")
	d.run.drain()
	d.cmd.run("sample")
	d.run.drain()
	if asked[len(asked)-1] != folder || d.rulesFrom() != folder {
		t.Errorf("the rules are forgotten: asked for %v", asked)
	}
	d.goTo(placeRules)
	d.session.Desk.UseRules(cloudSynced(d.session.Desk.Rules()))
	d.rulesChanged()
	d.run.drain()
	if q := d.pages[placeRules].(*rulesPage); !strings.Contains(q.from.Text, "Cloud Sync") || !q.cloudSync.Disabled() {
		t.Errorf("as Cloud Sync it says %q", q.from.Text)
	}
	d.useRules("")
	d.run.drain()
	if d.settings.Rules(d.session.Target.Directory) != "" {
		t.Error("the folder is remembered although the built-in rules were asked for")
	}
}

// cloudSynced is the same set as Cloud Sync would have it.
func cloudSynced(set *syncrule.RuleSet) *syncrule.RuleSet {
	own := *set
	own.CloudSync = true
	return &own
}

// someResult is what the rules make of a person whose alias is not set.
func someResult(t testing.TB) (*syncrule.RuleSet, *syncrule.Result) {
	set := someRules(t)
	join, common, exchange, out := set.Rules[0], set.Rules[1], set.Rules[2], set.Rules[3]
	e := model.NewEntry(model.Ref{DN: "CN=Ann,DC=corp"}, map[model.Attr][]string{"displayName": {"Ann"}, "mail": {" ann@x.example"}, "msExchHideFromAddressLists": {"TRUE"}})
	return set, &syncrule.Result{Entry: e, Class: "user", Imported: true, InScope: true, Target: "user",
		Scope: []syncrule.ScopeCheck{{Rule: join, Passed: true}, {Rule: common, Passed: true, Clause: "adminDescription NOTSTARTSWITH User_"},
			{Rule: exchange, Clause: "mailNickname ISNOTNULL"}},
		Metaverse: []syncrule.Contribution{{Attribute: "displayName", Value: syncrule.String("Ann"), Rule: common, Flow: &common.Flows[0]},
			{Attribute: "mail", Value: syncrule.String("ann@x.example"), Rule: common, Flow: &common.Flows[1]}},
		Export: []syncrule.Contribution{{Attribute: "displayName", Value: syncrule.String("Ann"), Rule: out, Flow: &out.Flows[0]},
			{Attribute: "mail", Value: syncrule.String("ann@x.example"), Rule: out, Flow: &out.Flows[1]}},
		Fates: []syncrule.Fate{{Attr: "displayName", State: syncrule.Flows, As: []string{"displayName"}}, {Attr: "mail", State: syncrule.Flows, As: []string{"mail"}},
			{Attr: "msExchHideFromAddressLists", State: syncrule.Blocked, Rule: exchange, Why: "mailNickname is not set", Clause: &exchange.Scope[0][0]}}}
}

func TestContributionsInOrderOfPrecedence(t *testing.T) {
	set, r := someResult(t)
	var got []string
	for _, c := range contributions(set, r, "displayName") {
		name := c.attr
		if c.rule != nil {
			name = c.rule.Name
		}
		got = append(got, c.where+": "+name+": "+c.outcome+": "+c.value)
	}
	want := []string{
		"Exported: Out to AAD - User Identity: wins: Ann",
		"Metaverse: In from AD - User Common: wins: Ann",
		"Metaverse: In from AD - User Exchange: not in scope: mailNickname ISNOTNULL: ",
		"Active Directory: cn: has no value: ",
		"Active Directory: displayName: is there: Ann",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestWhyDialog(t *testing.T) {
	d := openWindowDriver(t)
	set, r := someResult(t)
	w := showWhy(d.win, set, r, "mail")
	if w.attr() != "mail" || !strings.Contains(w.answer.Text, "because of the rule Out to AAD - User Identity") {
		t.Errorf("at %q: %q", w.attr(), w.answer.Text)
	}
	w.search.SetText("hide")
	if w.attr() != "msExchHideFromAddressLists" || w.answer.Text != "msExchHideFromAddressLists does not arrive: mailNickname is not set." {
		t.Errorf("at %q: %q", w.attr(), w.answer.Text)
	}
	w.search.SetText("no such")
	if w.attr() != "" || len(w.list) != 0 {
		t.Error("something is explained although nothing is found")
	}
}

func TestAnObjectIsExplainedFromTheRulesPage(t *testing.T) {
	d := openWindowDriver(t)
	p := d.rulesPage(someRules(t))
	test.Tap(p.why)
	d.run.drain()
	if !d.win.Modal() {
		t.Fatal("no object can be chosen")
	}
	press(d.win.Canvas(), "Cancel")
	d.explain(d.win, &p.reading, d.list.l.snap.Ref(0))
	d.run.drain()
	if !d.win.Modal() {
		t.Error("nothing is explained")
	}
}

func findIn(root fyne.CanvasObject, label string) fyne.CanvasObject {
	if b := findButton(root, func(l string) bool { return l == label }); b != nil {
		return b
	}
	return nil
}

func TestKeysGoToThePageInView(t *testing.T) {
	d := openWindowDriver(t)
	p := d.rulesPage(someRules(t))
	d.win.Canvas().Unfocus()
	d.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyDown})
	if d.win.Canvas().Focused() != p.table || p.selected() == nil || p.selected().Precedence != 106 {
		t.Errorf("the key went to %T", d.win.Canvas().Focused())
	}
	d.cmd.run("goto-all")
	d.win.Canvas().Unfocus()
	d.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyDown})
	if d.win.Canvas().Focused() != d.list.table {
		t.Errorf("the key went to %T", d.win.Canvas().Focused())
	}
}
