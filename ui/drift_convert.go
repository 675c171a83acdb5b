package ui

import (
	"context"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
	"recipientdesk/model/lifecycle"
	"recipientdesk/ui/kit"
)

// convertAsInCloud gives AD the type that a mailbox has in Exchange Online already:
// what was converted there alone would be changed back. mailbox is the type as
// Set-Mailbox has it. The change is shown before it is saved.
func (a *App) convertAsInCloud(win *kit.Window, s *slot, ref model.Ref, mailbox string) {
	t, err := lifecycle.ParseMailboxType(mailbox)
	if err != nil {
		a.fail(win, err)
		return
	}
	a.planned(win, s, "Make "+model.NameOf(ref.DN)+" a "+t.Label()+" in AD, too?", ref, func(ctx context.Context, d *desk.Desk) (desk.Step, error) {
		step, err := d.Operate(ctx, ref, func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) { return lifecycle.Convert(e, t, w) })
		step.Cloud = nil // it is done there
		return step, err
	}, func(desk.Saved) {})
}

// typeToTake is the type, as Set-Mailbox has it, that AD would have to take over from
// the mailbox; "" if the two agree, or if that is not known.
func typeToTake(c desk.Comparison) string {
	d, differ := drift.TypeDriftOf(&c.Sides, c.Item)
	if !differ {
		return ""
	}
	return d.Remedies()[0].Convert
}
