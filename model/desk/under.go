package desk

import (
	"context"

	"recipientdesk/model"
	"recipientdesk/model/syncrule"
)

// ForeseeUnder says what would become of objects under other rules, without putting
// those in use. It prepares the rules anew at each call, which takes some
// milliseconds: give it many objects at once. Errors are as of Foresee.
func (d *Desk) ForeseeUnder(ctx context.Context, rules *syncrule.RuleSet, es ...model.Entry) ([]Outlook, error) {
	other := &Desk{dir: d.dir, opt: d.opt}
	other.UseRules(rules)
	other.UseFacts(d.facts(ctx))
	return other.Foresee(ctx, es...)
}
