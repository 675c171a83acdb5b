package mailboxguid

import (
	"os"
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/powershell"
	"recipientdesk/model/syncrule"
)

func text(steps []Step) string {
	var b strings.Builder
	for _, s := range steps {
		b.WriteString("- " + s.Text + "\n")
		if s.Command != "" {
			b.WriteString("    " + s.Command + "\n")
		}
	}
	return b.String()
}

func TestStepsAreWrittenAsAgreed(t *testing.T) {
	p := plan(t, syncrule.Builtin(), Options{})
	got := "Prepare\n" + text(p.PrepareSteps()) + "\nRestore\n" + text(p.RestoreSteps()) + "\nAlternative\n" + text(Alternative(syncrule.Builtin(), 12))
	const file = "testdata/steps.golden"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(file); err != nil || string(want) != got {
		t.Errorf("%s differs (%v); read it, and run the test with -update", file, err)
	}
	for _, s := range append(p.PrepareSteps(), p.RestoreSteps()...) {
		if _, err := powershell.Parse(s.Command, "step"); err != nil {
			t.Error(err)
		}
	}
}

func TestStepsFollowTheServer(t *testing.T) {
	set := published(t)
	p := plan(t, set, Options{DeleteOriginal: true})
	steps := text(p.PrepareSteps())
	for _, want := range []string{"Note its precedence: 108.", "Note its precedence: 109.", `click "Delete"`, "give it the precedence 108 of the original"} {
		if !strings.Contains(steps, want) {
			t.Errorf("no %s in\n%s", want, steps)
		}
	}
	after, err := p.After()
	if err != nil || len(plan(t, after, Options{}).PrepareSteps()) != 0 {
		t.Error(err)
	}
	if back := text(plan(t, after, Options{}).RestoreSteps()); !strings.Contains(back, `Bring "In from AD - User Exchange" back`) {
		t.Error(back)
	}
}

func TestDeletionsAreCountedAgainstTheThreshold(t *testing.T) {
	if n, on := Threshold(published(t)); n != 500 || !on {
		t.Error(n, on)
	}
	own := &syncrule.RuleSet{Settings: map[string]string{"Microsoft.OptionalFeature.ExportDeletionThresholdValue": "20", "Microsoft.OptionalFeature.ExportDeletionThreshold": "False"}}
	if n, on := Threshold(own); n != 20 || on {
		t.Error(n, on)
	}
	for _, c := range []struct {
		set     *syncrule.RuleSet
		deleted int
		command string
		says    string
	}{{syncrule.Builtin(), 500, "", "up to 500 deletions"}, {syncrule.Builtin(), 501, "Disable-ADSyncExportDeletionThreshold", "not enough"}, {own, 501, "", "nothing will stop the export"}} {
		if s := Alternative(c.set, c.deleted)[0]; s.Command != c.command || !strings.Contains(s.Text, c.says) {
			t.Errorf("%d: %+v", c.deleted, s)
		}
	}
}

func TestAttributesThatAreExcludedAreSeen(t *testing.T) {
	connector := func(attributes ...string) *syncrule.RuleSet {
		return &syncrule.RuleSet{Connectors: []*syncrule.Connector{{ID: "{1}", AD: true, Attributes: []string{"mail", "msExchMailboxGuid"}}, {ID: "{2}", Attributes: attributes}}}
	}
	list := connector("msexchmailboxguid")
	list.Settings = map[string]string{"Microsoft.AADFilter.AttributeExclusionList": "mail,msExchMailboxGuid"}
	for want, set := range map[model.Maybe]*syncrule.RuleSet{model.No: connector("msexchmailboxguid"), model.Yes: connector("mail"), model.Unsure: syncrule.Builtin()} {
		if got := Excluded(set); got != want {
			t.Errorf("%v and not %v", got, want)
		}
	}
	if Excluded(list) != model.Yes {
		t.Error("the list of exclusions is not read")
	}
}

func TestRemarksAreSentences(t *testing.T) {
	for _, r := range Remarks() {
		if !strings.HasSuffix(r.Text, ".") || r.Source != "" && !strings.HasPrefix(r.Source, "https://learn.microsoft.com/") {
			t.Errorf("%+v", r)
		}
	}
}
