package syncrule

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"recipientdesk/model"
)

func TestPublishedRulesAreUnderstood(t *testing.T) {
	const folder = "../../../shared/data/entra-connect-export"
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not here; its rules were not read", folder)
	}
	set, err := loadRules(os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range set.Notes {
		t.Errorf("%s: %s", n.Rule, n.Text)
	}
	flows, clauses, joins, once, constants := 0, 0, 0, 0, 0
	for _, r := range set.Rules {
		flows += len(r.Flows)
		for _, g := range r.Scope {
			clauses += len(g)
		}
		for _, g := range r.Joins {
			joins += len(g)
		}
		for _, f := range r.Flows {
			if f.ApplyOnce {
				once++
			}
			if !f.Constant.IsNull() {
				constants++
			}
		}
		if r.Name == "In from AD - User Exchange" && (r.Precedence != 108 || len(r.Scope) != 1 || r.Scope[0][0] != Clause{"mailNickname", IsNotNull, ""}) {
			t.Errorf("%+v", r)
		}
	}
	if len(set.Rules) != 62 || flows != 1200 || clauses != 92 || joins != 40 || once != 2 || constants == 0 || set.Rules[0].Precedence != 100 {
		t.Error(len(set.Rules), flows, clauses, joins, once, constants, set.Rules[0].Name)
	}
}

const odd = `<synchronizationRule><id>{1}</id><name>Odd</name><version>x</version><direction>Sideways</direction><disabled>maybe</disabled><color>red</color>
<sourceObjectType>user</sourceObjectType><targetObjectType>person</targetObjectType><linkType>Loose</linkType><precedence mood="good">50</precedence>
<attribute-mappings><mapping execute-once="True" speed="high"><dest>a</dest><src><attr>b</attr></src><valueMergeType>Mix</valueMergeType></mapping>
<mapping><dest>c</dest><expression>Nope([b])</expression></mapping><mapping><dest>d</dest><src><attr>x</attr><attr>y</attr></src></mapping>
<mapping><dest>e</dest><src>fixed</src></mapping><note/></attribute-mappings>
<relationshipCriteria><conditions><condition><csAttribute>a</csAttribute></condition><other/></conditions></relationshipCriteria>
<synchronizationCriteria><conditions><scope><csAttribute>a</csAttribute><csOperator>LIKE</csOperator></scope></conditions><conditions/></synchronizationCriteria>
</synchronizationRule>`

// Nothing that is not understood is passed over in silence.
func TestWhatIsNotUnderstoodIsNoted(t *testing.T) {
	r, notes, err := ReadRule(strings.NewReader(odd), "odd.xml")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, n := range notes {
		if n.Rule != "Odd" {
			t.Error(n)
		}
		all.WriteString(n.Text + "\n")
	}
	for _, want := range []string{`<version> is "x"`, `direction "Sideways"`, `<disabled> is "maybe"`, "<color>", `link type "Loose"`, "attribute mood", `speed="high"`, `merge type "Mix"`,
		"there is no function Nope", "flow to d cannot be followed", "<note>", "join condition", "<other>", `operator "LIKE"`} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("no note of %s in:\n%s", want, all.String())
		}
	}
	if len(notes) != 14 || len(r.Flows) != 4 || r.Flows[0].Direct != "b" || !r.Flows[0].ApplyOnce || r.Flows[1].Problem == "" || !r.Flows[3].Constant.Equal(String("fixed")) || len(r.Scope) != 2 {
		t.Errorf("%d notes, %+v", len(notes), r)
	}
}

func TestRulesThatAreNone(t *testing.T) {
	for _, s := range []string{"", "x", "<a/>", "<synchronizationRule>", `<!DOCTYPE x [<!ENTITY a "b">]><synchronizationRule/>`, `<synchronizationRule><name>&a;</name></synchronizationRule>`} {
		if _, _, err := ReadRule(strings.NewReader(s), "f"); model.CodeOf(err) != model.Invalid {
			t.Errorf("%s: %v", s, err)
		}
	}
	if _, err := loadRules(fstest.MapFS{}); model.CodeOf(err) != model.NotFound {
		t.Error(err)
	}
}

func FuzzReadRule(f *testing.F) {
	f.Add(odd)
	f.Fuzz(func(t *testing.T, s string) {
		r, _, err := ReadRule(strings.NewReader(s), "f")
		if (r == nil) != (err != nil) {
			t.Error(err)
		}
	})
}
