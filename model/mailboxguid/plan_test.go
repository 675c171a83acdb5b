package mailboxguid

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/powershell"
	"recipientdesk/model/syncrule"
)

var update = flag.Bool("update", false, "rewrite the goldens")

func published(t *testing.T) *syncrule.RuleSet {
	t.Helper()
	const folder = "../../../shared/data/entra-connect-export"
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not here; the plan for the published configuration was not made", folder)
	}
	set, err := syncrule.Load(os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func plan(t *testing.T, set *syncrule.RuleSet, o Options) *Plan {
	t.Helper()
	p, err := New(set, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// carriers lists the enabled inbound rules that write the GUID, and how.
func carriers(set *syncrule.RuleSet) string {
	var out []string
	for _, r := range set.Rules {
		if f := carries(r); f != nil {
			how := f.Direct
			if f.Expression != nil {
				how = f.Expression.String()
				if f.ApplyOnce {
					how += " once"
				}
			}
			out = append(out, strings.Join([]string{r.Name, how, string(f.Merge)}, "|"))
		}
	}
	return strings.Join(out, "; ")
}

func rule(set *syncrule.RuleSet, name string) *syncrule.Rule {
	for _, r := range set.Rules {
		if r.Name == name {
			return r
		}
	}
	return nil
}

const exchange = "In from AD - User Exchange"

func TestPlanKeepsTheGUIDBackAndBringsItBack(t *testing.T) {
	for name, set := range map[string]func() *syncrule.RuleSet{"built-in": syncrule.Builtin, "published": func() *syncrule.RuleSet { return published(t) }} {
		t.Run(name, func(t *testing.T) {
			set := set()
			p := plan(t, set, Options{})
			if len(p.Changes) != 2 || p.Changes[0].Precedence != 108 || p.Changes[0].Temporary != 200 || p.Changes[0].Spare != 201 || p.Prepared {
				t.Fatalf("%+v", p.Changes)
			}
			before := carriers(set)
			after, err := p.After()
			if err != nil {
				t.Fatal(err)
			}
			if got, want := carriers(after), "In from AD - User Exchange - without msExchMailboxGuid|NULL once|Update; In from AD - InetOrgPerson Exchange - without msExchMailboxGuid|NULL once|Update"; got != want {
				t.Errorf("\n got %s\nwant %s", got, want)
			}
			original, copied, was := rule(after, exchange), rule(after, exchange+suffix), rule(set, exchange)
			if !original.Disabled || original.Precedence != 201 || copied.Precedence != 108 || copied.Disabled || len(copied.Flows) != len(was.Flows) || len(after.Rules) != len(set.Rules)+2 {
				t.Errorf("%+v\n%+v", original, copied)
			}
			for i, f := range copied.Flows {
				if w := was.Flows[i]; f.Target != string(Attribute) && (f.Target != w.Target || f.Direct != w.Direct || f.Merge != w.Merge || f.ApplyOnce != w.ApplyOnce || (f.Expression == nil) != (w.Expression == nil)) {
					t.Errorf("%+v and not %+v", f, w)
				}
			}
			if copied.Scope[0][0] != was.Scope[0][0] || copied.Connector != was.Connector || copied.Link != was.Link {
				t.Errorf("%+v", copied)
			}
			if len(after.Notes) != len(set.Notes) {
				t.Error(after.Notes)
			}
			back, err := p.Back()
			if err != nil {
				t.Fatal(err)
			}
			if got := carriers(back); got != before || len(back.Rules) != len(set.Rules) {
				t.Errorf("\n got %s\nwant %s", got, before)
			}
			if r := rule(back, exchange); r.Disabled || r.Precedence != 108 || r.ID != was.ID {
				t.Errorf("%+v", r)
			}
			again := plan(t, after, Options{})
			if !again.Prepared || again.Prepare != "" || len(again.Changes) != 2 {
				t.Errorf("%+v", again)
			}
			if back, err := again.Back(); err != nil || carriers(back) != before {
				t.Errorf("after an export in between: %v", err)
			}
		})
	}
}

func TestOriginalsCanBeDeleted(t *testing.T) {
	set := published(t)
	p := plan(t, set, Options{DeleteOriginal: true})
	after, err := p.After()
	if err != nil {
		t.Fatal(err)
	}
	if rule(after, exchange) != nil || rule(after, exchange+suffix).Precedence != 108 || len(after.Rules) != 62 {
		t.Errorf("%d rules", len(after.Rules))
	}
	back, err := p.Back()
	if err != nil {
		t.Fatal(err)
	}
	if carriers(back) != carriers(set) || len(back.Rules) != 62 || rule(back, exchange).ID != rule(set, exchange).ID || rule(back, exchange).Tag == "" {
		t.Errorf("%+v", rule(back, exchange))
	}
	again := plan(t, after, Options{}) // an export of the prepared server
	if back, err = again.Back(); err != nil || carriers(back) != carriers(set) {
		t.Errorf("%v: %s", err, carriers(back))
	}
	if _, err := New(syncrule.Builtin(), Options{DeleteOriginal: true}); model.CodeOf(err) != model.Invalid {
		t.Error(err)
	}
}

// The scripts stop before a change if the server is not as expected.
func TestScriptsStopEarly(t *testing.T) {
	set := syncrule.Builtin()
	p := plan(t, set, Options{})
	off := *rule(set, exchange)
	off.Disabled = true
	for what, c := range map[string]struct {
		set    *syncrule.RuleSet
		script string
		want   string
	}{
		"a rule is disabled":    {set.With(&off), p.Prepare, "2 enabled rules were expected, and 1 are there"},
		"a copy is there":       {set.With(&syncrule.Rule{ID: "{1}", Name: exchange + suffix, Connector: off.Connector, Precedence: 300}), p.Prepare, "There is a copy of"},
		"the original is gone":  {(&syncrule.RuleSet{}).With(&syncrule.Rule{ID: "{1}", Name: exchange + suffix, Precedence: 300}), p.Restore, "is not there to be brought back"},
		"there was no original": {&syncrule.RuleSet{}, p.Restore, "2 enabled rules were expected, and 0 are there"},
	} {
		if _, err := syncrule.LoadScript(strings.NewReader(c.script), "s.ps1", c.set); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestCustomRulesThatCarryTheGUIDAreReplacedToo(t *testing.T) {
	set := syncrule.Builtin()
	own := *rule(set, exchange)
	own.ID, own.Name, own.Precedence = "{7}", "It's our own", 90
	set = set.With(&own, &syncrule.Rule{ID: "{8}", Name: "elsewhere", Precedence: 200})
	p := plan(t, set, Options{})
	if len(p.Changes) != 3 || p.Changes[0].Rule.Name != "It's our own" || p.Changes[0].Temporary != 201 || !strings.Contains(p.Prepare, "'It''s our own'") {
		t.Errorf("%+v", p.Changes)
	}
	if after, err := p.After(); err != nil || strings.Count(carriers(after), "NULL once") != 3 || strings.Contains(carriers(after), "|"+string(Attribute)) {
		t.Errorf("%v, %v", after, err)
	}
	if _, err := New(&syncrule.RuleSet{}, Options{}); model.CodeOf(err) != model.NotFound {
		t.Error(err)
	}
}

func TestScriptsAreWrittenAsAgreed(t *testing.T) {
	p := plan(t, syncrule.Builtin(), Options{})
	for name, text := range map[string]string{"prepare.golden.ps1": p.Prepare, "restore.golden.ps1": p.Restore} {
		file := "testdata/" + name
		if *update {
			if err := os.WriteFile(file, powershell.File(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil || string(want) != string(powershell.File(text)) {
			t.Errorf("%s differs (%v); read it, and run the test with -update", file, err)
		}
		if strings.IndexFunc(text, func(r rune) bool { return r > 0x7E }) >= 0 || strings.Contains(text, "{{") {
			t.Errorf("%s has more than ASCII in it, or what was not filled in", name)
		}
	}
}

// changed returns a set with one rule changed.
func changed(set *syncrule.RuleSet, name string, f func(*syncrule.Rule)) *syncrule.RuleSet {
	r := *rule(set, name)
	f(&r)
	return set.With(&r)
}

// The way back works from wherever the script stopped.
func TestTheWayBackStartsAnywhere(t *testing.T) {
	set := syncrule.Builtin()
	p := plan(t, set, Options{})
	after, err := p.After()
	if err != nil {
		t.Fatal(err)
	}
	at := func(n int) func(*syncrule.Rule) { return func(r *syncrule.Rule) { r.Precedence = n } }
	for what, from := range map[string]*syncrule.RuleSet{
		"the copy has its temporary number":    changed(after, exchange+suffix, at(200)),
		"the original did not make room":       changed(changed(after, exchange+suffix, at(200)), exchange, at(108)),
		"the original is still in service":     changed(changed(after, exchange+suffix, at(200)), exchange, func(r *syncrule.Rule) { r.Disabled, r.Precedence = false, 108 }),
		"nothing was done":                     set,
		"the way back was gone before":         mustBack(t, p),
		"only one of the two rules was copied": withoutCopy(after, set, "In from AD - InetOrgPerson Exchange"),
	} {
		back, err := syncrule.LoadScript(strings.NewReader(p.Restore), RestoreFile, from)
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if r := rule(back, exchange); r.Disabled || r.Precedence != 108 || carriers(back) != carriers(set) || rule(back, exchange+suffix) != nil {
			t.Errorf("%s: %+v", what, r)
		}
	}
}

func mustBack(t *testing.T, p *Plan) *syncrule.RuleSet {
	t.Helper()
	back, err := p.Back()
	if err != nil {
		t.Fatal(err)
	}
	return back
}

// withoutCopy returns a set in which a rule is as it was before.
func withoutCopy(after, before *syncrule.RuleSet, name string) *syncrule.RuleSet {
	var rules []*syncrule.Rule
	for _, r := range after.With(rule(before, name)).Rules {
		if r.Name != name+suffix {
			rules = append(rules, r)
		}
	}
	return &syncrule.RuleSet{Source: after.Source, Rules: rules, Connectors: after.Connectors}
}

func TestEveryForestIsPrepared(t *testing.T) {
	set := syncrule.Builtin()
	second := *set
	second.Connectors = append(second.Connectors[:1:1], &syncrule.Connector{ID: "{f0}", Name: "fabrikam.com", AD: true}, second.Connectors[1])
	for i, name := range []string{exchange, "In from AD - InetOrgPerson Exchange"} {
		r := *rule(set, name)
		r.ID, r.Connector, r.Precedence = "{f"+string(rune('1'+i))+"}", "{f0}", 170+i
		second = *second.With(&r)
	}
	p := plan(t, &second, Options{})
	after, err := p.After()
	if err != nil || len(p.Changes) != 4 {
		t.Fatal(err, len(p.Changes))
	}
	if got := carriers(after); strings.Count(got, "NULL once") != 4 || strings.Contains(got, "|"+string(Attribute)) {
		t.Error(got)
	}
	if back := mustBack(t, p); carriers(back) != carriers(&second) || len(back.Rules) != len(second.Rules) {
		t.Error(carriers(back))
	}
}
