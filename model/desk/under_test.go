package desk_test

import (
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/syncrule"
)

func TestOtherRulesAreTriedBesideThoseInUse(t *testing.T) {
	o, _ := foreseeing(t)
	ann := o.user("ann", map[model.Attr][]string{model.MailNickname: {"ann"}, "extensionAttribute1": {"gold"}})
	own := o.desk.Rules()
	none := &syncrule.RuleSet{Source: "none"}
	out, err := o.desk.ForeseeUnder(t.Context(), none, ann)
	o.code(err, "")
	if len(out) != 1 || out[0].Sync.InScope {
		t.Errorf("without rules: %+v", out[0].Sync)
	}
	if o.desk.Rules() != own || !o.foresee(ann).Sync.InScope {
		t.Error("the other rules have taken the place of those in use")
	}
}
